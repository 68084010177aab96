//! The `identifier` table: DOIs, arXiv numbers and the like of papers.

use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params};

use super::rows;
use crate::error::Result;
use crate::model::{Id, Identifier, IdentifierKind};

/// Those of a paper, in the order given.
pub fn of_paper(connection: &Connection, id: Id) -> Result<Vec<Identifier>> {
    let mut statement =
        connection.prepare_cached("SELECT kind, value FROM identifier WHERE paper_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (kind, value) = row?;
        if let Some(kind) = kind_named(&kind) {
            found.push(Identifier { kind, value });
        }
    }
    Ok(found)
}

/// Puts others in the place of a paper's.
pub fn set(tx: &Transaction, id: Id, list: &[Identifier]) -> Result<()> {
    let present = of_paper(tx, id)?;
    if present == list {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM identifier WHERE paper_id = ?1")?.execute([id])?;
    add(tx, id, list)
}

pub fn add(tx: &Transaction, id: Id, list: &[Identifier]) -> Result<()> {
    let kinds: Vec<&str> = list.iter().map(|identifier| name(identifier.kind)).collect();
    let pairs = list.iter().zip(&kinds);
    let rows: Vec<[&dyn ToSql; 3]> = pairs.map(|(one, kind)| [&id as &dyn ToSql, kind, &one.value]).collect();
    rows::insert(tx, "identifier (paper_id, kind, value)", &rows)
}

/// The paper that carries an identifier; one outside the trash before one in it.
pub fn paper_of(connection: &Connection, identifier: &Identifier) -> Result<Option<Id>> {
    Ok(connection
        .prepare_cached(
            "SELECT paper_id FROM identifier JOIN paper ON paper.id = paper_id
             WHERE kind = ?1 AND value = ?2 ORDER BY trashed_at IS NOT NULL, paper_id LIMIT 1",
        )?
        .query_row(params![name(identifier.kind), identifier.value], |row| row.get(0))
        .optional()?)
}

pub fn name(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Arxiv => "arxiv",
        IdentifierKind::Doi => "doi",
        IdentifierKind::Acl => "acl",
        IdentifierKind::Openreview => "openreview",
        IdentifierKind::Pmid => "pmid",
        IdentifierKind::Isbn => "isbn",
    }
}

pub fn kind_named(name: &str) -> Option<IdentifierKind> {
    Some(match name {
        "arxiv" => IdentifierKind::Arxiv,
        "doi" => IdentifierKind::Doi,
        "acl" => IdentifierKind::Acl,
        "openreview" => IdentifierKind::Openreview,
        "pmid" => IdentifierKind::Pmid,
        "isbn" => IdentifierKind::Isbn,
        _ => return None,
    })
}
