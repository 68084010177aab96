//! The files that references name: found beside the file that names them, looked at, and put into the drafts.
//!
//! A file of references may come from anybody, so a path in it is believed only when what it leads to is a document:
//! nothing else of this computer gets into a library by it.

pub mod named;

use std::path::{Path, PathBuf};

use crate::files::kind;
use crate::formats;
use crate::model::{Draft, DraftFile, Reading, Skipped};
use named::Named;

/// Fields that name files, whoever wrote them.
const FIELDS: &[&str] = &["file", "ris:L1", "ris:L2", "endnote:file"];
/// The largest file that is taken, in bytes.
const LARGEST: u64 = 500 << 20;
/// Files looked for in one reading.
const MOST: usize = 100_000;

/// Puts the files that drafts name into them, and says how many were not found. What the fields say stays as it is, so
/// that an export gives it back.
pub fn gather(reading: &mut Reading, source: &Path, text: &str) {
    let mut gathering = Gathering::beside(source, text);
    reading.drafts.iter_mut().for_each(|draft| gathering.give(draft));
    reading.skipped.extend(gathering.lost());
}

/// The same, draft by draft.
pub struct Gathering {
    /// `None` when the source is nowhere.
    places: Option<Places>,
    looked: usize,
    missing: Lost,
    refused: Lost,
}

impl Gathering {
    /// `text` is what the source holds.
    pub fn beside(source: &Path, text: &str) -> Self {
        let places = std::path::absolute(source).ok().map(|source| Places::of(&source, text));
        Self { places, looked: 0, missing: Lost::default(), refused: Lost::default() }
    }

    /// Puts the files that a draft names into it.
    pub fn give(&mut self, draft: &mut Draft) {
        let Some(places) = &self.places else { return };
        for named in named_in(draft) {
            self.looked += 1;
            if self.looked > MOST {
                return;
            }
            match places.find(&named) {
                Some(path) => match take(&path, &named.shown) {
                    Ok(file) if !draft.files.contains(&file) => draft.files.push(file),
                    Ok(_) => {}
                    Err(_) => self.refused.add(&named.path),
                },
                None => self.missing.add(&named.path),
            }
        }
    }

    /// What could not be had.
    pub fn lost(self) -> impl Iterator<Item = Skipped> {
        let reasons = [
            (self.missing, "not found on this computer; the references keep their names"),
            (self.refused, "not taken: only PDF, EPUB, DjVu, PostScript and HTML are, up to 500 MB each"),
        ];
        reasons.into_iter().filter_map(|(lost, reason)| lost.said(reason))
    }
}

/// A file as it belongs to a draft.
///
/// # Errors
/// Why not, in words that follow "“x.pdf” ": it is no document, or too large.
pub fn take(path: &Path, shown: &str) -> Result<DraftFile, &'static str> {
    is_document(path)?;
    let path_text = path.to_str().ok_or("has a name that is no text")?;
    let own = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = if shown.is_empty() { own } else { shown };
    Ok(DraftFile { path: path_text.to_owned(), name: name.chars().take(200).collect() })
}

/// Whether a file is one that references may bring along, by its content: a hostile list could name any file of the
/// reader's.
///
/// # Errors
/// Why not, in words: it is no file, cannot be read, is too large or no document.
pub fn is_document(path: &Path) -> Result<(), &'static str> {
    // A device or a pipe is asked for nothing: opening one may wait for ever.
    let meta = std::fs::metadata(path).map_err(|_| "cannot be read")?;
    if !meta.is_file() {
        return Err("is no file");
    }
    if meta.len() > LARGEST {
        return Err("is larger than 500 MB");
    }
    let kind = kind::of_file(path).map_err(|_| "cannot be read")?;
    if kind.is_a_work() { Ok(()) } else { Err("is no PDF, EPUB, DjVu, PostScript or HTML") }
}

fn named_in(draft: &Draft) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for field in draft.fields.iter().filter(|field| FIELDS.contains(&field.name.as_str())) {
        found.extend(named::files(&field.value));
    }
    for field in draft.fields.iter().filter(|field| field.name.starts_with("bdsk-file-")).take(50) {
        found.extend(named::of_bibdesk(&field.value));
    }
    found
}

/// Files that could not be had: how many, and the first of them.
#[derive(Default)]
struct Lost {
    count: usize,
    first: String,
}

impl Lost {
    fn add(&mut self, path: &str) {
        if self.count == 0 {
            self.first = path.rsplit(['/', '\\']).next().unwrap_or(path).chars().take(100).collect();
        }
        self.count += 1;
    }

    fn said(self, reason: &str) -> Option<Skipped> {
        let text = match self.count {
            0 => return None,
            1 => format!("1 file: “{}”", self.first),
            count => format!("{count} files, the first of them “{}”", self.first),
        };
        Some(Skipped { line: 0, text, reason: reason.into() })
    }
}

/// The folders that a path may be meant from.
struct Places {
    folders: Vec<PathBuf>,
    /// Where EndNote keeps the files of the libraries beside.
    endnote: Vec<PathBuf>,
}

impl Places {
    fn of(source: &Path, text: &str) -> Self {
        let folder = source.parent().unwrap_or(source).to_path_buf();
        let mut folders = vec![folder.clone()];
        for named in formats::bibtex::file_folders(text).into_iter().filter(|named| !leads_elsewhere(named)) {
            folders.push(folder.join(slashed(&named)));
        }
        let mut endnote = Vec::new();
        let beside = std::fs::read_dir(&folder).into_iter().flatten().take(10_000).flatten();
        for entry in beside.filter(|entry| entry.file_name().to_string_lossy().ends_with(".Data")) {
            endnote.push(entry.path().join("PDF"));
        }
        endnote.push(folder.join("PDF"));
        Self { folders, endnote }
    }

    /// The file meant, when there is one.
    fn find(&self, named: &Named) -> Option<PathBuf> {
        if leads_elsewhere(&named.path) || named.path.len() > 4_000 {
            return None;
        }
        let folders = if named.in_endnote { &self.endnote } else { &self.folders };
        let spellings = [named.path.clone(), slashed(&named.path)];
        let candidates = folders.iter().flat_map(|folder| spellings.iter().map(move |path| folder.join(path)));
        // Mendeley leaves out the slash that a path begins with.
        let rooted = (cfg!(unix) && !named.in_endnote).then(|| Path::new("/").join(&named.path));
        candidates.chain(rooted).find(|path| path.is_file())
    }
}

/// Whether a path as written leads to another computer: looking at it would have this one sign in there.
pub fn leads_elsewhere(path: &str) -> bool {
    path.starts_with(['/', '\\']) && path[1..].starts_with(['/', '\\'])
}

/// With the slashes of this computer.
fn slashed(path: &str) -> String {
    if cfg!(windows) { path.to_owned() } else { path.replace('\\', "/") }
}
