//! Saved searches and one change to many papers, in the real window.

use postil_core::Library;
use postil_core::model::{Draft, Id, Identifier, IdentifierKind, ListQuery, NewPaper};
use postil_standin::{Situation, StandIn, demo_situations};
use serde_json::json;

use super::begun::first_window;
use super::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn keeps_a_search_and_changes_many_papers_at_once() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    let drafts = (0..40)
        .map(|i| Draft {
            title: format!(
                "{} {} {i}",
                ["LEARNING", "Predicting"][i % 2],
                ["Rain in Valleys", "Snow with BERT", "Wind"][i % 3]
            ),
            venue: if i % 4 == 0 { "Proc. of WEATHER".into() } else { "Weather and Climate".into() },
            year: Some(2015 + (i % 10) as i32),
            ..Draft::default()
        })
        .collect();
    library.commit_import(drafts).expect("imported");
    window.wait_text("paper-list", "Predicting", "the papers show").await;

    window.type_into("search-box input", "snow year:2018..").await;
    window.wait_text("list-header .list-count", "9 found", "all of the search is shown, not its beginning").await;
    window.click("list-header [aria-label='Save this search']").await;
    window.type_into("app-sidebar .side-input", "Recent snow\u{E007}").await;
    window.wait_text("app-sidebar .side-item[aria-label^='Recent snow']", "Recent snow", "it is kept").await;
    window.click_text("app-sidebar .side-item", "Recent snow").await;
    window.wait_text("list-header h1", "Recent snow", "and shows its papers").await;
    let count = library.saved_searches().expect("searches")[0].papers;
    assert_eq!(count, 9, "snow since 2018");
    let fresh = NewPaper { title: "Snow at last".into(), year: Some(2026), ..NewPaper::default() };
    library.add_paper(&fresh).expect("added");
    window.wait_text("paper-list", "Snow at last", "what comes to match turns up by itself").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("saved-search-{theme}")).await;
    }

    window.ask("select-view", json!({ "view": { "view": "all" } })).await;
    window.wait_text("list-header h1", "All papers", "back to all").await;
    window.ask("run", json!({ "action": "select-all" })).await;
    window.ask("run", json!({ "action": "bulk" })).await;
    window.wait_text("dialog[open]", "41 papers selected", "the sheet says how many").await;
    window.evaluate("const field = document.querySelector('#bulk-field'); field.value = 'venue'; field.dispatchEvent(new Event('change', { bubbles: true }))").await;
    window.type_into("#bulk-find", "proc. of weather").await;
    window.type_into("#bulk-with", "Proceedings of Weather").await;
    window.wait_text("dialog[open] .bulk-summary", "10 papers would change", "before anything is written").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("bulk-{theme}")).await;
    }
    window.press("Change 10 papers").await;
    let renamed = ListQuery { search: "\"proceedings of weather\"".into(), ..ListQuery::default() };
    window.wait_for("the venues are changed", || library.list_ids(&renamed).is_ok_and(|ids| ids.len() == 10)).await;
    window.wait_text("toast-host", "Changed 10 papers", "and said").await;
    window.ask("run", json!({ "action": "undo" })).await;
    window.wait_for("one undo takes all back", || library.list_ids(&renamed).is_ok_and(|ids| ids.is_empty())).await;

    window.resize(900, 700).await;
    window.type_into("search-box input", "wind").await;
    window.wait_text("list-header .list-count", "found", "the list follows").await;
    window.ask("run", json!({ "action": "save-search" })).await;
    let is_named = "return document.activeElement.matches('.side-input')";
    window
        .wait_until(is_named, Vec::new(), "in a narrow window the name is typed in the sidebar that comes over")
        .await;
    window.close().await;
}

const REFERENCES: &str = "@article{rain2020,\n  title = {Learning {Rain} in Valleys},\n  author = {Example, Ada and von Berg, Bo},\n  \
journal = {Weather},\n  year = 2020,\n  url = {https://github.com/valley/rain}\n}\n\n@article{broken,\n  title = {Snow that never ends\n\n\
@inproceedings{wind21,\n  title = {Wind {\\\"u}ber Hills},\n  author = {Example, Ada},\n  booktitle = {Proc. of Weather},\n  year = 2021\n}\n";

