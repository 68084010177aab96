//! What leaves the window: papers in another program's words, and the keys that they are cited by.

use postil_core::model::Draft;
use serde_json::json;

use super::begun::first_window;

const TAB: &str = "\u{E004}";

#[tokio::test(flavor = "multi_thread")]
async fn papers_are_seen_as_they_will_be_written_and_keys_as_they_will_be_made() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    let draft = |title: &str, key: Option<&str>| Draft {
        title: title.into(),
        authors: vec!["Ada Example".into(), "Bo von Berg".into()],
        venue: "Weather".into(),
        year: Some(2021),
        entry_type: "article".into(),
        citation_key: key.map(Into::into),
        ..Draft::default()
    };
    let drafts = vec![draft("Rain in Valleys", Some("rain")), draft("Snow on Roofs", None)];
    let added = library.commit_import(drafts).expect("imported").added;
    let thesis = library.create_collection("Thesis", None).expect("made");
    library.file_papers(thesis, &added).expect("filed");
    window.wait_text("app-sidebar", "Thesis", "the papers are filed").await;

    window.ask("export-view", json!({ "view": { "view": "collection", "id": thesis } })).await;
    window.wait_text("export-sheet dialog[open]", "2 papers in “Thesis”", "what is exported is said").await;
    window.wait_text("export-sheet .cite-shown", "@article{rain,", "and shown as it will be written").await;
    let choose = "const one = document.querySelector('#export-format'); one.value = arguments[0]; \
        one.dispatchEvent(new Event('change', {bubbles: true}))";
    for (format, words) in [
        ("biblatex", "journaltitle = {Weather}"),
        ("ris", "TI  - Snow on Roofs"),
        ("csl-json", "\"container-title\""),
        ("hayagriva", "type: article"),
        ("markdown", "Snow on Roofs"),
        ("csv", "Rain in Valleys"),
        ("json", "\"citation_key\": null"),
    ] {
        window.run(choose, vec![json!(format)]).await;
        window.wait_text("export-sheet .cite-shown", words, format).await;
        window.picture(&format!("export-{format}")).await;
    }
    window.type_keys("\u{E00C}").await;
    window.wait_until("return !document.querySelector('export-sheet dialog').open", Vec::new(), "Esc leaves").await;
    assert_eq!(library.drafts(&added).expect("there")[1].citation_key, None, "looking gives no key");
    window.ask("export-papers", json!({ "ids": added })).await;
    window.wait_text("export-sheet .cite-shown", "\"citation_key\": null", "the format of last time comes again").await;
    window.type_keys("\u{E00C}").await;

    window.ask("run", json!({ "action": "settings" })).await;
    window.wait_text(".key-examples", "exampleSnowRoofs2021", "the keys that would be made").await;
    window.wait_text(".key-examples", "it keeps rain", "beside those that stay").await;
    window.evaluate("document.querySelector('#settings-key-pattern').scrollIntoView({block: 'center'})").await;
    let wrong = "return document.querySelector('#settings-key-pattern-wrong').textContent.includes('“nonsense”')";
    window.type_into("#settings-key-pattern", "auth + nonsense").await;
    window.wait_until(wrong, Vec::new(), "what is not understood is named").await;
    window.picture("key-pattern-wrong").await;
    window.type_keys(TAB).await;
    let pattern = || library.settings().expect("settings").get("citationKeyPattern").cloned();
    assert_eq!(pattern(), None, "and not kept");
    window.clear("#settings-key-pattern").await;
    window.type_into("#settings-key-pattern", "auth.lower + shortyear").await;
    window.wait_text(".key-examples", "example21", "a pattern is tried while it is typed").await;
    window.picture("key-pattern").await;
    window.type_keys(TAB).await;
    window.wait_for("it is kept", || pattern() == Some(json!("auth.lower + shortyear"))).await;
    assert_eq!(library.keys(&added).expect("keys"), ["rain", "example21"], "keys are made by it");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_style_that_is_dropped_is_cited_in() {
    let (folder, _standin, window) = first_window().await;
    let library = window.library();
    let rain = Draft { title: "Rain in Valleys".into(), ..Draft::default() };
    let added = library.commit_import(vec![rain]).expect("imported").added;
    window.wait_text("paper-list .row", "Rain in Valleys", "it is listed").await;
    let layout = "<layout prefix=\"House: \"><text variable=\"title\"/></layout>";
    let style = format!(
        "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>Valley House</title>\
        <id>valley</id><updated>2020-01-01T00:00:00Z</updated></info><citation>{layout}</citation><bibliography>{layout}</bibliography></style>"
    );
    let file = folder.path().join("valley.csl");
    std::fs::write(&file, style).expect("written");
    window.ask("open-sheet", json!({ "sheet": "cite", "data": { "ids": added } })).await;
    window.wait_text("cite-sheet .cite-shown", "Rain in Valleys", "as it was cited before").await;
    window.ask("add-styles", json!({ "paths": [file] })).await;
    window.wait_text("cite-sheet .cite-shown", "House: Rain in Valleys", "as the style has it").await;
    window.wait_text("toast-host", "Added the style “valley”", "and that is said").await;
    window.picture("style-dropped").await;
    std::fs::write(folder.path().join("broken.csl"), "<style><nothing>").expect("written");
    window.ask("add-styles", json!({ "paths": [folder.path().join("broken.csl")] })).await;
    window.wait_text("toast-host", "line 1", "a broken one is refused, with the line").await;
    window.close().await;
}
