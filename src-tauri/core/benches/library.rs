//! What a reader waits for, on real metadata: opening the list, each keystroke of a search, importing 20,000 papers.
//!
//! `make bench` runs it. The papers are those of `../shared/data/acl`, enlarged to 100,000 by permuting title words and
//! shifting years; without that folder they are made up from a word list, and the bench says so.
#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to measure")]

#[path = "support/papers.rs"]
mod papers;

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use postil_core::Library;
use postil_core::model::{ListQuery, ListView, SnapshotReason, Sort, SortBy};

const PAPERS: usize = 100_000;

/// A library of 100,000 papers, made once and deleted at the end of the run.
static LARGE: LazyLock<(tempfile::TempDir, Library)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    for chunk in papers::papers(0..PAPERS).chunks(10_000) {
        library.commit_import(chunk.to_vec()).expect("imported");
    }
    (folder, library)
});

fn main() {
    eprintln!("{}", papers::source());
    divan::main();
}

/// From a closed file to everything the first window shows: sidebar, order, first rows.
#[divan::bench]
fn open_to_usable_list(bencher: Bencher) {
    let folder = LARGE.0.path();
    bencher.bench(|| {
        let library = Library::open(folder).expect("opens");
        let overview = library.overview().expect("overview");
        let ids = library.list_ids(&ListQuery::default()).expect("ids");
        black_box((overview, library.list_rows(&ids[..60], "").expect("rows")))
    });
}

#[divan::bench(args = ["added", "year", "title", "stars"])]
fn order_of_the_whole_list(bencher: Bencher, by: &str) {
    let by = match by {
        "year" => SortBy::Year,
        "title" => SortBy::Title,
        "stars" => SortBy::Stars,
        _ => SortBy::Added,
    };
    let query = ListQuery { sort: Sort { by, descending: true }, ..ListQuery::default() };
    bencher.bench(|| black_box(LARGE.1.list_ids(&query).expect("ids")));
}

#[divan::bench(args = ["inbox", "starred", "attention"])]
fn first_page_of_a_view(bencher: Bencher, view: &str) {
    let view = match view {
        "starred" => ListView::Starred,
        "attention" => ListView::Attention,
        _ => ListView::Inbox,
    };
    let query = ListQuery { view, ..ListQuery::default() };
    bencher.bench(|| {
        let ids = LARGE.1.list_ids(&query).expect("ids");
        black_box(LARGE.1.list_rows(&ids[..ids.len().min(60)], "").expect("rows"))
    });
}

/// One keystroke: the query and the first rows with their marks.
#[divan::bench(args = ["t", "tr", "tra", "tran", "translation", "neural machine trans", "\"machine translation\"", "zzzz", "author:smi", "year:2015.. parsing"])]
fn keystroke(bencher: Bencher, search: &str) {
    let query = ListQuery { search: search.into(), ..ListQuery::default() };
    bencher.bench(|| {
        let ids = LARGE.1.list_ids(&query).expect("ids");
        black_box(LARGE.1.list_rows(&ids[..ids.len().min(60)], search).expect("rows"))
    });
}

#[divan::bench]
fn open_a_paper(bencher: Bencher) {
    let id = LARGE.1.list_ids(&ListQuery::default()).expect("ids")[PAPERS / 2];
    bencher.bench(|| black_box(LARGE.1.paper(id).expect("a paper")));
}

/// One tag on many papers as one action, and that action undone.
#[divan::bench(args = [1, 10_000], sample_count = 4, sample_size = 1)]
fn tag_and_undo(bencher: Bencher, count: usize) {
    let ids = LARGE.1.list_ids(&ListQuery::default()).expect("ids");
    bencher.bench(|| {
        LARGE.1.tag_papers(&ids[..count], &["bench".into()], &[]).expect("tagged");
        black_box(LARGE.1.undo().expect("undone"))
    });
}

/// A copy of the whole library, read back and counted.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn snapshot(bencher: Bencher) {
    bencher.bench(|| black_box(LARGE.1.snapshot(SnapshotReason::Asked).expect("copied")));
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn import_20_000(bencher: Bencher) {
    let drafts = papers::papers(0..20_000);
    bencher.with_inputs(|| (tempfile::tempdir().expect("a temporary folder"), drafts.clone())).bench_values(
        |(folder, drafts)| {
            let library = Library::open(folder.path()).expect("a new library");
            black_box(library.commit_import(drafts).expect("imported"))
        },
    );
}
