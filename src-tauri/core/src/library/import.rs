//! Getting papers in: reading a source, comparing it with the library, writing what the reader confirmed.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::tables::{is_spreadsheet, is_table_file};
use super::{Library, papers_in_words, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::formats;
use crate::import::{LARGEST, html, page, sample, text_of, zotero};
use crate::model::{
    Alike, ColumnField, ColumnUse, Draft, ImportOutcome, ImportSource, Reading, Review, ReviewItem, ReviewStatus,
    TwinOf,
};
use crate::search::fold;
use crate::store::{imports, twins};

impl Library {
    /// Reads a source and says how each paper in it stands to the library. Nothing is written.
    ///
    /// # Errors
    /// `Input` when the source cannot be read or holds no paper; the message names it.
    pub fn review_import(&self, source: &ImportSource) -> Result<Review> {
        match source {
            ImportSource::Live { id } => self.review_live(*id),
            source => self.review(read_with(source, &self.columns_told()?)?),
        }
    }

    /// The same for drafts already read.
    pub fn review(&self, reading: Reading) -> Result<Review> {
        let mut review = Review {
            source: reading.source,
            items: Vec::with_capacity(reading.drafts.len()),
            skipped: reading.skipped,
            new: 0,
            already_here: 0,
            updates: 0,
            unclear: 0,
            repositories: 0,
        };
        let mut titles = HashMap::new();
        let mut repositories = HashSet::new();
        self.store.read(|db| {
            for draft in reading.drafts {
                let links = imports::links(&draft);
                let (mut status, mut alike) = imports::compare(db, &draft, &links)?;
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
                let ticked = matches!(status, ReviewStatus::New | ReviewStatus::Update { .. });
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
        let name = format!("Import {}", papers_in_words(drafts.len()));
        // Files are copied, then each draft is written, and then its words are put into the index.
        let files: usize = drafts.iter().map(|draft| draft.files.len()).sum();
        let steps = std::cell::RefCell::new(Steps { done: 0, all: files + 2 * drafts.len(), go_on });
        let step = || steps.borrow_mut().step();
        let (files, problems) = self.keep_files(&drafts, step)?;
        let commit = |tx: &rusqlite::Transaction| imports::commit(tx, self.store.ids(), &drafts, &files, now, step);
        let done = self.store.act_watched(&name, commit, step)?;
        if done.entry.is_some() {
            self.tell(super::Event::LibraryChanged { papers: None });
        }
        Ok(ImportOutcome { journal_entry: done.entry.map(|entry| entry.id), problems, ..done.value })
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

/// What is known of a table's columns by their headings.
type Told<'a> = &'a dyn Fn(&[String]) -> Option<Vec<ColumnUse>>;

/// Reads a source into drafts.
pub(super) fn read_with(source: &ImportSource, told: Told) -> Result<Reading> {
    let reading = match source {
        ImportSource::Sample => return Ok(sample::read()),
        // A page's HTML holds the links that its text has lost.
        ImportSource::Text { text, html } => {
            let page = html.as_deref().filter(|html| !is_spreadsheet(html));
            match page.and_then(html::read_html) {
                Some(reading) => reading,
                None => of_text(text, told),
            }
        }
        ImportSource::File { path } => return read_file(Path::new(path), told),
        ImportSource::Papers { .. } | ImportSource::Live { .. } => {
            return Err(Error::internal("papers of the library are looked up or compared, there is nothing to read"));
        }
    };
    some_paper(reading, "the text")
}

fn read_file(path: &Path, told: Told) -> Result<Reading> {
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
    drop(file);
    let text = plain_text_of(path)?;
    if is_table_file(path) {
        told_title(&text, told, &shown)?;
    }
    let start = text.get(..text.len().min(4096)).unwrap_or(&text).trim_start().to_ascii_lowercase();
    let is_html = start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<body");
    let reading = match is_html.then(|| html::read_html(&text)).flatten() {
        Some(reading) => reading,
        None => of_text(&text, told),
    };
    some_paper(reading, &shown)
}

/// The text of a file that holds nothing else.
pub(super) fn plain_text_of(path: &Path) -> Result<String> {
    let shown = format!("“{}”", path.display());
    let trouble = |why: &dyn std::fmt::Display| Error::new(ErrorCode::Input, format!("{shown} cannot be read: {why}."));
    let file = File::open(path).map_err(|error| trouble(&error))?;
    if file.metadata().map_err(|error| trouble(&error))?.len() > LARGEST {
        return Err(trouble(&"it is larger than 200 MB"));
    }
    text_of(file, &shown)
}

/// A table without a title would be read as a page, which it is not.
fn told_title(text: &str, told: Told, shown: &str) -> Result<()> {
    let Some(shape) = formats::shape(text, true) else { return Ok(()) };
    let headings: Vec<String> = shape.columns.iter().map(|column| column.reading.heading.clone()).collect();
    let columns = told(&headings).unwrap_or_else(|| shape.columns.into_iter().map(|column| column.reading).collect());
    if columns.iter().any(|column| column.field == ColumnField::Title) {
        return Ok(());
    }
    let columns: Vec<String> = headings.iter().map(|heading| format!("“{heading}”")).collect();
    let words = format!(
        "{shown} is a table, and none of its columns is known to be the title: {}. Say which it is: in the window, or with --map \"HEADING=title\".",
        columns.join(", ")
    );
    Err(Error::new(ErrorCode::Input, words))
}

/// References in a format that tells itself, or a page.
fn of_text(text: &str, told: Told) -> Reading {
    formats::read_with(text, told).unwrap_or_else(|| page::read_text(text))
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
