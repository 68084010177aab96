//! The code of papers in the real window: cloned, opened in an editor, judged, rescued.

use postil_core::model::{ListQuery, PaperEdit};
use postil_standin::{StandIn, demo_situations};

use super::begun::first_window;
use super::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn clones_links_papers_and_keeps_a_token() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    let library = window.library();
    let clones = folder.path().join("clones");
    std::fs::create_dir(&clones).expect("a folder");
    library.set_setting("cloneFolder", &serde_json::json!(clones)).expect("set");
    window.wait("first-run", "the first window teaches").await;
    window.import_page().await;
    window.click_text("paper-list .row", "Learning Rain").await;

    window.click_text("paper-pane .code-card button", "Clone…").await;
    window.wait_text("dialog[open] .clone-path", "rain", "the sheet says where it goes").await;
    window.picture("clone").await;
    window.click_text("dialog[open] .sheet-footer button", "Clone").await;
    window.wait_text("dialog[open]", "Cloned into", "git has cloned it").await;
    assert!(clones.join("rain/.git").is_dir(), "the clone is there");
    window.picture("cloned").await;
    window.click_text("dialog[open] .sheet-footer button", "Close").await;
    window.click_text("paper-pane .code-card button", "Open in editor").await;
    window.wait_text("context-menu", "Open in Zed", "the editors found are offered").await;
    window.picture("editors").await;
    window.click_text("context-menu button", "Open in Zed").await;
    window
        .wait_for("the editor is handed the folder", || {
            std::fs::read_to_string(folder.path().join("opened.log"))
                .is_ok_and(|log| log.lines().any(|line| line.contains("/zed ") && line.ends_with("/clones/rain")))
        })
        .await;

    window.click_text("paper-pane button", "Note").await;
    window.type_into("paper-pane .note textarea", "Compare with [[survey of val").await;
    window.wait_text(".paper-links [role=option]", "A Survey of Valley", "papers to link to are offered").await;
    window.picture("note-link").await;
    window.key("Enter").await;
    let ids = library.list_ids(&ListQuery { search: "survey".into(), ..ListQuery::default() }).expect("found");
    let link = format!("[A Survey of Valley Weather Models](postil://paper/{})", ids[0]);
    let rain = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found")[0];
    window
        .wait_for("the link is in the note", || {
            library.paper(rain).is_ok_and(|view| view.notes.iter().any(|note| note.text.contains(&link)))
        })
        .await;
    window.evaluate("document.activeElement.blur()").await;
    window.click_text("paper-pane .note-body a", "A Survey of Valley").await;
    window.wait_text("paper-pane .prose", "two hundred models", "the link leads to the other paper").await;

    window.ask("open-sheet", serde_json::json!({ "sheet": "token" })).await;
    window.picture("token").await;
    window.type_into("dialog[open] input", "ghp_0123456789abcdefghijABCDEFGHIJ012345").await;
    window.click_text("dialog[open] .sheet-footer button", "Use this token").await;
    let secrets = folder.path().join("secrets");
    window
        .wait_for("the token is kept in a file of one's own", || {
            std::fs::read_dir(&secrets).is_ok_and(|mut files| {
                files.any(|file| {
                    use std::os::unix::fs::PermissionsExt;
                    let mode = file.and_then(|file| file.metadata()).map(|meta| meta.permissions().mode() & 0o777);
                    mode.is_ok_and(|mode| mode == 0o600)
                })
            })
        })
        .await;
    window.ask("open-sheet", serde_json::json!({ "sheet": "settings" })).await;
    window.wait_text("dialog[open]", "Settings", "the settings open").await;
    window.type_into("#settings-allowed", "gitlab.lab.example").await;
    window.evaluate("document.querySelector('#settings-allowed').dispatchEvent(new Event('change'))").await;
    window.click_text("dialog[open] label", "Notify me").await;
    window
        .wait_for("both wishes are kept", || {
            window.library().settings().is_ok_and(|kept| {
                kept.get("notifyOfChanges") == Some(&true.into())
                    && kept.get("allowedHosts") == Some(&"gitlab.lab.example".into())
            })
        })
        .await;
    window.picture("settings").await;
    window.evaluate("document.querySelector('dialog[open]').close()").await;
    window.ask("palette", serde_json::json!({})).await;
    window.picture("palette").await;
    window.close().await;
}

