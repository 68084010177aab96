//! What a reader writes: notes in Markdown, highlights on the abstract.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Id, Millis};

/// A note on a paper, in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Note {
    pub id: Id,
    pub paper_id: Id,
    pub text: String,
    /// `text` rendered and sanitised; the only HTML the page ever inserts.
    pub html: String,
    pub created_at: Millis,
    pub modified_at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AnnotationColor {
    #[default]
    Yellow,
    Green,
    Blue,
    Pink,
}

/// A highlight on the abstract, anchored by what it quotes and where, so that it survives edits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Annotation {
    pub id: Id,
    pub paper_id: Id,
    pub color: AnnotationColor,
    pub quote: String,
    /// Place in the abstract, `[start, end)` in UTF-16 units; meaningless when `orphaned`.
    pub start: u32,
    pub end: u32,
    /// The abstract was edited and the quoted text is no longer in it.
    pub orphaned: bool,
    pub comment: String,
    pub created_at: Millis,
    pub modified_at: Millis,
}
