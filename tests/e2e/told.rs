//! What the window says of what it did not take as it was perhaps meant.

use postil_core::model::{Identifier, IdentifierKind, NewPaper};
use postil_standin::{StandIn, demo_situations};
use serde_json::json;

use crate::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn filters_encodings_and_papers_that_are_here_are_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    let library = window.library();
    let doi = Identifier { kind: IdentifierKind::Doi, value: "10.5555/rain".into() };
    let rain = NewPaper { title: "Rain in Valleys".into(), identifiers: vec![doi], ..NewPaper::default() };
    library.add_paper(&rain).expect("a paper");
    window.wait_text("paper-list", "Rain in Valleys", "it is listed").await;

    window.type_into("search-box input", "has:nothing").await;
    window
        .wait_text(".search-remarks", "“has:” knows code, notes, highlights and files", "an unknown filter is told")
        .await;
    window.picture("search-remark").await;
    window.clear("search-box input").await;
    window.type_into("search-box input", "is:unread rain").await;
    window.wait_text("paper-list", "Rain in Valleys", "filters that are known find").await;
    let hidden = "return document.querySelector('.search-remarks').hidden";
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!(window.evaluate(hidden).await, true, "and nothing is said of them");
    window.clear("search-box input").await;

    window.ask("open-sheet", json!({ "sheet": "paper" })).await;
    window.wait("#paper-form-title", "the form").await;
    window.type_into("#paper-form-title", "Rain, once more").await;
    window.type_into("#paper-form-identifiers", "10.5555/RAIN").await;
    window.click("paper-form dialog[open] .sheet-button.primary").await;
    window.wait_text("dialog[open]", "is in the library already: “Rain in Valleys”", "which paper has it").await;
    window.picture("paper-here").await;
    assert_eq!(library.overview().expect("overview").counts.all, 1, "nothing was added yet");
    window.press("Add it anyway").await;
    window.wait_for("it is added all the same", || library.overview().expect("overview").counts.all == 2).await;

    // Outside a sheet nothing can be pressed: a message that is there when one opens goes into it, and out again.
    window.ask("open-sheet", json!({ "sheet": "settings" })).await;
    window.click_text("dialog[open] toast-host button", "Undo").await;
    window.wait_for("it is undone above the sheet", || library.overview().expect("overview").counts.all == 1).await;
    window.press("Done").await;
    window.wait_text("body > toast-host", "Undone", "the message stays when the sheet goes").await;

    let file = folder.path().join("latin.bib");
    std::fs::write(&file, b"@article{cafe, title = {Caf\xE9 Rain}, year = 2020}\n").expect("written");
    window
        .ask("open-sheet", json!({ "sheet": "import", "data": { "source": { "from": "file", "path": file } } }))
        .await;
    window.wait_text("dialog[open]", "is not UTF-8; read as windows-1252.", "a guessed encoding is told").await;
    window.picture("guessed-encoding").await;
    window.close().await;
}
