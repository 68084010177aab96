//! A file that belongs to a paper.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Id, Millis};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attachment {
    pub id: Id,
    pub paper_id: Id,
    /// As shown: "Full text.pdf".
    pub name: String,
    /// Of its content, in hexadecimal; the file lies in the library's folder under this name.
    pub sha256: String,
    pub bytes: u64,
    pub media_type: String,
    /// Of a kind that the system's own programs may be asked to open; others can only be saved.
    pub may_be_opened: bool,
    pub added_at: Millis,
}

/// What became of the files that were to be attached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Attached {
    pub attachments: Vec<Attachment>,
    /// In words, each naming a file that could not be kept.
    pub problems: Vec<String>,
}
