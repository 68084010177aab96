//! The outcome of looking for a repository. A bad outcome is a value here, never an error.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// What is known of a repository, or why an attempt to know failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// Never checked.
    #[default]
    Unchecked,
    Alive,
    Archived,
    Empty,
    Moved,
    MovedThenGone,
    MissingUnconfirmed,
    PrivateOrGone,
    Gone,
    Blocked,
    Disabled,
    NameReused,
    NotARepository,
    // The attempts that settle nothing; the old verdict stands.
    RateLimited,
    Offline,
    ServerTrouble,
    TokenInvalid,
    Unknown,
}

impl VerdictKind {
    /// Whether code is not where its paper says: what *Needs attention* lists and the terminal's exit code tells.
    pub fn needs_attention(self) -> bool {
        matches!(
            self,
            Self::Moved
                | Self::MovedThenGone
                | Self::MissingUnconfirmed
                | Self::PrivateOrGone
                | Self::Gone
                | Self::Blocked
                | Self::Disabled
                | Self::NameReused
        )
    }
}

/// A verdict with what a reader wants to know beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Verdict {
    pub kind: VerdictKind,
    /// A few plain words: "Moved to new-owner/name".
    pub headline: String,
    /// One sentence more, or empty: "GitHub does not tell a private repository from a deleted one."
    pub detail: String,
    /// For `Moved`: the new home's page.
    pub moved_to: Option<String>,
    /// For `Blocked`: the notice.
    pub notice_url: Option<String>,
}

/// An attempt that settled nothing, shown beside the standing verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attempt {
    pub kind: VerdictKind,
    pub headline: String,
    pub at: Millis,
    /// When trying again makes sense.
    pub retry_at: Option<Millis>,
}

/// What the verdict rests on. Never holds a token.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Evidence {
    pub at: Millis,
    /// Each request in order: "GET https://api.github.com/repos/a/b".
    pub requests: Vec<String>,
    /// Status of each request; 0 when no answer came.
    pub statuses: Vec<u16>,
    pub request_id: Option<String>,
    /// Headers that mattered, "name: value".
    pub headers: Vec<String>,
    /// What went wrong, in the words of the network or the service.
    pub message: Option<String>,
}
