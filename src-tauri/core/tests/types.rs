//! Writes the TypeScript declarations of the contract to `ui/types/model.d.ts`. A difference from the committed
//! file is drift: run this test and commit what it wrote.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use postil_core::cite::{Source, StyleRow};
use postil_core::clone::CloneProgress;
use postil_core::editors::Editor;
use postil_core::library::Event;
use postil_core::lookup::ServiceRow;
use postil_core::model::*;
use postil_core::secrets::{TokenPlace, TokenState};
use ts_rs::{Config, TS};

macro_rules! declarations {
    ($config:expr, $($type:ty),+ $(,)?) => {{
        let mut text = String::from("// Generated from the Rust model by `cargo test -p postil-core --test types`. Do not edit.\n\n");
        $(writeln!(text, "export {}\n", <$type as TS>::decl($config)).expect("writing to a string");)+
        text
    }};
}

#[test]
fn typescript_declarations_are_up_to_date() {
    // Ids and times fit a JavaScript number by construction.
    let config = Config::default().with_large_int("number");
    let text = declarations!(
        &config,
        ReadState,
        Person,
        IdentifierKind,
        Identifier,
        Paper,
        NewPaper,
        PaperEdit,
        PaperRow,
        TextLink,
        PaperView,
        Annotation,
        Attached,
        Attachment,
        AnnotationColor,
        Note,
        Draft,
        DraftFile,
        Twin,
        TwinOf,
        Alike,
        Along,
        Version,
        ColumnField,
        ColumnUse,
        TableColumn,
        TableShape,
        Field,
        FieldChange,
        FoundSearch,
        ImportOutcome,
        Reading,
        Glance,
        Review<Glance>,
        ReviewItem<Glance>,
        Chosen,
        DraftChange,
        DraftEdit,
        ReviewStatus,
        WaitingLookup,
        LookupQueue,
        ServiceRow,
        Skipped,
        BulkEdit,
        BulkField,
        BulkPreview,
        BulkSample,
        LetterCase,
        DuplicateGroup,
        CiteAuthor,
        CitedPaper,
        CiteForm,
        Cited,
        KeyExample,
        StyleRow,
        Source,
        SavedSearch,
        SearchRemark,
        Collection,
        ImportSource,
        JournalEntry,
        ListQuery,
        ListView,
        LiveFile,
        LiveFormat,
        LiveState,
        VaultSettings,
        Vaulted,
        PaperRecord,
        Overview,
        Sort,
        SortBy,
        TagCount,
        UndoOutcome,
        ViewCounts,
        CheckPoint,
        CheckProgress,
        CheckScope,
        CheckState,
        Confidence,
        FoundIn,
        HostKind,
        LocalClone,
        MentionStatus,
        Notice,
        NoticeKind,
        Archive,
        ArchivedCopy,
        Rescue,
        PreservationState,
        Preservation,
        Commit,
        CodeAsOf,
        ChangeMade,
        PaperAction,
        Snapshot,
        SnapshotReason,
        RestorePreview,
        FactKind,
        CodeFact,
        InsideLink,
        Inside,
        Readme,
        Repository,
        RepositoryCard,
        RepositoryFacts,
        Attempt,
        Evidence,
        Verdict,
        VerdictKind,
        Event,
        TokenState,
        TokenPlace,
        Editor,
        CloneProgress,
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/types/model.d.ts");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if before != text {
        std::fs::write(&path, &text).expect("ui/types can be written");
    }
    // Not assert_eq: nobody wants to read both files on the terminal.
    assert!(before == text, "ui/types/model.d.ts was out of date and has been written anew: commit it");
}
