//! A review as the page has it: what is shown of each draft. The drafts themselves stay with the program, because those of
//! a large library would take seconds to cross twice, and as much memory again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DraftFile, FoundSearch, Twin};

/// What a review shows of a draft before it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Glance {
    /// The draft's place among those held; what looks like an earlier one names it by its own.
    pub at: u32,
    /// First line of the source that belongs to it, from 1; 0 when lines mean nothing.
    pub line: u32,
    /// Of a paper that is here, as the library has it.
    pub title: String,
    pub authors: Vec<String>,
    pub venue: String,
    pub year: Option<i32>,
    /// Enough of the abstract for one line.
    pub abstract_start: String,
    pub problems: Vec<String>,
    pub files: Vec<DraftFile>,
    pub guesses: Vec<String>,
    /// Whether a service could be asked for it.
    pub is_identified: bool,
    pub replaces: Vec<String>,
    pub leaves: Vec<String>,
}

/// What the reader wants of the drafts held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Chosen {
    /// The places of those wanted, in order.
    pub places: Vec<u32>,
    /// Those of them that are not to be taken as they were read.
    pub changed: Vec<DraftChange>,
    /// Those to be saved.
    #[serde(default)]
    pub searches: Vec<FoundSearch>,
}

/// What the reader did to a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftChange {
    pub at: u32,
    pub edits: Vec<DraftEdit>,
    /// As the draft has them, with what the reader took or left out.
    pub replaces: Vec<String>,
    pub leaves: Vec<String>,
    /// An earlier draft is named by its place.
    pub twin: Option<Twin>,
}

/// A field that was typed into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "kebab-case")]
pub enum DraftEdit {
    Title(String),
    Authors(Vec<String>),
    Venue(String),
    Year(Option<i32>),
    Abstract(String),
}
