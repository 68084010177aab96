//! Tables in Markdown: one row, one paper.

use super::lines::{clean, physical_lines};
use super::{dates, limits, markdown, people};
use crate::import::ids;
use crate::model::Draft;

/// What a column holds, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Title,
    Authors,
    Abstract,
    Venue,
    Year,
    Date,
    Other,
}

fn column(head: &str) -> Column {
    let head = head.replace(['*', '_', '`'], "");
    let words: Vec<String> = head.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    match () {
        () if has(&["title", "titles"]) => Column::Title,
        () if has(&["author", "authors"]) => Column::Authors,
        () if has(&["summary", "abstract", "tldr"]) => Column::Abstract,
        () if has(&["venue", "conference", "journal", "publication"]) => Column::Venue,
        () if has(&["year"]) => Column::Year,
        () if has(&["date", "published"]) => Column::Date,
        // "Paper" may head the titles or the links; a column "Title" beside it takes precedence.
        () if has(&["paper", "papers", "name"]) => Column::Title,
        () => Column::Other,
    }
}

/// A row in the making: rows may run over several lines until their cells are complete.
struct Row {
    line: u32,
    text: String,
}

/// The papers of every table in `text` that has a column of titles; empty when there is none.
pub fn read(text: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut head: Option<Vec<Column>> = None;
    let mut candidate: Option<String> = None;
    let mut row: Option<Row> = None;
    for (number, raw) in physical_lines(text) {
        let line = raw.trim();
        if let Some(open) = row.as_mut() {
            // A bar at the start is a new row, unless the open one still waits for its cells.
            if line.is_empty() || open.text.len() > 200_000 {
                row = None;
            } else {
                open.text.push('\n');
                open.text.push_str(line);
            }
        } else if markdown::is_rule(line) {
            head = candidate.take().map(|head| columns(&head)).filter(|columns| columns.contains(&Column::Title));
            continue;
        } else if line.starts_with('|') {
            candidate = Some(line.to_owned());
            if head.is_some() {
                row = Some(Row { line: number, text: line.to_owned() });
            }
        } else {
            if !line.is_empty() {
                head = None;
            }
            candidate = line.contains('|').then(|| line.to_owned());
        }
        let Some(columns) = head.as_ref() else { continue };
        let done = row
            .as_ref()
            .is_some_and(|row| row.text.ends_with('|') && markdown::cells(&row.text).len() >= columns.len());
        if done
            && let Some(row) = row.take()
            && let Some(draft) = draft(columns, &row)
        {
            drafts.push(draft);
            if drafts.len() >= limits::MOST_DRAFTS {
                break;
            }
        }
    }
    drafts
}

fn columns(head: &str) -> Vec<Column> {
    let mut columns: Vec<Column> = markdown::cells(head).iter().map(|cell| column(cell)).collect();
    let titled = |cell: &String| cell.to_lowercase().contains("title");
    if let Some(at) = markdown::cells(head).iter().position(titled) {
        for (index, column) in columns.iter_mut().enumerate() {
            if *column == Column::Title && index != at {
                *column = Column::Other;
            }
        }
    }
    columns
}

fn draft(columns: &[Column], row: &Row) -> Option<Draft> {
    let mut cells = markdown::cells(&row.text);
    // A bar inside the last cell (|x| in a formula) is text, not a column.
    if cells.len() > columns.len() {
        let rest = cells.split_off(columns.len() - 1).join("|");
        cells.push(rest);
    }
    let mut draft = Draft { line: row.line, ..Draft::default() };
    for (column, cell) in columns.iter().zip(&cells) {
        let mut links = Vec::new();
        let joined = clean(&cell.replace('\n', " ")).unwrap_or_default().into_owned();
        let plain = markdown::take_links(&joined, &mut links).unwrap_or(joined);
        let plain = markdown::without_emphasis(&plain).unwrap_or(plain).replace("<br>", " ");
        for link in links {
            add_link(&mut draft, link);
        }
        match column {
            Column::Title if draft.title.is_empty() => draft.title = title(&plain),
            Column::Authors => draft.authors = people::split(&plain),
            Column::Abstract => draft.abstract_text = plain.trim().to_owned(),
            Column::Venue => draft.venue = plain.trim().to_owned(),
            Column::Year => draft.year = dates::year(&plain),
            Column::Date => draft.published = dates::day(&plain),
            Column::Title | Column::Other => {
                for identifier in ids::find_identifiers(&plain) {
                    if !draft.identifiers.contains(&identifier) {
                        draft.identifiers.push(identifier);
                    }
                }
            }
        }
    }
    let words = draft.title.split(' ').count();
    (!draft.title.is_empty() && (words > 1 || !draft.identifiers.is_empty())).then(|| limits::finish(draft))
}

/// The title without "(Read more on arXiv or HuggingFace)" and other brackets that only held links.
fn title(cell: &str) -> String {
    let cell = cell.trim();
    if let Some(inner) = cell.strip_suffix(')')
        && let Some(open) = inner.rfind('(')
    {
        let lower = inner[open + 1..].to_lowercase();
        let about_links = ["read more", "arxiv", "pdf", "link", "huggingface", "code"];
        if about_links.iter().any(|word| lower.starts_with(word)) && lower.len() < 60 {
            return inner[..open].trim().to_owned();
        }
    }
    cell.to_owned()
}

/// Files an address under identifiers when it names the paper, else under links.
pub fn add_link(draft: &mut Draft, link: String) {
    let identifiers = ids::find_identifiers(&link);
    if identifiers.is_empty() {
        draft.links.push(link);
        return;
    }
    for identifier in identifiers {
        let same_kind = draft.identifiers.iter().any(|known| known.kind == identifier.kind);
        if !same_kind {
            draft.identifiers.push(identifier);
        }
    }
}
