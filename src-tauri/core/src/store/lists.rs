//! The lists: which papers a view or a search shows, in which order, and the line each makes.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::{collections, fts, papers, repositories};
use crate::error::Result;
use crate::model::{Id, ListQuery, ListView, PaperRow, Sort, SortBy, ViewCounts};
use crate::search::marks;
use crate::search::query::{Filter, Query, Sign};

/// How many hits a search lists.
pub const SEARCH_LIMIT: usize = 5_000;
/// How many of the newest hits are ranked: ranking every hit of a common word is what makes searching slow.
const RANKED: usize = 2_000;
/// A view of fewer papers is read through its own index and sorted.
const SORTED_BY_HAND: u32 = 2_000;

/// Ids of the papers a query shows, in its order.
pub fn ids(connection: &Connection, query: &ListQuery) -> Result<Vec<Id>> {
    let search = Query::parse(&query.search);
    let conditions = Conditions::of(connection, &query.view, &search)?;
    let Some(expression) = search.expression() else {
        let ids = in_order(connection, &query.view, query.sort, &conditions)?;
        return Ok(if search.is_empty() { ids } else { ids.into_iter().take(SEARCH_LIMIT).collect() });
    };
    if query.sort.by == SortBy::Added {
        // Without a wish for another order, the best come first.
        return by_relevance(connection, &search, &expression, &conditions);
    }
    let mut hits = HashSet::new();
    fts::each_newest(connection, &expression, |id| {
        hits.insert(id);
        Ok(true)
    })?;
    let ordered = in_order(connection, &query.view, query.sort, &conditions)?;
    Ok(ordered.into_iter().filter(|id| hits.contains(id)).take(SEARCH_LIMIT).collect())
}

/// Hits that fulfil the conditions: the best of the newest [`RANKED`] hits, then the others, newest first.
fn by_relevance(connection: &Connection, search: &Query, expression: &str, conditions: &Conditions) -> Result<Vec<Id>> {
    let mut fulfils = conditions.test(connection)?;
    let mut kept = Vec::new();
    // Of the first RANKED hits, the oldest and how many were kept.
    let (mut looked_at, mut oldest, mut rankable) = (0, 0, 0);
    fts::each_newest(connection, expression, |id| {
        looked_at += 1;
        if fulfils(id)? {
            kept.push(id);
        }
        if looked_at <= RANKED {
            (oldest, rankable) = (id, kept.len());
        }
        Ok(kept.len() < SEARCH_LIMIT)
    })?;
    if search.is_barely_begun() || rankable < 2 {
        return Ok(kept);
    }
    let wanted: HashSet<Id> = kept[..rankable].iter().copied().collect();
    let mut hits = fts::best(connection, expression, oldest, RANKED as i64)?;
    hits.retain(|id| wanted.contains(id));
    hits.extend(&kept[rankable..]);
    Ok(hits)
}

/// Everything but words and order, as SQL.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn of(connection: &Connection, view: &ListView, search: &Query) -> Result<Self> {
        let mut found = Self { sql: String::new(), values: Vec::new() };
        found.and(view_of(view).1, []);
        match view {
            ListView::Tag { name } => found.and(TAGGED, [Value::Text(name.clone())]),
            ListView::Collection { id } => {
                let ids = collections::with_nested(connection, *id)?;
                let list: Vec<String> = ids.iter().map(Id::to_string).collect();
                found.and(
                    &format!(
                        "id IN (SELECT paper_id FROM collection_paper WHERE collection_id IN ({}))",
                        list.join(",")
                    ),
                    [],
                );
            }
            _ => {}
        }
        for (filter, sign) in &search.filters {
            let (sql, values) = condition(filter);
            found.and(&if *sign == Sign::With { sql } else { format!("NOT ({sql})") }, values);
        }
        if let Some(exclusion) = search.exclusion() {
            found.and("id NOT IN (SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?)", [Value::Text(exclusion)]);
        }
        Ok(found)
    }

    fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(sql);
        self.values.extend(values);
    }

    /// Tells whether a paper fulfils them.
    fn test<'c>(&'c self, connection: &'c Connection) -> Result<impl FnMut(Id) -> Result<bool> + 'c> {
        let mut statement = connection.prepare_cached(&format!("SELECT 1 FROM paper WHERE id = ? AND {}", self.sql))?;
        Ok(move |id| {
            let values = std::iter::once(Value::Integer(id)).chain(self.values.iter().cloned());
            Ok(statement.exists(params_from_iter(values))?)
        })
    }
}

