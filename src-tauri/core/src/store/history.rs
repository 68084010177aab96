//! The journal read for people: what an action changed, what happened to one paper, and letting go of what is old.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Map, Value};

use super::journal;
use crate::error::Result;
use crate::model::{ChangeMade, Id, Millis, PaperAction};

/// Changes of one action that are told one by one.
const MOST: u32 = 200;
/// Letters of a text that are shown.
const SHOWN: usize = 2_000;
/// The journal keeps this many actions however old they are, and those of a year.
const KEPT: u32 = 1_000;
const YEAR: Millis = 365 * 86_400_000;
/// Bytes of rows it may hold; beyond that the oldest go, down to the last hundred actions.
const MOST_BYTES: i64 = 256 << 20;
const LEAST: u32 = 100;

struct Row {
    id: Id,
    entry: Id,
    table: String,
    row: Id,
    paper: Option<Id>,
    op: String,
    before: Map<String, Value>,
}

/// What an action changed, in the order it was done.
pub fn changes(connection: &Connection, entry: Id) -> Result<Vec<ChangeMade>> {
    let rows = read(
        connection,
        "SELECT id, \"table\", row_id, paper_id, op, before, entry_id FROM journal_change WHERE entry_id = ?1 AND ?2 ORDER BY id LIMIT ?3",
        entry,
        1,
    )?;
    let undone = journal::get(connection, entry)?.undone;
    in_words(connection, rows, undone)
}

