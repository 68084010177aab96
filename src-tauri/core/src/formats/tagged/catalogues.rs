//! What library catalogues and search services give out: Copac, Biblioscape, Ovid, RePEc's mails of new papers.

use super::{Dialect, Grammar, Record, medline, one_line, place};
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::formats::pages;
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
                    Some((_, "pagetotal")) => {
                        let total = pages::total(&value);
                        work.kept("PD", if total == value { "" } else { &value });
                        work.say("pagetotal", &total);
                    }
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

/// Ovid: numbered references, names of fields on lines of their own, values set in below.
pub fn ovid(text: &str) -> Option<Reading> {
    let numbered = |line: &str| {
        line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).is_some_and(|digits| {
            !digits.is_empty() && digits.len() < 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    // What the service says of itself may stand above.
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(50);
    if !lines.any(numbered) {
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
    let source = record.first("Source").unwrap_or_default();
    let told = record.first("Publication Type").unwrap_or_default().to_lowercase();
    let is_part = record.has("Book Title") || record.has("Chapter Title") || source.contains("(pp.");
    let is_book = told.contains("book") || source.contains("ISBN") || source.contains(" pp.");
    let kind = match is_part {
        true => "incollection",
        false if told.contains("conference paper") || told.contains("proceedings") => "inproceedings",
        false if told.contains("dissertation") => "thesis",
        false if is_book && !told.contains("journal") => "book",
        false => "article",
    };
    let mut work = Gathered::new(kind, "ovid:", record.line);
    for (tag, value) in &record.tags {
        let value = value.trim();
        match tag.split('.').next().unwrap_or(tag) {
            name if name.starts_with("Author")
                && !["Keywords", "e-mail", "Affil"].iter().any(|word| name.contains(word)) =>
            {
                ovid_people(&mut work, value);
            }
            "Editor" | "Editors" | "Book Editors" => {
                value.split(';').for_each(|one| work.person("editor", &names::exchanged(one.trim())));
            }
            "Title" | "Chapter Title"
                if kind != "incollection" || tag.starts_with("Chapter") || !record.has("Chapter Title") =>
            {
                // "[Review] [20 refs]" says what it is; a title that stands in brackets whole was translated.
                let mut title = value.trim_end_matches('.');
                while let Some(at) = title.rfind('[').filter(|at| *at > 0 && title.ends_with(']')) {
                    title = title[..at].trim_end().trim_end_matches('.');
                }
                work.say("title", title.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(title));
            }
            // The whole that the chapter is of.
            "Title" | "Book Title" => work.say("venue", value.trim_end_matches('.')),
            "Source" => ovid_source(&mut work, value),
            "Abstract" => work.say("abstract", value),
            "Author Keywords" | "Keywords" | "Key Words" | "Subject Headings" => {
                work.say("keywords", value.trim_end_matches('.'));
            }
            "DOI" | "DOI Number" | "Digital Object Identifier" => work.say("doi", value.trim_end_matches('.')),
            "ISSN" | "ISSN Print" | "ISSN Electronic" => work.say("issn", value.trim_end_matches('.')),
            "ISBN" => work.say("isbn", value.trim_end_matches('.')),
            "PMID" | "PubMed ID" => work.say("pmid", value.split(' ').next().unwrap_or_default()),
            "Publisher" => work.say("publisher", value.trim_end_matches('.')),
            "Language" => work.say("langid", value.trim_end_matches('.')),
            "Year of Publication" | "Publication Date" => work.say("date", value),
            tag => work.kept(tag, value),
        }
    }
    work.end()
}

/// "Example, Ada 1; Sample, Bo [Ed]": numbers lead to institutions. Older files have two blanks between people.
fn ovid_people(work: &mut Gathered, value: &str) {
    let by_blanks = !value.contains(';') && value.contains("  ");
    let people: Vec<&str> = if by_blanks { value.split("  ").collect() } else { value.split(';').collect() };
    for one in people {
        let editor = one.contains("[Ed]") || one.contains("(Ed)");
        let name = one.replace("[Ed]", "").replace("(Ed)", "");
        let name = name.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
        // The only full stop ends the list and no initial.
        let name = if name.matches('.').count() == 1 { name.trim_end_matches('.') } else { name };
        let name = if name.contains(',') { names::exchanged(name) } else { medline::short_name(name) };
        work.person(if editor { "editor" } else { "author" }, &name);
    }
}

/// "Journal of Rain. 12(3):101-10, 2000 May", "(2000). Weather. (pp. 1-9). viii, 300 pp. Bergen, Norway: Rain Press".
fn ovid_source(work: &mut Gathered, value: &str) {
    work.kept("Source", value);
    let is_of_a_book = value.contains(" pp.") || value.contains("(pp.");
    if is_of_a_book {
        // Who edited it stands before the year, its title behind.
        if let Some((before, rest)) =
            value.split_once('(').filter(|(before, _)| before.contains("(Ed") || !before.is_empty())
        {
            let before = before.replace("(Ed)", "");
            before.split(';').for_each(|one| work.person("editor", &names::exchanged(one.trim())));
            let title = rest.split_once("). ").map_or("", |(_, rest)| rest).split(". ").next().unwrap_or_default();
            work.say(if work.kind() == "book" { "title" } else { "venue" }, title);
        }
        let pages = value.split_once("(pp. ").and_then(|(_, rest)| rest.split_once(')')).map_or("", |(pages, _)| pages);
        work.say("pages", &pages::range(pages));
        let press = value.rsplit_once("pp. ").map_or("", |(_, press)| press.trim_end_matches('.'));
        if let Some((place, house)) = press.split_once(": ").filter(|(place, _)| !place.contains(')')) {
            work.say("location", place);
            work.say("publisher", house);
        }
    } else {
        work.say("venue", value.split(['.', ';', '(']).next().unwrap_or_default());
    }
    let rest = match is_of_a_book {
        true => value.to_owned(),
        false => place(work, &value[value.find(['.', ';']).unwrap_or(value.len())..]),
    };
    let years = rest.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let likely: Vec<&str> = years.filter(|year| ("1800".."2100").contains(year)).collect();
    work.say("date", if is_of_a_book { likely.first() } else { likely.last() }.copied().unwrap_or_default());
}

/// A paper of the houses that its authors are at, as BibLaTeX lists them.
fn housed(mut work: Gathered, houses: &mut Vec<String>) -> Draft {
    work.say("institution", &std::mem::take(houses).join(" and "));
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
    let mut houses: Vec<String> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let title = line.split_once(". ").filter(|(digits, _)| {
            !digits.is_empty() && digits.len() < 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        if let Some((_, title)) = title {
            drafts.extend(open.take().map(|work| housed(work, &mut houses)));
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
                // Each has one, and several may have the same.
                let place = place.trim_end_matches(')').to_owned();
                if !place.is_empty() && !houses.contains(&place) {
                    houses.push(place);
                }
            }
            "URL" => work.say("url", value),
            "Abstract" => work.say("abstract", value),
            "Keywords" => work.say("keywords", &value.replace(',', ";")),
            other => work.kept(other, value),
        }
        part = name.to_owned();
    }
    drafts.extend(open.take().map(|work| housed(work, &mut houses)));
    Some(Reading { source: "RePEc mail".into(), drafts, ..Reading::default() })
}
