//! Lists without words, and hits in another order than best first.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::LIVE;
use super::conditions::Conditions;
use super::costs::{Costs, Lead};
use super::hits::Ids;
use crate::error::Result;
use crate::model::{Id, ListQuery, ListView, SortBy};

/// The papers that fulfil the conditions, in the order asked for.
pub fn of_all(connection: &Connection, query: &ListQuery, conditions: &Conditions, costs: Costs) -> Result<Vec<Id>> {
    let (condition, values) = conditions.sql();
    if query.view == ListView::Duplicates {
        return duplicates(connection, &condition, values, costs.wanted, |_| true);
    }
    // Papers in the trash are in no sorted index.
    let below = if query.view == ListView::Trash { usize::MAX } else { costs.sorted };
    let lead = Lead::of(connection, conditions, below)?;
    sorted(connection, query, lead.as_ref(), (&condition, values), costs.wanted, None)
}

/// These papers, in the order asked for.
pub fn of_these(connection: &Connection, query: &ListQuery, papers: Ids, costs: Costs) -> Result<Vec<Id>> {
    if query.view == ListView::Duplicates {
        return duplicates(connection, LIVE, Vec::new(), costs.wanted, |id| papers.contains(&id));
    }
    if query.view != ListView::Trash && papers.len() >= costs.sorted {
        return sorted(connection, query, None, (LIVE, Vec::new()), costs.wanted, Some(&papers));
    }
    let list: Vec<String> = papers.iter().map(Id::to_string).collect();
    let values = vec![Value::Text(format!("[{}]", list.join(",")))];
    let lead = Lead { sql: "SELECT value AS paper_id FROM json_each(?)".into(), values, index: None };
    sorted(connection, query, Some(&lead), ("1", Vec::new()), costs.wanted, None)
}

/// The papers of a lead, or all, that fulfil a condition: the first `wanted`, or the first that are among some.
fn sorted(
    connection: &Connection,
    query: &ListQuery,
    lead: Option<&Lead>,
    (condition, values): (&str, Vec<Value>),
    wanted: usize,
    among: Option<&Ids>,
) -> Result<Vec<Id>> {
    let sort = query.sort;
    let in_trash = query.view == ListView::Trash;
    let (column, index) = match sort.by {
        SortBy::Added if in_trash => ("trashed_at", "paper_trash"),
        SortBy::Added => ("created_at", "paper_by_added"),
        SortBy::Year => ("year", "paper_by_year"),
        SortBy::Title => ("title_sort", "paper_by_title"),
        SortBy::Stars => ("code_stars", "paper_by_stars"),
        SortBy::Pushed => ("code_pushed", "paper_by_pushed"),
    };
    let is_in_facts = matches!(sort.by, SortBy::Added | SortBy::Year);
    let (base, mut values) = match lead {
        Some(lead) => lead.narrowed((condition, values), is_in_facts, true),
        None => (format!("SELECT id FROM paper INDEXED BY {index} WHERE {condition}"), values),
    };
    let direction = if sort.descending { "DESC" } else { "ASC" };
    // Papers without a year or stars come last in both directions. Two index scans, not a sort on `IS NULL`.
    let queries = if matches!(sort.by, SortBy::Year | SortBy::Stars | SortBy::Pushed) && !sort.descending {
        vec![
            format!("{base} AND {column} IS NOT NULL ORDER BY {column} ASC, id ASC"),
            format!("{base} AND {column} IS NULL ORDER BY id DESC"),
        ]
    } else {
        vec![format!("{base} ORDER BY {column} {direction}, id {direction}")]
    };
    // Sorting for the first few takes half the time that sorting all takes.
    let most = if among.is_none() { i64::try_from(wanted).unwrap_or(-1) } else { -1 };
    values.push(Value::Integer(most));
    let mut ids = Vec::new();
    for sql in queries {
        let sql = format!("{sql} LIMIT ?");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values.iter()))?;
        while ids.len() < wanted
            && let Some(row) = rows.next()?
        {
            let id = row.get(0)?;
            if among.is_none_or(|among| among.contains(&id)) {
                ids.push(id);
            }
        }
    }
    Ok(ids)
}

/// Whatever the order elsewhere, papers that may be one stand together.
fn duplicates(
    connection: &Connection,
    condition: &str,
    values: Vec<Value>,
    wanted: usize,
    keep: impl Fn(Id) -> bool,
) -> Result<Vec<Id>> {
    let sql = format!(
        "SELECT id FROM duplicate JOIN paper ON id = paper_id WHERE {condition} ORDER BY duplicate.sure DESC, group_id, paper_id"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    ids.filter(|id| id.as_ref().map_or(true, |id| keep(*id))).take(wanted).map(|id| Ok(id?)).collect()
}
