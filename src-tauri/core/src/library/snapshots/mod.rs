//! Snapshots: copies of the whole library beside it, each read back before it counts.
//!
//! A copy is made by SQLite's online backup while the library goes on being used, checked (`integrity_check`, and the
//! rows of every table counted against the original) and only then given its name, so that a file with a name is
//! whole. Undo takes back single actions; these are for what undo cannot reach.

mod files;
mod restore;
mod thin;

use std::path::Path;

use super::{Event, Library};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{JournalEntry, ListQuery, Millis, RestorePreview, Snapshot, SnapshotReason, UndoOutcome};
use crate::store::{journal, snapshots as copies};

pub use restore::replace_damaged;

/// So many papers at once are more than a reader looks over.
const MANY: usize = 1_000;
/// Between two that are made by themselves.
const EVERY: Millis = 60 * 60_000;
/// Large actions within this time of one that was copied before belong to the same work: an import in parts would copy
/// a large library each time, and most of its time would go into that.
const SERIES: Millis = 5 * 60_000;

impl Library {
    /// Copies the library, reads the copy back, and lets go of old copies.
    ///
    /// # Errors
    /// `Full` or `Io` when it cannot be written, `Corrupt` when the copy is not what was copied; the library is untouched.
    pub fn snapshot(&self, reason: SnapshotReason) -> Result<Snapshot> {
        let made = files::make(self, reason)?;
        thin::thin(&self.snapshots_folder(), self.now())?;
        // A file too many harms nobody, and a copy that is damaged is told when it is needed.
        drop(self.tidy_files());
        Ok(made)
    }

    /// Makes one when the library changed since the last and that is an hour ago; `None` when neither.
    pub fn snapshot_if_time(&self) -> Result<Option<Snapshot>> {
        let last = self.snapshots()?.into_iter().next();
        let now = self.now();
        // A clock that was set back must not put it off for years.
        let is_time = last.as_ref().is_none_or(|last| now - last.at >= EVERY || last.at > now);
        let changed = self.store.read(|db| copies::changed_since(db, last.as_ref().map_or(0, |last| last.at)))?;
        if !is_time || !changed {
            return Ok(None);
        }
        self.snapshot(SnapshotReason::Regular).map(Some)
    }

    /// Makes one before an action on very many papers of a library that holds any, or before the first of a series.
    pub(super) fn snapshot_before(&self, papers: usize) -> Result<()> {
        if papers < MANY || self.list_ids(&ListQuery::default())?.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let in_series =
            |one: &Snapshot| one.reason == SnapshotReason::BeforeChange && (0..SERIES).contains(&(now - one.at));
        if !self.snapshots()?.iter().any(in_series) {
            self.snapshot(SnapshotReason::BeforeChange)?;
        }
        Ok(())
    }

    /// Newest first.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>> {
        files::list(&self.snapshots_folder())
    }

    /// What going back to a snapshot would change.
    ///
    /// # Errors
    /// `NotFound` for a name that is none, `Corrupt` for a file that is damaged.
    pub fn restore_preview(&self, name: &str) -> Result<RestorePreview> {
        let (snapshot, path) = files::find(&self.snapshots_folder(), name)?;
        self.store.read(|db| copies::compare(db, &path, snapshot))
    }

    /// Puts the library back to a snapshot, after copying it as it is. Gives that copy; undoing it puts that back.
    ///
    /// # Errors
    /// As for the preview; and whatever fails leaves the library as it was.
    pub fn restore(&self, name: &str) -> Result<Snapshot> {
        Ok(self.put_back(name, "Go back to an earlier snapshot", false)?.0)
    }

    /// Undoes a return to a snapshot, or redoes it.
    pub(super) fn return_again(&self, entry: &JournalEntry) -> Result<UndoOutcome> {
        let copy = entry.copy.as_deref().unwrap_or_default();
        match self.put_back(copy, &entry.name, !entry.undone) {
            Ok((_, entry)) => Ok(UndoOutcome { entry, papers: Vec::new() }),
            Err(error) if error.code == ErrorCode::NotFound => {
                self.store.write(|tx| journal::make_final(tx, entry.id))?;
                let words = if entry.undone {
                    "redone any more: the copy of what there was after it was let go of. Nothing was changed."
                } else {
                    "undone any more: the copy of what was there before was let go of. What was done before can be."
                };
                let words = format!("“{}” cannot be {words}", entry.name);
                Err(Error::new(ErrorCode::NotFound, words))
            }
            Err(error) => Err(error),
        }
    }

    fn put_back(&self, name: &str, action: &str, undone: bool) -> Result<(Snapshot, JournalEntry)> {
        let (_, path) = files::find(&self.snapshots_folder(), name)?;
        copies::check(&path)?;
        let before = files::make(self, SnapshotReason::BeforeRestore)?;
        self.store.put_back(&path)?;
        let now = self.now();
        let noted = (action, &*before.name, undone);
        let entry = self.store.write(|tx| journal::note_return(tx, noted, now, || self.store.next_id()))?;
        self.tell(Event::LibraryChanged { papers: None });
        Ok((before, entry))
    }

    fn snapshots_folder(&self) -> std::path::PathBuf {
        folder_of(self.folder())
    }
}

/// The copies of a library that cannot be opened, newest first.
pub fn list(folder: &Path) -> Result<Vec<Snapshot>> {
    files::list(&folder_of(folder))
}

/// The newest copy of a library that cannot be opened, if one is sound.
pub fn newest_sound(folder: &Path) -> Option<Snapshot> {
    let snapshots = folder_of(folder);
    let listed = files::list(&snapshots).ok()?;
    listed.into_iter().find(|snapshot| copies::check(&snapshots.join(&snapshot.name)).is_ok())
}

fn folder_of(library: &Path) -> std::path::PathBuf {
    library.join("snapshots")
}
