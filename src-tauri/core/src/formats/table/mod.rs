//! A table with a row of headings, as spreadsheets and search services give it out: CSV, with commas, semicolons or tabs.

pub mod columns;
mod languages;
mod rows;
mod science;

use self::columns::is_blank;
use self::rows::Rows;
use super::gather::Gathered;
use super::parse_date;
use super::zotero::Extra;
use super::{UNTITLED, doi, field, is_address, kinds, names, pages};
use crate::import::ids::find_identifiers;
use crate::model::{ColumnField, ColumnUse, Draft, Reading, Skipped};

/// Reads a table, with the columns that `told` knows for its headings; `None` when it knows none, and the headings name
/// no title beside something else that is known.
pub fn read(text: &str, told: &dyn Fn(&[String]) -> Option<Vec<ColumnUse>>) -> Option<Reading> {
    let mut rows = Rows::of(text)?;
    let (_, headings) = rows.find(|(_, cells)| !is_blank(cells))?;
    let columns = match told(&headings).filter(|told| told.len() == headings.len()) {
        Some(told) => told,
        None => {
            let columns = columns::by_themselves(&headings);
            let known = columns.iter().filter(|column| column.field != ColumnField::Own).count();
            if known < 2 || title(&columns).is_none() {
                return None;
            }
            columns
        }
    };
    let mut reading = Reading { source: "Table".into(), ..Reading::default() };
    // As spreadsheets count: the headings are the first row.
    for (row, (line, cells)) in (2..).zip(rows).filter(|(_, (_, cells))| !is_blank(cells)) {
        let draft = draft(Place { row, line }, &columns, &cells);
        if field(&draft, UNTITLED).is_some() {
            let text = cells.join(" ").chars().take(200).collect();
            let place = title(&columns).map_or_else(String::new, |column| format!(", column “{}”", column.heading));
            reading.skipped.push(Skipped { line, text, reason: format!("row {row}{place}: no title") });
        } else {
            reading.drafts.push(draft);
        }
    }
    Some(reading)
}

fn title(columns: &[ColumnUse]) -> Option<&ColumnUse> {
    columns.iter().find(|column| column.field == ColumnField::Title)
}

#[derive(Clone, Copy)]
struct Place {
    row: u32,
    line: u32,
}

