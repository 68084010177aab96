//! The full-text index: one row a paper, kept in step by the store after each action.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Result;
use crate::model::Id;

/// Writes the words of a paper, in place of those it had; takes them out when the paper is gone.
///
/// Read first and inserted as plain values: an `INSERT … SELECT` opens a savepoint, at which FTS5 writes all it has
/// gathered to disk. Indexing one paper after the other with nothing in between lets it gather thousands.
pub fn index(tx: &Transaction, paper: Id) -> Result<()> {
    let words = tx
        .prepare_cached(
            "SELECT title,
            (SELECT group_concat(name, ' ; ') FROM paper_person JOIN person ON person.id = person_id WHERE paper_id = paper.id),
            abstract,
            (SELECT group_concat(text, ' ') FROM (
                SELECT text FROM note WHERE paper_id = paper.id
                UNION ALL SELECT comment FROM annotation WHERE paper_id = paper.id AND comment <> '')),
            (SELECT group_concat(name, ' ; ') FROM paper_tag JOIN tag ON tag.id = tag_id WHERE paper_id = paper.id),
            concat_ws(' ', venue, comments, citation_key,
                (SELECT group_concat(value, ' ') FROM identifier WHERE paper_id = paper.id),
                (SELECT group_concat(owner || ' ' || repository.name, ' ') FROM mention
                    JOIN repository ON repository.id = repository_id WHERE mention.paper_id = paper.id AND status <> 'rejected'))
         FROM paper WHERE id = ?1",
        )?
        .query_row([paper], |row| {
            let mut words: [Option<String>; 6] = Default::default();
            for (at, text) in words.iter_mut().enumerate() {
                *text = row.get(at)?;
            }
            Ok(words)
        })
        .optional()?;
    let Some([title, authors, abstract_text, notes, tags, other]) = words else {
        tx.prepare_cached("DELETE FROM paper_fts WHERE rowid = ?1")?.execute([paper])?;
        return Ok(());
    };
    // Replacing what is not there costs as much as indexing it.
    let known = tx.prepare_cached("SELECT 1 FROM paper_fts WHERE rowid = ?1")?.exists([paper])?;
    let verb = if known { "REPLACE" } else { "INSERT" };
    tx.prepare_cached(&format!(
        "{verb} INTO paper_fts (rowid, title, authors, abstract, notes, tags, other) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    ))?
    .execute(params![paper, title, authors, abstract_text, notes, tags, other])?;
    Ok(())
}

/// From this many papers on, an action is given room to index them.
const MANY: usize = 1_000;

/// Lets the index gather more words, in bytes, before it writes them out: each writing is a segment that has to be
/// merged with others. Memory is held only while many papers are indexed.
pub fn many_at_once(tx: &Transaction, papers: usize) -> Result<()> {
    hash_size(tx, papers, 64 * 1024 * 1024)
}

/// Takes that back, as FTS5 has it by itself.
pub fn few_at_once(tx: &Transaction, papers: usize) -> Result<()> {
    hash_size(tx, papers, 1024 * 1024)
}

fn hash_size(tx: &Transaction, papers: usize, bytes: i64) -> Result<()> {
    if papers >= MANY {
        tx.execute("INSERT INTO paper_fts (paper_fts, rank) VALUES ('hashsize', ?1)", [bytes])?;
    }
    Ok(())
}

/// Hands over the papers that match, newest first, until `f` has enough.
pub fn each_newest(connection: &Connection, expression: &str, mut f: impl FnMut(Id) -> Result<bool>) -> Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?1 ORDER BY rowid DESC")?;
    let mut rows = statement.query([expression])?;
    while let Some(row) = rows.next()? {
        if !f(row.get(0)?)? {
            break;
        }
    }
    Ok(())
}

/// Ids of the papers from `oldest` on that match, best first: titles weigh most, then authors, tags, notes, abstract.
pub fn best(connection: &Connection, expression: &str, oldest: Id, limit: i64) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?1 AND rowid >= ?2
         AND rank MATCH 'bm25(10.0, 6.0, 1.0, 3.0, 4.0, 2.0)' ORDER BY rank LIMIT ?3",
    )?;
    Ok(statement.query_map(params![expression, oldest, limit], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
