//! RIS, what publishers' pages and reference managers exchange, in and out.

mod record;
mod write;

use crate::import::page::limits::SkippedList;
use crate::model::Reading;

use record::Record;

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
    // Numbers of articles that have no pages.
    ("C7", "eid"),
    // Web of Science's.
    ("CP", "eventtitle"),
    ("CL", "venue"),
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
    for (number, whole) in text.lines().enumerate() {
        let line = clean(whole);
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
                    // Set in, it goes on with the same word; EndNote writes a keyword or an address a line.
                    value.push(if whole.starts_with([' ', '\t']) { ' ' } else { '\n' });
                    value.push_str(line);
                }
            }
            // What services say of themselves at the top is no reference; others are often numbered between each other.
            (None, None) if drafts.is_empty() => {}
            (_, None) if line.chars().filter(|c| c.is_alphabetic()).count() > 3 => {
                skipped.add(number as u32 + 1, line, "outside of any reference");
            }
            _ => {}
        }
    }
    drafts.extend(open.take().map(|record| record.ended("Its end, ER, is missing")));
    Reading { source: "RIS file".into(), drafts, skipped: skipped.into_list(), ..Reading::default() }
}
