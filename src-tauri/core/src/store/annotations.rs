//! The `annotation` table: highlights on the abstract.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::anchor::{self, Anchor};
use crate::error::{Error, Result};
use crate::model::{Annotation, AnnotationColor, Id, Millis};

const COLUMNS: &str = "id, paper_id, color, quote, start_at, end_at, orphaned, comment, created_at, modified_at";

pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<Annotation>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM annotation WHERE paper_id = ?1 ORDER BY orphaned, start_at, id"
    ))?;
    Ok(statement.query_map([paper], read)?.collect::<Result<_, _>>()?)
}

pub fn get(connection: &Connection, id: Id) -> Result<Annotation> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM annotation WHERE id = ?1"))?
        .query_row([id], read)
        .optional()?
        .ok_or_else(|| Error::not_found("This highlight"))
}

pub fn insert(tx: &Transaction, id: Id, paper: Id, color: AnnotationColor, anchor: &Anchor, now: Millis) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO annotation (id, paper_id, color, quote, prefix, suffix, start_at, end_at, created_at, modified_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
    )?
    .execute(params![
        id,
        paper,
        color_name(color),
        anchor.quote,
        anchor.prefix,
        anchor.suffix,
        anchor.range.start as i64,
        anchor.range.end as i64,
        now
    ])?;
    Ok(())
}

pub fn edit(tx: &Transaction, id: Id, color: AnnotationColor, comment: &str, now: Millis) -> Result<()> {
    tx.prepare_cached(
        "UPDATE annotation SET color = ?2, comment = ?3, modified_at = ?4 WHERE id = ?1 AND (color <> ?2 OR comment <> ?3)",
    )?
    .execute(params![id, color_name(color), comment, now])?;
    Ok(())
}

pub fn delete(tx: &Transaction, id: Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM annotation WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// After an edit of the abstract: every highlight follows its words, or is orphaned; an orphan whose words came
/// back is anchored again.
pub fn follow(tx: &Transaction, paper: Id, text: &str) -> Result<()> {
    let anchors = {
        let mut statement =
            tx.prepare("SELECT id, quote, prefix, suffix, start_at, end_at FROM annotation WHERE paper_id = ?1")?;
        statement
            .query_map([paper], |row| {
                let range = row.get::<_, u32>(4)? as usize..row.get::<_, u32>(5)? as usize;
                Ok((
                    row.get::<_, Id>(0)?,
                    Anchor { quote: row.get(1)?, prefix: row.get(2)?, suffix: row.get(3)?, range },
                ))
            })?
            .collect::<Result<Vec<_>, _>>()?
    };
    for (id, old) in anchors {
        match anchor::find(text, &old).and_then(|range| anchor::anchor(text, range)) {
            Some(new) => tx.execute(
                "UPDATE annotation SET prefix = ?2, suffix = ?3, start_at = ?4, end_at = ?5, orphaned = 0 WHERE id = ?1",
                params![id, new.prefix, new.suffix, new.range.start as i64, new.range.end as i64],
            )?,
            None => tx.execute("UPDATE annotation SET orphaned = 1 WHERE id = ?1", [id])?,
        };
    }
    Ok(())
}

fn color_name(color: AnnotationColor) -> &'static str {
    match color {
        AnnotationColor::Yellow => "yellow",
        AnnotationColor::Green => "green",
        AnnotationColor::Blue => "blue",
        AnnotationColor::Pink => "pink",
    }
}

fn read(row: &Row) -> rusqlite::Result<Annotation> {
    Ok(Annotation {
        id: row.get(0)?,
        paper_id: row.get(1)?,
        color: match row.get::<_, String>(2)?.as_str() {
            "green" => AnnotationColor::Green,
            "blue" => AnnotationColor::Blue,
            "pink" => AnnotationColor::Pink,
            _ => AnnotationColor::Yellow,
        },
        quote: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        orphaned: row.get(6)?,
        comment: row.get(7)?,
        created_at: row.get(8)?,
        modified_at: row.get(9)?,
    })
}
