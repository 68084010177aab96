//! A Zotero profile: its database is copied, and the copy read.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorCode, Result};
use crate::files::kind;
use crate::formats;
use crate::import::notes;
use crate::model::{DraftFile, Reading, Skipped};
use crate::store::zotero::{self, Item, ItemFile, Mark};

pub const DATABASE: &str = "zotero.sqlite";

/// Whether a file is a database of SQLite.
pub fn is_database(start: &[u8]) -> bool {
    start.starts_with(b"SQLite format 3\0")
}

/// Reads a Zotero database without touching it: also while Zotero runs.
///
/// # Errors
/// `Input` when it cannot be copied or read; the message names it.
pub fn read(database: &Path) -> Result<Reading> {
    let shown = database.display();
    let trouble =
        |why: &dyn std::fmt::Display| Error::new(ErrorCode::Input, format!("“{shown}” cannot be read: {why}."));
    let copy = Copy::of(database).map_err(|error| trouble(&error))?;
    let profile = zotero::read(&copy.file())
        .map_err(|error| Error::new(error.code, format!("“{shown}” cannot be read. {}", error.message)))?;
    let (jsons, rest): (Vec<_>, Vec<_>) = profile
        .items
        .into_iter()
        .map(|Item { json, notes, collections, marks, files }| {
            (serde_json::Value::Object(json), (notes, collections, marks, files))
        })
        .unzip();
    let mut reading = formats::from_zotero(&serde_json::Value::Array(jsons)).unwrap_or_default();
    reading.source = "Zotero library".into();
    let folder = database.parent().unwrap_or(Path::new("."));
    let folder = std::path::absolute(folder).map_err(|error| trouble(&error))?;
    let (mut missing, mut others) = (0, 0);
    for (draft, (texts, collections, marks, files)) in reading.drafts.iter_mut().zip(rest) {
        for file in &files {
            match place(&folder, file).map(|path| (kind::of_file(&path), path)) {
                Some((Ok(kind), path)) if kind.is_a_work() => draft.files.push(taken(&path)),
                Some((Ok(_), _)) => others += 1,
                _ => missing += 1,
            }
        }
        draft.notes = texts.iter().map(|html| notes::from_html(html)).collect();
        draft.notes.extend(of_marks(&marks));
        draft.collections = collections;
    }
    for (count, what, reason) in [
        (profile.in_trash, "in Zotero’s trash", "left where they are"),
        (profile.lone_notes, "notes of no item", "Postil keeps notes with their papers"),
        (profile.lone_files, "files of no item", "drop them into the window to make papers of them"),
        (missing, "files that are not there", "Zotero names them, but they are not in its folder or where it says"),
        (others, "files of other kinds", "only PDF, EPUB, DjVu, PostScript and saved pages come over"),
    ] {
        if count > 0 {
            let text = format!("{count} {what}");
            reading.skipped.push(Skipped { line: 0, text, reason: reason.into() });
        }
    }
    Ok(reading)
}

/// Where a file lies; `None` when that cannot be told.
fn place(folder: &Path, file: &ItemFile) -> Option<PathBuf> {
    let Some(name) = file.path.strip_prefix("storage:") else {
        // `attachments:` is within a folder that only Zotero's settings know.
        return Some(PathBuf::from(&file.path)).filter(|path| path.is_absolute());
    };
    let is_name = |name: &str| Path::new(name).file_name().is_some_and(|last| last == name);
    (is_name(name) && is_name(&file.key)).then(|| folder.join("storage").join(&file.key).join(name))
}

fn taken(path: &Path) -> DraftFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    DraftFile { path: path.to_string_lossy().into_owned(), name }
}

/// Highlights of a paper's files as one note.
fn of_marks(marks: &[Mark]) -> Option<String> {
    let mut lines = Vec::new();
    for Mark { page, text, comment } in marks {
        let place = if page.is_empty() { String::new() } else { format!(" (p. {})", notes::escaped(page)) };
        match (text.trim(), comment.trim()) {
            ("", "") => {}
            ("", comment) => lines.push(format!("- {}{place}", notes::escaped(comment))),
            (text, "") => lines.push(format!("> {}{place}", notes::escaped(text))),
            (text, comment) => {
                lines.push(format!("> {}{place}\n\n{}", notes::escaped(text), notes::escaped(comment)));
            }
        }
    }
    (!lines.is_empty()).then(|| format!("**Highlights from Zotero**\n\n{}", lines.join("\n\n")))
}

/// A copy in a folder of its own, which goes when it is dropped.
struct Copy(PathBuf);

impl Copy {
    fn of(database: &Path) -> std::io::Result<Self> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(std::io::Error::other)?;
        let name = format!("postil-zotero-{:016x}", u64::from_le_bytes(random));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder)?;
        let copy = Self(folder);
        std::fs::copy(database, copy.file())?;
        // What Zotero has not yet brought into the file itself.
        for ending in ["-journal", "-wal"] {
            let beside = |path: &Path| {
                let mut name = OsString::from(path);
                name.push(ending);
                PathBuf::from(name)
            };
            if beside(database).exists() {
                std::fs::copy(beside(database), beside(&copy.file()))?;
            }
        }
        Ok(copy)
    }

    fn file(&self) -> PathBuf {
        self.0.join(DATABASE)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // A leftover in the folder for temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
