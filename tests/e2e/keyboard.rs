//! What keeps a library safe, done by keyboard alone and heard by a screen reader.

use postil_core::Library;
use postil_core::model::{Draft, ListQuery, PaperEdit};
use postil_standin::{StandIn, demo_situations};

use super::window::Window;

const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";
const PALETTE: &str = "\u{E009}k";

/// Opens the palette and runs the first action these words find.
async fn run(window: &Window, words: &str, heading: &str) {
    window.keyboard(&[PALETTE]).await;
    window.wait_until("return document.activeElement.role === 'combobox'", vec![], "the palette takes the keys").await;
    let letters: Vec<String> = words.chars().map(String::from).collect();
    window.keyboard(&letters.iter().map(String::as_str).collect::<Vec<_>>()).await;
    window.wait_text("command-palette [role=option][aria-selected=true]", heading, "the action is found").await;
    window.keyboard(&[ENTER]).await;
    window.wait_text("dialog[open] h2", heading, "its sheet opens").await;
}

async fn leave(window: &Window) {
    window.keyboard(&[ESCAPE]).await;
    window.wait_until("return !document.querySelector('dialog[open]')", vec![], "Esc closes the sheet").await;
}

fn venue(library: &Library) -> String {
    let id = library.list_ids(&ListQuery::default()).expect("a list")[0];
    library.paper(id).expect("the paper").paper.venue
}

#[tokio::test(flavor = "multi_thread")]
async fn history_snapshots_and_changes_to_many_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    let library = window.library();
    window.wait("first-run", "the first window teaches").await;
    let draft = |title: &str| Draft { title: title.into(), ..Draft::default() };
    library.commit_import(vec![draft("Rain in Valleys"), draft("Snow on Hills")]).expect("imported");
    window.wait_text("paper-list", "Rain in Valleys", "the papers show").await;
    let newest = library.list_ids(&ListQuery::default()).expect("a list")[0];
    library.edit_papers(&[newest], PaperEdit::Venue("Weather".into())).expect("edited");
    let entry = library.journal(1).expect("a journal")[0].name.clone();

    run(&window, "history", "History").await;
    window.wait_text("dialog[open] .history-line", &entry, "each action is listed").await;
    window.tab_to("Undo").await;
    window.keyboard(&[ENTER]).await;
    window.wait_for("the newest action is undone", || venue(&library).is_empty()).await;
    window.wait_text("dialog[open] .history-line:first-child button", "Redo", "and its line says so").await;
    window.tab_to("Redo").await;
    window.keyboard(&[ENTER]).await;
    window.wait_for("and redone", || venue(&library) == "Weather").await;
    // The button that was pressed is gone by now, and the focus perhaps with it: Esc must work all the same.
    window.wait_text("dialog[open] .history-line:first-child button", "Undo", "its line is drawn anew").await;
    leave(&window).await;
    run(&window, "history", "History").await;
    window.wait_text("dialog[open] .history-line", &entry, "it is opened again").await;
    window.tab_to("What changed").await;
    window.keyboard(&[ENTER]).await;
    window.wait_text("dialog[open] .history-changes", "Weather", "a line is unfolded").await;
    leave(&window).await;

    run(&window, "snapshots", "Snapshots").await;
    window.tab_to("Make one now").await;
    window.keyboard(&[ENTER]).await;
    window.wait_text("dialog[open] .history-line", "You asked for it", "the copy is listed").await;
    library.edit_papers(&[newest], PaperEdit::Venue("Lost".into())).expect("edited");
    window.tab_to("Go back to it").await;
    window.keyboard(&[ENTER]).await;
    window.wait_text("dialog[open] .history-preview", "now", "first it is said what would change").await;
    window.tab_to("Leave it as it is").await;
    window.keyboard(&[ENTER]).await;
    window.wait_until("return !document.querySelector('.history-preview button')", vec![], "nothing was done").await;
    window.tab_to("Go back to it").await;
    window.keyboard(&[ENTER]).await;
    window.wait("dialog[open] .history-preview button.danger", "asked once more").await;
    window.tab_to("Leave it as it is").await;
    window.keyboard(&[TAB, ENTER]).await;
    window.wait_for("the library is as it was", || venue(&library) == "Weather").await;
    leave(&window).await;

    window.evaluate("document.querySelector('paper-list [role=listbox]').focus()").await;
    window.keyboard(&["\u{E009}a"]).await;
    window.wait_text("selection-pane", "2 papers", "all are selected").await;
    run(&window, "change many", "Change many at once").await;
    window.tab_to("Find").await;
    window.keyboard(&["i", "n"]).await;
    window.wait_text("dialog[open] [role=status]", "1 paper would change, 1 would stay", "it is said before").await;
    window.tab_to("Change 1 paper").await;
    window.keyboard(&[ENTER]).await;
    window.wait_text("toast-host [role=status]", "Changed 1 paper", "and after").await;
    let listed = "return document.activeElement.role === 'listbox'";
    window.wait_until(listed, vec![], "the keys are the list's again").await;
    window.keyboard(&["\u{E009}z"]).await;
    let rain = ListQuery { search: "rain".into(), ..ListQuery::default() };
    window.wait_for("one key takes it back", || library.list_ids(&rain).is_ok_and(|ids| ids.len() == 1)).await;
    window.close().await;
}
