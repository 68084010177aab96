//! The `duplicate_pair`, `duplicate` and `duplicate_state` tables: which papers may be one work, kept in step.
//!
//! An action on few papers asks only about those; one on many leaves them to be looked through in the background,
//! because that reads every title.

use std::collections::HashSet;

use rusqlite::{Connection, Transaction, params};

use super::{candidate, of_one};
use crate::duplicates::{Pair, groups};
use crate::error::Result;
use crate::model::{DuplicateGroup, Id};

/// Asking about one paper takes a millisecond or two.
const FEW: usize = 50;

/// Brings what is kept in step with an action. The papers' derived columns must be so already.
pub fn refresh(tx: &Transaction, entry: Id) -> Result<()> {
    let touched = compared_anew(tx, entry)?;
    if touched.is_empty() {
        return Ok(());
    }
    if touched.len() > FEW || stale(tx)? > 0 {
        return fall_behind(tx);
    }
    let mut around: HashSet<Id> = touched.iter().copied().collect();
    for id in touched {
        for pair in with(tx, id)? {
            around.extend([pair.one, pair.other]);
        }
        tx.prepare_cached("DELETE FROM duplicate_pair WHERE one = ?1 OR other = ?1")?.execute([id])?;
        if let Some(paper) = candidate(tx, id)? {
            insert(tx, &of_one(tx, &paper)?)?;
        }
    }
    regroup(tx, around)
}

/// Papers of which an action changed something that they are compared by; a few more than [`FEW`] are enough to know.
fn compared_anew(tx: &Transaction, entry: Id) -> Result<Vec<Id>> {
    let mut statement = tx.prepare_cached(&format!(
        "SELECT DISTINCT paper_id FROM journal_change WHERE entry_id = ?1 AND paper_id IS NOT NULL AND (
             \"table\" IN ('paper_person', 'identifier', 'paper_field') OR \"table\" = 'paper' AND (
                 op <> 'update' OR json_type(before, '$.title') IS NOT NULL OR json_type(before, '$.year') IS NOT NULL
                 OR json_type(before, '$.trashed_at') IS NOT NULL))
         LIMIT {}",
        FEW + 1
    ))?;
    Ok(statement.query_map([entry], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// How many actions all papers have to be looked through for; 0 when what is kept is in step.
pub fn stale(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT stale FROM duplicate_state")?.query_row([], |row| row.get(0))?)
}

/// Leaves all papers to be looked through.
pub fn fall_behind(tx: &Transaction) -> Result<()> {
    tx.prepare_cached("UPDATE duplicate_state SET stale = stale + 1")?.execute([])?;
    Ok(())
}

/// Keeps what was found when the library was as `stale` counts; `false` when it has changed since.
pub fn replace(tx: &Transaction, found_at: i64, pairs: &[Pair]) -> Result<bool> {
    if stale(tx)? != found_at {
        return Ok(false);
    }
    tx.execute_batch("DELETE FROM duplicate_pair; DELETE FROM duplicate; UPDATE duplicate_state SET stale = 0")?;
    insert(tx, pairs)?;
    insert_groups(tx, &groups(pairs))?;
    Ok(true)
}

/// All pairs as they are kept.
pub fn of_all(connection: &Connection) -> Result<Vec<Pair>> {
    let mut statement = connection.prepare_cached("SELECT one, other, reason, sure FROM duplicate_pair")?;
    Ok(statement.query_map([], read)?.collect::<Result<_, _>>()?)
}

/// The group that a paper is in.
pub fn group_of(connection: &Connection, paper: Id) -> Result<Option<DuplicateGroup>> {
    Ok(groups(&joined(connection, HashSet::from([paper]))?.1).pop())
}

fn with(connection: &Connection, paper: Id) -> Result<Vec<Pair>> {
    let mut statement = connection.prepare_cached(
        "SELECT one, other, reason, sure FROM duplicate_pair WHERE one = ?1
         UNION ALL SELECT one, other, reason, sure FROM duplicate_pair WHERE other = ?1",
    )?;
    Ok(statement.query_map([paper], read)?.collect::<Result<_, _>>()?)
}

fn read(row: &rusqlite::Row) -> rusqlite::Result<Pair> {
    Ok(Pair { one: row.get(0)?, other: row.get(1)?, reason: row.get(2)?, sure: row.get(3)? })
}

fn insert(tx: &Transaction, pairs: &[Pair]) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO duplicate_pair (one, other, reason, sure) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    for pair in pairs {
        statement.execute(params![pair.one, pair.other, pair.reason, pair.sure])?;
    }
    Ok(())
}

fn insert_groups(tx: &Transaction, groups: &[DuplicateGroup]) -> Result<()> {
    let mut statement = tx.prepare_cached("INSERT INTO duplicate (paper_id, group_id, sure) VALUES (?1, ?2, ?3)")?;
    for group in groups {
        for paper in &group.papers {
            statement.execute(params![paper, group.papers.first(), group.sure])?;
        }
    }
    Ok(())
}

/// Joins anew the groups that these papers are in, or were in.
fn regroup(tx: &Transaction, around: HashSet<Id>) -> Result<()> {
    let (members, pairs) = joined(tx, around)?;
    let mut delete = tx.prepare_cached("DELETE FROM duplicate WHERE paper_id = ?1")?;
    for id in members {
        delete.execute([id])?;
    }
    insert_groups(tx, &groups(&pairs))
}

/// Papers that pairs lead to from these, and the pairs.
fn joined(connection: &Connection, from: HashSet<Id>) -> Result<(HashSet<Id>, Vec<Pair>)> {
    let mut next: Vec<Id> = from.into_iter().collect();
    let (mut members, mut pairs) = (HashSet::new(), HashSet::new());
    while let Some(id) = next.pop() {
        if members.insert(id) {
            let found = with(connection, id)?;
            next.extend(found.iter().flat_map(|pair| [pair.one, pair.other]));
            pairs.extend(found);
        }
    }
    Ok((members, pairs.into_iter().collect()))
}
