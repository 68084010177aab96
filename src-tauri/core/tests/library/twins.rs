//! Drafts that look like papers: offered, made one, told apart; and versions of one work.

use postil_core::Library;
use postil_core::formats::Format;
use postil_core::model::{
    Draft, Field, Id, Identifier, IdentifierKind, ListQuery, ListView, Reading, Review, ReviewStatus, Twin, TwinOf,
};

use crate::temp;

fn doi(value: &str) -> Vec<Identifier> {
    vec![Identifier { kind: IdentifierKind::Doi, value: value.into() }]
}

fn review(library: &Library, drafts: Vec<Draft>) -> Review {
    library.review(Reading { source: "test".into(), drafts, ..Reading::default() }).expect("reviewed")
}

fn count(library: &Library, view: ListView) -> usize {
    library.list_ids(&ListQuery { view, ..ListQuery::default() }).expect("listed").len()
}

/// The conference's paper, with a tag and a note.
fn talk(library: &Library) -> Id {
    let draft = Draft {
        title: "Learning Rain from Few Records".into(),
        authors: vec!["Ada Example".into(), "Bo von Berg".into()],
        venue: "Proceedings of Weather".into(),
        year: Some(2020),
        published: Some("2020-07-14".into()),
        entry_type: "inproceedings".into(),
        identifiers: doi("10.5555/talk"),
        citation_key: Some("example2020".into()),
        fields: vec![Field { name: "pages".into(), value: "1–9".into() }],
        ..Draft::default()
    };
    let id = library.commit_import(vec![draft]).expect("imported").added[0];
    library.tag_papers(&[id], &["rain".into()], &[]).expect("tagged");
    library.add_note(id, "Read the appendix.").expect("noted");
    id
}

fn journal() -> Draft {
    Draft {
        title: "Learning rain from few records".into(),
        abstract_text: "We learn rain. Code is at https://github.com/valley/rain.".into(),
        authors: vec!["Example, A.".into(), "von Berg, B.".into()],
        venue: "Weather".into(),
        year: Some(2021),
        published: Some("2021-03-02".into()),
        entry_type: "article".into(),
        identifiers: doi("10.5555/journal"),
        citation_key: Some("example2021".into()),
        tags: vec!["journal".into()],
        notes: vec!["From the journal.".into()],
        collections: vec![vec!["Weather".into()]],
        fields: vec![Field { name: "volume".into(), value: "4".into() }],
        ..Draft::default()
    }
}

#[test]
fn the_same_work_under_another_identifier_becomes_a_version_when_the_reader_says_so() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let id = talk(&library);
    // Without a key, which would tell the two apart.
    let draft = Draft { citation_key: None, ..journal() };
    let item = review(&library, vec![draft]).items.remove(0);
    assert!(matches!(item.status, ReviewStatus::Unclear { .. }) && !item.ticked, "not decided alone: {item:?}");
    let alike = item.alike.expect("what it looks like");
    assert_eq!(alike.to, TwinOf::Library { id }, "the paper that is here");
    let before = serde_json::to_value(library.paper(id).expect("there")).expect("JSON");

    let twin = Some(Twin { of: alike.to, same: true });
    let outcome = library.commit_import(vec![Draft { twin, ..journal() }]).expect("imported");
    assert_eq!((outcome.added.len(), outcome.updated), (0, vec![id]), "no new paper");
    let view = library.paper(id).expect("there");
    assert_eq!(
        (view.paper.venue.as_str(), view.paper.year),
        ("Proceedings of Weather", Some(2020)),
        "what it said stays"
    );
    assert!(view.paper.abstract_text.starts_with("We learn"), "what was empty is filled");
    assert_eq!(view.paper.identifiers.len(), 2, "identifiers of both");
    assert_eq!((view.tags.len(), view.notes.len(), view.collections.len()), (2, 2, 1), "tags, notes, collections");
    assert_eq!(view.code[0].repository.name, "rain", "code");
    assert_eq!(view.paper.citation_key.as_deref(), Some("example2020"), "its key is the stable one");
    assert!(
        view.paper.fields.iter().any(|field| field.name == "ids" && field.value == "example2021"),
        "the other is known"
    );
    let version = &view.versions[0];
    assert_eq!((version.venue.as_str(), version.published.as_deref()), ("Weather", Some("2021-03-02")), "to the day");
    assert_eq!(
        (version.entry_type.as_str(), &version.identifiers),
        ("article", &doi("10.5555/journal")),
        "with its own"
    );
    library.undo().expect("undone");
    let mut after = serde_json::to_value(library.paper(id).expect("there")).expect("JSON");
    after["paper"]["modified_at"] = before["paper"]["modified_at"].clone();
    assert_eq!(after, before, "one undo takes all of it back");
}

