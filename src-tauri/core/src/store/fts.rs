//! The full-text indexes, of all words and of titles: one row a paper, kept in step by the store after each action.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Statement, Transaction, params, params_from_iter};

use crate::error::Result;
use crate::model::Id;
use crate::search::years::MARK;

/// Which of the two is asked.
#[derive(Clone, Copy)]
pub enum Index {
    /// Of all words.
    All,
    /// Of the words of titles, far fewer: what it can answer it answers sooner.
    Titles,
}

/// Writes the words of papers, in place of those they had; takes them out when a paper is gone. `indexed` hears of each
/// paper that is done.
pub fn index(tx: &Transaction, papers: &[Id], mut indexed: impl FnMut() -> Result<()>) -> Result<()> {
    many_at_once(tx, papers.len())?;
    // Papers that an import brought are newer than all that is there, which saves looking for each.
    let newest = newest(tx)?;
    let mut words = words(tx)?;
    // Replacing what is not there costs as much as indexing it.
    let [mut insert, mut replace] = [Put::of(tx, "INSERT")?, Put::of(tx, "REPLACE")?];
    for &paper in papers {
        let known =
            paper <= newest && tx.prepare_cached("SELECT 1 FROM paper_fts WHERE rowid = ?1")?.exists([paper])?;
        // Read first and inserted as plain values: an `INSERT … SELECT` opens a savepoint, at which FTS5 writes all it has
        // gathered to disk. Indexing one paper after the other with nothing in between lets it gather thousands.
        match words_of(&mut words, paper)? {
            Some(words) if known => replace.put(paper, &words)?,
            Some(words) => insert.put(paper, &words)?,
            None => {
                for sql in ["DELETE FROM paper_fts WHERE rowid = ?1", "DELETE FROM title_fts WHERE rowid = ?1"] {
                    tx.prepare_cached(sql)?.execute([paper])?;
                }
            }
        }
        indexed()?;
    }
    few_at_once(tx, papers.len())
}

/// Puts the words of one paper after the other into both indexes.
struct Put<'tx> {
    all: CachedStatement<'tx>,
    titles: CachedStatement<'tx>,
}

impl<'tx> Put<'tx> {
    fn of(tx: &'tx Transaction, verb: &str) -> Result<Self> {
        let all = tx.prepare_cached(&format!("{verb} INTO paper_fts {COLUMNS}"))?;
        let titles = tx.prepare_cached(&format!("{verb} INTO title_fts (rowid, title) VALUES (?1, ?2)"))?;
        Ok(Self { all, titles })
    }

    fn put(&mut self, paper: Id, words: &Words) -> Result<()> {
        self.titles.execute(params![paper, words[0]])?;
        put(&mut self.all, paper, words)
    }
}

/// Writes the words of every paper, into indexes that hold nothing.
pub fn index_all(tx: &Transaction) -> Result<()> {
    let papers: Vec<Id> =
        tx.prepare("SELECT id FROM paper ORDER BY id")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    index(tx, &papers, || Ok(()))
}

