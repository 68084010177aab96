//! Looking papers up, in a terminal.

use std::process::Command;

use postil_standin::{Situation, StandIn, demo_situations};
use serde_json::Value;

use super::{json, postil, with_hosts};

#[test]
fn identifiers_are_looked_up_and_what_is_empty_is_filled() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let mut situations = demo_situations();
    situations.set("export.arxiv.org/2303.99999", Situation::Missing);
    situations.set("export.arxiv.org/2303.88888", Situation::Forbidden);
    situations.set("api.crossref.org/10.5555/unknown", Situation::Missing);
    situations.set("api.crossref.org/10.5555/wrong", Situation::Gone);
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let added = with_hosts(
        folder,
        &standin,
        &[
            "add",
            "2303.01234",
            "arXiv:2303.99999",
            "2303.88888",
            "10.5555/rain.1",
            "10.5555/unknown",
            "2020.valley-main.7",
        ],
    );
    let (said, told) = (String::from_utf8_lossy(&added.stdout), String::from_utf8_lossy(&added.stderr));
    assert!(said.contains("3 new") && said.contains("3 not found"), "found, and not: {said}{told}");
    assert!(told.contains("arXiv 2303.99999: arXiv knows no such paper."), "each by name: {told}");
    assert!(told.contains("2303.88888"), "one that arXiv calls malformed spoils no other: {told}");
    assert!(told.contains("10.5555/unknown: Crossref knows no such DOI"), "with the reason: {told}");
    assert_eq!(added.status.code(), Some(3), "the exit code says that something was not found");
    let paper = json(folder, &["show", "2303.01234"], "");
    assert_eq!(paper["paper"]["authors"][0]["name"], "Ada Example", "the authors came: {paper}");
    assert_eq!(paper["code"][0]["repository"]["name"], "rain", "and the code that its abstract names");
    let again = with_hosts(folder, &standin, &["add", "2303.01234", "2020.valley-main.7", "--json"]);
    let again: Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert_eq!(again["outcome"]["already_here"], 2, "asked for twice, it is here once: {again}");

    postil(folder, &["add", "A Work That Does Not Hold", "--doi", "10.5555/wrong", "--venue", "My own venue"], "");
    let shown = with_hosts(folder, &standin, &["complete", "10.5555/wrong"]);
    let shown = String::from_utf8_lossy(&shown.stdout);
    assert!(shown.contains("retracted") && shown.contains("2024-05-06"), "a retraction is told: {shown}");
    assert!(!shown.contains("Journal of Weather"), "what the reader typed stays: {shown}");
    let offered = with_hosts(folder, &standin, &["complete", "10.5555/wrong", "--refresh"]);
    let offered = String::from_utf8_lossy(&offered.stdout);
    assert!(
        offered.contains("My own venue → Journal of Weather") && offered.contains("(Crossref, "),
        "beside it, when asked: {offered}"
    );
    let done = with_hosts(folder, &standin, &["complete", "10.5555/wrong", "--yes"]);
    assert!(done.status.success(), "filled in: {done:?}");
    assert_eq!(json(folder, &["search", "is:retracted"], "")["total"], 1, "and found by what became of it");
    let paper = json(folder, &["show", "10.5555/wrong"], "");
    assert_eq!(paper["paper"]["venue"], "My own venue", "typed by the reader");
    assert_eq!(paper["paper"]["year"], 2021, "was empty");
    with_hosts(folder, &standin, &["complete", "10.5555/wrong", "--refresh", "--yes"]);
    assert_eq!(json(folder, &["show", "10.5555/wrong"], "")["paper"]["venue"], "Journal of Weather", "said with --yes");
    postil(folder, &["undo"], "");
    assert_eq!(json(folder, &["show", "10.5555/wrong"], "")["paper"]["venue"], "My own venue", "and taken back");
    postil(folder, &["undo"], "");
    let paper = json(folder, &["show", "10.5555/wrong"], "");
    assert!(paper["paper"]["year"].is_null(), "one undo takes it back: {paper}");
}

