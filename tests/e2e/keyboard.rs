//! Keys that go to nothing in particular, because what had the focus is gone.

use postil_standin::{StandIn, demo_situations};
use serde_json::json;

use super::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn esc_closes_a_sheet_that_lost_the_focus() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
    for sheet in ["history", "snapshots", "settings"] {
        window.ask("run", json!({ "action": sheet })).await;
        window.wait("dialog[open] .sheet-heading", "its sheet opens").await;
        // As when a button goes that was pressed, or is disabled while something is done.
        window.evaluate("document.activeElement.blur()").await;
        window.type_keys("\u{E00C}").await;
        window.wait_until("return !document.querySelector('dialog[open]')", vec![], "Esc closes it").await;
    }
    window.close().await;
}
