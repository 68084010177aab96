//! The command line as its user runs it, on a library of its own, with the stand-in for GitHub.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "cli/code.rs"]
mod code;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/history.rs"]
mod history;
#[path = "cli/kept.rs"]
mod kept;
#[path = "cli/lookups.rs"]
mod lookups;
#[path = "cli/mistakes.rs"]
mod mistakes;
#[path = "cli/references.rs"]
mod references;
#[path = "cli/written.rs"]
mod written;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use postil_standin::StandIn;
use serde_json::Value;

const PAGE: &str = "Learning Rain from Sparse Records\n\nWe study how small models of weather learn from few records. We \
show that three stations are enough, and release our code at https://github.com/valley/rain. Experiments confirm it.\n\n\
A Survey of Valley Weather Models\n\nThis paper surveys two hundred models of weather in valleys. We compare them on one \
benchmark and find that most of them differ less than their authors say.\n";

fn postil(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(arguments)
        .env("POSTIL_LIBRARY", folder.join("library"))
        .env("POSTIL_SECRETS", "file")
        .env("POSTIL_SECRETS_FOLDER", folder.join("secrets"))
        .env("POSTIL_OPEN_LOG", folder.join("opened.log"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("postil starts");
    // A verb that reads nothing may have ended already.
    let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
    child.wait_with_output().expect("postil ends")
}

fn json(folder: &Path, arguments: &[&str], input: &str) -> Value {
    let all: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
    let output = postil(folder, &all, input);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?} answers in JSON ({error}): {output:?}"))
}

/// The same beside a stand-in for the hosts.
fn with_hosts(folder: &Path, standin: &StandIn, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(arguments)
        .env("POSTIL_LIBRARY", folder.join("library"))
        .env("POSTIL_SECRETS", "file")
        .env("POSTIL_SECRETS_FOLDER", folder.join("secrets"))
        .env("POSTIL_GITHUB_API", standin.api_url())
        .env("POSTIL_GITHUB_WEB", standin.web_url())
        .env("POSTIL_HOSTS", standin.hosts_url())
        .output()
        .expect("postil runs")
}

#[test]
fn the_main_job_in_a_terminal() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let review = json(folder, &["import", "-", "--dry-run"], PAGE);
    assert_eq!((review["new"].as_u64(), review["repositories"].as_u64()), (Some(2), Some(1)), "the page is understood");
    assert_eq!(json(folder, &["list"], "")["total"], 0, "a dry run writes nothing");
    assert_eq!(json(folder, &["import", "-"], PAGE)["added"].as_array().map(Vec::len), Some(2), "both are imported");
    assert_eq!(json(folder, &["import", "-"], PAGE)["already_here"], 2, "and are here the second time");

    let found = json(folder, &["search", "rain"], "");
    assert_eq!(found["papers"][0]["title"], "Learning Rain from Sparse Records", "searching finds it: {found}");
    let id = found["papers"][0]["id"].to_string();
    json(folder, &["note", &id, "Worth", "trying."], "");
    assert_eq!(
        json(folder, &["tag", &id, "weather", "later"], "")["tags"].as_array().map(Vec::len),
        Some(2),
        "two tags"
    );
    assert_eq!(json(folder, &["tag", &id, "--remove", "later"], "")["tags"][0], "weather", "and one taken off");
    assert_eq!(json(folder, &["saved", "Weather", "tag:weather"], "")["papers"], 1, "a search is kept");
    assert_eq!(json(folder, &["saved", "weather"], "")["total"], 1, "and shows what it finds, whatever its case");
    assert_eq!(json(folder, &["saved"], "")[0]["search"], "tag:weather", "and is listed");
    assert_eq!(json(folder, &["saved", "Weather", "tag:snow"], "")["papers"], 0, "and asks for something else");
    json(folder, &["undo"], "");
    json(folder, &["undo"], "");
    let (copy, again) = (folder.join("copy"), folder.join("again"));
    let (copy, again) = (copy.to_string_lossy(), again.to_string_lossy());
    assert!(json(folder, &["mirror", &copy], "")["done"]["written"].as_u64() > Some(1), "a plain copy is written");
    assert_eq!(json(folder, &["mirror"], "")["done"]["written"], 0, "and is in step");
    let rebuilt = json(Path::new(&*again), &["rebuild", &copy], "");
    assert_eq!(rebuilt["problems"].as_array().map(Vec::len), Some(0), "a library comes of it: {rebuilt}");
    assert_eq!(json(Path::new(&*again), &["show", &id], ""), json(folder, &["show", &id], ""), "with the same paper");
    let shown = json(folder, &["show", "Learning rain from sparse records"], "");
    assert_eq!(shown["notes"][0]["text"], "Worth trying.", "named by its title, the paper has its note");

    json(folder, &["open", &id], "");
    let opened = std::fs::read_to_string(folder.join("opened.log")).expect("something was opened");
    assert!(opened.contains("https://github.com/valley/rain"), "the repository is handed to the browser: {opened}");
    json(folder, &["trash", &id], "");
    let log = String::from_utf8(postil(folder, &["log", "--limit", "1"], "").stdout).expect("text");
    let when = log.split_whitespace().nth(1).unwrap_or_default();
    assert!(when.len() == 10 && log.contains("Move “Learning Rain"), "what was done, and when: {log}");
    assert_eq!(json(folder, &["list"], "")["total"], 1, "it is in the trash");
    assert_eq!(
        json(folder, &["undo"], "")["entry"]["name"],
        "Move “Learning Rain from Sparse Records” to the trash",
        "undo names what it takes back"
    );
    assert_eq!(json(folder, &["list"], "")["total"], 2, "and it is back");
}

