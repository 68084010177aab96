//! The `attachment` table: which files belong to a paper. What is in them is [`crate::files`]'s business.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::error::{Error, Result};
use crate::files::{Kept, Kind};
use crate::model::{Attachment, Id, Millis};

/// In the order in which they came.
pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Attachment>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, paper_id, name, sha256, bytes, media_type, added_at FROM attachment WHERE paper_id = ?1 ORDER BY id",
    )?;
    Ok(statement.query_map([paper], read)?.collect::<Result<_, _>>()?)
}

/// Of all papers.
pub fn all(connection: &Connection) -> Result<Vec<Attachment>> {
    let mut statement = connection
        .prepare("SELECT id, paper_id, name, sha256, bytes, media_type, added_at FROM attachment ORDER BY id")?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

pub fn get(connection: &Connection, id: Id) -> Result<Attachment> {
    connection
        .prepare_cached("SELECT id, paper_id, name, sha256, bytes, media_type, added_at FROM attachment WHERE id = ?1")?
        .query_row([id], read)
        .optional()?
        .ok_or_else(|| Error::not_found("This file"))
}

/// Whether a paper has a file of this name and size: as good as the same, and known without reading it.
pub fn is_there(connection: &Connection, paper: Id, name: &str, bytes: u64) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM attachment WHERE paper_id = ?1 AND name = ?2 AND bytes = ?3")?
        .exists(params![paper, name, bytes as i64])?)
}

/// Whether anything was added: a paper has a content once.
pub fn insert(tx: &Transaction, id: Id, paper: Id, name: &str, kept: &Kept, now: Millis) -> Result<bool> {
    let added = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO attachment (id, paper_id, name, sha256, bytes, media_type, added_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![id, paper, name, kept.sha256, kept.bytes as i64, kept.kind.media_type(), now])?;
    Ok(added > 0)
}

pub fn rename(tx: &Transaction, id: Id, name: &str) -> Result<()> {
    tx.prepare_cached("UPDATE attachment SET name = ?2 WHERE id = ?1 AND name <> ?2")?.execute(params![id, name])?;
    Ok(())
}

pub fn delete(tx: &Transaction, id: Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Another paper's files become this one's; a content that both have stays where it is.
pub fn take_over(tx: &Transaction, into: Id, from: Id) -> Result<()> {
    tx.prepare_cached("UPDATE OR IGNORE attachment SET paper_id = ?1 WHERE paper_id = ?2")?.execute([into, from])?;
    Ok(())
}

/// The contents that rows name.
pub fn present(connection: &Connection) -> Result<HashSet<String>> {
    let mut statement = connection.prepare("SELECT sha256 FROM attachment")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The contents that rows name, also those that undo would bring back.
pub fn named(connection: &Connection) -> Result<HashSet<String>> {
    let has_table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'attachment'")?.exists([])?;
    if !has_table {
        return Ok(HashSet::new());
    }
    let mut statement = connection.prepare(
        "SELECT sha256 FROM attachment UNION
         SELECT before ->> '$.sha256' FROM journal_change WHERE \"table\" = 'attachment' AND before ->> '$.sha256' IS NOT NULL",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn read(row: &Row) -> rusqlite::Result<Attachment> {
    let media_type: String = row.get(5)?;
    Ok(Attachment {
        id: row.get(0)?,
        paper_id: row.get(1)?,
        name: row.get(2)?,
        sha256: row.get(3)?,
        bytes: row.get::<_, i64>(4)?.max(0) as u64,
        may_be_opened: Kind::named(&media_type).may_be_opened(),
        media_type,
        added_at: row.get(6)?,
    })
}
