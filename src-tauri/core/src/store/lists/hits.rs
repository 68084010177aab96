//! The papers that hold the words of a search, best first.
//!
//! Best are those with all the words in the title, then those with them anywhere; the newest first in both.
//! A score such as BM25 has to count a word in every paper that holds it before the first can be shown, and for the few
//! words of a search says little more than where they stand.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashSet;

use super::conditions::Conditions;
use super::costs::{Costs, Lead};
use crate::error::Result;
use crate::model::Id;
use crate::search::query::Query;
use crate::store::fts::{self, Index};

/// Papers in no order. Their ids are our own numbers, for which a quick hash will do.
pub type Ids = FxHashSet<Id>;

/// The best that fulfil the conditions.
pub fn best(connection: &Connection, search: &Query, conditions: &Conditions, costs: Costs) -> Result<Vec<Id>> {
    let narrowing = Narrowing::of(connection, conditions, costs)?;
    let mut hits = Vec::new();
    let mut known = Ids::default();
    for (index, expression) in [in_titles(search, &narrowing), everywhere(search, &narrowing)].into_iter().flatten() {
        narrowing.each(connection, index, &expression, costs, |id| {
            if hits.len() < costs.wanted && known.insert(id) {
                hits.push(id);
            }
            hits.len() < costs.wanted
        })?;
        if hits.len() >= costs.wanted {
            break;
        }
    }
    Ok(hits)
}

/// All of them.
pub fn all(connection: &Connection, search: &Query, conditions: &Conditions, costs: Costs) -> Result<Ids> {
    let narrowing = Narrowing::of(connection, conditions, costs)?;
    let mut hits = Ids::default();
    if let Some((index, expression)) = everywhere(search, &narrowing).or_else(|| in_titles(search, &narrowing)) {
        narrowing.each(connection, index, &expression, costs, |id| {
            hits.insert(id);
            true
        })?;
    }
    Ok(hits)
}

/// A list of so many papers takes SQLite longer to read than it saves.
const LISTED: usize = 4_000;

/// How the hits that fulfil the conditions are told from the others.
enum Narrowing {
    /// These papers do.
    Few(Ids),
    /// Asked hit by hit: SQL with its values, empty when there is nothing to ask.
    Wide(String, Vec<Value>),
}

impl Narrowing {
    fn of(connection: &Connection, conditions: &Conditions, costs: Costs) -> Result<Self> {
        if conditions.are_none()
            && !connection.prepare_cached("SELECT 1 FROM paper WHERE trashed_at IS NOT NULL")?.exists([])?
        {
            return Ok(Self::Wide(String::new(), Vec::new()));
        }
        let Some(lead) = Lead::of(connection, conditions, costs.set)? else {
            let (condition, values) = conditions.sql();
            return Ok(Self::Wide(condition, values));
        };
        let (condition, values) = conditions.sql_of_all();
        // What a lead gives twice, the set holds once.
        let (sql, asked) = lead.narrowed((&condition, values), true, false);
        let mut statement = connection.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(asked), |row| row.get(0))?;
        Ok(Self::Few(ids.collect::<Result<_, _>>()?))
    }

    /// What is asked of the index: of few papers it is known whether they fulfil the filters that it knows as words.
    fn expression(&self, search: &Query, place: Option<&str>) -> Option<String> {
        match self {
            Self::Few(_) => search.words_alone(place),
            Self::Wide(..) => search.expression(place),
        }
    }

    /// Hands over the hits, newest first, until `f` has enough.
    fn each(
        &self,
        connection: &Connection,
        index: Index,
        expression: &str,
        costs: Costs,
        mut f: impl FnMut(Id) -> bool,
    ) -> Result<()> {
        match self {
            Self::Wide(condition, values) => fts::each_newest(connection, index, expression, condition, values, f),
            Self::Few(ids) if ids.len() < costs.singly => {
                let mut ids: Vec<Id> = ids.iter().copied().collect();
                ids.sort_unstable_by(|one, other| other.cmp(one));
                fts::each_of_these(connection, index, expression, &ids, f)
            }
            Self::Few(ids) if ids.is_empty() => Ok(()),
            Self::Few(ids) if ids.len() < LISTED => {
                let may_end_early = ids.len() > costs.wanted;
                fts::each_among(connection, index, expression, ids.iter().copied(), may_end_early, f)
            }
            Self::Few(ids) => {
                fts::each_newest(connection, index, expression, "", &[], |id| !ids.contains(&id) || f(id))
            }
        }
    }
}

const TITLE: &str = "title";

/// Asks for papers with all the words in their titles; `None` when there can be none.
fn in_titles(search: &Query, narrowing: &Narrowing) -> Option<(Index, String)> {
    if search.asks_outside(TITLE) {
        return None;
    }
    // What is excluded is excluded everywhere, which titles alone do not tell.
    let index = if search.excludes_words() { Index::All } else { Index::Titles };
    Some((index, narrowing.expression(search, Some(TITLE))?))
}

/// Asks for papers with all the words anywhere; `None` when those in the titles are all.
fn everywhere(search: &Query, narrowing: &Narrowing) -> Option<(Index, String)> {
    if search.is_all_in(TITLE) {
        return None;
    }
    Some((Index::All, narrowing.expression(search, None)?))
}
