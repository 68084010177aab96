//! The `paper` table: its fields and its trash.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{fields, identifiers, people, tags};
use crate::error::{Error, Result};
use crate::formats::{RAW, UNTITLED};
use crate::model::{Draft, Field, Id, Millis, NewPaper, Paper, PaperEdit, ReadState};
use crate::search::fold;
use crate::versions;

pub fn get(connection: &Connection, id: Id) -> Result<Paper> {
    let paper = connection
        .prepare_cached(
            "SELECT title, abstract, venue, year, published, citation_key, comments, url, read_state, starred,
                    trashed_at, created_at, modified_at, entry_type FROM paper WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Paper {
                id,
                title: row.get(0)?,
                abstract_text: row.get(1)?,
                venue: row.get(2)?,
                year: row.get(3)?,
                published: row.get(4)?,
                citation_key: row.get(5)?,
                comments: row.get(6)?,
                url: row.get(7)?,
                read_state: read_state(&row.get::<_, String>(8)?),
                starred: row.get(9)?,
                trashed_at: row.get(10)?,
                created_at: row.get(11)?,
                modified_at: row.get(12)?,
                entry_type: row.get(13)?,
                authors: Vec::new(),
                identifiers: Vec::new(),
                fields: Vec::new(),
            })
        })
        .optional()?
        .ok_or_else(|| Error::not_found("This paper"))?;
    Ok(Paper {
        authors: people::of_paper(connection, id)?,
        identifiers: identifiers::of_paper(connection, id)?,
        fields: fields::of_paper(connection, id)?,
        ..paper
    })
}

/// Inserts a draft as it is: validation happens before.
///
/// A citation key that another paper has is kept as a field, so that the two can still be told apart by it. `is_met`:
/// there may be such a paper.
pub fn insert(
    tx: &Transaction,
    id: Id,
    draft: &Draft,
    is_met: bool,
    known: &mut people::Known,
    now: Millis,
) -> Result<()> {
    let key = match &draft.citation_key {
        Some(key) if !is_met || !citation_key_taken(tx, key, id)? => Some(key),
        _ => None,
    };
    tx.prepare_cached(
        "INSERT INTO paper (id, title, abstract, venue, year, published, comments, url, title_sort, title_key, created_at,
                            modified_at, entry_type, citation_key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12, ?13)",
    )?
    .execute(params![
        id,
        draft.title,
        draft.abstract_text,
        draft.venue,
        draft.year,
        draft.published,
        draft.comments,
        draft.url,
        fold::sort_key(&draft.title),
        fold::title_key(&draft.title),
        now,
        draft.entry_type,
        key
    ])?;
    people::add_authors(tx, id, &draft.authors, &draft.sort_names, known)?;
    identifiers::add(tx, id, &draft.identifiers)?;
    fields::add(tx, id, &draft.fields)?;
    let said: Vec<Field> = draft
        .sources
        .iter()
        .map(|source| Field { name: format!("{}{}", fields::SOURCE, source.name), value: source.value.clone() })
        .collect();
    fields::add(tx, id, &said)?;
    if let Some(wanted) = draft.citation_key.as_ref().filter(|_| key.is_none()) {
        fields::add(tx, id, &[Field { name: format!("{RAW}key"), value: wanted.clone() }])?;
    }
    for tag in &draft.tags {
        tags::add(tx, id, tag)?;
    }
    Ok(())
}

