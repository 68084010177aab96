//! Web of Science, once ISI: two letters and a blank, lines that go on set in by three, `ER` at the end.

use super::{Dialect, Grammar, Record, one_line};
use crate::formats::bibtex::symbols;
use crate::formats::gather::Gathered;
use crate::formats::{names, pages, parse_date, when};
use crate::model::Draft;

/// Tags of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("TI", "title"),
    ("SO", "venue"),
    ("JO", "venue"),
    ("SE", "series"),
    ("JI", "shortjournal"),
    ("J9", "shortjournal"),
    ("VL", "volume"),
    ("IS", "number"),
    ("PU", "publisher"),
    ("PI", "location"),
    ("AB", "abstract"),
    ("PY", "date"),
    ("PD", "date"),
    ("SN", "issn"),
    ("EI", "issn"),
    ("BN", "isbn"),
    ("DI", "doi"),
    ("BP", "firstpage"),
    ("EP", "lastpage"),
    ("PS", "pages"),
    ("AR", "eid"),
    ("PG", "pagetotal"),
    ("LA", "langid"),
    ("UT", "number-of-record"),
    ("PM", "pmid"),
    ("CT", "eventtitle"),
    ("CL", "place-of-event"),
    ("N1", "note"),
    ("UR", "url"),
    ("JA", "shortjournal"),
    ("SP", "firstpage"),
    ("BR", "firstpage"),
    ("KW", "keywords"),
    ("D2", "book-doi"),
];

pub fn recognise(start: [&str; 3]) -> Option<Dialect> {
    let tags = start.map(tag);
    let header = tags[0].is_some_and(|(tag, _)| matches!(tag, "FN" | "VR")) && (tags[1].is_some() || tags[2].is_some());
    let record = tags[0].is_some_and(|(tag, value)| tag == "PT" && value.trim().len() < 30) && tags[1].is_some();
    // Cut out of a longer file.
    let known = |tag: &str| matches!(tag, "AU" | "AF" | "DT") || FIELDS.iter().any(|(known, _)| *known == tag);
    let bare = tags.iter().all(|found| found.is_some_and(|(tag, value)| known(tag) && !value.is_empty()))
        && tags[0].is_some_and(|(tag, _)| matches!(tag, "AU" | "AF" | "TI"));
    (header || record || bare).then_some(Dialect {
        source: "Web of Science file",
        grammar: Grammar {
            tag,
            first: |tag| tag == "PT",
            again: |_, _| false,
            end: |line| matches!(line, "ER" | "EF"),
            blank_ends: false,
            aside: |tag| matches!(tag, "FN" | "VR" | "EF" | "ER"),
        },
        draft,
    })
}

/// `TI Title`
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let bytes = tag.as_bytes();
    let sound = bytes[0].is_ascii_uppercase() && (bytes[1].is_ascii_uppercase() || bytes[1].is_ascii_digit());
    (sound && (value.is_empty() || value.starts_with(' '))).then_some((tag, value))
}

fn draft(record: &Record) -> Draft {
    let sort = record.first("PT").unwrap_or_default();
    let document = record.first("DT").unwrap_or_default().to_ascii_lowercase();
    let kind = match sort {
        "B" | "Book" if document.contains("chapter") => "incollection",
        "B" | "Book" => "book",
        "S" if document.contains("proceedings") => "inproceedings",
        "S" => "incollection",
        "P" | "Patent" => "patent",
        "C" | "Conference" => "inproceedings",
        _ if document.contains("proceedings paper") && record.has("CT") && !record.has("VL") => "inproceedings",
        "J" | "Journal" | "" => "article",
        _ if document.contains("article") || record.has("SO") => "article",
        _ => "misc",
    };
    let mut work = Gathered::new(kind, "isi:", record.line);
    let full_names = record.has("AF");
    for (tag, value) in &record.tags {
        match tag.as_str() {
            "AF" => people(&mut work, "author", value),
            // The short forms of the same names.
            "AU" if full_names => {}
            "AU" => people(&mut work, "author", value),
            // A group has one name, and nobody's.
            "CA" | "GP" => {
                let part = if tag == "CA" { "author" } else { "bookauthor" };
                value.split(['\n', ';']).map(str::trim).filter(|name| !name.is_empty()).for_each(|name| {
                    work.person(part, &names::Name { family: name.to_owned(), ..names::Name::default() });
                });
            }
            "BF" => people(&mut work, "bookauthor", value),
            "BA" if record.has("BF") => {}
            "BA" => people(&mut work, "bookauthor", value),
            "J9" if record.has("JI") => work.kept(tag, value),
            // Of a meeting the days, and who paid for it; elsewhere the first page.
            "CY" => work.say("eventdate", &days(&one_line(value))),
            "SP" if record.has("BP") || !value.contains(|c: char| c.is_ascii_digit()) => {
                work.kept(tag, &one_line(value))
            }
            "BE" | "ED" => people(&mut work, "editor", value),
            // Web of Science writes many titles in capitals; how they were is not known.
            "ID" | "DE" => work.say("keywords", &one_line(value)),
            "PD" => {
                let year = record.first("PY").unwrap_or_default();
                work.say("date", &format!("{} {year}", one_line(value)));
            }
            "PT" | "DT" => work.kept(tag, &one_line(value)),
            // Inspec has the pages themselves there.
            "PG" if value.contains('-') && !record.has("BP") => work.say("pages", &pages::range(&one_line(value))),
            tag => match FIELDS.iter().find(|(known, _)| *known == tag) {
                Some((_, ours @ ("title" | "abstract"))) => work.say(ours, &scripts(&one_line(value))),
                Some((_, ours)) => work.say(ours, &one_line(value)),
                None => work.kept(tag, &one_line(value)),
            },
        }
    }
    work.end()
}

/// The days of a meeting, "JUN 22-26, 2015", as BibLaTeX writes them.
fn days(text: &str) -> String {
    let one = || match parse_date(text) {
        (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year:04}-{month:02}"),
        _ => text.to_owned(),
    };
    when::extended(text).unwrap_or_else(one)
}

/// "CO/sub 2/", "m/sup -2/": what is lowered or raised, as Inspec writes it.
fn scripts(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("/su") {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        let end = inside.find('/').filter(|end| *end < 40);
        let written = end.and_then(|end| inside[..end].split_once(' '));
        match (written, end) {
            (Some((command @ ("sub" | "sup"), text)), Some(end)) => {
                let letters = text.trim().chars().map(|c| symbols::script(c, command == "sup"));
                match letters.collect::<Option<String>>() {
                    Some(small) => out.push_str(&small),
                    None => out.push_str(text.trim()),
                }
                rest = &inside[end + 1..];
            }
            _ => {
                out.push('/');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// One a line; or behind "and" or semicolons, as other programs write them.
fn people(work: &mut Gathered, part: &str, value: &str) {
    for line in value.split(['\n', ';']) {
        for one in line.split(" and ").map(str::trim).filter(|one| !one.is_empty()) {
            for one in names::apart(one) {
                let name = if one.contains(',') { names::exchanged(one) } else { super::medline::short_name(one) };
                work.person(part, &name);
            }
        }
    }
}
