//! Rows as JSON and back, whatever columns they have: for copies that must not forget a column added later.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Params, Row, Transaction, params_from_iter};
use serde_json::{Map, Value as Json};

use crate::error::{Error, Result};

/// A row by the names of its columns; NULL is left out.
pub type JsonRow = Map<String, Json>;

/// All rows of a query.
pub fn query(connection: &Connection, sql: &str, params: impl Params) -> Result<Vec<JsonRow>> {
    let mut statement = connection.prepare_cached(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement.query_map(params, |row| read(row, &names))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row, names: &[String]) -> rusqlite::Result<JsonRow> {
    let mut found = JsonRow::new();
    for (at, name) in names.iter().enumerate() {
        let value = match row.get_ref(at)? {
            ValueRef::Integer(number) => Json::from(number),
            ValueRef::Real(number) => Json::from(number),
            ValueRef::Text(text) => Json::from(String::from_utf8_lossy(text)),
            ValueRef::Null | ValueRef::Blob(_) => continue,
        };
        found.insert(name.clone(), value);
    }
    Ok(found)
}

/// Inserts a row. Columns that the table does not have are an error: they hold something this version cannot keep.
pub fn insert(tx: &Transaction, table: &str, row: &JsonRow) -> Result<()> {
    let known = columns(tx, table)?;
    if let Some(name) = row.keys().find(|name| !known.contains(name)) {
        return Err(Error::validation(
            "column",
            format!("“{name}” is nothing that this Postil can keep of a {table}."),
        ));
    }
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let values = row.values().map(|value| match value {
        Json::Number(number) => {
            number.as_i64().map_or_else(|| Value::Real(number.as_f64().unwrap_or_default()), Value::Integer)
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Bool(is_so) => Value::Integer((*is_so).into()),
        Json::Null => Value::Null,
        other => Value::Text(other.to_string()),
    });
    let places = vec!["?"; names.len()].join(", ");
    let sql = format!("INSERT INTO {table} ({}) VALUES ({places})", names.join(", "));
    tx.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// All that `f` writes, or nothing of it, within a larger transaction.
pub fn whole<T>(tx: &Transaction, f: impl FnOnce() -> Result<T>) -> Result<T> {
    tx.execute_batch("SAVEPOINT some_rows")?;
    let done = f();
    let end = if done.is_ok() { "RELEASE some_rows" } else { "ROLLBACK TO some_rows; RELEASE some_rows" };
    tx.execute_batch(end)?;
    done
}
