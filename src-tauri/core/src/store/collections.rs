//! The `collection` and `collection_paper` tables: a tree of folders; a paper may lie in several.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::IdSource;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Collection, Id};
use crate::search::fold;

/// Parents before children, siblings in their order.
pub fn all(connection: &Connection) -> Result<Vec<Collection>> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE tree (id, parent_id, name, position, place) AS (
            SELECT id, parent_id, name, position, printf('%08d %s', position, id) FROM collection WHERE parent_id IS NULL
            UNION ALL
            SELECT c.id, c.parent_id, c.name, c.position, tree.place || '/' || printf('%08d %s', c.position, c.id)
            FROM collection c JOIN tree ON c.parent_id = tree.id)
         SELECT id, parent_id, name, position,
            (SELECT count(*) FROM collection_paper CROSS JOIN paper INDEXED BY paper_facts ON paper.id = paper_id
             WHERE collection_id = tree.id AND trashed_at IS NULL)
         FROM tree ORDER BY place",
    )?;
    Ok(statement
        .query_map([], |row| {
            Ok(Collection {
                id: row.get(0)?,
                parent_id: row.get(1)?,
                name: row.get(2)?,
                position: row.get(3)?,
                papers: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?)
}

/// A collection and all that are nested in it.
pub fn with_nested(connection: &Connection, id: Id) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE tree (id) AS (SELECT ?1 UNION SELECT c.id FROM collection c JOIN tree ON c.parent_id = tree.id)
         SELECT id FROM tree",
    )?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Id>> {
    let mut statement = connection
        .prepare_cached("SELECT collection_id FROM collection_paper WHERE paper_id = ?1 ORDER BY collection_id")?;
    Ok(statement.query_map([paper], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub fn name(connection: &Connection, id: Id) -> Result<String> {
    connection
        .prepare_cached("SELECT name FROM collection WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Error::not_found("This collection"))
}

pub fn create(tx: &Transaction, id: Id, name: &str, parent: Option<Id>) -> Result<()> {
    if let Some(parent) = parent {
        self::name(tx, parent)?;
    }
    tx.execute(
        "INSERT INTO collection (id, parent_id, name, position)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(position) + 1, 0) FROM collection WHERE parent_id IS ?2))",
        params![id, parent, name],
    )?;
    Ok(())
}

pub fn rename(tx: &Transaction, id: Id, name: &str) -> Result<()> {
    tx.execute("UPDATE collection SET name = ?2 WHERE id = ?1", params![id, name])?;
    Ok(())
}

/// Moves a collection under `parent` as its `position`-th child, counted from 0.
pub fn reposition(tx: &Transaction, id: Id, parent: Option<Id>, position: usize) -> Result<()> {
    if let Some(parent) = parent
        && with_nested(tx, id)?.contains(&parent)
    {
        return Err(Error::new(ErrorCode::Conflict, "A collection cannot be moved into itself."));
    }
    let mut siblings: Vec<Id> = {
        let mut statement =
            tx.prepare("SELECT id FROM collection WHERE parent_id IS ?1 AND id <> ?2 ORDER BY position, id")?;
        statement.query_map(params![parent, id], |row| row.get(0))?.collect::<Result<_, _>>()?
    };
    siblings.insert(position.min(siblings.len()), id);
    for (position, sibling) in siblings.iter().enumerate() {
        tx.execute(
            "UPDATE collection SET parent_id = ?2, position = ?3 WHERE id = ?1",
            params![sibling, parent, position as i64],
        )?;
    }
    Ok(())
}

/// Deletes a collection and those nested in it; the papers stay in the library.
pub fn delete(tx: &Transaction, id: Id) -> Result<()> {
    tx.execute("DELETE FROM collection WHERE id = ?1", [id])?;
    Ok(())
}

pub fn file(tx: &Transaction, collection: Id, paper: Id) -> Result<()> {
    tx.prepare_cached("INSERT INTO collection_paper (collection_id, paper_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([collection, paper])?;
    Ok(())
}

pub fn unfile(tx: &Transaction, collection: Id, paper: Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM collection_paper WHERE collection_id = ?1 AND paper_id = ?2")?
        .execute([collection, paper])?;
    Ok(())
}

/// Makes the collections of these paths that are not there, beside each other in the order of their names: elsewhere they
/// stood in an order of their own, and the papers come in another.
pub fn make_paths(tx: &Transaction, ids: &IdSource, paths: &BTreeSet<Vec<String>>) -> Result<()> {
    let mut paths: Vec<&Vec<String>> = paths.iter().collect();
    paths.sort_by_cached_key(|path| path.iter().map(|name| fold::counted_key(name)).collect::<Vec<_>>());
    paths.into_iter().try_for_each(|path| make_path(tx, ids, path).map(drop))
}

/// The collection of a path of names, the outermost first; `None` when it is not there.
pub fn at_path(connection: &Connection, path: &[String]) -> Result<Option<Id>> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM collection WHERE parent_id IS ?1 AND name = ?2 ORDER BY id LIMIT 1")?;
    let mut at = None;
    for name in path {
        match statement.query_row(params![at, name], |row| row.get(0)).optional()? {
            Some(id) => at = Some(id),
            None => return Ok(None),
        }
    }
    Ok(at)
}

/// The same, making what is not there.
pub fn make_path(tx: &Transaction, ids: &IdSource, path: &[String]) -> Result<Option<Id>> {
    let mut at = None;
    for length in 1..=path.len() {
        at = match at_path(tx, &path[..length])? {
            Some(id) => Some(id),
            None => {
                let id = ids.next();
                create(tx, id, &path[length - 1], at)?;
                Some(id)
            }
        };
    }
    Ok(at)
}
