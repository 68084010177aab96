//! MARC in XML, what library catalogues speak: numbered fields with lettered parts.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::formats::pages;
use crate::model::Draft;

/// `None` when the record is not MARC. An answer of a catalogue may wrap it in a `record` of its own.
pub fn draft(record: &Node, line: u32) -> Option<Draft> {
    let mut inner = Vec::new();
    record.below("record", &mut inner);
    let record = inner.last().copied().unwrap_or(record);
    record.at("datafield")?;
    let mut work = Gathered::new(kind(record), "marc:", line);
    let mut publisher_said = false;
    let degree = record.all("datafield").filter(|field| field.attribute("tag") == "502");
    let degree = degree.flat_map(|field| parts(field, 'c')).next().unwrap_or_default();
    work.say("institution", &degree);
    for field in record.all("datafield") {
        let part = |code: char| parts(field, code).into_iter().next().unwrap_or_default();
        let joined = |codes: &str| {
            let all = codes.chars().flat_map(|code| parts(field, code)).collect::<Vec<_>>();
            all.join(", ")
        };
        match field.attribute("tag") {
            "020" => work.say("isbn", &part('a')),
            "022" => work.say("issn", &part('a')),
            "024" => match part('2').as_str() {
                "doi" => work.say("doi", &part('a')),
                other => work.kept(if other.is_empty() { "024" } else { other }, &part('a')),
            },
            "100" | "700" | "110" | "710" => person(&mut work, field),
            // A meeting: its name and number, its year, its place.
            "111" | "711" => {
                let name = [tidy(&part('a')), tidy(&part('n'))];
                let name = name.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
                work.say("eventtitle", &name.join(" "));
                work.say("eventdate", tidy(&part('d')).trim_matches(['(', ')']));
                work.say("place-of-event", tidy(&part('c')).trim_matches(['(', ')']));
            }
            "245" => {
                work.say("title", &tidy(&part('a')));
                work.say("subtitle", &tidy(&part('b')));
                work.kept("responsibility", &part('c'));
                // Of a work in parts, each has its number and its title.
                let parts = ['n', 'p'].map(|code| parts(field, code)).concat();
                work.say("titleaddon", &parts.iter().map(|one| tidy(one)).collect::<Vec<_>>().join(". "));
                work.say("volume", &counted(&part('n')));
            }
            "250" => work.say("edition", &tidy(&part('a'))),
            // In 264 only the second indicator 1 is the publisher's.
            "260" | "264" if field.attribute("tag") == "260" || field.attribute("ind2") == "1" => {
                if !publisher_said {
                    work.say("location", &tidy(&part('a')));
                    // A thesis is printed by one house, and was given in at another.
                    match degree.is_empty() {
                        true => work.say("publisher", &tidy(&part('b'))),
                        false => work.publisher(&tidy(&part('b'))),
                    }
                    work.say("date", &part('c'));
                    publisher_said = true;
                }
            }
            "264" => work.kept("264", &joined("abc")),
            "300" => {
                let extent = tidy(&part('a'));
                let total = pages::total(&extent);
                work.kept("300", if total == extent { "" } else { &extent });
                work.say("pagetotal", &total);
            }
            "490" | "830" => {
                work.say("series", &tidy(&part('a')));
                // The number of an article is that of its issue.
                match work.kind() {
                    "article" => work.kept("series-number", &tidy(&part('v'))),
                    _ => work.say("number", &counted(&part('v'))),
                }
            }
            "500" | "501" | "504" => work.say("note", &part('a')),
            "502" => {
                work.say("type", &[part('a'), part('b')].concat());
                work.say("date", &part('d'));
            }
            "520" => work.say("abstract", &part('a')),
            "650" | "653" | "655" | "651" => {
                parts(field, 'a').iter().for_each(|word| work.say("keywords", &tidy(word)))
            }
            "773" => {
                work.say("venue", &tidy(&part('t')));
                host(&mut work, &part('g'));
            }
            "856" => match part('u') {
                url if url.contains("doi.org/") && !work.has("doi") => work.say("url", &url),
                url => work.say("url", &url),
            },
            "041" => work.say("langid", &part('a')),
            tag if tag.starts_with(['0', '3', '9']) => {}
            tag => work.kept(tag, &joined("abct")),
        }
    }
    for control in record.all("controlfield") {
        match control.attribute("tag") {
            "001" => work.kept("001", &control.text()),
            // The year stands within a row of codes; a `publisher` field has said it better.
            "008" if !work.has("date") => work.say("date", control.raw().get(7..11).unwrap_or_default()),
            _ => {}
        }
    }
    Some(work.end())
}

fn parts(field: &Node, code: char) -> Vec<String> {
    let wanted = |part: &&Node| part.attribute("code").chars().eq([code]);
    field.all("subfield").filter(wanted).map(Node::text).filter(|text| !text.is_empty()).collect()
}

/// Catalogues end what they say with the sign that begins the next part.
fn tidy(text: &str) -> String {
    let text = text.trim().trim_end_matches([' ', '/', ':', ';', ',', '=']);
    // Brackets mark what the cataloguer added.
    let text = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    text.replace(['\u{98}', '\u{9c}'], "")
}

