//! Files of papers in the real window.

use postil_core::model::Draft;
use serde_json::json;

use super::begun::first_window;

#[tokio::test(flavor = "multi_thread")]
async fn attaches_opens_names_and_takes_off_files() {
    let (folder, _standin, window) = first_window().await;
    let library = window.library();
    let draft = Draft { title: "Learning Rain".into(), abstract_text: "Rain is learned.".into(), ..Draft::default() };
    let id = library.commit_import(vec![draft]).expect("imported").added[0];
    window.click_text("paper-list .row", "Learning Rain").await;
    window.wait_text("paper-pane .no-files", "No files yet", "what could be here is said").await;
    let paths = [
        ("Rain, with a rather long name for a file that somebody saved in a hurry.pdf", "%PDF-1.7 rain"),
        ("data.bin", "\0\u{1}"),
    ]
    .map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    });
    window
        .ask("attach-files", json!({ "paperId": id, "paths": [paths[0], paths[1], folder.path().join("gone.pdf")] }))
        .await;
    window.wait_text("paper-pane .file-row", "Rain, with", "the file shows").await;
    window.wait_text("toast-host", "gone.pdf", "what could not be read is told").await;
    window.evaluate("document.querySelector('file-list').scrollIntoView({block: 'center'})").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("files-{theme}")).await;
    }
    window.click_text("paper-pane button.file-name", "Rain, with").await;
    window
        .wait_for("the system is handed the content, ending as its kind does", || {
            std::fs::read_to_string(folder.path().join("opened.log")).is_ok_and(|log| log.trim_end().ends_with(".pdf"))
        })
        .await;
    let script = "return document.querySelectorAll('paper-pane button.file-name').length";
    assert_eq!(window.evaluate(script).await, json!(1), "what might be a program has no button to open it");
    window.click("paper-pane .file-row [aria-label^='Rename Rain']").await;
    window.wait("paper-pane .file-rename input", "the name can be typed over").await;
    let selected = "const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd).slice(-7)";
    assert_eq!(window.evaluate(selected).await, json!("a hurry"), "all but its ending");
    window.evaluate("document.activeElement.setRangeText('Full text')").await;
    window.key("Enter").await;
    window
        .wait_for("the new name is in the library, with its ending", || {
            library.paper(id).is_ok_and(|view| view.files[0].name == "Full text.pdf")
        })
        .await;
    window.wait_text("paper-pane .file-row", "Full text.pdf", "and on the page").await;
    window.click("paper-pane .file-row [aria-label='Remove Full text.pdf']").await;
    window.wait_for("it is off", || library.paper(id).is_ok_and(|view| view.files.len() == 1)).await;
    window.press("Undo").await;
    window.wait_text("paper-pane .file-row", "Full text.pdf", "and back with one undo").await;
    window.close().await;
}
