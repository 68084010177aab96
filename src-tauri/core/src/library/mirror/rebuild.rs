//! A library made again from its plain copy.

use std::path::{Path, PathBuf};

use rusqlite::Transaction;
use serde_json::{Map, Value};

use super::contents;
use super::page::{self, Page};
use super::{CODE, OWN, PAPERS, is_of_this_machine};
use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::model::Id;
use crate::store::json_rows::{JsonRow, insert, whole};
use crate::store::mirror::OF_REPOSITORY;
use crate::store::{attachments, collections, derived, duplicates, saved_searches, tags};

/// What came of it.
#[derive(Debug, Default)]
pub struct Rebuilt {
    pub papers: usize,
    /// Files that could not be read, each with the reason; the others are in.
    pub problems: Vec<String>,
}

/// Makes a new library in `into` from a plain copy. Actions of before cannot be undone in it.
///
/// # Errors
/// `Validation` when there is a library already; `Input` when the folder holds no plain copy.
pub fn rebuild(from: &Path, into: &Path) -> Result<Rebuilt> {
    if !from.is_dir() {
        let what = if from.exists() { "is no folder" } else { "is not there" };
        return Err(Error::new(ErrorCode::Input, format!("The folder “{}” {what}.", from.display())));
    }
    if into.join(crate::store::FILE_NAME).exists() {
        let words = format!("“{}” holds a library already. Name a new folder with --library.", into.display());
        return Err(Error::validation("library", words));
    }
    let own = read_json(&from.join(OWN)).map_err(|why| {
        Error::new(ErrorCode::Input, format!("“{}” is no plain copy of a library: {OWN}: {why}.", from.display()))
    })?;
    let library = Library::open(into)?;
    let mut done = Rebuilt::default();
    library.store.write(|tx| {
        fill_library(tx, &own)?;
        each_file(&from.join(CODE), "json", &mut done.problems, |path| {
            fill_code(tx, &read_json(path).map_err(|why| Error::new(ErrorCode::Input, why))?)
        })?;
        let mut ids = Vec::new();
        each_file(&from.join(PAPERS), "md", &mut done.problems, |path| {
            ids.push(fill_paper(tx, page::read(&std::fs::read_to_string(path)?)?)?);
            Ok(())
        })?;
        done.papers = ids.len();
        derived::refresh(tx, &ids, || Ok(()))?;
        duplicates::fall_behind(tx)?;
        saved_searches::refresh(tx, &ids)
    })?;
    // Last, because a row whose content is lost is worth more than none.
    for file in library.store.read(attachments::all)? {
        if let Err(error) = contents::take_back(from, into, &file) {
            done.problems.push(error.message);
        }
    }
    Ok(done)
}

/// What fails for one file is told, and leaves nothing of it behind.
fn each_file(
    folder: &Path,
    ending: &str,
    problems: &mut Vec<String>,
    mut f: impl FnMut(&Path) -> Result<()>,
) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|other| other == ending));
    files.sort();
    for path in files {
        if let Err(error) = f(&path) {
            problems.push(format!("“{}”: {error}", path.display()));
        }
    }
    Ok(())
}

fn read_json(path: &Path) -> Result<Map<String, Value>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

fn rows_of(value: Option<&Value>) -> impl Iterator<Item = &JsonRow> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

fn fill_library(tx: &Transaction, own: &Map<String, Value>) -> Result<()> {
    for table in ["collection", "saved_search", "setting"] {
        for row in rows_of(own.get(table)) {
            if !is_of_this_machine(row) {
                insert(tx, table, row)?;
            }
        }
    }
    Ok(())
}

fn fill_code(tx: &Transaction, file: &Map<String, Value>) -> Result<()> {
    whole(tx, || {
        let repository = file.get("repository").and_then(Value::as_object);
        let repository = repository.ok_or_else(|| Error::validation("file", "it holds no repository"))?;
        insert(tx, "repository", repository)?;
        for (table, _) in OF_REPOSITORY {
            for row in rows_of(file.get(table)) {
                insert(tx, table, &with(row, "repository_id", repository.get("id")))?;
            }
        }
        Ok(())
    })
}

fn fill_paper(tx: &Transaction, page: Page) -> Result<Id> {
    whole(tx, || {
        insert(tx, "paper", &page.paper)?;
        let id = page.paper.get("id").and_then(Value::as_i64);
        let id = id.ok_or_else(|| Error::validation("file", "it names no id"))?;
        let own = Value::from(id);
        for (kind, rows) in &page.lists {
            let text = |row: &JsonRow, name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            match kind.as_str() {
                "authors" => {
                    let names: Vec<String> = rows.iter().map(|row| text(row, "name")).collect();
                    let filed: Vec<String> = rows.iter().map(|row| text(row, "sort_name")).collect();
                    crate::store::people::set_authors(tx, id, &names, &filed)?;
                }
                "tags" => rows.iter().try_for_each(|row| tags::add(tx, id, &text(row, "name")))?,
                "collections" => {
                    for row in rows {
                        let collection = row.get("id").and_then(Value::as_i64).unwrap_or_default();
                        collections::file(tx, collection, id)?;
                    }
                }
                "links" => rows.iter().try_for_each(|row| fill_link(tx, row, &own))?,
                _ => {
                    let table = match kind.as_str() {
                        "identifiers" => "identifier",
                        "fields" => "paper_field",
                        "files" => "attachment",
                        "highlights" => "annotation",
                        "notes" => "note",
                        other => return Err(Error::validation("file", format!("“{other}” is nothing it can hold"))),
                    };
                    rows.iter().try_for_each(|row| insert(tx, table, &with(row, "paper_id", Some(&own))))?;
                }
            }
        }
        Ok(id)
    })
}

fn fill_link(tx: &Transaction, row: &JsonRow, paper: &Value) -> Result<()> {
    let mut row = with(row, "paper_id", Some(paper));
    // Said for the eye; the repository's own file has it.
    drop((row.remove("code"), row.remove("verdict")));
    if let (Some(found), Some(repository)) = (row.remove("as_of"), row.get("repository_id")) {
        let about = [("paper_id", paper), ("repository_id", repository), ("found", &found)];
        let about = about.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        insert(tx, "code_as_of", &about)?;
    }
    insert(tx, "mention", &row)
}

fn with(row: &JsonRow, name: &str, value: Option<&Value>) -> JsonRow {
    let mut row = row.clone();
    if let Some(value) = value {
        row.insert(name.to_owned(), value.clone());
    }
    row
}