/// The actions that touched a paper, newest first.
pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<PaperAction>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, at, undone FROM journal_entry
         WHERE id IN (SELECT entry_id FROM journal_change WHERE paper_id = ?1) ORDER BY id DESC LIMIT ?2",
    )?;
    let entries = statement
        .query_map(params![paper, MOST], |row| Ok((row.get::<_, Id>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut actions = Vec::new();
    for found in entries {
        let (entry, name, at, undone) = found?;
        let rows = read(
            connection,
            "SELECT id, \"table\", row_id, paper_id, op, before, entry_id FROM journal_change WHERE entry_id = ?1 AND paper_id = ?2 ORDER BY id LIMIT ?3",
            entry,
            paper,
        )?;
        actions.push(PaperAction { entry, name, at, undone, changes: in_words(connection, rows, undone)? });
    }
    Ok(actions)
}

/// Takes back, within the action that is going on, what was done to a paper from an action on. The paper itself stays.
pub fn take_back_from(tx: &Transaction, paper: Id, entry: Id) -> Result<()> {
    tx.pragma_update(None, "defer_foreign_keys", true)?;
    let current = journal::current(tx)?;
    let mut statement = tx.prepare_cached(
        "SELECT journal_change.id FROM journal_change JOIN journal_entry ON journal_entry.id = entry_id
         WHERE paper_id = ?1 AND entry_id >= ?2 AND entry_id <> ?3 AND undone = 0
           AND NOT (\"table\" = 'paper' AND op = 'insert') ORDER BY entry_id DESC, journal_change.id DESC",
    )?;
    let ids = statement.query_map([paper, entry, current], |row| row.get(0))?.collect::<Result<Vec<Id>, _>>()?;
    ids.into_iter().try_for_each(|change| journal::take_back(tx, change))
}

/// Lets go of what is old or too much. Gives how many actions that were.
pub fn prune(tx: &Transaction, now: Millis) -> Result<usize> {
    prune_to(tx, now, MOST_BYTES)
}

fn prune_to(tx: &Transaction, now: Millis, most_bytes: i64) -> Result<usize> {
    let nth = |kept: u32| -> Result<Option<Id>> {
        Ok(tx
            .prepare_cached("SELECT id FROM journal_entry ORDER BY id DESC LIMIT 1 OFFSET ?1")?
            .query_row([kept - 1], |row| row.get(0))
            .optional()?)
    };
    let mut gone = 0;
    if let Some(oldest_kept) = nth(KEPT)? {
        gone += tx.execute("DELETE FROM journal_entry WHERE id < ?1 AND at < ?2", params![oldest_kept, now - YEAR])?;
    }
    if let Some(oldest_kept) = nth(LEAST)? {
        gone += tx.execute(
            "DELETE FROM journal_entry WHERE id < ?1 AND id <= coalesce((
                 SELECT entry_id FROM (
                     SELECT entry_id, sum(bytes) OVER (ORDER BY entry_id DESC) AS so_far FROM (
                         SELECT entry_id, sum(coalesce(length(before), 0) + 60) AS bytes
                         FROM journal_change GROUP BY entry_id))
                 WHERE so_far > ?2 ORDER BY entry_id DESC LIMIT 1), 0)",
            params![oldest_kept, most_bytes],
        )?;
    }
    Ok(gone)
}

fn read(connection: &Connection, sql: &str, entry: Id, paper: Id) -> Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![entry, paper, MOST], |row| {
        let before: Option<String> = row.get(5)?;
        let before = before.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Ok(Row {
            id: row.get(0)?,
            entry: row.get(6)?,
            table: row.get(1)?,
            row: row.get(2)?,
            paper: row.get(3)?,
            op: row.get(4)?,
            before,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Of an action that is undone the journal holds the way forth, so what stands there as before was after it.
fn in_words(connection: &Connection, rows: Vec<Row>, undone: bool) -> Result<Vec<ChangeMade>> {
    let mut told = Vec::new();
    for row in rows {
        let title = match row.paper {
            Some(paper) => title(connection, paper, &row)?,
            None => String::new(),
        };
        let tell = |what: &str, before: String, after: String| ChangeMade {
            paper: row.paper,
            title: title.clone(),
            what: what.to_owned(),
            before,
            after,
        };
        match (row.table.as_str(), row.op.as_str()) {
            ("paper", "insert") => told.push(tell("paper", String::new(), title.clone())),
            ("paper", "delete") => told.push(tell("paper", title.clone(), String::new())),
            ("paper", _) => {
                for (column, before) in &row.before {
                    let Some(words) = field(column) else { continue };
                    let after = value_after(connection, &row, column, undone)?;
                    told.push(tell(words, shown(column, before), shown(column, &after)));
                }
            }
            (table, op) => {
                let Some((words, column)) = beside(table) else { continue };
                let before =
                    if op == "insert" { Value::Null } else { row.before.get(column).cloned().unwrap_or_default() };
                let after = if op == "delete" { Value::Null } else { value_after(connection, &row, column, undone)? };
                if op == "update" && !row.before.contains_key(column) {
                    continue;
                }
                told.push(tell(words, named(connection, column, &before)?, named(connection, column, &after)?));
            }
        }
    }
    if undone {
        told.iter_mut().for_each(|change| std::mem::swap(&mut change.before, &mut change.after));
    }
    Ok(told)
}

/// Its title now, else as it was when it went.
fn title(connection: &Connection, paper: Id, row: &Row) -> Result<String> {
    let now: Option<String> = connection
        .prepare_cached("SELECT title FROM paper WHERE id = ?1")?
        .query_row([paper], |row| row.get(0))
        .optional()?;
    let then = || row.before.get("title").and_then(Value::as_str).map(str::to_owned).unwrap_or_default();
    Ok(now.unwrap_or_else(then))
}

/// A column on the other side of a change: what the next change that stands found there, else what is there now. Of a
/// change that is undone that is how it was before it, which one undone along with it may know.
fn value_after(connection: &Connection, row: &Row, column: &str, undone: bool) -> Result<Value> {
    let ask = |which: &str| -> Result<Option<(Option<String>, bool)>> {
        let sql = format!(
            "SELECT json_extract(before, '$.' || ?3), undone FROM journal_change JOIN journal_entry ON journal_entry.id = entry_id
             WHERE \"table\" = ?1 AND row_id = ?2 AND json_type(before, '$.' || ?3) IS NOT NULL AND {which} LIMIT 1"
        );
        let found = connection
            .prepare_cached(&sql)?
            .query_row(params![row.table, row.row, column, row.id, row.entry], |found| {
                Ok((as_text(found.get_ref(0)?), found.get(1)?))
            })
            .optional()?;
        Ok(found)
    };
    if undone && let Some((said, true)) = ask("entry_id < ?5 AND ?4 ORDER BY entry_id DESC, journal_change.id DESC")? {
        return Ok(said.map_or(Value::Null, Value::String));
    }
    if let Some((next, _)) =
        ask("(entry_id, journal_change.id) > (?5, ?4) AND undone = 0 ORDER BY entry_id, journal_change.id")?
    {
        return Ok(next.map_or(Value::Null, Value::String));
    }
    // Both names come from the lists below, never from the journal.
    let sql = format!("SELECT {column} FROM {} WHERE id = ?1", row.table);
    let now: Option<Option<String>> =
        connection.prepare_cached(&sql)?.query_row([row.row], |found| Ok(as_text(found.get_ref(0)?))).optional()?;
    Ok(now.flatten().map_or(Value::Null, Value::String))
}

fn as_text(value: rusqlite::types::ValueRef) -> Option<String> {
    use rusqlite::types::ValueRef as V;
    match value {
        V::Integer(number) => Some(number.to_string()),
        V::Real(number) => Some(number.to_string()),
        V::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        V::Null | V::Blob(_) => None,
    }
}

/// What readers call a column of a paper; `None` for what they never see.
fn field(column: &str) -> Option<&'static str> {
    Some(match column {
        "title" => "title",
        "abstract" => "abstract",
        "venue" => "venue",
        "year" => "year",
        "published" => "date",
        "citation_key" => "citation key",
        "entry_type" => "type",
        "url" => "address",
        "comments" => "remarks",
        "read_state" => "read state",
        "starred" => "star",
        "trashed_at" => "trash",
        _ => return None,
    })
}

/// What a row beside a paper is, and the column that says most about it.
fn beside(table: &str) -> Option<(&'static str, &'static str)> {
    Some(match table {
        "paper_person" => ("author", "person_id"),
        "identifier" => ("identifier", "value"),
        "paper_field" => ("field", "value"),
        "tag" => ("tag name", "name"),
        "paper_tag" => ("tag", "tag_id"),
        "collection" => ("collection", "name"),
        "collection_paper" => ("collection", "collection_id"),
        "note" => ("note", "text"),
        "annotation" => ("highlight", "quote"),
        "mention" => ("repository", "as_written"),
        _ => return None,
    })
}

fn shown(column: &str, value: &Value) -> String {
    let flag = matches!(value.as_str().unwrap_or_default(), "1") || value.as_i64() == Some(1);
    match column {
        "starred" => if flag { "starred" } else { "not starred" }.into(),
        "trashed_at" => if value.is_null() { "not in the trash" } else { "in the trash" }.into(),
        _ => text(value),
    }
}

/// A name instead of a number.
fn named(connection: &Connection, column: &str, value: &Value) -> Result<String> {
    let sql = match column {
        "person_id" => "SELECT name FROM person WHERE id = ?1",
        "tag_id" => "SELECT name FROM tag WHERE id = ?1",
        "collection_id" => "SELECT name FROM collection WHERE id = ?1",
        _ => return Ok(text(value)),
    };
    let id: Option<Id> = value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let Some(id) = id else { return Ok(String::new()) };
    let name: Option<String> = connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok(name.unwrap_or_else(|| "one that is gone".into()))
}

fn text(value: &Value) -> String {
    let all = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    all.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_journal_of_too_many_bytes_lets_go_of_the_oldest() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), || 1_700_000_000_000).expect("a store");
        let name = "rain".repeat(250);
        for at in 0..151 {
            let rename = |tx: &Transaction| {
                tx.execute("INSERT OR IGNORE INTO collection (id, name, position) VALUES (1, ?1, 0)", [&name])?;
                Ok(tx.execute("UPDATE collection SET name = ?1 WHERE id = 1", [format!("{name}{at}")])?)
            };
            store.act("Rename a collection", None, rename).expect("renamed");
        }
        let kept = |most| -> i64 {
            store.write(|tx| prune_to(tx, store.now(), most)).expect("pruned");
            let count = |db: &Connection| Ok(db.query_row("SELECT count(*) FROM journal_entry", [], |row| row.get(0))?);
            store.read(count).expect("counted")
        };
        assert_eq!(kept(1_000_000), 151, "a journal that is small enough is left alone");
        let fits = kept(120_000);
        assert!((105..120).contains(&fits), "about a kilobyte each: {fits}");
        assert_eq!(kept(1_000), 100, "the newest hundred stay, however large");
        assert!(store.undo().expect("undone").is_some(), "and can be undone");
    }
}
