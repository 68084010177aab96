//! Finding papers that are one work, and making them one.

use super::{Event, Library, papers_in_words};
use crate::duplicates::groups;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{DuplicateGroup, Field, Id, PaperEdit, Version};
use crate::store::{duplicates, fields, offers, papers};
use crate::versions;

/// How often looking through all papers begins again because an action came between.
const TRIES: usize = 3;

impl Library {
    /// Papers outside the trash that are believed to be one work: by an identifier in common, or by title, authors and
    /// year where no identifier contradicts. Pairs that the reader told apart are left out.
    pub fn duplicates(&self) -> Result<Vec<DuplicateGroup>> {
        self.store.read(|db| {
            let in_step = duplicates::stale(db)? == 0;
            Ok(groups(&if in_step { duplicates::of_all(db)? } else { duplicates::find_all(db)? }))
        })
    }

    /// The group that a paper is in, as far as all papers were looked through.
    pub fn duplicate_group(&self, paper: Id) -> Result<Option<DuplicateGroup>> {
        self.store.read(|db| duplicates::group_of(db, paper))
    }

    /// Looks through all papers when an action on many of them made that necessary, and keeps what it finds for the
    /// view of duplicates. Whether there was anything to do.
    pub fn renew_duplicates(&self) -> Result<bool> {
        for _ in 0..TRIES {
            let found = self.store.read_at_once(|db| {
                let stale = duplicates::stale(db)?;
                Ok(if stale == 0 { None } else { Some((stale, duplicates::find_all(db)?)) })
            })?;
            let Some((stale, pairs)) = found else { return Ok(false) };
            if self.store.write(|tx| duplicates::replace(tx, stale, &pairs))? {
                self.tell(Event::LibraryChanged { papers: Some(Vec::new()) });
                return Ok(true);
            }
        }
        Ok(false)
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
            for (id, draft) in others.iter().zip(drafts) {
                let kept = papers::get(tx, keep)?;
                for edit in offers::fills(&kept, &draft) {
                    self.apply(tx, keep, &edit, now)?;
                }
                duplicates::take_in(tx, &kept, *id, draft, now)?;
            }
            Ok(())
        })
    }

    /// Chooses the version of a work that citations and exports tell of, by its place among the paper's versions; `None`
    /// is what the paper's own fields say. One action.
    ///
    /// # Errors
    /// `NotFound` when the paper has no such version.
    pub fn cite_version(&self, paper: Id, version: Option<usize>) -> Result<()> {
        self.act("Choose the version that is cited", |tx| {
            let fields = papers::get(tx, paper)?.fields;
            let known: Vec<(&Field, Version)> =
                fields.iter().filter_map(|field| Some((field, versions::of_field(field)?))).collect();
            if version.is_some_and(|at| at >= known.len()) {
                return Err(Error::not_found("This version"));
            }
            for (at, (field, before)) in known.into_iter().enumerate() {
                let cited = version == Some(at);
                if before.cited != cited {
                    fields::change(tx, paper, field, &versions::write(&Version { cited, ..before }).value)?;
                }
            }
            Ok(())
        })
    }

    /// Says that papers are different works, whatever they look like. One action.
    pub fn tell_apart(&self, ids: &[Id]) -> Result<()> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < 2 {
            return Err(Error::validation("papers", "Telling papers apart takes two or more."));
        }
        self.act(&format!("Tell {} apart", papers_in_words(ids.len())), |tx| duplicates::tell_apart(tx, &ids))
    }
}
