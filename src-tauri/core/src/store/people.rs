//! The `person` and `paper_person` tables: author lists. A person is a fact, shared by papers and not journalled.

use rusqlite::{Connection, Transaction, params};

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
    for (position, name) in names.iter().enumerate() {
        let known = || before.iter().find(|person| person.name == *name).map(|person| person.sort_name.as_str());
        let sort_name = sort_names.get(position).map(String::as_str).or_else(known).unwrap_or_default();
        tx.prepare_cached("INSERT INTO person (name) VALUES (?1) ON CONFLICT (name) DO NOTHING")?.execute([name])?;
        tx.prepare_cached(
            "INSERT INTO paper_person (paper_id, position, person_id, sort_name) SELECT ?1, ?2, id, ?4 FROM person WHERE name = ?3",
        )?
        .execute(params![paper, position as i64, name, sort_name])?;
    }
    Ok(())
}
