//! The tables `mirror_file` and `vault_file`: what was written last into a folder that is kept in step.

use rusqlite::{Connection, Transaction, params};

use crate::error::Result;
use crate::model::Id;

/// Whose files they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Mirror,
    Vault,
}

impl Owner {
    fn table(self) -> &'static str {
        match self {
            Self::Mirror => "mirror_file",
            Self::Vault => "vault_file",
        }
    }
}

/// A file as it was written last.
pub struct Written {
    /// Within the folder, with forward slashes.
    pub path: String,
    pub hash: i64,
}

pub fn written(connection: &Connection, owner: Owner, row: Id) -> Result<Vec<Written>> {
    let sql = format!("SELECT path, hash FROM {} WHERE row_id = ?1", owner.table());
    let mut statement = connection.prepare_cached(&sql)?;
    let files = statement.query_map([row], |row| Ok(Written { path: row.get(0)?, hash: row.get(1)? }))?;
    Ok(files.collect::<Result<_, _>>()?)
}

/// Of which rows there are files; the folder's own file, of row 0, is left out.
pub fn rows(connection: &Connection, owner: Owner) -> Result<Vec<Id>> {
    let sql = format!("SELECT DISTINCT row_id FROM {} WHERE row_id > 0", owner.table());
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub fn remember(tx: &Transaction, owner: Owner, file: &Written, row: Id) -> Result<()> {
    tx.prepare_cached(&format!("REPLACE INTO {} (path, row_id, hash) VALUES (?1, ?2, ?3)", owner.table()))?
        .execute(params![file.path, row, file.hash])?;
    Ok(())
}

pub fn forget(tx: &Transaction, owner: Owner, path: &str) -> Result<()> {
    tx.prepare_cached(&format!("DELETE FROM {} WHERE path = ?1", owner.table()))?.execute([path])?;
    Ok(())
}

pub fn forget_all(tx: &Transaction, owner: Owner) -> Result<()> {
    tx.execute(&format!("DELETE FROM {}", owner.table()), [])?;
    Ok(())
}
