//! RIS, what publishers' pages and reference managers exchange, in and out.

mod write;

use super::names;
use super::{UNTITLED, add_identifier, bibtex, day_of, doi, field, is_address, kinds, limit, parse_date, put, year_of};
use crate::import::ids::find_identifiers;
use crate::import::page::limits::SkippedList;
use crate::model::{Draft, IdentifierKind, Reading};

pub use write::write_entry;

/// Tags of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("VL", "volume"),
    // IEEE's.
    ("VO", "volume"),
    ("IS", "number"),
    ("PB", "publisher"),
    ("CY", "location"),
    ("PP", "location"),
    ("ET", "edition"),
    ("LA", "langid"),
    ("J2", "shortjournal"),
    ("JA", "shortjournal"),
    ("ST", "shorttitle"),
    ("T3", "series"),
    ("AN", "number-of-record"),
    ("DB", "library"),
    ("DP", "library"),
    ("C2", "pmcid"),
    ("M3", "type"),
    ("L1", "file"),
    ("Y2", "urldate"),
    ("CN", "callnumber"),
    ("NV", "volumes"),
    ("OP", "origdate"),
];

/// Tags of people, and BibLaTeX's fields.
const PEOPLE: &[(&str, &str)] = &[("A2", "editor"), ("ED", "editor"), ("A3", "editora"), ("A4", "translator")];

/// Begins the name of a field that keeps a tag nobody else knows.
const KEPT: &str = "ris:";

/// One line: a tag and what it says.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let bytes = line.as_bytes();
    let named = bytes.len() >= 3
        && bytes[0].is_ascii_uppercase()
        && (bytes[1].is_ascii_uppercase() || bytes[1].is_ascii_digit());
    let rest = named.then(|| line.get(2..)).flatten()?;
    let value = rest.trim_start().strip_prefix('-').filter(|_| rest.starts_with(' '))?;
    (value.is_empty() || value.starts_with(' ')).then(|| (&line[..2], value.trim()))
}

/// Whether a text is RIS: a reference begins within it.
pub fn looks_like(text: &str) -> bool {
    text.lines()
        .take(2_000)
        .any(|line| tagged(clean(line)).is_some_and(|(tag, value)| tag == "TY" && !value.is_empty()))
}

fn clean(line: &str) -> &str {
    line.trim_start_matches(['\u{feff}', ' ', '\t']).trim_end()
}

/// Reads RIS. A reference ends at `ER`, or where the next begins.
pub fn read(text: &str) -> Reading {
    let mut skipped = SkippedList::default();
    let mut drafts = Vec::new();
    let mut open: Option<Record> = None;
    for (number, line) in text.lines().enumerate() {
        let line = clean(line);
        match (tagged(line), &mut open) {
            (Some(("TY", kind)), _) => {
                drafts.extend(open.take().map(|record| record.ended("Its end, ER, is missing")));
                open = Some(Record { kind: kind.to_owned(), line: number as u32 + 1, tags: Vec::new() });
            }
            (Some(("ER", _)), _) => drafts.extend(open.take().map(Record::draft)),
            (Some((tag, value)), Some(record)) => record.tags.push((tag.to_owned(), value.to_owned())),
            // A line without a tag goes on with the one before.
            (None, Some(record)) if !line.is_empty() => {
                if let Some((_, value)) = record.tags.last_mut() {
                    value.push(' ');
                    value.push_str(line);
                }
            }
            // References are often numbered between each other.
            (_, None) if line.chars().filter(|c| c.is_alphabetic()).count() > 3 => {
                skipped.add(number as u32 + 1, line, "outside of any reference");
            }
            _ => {}
        }
    }
    drafts.extend(open.take().map(|record| record.ended("Its end, ER, is missing")));
    Reading { source: "RIS file".into(), drafts, skipped: skipped.into_list() }
}

struct Record {
    kind: String,
    line: u32,
    tags: Vec<(String, String)>,
}

impl Record {
    fn ended(self, problem: &str) -> Draft {
        let mut draft = self.draft();
        draft.problems.push(problem.into());
        draft
    }

    fn first(&self, tags: &[&str]) -> Option<&str> {
        tags.iter().find_map(|wanted| {
            let found = self.tags.iter().find(|(tag, value)| tag == wanted && !value.is_empty());
            found.map(|(_, value)| value.as_str())
        })
    }

    fn draft(self) -> Draft {
        let kind = kinds::from_ris(&self.kind.to_ascii_uppercase());
        let mut draft = Draft { entry_type: kind.to_owned(), line: self.line, ..Draft::default() };
        if kinds::to_ris(kind) != self.kind {
            put(&mut draft, &format!("{KEPT}TY"), &self.kind);
        }
        let title = self.first(&["TI", "T1", "CT"]);
        let in_book = bibtex::terms::in_a_book(kind);
        let order: &[&str] = if in_book { &["T2", "BT", "JO", "JF"] } else { &["JO", "JF", "T2", "JA", "BT"] };
        let title = title.or_else(|| self.first(&["BT"]).filter(|_| !in_book)).unwrap_or_default().to_owned();
        let venue =
            self.first(order).filter(|venue| *venue != title || kind == "article").unwrap_or_default().to_owned();
        (draft.title, draft.venue) = (title, venue);
        for (tag, value) in self.tags.iter().filter(|(_, value)| !value.is_empty()) {
            self.tag(tag, value, &mut draft);
        }
        self.pages(&mut draft);
        self.dates(&mut draft);
        if draft.title.is_empty() {
            let venue = Some(draft.venue.clone()).filter(|venue| !venue.is_empty());
            let title = venue.or_else(|| draft.citation_key.clone()).unwrap_or_else(|| "Untitled".into());
            draft.problems.push("It has no title".into());
            put(&mut draft, UNTITLED, &title);
            draft.title = title;
        }
        limit(draft)
    }