fn kind(record: &Node) -> &'static str {
    let leader = record.at("leader").map(Node::raw).unwrap_or_default();
    let mut signs = leader.chars().skip(6);
    let (material, level) = (signs.next().unwrap_or('a'), signs.next().unwrap_or('m'));
    let thesis = record.all("datafield").any(|field| field.attribute("tag") == "502");
    let genres = record.all("datafield").filter(|field| field.attribute("tag") == "655");
    let genres: Vec<String> = genres.flat_map(|field| parts(field, 'a')).map(|text| text.to_lowercase()).collect();
    let known = |word: &str| genres.iter().any(|genre| genre.contains(word));
    match (material, level) {
        _ if thesis => "thesis",
        ('a', 'b') => "article",
        ('a', 'a') if in_a_journal(record) => "article",
        ('a', 'a') => "incollection",
        _ if known("konferenz") || known("conference") || known("congress") => "proceedings",
        ('a' | 't', 's' | 'i') => "periodical",
        // A file that is an article of something.
        ('m', 'a' | 'b') if in_a_journal(record) => "article",
        ('a' | 't', _) => "book",
        ('e' | 'f', _) => "map",
        ('g', _) => "video",
        ('i' | 'j', _) => "audio",
        ('m', _) => "software",
        _ => "misc",
    }
}

/// Whether what it stands in has a number of journals, or parts that only they have.
fn in_a_journal(record: &Node) -> bool {
    record
        .all("datafield")
        .filter(|field| field.attribute("tag") == "773")
        .any(|host| !parts(host, 'x').is_empty() || parts(host, 'g').iter().any(|text| text.contains("volume:")))
}

/// The number alone of "Band 3", "vol. 12", "3. Teil"; what has none is left as it is.
fn counted(text: &str) -> String {
    let text = tidy(text);
    let words =
        || text.split([' ', ',']).map(|word| word.trim_matches(['.', '[', ']'])).filter(|word| !word.is_empty());
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let mut numbers = words().filter(is_number);
    match (numbers.next(), numbers.next()) {
        (Some(number), None) if words().count() < 4 => number.to_owned(),
        _ => text,
    }
}

fn person(work: &mut Gathered, field: &Node) {
    let one = |code: char| parts(field, code).into_iter().next().unwrap_or_default();
    let roles = [parts(field, '4'), parts(field, 'e')].concat().join(" ").to_lowercase();
    let is_house = matches!(field.attribute("tag"), "110" | "710");
    // A department stands below its house.
    let whole = [parts(field, 'a'), parts(field, 'b')].concat();
    let name = if is_house {
        whole.iter().map(|part| tidy(part).trim_end_matches('.').to_owned()).collect::<Vec<_>>().join(". ")
    } else {
        tidy(&one('a'))
    };
    let part = match roles.as_str() {
        roles if roles.contains("dgg") || roles.contains("degree grant") || roles.contains("grad-verl") => {
            return work.say("institution", &name);
        }
        roles if roles.contains("aut") || roles.contains("verf") || roles.contains("cre") => "author",
        roles
            if roles.contains("edt")
                || roles.contains("editor")
                || roles.contains("hrsg")
                || roles.contains("herausg") =>
        {
            "editor"
        }
        roles if roles.contains("trl") || roles.contains("translat") || roles.contains("übers") => "translator",
        "" if field.attribute("tag").starts_with('1') || field.attribute("tag") == "700" => "author",
        _ => return work.kept(field.attribute("tag"), &name),
    };
    if is_house {
        work.person(part, &Name { family: name, ..Name::default() });
    } else {
        work.person(part, &names::exchanged(&name));
    }
}

/// Words and signs before a number, and what it is.
const COUNTED: &[(&str, &[&str])] = &[
    ("volume", &["volume", "vol", "v", "bd", "band", "jg", "jahrgang", "tome", "t"]),
    ("number", &["number", "no", "nr", "issue", "iss", "heft", "h", "n", "num", "nº", "n°"]),
    ("pages", &["pages", "page", "pp", "p", "seiten", "seite", "s"]),
];

/// "volume:12 number:3 year:2020 pages:1-9", "12(2020), 3, Seite 1-9", "Vol. 12, no. 3 (May 2020), p. 1-9",
/// "Bd. 12 (2020), Heft 3, S. 1-9".
fn host(work: &mut Gathered, text: &str) {
    if !["volume:", "number:", "year:", "pages:"].iter().any(|code| text.contains(code)) {
        work.kept("773g", text);
    }
    let words = text.replace([':', ',', ';', '.'], " ").replace('(', " ( ").replace(')', " ) ");
    let (mut named, mut inside) = (None, false);
    // Where it begins with a number, that is the volume, and the next one without a name that of the issue.
    let bare = text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let mut unnamed = ["volume", "number"].into_iter().filter(|_| bare);
    for word in words.split_whitespace() {
        let plain = word.to_lowercase();
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        if matches!(word, "(" | ")") {
            inside = word == "(";
        } else if digits == 0 {
            let known = COUNTED.iter().find(|(_, names)| names.contains(&plain.as_str()));
            // "day:1 month:4" say less than the year that stands beside.
            named = known.map(|(name, _)| *name).or((plain == "year").then_some("date")).or(Some(""));
        } else if digits == 4 && word.len() == 4 && (inside || named == Some("date")) {
            work.say("date", word);
            named = None;
        } else if let Some(name) = named.take().or_else(|| unnamed.next()).filter(|name| !name.is_empty() && !inside) {
            work.say(name, &pages::range(word));
        }
    }
}
