//! A table with a row of headings, as spreadsheets and search services give it out: CSV, with commas, semicolons or tabs.

use super::gather::{self, Gathered};
use super::{UNTITLED, field, kinds, names};
use crate::model::{Draft, Reading, Skipped};

/// Headings in small letters without signs, and BibLaTeX's fields.
const COLUMNS: &[(&str, &str)] = &[
    ("title", "title"),
    ("articletitle", "title"),
    ("documenttitle", "title"),
    ("papertitle", "title"),
    ("authors", "author"),
    ("author", "author"),
    ("authornames", "author"),
    ("authorfullnames", "author"),
    ("editors", "editor"),
    ("editor", "editor"),
    ("venue", "venue"),
    ("journal", "venue"),
    ("journalbook", "venue"),
    ("publicationtitle", "venue"),
    ("sourcetitle", "venue"),
    ("booktitle", "venue"),
    ("conference", "venue"),
    ("year", "date"),
    ("publicationyear", "date"),
    ("date", "date"),
    ("publicationdate", "date"),
    ("published", "date"),
    ("volume", "volume"),
    ("number", "number"),
    ("issue", "number"),
    ("pages", "pages"),
    ("pagestart", "firstpage"),
    ("pageend", "lastpage"),
    ("startpage", "firstpage"),
    ("endpage", "lastpage"),
    ("publisher", "publisher"),
    ("series", "series"),
    ("edition", "edition"),
    ("doi", "doi"),
    ("arxiv", "arxiv"),
    ("arxivid", "arxiv"),
    ("pmid", "pmid"),
    ("pmcid", "pmcid"),
    ("isbn", "isbn"),
    ("issn", "issn"),
    ("url", "url"),
    ("link", "url"),
    ("abstract", "abstract"),
    ("abstractnote", "abstract"),
    ("note", "note"),
    ("notes", "note"),
    ("tags", "keywords"),
    ("keywords", "keywords"),
    ("authorkeywords", "keywords"),
    ("manualtags", "keywords"),
    ("key", "key"),
    ("citationkey", "key"),
    ("citekey", "key"),
    ("bibtexkey", "key"),
    ("type", "type"),
    ("itemtype", "type"),
    ("documenttype", "type"),
    ("language", "langid"),
];

fn column(heading: &str) -> Option<&'static str> {
    let plain: String = heading.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    COLUMNS.iter().find(|(known, _)| *known == plain).map(|(_, ours)| *ours)
}

/// Reads a table; `None` when its first line names no title beside something else that is known.
pub fn read(text: &str) -> Option<Reading> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let sign = [',', ';', '\t'].into_iter().max_by_key(|sign| first.matches(*sign).count())?;
    let mut rows = Rows { rest: text, sign, line: 1 };
    let (_, headings) = rows.find(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))?;
    let columns: Vec<Option<&str>> = headings.iter().map(|heading| column(heading)).collect();
    let known = columns.iter().flatten().count();
    if known < 2 || !columns.contains(&Some("title")) {
        return None;
    }
    let mut reading = Reading { source: "table".into(), ..Reading::default() };
    for (line, cells) in rows {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let draft = draft(line, &headings, &columns, &cells);
        if field(&draft, UNTITLED).is_some() {
            let text = cells.join(" ").chars().take(200).collect();
            reading.skipped.push(Skipped { line, text, reason: "a row without a title".into() });
        } else {
            reading.drafts.push(draft);
        }
    }
    Some(reading)
}

fn draft(line: u32, headings: &[String], columns: &[Option<&str>], cells: &[String]) -> Draft {
    let at = |wanted: &str| {
        let found = columns.iter().position(|column| *column == Some(wanted));
        found.and_then(|at| cells.get(at)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
    };
    let mut work = Gathered::new(kinds::from_words(&at("type")), "table:", line);
    for (at, cell) in cells.iter().enumerate() {
        // Postil's own tables, and careful others, put an apostrophe before what looks like a formula.
        let cell = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell);
        match columns.get(at).copied().flatten() {
            Some(part @ ("author" | "editor")) => {
                people(cell).for_each(|one| work.person(part, &names::exchanged(one)));
            }
            Some("type") => {
                if !kinds::from_words(cell).eq_ignore_ascii_case(cell) {
                    work.kept("type", cell);
                }
            }
            Some("keywords") => {
                work.say("keywords", &if cell.contains(';') { cell.to_owned() } else { cell.replace(',', ";") })
            }
            Some("date") if gather::parse_date(cell).0.is_none() && work.has("date") => work.kept("date", cell),
            Some(ours) => work.say(ours, cell),
            None => match headings.get(at).map(|heading| heading.trim()).filter(|heading| !heading.is_empty()) {
                Some(heading) => work.kept(heading, cell),
                None => work.kept(&format!("column {}", at + 1), cell),
            },
        }
    }
    work.end()
}

/// Semicolons between people, or "and", or commas where no name has one of its own.
fn people(cell: &str) -> impl Iterator<Item = &str> {
    let names: Vec<&str> = if cell.contains(';') {
        cell.split(';').collect()
    } else if cell.contains(" and ") {
        cell.split(" and ").collect()
    } else {
        let parts: Vec<&str> = cell.split(',').collect();
        // "Example, Ada" is one; "Ada Example, Bob Other" are two.
        if parts.iter().all(|part| part.trim().contains(' ')) { parts } else { vec![cell] }
    };
    names.into_iter().map(str::trim).filter(|name| !name.is_empty())
}

/// The rows of a table with the number of the line each begins on.
struct Rows<'a> {
    rest: &'a str,
    sign: char,
    line: u32,
}

impl Iterator for Rows<'_> {
    type Item = (u32, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let begin = self.line;
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut chars = self.rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if quoted && chars.peek().is_some_and(|(_, next)| *next == '"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if cell.trim().is_empty() => {
                    cell.clear();
                    quoted = true;
                }
                '\n' if !quoted => {
                    self.line += 1;
                    self.rest = &self.rest[at + 1..];
                    cells.push(cell);
                    return Some((begin, cells));
                }
                '\r' if !quoted => {}
                c if c == self.sign && !quoted => cells.push(std::mem::take(&mut cell)),
                c => {
                    self.line += u32::from(c == '\n');
                    cell.push(c);
                }
            }
        }
        self.rest = "";
        cells.push(cell);
        Some((begin, cells))
    }
}