const TAGGED: &str = "id IN (SELECT paper_id FROM paper_tag JOIN tag ON tag.id = tag_id WHERE tag.name = ?)";

fn condition(filter: &Filter) -> (String, Vec<Value>) {
    let none = Vec::new();
    match filter {
        Filter::Years { from, to } => (
            "coalesce(year BETWEEN ? AND ?, 0)".into(),
            vec![Value::Integer(from.unwrap_or(i32::MIN).into()), Value::Integer(to.unwrap_or(i32::MAX).into())],
        ),
        Filter::Tag(name) => (TAGGED.into(), vec![Value::Text(name.clone())]),
        Filter::HasCode => ("id IN (SELECT id FROM paper WHERE code_verdict IS NOT NULL)".into(), none),
        Filter::HasNotes => ("id IN (SELECT paper_id FROM note)".into(), none),
        Filter::HasHighlights => ("id IN (SELECT paper_id FROM annotation)".into(), none),
        Filter::Code(kinds) => {
            let places = vec!["?"; kinds.len()].join(", ");
            let sql = format!(
                "id IN (SELECT paper_id FROM repository JOIN mention ON mention.repository_id = repository.id
                 WHERE verdict IN ({places}) AND status <> 'rejected')"
            );
            (sql, kinds.iter().map(|kind| Value::Text(repositories::verdict_name(*kind))).collect())
        }
        Filter::Read(state) => ("read_state = ?".into(), vec![Value::Text(papers::read_state_name(*state).into())]),
        Filter::Starred => ("starred = 1".into(), none),
    }
}

fn in_order(connection: &Connection, view: &ListView, sort: Sort, conditions: &Conditions) -> Result<Vec<Id>> {
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
    let base = format!("SELECT id FROM paper {index} WHERE {}", conditions.sql);
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
        let mut rows = statement.query(params_from_iter(conditions.values.iter()))?;
        while let Some(row) = rows.next()? {
            ids.push(row.get(0)?);
        }
    }
    Ok(ids)
}

/// What a view's papers have in common, as SQL, and the index that holds them and no others, where there is one.
fn view_of(view: &ListView) -> (Option<&'static str>, &'static str) {
    match view {
        ListView::Inbox => (Some("paper_inbox"), "trashed_at IS NULL AND read_state = 'unread' AND filed = 0"),
        ListView::Reading => (Some("paper_reading"), "trashed_at IS NULL AND read_state = 'reading'"),
        ListView::Starred => (Some("paper_starred"), "trashed_at IS NULL AND starred = 1"),
        ListView::Attention => (Some("paper_attention"), "trashed_at IS NULL AND attention = 1"),
        ListView::Trash => (Some("paper_trash"), "trashed_at IS NOT NULL"),
        ListView::All | ListView::Tag { .. } | ListView::Collection { .. } => (None, "trashed_at IS NULL"),
    }
}

/// Few papers are sorted sooner than they are picked out of the sorted whole.
fn is_small(connection: &Connection, condition: &str) -> Result<bool> {
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM paper WHERE {condition} LIMIT {SORTED_BY_HAND})");
    let found: u32 = connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
    Ok(found < SORTED_BY_HAND)
}

