//! Copies of the whole database: made, read back, compared, put back.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::{Store, connect, lock, migrate};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Millis, RestorePreview, Snapshot};

/// Pages copied between two looks at the clock: a few megabytes, so that writers get their turn.
const STEP: i32 = 1_000;

impl Store {
    /// Copies the database as it is at one moment, and reads the copy back.
    ///
    /// # Errors
    /// `Corrupt` when the copy is not sound or lacks rows.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        self.read(|db| {
            // One moment for the pages and for the rows that are counted against them.
            let tx = db.unchecked_transaction()?;
            let counted = count_rows(&tx)?;
            let mut copy = Connection::open(path)?;
            Backup::new(&tx, &mut copy)?.run_to_completion(STEP, Duration::ZERO, None)?;
            // A copy in one file, to be carried elsewhere by itself.
            copy.pragma_update(None, "journal_mode", "DELETE")?;
            copy.close().map_err(|(_, error)| error)?;
            std::fs::File::open(path)?.sync_all()?;
            check(path)?;
            if count_rows(&open_copy(path)?)? != counted {
                return Err(unsound(path, "some of its rows are missing"));
            }
            Ok(())
        })
    }

    /// Writes a copy over the database, as one transaction, and brings it to the present format.
    pub fn put_back(&self, copy: &Path) -> Result<()> {
        let source = open_copy(copy)?;
        let mut writer = lock(&self.writer);
        lock(&self.readers).clear();
        // All at once: nobody sees half of it, and a crash in the middle rolls it back.
        Backup::new(&source, &mut writer)?.run_to_completion(i32::MAX, Duration::from_millis(20), None)?;
        let mut fresh = connect(&self.path)?;
        let folder = self.path.parent().unwrap_or(&self.path);
        migrate::bring_up_to_date(&mut fresh, folder, self.now())?;
        super::watch::watch(&fresh)?;
        *writer = fresh;
        Ok(())
    }
}

/// Reads a copy through and through.
///
/// # Errors
/// `Corrupt` when it is not sound, `Newer` when a later Postil made it.
pub fn check(path: &Path) -> Result<()> {
    let copy = open_copy(path)?;
    migrate::is_ours(&copy, path)?;
    let verdict: String = copy
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| unsound(path, &error.to_string()))?;
    if verdict == "ok" { Ok(()) } else { Err(unsound(path, &verdict)) }
}

/// The contents of files that a copy names. A copy that cannot be read may name any: it is an error.
pub fn files_in(path: &Path) -> Result<std::collections::HashSet<String>> {
    super::attachments::named(&open_copy(path)?)
}

/// Nobody writes to a copy, so nothing beside it is needed or made.
fn open_copy(path: &Path) -> Result<Connection> {
    let open = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let copy = open.map_err(|error| unsound(path, &error.to_string()))?;
    // A damaged file must not read as an empty one.
    copy.query_row("SELECT count(*) FROM paper", [], |row| row.get::<_, i64>(0))
        .map_err(|error| unsound(path, &error.to_string()))?;
    Ok(copy)
}

/// How many rows each table has, by name.
fn count_rows(connection: &Connection) -> Result<Vec<(String, i64)>> {
    // Virtual tables have no rows that could be counted; those they are made of have.
    let mut statement = connection.prepare(
        "SELECT name FROM main.sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let count = |name: String| {
        let sql = format!("SELECT count(*) FROM main.\"{name}\"");
        Ok((name, connection.query_row(&sql, [], |row| row.get(0))?))
    };
    names.into_iter().map(count).collect()
}

/// Whether the reader did anything after a moment, or something was learned.
pub fn changed_since(connection: &Connection, at: Millis) -> Result<bool> {
    let last = |sql: &str| -> Result<Option<Millis>> {
        Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?)
    };
    let acted = last("SELECT at FROM journal_entry ORDER BY id DESC LIMIT 1")?;
    let learned = last("SELECT at FROM repository_check ORDER BY id DESC LIMIT 1")?;
    Ok(acted.max(learned).is_some_and(|last| last > at))
}

