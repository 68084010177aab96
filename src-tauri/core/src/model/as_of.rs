//! Code as it was when its paper was published.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// The outcome of looking for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeAsOf {
    /// The paper's day as far as it is known, `YYYY-MM-DD`: the last of its month or year where no more is known.
    pub day: String,
    /// `None`: the repository has no commit as old as that.
    pub commit: Option<Commit>,
    pub looked_at: Millis,
}

/// The last commit of the default branch on or before a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Commit {
    pub sha: String,
    pub at: Millis,
    /// The repository's page at this commit.
    pub url: String,
    /// Commits of the default branch since; `None` when the host did not say.
    pub since: Option<u32>,
}
