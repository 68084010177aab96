//! Actions taken back in any order, as a reader, a terminal and a second thought would: what is not allowed is told and
//! changes nothing, and in the end everything is as it was.

use std::collections::BTreeMap;
use std::path::Path;

use postil_core::model::*;
use postil_core::{ErrorCode, Library, Result};

use crate::breed::Numbers;
use crate::{all, draft, library, mirror, temp};

/// What a reader put into a library; what was learned of repositories stays when an action is undone.
fn contents(folder: &Path) -> BTreeMap<&'static str, Vec<String>> {
    let mut all = mirror::contents(folder);
    all.retain(|name, _| !matches!(*name, "repository" | "check" | "rescue" | "preservation" | "inside" | "deep path"));
    all
}

fn newest(library: &Library) -> JournalEntry {
    library.journal(1).expect("a journal").remove(0)
}

fn conflict(library: &Library, entry: Id) -> String {
    let error = library.toggle_action(entry).expect_err("something stands in the way");
    assert_eq!(error.code, ErrorCode::Conflict, "{error}");
    for machine in ["UNIQUE", "constraint", "KEY", "_id"] {
        assert!(!error.message.contains(machine), "in words for readers: {error}");
    }
    error.message
}

#[test]
fn a_collection_is_not_taken_away_with_what_was_put_into_it_since() {
    let folder = temp();
    let library = library(folder.path());
    let ids = library.commit_import(vec![draft("Rain", ""), draft("Snow", "")]).expect("imported").added;
    let outer = library.create_collection("Thesis", None).expect("made");
    let made = newest(&library).id;
    library.file_papers(outer, &ids[..1]).expect("filed");
    let filed = newest(&library).id;
    let before = contents(folder.path());
    assert!(conflict(&library, made).contains("came after it"), "the filing would go unseen");
    assert_eq!(contents(folder.path()), before, "nothing was changed");
    library.toggle_action(filed).expect("taken out").expect("taken out");

    library.create_collection("Chapter", Some(outer)).expect("made");
    let inner = newest(&library).id;
    assert!(conflict(&library, made).contains("Chapter"), "it would go with the one around it");
    library.toggle_action(inner).expect("taken back").expect("taken back");

    let filed_draft = Draft { collections: vec![vec!["Thesis".into()]], ..draft("Wind", "") };
    library.commit_import(vec![filed_draft]).expect("imported");
    assert!(conflict(&library, made).contains("Import 1 paper"), "an import put a paper there");
    library.undo().expect("undone").expect("the import");
    library.toggle_action(made).expect("empty again").expect("taken back");
    assert!(library.collection_named("Thesis").is_err(), "it is gone");
}

#[test]
fn the_name_of_a_tag_that_was_used_again_comes_back() {
    for change in
        [|library: &Library| library.rename_tag("hail", "sleet"), |library: &Library| library.delete_tag("hail")]
    {
        let folder = temp();
        let library = library(folder.path());
        let ids = library.commit_import(vec![draft("Rain", ""), draft("Snow", "")]).expect("imported").added;
        library.tag_papers(&ids[..1], &["hail".into()], &[]).expect("tagged");
        let begun = contents(folder.path());
        change(&library).expect("done");
        library.tag_papers(&ids[1..], &["hail".into()], &[]).expect("the old name is free again");
        let ended = contents(folder.path());
        library.undo().expect("undone").expect("the tagging");
        library.undo().expect("undone").expect("the change of the tag");
        assert_eq!(contents(folder.path()), begun, "as it was");
        library.redo().expect("redone").expect("the change of the tag");
        library.redo().expect("redone").expect("the tagging");
        assert_eq!(contents(folder.path()), ended, "and forth");
    }
}

#[test]
fn what_is_there_already_is_told_in_words() {
    let folder = temp();
    let library = library(folder.path());
    let ids = library.commit_import(vec![draft("Rain", ""), draft("Snow", "")]).expect("imported").added;
    let again = |act: &dyn Fn() -> Result<()>, other: &dyn Fn() -> Result<()>| {
        act().expect("done");
        let entry = newest(&library).id;
        library.undo().expect("undone").expect("undone");
        other().expect("done by another action");
        let before = contents(folder.path());
        let said = conflict(&library, entry);
        assert!(said.contains("cannot be redone"), "{said}");
        assert_eq!(contents(folder.path()), before, "nothing was changed");
    };
    let tag = || library.tag_papers(&ids[..1], &["weather".into()], &[]);
    again(&tag, &tag);
    let key = |at: usize| library.edit_papers(&ids[at..=at], PaperEdit::CitationKey(Some("rain2024".into())));
    again(&|| key(0), &|| key(1));
    let thesis = library.create_collection("Thesis", None).expect("made");
    let file = || library.file_papers(thesis, &ids[..1]);
    again(&file, &file);
}

