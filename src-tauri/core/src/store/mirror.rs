//! What the plain copy holds of the tables.

use rusqlite::{Connection, OptionalExtension, params};

use super::json_rows::{JsonRow, query};
use crate::error::Result;
use crate::model::Id;

/// A paper's own row without what is derived; `None` when it is gone.
pub fn paper(connection: &Connection, id: Id) -> Result<Option<JsonRow>> {
    let mut found = query(connection, "SELECT * FROM paper WHERE id = ?1", [id])?.pop();
    if let Some(row) = &mut found {
        super::watch::DERIVED.iter().for_each(|column| drop(row.remove(*column)));
    }
    Ok(found)
}

/// What belongs to a paper, by the name it goes under in the copy; each in an order that does not change by itself.
pub const OF_PAPER: [(&str, &str); 9] = [
    ("authors", "SELECT name, sort_name FROM paper_person JOIN person ON person.id = person_id WHERE paper_id = ?1 ORDER BY position"),
    ("identifiers", "SELECT kind, value FROM identifier WHERE paper_id = ?1 ORDER BY id"),
    ("fields", "SELECT name, value FROM paper_field WHERE paper_id = ?1 ORDER BY id"),
    ("tags", "SELECT name FROM paper_tag JOIN tag ON tag.id = tag_id WHERE paper_id = ?1 ORDER BY name"),
    ("collections", "SELECT collection.id, name FROM collection_paper JOIN collection ON collection.id = collection_id WHERE paper_id = ?1 ORDER BY collection.id"),
    (
        "links",
        "SELECT mention.*, host || iif(owner = '', '', '/' || owner) || '/' || name AS code, verdict,
                (SELECT found FROM code_as_of WHERE paper_id = ?1 AND code_as_of.repository_id = mention.repository_id) AS as_of
         FROM mention JOIN repository ON repository.id = repository_id WHERE paper_id = ?1 ORDER BY mention.id",
    ),
    ("files", "SELECT * FROM attachment WHERE paper_id = ?1 ORDER BY id"),
    ("highlights", "SELECT * FROM annotation WHERE paper_id = ?1 ORDER BY start_at, id"),
    ("notes", "SELECT * FROM note WHERE paper_id = ?1 ORDER BY created_at, id"),
];

/// What belongs to a repository, by its table.
pub const OF_REPOSITORY: [(&str, &str); 7] = [
    ("repository_check", "SELECT * FROM repository_check WHERE repository_id = ?1 ORDER BY at, id"),
    ("notice", "SELECT * FROM notice WHERE repository_id = ?1 ORDER BY id"),
    ("rescue", "SELECT * FROM rescue WHERE repository_id = ?1"),
    ("preservation", "SELECT * FROM preservation WHERE repository_id = ?1"),
    ("inside", "SELECT * FROM inside WHERE repository_id = ?1"),
    ("deep_path", "SELECT * FROM deep_path WHERE repository_id = ?1 ORDER BY path"),
    ("local_clone", "SELECT * FROM local_clone WHERE repository_id = ?1"),
];

/// What belongs to the library as a whole, by its table.
pub const OF_LIBRARY: [(&str, &str); 3] = [
    ("collection", "SELECT * FROM collection ORDER BY parent_id IS NOT NULL, parent_id, position, id"),
    ("saved_search", "SELECT id, name, view, search FROM saved_search ORDER BY id"),
    ("setting", "SELECT * FROM setting ORDER BY key"),
];

pub fn repository(connection: &Connection, id: Id) -> Result<Option<JsonRow>> {
    Ok(query(connection, "SELECT * FROM repository WHERE id = ?1", [id])?.pop())
}

pub fn repositories_of(connection: &Connection, paper: Id) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT repository_id FROM mention WHERE paper_id = ?1")?;
    Ok(statement.query_map([paper], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The next papers by id, or the next repositories.
pub fn next_ids(connection: &Connection, table: &str, after: Id, most: i64) -> Result<Vec<Id>> {
    let sql = format!("SELECT id FROM {table} WHERE id > ?1 ORDER BY id LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map(params![after, most], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub fn exists(connection: &Connection, table: &str, id: Id) -> Result<bool> {
    let sql = format!("SELECT 1 FROM {table} WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], |_| Ok(())).optional()?.is_some())
}
