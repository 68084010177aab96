//! The papers that hold the words of a search, best first.
//!
//! Best are those with all the words in the title, then those with them anywhere; the newest first in both.
//! A score such as BM25 has to count a word in every paper that holds it before the first can be shown, and for the few
//! words of a search says little more than where they stand.

use std::collections::HashSet;

use rusqlite::Connection;

use super::SEARCH_LIMIT;
use super::conditions::Conditions;
use crate::error::Result;
use crate::model::Id;
use crate::search::query::Query;
use crate::store::fts::{self, Index};

/// At most [`SEARCH_LIMIT`].
pub fn best(connection: &Connection, search: &Query, conditions: &Conditions) -> Result<Vec<Id>> {
    let mut fulfils = conditions.test(connection)?;
    let mut hits = Vec::new();
    let mut looked_at = HashSet::new();
    for (index, expression) in [in_titles(search), everywhere(search)].into_iter().flatten() {
        fts::each_newest(connection, index, &expression, |id| {
            if looked_at.insert(id) && fulfils(id)? {
                hits.push(id);
            }
            Ok(hits.len() < SEARCH_LIMIT)
        })?;
        if hits.len() >= SEARCH_LIMIT {
            break;
        }
    }
    Ok(hits)
}

/// All of them.
pub fn all(connection: &Connection, search: &Query) -> Result<HashSet<Id>> {
    let mut hits = HashSet::new();
    if let Some((index, expression)) = everywhere(search).or_else(|| in_titles(search)) {
        fts::each_newest(connection, index, &expression, |id| {
            hits.insert(id);
            Ok(true)
        })?;
    }
    Ok(hits)
}

const TITLE: &str = "title";

/// Asks for papers with all the words in their titles; `None` when there can be none.
fn in_titles(search: &Query) -> Option<(Index, String)> {
    if search.asks_outside(TITLE) {
        return None;
    }
    // What is excluded is excluded everywhere, which titles alone do not tell.
    let index = if search.excludes_words() { Index::All } else { Index::Titles };
    Some((index, search.expression(Some(TITLE))?))
}

/// Asks for papers with all the words anywhere; `None` when those in the titles are all.
fn everywhere(search: &Query) -> Option<(Index, String)> {
    if search.is_all_in(TITLE) {
        return None;
    }
    Some((Index::All, search.expression(None)?))
}
