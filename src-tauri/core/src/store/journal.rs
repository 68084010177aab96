//! The undo journal: SQLite's own technique, triggers that keep each row as it was before an action.
//!
//! The triggers are TEMP triggers made from the schema when the writer opens: the file itself carries none, a new
//! column is journalled without touching this file, and facts that are not the reader's (verdicts, settings, what
//! is derived) are left out by name. Undoing an entry applies its rows backwards under the same triggers, which
//! thereby write the entry that redoes it.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter};
use serde_json::Value as Json;

use super::watch::{TABLES, columns};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, JournalEntry, Millis};

const COLUMNS: &str = "id, name, at, undone, copy";

/// Typing pauses shorter than this stay one action.
const MERGE_WITHIN: Millis = 60_000;

/// Opens an entry, or the newest one again when it is the same action going on.
pub fn begin(tx: &Transaction, name: &str, merge: Option<&str>, now: Millis, id: impl FnOnce() -> Id) -> Result<Id> {
    let going_on = tx
        .prepare_cached("SELECT id, at, merge, undone FROM journal_entry ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| {
            Ok((
                row.get::<_, Id>(0)?,
                row.get::<_, Millis>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, bool>(3)?,
            ))
        })
        .optional()?
        .filter(|(_, at, key, undone)| {
            merge.is_some() && key.as_deref() == merge && !undone && now - at < MERGE_WITHIN
        });
    let entry = if let Some((entry, ..)) = going_on {
        tx.prepare_cached("UPDATE journal_entry SET at = ?2 WHERE id = ?1")?.execute(params![entry, now])?;
        entry
    } else {
        let newest: Id = tx.query_row("SELECT coalesce(max(id), 0) FROM journal_entry", [], |row| row.get(0))?;
        // Another program's clock may be ahead; entries are undone in the order they were done.
        let entry = id().max(newest + 1);
        tx.prepare_cached("INSERT INTO journal_entry (id, name, at, merge) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![entry, name, now, merge])?;
        entry
    };
    tx.execute("INSERT INTO current_entry (id) VALUES (?1)", [entry])?;
    Ok(entry)
}

/// Closes it; returns it, unless nothing was changed, and the papers it touched.
pub fn end(tx: &Transaction, entry: Id) -> Result<(Option<JournalEntry>, Vec<Id>)> {
    tx.execute("DELETE FROM current_entry", [])?;
    let empty: bool =
        tx.query_row("SELECT NOT EXISTS (SELECT 1 FROM journal_change WHERE entry_id = ?1)", [entry], |row| {
            row.get(0)
        })?;
    if empty {
        tx.execute("DELETE FROM journal_entry WHERE id = ?1", [entry])?;
        return Ok((None, Vec::new()));
    }
    Ok((entry_by(tx, entry)?, touched(tx, entry)?))
}

/// Names the action that is going on anew: what came of it is known only now.
pub fn rename(tx: &Transaction, name: &str) -> Result<()> {
    tx.execute("UPDATE journal_entry SET name = ?2 WHERE id = ?1", params![current(tx)?, name])?;
    Ok(())
}

/// The entry of the action that is going on; 0 outside of one.
pub fn current(tx: &Transaction) -> Result<Id> {
    Ok(tx.query_row("SELECT coalesce(max(id), 0) FROM current_entry", [], |row| row.get(0))?)
}

/// Notes a paper that is written without the triggers, as they would.
pub fn note_new(tx: &Transaction, entry: Id, paper: Id) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO journal_change (entry_id, \"table\", row_id, paper_id, op) VALUES (?1, 'paper', ?2, ?2, 'insert')",
    )?
    .execute([entry, paper])?;
    Ok(())
}

/// Applies one change backwards, within an action.
pub fn take_back(tx: &Transaction, change: Id) -> Result<()> {
    let change = tx
        .prepare_cached("SELECT id, \"table\", row_id, op, before FROM journal_change WHERE id = ?1")?
        .query_row([change], Change::read)?;
    change.take_back(tx).map_err(|error| match error.code {
        ErrorCode::Internal => Error::new(
            ErrorCode::Conflict,
            format!("It cannot be taken back that far: {}. Nothing was changed.", why(&error)),
        ),
        _ => error,
    })
}

