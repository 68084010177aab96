//! The real window on real input, over WebDriver: what a reader does, from an empty library to annotated papers whose
//! code was checked. Needs a display (`make test` gives it an invisible one); the stand-in answers for GitHub.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(target_os = "linux")]

mod again;
mod alike;
mod begun;
mod code;
mod files;
mod kept;
mod keyboard;
mod keys;
mod killed;
mod late;
mod order;
mod out;
mod pdfs;
mod picker;
mod refresh;
mod review;
mod starts;
mod told;
mod trust;
mod window;

use std::path::Path;

use begun::{PAGE, first_window};
use postil_core::model::{ListQuery, ListView, VerdictKind};
use serde_json::json;

fn shared_page() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/seed");
    let file = std::fs::read_dir(folder).ok()?.next()?.ok()?.path();
    std::fs::read_to_string(file).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_pasted_page_to_checked_and_annotated_papers() {
    let (folder, _standin, window) = first_window().await;
    window.picture("first-run").await;
    window.paste(PAGE).await;
    window.wait_text("dialog[open]", "3 papers", "the review shows what was understood").await;
    window.picture("review").await;
    assert!(
        window.library().list_ids(&ListQuery::default()).expect("a list").is_empty(),
        "nothing is written before it is confirmed"
    );
    window.press("Import 3 papers").await;
    window.wait_text("paper-list", "Learning Rain", "the papers are listed").await;

    window.click_text("paper-list .row", "Learning Rain").await;
    window.wait_text("paper-pane .prose", "three stations", "the paper is shown").await;
    window.wait("paper-pane .prose .katex", "mathematics is typeset").await;
    window
        .wait("paper-pane .prose a[href='https://github.com/valley/rain']", "the repository is a link in the prose")
        .await;
    window.picture("paper").await;

    window.click_text("paper-pane .code-card button", "Check").await;
    window.wait_text("paper-pane .code-card", "checked", "the verdict arrives").await;
    window.wait_text("paper-pane .code-card", "Evidence", "with its evidence").await;
    window.see_code().await;
    window.picture("checked").await;
    let library = window.library();
    let ids = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found");
    let view = library.paper(ids[0]).expect("the paper");
    assert_eq!(view.code[0].verdict.kind, VerdictKind::Alive, "the stand-in says it is alive");

    window.click_text("paper-pane .code-card button", "Open").await;
    window
        .wait_for("the browser is handed the repository", || {
            std::fs::read_to_string(folder.path().join("opened.log"))
                .is_ok_and(|log| log.contains("https://github.com/valley/rain"))
        })
        .await;

    window.click_text("paper-pane button", "Note").await;
    window.wait("paper-pane .note textarea", "a note opens").await;
    window.type_into("paper-pane .note textarea", "Typed and **not yet** done").await;
    window
        .wait_for("every letter is in the library", || {
            library
                .paper(ids[0])
                .is_ok_and(|view| view.notes.first().is_some_and(|note| note.text == "Typed and **not yet** done"))
        })
        .await;

    window.select_in_abstract(9, 21).await;
    window.click("paper-pane .highlight-bar .green").await;
    window.wait("paper-pane .prose .highlight.green", "the passage is highlighted").await;
    window.picture("annotated").await;

    window.click_text("paper-list .row", "<script>").await;
    window.wait_text("paper-pane .prose", "onerror", "markup is shown as text").await;
    assert_eq!(window.evaluate("return window.hacked ?? null").await, serde_json::Value::Null, "and nothing of it ran");

    window.type_into("search-box input", "survey").await;
    window.wait_text("paper-list", "Survey", "searching finds").await;
    window.wait("paper-list mark", "and marks the hit").await;
    window.picture("search").await;
    window.clear("search-box input").await;

    window.click_text("paper-list .row", "Survey").await;
    window.key("s").await;
    window
        .wait_for("s stars", || {
            !library
                .list_ids(&ListQuery { view: ListView::Starred, ..ListQuery::default() })
                .expect("a list")
                .is_empty()
        })
        .await;
    window.key("Delete").await;
    window.wait_for("Del moves to the trash", || library.overview().expect("overview").counts.trash == 1).await;
    window.wait("toast-host button", "the toast offers undo").await;
    window.press("Undo").await;
    window.wait_for("undo brings it back", || library.overview().expect("overview").counts.trash == 0).await;

    library.tag_papers(&ids, &["from-a-terminal".into()], &[]).expect("tagged");
    window.wait_text("app-sidebar", "from-a-terminal", "the window notices what another program wrote").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_that_started_it() {
    let Some(page) = shared_page() else {
        eprintln!("not run: ../shared/data/seed is not here");
        return;
    };
    let (folder, _standin, window) = first_window().await;
    window.paste(&page).await;
    window.wait_text("dialog[open]", "61 papers", "all are recognised").await;
    window.wait_text("dialog[open]", "14 repositories", "and their code").await;
    window.picture("seed-review").await;
    window.press("Import 61 papers").await;
    window
        .wait_for("they are in the library", || window.library().overview().expect("overview").counts.all == 61)
        .await;
    window.picture("seed-list").await;
    window.ask("check", serde_json::json!({ "scope": { "scope": "all" } })).await;
    window.wait_for("all are checked", || window.library().overview().expect("overview").repositories_due == 0).await;
    window.ask("select-view", serde_json::json!({ "view": { "view": "attention" } })).await;
    window.picture("seed-attention").await;
    let attention = window.library().overview().expect("overview").counts.attention;
    assert!(attention > 0, "what moved or went missing is pointed out");
    window.click_text("paper-list .row", "Struc-Bench").await;
    window.click_text("paper-pane .code-card button", "Look for an archived copy").await;
    window.wait_text("paper-pane .code-card", "Software Heritage keeps the whole repository", "a copy is found").await;
    window.wait_text("paper-pane .code-card", "The Wayback Machine keeps its page", "and another").await;
    window.see_code().await;
    window.picture("rescued").await;
    window.click_text("paper-pane .code-card button", "Open archived copy").await;
    window
        .wait_for("the browser is handed the copy", || {
            std::fs::read_to_string(folder.path().join("opened.log"))
                .is_ok_and(|log| log.contains("https://archive.softwareheritage.org/browse/origin/directory/"))
        })
        .await;
    window.ask("select-view", serde_json::json!({ "view": { "view": "all" } })).await;
    // The paper stands in the list of before, too; a click there would be overtaken by the new list's own choice.
    window.wait_text("paper-list .row", "Locate Then Generate", "the whole list is shown").await;
    window.click_text("paper-list .row", "Programming Every Example").await;
    window.wait_text("paper-pane .code-card", "New: it moved", "the card says what changed").await;
    window.see_code().await;
    window.picture("moved").await;
    window.click_text("paper-pane .code-card button", "Update the link").await;
    window.wait_text("paper-pane .code-card", "gair-lab/prox", "the link leads to the new home").await;
    window
        .wait_for("nothing is left to do about it", || {
            window.library().overview().expect("overview").counts.attention == attention - 1
        })
        .await;
    window.wait_text("paper-pane .code-card", "Alive", "which was checked at once").await;
    window.click_text("paper-pane .code-card button", "More").await;
    window.picture("more").await;
    window.click_text("context-menu button", "Preserve now").await;
    window.wait_text("paper-pane .code-card", "it is queued", "the request is shown").await;
    let prox =
        window.library().list_ids(&ListQuery { search: "programming every example".into(), ..ListQuery::default() });
    let year = postil_core::model::PaperEdit::Year(Some(2024));
    window.library().edit_papers(&prox.expect("found")[..1], year).expect("dated");
    window.click_text("paper-pane .code-card button", "More").await;
    window.click_text("context-menu button", "Code as of the paper").await;
    window.wait_text("paper-pane .code-card", "57 commits since", "the commit of the paper's day is named").await;
    window.see_code().await;
    window.picture("followed").await;
    window.click_text("paper-list .row", "TinyHelen").await;
    window.wait("paper-pane .code-card", "its code").await;
    for (width, height, name) in [(2560, 1440, "wide"), (900, 700, "narrow")] {
        window.resize(width, height).await;
        window.picture(&format!("seed-{name}")).await;
        let overflow = "return document.documentElement.scrollWidth - innerWidth";
        assert_eq!(window.evaluate(overflow).await, 0, "nothing sticks out at {width} pixels");
        window.ask("set-setting", serde_json::json!({ "key": "theme", "value": "dark" })).await;
        window.picture(&format!("seed-{name}-dark")).await;
        window.ask("set-setting", serde_json::json!({ "key": "theme", "value": "light" })).await;
    }
    window.resize(1280, 800).await;
    window.paste(&page).await;
    window.wait_text("dialog[open]", "61 already here", "pasting again brings nothing new").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_import_tells_how_far_it_is_and_can_be_stopped() {
    let entries: String = (0..20_000)
        .map(|i| format!("@misc{{valley{i}, title = {{A Study of Valley Number {i} and Its Weather}}, abstract = {{We study the weather of valley {i} at length, and show that its rain differs from that of the others.}}}}\n"))
        .collect();
    let (folder, _standin, window) = first_window().await;
    let file = folder.path().join("valleys.bib");
    std::fs::write(&file, entries).expect("written");
    window
        .ask("open-sheet", json!({ "sheet": "import", "data": { "source": { "from": "file", "path": file } } }))
        .await;
    window.wait_text("dialog[open]", "20,000 papers", "all are recognised").await;
    window.press("Import 20,000 papers").await;
    window.wait("dialog[open] progress[value]", "how far it is is shown").await;
    let focused = "return document.activeElement.textContent";
    assert_eq!(window.evaluate(focused).await, "Stop", "and what stops it has the focus");
    window.picture("importing").await;
    window.press("Stop").await;
    window.wait_text("dialog[open]", "The import was stopped. The library is as it was before.", "it says so").await;
    window.picture("stopped").await;
    assert_eq!(window.library().overview().expect("overview").counts.all, 0, "nothing was kept");
    window.close().await;
}
