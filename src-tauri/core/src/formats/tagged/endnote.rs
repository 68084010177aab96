//! EndNote's export, also called Refer: `%T Title`.

use super::{Dialect, Grammar, Record, one_line, paragraphs};
use crate::formats::gather::Gathered;
use crate::formats::{bibtex, doi, kinds, names, pages};
use crate::model::Draft;

/// Tags of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("T", "title"),
    ("J", "venue"),
    ("V", "volume"),
    ("N", "number"),
    ("P", "pages"),
    ("I", "publisher"),
    ("C", "location"),
    ("D", "date"),
    ("X", "abstract"),
    ("K", "keywords"),
    ("O", "note"),
    ("Z", "note"),
    ("U", "url"),
    ("@", "isbn"),
    ("F", "key"),
    ("L", "callnumber"),
    ("M", "number-of-record"),
    ("6", "volumes"),
    ("7", "edition"),
    ("9", "type"),
    ("!", "shorttitle"),
    ("(", "origtitle"),
    ("G", "langid"),
    ("[", "urldate"),
    (">", "file"),
    ("R", "doi"),
];

pub fn recognise(start: [&str; 3]) -> Option<Dialect> {
    let tags = start.map(|line| tag(line).map(|(tag, _)| tag));
    let begins = matches!(tags[0], Some("0" | "T" | "A" | "F" | "B" | "J" | "D"));
    (begins && tags[1].is_some() && (tags[0] == Some("0") || tags.contains(&Some("T")))).then_some(Dialect {
        source: "EndNote file",
        grammar: Grammar {
            tag,
            first: |tag| tag == "0",
            // Refer itself has no %0: there a blank line stands between references.
            again: |record, tag| !record.has("0") && tag != "0" && record.has("T"),
            end: |_| false,
            blank_ends: false,
            aside: |_| false,
        },
        draft,
    })
}

/// `%T Title`
fn tag(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix('%')?;
    let length = rest.chars().next().filter(|c| c.is_ascii_graphic() && !c.is_ascii_lowercase())?.len_utf8();
    let (tag, value) = rest.split_at(length);
    (value.is_empty() || value.starts_with([' ', '\t'])).then_some((tag, value))
}

fn draft(record: &Record) -> Draft {
    let name = record.first("0").unwrap_or_default();
    let kind = match name {
        "" if record.has("J") => "article",
        "" if record.first("B").is_some_and(is_a_meeting) => "inproceedings",
        "" if record.has("B") => "incollection",
        "" if record.has("R") && record.first("R").is_some_and(|number| doi(number).is_none()) => "report",
        "" if record.has("I") => "book",
        _ => kinds::from_endnote(name),
    };
    let mut work = Gathered::new(kind, "endnote:", record.line);
    if kinds::to_endnote(kind) != name {
        work.kept("type", name);
    }
    let in_something = matches!(kind, "inproceedings" | "incollection" | "inbook" | "inreference");
    for (tag, value) in &record.tags {
        let value = if matches!(tag.as_str(), "X" | "O" | "Z") { paragraphs(value) } else { value.clone() };
        match tag.as_str() {
            "0" => {}
            "A" | "E" | "Y" | "?" | "Q" => {
                let part = match tag.as_str() {
                    // Of an edited book EndNote calls the editors its authors.
                    "A" if kind == "collection" && !record.has("E") => "editor",
                    "A" | "Q" => "author",
                    "E" => "editor",
                    "Y" => "editora",
                    _ => "translator",
                };
                // Several people on several lines, or behind semicolons.
                let people = value.lines().flat_map(names::apart);
                people.for_each(|one| work.person(part, &names::exchanged(one)));
            }
            "B" if in_something || !record.has("J") => work.say("venue", &one_line(&value)),
            "B" => work.say("series", &one_line(&value)),
            "S" if in_something && !record.has("B") => work.say("venue", &one_line(&value)),
            "S" => work.say("series", &one_line(&value)),
            // Refer's number of a report; EndNote's of anything electronic.
            "R" if doi(&value).is_none() && record.first("0").is_none() => work.say("number", &one_line(&value)),
            "M" if is_pubmed(record) => work.say("pmid", value.trim()),
            "8" => work.say("date", value.trim()),
            "K" => work.say("keywords", &value.replace('\n', ";")),
            "U" => value.split_whitespace().for_each(|address| work.say("url", address)),
            // Of a whole book it is how many it has.
            "P" if bibtex::terms::is_a_book(kind) && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                work.say("pagetotal", &value);
            }
            "P" => work.say("pages", &pages::range(&one_line(&value))),
            tag => match FIELDS.iter().find(|(known, _)| *known == tag) {
                Some((_, ours)) if matches!(*ours, "abstract" | "note") => work.say(ours, &value),
                Some((_, ours)) => work.say(ours, &one_line(&value)),
                None => work.kept(tag, &one_line(&value)),
            },
        }
    }
    work.end()
}

/// Whether the number of a record is that of PubMed, by the name of the database or of who provides it.
fn is_pubmed(record: &Record) -> bool {
    let places = ["~", "W"].map(|tag| record.first(tag).unwrap_or_default().to_lowercase());
    places.iter().any(|place| ["pubmed", "medline", "nlm"].contains(&place.trim()))
}

fn is_a_meeting(title: &str) -> bool {
    let title = title.to_lowercase();
    ["proc.", "proceedings", "conference", "workshop", "symposium"].iter().any(|word| title.contains(word))
}
