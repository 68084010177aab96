//! What was done to a library, action by action.

use serde::Serialize;
use ts_rs::TS;

use super::{Id, Millis};

/// One change of an action, as a reader would say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangeMade {
    /// The paper it is about; its title as it is now, or was when it was deleted.
    pub paper: Option<Id>,
    pub title: String,
    /// "title", "note", "tag" …
    pub what: String,
    /// Text before and after, cut to 2,000 characters; empty where there was nothing, or where it cannot be told.
    pub before: String,
    pub after: String,
}

/// An action as far as one paper is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperAction {
    pub entry: Id,
    pub name: String,
    pub at: Millis,
    pub undone: bool,
    pub changes: Vec<ChangeMade>,
}
