//! Pages that are no repository: found in prose, asked after, and kept apart from code.

use postil_core::Library;
use postil_core::links::verdict::Before;
use postil_core::model::{Draft, FoundIn, HostKind, ListQuery, MentionStatus, VerdictKind};
use postil_standin::{Situation, Situations, StandIn};

use super::memory::ask;

#[tokio::test]
async fn a_page_of_a_project() {
    let situations = Situations::new()
        .with("lab.edu/rain", Situation::Titled("Rain".into()))
        .with("lab.edu/gone", Situation::Missing)
        .with("lab.edu/closed", Situation::Gone)
        .with("lab.edu/soft", Situation::Titled("404 Not Found".into()))
        .with("lab.edu/moved", Situation::RedirectTo("https://new.edu/rain".into()));
    let standin = StandIn::start(situations).expect("the stand-in starts");
    for (path, expected) in [
        ("lab.edu/rain", VerdictKind::Alive),
        ("lab.edu/gone", VerdictKind::MissingUnconfirmed),
        ("lab.edu/closed", VerdictKind::Gone),
        ("lab.edu/soft", VerdictKind::Unknown),
    ] {
        let checked = ask(&standin, HostKind::Page, path, &Before::default()).await;
        assert_eq!(checked.outcome.verdict.kind, expected, "{path}: {:?}", checked.outcome.verdict);
    }
    let odd = ask(&standin, HostKind::Page, "10.0.0.1/x", &Before::default()).await;
    assert!(!odd.outcome.settled && odd.evidence.statuses.is_empty(), "nothing private is asked: {odd:?}");
}

#[test]
fn a_page_in_the_abstract_is_no_code() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let paper = |title: &str, text: &str| Draft { title: title.into(), abstract_text: text.into(), ..Draft::default() };
    let drafts = vec![
        paper("Rain with a page and nothing else", "See https://lab.edu/rain for more."),
        paper("Snow with its code and a page", "See https://lab.edu/snow and https://github.com/ada/snow."),
    ];
    let outcome = library.commit_import(drafts).expect("imported");
    assert_eq!(outcome.repositories, 1, "pages are not counted as repositories");
    let with_code = library.list_ids(&ListQuery { search: "has:code".into(), ..ListQuery::default() }).expect("found");
    assert_eq!(with_code.len(), 1, "nor is a paper with nothing but a page one with code");
    let rows = library.list_rows(&with_code, "").expect("rows");
    assert_eq!(rows[0].repositories, 1, "and the list counts repositories");

    let rain = outcome.added.iter().find(|id| !with_code.contains(id)).expect("the other");
    let view = library.paper(*rain).expect("a paper");
    assert_eq!(view.code.len(), 1, "the page has its card");
    assert_eq!(view.code[0].repository.kind, HostKind::Page, "which says what it is");
    assert_eq!(view.code[0].repository.url, "https://lab.edu/rain", "and where");
    assert_eq!(view.links.len(), 1, "and the prose carries the link");

    library.add_repository(*rain, "https://other.edu/demo").expect("a page can be added by hand");
    let added = library.paper(*rain).expect("a paper").code;
    let hand = added.iter().find(|card| card.found_in == FoundIn::Hand).expect("it is there");
    assert_eq!(hand.status, MentionStatus::Confirmed, "as the reader's own word");
    let note = library.add_note(*rain, "Compare https://news.edu/today").expect("noted");
    assert_eq!(library.paper(*rain).expect("a paper").code.len(), 2, "links of a note are the reader's own: {note:?}");
}