#[tokio::test(flavor = "multi_thread")]
async fn takes_in_a_bib_file_and_gives_references_back() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    window.paste(REFERENCES).await;
    window.wait_text("dialog[open]", "Learning Rain in Valleys", "the entries are reviewed").await;
    window.wait_text("dialog[open]", "Wind über Hills", "with their letters decoded").await;
    window.picture("review-bib").await;
    window.press("Import").await;
    window.wait_for("the papers are in", || library.overview().is_ok_and(|seen| seen.counts.all >= 2)).await;
    window.click_text("paper-list .row", "Learning Rain").await;
    window.wait_text("paper-pane", "rain2020", "the key it came with").await;
    window.wait_text("paper-pane .code-card", "valley/rain", "its address is its code").await;
    window.picture("paper-bib").await;
    window.ask("palette", json!({})).await;
    window.type_into("command-palette input", "Copy as BibTeX").await;
    window.type_into("command-palette input", "\u{E007}").await;
    window.wait_text("toast-host", "Copied the reference", "it is on the clipboard").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cites_a_paper_in_a_style_and_by_its_key() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    window.paste(REFERENCES).await;
    window.wait_text("dialog[open]", "Wind über Hills", "the entries are reviewed").await;
    window.press("Import").await;
    window.wait_for("the papers are in", || library.overview().is_ok_and(|seen| seen.counts.all >= 2)).await;
    window.click_text("paper-list .row", "Wind über Hills").await;
    window.wait_text("paper-pane", "wind21", "the paper is open").await;
    window.ask("open-sheet", json!({ "sheet": "cite", "data": { "ids": [paper_of(&library, "wind21")] } })).await;
    window.wait_text(".cite-shown i", "Weather", "what would be copied shows, with its italics").await;
    window.picture("cite-light").await;
    window.ask("set-setting", json!({ "key": "theme", "value": "dark" })).await;
    window.picture("cite-dark").await;
    window.evaluate("const one = document.querySelector('#cite-form'); one.value = 'latex'; one.dispatchEvent(new Event('change', {bubbles: true}))").await;
    window.wait_text(".cite-shown.mono", "\\cite{wind21}", "a mark follows the choice").await;
    window
        .wait_for("the choice is kept", || {
            library.settings().is_ok_and(|all| all.get("citeForm").is_some_and(|form| form["form"] == "latex"))
        })
        .await;
    // By a key: the clipboard is given to a reader's own press only, not to a script's.
    window.type_into("#cite-command", "\u{E007}").await;
    window.wait_text("toast-host", "Copied the citation", "it is on the clipboard").await;
    window.close().await;
}

fn paper_of(library: &Library, key: &str) -> Id {
    library.resolve(key).expect("a paper of this key")
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_identifiers_up_and_fills_what_is_empty() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut situations = demo_situations();
    situations.set("export.arxiv.org/2303.01234", Situation::Titled("Rain That Nobody Saw".into()));
    situations.set("export.arxiv.org/2303.99999", Situation::Missing);
    situations.set("api.crossref.org/10.5555/wrong", Situation::Gone);
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    let library = window.library();
    window.wait("first-run", "the first window teaches").await;
    window.paste("arXiv:2303.01234\n2303.99999\nhttps://doi.org/10.5555/wrong").await;
    window.wait_text("dialog[open]", "Rain That Nobody Saw", "arXiv was asked").await;
    window.wait_text("dialog[open]", "A Work That Does Not Hold", "and Crossref").await;
    window.picture("looked-up").await;
    window.press("Import").await;
    window.wait_for("both papers are in", || library.overview().is_ok_and(|seen| seen.counts.all == 2)).await;
    window.click_text("paper-list .row", "A Work That Does Not Hold").await;
    window.wait_text(".retraction", "Retracted on", "a retraction is said plainly").await;
    window.picture("retracted-light").await;
    let bare = NewPaper {
        title: "A Bare Entry".into(),
        identifiers: vec![Identifier { kind: IdentifierKind::Doi, value: "10.5555/bare".into() }],
        ..NewPaper::default()
    };
    let id = library.add_paper(&bare).expect("a paper with nothing but a DOI");
    window.ask("select-paper", json!({ "id": id })).await;
    window.wait_text("paper-pane", "A Bare Entry", "it is open").await;
    window.ask("run", json!({ "action": "complete" })).await;
    window.wait_text("dialog[open]", "Journal of Weather", "what would be filled in shows").await;
    window.picture("complete-light").await;
    window.ask("set-setting", json!({ "key": "theme", "value": "dark" })).await;
    window.picture("complete-dark").await;
    window.press("Update 1 paper").await;
    window.wait_text("paper-pane", "Journal of Weather", "and was").await;
    window.close().await;
}