fn draft(place: Place, columns: &[ColumnUse], cells: &[String]) -> Draft {
    let kind_at = columns.iter().position(|column| column.field == ColumnField::Type);
    let kind = kind_at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
    // Zotero's tables: their keys are those of its database, and one column says what has none.
    let is_zotero = ["Item Type", "Abstract Note"].iter().all(|name| columns.iter().any(|one| one.heading == *name));
    let is_science = science::is_table(columns.iter().map(|column| column.heading.as_str()));
    let beside = |heading: &str| match is_science {
        true => science::beside(heading),
        false => columns::beside(heading),
    };
    let extra_at = columns.iter().position(|column| is_zotero && column.heading == "Extra");
    let extra = Extra::read(extra_at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim()));
    let (ours, implied) =
        extra.kind.as_ref().map_or((kinds::from_words(kind), ""), |(kind, implied)| (kind.as_str(), *implied));
    let mut work = Gathered::new(ours, "table:", place.line);
    work.say("type", implied);
    // Some tables give the authors twice, short and in full.
    let told = |at: usize| cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
    let full = columns
        .iter()
        .enumerate()
        .position(|(at, column)| column.field == ColumnField::Authors && columns::in_full(&column.heading) && told(at));
    let (mut notes, mut problems) = (Vec::new(), Vec::new());
    for (at, cell) in cells.iter().enumerate() {
        // Postil's own tables, and careful others, put an apostrophe before what looks like a formula.
        let cell = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell).trim();
        let Some(column) = columns.get(at) else {
            work.kept(&format!("column {}", at + 1), cell);
            continue;
        };
        if let Some(why) = trouble(column.field, cell) {
            problems.push(format!("Row {}, column “{}”: “{}” {why}", place.row, column.heading, start(cell)));
        }
        let separator = column.separator.as_deref().filter(|sign| !sign.is_empty());
        match (column.field, columns::said(column.field)) {
            (ColumnField::Authors, _) if full.is_some_and(|full| full != at) => work.kept(&column.heading, cell),
            (ColumnField::Authors | ColumnField::Editors, Some(part)) => {
                people(cell, separator).for_each(|one| work.person(part, &names::exchanged(without_number(one))));
            }
            // Known by its own name already.
            (ColumnField::Type, _) if kinds::from_words(cell).eq_ignore_ascii_case(cell) => {}
            (ColumnField::Type, _) if Some(at) != kind_at => work.say("type", cell),
            (ColumnField::Type, _) => work.kept("type", cell),
            (ColumnField::CitationKey, _) if is_zotero && column.heading == "Key" => work.kept("Key", cell),
            (ColumnField::Comments, _) if cell.starts_with('<') && cell.ends_with('>') => {
                notes.push(crate::import::notes::from_html(cell));
            }
            (ColumnField::Tags, Some(name)) => {
                let sign = separator.unwrap_or(if cell.contains(';') { ";" } else { "," });
                work.say(name, &cell.replace(sign, ";"));
            }
            (ColumnField::Year, _) if parse_date(cell).0.is_none() && work.has("date") => work.kept("date", cell),
            (ColumnField::Pages, Some(name)) => work.say(name, &pages::range(cell)),
            (_, Some(name)) => work.say(name, cell),
            (ColumnField::Notes, _) if !cell.is_empty() => notes.push(cell.to_owned()),
            (ColumnField::Own, _) if column.heading.is_empty() => work.kept(&format!("column {}", at + 1), cell),
            (ColumnField::Own, _) if is_zotero && column.heading == "Extra" => {
                extra.people(&mut work);
                extra.others(&mut work);
                work.say("note", extra.notes.trim());
            }
            (ColumnField::Own, _) => match beside(&column.heading) {
                Some(part @ "translator") => {
                    people(cell, separator).for_each(|one| work.person(part, &names::exchanged(one)))
                }
                // An article has a number already, that of its issue.
                Some("number") if work.kind() == "article" => work.kept(&column.heading, cell),
                Some("keywords") => work.say("keywords", cell),
                Some(name) => work.say(name, cell),
                None => work.kept(&column.heading, cell),
            },
            _ => {}
        }
    }
    let mut draft = work.end();
    draft.notes.extend(notes);
    draft.problems.extend(problems);
    draft
}

/// Why a cell does not say what its column is about; what it says is kept all the same.
fn trouble(field: ColumnField, cell: &str) -> Option<&'static str> {
    if cell.is_empty() {
        return None;
    }
    match field {
        ColumnField::Year => parse_date(cell).0.is_none().then_some("is no year"),
        ColumnField::Doi => doi(cell).is_none().then_some("is no DOI"),
        ColumnField::Arxiv => find_identifiers(&format!("arxiv:{cell}")).is_empty().then_some("is no arXiv number"),
        ColumnField::Url => (!is_address(cell)).then_some("is no web address"),
        _ => None,
    }
}

fn start(cell: &str) -> String {
    let start: String = cell.chars().take(40).collect();
    if start.len() < cell.len() { format!("{start}…") } else { start }
}

/// Scopus puts its number of a person behind the name: "Example, Ada (57190000000)".
fn without_number(name: &str) -> &str {
    match name.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name.trim_end(),
        _ => name,
    }
}

/// Semicolons, bars or slashes between people, or "and", or commas where no name has one of its own; or what the reader said.
fn people<'a>(cell: &'a str, separator: Option<&str>) -> impl Iterator<Item = &'a str> {
    let names: Vec<&str> = if let Some(sign) = separator {
        cell.split(sign).collect()
    } else if let Some(sign) = [";", " | ", " / "].into_iter().find(|sign| cell.contains(sign)) {
        cell.split(sign).collect()
    } else if let Some(word) = [" and ", " und "].into_iter().find(|word| cell.contains(word)) {
        cell.split(word).collect()
    } else {
        let parts: Vec<&str> = cell.split(',').collect();
        // "Example, Ada" is one; "Ada Example, Bob Other" are two, and so are "Example, A., Other, B.".
        if parts.iter().all(|part| part.trim().contains(' ')) { parts } else { names::apart(cell) }
    };
    names.into_iter().map(str::trim).filter(|name| !name.is_empty())
}
