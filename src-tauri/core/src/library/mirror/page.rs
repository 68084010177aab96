//! A paper as a readable file: Markdown under a front matter of YAML, and back.
//!
//! Each value of the front matter is written as JSON, which YAML reads too; one thing a line, in an order that never
//! changes by itself, so that the differences between two versions are small. Long texts stand below, each between two
//! comments that Markdown does not show. A line of a text that looks like such a comment gets a backslash in front.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::links::verdict::{iso_day, iso_millis};
use crate::model::Millis;
use crate::store::json_rows::JsonRow;

/// Columns that stand below the front matter, with what each is called there.
pub const LONG: [(&str, &str); 2] = [("abstract", "Abstract"), ("comments", "Comments")];
/// Moments, which are written so that a reader understands them.
const MOMENTS: [&str; 3] = ["created_at", "modified_at", "trashed_at"];
/// The first keys of the front matter; others follow by name.
const FIRST: [&str; 8] = ["title", "authors", "venue", "year", "published", "identifiers", "url", "citation_key"];

/// Everything of one paper.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    pub paper: JsonRow,
    /// By the names of [`crate::store::mirror::OF_PAPER`].
    pub lists: Vec<(String, Vec<JsonRow>)>,
}

pub fn write(page: &Page) -> String {
    let mut out = String::from("---\npostil: 1\n");
    let long = |name: &str| LONG.iter().any(|(column, _)| *column == name);
    let list = |name: &str| page.lists.iter().find(|(other, _)| other == name).map(|(_, rows)| rows);
    let below = |name: &str| matches!(name, "notes" | "highlights");
    let lists = page.lists.iter().map(|(name, _)| name.as_str()).filter(|name| !below(name));
    // An empty text is what a paper has without being told.
    let own = page.paper.iter().filter(|(_, value)| value.as_str() != Some("")).map(|(name, _)| name.as_str());
    let own = own.filter(|name| !long(name));
    let mut keys: Vec<&str> = own.chain(lists).collect();
    keys.sort_by_key(|key| (FIRST.iter().position(|first| first == key).unwrap_or(FIRST.len()), *key));
    for key in keys {
        match (page.paper.get(key), list(key)) {
            (Some(value), _) => out.push_str(&format!("{key}: {}\n", shown(key, value))),
            (None, Some(rows)) if !rows.is_empty() => {
                out.push_str(&format!("{key}:\n"));
                rows.iter().for_each(|row| out.push_str(&format!("  - {}\n", item(key, row))));
            }
            _ => {}
        }
    }
    out.push_str("---\n");
    if let Some(title) = page.paper.get("title").and_then(Value::as_str) {
        out.push_str(&format!("\n# {title}\n"));
    }
    for (column, heading) in LONG {
        if let Some(text) = page.paper.get(column).and_then(Value::as_str).filter(|text| !text.is_empty()) {
            section(&mut out, heading, column, &Map::new(), text);
        }
    }
    for (kind, heading, column) in [("highlights", "Highlight", "comment"), ("notes", "Note", "text")] {
        for row in list(kind).into_iter().flatten() {
            let mut about = row.clone();
            let text = about.remove(column);
            for moment in MOMENTS {
                if let Some(value) = about.get_mut(moment) {
                    *value = moment_of(value);
                }
            }
            section(&mut out, heading, kind, &about, text.as_ref().and_then(Value::as_str).unwrap_or_default());
        }
    }
    out
}