/// One thing a reader does, whatever comes of it.
fn act(library: &Library, numbers: &mut Numbers) -> Result<()> {
    let papers = all(library, "");
    let Some(&paper) = papers.get(numbers.below(papers.len())) else {
        return library.commit_import(vec![draft("A last paper", "")]).map(drop);
    };
    let other = papers[numbers.below(papers.len())];
    let word = ["rain", "snow", "wind", "hail"][numbers.below(4)];
    let overview = library.overview()?;
    let collection = overview.collections.get(numbers.below(overview.collections.len())).map(|found| found.id);
    let view = library.paper(paper)?;
    match numbers.below(19) {
        0 => library.edit_papers(&[paper], PaperEdit::Title(format!("A paper on {word}"))),
        1 => library.edit_papers(&[paper, other], PaperEdit::Venue(word.into())),
        2 => library.edit_papers(&[paper], PaperEdit::Authors(vec![format!("Ada {word}"), "Bo Berg".into()])),
        3 => library.edit_papers(&[paper], PaperEdit::CitationKey(Some(word.into()))),
        4 => {
            library.edit_papers(&[paper], PaperEdit::Abstract(format!("See https://github.com/valley/{word} for all.")))
        }
        5 => library.tag_papers(&[paper, other], &[word.into()], &[]),
        6 => library.tag_papers(&[paper], &[], &[word.into()]),
        7 => library.rename_tag(word, ["sleet", "rain"][numbers.below(2)]),
        8 => library.delete_tag(word),
        9 => library.create_collection(word, collection.filter(|_| numbers.below(2) == 0)).map(drop),
        10 => collection.map_or(Ok(()), |id| library.delete_collection(id)),
        11 => collection.map_or(Ok(()), |id| library.file_papers(id, &[paper, other])),
        12 => collection.map_or(Ok(()), |id| library.unfile_papers(id, &[paper])),
        13 => match view.notes.first() {
            Some(note) if numbers.below(3) == 0 => library.delete_note(note.id),
            Some(note) => library.save_note(note.id, &format!("{} {word}", note.text)).map(drop),
            None => library.add_note(paper, word).map(drop),
        },
        14 => library.add_annotation(paper, AnnotationColor::Green, 0, 3).map(drop),
        15 => library.trash_papers(&[paper]),
        16 if paper != other => library.merge_papers(paper, &[other], &[]),
        17 => library.save_search(&format!("About {word}"), &ListView::All, word).map(drop),
        _ => {
            let filed = vec![vec![word.to_owned(), "inner".to_owned()]];
            let code = format!("The code is at https://github.com/valley/{word}.");
            let new = Draft {
                tags: vec![word.into()],
                collections: filed,
                ..draft(&format!("New {}", numbers.below(1000)), &code)
            };
            library.commit_import(vec![new]).map(drop)
        }
    }
}

