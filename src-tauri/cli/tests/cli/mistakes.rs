//! What a terminal says of what it was asked wrongly, and the exit codes.

use std::path::Path;

use super::{json, postil};

const REFERENCES: &str = "@article{rain, title = {Rain in Valleys}, author = {Alder, Ada}, doi = {10.5555/rain}, year = 2024}\n\
    @article{snow, title = {Snow on Hills: a Survey}, author = {Rowan, Bo}, year = 2023}\n";

/// The exit code, what it said, and what it told beside.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = postil(folder, arguments, input);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn library() -> tempfile::TempDir {
    let temp = tempfile::tempdir().expect("a temporary folder");
    json(temp.path(), &["import", "-"], REFERENCES);
    temp
}

#[test]
fn mistakes_found_after_parsing_are_of_the_command_line_too() {
    let temp = library();
    let folder = temp.path();
    std::fs::write(folder.join("t.csv"), "Titel,Jahr\nRain,2020\n").expect("written");
    let table = folder.join("t.csv");
    let table = table.to_str().expect("UTF-8");
    for (arguments, words) in [
        (&["services", "openalex", "maybe"][..], "Say on, off or key"),
        (&["services", "nobody", "on"], "There are arxiv"),
        (&["services", "email", "nobody"], "no e-mail address"),
        (&["import", table, "--map", "zzz"], "“zzz” names no field"),
        (&["import", table, "--map", "Titel=zzz"], "zzz"),
        (&["dedupe", "--merge", "rain", "rain"], "takes two papers or more"),
        (&["dedupe", "--not-same", "snow", "snow"], "takes two or more"),
        (&["cite", "rain", "--command", "foo bar"], "“foo bar” is no command that cites. There are cite, citep"),
        (&["cite", "rain", "--as", "html", "--command", "citep"], "goes with"),
        (&["cite", "rain", "--locale", "xx-YY"], "“xx-YY” is no language that styles know. There are af-ZA"),
        (&["add", "A Title", "--doi", "nonsense"], "nonsense"),
        (&["add", "A Title", "--year", "12345"], "12345"),
        (&["add", "2303.01234", "--year", "2023"], "--year goes with a paper added by hand"),
        (&["add", "10.5555/x", "10.5555/y", "--venue", "Weather"], "--venue goes with a paper added by hand"),
        (&["import", table, "-"], "- is standard input, which is read by itself"),
        (&["vault"], "postil vault DIR"),
        (&["mirror"], "postil mirror DIR"),
    ] {
        let (code, said, told) = run(folder, arguments, "");
        assert!(code == 2 && told.contains(words), "{arguments:?} ends with {code}: {said}{told}");
    }
    let (code, _, told) = run(folder, &["cite", "rain", "--locale", "xx-YY", "--json"], "");
    assert!(code == 2 && told.starts_with("{\"error\":"), "as JSON where that was asked for: {told}");
    assert_eq!(json(folder, &["list"], "")["total"], 2, "and nothing was added");
    let (code, said, _) = run(folder, &["cite", "rain", "--locale", "de"], "");
    assert!(code == 0 && said.contains("Alder"), "a language alone is one: {said}");
    let (_, said, _) = run(folder, &["cite", "rain", "--command", "citep"], "");
    assert_eq!(said.trim(), "\\citep{rain}", "a command of LaTeX asks for LaTeX");
}

#[test]
fn what_a_search_does_not_know_is_told() {
    let temp = library();
    let folder = temp.path();
    for (search, found, words) in [
        ("foo:bar", 3, "“foo:” is no filter; “foo:bar” was searched for as words."),
        ("year:abc", 3, "“year:” knows years such as 2023"),
        ("has:nothing", 3, "“has:” knows code, notes, highlights and files"),
        ("code:weird", 3, "“code:” knows alive, archived"),
        ("is:nope", 3, "“is:” knows unread, reading, read, starred and retracted"),
        ("\"in valleys", 0, "A quote was not closed"),
        ("hills: survey", 0, ""),
        ("snow on hills:a", 0, "“hills:” is no filter; “hills:a” was searched for as words."),
        ("year:2023.. is:unread", 0, ""),
    ] {
        let (code, said, told) = run(folder, &["search", search], "");
        assert_eq!(code, found, "{search}: {said}{told}");
        assert!(told.contains(words) && (told.is_empty() || !words.is_empty()), "{search}: {told}");
    }
    for verb in [&["export"][..], &["cite"], &["key"], &["notes"], &["complete"], &["saved", "Mine"]] {
        let (_, _, told) = run(folder, &[verb, &["rain", "has:nothing"]].concat(), "");
        assert!(told.contains("“has:” knows"), "{verb:?} searches, too: {told}");
    }
}

