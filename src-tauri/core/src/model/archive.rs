//! What public archives keep of code, and what they were asked to keep.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Archive {
    /// The whole repository with its history.
    SoftwareHeritage,
    /// The repository's page as it looked.
    Wayback,
}

/// A copy that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchivedCopy {
    pub archive: Archive,
    /// Its page, always https.
    pub url: String,
    /// When the archive took it.
    pub at: Millis,
}

/// The outcome of looking for copies. None found is an outcome too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rescue {
    pub looked_at: Millis,
    /// The best first.
    pub copies: Vec<ArchivedCopy>,
    /// Why an archive could not be asked, in plain words; what it keeps is not known then.
    pub troubles: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PreservationState {
    /// The archive has it in its queue.
    Queued,
    Running,
    Done,
    /// The archive does not take it.
    Refused,
    Failed,
}

/// A request to Software Heritage to keep a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preservation {
    pub asked_at: Millis,
    pub looked_at: Millis,
    pub state: PreservationState,
}
