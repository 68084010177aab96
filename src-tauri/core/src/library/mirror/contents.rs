//! The contents of files beside the plain copy: a name more for each where the system can give one, or a copy.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::files::{self, Kind};
use crate::library::kept::{Done, Folder};
use crate::model::{Attachment, Id};
use crate::store::attachments;

/// Within the plain copy.
const CONTENTS: &str = "files";

impl Library {
    /// Puts the contents of papers' files into the plain copy. One that is not in the library's folder is left out.
    pub(super) fn mirror_contents(&self, folder: &Folder, papers: &[Id], done: &mut Done) -> Result<()> {
        for paper in papers {
            for file in self.store.read(|db| attachments::of_paper(db, *paper))? {
                let (from, to) = (self.content(&file), place(folder.root, &file));
                let size = |path: &Path| fs::metadata(path).map(|meta| meta.len()).ok();
                if size(&from) != Some(file.bytes) || size(&to) == Some(file.bytes) {
                    continue;
                }
                put(&from, &to).map_err(|error| folder.cannot_write(&to, &error))?;
                done.written += 1;
            }
        }
        Ok(())
    }

    /// Takes contents away that no file has any more.
    pub(super) fn remove_contents(&self, folder: &Folder, done: &mut Done) -> Result<()> {
        let Ok(entries) = fs::read_dir(folder.root.join(CONTENTS)) else { return Ok(()) };
        let named: HashSet<String> = self.store.read(attachments::present)?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            let is_ours = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_ours && !named.contains(name) {
                fs::remove_file(&path).map_err(|error| folder.cannot_write(&path, &error))?;
                done.removed += 1;
            }
        }
        Ok(())
    }

    fn content(&self, file: &Attachment) -> PathBuf {
        files::place(self.folder(), &file.sha256, Kind::named(&file.media_type))
    }
}

/// Copies the content of a file of the plain copy into the library that is made of it.
///
/// # Errors
/// `Input` when it is not there, or not what it was.
pub fn take_back(folder: &Path, library: &Path, file: &Attachment) -> Result<()> {
    let from = place(folder, file);
    let kept = files::keep(library, &from)?;
    if kept.sha256 == file.sha256 {
        return Ok(());
    }
    let words = format!("“{}”, the content of “{}”, is not what it was.", from.display(), file.name);
    Err(Error::new(ErrorCode::Input, words))
}

fn place(folder: &Path, file: &Attachment) -> PathBuf {
    let kind = Kind::named(&file.media_type);
    folder.join(CONTENTS).join(format!("{}.{}", file.sha256, kind.ending()))
}

/// A second name for the same content takes no room; on another disk it has to be a copy.
fn put(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = to.with_extension("part");
    if part.exists() {
        fs::remove_file(&part)?;
    }
    if fs::hard_link(from, &part).is_err() {
        fs::copy(from, &part)?;
    }
    fs::rename(&part, to)
}
