//! The `repository` table: one row for each place code lives, with its standing verdict.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Result;
use crate::links::recognise::{LinkKind, RepoRef};
use crate::model::{Confidence, HostKind, Id, Millis, Repository, RepositoryFacts, VerdictKind};

pub const COLUMNS: &str = "repository.id, kind, host, owner, name";

/// The row of a recognised repository, made when it is new. Host, owner and name compare without case.
pub fn upsert(tx: &Transaction, id: Id, kind: HostKind, link: &RepoRef) -> Result<Id> {
    let kind = kind_name(kind);
    let found = tx
        .prepare_cached("SELECT id FROM repository WHERE kind = ?1 AND host = ?2 AND owner = ?3 AND name = ?4")?
        .query_row(params![kind, link.host, link.owner, link.name], |row| row.get(0))
        .optional()?;
    if let Some(found) = found {
        return Ok(found);
    }
    tx.prepare_cached("INSERT INTO repository (id, kind, host, owner, name) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id, kind, link.host, link.owner, link.name])?;
    Ok(id)
}

/// Repositories that papers outside the trash mention, and how many of those are due for a check.
pub fn counts(connection: &Connection, now: Millis) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached(&format!(
            "SELECT count(*), coalesce(sum(next_due <= ?1), 0) FROM repository WHERE {MENTIONED}"
        ))?
        .query_row([now], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// That a paper outside the trash mentions it, and the reader did not say that it is not the paper's.
pub const MENTIONED: &str = "EXISTS (SELECT 1 FROM mention JOIN paper ON paper.id = paper_id
    WHERE repository_id = repository.id AND status <> 'rejected' AND trashed_at IS NULL)";

/// Reads [`COLUMNS`] from column `at` on.
pub fn read(row: &Row, at: usize) -> rusqlite::Result<Repository> {
    let kind = host_kind(&row.get::<_, String>(at + 1)?);
    let (host, owner, name): (String, String, String) = (row.get(at + 2)?, row.get(at + 3)?, row.get(at + 4)?);
    let url = reference(kind, &host, &owner, &name, None).url();
    Ok(Repository { id: row.get(at)?, kind, host, owner, name, url })
}

/// Reads stars, pushed_at, licence, language, description, default_branch, archived from column `at` on.
pub fn read_facts(row: &Row, at: usize) -> rusqlite::Result<RepositoryFacts> {
    Ok(RepositoryFacts {
        stars: row.get(at)?,
        pushed_at: row.get(at + 1)?,
        licence: row.get(at + 2)?,
        language: row.get(at + 3)?,
        description: row.get(at + 4)?,
        default_branch: row.get(at + 5)?,
        archived: row.get(at + 6)?,
    })
}

/// A stored repository as the recogniser would give it: what knows how to write its addresses.
pub fn reference(kind: HostKind, host: &str, owner: &str, name: &str, path: Option<String>) -> RepoRef {
    RepoRef {
        kind: link_kind(kind),
        host: host.to_owned(),
        owner: owner.to_owned(),
        name: name.to_owned(),
        path,
        candidates: Vec::new(),
        as_written: String::new(),
        span: 0..0,
        confidence: Confidence::High,
    }
}

/// What kind of host a link names; `None` for what is not a repository.
pub fn host_kind_of(link: LinkKind) -> Option<HostKind> {
    Some(match link {
        LinkKind::Repository => HostKind::Github,
        LinkKind::Pages => HostKind::Pages,
        LinkKind::Gist => HostKind::Gist,
        LinkKind::Gitlab => HostKind::Gitlab,
        LinkKind::Bitbucket => HostKind::Bitbucket,
        LinkKind::Forgejo => HostKind::Forgejo,
        LinkKind::Huggingface => HostKind::Huggingface,
        LinkKind::Anonymous4open => HostKind::Anonymous4open,
        LinkKind::Zenodo => HostKind::Zenodo,
        LinkKind::Sourcehut => HostKind::Sourcehut,
        LinkKind::Page => HostKind::Page,
        LinkKind::OwnerOnly | LinkKind::Placeholder | LinkKind::NotARepository => return None,
    })
}

fn link_kind(kind: HostKind) -> LinkKind {
    match kind {
        HostKind::Github => LinkKind::Repository,
        HostKind::Pages => LinkKind::Pages,
        HostKind::Gist => LinkKind::Gist,
        HostKind::Gitlab => LinkKind::Gitlab,
        HostKind::Bitbucket => LinkKind::Bitbucket,
        HostKind::Forgejo => LinkKind::Forgejo,
        HostKind::Huggingface => LinkKind::Huggingface,
        HostKind::Anonymous4open => LinkKind::Anonymous4open,
        HostKind::Zenodo => LinkKind::Zenodo,
        HostKind::Sourcehut => LinkKind::Sourcehut,
        HostKind::Page => LinkKind::Page,
    }
}

/// The database and JSON name of a unit variant: one spelling, serde's.
pub fn name_of<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The unit variant of a stored name; the default for one that this version does not know.
pub fn variant<T: DeserializeOwned>(name: &str, default: T) -> T {
    serde_json::from_value(Value::String(name.to_owned())).unwrap_or(default)
}

pub fn kind_name(kind: HostKind) -> String {
    name_of(kind)
}

pub fn host_kind(name: &str) -> HostKind {
    variant(name, HostKind::Github)
}

pub fn verdict_name(kind: VerdictKind) -> String {
    name_of(kind)
}

pub fn verdict_kind(name: &str) -> VerdictKind {
    variant(name, VerdictKind::Unknown)
}
