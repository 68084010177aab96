//! What was done, listed and taken back by its number: each command is a start of the program of its own.

use super::{PAGE, json, postil};

#[test]
fn what_was_done_is_listed_and_taken_back_by_number() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    json(folder, &["import", "-"], PAGE);
    let paper = json(folder, &["search", "rain"], "")["papers"][0]["id"].to_string();
    json(folder, &["tag", &paper, "weather"], "");
    json(folder, &["note", &paper, "three stations"], "");
    let log = json(folder, &["log"], "");
    let number = |at: usize| log[at]["id"].to_string();
    let shown = |arguments: &[&str]| {
        let output = postil(folder, arguments, "");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
        )
    };

    let (_, listed) = shown(&["log"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "one action each: {listed}");
    assert!(lines[2].ends_with("Import 2 papers"), "{listed}");
    let (_, of_paper) = shown(&["log", &paper]);
    assert!(of_paper.contains("    tag: nothing → weather"), "what became of one paper: {of_paper}");

    assert_eq!(shown(&["undo", &number(1)]).0, Some(0), "out of its order: nothing later needs the tag");
    assert!(shown(&["log"]).1.lines().nth(1).is_some_and(|line| line.ends_with("(undone)")), "it is marked");
    let (code, said) = shown(&["undo", &number(2)]);
    assert_eq!(code, Some(1), "a note stands on the papers: {said}");
    assert!(said.contains("came after it"), "what stands in the way is named: {said}");
    assert_eq!(json(folder, &["list"], "")["total"], 2, "and nothing is changed");
    assert_eq!(shown(&["redo", &number(1)]).0, Some(0), "done again by its number");
    let tags = || json(folder, &["show", &paper], "").to_string();
    assert!(tags().contains("weather"), "it is there again: {}", tags());
    assert_eq!(shown(&["undo", "12345"]).0, Some(3), "a number that the journal does not have");
}