/// The name of a later action that stands and touched the same: the same field of the same row, a paper that this entry
/// made or deleted, or a collection that would go with what was put into it since.
pub fn in_the_way(connection: &Connection, entry: Id) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached(
            "SELECT later.name FROM journal_change AS mine
             JOIN journal_change AS other ON other.\"table\" = mine.\"table\" AND other.row_id = mine.row_id AND other.entry_id > mine.entry_id
             JOIN journal_entry AS later ON later.id = other.entry_id AND later.undone = 0
             WHERE mine.entry_id = ?1
               AND (mine.op <> 'update' OR other.op <> 'update' OR EXISTS (
                    SELECT 1 FROM json_each(mine.before) AS a JOIN json_each(other.before) AS b ON b.key = a.key
                    WHERE a.key <> 'modified_at'))
             UNION ALL
             SELECT later.name FROM journal_change AS mine
             JOIN journal_change AS other ON other.paper_id = mine.row_id AND other.entry_id > mine.entry_id
             JOIN journal_entry AS later ON later.id = other.entry_id AND later.undone = 0
             WHERE mine.entry_id = ?1 AND mine.\"table\" = 'paper' AND mine.op <> 'update'
             UNION ALL
             SELECT later.name FROM journal_change AS mine
             JOIN collection_paper AS filed ON filed.collection_id = mine.row_id
             JOIN journal_change AS other ON other.\"table\" = 'collection_paper' AND other.row_id = filed.id AND other.entry_id > mine.entry_id
             JOIN journal_entry AS later ON later.id = other.entry_id AND later.undone = 0
             WHERE mine.entry_id = ?1 AND mine.\"table\" = 'collection' AND mine.op = 'insert'
             UNION ALL
             SELECT later.name FROM journal_change AS mine
             JOIN collection_paper AS filed ON filed.collection_id = mine.row_id
             JOIN journal_change AS other ON other.\"table\" = 'paper' AND other.row_id = filed.paper_id AND other.op = 'insert' AND other.entry_id > mine.entry_id
             JOIN journal_entry AS later ON later.id = other.entry_id AND later.undone = 0
             WHERE mine.entry_id = ?1 AND mine.\"table\" = 'collection' AND mine.op = 'insert'
             UNION ALL
             SELECT later.name FROM journal_change AS mine
             JOIN collection AS within ON within.parent_id = mine.row_id
             JOIN journal_change AS other ON other.\"table\" = 'collection' AND other.row_id = within.id AND other.entry_id > mine.entry_id
             JOIN journal_entry AS later ON later.id = other.entry_id AND later.undone = 0
             WHERE mine.entry_id = ?1 AND mine.\"table\" = 'collection' AND mine.op = 'insert'
             LIMIT 1",
        )?
        .query_row([entry], |row| row.get(0))
        .optional()?)
}

/// One entry by its id.
pub fn get(connection: &Connection, id: Id) -> Result<JournalEntry> {
    entry_by(connection, id)?.ok_or_else(|| Error::not_found("This action"))
}

fn entry_by(connection: &Connection, id: Id) -> Result<Option<JournalEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal_entry WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], read_entry).optional()?)
}

/// Applies an entry backwards and turns it into its own opposite.
pub fn invert(tx: &Transaction, entry: JournalEntry) -> Result<(JournalEntry, Vec<Id>)> {
    if entry.copy.is_some() {
        return Err(conflict(&entry, &"the library was put back to a snapshot just now"));
    }
    tx.pragma_update(None, "defer_foreign_keys", true)?;
    let changes = {
        let mut statement = tx.prepare(
            "SELECT id, \"table\", row_id, op, before FROM journal_change WHERE entry_id = ?1 ORDER BY id DESC",
        )?;
        statement
            .query_map([entry.id], |row| Ok((row.get::<_, Id>(0)?, Change::read(row)?)))?
            .collect::<Result<Vec<_>, _>>()?
    };
    tx.execute("DELETE FROM journal_change WHERE entry_id = ?1", [entry.id])?;
    tx.execute("INSERT INTO current_entry (id) VALUES (?1)", [entry.id])?;
    for (_, change) in changes {
        change.take_back(tx).map_err(|error| failed(&entry, error))?;
    }
    tx.execute("DELETE FROM current_entry", [])?;
    tx.execute(
        "UPDATE journal_entry SET undone = ?2, undone_after = (SELECT max(id) FROM journal_entry) WHERE id = ?1",
        params![entry.id, !entry.undone],
    )?;
    let papers = touched(tx, entry.id)?;
    Ok((JournalEntry { undone: !entry.undone, ..entry }, papers))
}

