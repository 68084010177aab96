//! Checks: the queue of a run, what each check left behind, and its history.

use rusqlite::{Connection, Row, Transaction, params};

use super::{IdSource, deep_paths, derived, mentions, notices, repositories, saved_searches};
use crate::error::{Error, Result};
use crate::links::run::{CheckRecord, Target};
use crate::links::verdict::{Before, ETag};
use crate::model::{CheckScope, HostKind, Id, Millis, Verdict};

/// Places inside one repository that are looked for.
const PATHS: u32 = 4;

/// The order to look in: never checked, then last failed, then longest not looked at.
const URGENCY: &str =
    "CASE WHEN verdict = 'unchecked' AND attempt_json IS NULL THEN 0 WHEN attempt_json IS NOT NULL THEN 1 ELSE 2 END,
    coalesce(checked_at, 0), repository.id";

/// Puts what a scope names into the queue, in place of what was in it; returns how many.
pub fn fill_queue(tx: &Transaction, scope: &CheckScope, now: Millis) -> Result<u32> {
    tx.execute("DELETE FROM check_queue", [])?;
    let add = |condition: &str, values: &[&dyn rusqlite::ToSql]| -> Result<()> {
        let sql = format!(
            "INSERT OR IGNORE INTO check_queue (repository_id, position)
             SELECT id, row_number() OVER (ORDER BY {URGENCY}) + (SELECT coalesce(max(position), 0) FROM check_queue)
             FROM repository WHERE {condition}"
        );
        tx.prepare_cached(&sql)?.execute(values)?;
        Ok(())
    };
    match scope {
        CheckScope::All => add(repositories::MENTIONED, &[])?,
        CheckScope::Due => add(&format!("next_due <= ?1 AND {}", repositories::MENTIONED), &[&now])?,
        CheckScope::Repository { id } => add("id = ?1", &[id])?,
        CheckScope::Papers { ids } => {
            for id in ids {
                add("id IN (SELECT repository_id FROM mention WHERE paper_id = ?1 AND status <> 'rejected')", &[id])?;
            }
        }
    }
    remaining(tx)
}

pub fn remaining(connection: &Connection) -> Result<u32> {
    Ok(connection.prepare_cached("SELECT count(*) FROM check_queue")?.query_row([], |row| row.get(0))?)
}

pub fn clear_queue(tx: &Transaction) -> Result<()> {
    tx.execute("DELETE FROM check_queue", [])?;
    Ok(())
}

/// The next of the queue after `position`.
pub fn next_batch(connection: &Connection, after: i64, limit: usize) -> Result<Vec<Target>> {
    // Which ones first, and only then what they are: sorting a long queue with all its columns is slow.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {}, position, verdict, verdict_json, remote_id, first_missing, pushed_at, etag, etag_for
         FROM (SELECT repository_id, position FROM check_queue WHERE position > ?1 ORDER BY position LIMIT ?2)
         CROSS JOIN repository ON repository.id = repository_id ORDER BY position",
        repositories::COLUMNS
    ))?;
    let mut targets = statement.query_map(params![after, limit as i64], read_target)?.collect::<Result<Vec<_>, _>>()?;
    for target in &mut targets {
        target.candidates = candidates(connection, target.repository)?;
        target.paths = deep_paths::wanted(connection, target.repository, PATHS)?;
    }
    Ok(targets)
}

fn read_target(row: &Row) -> rusqlite::Result<Target> {
    let repository = repositories::read(row, 0)?;
    let kind = repositories::verdict_kind(&row.get::<_, String>(6)?);
    let verdict = row.get::<_, Option<String>>(7)?.and_then(|text| serde_json::from_str(&text).ok());
    let etag: Option<String> = row.get(11)?;
    let holder: Option<String> = row.get(12)?;
    Ok(Target {
        repository: repository.id,
        position: row.get(5)?,
        kind: repository.kind,
        host: repository.host,
        owner: repository.owner,
        name: repository.name,
        candidates: Vec::new(),
        paths: Vec::new(),
        before: Before {
            verdict: verdict.unwrap_or(Verdict { kind, ..Verdict::default() }),
            remote_id: row.get(8)?,
            first_missing: row.get(9)?,
            pushed_at: row.get(10)?,
            etag: etag.zip(holder).map(|(value, holder)| ETag { value, holder }),
        },
    })
}

/// Other readings of the links that name a repository.
fn candidates(connection: &Connection, repository: Id) -> Result<Vec<(String, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT candidates FROM mention WHERE repository_id = ?1 AND candidates <> '[]'")?;
    let rows = statement.query_map([repository], |row| row.get::<_, String>(0))?;
    let mut found = Vec::new();
    for row in rows {
        for reading in serde_json::from_str::<Vec<String>>(&row?).unwrap_or_default() {
            if let Some((owner, name)) = reading.split_once('/') {
                let pair = (owner.to_owned(), name.to_owned());
                if !found.contains(&pair) {
                    found.push(pair);
                }
            }
        }
    }
    Ok(found)
}

