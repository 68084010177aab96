//! The command line as its user runs it, on a library of its own, with the stand-in for GitHub.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "cli/kept.rs"]
mod kept;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use postil_standin::{Situation, StandIn, demo_situations};
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
    assert_eq!(json(folder, &["list"], "")["total"], 1, "it is in the trash");
    assert_eq!(
        json(folder, &["undo"], "")["entry"]["name"],
        "Move 1 paper to the trash",
        "undo names what it takes back"
    );
    assert_eq!(json(folder, &["list"], "")["total"], 2, "and it is back");
}

#[test]
fn checking_tells_what_is_not_where_its_paper_says() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    json(folder, &["import", "-"], PAGE);
    let output = with_hosts(folder, &standin, &["check", "--all", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (answer["progress"]["done"].as_u64(), output.status.code()),
        (Some(1), Some(0)),
        "one repository, alive: {answer}"
    );
    let shown = json(folder, &["show", "Learning Rain from Sparse Records"], "");
    assert_eq!(shown["code"][0]["verdict"]["kind"], "alive", "the verdict is kept: {shown}");
    assert!(
        shown["code"][0]["evidence"]["requests"][0].as_str().is_some_and(|asked| asked.starts_with("GET ")),
        "with its evidence"
    );
}

#[test]
fn a_paper_follows_its_code_and_tells_its_history() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let moved = postil_standin::Situations::new().with("valley/rain", postil_standin::Situation::moved("hills/rain"));
    let standin = StandIn::start(moved).expect("the stand-in starts");
    let check = || {
        let output = with_hosts(folder, &standin, &["check", "--stale", "--json"]);
        output.status.code()
    };
    json(folder, &["import", "-"], PAGE);
    assert_eq!(check(), Some(5), "the exit code says that something is not where it was");
    let paper = "Learning Rain from Sparse Records";
    assert_eq!(json(folder, &["list", "--view", "attention"], "")["total"], 1, "it is listed");
    json(folder, &["dismiss", paper], "");
    assert_eq!(json(folder, &["list", "--view", "attention"], "")["total"], 0, "until it is dismissed");
    let followed = json(folder, &["follow", paper], "");
    assert_eq!(followed["followed"][0], "https://github.com/hills/rain", "the paper follows its code: {followed}");
    assert_eq!(check(), Some(0), "which is found at its new home");
    let history = json(folder, &["history", paper], "");
    assert_eq!(history[0]["repository"]["owner"], "hills", "the new home comes first: {history}");
    assert_eq!(history[0]["checks"][0]["kind"], "alive", "with its check");
    assert_eq!(history[1]["checks"][0]["kind"], "moved", "the old one keeps its own");
    let told = postil(folder, &["history", paper], "");
    let told = String::from_utf8_lossy(&told.stdout);
    assert!(told.contains("https://github.com/hills/rain") && told.contains("alive"), "and in words: {told}");
}

#[test]
fn code_is_rescued_and_preserved() {
    use postil_standin::Situation;
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let kept = "archive.softwareheritage.org/https://github.com/valley/rain";
    let standin =
        postil_standin::Situations::new().with("valley/rain", Situation::Missing).with(kept, Situation::there());
    let standin = StandIn::start(standin).expect("the stand-in starts");
    let asked_of = |arguments: &[&str]| with_hosts(folder, &standin, &[arguments, &["--json"]].concat());
    let asked = |arguments: &[&str]| -> Value {
        let output = asked_of(arguments);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {output:?}"))
    };
    asked(&["import", "--sample"]);
    json(folder, &["import", "-"], PAGE);
    let paper = "Learning Rain from Sparse Records";
    asked(&["check", paper]);
    let rescued = asked(&["rescue"]);
    assert_eq!(rescued.as_array().map(Vec::len), Some(1), "what is gone is looked for: {rescued}");
    assert_eq!(rescued[0]["found"]["copies"][0]["archive"], "software-heritage", "and found: {rescued}");
    let shown = asked(&["show", paper]);
    assert_eq!(shown["code"][0]["rescue"], rescued[0]["found"], "the card keeps it");

    standin.set("valley/rain", Situation::archived("valley/rain"));
    asked(&["check", paper]);
    let undated = asked_of(&["as-of", paper]);
    assert!(!undated.status.success(), "a paper without a date has no day to look at: {undated:?}");
    let dated = json(
        folder,
        &["add", "A Dated Paper on Rain", "--year", "2023", "--abstract", "Code: https://github.com/valley/other"],
        "",
    );
    let found = asked(&["as-of", &dated["id"].to_string()]);
    assert_eq!(found[0]["found"]["day"], "2023-12-31", "the last day of its year: {found}");
    assert_eq!(found[0]["found"]["commit"]["since"], 57, "with how far the code has moved: {found}");
    let request = asked(&["preserve", paper]);
    assert_eq!(request[0]["request"]["state"], "queued", "a living one is asked for: {request}");
    assert_eq!(asked(&["preserve", paper])[0]["request"]["state"], "done", "and followed");
    assert_eq!(asked(&["preserve"]), serde_json::json!([]), "nothing is starred");
}

