//! Finding papers that are one work, and making them one.

use std::collections::{HashMap, HashSet};

use super::{Library, papers_in_words};
use crate::duplicates::{alike, groups, same_people};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{DuplicateGroup, Id, PaperEdit};
use crate::store::{duplicates, offers, papers};

impl Library {
    /// Papers outside the trash that are believed to be one work: by an identifier in common, or by title, authors and
    /// year where no identifier contradicts. Pairs that the reader told apart are left out.
    pub fn duplicates(&self) -> Result<Vec<DuplicateGroup>> {
        self.store.read(|db| {
            let mut pairs = duplicates::by_identifier(db)?;
            let sure: HashSet<(Id, Id)> = pairs.iter().map(|pair| (pair.one, pair.other)).collect();
            let mut identifiers = HashMap::new();
            let likely = alike(&duplicates::candidates(db)?);
            for pair in likely.into_iter().filter(|pair| !sure.contains(&(pair.one, pair.other))) {
                let people = (duplicates::families(db, pair.one)?, duplicates::families(db, pair.other)?);
                if same_people(&people.0, &people.1)
                    && !duplicates::contradict(db, &mut identifiers, pair.one, pair.other)?
                {
                    pairs.push(pair);
                }
            }
            let apart = duplicates::told_apart(db, &pairs)?;
            pairs.retain(|pair| !apart.contains(&(pair.one, pair.other)));
            Ok(groups(&pairs))
        })
    }

    /// Makes papers one, as one action: `others` give `keep` their tags, notes, highlights, collections, code,
    /// identifiers and what is empty in it, and go to the trash. `edits` are the values that the reader chose where
    /// they differ. A citation key of another stays known as an alias.
    ///
    /// # Errors
    /// `Validation` without others; `NotFound` when one of them is gone, `Conflict` when it is in the trash.
    pub fn merge_papers(&self, keep: Id, others: &[Id], edits: &[PaperEdit]) -> Result<()> {
        let others: Vec<Id> = others.iter().copied().filter(|id| *id != keep).collect();
        if others.is_empty() {
            return Err(Error::validation("papers", "Merging takes two papers or more."));
        }
        let drafts = self.drafts(&others)?;
        let now = self.now();
        let name = format!("Merge {}", papers_in_words(others.len() + 1));
        let edits: Vec<PaperEdit> = edits.iter().cloned().map(super::validate::edit).collect::<Result<_>>()?;
        self.act(&name, |tx| {
            for id in others.iter().chain([&keep]) {
                if papers::get(tx, *id)?.trashed_at.is_some() {
                    let words = "One of these papers is in the trash. Take it out before merging.";
                    return Err(Error::new(ErrorCode::Conflict, words));
                }
            }
            for edit in &edits {
                self.apply(tx, keep, edit, now)?;
            }
            for (id, draft) in others.iter().zip(&drafts) {
                for edit in offers::fills(&papers::get(tx, keep)?, draft) {
                    self.apply(tx, keep, &edit, now)?;
                }
                duplicates::take_in(tx, keep, *id, draft, now)?;
            }
            Ok(())
        })
    }

    /// Says that papers are different works, whatever they look like. One action.
    pub fn tell_apart(&self, ids: &[Id]) -> Result<()> {
        if ids.len() < 2 {
            return Err(Error::validation("papers", "Telling papers apart takes two or more."));
        }
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        self.act(&format!("Tell {} apart", papers_in_words(ids.len())), |tx| duplicates::tell_apart(tx, &ids))
    }
}
