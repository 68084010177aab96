//! The `live_file` table: files of references that are kept in step with the library.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{collections, saved_searches};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, ListView, LiveFile, LiveFormat, LiveState, Millis};

const COLUMNS: &str = "id, path, view, format, papers, written_at, state, trouble";

/// By path.
pub fn all(connection: &Connection) -> Result<Vec<LiveFile>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM live_file ORDER BY path"))?;
    let files = statement.query_map([], read)?.collect::<Result<Vec<_>, _>>()?;
    files.into_iter().map(|file| named(connection, file)).collect()
}

pub fn get(connection: &Connection, id: Id) -> Result<LiveFile> {
    let found = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM live_file WHERE id = ?1"))?
        .query_row([id], read)
        .optional()?
        .ok_or_else(|| Error::new(ErrorCode::NotFound, "This file is no longer kept in step."))?;
    named(connection, found)
}

pub fn by_path(connection: &Connection, path: &str) -> Result<Option<Id>> {
    let mut statement = connection.prepare_cached("SELECT id FROM live_file WHERE path = ?1")?;
    Ok(statement.query_row([path], |row| row.get(0)).optional()?)
}

fn read(row: &Row) -> rusqlite::Result<LiveFile> {
    let (view, format, state): (String, String, String) = (row.get(2)?, row.get(3)?, row.get(6)?);
    Ok(LiveFile {
        id: row.get(0)?,
        path: row.get(1)?,
        view: serde_json::from_str(&view).unwrap_or_default(),
        name: String::new(),
        format: if format == "biblatex" { LiveFormat::Biblatex } else { LiveFormat::Bibtex },
        papers: row.get(4)?,
        written_at: row.get(5)?,
        state: match state.as_str() {
            "in-step" => LiveState::InStep,
            "changed-outside" => LiveState::ChangedOutside,
            "trouble" => LiveState::Trouble,
            _ => LiveState::Waiting,
        },
        trouble: row.get(7)?,
    })
}

/// What is deleted has no name any more, and says so in its trouble.
fn named(connection: &Connection, file: LiveFile) -> Result<LiveFile> {
    let name = match &file.view {
        ListView::Collection { id } => collections::name(connection, *id).unwrap_or_default(),
        ListView::Search { id } => saved_searches::get(connection, *id).map(|search| search.name).unwrap_or_default(),
        _ => "All papers".into(),
    };
    Ok(LiveFile { name, ..file })
}

fn state_name(state: LiveState) -> &'static str {
    match state {
        LiveState::Waiting => "waiting",
        LiveState::InStep => "in-step",
        LiveState::ChangedOutside => "changed-outside",
        LiveState::Trouble => "trouble",
    }
}

/// Begins a file, or lets one of that path hold something else from now on.
pub fn put(tx: &Transaction, path: &str, view: &ListView, format: LiveFormat) -> Result<Id> {
    let view = serde_json::to_string(view).map_err(Error::internal)?;
    let format = if format == LiveFormat::Biblatex { "biblatex" } else { "bibtex" };
    tx.prepare_cached(
        "INSERT INTO live_file (path, view, format) VALUES (?1, ?2, ?3)
         ON CONFLICT (path) DO UPDATE SET view = ?2, format = ?3",
    )?
    .execute(params![path, view, format])?;
    by_path(tx, path)?.ok_or_else(|| Error::internal("a file that was just written down is not there"))
}

pub fn forget(tx: &Transaction, id: Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM live_file WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// What is taken for our own in the file, and what the reader looked at of another program's.
pub fn hashes(connection: &Connection, id: Id) -> Result<(Option<i64>, Option<i64>)> {
    let mut statement = connection.prepare_cached("SELECT hash, reviewed FROM live_file WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or_default())
}

/// It was written, or found to be as it should be.
pub fn remember(tx: &Transaction, id: Id, hash: i64, papers: usize, now: Millis) -> Result<()> {
    tx.prepare_cached(
        "UPDATE live_file SET hash = ?2, reviewed = NULL, papers = ?3, written_at = ?4, state = 'in-step', trouble = ''
         WHERE id = ?1",
    )?
    .execute(params![id, hash, papers as i64, now])?;
    Ok(())
}

/// How it stands; whether that is news.
pub fn tell(tx: &Transaction, id: Id, state: LiveState, trouble: &str) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE live_file SET state = ?2, trouble = ?3 WHERE id = ?1 AND (state <> ?2 OR trouble <> ?3)",
        )?
        .execute(params![id, state_name(state), trouble])?;
    Ok(changed > 0)
}

/// The reader has seen what another program wrote.
pub fn review(tx: &Transaction, id: Id, hash: i64) -> Result<()> {
    tx.prepare_cached("UPDATE live_file SET reviewed = ?2 WHERE id = ?1")?.execute(params![id, hash])?;
    Ok(())
}

/// What stands there may be written over.
pub fn own(tx: &Transaction, id: Id, hash: i64) -> Result<()> {
    tx.prepare_cached("UPDATE live_file SET hash = ?2, reviewed = NULL WHERE id = ?1")?.execute(params![id, hash])?;
    Ok(())
}
