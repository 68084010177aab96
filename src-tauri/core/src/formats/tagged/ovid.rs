//! Ovid, which many libraries search MEDLINE, PsycINFO and the like with.

use super::{Record, medline, place};
use crate::formats::gather::Gathered;
use crate::formats::{names, pages};
use crate::model::{Draft, Reading};

/// Numbered references, names of fields on lines of their own, values set in below.
pub fn read(text: &str) -> Option<Reading> {
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
    let drafts = records.iter().filter(|record| !record.tags.is_empty()).map(draft).collect();
    Some(Reading { source: "Ovid file".into(), drafts, ..Reading::default() })
}

fn draft(record: &Record) -> Draft {
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
                // Some give the same names short and in full.
                if name == "Authors Full Name" || !record.has("Authors Full Name") {
                    people(&mut work, value);
                }
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
            "Source" => stands_in(&mut work, value),
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
fn people(work: &mut Gathered, value: &str) {
    let by_blanks = !value.contains(';') && value.contains("  ");
    let people: Vec<&str> = if by_blanks { value.split("  ").collect() } else { value.split(';').collect() };
    for one in people {
        let editor = one.contains("[Ed]") || one.contains("(Ed)");
        let name = one.replace("[Ed]", "").replace("(Ed)", "");
        // "Example, Ada [a,b]": letters lead to institutions, too.
        let is_mark = |inside: &str| inside.chars().all(|c| c.is_ascii_lowercase() || matches!(c, ',' | ' '));
        let name = match name.trim_end().strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            Some((name, inside)) if is_mark(inside) => name.to_owned(),
            _ => name,
        };
        let name = name.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
        // The only full stop ends the list and no initial.
        let name = if name.matches('.').count() == 1 { name.trim_end_matches('.') } else { name };
        let name = if name.contains(',') { names::exchanged(name) } else { medline::short_name(name) };
        work.person(if editor { "editor" } else { "author" }, &name);
    }
}

/// "Journal of Rain. 12(3):101-10, 2000 May", "(2000). Weather. (pp. 1-9). viii, 300 pp. Bergen, Norway: Rain Press".
fn stands_in(work: &mut Gathered, value: &str) {
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
