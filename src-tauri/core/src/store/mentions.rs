//! The `mention` table: which paper names which repository, where, and what the reader said of it.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{IdSource, repositories};
use crate::error::{Error, ErrorCode, Result};
use crate::links::recognise::{self, RepoRef};
use crate::model::{Confidence, FoundIn, HostKind, Id, MentionStatus, TextLink, Verdict};

/// One repository named once in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    repository: Id,
    kind: HostKind,
    as_written: String,
    path: Option<String>,
    span: Option<(u32, u32)>,
    confidence: Confidence,
    candidates: Vec<String>,
}

/// Brings the mentions found in one text of a paper in step with it. What the reader confirmed or rejected stays so.
/// Gives the repositories that the text names.
pub fn rescan(tx: &Transaction, ids: &IdSource, paper: Id, found_in: FoundIn, text: &str) -> Result<Vec<Id>> {
    replace(tx, ids, paper, found_in, links_in(text))
}

/// The same for a paper that is new, which has none to be brought in step: most texts name no place.
pub fn scan(tx: &Transaction, ids: &IdSource, paper: Id, found_in: FoundIn, text: &str) -> Result<Vec<Id>> {
    let links = links_in(text);
    if links.is_empty() { Ok(Vec::new()) } else { replace(tx, ids, paper, found_in, links) }
}

/// The links of a text, each with its place.
fn links_in(text: &str) -> Vec<(RepoRef, Option<(u32, u32)>)> {
    let mut units = Utf16Counter::new(text);
    let links = recognise::recognise_all(text).into_iter();
    let placed = links.map(|link| {
        let span = (units.at(link.span.start), units.at(link.span.end));
        (link, Some(span))
    });
    placed.collect()
}

/// Adds links that stand beside the text to those that a paper has, whoever gave those.
pub fn add_links(tx: &Transaction, ids: &IdSource, paper: Id, links: Vec<RepoRef>) -> Result<Vec<Id>> {
    let mut named = Vec::new();
    for link in links {
        let Some(found) = found(tx, ids, link, None)? else { continue };
        let is_known = tx
            .prepare_cached("SELECT 1 FROM mention WHERE paper_id = ?1 AND repository_id = ?2")?
            .exists([paper, found.repository])?;
        if !is_known {
            insert(tx, ids, paper, &repositories::name_of(FoundIn::Source), &found)?;
        }
        if found.kind != HostKind::Page {
            named.push(found.repository);
        }
    }
    Ok(named)
}

fn found(tx: &Transaction, ids: &IdSource, link: RepoRef, span: Option<(u32, u32)>) -> Result<Option<Found>> {
    let Some(kind) = repositories::host_kind_of(link.kind) else { return Ok(None) };
    let repository = repositories::upsert(tx, ids.next(), kind, &link)?;
    let candidates = link.other_readings();
    Ok(Some(Found {
        repository,
        kind,
        as_written: link.as_written,
        path: link.path,
        span,
        confidence: link.confidence,
        candidates,
    }))
}

/// The same for links that stand beside the text, or in several texts: their place is not kept.
pub fn set_links(
    tx: &Transaction,
    ids: &IdSource,
    paper: Id,
    found_in: FoundIn,
    links: Vec<RepoRef>,
) -> Result<Vec<Id>> {
    replace(tx, ids, paper, found_in, links.into_iter().map(|link| (link, None)).collect())
}

fn replace(
    tx: &Transaction,
    ids: &IdSource,
    paper: Id,
    found_in: FoundIn,
    links: Vec<(RepoRef, Option<(u32, u32)>)>,
) -> Result<Vec<Id>> {
    let (mut wanted, mut named) = (Vec::new(), Vec::new());
    for (link, span) in links {
        let Some(found) = found(tx, ids, link, span)? else { continue };
        if found.kind != HostKind::Page {
            named.push(found.repository);
        }
        if span.is_some() || !wanted.iter().any(|other: &Found| other.repository == found.repository) {
            wanted.push(found);
        }
    }
    let field = repositories::name_of(found_in);
    if present(tx, paper, &field)? == wanted {
        return Ok(named);
    }
    let judged = judged(tx, paper)?;
    tx.prepare_cached("DELETE FROM mention WHERE paper_id = ?1 AND found_in = ?2 AND status = 'found'")?
        .execute(params![paper, field])?;
    // A rejected or confirmed repository keeps its one row, whatever the text does.
    for found in wanted.iter().filter(|found| !judged.contains_key(&found.repository)) {
        insert(tx, ids, paper, &field, found)?;
    }
    Ok(named)
}

