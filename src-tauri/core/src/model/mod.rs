//! Plain types: what a paper, a note, a repository and a verdict are. No SQL, no network, no window.
//!
//! These types are the one contract with the page: TypeScript declarations are generated from them.

mod annotation;
mod archive;
mod as_of;
mod attachment;
mod bulk;
mod cite;
mod draft;
mod duplicate;
mod history;
mod inside;
mod library;
mod live;
mod lookup;
mod paper;
mod record;
mod repository;
mod review;
mod snapshot;
mod table;
mod verdict;
mod version;

pub use annotation::{Annotation, AnnotationColor, Note};
pub use archive::{Archive, ArchivedCopy, Preservation, PreservationState, Rescue};
pub use as_of::{CodeAsOf, Commit};
pub use attachment::{Attached, Attachment};
pub use bulk::{BulkEdit, BulkField, BulkPreview, BulkSample, LetterCase};
pub use cite::{CiteAuthor, CiteForm, Cited, CitedPaper, KeyExample};
pub use draft::{
    Alike, Along, Draft, DraftFile, Field, FieldChange, FoundSearch, ImportOutcome, OPEN_PDF, Reading, Review,
    ReviewItem, ReviewStatus, Skipped, Twin, TwinOf, shown_as,
};
pub use duplicate::DuplicateGroup;
pub use history::{ChangeMade, PaperAction};
pub use inside::{CodeFact, FactKind, Inside, InsideLink, Readme};
pub use library::{
    Collection, ImportSource, JournalEntry, ListQuery, ListView, Mirrored, Overview, SavedSearch, SearchRemark, Sort,
    SortBy, TagCount, UndoOutcome, ViewCounts,
};
pub use live::{LiveFile, LiveFormat, LiveState, VaultSettings, Vaulted};
pub use lookup::{LookupQueue, WaitingLookup};
pub use paper::{
    Identifier, IdentifierKind, NewPaper, Paper, PaperEdit, PaperRow, PaperView, Person, ReadState, TextLink,
};
pub use record::PaperRecord;
pub use repository::{
    CheckPoint, CheckProgress, CheckScope, CheckState, Confidence, FoundIn, HostKind, LocalClone, MentionStatus,
    Notice, NoticeKind, Repository, RepositoryCard, RepositoryFacts,
};
pub use review::{Chosen, DraftChange, DraftEdit, Glance};
pub use snapshot::{RestorePreview, Snapshot, SnapshotReason};
pub use table::{ColumnField, ColumnUse, TableColumn, TableShape};
pub use verdict::{Attempt, Evidence, Verdict, VerdictKind};
pub use version::Version;

/// A row's id: 53 bits, time-ordered, safe as a JavaScript number and as an FTS rowid.
pub type Id = i64;
/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;
