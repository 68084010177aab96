//! The `paper_field` table: what sources say of a paper beyond its own columns.

use rusqlite::{Connection, Transaction, params};

use crate::error::Result;
use crate::model::{Field, Id};

/// In the order in which they came.
pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Field>> {
    let mut statement =
        connection.prepare_cached("SELECT name, value FROM paper_field WHERE paper_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([paper], |row| Ok(Field { name: row.get(0)?, value: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds fields to those that are there.
pub fn add(tx: &Transaction, paper: Id, fields: &[Field]) -> Result<()> {
    for field in fields {
        tx.prepare_cached("INSERT INTO paper_field (paper_id, name, value) VALUES (?1, ?2, ?3)")?.execute(params![
            paper,
            field.name,
            field.value
        ])?;
    }
    Ok(())
}
