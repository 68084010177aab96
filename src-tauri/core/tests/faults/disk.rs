//! A disk that fills up, breaks, or is made read-only while the program writes: every failure is told in words, nothing
//! acknowledged is lost, and the library goes on once the disk does.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use postil_core::{ErrorCode, Library};

use super::library::{is_whole, try_act};
use crate::rounds;

const FOLDER: &str = "POSTIL_DISK_FOLDER";
const FIRST: &str = "POSTIL_DISK_FIRST";
/// More failures than these in a row, and it gives up.
const PATIENCE: usize = 6;

/// The program on the broken disk. By itself, as a test, it does nothing.
#[test]
fn works_on_a_broken_disk() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let first: usize = std::env::var(FIRST).ok().and_then(|first| first.parse().ok()).expect("where to begin");
    let mut out = std::io::stdout();
    let mut failed = 0;
    let library = match Library::open(Path::new(&folder)) {
        Ok(library) => library,
        Err(error) => return writeln!(out, "failed {:?} {error}", error.code).expect("somebody listens"),
    };
    for number in first..first + 40 {
        let mut done = Vec::new();
        let outcome = try_act(&library, number, &mut done);
        for line in done {
            writeln!(out, "done {line}").expect("somebody listens");
        }
        if let Err(error) = outcome {
            failed += 1;
            writeln!(out, "failed {:?} {error}", error.code).expect("somebody listens");
        }
        out.flush().expect("somebody listens");
        if failed == PATIENCE {
            return;
        }
    }
}

/// Runs it under `through`, a command that stands in front; gives what was acknowledged and what failed.
fn run(folder: &Path, first: usize, through: &[&str], environment: &[(&str, String)]) -> (Vec<String>, Vec<String>) {
    let program = std::env::current_exe().expect("this program");
    let mut words: Vec<&std::ffi::OsStr> = through.iter().map(AsRef::as_ref).collect();
    words.push(program.as_os_str());
    let mut child = Command::new(words[0])
        .args(&words[1..])
        .args(["faults::disk::works_on_a_broken_disk", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(FIRST, first.to_string())
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let lines = BufReader::new(child.stdout.take().expect("its words")).lines().map_while(Result::ok);
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for line in lines {
        match (line.split_once("done "), line.split_once("failed ")) {
            (Some((_, what)), _) => done.push(what.to_owned()),
            (_, Some((_, why))) => failed.push(why.to_owned()),
            _ => {}
        }
    }
    child.wait().expect("gone");
    (done, failed)
}

fn is_told_in_words(failed: &[String], what: &str) {
    for why in failed {
        let (code, words) = why.split_once(' ').expect("a code and words");
        let known = [ErrorCode::Io, ErrorCode::ReadOnly, ErrorCode::Corrupt].map(|code| format!("{code:?}"));
        assert!(known.iter().any(|known| known == code), "{what}: it is the disk's fault: {why}");
        assert!(words.contains("disk") || words.contains("library") || words.contains("folder"), "{what}: {words}");
    }
}

/// A limit on the size of files is the full disk that any user can make.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let (mut acknowledged, mut failures) = (0, 0);
    for round in 0..rounds(3) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (mut done, failed) = run(folder.path(), 0, &[], &[]);
        assert!(failed.is_empty(), "with room nothing fails: {failed:?}");
        // In blocks of 512 bytes, as POSIX has it: from hardly any to some for the log that is written first.
        let limit = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", 100 + round * 170 % 1900);
        let (more, failed) = run(folder.path(), 1_000, &["sh", "-c", &limit, "sh"], &[]);
        is_told_in_words(&failed, "full");
        done.extend(more);
        is_whole(folder.path(), &done);
        let (more, failed_again) = run(folder.path(), 2_000, &[], &[]);
        assert!(failed_again.is_empty(), "with room it goes on: {failed_again:?}");
        done.extend(more);
        is_whole(folder.path(), &done);
        acknowledged += done.len();
        failures += failed.len();
    }
    eprintln!("full disk: {failures} failures told, {acknowledged} acknowledged actions, none lost");
    assert!(failures > 0, "the disk was full");
}

/// EIO, ENOSPC, EROFS and EACCES at every point of writing, for a moment and for good.
#[cfg(target_os = "linux")]
#[test]
fn a_broken_disk_loses_nothing() {
    let tools = tempfile::tempdir().expect("a temporary folder");
    let Some(shim) = shim(tools.path()) else { return };
    let (mut acknowledged, mut failures) = (0, 0);
    for round in 0..rounds(5) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (mut done, _) = run(folder.path(), 0, &[], &[]);
        let how = [5, 28, 30, 13][round % 4];
        let lasts = if round % 3 == 2 { 1_000_000_000 } else { 1 + round * 5 % 17 };
        let faults = [
            ("LD_PRELOAD", shim.to_string_lossy().into_owned()),
            ("FAULT_ERRNO", how.to_string()),
            ("FAULT_AFTER", (round * 37 % 400).to_string()),
            ("FAULT_FOR", lasts.to_string()),
        ];
        let (more, failed) = run(folder.path(), 1_000, &[], &faults);
        is_told_in_words(&failed, &format!("errno {how} in round {round}"));
        done.extend(more);
        is_whole(folder.path(), &done);
        let (more, failed_again) = run(folder.path(), 2_000, &[], &[]);
        assert!(failed_again.is_empty(), "it goes on once the disk does: {failed_again:?}");
        done.extend(more);
        is_whole(folder.path(), &done);
        acknowledged += done.len();
        failures += failed.len();
    }
    eprintln!("broken disk: {failures} failures told, {acknowledged} acknowledged actions, none lost");
    assert!(failures > 0, "the disk was broken");
}

/// The library that lets writing fail; `None`, said, without a C compiler (SQLite is built with one).
#[cfg(target_os = "linux")]
fn shim(folder: &Path) -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/broken_disk.c");
    let shim = folder.join("broken_disk.so");
    let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).args([&shim, &source]).arg("-ldl").status();
    if built.is_ok_and(|status| status.success()) {
        return Some(shim);
    }
    eprintln!("No C compiler (cc): a broken disk cannot be played here.");
    None
}