/// Stores a check in one transaction: its row of history, the standing verdict or the attempt, and the papers' summary.
/// Returns those papers.
pub fn record(
    tx: &Transaction,
    ids: &IdSource,
    repository: Id,
    record: &CheckRecord,
    finished: bool,
) -> Result<Vec<Id>> {
    let text = |value: serde_json::Result<String>| value.map_err(Error::internal);
    let evidence = text(serde_json::to_string(&record.evidence))?;
    // An answer "not modified" has no facts of its own: those stored still hold.
    let stars = record.facts.as_ref().and_then(|facts| facts.stars);
    let pushed = record.facts.as_ref().and_then(|facts| facts.pushed_at);
    tx.prepare_cached(
        "INSERT INTO repository_check (id, repository_id, at, outcome, settled, headline, stars, pushed_at, moved_to, evidence_json)
         SELECT ?1, id, ?3, ?4, ?5, ?6, coalesce(?7, iif(?5, stars, NULL)), coalesce(?8, iif(?5, pushed_at, NULL)), ?9, ?10
         FROM repository WHERE id = ?2",
    )?
    .execute(params![
        ids.next(),
        repository,
        record.at,
        repositories::verdict_name(record.outcome()),
        record.settled,
        record.verdict.headline,
        stars,
        pushed,
        record.verdict.moved_to,
        evidence
    ])?;
    let attempt =
        record.attempt().map(|attempt| serde_json::to_string(&attempt)).transpose().map_err(Error::internal)?;
    let (etag, holder) = record.etag.as_ref().map(|etag| (&etag.value, &etag.holder)).unzip();
    if record.settled {
        notices::take_in(tx, ids, repository, record.outcome(), record.at)?;
    }
    let verdict = record.settled.then(|| text(serde_json::to_string(&record.verdict))).transpose()?;
    let facts = record.facts.as_ref();
    // The row is long, so it is written once: what this check did not learn keeps its value.
    tx.prepare_cached(
        "UPDATE repository SET attempt_json = ?2, attempted_at = ?3, next_due = ?4, first_missing = ?5, remote_id = ?6,
                etag = ?7, etag_for = ?8, evidence_json = ?9,
                verdict = iif(?10, ?11, verdict), verdict_json = iif(?10, ?12, verdict_json),
                checked_at = iif(?10, ?3, checked_at),
                stars = iif(?13, ?14, stars), pushed_at = iif(?13, ?15, pushed_at), licence = iif(?13, ?16, licence),
                language = iif(?13, ?17, language), description = iif(?13, ?18, description),
                default_branch = iif(?13, ?19, default_branch), archived = iif(?13, ?20, archived) WHERE id = ?1",
    )?
    .execute(params![
        repository,
        attempt,
        record.at,
        record.next_due,
        record.first_missing,
        record.remote_id,
        etag,
        holder,
        evidence,
        record.settled,
        repositories::verdict_name(record.outcome()),
        verdict,
        facts.is_some(),
        facts.and_then(|facts| facts.stars),
        facts.and_then(|facts| facts.pushed_at),
        facts.and_then(|facts| facts.licence.as_ref()),
        facts.and_then(|facts| facts.language.as_ref()),
        facts.and_then(|facts| facts.description.as_ref()),
        facts.and_then(|facts| facts.default_branch.as_ref()),
        facts.is_some_and(|facts| facts.archived),
    ])?;
    for (path, is_there) in &record.paths {
        deep_paths::set(tx, repository, path, *is_there, record.at)?;
    }
    let changed = mentions::papers(tx, repository)?;
    if let Some((owner, name)) = &record.chosen_candidate {
        choose(tx, ids, repository, owner, name)?;
    }
    if finished {
        tx.prepare_cached("DELETE FROM check_queue WHERE repository_id = ?1")?.execute([repository])?;
    }
    for paper in &changed {
        derived::refresh_code(tx, *paper)?;
    }
    saved_searches::refresh(tx, &changed)?;
    Ok(changed)
}

/// Points the mentions of a broken link at the reading that answered, which takes over what was learned.
fn choose(tx: &Transaction, ids: &IdSource, repository: Id, owner: &str, name: &str) -> Result<()> {
    let link = repositories::reference(HostKind::Github, "github.com", owner, name, None);
    let chosen = repositories::upsert(tx, ids.next(), HostKind::Github, &link)?;
    if chosen == repository {
        return Ok(());
    }
    tx.execute(
        "UPDATE repository SET (verdict, verdict_json, checked_at, attempt_json, attempted_at, next_due, remote_id, etag, etag_for,
            evidence_json, stars, pushed_at, licence, language, description, default_branch, archived)
         = (SELECT verdict, verdict_json, checked_at, attempt_json, attempted_at, next_due, remote_id, etag, etag_for,
            evidence_json, stars, pushed_at, licence, language, description, default_branch, archived
            FROM repository WHERE id = ?1)
         WHERE id = ?2",
        [repository, chosen],
    )?;
    tx.execute("UPDATE repository_check SET repository_id = ?2 WHERE repository_id = ?1", [repository, chosen])?;
    mentions::repoint(tx, repository, chosen)
}

pub fn pauses(connection: &Connection) -> Result<Vec<(String, Millis)>> {
    let mut statement = connection.prepare_cached("SELECT host, until FROM host_pause")?;
    Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

pub fn set_pause(tx: &Transaction, host: &str, until: Millis) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO host_pause (host, until) VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET until = ?2",
    )?
    .execute(params![host, until])?;
    Ok(())
}
