//! The papers that hold the words of a search, best first.
//!
//! Best are those with all the words in the title, then those with them anywhere; the newest first in both.
//! A score such as BM25 has to count a word in every paper that holds it before the first can be shown, and for the few
//! words of a search says little more than where they stand.

use std::collections::HashSet;

use rusqlite::Connection;

use super::conditions::Conditions;
use crate::error::Result;
use crate::model::Id;
use crate::search::query::Query;
use crate::store::fts::{self, Index};

/// The first `wanted`. Conditions that fewer than `ahead` papers fulfil are read ahead.
pub fn best(
    connection: &Connection,
    search: &Query,
    conditions: &Conditions,
    ahead: u32,
    wanted: usize,
) -> Result<Vec<Id>> {
    let narrowing = conditions.narrowing(connection, ahead)?;
    let mut hits = Vec::new();
    let mut known = HashSet::new();
    for (index, expression) in [in_titles(search), everywhere(search)].into_iter().flatten() {
        fts::each_newest(connection, index, &expression, &narrowing.wide, |id| {
            if narrowing.lets(id) && known.insert(id) {
                hits.push(id);
            }
            Ok(hits.len() < wanted)
        })?;
        if hits.len() >= wanted {
            break;
        }
    }
    Ok(hits)
}

/// All of them.
pub fn all(connection: &Connection, search: &Query, conditions: &Conditions, ahead: u32) -> Result<HashSet<Id>> {
    let narrowing = conditions.narrowing(connection, ahead)?;
    let mut hits = HashSet::new();
    if let Some((index, expression)) = everywhere(search).or_else(|| in_titles(search)) {
        fts::each_newest(connection, index, &expression, &narrowing.wide, |id| {
            if narrowing.lets(id) {
                hits.insert(id);
            }
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
