//! The `person` and `paper_person` tables: author lists. A person is a fact, shared by papers and not journalled.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, ToSql, Transaction};

use super::rows;
use crate::error::Result;
use crate::model::{Id, Person};

pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Person>> {
    let mut statement = connection.prepare_cached(
        "SELECT person.name, sort_name FROM paper_person JOIN person ON person.id = person_id WHERE paper_id = ?1 ORDER BY position",
    )?;
    Ok(statement
        .query_map([paper], |row| Ok(Person { name: row.get(0)?, sort_name: row.get(1)? }))?
        .collect::<Result<_, _>>()?)
}

/// Replaces the author list; an unchanged list is left alone. A name without a filed form of its own keeps the one
/// it had.
pub fn set_authors(tx: &Transaction, paper: Id, names: &[String], sort_names: &[String]) -> Result<()> {
    let before = of_paper(tx, paper)?;
    if before.iter().map(|person| &person.name).eq(names.iter()) {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM paper_person WHERE paper_id = ?1")?.execute([paper])?;
    let known =
        |name: &String| before.iter().find(|person| person.name == *name).map(|person| person.sort_name.clone());
    let sort_names: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(at, name)| sort_names.get(at).cloned().or_else(|| known(name)).unwrap_or_default())
        .collect();
    add_authors(tx, paper, names, &sort_names, &mut Known::default())
}

/// The ids of people met before in the same transaction: in an import most names come again.
#[derive(Default)]
pub struct Known(HashMap<String, Id>);

/// Writes the authors of a paper that has none.
pub fn add_authors(
    tx: &Transaction,
    paper: Id,
    names: &[String],
    sort_names: &[String],
    known: &mut Known,
) -> Result<()> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let id = match known.0.get(name) {
            Some(id) => *id,
            None => {
                let id = person(tx, name)?;
                known.0.insert(name.clone(), id);
                id
            }
        };
        ids.push(id);
    }
    let none = String::new();
    let positions: Vec<i64> = (0..names.len() as i64).collect();
    let rows: Vec<[&dyn ToSql; 4]> = ids
        .iter()
        .zip(&positions)
        .enumerate()
        .map(|(at, (id, position))| [&paper as &dyn ToSql, position, id, sort_names.get(at).unwrap_or(&none)])
        .collect();
    rows::insert(tx, "paper_person (paper_id, position, person_id, sort_name)", &rows)
}

fn person(tx: &Transaction, name: &str) -> Result<Id> {
    let found = tx.prepare_cached("SELECT id FROM person WHERE name = ?1")?.query_row([name], |row| row.get(0));
    if let Some(id) = found.optional()? {
        return Ok(id);
    }
    tx.prepare_cached("INSERT INTO person (name) VALUES (?1)")?.execute([name])?;
    Ok(tx.last_insert_rowid())
}
