//! Papers that may be one work, and tables that have to be asked about, in the real window.

use postil_core::model::{Draft, Identifier, IdentifierKind, NewPaper};
use serde_json::json;

use super::begun::first_window;

#[tokio::test(flavor = "multi_thread")]
async fn makes_two_papers_one_and_takes_it_back() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    let paper = |title: &str, venue: &str, year: i32, kind: IdentifierKind, value: &str| NewPaper {
        title: title.into(),
        authors: vec!["Ada Example".into(), "Bo von Berg".into()],
        venue: venue.into(),
        year: Some(year),
        identifiers: vec![Identifier { kind, value: value.into() }],
        ..NewPaper::default()
    };
    let preprint = paper("Learning Rain from Few Records", "", 2020, IdentifierKind::Arxiv, "2001.01234");
    let preprint = library.add_paper(&preprint).expect("a preprint");
    library.tag_papers(&[preprint], &["rain".into()], &[]).expect("tagged");
    library.add_note(preprint, "Read the appendix.").expect("a note");
    let published = paper("Learning rain from few records", "Weather", 2021, IdentifierKind::Doi, "10.5555/rain");
    library.add_paper(&published).expect("the same, published");
    window.wait("paper-list .row", "the papers show").await;
    let other = paper("Predicting Snow in Valleys", "Weather", 2022, IdentifierKind::Doi, "10.5555/snow");
    library.add_paper(&other).expect("another");
    window.wait_text("app-sidebar .side-item[aria-label='Duplicates, 1']", "Duplicates", "they have a place").await;
    window.click_text("app-sidebar .side-item", "Duplicates").await;
    window.wait_text("list-header .list-count", "2 in 1 group", "with those two").await;
    window.wait_text("duplicates-pane", "The same title and first author", "side by side, with the reason").await;
    for (width, height, theme) in
        [(1280, 800, "light"), (1280, 800, "dark"), (900, 700, "light"), (2560, 1440, "light")]
    {
        window.resize(width, height).await;
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("duplicates-{width}-{theme}")).await;
        let overflow = "return document.documentElement.scrollWidth - innerWidth";
        assert_eq!(window.evaluate(overflow).await, 0, "nothing sticks out at {width} pixels");
    }
    window.resize(1280, 800).await;
    window.press("Not the same").await;
    window.wait_text("paper-list", "Nothing is here twice", "told apart, they are gone").await;
    window.ask("run", json!({ "action": "undo" })).await;
    window.wait_text("duplicates-pane", "The same title and first author", "undo brings them back").await;
    window.tab_to("Merge").await;
    window.type_keys("\u{E007}").await;
    window.wait_text("paper-list", "Nothing is here twice", "the next one, or the end").await;
    let in_list = "return document.activeElement.closest('paper-list') !== null";
    window.wait_until(in_list, Vec::new(), "the focus does not vanish with the last button").await;
    let count = || library.overview().map(|seen| seen.counts.all).unwrap_or_default();
    window.wait_for("one of the two is left", || count() == 2).await;
    let kept = library.resolve("10.5555/rain").expect("the published one was kept");
    let view = library.paper(kept).expect("the paper");
    assert_eq!((view.tags.len(), view.notes.len()), (1, 1), "with the tag and the note of the other");
    window.ask("select-paper", json!({ "id": kept })).await;
    window.wait_text(".version", "Preprint · 2020 · arXiv 2001.01234", "the preprint is a version of it").await;
    window.evaluate("document.querySelector('.version').scrollIntoView({block: 'center'})").await;
    window.evaluate("[...document.querySelectorAll('.version input')].at(-1).click()").await;
    window.wait_for("the preprint is cited", || library.paper(kept).is_ok_and(|view| view.versions[0].cited)).await;
    window.wait_text(".version-cited", "cited", "and marked so").await;
    window.picture("merged").await;
    window.ask("run", json!({ "action": "undo" })).await;
    window
        .wait_for("undo takes the choice back", || library.paper(kept).is_ok_and(|view| !view.versions[0].cited))
        .await;
    window.ask("run", json!({ "action": "undo" })).await;
    window.wait_for("one undo makes two of it again", || count() == 3).await;
    window.close().await;
}