/// Every verdict that one look can reach, each with the words its card says it in.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_for_each_verdict() {
    use postil_standin::{Situation, Situations};
    let told = [
        ("https://github.com/ada/alive", None, "Alive"),
        ("https://github.com/ada/archived", Some(Situation::archived("ada/archived")), "Archived"),
        ("https://github.com/ada/empty", Some(Situation::empty("ada/empty")), "Empty"),
        ("https://github.com/ada/promise", Some(Situation::without_code("ada/promise")), "No code yet"),
        ("https://github.com/ada/moved", Some(Situation::moved("byron/moved")), "Moved to byron/moved"),
        ("https://github.com/ada/lost", Some(Situation::MovedThenGone), "Moved, then private or deleted"),
        ("https://github.com/ada/missing", Some(Situation::Missing), "Not found, to be confirmed"),
        ("https://github.com/ada/gone", Some(Situation::Gone), "Gone"),
        ("https://github.com/ada/blocked", Some(Situation::blocked("dmca")), "Blocked after a copyright notice"),
        ("https://github.com/ada/disabled", Some(Situation::disabled("ada/disabled")), "Disabled by GitHub"),
        ("https://github.com/ada/refused", Some(Situation::Forbidden), "GitHub refused to answer"),
        ("https://github.com/ada/broken", Some(Situation::ServerError(500)), "GitHub has trouble"),
        ("https://github.com/ada/portal", Some(Situation::CaptivePortal), "GitHub could not be reached"),
        ("https://gitlab.com/ada/lab", None, "Alive"),
        ("https://codeberg.org/ada/berg", Some(Situation::Missing), "Not found, to be confirmed"),
    ];
    let mut situations = Situations::new();
    let mut page = String::from("Every Fate of a Repository\n\nWe study what becomes of code, and show one of each. ");
    for (url, situation, _) in &told {
        page.push_str(&format!("One is at {url} now. "));
        if let Some(situation) = situation {
            let name = url.trim_start_matches("https://").trim_start_matches("github.com/");
            situations.set(name, situation.clone());
        }
    }
    page.push('\n');
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
    window.paste(&page).await;
    window.press("Import 1 paper").await;
    window.click_text("paper-list .row", "Every Fate").await;
    window.click_text("paper-pane .section-head button", "Check").await;
    for (url, _, words) in &told {
        let name = url.rsplit('/').next().unwrap_or_default();
        let card = format!("paper-pane .code-card[aria-label$='{name}']");
        window.wait_text(&card, words, &format!("{name}: {words}")).await;
    }
    let gone = "paper-pane .code-card[aria-label$='gone']";
    window.click_text(&format!("{gone} button"), "Dismiss").await;
    window.evaluate("document.activeElement.blur()").await;
    let left = "return document.querySelectorAll('paper-pane .code-card .notice').length";
    let before = window.evaluate(left).await.as_u64().expect("a number");
    window
        .wait_for("one notice is dismissed, the others stay", || {
            let view = window.library().paper(window.library().list_ids(&ListQuery::default()).expect("a list")[0]);
            view.is_ok_and(|view| view.code.iter().filter(|card| card.notice.is_some()).count() == 6)
        })
        .await;
    assert!(before >= 6, "each that is lost has its own: {before}");
    window.resize(1280, 1440).await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", serde_json::json!({ "key": "theme", "value": theme })).await;
        for (part, name) in [(1, "alive"), (6, "missing"), (11, "broken")] {
            let script = format!("document.querySelectorAll('paper-pane .code-card')[{}].scrollIntoView()", part - 1);
            window.evaluate(&script).await;
            window.picture(&format!("cards-{name}-{theme}")).await;
        }
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_inside_and_clones_as_of_the_paper() {
    use postil_standin::{Made, Situation, Situations};
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = Made { language: Some("Python"), release: Some("v1.0"), ..Made::up("ada/engine") };
    let situations = Situations::new()
        .with("ada/engine", Situation::There(made))
        .with("ada/engine/tree/main/notes", Situation::Missing)
        .with("lab.edu/engine/demo", Situation::Missing)
        .with("huggingface.co/ada/engine-base", Situation::there())
        .with("huggingface.co/datasets/ada/engine-data", Situation::Missing);
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
    window
        .paste("An Engine for Notes\n\nWe build an engine and compute with it. Code is at https://github.com/ada/engine/tree/main/notes for all, a demonstration at https://lab.edu/engine/demo too.\n")
        .await;
    window.press("Import 1 paper").await;
    window.click_text("paper-list .row", "An Engine").await;
    let library = window.library();
    let id = library.list_ids(&ListQuery::default()).expect("a list")[0];
    library.edit_papers(&[id], PaperEdit::Year(Some(2023))).expect("edited");
    window.click_text("paper-pane .section-head button", "Check").await;
    window.wait_text("paper-pane .code-card .attempt", "tree/main/notes", "the place inside is known to be gone").await;

    let page = "paper-pane .code-card[aria-label$='lab.edu/engine/demo']";
    window.wait_text(page, "Not found, to be confirmed", "a page that is no repository is checked as well").await;

    window.click_text("paper-pane .code-card button", "More").await;
    window.click_text("context-menu button", "Look inside").await;
    window.wait_text("paper-pane .inside", "requirements name an exact version", "facts with their source").await;
    window.wait_text("paper-pane .inside", "huggingface.co/ada/engine-base", "the weights it links to").await;
    window.click_text("paper-pane .inside summary", "README").await;
    window.wait_text("paper-pane .readme", "python train.py", "the README is shown").await;
    let pictures = "return document.querySelectorAll('paper-pane .readme img').length";
    assert_eq!(window.evaluate(pictures).await.as_u64(), Some(0), "without its pictures");
    window.click_text("paper-pane .readme a", "the notes").await;
    window
        .wait_for("a link of the README goes to the browser", || {
            let log = std::fs::read_to_string(folder.path().join("opened.log")).unwrap_or_default();
            log.contains("https://github.com/ada/engine/blob/HEAD/docs/notes.md")
        })
        .await;

    let clones = folder.path().join("clones");
    std::fs::create_dir(&clones).expect("a folder");
    library.set_setting("cloneFolder", &serde_json::json!(clones)).expect("set");
    window.click_text("paper-pane .code-card button", "More").await;
    window.click_text("context-menu button", "Code as of the paper").await;
    window.click_text("paper-pane .rescue button", "Clone at that commit").await;
    window.wait_text("dialog[open]", "as of commit", "the sheet says so").await;
    window.picture("clone-at").await;
    window.click_text("dialog[open] .sheet-footer button", "Clone").await;
    window.wait_text("dialog[open]", "Cloned into", "git has cloned it").await;
    let cloned = std::fs::read_dir(&clones).expect("the folder").next().expect("a clone").expect("readable").path();
    let code = std::fs::read_to_string(cloned.join("src/main.py")).expect("its code");
    assert!(code.contains("\"hello\""), "as it was on the paper's day: {code}");
    window.click_text("dialog[open] .sheet-footer button", "Close").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", serde_json::json!({ "key": "theme", "value": theme })).await;
        window.evaluate("document.querySelector('paper-pane .code-card').scrollIntoView()").await;
        window.picture(&format!("inside-{theme}")).await;
    }
    window.close().await;
}