#[test]
fn any_order_of_undoing_ends_where_it_began() {
    for round in 0..9 {
        let folder = temp();
        let library = library(folder.path());
        let mut numbers = Numbers::new();
        for _ in 0..round * 1_000 {
            numbers.below(2);
        }
        let start = ["rain", "snow", "wind"].map(|word| draft(&format!("On {word}"), "Some words of an abstract."));
        library.commit_import(start.into()).expect("imported");
        let first = newest(&library).id;
        let begun = contents(folder.path());
        let (mut taken_back, mut refused) = (0, 0);
        for step in 0..70 {
            let at = format!("round {round}, step {step}");
            if numbers.below(3) > 0 {
                // What is not possible (a name that is taken, a tag that is not there) is an error in words.
                let _ = act(&library, &mut numbers);
                continue;
            }
            let entries = library.journal(30).expect("a journal");
            let entry = &entries[numbers.below(entries.len())];
            if entry.id == first {
                continue;
            }
            let before = contents(folder.path());
            match library.toggle_action(entry.id) {
                Ok(done) => {
                    taken_back += 1;
                    let done = done.expect("an action").entry;
                    assert_ne!(done.undone, entry.undone, "{at}: {}", entry.name);
                    library.toggle_action(entry.id).unwrap_or_else(|error| panic!("{at}: and back: {error}"));
                    assert_eq!(contents(folder.path()), before, "{at}: “{}” taken back and done again", entry.name);
                    if numbers.below(2) == 0 {
                        library.toggle_action(entry.id).unwrap_or_else(|error| panic!("{at}: once more: {error}"));
                    }
                }
                Err(error) => {
                    refused += 1;
                    assert_eq!(error.code, ErrorCode::Conflict, "{at}: {error}");
                    assert!(!error.message.contains("constraint"), "{at}: in words: {error}");
                    assert_eq!(contents(folder.path()), before, "{at}: a conflict changes nothing");
                }
            }
        }
        assert!(taken_back > 3 && refused > 0, "round {round} tried both: {taken_back}, {refused}");
        let ended = contents(folder.path());
        let standing = |library: &Library| -> Vec<Id> {
            library
                .journal(500)
                .expect("a journal")
                .into_iter()
                .filter(|entry| !entry.undone)
                .map(|entry| entry.id)
                .collect()
        };
        let stood = standing(&library);
        while newest_standing(&library) != Some(first) {
            let undone = library
                .undo()
                .unwrap_or_else(|error| panic!("round {round}: newest first is always possible: {error}"));
            assert!(undone.is_some(), "round {round}: the first import stands last");
        }
        assert_eq!(contents(folder.path()), begun, "round {round}: all is as it was");
        for entry in stood.iter().rev().filter(|entry| **entry != first) {
            library.toggle_action(*entry).unwrap_or_else(|error| panic!("round {round}: redone in order: {error}"));
        }
        assert_eq!(standing(&library), stood, "round {round}: the same stands");
        assert_eq!(contents(folder.path()), ended, "round {round}: and all is as it was at the end");
    }
}

fn newest_standing(library: &Library) -> Option<Id> {
    library.journal(500).expect("a journal").into_iter().find(|entry| !entry.undone).map(|entry| entry.id)
}

#[test]
fn an_import_of_new_papers_and_of_papers_that_are_there_goes_and_comes_as_one() {
    let folder = temp();
    let library = library(folder.path());
    let known = |at: usize| Draft {
        citation_key: Some(format!("known{at}")),
        ..draft(&format!("Measuring rain in the streets of town {at}"), "")
    };
    library.commit_import((0..20).map(known).collect()).expect("imported");
    let begun = contents(folder.path());
    // Rows of many new papers, of one that is filled, of a few new ones, and so on: each is noted in a way of its own.
    let (mut drafts, mut filled) = (Vec::new(), 0);
    for at in 0..300 {
        let tags = vec![format!("tag {at}")];
        let collections = vec![vec!["Weather".to_owned(), format!("Year {}", at % 7)]];
        drafts.push(Draft {
            tags,
            collections,
            comments: "Seen.".into(),
            ..draft(&format!("Watching fog from the hills of valley {at}"), "")
        });
        if matches!(at, 3 | 4 | 80 | 100 | 290) {
            let identifiers = vec![Identifier { kind: IdentifierKind::Doi, value: format!("10.1234/rain.{filled}") }];
            drafts.push(Draft { identifiers, notes: vec!["Measured twice.".into()], ..known(filled) });
            filled += 1;
        }
    }
    let outcome = library.commit_import(drafts.clone()).expect("imported");
    assert_eq!((outcome.added.len(), outcome.updated.len()), (300, filled), "new ones, and what others lacked");
    let ended = contents(folder.path());
    library.undo().expect("undone").expect("the import");
    assert_eq!(contents(folder.path()), begun, "nothing of it is left, in papers that were there neither");
    library.redo().expect("redone").expect("the import");
    assert_eq!(contents(folder.path()), ended, "and all of it comes back");
    library.undo().expect("undone").expect("the import");

    let mut heard = 0;
    let stopped = library.commit_import_watched(drafts, |_| {
        heard += 1;
        heard < 70
    });
    assert_eq!(stopped.expect_err("stopped").code, ErrorCode::Cancelled, "while its papers are written");
    assert_eq!(contents(folder.path()), begun, "nothing is kept");
    let paper = library.list_ids(&ListQuery::default()).expect("a list")[0];
    library.tag_papers(&[paper], &["wet".into()], &[]).expect("tagged");
    library.undo().expect("undone").expect("the tagging is known as an action, as before");
    assert_eq!(contents(folder.path()), begun, "and goes");
}