#[test]
fn trouble_has_words_and_a_code() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    for (arguments, code, words) in [
        (vec!["show", "nothing like this"], 3, "nothing like this"),
        (vec!["search", "zzzz"], 3, ""),
        (vec!["import", "/no/such/file"], 1, "/no/such/file"),
        (vec!["add", "  "], 2, "title"),
        (vec!["frobnicate"], 2, "frobnicate"),
    ] {
        let output = postil(folder, &arguments, "");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?} names what it is about: {said}");
    }
    let listed = String::from_utf8(postil(folder, &["snapshot", "list"], "").stdout).expect("text");
    assert_eq!(listed, "No snapshots.\n", "an empty answer would be taken for none");
    let copy = json(folder, &["snapshot"], "")["name"].as_str().expect("a name").to_owned();
    let listed = String::from_utf8(postil(folder, &["snapshot", "list"], "").stdout).expect("text");
    assert!(listed.contains(&copy) && listed.contains(':') && listed.contains("asked for"), "with its hour: {listed}");
    let damage = || {
        std::fs::write(folder.join("library/library.sqlite"), b"not a database at all, and long enough to tell")
            .expect("written");
    };
    damage();
    let output = postil(folder, &["list"], "");
    assert_eq!(output.status.code(), Some(4), "a damaged library: {output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    let advice = format!("postil snapshot restore {copy}");
    assert!(said.contains(&advice), "it names the copy to go back to: {said}");
    postil(folder, &["snapshot", "restore", &copy], "");
    assert_eq!(postil(folder, &["list"], "").status.code(), Some(0), "it opens again");
    std::fs::remove_dir_all(folder.join("library/snapshots")).expect("removed");
    damage();
    let output = postil(folder, &["list"], "");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no sound copy") && !said.contains("snapshot list"), "nor one that is not there: {said}");
}

/// A file system of 2 MB, where this account may make one; a limit on the size of files, where it may not.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let disk = temp.path().join("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let large = temp.path().join("large.txt");
    let page: String = (0..4_000)
        .map(|i| format!("A Study of Valley Number {i} and Its Weather\n\nWe study the weather of valley {i} at length, and show that the rain of number {i} differs from the others. Experiments confirm it.\n\n"))
        .collect();
    std::fs::write(&large, page).expect("written");
    let small = temp.path().join("small.txt");
    std::fs::write(&small, PAGE).expect("written");
    let script = r#"
        library="$DISK/library"
        "$POSTIL" --library "$library" import "$SMALL" || exit 90
        "$POSTIL" --library "$library" import "$LARGE" 2>"$DISK/../trouble"; echo "code $?"
        "$POSTIL" --library "$library" list --json
    "#;
    let run = |program: &str, before: &[&str], first: &str| {
        Command::new(program)
            .args(before)
            .arg(format!("{first}\n{script}"))
            .env("POSTIL", env!("CARGO_BIN_EXE_postil"))
            .envs([("DISK", &disk), ("LARGE", &large), ("SMALL", &small)])
            .output()
            .expect("a shell")
    };
    let mounted = run(
        "unshare",
        &["--user", "--map-root-user", "--mount", "sh", "-c"],
        "mount -t tmpfs -o size=2m tmpfs \"$DISK\" || exit 99",
    );
    let output = if mounted.status.code() == Some(99) || !mounted.status.success() {
        eprintln!("no file system could be made; the size of files is limited instead");
        // Without the trap the system would end the program instead of refusing the write.
        run("sh", &["-c"], "trap '' XFSZ; ulimit -f 3000")
    } else {
        mounted
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let trouble = std::fs::read_to_string(temp.path().join("trouble")).expect("it was tried");
    assert!(told.contains("code 1"), "the import fails: {told} {output:?}");
    assert!(
        trouble.contains("The disk is full") || trouble.contains("The disk reported an error"),
        "and says what happened and to what: {trouble}"
    );
    let list = told.lines().skip_while(|line| !line.starts_with('{')).collect::<String>();
    let list: Value = serde_json::from_str(&list).unwrap_or_else(|error| panic!("{error}: {told}"));
    assert_eq!(list["total"], 2, "what was there before is all there: {told}");
}
