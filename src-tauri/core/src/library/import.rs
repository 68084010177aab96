//! Getting papers in: reading a source, comparing it with the library, writing what the reader confirmed.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use super::{Library, papers_in_words, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::formats;
use crate::import::{LARGEST, html, page, sample, text_of, zotero};
use crate::model::{Draft, ImportOutcome, ImportSource, Reading, Review, ReviewItem, ReviewStatus};
use crate::search::fold;
use crate::store::{imports, offers};

impl Library {
    /// Reads a source and says how each paper in it stands to the library. Nothing is written.
    ///
    /// # Errors
    /// `Input` when the source cannot be read or holds no paper; the message names it.
    pub fn review_import(&self, source: &ImportSource) -> Result<Review> {
        match source {
            ImportSource::Waiting => self.review(self.looked_up_since()?),
            source => self.review(read(source)?),
        }
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
        let mut titles = HashSet::new();
        let mut repositories = HashSet::new();
        self.store.read(|db| {
            for draft in reading.drafts {
                let links = imports::links(&draft);
                let mut status = offers::compare(db, &draft, &links, refresh)?;
                // Entries of a file of references are told apart by more than their titles.
                let apart = draft.citation_key.as_ref().map(|_| {
                    let venue = fold::title_key(&draft.venue);
                    (draft.year, venue, draft.authors.first().cloned(), draft.entry_type.clone())
                });
                if !titles.insert((fold::title_key(&draft.title), apart)) && status == ReviewStatus::New {
                    status = ReviewStatus::Unclear { reason: "The same title stands further up in this list.".into() };
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
                review.items.push(ReviewItem { draft, status, ticked, repositories: names });
            }
            Ok(())
        })?;
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
        let name = format!("Import {}", papers_in_words(drafts.len()));
        // Each draft is written, and then its words are put into the index.
        let steps = std::cell::RefCell::new(Steps { done: 0, all: 2 * drafts.len(), go_on });
        let step = || steps.borrow_mut().step();
        let done =
            self.store.act_watched(&name, |tx| imports::commit(tx, self.store.ids(), &drafts, now, step), step)?;
        if done.entry.is_some() {
            self.tell(super::Event::LibraryChanged { papers: None });
        }
        Ok(ImportOutcome { journal_entry: done.entry.map(|entry| entry.id), ..done.value })
    }
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

/// Reads a source into drafts.
pub fn read(source: &ImportSource) -> Result<Reading> {
    let reading = match source {
        ImportSource::Sample => return Ok(sample::read()),
        // A page's HTML holds the links that its text has lost.
        ImportSource::Text { text, html } => match html.as_deref().and_then(html::read_html) {
            Some(reading) => reading,
            None => of_text(text),
        },
        ImportSource::File { path } => return read_file(Path::new(path)),
        ImportSource::Papers { .. } | ImportSource::Waiting => {
            return Err(Error::internal("papers of the library are looked up, there is nothing to read"));
        }
    };
    some_paper(reading, "the text")
}

fn read_file(path: &Path) -> Result<Reading> {
    let shown = format!("“{}”", path.display());
    let trouble = |why: &dyn std::fmt::Display| Error::new(ErrorCode::Input, format!("{shown} cannot be read: {why}."));
    let mut file = File::open(path).map_err(|error| trouble(&error))?;
    let meta = file.metadata().map_err(|error| trouble(&error))?;
    if meta.is_dir() {
        let database = path.join(zotero::DATABASE);
        return if database.is_file() { zotero::read(&database) } else { Err(trouble(&"it is a folder")) };
    }
    let mut start = [0; 16];
    let is_database = file.read_exact(&mut start).is_ok() && zotero::is_database(&start);
    if is_database {
        return zotero::read(path);
    }
    file.rewind().map_err(|error| trouble(&error))?;
    if meta.len() > LARGEST {
        return Err(trouble(&"it is larger than 200 MB"));
    }
    let text = text_of(file, &shown)?;
    let start = text.get(..text.len().min(4096)).unwrap_or(&text).trim_start().to_ascii_lowercase();
    let is_html = start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<body");
    let reading = match is_html.then(|| html::read_html(&text)).flatten() {
        Some(reading) => reading,
        None => of_text(&text),
    };
    some_paper(reading, &shown)
}

/// References in a format that tells itself, or a page.
fn of_text(text: &str) -> Reading {
    formats::read(text).unwrap_or_else(|| page::read_text(text))
}

fn some_paper(reading: Reading, shown: &str) -> Result<Reading> {
    if reading.drafts.is_empty() {
        return Err(Error::new(
            ErrorCode::Input,
            format!(
                "No paper was recognised in {shown}. A page works when each title stands on a line of its own; or add the paper by hand."
            ),
        ));
    }
    Ok(reading)
}
