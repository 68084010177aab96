//! The `notice` table: what changed about a repository since the reader last looked.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{IdSource, repositories};
use crate::error::Result;
use crate::links::verdict::{News, news};
use crate::model::{Id, Millis, Notice, NoticeKind, VerdictKind};

/// Takes in that a repository's verdict became `now`, before the new one is stored.
pub fn take_in(tx: &Transaction, ids: &IdSource, repository: Id, now: VerdictKind, at: Millis) -> Result<()> {
    let before: Option<String> = tx
        .prepare_cached("SELECT verdict FROM repository WHERE id = ?1")?
        .query_row([repository], |row| row.get(0))
        .optional()?;
    let Some(before) = before else { return Ok(()) };
    let is_open = of_repository(tx, repository)?.is_some();
    let told = news(repositories::verdict_kind(&before), now, is_open);
    if told != News::None {
        tx.prepare_cached("DELETE FROM notice WHERE repository_id = ?1 AND dismissed = 0")?.execute([repository])?;
    }
    if let News::Open(kind) = told {
        tx.prepare_cached("INSERT INTO notice (id, repository_id, kind, at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![ids.next(), repository, repositories::name_of(kind), at])?;
    }
    Ok(())
}

/// What the reader has not dismissed.
pub fn of_repository(connection: &Connection, repository: Id) -> Result<Option<Notice>> {
    Ok(connection
        .prepare_cached(
            "SELECT kind, at FROM notice WHERE repository_id = ?1 AND dismissed = 0 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([repository], |row| {
            let kind = repositories::variant(&row.get::<_, String>(0)?, NoticeKind::Lost);
            Ok(Notice { kind, at: row.get(1)? })
        })
        .optional()?)
}

/// The newest notice, dismissed or not; 0 without any.
pub fn newest(connection: &Connection) -> Result<Id> {
    Ok(connection.prepare_cached("SELECT coalesce(max(id), 0) FROM notice")?.query_row([], |row| row.get(0))?)
}

/// What was opened after a notice: the kind, and the repository as its papers name it.
pub fn since(connection: &Connection, after: Id, most: u32) -> Result<Vec<(NoticeKind, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT notice.kind, owner, name, host FROM notice JOIN repository ON repository.id = repository_id
         WHERE notice.id > ?1 AND dismissed = 0 ORDER BY notice.id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![after, most], |row| {
        let (owner, name, host): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let shown = if owner.is_empty() { format!("{host}/{name}") } else { format!("{owner}/{name}") };
        Ok((repositories::variant(&row.get::<_, String>(0)?, NoticeKind::Lost), shown))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The reader has seen what changed about a repository.
pub fn dismiss_one(tx: &Transaction, repository: Id) -> Result<()> {
    tx.prepare_cached("UPDATE notice SET dismissed = 1 WHERE dismissed = 0 AND repository_id = ?1")?
        .execute([repository])?;
    Ok(())
}

/// The reader has seen what changed about the code of a paper.
pub fn dismiss(tx: &Transaction, paper: Id) -> Result<()> {
    tx.prepare_cached(
        "UPDATE notice SET dismissed = 1 WHERE dismissed = 0
         AND repository_id IN (SELECT repository_id FROM mention WHERE paper_id = ?1)",
    )?
    .execute([paper])?;
    Ok(())
}