/// The greatest id that the index knows; 0 when it is empty.
fn newest(tx: &Transaction) -> Result<Id> {
    let sql = "SELECT rowid FROM paper_fts ORDER BY rowid DESC LIMIT 1";
    Ok(tx.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Makes an index of these papers only, in memory, in place of the one made before.
pub fn index_few(tx: &Transaction, papers: &[Id]) -> Result<()> {
    tx.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.few_fts USING fts5 (
            title, authors, abstract, notes, tags, other, content = '', tokenize = 'unicode61 remove_diacritics 2');
         INSERT INTO few_fts (few_fts) VALUES ('delete-all')",
    )?;
    let (mut words, mut insert) = (words(tx)?, tx.prepare_cached(&format!("INSERT INTO few_fts {COLUMNS}"))?);
    for &paper in papers {
        if let Some(words) = words_of(&mut words, paper)? {
            put(&mut insert, paper, &words)?;
        }
    }
    Ok(())
}

/// Those of the papers last given to [`index_few`] that match.
pub fn few_with(tx: &Transaction, expression: &str) -> Result<HashSet<Id>> {
    let mut statement = tx.prepare_cached("SELECT rowid FROM few_fts WHERE few_fts MATCH ?1")?;
    Ok(statement.query_map([expression], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// In the order of the index's columns.
type Words = [Option<String>; 6];

const COLUMNS: &str = "(rowid, title, authors, abstract, notes, tags, other) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

fn put(statement: &mut Statement, paper: Id, words: &Words) -> Result<()> {
    let [title, authors, abstract_text, notes, tags, other] = words;
    statement.execute(params![paper, title, authors, abstract_text, notes, tags, other])?;
    Ok(())
}

/// What asks for the words of a paper.
fn words<'tx>(tx: &'tx Transaction) -> Result<CachedStatement<'tx>> {
    Ok(tx.prepare_cached(
        // The year goes with the title, which is all that the index of titles has.
        "SELECT concat_ws(' ', title, ?2 || year),
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
    )?)
}

fn words_of(statement: &mut Statement, paper: Id) -> Result<Option<Words>> {
    Ok(statement
        .query_row(params![paper, String::from(MARK)], |row| {
            let mut words: Words = Default::default();
            for (at, text) in words.iter_mut().enumerate() {
                *text = row.get(at)?;
            }
            Ok(words)
        })
        .optional()?)
}

/// From this many papers on, an action is given room to index them.
const MANY: usize = 1_000;

/// Lets the index gather more words, in bytes, before it writes them out: each writing is a segment that has to be
/// merged with others. Memory is held only while many papers are indexed; more of it gains nothing.
fn many_at_once(tx: &Transaction, papers: usize) -> Result<()> {
    hash_size(tx, papers, 16 * 1024 * 1024)
}

/// Takes that back, as FTS5 has it by itself.
fn few_at_once(tx: &Transaction, papers: usize) -> Result<()> {
    hash_size(tx, papers, 1024 * 1024)
}

fn hash_size(tx: &Transaction, papers: usize, bytes: i64) -> Result<()> {
    if papers >= MANY {
        for table in ["paper_fts", "title_fts"] {
            tx.execute(&format!("INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?1)"), [bytes])?;
        }
    }
    Ok(())
}

impl Index {
    fn table(self) -> &'static str {
        match self {
            Self::All => "paper_fts",
            Self::Titles => "title_fts",
        }
    }
}

/// Hands over the papers that match and whose rows fulfil a condition (SQL with its values; it may be empty), newest
/// first, until `f` has enough.
pub fn each_newest(
    connection: &Connection,
    index: Index,
    expression: &str,
    condition: &str,
    values: &[Value],
    f: impl FnMut(Id) -> bool,
) -> Result<()> {
    let table = index.table();
    // A cross join is gone through in the order written: the words lead, and what is asked of each hit is looked up.
    let sql = if condition.is_empty() {
        format!("SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC")
    } else {
        format!(
            "SELECT {table}.rowid FROM {table} CROSS JOIN paper INDEXED BY paper_facts ON paper.id = {table}.rowid
             WHERE {table} MATCH ? AND {condition} ORDER BY {table}.rowid DESC"
        )
    };
    each_row(connection, &sql, expression, values, f)
}

/// The same for those that match and are among some papers. Told by SQLite: handing each hit over to be held against the
/// set takes twice as long. Where `f` will hear of all of them, they are found in the order of the index, which takes a
/// third less, and turned round.
pub fn each_among(
    connection: &Connection,
    index: Index,
    expression: &str,
    papers: impl Iterator<Item = Id>,
    may_end_early: bool,
    mut f: impl FnMut(Id) -> bool,
) -> Result<()> {
    let table = index.table();
    // Without the sign the words would be looked for in each paper by itself.
    let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ? AND +rowid IN (SELECT value FROM json_each(?))");
    let list: Vec<String> = papers.map(|id| id.to_string()).collect();
    let list = [Value::Text(format!("[{}]", list.join(",")))];
    if may_end_early {
        return each_row(connection, &format!("{sql} ORDER BY rowid DESC"), expression, &list, f);
    }
    let mut found = Vec::new();
    each_row(connection, &format!("{sql} ORDER BY rowid"), expression, &list, |id| {
        found.push(id);
        true
    })?;
    let _ = found.iter().rev().all(|id| f(*id));
    Ok(())
}

fn each_row(
    connection: &Connection,
    sql: &str,
    expression: &str,
    values: &[Value],
    mut f: impl FnMut(Id) -> bool,
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let words = Value::Text(expression.to_owned());
    let mut rows = statement.query(params_from_iter(std::iter::once(&words).chain(values)))?;
    while let Some(row) = rows.next()? {
        if !f(row.get(0)?) {
            break;
        }
    }
    Ok(())
}

/// Hands over those of the papers that match, in their order, until `f` has enough.
pub fn each_of_these(
    connection: &Connection,
    index: Index,
    expression: &str,
    papers: &[Id],
    mut f: impl FnMut(Id) -> bool,
) -> Result<()> {
    let table = index.table();
    let mut statement =
        connection.prepare_cached(&format!("SELECT 1 FROM {table} WHERE {table} MATCH ?1 AND rowid = ?2"))?;
    for &paper in papers {
        if statement.exists(params![expression, paper])? && !f(paper) {
            break;
        }
    }
    Ok(())
}
