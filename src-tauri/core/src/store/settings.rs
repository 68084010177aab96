//! The `setting` table: what the window remembers, as JSON values. Never a secret.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, params};
use serde_json::Value;

use crate::error::{Error, Result};

pub fn all(connection: &Connection) -> Result<BTreeMap<String, Value>> {
    let mut statement = connection.prepare_cached("SELECT key, value FROM setting")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut found = BTreeMap::new();
    for row in rows {
        let (key, text) = row?;
        // A value that another version wrote differently falls back to its default.
        if let Ok(value) = serde_json::from_str(&text) {
            found.insert(key, value);
        }
    }
    Ok(found)
}

pub fn set(tx: &Transaction, key: &str, value: &Value) -> Result<()> {
    let text = value.to_string();
    if key.is_empty() || key.len() > 100 || text.len() > 100_000 {
        return Err(Error::internal(format!("the setting “{key}” is too large")));
    }
    tx.prepare_cached("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?
        .execute(params![key, text])?;
    Ok(())
}