const AGAIN: &str = "@article{journal,\n  title = {Learning rain from few records},\n  author = {Example, Ada and von Berg, Bo},\n  \
journal = {Weather},\n  date = {2021-03-02},\n  doi = {10.5555/journal},\n  keywords = {journal}\n}\n\n@article{snow,\n  \
title = {Predicting Snow in High Valleys},\n  author = {Other, Cy},\n  journal = {Weather},\n  year = 2022\n}\n\n@misc{snow2,\n  \
title = {Predicting Snow in High Valleys: A Preprint},\n  author = {Other, Cy},\n  year = 2021\n}\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_import_asks_what_is_the_same_work() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    let talk = Draft {
        title: "Learning Rain from Few Records".into(),
        authors: vec!["Ada Example".into(), "Bo von Berg".into()],
        venue: "Proceedings of Weather".into(),
        year: Some(2020),
        entry_type: "inproceedings".into(),
        identifiers: vec![Identifier { kind: IdentifierKind::Doi, value: "10.5555/talk".into() }],
        ..Draft::default()
    };
    let talk = library.commit_import(vec![talk]).expect("imported").added[0];
    window.wait_text("paper-list", "Learning Rain", "one is here").await;
    window.paste(AGAIN).await;
    window.wait_text("dialog[open]", "1 unclear", "what is the same is not decided alone").await;
    window.wait_text("dialog[open] .chip", "Look alike", "and those that look alike can be seen alone").await;
    window.evaluate("document.querySelector('review-row').toggle()").await;
    window.wait_text(".twin", "In your library", "the two are side by side").await;
    for theme in ["light", "dark"] {
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("twin-{theme}")).await;
    }
    window.evaluate("document.querySelector('.twin input[value=\"1\"]').click()").await;
    window.wait_text("review-row .review-status", "Same work", "the answer shows").await;
    window.resize(900, 700).await;
    window.picture("twin-narrow").await;
    window.resize(1280, 800).await;
    window.evaluate("document.querySelectorAll('review-row')[2].toggle()").await;
    window.wait_text("review-row:last-of-type .twin, .twin", "Further up in this list", "as are two of the list").await;
    window.evaluate("[...document.querySelectorAll('.twin input[value=\"0\"]')].at(-1).click()").await;
    window.wait_text("review-row .review-status", "Another work", "and the answer to that").await;
    window.picture("twin-answered").await;
    window.press("Import 2 papers, merge 1").await;
    window.wait_for("both snows are in", || library.overview().is_ok_and(|seen| seen.counts.all == 3)).await;
    let view = library.paper(talk).expect("there");
    assert_eq!((view.versions.len(), view.tags.len()), (1, 1), "the journal's is a version, with its tag");
    assert_eq!(library.overview().expect("an overview").counts.duplicates, 0, "told apart for good");
    window.ask("run", json!({ "action": "undo" })).await;
    window.wait_for("one undo takes it all back", || library.overview().is_ok_and(|seen| seen.counts.all == 1)).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asks_what_the_columns_of_a_table_say() {
    let (_folder, _standin, window) = first_window().await;
    let library = window.library();
    const TABLE: &str = "Otsikko;Kirjoittajat;Vuosi;Tunniste;Arvosana\nRegen lernen;Ada Example / Bo von Berg;2021;10.5555/rain;gut\n\
Schnee im Tal;Cy Other;n.d.;10.5555/snow;\nWind in den hohen Bergen;Di Third;2019;;mittel\n";
    window.paste(TABLE).await;
    window.wait_text("dialog[open] h2", "What is in each column?", "nobody said it yet").await;
    window.wait_text(".columns-preview", "Say which column is the title", "what is needed is said").await;
    let choose = |row: u32, kind: &str, value: &str| {
        format!(
            "const one = document.querySelectorAll('.columns tbody tr')[{row}].querySelector('.columns-{kind}'); one.value = {value:?}; one.dispatchEvent(new Event('change', {{bubbles: true}}))"
        )
    };
    for (row, kind, value) in
        [(0, "field", "title"), (1, "field", "authors"), (1, "sign", "/"), (2, "field", "year"), (3, "field", "doi")]
    {
        window.evaluate(&choose(row, kind, value)).await;
    }
    window.wait_text(".columns-paper", "Ada Example, Bo von Berg", "the first papers show as they would be read").await;
    window
        .wait_text(".columns-problem", "Row 3, column “Vuosi”: “n.d.” is no year", "with what is wrong, and where")
        .await;
    for (width, height, theme) in [(1280, 800, "light"), (1280, 800, "dark"), (900, 700, "light"), (2560, 1440, "dark")]
    {
        window.resize(width, height).await;
        window.ask("set-setting", json!({ "key": "theme", "value": theme })).await;
        window.picture(&format!("columns-{width}-{theme}")).await;
    }
    window.resize(1280, 800).await;
    window.press("Review").await;
    window.wait_text("dialog[open]", "Review before importing", "then it is reviewed like anything else").await;
    window.picture("columns-reviewed").await;
    window.press("Columns…").await;
    window.wait_text("dialog[open] h2", "What is in each column?", "how it is read can be changed").await;
    window.press("Review").await;
    window.press("Import 3 papers").await;
    window.wait_text("toast-host", "Added 3 papers", "they are in, and the sheet is closed").await;
    let rain = library.resolve("10.5555/rain").expect("by its DOI");
    assert_eq!(library.paper(rain).expect("there").paper.authors.len(), 2, "as said");
    window.paste(TABLE).await;
    window.wait_text("dialog[open]", "3 already here", "a table of these headings is not asked about again").await;
    window.close().await;
}
