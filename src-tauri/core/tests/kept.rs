//! What is kept in step outside the library, and what goes out of it: .bib files, a vault of notes, records.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "kept/live.rs"]
mod live;
#[path = "kept/meanwhile.rs"]
mod meanwhile;
#[path = "kept/notes.rs"]
mod notes;

use std::path::Path;

use postil_core::Library;
use postil_core::model::Draft;

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn draft(title: &str, key: Option<&str>) -> Draft {
    Draft {
        title: title.into(),
        authors: vec!["Ada Alder".into()],
        year: Some(2024),
        entry_type: "article".into(),
        citation_key: key.map(Into::into),
        ..Draft::default()
    }
}

/// A library of two papers, one of them without a citation key.
fn with_papers(folder: &Path) -> (Library, Vec<i64>) {
    let library = Library::open(folder).expect("a new library");
    let papers = vec![draft("Rain in Valleys", Some("rain")), draft("Snow on Hills", None)];
    let ids = library.commit_import(papers).expect("imported").added;
    (library, ids)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}
