//! A file of references that was changed since it came in: what it says otherwise is shown, and taken when it is ticked.

use serde_json::{Value, json};

use super::begun::first_window;

const CTRL: char = '\u{E009}';

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_an_update_and_a_retraction_is_seen_in_the_list() {
    let (folder, _standin, window) = first_window().await;
    let file = folder.path().join("refs.bib");
    let entries = "@article{rain, title = {Rain over Valleys}, author = {Example, Ada}, journal = {Weather}, year = 2020, \
        doi = {10.5555/rain}, keywords = {rain, valley}, groups = {Thesis}}\n\
        @article{wind, title = {A Study of Wind}, author = {Third, Cy}, journal = {Weather}, year = 2019, \
        retracted = {2024-05-06 https://doi.org/10.5555/notice}}\n";
    std::fs::write(&file, entries).expect("written");
    let open = json!({ "sheet": "import", "data": { "source": { "from": "file", "path": file } } });
    window.ask("open-sheet", open.clone()).await;
    window.wait_text("dialog[open] .sheet-lead", "BibTeX file “refs.bib”", "the file is called by its name").await;
    window.wait_text("dialog[open] .sheet-lead", "with 2 tags, 1 collection", "what comes along is counted").await;
    window.wait_text("dialog[open] .review-problem", "Retracted", "and a retraction told").await;
    window.press("Import 2 papers").await;
    window.wait_text("paper-list .row-retracted", "Retracted", "the list marks it").await;
    let spoken = "return [...document.querySelectorAll('paper-list .row')].map((row) => row.ariaLabel).join()";
    let told = window.evaluate(spoken).await;
    assert!(told.as_str().is_some_and(|all| all.contains("A Study of Wind, retracted")), "and says so: {told}");
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("retracted-{theme}")).await;
    }

    std::fs::write(&file, entries.replace("Rain over Valleys", "Rain over Some Valleys").replace("2020", "2022"))
        .expect("written");
    window.ask("open-sheet", open).await;
    window.wait_text("dialog[open] review-row .review-status", "Differs in 2 fields", "it differs").await;
    window.wait_text("dialog[open] review-row .review-title", "Rain over Valleys", "under the title it has here").await;
    let nothing = window.evaluate("return document.querySelector('dialog[open] .primary').disabled").await;
    assert_eq!(nothing, Value::Bool(true), "nothing is replaced unseen");
    window.click("review-row .review-tick").await;
    window.wait_text("review-row .review-changes", "Rain over Some Valleys", "ticked, it shows what it takes").await;
    window.picture("changed-file").await;
    window.wait_text("review-row .review-all-of-it", "Keep all of mine", "all at once, and back").await;
    window.click_text("review-row .review-changes label", "Rain over Some Valleys").await;
    window.wait_text("review-row .review-all-of-it", "Take all that differ", "or one by one").await;
    window.press("Update 1 paper").await;
    window.wait_text("paper-list .row-year", "2022", "what was ticked is taken").await;
    window.wait_text("paper-list .row-title", "Rain over Valleys", "and no more").await;
    window.type_chord(&[CTRL, 'z']).await;
    window.wait_text("paper-list .row-year", "2020", "one undo takes it back").await;
    window.close().await;
}
