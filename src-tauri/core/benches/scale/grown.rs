//! One library of a given size, and everything that is measured of it.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use postil_core::Library;
use postil_core::model::{ListQuery, ListView, PaperEdit, ReadState, SnapshotReason, Sort, SortBy};

use super::searches::{self, Times, middle};
use super::{MEMORY_OF, papers, peers};

pub struct Grown {
    pub papers: usize,
    /// Papers a second; 0 when there were none.
    pub import_rate: f64,
    pub bytes: u64,
    pub open: Duration,
    /// The slowest view's first page.
    pub view: Duration,
    /// All ids of the largest view.
    pub whole: Duration,
    /// The slowest order of the whole list.
    pub order: Duration,
    pub paper: Duration,
    pub tag_one: Duration,
    /// Ten thousand, or all where there are fewer; and taking that back.
    pub tag_many: Duration,
    pub undo_many: Duration,
    pub snapshot: Duration,
    /// Memory of a process that opened it, listed, searched and read, in kB: its own, and with the mapped file.
    pub memory: Option<(u64, u64)>,
    pub searches: Vec<(String, Times)>,
    /// All hits of the slowest question; and by year, not the best first.
    pub hits: Duration,
    pub hits_in_order: Duration,
    pub peers: peers::Peers,
}

const AT_ONCE: usize = 10_000;

pub fn measure(size: usize) -> Grown {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let start = Instant::now();
    let mut importing = Duration::ZERO;
    for from in (0..size).step_by(AT_ONCE) {
        let drafts = papers::papers(from..size.min(from + AT_ONCE));
        let begun = Instant::now();
        library.commit_import(drafts).expect("imported");
        importing += begun.elapsed();
        if (from + AT_ONCE).is_multiple_of(100_000) {
            eprintln!("  {} imported in {:.0?}, the last in {:.1?}", from + AT_ONCE, start.elapsed(), begun.elapsed());
        }
    }
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    // What every reader has some of.
    library.edit_papers(&ids[..ids.len().min(500)], PaperEdit::Starred(true)).expect("starred");
    let each = |step: usize| ids.iter().step_by(step).copied().collect::<Vec<_>>();
    library.edit_papers(&each(20), PaperEdit::ReadState(ReadState::Read)).expect("read");
    library.tag_papers(&each(50), &["some".into()], &[]).expect("tagged");
    let views =
        [ListView::All, ListView::Inbox, ListView::Reading, ListView::Starred, ListView::Attention, ListView::Trash];
    let first_page = |view: &ListView| {
        // As the window asks: the first rows, then all the ids.
        let query = ListQuery { view: view.clone(), first: Some(200), ..ListQuery::default() };
        let ids = library.list_ids(&query).expect("ids");
        black_box(library.list_rows(&ids[..ids.len().min(60)], "").expect("rows"));
    };
    let order = |by| {
        let query = ListQuery { sort: Sort { by, descending: true }, ..ListQuery::default() };
        black_box(library.list_ids(&query).expect("ids"));
    };
    let orders = [SortBy::Added, SortBy::Year, SortBy::Title, SortBy::Stars, SortBy::Pushed];
    let some: Vec<_> = ids.iter().step_by((ids.len() / 50).max(1)).copied().collect();
    let most = &ids[..ids.len().min(AT_ONCE)];
    let one = &ids[..ids.len().min(1)];
    let tag = |ids: &[_], name: &str| library.tag_papers(ids, &[name.into()], &[]).expect("tagged");
    let spend = |f: &dyn Fn()| {
        let start = Instant::now();
        f();
        start.elapsed()
    };
    let mut grown = Grown {
        papers: size,
        import_rate: if size == 0 { 0.0 } else { size as f64 / importing.as_secs_f64() },
        bytes: 0,
        open: middle(9, || open(folder.path())),
        view: views.iter().map(|view| middle(9, || first_page(view))).max().unwrap_or_default(),
        whole: middle(9, || drop(black_box(library.list_ids(&ListQuery::default()).expect("ids")))),
        order: orders.iter().map(|by| middle(5, || order(*by))).max().unwrap_or_default(),
        paper: middle(9, || some.iter().for_each(|id| drop(black_box(library.paper(*id).expect("a paper")))))
            / some.len().max(1) as u32,
        searches: searches::kinds()
            .into_iter()
            .map(|(kind, texts)| (kind, searches::time(&texts, |text| searches::ask(&library, text))))
            .collect(),
        hits: searches::slowest_whole(&library, SortBy::Added),
        hits_in_order: searches::slowest_whole(&library, SortBy::Year),
        peers: peers::measure(&library, size),
        memory: memory_of(folder.path()),
        tag_one: middle(5, || tag(one, &format!("one {:?}", Instant::now()))),
        snapshot: spend(&|| drop(library.snapshot(SnapshotReason::Asked).expect("copied"))),
        tag_many: spend(&|| tag(most, "many")),
        undo_many: spend(&|| drop(library.undo().expect("undone"))),
    };
    drop(library);
    grown.bytes = std::fs::metadata(folder.path().join("library.sqlite")).expect("the library's file").len();
    grown
}

/// From a closed file to everything the first window shows: sidebar, order, first rows.
fn open(folder: &Path) {
    let library = Library::open(folder).expect("opens");
    let overview = library.overview().expect("overview");
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    black_box((overview, library.list_rows(&ids[..ids.len().min(60)], "").expect("rows")));
}

/// Its own memory and that with the mapped file, in kB, of a process that uses the library; where the system tells.
fn memory_of(folder: &Path) -> Option<(u64, u64)> {
    let program = std::env::current_exe().expect("this program");
    let told = Command::new(program).env(MEMORY_OF, folder).output().expect("it starts again").stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    let mut numbers = told.split_whitespace().filter_map(|word| word.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// What the started process does: uses the library as a reader would, then prints what memory it holds.
pub fn tell_memory(folder: &Path) {
    let library = Library::open(folder).expect("opens");
    library.overview().expect("overview");
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    library.list_rows(&ids[..ids.len().min(60)], "").expect("rows");
    ids.iter().take(20).for_each(|id| drop(library.paper(*id).expect("a paper")));
    ["t", "tr", "tra", "translation", "neural machine"].iter().for_each(|text| searches::ask(&library, text));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()
    };
    if let (Some(own), Some(whole)) = (kilobytes("RssAnon:"), kilobytes("VmRSS:")) {
        println!("{own} {whole}");
    }
    black_box((library, ids));
}
