//! What is done to a library by a program that may die, and what must be true of it afterwards.

use std::collections::BTreeSet;
use std::path::Path;

use postil_core::links::run::{CheckRecord, CheckStore};
use postil_core::machine::now;
use postil_core::model::{CheckScope, Draft, Evidence, Id, ListQuery, PaperEdit, SnapshotReason, Verdict, VerdictKind};
use postil_core::{Library, Result};

/// One action of the row; gives what was acknowledged as something to be found later.
pub fn act(library: &Library, number: usize) -> Vec<String> {
    let mut done = Vec::new();
    try_act(library, number, &mut done).expect("nothing stands in its way");
    done
}

/// The same where something may: `done` tells what was acknowledged until then.
pub fn try_act(library: &Library, number: usize, done: &mut Vec<String>) -> Result<()> {
    let draft = Draft {
        title: format!("Paper {} of those that are written while the power may fail", word(number)),
        abstract_text: format!("It is about number {number}. Code: https://github.com/fault/{}.", word(number)),
        ..Draft::default()
    };
    let paper = library.commit_import(vec![draft])?.added[0];
    done.push(format!("paper {}", word(number)));
    library.add_note(paper, &format!("Note {}.", word(number)))?;
    done.push(format!("note {}", word(number)));
    library.tag_papers(&[paper], &[format!("tag-{}", number % 7)], &[])?;
    match number % 5 {
        // What is undone must stay undone, and redone be there again.
        0 => {
            library.edit_papers(&[paper], PaperEdit::Venue("Nowhere".into()))?;
            library.undo()?.expect("something");
            done.push(format!("without-venue {}", word(number)));
        }
        1 => {
            library.edit_papers(&[paper], PaperEdit::Venue("Somewhere".into()))?;
            library.undo()?.expect("something");
            library.redo()?.expect("something");
            done.push(format!("with-venue {}", word(number)));
        }
        2 => {
            let repository = library.paper(paper)?.code[0].repository.id;
            library.queue_check(&CheckScope::Repository { id: repository })?;
            library.record(repository, &found(), true)?;
            done.push(format!("checked {}", word(number)));
        }
        3 if number % 15 == 3 => {
            library.snapshot(SnapshotReason::Asked)?;
            done.push("snapshot -".into());
        }
        _ => {}
    }
    Ok(())
}

fn found() -> CheckRecord {
    CheckRecord {
        at: now(),
        verdict: Verdict { kind: VerdictKind::Alive, headline: "Alive".into(), ..Verdict::default() },
        settled: true,
        facts: None,
        remote_id: Some(7),
        first_missing: None,
        etag: None,
        next_due: 0,
        evidence: Evidence::default(),
        retry_at: None,
        chosen_candidate: None,
        paths: Vec::new(),
    }
}

/// A word of letters that no other number has, so that a search finds one paper.
pub fn word(number: usize) -> String {
    format!("q{}", format!("{number:08}").bytes().map(|digit| char::from(b'a' + digit - b'0')).collect::<String>())
}

/// Everything that must hold of a library whose program died.
pub fn is_whole(folder: &Path, acknowledged: &[String]) {
    is_whole_but_for(folder, acknowledged, usize::MAX);
}

/// The same, of the snapshots only the newest so many: those looked at before lie there unchanged.
pub fn is_whole_but_for(folder: &Path, acknowledged: &[String], snapshots: usize) {
    let library = Library::open(folder).expect("the library always opens");
    let only = |word: &str| -> Id {
        let found = library.list_ids(&ListQuery { search: word.into(), ..ListQuery::default() }).expect("searched");
        assert_eq!(found.len(), 1, "{word} is found once, by its words: the index is in step");
        found[0]
    };
    for line in acknowledged {
        let (what, word) = line.split_once(' ').expect("two words");
        match what {
            "paper" => drop(only(word)),
            "note" => {
                let notes = library.paper(only(word)).expect("a paper").notes;
                assert!(notes.iter().any(|note| note.text == format!("Note {word}.")), "{line} was acknowledged");
            }
            "without-venue" => {
                assert_eq!(library.paper(only(word)).expect("a paper").paper.venue, "", "{line}: undone stays undone");
            }
            "with-venue" => {
                let venue = library.paper(only(word)).expect("a paper").paper.venue;
                assert_eq!(venue, "Somewhere", "{line}: redone stays redone");
            }
            "checked" => {
                let code = library.paper(only(word)).expect("a paper").code;
                assert_eq!(code[0].verdict.kind, VerdictKind::Alive, "{line}: a finished verdict stays");
            }
            "snapshot" => assert!(!library.snapshots().expect("listed").is_empty(), "a copy with a name is there"),
            other => panic!("{other} is not a word of the child"),
        }
    }
    for snapshot in library.snapshots().expect("listed").into_iter().take(snapshots) {
        library.restore_preview(&snapshot.name).expect("every copy with a name is sound");
    }
    if library.undo().expect("undo works").is_some() {
        library.redo().expect("and so does redo").expect("something to redo");
    }
    let ids: BTreeSet<Id> = library.list_ids(&ListQuery::default()).expect("a list").into_iter().collect();
    assert_eq!(
        ids.len(),
        library.overview().expect("overview").counts.all as usize,
        "the sidebar counts what is listed"
    );
    drop(library);
    let raw = rusqlite::Connection::open(folder.join("library.sqlite")).expect("opens");
    let verdict: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(verdict, "ok", "the file is sound");
    let orphans: i64 =
        raw.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(orphans, 0, "no row points at nothing");
}
