//! Copies of the library, and what going back to one would mean.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// A copy of the whole library that was read back and found sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Snapshot {
    /// Its file in the folder `snapshots`.
    pub name: String,
    pub at: Millis,
    pub reason: SnapshotReason,
    pub bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SnapshotReason {
    /// Made by itself, while the library was in use.
    Regular,
    /// The reader asked for it.
    Asked,
    /// Before something that cannot be looked over at a glance: emptying the trash, a large import.
    BeforeChange,
    /// Before the library went back to another snapshot.
    BeforeRestore,
    /// Before a newer Postil changed the file's format.
    BeforeFormat,
}

/// What going back to a snapshot would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestorePreview {
    pub snapshot: Snapshot,
    /// Without the trash.
    pub papers_now: u32,
    pub papers_then: u32,
    /// Added since: these would go.
    pub papers_lost: u32,
    /// Deleted since: these would come back.
    pub papers_back: u32,
    /// In both, but changed since.
    pub papers_changed: u32,
    pub notes_now: u32,
    pub notes_then: u32,
    /// Titles of some that would go, at most ten.
    pub lost_titles: Vec<String>,
    /// Titles of some that changed, at most ten.
    pub changed_titles: Vec<String>,
    /// Names of some collections and saved searches that were made, changed or deleted since, at most ten.
    pub changed_lists: Vec<String>,
}
