//! Code cards: everything known of the repositories of one paper, gathered from the tables that know it.

use rusqlite::{Connection, Row, params};

use super::{archives, clones, deep_paths, insides, notices, repositories};
use crate::error::Result;
use crate::model::{CheckPoint, Confidence, FoundIn, Id, MentionStatus, RepositoryCard, Verdict, VerdictKind};

/// Points of history a card shows.
const HISTORY: u32 = 60;

/// A code card for each repository of a paper, in the order of the text; rejected ones last.
pub fn of_paper(connection: &Connection, paper: Id) -> Result<Vec<RepositoryCard>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT mention.id, {}, path, as_written, found_in, confidence, status, candidates,
                verdict, verdict_json, checked_at, attempt_json, evidence_json,
                stars, pushed_at, licence, language, description, default_branch, archived
         FROM mention JOIN repository ON repository.id = repository_id
         WHERE paper_id = ?1 ORDER BY status = 'rejected', kind = 'page', mention.id",
        repositories::COLUMNS
    ))?;
    let mut cards: Vec<RepositoryCard> = Vec::new();
    for card in statement.query_map([paper], read_card)? {
        let card = card?;
        if !cards.iter().any(|other| other.repository.id == card.repository.id) {
            cards.push(card);
        }
    }
    for card in &mut cards {
        card.history = history(connection, card.repository.id)?;
        card.local = clones::of_repository(connection, card.repository.id)?;
        card.notice = notices::of_repository(connection, card.repository.id)?;
        card.rescue = archives::rescue(connection, card.repository.id)?;
        card.preservation = archives::preservation(connection, card.repository.id)?;
        card.inside = insides::of_repository(connection, card.repository.id)?;
        if let Some(path) = &card.path {
            card.path_is_gone = deep_paths::is_gone(connection, card.repository.id, path)?;
            if card.path_is_gone {
                card.open_url.clone_from(&card.repository.url);
            }
        }
        card.as_of = archives::as_of(connection, paper, card.repository.id)?;
    }
    Ok(cards)
}

fn read_card(row: &Row) -> rusqlite::Result<RepositoryCard> {
    let repository = repositories::read(row, 1)?;
    let path: Option<String> = row.get(6)?;
    let link =
        repositories::reference(repository.kind, &repository.host, &repository.owner, &repository.name, path.clone());
    let json = |at: usize| -> rusqlite::Result<Option<String>> { row.get(at) };
    let kind = repositories::verdict_kind(&row.get::<_, String>(12)?);
    let verdict = json(13)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(|| Verdict {
        kind,
        headline: if kind == VerdictKind::Unchecked { "Not checked yet".into() } else { String::new() },
        ..Verdict::default()
    });
    Ok(RepositoryCard {
        mention_id: row.get(0)?,
        open_url: link.open_url(),
        clone_url: link.clone_url(),
        path,
        as_written: row.get(7)?,
        found_in: repositories::variant(&row.get::<_, String>(8)?, FoundIn::Abstract),
        confidence: repositories::variant(&row.get::<_, String>(9)?, Confidence::High),
        status: repositories::variant(&row.get::<_, String>(10)?, MentionStatus::Found),
        candidates: serde_json::from_str(&row.get::<_, String>(11)?).unwrap_or_default(),
        verdict,
        checked_at: row.get(14)?,
        attempt: json(15)?.and_then(|text| serde_json::from_str(&text).ok()),
        evidence: json(16)?.and_then(|text| serde_json::from_str(&text).ok()),
        facts: repositories::read_facts(row, 17)?,
        history: Vec::new(),
        local: None,
        notice: None,
        rescue: None,
        preservation: None,
        as_of: None,
        inside: None,
        path_is_gone: false,
        repository,
    })
}

fn history(connection: &Connection, repository: Id) -> Result<Vec<CheckPoint>> {
    let mut statement = connection.prepare_cached(
        "SELECT at, outcome, stars, pushed_at FROM repository_check
         WHERE repository_id = ?1 AND settled = 1 ORDER BY at DESC, id DESC LIMIT ?2",
    )?;
    let mut points = statement
        .query_map(params![repository, HISTORY], |row| {
            Ok(CheckPoint {
                at: row.get(0)?,
                kind: repositories::verdict_kind(&row.get::<_, String>(1)?),
                stars: row.get(2)?,
                pushed_at: row.get(3)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    points.reverse();
    Ok(points)
}
