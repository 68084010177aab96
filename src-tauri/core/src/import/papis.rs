//! A folder of Papis: a document is a folder with its YAML and its files.

use std::path::Path;

use super::attached::{leads_elsewhere, take};
use super::text_of;
use crate::formats;
use crate::model::Draft;

/// What tells a document.
pub const INFO: &str = "info.yaml";
/// Bytes of one document's YAML, and of its notes.
const LARGEST: u64 = 4 << 20;

/// What the YAML of a document says, and the names of its files; `None` when it is none.
pub fn of_text(text: &str) -> Option<(Draft, Vec<String>)> {
    formats::from_papis(text)
}

/// One document, and how many of the files that it names are not there or no documents; `None` when its YAML cannot be
/// read as one.
pub fn document(folder: &Path) -> Option<(Draft, usize)> {
    let text = text(&folder.join(INFO))?;
    let (mut draft, files) = of_text(&text)?;
    let mut lost = 0;
    for name in &files {
        match (!leads_elsewhere(name)).then(|| take(&folder.join(name), "")) {
            Some(Ok(file)) => draft.files.push(file),
            _ => lost += 1,
        }
    }
    // Notes lie beside; a path that leads away from here is none.
    let own = |name: &String| !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
    if let Some(note) = formats::notes_of_papis(&text).filter(own).and_then(|name| self::text(&folder.join(name))) {
        draft.notes.push(note);
    }
    Some((draft, lost))
}

fn text(path: &Path) -> Option<String> {
    let meta = std::fs::symlink_metadata(path).ok()?;
    if !meta.is_file() || meta.len() > LARGEST {
        return None;
    }
    text_of(std::fs::File::open(path).ok()?, "it").ok()
}
