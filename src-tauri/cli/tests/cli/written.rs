//! What becomes of output that cannot be written, and of places that are no plain files.

#[cfg(unix)]
use std::io::Read as _;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

use super::postil;

const REFERENCES: &str = "@article{rain, title = {Rain in Valleys}, author = {Alder, Ada}, year = 2024}\n";

fn references(folder: &Path) -> String {
    let file = folder.join("refs.bib");
    std::fs::write(&file, REFERENCES).expect("written");
    postil(folder, &["import", file.to_str().expect("UTF-8")], "");
    file.to_str().expect("UTF-8").to_owned()
}

/// With standard output into `out`: the exit code, and what was told beside.
#[cfg(target_os = "linux")]
fn into(folder: &Path, out: impl Into<Stdio>, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(arguments)
        .env("POSTIL_LIBRARY", folder.join("library"))
        .stdout(out)
        .output()
        .expect("postil runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_no_success() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = references(folder);
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["search", "rain"],
        &["cite"],
        &["export"],
        &["export", "--format", "json"],
        &["convert", &file, "--to", "ris"],
        &["completions", "bash"],
        &["export", "-o", "/dev/full"],
        &["convert", &file, "--to", "ris", "-o", "/dev/full"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("a device");
        let (code, told) = into(folder, full, arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {told}");
        assert!(told.contains("cannot be written: the disk is full; free some space."), "{arguments:?}: {told}");
    }
    use std::os::unix::fs::FileTypeExt as _;
    let device = std::fs::metadata("/dev/full").expect("there").file_type();
    assert!(device.is_char_device(), "a device that was written to is still one");
}

#[test]
#[cfg(unix)]
fn a_reader_that_leaves_has_seen_enough() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    // More than a pipe holds.
    let many: String = (0..4_000).map(|n| format!("@misc{{k{n}, title = {{Title number {n} of many}}}}\n")).collect();
    let file = folder.join("many.bib");
    std::fs::write(&file, many).expect("written");
    let file = file.to_str().expect("UTF-8");
    postil(folder, &["import", file], "");
    for arguments in [
        &["convert", file, "--to", "ris"][..],
        &["export"],
        &["list", "--limit", "5000"],
        &["cite", "--as", "keys"],
        &["completions", "bash"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
            .args(arguments)
            .env("POSTIL_LIBRARY", folder.join("library"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("postil starts");
        let mut first = [0; 10];
        child.stdout.take().expect("an output").read_exact(&mut first).expect("something");
        let output = child.wait_with_output().expect("postil ends");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.is_empty(), "{arguments:?}: {:?}: {told}", output.status);
    }
}

#[test]
#[cfg(unix)]
fn links_stay_links_and_private_files_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let from = references(folder);
    let (real, link) = (folder.join("real.ris"), folder.join("link.ris"));
    std::fs::write(&real, "old").expect("written");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).expect("made private");
    std::os::unix::fs::symlink("real.ris", &link).expect("linked");
    for arguments in [&["convert", &from, "-o"][..], &["export", "-o"]] {
        std::fs::write(&real, "old").expect("written");
        let output = postil(folder, &[arguments, &[link.to_str().expect("UTF-8")]].concat(), "");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        assert!(link.is_symlink(), "{arguments:?}: the link is still one");
        assert!(std::fs::read_to_string(&real).expect("there").starts_with("TY  - "), "{arguments:?}: to this file");
        let mode = std::fs::metadata(&real).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{arguments:?}: who may read it is as it was");
    }
    let left: Vec<_> = std::fs::read_dir(folder).expect("listed").flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "nothing is left beside: {left:?}");
}

#[test]
fn of_several_files_one_that_cannot_be_read_is_in_the_exit_code() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let good = references(folder);
    for (name, bytes, words) in [
        ("empty.bib", &b""[..], "is empty"),
        ("binary.bib", &[0x91, 0, 3, 0xFE, 0xFF, 7, 1, 2], "is not a text file"),
        ("prose.txt", b"hello", "No paper was recognised"),
    ] {
        let other = folder.join(name);
        std::fs::write(&other, bytes).expect("written");
        let output = postil(folder, &["import", &good, other.to_str().expect("UTF-8")], "");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && told.contains(words), "{name}: {:?}: {told}", output.status);
        assert!(!output.stdout.is_empty(), "{name}: the other is read all the same");
    }
}

#[test]
fn what_a_stopped_export_left_is_taken_away_by_a_later_one() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    references(folder);
    let names = ["out.ris.4711-0.part", "out.ris.4712-0.part", "out.ris.mine.part", "other.ris.4711-0.part"];
    for name in names {
        let file = std::fs::File::create(folder.join(name)).expect("made");
        let age = if name.contains("4712") { 60 } else { 7_200 };
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(age)).expect("aged");
    }
    postil(folder, &["export", "-o", folder.join("out.ris").to_str().expect("UTF-8")], "");
    let left = names.map(|name| folder.join(name).exists());
    assert_eq!(left, [false, true, true, true], "the old one goes; one under way, and other files, stay");
}

#[test]
fn a_library_that_was_not_there_is_told() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let first = postil(temp.path(), &["list"], "");
    let told = String::from_utf8_lossy(&first.stderr);
    assert!(told.contains("A new library was begun in “"), "a name that was mistyped is seen: {told}");
    assert!(postil(temp.path(), &["list"], "").stderr.is_empty(), "once");
}

#[test]
fn what_stands_in_the_way_is_told_in_words() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let from = references(folder);
    let nowhere = folder.join("nowhere").join("x.bib");
    let (nowhere, here) = (nowhere.to_str().expect("UTF-8"), folder.to_str().expect("UTF-8"));
    for (arguments, words) in [
        (&["export", "-o", nowhere][..], "cannot be written: its folder is not there; make it first."),
        (&["convert", &from, "-o", nowhere], "cannot be written: its folder is not there; make it first."),
        (&["export", "--format", "ris", "-o", here], "cannot be written: there is a folder of that name."),
        (&["import", nowhere], "cannot be read: it is not there."),
        (&["convert", nowhere, "--to", "ris"], "cannot be read: it is not there."),
        (&["list", "--library", &from], "is a file. A library is a folder: name the one it is in"),
    ] {
        let output = postil(folder, arguments, "");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && told.contains(words), "{arguments:?}: {told}");
        assert!(!told.contains("os error"), "without the numbers of the system: {told}");
    }
}
