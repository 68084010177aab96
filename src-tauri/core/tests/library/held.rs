//! Drafts held while they are reviewed: told by their places, written as the reader left them.

use postil_core::library::held::Held;
use postil_core::model::{Chosen, Draft, DraftChange, DraftEdit, Field, Id, Reading, Review, Twin, TwinOf};
use postil_core::{ErrorCode, Library};

use crate::temp;

fn review(library: &Library, drafts: Vec<Draft>) -> Review {
    library.review(Reading { source: "test".into(), drafts, ..Reading::default() }).expect("reviewed")
}

fn draft(title: &str) -> Draft {
    Draft {
        title: title.into(),
        authors: vec!["Ada Example".into(), "Bo von Berg".into()],
        sort_names: vec!["Example, Ada".into(), "von Berg, Bo".into()],
        sources: vec![
            Field { name: "venue".into(), value: "Crossref".into() },
            Field { name: "year".into(), value: "Crossref".into() },
        ],
        ..Draft::default()
    }
}

fn untouched(at: u32) -> DraftChange {
    DraftChange { at, edits: Vec::new(), replaces: Vec::new(), leaves: Vec::new(), twin: None }
}

fn title(library: &Library, id: Id) -> String {
    library.paper(id).expect("there").paper.title
}

#[test]
fn drafts_are_written_as_the_reader_left_them() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("opens");
    let held = Held::default();
    let shown = held.begin().hold(review(&library, vec![draft("Rain"), draft("Snow"), draft("Wind")])).expect("held");
    let edits = vec![
        DraftEdit::Title("Sleet".into()),
        DraftEdit::Authors(vec!["Cy Sample".into(), "Bo von Berg".into()]),
        DraftEdit::Venue("Weather".into()),
    ];
    let chosen = Chosen {
        places: vec![shown.items[1].draft.at, 2],
        changed: vec![DraftChange { edits, ..untouched(1) }],
        ..Chosen::default()
    };
    let wanted = held.wanted(chosen).expect("held");
    let left: Vec<Draft> = wanted.each().collect();
    assert_eq!(left[0].authors, ["Cy Sample", "Bo von Berg"], "typed");
    assert_eq!(left[0].sort_names, ["", "von Berg, Bo"], "a new name is not filed as the one it took the place of");
    let told: Vec<&str> = left[0].sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(told, ["year"], "what was typed no service said");
    assert_eq!(left[1], draft("Wind"), "what was not touched is as it was read");
    let added = library.commit_held(&wanted, |_| true).expect("written").added;
    assert_eq!(added.iter().map(|id| title(&library, *id)).collect::<Vec<_>>(), ["Sleet", "Wind"]);
    assert_eq!(library.journal(1).expect("kept")[0].name, "Import 2 papers", "one action");
}

#[test]
fn drafts_of_several_sources_are_told_apart() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("opens");
    let held = Held::default();
    held.begin().hold(review(&library, vec![draft("Rain")])).expect("held");
    let snow = vec![draft("Snow"), draft("Wind"), draft("Snow")];
    let second = held.begin().hold(review(&library, snow)).expect("held");
    let alike = second.items[2].alike.as_ref().expect("the same title").to;
    assert_eq!(second.items[2].draft.at, 3, "behind those held already");
    assert_eq!(alike, TwinOf::Import { at: 1 }, "and so is what it looks like");
    assert_eq!(held.draft(1).expect("held").title, "Snow");

    let same = Some(Twin { of: alike, same: true });
    let change = DraftChange { twin: same, ..untouched(3) };
    let both = Chosen { places: vec![1, 3], changed: vec![change.clone()], ..Chosen::default() };
    let left: Vec<Draft> = held.wanted(both.clone()).expect("held").each().collect();
    assert_eq!(left[1].twin, Some(Twin { of: TwinOf::Import { at: 0 }, same: true }), "the first of those wanted");
    let alone = Chosen { places: vec![3], changed: vec![change], ..Chosen::default() };
    assert_eq!(held.wanted(alone).expect("held").each().next().expect("one").twin, None, "it was left out");
    let written = library.commit_held(&held.wanted(both).expect("held"), |_| true).expect("written");
    assert_eq!(written.added.len(), 1, "the two are one paper");
}

#[test]
fn what_is_stopped_or_refused_stays_under_review() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("opens");
    let held = Held::default();
    held.begin().hold(review(&library, vec![draft("Rain"), draft("Snow")])).expect("held");
    let all = Chosen { places: vec![0, 1], ..Chosen::default() };
    let wanted = held.wanted(all.clone()).expect("held");
    let stopped = library.commit_held(&wanted, |share| share < 0.5).expect_err("stopped");
    assert_eq!(stopped.code, ErrorCode::Cancelled);
    let untitled = DraftChange { edits: vec![DraftEdit::Title(" ".into())], ..untouched(1) };
    let wanted = held.wanted(Chosen { changed: vec![untitled], ..all.clone() }).expect("held");
    assert_eq!(library.commit_held(&wanted, |_| true).expect_err("no title").code, ErrorCode::Validation);
    assert!(library.journal(1).expect("kept").is_empty(), "nothing was written");
    let written = library.commit_held(&held.wanted(all.clone()).expect("held"), |_| true).expect("written");
    assert_eq!(written.added.len(), 2, "and is written when the reader tries again");
    held.leave();
    assert_eq!(held.wanted(all).err().expect("left").code, ErrorCode::NotFound);
    assert_eq!(held.draft(0).expect_err("left").code, ErrorCode::NotFound);
}

/// The titles of what would be written.
fn titles(held: &Held, places: &[u32]) -> Vec<String> {
    let wanted = held.wanted(Chosen { places: places.to_vec(), ..Chosen::default() }).expect("held");
    wanted.as_read().map(|draft| draft.title.clone()).collect()
}

#[test]
fn what_was_read_for_a_review_that_was_left_takes_no_place_in_another() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("opens");
    let held = Held::default();
    held.begin().hold(review(&library, vec![draft("Rain"), draft("Snow")])).expect("held");
    let looking_up = held.begin();
    assert!(looking_up.goes_on(), "somebody waits for it");
    held.leave();
    assert!(!looking_up.goes_on(), "nobody does any more");
    held.begin().hold(review(&library, vec![draft("Fog"), draft("Dew")])).expect("another source");
    let late = looking_up.replace(review(&library, vec![draft("Rain, looked up"), draft("Snow, looked up")]));
    assert_eq!(late.expect_err("too late").code, ErrorCode::NotFound);
    assert_eq!(titles(&held, &[0, 1]), ["Fog", "Dew"], "what is on the screen is what would be imported");
    let late = looking_up.hold(review(&library, vec![draft("Sleet")]));
    assert!(late.is_err() && held.draft(2).is_err(), "nor is anything held behind it");
    held.begin().replace(review(&library, vec![draft("Fog, looked up")])).expect("in time");
    assert_eq!(titles(&held, &[0]), ["Fog, looked up"], "what is looked up in time takes its place");
    assert!(held.draft(1).is_err(), "and nothing else is left");
}
