//! What could not be looked up at once, and waits.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// How the queue of look-ups stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookupQueue {
    /// Not looked up yet.
    pub waiting: u32,
    /// Whom they wait for, "arXiv, Crossref".
    pub services: String,
    /// When the next may be asked for.
    pub until: Option<Millis>,
    /// Looked up since, to be reviewed.
    pub found: u32,
    /// Looked up since, and nobody knew them.
    pub unknown: u32,
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitingLookup {
    /// "arXiv 2303.01234"
    pub text: String,
    pub service: String,
    /// Until when the service asked to wait, if it said so.
    pub until: Option<Millis>,
}
