//! The `paper_field` table: what sources say of a paper beyond its own columns.

use rusqlite::{Connection, ToSql, Transaction, params};

use super::rows;
use crate::error::Result;
use crate::model::{Field, Id};

/// In the order in which they came.
pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Field>> {
    let mut statement =
        connection.prepare_cached("SELECT name, value FROM paper_field WHERE paper_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([paper], |row| Ok(Field { name: row.get(0)?, value: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives a field of this name these values and no others.
pub fn set(tx: &Transaction, paper: Id, name: &str, values: &[Field]) -> Result<()> {
    tx.prepare_cached("DELETE FROM paper_field WHERE paper_id = ?1 AND name = ?2")?
        .execute(rusqlite::params![paper, name])?;
    add(tx, paper, values)
}

/// Adds fields to those that are there.
pub fn add(tx: &Transaction, paper: Id, fields: &[Field]) -> Result<()> {
    let rows: Vec<[&dyn ToSql; 3]> =
        fields.iter().map(|field| [&paper as &dyn ToSql, &field.name, &field.value]).collect();
    rows::insert(tx, "paper_field (paper_id, name, value)", &rows)
}

/// Gives a field another value.
pub fn change(tx: &Transaction, paper: Id, field: &Field, value: &str) -> Result<()> {
    tx.prepare_cached("UPDATE paper_field SET value = ?4 WHERE paper_id = ?1 AND name = ?2 AND value = ?3")?
        .execute(params![paper, field.name, field.value, value])?;
    Ok(())
}
