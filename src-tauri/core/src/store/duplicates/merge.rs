//! Making two papers one.

use rusqlite::Transaction;

use super::NOT_THE_SAME;
use crate::error::Result;
use crate::model::{Draft, Field, Id, Identifier, Millis, Paper, PaperEdit, ReadState, Version};
use crate::store::{annotations, attachments, collections, fields, papers, tags};
use crate::versions;

/// Brings all of `from` (and of the draft made of it) into a paper, and moves `from` to the trash. What the paper says
/// stays; its empty texts are filled already, and `kept` is how it was before.
pub fn take_in(tx: &Transaction, kept: &Paper, from: Id, draft: Draft, now: Millis) -> Result<()> {
    let (into, other, draft) = (kept.id, papers::get(tx, from)?, uncited(draft));
    if kept.citation_key.is_none() && other.citation_key.is_some() {
        // No two papers have one key, not even in the trash.
        papers::edit(tx, from, &PaperEdit::CitationKey(None), now)?;
    }
    papers::fill(tx, kept, &draft)?;
    as_version(tx, kept, &draft, now)?;
    for tag in tags::of_paper(tx, from)? {
        tags::add(tx, into, &tag)?;
    }
    for collection in collections::of_paper(tx, from)? {
        collections::file(tx, collection, into)?;
    }
    tx.prepare_cached("UPDATE note SET paper_id = ?1 WHERE paper_id = ?2")?.execute([into, from])?;
    tx.prepare_cached("UPDATE annotation SET paper_id = ?1 WHERE paper_id = ?2")?.execute([into, from])?;
    annotations::follow(tx, into, &papers::get(tx, into)?.abstract_text)?;
    attachments::take_over(tx, into, from)?;
    mentions(tx, into, from)?;
    if other.starred {
        papers::edit(tx, into, &PaperEdit::Starred(true), now)?;
    }
    let progress = |state| match state {
        ReadState::Unread => 0,
        ReadState::Reading => 1,
        ReadState::Read => 2,
    };
    if progress(other.read_state) > progress(kept.read_state) {
        papers::edit(tx, into, &PaperEdit::ReadState(other.read_state), now)?;
    }
    papers::trash(tx, from, now)
}

/// Keeps what a draft of the same work says beside what is here: its publication as a version, its identifiers, its
/// citation key; of versions and decisions there may be several. `kept` is how the paper was before it was filled.
pub fn as_version(tx: &Transaction, kept: &Paper, draft: &Draft, now: Millis) -> Result<()> {
    let filled = papers::get(tx, kept.id)?;
    let several = |field: &&Field| [versions::FIELD, NOT_THE_SAME].contains(&field.name.as_str());
    let mut new: Vec<Field> = draft.fields.iter().filter(several).cloned().collect();
    if is_another(kept, draft) {
        new.push(versions::write(&versions::of(draft)));
    }
    new.extend(alias(tx, &filled, draft)?);
    new.retain(|field| !filled.fields.contains(field));
    fields::add(tx, kept.id, &new)?;
    papers::edit(tx, kept.id, &PaperEdit::Identifiers(union(&filled.identifiers, &draft.identifiers)), now)
}

/// Which version is cited is the choice of the paper kept.
fn uncited(mut draft: Draft) -> Draft {
    for field in &mut draft.fields {
        if let Some(version) = versions::of_field(field).filter(|version| version.cited) {
            *field = versions::write(&Version { cited: false, ..version });
        }
    }
    draft
}

/// A citation key that is in use somewhere must not stop working: `ids` are the other keys that BibLaTeX knows an entry
/// by. Gives that field, in place of the one there was.
fn alias(tx: &Transaction, kept: &Paper, draft: &Draft) -> Result<Option<Field>> {
    let (Some(own), Some(key)) = (&kept.citation_key, &draft.citation_key) else { return Ok(None) };
    let before = kept.fields.iter().find(|field| field.name == "ids").map(|field| field.value.as_str());
    if own == key || before.is_some_and(|before| before.split(',').any(|known| known.trim() == key)) {
        return Ok(None);
    }
    let all = before.map_or_else(|| key.clone(), |before| format!("{before},{key}"));
    tx.prepare_cached("DELETE FROM paper_field WHERE paper_id = ?1 AND name = 'ids'")?.execute([kept.id])?;
    Ok(Some(Field { name: "ids".into(), value: all }))
}

/// Whether a draft tells of another publication than the paper does.
fn is_another(kept: &Paper, draft: &Draft) -> bool {
    let differs = |one: &str, two: &str| !one.is_empty() && !two.is_empty() && one != two;
    differs(&kept.venue, &draft.venue)
        || (kept.year.is_some() && draft.year.is_some() && kept.year != draft.year)
        || (!kept.identifiers.is_empty()
            && !draft.identifiers.is_empty()
            && !draft.identifiers.iter().any(|one| kept.identifiers.contains(one)))
}

fn union(kept: &[Identifier], other: &[Identifier]) -> Vec<Identifier> {
    kept.iter().chain(other.iter().filter(|one| !kept.contains(one))).cloned().collect()
}

/// Repositories of the other paper; what the reader said of one there holds here too.
fn mentions(tx: &Transaction, into: Id, from: Id) -> Result<()> {
    tx.prepare_cached(
        "UPDATE mention SET status = (SELECT max(status) FROM mention AS other
                                      WHERE other.paper_id = ?2 AND other.repository_id = mention.repository_id)
         WHERE paper_id = ?1 AND status = 'found' AND EXISTS (SELECT 1 FROM mention AS other
             WHERE other.paper_id = ?2 AND other.repository_id = mention.repository_id AND other.status <> 'found')",
    )?
    .execute([into, from])?;
    // Their place in the other's text means nothing here.
    tx.prepare_cached(
        "UPDATE mention SET paper_id = ?1, found_in = 'source', start_at = NULL, end_at = NULL
         WHERE paper_id = ?2 AND repository_id NOT IN (SELECT repository_id FROM mention WHERE paper_id = ?1)",
    )?
    .execute([into, from])?;
    Ok(())
}
