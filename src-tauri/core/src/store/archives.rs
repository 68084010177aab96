//! The `rescue` and `preservation` tables, one row a repository with the last answer of the archives; and
//! `code_as_of`, one row for a repository and a paper.

use rusqlite::{Connection, OptionalExtension, Params, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::model::{CodeAsOf, Id, Preservation, Rescue};

pub fn rescue(connection: &Connection, repository: Id) -> Result<Option<Rescue>> {
    kept(connection, "SELECT found FROM rescue WHERE repository_id = ?1", [repository])
}

pub fn preservation(connection: &Connection, repository: Id) -> Result<Option<Preservation>> {
    kept(connection, "SELECT request FROM preservation WHERE repository_id = ?1", [repository])
}

pub fn as_of(connection: &Connection, paper: Id, repository: Id) -> Result<Option<CodeAsOf>> {
    kept(connection, "SELECT found FROM code_as_of WHERE paper_id = ?1 AND repository_id = ?2", [paper, repository])
}

pub fn set_as_of(tx: &Transaction, paper: Id, repository: Id, found: &CodeAsOf) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO code_as_of (paper_id, repository_id, found) VALUES (?1, ?2, ?3)")?
        .execute(params![paper, repository, as_text(found)?])?;
    Ok(())
}

pub fn set_rescue(tx: &Transaction, repository: Id, rescue: &Rescue) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO rescue (repository_id, found) VALUES (?1, ?2)")?
        .execute(params![repository, as_text(rescue)?])?;
    Ok(())
}

pub fn set_preservation(tx: &Transaction, repository: Id, request: &Preservation) -> Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO preservation (repository_id, request) VALUES (?1, ?2)")?
        .execute(params![repository, as_text(request)?])?;
    Ok(())
}

/// A row that a later Postil wrote in another shape counts as none: the archive can be asked again.
fn kept<T: DeserializeOwned>(connection: &Connection, sql: &str, of: impl Params) -> Result<Option<T>> {
    let text: Option<String> = connection.prepare_cached(sql)?.query_row(of, |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn as_text(fact: &impl Serialize) -> Result<String> {
    serde_json::to_string(fact).map_err(Error::internal)
}
