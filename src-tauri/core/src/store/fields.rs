//! The `paper_field` table: what sources say of a paper beyond its own columns.

use rusqlite::{Connection, ToSql, Transaction, params};

use super::rows;
use crate::error::Result;
use crate::model::{Field, Id};

/// Begins the name of a field of ours that tells where the value of another came from.
pub const SOURCE: &str = "postil:source:";

/// In the order in which they came.
pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Field>> {
    let mut statement =
        connection.prepare_cached("SELECT name, value FROM paper_field WHERE paper_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([paper], |row| Ok(Field { name: row.get(0)?, value: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives a field of this name these values and no others.
pub fn set(tx: &Transaction, paper: Id, name: &str, values: &[Field]) -> Result<()> {
    remove(tx, paper, name)?;
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

/// Puts one value in place of all that stand under a name.
pub fn set_one(tx: &Transaction, paper: Id, name: &str, value: &str) -> Result<()> {
    set(tx, paper, name, &[Field { name: name.to_owned(), value: value.to_owned() }])
}

pub fn remove(tx: &Transaction, paper: Id, name: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM paper_field WHERE paper_id = ?1 AND name = ?2")?.execute(params![paper, name])?;
    Ok(())
}

/// Remembers who said the values of these fields, as far as the draft that brought them knows.
pub fn remember_sources<'a>(
    tx: &Transaction,
    paper: Id,
    said: &[Field],
    names: impl IntoIterator<Item = &'a str>,
) -> Result<()> {
    for name in names {
        if let Some(source) = said.iter().find(|source| source.name == name) {
            set_one(tx, paper, &format!("{SOURCE}{name}"), &source.value)?;
        }
    }
    Ok(())
}

/// A value that the reader typed came from nowhere else.
pub fn forget_source(tx: &Transaction, paper: Id, name: &str) -> Result<()> {
    remove(tx, paper, &format!("{SOURCE}{name}"))
}