#[test]
fn a_list_is_checked_for_continuous_integration() {
    use postil_standin::{Situation, Situations};
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let situations = Situations::new()
        .with("ada/moved", Situation::moved("byron/moved"))
        .with("ada/gone", Situation::Gone)
        .with("ada/broken", Situation::ServerError(500));
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let list = folder.join("refs.bib");
    let bib = "@article{a, title = {A}, url = {https://github.com/ada/alive}}\n@article{b,\n  note = {Code: https://github.com/ada/gone}}\n\
        @misc{c, howpublished = {\\url{https://github.com/ada/moved}}}\n@misc{d, url = {https://github.com/ada/broken}}\n\
        @misc{e, url = {https://github.com/Ada/Alive}}\n";
    std::fs::write(&list, bib).expect("written");
    let checked = |format: &[&str]| {
        let output =
            with_hosts(folder, &standin, &[&["check", "--file", list.to_str().expect("a path")], format].concat());
        assert_eq!(output.status.code(), Some(5), "something is lost: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let sarif: Value = serde_json::from_str(&checked(&["--format", "sarif"])).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results").clone();
    let told: Vec<(&str, u64)> = results
        .iter()
        .map(|one| {
            let line = one["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap_or_default();
            (one["level"].as_str().unwrap_or_default(), line)
        })
        .collect();
    assert_eq!(
        told,
        [("error", 3), ("warning", 4), ("note", 5)],
        "gone, moved, not known, each at its line: {results:?}"
    );
    let junit = checked(&["--format", "junit"]);
    assert!(junit.contains("tests=\"4\" failures=\"2\" skipped=\"1\""), "one test a repository: {junit}");
    let markdown = checked(&["--format", "markdown"]);
    assert!(
        markdown.contains(
            "| 4 | <https://github.com/ada/moved> | Moved to byron/moved: <https://github.com/byron/moved> |"
        ),
        "{markdown}"
    );
    assert!(checked(&[]).contains("3:17  https://github.com/ada/gone  Gone"), "and for people");
    let json: Value = serde_json::from_str(&checked(&["--json"])).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(5), "every link is told of, named twice or not: {json}");
    assert!(!folder.join("library").exists(), "no library is made");
}

#[test]
fn links_need_no_library() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let output = postil(
        temp.path(),
        &["links", "-"],
        "Größe: https://github.com/ada/engine/tree/main/x. Also at huggingface.co/ada/model",
    );
    let lines: Vec<Value> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2, "one object a link");
    let first = &lines[0];
    assert_eq!(
        (first["kind"].as_str(), first["owner"].as_str(), first["name"].as_str()),
        (Some("repository"), Some("ada"), Some("engine")),
        "{first}"
    );
    assert_eq!(
        (first["path"].as_str(), first["start"].as_u64(), first["end"].as_u64()),
        (Some("tree/main/x"), Some(7), Some(48)),
        "offsets count characters: {first}"
    );
    assert!(!temp.path().join("library").exists(), "no library is made");
}

