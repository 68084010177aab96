//! Citing from any program: the settings of its key, and the page of its window.

use postil_core::model::Draft;
use postil_standin::{StandIn, demo_situations};
use serde_json::json;

use super::begun::first_window;
use super::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn cites_from_a_window_of_its_own() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    let draft = |title: &str, key: &str| Draft {
        title: title.into(),
        authors: vec!["Ada Example".into()],
        venue: "Weather".into(),
        year: Some(2021),
        citation_key: Some(key.into()),
        ..Draft::default()
    };
    let drafts = ["rain", "snow", "wind", "fog"].map(|word| draft(&format!("Learning {word} from few records"), word));
    library.commit_import(drafts.to_vec()).expect("imported");
    library.set_setting("citeForm", &json!({ "form": "latex", "command": "citep" })).expect("chosen before");
    window.wait_text("paper-list", "Learning rain", "the papers show").await;

    window.ask("run", json!({ "action": "settings" })).await;
    window.wait_text("dialog[open]", "Cite from anywhere", "it is off, and the settings say how to turn it on").await;
    window.evaluate("document.querySelector('#settings-cite-key').scrollIntoView({block: 'center'})").await;
    window.type_into("#settings-cite-key", "\u{E009}\u{E00A}c").await;
    window
        .wait_for("the key is taken", || {
            library.settings().is_ok_and(|all| all.get("citeKey") == Some(&json!("Ctrl+Alt+C")))
        })
        .await;
    window.picture("cite-key").await;
    window.press("Turn it off").await;
    window
        .wait_for("and given back", || library.settings().is_ok_and(|all| all.get("citeKey") == Some(&json!(""))))
        .await;

    // The page of the small window; what a driver cannot see is another program beneath it.
    window.to_page("picker.html").await;
    window.wait_text(".picker-row", "Learning fog", "the newest papers are there at once").await;
    window.resize(640, 430).await;
    window.type_into(".picker-input", "learning").await;
    window.wait(".picker-row mark", "what is found is marked").await;
    window.type_into(".picker-input", "\u{E015}").await;
    window.wait_text(".picker-row.is-current", "Learning", "the arrows move").await;
    window.evaluate("document.querySelectorAll('.picker-tick')[0].click(); document.querySelectorAll('.picker-tick')[2].click()").await;
    window.wait_text(".picker-hint", "2 ticked", "several can be ticked").await;
    window.wait_text(".picker-form", "LaTeX command \\citep", "as it was chosen last").await;

    // What is said of each: Tab opens the fields of the paper in the list.
    window.type_into(".picker-input", "\u{E004}").await;
    window.type_into("[data-field=locator]", "12-15").await;
    window.type_into("[data-field=prefix]", "see").await;
    window
        .wait_text(
            ".picker-chip[aria-expanded=true]",
            "see Ada Example 2021 “Learning",
            "its chip tells, and which of that name it is",
        )
        .await;
    window.wait_text(".picker-shown", "\\citealp[see][pp.~12--15]{", "and what is copied is shown").await;
    let form = |place: usize| {
        format!(
            "const list = document.querySelector('.picker-form'); list.value = '{place}'; list.dispatchEvent(new Event('change'))"
        )
    };
    // The form chosen last comes first in the list, the others in their order behind it.
    for (place, expected) in [(4, "; see @"), (4, "see #cite(<"), (2, ", pp. 12–15")] {
        window.evaluate(&form(place)).await;
        window.wait_text(".picker-shown", expected, "every form says it in its own way").await;
    }
    window.evaluate("const who = document.querySelector('.picker-said select'); who.value = 'left-out'; who.dispatchEvent(new Event('change'))").await;
    window.wait_text(".picker-shown", "see 2021", "the author can be left out").await;
    window.picture("picker-light").await;
    window.evaluate("document.documentElement.dataset.theme = 'dark'").await;
    window.picture("picker-dark").await;
    window.type_into("[data-field=suffix]", "\u{E00C}").await;
    let in_search = window.evaluate("return document.activeElement.className").await;
    assert_eq!(in_search, json!("picker-input"), "Escape goes back to the search");
    window.clear(".picker-input").await;
    window.type_into(".picker-input", "\u{E003}").await;
    window.wait_text(".picker-hint", "1 ticked", "Backspace in an empty search takes the last paper out").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_can_be_asked_to_open_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open_with(folder.path(), &standin, &["--cite"]).await;
    window.wait("first-run", "the main window is there").await;
    let refused = window
        .evaluate_async("window.__TAURI__.core.invoke('hide_picker').then(() => 'allowed', () => 'refused')")
        .await;
    assert_eq!(refused, json!("refused"), "the main window has no say over the other");
    window.close().await;
}