fn insert(tx: &Transaction, ids: &IdSource, paper: Id, field: &str, found: &Found) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO mention (id, paper_id, repository_id, found_in, as_written, path, start_at, end_at, confidence, candidates)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        ids.next(),
        paper,
        found.repository,
        field,
        found.as_written,
        found.path,
        found.span.map(|(start, _)| start),
        found.span.map(|(_, end)| end),
        repositories::name_of(found.confidence),
        serde_json::Value::from(found.candidates.clone()).to_string()
    ])?;
    Ok(())
}

/// Adds the repository of an address the reader gave, and gives it.
pub fn add(tx: &Transaction, ids: &IdSource, paper: Id, url: &str) -> Result<Id> {
    let link = recognise::recognise_address(url.trim()).ok_or_else(|| not_a_repository(url))?;
    let kind = repositories::host_kind_of(link.kind).ok_or_else(|| not_a_repository(url))?;
    let repository = repositories::upsert(tx, ids.next(), kind, &link)?;
    let again = tx
        .prepare_cached("UPDATE mention SET status = 'confirmed' WHERE paper_id = ?1 AND repository_id = ?2")?
        .execute([paper, repository])?;
    if again == 0 {
        tx.prepare_cached(
            "INSERT INTO mention (id, paper_id, repository_id, found_in, as_written, path, confidence, status)
             VALUES (?1, ?2, ?3, 'hand', ?4, ?5, 'high', 'confirmed')",
        )?
        .execute(params![ids.next(), paper, repository, url.trim(), link.path])?;
    }
    Ok(repository)
}

/// Marks every mention of the same repository in the same paper.
pub fn judge(tx: &Transaction, mention: Id, status: MentionStatus) -> Result<()> {
    let (paper, repository) = place(tx, mention)?;
    tx.execute(
        "UPDATE mention SET status = ?3 WHERE paper_id = ?1 AND repository_id = ?2",
        params![paper, repository, repositories::name_of(status)],
    )?;
    Ok(())
}

/// Puts aside the repositories of a paper that the reader did not want when they were offered, by their addresses.
pub fn reject(tx: &Transaction, paper: Id, addresses: &[String]) -> Result<()> {
    let keys = addresses.iter().filter_map(|url| Some(recognise::recognise_address(url)?.key()));
    let unwanted: HashSet<String> = keys.collect();
    if unwanted.is_empty() {
        return Ok(());
    }
    for (mention, _, key) in keyed(tx, paper)? {
        if unwanted.contains(&key) {
            judge(tx, mention, MentionStatus::Rejected)?;
        }
    }
    Ok(())
}

/// Points a paper at the new home of a repository that moved: the old one is put aside, the new one confirmed.
///
/// # Errors
/// `Conflict` when it is not known to have moved, `Validation` when its new home is no repository.
pub fn follow_move(tx: &Transaction, ids: &IdSource, mention: Id) -> Result<Id> {
    let (paper, repository) = place(tx, mention)?;
    let not_moved = || Error::new(ErrorCode::Conflict, "This repository is not known to have moved. Check it again.");
    let verdict: Option<String> = tx
        .prepare_cached("SELECT verdict_json FROM repository WHERE id = ?1 AND verdict = 'moved'")?
        .query_row([repository], |row| row.get(0))
        .optional()?
        .flatten();
    let verdict: Verdict = verdict.and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(not_moved)?;
    let home = verdict.moved_to.ok_or_else(not_moved)?;
    judge(tx, mention, MentionStatus::Rejected)?;
    add(tx, ids, paper, &home)
}

