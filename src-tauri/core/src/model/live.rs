//! Files that are kept in step with the library.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Id, ListView, Millis};

/// What a file kept in step is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LiveFormat {
    #[default]
    Bibtex,
    Biblatex,
}

/// How a file kept in step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LiveState {
    /// It was not written yet.
    #[default]
    Waiting,
    InStep,
    /// Another program wrote to it: it is left alone until the reader decides.
    ChangedOutside,
    /// It could not be written; it is tried again.
    Trouble,
}

/// A .bib file of all papers, a collection or a saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveFile {
    pub id: Id,
    pub path: String,
    /// What it holds.
    pub view: ListView,
    /// The same in words; empty when it was deleted.
    pub name: String,
    pub format: LiveFormat,
    /// Papers in it when it was written last.
    pub papers: u32,
    /// When it was written, or found to be in step, last.
    pub written_at: Option<Millis>,
    pub state: LiveState,
    /// What is wrong and what to do, in words; empty in step.
    pub trouble: String,
}

/// A vault of notes, as the reader wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct VaultSettings {
    pub folder: String,
    /// A file for every paper, not only for those with notes or highlights.
    pub all: bool,
    /// In Jinja's language; `None` for the one that comes with Postil.
    pub template: Option<String>,
}

/// What bringing the vault of notes in step did, in files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Vaulted {
    pub written: u32,
    pub removed: u32,
    /// Files that somebody else wrote or changed: they are left as they are. By name, at most twenty.
    pub left: Vec<String>,
    pub left_count: u32,
    /// Whether all files were looked at, or only those of some papers.
    pub whole: bool,
}
