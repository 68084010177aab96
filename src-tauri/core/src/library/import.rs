//! Getting papers in: reading a source, comparing it with the library, writing what the reader confirmed.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Library, papers_in_words, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::formats;
use crate::import::folder::{self, GoOn};
use crate::import::{LARGEST, attached, html, page, pdf, sample, text_of, zotero};
use crate::model::{Draft, ImportOutcome, ImportSource, Reading, Review, ReviewItem, ReviewStatus, Skipped};
use crate::search::fold;
use crate::store::imports;

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
        reader: &pdf::Reader,
        go_on: impl Fn(f64) -> bool + Sync,
    ) -> Result<Review> {
        self.review(Self::read_import(source, reader, go_on)?)
    }

    /// What a source holds, before it is compared with any library.
    pub fn read_import(
        source: &ImportSource,
        reader: &pdf::Reader,
        go_on: impl Fn(f64) -> bool + Sync,
    ) -> Result<Reading> {
        read(source, reader, &go_on)
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
        let mut titles = HashSet::new();
        let mut repositories = HashSet::new();
        self.store.read(|db| {
            for draft in reading.drafts {
                let links = imports::links(&draft);
                let mut status = imports::compare(db, &draft, &links)?;
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
                let ticked = matches!(status, ReviewStatus::New | ReviewStatus::Update { .. });
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
fn read(source: &ImportSource, reader: &pdf::Reader, go_on: GoOn) -> Result<Reading> {
    let reading = match source {
        ImportSource::Sample => return Ok(sample::read()),
        // A page's HTML holds the links that its text has lost.
        ImportSource::Text { text, html } => match html.as_deref().and_then(html::read_html) {
            Some(reading) => reading,
            None => of_text(text),
        },
        ImportSource::File { path } => return read_file(Path::new(path), reader, go_on),
        ImportSource::Files { paths } => return read_files(paths, reader, go_on),
        ImportSource::Papers { .. } => {
            return Err(Error::internal("papers of the library are looked up, there is nothing to read"));
        }
    };
    some_paper(reading, "the text")
}

/// One unreadable file among several does not keep the others out: it is listed with the reason.
fn read_files(paths: &[String], reader: &pdf::Reader, go_on: GoOn) -> Result<Reading> {
    if let [path] = paths {
        return read_file(Path::new(path), reader, go_on);
    }
    let is_pdf = |path: &&PathBuf| attached::content::of_file(path) == Ok(attached::content::Kind::Pdf);
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let (pdfs, others): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(is_pdf);
    let mut all = Reading { source: format!("{} files", paths.len()), ..Reading::default() };
    for path in others {
        match read_file(path, reader, go_on) {
            Ok(reading) => {
                all.drafts.extend(reading.drafts);
                all.skipped.extend(reading.skipped);
            }
            Err(error) if error.code == ErrorCode::Cancelled => return Err(error),
            Err(error) => {
                let text = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                all.skipped.push(Skipped { line: 0, text, reason: error.message });
            }
        }
    }
    let pdfs: Vec<PathBuf> = pdfs.into_iter().map(std::path::absolute).collect::<std::io::Result<_>>()?;
    if !pdfs.is_empty() {
        let reading = folder::of_pdfs(&pdfs, reader, go_on)?;
        all.drafts.extend(reading.drafts);
        all.skipped.extend(reading.skipped);
    }
    if all.drafts.is_empty() {
        let reasons: Vec<&str> = all.skipped.iter().map(|skipped| skipped.reason.as_str()).take(5).collect();
        return Err(Error::new(ErrorCode::Input, reasons.join(" ")));
    }
    Ok(all)
}

fn read_file(path: &Path, reader: &pdf::Reader, go_on: GoOn) -> Result<Reading> {
    let shown = format!("“{}”", path.display());
    let trouble = |why: &dyn std::fmt::Display| Error::new(ErrorCode::Input, format!("{shown} cannot be read: {why}."));
    let meta = std::fs::metadata(path).map_err(|error| trouble(&error))?;
    if meta.is_dir() {
        return folder::read(path, reader, go_on);
    }
    let mut file = File::open(path).map_err(|error| trouble(&error))?;
    let mut start = Vec::new();
    file.by_ref().take(1024).read_to_end(&mut start).map_err(|error| trouble(&error))?;
    if zotero::is_database(&start) {
        return zotero::read(path);
    }
    if meta.is_file() && pdf::is_pdf(&start) {
        let path = std::path::absolute(path).map_err(|error| trouble(&error))?;
        let draft = pdf::read(&path, reader, &|| go_on(0.0))?;
        return Ok(Reading { source: "PDF file".into(), drafts: vec![draft], skipped: Vec::new() });
    }
    if meta.len() > LARGEST {
        return Err(trouble(&"it is larger than 200 MB"));
    }
    // What was read is given back: a pipe is read only once.
    let text = text_of(start.as_slice().chain(file), &shown)?;
    let start = text.get(..text.len().min(4096)).unwrap_or(&text).trim_start().to_ascii_lowercase();
    let is_html = start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<body");
    let reading = match is_html.then(|| html::read_html(&text)).flatten() {
        Some(reading) => reading,
        None => of_text(&text),
    };
    let mut reading = some_paper(reading, &shown)?;
    attached::gather(&mut reading, path, &text);
    Ok(reading)
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
