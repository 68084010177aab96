//! The `deep_path` table: whether what a link points at inside a repository is still there.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::model::{Id, Millis};

/// Paths inside a repository that papers point at; at most `most`.
pub fn wanted(connection: &Connection, repository: Id, most: u32) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT path FROM mention
         WHERE repository_id = ?1 AND path IS NOT NULL AND status <> 'rejected' ORDER BY path LIMIT ?2",
    )?;
    Ok(statement.query_map(params![repository, most], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub fn is_gone(connection: &Connection, repository: Id, path: &str) -> Result<bool> {
    let is_there: Option<bool> = connection
        .prepare_cached("SELECT is_there FROM deep_path WHERE repository_id = ?1 AND path = ?2")?
        .query_row(params![repository, path], |row| row.get(0))
        .optional()?;
    Ok(is_there == Some(false))
}

pub fn set(tx: &Transaction, repository: Id, path: &str, is_there: bool, at: Millis) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO deep_path (repository_id, path, is_there, at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![repository, path, is_there, at])?;
    Ok(())
}
