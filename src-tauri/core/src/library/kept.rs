//! What the folders and files kept in step have in common: written whole, only when they differ, and never over what
//! somebody else wrote there unseen.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorCode, Result, not_written};
use crate::links::verdict::iso_day;
use crate::model::{Id, Millis};
use crate::store::Store;
use crate::store::kept::{self, Owner, Written};

/// A file as it should be.
pub struct Wanted {
    pub row: Id,
    /// Within the folder, with forward slashes.
    pub path: String,
    pub text: String,
}

/// What to do with a file that somebody else changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// It makes room: it is moved into the folder of this name.
    MoveTo(&'static str),
    Leave,
}

/// What was done, in files.
#[derive(Debug, Default)]
pub struct Done {
    pub written: u32,
    pub removed: u32,
    /// What somebody else changed, moved away or left, by path within the folder.
    pub foreign: Vec<String>,
}

/// A folder kept in step.
pub struct Folder<'a> {
    pub store: &'a Store,
    pub root: &'a Path,
    pub owner: Owner,
    pub foreign: Foreign,
    /// What it is called, for what is told: "The plain copy".
    pub called: &'static str,
}

impl Folder<'_> {
    /// Writes what differs, then remembers it; files that a row had under other names go.
    pub fn put(&self, wanted: &[Wanted], done: &mut Done) -> Result<()> {
        let mut new = Vec::new();
        let put = wanted.iter().try_for_each(|file| self.put_one(file, &mut new, done));
        // Also of what failed half way: a file that is not known as ours would count as somebody else's from then on.
        // After a crash before this, the files are found to be as they should be.
        if !new.is_empty() {
            self.store.write(|tx| new.iter().try_for_each(|(file, row)| kept::remember(tx, self.owner, file, *row)))?;
        }
        put
    }

    fn put_one(&self, file: &Wanted, new: &mut Vec<(Written, Id)>, done: &mut Done) -> Result<()> {
        let hash = hash(file.text.as_bytes());
        let known = self.store.read(|db| kept::written(db, self.owner, file.row))?;
        let before = known.iter().find(|known| known.path == file.path);
        let path = self.root.join(&file.path);
        let size = std::fs::metadata(&path).map(|meta| meta.len()).ok();
        if before.is_some_and(|known| known.hash == hash) && size == Some(file.text.len() as u64) {
            return Ok(());
        }
        if !self.make_room(&path, before.map(|known| known.hash), Some(hash), done)? {
            return Ok(());
        }
        write_whole(&path, &file.text).map_err(|error| self.cannot_write(&path, &error))?;
        done.written += 1;
        new.push((Written { path: file.path.clone(), hash }, file.row));
        if known.iter().any(|known| known.path != file.path) {
            self.remove(file.row, &file.path, done)?;
        }
        Ok(())
    }

    /// Takes the files of a row away, but for the one named `except`.
    pub fn remove(&self, row: Id, except: &str, done: &mut Done) -> Result<()> {
        for known in self.store.read(|db| kept::written(db, self.owner, row))? {
            if known.path == except {
                continue;
            }
            let path = self.root.join(&known.path);
            if self.make_room(&path, Some(known.hash), None, done)? && path.exists() {
                std::fs::remove_file(&path).map_err(|error| self.cannot_write(&path, &error))?;
                done.removed += 1;
            }
            self.store.write(|tx| kept::forget(tx, self.owner, &known.path))?;
        }
        Ok(())
    }

    /// Whether the file may be written or removed: it is as it was written last, as it is to be, or was moved away.
    fn make_room(&self, path: &Path, last: Option<i64>, next: Option<i64>, done: &mut Done) -> Result<bool> {
        let found = hash_of(path).map_err(|error| self.cannot_write(path, &error))?;
        if found.is_none() || found == last || found == next {
            return Ok(true);
        }
        let name = path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().into_owned();
        done.foreign.push(name);
        let Foreign::MoveTo(folder) = self.foreign else { return Ok(false) };
        let to = free_name(&self.root.join(folder), path, self.store.now());
        let to = to.map_err(|error| self.cannot_write(path, &error))?;
        std::fs::rename(path, &to).map_err(|error| self.cannot_write(&to, &error))?;
        Ok(true)
    }

    pub fn cannot_write(&self, path: &Path, error: &std::io::Error) -> Error {
        cannot_write(self.called, path, error)
    }
}

pub fn cannot_write(called: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorCode::Io, format!("{called} cannot be written: “{}”: {}.", path.display(), not_written(error)))
}

/// A name in a folder, made when it is missing, for a file that somebody else changed: its day, then its own name.
pub fn free_name(folder: &Path, path: &Path, now: Millis) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut to = folder.join(format!("{} {name}", iso_day(now)));
    let mut number = 2;
    while to.exists() {
        to = folder.join(format!("{} {number} {name}", iso_day(now)));
        number += 1;
    }
    Ok(to)
}

/// The old file or the whole new one, whatever happens in between. Not synced: what a crash takes is written again.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // A name that is nobody's: the folder may hold other files.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    std::fs::write(&part, text)?;
    std::fs::rename(&part, path)
}

/// FNV-1a: the same on every machine and in every version.
pub fn hash(bytes: &[u8]) -> i64 {
    more(START, bytes).cast_signed()
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn more(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The same of a file, however large; `None` when there is none.
pub fn hash_of(path: &Path) -> std::io::Result<Option<i64>> {
    let mut file = match std::fs::File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let (mut hash, mut piece) = (START, vec![0; 64 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Some(hash.cast_signed())),
            read => hash = more(hash, piece.get(..read).unwrap_or_default()),
        }
    }
}

/// Letters and digits of the words, as file names everywhere can hold them; at most 60.
pub fn slug(words: &str) -> String {
    let folded: String = words
        .chars()
        .flat_map(crate::search::fold::fold_char)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let joined = folded.split_whitespace().collect::<Vec<_>>().join("-");
    let cut: String = joined.chars().take(60).collect();
    let cut = cut.trim_end_matches('-');
    if cut.is_empty() { "untitled".into() } else { cut.to_owned() }
}
