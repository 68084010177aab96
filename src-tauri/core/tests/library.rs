//! The library through its public API: what a reader does, and what must hold.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "library/again.rs"]
mod again;
#[path = "support/breed.rs"]
#[allow(dead_code, reason = "for the fuzz targets, which share this file")]
mod breed;
#[path = "library/bulk.rs"]
mod bulk;
#[path = "library/duplicates.rs"]
mod duplicates;
#[path = "library/files.rs"]
mod files;
#[path = "library/held.rs"]
mod held;
#[path = "library/lists.rs"]
mod lists;
#[path = "library/mirror.rs"]
mod mirror;
#[path = "library/references.rs"]
mod references;
#[path = "library/saved.rs"]
mod saved;
#[path = "library/snapshots.rs"]
mod snapshots;
mod support;
#[path = "library/tables.rs"]
mod tables;
#[path = "library/twins.rs"]
mod twins;
#[path = "library/undone.rs"]
mod undone;
#[path = "library/zotero.rs"]
mod zotero;
use std::path::Path;

use postil_core::model::*;
use postil_core::{ErrorCode, Library};

const NOW: Millis = 1_795_000_000_000;

fn library(folder: &Path) -> Library {
    Library::open_with(folder, || NOW, |_| {}).expect("a new library opens")
}

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn draft(title: &str, abstract_text: &str) -> Draft {
    Draft { title: title.into(), abstract_text: abstract_text.into(), ..Draft::default() }
}

fn all(library: &Library, search: &str) -> Vec<Id> {
    library.list_ids(&ListQuery { search: search.into(), ..ListQuery::default() }).expect("a list")
}

fn titles(library: &Library, search: &str) -> Vec<String> {
    let rows = library.list_rows(&all(library, search), search).expect("rows");
    rows.into_iter().map(|row| row.title).collect()
}

fn view(library: &Library, view: ListView) -> usize {
    library.list_ids(&ListQuery { view, ..ListQuery::default() }).expect("a list").len()
}

#[test]
fn an_import_is_one_action_in_page_order_and_comes_only_once() {
    let folder = temp();
    let library = library(folder.path());
    let drafts = vec![
        draft("First paper on attention heads", "Code: https://github.com/first/code."),
        draft("Second paper on attention heads", "No code."),
        draft("Third paper on attention heads", "See https://github.com/First/Code and https://github.com/third/x"),
    ];
    let outcome = library.commit_import(drafts.clone()).expect("imported");
    assert_eq!(outcome.added.len(), 3, "all three are new");
    assert_eq!(outcome.repositories, 2, "case does not make another repository");
    assert_eq!(
        titles(&library, ""),
        ["First paper on attention heads", "Second paper on attention heads", "Third paper on attention heads"],
        "in the order of the page"
    );

    let review = library.review(Reading { drafts: drafts.clone(), ..Reading::default() }).expect("reviewed");
    assert_eq!((review.new, review.already_here), (0, 3), "the same page again brings nothing new");
    let again = library.commit_import(drafts).expect("imported again");
    assert_eq!((again.added.len(), again.already_here, again.journal_entry), (0, 3, None), "and writes nothing");

    let undone = library.undo().expect("undone").expect("there is something to undo");
    assert_eq!(undone.entry.name, "Import 3 papers", "the import is one action");
    assert_eq!(all(&library, "").len(), 0, "all of it is taken back");
    library.redo().expect("redone").expect("there is something to redo");
    assert_eq!(all(&library, "attention").len(), 3, "and comes back, searchable");
    assert_eq!(library.paper(all(&library, "")[0]).expect("a paper").code.len(), 1, "with its code");
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let folder = temp();
    let library = library(folder.path());
    let drafts: Vec<Draft> =
        (0..40).map(|i| draft(&format!("Paper of number {i} on stopping"), "Some words.")).collect();
    for at in [0.1, 0.5, 0.9] {
        let mut shares = Vec::new();
        let stopped = library.commit_import_watched(drafts.clone(), |share| {
            shares.push(share);
            share < at
        });
        assert_eq!(stopped.err().map(|error| error.code), Some(ErrorCode::Cancelled), "it says that it was stopped");
        assert!(shares.is_sorted() && shares.last().is_some_and(|last| *last >= at), "it told how far it was");
        assert_eq!(all(&library, "").len(), 0, "nothing is listed after stopping at {at}");
        assert_eq!(library.journal(1).expect("a journal").len(), 0, "and there is nothing to undo");
    }
    let mut last = 0.0;
    let outcome = library.commit_import_watched(drafts, |share| {
        last = share;
        true
    });
    assert_eq!(outcome.expect("imported").added.len(), 40, "it can be done again");
    assert!((last - 1.0_f64).abs() < 1e-9, "and is told to its end: {last}");
}

