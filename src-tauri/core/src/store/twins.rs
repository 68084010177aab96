//! Drafts of an import that may be the same work as a paper, and what the reader decided of them.

use rusqlite::{Connection, Transaction};

use super::imports::contradicts;
use super::{duplicates, identifiers, papers};
use crate::duplicates::{Candidate, alike, families, same_people};
use crate::error::{Error, Result};
use crate::model::{Alike, Draft, Id, ReviewItem, ReviewStatus, TwinOf};

/// A paper of the library that a draft looks like, where neither title nor identifiers lead to one.
pub fn in_library(connection: &Connection, draft: &Draft) -> Result<Option<Alike>> {
    // No paper has this id.
    let paper = Candidate::of(draft, 0);
    for pair in duplicates::looks_like(connection, &paper, &families(draft))? {
        let id = pair.one.max(pair.other);
        if !contradicts(&identifiers::of_paper(connection, id)?, &draft.identifiers) {
            return Ok(Some(Alike { to: TwinOf::Library { id }, reason: pair.reason }));
        }
    }
    Ok(None)
}

/// Says of drafts that look like an earlier one of their list.
pub fn among(items: &mut [ReviewItem]) {
    let papers: Vec<Candidate> =
        items.iter().enumerate().map(|(at, item)| Candidate::of(&item.draft, at as Id)).collect();
    for pair in alike(&papers) {
        let (one, other) = (pair.one as usize, pair.other as usize);
        let (first, second) = (&items[one].draft, &items[other].draft);
        let apart = contradicts(&first.identifiers, &second.identifiers);
        let waits = matches!(items[other].status, ReviewStatus::New | ReviewStatus::Unclear { .. });
        if waits && !apart && items[other].alike.is_none() && same_people(&families(first), &families(second)) {
            items[other].alike = Some(Alike { to: TwinOf::Import { at: one as u32 }, reason: pair.reason });
        }
    }
}

/// The paper that the reader said a draft is the same as, or is not; `went` are those that the drafts before it went into.
///
/// # Errors
/// `Validation` when there is no such paper.
pub fn decided(tx: &Transaction, draft: &Draft, went: &[Id]) -> Result<Option<(Id, bool)>> {
    let Some(twin) = draft.twin else { return Ok(None) };
    let paper = match twin.of {
        TwinOf::Library { id } => Some(id).filter(|_| papers::exists(tx, id).unwrap_or(false)),
        TwinOf::Import { at } => went.get(at as usize).copied(),
    };
    let words = || format!("“{}” was compared with a paper that is gone. Review the import again.", draft.title);
    paper.map(|id| Some((id, twin.same))).ok_or_else(|| Error::validation("twin", words()))
}
