//! Files of references that are kept in step with a collection, a saved search or all papers.
//!
//! The library is the truth, but a .bib has other writers: what stands there is only written over when it is what was
//! written last. Anything else is left alone until the reader takes it in ([`take_in`]), gives it up, or lets go of the
//! file.

mod keeper;
mod laid;
mod take_in;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use self::keeper::Keeper;
use self::laid::{Laid, Since};
use super::Library;
use super::export::Beside;
use super::kept::{cannot_write, free_name, hash, hash_of};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, ListQuery, ListView, LiveFile, LiveFormat, LiveState};
use crate::store::{collections, live, saved_searches};

/// Where in the library's folder a copy of what is written over is kept.
const REPLACED: &str = "replaced";
const ENDINGS: [&str; 3] = ["bib", "bibtex", "biblatex"];
/// So often a file is written anew because another Postil wrote it meanwhile.
const ATTEMPTS: usize = 3;

impl Library {
    /// The files kept in step, by path.
    pub fn live_files(&self) -> Result<Vec<LiveFile>> {
        self.store.read(live::all)
    }

    /// The file of that path.
    ///
    /// # Errors
    /// `NotFound` when it is not kept in step.
    pub fn live_file(&self, path: &Path) -> Result<LiveFile> {
        let path = whole(path)?;
        let found = self.store.read(|db| live::by_path(db, &path.to_string_lossy()))?;
        let id = found.ok_or_else(|| {
            Error::new(ErrorCode::NotFound, format!("“{}” is not kept in step by Postil.", path.display()))
        })?;
        self.store.read(|db| live::get(db, id))
    }

    /// Keeps a file in step from now on, and writes it; one of that path holds something else from now on. Whether it
    /// could be written is in its state. A file that is there already is left alone, as one changed by another program.
    ///
    /// # Errors
    /// `Validation` for a path that is no place for a .bib, and for a list that is not kept.
    pub fn keep_live(&self, path: &Path, view: &ListView, format: LiveFormat) -> Result<LiveFile> {
        let path = self.place_for_live(path)?;
        if !matches!(view, ListView::All | ListView::Collection { .. } | ListView::Search { .. }) {
            let words = "A .bib is kept in step with all papers, a collection or a saved search.";
            return Err(Error::validation("view", words));
        }
        self.live_ids(view)?;
        let id = self.store.write(|tx| live::put(tx, &path.to_string_lossy(), view, format))?;
        let file = self.write_live(id)?;
        self.tell_live();
        Ok(file)
    }

    /// Keeps a file in step no longer; it stays as it is.
    pub fn stop_live(&self, id: Id) -> Result<()> {
        self.store.write(|tx| live::forget(tx, id))?;
        self.tell_live();
        Ok(())
    }

    /// Brings a file in step; how that went is in its state.
    pub fn write_live(&self, id: Id) -> Result<LiveFile> {
        Ok(self.write_live_since(id, None)?.0)
    }

    /// The same where it is known how the file was written last, and which papers changed since: only those are
    /// rendered. Gives how it is written now, while that is known.
    fn write_live_since(&self, id: Id, since: Option<(Laid, &BTreeSet<Id>)>) -> Result<(LiveFile, Option<Laid>)> {
        for _ in 0..ATTEMPTS {
            let file = self.store.read(|db| live::get(db, id))?;
            let (own, _) = self.store.read(|db| live::hashes(db, id))?;
            let since = since.as_ref().map(|(laid, changed)| (laid, *changed));
            let (state, words) = match self.put_live(&file, own, since) {
                Ok(Stands::InStep(laid)) => return Ok((self.store.read(|db| live::get(db, id))?, laid)),
                Ok(Stands::Overtaken) => continue,
                Ok(Stands::Changed) => (LiveState::ChangedOutside, changed_words(&file)),
                Err(error) => (LiveState::Trouble, error.message),
            };
            let told = self.store.write(|tx| {
                let holds = live::hashes(tx, id)?.0 == own;
                if holds {
                    live::tell(tx, id, state, &words)?;
                }
                Ok(holds)
            })?;
            if told {
                break;
            }
        }
        // Whoever was quicker each time has brought it in step, or has told why not.
        Ok((self.store.read(|db| live::get(db, id))?, None))
    }

    /// Writes over what another program wrote, once a copy of that is in the library's folder.
    pub fn overwrite_live(&self, id: Id) -> Result<LiveFile> {
        let file = self.store.read(|db| live::get(db, id))?;
        if let Some(found) = self.keep_replaced(&file)? {
            self.store.write(|tx| live::own(tx, id, found))?;
        }
        let file = self.write_live(id)?;
        self.tell_live();
        Ok(file)
    }