#[test]
fn an_import_fills_gaps_and_overwrites_nothing() {
    let folder = temp();
    let library = library(folder.path());
    let typed =
        NewPaper { title: "A Study of Gaps in Records".into(), venue: "My venue".into(), ..NewPaper::default() };
    let id = library.add_paper(&typed).expect("added");
    let draft = Draft {
        title: "A study of gaps in records".into(),
        abstract_text: "Text.".into(),
        venue: "Theirs".into(),
        year: Some(2024),
        ..Draft::default()
    };
    let review = library.review(Reading { drafts: vec![draft.clone()], ..Reading::default() }).expect("reviewed");
    let ReviewStatus::Update { changes, .. } = &review.items[0].status else {
        panic!("an update: {:?}", review.items[0])
    };
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["abstract", "year"], "only what is missing");
    library.commit_import(vec![draft]).expect("imported");
    let paper = library.paper(id).expect("the paper").paper;
    assert_eq!(
        (paper.venue.as_str(), paper.title.as_str()),
        ("My venue", "A Study of Gaps in Records"),
        "what was typed stays"
    );
    assert_eq!((paper.abstract_text.as_str(), paper.year), ("Text.", Some(2024)), "the gaps are filled");
}

#[test]
fn every_action_can_be_undone_and_redone_across_restarts() {
    let folder = temp();
    let id = {
        let library = library(folder.path());
        let id = library
            .add_paper(&NewPaper {
                title: "A paper to act on".into(),
                abstract_text: "Some words to mark here.".into(),
                ..NewPaper::default()
            })
            .expect("added");
        library.edit_papers(&[id], PaperEdit::Title("A better title".into())).expect("edited");
        library.edit_papers(&[id], PaperEdit::Authors(vec!["A. Author".into(), "B. Author".into()])).expect("edited");
        library.edit_papers(&[id], PaperEdit::Starred(true)).expect("starred");
        library.tag_papers(&[id], &["one".into(), "two".into()], &[]).expect("tagged");
        let top = library.create_collection("Top", None).expect("a collection");
        let nested = library.create_collection("Nested", Some(top)).expect("a nested one");
        library.file_papers(nested, &[id]).expect("filed");
        library.add_note(id, "A note with a link to https://github.com/in/note").expect("noted");
        library.add_annotation(id, AnnotationColor::Green, 5, 10).expect("highlighted");
        library.add_repository(id, "https://github.com/by/hand").expect("code added");
        library.trash_papers(&[id]).expect("trashed");
        library.empty_trash().expect("emptied");
        id
    };
    let library = library(folder.path());
    assert!(library.paper(id).is_err(), "deleted for good");
    library.undo().expect("undo works").expect("after a restart too");
    library.undo().expect("undo works").expect("the trashing");
    let whole = library.paper(id).expect("it is back");
    assert_eq!(whole.tags, ["one", "two"], "with its tags");
    assert_eq!(whole.notes.len(), 1, "its note");
    assert_eq!(whole.annotations.len(), 1, "its highlight");
    assert_eq!(whole.collections.len(), 1, "its collection");
    assert_eq!(whole.code.len(), 2, "its code, from the note and by hand");
    assert_eq!(whole.paper.authors.len(), 2, "its authors");
    let mut undone = 2;
    while library.undo().expect("undo works").is_some() {
        undone += 1;
    }
    assert_eq!(undone, 13, "each action was one entry");
    assert!(
        all(&library, "").is_empty() && library.overview().expect("overview").collections.is_empty(),
        "nothing is left"
    );
    for _ in 0..11 {
        library.redo().expect("redo works").expect("each can be redone");
    }
    assert_eq!(library.paper(id).expect("it is back"), whole, "redoing brings back the very same state");
    assert_eq!(titles(&library, "better tit"), ["A better title"], "searchable again");
}

