//! The lists: which papers a view or a search shows, in which order, and the line each makes.

pub mod conditions;
mod costs;
mod hits;
mod order;
mod rows;
#[cfg(test)]
mod tests;

use rusqlite::Connection;

pub use rows::rows;

use self::conditions::Conditions;
use self::costs::Costs;
use crate::error::Result;
use crate::model::{Id, ListQuery, ListView, SortBy, ViewCounts};
use crate::search::query::Query;

/// How many hits a search lists.
pub const SEARCH_LIMIT: usize = 5_000;

/// Ids of the papers a query shows, in its order.
pub fn ids(connection: &Connection, query: &ListQuery) -> Result<Vec<Id>> {
    let search = Query::parse(&query.search);
    let conditions = Conditions::of(connection, &query.view, &search)?;
    let most = if search.is_empty() { usize::MAX } else { SEARCH_LIMIT };
    let wanted = query.first.map_or(most, |first| most.min(first as usize));
    let is_plain = conditions.are_none() && query.sort.by == SortBy::Added;
    let costs = if is_plain { Costs::of_none(wanted) } else { Costs::of(connection, wanted)? };
    if !search.has_words() {
        return order::of_all(connection, query, &conditions, costs);
    }
    if query.sort.by == SortBy::Added && query.view != ListView::Duplicates {
        // Without a wish for another order, the best come first.
        return hits::best(connection, &search, &conditions, costs);
    }
    order::of_these(connection, query, hits::all(connection, &search, &conditions, costs)?, costs)
}

/// Ids of all papers that a search finds within a view, in no order.
pub fn all(connection: &Connection, view: &ListView, search: &str) -> Result<Vec<Id>> {
    let search = Query::parse(search);
    let conditions = Conditions::of(connection, view, &search)?;
    let costs = Costs::of(connection, usize::MAX)?;
    if search.has_words() {
        return Ok(hits::all(connection, &search, &conditions, costs)?.into_iter().collect());
    }
    order::of_all(connection, &ListQuery { view: view.clone(), ..ListQuery::default() }, &conditions, costs)
}

/// Not in the trash, and in it.
const LIVE: &str = "trashed_at IS NULL";
const TRASHED: &str = "trashed_at IS NOT NULL";

/// What the papers of a view have in common beside being in the trash or not, as SQL; and the index that holds them and
/// no others.
fn view_of(view: &ListView) -> Option<(&'static str, &'static str)> {
    match view {
        ListView::Inbox => Some(("read_state = 'unread' AND filed = 0", "paper_inbox")),
        ListView::Reading => Some(("read_state = 'reading'", "paper_reading")),
        ListView::Starred => Some(("starred = 1", "paper_starred")),
        ListView::Attention => Some(("attention = 1", "paper_attention")),
        ListView::Trash
        | ListView::All
        | ListView::Duplicates
        | ListView::Tag { .. }
        | ListView::Collection { .. }
        | ListView::Search { .. } => None,
    }
}

/// The numbers beside the sidebar's entries, each from its own index.
pub fn counts(connection: &Connection) -> Result<ViewCounts> {
    let count = |view: &ListView| -> Result<u32> {
        let sql = match (view, view_of(view)) {
            (ListView::Trash, _) => format!("SELECT count(*) FROM paper WHERE {TRASHED}"),
            (_, Some((more, index))) => {
                format!("SELECT count(*) FROM paper INDEXED BY {index} WHERE {LIVE} AND {more}")
            }
            (_, None) => format!("SELECT count(*) FROM paper INDEXED BY paper_by_added WHERE {LIVE}"),
        };
        Ok(connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    };
    Ok(ViewCounts {
        inbox: count(&ListView::Inbox)?,
        all: count(&ListView::All)?,
        reading: count(&ListView::Reading)?,
        starred: count(&ListView::Starred)?,
        attention: count(&ListView::Attention)?,
        duplicates: connection
            .prepare_cached("SELECT count(DISTINCT group_id) FROM duplicate INDEXED BY duplicate_group")?
            .query_row([], |row| row.get(0))?,
        trash: count(&ListView::Trash)?,
    })
}
