//! RefWorks' tagged format: two signs and a blank, references that begin with `RT`.

use super::{Dialect, Grammar, Record, one_line, paragraphs};
use crate::formats::gather::Gathered;
use crate::formats::{kinds, names, pages};
use crate::model::Draft;

/// Tags of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("T1", "title"),
    ("JF", "venue"),
    ("VO", "volume"),
    ("IS", "number"),
    ("SP", "firstpage"),
    ("OP", "lastpage"),
    ("YR", "date"),
    ("FD", "date"),
    ("AB", "abstract"),
    ("K1", "keywords"),
    ("NO", "note"),
    ("PB", "publisher"),
    ("PP", "location"),
    ("ED", "edition"),
    ("SN", "isbn"),
    ("AN", "number-of-record"),
    ("LA", "langid"),
    ("DO", "doi"),
    ("PM", "pmid"),
    ("PMID", "pmid"),
    ("UL", "url"),
    ("LK", "url"),
    ("RD", "urldate"),
    ("CN", "callnumber"),
    ("DB", "library"),
    ("DS", "library"),
    ("FT", "origtitle"),
    ("T3", "series"),
    ("ST", "shorttitle"),
    ("WV", "version"),
    ("CL", "type"),
];

const PEOPLE: &[(&str, &str)] =
    &[("A1", "author"), ("A2", "editor"), ("A3", "editora"), ("A4", "translator"), ("A5", "translator")];

/// Names of types that do not tell what they mean, and BibLaTeX's.
const KINDS: &[(&str, &str)] = &[
    ("Book, Edited", "collection"),
    ("Monograph", "book"),
    ("Online Discussion Forum/Blogs", "online"),
    ("Unpublished Material", "unpublished"),
    ("Personal Communication", "letter"),
    ("Laws/Statutes", "legislation"),
    ("Bills/Resolutions", "legislation"),
    ("Case/Court Decisions", "jurisdiction"),
    ("Motion Picture", "video"),
    ("Video/ DVD", "video"),
    ("Sound Recording", "audio"),
];

pub fn recognise(start: [&str; 3]) -> Option<Dialect> {
    let tags = start.map(tag);
    let begins = tags[0].is_some_and(|(tag, value)| tag == "RT" && !value.trim().is_empty());
    (begins && tags[1].is_some()).then_some(Dialect {
        source: "RefWorks file",
        grammar: Grammar {
            tag,
            first: |tag| tag == "RT",
            again: |_, _| false,
            end: |line| line == "ER" || line.starts_with("ER "),
            blank_ends: false,
            aside: |_| false,
        },
        draft,
    })
}

/// `T1 Title`
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once(' ').unwrap_or((line, ""));
    let begins = tag.starts_with(|c: char| c.is_ascii_uppercase());
    let sound = tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (begins && sound && (tag.len() == 2 || tag == "PMID")).then_some((tag, value))
}

fn draft(record: &Record) -> Draft {
    let name = record.first("RT").unwrap_or_default();
    let told = KINDS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name));
    let kind = told.map_or_else(|| kinds::from_words(name), |(_, ours)| ours);
    let mut work = Gathered::new(kind, "refworks:", record.line);
    work.kept("type", name);
    for (tag, value) in &record.tags {
        if let Some((_, part)) = PEOPLE.iter().find(|(known, _)| known == tag) {
            // Several people on several lines, or behind semicolons.
            let people = value.lines().flat_map(names::apart);
            people.for_each(|one| work.person(part, &names::exchanged(one)));
            continue;
        }
        let line = one_line(value);
        match tag.as_str() {
            // A number of the reader's own list, and how it was found.
            "RT" | "ID" | "SR" => {}
            "AB" | "NO" => work.say(if tag == "AB" { "abstract" } else { "note" }, &paragraphs(value)),
            // The title of what it stands in; of a journal's article another name of the same.
            "T2" if kind == "article" && record.has("JF") => work.kept(tag, &line),
            "T2" => work.say("venue", &line),
            "JO" if !record.has("JF") => work.say("venue", &line),
            "JO" => work.say("shortjournal", &line),
            // "May 6", beside the year.
            "FD" if !line.contains(record.first("YR").unwrap_or("?")) => {
                work.say("date", &format!("{line} {}", record.first("YR").unwrap_or_default()));
            }
            "SP" if record.has("OP") => work.say("firstpage", &line),
            "SP" => work.say("pages", &pages::range(&line)),
            tag => match FIELDS.iter().find(|(known, _)| *known == tag) {
                Some((_, ours)) => work.say(ours, &line),
                None => work.kept(tag, &line),
            },
        }
    }
    work.end()
}
