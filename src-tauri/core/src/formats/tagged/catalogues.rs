//! What library catalogues and search services give out: Copac, Biblioscape, Ovid, RePEc's mails of new papers.

use super::{Dialect, Grammar, Record, one_line};
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::model::{Draft, Reading};

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
    (tags[0] == Some("TI") && tags[1].is_some()).then_some(Dialect {
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
                    Some((_, ours)) => work.say(ours, &value),
                    None if tag == "AU" => {
                        names::apart(&value).into_iter().for_each(|one| work.person("author", &names::exchanged(one)));
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
    ("QT", "quality"),
    ("AB", "abstract"),
    ("AD", "location"),
    ("IS", "issn"),
    ("NT", "note"),
    ("DE", "annotation"),
    ("PB", "publisher"),
    ("ED", "edition"),
    ("UR", "url"),
    ("SE", "chapter"),
    ("SB", "subject"),
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
    let kind = match record.first("RT").unwrap_or_default().to_ascii_lowercase().as_str() {
        name if name.contains("journal") || name.contains("magazine") => "article",
        "book section" => "incollection",
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
            "TA" => names::apart(&value).into_iter().for_each(|one| work.person("translator", &names::exchanged(one))),
            tag => match BIBLIOSCAPE.iter().find(|(known, _)| *known == tag) {
                Some((_, ours)) => work.say(ours, &value),
                None => work.kept(tag, &value),
            },
        }
    }
    work.end()
}

/// Ovid: numbered references, names of fields on lines of their own, values set in below.
pub fn ovid(text: &str) -> Option<Reading> {
    let numbered = |line: &str| {
        line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).is_some_and(|digits| {
            !digits.is_empty() && digits.len() < 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if !text.lines().map(str::trim_end).find(|line| !line.is_empty()).is_some_and(numbered) {
        return None;
    }
    let mut records: Vec<Record> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if numbered(line) {
            records.push(Record { line: number as u32 + 1, tags: Vec::new() });
            continue;
        }
        let Some(record) = records.last_mut() else { continue };
        match record.tags.last_mut() {
            Some((_, value)) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ if !line.trim().is_empty() => record.tags.push((line.trim().to_owned(), String::new())),
            _ => {}
        }
    }
    let drafts = records.iter().filter(|record| !record.tags.is_empty()).map(ovid_draft).collect();
    Some(Reading { source: "Ovid file".into(), drafts, ..Reading::default() })
}

fn ovid_draft(record: &Record) -> Draft {
    let book = record.has("Book Title") || record.first("Source").is_some_and(|source| source.contains("ISBN"));
    let mut work = Gathered::new(if book { "incollection" } else { "article" }, "ovid:", record.line);
    for (tag, value) in &record.tags {
        let value = value.trim();
        match tag.split('.').next().unwrap_or(tag) {
            "Author" | "Authors" | "Author/Editor" => {
                for one in value.split(';') {
                    // "Example, Ada 1": numbers lead to the institutions.
                    let name = one.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '.');
                    work.person("author", &names::exchanged(name));
                }
            }
            "Title" => {
                let kind = value.rfind('[').filter(|_| value.ends_with(']'));
                let title = kind.map_or(value, |at| value[..at].trim_end());
                work.say("title", title.strip_suffix('.').unwrap_or(title));
            }
            "Source" => {
                let venue = value.split(['.', ';', '(']).next().unwrap_or_default();
                work.say("venue", venue);
                work.kept("Source", value);
                let years = value.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
                let likely = years.rev().find(|year| ("1800".."2100").contains(year));
                work.say("date", likely.unwrap_or_default());
            }
            "Abstract" => work.say("abstract", value),
            "Author Keywords" | "Keywords" => work.say("keywords", value.trim_end_matches('.')),
            "DOI" | "DOI Number" | "Digital Object Identifier" => work.say("doi", value.trim_end_matches('.')),
            "ISSN" => work.say("issn", value.trim_end_matches('.')),
            "Language" => work.say("langid", value.trim_end_matches('.')),
            "Year of Publication" | "Publication Date" => work.say("date", value),
            tag => work.kept(tag, value),
        }
    }
    work.end()
}

/// RePEc's mails of new papers: `12. Title`, then `By:`, `URL:`, the abstract.
pub fn repec(text: &str) -> Option<Reading> {
    if !text.lines().take(20).any(|line| line.contains("nep.repec.org")) {
        return None;
    }
    let mut drafts = Vec::new();
    let mut open: Option<Gathered> = None;
    let mut part = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let title = line.split_once(". ").filter(|(digits, _)| {
            !digits.is_empty() && digits.len() < 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        if let Some((_, title)) = title {
            drafts.extend(open.take().map(Gathered::end));
            let mut work = Gathered::new("report", "repec:", number as u32 + 1);
            work.say("title", title);
            (open, part) = (Some(work), String::new());
            continue;
        }
        let Some(work) = open.as_mut().filter(|_| !line.is_empty()) else { continue };
        let (name, value) = match line.split_once(':') {
            Some((name @ ("Date" | "By" | "URL" | "Keywords" | "JEL"), value)) => (name, value.trim()),
            // What follows the address is the abstract.
            _ if part == "URL" || part == "Abstract" => ("Abstract", line),
            _ => (part.as_str(), line),
        };
        match name {
            "Date" => work.say("date", value),
            "By" => {
                let (who, place) = value.split_once(" (").unwrap_or((value, ""));
                work.person("author", &Name::from_shown(who));
                work.say("institution", place.trim_end_matches(')'));
            }
            "URL" => work.say("url", value),
            "Abstract" => work.say("abstract", value),
            "Keywords" => work.say("keywords", &value.replace(',', ";")),
            other => work.kept(other, value),
        }
        part = name.to_owned();
    }
    drafts.extend(open.take().map(Gathered::end));
    Some(Reading { source: "RePEc mail".into(), drafts, ..Reading::default() })
}
