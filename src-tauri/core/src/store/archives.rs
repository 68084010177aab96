//! The `rescue` and `preservation` tables, one row a repository with the last answer of the archives; and
//! `code_as_of`, one row for a repository and a paper.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::model::{CodeAsOf, Id, Preservation, Rescue};

pub fn rescue(connection: &Connection, repository: Id) -> Result<Option<Rescue>> {
    kept(connection, "SELECT found FROM rescue WHERE repository_id = ?1", repository)
}

pub fn preservation(connection: &Connection, repository: Id) -> Result<Option<Preservation>> {
    kept(connection, "SELECT request FROM preservation WHERE repository_id = ?1", repository)
}

pub fn as_of(connection: &Connection, paper: Id, repository: Id) -> Result<Option<CodeAsOf>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT found FROM code_as_of WHERE paper_id = ?1 AND repository_id = ?2")?
        .query_row([paper, repository], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

pub fn set_as_of(tx: &Transaction, paper: Id, repository: Id, found: &CodeAsOf) -> Result<()> {
    let text = serde_json::to_string(found).map_err(Error::internal)?;
    tx.prepare_cached("INSERT OR REPLACE INTO code_as_of (paper_id, repository_id, found) VALUES (?1, ?2, ?3)")?
        .execute(params![paper, repository, text])?;
    Ok(())
}

pub fn set_rescue(tx: &Transaction, repository: Id, rescue: &Rescue) -> Result<()> {
    let text = serde_json::to_string(rescue).map_err(Error::internal)?;
    tx.prepare_cached("INSERT OR REPLACE INTO rescue (repository_id, found) VALUES (?1, ?2)")?
        .execute(params![repository, text])?;
    Ok(())
}

pub fn set_preservation(tx: &Transaction, repository: Id, request: &Preservation) -> Result<()> {
    let text = serde_json::to_string(request).map_err(Error::internal)?;
    tx.prepare_cached("INSERT OR REPLACE INTO preservation (repository_id, request) VALUES (?1, ?2)")?
        .execute(params![repository, text])?;
    Ok(())
}

/// A row that a later Postil wrote in another shape counts as none: the archive can be asked again.
fn kept<T: DeserializeOwned>(connection: &Connection, sql: &str, repository: Id) -> Result<Option<T>> {
    let text: Option<String> = connection.prepare_cached(sql)?.query_row([repository], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}
