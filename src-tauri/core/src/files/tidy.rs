//! Lets go of files that nothing names any more.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::FOLDER;
use crate::error::Result;

/// A file this young may belong to an import that is going on, here or in another program.
const YOUNG: Duration = Duration::from_secs(24 * 60 * 60);

/// The files of a library that are not among `named` (SHA-256 in hexadecimal) and not young, by their content; under
/// an empty name what a crash left half written. Files that are not named as Postil names them are left alone.
pub fn unnamed(library: &Path, named: &HashSet<String>, now: SystemTime) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let Ok(shelves) = fs::read_dir(library.join(FOLDER)) else { return Ok(found) };
    for shelf in shelves.flatten() {
        let path = shelf.path();
        if path.extension().is_some_and(|ending| ending == "part") {
            found.extend(is_old(&path, now)?.then(|| (String::new(), path)));
        } else if path.is_dir() {
            for file in fs::read_dir(&path)?.flatten().map(|entry| entry.path()) {
                let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
                let is_ours = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_ours && !named.contains(&name) && is_old(&file, now)? {
                    found.push((name, file));
                }
            }
        }
    }
    Ok(found)
}

/// Removes one of them, unless somebody has taken it up again meanwhile; whether it went.
pub fn remove(path: &Path, now: SystemTime) -> Result<bool> {
    let goes = is_old(path, now)?;
    if goes {
        fs::remove_file(path)?;
    }
    Ok(goes)
}

/// Whether it belongs to nothing that is going on.
pub fn is_old(path: &Path, now: SystemTime) -> Result<bool> {
    let modified = fs::symlink_metadata(path)?.modified()?;
    // A clock that was set back makes everything young.
    Ok(now.duration_since(modified).is_ok_and(|age| age > YOUNG))
}
