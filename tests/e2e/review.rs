//! What a source holds, put right in the sheet before it is imported.

use postil_standin::{Situation, StandIn, demo_situations};
use serde_json::json;

use super::begun::first_window;
use super::window::Window;

const CTRL: char = '\u{E009}';
const ENTER: char = '\u{E007}';

#[tokio::test(flavor = "multi_thread")]
async fn entries_with_problems_are_found_among_the_others() {
    let (folder, _standin, window) = first_window().await;
    let sound: String = (0..40)
        .map(|i| format!("@article{{sound{i}, title = {{The Weather of Valley {i}}}, year = 2020}}\n"))
        .collect();
    let long = "A Macro That Nobody Defined, and a Title That Is Longer Than Any Line of This Sheet Will Ever Be, So That It Goes On";
    let broken = format!("@article{{broken, title = {{{long}}}, journal = jow, file = {{/nowhere/rain.pdf}}}}\n");
    let file = folder.path().join("refs.bib");
    std::fs::write(&file, sound + &broken).expect("written");
    window
        .ask("open-sheet", json!({ "sheet": "import", "data": { "source": { "from": "file", "path": file } } }))
        .await;
    window.wait_text("dialog[open]", "1 with problems", "how many have problems is said").await;
    window.wait_text("dialog[open] .sheet-message.note", "“rain.pdf”: not found", "a lost file is no failure").await;
    window.click_text("dialog[open] .chip", "With problems").await;
    window
        .wait_text("review-row .review-problem", "Line 41: “jow” is not defined", "they are seen alone, by line")
        .await;
    let rows = "return document.querySelectorAll('review-row').length";
    assert_eq!(window.evaluate(rows).await, 1, "without the sound ones");
    window.evaluate("document.querySelector('review-row').toggle()").await;
    window.wait_text("review-row.is-open .review-facts", "key broken", "its key is told").await;
    let above = "const of = (one) => document.querySelector('review-row ' + one).getBoundingClientRect().top; \
        return of('.review-problem') < of('.review-fields')";
    assert_eq!(window.evaluate(above).await, true, "what is wrong is read before its fields");
    let all = "const title = document.querySelector('.review-title-field'); \
        return title.value.length > 80 && title.scrollHeight <= title.clientHeight + 1 && title.scrollWidth <= title.clientWidth";
    window.wait_until(all, Vec::new(), "a long title is seen whole").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_in_a_list_of_identifiers_is_told_and_the_rest_looked_up() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut situations = demo_situations();
    situations.set("api.crossref.org/10.5555/later", Situation::SecondaryLimit { retry_after: 600 });
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
    window.ask("open-sheet", json!({ "sheet": "import" })).await;
    let list = "Zu lesen\u{E007}2303.01234\u{E007}2303.01235\u{E007}2303.01236\u{E007}10.5555/later";
    window.type_into(".import-text", list).await;
    window.type_chord(&[CTRL, ENTER]).await;
    window.wait_text("dialog[open]", "3 papers", "the identifiers are looked up").await;
    window.wait_text("dialog[open]", "Left out: “Zu lesen”. It is neither", "the slip is told").await;
    window
        .wait_text("dialog[open] .sheet-message.note", "1 identifier waits for Crossref", "what waits is no failure")
        .await;
    window.picture("list-with-a-slip").await;
    window.close().await;
}