/// The lines of `ids` in their order; papers that are gone are left out.
pub fn rows(connection: &Connection, ids: &[Id], search: &str) -> Result<Vec<PaperRow>> {
    let query = Query::parse(search);
    ids.iter().filter_map(|id| row(connection, *id, &query).transpose()).collect()
}

fn row(connection: &Connection, id: Id, query: &Query) -> Result<Option<PaperRow>> {
    let found = connection
        .prepare_cached(
            "SELECT title, venue, year, read_state, starred, trashed_at IS NOT NULL, code_verdict, code_stars,
                (SELECT count(DISTINCT repository_id) FROM mention JOIN repository ON repository.id = repository_id
                 WHERE paper_id = paper.id AND status <> 'rejected' AND kind <> 'page'),
                (SELECT count(*) FROM note WHERE paper_id = paper.id)
             FROM paper WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let verdict: Option<String> = row.get(6)?;
            Ok(PaperRow {
                id,
                title: row.get(0)?,
                venue: row.get(1)?,
                year: row.get(2)?,
                read_state: papers::read_state(&row.get::<_, String>(3)?),
                starred: row.get(4)?,
                trashed: row.get(5)?,
                code: verdict.map(|name| repositories::verdict_kind(&name)),
                stars: row.get(7)?,
                repositories: row.get(8)?,
                notes: row.get(9)?,
                authors: String::new(),
                tags: Vec::new(),
                snippet: None,
                title_marks: Vec::new(),
                authors_marks: Vec::new(),
                snippet_marks: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut found) = found else { return Ok(None) };
    found.authors = authors_line(connection, id)?;
    found.tags = super::tags::of_paper(connection, id)?;
    if !query.terms.is_empty() {
        mark(connection, &mut found, query)?;
    }
    if found.authors.is_empty() && found.snippet.is_none() {
        // Pages of abstracts name no authors; the first words tell such papers apart better than an empty line.
        found.snippet = opening(connection, id)?;
    }
    Ok(Some(found))
}

/// The first words of a paper's abstract.
fn opening(connection: &Connection, id: Id) -> Result<Option<String>> {
    let start: String = connection
        .prepare_cached("SELECT substr(abstract, 1, 160) FROM paper WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let words =
        if start.chars().count() < 160 { &start } else { start.rsplit_once(' ').map_or(&*start, |(cut, _)| cut) };
    Ok((!words.trim().is_empty()).then(|| words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn authors_line(connection: &Connection, id: Id) -> Result<String> {
    let mut statement = connection.prepare_cached(
        "SELECT name, count(*) OVER () FROM paper_person JOIN person ON person.id = person_id
         WHERE paper_id = ?1 ORDER BY position LIMIT 3",
    )?;
    let names = statement
        .query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)))?
        .collect::<Result<Vec<_>, _>>()?;
    let total = names.first().map_or(0, |(_, total)| *total as usize);
    let shown: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let line = shown.join(", ");
    Ok(if total > shown.len() { format!("{line} and {} more", total - shown.len()) } else { line })
}

fn mark(connection: &Connection, row: &mut PaperRow, query: &Query) -> Result<()> {
    row.title_marks = marks::marks(&row.title, query, "title");
    row.authors_marks = marks::marks(&row.authors, query, "authors");
    if !row.title_marks.is_empty() || !row.authors_marks.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(
        "SELECT 'abstract', abstract FROM paper WHERE id = ?1
         UNION ALL SELECT 'notes', text FROM note WHERE paper_id = ?1
         UNION ALL SELECT 'notes', comment FROM annotation WHERE paper_id = ?1",
    )?;
    let mut texts = statement.query(params![row.id])?;
    while let Some(text) = texts.next()? {
        let (column, text): (String, String) = (text.get(0)?, text.get(1)?);
        if let Some(snippet) = marks::snippet(&text, query, &column) {
            row.snippet = Some(snippet.text);
            row.snippet_marks = snippet.marks;
            break;
        }
    }
    Ok(())
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
        trash: count(&ListView::Trash)?,
    })
}
