//! The lists: which papers a view or a search shows, in which order, and the line each makes.

pub mod conditions;
mod hits;
mod rows;
#[cfg(test)]
mod tests;

use rusqlite::{Connection, params_from_iter};

pub use rows::rows;

use self::conditions::Conditions;
use crate::error::Result;
use crate::model::{Id, ListQuery, ListView, Sort, SortBy, ViewCounts};
use crate::search::query::Query;

/// How many hits a search lists.
pub const SEARCH_LIMIT: usize = 5_000;
/// Papers that a condition of a search lets through are read ahead when they are fewer; of more, each hit is asked.
const AHEAD: u32 = 20_000;
/// A view of fewer papers is read through its own index and sorted.
const SORTED_BY_HAND: u32 = 2_000;

/// Ids of the papers a query shows, in its order.
pub fn ids(connection: &Connection, query: &ListQuery) -> Result<Vec<Id>> {
    let search = Query::parse(&query.search);
    let conditions = Conditions::of(connection, &query.view, &search)?;
    let most = if search.is_empty() { usize::MAX } else { SEARCH_LIMIT };
    let wanted = query.first.map_or(most, |first| most.min(first as usize));
    let mut ids = found(connection, query, &search, &conditions, wanted)?;
    ids.truncate(wanted);
    Ok(ids)
}

/// At least the first `wanted`, where there are so many; the rest may be missing.
fn found(
    connection: &Connection,
    query: &ListQuery,
    search: &Query,
    conditions: &Conditions,
    wanted: usize,
) -> Result<Vec<Id>> {
    if !search.has_words() {
        return in_order(connection, &query.view, query.sort, conditions, wanted);
    }
    if query.sort.by == SortBy::Added && query.view != ListView::Duplicates {
        // Without a wish for another order, the best come first.
        return hits::best(connection, search, conditions, AHEAD, wanted);
    }
    let found = hits::all(connection, search, conditions, AHEAD)?;
    let ordered = in_order(connection, &query.view, query.sort, conditions, usize::MAX)?;
    Ok(ordered.into_iter().filter(|id| found.contains(id)).take(wanted).collect())
}

/// Ids of all papers that a search finds within a view, in no order.
pub fn all(connection: &Connection, view: &ListView, search: &str) -> Result<Vec<Id>> {
    let search = Query::parse(search);
    let conditions = Conditions::of(connection, view, &search)?;
    if !search.has_words() {
        return in_order(connection, view, Sort::default(), &conditions, usize::MAX);
    }
    Ok(hits::all(connection, &search, &conditions, AHEAD)?.into_iter().collect())
}

fn in_order(
    connection: &Connection,
    view: &ListView,
    sort: Sort,
    conditions: &Conditions,
    wanted: usize,
) -> Result<Vec<Id>> {
    let column = match sort.by {
        SortBy::Added if *view == ListView::Trash => "trashed_at",
        SortBy::Added => "created_at",
        SortBy::Year => "year",
        SortBy::Title => "title_sort",
        SortBy::Stars => "code_stars",
        SortBy::Pushed => "code_pushed",
    };
    let direction = if sort.descending { "DESC" } else { "ASC" };
    let index = match view_of(view) {
        // The sorted indexes leave the trash out, however much is in it.
        (Some(index), condition) if *view == ListView::Trash || is_small(connection, condition)? => {
            format!("INDEXED BY {index}")
        }
        _ => String::new(),
    };
    let (condition, values) = conditions.sql();
    if *view == ListView::Duplicates {
        // Whatever the order elsewhere, papers that may be one stand together.
        let sql = format!(
            "SELECT id FROM duplicate JOIN paper ON id = paper_id WHERE {condition} ORDER BY duplicate.sure DESC, group_id, paper_id"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        return Ok(statement
            .query_map(params_from_iter(values.iter()), |row| row.get(0))?
            .collect::<Result<_, _>>()?);
    }
    let base = format!("SELECT id FROM paper {index} WHERE {condition}");
    // Papers without a year or stars come last in both directions. Two index scans, not a sort on `IS NULL`.
    let queries = if matches!(sort.by, SortBy::Year | SortBy::Stars | SortBy::Pushed) && !sort.descending {
        vec![
            format!("{base} AND {column} IS NOT NULL ORDER BY {column} ASC, id ASC"),
            format!("{base} AND {column} IS NULL ORDER BY id DESC"),
        ]
    } else {
        vec![format!("{base} ORDER BY {column} {direction}, id {direction}")]
    };
    let mut ids = Vec::new();
    for sql in queries {
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values.iter()))?;
        while ids.len() < wanted
            && let Some(row) = rows.next()?
        {
            ids.push(row.get(0)?);
        }
    }
    Ok(ids)
}

/// Not in the trash.
const LIVE: &str = "trashed_at IS NULL";

/// What a view's papers have in common, as SQL, and the index that holds them and no others, where there is one.
fn view_of(view: &ListView) -> (Option<&'static str>, &'static str) {
    match view {
        ListView::Inbox => (Some("paper_inbox"), "trashed_at IS NULL AND read_state = 'unread' AND filed = 0"),
        ListView::Reading => (Some("paper_reading"), "trashed_at IS NULL AND read_state = 'reading'"),
        ListView::Starred => (Some("paper_starred"), "trashed_at IS NULL AND starred = 1"),
        ListView::Attention => (Some("paper_attention"), "trashed_at IS NULL AND attention = 1"),
        ListView::Trash => (Some("paper_trash"), "trashed_at IS NOT NULL"),
        ListView::All
        | ListView::Duplicates
        | ListView::Tag { .. }
        | ListView::Collection { .. }
        | ListView::Search { .. } => (None, LIVE),
    }
}

/// Few papers are sorted sooner than they are picked out of the sorted whole.
fn is_small(connection: &Connection, condition: &str) -> Result<bool> {
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM paper WHERE {condition} LIMIT {SORTED_BY_HAND})");
    let found: u32 = connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(found < SORTED_BY_HAND)
}

/// The numbers beside the sidebar's entries, each from its own index.
pub fn counts(connection: &Connection) -> Result<ViewCounts> {
    let count = |view: &ListView| -> Result<u32> {
        let sql = format!("SELECT count(*) FROM paper WHERE {}", view_of(view).1);
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