/// Writes one field. The value was validated by [`crate::library`].
pub fn edit(tx: &Transaction, id: Id, edit: &PaperEdit, now: Millis) -> Result<()> {
    let set = |column: &str, value: &dyn rusqlite::ToSql| -> Result<()> {
        let sql = format!("UPDATE paper SET {column} = ?2, modified_at = ?3 WHERE id = ?1 AND {column} IS NOT ?2");
        tx.prepare_cached(&sql)?.execute(params![id, value, now])?;
        Ok(())
    };
    let writes = tx.total_changes();
    match edit {
        PaperEdit::Title(text) => set("title", text),
        PaperEdit::Abstract(text) => set("abstract", text),
        PaperEdit::Venue(text) => set("venue", text),
        PaperEdit::Year(year) => set("year", year),
        PaperEdit::Url(text) => set("url", text),
        PaperEdit::Comments(text) => set("comments", text),
        PaperEdit::CitationKey(key) => set("citation_key", key),
        PaperEdit::ReadState(state) => set("read_state", &read_state_name(*state)),
        PaperEdit::Starred(starred) => set("starred", starred),
        PaperEdit::Authors(names) => people::set_authors(tx, id, names, &[]),
        PaperEdit::Identifiers(list) => identifiers::set(tx, id, list),
    }?;
    match field_of(edit) {
        Some(name) if tx.total_changes() != writes => fields::forget_source(tx, id, name),
        _ => Ok(()),
    }
}

/// Writes the type and the day of publication, which no edit of a reader's changes.
pub fn set_kind(tx: &Transaction, id: Id, entry_type: &str, published: Option<&str>, now: Millis) -> Result<()> {
    tx.prepare_cached(
        "UPDATE paper SET entry_type = ?2, published = ?3, modified_at = ?4
         WHERE id = ?1 AND (entry_type IS NOT ?2 OR published IS NOT ?3)",
    )?
    .execute(params![id, entry_type, published, now])?;
    Ok(())
}

/// What an edit changes, as a review names it; `None` for what no service tells.
pub fn field_of(edit: &PaperEdit) -> Option<&'static str> {
    Some(match edit {
        PaperEdit::Title(_) => "title",
        PaperEdit::Abstract(_) => "abstract",
        PaperEdit::Authors(_) => "authors",
        PaperEdit::Venue(_) => "venue",
        PaperEdit::Year(_) => "year",
        PaperEdit::Url(_) => "url",
        PaperEdit::Comments(_) => "comments",
        PaperEdit::Identifiers(_) => "identifiers",
        PaperEdit::CitationKey(_) | PaperEdit::ReadState(_) | PaperEdit::Starred(_) => return None,
    })
}

/// What a draft says beyond its edits and the paper does not.
pub struct Beyond {
    pub entry_type: Option<String>,
    pub published: Option<String>,
    pub citation_key: Option<String>,
    pub fields: Vec<Field>,
    pub tags: Vec<String>,
}

/// Compares the two. A key that another paper has is not given.
pub fn beyond(connection: &Connection, paper: &Paper, draft: &Draft) -> Result<Beyond> {
    let key = draft.citation_key.clone().filter(|_| paper.citation_key.is_none());
    let key = match key {
        Some(key) if !citation_key_taken(connection, &key, paper.id)? => Some(key),
        _ => None,
    };
    // Versions are kept with what takes their place.
    let lacks = |new: &&Field| {
        !matches!(new.name.as_str(), UNTITLED | versions::FIELD) && paper.fields.iter().all(|old| old.name != new.name)
    };
    // The day of another year is that of another version.
    let same_year = |day: &&String| paper.year.is_none_or(|year| day.starts_with(&format!("{year:04}-")));
    let present = tags::of_paper(connection, paper.id)?;
    let untagged = |tag: &&String| present.iter().all(|known| !known.eq_ignore_ascii_case(tag));
    Ok(Beyond {
        entry_type: Some(draft.entry_type.clone()).filter(|new| paper.entry_type.is_empty() && !new.is_empty()),
        published: draft.published.as_ref().filter(|_| paper.published.is_none()).filter(same_year).cloned(),
        citation_key: key,
        fields: draft.fields.iter().filter(lacks).cloned().collect(),
        tags: draft.tags.iter().filter(untagged).cloned().collect(),
    })
}

