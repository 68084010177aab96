//! EndNote's own XML, which several programs write.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::{kinds, names};
use crate::model::Draft;

/// Paths of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("volume", "volume"),
    ("number", "number"),
    ("issue", "number"),
    ("publisher", "publisher"),
    ("pub-location", "location"),
    ("edition", "edition"),
    ("isbn", "isbn"),
    ("abstract", "abstract"),
    ("notes", "note"),
    ("research-notes", "note"),
    ("language", "langid"),
    ("label", "key"),
    ("electronic-resource-num", "doi"),
    ("call-num", "callnumber"),
    ("accession-num", "number-of-record"),
    ("work-type", "type"),
    ("num-vols", "volumes"),
    ("section", "chapter"),
    ("access-date", "urldate"),
    ("custom2", "pmcid"),
    ("remote-database-name", "library"),
];

const PEOPLE: &[(&str, &str)] = &[
    ("authors", "author"),
    ("secondary-authors", "editor"),
    ("tertiary-authors", "editora"),
    ("subsidiary-authors", "translator"),
    ("translated-authors", "translator"),
];

pub fn draft(record: &Node, line: u32) -> Draft {
    let name = record.at("ref-type").map(|node| node.attribute("name").to_owned()).unwrap_or_default();
    let kind = kinds::from_endnote(&name);
    let mut work = Gathered::new(kind, "endnote:", line);
    if kinds::to_endnote(kind) != name {
        work.kept("type", &name);
    }
    work.say("title", &record.text_at("titles/title"));
    let in_something = matches!(kind, "article" | "inproceedings" | "incollection" | "inbook" | "inreference");
    let second = record.text_at("titles/secondary-title");
    let journal = record.text_at("periodical/full-title");
    if in_something {
        // A journal may have its place, and its name as the second title too.
        work.say("venue", if second.is_empty() { &journal } else { &second });
    } else {
        work.say("series", &second);
    }
    if journal != second {
        work.say("venue", &journal);
    }
    work.say("shortjournal", &record.text_at("periodical/abbr-1"));
    work.say("shorttitle", &record.text_at("titles/short-title"));
    work.say("series", &record.text_at("titles/tertiary-title"));
    for (list, part) in PEOPLE {
        let people = record.at("contributors").and_then(|node| node.at(list));
        people.into_iter().flat_map(Node::children).for_each(|who| work.person(part, &names::exchanged(&who.text())));
    }
    work.say("date", &record.text_at("dates/year"));
    for date in record.at("dates/pub-dates").into_iter().flat_map(Node::children) {
        work.say("date", &format!("{} {}", date.text(), record.text_at("dates/year")));
    }
    for keyword in record.at("keywords").into_iter().flat_map(Node::children) {
        work.say("keywords", &keyword.text());
    }
    let pages = record.text_at("pages");
    let number = |text: &str| text.chars().all(|c| c.is_alphanumeric());
    match pages.split_once('-').filter(|(first, last)| number(first) && number(last)) {
        Some((first, last)) => work.say("pages", &format!("{first}–{last}")),
        None => work.say("pages", &pages),
    }
    for (path, ours) in FIELDS {
        work.say(ours, &record.text_at(path));
    }
    let urls = record.at("urls").into_iter().flat_map(Node::children);
    for (kind, url) in urls.flat_map(|urls| urls.children().map(move |url| (&urls.name, url.text()))) {
        work.say(if kind == "pdf-urls" { "file" } else { "url" }, &url);
    }
    work.end()
}
