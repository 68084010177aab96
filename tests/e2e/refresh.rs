//! Values from services, chosen one by one; their sources; and what waits for a service.

use postil_core::model::{Identifier, IdentifierKind, NewPaper};
use postil_standin::{Situation, StandIn, demo_situations};
use serde_json::json;

use crate::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn values_that_differ_are_chosen_one_by_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut situations = demo_situations();
    situations.set("huggingface.co/papers/2303.01234", Situation::there());
    situations.set("export.arxiv.org/2303.77777", Situation::SecondaryLimit { retry_after: 600 });
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    let library = window.library();
    window.wait("first-run", "the first window teaches").await;
    let identifiers = vec![
        Identifier { kind: IdentifierKind::Arxiv, value: "2303.01234".into() },
        Identifier { kind: IdentifierKind::Doi, value: "10.5555/rain.1".into() },
    ];
    let typed = NewPaper {
        title: "Rain That Nobody Saw".into(),
        venue: "Typed by me".into(),
        year: Some(2020),
        identifiers,
        ..NewPaper::default()
    };
    let id = library.add_paper(&typed).expect("a paper");
    window.ask("select-paper", json!({ "id": id })).await;
    window.wait_text("paper-pane", "Typed by me", "it is open").await;
    window.ask("run", json!({ "action": "refresh" })).await;
    window.wait_text("dialog[open] .review-changes", "Journal of Weather", "what Crossref says is offered").await;
    window.wait_text("dialog[open] .review-source", "Crossref, ", "with its source").await;
    window.wait_text("dialog[open] .review-title", "Rain That Nobody Saw", "below the title it has here").await;
    window.picture("refresh-light").await;
    window.ask("set-setting", json!({ "key": "theme", "value": "dark" })).await;
    window.picture("refresh-dark").await;
    window.ask("set-setting", json!({ "key": "theme", "value": "light" })).await;
    window.click_text("dialog[open] button", "Take all that differ").await;
    window.wait_text("dialog[open] button", "Keep all of mine", "all are ticked at once, and unticked again").await;
    window.click_text("dialog[open] button", "Keep all of mine").await;
    window.click_text("dialog[open] .review-changes label", "Journal of Weather").await;
    window.click_text("dialog[open] .review-changes label", "We measure rain").await;
    window.press("Update 1 paper").await;
    window.wait_text("paper-pane .facts-row", "Journal of Weather", "the value that was ticked is taken").await;
    let view = library.paper(id).expect("the paper");
    assert_eq!((view.paper.year, view.paper.abstract_text.as_str()), (Some(2020), ""), "the others are as they were");
    window.click("paper-pane .sources summary").await;
    window.wait_text("paper-pane .sources", "venue", "who said it is shown on demand").await;
    window.evaluate("document.querySelector('paper-pane .sources').scrollIntoView({ block: 'end' })").await;
    window.picture("sources").await;
    window.ask("run", json!({ "action": "undo" })).await;
    window.wait_text("paper-pane .facts-row", "Typed by me", "one undo takes all of it back").await;

    window.paste("2303.77777").await;
    window.wait_text("dialog[open]", "arXiv asks to wait", "a limit is said").await;
    window.press("Cancel").await;
    window.wait_text("lookup-status", "1 identifier waits for arXiv until", "and what waits for it").await;
    window.picture("waiting").await;
    window.click_text("lookup-status button", "Try now").await;
    window.wait_text("toast-host", "a service asked to wait", "which is kept to, whatever is pressed").await;
    window.ask("open-sheet", json!({ "sheet": "settings" })).await;
    window.wait_text("service-settings", "Semantic Scholar", "the services are a choice").await;
    window.evaluate("document.querySelector('service-settings').scrollIntoView()").await;
    window.picture("services").await;
    window.click_text("service-settings label", "OpenAlex").await;
    window
        .wait_for("the choice is kept", || {
            library.settings().is_ok_and(|all| all.get("lookupServices").is_some_and(|on| on["openalex"] == true))
        })
        .await;
    window.press("Done").await;
    window.click("lookup-status .icon-button").await;
    window.wait_for("what waits can be dropped", || library.lookup_queue().is_ok_and(|queue| queue.is_none())).await;
    window.close().await;
}
