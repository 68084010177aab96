//! The real window on real input, over WebDriver: what a reader does, from an empty library to annotated papers whose
//! code was checked. Needs a display (`make test` gives it an invisible one); the stand-in answers for GitHub.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(target_os = "linux")]

mod window;

use std::path::Path;

use postil_core::model::{ListQuery, ListView, VerdictKind};
use postil_standin::{StandIn, demo_situations};
use window::Window;

const PAGE: &str = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nMar 11\n\n\
Learning Rain from Sparse Records\n\nWe study how small models of weather learn from few records of $n^2$ stations. We show \
that three stations are enough to predict rain in a valley, and release our code at https://github.com/valley/rain. \
Experiments on four valleys confirm our results.\n\n\
A Survey of Valley Weather Models\n\nThis paper surveys two hundred models of weather in valleys. We compare them on one \
benchmark and find that most of them differ less than their authors say. The list is at https://github.com/valley/survey.git.\n\n\
<script>window.hacked = 1</script> in Titles: A Study\n\nWe propose a title that holds markup <img src=x onerror=\"window.hacked = 2\"> \
and show that nothing runs. Extensive experiments demonstrate that the text is shown as it is written by its authors.\n";

fn shared_page() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/seed");
    let file = std::fs::read_dir(folder).ok()?.next()?.ok()?.path();
    std::fs::read_to_string(file).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_pasted_page_to_checked_and_annotated_papers() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;

    window.wait("first-run", "the first window teaches").await;
    window.picture("first-run").await;
    window.paste(PAGE).await;
    window.wait_text("dialog[open]", "3 papers", "the review shows what was understood").await;
    window.picture("review").await;
    assert!(
        window.library().list_ids(&ListQuery::default()).expect("a list").is_empty(),
        "nothing is written before it is confirmed"
    );
    window.press("Import 3 papers").await;
    window.wait_text("paper-list", "Learning Rain", "the papers are listed").await;

    window.click_text("paper-list .row", "Learning Rain").await;
    window.wait_text("paper-pane .prose", "three stations", "the paper is shown").await;
    window.wait("paper-pane .prose .katex", "mathematics is typeset").await;
    window
        .wait("paper-pane .prose a[href='https://github.com/valley/rain']", "the repository is a link in the prose")
        .await;
    window.picture("paper").await;

    window.click_text("paper-pane .code-card button", "Check").await;
    window.wait_text("paper-pane .code-card", "checked", "the verdict arrives").await;
    window.wait_text("paper-pane .code-card", "Evidence", "with its evidence").await;
    window.see_code().await;
    window.picture("checked").await;
    let library = window.library();
    let ids = library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found");
    let view = library.paper(ids[0]).expect("the paper");
    assert_eq!(view.code[0].verdict.kind, VerdictKind::Alive, "the stand-in says it is alive");

    window.click_text("paper-pane .code-card button", "Open").await;
    window
        .wait_for("the browser is handed the repository", || {
            std::fs::read_to_string(folder.path().join("opened.log"))
                .is_ok_and(|log| log.contains("https://github.com/valley/rain"))
        })
        .await;

    window.click_text("paper-pane button", "Note").await;
    window.wait("paper-pane .note textarea", "a note opens").await;
    window.type_into("paper-pane .note textarea", "Typed and **not yet** done").await;
    window
        .wait_for("every letter is in the library", || {
            library
                .paper(ids[0])
                .is_ok_and(|view| view.notes.first().is_some_and(|note| note.text == "Typed and **not yet** done"))
        })
        .await;

    window.select_in_abstract(9, 21).await;
    window.click("paper-pane .highlight-bar .green").await;
    window.wait("paper-pane .prose .highlight.green", "the passage is highlighted").await;
    window.picture("annotated").await;

    window.click_text("paper-list .row", "<script>").await;
    window.wait_text("paper-pane .prose", "onerror", "markup is shown as text").await;
    assert_eq!(window.evaluate("return window.hacked ?? null").await, serde_json::Value::Null, "and nothing of it ran");

    window.type_into("search-box input", "survey").await;
    window.wait_text("paper-list", "Survey", "searching finds").await;
    window.wait("paper-list mark", "and marks the hit").await;
    window.picture("search").await;
    window.clear("search-box input").await;

    window.click_text("paper-list .row", "Survey").await;
    window.key("s").await;
    window
        .wait_for("s stars", || {
            !library
                .list_ids(&ListQuery { view: ListView::Starred, ..ListQuery::default() })
                .expect("a list")
                .is_empty()
        })
        .await;
    window.key("Delete").await;
    window.wait_for("Del moves to the trash", || library.overview().expect("overview").counts.trash == 1).await;
    window.wait("toast-host button", "the toast offers undo").await;
    window.press("Undo").await;
    window.wait_for("undo brings it back", || library.overview().expect("overview").counts.trash == 0).await;

    library.tag_papers(&ids, &["from-a-terminal".into()], &[]).expect("tagged");
    window.wait_text("app-sidebar", "from-a-terminal", "the window notices what another program wrote").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_that_started_it() {
    let Some(page) = shared_page() else {
        eprintln!("not run: ../shared/data/seed is not here");
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
    window.paste(&page).await;
    window.wait_text("dialog[open]", "61 papers", "all are recognised").await;
    window.wait_text("dialog[open]", "14 repositories", "and their code").await;
    window.picture("seed-review").await;
    window.press("Import 61 papers").await;
    window
        .wait_for("they are in the library", || window.library().overview().expect("overview").counts.all == 61)
        .await;
    window.picture("seed-list").await;
    window.ask("check", serde_json::json!({ "scope": { "scope": "all" } })).await;
    window.wait_for("all are checked", || window.library().overview().expect("overview").repositories_due == 0).await;
    window.ask("select-view", serde_json::json!({ "view": { "view": "attention" } })).await;
    window.picture("seed-attention").await;
    let attention = window.library().overview().expect("overview").counts.attention;
    assert!(attention > 0, "what moved or went missing is pointed out");
    window.click_text("paper-list .row", "Struc-Bench").await;
    window.click_text("paper-pane .code-card button", "Look for an archived copy").await;
    window.wait_text("paper-pane .code-card", "Software Heritage keeps the whole repository", "a copy is found").await;
    window.wait_text("paper-pane .code-card", "The Wayback Machine keeps its page", "and another").await;
    window.see_code().await;
    window.picture("rescued").await;
    window.click_text("paper-pane .code-card button", "Open archived copy").await;
    window
        .wait_for("the browser is handed the copy", || {
            std::fs::read_to_string(folder.path().join("opened.log"))
                .is_ok_and(|log| log.contains("https://archive.softwareheritage.org/browse/origin/directory/"))
        })
        .await;
    window.ask("select-view", serde_json::json!({ "view": { "view": "all" } })).await;
    window.click_text("paper-list .row", "Programming Every Example").await;
    window.wait_text("paper-pane .code-card", "New: it moved", "the card says what changed").await;
    window.see_code().await;
    window.picture("moved").await;
    window.click_text("paper-pane .code-card button", "Update the link").await;
    window.wait_text("paper-pane .code-card", "gair-lab/prox", "the link leads to the new home").await;
    window
        .wait_for("nothing is left to do about it", || {
            window.library().overview().expect("overview").counts.attention == attention - 1
        })
        .await;
    window.wait_text("paper-pane .code-card", "Alive", "which was checked at once").await;
    window.click_text("paper-pane .code-card button", "More").await;
    window.picture("more").await;
    window.click_text("context-menu button", "Preserve now").await;
    window.wait_text("paper-pane .code-card", "it is queued", "the request is shown").await;
    let prox =
        window.library().list_ids(&ListQuery { search: "programming every example".into(), ..ListQuery::default() });
    let year = postil_core::model::PaperEdit::Year(Some(2024));
    window.library().edit_papers(&prox.expect("found")[..1], year).expect("dated");
    window.click_text("paper-pane .code-card button", "More").await;
    window.click_text("context-menu button", "Code as of the paper").await;
    window.wait_text("paper-pane .code-card", "57 commits since", "the commit of the paper's day is named").await;
    window.see_code().await;
    window.picture("followed").await;
    window.click_text("paper-list .row", "TinyHelen").await;
    window.wait("paper-pane .code-card", "its code").await;
    for (width, height, name) in [(2560, 1440, "wide"), (900, 700, "narrow")] {
        window.resize(width, height).await;
        window.picture(&format!("seed-{name}")).await;
        let overflow = "return document.documentElement.scrollWidth - innerWidth";
        assert_eq!(window.evaluate(overflow).await, 0, "nothing sticks out at {width} pixels");
        window.ask("set-setting", serde_json::json!({ "key": "theme", "value": "dark" })).await;
        window.picture(&format!("seed-{name}-dark")).await;
        window.ask("set-setting", serde_json::json!({ "key": "theme", "value": "light" })).await;
    }
    window.resize(1280, 800).await;
    window.paste(&page).await;
    window.wait_text("dialog[open]", "61 already here", "pasting again brings nothing new").await;
    window.close().await;
}

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
    window.paste(PAGE).await;
    window.press("Import 3 papers").await;
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

/// The sample library: its facts are true, the stand-in's verdicts are not, so no picture of it leaves the tests.
#[tokio::test(flavor = "multi_thread")]
async fn the_sample_library_is_checked_starred_and_rescued() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let window = Window::open(folder.path(), &standin).await;
    window.wait("first-run", "the first window teaches").await;
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