#[test]
fn another_work_is_added_and_never_shown_as_a_duplicate() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let id = talk(&library);
    // A typo in the title: nothing contradicts, so it is offered, and ticked as it always was.
    let near = Draft { title: "Learning Rain from Few Recrods".into(), identifiers: Vec::new(), ..journal() };
    let item = review(&library, vec![near.clone()]).items.remove(0);
    assert_eq!((item.status, item.ticked), (ReviewStatus::New, true), "new, as far as anybody can tell");
    assert_eq!(item.alike.map(|alike| alike.to), Some(TwinOf::Library { id }), "and what it may be");
    let twin = Some(Twin { of: TwinOf::Library { id }, same: false });
    let added = library.commit_import(vec![Draft { twin, ..near.clone() }]).expect("imported").added;
    assert_eq!(added.len(), 1, "a paper of its own");
    assert_eq!(count(&library, ListView::Duplicates), 0, "told apart in the same breath");
    library.undo().expect("undone");
    assert_eq!(count(&library, ListView::All), 1, "by one action");
    library.commit_import(vec![near]).expect("imported");
    assert_eq!(count(&library, ListView::Duplicates), 2, "undecided, the two are shown");
}

#[test]
fn two_drafts_of_one_import_can_be_one_work() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let first = Draft { identifiers: doi("10.5555/one"), citation_key: None, ..journal() };
    let second = Draft {
        title: "Learning Rain from Few Records: A Study".into(),
        identifiers: vec![Identifier { kind: IdentifierKind::Arxiv, value: "2001.01234".into() }],
        venue: String::new(),
        citation_key: None,
        tags: vec!["preprint".into()],
        ..journal()
    };
    let items = review(&library, vec![first.clone(), second.clone()]).items;
    assert_eq!(items[0].alike, None, "the first looks like nothing");
    assert_eq!(
        items[1].alike.as_ref().map(|alike| alike.to),
        Some(TwinOf::Import { at: 0 }),
        "the second like the first"
    );
    let twin = |at, same| Some(Twin { of: TwinOf::Import { at }, same });
    let both = |twin| vec![first.clone(), Draft { twin, ..second.clone() }];
    let outcome = library.commit_import(both(twin(0, true))).expect("imported");
    assert_eq!((outcome.added.len(), outcome.updated.len()), (1, 0), "one paper");
    let view = library.paper(outcome.added[0]).expect("there");
    assert_eq!((view.tags.len(), view.versions.len(), view.paper.identifiers.len()), (2, 1, 2), "of both");
    library.undo().expect("undone");
    let refused = library.commit_import(both(twin(1, true))).expect_err("itself is no other paper");
    assert!(refused.message.contains("compared with a paper that is gone"), "it says so: {}", refused.message);
    let gone = Some(Twin { of: TwinOf::Library { id: 7 }, same: true });
    library.commit_import(both(gone)).expect_err("nor is one that is not there");
    assert_eq!(count(&library, ListView::All), 0, "and nothing is written");
}

#[test]
fn the_reader_chooses_which_version_is_cited() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let id = talk(&library);
    let twin = Some(Twin { of: TwinOf::Library { id }, same: true });
    library.commit_import(vec![Draft { twin, ..journal() }]).expect("imported");
    let bib = || {
        let mut out = Vec::new();
        library.export(&[id], Format::Biblatex, &mut out).expect("exported");
        String::from_utf8(out).expect("UTF-8")
    };
    let talk = bib();
    assert!(talk.contains("@inproceedings{example2020,") && talk.contains("10.5555/talk"), "the talk first: {talk}");
    assert!(talk.contains("2020-07-14") && talk.contains("1--9"), "with its day and its pages: {talk}");
    library.cite_version(id, Some(0)).expect("chosen");
    let journal = bib();
    assert!(
        journal.contains("@article{example2020,") && journal.contains("10.5555/journal"),
        "under the same key: {journal}"
    );
    assert!(journal.contains("2021-03-02") && journal.contains("Weather") && journal.contains("volume"), "{journal}");
    assert!(!journal.contains("1--9") && !journal.contains("10.5555/talk"), "and nothing of the talk: {journal}");
    assert_eq!(library.paper(id).expect("there").paper.year, Some(2020), "the paper's own fields are as they were");
    library.undo().expect("undone");
    assert_eq!(bib(), talk, "undo takes the choice back");
    library.redo().expect("redone");
    library.cite_version(id, None).expect("its own again");
    assert_eq!(bib(), talk, "and so does choosing the first again");
    assert!(library.cite_version(id, Some(1)).is_err(), "there is no second");
}