fn section(out: &mut String, heading: &str, kind: &str, about: &JsonRow, text: &str) {
    let quote = about.get("quote").and_then(Value::as_str);
    let about = if about.is_empty() { String::new() } else { format!(" {}", guarded(&Value::Object(about.clone()))) };
    out.push_str(&format!("\n## {heading}\n\n<!-- postil:{kind}{about} -->\n"));
    if let Some(quote) = quote {
        // For the eye only; the comment above is what is read back.
        out.push_str(&format!("> {}\n\n", quote.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    out.push_str(TEXT);
    for line in text.split_inclusive('\n') {
        if looks_like_ours(line) {
            out.push('\\');
        }
        out.push_str(line);
    }
    out.push_str(END);
}

const TEXT: &str = "<!-- postil:text -->\n";
const END: &str = "\n<!-- /postil -->\n";

/// `<!-- postil` at the start of a line, with or without backslashes and a slash.
fn looks_like_ours(line: &str) -> bool {
    let line = line.trim_start_matches('\\');
    line.strip_prefix("<!-- ").is_some_and(|rest| rest.strip_prefix('/').unwrap_or(rest).starts_with("postil"))
}

/// JSON that can stand in a comment: no two dashes in a row.
fn guarded(value: &Value) -> String {
    value.to_string().replace("--", "-\\u002d")
}

fn shown(key: &str, value: &Value) -> String {
    if MOMENTS.contains(&key) { moment_of(value).to_string() } else { value.to_string() }
}

fn moment_of(value: &Value) -> Value {
    let Some(at) = value.as_i64() else { return value.clone() };
    let ms = at.rem_euclid(86_400_000);
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let text = format!("{}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z", iso_day(at), ms % 1000);
    if millis_of(&text) == Some(at) { Value::from(text) } else { value.clone() }
}

fn millis_of(text: &str) -> Option<Millis> {
    let (whole, rest) = text.split_once('.')?;
    let ms: Millis = rest.strip_suffix('Z')?.parse().ok()?;
    Some(iso_millis(&format!("{whole}Z"))? + ms)
}

fn item(key: &str, row: &JsonRow) -> String {
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    match key {
        "tags" => row.get("name").map(Value::to_string).unwrap_or_default(),
        "authors" if text("sort_name").is_empty() => row.get("name").map(Value::to_string).unwrap_or_default(),
        "identifiers" => Value::from(format!("{}:{}", text("kind"), text("value"))).to_string(),
        _ => Value::Object(row.clone()).to_string(),
    }
}

/// Reads such a file. `Err` names the line.
pub fn read(text: &str) -> Result<Page> {
    let mut page = Page::default();
    let mut lines = text.split_inclusive('\n').enumerate();
    let wrong = |at: usize, what: &str| Error::validation("file", format!("line {}: {what}", at + 1));
    if lines.next().map(|(_, line)| line.trim_end()) != Some("---") {
        return Err(wrong(0, "no front matter begins here"));
    }
    let mut list: Option<String> = None;
    loop {
        let Some((at, line)) = lines.next() else { return Err(wrong(0, "the front matter does not end")) };
        let line = line.trim_end();
        if line == "---" {
            break;
        }
        if let Some(value) = line.strip_prefix("  - ") {
            let key = list.clone().ok_or_else(|| wrong(at, "an entry of no list"))?;
            let value = serde_json::from_str(value).map_err(|error| wrong(at, &format!("{error}")))?;
            let row = row_of(&key, value).ok_or_else(|| wrong(at, "this is no entry of its list"))?;
            push(&mut page, &key, row);
            continue;
        }
        let (key, value) = line.split_once(':').ok_or_else(|| wrong(at, "a name and a colon are wanted here"))?;
        let value = value.trim();
        if value.is_empty() {
            list = Some(key.to_owned());
            continue;
        }
        list = None;
        let value: Value = serde_json::from_str(value).map_err(|error| wrong(at, &format!("{error}")))?;
        if key != "postil" {
            page.paper.insert(key.to_owned(), told(key, value));
        } else if value.as_i64() != Some(1) {
            return Err(wrong(at, "a later Postil wrote this file"));
        }
    }
    while let Some((at, line)) = lines.next() {
        let Some(head) = line.trim_end().strip_prefix("<!-- postil:").and_then(|rest| rest.strip_suffix(" -->")) else {
            continue;
        };
        let (kind, about) = head.split_once(' ').unwrap_or((head, "{}"));
        let mut row: JsonRow = serde_json::from_str(about).map_err(|error| wrong(at, &format!("{error}")))?;
        lines.by_ref().find(|(_, line)| *line == TEXT).ok_or_else(|| wrong(at, "its text is missing"))?;
        let mut text = String::new();
        loop {
            let Some((_, line)) = lines.next() else { return Err(wrong(at, "its text does not end")) };
            if line == END.trim_start() {
                break;
            }
            text.push_str(if line.starts_with('\\') && looks_like_ours(line) { &line[1..] } else { line });
        }
        // The line break before the end is ours.
        text.pop();
        match kind {
            "notes" | "highlights" => {
                row.iter_mut().for_each(|(key, value)| *value = told(key, value.take()));
                row.insert(if kind == "notes" { "text" } else { "comment" }.into(), Value::from(text));
                push(&mut page, kind, row);
            }
            _ => drop(page.paper.insert(kind.to_owned(), Value::from(text))),
        }
    }
    Ok(page)
}

fn push(page: &mut Page, key: &str, row: JsonRow) {
    match page.lists.iter_mut().find(|(other, _)| other == key) {
        Some((_, rows)) => rows.push(row),
        None => page.lists.push((key.to_owned(), vec![row])),
    }
}

fn told(key: &str, value: Value) -> Value {
    let moment = MOMENTS.contains(&key).then(|| value.as_str().and_then(millis_of)).flatten();
    moment.map_or(value, Value::from)
}

fn row_of(key: &str, value: Value) -> Option<JsonRow> {
    let pairs =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| ((*key).to_owned(), Value::from(*text))).collect();
    match (key, value) {
        ("tags" | "authors", Value::String(name)) => Some(pairs(&[("name", &name)])),
        ("identifiers", Value::String(text)) => {
            text.split_once(':').map(|(kind, value)| pairs(&[("kind", kind), ("value", value)]))
        }
        (_, Value::Object(row)) => Some(row),
        _ => None,
    }
}
