//! The `note` table.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::markdown;
use crate::model::{Id, Millis, Note};

const COLUMNS: &str = "id, paper_id, text, created_at, modified_at";

pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Note>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM note WHERE paper_id = ?1 ORDER BY created_at, id"))?;
    Ok(statement.query_map([paper], read)?.collect::<Result<_, _>>()?)
}

pub fn get(connection: &Connection, id: Id) -> Result<Note> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM note WHERE id = ?1"))?
        .query_row([id], read)
        .optional()?
        .ok_or_else(|| Error::not_found("This note"))
}

pub fn insert(tx: &Transaction, id: Id, paper: Id, text: &str, now: Millis) -> Result<()> {
    tx.prepare_cached("INSERT INTO note (id, paper_id, text, created_at, modified_at) VALUES (?1, ?2, ?3, ?4, ?4)")?
        .execute(params![id, paper, text, now])?;
    Ok(())
}

/// Saves the text of a note that is still there. An unchanged text is left alone.
pub fn save(tx: &Transaction, id: Id, text: &str, now: Millis) -> Result<()> {
    tx.prepare_cached("UPDATE note SET text = ?2, modified_at = ?3 WHERE id = ?1 AND text <> ?2")?
        .execute(params![id, text, now])?;
    Ok(())
}

pub fn delete(tx: &Transaction, id: Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM note WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn read(row: &Row) -> rusqlite::Result<Note> {
    let text: String = row.get(2)?;
    Ok(Note {
        id: row.get(0)?,
        paper_id: row.get(1)?,
        html: markdown::render(&text),
        text,
        created_at: row.get(3)?,
        modified_at: row.get(4)?,
    })
}
