//! Getting papers in: reading a source, comparing it with the library, writing what the reader confirmed.

use std::collections::{HashMap, HashSet};

use super::reading::{self, Ways};
use super::{Library, papers_in_words, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::import::pdf;
use crate::model::{Alike, Draft, ImportOutcome, ImportSource, Reading, Review, ReviewItem, ReviewStatus, TwinOf};
use crate::search::fold;
use crate::store::{imports, offers, twins};

impl Library {
    /// Reads a source and says how each paper in it stands to the library. Nothing is written.
    ///
    /// # Errors
    /// `Input` when the source cannot be read or holds no paper; the message names it.
    pub fn review_import(&self, source: &ImportSource) -> Result<Review> {
        self.review_import_watched(source, &pdf::Reader::of_this_program()?, |_| true)
    }

    /// The same with a program that reads PDFs; `go_on` hears the share that is read, 0 to 1, where it takes a while,
    /// and stops it by `false`.
    pub fn review_import_watched(
        &self,
        source: &ImportSource,
        pdfs: &pdf::Reader,
        go_on: impl Fn(f64) -> bool + Sync,
    ) -> Result<Review> {
        match source {
            ImportSource::Live { id } => self.review_live(*id),
            ImportSource::Waiting => self.review(self.looked_up_since()?),
            source => self.review(self.read_import(source, pdfs, go_on)?),
        }
    }

    /// What a source holds, before it is compared with the library; tables are read as they were before.
    pub fn read_import(
        &self,
        source: &ImportSource,
        pdfs: &pdf::Reader,
        go_on: impl Fn(f64) -> bool + Sync,
    ) -> Result<Reading> {
        reading::read(source, Ways { columns: &self.columns_told()?, pdfs, go_on: &go_on })
    }

    /// The same for drafts already read.
    pub fn review(&self, reading: Reading) -> Result<Review> {
        self.reviewed(reading, false)
    }

    /// The same, and values that say something else than a paper does are offered in their place: not ticked.
    pub fn review_refresh(&self, reading: Reading) -> Result<Review> {
        self.reviewed(reading, true)
    }

    fn reviewed(&self, reading: Reading, refresh: bool) -> Result<Review> {
        let mut review = Review {
            source: reading.source,
            items: Vec::with_capacity(reading.drafts.len()),
            skipped: reading.skipped,
            new: 0,
            already_here: 0,
            updates: 0,
            unclear: 0,
            repositories: 0,
            waiting: Vec::new(),
        };
        let mut titles = HashMap::new();
        let mut repositories = HashSet::new();
        self.store.read(|db| {
            for draft in reading.drafts {
                let links = imports::links(&draft);
                let (mut status, mut alike) = offers::compare(db, &draft, &links, refresh)?;
                // Entries of a file of references are told apart by more than their titles.
                let apart = draft.citation_key.as_ref().map(|_| {
                    let venue = fold::title_key(&draft.venue);
                    (draft.year, venue, draft.authors.first().cloned(), draft.entry_type.clone())
                });
                let here = review.items.len() as u32;
                let first = *titles.entry((fold::title_key(&draft.title), apart)).or_insert(here);
                if first != here && status == ReviewStatus::New {
                    let reason = "The same title stands further up in this list.".to_owned();
                    alike = Some(Alike { to: TwinOf::Import { at: first }, reason: reason.clone() });
                    status = ReviewStatus::Unclear { reason };
                }
                match status {
                    ReviewStatus::New => review.new += 1,
                    ReviewStatus::AlreadyHere { .. } => review.already_here += 1,
                    ReviewStatus::Update { .. } => review.updates += 1,
                    ReviewStatus::Unclear { .. } => review.unclear += 1,
                }
                let names: Vec<String> = links
                    .iter()
                    .map(|link| format!("{}/{}/{}", link.host, link.owner, link.name).replace("//", "/"))
                    .collect();
                repositories.extend(names.iter().map(|name| name.to_lowercase()));
                let ticked = match &status {
                    ReviewStatus::New => true,
                    // What would only replace something waits for the reader's word.
                    ReviewStatus::Update { changes, .. } => changes.iter().any(|change| change.before.is_empty()),
                    ReviewStatus::AlreadyHere { .. } | ReviewStatus::Unclear { .. } => false,
                };
                review.items.push(ReviewItem { draft, status, alike, ticked, repositories: names });
            }
            Ok(())
        })?;
        twins::among(&mut review.items);
        review.repositories = repositories.len() as u32;
        Ok(review)
    }

    /// Writes the drafts the reader left ticked: one transaction, one undo.
    pub fn commit_import(&self, drafts: Vec<Draft>) -> Result<ImportOutcome> {
        self.commit_import_watched(drafts, |_| true)
    }

    /// The same; `go_on` hears the share that is done, 0 to 1, after each step, and stops it all by answering `false`.
    ///
    /// # Errors
    /// `Cancelled` when it was stopped: nothing is kept.
    pub fn commit_import_watched(&self, drafts: Vec<Draft>, go_on: impl FnMut(f64) -> bool) -> Result<ImportOutcome> {
        let drafts: Vec<Draft> = drafts.into_iter().map(validate::draft).collect::<Result<_>>()?;
        if drafts.is_empty() {
            return Ok(ImportOutcome::default());
        }
        self.snapshot_before(drafts.len())?;
        let now = self.now();
        // Files are copied, then each draft is written, and then its words are put into the index.
        let files: usize = drafts.iter().map(|draft| draft.files.len()).sum();
        let steps = std::cell::RefCell::new(Steps { done: 0, all: files + 2 * drafts.len(), go_on });
        let step = || steps.borrow_mut().step();
        let (files, problems) = self.keep_files(&drafts, step)?;
        let commit = |tx: &rusqlite::Transaction| imports::commit(tx, self.store.ids(), &drafts, &files, now, step);
        let done = self.store.act_watched(|outcome| named(&drafts, outcome), commit, step)?;
        if done.entry.is_some() {
            self.tell(super::Event::LibraryChanged { papers: None });
        }
        Ok(ImportOutcome { journal_entry: done.entry.map(|entry| entry.id), problems, ..done.value })
    }
}

/// What an import is called in the list of what can be undone, by what came of it: one that only fills what is lacking
/// brings in no paper.
fn named(drafts: &[Draft], outcome: &ImportOutcome) -> String {
    let (added, updated) = (outcome.added.len(), outcome.updated.len());
    if added > 0 || updated == 0 {
        let updated = if updated > 0 { format!(", update {updated}") } else { String::new() };
        return format!("Import {}{updated}", papers_in_words(if added > 0 { added } else { drafts.len() }));
    }
    // Only what was looked up has sources.
    let looked_up = drafts.iter().any(|draft| !draft.sources.is_empty());
    let replaced = drafts.iter().any(|draft| !draft.replaces.is_empty());
    let verb = match (looked_up, replaced) {
        (true, true) => "Refresh",
        (true, false) => "Complete",
        (false, _) => "Update",
    };
    format!("{verb} {}", papers_in_words(updated))
}

struct Steps<F> {
    done: usize,
    all: usize,
    go_on: F,
}

impl<F: FnMut(f64) -> bool> Steps<F> {
    fn step(&mut self) -> Result<()> {
        self.done += 1;
        if (self.go_on)(self.done as f64 / self.all as f64) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Cancelled, "The import was stopped. The library is as it was before."))
    }
}
