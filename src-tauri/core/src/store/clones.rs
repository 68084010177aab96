//! The `local_clone` table: where the reader put a copy of a repository.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::model::{Id, LocalClone, Millis};

pub fn of_repository(connection: &Connection, repository: Id) -> Result<Option<LocalClone>> {
    let found = connection
        .prepare_cached("SELECT path, at FROM local_clone WHERE repository_id = ?1")?
        .query_row([repository], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Millis>(1)?)))
        .optional()?;
    Ok(found.map(|(path, at)| LocalClone { exists: Path::new(&path).is_dir(), path, at }))
}

pub fn remember(tx: &Transaction, repository: Id, path: &str, at: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO local_clone (repository_id, path, at) VALUES (?1, ?2, ?3)
         ON CONFLICT (repository_id) DO UPDATE SET path = ?2, at = ?3",
        params![repository, path, at],
    )?;
    Ok(())
}
