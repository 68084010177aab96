//! Two programs on one library, and clocks that are wrong.

use std::sync::Barrier;
use std::sync::atomic::{AtomicI64, Ordering};

use postil_core::Library;
use postil_core::model::{Draft, ListQuery, Millis};

static CLOCK: AtomicI64 = AtomicI64::new(1_795_000_000_000);

fn clock() -> Millis {
    CLOCK.load(Ordering::Relaxed)
}

fn draft(title: String) -> Draft {
    Draft { title, ..Draft::default() }
}

#[test]
fn two_programs_write_together_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    drop(Library::open(folder.path()).expect("a new library"));
    let begin = Barrier::new(2);
    let each = crate::rounds(40);
    std::thread::scope(|scope| {
        for name in ["first", "second"] {
            let (begin, folder) = (&begin, folder.path());
            scope.spawn(move || {
                // Each has connections of its own, as two processes would.
                let library = Library::open(folder).expect("opens");
                begin.wait();
                for number in 0..each {
                    let title = format!("Paper {number} of the {name} of two programs that write together");
                    let added = library.commit_import(vec![draft(title)]).expect("written in its turn").added;
                    library.add_note(added[0], &format!("{name} {number}")).expect("noted");
                }
            });
        }
    });
    let library = Library::open(folder.path()).expect("opens");
    assert_eq!(library.overview().expect("overview").counts.all as usize, 2 * each, "every paper of both is there");
    let journal = library.journal(u32::MAX).expect("a journal");
    assert_eq!(journal.len(), 4 * each, "and every action");
    assert!(journal.windows(2).all(|two| two[0].id > two[1].id), "in one order");
    for _ in 0..journal.len() {
        library.undo().expect("undone").expect("each of them");
    }
    assert!(library.list_ids(&ListQuery::default()).expect("a list").is_empty(), "all of it taken back");
}

#[test]
fn a_clock_that_jumps_loses_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open_with(folder.path(), clock, |_| {}).expect("a new library");
    let mut added = Vec::new();
    // Back a year, ahead a century, before 2020, and on.
    for (number, at) in [0, -31_536_000_000, 3_155_760_000_000, -300_000_000_000, 1].into_iter().enumerate() {
        CLOCK.store(1_795_000_000_000 + at, Ordering::Relaxed);
        let title = format!("Paper {number} written by a clock that cannot make up its mind");
        added.extend(library.commit_import(vec![draft(title)]).expect("written").added);
        library.snapshot_if_time().expect("a copy may be made");
    }
    let mut distinct = added.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 5, "no id twice: {added:?}");
    assert!(added.iter().all(|id| (1..1_i64 << 53).contains(id)), "all safe as numbers of the page: {added:?}");
    for left in (0..5).rev() {
        library.undo().expect("undone").expect("newest first, whatever the clock said");
        assert_eq!(library.list_ids(&ListQuery::default()).expect("a list").len(), left, "one less each time");
    }
}
