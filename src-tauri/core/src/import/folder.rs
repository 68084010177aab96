//! A folder: a Zotero profile, a library of Papis or Paperlib, or PDFs, each of which is a paper.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{papis, pdf, zotero};
use crate::error::{Error, ErrorCode, Result, not_read};
use crate::files::kind::{self, Kind};
use crate::model::{Draft, Reading, Skipped};

/// Files and folders that are looked at, how deep, and papers that are read.
const LOOKED_AT: usize = 200_000;
const DEEPEST: usize = 16;
const MOST: usize = 10_000;
/// PDFs read at a time: each is a process that may take memory.
const AT_ONCE: usize = 4;

/// The database of Paperlib, in a format that only its own engine reads (Realm).
const PAPERLIB: &str = "default.realm";
const UNREADABLE: &str = "Paperlib keeps tags, folders and notes in it, and nothing but Paperlib can read them; export all papers there as BibTeX or CSV, and import that as well";

/// Hears the share that is done, 0 to 1, and says whether to go on.
pub type GoOn<'a> = &'a (dyn Fn(f64) -> bool + Sync);

/// Reads a folder. One damaged file does not keep the others out: it is listed with the reason.
///
/// # Errors
/// `Input` when nothing in it can be read, naming it; `Cancelled` when `go_on` says so.
pub fn read(folder: &Path, reader: &pdf::Reader, go_on: GoOn) -> Result<Reading> {
    let database = folder.join(zotero::DATABASE);
    if database.is_file() {
        return zotero::read(&database);
    }
    let shown = folder.display();
    let trouble = |why: &str| Error::new(ErrorCode::Input, format!("“{shown}” cannot be read: {why}."));
    let found = look(folder, go_on)?;
    let is_of_paperlib = folder.join(PAPERLIB).is_file();
    let mut reading = if !found.documents.is_empty() {
        Reading { source: "Papis library".into(), ..of_papis(&found.documents, folder) }
    } else if !found.pdfs.is_empty() {
        let source = format!("PDF files of “{}”", folder.file_name().unwrap_or_default().to_string_lossy());
        Reading { source, ..of_pdfs(&found.pdfs, reader, go_on)? }
    } else if is_of_paperlib {
        return Err(trouble(&format!("it is a library of Paperlib without PDFs. Of {PAPERLIB}: {UNREADABLE}")));
    } else {
        return Err(trouble(
            "the folder holds no PDF, and no library of Papis or Zotero. Files of references are named one by one",
        ));
    };
    if is_of_paperlib {
        reading.source = "Paperlib library".into();
        reading.skipped.push(Skipped { line: 0, text: PAPERLIB.into(), reason: UNREADABLE.into() });
    }
    let misnamed =
        found.misnamed.iter().take(MOST).map(|path| unread(path, "It is named as a PDF and is none.".into()));
    reading.skipped.extend(misnamed);
    if found.is_cut {
        let reason = "left out: a folder is read up to 10,000 papers and 16 folders deep".into();
        reading.skipped.push(Skipped { line: 0, text: "The rest of the folder".into(), reason });
    }
    if reading.drafts.is_empty() {
        let first = reading.skipped.first().map(|skipped| skipped.reason.clone()).unwrap_or_default();
        return Err(trouble(&format!("nothing in it could be read. {}", first.trim_end_matches('.'))));
    }
    Ok(reading)
}

