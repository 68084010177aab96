//! History and snapshots in the real window.

use postil_core::model::{ListQuery, PaperEdit};
use serde_json::json;

use super::begun::first_window;

#[tokio::test(flavor = "multi_thread")]
async fn takes_back_from_anywhere_and_goes_back_to_a_snapshot() {
    let (folder, _standin, window) = first_window().await;
    let library = window.library();
    window.import_page().await;
    window.click_text("paper-list .row", "Learning Rain").await;
    let rain = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found")[0];
    library.edit_papers(&[rain], PaperEdit::Venue("Weather and Climate".into())).expect("edited");
    library.edit_papers(&[rain], PaperEdit::Year(Some(2024))).expect("edited");
    library.tag_papers(&[rain], &["rain".into()], &[]).expect("tagged");

    window.ask("run", json!({ "action": "history" })).await;
    window.wait_text("dialog[open]", "Edit the venue", "each action is listed").await;
    window.click_text("dialog[open] .history-line:nth-child(3) summary", "What changed").await;
    window.wait_text("dialog[open] .history-changes", "Weather and Climate", "with what it changed").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("history-{theme}")).await;
    }
    window.click_text("dialog[open] .history-line:nth-child(3) button", "Undo").await;
    window
        .wait_for("the venue is taken back, the later year stays", || {
            library.paper(rain).is_ok_and(|view| view.paper.venue.is_empty() && view.paper.year == Some(2024))
        })
        .await;
    window.click_text("dialog[open] .history-line:nth-child(4) button", "Undo").await;
    window.wait_text("dialog[open] .sheet-message", "came after it", "what stands in the way is named").await;
    window.evaluate("document.querySelector('dialog[open]').close()").await;

    window.ask("run", json!({ "action": "paper-history" })).await;
    window.wait_text("dialog[open] .history-changes", "2024", "the same for one paper").await;
    window.picture("history-paper").await;
    window.evaluate("document.querySelector('dialog[open]').close()").await;

    window.ask("run", json!({ "action": "snapshots" })).await;
    window.click_text("dialog[open] .sheet-footer button", "Make one now").await;
    window.wait_text("dialog[open] .history-line", "You asked for it", "the copy is listed").await;
    library.trash_papers(&[rain]).expect("in the trash");
    library.empty_trash().expect("emptied");
    window.evaluate("document.querySelector('dialog[open]').close()").await;
    window.ask("run", json!({ "action": "snapshots" })).await;
    window.click_text("dialog[open] .history-line:last-child button", "Go back to it").await;
    window
        .wait_text("dialog[open] .history-preview", "1 paper deleted since would come back", "first it is said")
        .await;
    window.picture("snapshots").await;
    window.click_text("dialog[open] .history-preview button.danger", "Go back").await;
    window.wait_for("the paper is back", || library.paper(rain).is_ok()).await;
    window.evaluate("document.querySelector('dialog[open]').close()").await;
    window.wait_text("paper-list", "Learning Rain", "also in the list").await;
    window.ask("run", json!({ "action": "history" })).await;
    window
        .wait_text("dialog[open] .history-line:first-child", "Go back to an earlier snapshot", "it is an action")
        .await;
    window.click_text("dialog[open] .history-line:first-child summary", "What changed").await;
    window
        .wait_text(
            "dialog[open] .history-line:first-child",
            "among the snapshots: “Before going back”",
            "it says where that is",
        )
        .await;
    window.picture("history-return").await;
    window.click_text("dialog[open] .history-line:first-child button", "Undo").await;
    window.wait_for("what was there before is back", || library.paper(rain).is_err()).await;
    window.click_text("dialog[open] .history-line:first-child button", "Redo").await;
    window.wait_for("and the paper once more", || library.paper(rain).is_ok()).await;
    window.evaluate("document.querySelector('dialog[open]').close()").await;

    let copy = folder.path().join("plain");
    window.ask("set-mirror-folder", json!({ "folder": copy })).await;
    let papers = || std::fs::read_dir(copy.join("papers")).map_or(0, |entries| entries.count());
    window.wait_for("a file for each paper", || papers() == 3).await;
    library.add_note(rain, "Kept in plain text.").expect("noted");
    let noted = || {
        let texts = std::fs::read_dir(copy.join("papers")).into_iter().flatten().flatten();
        texts.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).any(|text| text.contains("Kept in plain"))
    };
    window.wait_for("the copy follows", noted).await;
    window.ask("run", json!({ "action": "settings" })).await;
    window.wait_text("settings-sheet .sheet-hint[role=status]", "Written", "the settings say so").await;
    window.evaluate("document.querySelector('settings-sheet .sheet-body').scrollTop = 10000").await;
    window.picture("mirror").await;
    window.close().await;
}

/// What a screen reader would say of a part of the open sheet: the role and the name of each control and live region.
const SAID: &str = "return [...document.querySelectorAll('dialog[open] :is(button, select, input, summary, [role])')].filter((e) => e.checkVisibility()) \
    .map((e) => `${e.getAttribute('role') ?? e.localName}: ${(e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent).trim()}`)";