#[test]
fn trouble_has_words_and_a_code() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    for (arguments, code, words) in [
        (vec!["show", "nothing like this"], 3, "nothing like this"),
        (vec!["search", "zzzz"], 3, ""),
        (vec!["import", "/no/such/file"], 1, "/no/such/file"),
        (vec!["add", "  "], 1, "title"),
        (vec!["frobnicate"], 2, "frobnicate"),
    ] {
        let output = postil(folder, &arguments, "");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?} names what it is about: {said}");
    }
    std::fs::write(folder.join("library/library.sqlite"), b"not a database at all, and long enough to tell")
        .expect("written");
    let output = postil(folder, &["list"], "");
    assert_eq!(output.status.code(), Some(4), "a damaged library: {output:?}");
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

#[test]
fn references_in_and_out_and_from_one_format_to_another() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("refs.bib");
    let text = "@article{ex, title = {The {BERT} of eels}, author = {Example, Ada}, year = 2020}\n@book{two, title = {No end}, year = 1999\n";
    std::fs::write(&file, text).expect("written");
    let file = file.to_str().expect("UTF-8");
    let output = postil(folder, &["import", file], "");
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 new"), "both entries are read: {output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 2: No end"), "what is wrong is said: {output:?}");
    let output = postil(folder, &["export", "eels"], "");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(out.starts_with("@article{ex,") && out.contains("{The {BERT} of eels}"), "as it came in: {out}");
    let target = folder.join("out.ris");
    let target = target.to_str().expect("UTF-8");
    assert_eq!(json(folder, &["export", "-o", target], "")["papers"], 2, "into a file, by its name");
    assert!(std::fs::read_to_string(target).expect("written").contains("TY  - JOUR"), "as RIS");
    let output = postil(folder, &["convert", file, "--to", "csl-json"], "");
    assert_eq!(output.status.code(), Some(1), "not all was read without a problem");
    let items: Value = serde_json::from_slice(&output.stdout).expect("CSL-JSON");
    assert_eq!(items[1]["title"], "No end", "and yet all of it is there");
    let output = postil(folder, &["convert", target, "--to", "bibtex"], "");
    assert_eq!(output.status.code(), Some(0), "all of it was read: {output:?}");
    postil(folder, &["add", "Eels again", "--author", "Bo Other", "--year", "2021"], "");
    assert_eq!(json(folder, &["key"], "")[0]["key"], "otherEelsAgain2021", "a key by the pattern");
}

