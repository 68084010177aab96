//! Files of papers: attached, named, opened, given back.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{Library, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::files::{self, Kept, Kind, tidy};
use crate::import::attached::is_document;
use crate::model::{Attached, Attachment, DraftFile, Id};
use crate::store::{attachments, papers};

impl Library {
    /// Copies files into the library and gives them to a paper: one action. Files that cannot be read are told, and
    /// the others go in.
    ///
    /// # Errors
    /// `Io` when they cannot be written; `NotFound` when the paper is gone.
    pub fn attach(&self, paper: Id, paths: &[PathBuf]) -> Result<Attached> {
        self.store.read(|db| match papers::exists(db, paper)? {
            true => Ok(()),
            false => Err(Error::not_found("This paper")),
        })?;
        let (mut kept, mut problems) = (Vec::new(), Vec::new());
        for path in paths {
            match files::keep(self.folder(), path) {
                Ok(file) => kept.push((validate::file_name(&shown_name(path))?, file)),
                Err(error) if error.code == ErrorCode::Input => problems.push(error.message),
                Err(error) => return Err(error),
            }
        }
        let name = match kept.as_slice() {
            [(name, _)] => format!("Attach “{name}”"),
            several => format!("Attach {} files", several.len()),
        };
        let now = self.now();
        let added = self.act(&name, |tx| {
            let mut added = Vec::new();
            for (name, file) in &kept {
                let id = self.store.next_id();
                if attachments::insert(tx, id, paper, name, file, now)? {
                    added.push(attachments::get(tx, id)?);
                } else {
                    problems.push(format!("“{name}” is attached already: the paper has a file with the same content."));
                }
            }
            Ok(added)
        })?;
        Ok(Attached { attachments: added, problems })
    }

    pub fn rename_attachment(&self, id: Id, name: &str) -> Result<()> {
        let name = validate::file_name(name)?;
        self.act(&format!("Name a file “{name}”"), |tx| attachments::rename(tx, id, &name))
    }

    /// Takes a file from its paper. What is in it stays as long as undo or a snapshot can bring it back.
    pub fn remove_attachment(&self, id: Id) -> Result<()> {
        let file = self.store.read(|db| attachments::get(db, id))?;
        self.act(&format!("Remove “{}”", file.name), |tx| attachments::delete(tx, id))
    }

    /// Where the content of a file lies.
    ///
    /// # Errors
    /// `NotFound`, saying where it should be, when somebody took it away.
    pub fn attachment_path(&self, id: Id) -> Result<(Attachment, PathBuf)> {
        let file = self.store.read(|db| attachments::get(db, id))?;
        let path = files::place(self.folder(), &file.sha256, Kind::named(&file.media_type));
        if path.is_file() {
            return Ok((file, path));
        }
        Err(Error::new(
            ErrorCode::NotFound,
            format!(
                "The content of “{}” is not in the library's folder any more. It should be “{}”: bring it back from a copy, or attach the file again.",
                file.name,
                path.display()
            ),
        ))
    }

    /// Copies the content of a file to a place of the reader's.
    pub fn save_attachment(&self, id: Id, to: &Path) -> Result<()> {
        let (file, from) = self.attachment_path(id)?;
        let trouble = |error: std::io::Error| {
            Error::new(ErrorCode::Io, format!("“{}” cannot be saved as “{}”: {error}.", file.name, to.display()))
        };
        // By content, not as the system copies: the copy is the reader's to change.
        let mut source = std::fs::File::open(from).map_err(trouble)?;
        let mut target = std::fs::File::create(to).map_err(trouble)?;
        std::io::copy(&mut source, &mut target).map_err(trouble)?;
        target.sync_all().map_err(trouble)
    }

    /// Copies the files of drafts in, before anything is written of them; by path, and what went wrong in words.
    pub(super) fn keep_files<'d>(
        &self,
        files: impl Iterator<Item = &'d DraftFile>,
        mut step: impl FnMut() -> Result<()>,
    ) -> Result<(HashMap<String, Kept>, Vec<String>)> {
        let (mut kept, mut problems) = (HashMap::new(), Vec::new());
        for file in files {
            step()?;
            if kept.contains_key(&file.path) {
                continue;
            }
            let path = Path::new(&file.path);
            match work_of(path).and_then(|()| files::keep(self.folder(), path)) {
                Ok(found) => drop(kept.insert(file.path.clone(), found)),
                Err(error) if error.code == ErrorCode::Input => problems.push(error.message),
                Err(error) => return Err(error),
            }
        }
        Ok((kept, problems))
    }

    /// Removes contents that neither the library nor its journal nor a snapshot names; gives how many.
    pub(super) fn tidy_files(&self) -> Result<usize> {
        if !self.folder().join(files::FOLDER).is_dir() {
            return Ok(0);
        }
        let named = self.store.read(attachments::named)?;
        let now = std::time::SystemTime::now();
        let mut unnamed = tidy::unnamed(self.folder(), &named, now)?;
        // Mostly there is none, and no snapshot has to be opened.
        for snapshot in self.snapshots()? {
            if unnamed.is_empty() {
                break;
            }
            let named = crate::store::snapshots::files_in(&self.folder().join("snapshots").join(snapshot.name))?;
            unnamed.retain(|(content, _)| !named.contains(content));
        }
        let mut gone = 0;
        for (_, path) in &unnamed {
            gone += usize::from(tidy::remove(path, now)?);
        }
        Ok(gone)
    }
}

/// The page says where the files of drafts are, so they are looked at once more.
fn work_of(path: &Path) -> Result<()> {
    let refuse = |why: &dyn std::fmt::Display| {
        Error::new(ErrorCode::Input, format!("“{}” was not taken: {why}.", path.display()))
    };
    if !path.is_absolute() {
        return Err(refuse(&"its place is not told"));
    }
    is_document(path).map_err(|why| refuse(&format!("it {why}")))
}

fn shown_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
