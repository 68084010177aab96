//! The `inside` table: what was found in a repository when a reader last looked, with its README as written.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::{Error, Result};
use crate::model::{Id, Inside};

pub fn of_repository(connection: &Connection, repository: Id) -> Result<Option<Inside>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT found FROM inside WHERE repository_id = ?1")?
        .query_row([repository], |row| row.get(0))
        .optional()?;
    // A row that a later Postil wrote in another shape counts as none: one can look again.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Path and text.
pub fn readme(connection: &Connection, repository: Id) -> Result<Option<(String, String)>> {
    Ok(connection
        .prepare_cached("SELECT readme_path, readme FROM inside WHERE repository_id = ?1 AND readme IS NOT NULL")?
        .query_row([repository], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub fn set(tx: &Transaction, repository: Id, found: &Inside, readme: Option<&(String, String)>) -> Result<()> {
    let (path, text) = readme.map(|(path, text)| (path, text)).unzip();
    tx.prepare_cached(
        "INSERT OR REPLACE INTO inside (repository_id, found, readme_path, readme) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![repository, serde_json::to_string(found).map_err(Error::internal)?, path, text])?;
    Ok(())
}