#[test]
fn papers_are_cited_in_styles_and_by_commands() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("refs.bib");
    let text = "@article{rain, title = {On Rain}, author = {Example, Ada}, journal = {Weather}, year = 2020}\n@book{eels, title = {No End of Eels}, author={Other, Bo}, year = 1999}\n";
    std::fs::write(&file, text).expect("written");
    postil(folder, &["import", file.to_str().expect("UTF-8")], "");
    let said = |arguments: &[&str]| {
        let output = postil(folder, &[&["cite"], arguments].concat(), "");
        assert_eq!(output.status.code(), Some(0), "{arguments:?} is answered: {output:?}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    };
    assert_eq!(said(&["rain"]), "Example, A. (2020). On Rain. Weather.", "one paper by its key, in APA");
    assert_eq!(said(&["rain", "--in-text"]), "(Example, 2020)", "as it stands in a sentence");
    let html = "<p>Example, A. (2020). On Rain. <i>Weather</i>.</p>\n<p>Other, B. (1999). <i>No End of Eels</i>.</p>";
    assert_eq!(said(&["--as", "html"]), html, "everything, in the style's order");
    assert_eq!(said(&["author:example", "--as", "latex", "--command", "citep"]), "\\citep{rain}", "what a query finds");
    assert_eq!(said(&["eels", "rain", "--as", "pandoc"]), "[@eels; @rain]", "several by name, in their order");
    assert!(said(&["--styles"]).contains("ieee "), "the styles are listed");
    let code = |arguments: &[&str]| postil(folder, &[&["cite"], arguments].concat(), "").status.code();
    assert_eq!(code(&["no such paper"]), Some(3), "nothing was found");
    assert_eq!(code(&["rain", "--style", "no-such-style"]), Some(3), "no such style");
    assert_eq!(code(&["rain", "--as", "latex", "--command", "input"]), Some(1), "only commands that cite");
    assert_eq!(json(folder, &["cite", "rain", "--style", "nature"], "")["papers"], 1, "as JSON");
}

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
    let later = with_hosts(folder, &standin, &["add", "--resume"]);
    let told = String::from_utf8_lossy(&later.stderr);
    assert!(told.contains("1 still waiting for arXiv until"), "it is not its time yet: {told}");
    assert_eq!(json(folder, &["add", "--drop"], "")["dropped"], 1, "and it can be let go");
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

#[test]
fn duplicates_are_listed_merged_and_told_apart() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let add = |title: &str, rest: &[&str]| {
        let all: Vec<&str> = ["add", title].iter().chain(rest).copied().collect();
        json(folder, &all, "")["id"].to_string()
    };
    let one = add("Learning Rain from Few Records", &["--author", "Ada Example", "--doi", "10.5555/rain"]);
    let two = add("Learning rain from few records!", &["--author", "Example, A.", "--year", "2021"]);
    let three = add("Quite Another Matter of Snow", &["--author", "Bo Other", "--arxiv", "2001.00001"]);
    let four = add("Quite another matter of snow", &["--author", "Bo Other", "--arxiv", "2001.00001"]);
    let listed = json(folder, &["dedupe"], "");
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "two groups: {listed}");
    assert_eq!(listed[0]["sure"], true, "the one with an identifier in common comes first: {listed}");
    let view = json(folder, &["list", "--view", "duplicates"], "");
    let groups: Vec<&Value> = view["papers"].as_array().expect("papers").iter().map(|row| &row["duplicate"]).collect();
    assert!(groups.len() == 4 && groups[0] == groups[1] && groups[2] == groups[3], "group by group: {view}");
    let auto = json(folder, &["dedupe", "--auto"], "");
    assert_eq!(auto.as_array().map(Vec::len), Some(1), "only that one merges by itself: {auto}");
    assert_eq!(auto[0]["kept"].to_string(), three, "the oldest is kept: {auto}");
    assert_eq!(json(folder, &["dedupe"], "").as_array().map(Vec::len), Some(1), "one is left");
    postil(folder, &["dedupe", "--not-same", &one, &two], "");
    assert_eq!(postil(folder, &["dedupe"], "").status.code(), Some(3), "told apart, none is left");
    postil(folder, &["undo"], "");
    assert!(postil(folder, &["dedupe", "--merge", &two, &one], "").status.success(), "merged by hand");
    assert_eq!(json(folder, &["show", &two], "")["paper"]["identifiers"][0]["value"], "10.5555/rain", "with its DOI");
    assert_ne!(four, three, "two papers were added");
}

#[test]
fn files_are_attached_listed_opened_saved_and_taken_off() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    json(folder, &["import", "-"], PAGE);
    let paper = "Learning Rain from Sparse Records";
    let pdf = folder.join("rain.pdf");
    std::fs::write(&pdf, "%PDF-1.7 rain").expect("written");
    let path = pdf.display().to_string();
    let told = postil(folder, &["attach", paper, &path, "/nowhere/else.pdf"], "");
    assert_eq!(told.status.code(), Some(1), "one could not be kept: {told:?}");
    assert!(String::from_utf8_lossy(&told.stderr).contains("/nowhere/else.pdf"), "it is named: {told:?}");
    let listed = json(folder, &["attach", paper], "");
    assert_eq!(listed["files"][0]["name"], "rain.pdf", "the other is in: {listed}");
    json(folder, &["open", paper, "--what", "file"], "");
    let opened = std::fs::read_to_string(folder.join("opened.log")).expect("opened");
    assert!(opened.trim_end().ends_with(".pdf"), "the system is handed its content: {opened}");
    let copy = folder.join("copy.pdf").display().to_string();
    json(folder, &["attach", paper, "--save", "rain.pdf", "-o", &copy], "");
    assert_eq!(std::fs::read(&copy).expect("a copy"), b"%PDF-1.7 rain", "saved to the letter");
    let left = json(folder, &["attach", paper, "--remove", "rain.pdf"], "");
    assert_eq!(left["files"].as_array().map(Vec::len), Some(0), "taken off");
    json(folder, &["undo"], "");
    assert_eq!(json(folder, &["attach", paper], "")["files"][0]["name"], "rain.pdf", "and back");
}