/// What putting a copy back would change.
pub fn compare(connection: &Connection, path: &Path, snapshot: Snapshot) -> Result<RestorePreview> {
    check(path)?;
    let before = Connection::open_in_memory()?;
    let attach = |name: &str, path: &Path| {
        let uri = format!(
            "file:{}?mode=ro",
            path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
        );
        before.execute(&format!("ATTACH ?1 AS {name}"), params![uri])
    };
    attach("now", Path::new(connection.path().unwrap_or_default()))?;
    attach("then_", path)?;
    let count = |sql: &str| -> Result<u32> { Ok(before.query_row(sql, [], |row| row.get(0))?) };
    let titles = |of: &str| -> Result<Vec<String>> {
        let mut titles = before.prepare(&format!("SELECT title {of} ORDER BY id DESC LIMIT 10"))?;
        Ok(titles.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    let gone = "FROM now.paper WHERE id NOT IN (SELECT id FROM then_.paper)";
    before.execute_batch("CREATE TEMP TABLE differs (id INTEGER PRIMARY KEY)")?;
    for (table, paper) in OF_PAPERS {
        let columns = common_columns(&before, table)?;
        if !columns.is_empty() {
            let columns = columns.join(", ");
            let (now, then) =
                (format!("SELECT {columns} FROM now.{table}"), format!("SELECT {columns} FROM then_.{table}"));
            before.execute_batch(&format!(
                "INSERT OR IGNORE INTO differs SELECT {paper} FROM ({now} EXCEPT {then});
                 INSERT OR IGNORE INTO differs SELECT {paper} FROM ({then} EXCEPT {now})"
            ))?;
        }
    }
    let changed = "FROM now.paper WHERE id IN (SELECT id FROM differs) AND id IN (SELECT id FROM then_.paper)";
    Ok(RestorePreview {
        snapshot,
        papers_now: count("SELECT count(*) FROM now.paper WHERE trashed_at IS NULL")?,
        papers_then: count("SELECT count(*) FROM then_.paper WHERE trashed_at IS NULL")?,
        papers_lost: count(&format!("SELECT count(*) {gone}"))?,
        papers_back: count("SELECT count(*) FROM then_.paper WHERE id NOT IN (SELECT id FROM now.paper)")?,
        papers_changed: count(&format!("SELECT count(*) {changed}"))?,
        notes_now: count("SELECT count(*) FROM now.note")?,
        notes_then: count("SELECT count(*) FROM then_.note")?,
        lost_titles: titles(gone)?,
        changed_titles: titles(changed)?,
        changed_lists: changed_lists(&before)?,
    })
}

/// Collections and saved searches that differ, by name.
fn changed_lists(connection: &Connection) -> Result<Vec<String>> {
    let mut names = std::collections::BTreeSet::new();
    for table in ["collection", "saved_search"] {
        let columns = common_columns(connection, table)?.join(", ");
        // A copy of an older format may not know the table at all.
        let sql = if columns.is_empty() {
            format!("SELECT name FROM now.{table} LIMIT 10")
        } else {
            let (now, then) =
                (format!("SELECT {columns} FROM now.{table}"), format!("SELECT {columns} FROM then_.{table}"));
            format!("SELECT name FROM ({now} EXCEPT {then}) UNION SELECT name FROM ({then} EXCEPT {now}) LIMIT 10")
        };
        let mut statement = connection.prepare(&sql)?;
        names.extend(statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(names.into_iter().take(10).collect())
}

/// What belongs to papers, and the column that tells to which.
const OF_PAPERS: [(&str, &str); 10] = [
    ("paper", "id"),
    ("paper_person", "paper_id"),
    ("identifier", "paper_id"),
    ("paper_tag", "paper_id"),
    ("collection_paper", "paper_id"),
    ("note", "paper_id"),
    ("annotation", "paper_id"),
    ("attachment", "paper_id"),
    ("mention", "paper_id"),
    ("paper_field", "paper_id"),
];

/// The columns that a table has in both; a copy may be of an older format. What is derived is no change.
fn common_columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM pragma_table_info(?1, 'now') WHERE name IN (SELECT name FROM pragma_table_info(?1, 'then_'))
           AND name NOT IN ('title_sort', 'title_key', 'filed', 'code_verdict', 'code_stars', 'code_pushed', 'attention',
                            'papers', 'stale')",
    )?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn unsound(path: &Path, why: &str) -> Error {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Error::new(ErrorCode::Corrupt, format!("The snapshot “{name}” is not sound: {why}. The library was left as it is."))
}
