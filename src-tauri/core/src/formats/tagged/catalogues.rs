//! What library catalogues give out: Copac, Biblioscape.

use super::{Dialect, Grammar, Record, one_line};
use crate::formats::gather::Gathered;
use crate::formats::{names, pages};
use crate::model::Draft;

/// Copac's tags, and BibLaTeX's fields.
const COPAC: &[(&str, &str)] = &[
    ("TI", "title"),
    ("SE", "series"),
    ("PU", "publisher"),
    ("PY", "date"),
    ("IS", "isbn"),
    ("NT", "note"),
    ("KW", "keywords"),
    ("LA", "langid"),
    ("PD", "pagetotal"),
    ("ED", "edition"),
];

pub fn copac(start: [&str; 3]) -> Option<Dialect> {
    let tags = start.map(|line| copac_tag(line).map(|(tag, _)| tag));
    // A long title takes the second line, too.
    (tags[0] == Some("TI") && tags[1..].iter().any(Option::is_some)).then_some(Dialect {
        source: "Copac file",
        grammar: Grammar {
            tag: copac_tag,
            first: |tag| tag == "TI",
            again: |_, _| false,
            end: |_| false,
            blank_ends: true,
            aside: |_| false,
        },
        draft: |record| {
            let mut work = Gathered::new("book", "copac:", record.line);
            for (tag, value) in &record.tags {
                let value = one_line(value);
                match COPAC.iter().find(|(known, _)| known == tag) {
                    Some((_, "pagetotal")) => {
                        let total = pages::total(&value);
                        work.kept("PD", if total == value { "" } else { &value });
                        work.say("pagetotal", &total);
                    }
                    Some((_, ours)) => work.say(ours, &value),
                    None if tag == "AU" => {
                        let people = names::without_years(&value);
                        names::apart(&people).into_iter().for_each(|one| work.person("author", &names::exchanged(one)));
                    }
                    None => work.kept(tag, &value),
                }
            }
            work.end()
        },
    })
}

/// `TI- Title`
fn copac_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_once("- ")?;
    (tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase())).then_some((tag, value))
}

/// Biblioscape's tags, and BibLaTeX's fields.
const BIBLIOSCAPE: &[(&str, &str)] = &[
    ("TI", "title"),
    ("ST", "venue"),
    ("YP", "date"),
    ("VL", "volume"),
    ("NB", "number"),
    ("PS", "firstpage"),
    ("PE", "lastpage"),
    ("KW", "keywords"),
    ("AB", "abstract"),
    ("AD", "location"),
    ("IS", "issn"),
    ("NT", "note"),
    ("DE", "annotation"),
    ("PB", "publisher"),
    ("ED", "edition"),
    ("UR", "url"),
    ("SE", "chapter"),
    ("TH", "shorttitle"),
    ("LG", "langid"),
    ("DO", "doi"),
    ("CA", "keywords"),
];

pub fn biblioscape(start: [&str; 3]) -> Option<Dialect> {
    (biblioscape_tag(start[0]).is_some() && biblioscape_tag(start[1]).is_some()).then_some(Dialect {
        source: "Biblioscape file",
        grammar: Grammar {
            tag: biblioscape_tag,
            first: |_| false,
            again: |_, _| false,
            end: |line| line == "------",
            blank_ends: false,
            aside: |_| false,
        },
        draft: biblioscape_draft,
    })
}

/// `--TI-- Title`
fn biblioscape_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.strip_prefix("--")?.split_once("--")?;
    let sound = tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    sound.then_some((tag, value))
}

fn biblioscape_draft(record: &Record) -> Draft {
    // What a reader calls the type says more than the program does.
    let told = ["TW", "RT"].iter().filter_map(|tag| record.first(tag)).collect::<Vec<_>>().join(" ");
    let kind = match told.to_ascii_lowercase().as_str() {
        name if name.contains("article") || name.contains("journal") || name.contains("magazine") => "article",
        name if name.contains("book section") => "incollection",
        name if name.contains("book") => "book",
        name if name.contains("proceedings") || name.contains("conference") => "inproceedings",
        name if name.contains("thesis") => "thesis",
        name if name.contains("report") => "report",
        "" if record.has("ST") => "article",
        _ => "misc",
    };
    let mut work = Gathered::new(kind, "biblioscape:", record.line);
    for (tag, value) in &record.tags {
        let value = one_line(value);
        match tag.as_str() {
            "AU" => names::apart(&value).into_iter().for_each(|one| work.person("author", &names::exchanged(one))),
            "SA" if matches!(kind, "incollection" | "inproceedings") => {
                names::apart(&value).into_iter().for_each(|one| work.person("editor", &names::exchanged(one)));
            }
            "CO" => {}
            "AD" => {
                let country = record.first("CO").map(one_line).unwrap_or_default();
                let both = [value, country];
                work.say("location", &both.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "));
            }
            "AT" => work.say(if value.contains("://") { "url" } else { "file" }, &value),
            tag => match BIBLIOSCAPE.iter().find(|(known, _)| *known == tag) {
                Some((_, ours)) => work.say(ours, &value),
                None => work.kept(tag, &value),
            },
        }
    }
    work.end()
}