/// Writes it; whether there was anything.
pub fn fill(tx: &Transaction, paper: &Paper, draft: &Draft) -> Result<bool> {
    let id = paper.id;
    let Beyond { entry_type, published, citation_key, fields: new, tags: wanted } = beyond(tx, paper, draft)?;
    if let Some(entry_type) = &entry_type {
        set_entry_type(tx, id, entry_type)?;
    }
    if let Some(day) = &published {
        set_published(tx, id, day)?;
    }
    if let Some(key) = &citation_key {
        tx.prepare_cached("UPDATE paper SET citation_key = ?2 WHERE id = ?1")?.execute(params![id, key])?;
    }
    fields::add(tx, id, &new)?;
    for tag in &wanted {
        tags::add(tx, id, tag)?;
    }
    let told = entry_type.or(published).or(citation_key).is_some();
    Ok(told || !new.is_empty() || !wanted.is_empty())
}

pub fn set_entry_type(tx: &Transaction, id: Id, kind: &str) -> Result<()> {
    tx.prepare_cached("UPDATE paper SET entry_type = ?2 WHERE id = ?1")?.execute(params![id, kind])?;
    Ok(())
}

pub fn set_published(tx: &Transaction, id: Id, day: &str) -> Result<()> {
    tx.prepare_cached("UPDATE paper SET published = ?2 WHERE id = ?1")?.execute(params![id, day])?;
    Ok(())
}

pub fn trash(tx: &Transaction, id: Id, now: Millis) -> Result<()> {
    tx.prepare_cached("UPDATE paper SET trashed_at = ?2 WHERE id = ?1 AND trashed_at IS NULL")?.execute([id, now])?;
    Ok(())
}

pub fn restore(tx: &Transaction, id: Id) -> Result<()> {
    tx.prepare_cached("UPDATE paper SET trashed_at = NULL WHERE id = ?1 AND trashed_at IS NOT NULL")?.execute([id])?;
    Ok(())
}

/// Deletes every paper in the trash with all that belongs to it; returns how many.
pub fn empty_trash(tx: &Transaction) -> Result<usize> {
    Ok(tx.execute("DELETE FROM paper WHERE trashed_at IS NOT NULL", [])?)
}

pub fn exists(connection: &Connection, id: Id) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM paper WHERE id = ?1")?.exists([id])?)
}

/// Whether there is a paper at all, be it in the trash.
pub fn any(connection: &Connection) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM paper")?.exists([])?)
}

pub fn citation_key_taken(connection: &Connection, key: &str, except: Id) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM paper WHERE citation_key = ?1 AND id <> ?2")?
        .exists(params![key, except])?)
}

/// Those of these papers that have no citation key.
pub fn without_key(connection: &Connection, ids: &[Id]) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached("SELECT citation_key IS NULL FROM paper WHERE id = ?1")?;
    let mut wanting = Vec::new();
    for id in ids {
        let is_without = statement.query_row([id], |row| row.get(0)).optional()?;
        if is_without.ok_or_else(|| Error::not_found("This paper"))? {
            wanting.push(*id);
        }
    }
    Ok(wanting)
}

pub fn by_citation_key(connection: &Connection, key: &str) -> Result<Option<Id>> {
    Ok(connection
        .prepare_cached("SELECT id FROM paper WHERE citation_key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

/// Papers of the same title, whatever its case, accents and punctuation; those outside the trash first.
pub fn by_title(connection: &Connection, title: &str) -> Result<Vec<Id>> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM paper WHERE title_key = ?1 ORDER BY trashed_at IS NOT NULL, id LIMIT 10")?;
    Ok(statement.query_map([fold::title_key(title)], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

impl From<&NewPaper> for Draft {
    fn from(paper: &NewPaper) -> Self {
        Self {
            title: paper.title.clone(),
            abstract_text: paper.abstract_text.clone(),
            authors: paper.authors.clone(),
            venue: paper.venue.clone(),
            year: paper.year,
            url: paper.url.clone(),
            comments: paper.comments.clone(),
            identifiers: paper.identifiers.clone(),
            ..Self::default()
        }
    }
}

pub fn read_state_name(state: ReadState) -> &'static str {
    match state {
        ReadState::Unread => "unread",
        ReadState::Reading => "reading",
        ReadState::Read => "read",
    }
}

pub fn read_state(name: &str) -> ReadState {
    match name {
        "reading" => ReadState::Reading,
        "read" => ReadState::Read,
        _ => ReadState::Unread,
    }
}
