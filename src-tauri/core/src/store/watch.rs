//! The triggers that keep each row as it was before an action; see [`super::journal`].

use rusqlite::Connection;

use crate::error::Result;

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
        connection.execute_batch(&triggers(connection, table, paper, *inserts)?)?;
    }
    Ok(())
}

fn triggers(connection: &Connection, table: &str, paper: &str, inserts: bool) -> Result<String> {
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
    let rest = format!(
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
    );
    Ok(if inserts { insert_trigger(table, paper) + &rest } else { rest })
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
