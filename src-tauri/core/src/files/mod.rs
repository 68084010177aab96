//! The files that belong to papers, as they lie in the library's folder: each content once, under its SHA-256.
//!
//! A file is written whole and synced before a row names it, and is never changed after. So a crash can leave a file
//! that no row names, which [`tidy`] takes away one day, but never a row without its file.

pub mod kind;
pub mod tidy;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

pub use self::kind::Kind;
use crate::error::{Error, ErrorCode, Result, not_read};

/// Within the library's folder.
pub const FOLDER: &str = "files";
/// Bytes of one file.
pub const LARGEST: u64 = 2 << 30;

/// A file that the library keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// In hexadecimal.
    pub sha256: String,
    pub bytes: u64,
    pub kind: Kind,
}

/// Copies a file into a library's folder.
///
/// # Errors
/// `Input` when the file given cannot be read, naming it; `Io` when the copy cannot be written.
pub fn keep(library: &Path, path: &Path) -> Result<Kept> {
    let refuse = |why: &dyn std::fmt::Display| {
        Error::new(ErrorCode::Input, format!("“{}” cannot be kept: {why}.", path.display()))
    };
    let meta = fs::metadata(path).map_err(|error| refuse(&not_read(&error)))?;
    if !meta.is_file() {
        return Err(refuse(&"it is not a file"));
    }
    if meta.len() > LARGEST {
        return Err(refuse(&"it is larger than 2 GB"));
    }
    let mut from = File::open(path).map_err(|error| refuse(&not_read(&error)))?;
    let folder = library.join(FOLDER);
    let part = Part::new(&folder)?;
    let trouble = |error: &std::io::Error| cannot_write(&folder, error);
    let mut into = File::create(&part.0).map_err(|error| trouble(&error))?;
    let mut hasher = Sha256::new();
    let (mut start, mut bytes, mut buffer) = (Vec::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = from.read(&mut buffer).map_err(|error| refuse(&error))?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        if bytes > LARGEST {
            return Err(refuse(&"it is larger than 2 GB"));
        }
        if start.len() < kind::START {
            start.extend_from_slice(&buffer[..read.min(kind::START - start.len())]);
        }
        hasher.update(&buffer[..read]);
        into.write_all(&buffer[..read]).map_err(|error| trouble(&error))?;
    }
    into.sync_all().map_err(|error| trouble(&error))?;
    drop(into);
    let sha256: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let kept = Kept { sha256, bytes, kind: Kind::of(&start) };
    let place = place(library, &kept.sha256, kept.kind);
    // The same content has the same name: what is there already is the same file, unless it was cut off outside. An old
    // one is put there anew, because somebody may be about to tidy it away.
    let is_there = fs::metadata(&place).is_ok_and(|there| there.len() == bytes);
    if is_there && !tidy::is_old(&place, SystemTime::now()).unwrap_or(true) {
        return Ok(kept);
    }
    let parent = place.parent().unwrap_or(&folder);
    fs::create_dir_all(parent).map_err(|error| trouble(&error))?;
    // A viewer that saves into it would make the name a lie.
    let mut rights = fs::metadata(&part.0).map_err(|error| trouble(&error))?.permissions();
    rights.set_readonly(true);
    fs::set_permissions(&part.0, rights).map_err(|error| trouble(&error))?;
    fs::rename(&part.0, &place).map_err(|error| trouble(&error))?;
    sync_folder(parent);
    Ok(kept)
}

/// Where a content lies. The name ends as its kind does, so that the system opens it with the right program.
pub fn place(library: &Path, sha256: &str, kind: Kind) -> PathBuf {
    // A row that was made outside of Postil may say anything; no place but the shelf is ever meant.
    let sha256: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
    let shelf = sha256.get(..2).unwrap_or("00");
    library.join(FOLDER).join(shelf).join(format!("{sha256}.{}", kind.ending()))
}

/// A name in a folder that goes when it was not taken.
struct Part(PathBuf);

impl Part {
    fn new(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(Error::internal)?;
        Ok(Self(folder.join(format!("{:016x}.part", u64::from_le_bytes(random)))))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Gone already when it was renamed; a leftover is taken away by `tidy`.
        let _ = fs::remove_file(&self.0);
    }
}

/// Makes a new name in a folder last, where the system can say so of folders.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn cannot_write(folder: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorCode::Io, format!("A file cannot be kept in “{}”: {error}. Nothing was changed.", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_is_kept_once_whole_and_unchangeable() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (one, two) = (folder.path().join("one.pdf"), folder.path().join("two, the same.pdf"));
        fs::write(&one, b"%PDF-1.7 words")?;
        fs::copy(&one, &two)?;
        let library = folder.path().join("library");
        let kept = keep(&library, &one)?;
        assert_eq!(kept, keep(&library, &two)?, "the same content is the same file");
        assert_eq!((kept.bytes, kept.kind), (14, Kind::Pdf), "known by what is in it");
        let place = place(&library, &kept.sha256, kept.kind);
        assert_eq!(fs::read(&place)?, b"%PDF-1.7 words", "to the letter");
        assert!(fs::metadata(&place)?.permissions().readonly(), "no viewer writes into it");
        let left: Vec<_> = fs::read_dir(library.join(FOLDER))?.collect();
        assert_eq!(left.len(), 1, "one shelf, and nothing half written beside it");
        Ok(())
    }

    #[test]
    fn what_cannot_be_kept_is_named() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for odd in ["not there.pdf", "."] {
            let error = keep(&folder.path().join("library"), &folder.path().join(odd)).expect_err("refused");
            assert_eq!(error.code, ErrorCode::Input, "it is what was given that is wrong: {error}");
            assert!(error.message.contains("cannot be kept"), "said in words: {error}");
        }
        Ok(())
    }
}
