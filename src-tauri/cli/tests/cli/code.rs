//! Links and what became of them, in a terminal.

use postil_standin::{StandIn, demo_situations};
use serde_json::Value;

use super::{PAGE, json, postil, with_hosts};

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
