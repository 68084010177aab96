//! Getting papers in: reading a source, comparing it with the library, writing what the reader confirmed.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

use rusqlite::Transaction;

use super::held::Wanted;
use super::judge::{Counted, Judge};
use super::reading::{self, Ways};
use super::{Library, papers_in_words, saved, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::import::pdf;
use crate::model::{
    Along, Draft, DraftFile, FoundSearch, ImportOutcome, ImportSource, Reading, Review, ReviewItem, ReviewStatus,
};
use crate::store::{collections, imports, twins};

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
        let mut items = Vec::with_capacity(reading.drafts.len());
        let mut judge = Judge::new(refresh);
        let (searches, taken) = self.store.read(|db| {
            for draft in reading.drafts {
                items.push(judge.item(db, draft)?);
            }
            saved::lacking(db, &reading.searches)
        })?;
        let mut skipped = reading.skipped;
        skipped.extend(taken);
        twins::among(&mut items);
        let Counted { new, already_here, updates, unclear } = judge.counted;
        Ok(Review {
            source: reading.source,
            skipped,
            searches,
            new,
            already_here,
            updates,
            unclear,
            repositories: judge.repositories.len() as u32,
            along: along(&items),
            items,
            waiting: Vec::new(),
            remarks: reading.remarks,
        })
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
        self.commit_held(&drafts.into(), go_on)
    }

    /// The same for drafts that were held while they were reviewed.
    pub fn commit_held(&self, wanted: &Wanted, go_on: impl FnMut(f64) -> bool) -> Result<ImportOutcome> {
        // Before anything is copied or written.
        let mut collections = BTreeSet::new();
        for draft in wanted.each() {
            collections.extend(validate::draft(draft)?.collections);
        }
        let files: Vec<&DraftFile> = wanted.as_read().flat_map(|draft| &draft.files).collect();
        let update = verb(wanted);
        let drafts = (wanted.as_read().len(), wanted.each().map(validate::draft));
        let beside = Beside { searches: wanted.searches(), collections, files };
        self.write_drafts(drafts, &beside, update, go_on)
    }

    /// Writes so many drafts, made one at a time, and keeps what came with them; `update` is what filling papers that are
    /// here is called.
    pub(super) fn write_drafts(
        &self,
        (count, drafts): (usize, impl Iterator<Item = Result<Draft>>),
        Beside { searches, collections, files }: &Beside,
        update: &str,
        go_on: impl FnMut(f64) -> bool,
    ) -> Result<ImportOutcome> {
        if count == 0 && searches.is_empty() {
            return Ok(ImportOutcome::default());
        }
        self.snapshot_before(count)?;
        let now = self.now();
        // Files are copied, then each draft is written, and then its words are put into the index.
        let steps = RefCell::new(Steps::of(files.len() + 2 * count, go_on));
        let step = || steps.borrow_mut().step();
        let (files, problems) = self.keep_files(files.iter().copied(), step)?;
        let commit = |tx: &Transaction| {
            collections::make_paths(tx, self.store.ids(), collections)?;
            let outcome = imports::commit(tx, self.store.ids(), (count, drafts), &files, now, step)?;
            Ok(ImportOutcome { searches: saved::keep(tx, self.store.ids(), searches)?, ..outcome })
        };
        let done = self.store.act_watched(|outcome| named(count, update, outcome), commit, step)?;
        if done.entry.is_some() {
            self.tell(super::Event::LibraryChanged { papers: None });
        }
        Ok(ImportOutcome { journal_entry: done.entry.map(|entry| entry.id), problems, ..done.value })
    }
}

/// What comes with drafts.
pub(super) struct Beside<'a> {
    pub searches: &'a [FoundSearch],
    /// Where the drafts are filed, by the names from the outermost on.
    pub collections: BTreeSet<Vec<String>>,
    pub files: Vec<&'a DraftFile>,
}

/// What papers bring along that are new, or that the reader has yet to decide about.
fn along(items: &[ReviewItem]) -> Along {
    let mut along = Along::default();
    let (mut tags, mut collections) = (HashSet::new(), HashSet::new());
    for ReviewItem { draft, status, .. } in items {
        if matches!(status, ReviewStatus::New | ReviewStatus::Unclear { .. }) {
            along.files += draft.files.len() as u32;
            along.notes += draft.notes.len() as u32;
            tags.extend(&draft.tags);
            // Those around a collection are made with it.
            collections.extend(draft.collections.iter().flat_map(|path| (1..=path.len()).map(|end| &path[..end])));
        }
    }
    Along { tags: tags.len() as u32, collections: collections.len() as u32, ..along }
}

/// What an import is called in the list of what can be undone, by what came of it: one that only fills what is lacking
/// brings in no paper, and is called by `update`.
fn named(drafts: usize, update: &str, outcome: &ImportOutcome) -> String {
    let (added, updated) = (outcome.added.len(), outcome.updated.len());
    let papers = match (added, updated) {
        (0, 0) if drafts == 0 => String::new(),
        (0, 0) => format!("Import {}", papers_in_words(drafts)),
        (0, _) => format!("{update} {}", papers_in_words(updated)),
        (_, 0) => format!("Import {}", papers_in_words(added)),
        _ => format!("Import {}, update {updated}", papers_in_words(added)),
    };
    let searches = match outcome.searches {
        0 => return papers,
        1 => "save 1 search".to_owned(),
        many => format!("save {many} searches"),
    };
    if papers.is_empty() { searches.replacen('s', "S", 1) } else { format!("{papers}, {searches}") }
}

/// What drafts do to papers that are there.
fn verb(wanted: &Wanted) -> &'static str {
    // Only what was looked up has sources.
    let looked_up = wanted.as_read().any(|draft| !draft.sources.is_empty());
    match (looked_up, wanted.replaces()) {
        (true, true) => "Refresh",
        (true, false) => "Complete",
        (false, _) => "Update",
    }
}

/// How far an import is.
struct Steps<F> {
    done: usize,
    all: usize,
    go_on: F,
}

impl<F: FnMut(f64) -> bool> Steps<F> {
    fn of(all: usize, go_on: F) -> Self {
        Self { done: 0, all, go_on }
    }

    fn step(&mut self) -> Result<()> {
        self.done += 1;
        if (self.go_on)(self.done as f64 / self.all as f64) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Cancelled, "The import was stopped. The library is as it was before."))
    }
}