/// The paper and the repository of a mention.
pub fn place(connection: &Connection, mention: Id) -> Result<(Id, Id)> {
    connection
        .prepare_cached("SELECT paper_id, repository_id FROM mention WHERE id = ?1")?
        .query_row([mention], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .ok_or_else(|| Error::not_found("This repository link"))
}

/// The repositories of a paper, rejected ones too, each as [`RepoRef::key`] gives it.
pub fn repositories(connection: &Connection, paper: Id) -> Result<HashSet<String>> {
    let all = keyed(connection, paper)?;
    Ok(all.into_iter().filter(|(_, kind, _)| *kind != HostKind::Page).map(|(.., key)| key).collect())
}

/// Pages of a paper that are no code, the same way.
pub fn pages(connection: &Connection, paper: Id) -> Result<HashSet<String>> {
    let all = keyed(connection, paper)?;
    Ok(all.into_iter().filter(|(_, kind, _)| *kind == HostKind::Page).map(|(.., key)| key).collect())
}

/// Each mention of a repository or a page in a paper.
fn keyed(connection: &Connection, paper: Id) -> Result<Vec<(Id, HostKind, String)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT mention.id, {} FROM mention JOIN repository ON repository.id = repository_id WHERE paper_id = ?1",
        repositories::COLUMNS
    ))?;
    let rows = statement.query_map([paper], |row| {
        let found = repositories::read(row, 1)?;
        let link = repositories::reference(found.kind, &found.host, &found.owner, &found.name, None);
        Ok((row.get(0)?, found.kind, link.key()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The links of the abstract, for the prose to carry; one whose repository was followed to its new home still leads there.
pub fn text_links(connection: &Connection, paper: Id) -> Result<Vec<TextLink>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT start_at, end_at, path, {} FROM mention JOIN repository ON repository.id = repository_id
         WHERE paper_id = ?1 AND found_in = 'abstract' AND start_at IS NOT NULL
            AND (status <> 'rejected' OR verdict = 'moved') ORDER BY start_at",
        repositories::COLUMNS
    ))?;
    Ok(statement
        .query_map([paper], |row| {
            let repository = repositories::read(row, 3)?;
            let path = row.get(2)?;
            let link =
                repositories::reference(repository.kind, &repository.host, &repository.owner, &repository.name, path);
            Ok(TextLink {
                start: row.get(0)?,
                end: row.get(1)?,
                url: link.open_url(),
                repository_id: Some(repository.id),
            })
        })?
        .collect::<Result<_, _>>()?)
}

/// Papers that mention a repository.
pub fn papers(connection: &Connection, repository: Id) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached("SELECT paper_id FROM mention WHERE repository_id = ?1")?;
    let mut papers = statement.query_map([repository], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    papers.sort_unstable();
    papers.dedup();
    Ok(papers)
}

/// Points every mention of one repository at another: the reading of a broken link that the check chose.
pub fn repoint(tx: &Transaction, from: Id, to: Id) -> Result<()> {
    tx.execute("UPDATE mention SET repository_id = ?2 WHERE repository_id = ?1", [from, to])?;
    Ok(())
}

fn present(connection: &Connection, paper: Id, found_in: &str) -> Result<Vec<Found>> {
    let mut statement = connection.prepare_cached(
        "SELECT repository_id, as_written, path, start_at, end_at, confidence, candidates, kind
         FROM mention JOIN repository ON repository.id = repository_id
         WHERE paper_id = ?1 AND found_in = ?2 AND status = 'found' ORDER BY mention.id",
    )?;
    Ok(statement
        .query_map(params![paper, found_in], |row| {
            let start: Option<u32> = row.get(3)?;
            let end: Option<u32> = row.get(4)?;
            Ok(Found {
                repository: row.get(0)?,
                kind: repositories::host_kind(&row.get::<_, String>(7)?),
                as_written: row.get(1)?,
                path: row.get(2)?,
                span: start.zip(end),
                confidence: repositories::variant(&row.get::<_, String>(5)?, Confidence::High),
                candidates: serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default(),
            })
        })?
        .collect::<Result<_, _>>()?)
}

fn judged(connection: &Connection, paper: Id) -> Result<HashMap<Id, String>> {
    let mut statement = connection
        .prepare_cached("SELECT repository_id, status FROM mention WHERE paper_id = ?1 AND status <> 'found'")?;
    Ok(statement.query_map([paper], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

fn not_a_repository(url: &str) -> Error {
    let shown: String = url.chars().take(100).collect();
    Error {
        code: ErrorCode::Validation,
        field: Some("url"),
        message: format!(
            "“{shown}” is not the address of a repository or a page. It should look like https://github.com/owner/name."
        ),
    }
}

/// Turns byte offsets into UTF-16 offsets, walking the text once as long as they grow.
struct Utf16Counter<'a> {
    text: &'a str,
    bytes: usize,
    units: u32,
}

impl<'a> Utf16Counter<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, bytes: 0, units: 0 }
    }

    fn at(&mut self, bytes: usize) -> u32 {
        if bytes < self.bytes {
            (self.bytes, self.units) = (0, 0);
        }
        self.units += self.text[self.bytes..bytes].encode_utf16().count() as u32;
        self.bytes = bytes;
        self.units
    }
}
