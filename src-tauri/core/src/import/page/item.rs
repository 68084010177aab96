//! Entries of lists: "Title — Authors, Venue 2023", `Authors. "Title." Venue, 2023`.

use super::{dates, people};

/// What one entry says beside its title.
#[derive(Debug, Default, PartialEq)]
pub struct Item {
    pub title: String,
    pub authors: Vec<String>,
    pub venue: String,
    pub year: Option<i32>,
}

const DASHES: &[&str] = &[" — ", " – ", " -- ", " - ", " | ", " · ", " by "];

/// Short names of places where papers appear; a tail of these alone is convincing without a year.
const VENUES: &[&str] = &[
    "AAAI",
    "ACL",
    "AISTATS",
    "ASE",
    "BMVC",
    "CHI",
    "CIKM",
    "COLING",
    "COLM",
    "CoNLL",
    "CoRL",
    "CVPR",
    "EACL",
    "ECCV",
    "ECIR",
    "EMNLP",
    "FSE",
    "ICASSP",
    "ICCV",
    "ICDE",
    "ICDM",
    "ICLR",
    "ICML",
    "ICRA",
    "ICSE",
    "IJCAI",
    "INTERSPEECH",
    "Interspeech",
    "IROS",
    "ISCA",
    "ISSTA",
    "JMLR",
    "KDD",
    "LREC",
    "MICCAI",
    "MLSys",
    "NAACL",
    "NDSS",
    "NeurIPS",
    "NIPS",
    "NSDI",
    "OSDI",
    "PLDI",
    "PNAS",
    "POPL",
    "PPoPP",
    "RSS",
    "SIGGRAPH",
    "SIGIR",
    "SIGMOD",
    "SIGCOMM",
    "SOSP",
    "STOC",
    "TACL",
    "TMLR",
    "TPAMI",
    "UAI",
    "UIST",
    "USENIX",
    "VLDB",
    "WACV",
    "WSDM",
    "WWW",
    "arXiv",
    "bioRxiv",
    "Nature",
    "Science",
];

/// Whether the end of a line is authors, a venue or a year, as entries of lists have.
pub fn has_tail(line: &str) -> bool {
    let hinted = line.contains("19") || line.contains("20") || DASHES.iter().any(|dash| line.contains(dash));
    hinted && split(line).is_some()
}

/// Takes an entry apart; `None` when it is a title and nothing else.
pub fn split(line: &str) -> Option<Item> {
    quoted(line).or_else(|| dashed(line)).or_else(|| bracketed(line)).or_else(|| sentences(line))
}

/// `Title — tail`: the last dash whose tail is convincing, so that dashes inside titles survive.
fn dashed(line: &str) -> Option<Item> {
    let mut places: Vec<(usize, usize)> =
        DASHES.iter().flat_map(|dash| line.match_indices(dash).map(|(at, _)| (at, dash.len()))).collect();
    places.sort_unstable();
    // The first place that works keeps "Title - Authors - Venue" whole on its right.
    places.iter().take(8).find_map(|(at, length)| {
        let (title, tail) = (line[..*at].trim(), line[at + length..].trim());
        if title.split(' ').count() < 2 && title.len() < 5 {
            return None;
        }
        let is_by = &line[*at..at + length] == " by ";
        let mut item = self::tail(tail).filter(|item| !is_by || !item.authors.is_empty())?;
        // "Authors — Title, 2023" is the other way round; the names tell.
        if item.authors.is_empty()
            && let Some(names) = people::list(title)
        {
            item.authors = names;
            let (rest, _) = cut_year(tail);
            item.title = rest.trim_end_matches([',', '.', ' ']).to_owned();
            item.venue = String::new();
            return (item.title.split(' ').count() >= 3).then_some(item);
        }
        item.title = title.trim_matches(['"', '“', '”', ' ']).trim_end_matches([',', '.']).to_owned();
        Some(item)
    })
}

/// Reads authors, venue and year off a tail; `None` when it could as well be a subtitle.
fn tail(tail: &str) -> Option<Item> {
    if tail.is_empty() || tail.len() > 500 {
        return None;
    }
    let (rest, year) = cut_year(tail);
    let rest = rest.trim().trim_end_matches([',', '.', ';', '(', '-', '–', '—', '·', '|', ' ']);
    // "Authors - Journal" and "Authors. Journal" and "Authors, Journal": names first, the place is what is left.
    let parts: Vec<&str> = rest
        .split([',', ';', '|', '·', '('])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(". ").filter(|_| true))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let mut named = 0;
    let mut authors = Vec::new();
    for part in &parts {
        let names = people::split(part);
        let good = part.ends_with("et al.")
            || part.ends_with("et al")
            || (!names.is_empty() && names.iter().all(|name| people::one(name).is_some()));
        if !good || is_venue(part) {
            break;
        }
        authors.extend(names.into_iter().filter(|name| !name.is_empty()));
        named += 1;
    }
    let venue = parts[named..].join(", ").trim_matches([' ', ',', ')', '.']).to_owned();
    let convincing = authors.len() >= 2
        || (!authors.is_empty() && (year.is_some() || tail.contains("et al") || is_venue(&venue)))
        || (authors.is_empty() && is_venue(&venue) && venue.len() < 40)
        || (authors.is_empty() && year.is_some() && venue.is_empty());
    (convincing && venue.len() <= 120).then_some(Item { title: String::new(), authors, venue: strip_in(&venue), year })
}

