//! What comes a second time: a file that was changed since, an entry that stands there twice; and what comes along.

use std::path::Path;

use postil_core::Library;
use postil_core::library::held::Held;
use postil_core::model::{
    Chosen, DraftChange, Identifier, IdentifierKind, ImportSource, NewPaper, Review, ReviewStatus,
};

use crate::temp;

fn bib(folder: &Path, text: &str) -> ImportSource {
    let path = folder.join("refs.bib");
    std::fs::write(&path, text).expect("written");
    ImportSource::File { path: path.display().to_string() }
}

fn entry(key: &str, title: &str, year: u32, groups: &str) -> String {
    format!(
        "@article{{{key}, title = {{{title}}}, author = {{Example, Ada}}, journal = {{Weather}}, year = {year}, \
         doi = {{10.5555/{key}}}, keywords = {{rain}}, groups = {{{groups}}}}}\n"
    )
}

fn import(library: &Library, review: Review) {
    let drafts = review.items.into_iter().filter(|item| item.ticked).map(|item| item.draft).collect();
    library.commit_import(drafts).expect("imported");
}

#[test]
fn a_changed_file_offers_what_it_says_otherwise() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let first = entry("rain", "Rain over Valleys", 2020, "") + &entry("snow", "Snow over Valleys", 2021, "");
    import(&library, library.review_import(&bib(folder.path(), &first)).expect("read"));
    let again = library.review_import(&bib(folder.path(), &first)).expect("read");
    assert_eq!((again.already_here, again.updates), (2, 0), "the same file brings nothing: {:?}", again.items);

    let changed = first.replace("Rain over Valleys", "Rain over Some Valleys").replace("2020", "2022");
    let review = library.review_import(&bib(folder.path(), &changed)).expect("read");
    assert_eq!(review.source, "BibTeX file “refs.bib”", "the file is called by its name");
    let item = &review.items[0];
    let ReviewStatus::Update { changes, .. } = &item.status else { panic!("an update: {:?}", item.status) };
    let told: Vec<[&str; 3]> = changes.iter().map(|one| [&*one.field, &*one.before, &*one.after]).collect();
    let expected = [["title", "Rain over Valleys", "Rain over Some Valleys"], ["year", "2020", "2022"]];
    assert_eq!(told, expected, "field by field, what stands there and what the file says");
    assert!(!item.ticked, "nothing is replaced unseen");
    assert!(matches!(review.items[1].status, ReviewStatus::AlreadyHere { .. }), "the other is as it was");

    let held = Held::default();
    let shown = held.begin().hold(review).expect("held");
    assert_eq!(shown.items[0].draft.title, "Rain over Valleys", "the reader knows it by the title it has here");
    let replaces = vec!["year".to_owned()];
    let change = DraftChange { at: 0, edits: Vec::new(), replaces, leaves: Vec::new(), twin: None };
    let wanted = held.wanted(Chosen { places: vec![0], changed: vec![change], searches: Vec::new() });
    library.commit_held(&wanted.expect("held"), |_| true).expect("written");
    let rain = library.paper(library.resolve("rain").expect("by its key")).expect("the paper");
    assert_eq!((&*rain.paper.title, rain.paper.year), ("Rain over Valleys", Some(2022)), "what was ticked and no more");
}

#[test]
fn a_page_offers_no_other_values() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let page = "Learning Rain from Sparse Records\n\nWe study how small models of weather learn from few records. We show that three stations are enough to predict rain in a valley. Experiments on four valleys confirm our results.\n";
    let typed = NewPaper {
        title: "Learning Rain from Sparse Records".into(),
        abstract_text: "Typed by the reader.".into(),
        ..NewPaper::default()
    };
    library.add_paper(&typed).expect("a paper");
    let review = library.review_import(&ImportSource::Text { text: page.into(), html: None }).expect("read");
    assert_eq!((review.already_here, review.updates), (1, 0), "what a page says is guessed: {:?}", review.items);
}

#[test]
fn one_that_stands_there_twice_goes_into_the_first() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let twice = entry("rain", "Rain over Valleys", 2020, "")
        + &entry("rain", "Rain over Valleys", 2020, "").replace("keywords = {rain}", "keywords = {weather}")
        + &entry("other", "Rain over Valleys", 2020, "");
    let review = library.review_import(&bib(folder.path(), &twice)).expect("read");
    let ticked: Vec<bool> = review.items.iter().map(|item| item.ticked).collect();
    assert_eq!(ticked, [true, true, false], "one identifier is proof, a title is not: {:?}", review.items);
    import(&library, review);
    let rain = library.paper(library.resolve("rain").expect("by its key")).expect("the paper");
    assert_eq!(rain.tags, ["rain", "weather"], "what only the second has is kept");
    assert_eq!(library.overview().expect("an overview").counts.all, 1, "and it is one paper");
}

#[test]
fn what_comes_along_is_counted_and_filed_in_order() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let text = entry("one", "Rain in One Valley", 2020, "Chapter 10")
        + &entry("two", "Rain in Two Valleys", 2021, "Chapter 2")
        + &entry("three", "Rain in Three Valleys", 2022, "Appendix");
    let review = library.review_import(&bib(folder.path(), &text)).expect("read");
    let along = review.along;
    assert_eq!((along.tags, along.collections, along.files, along.notes), (1, 3, 0, 0), "each once");
    import(&library, review);
    let names = |library: &Library| -> Vec<String> {
        library.overview().expect("an overview").collections.into_iter().map(|one| one.name).collect()
    };
    assert_eq!(names(&library), ["Appendix", "Chapter 2", "Chapter 10"], "by their names, numbers counted");
    library.undo().expect("undone");
    assert!(names(&library).is_empty(), "one undo takes them away again");
}

#[test]
fn a_retracted_paper_is_marked_in_lists_and_reviews() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let text = "@article{wind, title = {A Study of Wind}, retracted = {2024-05-06 https://doi.org/10.5555/notice}}\n";
    let review = library.review_import(&bib(folder.path(), text)).expect("read");
    import(&library, review.clone());
    let shown = Held::default().begin().hold(review).expect("held");
    assert_eq!(shown.items[0].draft.problems, ["Retracted"], "before it comes in");
    let sound = NewPaper {
        title: "A Study of Snow".into(),
        identifiers: vec![Identifier { kind: IdentifierKind::Doi, value: "10.5555/snow".into() }],
        ..NewPaper::default()
    };
    let snow = library.add_paper(&sound).expect("a paper");
    let wind = library.resolve("wind").expect("by its key");
    let rows = library.list_rows(&[wind, snow], "").expect("rows");
    assert_eq!(rows.iter().map(|row| row.retracted).collect::<Vec<_>>(), [true, false], "and where it is listed");
}
