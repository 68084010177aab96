//! Files kept in step in the real window: a .bib of a collection, what another program does to it, a vault of notes.

use postil_core::model::{ListQuery, ListView, LiveState, PaperEdit};
use serde_json::json;

use super::begun::first_window;

const MENU: &str = "document.querySelector('[data-key=\"all\"]').dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true, clientX: 90, clientY: 90}))";

#[tokio::test(flavor = "multi_thread")]
async fn a_bib_and_a_vault_follow_the_library_and_other_programs_are_noticed() {
    let (folder, _standin, window) = first_window().await;
    let library = window.library();
    window.import_page().await;
    let thesis = library.create_collection("Thesis", None).expect("made");
    let rain = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found")[0];
    library.file_papers(thesis, &[rain]).expect("filed");
    window.wait_text("app-sidebar", "Thesis", "the collection shows").await;

    window.evaluate(MENU).await;
    window.picture("kept-menu").await;
    window.click_text("context-menu button", "Keep a .bib in step").await;
    window.wait_text("kept-sheet dialog[open]", "No file is kept yet", "the sheet says what it does").await;
    window.picture("kept-empty").await;
    let path = folder.path().join("refs.bib");
    let view = ListView::Collection { id: thesis };
    window.ask("keep-live", json!({ "path": path, "view": view, "format": "bibtex" })).await;
    window.wait_text("kept-sheet .kept-file", "Thesis · BibTeX · 1 paper", "the file is listed").await;
    let holds = |words: &'static str| {
        let path = path.clone();
        move || std::fs::read_to_string(&path).is_ok_and(|text| text.contains(words))
    };
    window.wait_for("and written", holds("Learning Rain from Sparse Records")).await;
    window.wait(&format!("[data-key='collection:{thesis}'] .side-live"), "the sidebar marks what is kept").await;

    library.edit_papers(&[rain], PaperEdit::Title("Learning Rain Anew".into())).expect("another program edits");
    window.wait_for("the file follows another program’s change", holds("Learning Rain Anew")).await;
    let theirs =
        std::fs::read_to_string(&path).expect("written").replace("Learning Rain Anew", "Learning Rain Elsewhere");
    std::fs::write(&path, &theirs).expect("another program writes to the file itself");
    window.wait(".side-live.is-bad", "that shows in the sidebar").await;
    window.wait_text("toast-host", "was changed by another program", "and is said").await;
    window.wait_text("kept-sheet .kept-trouble", "was changed by another program", "where it can be settled").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("kept-changed-{theme}")).await;
    }
    assert_eq!(std::fs::read_to_string(&path).expect("there"), theirs, "nothing was written over");
    window.resize(900, 700).await;
    window
        .wait(
            "list-header .is-bad[aria-label*='1 file not in step']",
            "with the sidebar folded, its button tells of it",
        )
        .await;
    let covered = "const of = (one) => document.querySelector(one).getBoundingClientRect(); \
        return of('toast-host').bottom <= of('kept-sheet .sheet-body').top";
    assert_eq!(window.evaluate(covered).await, true, "no message lies over what it can be settled with");
    window.picture("kept-narrow").await;
    window.resize(1280, 800).await;
    window.click_text("kept-sheet button", "Review its changes").await;
    window.wait_text("import-sheet dialog[open]", "Learning Rain Elsewhere", "they are reviewed").await;
    window.wait_text("import-sheet .review-changes", "Learning Rain Anew", "with what they replace").await;
    window.picture("kept-review").await;
    window.press("Update 1 paper").await;
    window
        .wait_for("they are taken in", || {
            library.paper(rain).is_ok_and(|view| view.paper.title == "Learning Rain Elsewhere")
                && library.live_files().is_ok_and(|files| files[0].state == LiveState::InStep)
        })
        .await;
    let settled = "return document.querySelector('toast-host .toast.error') === null";
    window.wait_until(settled, Vec::new(), "and what was wrong is no longer said").await;

    library.add_note(rain, "Kept beside the paper.").expect("noted");
    let vault = folder.path().join("vault");
    window.ask("set-vault", json!({ "vault": { "folder": vault, "all": false, "template": null } })).await;
    let noted = || {
        let files = std::fs::read_dir(&vault).into_iter().flatten().flatten();
        files.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).any(|text| text.contains("Kept beside"))
    };
    window.wait_for("the vault follows", noted).await;
    window.ask("open-sheet", json!({ "sheet": "kept" })).await;
    window.wait_text("kept-sheet .sheet-hint[role=status]", "Written", "and says so").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("kept-{theme}")).await;
    }
    window.evaluate("document.querySelector('kept-sheet dialog').close()").await;
    window.ask("run", json!({ "action": "settings" })).await;
    window.wait_text("settings-sheet", "1 .bib file in step with the library", "the settings tell of it, too").await;
    window.evaluate("document.querySelector('settings-sheet .sheet-body').scrollTop = 10000").await;
    window.picture("kept-settings").await;
    window.close().await;
}

/// The system's own part of a drag cannot be played over WebDriver: what the page gives it is looked at.
#[tokio::test(flavor = "multi_thread")]
async fn a_row_gives_its_citation_to_a_drag_out_of_the_window() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    window.import_page().await;
    window.click_text("paper-list .row", "Learning Rain").await;
    window.click("paper-list .row.is-current .row-title").await;
    window.picture("row-grip").await;
    // Until the citation is there, nothing is given to a drag.
    let drag = "const grip = document.querySelector('paper-list .row.is-current .row-grip'); \
        grip.dispatchEvent(new PointerEvent('pointerover', {bubbles: true})); \
        const dataTransfer = new DataTransfer(); \
        grip.dispatchEvent(new DragEvent('dragstart', {bubbles: true, cancelable: true, dataTransfer})); \
        const text = dataTransfer.getData('text/plain'); \
        return text !== '' && [text, dataTransfer.getData('text/html'), grip.draggable]";
    let given = window.wait_until(drag, Vec::new(), "the citation is given to a drag").await;
    let text = given[0].as_str().unwrap_or_default();
    assert!(text.contains("Learning Rain from Sparse Records"), "the citation as text: {given}");
    assert!(given[1].as_str().is_some_and(|html| html.starts_with("<p>")), "and with its italics: {given}");
    assert_eq!(given[2], true, "by something that can be dragged");

    window.ask("set-setting", json!({ "key": "citeForm", "value": { "form": "latex", "command": "citep" } })).await;
    let leave = "document.querySelector('paper-list .row.is-current .row-grip').dispatchEvent(new DragEvent('dragend', {bubbles: true}))";
    window.evaluate(leave).await;
    let given = window.wait_until(drag, Vec::new(), "another is given to the next").await;
    assert!(given[0].as_str().is_some_and(|text| text.starts_with("\\citep{")), "or the mark chosen last: {given}");
    let ids = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found");
    assert!(
        library.paper(ids[0]).expect("the paper").paper.citation_key.is_none(),
        "no key is given before it is dropped"
    );
    window.close().await;
}