#[test]
fn typing_a_note_is_one_action_and_nothing_typed_is_lost() {
    let folder = temp();
    let library = library(folder.path());
    let id = library.add_paper(&NewPaper { title: "A paper".into(), ..NewPaper::default() }).expect("added");
    let note = library.add_note(id, "").expect("a note");
    for end in 1..="Saved as typed".len() {
        library.save_note(note.id, &"Saved as typed"[..end]).expect("saved");
    }
    assert_eq!(library.journal(10).expect("journal").len(), 2, "adding the paper, writing the note");
    let reopened = Library::open_with(folder.path(), || NOW, |_| {}).expect("opens beside the other");
    assert_eq!(
        reopened.paper(id).expect("paper").notes[0].text,
        "Saved as typed",
        "another program sees the last letter"
    );
    library.undo().expect("undo").expect("the note");
    assert!(library.paper(id).expect("paper").notes.is_empty(), "the note goes in one step");
    library.redo().expect("redo").expect("the note");
    assert_eq!(library.paper(id).expect("paper").notes[0].text, "Saved as typed", "and comes back whole");
}

#[test]
fn highlights_follow_an_edited_abstract_or_are_told_apart() {
    let folder = temp();
    let library = library(folder.path());
    let text = "We propose a method. The method is simple.";
    let id = library
        .add_paper(&NewPaper { title: "A paper".into(), abstract_text: text.into(), ..NewPaper::default() })
        .expect("added");
    let start = text.find("simple").expect("there") as u32;
    library.add_annotation(id, AnnotationColor::Blue, start, start + 6).expect("highlighted");
    library.edit_papers(&[id], PaperEdit::Abstract(format!("In short: {text}"))).expect("edited");
    let moved = &library.paper(id).expect("paper").annotations[0];
    assert_eq!((moved.start, moved.orphaned), (start + 10, false), "it follows its words");
    library.edit_papers(&[id], PaperEdit::Abstract("Something else.".into())).expect("edited");
    let orphan = &library.paper(id).expect("paper").annotations[0];
    assert!(orphan.orphaned && orphan.quote == "simple", "its words are gone: kept, and said");
    library.undo().expect("undo").expect("the edit");
    assert!(!library.paper(id).expect("paper").annotations[0].orphaned, "undoing the edit anchors it again");
    assert!(library.add_annotation(id, AnnotationColor::Pink, 7, 7).is_err(), "an empty selection is refused");
}

#[test]
fn a_rejected_repository_stays_rejected() {
    let folder = temp();
    let library = library(folder.path());
    let text = "We compare with https://github.com/other/baseline and release https://github.com/our/code.";
    let id = library
        .add_paper(&NewPaper { title: "A paper".into(), abstract_text: text.into(), ..NewPaper::default() })
        .expect("added");
    let card = library
        .paper(id)
        .expect("paper")
        .code
        .into_iter()
        .find(|card| card.repository.owner == "other")
        .expect("both are found");
    library.reject_mention(card.mention_id).expect("rejected");
    library
        .edit_papers(&[id], PaperEdit::Abstract(format!("{text} See https://github.com/other/baseline again.")))
        .expect("edited");
    let code = library.paper(id).expect("paper").code;
    let status: Vec<(&str, MentionStatus)> =
        code.iter().map(|card| (card.repository.owner.as_str(), card.status)).collect();
    assert_eq!(status, [("our", MentionStatus::Found), ("other", MentionStatus::Rejected)], "the reader's word counts");
    assert_eq!(library.overview().expect("overview").repositories, 1, "and it is no longer checked");
    let error = library.add_repository(id, "https://example.org/x").expect_err("not a repository");
    assert_eq!(error.field, Some("url"), "an address that is none is refused: {error}");
}

