//! Answers that come late: after another question, after another paper was chosen, after the window was asked to close.

use postil_core::model::{Draft, ListQuery, ListView, LiveFormat};
use serde_json::json;

use super::begun::first_window;

/// Holds back the answers to what the page asks for under a name, until `window.release()`.
const HOLD: &str = "window.held = []; document.addEventListener('action', ({detail}) => { \
    if (detail.name !== arguments[0] || !detail.reply) return; \
    const {reply} = detail; \
    detail.reply = (work) => window.held.push(() => reply(work)); \
}, {capture: true}); window.release = () => { for (const reply of window.held.splice(0)) reply(); }";
const IS_HELD: &str = "return window.held.length > 0";

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_late_is_not_shown_of_something_else() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    window.import_page().await;
    let found =
        |word: &str| library.list_ids(&ListQuery { search: word.into(), ..ListQuery::default() }).expect("a list")[0];
    let (rain, survey) = (found("rain"), found("survey"));

    window.run(HOLD, vec![json!("add-note")]).await;
    window.ask("select-paper", json!({ "id": rain })).await;
    window.wait_text("paper-pane .prose", "three stations", "a paper is open").await;
    window.ask("new-note", json!({})).await;
    window.wait_until(IS_HELD, Vec::new(), "a note is being made").await;
    window.ask("select-paper", json!({ "id": survey })).await;
    window.wait_text("paper-pane .prose", "two hundred models", "another paper is open").await;
    let notes = "window.release(); return new Promise((done) => setTimeout(() => \
        done(document.querySelectorAll('paper-pane .note').length), 300))";
    assert_eq!(window.evaluate(notes).await, 0, "the note is not shown with this paper");
    let is_noted = || library.paper(rain).is_ok_and(|view| view.notes.len() == 1);
    window.wait_for("it is on the one that it was made for", is_noted).await;

    window.click("paper-pane editable-field [aria-label^='Web page']").await;
    window.type_into("paper-pane input[aria-label='Web page']", "nowhere\u{E007}").await;
    window.wait_text("paper-pane .problem", "A web address starts with", "it is refused").await;
    window.ask("select-paper", json!({ "id": rain })).await;
    window.wait_text("paper-pane .prose", "three stations", "the first paper again").await;
    let open = "return document.querySelectorAll('paper-pane editable-field :is(input, textarea)').length";
    assert_eq!(window.evaluate(open).await, 0, "what was refused of one paper is not offered of another");

    window.run(HOLD, vec![json!("paper-history")]).await;
    window.ask("run", json!({ "action": "paper-history" })).await;
    window.wait_until(IS_HELD, Vec::new(), "what was done to the paper is being read").await;
    window.evaluate("document.querySelector('dialog[open]').close()").await;
    window.ask("run", json!({ "action": "history" })).await;
    window.wait_text("dialog[open] .history-line", "Import 3 papers", "what was done to the library is shown").await;
    let tables = "window.release(); return new Promise((done) => setTimeout(() => \
        done(document.querySelectorAll('dialog[open] .history-line > table').length), 300))";
    assert_eq!(window.evaluate(tables).await, 0, "and stays, whatever comes late");
    window.evaluate("document.querySelector('dialog[open]').close()").await;

    window.run(HOLD, vec![json!("preview-bulk-edit")]).await;
    window.ask("run", json!({ "action": "select-all" })).await;
    window.ask("run", json!({ "action": "bulk" })).await;
    window.type_into("#bulk-find", "Learning").await;
    window.wait_until(IS_HELD, Vec::new(), "a preview is being made").await;
    let typed_on = "const find = document.querySelector('#bulk-find'); find.value = 'e'; \
        find.dispatchEvent(new Event('input', {bubbles: true})); window.release(); \
        return new Promise((done) => setTimeout(() => done(document.querySelector('bulk-sheet .primary').disabled), 50))";
    assert_eq!(window.evaluate(typed_on).await, true, "nothing can be changed that was not shown first");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_cites_what_was_typed_and_not_what_was_shown_before() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    let drafts = ["rain", "fog"].map(|word| Draft { title: format!("Learning {word}"), ..Draft::default() });
    let ids = library.commit_import(drafts.to_vec()).expect("imported").added;
    library.set_setting("citeForm", &json!({ "form": "latex", "command": "citep" })).expect("chosen before");
    let key = |id| library.paper(id).expect("there").paper.citation_key;
    window.to_page("picker.html").await;
    window.wait_text(".picker-row.is-current", "Learning rain", "the newest papers are there at once").await;
    let quick = "const input = document.querySelector('.picker-input'); input.value = 'fog'; \
        input.dispatchEvent(new Event('input', {bubbles: true})); \
        input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}))";
    window.evaluate(quick).await;
    window.wait_for("a paper is cited by its key", || ids.iter().any(|id| key(*id).is_some())).await;
    assert!(key(ids[1]).is_some() && key(ids[0]).is_none(), "the one that was typed");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_in_step_follows_the_last_change_before_the_window_closes() {
    let (folder, _standin, window) = first_window().await;
    let library = window.library();
    window.import_page().await;
    let rain = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found")[0];
    let path = folder.path().join("refs.bib");
    library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    window.wait(".side-live", "the window follows it").await;
    let last = "const reply = (work) => work.then(() => window.__TAURI__.core.invoke('ready_to_close')); \
        document.body.dispatchEvent(new CustomEvent('action', {bubbles: true, detail: \
        {name: 'edit-papers', ids: [arguments[0]], edit: {field: 'title', value: 'Rain at the Last Moment'}, reply}}))";
    let program = window.program_id();
    // The program may be gone before this is answered.
    drop(window.try_evaluate(last, vec![json!(rain)]).await);
    window.wait_for("the program ends with its window", || !super::window::is_running(program)).await;
    window.abandon();
    assert_eq!(library.paper(rain).expect("there").paper.title, "Rain at the Last Moment", "it was saved");
    let text = std::fs::read_to_string(&path).expect("written");
    assert!(text.contains("Rain at the Last Moment"), "and the file says so: {text}");
}