#[test]
fn a_table_is_read_by_the_columns_named() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let file = folder.join("papiere.csv");
    std::fs::write(&file, "Titel;Autoren;Jahr;Regal\nRegen lernen;Ada Example; 2021;A 3\nSchnee;Cy Other;bald;\n")
        .expect("written");
    let file = file.to_str().expect("a path");
    let refused = postil(folder, &["import", file], "");
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1) && words.contains("--map \"HEADING=title\""),
        "what to do is said: {words}"
    );
    let map = ["import", file, "--map", "Titel=title,Autoren=authors,Jahr=year,Regal=ignore"];
    let review = json(folder, &[&map[..], &["--dry-run"]].concat(), "");
    assert_eq!(review["new"], 2, "both rows: {review}");
    assert_eq!(review["items"][0]["draft"]["fields"], Value::Array(Vec::new()), "what is ignored is left out");
    let told = postil(folder, &map, "");
    let words = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(
        told.status.success() && words.contains("Row 3, column “Jahr”: “bald” is no year"),
        "row and column: {words}"
    );
    assert_eq!(json(folder, &["show", "Regen lernen"], "")["paper"]["year"], 2021, "as named");
    for (map, expected) in
        [("Titel", "names no field"), ("Titre=title", "no column “Titre”"), ("Titel=headline", "no field")]
    {
        let refused = postil(folder, &["import", file, "--map", map], "");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(expected), "{map}: {refused:?}");
    }
}

/// A PDF of one page, as small as one can be: a title in large letters above a line of small ones.
fn pdf(title: &str, line: &str) -> Vec<u8> {
    let content = format!("BT /F1 18 Tf 60 760 Td ({title}) Tj /F1 10 Tf 0 -30 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let (mut out, mut places) = (String::from("%PDF-1.4\n"), String::new());
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    out += &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}

#[test]
fn pdfs_and_folders_of_them_come_in_and_are_looked_up_when_asked() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path();
    let more = folder.join("more");
    std::fs::create_dir(&more).expect("made");
    let put = |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).expect("written");
    let (rain, broken) = (folder.join("rain.pdf"), folder.join("broken.pdf"));
    put(&rain, &pdf("Rain over Wet Valleys", "doi:10.5555/rain.1"));
    put(&broken, b"%PDF-1.4\n");
    put(&more.join("snow.pdf"), &pdf("Snow over Cold Valleys", "Code: https://github.com/valley/snow"));
    let paths = [&rain, &broken, &more].map(|path| path.to_str().expect("text"));
    let dry = json(folder, &["import", paths[0], paths[1], paths[2], "--dry-run"], "");
    assert_eq!((dry["new"].as_u64(), dry["repositories"].as_u64()), (Some(2), Some(1)), "both are read: {dry}");
    assert_eq!(dry["skipped"][0]["text"], "broken.pdf", "the damaged one is named: {dry}");
    let done = postil(folder, &["import", paths[0], paths[1], paths[2]], "");
    let (said, told) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("2 new") && told.contains("broken.pdf"), "imported, and told: {said}{told}");
    let paper = json(folder, &["show", "10.5555/rain.1"], "");
    assert_eq!(paper["paper"]["title"], "Rain over Wet Valleys", "known by its DOI: {paper}");
    assert!(paper["paper"]["year"].is_null(), "nobody was asked for more: {paper}");
    let alone = postil(folder, &["import", paths[1]], "");
    assert_eq!(alone.status.code(), Some(1), "a damaged one alone is an error: {alone:?}");

    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let other = tempfile::tempdir().expect("a temporary folder");
    let arxiv = other.path().join("2303.01234v2.pdf");
    put(&arxiv, &pdf("", ""));
    let done = with_hosts(other.path(), &standin, &["import", arxiv.to_str().expect("text"), "--look-up"]);
    assert!(done.status.success(), "looked up: {done:?}");
    let paper = json(other.path(), &["show", "2303.01234"], "");
    assert_eq!(paper["paper"]["authors"][0]["name"], "Ada Example", "arXiv's authors came: {paper}");
}