/// Notes that the whole library was put back to a snapshot, or that this was undone. `copy` is what was there before:
/// what undoing the entry, or redoing it, puts back. A state that ends with such a note already keeps it.
pub fn note_return(
    tx: &Transaction,
    (name, copy, undone): (&str, &str, bool),
    now: Millis,
    id: impl FnOnce() -> Id,
) -> Result<JournalEntry> {
    let newest = entry(tx, "1 ORDER BY id DESC LIMIT 1")?;
    let noted =
        newest.as_ref().filter(|newest| newest.copy.is_some() && newest.undone == undone && newest.name == name);
    let entry = match noted {
        Some(noted) => noted.id,
        None => id().max(newest.map_or(0, |newest| newest.id) + 1),
    };
    tx.execute(
        "INSERT OR REPLACE INTO journal_entry (id, name, at, undone, undone_after, copy) VALUES (?1, ?2, ?3, ?4, ?1, ?5)",
        params![entry, name, now, undone, copy],
    )?;
    get(tx, entry)
}

/// A return to a snapshot that nothing can undo any more, because the copy of before is gone: it stays as history.
pub fn make_final(tx: &Transaction, entry: Id) -> Result<()> {
    tx.execute("UPDATE journal_entry SET copy = '' WHERE id = ?1", [entry])?;
    Ok(())
}

struct Change {
    table: String,
    row: Id,
    op: String,
    before: Option<String>,
}

impl Change {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self { table: row.get(1)?, row: row.get(2)?, op: row.get(3)?, before: row.get(4)? })
    }

    fn take_back(&self, tx: &Transaction) -> Result<()> {
        // Table names come from this file's list and column names from the schema, both through the triggers.
        if !TABLES.iter().any(|(table, ..)| *table == self.table) {
            return Err(Error::internal(format!("the journal names an unknown table “{}”", self.table)));
        }
        if self.op == "insert" {
            tx.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", self.table))?.execute([self.row])?;
            return Ok(());
        }
        let known = columns(tx, &self.table)?;
        let before: serde_json::Map<String, Json> = serde_json::from_str(self.before.as_deref().unwrap_or("{}"))
            .map_err(|error| Error::internal(format!("a journal row cannot be read: {error}")))?;
        if let Some(name) = before.get("name").and_then(Json::as_str).filter(|_| self.table == "tag") {
            // A tag outlives the action that made it; one that nothing has any more makes room for the one that comes back.
            tx.prepare_cached("DELETE FROM tag WHERE name = ?1 AND id <> ?2 AND NOT EXISTS (SELECT 1 FROM paper_tag WHERE tag_id = tag.id)")?
                .execute(params![name, self.row])?;
        }
        let pairs: Vec<(&String, Value)> = before
            .iter()
            .filter(|(column, _)| known.contains(column))
            .map(|(column, value)| (column, to_sql(value)))
            .collect();
        let names: Vec<&str> = pairs.iter().map(|(column, _)| column.as_str()).collect();
        let values = pairs.iter().map(|(_, value)| value);
        if self.op == "update" {
            let set: Vec<String> = names.iter().enumerate().map(|(i, name)| format!("{name} = ?{}", i + 1)).collect();
            let sql = format!("UPDATE {} SET {} WHERE id = {}", self.table, set.join(", "), self.row);
            if tx.prepare_cached(&sql)?.execute(params_from_iter(values))? == 0 {
                return Err(Error::new(ErrorCode::Conflict, "what it changed is no longer there"));
            }
        } else {
            let places: Vec<String> = (1..=names.len()).map(|i| format!("?{i}")).collect();
            let sql = format!("INSERT INTO {} ({}) VALUES ({})", self.table, names.join(", "), places.join(", "));
            tx.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        }
        Ok(())
    }
}

