//! DBLP's records, one by its key or the dump of them all.

use super::tree::Node;
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::formats::pages;
use crate::model::Draft;

/// Names of DBLP's elements that are one publication each. "book" and the like are also those of other formats.
pub const RECORDS: [&str; 8] =
    ["article", "inproceedings", "proceedings", "book", "incollection", "phdthesis", "mastersthesis", "data"];

/// `None` for an element of the same name in another format: DBLP's have a key and the day they were changed.
pub fn draft(record: &Node, line: u32) -> Option<Draft> {
    let key = record.attribute("key");
    if key.is_empty() || record.attribute("mdate").is_empty() {
        return None;
    }
    let kind = match record.name.as_str() {
        // CoRR is arXiv under another name.
        "article" if key.starts_with("journals/corr/") => "online",
        "phdthesis" | "mastersthesis" => "thesis",
        "data" => "dataset",
        other => other,
    };
    let mut work = Gathered::new(kind, "dblp:", line);
    work.kept("key", key);
    work.say("title", record.text_at("title").trim_end_matches('.'));
    for role in ["author", "editor"] {
        record.all(role).for_each(|who| work.person(role, &Name::from_shown(without_number(&who.text()))));
    }
    let venue = if kind == "online" { String::new() } else { record.text_at("journal") };
    work.say("venue", &venue);
    work.say("venue", &record.text_at("booktitle"));
    for (theirs, ours) in [("year", "date"), ("number", "number"), ("publisher", "publisher"), ("series", "series")] {
        work.say(ours, &record.text_at(theirs));
    }
    if kind != "online" {
        work.say("volume", &record.text_at("volume"));
    }
    work.say("pages", &pages::range(&record.text_at("pages")));
    record.all("isbn").for_each(|isbn| work.say("isbn", &isbn.text()));
    record.all("ee").for_each(|address| work.say("url", &address.text()));
    record.all("school").for_each(|school| work.say("institution", &school.text()));
    Some(work.end())
}

/// DBLP tells namesakes apart by four digits behind the name.
pub fn without_number(name: &str) -> &str {
    match name.trim().rsplit_once(' ') {
        Some((before, number)) if number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => name.trim(),
    }
}
