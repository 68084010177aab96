//! One change made to many papers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum BulkEdit {
    /// Puts other words in the place of some.
    Replace {
        field: BulkField,
        find: String,
        with: String,
        match_case: bool,
        whole_words: bool,
    },
    /// Gives all the same value.
    Set {
        field: BulkField,
        value: String,
    },
    Case {
        field: BulkField,
        case: LetterCase,
    },
    Tags {
        add: Vec<String>,
        remove: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BulkField {
    Title,
    /// Each name by itself.
    Authors,
    Venue,
    Year,
    Abstract,
    Comments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LetterCase {
    /// "Like this one"; words with capitals of their own (BERT, iPhone, T5) keep them.
    Sentence,
    /// "Like This One of Many"; the same words keep theirs.
    Title,
    Lower,
    Upper,
}

/// What a bulk edit would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct BulkPreview {
    /// Papers it would change.
    pub changed: u32,
    /// Papers that have it so already.
    pub same: u32,
    /// Papers it would leave alone, because they could not keep the new value.
    pub refused: u32,
    /// Why the first of those could not.
    pub refusal: Option<String>,
    /// The first of those it would change, at most 200.
    pub samples: Vec<BulkSample>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BulkSample {
    pub paper_id: Id,
    pub title: String,
    pub before: String,
    pub after: String,
}
