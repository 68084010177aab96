//! The lines of a list.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::formats::RETRACTED;
use crate::model::{Id, PaperRow};
use crate::search::marks;
use crate::search::query::Query;
use crate::store::{papers, repositories, tags};

/// The lines of `ids` in their order; papers that are gone are left out.
pub fn rows(connection: &Connection, ids: &[Id], search: &str) -> Result<Vec<PaperRow>> {
    let query = Query::parse(search);
    ids.iter().filter_map(|id| row(connection, *id, &query).transpose()).collect()
}

fn row(connection: &Connection, id: Id, query: &Query) -> Result<Option<PaperRow>> {
    let found = connection
        .prepare_cached(
            // A thesis or a report appeared where it was made.
            "SELECT title, CASE WHEN venue = '' AND entry_type IN ('thesis', 'report') THEN coalesce((SELECT value
                    FROM paper_field WHERE paper_id = paper.id AND name = 'institution'), '') ELSE venue END, year, read_state, starred, trashed_at IS NOT NULL, code_verdict, code_stars,
                (SELECT count(DISTINCT repository_id) FROM mention JOIN repository ON repository.id = repository_id
                 WHERE paper_id = paper.id AND status <> 'rejected' AND kind <> 'page'),
                (SELECT count(*) FROM note WHERE paper_id = paper.id),
                (SELECT group_id FROM duplicate WHERE paper_id = paper.id),
                (SELECT count(*) FROM attachment WHERE paper_id = paper.id),
                EXISTS (SELECT 1 FROM paper_field WHERE paper_id = paper.id AND name = ?2)
             FROM paper WHERE id = ?1",
        )?
        .query_row(params![id, RETRACTED], |row| {
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
                duplicate: row.get(10)?,
                files: row.get(11)?,
                retracted: row.get(12)?,
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
    found.tags = tags::of_paper(connection, id)?;
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
