//! RIS, what publishers' pages and reference managers exchange, in and out.

mod dates;
mod known;
mod record;
mod write;

use std::borrow::Cow;

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
    ("J1", "shortjournal"),
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

/// One line: a tag, as it is called in large letters, and what it says. Blanks and a hyphen stand between.
fn tagged(line: &str) -> Option<(Cow<'_, str>, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let bytes = tag.as_bytes();
    let is_named = bytes[0].is_ascii_alphabetic() && bytes[1].is_ascii_alphanumeric();
    let value = rest.trim_start().strip_prefix('-').filter(|_| is_named && rest.starts_with([' ', '\t']))?;
    // As the specification has it, with two blanks, it is a tag whatever follows and in whatever letters.
    let is_plain = rest.starts_with("  -") || value.is_empty() || value.starts_with([' ', '\t']);
    let is_large = !tag.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_tag = if is_large { is_plain } else { rest.starts_with("  - ") };
    let tag = if is_large { Cow::Borrowed(tag) } else { Cow::Owned(tag.to_ascii_uppercase()) };
    is_tag.then(|| (tag, value.trim()))
}

/// Whether a text is RIS: a reference begins within it.
pub fn looks_like(text: &str) -> bool {
    text.lines()
        .take(2_000)
        .any(|line| tagged(clean(line)).is_some_and(|(tag, value)| tag == "TY" && !value.is_empty()))
}

fn clean(line: &str) -> &str {
    line.trim_start_matches(['\u{feff}', ' ', '\t', '\r']).trim_end()
}

/// Reads RIS. A reference ends at `ER`, or where the next begins.
pub fn read(text: &str) -> Reading {
    let mut skipped = SkippedList::default();
    let mut drafts = Vec::new();
    let mut open: Option<Record> = None;
    let mut after_blank = false;
    for (number, whole) in text.lines().enumerate() {
        let line = clean(whole);
        let found = tagged(line);
        match (found.as_ref().map(|(tag, value)| (&**tag, *value)), &mut open) {
            (Some(("TY", kind)), _) => {
                drafts.extend(open.take().map(|record| record.ended("Its end, ER, is missing")));
                open = Some(Record { kind: kind.to_owned(), line: number as u32 + 1, tags: Vec::new() });
            }
            (Some(("ER", _)), _) => drafts.extend(open.take().map(Record::draft)),
            (Some((tag, value)), Some(record)) => record.tags.push((tag.to_owned(), value.to_owned())),
            // A line without a tag goes on with the one before.
            (None, Some(record)) if !line.is_empty() => {
                if let Some((_, value)) = record.tags.last_mut() {
                    // Set in, it goes on with the same word; EndNote writes a keyword or an address a line. Behind a
                    // blank line it is another paragraph.
                    value.push_str(match whole.starts_with([' ', '\t']) {
                        _ if after_blank => "\n\n",
                        true => " ",
                        false => "\n",
                    });
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
        after_blank = line.is_empty();
    }
    drafts.extend(open.take().map(|record| record.ended("Its end, ER, is missing")));
    Reading { source: "RIS file".into(), drafts, skipped: skipped.into_list(), ..Reading::default() }
}