    /// `own` is the hash of what was written last. What it says must still hold at the moment of writing: a terminal may
    /// bring the same file in step.
    fn put_live(&self, file: &LiveFile, own: Option<i64>, since: Option<(&Laid, &BTreeSet<Id>)>) -> Result<Stands> {
        let path = written_path(file);
        let trouble = |error: &std::io::Error| cannot_write("The file", &path, error);
        if !path.parent().is_some_and(Path::is_dir) {
            let words = "its folder is not there. Put it back, or keep the file elsewhere";
            return Err(Error::new(ErrorCode::Io, format!("“{}” cannot be written: {words}.", file.path)));
        }
        if std::fs::metadata(&path).is_ok_and(|meta| !meta.is_file()) {
            return Err(Error::new(
                ErrorCode::Io,
                format!("“{}” cannot be written: it is no ordinary file.", file.path),
            ));
        }
        let ids = self.live_ids(&file.view)?;
        let since = since.filter(|(laid, _)| own == Some(laid.hash));
        let old = match &since {
            Some((laid, _)) => std::fs::read(&path).ok().filter(|text| hash(text) == laid.hash),
            None => None,
        };
        let since = since.zip(old.as_deref()).map(|((laid, changed), text)| Since { laid, text, changed });
        let (text, laid) = self.lay(&ids, file.format, since)?;
        let wanted = laid.as_ref().map_or_else(|| hash(&text), |laid| laid.hash);
        let found = found_now(&path, old.as_deref().zip(own)).map_err(|error| trouble(&error))?;
        let is_right = found == Some(wanted);
        if is_right && own == found && file.state == LiveState::InStep {
            return Ok(Stands::InStep(laid));
        }
        if !is_right && found.is_some() && found != own {
            return Ok(Stands::Changed);
        }
        let mut beside = None;
        if !is_right {
            // Putting a new file in its place would work, and is not what its owner wants.
            if std::fs::metadata(&path).is_ok_and(|meta| meta.permissions().readonly()) {
                let words = "it is read-only. Make it writable, or keep another file";
                return Err(Error::new(ErrorCode::Io, format!("“{}” cannot be written: {words}.", file.path)));
            }
            beside = Some(Beside::write(&path, |out| out.write_all(&text).map_err(|error| trouble(&error)))?.0);
        }
        // While this is written no other Postil writes, so the file and what is remembered of it change together.
        self.store.write(|tx| {
            if live::hashes(tx, file.id)?.0 != own {
                return Ok(Stands::Overtaken);
            }
            // Looked at once more, as late as can be: what another program writes after that moment is lost.
            if hash_of(&path).map_err(|error| trouble(&error))? != found {
                return Ok(Stands::Changed);
            }
            if let Some(beside) = beside {
                beside.place()?;
            }
            live::remember(tx, file.id, wanted, ids.len(), self.now())?;
            Ok(Stands::InStep(laid))
        })
    }

    fn live_ids(&self, view: &ListView) -> Result<Vec<Id>> {
        // A list that is gone is an empty one to those who only look; its file must not be emptied.
        let is_there = self.store.read(|db| match view {
            ListView::Collection { id } => collections::name(db, *id).map(drop),
            ListView::Search { id } => saved_searches::get(db, *id).map(drop),
            _ => Ok(()),
        });
        let query = ListQuery { view: view.clone(), ..ListQuery::default() };
        let found = is_there.and_then(|()| self.list_ids(&query));
        found.map_err(|error| match error.code {
            ErrorCode::NotFound => {
                let words = "What this file is kept in step with was deleted. Undo that, or keep the file no longer.";
                Error::new(ErrorCode::NotFound, words)
            }
            _ => error,
        })
    }

    /// The whole path, once it is a place where a .bib may be.
    fn place_for_live(&self, path: &Path) -> Result<PathBuf> {
        let path = whole(path)?;
        let refuse = |why: &str| Err(Error::validation("path", format!("“{}” {why}", path.display())));
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            return refuse("is no .bib. Let the name end with “.bib”.");
        }
        if path.is_dir() {
            return refuse("is a folder. Name a file.");
        }
        if path.starts_with(self.folder()) {
            return refuse("lies in the library’s own folder. Choose another place.");
        }
        if !path.parent().is_some_and(Path::is_dir) {
            return refuse("lies in a folder that is not there. Make it first, or choose another.");
        }
        Ok(path)
    }

    /// Copies what stands in the file into the library's folder; gives its hash, or `None` when there is no file.
    fn keep_replaced(&self, file: &LiveFile) -> Result<Option<i64>> {
        let path = written_path(file);
        let trouble = |error: std::io::Error| cannot_write("A copy of what is there", &path, &error);
        let Some(found) = hash_of(&path).map_err(trouble)? else { return Ok(None) };
        let to = free_name(&self.folder().join(REPLACED), &path, self.now()).map_err(trouble)?;
        std::fs::copy(&path, to).map_err(trouble)?;
        Ok(Some(found))
    }

    /// The window reads the sidebar again.
    fn tell_live(&self) {
        self.tell(super::Event::LibraryChanged { papers: Some(Vec::new()) });
    }
}

enum Stands {
    InStep(Option<Laid>),
    /// Another program wrote to it.
    Changed,
    /// Postil itself did, in another thread or a terminal.
    Overtaken,
}

/// The hash of what a file holds; told by comparing, which is quicker, while it holds what it held a moment ago.
fn found_now(path: &Path, before: Option<(&[u8], i64)>) -> std::io::Result<Option<i64>> {
    match before {
        Some((text, hash)) if std::fs::read(path).is_ok_and(|now| now == text) => Ok(Some(hash)),
        _ => hash_of(path),
    }
}

fn changed_words(file: &LiveFile) -> String {
    let name = Path::new(&file.path).file_name().unwrap_or_default().to_string_lossy();
    if file.written_at.is_none() {
        return format!(
            "“{name}” was there before Postil wrote to it. Take in what it holds, or write over it; nothing is written to it until then."
        );
    }
    format!(
        "“{name}” was changed by another program. Take those changes in, or write over them; nothing is written to it until then."
    )
}

/// Where writing goes: a link stays a link, and the file it leads to is written.
fn written_path(file: &LiveFile) -> PathBuf {
    std::fs::canonicalize(&file.path).unwrap_or_else(|_| PathBuf::from(&file.path))
}

/// The same name for the same file, from wherever it is said.
fn whole(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let folder = path.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    Ok(match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    })
}