#[test]
fn bad_libraries_are_refused_in_words_and_left_alone() {
    let folder = temp();
    let file = folder.path().join("library.sqlite");
    let cases: [(&[u8], ErrorCode); 2] = [
        (b"this is not a database, it only looks long enough to be one....", ErrorCode::Corrupt),
        (&[0xFF; 5000], ErrorCode::Corrupt),
    ];
    for (bytes, code) in cases {
        std::fs::write(&file, bytes).expect("written");
        let error = Library::open(folder.path()).err().expect("refused");
        assert_eq!(error.code, code, "{error}");
        assert!(error.message.contains("library.sqlite"), "names the file: {error}");
        assert_eq!(std::fs::read(&file).expect("read"), bytes, "left as it was");
    }
    std::fs::remove_file(&file).expect("removed");
    drop(library(folder.path()));
    let database = rusqlite::Connection::open(&file).expect("opened");
    database.pragma_update(None, "user_version", 9_999).expect("set");
    drop(database);
    let error = Library::open(folder.path()).err().expect("refused");
    assert_eq!(error.code, ErrorCode::Newer, "a newer library is not touched: {error}");

    let other = temp();
    rusqlite::Connection::open(other.path().join("library.sqlite"))
        .expect("opened")
        .execute_batch("CREATE TABLE theirs (x)")
        .expect("made");
    assert_eq!(
        Library::open(other.path()).err().expect("refused").code,
        ErrorCode::Corrupt,
        "another program's database is left alone"
    );

    let blocked = temp();
    std::fs::write(blocked.path().join("file"), "x").expect("written");
    let error = Library::open(&blocked.path().join("file/library")).err().expect("refused");
    assert_eq!(error.code, ErrorCode::ReadOnly, "a folder that cannot be made: {error}");
}

#[test]
fn sources_that_hold_nothing_are_refused_by_name() {
    let folder = temp();
    let library = library(folder.path());
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        ImportSource::File { path: path.to_string_lossy().into_owned() }
    };
    let binary: Vec<u8> = (0..4096_u32).map(|i| (i * 37 % 251) as u8).collect();
    for (name, source) in [
        ("missing.txt", ImportSource::File { path: folder.path().join("missing.txt").to_string_lossy().into_owned() }),
        ("empty.txt", file("empty.txt", b"")),
        ("picture.png", file("picture.png", &[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &binary].concat())),
        (
            folder.path().to_str().expect("utf-8"),
            ImportSource::File { path: folder.path().to_string_lossy().into_owned() },
        ),
    ] {
        let error = library.review_import(&source).expect_err("nothing to import");
        assert_eq!(error.code, ErrorCode::Input, "{error}");
        assert!(error.message.contains(name), "names the source: {error}");
    }
    assert!(all(&library, "").is_empty(), "the library is as it was");
}

#[test]
fn hostile_texts_are_kept_as_texts() {
    let folder = temp();
    let library = library(folder.path());
    let hostile = "<script>alert(1)</script> '; DROP TABLE paper; -- \u{0}\u{202E}";
    let id = library
        .add_paper(&NewPaper { title: hostile.into(), abstract_text: hostile.into(), ..NewPaper::default() })
        .expect("added");
    let note = library.add_note(id, hostile).expect("noted");
    assert!(!note.html.contains("<script"), "a note's HTML is sanitised: {}", note.html);
    assert_eq!(note.text, hostile, "its text is kept to the letter");
    library.tag_papers(&[id], &["\"quoted\" * OR NEAR(".into()], &[]).expect("tagged");
    for query in ["\" OR 1", "*", "NEAR(a b", "a*b^c", "{title}:x", "tag:\"\\\"", "paper_fts:"] {
        library
            .list_ids(&ListQuery { search: query.into(), ..ListQuery::default() })
            .expect("any text can be searched for");
    }
    for url in
        ["javascript:alert(1)", "file:///etc/passwd", "git://github.com/a/b", "--upload-pack=x", "https://x\n.example"]
    {
        assert!(library.edit_papers(&[id], PaperEdit::Url(url.into())).is_err(), "{url:?} is no web address");
    }
}

#[test]
fn two_programs_share_a_library() {
    let folder = temp();
    let window = library(folder.path());
    let terminal = library(folder.path());
    let before = window.data_version().expect("a number");
    let id = terminal.add_paper(&NewPaper { title: "Added elsewhere".into(), ..NewPaper::default() }).expect("added");
    assert_ne!(window.data_version().expect("a number"), before, "the window can tell");
    assert_eq!(titles(&window, "elsewhere"), ["Added elsewhere"], "and sees it");
    window.edit_papers(&[id], PaperEdit::Starred(true)).expect("starred");
    assert_eq!(
        terminal.undo().expect("undo").expect("one").entry.name,
        "Star “Added elsewhere”",
        "one journal for both"
    );
}
