//! Several rows of one table in one statement.

use rusqlite::{ToSql, Transaction, params_from_iter};

use crate::error::Result;

/// Inserts rows of the same columns.
///
/// A statement with triggers keeps a copy of each page that it touches, so the rows of a paper go in together: as many
/// as most papers have, so that few statements are prepared.
pub fn insert<const N: usize>(tx: &Transaction, into: &str, rows: &[[&dyn ToSql; N]]) -> Result<()> {
    for now in rows.chunks(16) {
        let places = vec![format!("({})", ["?"; N].join(", ")); now.len()].join(", ");
        let values = now.iter().flatten();
        tx.prepare_cached(&format!("INSERT INTO {into} VALUES {places}"))?.execute(params_from_iter(values))?;
    }
    Ok(())
}
