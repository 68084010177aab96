//! Versions of one work: the preprint, the talk, the journal's.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Field, Identifier};

/// A publication of a work beside the one that the paper's own fields tell of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Version {
    pub title: String,
    pub venue: String,
    pub year: Option<i32>,
    /// `YYYY-MM-DD` when known to the day.
    pub published: Option<String>,
    pub url: String,
    /// BibLaTeX's name of its type; empty when unknown.
    pub entry_type: String,
    pub identifiers: Vec<Identifier>,
    /// Volume, pages and the like.
    pub fields: Vec<Field>,
    /// Citations and exports tell of this one, not of the paper's own fields. At most one of a paper.
    pub cited: bool,
}
