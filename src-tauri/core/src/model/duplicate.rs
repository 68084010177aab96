//! Papers that may be one work.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct DuplicateGroup {
    /// At least two, from the oldest to the newest.
    pub papers: Vec<Id>,
    /// Why they are believed to be one: "Both carry arXiv 2303.01234".
    pub reasons: Vec<String>,
    /// They share identifiers, which do not err.
    pub sure: bool,
}
