//! Keys that go to nothing in particular, because what had the focus is gone.

use serde_json::json;

use super::begun::first_window;

#[tokio::test(flavor = "multi_thread")]
async fn esc_closes_a_sheet_that_lost_the_focus() {
    let (_folder, _standin, window) = first_window().await;
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
