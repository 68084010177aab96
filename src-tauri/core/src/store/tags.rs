//! The `tag` and `paper_tag` tables. Names compare without case; a tag no paper carries is not shown.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::{Error, Result};
use crate::model::{Id, TagCount};

pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<String>> {
    let mut statement = connection
        .prepare_cached("SELECT name FROM paper_tag JOIN tag ON tag.id = tag_id WHERE paper_id = ?1 ORDER BY name")?;
    Ok(statement.query_map([paper], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Tags in use with the number of their papers outside the trash.
pub fn all(connection: &Connection) -> Result<Vec<TagCount>> {
    let mut statement = connection.prepare_cached(
        // Looked up in the narrow index: of a tag on many papers their rows are spread over the whole file.
        "SELECT name, (SELECT count(*) FROM paper_tag CROSS JOIN paper INDEXED BY paper_facts ON paper.id = paper_id
                       WHERE tag_id = tag.id AND trashed_at IS NULL) AS papers
         FROM tag WHERE EXISTS (SELECT 1 FROM paper_tag WHERE tag_id = tag.id) ORDER BY name",
    )?;
    Ok(statement
        .query_map([], |row| Ok(TagCount { name: row.get(0)?, papers: row.get(1)? }))?
        .collect::<Result<_, _>>()?)
}

pub fn add(tx: &Transaction, paper: Id, name: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO tag (name) VALUES (?1) ON CONFLICT (name) DO NOTHING")?.execute([name])?;
    tx.prepare_cached(
        "INSERT INTO paper_tag (paper_id, tag_id) SELECT ?1, id FROM tag WHERE name = ?2 ON CONFLICT DO NOTHING",
    )?
    .execute(params![paper, name])?;
    Ok(())
}

pub fn remove(tx: &Transaction, paper: Id, name: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM paper_tag WHERE paper_id = ?1 AND tag_id = (SELECT id FROM tag WHERE name = ?2)")?
        .execute(params![paper, name])?;
    Ok(())
}

/// Renames a tag; a tag that exists under the new name takes in its papers.
pub fn rename(tx: &Transaction, name: &str, to: &str) -> Result<()> {
    let id = find(tx, name)?.ok_or_else(|| Error::not_found(format!("The tag “{name}”")))?;
    match find(tx, to)? {
        Some(other) if other != id => {
            tx.execute(
                "INSERT INTO paper_tag (paper_id, tag_id) SELECT paper_id, ?2 FROM paper_tag WHERE tag_id = ?1
                 ON CONFLICT DO NOTHING",
                [id, other],
            )?;
            tx.execute("DELETE FROM paper_tag WHERE tag_id = ?1", [id])?;
        }
        _ => {
            tx.execute("UPDATE tag SET name = ?2 WHERE id = ?1", params![id, to])?;
        }
    }
    Ok(())
}

/// Takes a tag off every paper.
pub fn delete(tx: &Transaction, name: &str) -> Result<()> {
    let id = find(tx, name)?.ok_or_else(|| Error::not_found(format!("The tag “{name}”")))?;
    tx.execute("DELETE FROM paper_tag WHERE tag_id = ?1", [id])?;
    Ok(())
}

fn find(connection: &Connection, name: &str) -> Result<Option<Id>> {
    Ok(connection
        .prepare_cached("SELECT id FROM tag WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}
