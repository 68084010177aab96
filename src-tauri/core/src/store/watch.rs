//! The triggers that keep each row as it was before an action; see [`super::journal`].

use rusqlite::{Connection, Transaction};

use super::journal;
use crate::error::Result;
use crate::model::Id;

/// Journalled tables, how to find the paper a row belongs to, and whether a new row counts as a change.
///
/// A new tag by itself is not seen by the reader (its use is), and another paper may come to use it.
pub const TABLES: &[(&str, &str, bool)] = &[
    ("paper", "id", true),
    ("paper_person", "paper_id", true),
    ("identifier", "paper_id", true),
    ("paper_field", "paper_id", true),
    ("tag", "NULL", false),
    ("paper_tag", "paper_id", true),
    ("collection", "NULL", true),
    ("collection_paper", "paper_id", true),
    ("saved_search", "NULL", true),
    ("note", "paper_id", true),
    ("annotation", "paper_id", true),
    ("attachment", "paper_id", true),
    ("mention", "paper_id", true),
    ("notice", "NULL", false),
];

/// Columns computed from others.
pub const DERIVED: &[&str] =
    &["title_sort", "title_key", "filed", "code_verdict", "code_stars", "code_pushed", "attention", "papers", "stale"];

/// Installs the triggers on the writing connection.
pub fn watch(connection: &Connection) -> Result<()> {
    connection.execute_batch("CREATE TEMP TABLE current_entry (id INTEGER NOT NULL)")?;
    for (table, paper, inserts) in TABLES {
        if *inserts {
            connection.execute_batch(&insert_trigger(table, paper))?;
        }
        connection.execute_batch(&triggers(connection, table, paper)?)?;
    }
    Ok(())
}

/// New papers written without the triggers on new rows: of a statement that has one SQLite keeps a copy of each page that
/// it touches, which is a sixth of an import.
///
/// An import that fails takes its transaction back, and with it what was done to the triggers.
pub struct Unwatched {
    /// The action that new papers are noted in while the triggers are put aside.
    entry: Option<Id>,
    /// New papers in a row.
    row: usize,
}

/// Putting the triggers aside and back takes half a millisecond, as much as they cost for so many papers.
const WORTH: usize = 50;

impl Default for Unwatched {
    fn default() -> Self {
        Self { entry: None, row: WORTH }
    }
}

impl Unwatched {
    /// Before a new paper is written. Until the next, or [`watch_again`](Self::watch_again), only its rows may be.
    pub fn write(&mut self, tx: &Transaction, paper: Id) -> Result<()> {
        self.row += 1;
        if self.entry.is_none() && self.row > WORTH {
            let drop = |(table, _)| format!("DROP TRIGGER temp.journal_insert_{table};");
            tx.execute_batch(&of_papers().map(drop).collect::<String>())?;
            self.entry = Some(journal::current(tx)?);
        }
        self.entry.map_or(Ok(()), |entry| journal::note_new(tx, entry, paper))
    }

    /// Before any other row is written.
    pub fn watch_again(&mut self, tx: &Transaction) -> Result<()> {
        self.row = 0;
        if self.entry.take().is_some() {
            tx.execute_batch(&of_papers().map(|(table, paper)| insert_trigger(table, paper)).collect::<String>())?;
        }
        Ok(())
    }
}

/// The tables whose rows belong to a paper, and how each names it.
fn of_papers() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().filter(|(_, paper, inserts)| *inserts && *paper != "NULL").map(|(table, paper, _)| (*table, *paper))
}

fn triggers(connection: &Connection, table: &str, paper: &str) -> Result<String> {
    let columns = columns(connection, table)?;
    let of = |row: &str| if paper == "NULL" { "NULL".to_owned() } else { format!("{row}.{paper}") };
    let whole: Vec<String> = columns.iter().map(|column| format!("'{column}', OLD.{column}")).collect();
    let changed: Vec<String> = columns
        .iter()
        .map(|column| format!("SELECT '{column}' AS k, OLD.{column} AS v WHERE OLD.{column} IS NOT NEW.{column}"))
        .collect();
    let differs: Vec<String> = columns.iter().map(|column| format!("OLD.{column} IS NOT NEW.{column}")).collect();
    // Of typing into one note, only the text before the first keystroke is worth keeping.
    let once = if table == "note" {
        "AND NOT EXISTS (SELECT 1 FROM journal_change WHERE \"table\" = 'note' AND row_id = OLD.id AND entry_id = (SELECT id FROM current_entry))"
    } else {
        ""
    };
    Ok(format!(
        "CREATE TEMP TRIGGER journal_update_{table} AFTER UPDATE ON main.{table}
        WHEN EXISTS (SELECT 1 FROM current_entry) AND ({}) {once} BEGIN
            INSERT INTO journal_change (entry_id, \"table\", row_id, paper_id, op, before)
            SELECT id, '{table}', OLD.id, {old}, 'update', (SELECT json_group_object(k, v) FROM ({})) FROM current_entry;
        END;
        CREATE TEMP TRIGGER journal_delete_{table} AFTER DELETE ON main.{table}
        WHEN EXISTS (SELECT 1 FROM current_entry) {beside} BEGIN
            INSERT INTO journal_change (entry_id, \"table\", row_id, paper_id, op, before)
            SELECT id, '{table}', OLD.id, {old}, 'delete', json_object({}) FROM current_entry;
        END;",
        differs.join(" OR "),
        changed.join(" UNION ALL "),
        whole.join(", "),
        old = of("OLD"),
        beside = beside(paper, "OLD"),
    ))
}

/// The rows of a paper that is new itself go and come with it; an import would keep five rows for one. So nothing is
/// kept of those that go again before the action ends, whose ids others may have by then.
fn beside(paper: &str, row: &str) -> String {
    if matches!(paper, "NULL" | "id") {
        return String::new();
    }
    format!(
        "AND NOT EXISTS (SELECT 1 FROM journal_change WHERE \"table\" = 'paper' AND row_id = {row}.paper_id AND op = 'insert'
             AND entry_id = (SELECT id FROM current_entry))"
    )
}

fn insert_trigger(table: &str, paper: &str) -> String {
    let beside = beside(paper, "NEW");
    let of = if paper == "NULL" { "NULL".to_owned() } else { format!("NEW.{paper}") };
    format!(
        "CREATE TEMP TRIGGER journal_insert_{table} AFTER INSERT ON main.{table}
        WHEN EXISTS (SELECT 1 FROM current_entry) {beside} BEGIN
            INSERT INTO journal_change (entry_id, \"table\", row_id, paper_id, op)
            SELECT id, '{table}', NEW.id, {of}, 'insert' FROM current_entry;
        END;"
    )
}

/// The columns of a table that are journalled.
pub fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(names.into_iter().filter(|name| !DERIVED.contains(&name.as_str())).collect())
}