#[tokio::test(flavor = "multi_thread")]
async fn history_snapshots_and_bulk_edit_need_no_mouse_and_are_told() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    window.import_page().await;
    let rain = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found")[0];
    library.edit_papers(&[rain], PaperEdit::Venue("Weather and Climate".into())).expect("edited");
    library.edit_papers(&[rain], PaperEdit::Year(Some(2024))).expect("edited");
    let said = async || {
        let all = window.evaluate(SAID).await;
        all.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let venue = || library.paper(rain).map(|view| view.paper.venue).unwrap_or_default();

    window.ask("run", json!({ "action": "history" })).await;
    window.wait_text("dialog[open] .history-line", "Edit the venue of “", "the paper is named").await;
    window.tab_to("Undo: Edit the venue").await;
    window.type_keys("\u{E007}").await;
    window.wait_for("Enter undoes it", || venue().is_empty()).await;
    window.wait_text("dialog[open] [role=status]:not([hidden])", "Undone: Edit the venue", "it is told").await;
    window.tab_to("Redo: Edit the venue").await;
    let lines = said().await;
    assert!(lines.iter().any(|one| one.starts_with("button: Undo: Edit the year of “")), "each by its name: {lines:?}");
    window.type_keys("\u{E007}").await;
    window.wait_for("Enter does it again, where the focus stayed", || !venue().is_empty()).await;
    window.wait_text("dialog[open] [role=status]:not([hidden])", "Done again: Edit the venue", "and it is told").await;
    window.tab_to("What changed").await;
    window.type_keys("\u{E007}").await;
    window.wait("dialog[open] .history-changes ins", "what was written is marked").await;
    window.tab_to("Undo: Import").await;
    window.type_keys("\u{E007}").await;
    window.wait_text("dialog[open] [role=alert]:not([hidden])", "came after it", "a conflict is spoken").await;
    window.type_keys("\u{E00C}").await;
    window.wait_until("return !document.querySelector('dialog[open]')", Vec::new(), "Esc closes it").await;

    window.ask("run", json!({ "action": "snapshots" })).await;
    window.tab_to("Make one now").await;
    window.type_keys("\u{E007}").await;
    window.wait_text("dialog[open] [role=status]:not([hidden])", "was copied", "it is told that it was made").await;
    library.edit_papers(&[rain], PaperEdit::Venue("Elsewhere".into())).expect("edited");
    library.create_collection("Thesis", None).expect("made");
    window.tab_to("Go back to it: ").await;
    window.type_keys("\u{E007}").await;
    window.wait_text("dialog[open] [aria-live]", "“Thesis”", "also what is no paper").await;
    window.tab_to("Leave it as it is").await;
    window.type_keys("\u{E007}").await;
    window.tab_to("Go back to it: ").await;
    window.type_keys("\u{E007}").await;
    window.wait("dialog[open] .history-preview button", "the preview is there again").await;
    window.tab_to("Go back").await;
    window.type_keys("\u{E007}").await;
    window.wait_for("the library is as it was", || venue() == "Weather and Climate").await;
    window.wait_text("dialog[open] [role=status]:not([hidden])", "The library is as it was on", "which is told").await;
    window.type_keys("\u{E00C}").await;

    window.ask("run", json!({ "action": "select-all" })).await;
    window.ask("run", json!({ "action": "bulk" })).await;
    window.tab_to("Field").await;
    window.type_keys("V").await;
    window.tab_to("Find").await;
    window.type_keys("weather").await;
    window.tab_to("Replace with").await;
    window.type_keys("Snow").await;
    window.wait_text("dialog[open] [role=status]", "1 paper would change", "the preview is spoken").await;
    window.tab_to("Change 1 paper").await;
    window.type_keys("\u{E007}").await;
    window.wait_for("it is changed", || venue() == "Snow and Climate").await;
    window.wait_text("toast-host [role=status]", "Changed 1 paper", "and told").await;

    window.ask("run", json!({ "action": "select-all" })).await;
    window.ask("run", json!({ "action": "trash" })).await;
    window.ask("select-view", json!({ "view": { "view": "trash" } })).await;
    window.click_text("paper-list .row", "Learning Rain").await;
    window.click_text("paper-pane .in-trash button", "Restore").await;
    window
        .wait_for("a paper in the trash says so, and comes back", || {
            library.paper(rain).is_ok_and(|view| view.paper.trashed_at.is_none())
        })
        .await;
    window.click_text("list-header button", "Empty").await;
    window.wait_text("dialog[open][role=alertdialog]", "undo brings them back", "this one thing asks first").await;
    window.tab_to("Delete 2 papers").await;
    window.type_keys("\u{E007}").await;
    window.wait_text("toast-host", "Deleted 2 papers", "the trash is empty").await;
    window.click_text("toast-host button", "Undo").await;
    window
        .wait_for("and one undo fills it again", || library.overview().is_ok_and(|seen| seen.counts.trash == 2))
        .await;
    window.close().await;
}
