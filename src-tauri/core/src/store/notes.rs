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

/// Papers outside the trash that a reader wrote about: with a note, a highlight, or a link to them in a note.
pub fn annotated(connection: &Connection) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM paper WHERE trashed_at IS NULL
         AND (id IN (SELECT paper_id FROM note) OR id IN (SELECT paper_id FROM annotation)) ORDER BY id",
    )?;
    let mut found: Vec<Id> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut texts = connection.prepare_cached("SELECT text FROM note WHERE text LIKE '%](postil://paper/%'")?;
    let texts = texts.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for text in texts {
        let digits = |rest: &str| rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|id| id.parse::<Id>().ok());
        found.extend(text.split("](postil://paper/").skip(1).filter_map(digits));
    }
    found.sort_unstable();
    found.dedup();
    let mut is_here = connection.prepare_cached("SELECT 1 FROM paper WHERE id = ?1 AND trashed_at IS NULL")?;
    let mut here = Vec::with_capacity(found.len());
    for id in found {
        if is_here.exists([id])? {
            here.push(id);
        }
    }
    Ok(here)
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