/// The sample library: its facts are true, the stand-in's verdicts are not, so no picture of it leaves the tests.
#[tokio::test(flavor = "multi_thread")]
async fn the_sample_library_is_checked_starred_and_rescued() {
    let (_folder, _standin, window) = first_window().await;
    window.click_text("first-run button", "Try the sample library").await;
    window.press("Import 61 papers").await;
    window.wait_text("paper-list", "TinyHelen", "the papers are listed").await;
    window.ask("check", serde_json::json!({ "scope": { "scope": "all" } })).await;
    window.wait_for("all are checked", || window.library().overview().expect("overview").repositories_due == 0).await;
    window.click_text("paper-list .row", "TinyHelen").await;
    window.key("s").await;
    let library = window.library();
    let ids = library.list_ids(&ListQuery { search: "struc bench".into(), ..ListQuery::default() }).expect("found");
    library.tag_papers(&ids, &["tables".into()], &[]).expect("tagged");
    library.add_note(ids[0], "Ask the authors for the code; **compare** with the archived copy.").expect("noted");
    window.ask("select-paper", serde_json::json!({ "id": ids[0] })).await;
    window.click_text("paper-pane .code-card button", "Look for an archived copy").await;
    window.wait_text("paper-pane .code-card", "Software Heritage keeps the whole repository", "a copy is found").await;
    window.evaluate("document.querySelectorAll('toast-host button[aria-label]').forEach((each) => each.click())").await;
    window.evaluate("document.activeElement.blur(); document.querySelector('paper-pane').scrollTop = 0").await;
    window.picture("sample").await;
    assert_eq!(library.overview().expect("overview").counts.starred, 1, "s starred the paper it was pressed on");
    window.close().await;
}
