//! The `saved_search` table, and which papers each search finds, kept in step paper by paper.
//!
//! What an action touched is asked about through an index of its own: the words of those papers alone, in memory, cut
//! and folded as the library's index does it. Only a search that is new, or an action on very many papers, asks the
//! whole library.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::fts;
use super::lists::{self, conditions::Conditions};
use crate::error::{Error, Result};
use crate::model::{Id, ListView, SavedSearch};
use crate::search::query::Query;

/// An action on more papers than these asks the whole library; for fewer, asking each is quicker.
const MANY: usize = 1_000;

pub fn all(connection: &Connection) -> Result<Vec<SavedSearch>> {
    let mut statement = connection
        .prepare_cached("SELECT id, name, view, search, papers FROM saved_search ORDER BY name COLLATE NOCASE, id")?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

pub fn get(connection: &Connection, id: Id) -> Result<SavedSearch> {
    connection
        .prepare_cached("SELECT id, name, view, search, papers FROM saved_search WHERE id = ?1")?
        .query_row([id], read)
        .optional()?
        .ok_or_else(|| Error::not_found("This saved search"))
}

fn read(row: &rusqlite::Row) -> rusqlite::Result<SavedSearch> {
    let view: String = row.get(2)?;
    Ok(SavedSearch {
        id: row.get(0)?,
        name: row.get(1)?,
        // A view that this version does not know is searched nowhere else than in everything.
        view: serde_json::from_str(&view).unwrap_or_default(),
        search: row.get(3)?,
        papers: row.get(4)?,
    })
}

pub fn create(tx: &Transaction, id: Id, name: &str, view: &ListView, search: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO saved_search (id, name, view, search) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, name, serde_json::to_string(view).map_err(Error::internal)?, search])?;
    Ok(())
}

pub fn rename(tx: &Transaction, id: Id, name: &str) -> Result<()> {
    tx.prepare_cached("UPDATE saved_search SET name = ?2 WHERE id = ?1")?.execute(params![id, name])?;
    Ok(())
}

pub fn change(tx: &Transaction, id: Id, search: &str) -> Result<()> {
    tx.prepare_cached("UPDATE saved_search SET search = ?2 WHERE id = ?1 AND search <> ?2")?
        .execute(params![id, search])?;
    Ok(())
}

pub fn delete(tx: &Transaction, id: Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM saved_search WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Brings what the searches find in step with an action that touched these papers. Their words must be in the
/// library's index already.
pub fn refresh(tx: &Transaction, touched: &[Id]) -> Result<()> {
    let searches: Vec<(SavedSearch, bool)> = {
        let mut statement = tx.prepare_cached("SELECT id, name, view, search, papers, stale FROM saved_search")?;
        statement.query_map([], |row| Ok((read(row)?, row.get(5)?)))?.collect::<Result<_, _>>()?
    };
    let anew = |stale: bool| stale || touched.len() > MANY;
    let few = !touched.is_empty() && searches.iter().any(|(_, stale)| !anew(*stale));
    if few {
        fts::index_few(tx, touched)?;
    }
    for (search, stale) in &searches {
        if anew(*stale) {
            find_all(tx, search)?;
        } else if !touched.is_empty() {
            ask_few(tx, search, touched)?;
        }
    }
    Ok(())
}

fn find_all(tx: &Transaction, search: &SavedSearch) -> Result<()> {
    tx.prepare_cached("DELETE FROM saved_search_paper WHERE search_id = ?1")?.execute([search.id])?;
    let mut insert = tx.prepare_cached("INSERT INTO saved_search_paper (search_id, paper_id) VALUES (?1, ?2)")?;
    for paper in lists::all(tx, &search.view, &search.search)? {
        insert.execute([search.id, paper])?;
    }
    tx.prepare_cached("UPDATE saved_search SET stale = 0 WHERE id = ?1")?.execute([search.id])?;
    Ok(())
}

fn ask_few(tx: &Transaction, search: &SavedSearch, touched: &[Id]) -> Result<()> {
    let query = Query::parse(&search.search);
    let conditions = Conditions::of(tx, &search.view, &query)?;
    let has_words = match query.expression(None) {
        Some(expression) => Some(fts::few_with(tx, &expression)?),
        None => None,
    };
    let mut fulfils = conditions.test(tx)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO saved_search_paper (search_id, paper_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    )?;
    let mut delete = tx.prepare_cached("DELETE FROM saved_search_paper WHERE search_id = ?1 AND paper_id = ?2")?;
    for &paper in touched {
        if has_words.as_ref().is_none_or(|hits| hits.contains(&paper)) && fulfils(paper)? {
            insert.execute([search.id, paper])?;
        } else {
            delete.execute([search.id, paper])?;
        }
    }
    Ok(())
}