    fn tag(&self, tag: &str, value: &str, draft: &mut Draft) {
        match tag {
            "TI" | "T1" | "CT" | "SP" | "EP" | "PY" | "Y1" | "DA" => {}
            "T2" | "BT" | "JO" | "JF" | "JA" if value == draft.venue || value == draft.title => {}
            "AU" | "A1" => {
                let name = names::exchanged(value);
                draft.authors.push(name.shown());
                draft.sort_names.push(name.sort_name());
            }
            "AB" | "N2" if draft.abstract_text.is_empty() => draft.abstract_text = value.to_owned(),
            "N1" if draft.comments.is_empty() => draft.comments = value.to_owned(),
            "N1" => draft.comments = format!("{}\n\n{value}", draft.comments),
            "KW" => draft.tags.extend(value.split(';').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty())),
            "UR" | "L2" if draft.url.is_empty() && is_address(value) => {
                draft.url = value.to_owned();
                let own = find_identifiers(value).into_iter().filter(|one| one.kind != IdentifierKind::Doi);
                own.for_each(|one| add_identifier(draft, one));
            }
            "DO" => match doi(value) {
                Some(one) => add_identifier(draft, one),
                None => put(draft, "doi", value),
            },
            "SN" => {
                let isbn = find_identifiers(&format!("isbn:{value}")).into_iter().next();
                match isbn.filter(|_| bibtex::terms::is_a_book(&draft.entry_type)) {
                    Some(isbn) => add_identifier(draft, isbn),
                    None => {
                        let digits = value.chars().filter(|c| c.is_ascii_digit() || *c == 'X').count();
                        put(draft, if digits >= 10 { "isbn" } else { "issn" }, value);
                    }
                }
            }
            "ID" => match crate::library::citation_key(value) {
                Ok(Some(key)) if draft.citation_key.is_none() => draft.citation_key = Some(key),
                _ => put(draft, &format!("{KEPT}ID"), value),
            },
            _ => self.other(tag, value, draft),
        }
    }

    fn other(&self, tag: &str, value: &str, draft: &mut Draft) {
        if let Some((_, ours)) = PEOPLE.iter().find(|(known, _)| *known == tag) {
            let filed = bibtex::filed(&names::exchanged(value));
            match draft.fields.iter_mut().find(|field| field.name == *ours) {
                Some(field) => field.value = format!("{} and {filed}", field.value),
                None => put(draft, ours, &filed),
            }
            return;
        }
        let known = FIELDS.iter().find(|(known, _)| *known == tag).map(|(_, ours)| *ours);
        match known.filter(|ours| field(draft, ours).is_none()) {
            Some("publisher") if matches!(draft.entry_type.as_str(), "thesis" | "report") => {
                put(draft, "institution", value);
            }
            Some(ours) => put(draft, ours, value),
            None => put(draft, &format!("{KEPT}{tag}"), value),
        }
    }

    fn pages(&self, draft: &mut Draft) {
        match (self.first(&["SP"]), self.first(&["EP"])) {
            (Some(first), Some(last)) if first != last && !first.contains('-') => {
                put(draft, "pages", &format!("{first}–{last}"));
            }
            (Some(first), _) => put(draft, "pages", first),
            (None, Some(last)) => put(draft, "pages", last),
            _ => {}
        }
    }

    /// `2020/05/06/spring`: year, month, day, and what else.
    fn dates(&self, draft: &mut Draft) {
        for text in [self.first(&["DA"]), self.first(&["PY"]), self.first(&["Y1"])].into_iter().flatten() {
            draft.year = draft.year.or(year_of(text));
            // "Jan. 2020", as IEEE has it; of "Jan.-Feb. 2020" only the year is sure.
            let in_words = text.contains(char::is_alphabetic) && !text.contains(['/', '-']);
            let numbers = match parse_date(text) {
                (Some(year), Some(month), Some(day)) if in_words => format!("{year:04}/{month}/{day}"),
                (Some(year), Some(month), None) if in_words => format!("{year:04}/{month}"),
                _ => text.to_owned(),
            };
            let mut parts = numbers.split(['/', '-']).map(str::trim);
            let year = parts.next().and_then(year_of);
            let month = parts.next().and_then(bibtex::terms::month);
            let day = parts.next().and_then(|day| day.parse::<u32>().ok()).filter(|day| (1..=31).contains(day));
            let beside = text.splitn(4, '/').nth(3).map(str::trim).filter(|words| !words.is_empty());
            if let (None, None, Some(words)) = (month, field(draft, "month"), beside) {
                put(draft, "month", words);
            }
            if let (Some(year), Some(month)) = (year.filter(|year| Some(*year) == draft.year), month) {
                match day {
                    Some(day) if draft.published.is_none() => {
                        draft.published = day_of(&format!("{year:04}-{month:02}-{day:02}"));
                    }
                    None if draft.published.is_none() && field(draft, "month").is_none() => {
                        put(draft, "month", &month.to_string());
                    }
                    _ => {}
                }
            }
        }
        let told = self.first(&["PY", "Y1", "DA"]).unwrap_or_default();
        if draft.year.is_none() {
            put(draft, "year", told);
        }
    }
}
