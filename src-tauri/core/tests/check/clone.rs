//! Cloning with the git of this machine, from the stand-in.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

use postil_core::ErrorCode;
use postil_core::clone::clone_repository;
use postil_standin::{Situation, Situations, StandIn};
use tokio::sync::watch;

fn is_empty(folder: &Path) -> bool {
    folder.read_dir().is_ok_and(|mut entries| entries.next().is_none())
}

#[tokio::test]
async fn a_clone_with_progress() {
    let standin = StandIn::start(Situations::new()).expect("a free port");
    let folder = tempfile::tempdir().expect("a folder");
    let (_keep, cancel) = watch::channel(false);
    let phases = Mutex::new(Vec::new());
    let url = format!("{}/owner/name.git", standin.web_url());
    let path = clone_repository(&url, folder.path(), None, cancel.clone(), |now| {
        phases.lock().expect("the lock").push(now.phase)
    })
    .await
    .expect("a clone");
    assert_eq!(path, folder.path().join("name"), "named as git would");
    assert!(path.join("README.md").is_file(), "the files are there");
    assert!(is_empty_or_missing(&path.join(".git/hooks")), "no template brought hooks along");
    assert!(!phases.lock().expect("the lock").is_empty(), "progress is told");
    let clean = Command::new("git").args(["status", "--porcelain"]).current_dir(&path).output().expect("git");
    assert!(clean.stdout.is_empty(), "it is a whole work tree");
    let again = clone_repository(&url, folder.path(), None, cancel, |_| {}).await.expect_err("it is there already");
    assert_eq!(again.code, ErrorCode::Conflict, "{}", again.message);
    assert!(path.join("README.md").is_file(), "what was there stays");
}

#[tokio::test]
async fn a_clone_as_of_a_commit() {
    let standin = StandIn::start(Situations::new()).expect("a free port");
    let folder = tempfile::tempdir().expect("a folder");
    let (_keep, cancel) = watch::channel(false);
    let url = format!("{}/owner/name.git", standin.web_url());
    let whole = clone_repository(&url, folder.path(), None, cancel.clone(), |_| {}).await.expect("a clone");
    let git = |arguments: &[&str]| {
        let said = Command::new("git").args(arguments).current_dir(&whole).output().expect("git");
        String::from_utf8(said.stdout).expect("text").trim().to_owned()
    };
    let first = git(&["rev-list", "--max-parents=0", "HEAD"]);
    assert_ne!(first, git(&["rev-parse", "HEAD"]), "there is more than one commit");

    let path = clone_repository(&url, folder.path(), Some(&first), cancel.clone(), |_| {}).await.expect("a clone");
    assert_eq!(path, folder.path().join(format!("name-{}", &first[..7])), "beside the other, and named after it");
    let code = std::fs::read_to_string(path.join("src/main.py")).expect("its code");
    assert!(code.contains("\"hello\""), "as it was then: {code}");

    let unknown = "0".repeat(40);
    let error = clone_repository(&url, folder.path(), Some(&unknown), cancel.clone(), |_| {}).await;
    let error = error.expect_err("no such commit");
    assert!(error.message.contains("0000000"), "it says which: {}", error.message);
    assert!(!folder.path().join("name-0000000").exists(), "nothing half-made stays");
    let odd = clone_repository(&url, folder.path(), Some("--orphan=x"), cancel, |_| {}).await.expect_err("refused");
    assert_eq!(odd.code, ErrorCode::Validation, "a commit is only digits: {}", odd.message);
}

fn is_empty_or_missing(folder: &Path) -> bool {
    !folder.exists() || is_empty(folder)
}

#[tokio::test]
async fn only_the_web() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_keep, cancel) = watch::channel(false);
    for odd in [
        "git://127.0.0.1/a/b",
        "file:///etc",
        "ssh://git@github.com/a/b",
        "ext::sh -c id",
        "--upload-pack=id",
        "https://",
        "https://example.org/..",
    ] {
        let error = clone_repository(odd, folder.path(), None, cancel.clone(), |_| {}).await.expect_err("refused");
        assert_eq!(error.code, ErrorCode::Validation, "{odd}: {}", error.message);
    }
    assert!(is_empty(folder.path()), "nothing was begun");
}

#[tokio::test]
async fn failing_and_cancelling_leave_nothing() {
    let standin = StandIn::start(Situations::new().with("a/missing", Situation::Missing)).expect("a free port");
    let folder = tempfile::tempdir().expect("a folder");
    let (stop, cancel) = watch::channel(false);
    let url = format!("{}/a/missing.git", standin.web_url());
    let error = clone_repository(&url, folder.path(), None, cancel.clone(), |_| {}).await.expect_err("nothing there");
    assert_eq!(error.code, ErrorCode::Network, "{}", error.message);
    assert!(error.message.contains("not found"), "git's own words are passed on: {}", error.message);
    assert!(is_empty(folder.path()), "no half-made folder stays");

    // Somebody who accepts and never answers.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/a/b.git", silent.local_addr().expect("an address"));
    let into = folder.path().to_owned();
    let cloning = tokio::spawn(async move { clone_repository(&url, &into, None, cancel, |_| {}).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    stop.send(true).expect("somebody listens");
    let error = tokio::time::timeout(Duration::from_secs(3), cloning)
        .await
        .expect("soon")
        .expect("no panic")
        .expect_err("stopped");
    assert_eq!(error.code, ErrorCode::Cancelled, "{}", error.message);
    assert!(is_empty(folder.path()), "no half-made folder stays");
}
