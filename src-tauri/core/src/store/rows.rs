//! Several rows of one table in one statement.

use rusqlite::{ToSql, Transaction, params_from_iter};

use crate::error::Result;

/// Inserts rows of the same columns.
///
/// A statement with triggers keeps a copy of each page that it touches, so the rows of a paper go in together: as many
/// as most papers have, so that few statements are prepared.
pub fn insert<const N: usize>(tx: &Transaction, into: &str, rows: &[[&dyn ToSql; N]]) -> Result<()> {
    for now in rows.chunks(16) {
        let mut sql = format!("INSERT INTO {into} VALUES ");
        for at in 0..now.len() * N {
            sql.push_str(match (at, at % N) {
                (0, _) => "(?",
                (_, 0) => "), (?",
                _ => ", ?",
            });
        }
        sql.push(')');
        tx.prepare_cached(&sql)?.execute(params_from_iter(now.iter().flatten()))?;
    }
    Ok(())
}