/// PDFs by themselves, each a paper.
///
/// # Errors
/// `Cancelled` when `go_on` says so.
pub fn of_pdfs(paths: &[PathBuf], reader: &pdf::Reader, go_on: GoOn) -> Result<Reading> {
    let read: Mutex<Vec<Option<Result<Draft>>>> = Mutex::new(paths.iter().map(|_| None).collect());
    let (next, done, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let share = || done.load(Ordering::Relaxed) as f64 / paths.len() as f64;
    let goes_on = || {
        if !stopped.load(Ordering::Relaxed) && !go_on(share()) {
            stopped.store(true, Ordering::Relaxed);
        }
        !stopped.load(Ordering::Relaxed)
    };
    let work = || {
        while goes_on() {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(at) else { return };
            let outcome = pdf::read(path, reader, &goes_on);
            read.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(outcome);
            done.fetch_add(1, Ordering::Relaxed);
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(AT_ONCE).min(paths.len());
    std::thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    if !goes_on() {
        return Err(Error::new(ErrorCode::Cancelled, "Reading was stopped. Nothing was changed."));
    }
    let mut reading = Reading { source: "PDF files".into(), ..Reading::default() };
    let outcomes = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    for (path, outcome) in paths.iter().zip(outcomes) {
        match outcome {
            Some(Ok(draft)) => reading.drafts.push(draft),
            Some(Err(error)) => reading.skipped.push(unread(path, error.message)),
            None => {}
        }
    }
    Ok(reading)
}

fn unread(path: &Path, reason: String) -> Skipped {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The folder is known.
    let reason = reason.replace(&*path.to_string_lossy(), &name);
    Skipped { line: 0, text: name.chars().take(200).collect(), reason }
}

fn of_papis(folders: &[PathBuf], root: &Path) -> Reading {
    let mut reading = Reading::default();
    let mut lost = 0;
    for folder in folders {
        match papis::document(folder) {
            Some((draft, missing)) => {
                lost += missing;
                reading.drafts.push(draft);
            }
            None => {
                let name = folder.strip_prefix(root).unwrap_or(folder);
                reading.skipped.push(unread(name, "its info.yaml cannot be read".into()));
            }
        }
    }
    if lost > 0 {
        let text = if lost == 1 { "1 file".to_owned() } else { format!("{lost} files") };
        let reason = "named and not taken: not there, or no PDF, EPUB, DjVu, PostScript or HTML".into();
        reading.skipped.push(Skipped { line: 0, text, reason });
    }
    reading
}

/// What a folder holds.
#[derive(Default)]
struct Found {
    /// Folders of Papis.
    documents: Vec<PathBuf>,
    pdfs: Vec<PathBuf>,
    /// Named as PDFs, and none.
    misnamed: Vec<PathBuf>,
    /// There is more than is looked at.
    is_cut: bool,
}

/// Looks through a folder and those in it, in the order of their names. Links are not followed, because they may lead
/// anywhere and in circles; hidden files are somebody else's business.
fn look(root: &Path, go_on: GoOn) -> Result<Found> {
    let mut found = Found::default();
    let mut folders = vec![(std::path::absolute(root)?, 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = folders.pop() {
        if !go_on(0.0) {
            return Err(Error::new(ErrorCode::Cancelled, "Reading was stopped. Nothing was changed."));
        }
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            // The one that was asked for has to be readable; one within may be private.
            Err(error) if depth == 0 => {
                let words = format!("“{}” cannot be read: {}.", root.display(), not_read(&error));
                return Err(Error::new(ErrorCode::Input, words));
            }
            Err(_) => continue,
        };
        let mut entries: Vec<_> = entries.flatten().take(LOOKED_AT.saturating_sub(seen)).collect();
        seen += entries.len();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        let visible = |entry: &&std::fs::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
        let mut within = Vec::new();
        for entry in entries.iter().filter(visible) {
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                within.push((path, depth + 1));
            } else if kind.is_file() && entry.file_name() == papis::INFO {
                found.documents.push(folder.clone());
            } else if kind.is_file() && kind::of_file(&path).is_ok_and(|found| found == Kind::Pdf) {
                found.pdfs.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
                found.misnamed.push(path);
            }
        }
        found.is_cut |= seen >= LOOKED_AT || (depth + 1 > DEEPEST && !within.is_empty());
        if depth < DEEPEST && seen < LOOKED_AT {
            folders.extend(within.into_iter().rev());
        }
        if found.pdfs.len() > MOST || found.documents.len() > MOST {
            found.is_cut = true;
            break;
        }
    }
    found.pdfs.truncate(MOST);
    found.documents.truncate(MOST);
    Ok(found)
}
