//! Plain types: what a paper, a note, a repository and a verdict are. No SQL, no network, no window.
//!
//! These types are the one contract with the page: TypeScript declarations are generated from them.

mod annotation;
mod archive;
mod as_of;
mod bulk;
mod cite;
mod draft;
mod duplicate;
mod history;
mod inside;
mod library;
mod lookup;
mod paper;
mod repository;
mod snapshot;
mod verdict;

pub use annotation::{Annotation, AnnotationColor, Note};
pub use archive::{Archive, ArchivedCopy, Preservation, PreservationState, Rescue};
pub use as_of::{CodeAsOf, Commit};
pub use bulk::{BulkEdit, BulkField, BulkPreview, BulkSample, LetterCase};
pub use cite::{CiteForm, Cited};
pub use draft::{
    Draft, DraftFile, Field, FieldChange, ImportOutcome, Reading, Review, ReviewItem, ReviewStatus, Skipped,
};
pub use duplicate::DuplicateGroup;
pub use history::{ChangeMade, PaperAction};
pub use inside::{CodeFact, FactKind, Inside, InsideLink, Readme};
pub use library::{
    Collection, ImportSource, JournalEntry, ListQuery, ListView, Mirrored, Overview, SavedSearch, Sort, SortBy,
    TagCount, UndoOutcome, ViewCounts,
};
pub use lookup::{LookupQueue, WaitingLookup};
pub use paper::{
    Identifier, IdentifierKind, NewPaper, Paper, PaperEdit, PaperRow, PaperView, Person, ReadState, TextLink,
};
pub use repository::{
    CheckPoint, CheckProgress, CheckScope, CheckState, Confidence, FoundIn, HostKind, LocalClone, MentionStatus,
    Notice, NoticeKind, Repository, RepositoryCard, RepositoryFacts,
};
pub use snapshot::{RestorePreview, Snapshot, SnapshotReason};
pub use verdict::{Attempt, Evidence, Verdict, VerdictKind};

/// A row's id: 53 bits, time-ordered, safe as a JavaScript number and as an FTS rowid.
pub type Id = i64;
/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;
