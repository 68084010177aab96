//! Copies of the library that are made at the same time, by the window, its hourly thread and a terminal.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use super::*;

#[test]
fn what_another_is_copying_is_left_alone() {
    let folder = temp();
    let library = library(folder.path());
    let part = folder.path().join("snapshots").join("regular-1795000000000.sqlite.7-0.part");
    fs::create_dir(part.parent().expect("a folder")).expect("made");
    fs::write(&part, "the first pages").expect("begun by another program");
    library.snapshot(SnapshotReason::Asked).expect("made");
    assert!(part.exists(), "it goes on being written");
    let long_ago = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    File::open(&part).and_then(|file| file.set_modified(long_ago)).expect("aged");
    library.snapshot(SnapshotReason::Asked).expect("made");
    assert!(!part.exists(), "what a crash left is taken away");
}

#[test]
fn several_are_made_at_once() {
    let folder = temp();
    let first = Library::open(folder.path()).expect("a new library");
    first.commit_import((0..50).map(|i| draft(&format!("Rain {i}"), "It rains.")).collect()).expect("imported");
    std::thread::scope(|scope| {
        for _ in 0..3 {
            let library = Library::open(folder.path()).expect("a program of its own");
            scope.spawn(move || {
                for _ in 0..4 {
                    library.snapshot(SnapshotReason::Regular).expect("no other stands in its way");
                }
            });
        }
    });
    let left: Vec<String> = fs::read_dir(folder.path().join("snapshots"))
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(!left.is_empty() && left.iter().all(|name| name.ends_with(".sqlite")), "only whole copies: {left:?}");
}
