//! PDFs through the process that reads them: what is known of a paper from its file, and what a hostile file may cost.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "pdf/attached.rs"]
mod attached;
#[path = "support/breed.rs"]
mod breed;
#[path = "pdf/corpus.rs"]
mod corpus;
#[path = "pdf/folders.rs"]
mod folders;
#[path = "pdf/hostile.rs"]
mod hostile;
#[path = "pdf/made.rs"]
mod made;
#[path = "pdf/papers.rs"]
mod papers;
mod support;

use std::path::Path;
use std::time::Duration;

use postil_core::import::pdf::{self, Reader};
use postil_core::model::{Draft, IdentifierKind, ImportSource, Reading};
use postil_core::{Library, Result};

fn reader() -> Reader {
    // Patient: a debug build beside others is slow, and no test but one waits for the end of it.
    Reader::new(env!("CARGO_BIN_EXE_postil-read-pdf").into(), Duration::from_secs(60))
}

/// What a source holds, in a library that knows no tables.
fn read_import(source: &ImportSource, go_on: impl Fn(f64) -> bool + Sync) -> Result<Reading> {
    let folder = tempfile::tempdir().expect("a folder");
    Library::open(folder.path())?.read_import(source, &reader(), go_on)
}

fn read(path: &Path) -> Result<Draft> {
    pdf::read(path, &reader(), &|| true)
}

/// Writes a PDF and reads it.
fn read_bytes(name: &str, bytes: &[u8]) -> Result<Draft> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    read(&path)
}

fn identifier(draft: &Draft, kind: IdentifierKind) -> Option<&str> {
    draft.identifiers.iter().find(|one| one.kind == kind).map(|one| one.value.as_str())
}
