//! What is computed from papers' rows and kept beside them: sorting, their code, their words in the index.

use rusqlite::{OptionalExtension, Transaction, params};

use super::fts;
use crate::error::Result;
use crate::model::{Id, Millis};
use crate::search::fold;

/// Brings it in step with these papers. `indexed` hears of each paper that is done.
pub fn refresh(tx: &Transaction, ids: &[Id], indexed: impl FnMut() -> Result<()>) -> Result<()> {
    for id in ids {
        if refresh_sorting(tx, *id)? {
            refresh_code(tx, *id)?;
        }
    }
    // Apart from the rest: see there.
    fts::index(tx, ids, indexed)
}

/// What a paper is sorted by and found again by; gives whether its code is to be looked at, as for most it is not.
fn refresh_sorting(tx: &Transaction, id: Id) -> Result<bool> {
    let kept = tx
        .prepare_cached(
            "SELECT title, title_sort, title_key, attention OR code_verdict IS NOT NULL OR code_stars IS NOT NULL
                 OR code_pushed IS NOT NULL OR EXISTS (SELECT 1 FROM mention WHERE paper_id = paper.id)
             FROM paper WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((title, sort, key, has_code)) = kept else { return Ok(false) };
    let wanted = (fold::sort_key(&title), fold::title_key(&title));
    if (&sort, &key) != (&wanted.0, &wanted.1) {
        tx.prepare_cached("UPDATE paper SET title_sort = ?2, title_key = ?3 WHERE id = ?1")?
            .execute(params![id, wanted.0, wanted.1])?;
    }
    Ok(has_code)
}

/// The worst verdict, the most stars and the last push among its repositories, kept on the paper so that lists
/// sort by them through an index; and whether the reader has something to look at about them.
pub fn refresh_code(tx: &Transaction, id: Id) -> Result<()> {
    // Looked up first and written after: as one statement it would make a table of its own for each paper.
    let code = tx
        .prepare_cached(
            "SELECT substr(min(rank || verdict), 2), max(stars), max(pushed_at), coalesce(max(open), 0) FROM (
                SELECT verdict, stars, pushed_at,
                       EXISTS (SELECT 1 FROM notice WHERE repository_id = repository.id AND dismissed = 0) AS open,
                       CASE WHEN verdict IN ('private-or-gone', 'gone', 'moved-then-gone', 'name-reused') THEN 1
                            WHEN verdict IN ('blocked', 'disabled') THEN 2
                            WHEN verdict IN ('missing-unconfirmed', 'moved') THEN 3
                            WHEN verdict IN ('archived', 'empty') THEN 4
                            WHEN verdict = 'alive' THEN 5 ELSE 6 END AS rank
                FROM mention JOIN repository ON repository.id = mention.repository_id
                WHERE mention.paper_id = ?1 AND mention.status <> 'rejected' AND kind <> 'page')",
        )?
        .query_row([id], read_code)?;
    let kept = tx
        .prepare_cached("SELECT code_verdict, code_stars, code_pushed, attention FROM paper WHERE id = ?1")?
        .query_row([id], read_code)?;
    // Writing a row anew costs its abstract too, so it is left alone while nothing differs.
    if (&code.verdict, code.stars, code.pushed) != (&kept.verdict, kept.stars, kept.pushed) {
        tx.prepare_cached("UPDATE paper SET code_verdict = ?2, code_stars = ?3, code_pushed = ?4 WHERE id = ?1")?
            .execute(params![id, code.verdict, code.stars, code.pushed])?;
    }
    // This one is in every index, and seldom changes.
    if code.attention != kept.attention {
        tx.prepare_cached("UPDATE paper SET attention = ?2 WHERE id = ?1")?.execute(params![id, code.attention])?;
    }
    Ok(())
}

/// What lists ask of a paper's code.
struct Code {
    verdict: Option<String>,
    stars: Option<i64>,
    pushed: Option<Millis>,
    attention: bool,
}

fn read_code(row: &rusqlite::Row) -> rusqlite::Result<Code> {
    Ok(Code { verdict: row.get(0)?, stars: row.get(1)?, pushed: row.get(2)?, attention: row.get(3)? })
}