fn to_sql(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Integer(i64::from(*flag)),
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Real(number.as_f64().unwrap_or(0.0)), Value::Integer)
        }
        Json::String(text) => Value::Text(text.clone()),
        other => Value::Text(other.to_string()),
    }
}

/// Why an action could not be taken back: what the rows do not allow was changed since; a disk that fails is no conflict.
pub fn failed(entry: &JournalEntry, error: Error) -> Error {
    match error.code {
        ErrorCode::Internal if error.message.contains("FOREIGN KEY") && entry.undone => Error::new(
            ErrorCode::Conflict,
            format!(
                "“{}” cannot be redone yet: what it belongs to is not there. Redo the action that brought that first.",
                entry.name
            ),
        ),
        ErrorCode::Internal => conflict(entry, &why(&error)),
        _ => error,
    }
}

/// What SQLite holds against rows that come back, in words for readers.
fn why(error: &Error) -> String {
    if error.message.contains("UNIQUE") {
        "what would come back is there already, or something else has its name".to_owned()
    } else if error.message.contains("FOREIGN KEY") {
        "something that it belongs to is gone, or something belongs to what would go".to_owned()
    } else {
        error.message.clone()
    }
}

pub fn conflict(entry: &JournalEntry, why: &dyn std::fmt::Display) -> Error {
    let verb = if entry.undone { "redone" } else { "undone" };
    Error::new(
        ErrorCode::Conflict,
        format!(
            "“{}” cannot be {verb}, because something it touched was changed since ({why}). Nothing was changed.",
            entry.name
        ),
    )
}

/// The action that undo would take back.
pub fn newest_done(connection: &Connection) -> Result<Option<JournalEntry>> {
    entry(connection, "undone = 0 AND copy IS NOT '' ORDER BY id DESC LIMIT 1")
}

/// The action that redo would do again: the first undone one after everything that stands, unless something was done
/// since it was undone. What was done then may be undone as well; that does not bring it back.
pub fn oldest_undone(connection: &Connection) -> Result<Option<JournalEntry>> {
    entry(
        connection,
        "undone = 1 AND copy IS NOT '' AND id > coalesce((SELECT max(id) FROM journal_entry WHERE undone = 0), 0)
         AND coalesce(undone_after, 0) >= (SELECT max(id) FROM journal_entry) ORDER BY id LIMIT 1",
    )
}

/// The newest `limit` entries, newest first.
pub fn entries(connection: &Connection, limit: u32) -> Result<Vec<JournalEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal_entry ORDER BY id DESC LIMIT ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([limit], read_entry)?.collect::<Result<_, _>>()?)
}

fn entry(connection: &Connection, condition: &str) -> Result<Option<JournalEntry>> {
    let sql = format!("SELECT {COLUMNS} FROM journal_entry WHERE {condition}");
    Ok(connection.prepare_cached(&sql)?.query_row([], read_entry).optional()?)
}

fn read_entry(row: &Row) -> rusqlite::Result<JournalEntry> {
    Ok(JournalEntry { id: row.get(0)?, name: row.get(1)?, at: row.get(2)?, undone: row.get(3)?, copy: row.get(4)? })
}

/// Papers whose rows an entry changed; with a tag or a notice changed, those that it is about.
fn touched(tx: &Transaction, entry: Id) -> Result<Vec<Id>> {
    let mut statement = tx.prepare_cached(
        "SELECT paper_id FROM journal_change WHERE entry_id = ?1 AND paper_id IS NOT NULL
         UNION SELECT paper_tag.paper_id FROM journal_change
               JOIN paper_tag ON paper_tag.tag_id = journal_change.row_id
               WHERE entry_id = ?1 AND \"table\" = 'tag'
         UNION SELECT mention.paper_id FROM journal_change
               JOIN notice ON notice.id = journal_change.row_id
               JOIN mention ON mention.repository_id = notice.repository_id
               WHERE entry_id = ?1 AND \"table\" = 'notice'",
    )?;
    let papers = statement.query_map([entry], |row| match row.get_ref(0)? {
        ValueRef::Integer(id) => Ok(id),
        _ => Ok(0),
    })?;
    Ok(papers.collect::<Result<_, _>>()?)
}
