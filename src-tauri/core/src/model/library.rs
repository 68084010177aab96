//! Views on the library: lists, counts, collections, tags, and the journal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Id, LiveFile, LookupQueue, Millis};

/// What the sidebar selects.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "view", rename_all = "kebab-case")]
pub enum ListView {
    /// Unread papers not yet filed in a collection.
    Inbox,
    #[default]
    All,
    Reading,
    Starred,
    /// Papers with code that is dead, moved or not where it was.
    Attention,
    /// Papers that may be one work with another, those together that belong together.
    Duplicates,
    Trash,
    /// Papers of the collection and of those nested in it.
    Collection {
        id: Id,
    },
    Tag {
        name: String,
    },
    /// What a saved search finds.
    Search {
        id: Id,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SortBy {
    #[default]
    Added,
    Year,
    Title,
    Stars,
    Pushed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: SortBy::Added, descending: true }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ListQuery {
    pub view: ListView,
    pub sort: Sort,
    /// The search box, in the query language; empty for everything.
    pub search: String,
    /// How many are wanted, from the first; nothing for all of them.
    #[ts(optional)]
    pub first: Option<u32>,
}

/// Something a search did not take as it was perhaps meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchRemark {
    /// The part of the search that it is about, as typed.
    pub piece: String,
    /// "“has:” knows code, notes …; “has:nothing” was searched for as words."
    pub words: String,
}

/// Counts beside the sidebar's entries; papers in the trash count only in `trash`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct ViewCounts {
    pub inbox: u32,
    pub all: u32,
    pub reading: u32,
    pub starred: u32,
    pub attention: u32,
    /// In groups, each of papers that may be one work.
    pub duplicates: u32,
    pub trash: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Collection {
    pub id: Id,
    pub parent_id: Option<Id>,
    pub name: String,
    pub position: i64,
    /// Papers filed in it directly, without those in the trash.
    pub papers: u32,
}

/// A search kept under a name; its list follows the library by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSearch {
    pub id: Id,
    pub name: String,
    /// Where it searches.
    pub view: ListView,
    /// In the query language.
    pub search: String,
    /// How many papers it finds.
    pub papers: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TagCount {
    pub name: String,
    pub papers: u32,
}

/// Everything the sidebar shows, in one read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overview {
    pub counts: ViewCounts,
    /// Parents before children, siblings in their order.
    pub collections: Vec<Collection>,
    pub tags: Vec<TagCount>,
    /// By name.
    pub saved_searches: Vec<SavedSearch>,
    /// Files of references that are kept in step, by path.
    pub live_files: Vec<LiveFile>,
    /// Repositories mentioned by papers that are not in the trash.
    pub repositories: u32,
    /// Of those, never checked or due again.
    pub repositories_due: u32,
    /// What waits to be looked up; `None` for nothing.
    pub lookups: Option<LookupQueue>,
    pub undo: Option<JournalEntry>,
    pub redo: Option<JournalEntry>,
}

/// One user action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalEntry {
    pub id: Id,
    /// "Import 61 papers".
    pub name: String,
    pub at: Millis,
    pub undone: bool,
    /// Of a return to a snapshot: the copy of what was there before, "" once that is gone.
    pub copy: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UndoOutcome {
    pub entry: JournalEntry,
    /// Papers it touched, so that the window can show one of them; at most 1,000.
    pub papers: Vec<Id>,
}

/// Where an import comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum ImportSource {
    /// Text from the clipboard or a drop; `html` is preferred where both are given.
    Text { text: String, html: Option<String> },
    /// A file or a folder.
    File { path: String },
    /// Several files and folders, for one review.
    Files { paths: Vec<String> },
    /// What another program changed in a file kept in step.
    Live { id: Id },
    /// Papers of the library, to be looked up by their identifiers.
    Papers {
        ids: Vec<Id>,
        /// Whether values that differ are wanted, too.
        #[serde(default)]
        refresh: bool,
    },
    /// What was asked for before, could not be looked up then, and was since.
    Waiting,
    /// The sample library that comes with Postil.
    Sample,
}

/// What bringing the plain copy in step did, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Mirrored {
    pub written: u32,
    pub removed: u32,
    /// Changed by somebody else, and kept under `changed-by-others` before they were written anew.
    pub kept_aside: u32,
}
