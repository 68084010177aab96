//! Killed at a random instant, again and again, on the same library.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use postil_core::Library;

use super::library::{act, is_whole_but_for};
use crate::rounds;

const FOLDER: &str = "POSTIL_FAULTS_FOLDER";
const FIRST: &str = "POSTIL_FAULTS_FIRST";

/// The program that dies. By itself, as a test, it does nothing.
#[test]
fn works_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let first: usize = std::env::var(FIRST).ok().and_then(|first| first.parse().ok()).expect("where to begin");
    let library = Library::open(Path::new(&folder)).expect("the library opens");
    let mut out = std::io::stdout();
    for number in first.. {
        for done in act(&library, number) {
            // Told once it is safe: what is on this line must never be lost.
            writeln!(out, "done {done}").expect("somebody listens");
            out.flush().expect("somebody listens");
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut acknowledged: Vec<String> = Vec::new();
    // Not random by the clock: a failure can be had again.
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let kills = rounds(12);
    for round in 0..kills {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let first = round * 1_000;
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["faults::killed::works_until_it_is_killed", "--exact", "--nocapture"])
            .env(FOLDER, folder.path())
            .env(FIRST, first.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let told = BufReader::new(child.stdout.take().expect("its words"));
        let listener = std::thread::spawn(move || {
            let lines = told.lines().map_while(Result::ok);
            lines.filter_map(|line| line.split_once("done ").map(|(_, done)| done.to_owned())).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(60 + (seed >> 33) % 400));
        child.kill().expect("killed");
        child.wait().expect("gone");
        acknowledged.extend(listener.join().expect("heard"));
        // The whole row is looked at in the end; in between the newest are enough.
        let is_last = round + 1 == kills;
        let from = if is_last { 0 } else { acknowledged.len().saturating_sub(60) };
        is_whole_but_for(folder.path(), &acknowledged[from..], if is_last { usize::MAX } else { 3 });
    }
    eprintln!("{kills} kills, {} acknowledged actions, none lost", acknowledged.len());
    assert!(acknowledged.len() > kills, "it did some work before it died: {}", acknowledged.len());
}
