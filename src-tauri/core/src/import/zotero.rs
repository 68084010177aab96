//! A Zotero profile: its database is copied, and the copy read.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorCode, Result};
use crate::formats;
use crate::import::attached::{leads_elsewhere, take};
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
    let mut lost = Vec::new();
    let linked = linked_folder(database);
    for (draft, (texts, collections, marks, files)) in reading.drafts.iter_mut().zip(rest) {
        for file in &files {
            match stored(database, linked.as_deref(), file) {
                Some(found) => draft.files.push(found),
                None => lost.push(format!("{} (of “{}”)", name_of(file), short(&draft.title))),
            }
        }
        draft.notes = texts.iter().map(|html| notes::from_html(html)).collect();
        draft.notes.extend(of_marks(&marks));
        // A collection without a name holds what the one around it does.
        let named = |path: Vec<String>| path.into_iter().filter(|name| !name.trim().is_empty()).collect();
        draft.collections = collections.into_iter().map(named).collect();
    }
    for (count, one, many, reason) in [
        (profile.in_trash, "item in Zotero’s trash", "items in Zotero’s trash", "left there"),
        (profile.lone_notes, "note of no item", "notes of no item", "Postil keeps notes with their papers"),
        (profile.lone_files, "file of no item", "files of no item", "Postil keeps files with their papers"),
    ] {
        if count > 0 {
            let text = format!("{count} {}", if count == 1 { one } else { many });
            reading.skipped.push(Skipped { line: 0, text, reason: reason.into() });
        }
    }
    let more = lost.len().saturating_sub(NAMED);
    lost.truncate(NAMED);
    lost.extend((more > 0).then(|| format!("and {more} more")));
    let reason = "not there, or no PDF, EPUB, DjVu, PostScript or HTML";
    reading.skipped.extend(lost.into_iter().map(|text| Skipped { line: 0, text, reason: reason.into() }));
    Ok(reading)
}

/// Attached files that are told by name when they cannot be taken; of the others, how many there are.
const NAMED: usize = 10;

/// The last part of where Zotero has it.
fn name_of(file: &ItemFile) -> &str {
    let path = file.path.split_once(':').filter(|(scheme, _)| scheme.len() > 1).map_or(&*file.path, |(_, path)| path);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn short(title: &str) -> String {
    let start: String = title.chars().take(60).collect();
    if start.len() < title.len() { format!("{start}…") } else { start }
}

/// The folder that linked files are named from: only Zotero's settings tell it, which lie in another folder, at a place
/// that each system has for them.
fn linked_folder(database: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(database).ok()?.parent()?.to_path_buf();
    let home = folder.parent()?;
    let places =
        [".zotero/zotero", "Library/Application Support/Zotero/Profiles", "AppData/Roaming/Zotero/Zotero/Profiles"];
    let profiles = places.iter().filter_map(|place| std::fs::read_dir(home.join(place)).ok());
    let profiles = profiles.flat_map(|found| found.take(100).flatten()).map(|entry| entry.path());
    for profile in std::iter::once(folder.clone()).chain(profiles) {
        let Some(settings) = settings(&profile.join("prefs.js")) else { continue };
        // Settings of a library that lies elsewhere tell nothing of this one.
        let other = setting(&settings, "dataDir").is_some_and(|place| {
            setting(&settings, "useDataDir").as_deref() == Some("true") && Path::new(&place) != folder
        });
        if let Some(base) = setting(&settings, "baseAttachmentPath").filter(|base| !base.is_empty() && !other) {
            return Some(PathBuf::from(&base)).filter(|path| path.is_absolute() && !leads_elsewhere(&base));
        }
    }
    None
}

fn settings(file: &Path) -> Option<String> {
    let meta = std::fs::metadata(file).ok()?;
    (meta.is_file() && meta.len() <= 4 << 20).then(|| std::fs::read_to_string(file).ok()).flatten()
}

/// `user_pref("extensions.zotero.NAME", VALUE);`
fn setting(settings: &str, name: &str) -> Option<String> {
    let start = format!("user_pref(\"extensions.zotero.{name}\",");
    let value = settings.lines().find_map(|line| line.trim().strip_prefix(&start))?.trim().strip_suffix(");")?.trim();
    serde_json::from_str::<String>(value).ok().or_else(|| Some(value.to_owned()))
}

/// A file where Zotero keeps it: in a folder beside the database, in the one for linked files, or where the reader left it.
fn stored(database: &Path, linked: Option<&Path>, file: &ItemFile) -> Option<DraftFile> {
    let is_name = |text: &str| !text.is_empty() && text != ".." && !text.contains(['/', '\\']);
    let path = match file.path.strip_prefix("storage:") {
        Some(name) if is_name(name) && is_name(&file.key) => {
            std::path::absolute(database).ok()?.parent()?.join("storage").join(&file.key).join(name)
        }
        Some(_) => return None,
        None => match file.path.strip_prefix("attachments:") {
            Some(below) if below.split(['/', '\\']).all(|part| part != "..") && !Path::new(below).is_absolute() => {
                linked?.join(below)
            }
            Some(_) => return None,
            None => PathBuf::from(&file.path),
        },
    };
    (path.is_absolute() && !leads_elsewhere(&file.path)).then(|| take(&path, "").ok()).flatten()
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