fn strip_in(venue: &str) -> String {
    venue
        .strip_prefix("In ")
        .or_else(|| venue.strip_prefix("in "))
        .unwrap_or(venue)
        .trim_start_matches("Proc. ")
        .to_owned()
}

fn is_venue(text: &str) -> bool {
    let text = text.trim();
    text.split([' ', '\'', '’', '-', ':', '/'])
        .any(|word| VENUES.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
        || [
            "Proceedings",
            "Journal",
            "Conference",
            "Transactions",
            "Workshop",
            "Symposium",
            "Findings of",
            "Advances in",
        ]
        .iter()
        .any(|sign| text.contains(sign))
}

/// The text without the year at its end (and what stands behind that: pages, a site), and the year.
fn cut_year(text: &str) -> (&str, Option<i32>) {
    for (at, _) in text.char_indices().rev() {
        let Some(digits) = text.get(at..at + 4) else { continue };
        let before = text[..at].chars().next_back();
        let after = text[at + 4..].chars().next();
        if digits.bytes().all(|byte| byte.is_ascii_digit())
            && !before.is_some_and(char::is_alphanumeric)
            && !after.is_some_and(char::is_alphanumeric)
            && let Some(year) = dates::year(digits)
        {
            return (&text[..at], Some(year));
        }
    }
    (text, None)
}

/// `Title (NeurIPS 2023)`, `Title [2021]`, `Title, ICML 2020`.
fn bracketed(line: &str) -> Option<Item> {
    let trimmed = line.trim_end_matches('.');
    if let Some(inner) = trimmed.strip_suffix(')').or_else(|| trimmed.strip_suffix(']')) {
        let open = inner.rfind(['(', '['])?;
        let (title, tail) = (inner[..open].trim(), &inner[open + 1..]);
        let (rest, year) = cut_year(tail);
        let rest = rest.trim_end_matches([',', ' ', '\'']);
        if tail.len() > 80 || title.split(' ').count() < 2 || !(is_venue(tail) || (rest.is_empty() && year.is_some())) {
            return None;
        }
        let deeper = dashed(title);
        let item = Item { title: title.to_owned(), venue: rest.to_owned(), year, ..Item::default() };
        return Some(match deeper {
            Some(inside) if !inside.authors.is_empty() => Item { title: inside.title, authors: inside.authors, ..item },
            _ => item,
        });
    }
    let (title, tail) = line.rsplit_once(", ")?;
    let (rest, year) = cut_year(tail);
    let tail_is_place = year.is_some() && VENUES.contains(&rest.trim());
    (tail_is_place && title.split(' ').count() >= 3).then(|| Item {
        title: title.to_owned(),
        venue: rest.trim().to_owned(),
        year,
        ..Item::default()
    })
}

/// `A. Author, B. Author. "Title." Venue, 2023.`
fn quoted(line: &str) -> Option<Item> {
    let (open, close) = [('“', '”'), ('"', '"'), ('«', '»')].into_iter().find(|(open, _)| line.contains(*open))?;
    let (before, rest) = line.split_once(open)?;
    let (title, after) = rest.split_once(close)?;
    let names = people::split(before.trim().trim_end_matches(['.', ',', ':']));
    let (place, year) = cut_year(after);
    let named = names.len() >= 2 && people::list(before.trim().trim_end_matches(['.', ',', ':'])).is_some()
        || names.len() == 1 && people::one(&names[0]).is_some() && year.is_some();
    (named && title.split(' ').count() >= 2).then(|| Item {
        title: title.trim().trim_end_matches([',', '.']).to_owned(),
        authors: names,
        venue: strip_in(place.trim_matches([',', '.', ' ', '('])),
        year,
    })
}

/// `A. Author and B. Author. Title of it. Venue, 2023.`: the reference style of most papers.
fn sentences(line: &str) -> Option<Item> {
    let (_, year) = cut_year(line);
    year?;
    let mut from = 0;
    while let Some(at) = line[from..].find(". ").map(|at| at + from) {
        let before = &line[..at];
        from = at + 2;
        // An initial's dot ends no sentence.
        let initial = before.rsplit([' ', '.', '-']).next().is_some_and(|word| word.chars().count() <= 1);
        if initial || from > 1_500 {
            continue;
        }
        let after = line[from..].trim_start();
        let (after, early) = match after.get(..4).and_then(dates::year) {
            Some(early) => (after[4..].trim_start_matches(['.', ')', ' ']), Some(early)),
            None => (after, None),
        };
        let (before, bracket) = match before.rsplit_once(" (") {
            Some((names, year)) if dates::year(year).is_some() => (names, dates::year(year)),
            _ => (before, None),
        };
        let authors = people::list(before)?;
        let (title, place) = after.split_once(". ").or_else(|| after.split_once("? ")).unwrap_or((after, ""));
        let (venue, late) = cut_year(place);
        let title = title.trim_end_matches('.');
        return (title.split(' ').count() >= 2).then(|| Item {
            title: title.to_owned(),
            authors,
            venue: strip_in(venue.trim_matches([',', '.', ' ', '('])),
            year: early.or(bracket).or(late),
        });
    }
    None
}