#[test]
fn words_that_mean_no_paper_are_named() {
    let temp = library();
    let folder = temp.path();
    for verb in ["cite", "complete", "key", "export", "notes"] {
        let (code, said, told) = run(folder, &[verb, "nosuch"], "");
        assert!(code == 3 && told.contains("No paper matches “nosuch”."), "{verb}: {code}: {said}{told}");
    }
    let (code, said, told) = run(folder, &["cite", "rain", "nosuch", "--as", "keys"], "");
    assert_eq!((code, said.trim()), (3, "rain"), "the other is cited: {told}");
    assert!(told.contains("No paper matches “nosuch”."), "and what was not found is named: {told}");
    let (code, said, _) = run(folder, &["cite", "rain", "valleys", "--as", "keys"], "");
    assert_eq!((code, said.trim()), (0, "rain"), "words that find a paper together are a search");
    let file = folder.join("x.bib");
    std::fs::write(&file, "mine").expect("written");
    run(folder, &["export", "nosuch", "-o", file.to_str().expect("UTF-8")], "");
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "mine", "an export of nothing replaces no file");
}

#[test]
fn an_ending_that_no_format_has_is_told() {
    let temp = library();
    let folder = temp.path();
    let from = folder.join("refs.bib");
    std::fs::write(&from, REFERENCES).expect("written");
    let from = from.to_str().expect("UTF-8");
    let path = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    for arguments in [&["export", "-o", &path("x.nope")][..], &["convert", from, "-o", &path("x.xyz")]] {
        let (code, _, told) = run(folder, arguments, "");
        assert!(code == 2 && told.contains(".bib, ") && told.contains(".ris"), "{arguments:?}: {code}: {told}");
    }
    assert!(!folder.join("x.nope").exists() && !folder.join("x.xyz").exists(), "and nothing is written");
    for (arguments, name, start) in [
        (&["export", "--format", "ris", "-o", &path("x.nope")][..], "x.nope", "TY  - "),
        (&["convert", from, "--to", "csv", "-o", &path("x.xyz")], "x.xyz", "key,"),
        (&["convert", from, "-o", &path("plain")], "plain", "@article{rain"),
        (&["convert", from, "-o", &path("all.postil.json")], "all.postil.json", "[\n"),
    ] {
        let (code, _, told) = run(folder, arguments, "");
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(code == 0 && text.starts_with(start), "{arguments:?}: {code}: {told}{text}");
    }
}

#[test]
fn a_paper_that_is_here_is_not_added_again_unsaid() {
    let temp = library();
    let folder = temp.path();
    let again = ["add", "Rain, Once More", "--doi", "https://doi.org/10.5555/RAIN"];
    let (code, _, told) = run(folder, &again, "");
    assert!(
        code == 1
            && told.contains("DOI 10.5555/rain is in the library already: “Rain in Valleys” (rain).")
            && told.contains("--anyway"),
        "which paper has it: {code}: {told}"
    );
    assert_eq!(json(folder, &["list"], "")["total"], 2, "and nothing was added");
    let (code, ..) = run(folder, &[&again[..], &["--anyway"]].concat(), "");
    assert_eq!((code, &json(folder, &["list"], "")["total"]), (0, &3.into()), "unless it was asked for");
}

#[test]
fn what_is_done_to_a_paper_in_the_trash_says_so() {
    let temp = library();
    let folder = temp.path();
    let (code, _, told) = run(folder, &["restore", "rain"], "");
    assert!(code == 3 && told.contains("“Rain in Valleys” is not in the trash."), "{code}: {told}");
    run(folder, &["trash", "rain"], "");
    let (code, said, told) = run(folder, &["trash", "rain", "snow"], "");
    assert!(
        code == 3 && told.contains("“Rain in Valleys” is in the trash already.") && said.contains("trash: 1."),
        "{said}{told}"
    );
    run(folder, &["restore", "snow"], "");
    for arguments in [
        &["note", "rain", "Mine."][..],
        &["tag", "rain", "wet"],
        &["cite", "rain"],
        &["key", "rain"],
        &["show", "rain"],
        &["attach", "rain"],
        &["log", "rain"],
    ] {
        let (code, _, told) = run(folder, arguments, "");
        assert!(
            code == 0 && told.contains("“Rain in Valleys” is in the trash; `postil restore "),
            "{arguments:?}: {code}: {told}"
        );
    }
    let shown = json(folder, &["show", "rain"], "");
    assert_eq!((&shown["tags"][0], &shown["notes"][0]["text"]), (&"wet".into(), &"Mine.".into()), "done all the same");
    let (code, said, told) = run(folder, &["restore", "rain"], "");
    assert!(code == 0 && said.contains("Restored: 1.") && told.is_empty(), "{said}{told}");
}

#[test]
fn a_file_that_is_not_written_says_why() {
    let temp = library();
    let folder = temp.path();
    let file = folder.join("theirs.bib");
    std::fs::write(&file, "@article{theirs, title = {Theirs}}").expect("written");
    let (code, said, _) = run(folder, &["live", file.to_str().expect("UTF-8"), "--all"], "");
    assert!(
        code == 1
            && said.contains("was there before Postil wrote to it")
            && said.contains("Not written yet, so that nothing in it is lost."),
        "why it is not written: {code}: {said}"
    );
    assert!(!said.contains("Last not written"), "{said}");
    let (code, _, told) = run(folder, &["rebuild", "/nonexistent"], "");
    assert!(code == 1 && told.contains("The folder “/nonexistent” is not there."), "{code}: {told}");
}
