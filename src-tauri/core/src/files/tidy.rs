//! Lets go of files that nothing names any more.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::FOLDER;
use crate::error::Result;

/// A file this young may belong to an import that is going on, here or in another program.
const YOUNG: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes the files of a library that are not among `named` (SHA-256 in hexadecimal) and not young; gives how many.
/// Files that are not named as Postil names them are left alone.
pub fn tidy(library: &Path, named: &HashSet<String>, now: SystemTime) -> Result<usize> {
    let mut gone = 0;
    let Ok(shelves) = fs::read_dir(library.join(FOLDER)) else { return Ok(0) };
    for shelf in shelves.flatten() {
        let path = shelf.path();
        if path.extension().is_some_and(|ending| ending == "part") {
            gone += usize::from(remove(&path, now)?);
        } else if path.is_dir() {
            for file in fs::read_dir(&path)?.flatten().map(|entry| entry.path()) {
                let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
                let is_ours = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_ours && !named.contains(name) {
                    gone += usize::from(remove(&file, now)?);
                }
            }
        }
    }
    Ok(gone)
}

fn remove(path: &Path, now: SystemTime) -> Result<bool> {
    let modified = fs::symlink_metadata(path)?.modified()?;
    // A clock that was set back makes everything young.
    if now.duration_since(modified).is_ok_and(|age| age > YOUNG) {
        fs::remove_file(path)?;
        return Ok(true);
    }
    Ok(false)
}
