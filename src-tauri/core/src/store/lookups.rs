//! The `lookup_queue` table: what waits to be looked up, and what came of it.

use rusqlite::{Connection, Transaction, params};

use super::identifiers;
use crate::error::{Error, Result};
use crate::lookup::{Waiting, Wanted};
use crate::model::{Draft, Identifier, LookupQueue, Millis, Skipped};

/// Without a word from the service: a minute, then twice as long each time, up to an hour.
const FIRST_WAIT: Millis = 60_000;
const LONGEST_WAIT: Millis = 3_600_000;
/// So often it is asked for before it is given up; what the reader asks for before its time is not counted.
const ATTEMPTS: i64 = 30;
const ADDRESS: &str = "address";

fn key(wanted: &Wanted) -> (&'static str, &str) {
    match wanted {
        Wanted::Identifier(one) => (identifiers::name(one.kind), &one.value),
        Wanted::Address(url) => (ADDRESS, url),
    }
}

fn wanted(kind: &str, value: String) -> Option<Wanted> {
    if kind == ADDRESS {
        return Some(Wanted::Address(value));
    }
    Some(Wanted::Identifier(Identifier { kind: identifiers::kind_named(kind)?, value }))
}

/// Puts something into the queue, or says of it that it could not be asked for once more.
pub fn wait(tx: &Transaction, one: &Waiting, now: Millis) -> Result<()> {
    let (kind, value) = key(&one.wanted);
    tx.prepare_cached(
        "INSERT INTO lookup_queue (kind, value, service, host, until, not_before) VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?5, ?6 + ?7))
         ON CONFLICT (kind, value) DO UPDATE SET service = ?3, host = ?4, until = ?5, state = 'waiting', told = NULL,
            attempts = attempts + (not_before <= ?6), not_before = coalesce(?5, ?6 + min(?7 << min(attempts, 10), ?8))",
    )?
    .execute(params![kind, value, one.service, one.host, one.until, now, FIRST_WAIT, LONGEST_WAIT])?;
    tx.prepare_cached(
        "UPDATE lookup_queue SET state = 'unknown', told = ?3 WHERE kind = ?1 AND value = ?2 AND attempts > ?4",
    )?
    .execute(params![kind, value, "It could not be asked for, however often Postil tried.", ATTEMPTS])?;
    Ok(())
}

/// Whether something still waits: the reader may have let it go while it was asked for, or a terminal found it.
pub fn is_waiting(connection: &Connection, one: &Wanted) -> Result<bool> {
    let (kind, value) = key(one);
    let sql = "SELECT 1 FROM lookup_queue WHERE kind = ?1 AND value = ?2 AND state = 'waiting'";
    Ok(connection.prepare_cached(sql)?.exists([kind, value])?)
}

/// Whether it is this service that something waits for.
pub fn is_waiting_for(connection: &Connection, one: &Wanted, service: &str) -> Result<bool> {
    let (kind, value) = key(one);
    let sql = "SELECT 1 FROM lookup_queue WHERE kind = ?1 AND value = ?2 AND service = ?3";
    Ok(connection.prepare_cached(sql)?.exists([kind, value, service])?)
}

/// What may be asked for again, the longest waiting first.
pub fn due(connection: &Connection, now: Millis, most: usize) -> Result<Vec<Wanted>> {
    waiting(connection, "not_before <= ?1", now, most)
}

/// The same whenever the reader likes: no service said until when.
pub fn free(connection: &Connection, now: Millis, most: usize) -> Result<Vec<Wanted>> {
    waiting(connection, "coalesce(until, 0) <= ?1", now, most)
}

fn waiting(connection: &Connection, when: &str, now: Millis, most: usize) -> Result<Vec<Wanted>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT kind, value FROM lookup_queue WHERE state = 'waiting' AND {when} ORDER BY id LIMIT ?2"
    ))?;
    let rows = statement.query_map(params![now, most as i64], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let all: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter_map(|(kind, value)| wanted(&kind, value)).collect())
}

/// Hosts that asked to wait, and until when.
pub fn pauses(connection: &Connection, now: Millis) -> Result<Vec<(String, Millis)>> {
    let mut statement = connection.prepare_cached(
        "SELECT host, max(until) FROM lookup_queue WHERE state = 'waiting' AND until > ?1 AND host <> '' GROUP BY host",
    )?;
    Ok(statement.query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// Keeps what was found of something that waited.
pub fn found(tx: &Transaction, one: &Wanted, draft: &Draft) -> Result<()> {
    settle(tx, one, "found", &serde_json::to_string(draft).map_err(Error::internal)?)
}

/// Nobody knows it, for this reason.
pub fn unknown(tx: &Transaction, one: &Wanted, reason: &str) -> Result<()> {
    settle(tx, one, "unknown", reason)
}

fn settle(tx: &Transaction, one: &Wanted, state: &str, told: &str) -> Result<()> {
    let (kind, value) = key(one);
    tx.prepare_cached("UPDATE lookup_queue SET state = ?3, told = ?4, until = NULL WHERE kind = ?1 AND value = ?2")?
        .execute(params![kind, value, state, told])?;
    Ok(())
}

/// Marks what is settled as seen by the reader: what is settled later is not yet. When to ask again, which a settled one
/// has no use for, is never then.
pub fn mark_seen(tx: &Transaction) -> Result<()> {
    tx.prepare_cached("UPDATE lookup_queue SET not_before = 0 WHERE state <> 'waiting'")?.execute([])?;
    Ok(())
}

/// What came of look-ups since they were asked for.
pub fn settled(connection: &Connection) -> Result<(Vec<Draft>, Vec<Skipped>)> {
    let mut statement = connection
        .prepare_cached("SELECT kind, value, state, told FROM lookup_queue WHERE state <> 'waiting' ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, Option<String>>(3)?))
    })?;
    let (mut drafts, mut skipped) = (Vec::new(), Vec::new());
    for row in rows {
        let (kind, value, state, told): (String, String, String, Option<String>) = row?;
        let told = told.unwrap_or_default();
        let draft = if state == "found" { serde_json::from_str(&told).ok() } else { None };
        match (draft, wanted(&kind, value)) {
            (Some(draft), _) => drafts.push(draft),
            (None, Some(one)) => skipped.push(Skipped { line: 0, text: one.in_words(), reason: told }),
            (None, None) => {}
        }
    }
    Ok((drafts, skipped))
}

/// Lets go of what is settled and was seen, or with `waiting` of everything; gives how many.
pub fn clear(tx: &Transaction, waiting: bool) -> Result<usize> {
    let sql = "DELETE FROM lookup_queue WHERE ?1 OR (state <> 'waiting' AND not_before = 0)";
    Ok(tx.prepare_cached(sql)?.execute([waiting])?)
}

/// How the queue stands; `None` when it is empty.
pub fn queue(connection: &Connection) -> Result<Option<LookupQueue>> {
    let queue = connection
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'found'),
                    count(*) FILTER (WHERE state = 'unknown'), min(not_before) FILTER (WHERE state = 'waiting'),
                    coalesce(group_concat(DISTINCT iif(state = 'waiting', service, NULL)), '') FROM lookup_queue",
        )?
        .query_row([], |row| {
            Ok(LookupQueue {
                waiting: row.get(0)?,
                found: row.get(1)?,
                unknown: row.get(2)?,
                until: row.get(3)?,
                services: row.get::<_, String>(4)?.replace(',', ", "),
            })
        })?;
    Ok((queue.waiting + queue.found + queue.unknown > 0).then_some(queue))
}
