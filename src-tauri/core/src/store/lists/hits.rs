//! The papers that hold the words of a search, best first.
//!
//! Best are those with all the words in the title, then those with all of them in title, authors and tags, then the
//! rest; the newest first among equals. A score such as BM25 has to count a word in every paper that holds it before
//! the first can be shown, and for the few words of a search says little more than where they stand.

use std::collections::HashSet;

use rusqlite::Connection;

use super::SEARCH_LIMIT;
use super::conditions::Conditions;
use crate::error::Result;
use crate::model::Id;
use crate::search::query::Query;
use crate::store::fts;

/// Where the words are looked for, best first; the last is everywhere.
const PLACES: [Option<&str>; 2] = [Some("title"), None];

/// At most [`SEARCH_LIMIT`].
pub fn best(connection: &Connection, search: &Query, conditions: &Conditions) -> Result<Vec<Id>> {
    let mut fulfils = conditions.test(connection)?;
    let mut hits = Vec::new();
    let mut looked_at = HashSet::new();
    for place in PLACES {
        let Some(expression) = search.expression(place) else { break };
        fts::each_newest(connection, &expression, |id| {
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
    if let Some(expression) = search.expression(None) {
        fts::each_newest(connection, &expression, |id| {
            hits.insert(id);
            Ok(true)
        })?;
    }
    Ok(hits)
}
