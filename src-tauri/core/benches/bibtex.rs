//! A .bib of 20,000 papers: read, taken into a library, written again. `cargo bench -p postil-core --bench bibtex`.
//!
//! The papers are those of `../shared/data/acl`; without that folder there is nothing to measure, and the bench says so.
#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to measure")]

use std::path::Path;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use postil_core::Library;
use postil_core::formats::{self, Format};
use postil_core::library::live::Keeper;
use postil_core::model::{Draft, ListQuery, ListView, LiveFormat, PaperEdit};

static TEXT: LazyLock<Option<String>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/acl/acl-20k.bib.zst");
    let bytes = zstd::decode_all(std::fs::File::open(path).ok()?).ok()?;
    String::from_utf8(bytes).ok()
});

fn main() {
    match TEXT.as_ref() {
        Some(text) => {
            eprintln!("{} entries, {} bytes", drafts(text).len(), text.len());
            divan::main();
        }
        None => eprintln!("not run: ../shared/data/acl is not here"),
    }
}

fn text() -> &'static str {
    TEXT.as_deref().expect("looked at in main")
}

fn drafts(text: &str) -> Vec<Draft> {
    formats::read(text).expect("a .bib file").drafts
}

/// Tokens, LaTeX, names, inheritance: all that comes before the library.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn read(bencher: Bencher) {
    let count = ItemsCount::new(drafts(text()).len());
    bencher.counter(count).bench(|| black_box(drafts(text())));
}

/// The same, compared with an empty library and written into it with its search index.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn import(bencher: Bencher) {
    let count = ItemsCount::new(drafts(text()).len());
    bencher.counter(count).with_inputs(|| tempfile::tempdir().expect("a temporary folder")).bench_values(|folder| {
        let library = Library::open(folder.path()).expect("a new library");
        let review = library.review(formats::read(text()).expect("a .bib file")).expect("reviewed");
        let drafts = review.items.into_iter().map(|item| item.draft).collect();
        black_box(library.commit_import(drafts).expect("imported"));
        folder
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn export(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    library.commit_import(drafts(text())).expect("imported");
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    bencher.counter(ItemsCount::new(ids.len())).bench(|| {
        let mut out = Vec::new();
        library.export(&ids, Format::Bibtex, &mut out).expect("exported");
        black_box(out)
    });
}

/// A file kept in step with all papers, after one of them was changed: written whole, as from the terminal.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn write_whole(bencher: Bencher) {
    let (folder, beside) = (tempfile::tempdir().expect("a temporary folder"), tempfile::tempdir().expect("another"));
    let library = Library::open(folder.path()).expect("a new library");
    library.commit_import(drafts(text())).expect("imported");
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let mut year = 1900;
    bencher.counter(ItemsCount::new(ids.len())).bench_local(|| {
        year += 1;
        library.edit_papers(&ids[..1], PaperEdit::Year(Some(year))).expect("edited");
        black_box(library.write_live(file.id).expect("written"))
    });
}

/// The same by what follows the library while a window is open.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn keep_in_step(bencher: Bencher) {
    let (folder, beside) = (tempfile::tempdir().expect("a temporary folder"), tempfile::tempdir().expect("another"));
    let library = Library::open(folder.path()).expect("a new library");
    library.commit_import(drafts(text())).expect("imported");
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    let path = beside.path().join("refs.bib");
    library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let mut keeper = Keeper::default();
    keeper.look(&library, None).expect("looked");
    let changed = ids[..1].iter().copied().collect();
    let mut year = 1900;
    bencher.counter(ItemsCount::new(ids.len())).bench_local(|| {
        year += 1;
        library.edit_papers(&ids[..1], PaperEdit::Year(Some(year))).expect("edited");
        black_box(keeper.look(&library, Some(&changed)).expect("looked"))
    });
}
