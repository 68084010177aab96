//! All that is known of a paper, for other programs.

use serde::Serialize;
use ts_rs::TS;

use super::{Annotation, Attachment, Note, Paper, RepositoryCard};

/// A paper with everything that belongs to it: an element of the JSON export, and what templates of notes are given.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PaperRecord {
    /// What it is cited by: its citation key, or the one it would get.
    pub key: String,
    #[serde(flatten)]
    pub paper: Paper,
    pub tags: Vec<String>,
    /// Where it is filed: "Thesis / Chapter 2".
    pub collections: Vec<String>,
    pub notes: Vec<Note>,
    /// In the order of the abstract.
    pub highlights: Vec<Annotation>,
    /// Without their contents, which lie in the library's folder under their SHA-256.
    pub files: Vec<Attachment>,
    /// Its repositories with their verdicts, what was found in them, and archived copies; without those it is not of.
    pub code: Vec<RepositoryCard>,
}
