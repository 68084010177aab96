//! The files: their names tell when and why each was made.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use crate::Library;
use crate::error::{Error, Result};
use crate::model::{Millis, Snapshot, SnapshotReason};
use crate::store::snapshots as copies;

const END: &str = ".sqlite";
/// What is not whole yet; left by a crash, it is removed by one that is made later.
const PART: &str = ".part";
/// One that nobody wrote to for so long is being made by nobody.
const LEFT: Duration = Duration::from_secs(60 * 60);
/// Tells apart those that are made at the same time.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Copies a library under a name, once the copy is known to be whole.
pub fn make(library: &Library, reason: SnapshotReason) -> Result<Snapshot> {
    let folder = library.folder().join("snapshots");
    std::fs::create_dir_all(&folder)?;
    remove_parts(&folder, SystemTime::now());
    let mut at = library.now();
    while folder.join(name_of(reason, at)).exists() {
        at += 1;
    }
    let name = name_of(reason, at);
    // Another thread or program may be making one in this very moment.
    let part = folder.join(format!("{name}.{}-{}{PART}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    let made = library.store.copy_to(&part).and_then(|()| Ok(std::fs::rename(&part, folder.join(&name))?));
    if let Err(error) = made {
        // What is half made helps nobody; that it cannot be removed either changes nothing about that.
        let _ = std::fs::remove_file(&part);
        return Err(error);
    }
    let bytes = std::fs::metadata(folder.join(&name))?.len();
    Ok(Snapshot { name, at, reason, bytes })
}

/// Newest first. Files that are no snapshots are left out.
pub fn list(folder: &Path) -> Result<Vec<Snapshot>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Some((reason, at)) = read_name(&name) else { continue };
        // One that was let go of meanwhile is none.
        let Ok(meta) = entry.metadata() else { continue };
        found.push(Snapshot { bytes: meta.len(), name, at, reason });
    }
    found.sort_by_key(|snapshot| std::cmp::Reverse(snapshot.at));
    Ok(found)
}

/// One by its name. The name comes from outside, so it is looked for in the list and never made a path by itself.
pub fn find(folder: &Path, name: &str) -> Result<(Snapshot, PathBuf)> {
    let found = list(folder)?.into_iter().find(|snapshot| snapshot.name == name);
    let snapshot = found.ok_or_else(|| Error::not_found("This snapshot"))?;
    let path = folder.join(&snapshot.name);
    Ok((snapshot, path))
}

fn name_of(reason: SnapshotReason, at: Millis) -> String {
    let word = match reason {
        SnapshotReason::Regular => "regular",
        SnapshotReason::Asked => "asked",
        SnapshotReason::BeforeChange => "before-change",
        SnapshotReason::BeforeRestore => "before-restore",
        SnapshotReason::BeforeFormat => "before-format",
    };
    format!("{word}-{at}{END}")
}

fn read_name(name: &str) -> Option<(SnapshotReason, Millis)> {
    let (word, at) = name.strip_suffix(END)?.rsplit_once('-')?;
    let reason = match word {
        "regular" => SnapshotReason::Regular,
        "asked" => SnapshotReason::Asked,
        "before-change" => SnapshotReason::BeforeChange,
        "before-restore" => SnapshotReason::BeforeRestore,
        // The number of the format stands behind it.
        word if word.starts_with("before-format") => SnapshotReason::BeforeFormat,
        _ => return None,
    };
    Some((reason, at.parse().ok()?))
}

fn remove_parts(folder: &Path, now: SystemTime) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_left = |written: SystemTime| now.duration_since(written).is_ok_and(|age| age > LEFT);
        let is_old = || entry.metadata().and_then(|meta| meta.modified()).is_ok_and(is_left);
        if entry.file_name().to_string_lossy().contains(PART) && is_old() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Makes sure that a copy is sound before it is trusted.
pub fn sound(path: &Path) -> Result<()> {
    copies::check(path)
}
