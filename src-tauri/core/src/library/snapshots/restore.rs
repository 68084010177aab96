//! Going back when the library itself cannot be opened any more.

use std::path::{Path, PathBuf};

use super::{files, folder_of};
use crate::error::Result;
use crate::model::Millis;
use crate::store::FILE_NAME;

/// Puts a snapshot in the place of a library that cannot be opened. The damaged files are put aside, not deleted;
/// gives where.
///
/// # Errors
/// `NotFound` or `Corrupt` for the snapshot, `Io` when files cannot be moved; the damaged ones stay as they are then.
pub fn replace_damaged(folder: &Path, name: &str, now: Millis) -> Result<PathBuf> {
    let (_, snapshot) = files::find(&folder_of(folder), name)?;
    files::sound(&snapshot)?;
    let fresh = folder.join(format!("{FILE_NAME}.new"));
    std::fs::copy(&snapshot, &fresh)?;
    std::fs::File::open(&fresh)?.sync_all()?;
    let aside = folder.join(format!("damaged-{now}"));
    std::fs::create_dir(&aside)?;
    let place = |end: &str| (folder.join(format!("{FILE_NAME}{end}")), aside.join(format!("{FILE_NAME}{end}")));
    for (file, kept) in ["", "-wal", "-shm"].map(place) {
        // Not every file system knows links.
        if file.exists() && std::fs::hard_link(&file, &kept).is_err() {
            std::fs::copy(&file, &kept)?;
        }
    }
    // The log belongs to the damaged file and must not be replayed into another.
    for (file, _) in ["-wal", "-shm"].map(place) {
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    // Last, and at one stroke: at no moment is there no library, which would be taken for a new one.
    std::fs::rename(&fresh, folder.join(FILE_NAME))?;
    Ok(aside)
}