#[test]
fn services_that_cannot_be_asked_are_told() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let mut situations = demo_situations();
    situations.set("export.arxiv.org/2303.00001", Situation::SecondaryLimit { retry_after: 120 });
    situations.set("export.arxiv.org/2303.00002", Situation::ServerError(503));
    situations.set("api.crossref.org/10.5555/portal", Situation::CaptivePortal);
    situations.set("api.crossref.org/10.5555/cut", Situation::Cut);
    let standin = StandIn::start(situations).expect("the stand-in starts");
    for (id, words) in [
        ("2303.00001", "arXiv asks to wait"),
        ("2303.00002", "arXiv has trouble now (503)"),
        ("10.5555/portal", "other than Crossref answered"),
        ("10.5555/cut", "Crossref"),
    ] {
        // In a library of its own: one that was told to wait asks nobody else there.
        let own = tempfile::tempdir().expect("a temporary folder");
        let output = with_hosts(own.path(), &standin, &["add", id]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains(words), "{id}: {told}");
        assert_ne!(output.status.code(), Some(0), "{id} was not added");
    }
    let offline = Command::new(env!("CARGO_BIN_EXE_postil"))
        .args(["add", "2303.01234"])
        .env("POSTIL_LIBRARY", folder.join("library"))
        .env("POSTIL_HOSTS", "http://127.0.0.1:9")
        .output()
        .expect("postil runs");
    let told = String::from_utf8_lossy(&offline.stderr);
    assert!(told.contains("could not be reached") && told.contains("postil add --resume"), "offline: {told}");
    let alone = |arguments: &[&str]| {
        let mut postil = Command::new(env!("CARGO_BIN_EXE_postil"));
        let own = tempfile::tempdir().expect("a temporary folder");
        postil
            .args(arguments)
            .env("POSTIL_LIBRARY", own.path().join("library"))
            .env("POSTIL_HOSTS", "http://127.0.0.1:9");
        let output = postil.output().expect("postil runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, told) = alone(&["add", "2303.01234", "10.5555/rain.1", "10.5555/rain.2"]);
    let both =
        "arXiv could not be reached. Crossref could not be reached. 3 wait and will be asked for again by themselves.";
    assert!(code == Some(1) && told.contains(both), "each reason once: {told}");
    let file = folder.join("refs.bib");
    std::fs::write(&file, "@misc{a, title = {Rain}, doi = {10.5555/rain.1}}").expect("written");
    let (code, told) = alone(&["import", file.to_str().expect("UTF-8"), "--look-up"]);
    assert!(code == Some(1) && told.contains("Nothing was imported; without --look-up"), "what to do: {told}");
    let later = with_hosts(folder, &standin, &["add", "--resume"]);
    let said = String::from_utf8_lossy(&later.stdout);
    assert!(said.contains("1 new"), "it is tried at once: {said}{later:?}");
    with_hosts(folder, &standin, &["add", "2303.00001"]);
    let later = with_hosts(folder, &standin, &["add", "--resume"]);
    let told = String::from_utf8_lossy(&later.stderr);
    assert!(told.contains("1 still waiting for arXiv until"), "but for what a service asked to wait with: {told}");
    assert_eq!(json(folder, &["add", "--drop"], "")["dropped"], 1, "and it can be let go");
    let shown = with_hosts(folder, &standin, &["search", "is:retracted"]);
    assert_eq!(shown.status.code(), Some(3), "nothing here was retracted: {shown:?}");
    let list = json(folder, &["services", "unpaywall"], "");
    assert_eq!(list[0]["on"], false, "a service that wants an address is off by itself: {list}");
    assert_ne!(postil(folder, &["services", "unpaywall", "on"], "").status.code(), Some(0), "and stays so without one");
    json(folder, &["services", "email", "reader@valley.example"], "");
    assert_eq!(json(folder, &["services", "unpaywall", "on"], "")[0]["on"], true, "until it has one");
    let keyed = postil(folder, &["services", "openalex", "key", "-"], "Secret-123\n");
    assert!(String::from_utf8_lossy(&keyed.stdout).contains("with your key"), "a key is kept: {keyed:?}");
    assert!(!String::from_utf8_lossy(&keyed.stdout).contains("Secret"), "and not shown");
    assert_ne!(
        postil(folder, &["services", "openalex", "key", "Secret-123"], "").status.code(),
        Some(0),
        "nor taken where others see it"
    );
}
