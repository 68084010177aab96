//! History and snapshots in the real window.

use postil_core::model::{ListQuery, PaperEdit};
use postil_standin::{StandIn, demo_situations};
use serde_json::json;

use super::PAGE;
use super::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn takes_back_from_anywhere_and_goes_back_to_a_snapshot() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    let library = window.library();
    window.wait("first-run", "the first window teaches").await;
    window.paste(PAGE).await;
    window.press("Import 3 papers").await;
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
    window.wait_text("dialog[open] .history-line:first-child", "before-restore-", "it says where that is").await;
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
