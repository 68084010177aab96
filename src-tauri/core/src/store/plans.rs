//! No query may walk a whole table: every statement the store runs is traced and its plan read.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::{
    cards, checks, collections, duplicates, history, journal, lists, notes, notices, papers, repositories,
    saved_searches, settings, tags,
};
use crate::Library;
use crate::model::{CheckScope, Draft, ListQuery, ListView, PaperEdit, Sort, SortBy};

/// A reader has few of these; everything else grows with the library.
const SMALL: &[&str] = &[
    "tag",
    "collection",
    "setting",
    "host_pause",
    "current_entry",
    "duplicate_state",
    "pragma_table_info",
    "check_queue",
    "lookup_queue",
    "saved_search",
];

fn scans(connection: &Connection, seen: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for sql in seen {
        let Ok(mut plan) = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")) else { continue };
        let lines: Vec<String> = plan.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().expect("a plan");
        // The newest few in the order they are stored in: it stops after those.
        let stops = sql.contains(" LIMIT ") && !lines.iter().any(|line| line.contains("TEMP B-TREE"));
        for line in lines.into_iter().filter(|_| !stops) {
            let Some(rest) = line.strip_prefix("SCAN ") else { continue };
            let table = rest.split(' ').next().unwrap_or_default();
            let by_index = rest.contains(" USING ") || rest.contains("VIRTUAL TABLE INDEX");
            let of_a_query = rest.starts_with('(') || !connection.table_exists(None, table).unwrap_or(true);
            if !by_index && !of_a_query && !SMALL.contains(&table) {
                found.push(format!("{line}  in  {sql}"));
            }
        }
    }
    found
}

#[test]
fn no_query_scans_a_table() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let drafts: Vec<Draft> = (0..30)
        .map(|i| Draft {
            title: format!("A paper of number {i} on plans"),
            abstract_text: format!("Code is at https://github.com/owner/code{i}."),
            authors: vec![format!("Author {i}")],
            year: Some(2000 + i),
            ..Draft::default()
        })
        .collect();
    let ids = library.commit_import(drafts).expect("imported").added;
    library.tag_papers(&ids[..3], &["plans".into()], &[]).expect("tagged");
    library.edit_papers(&ids[..5], PaperEdit::Starred(true)).expect("starred");
    let collection = library.create_collection("Plans", None).expect("a collection");
    library.file_papers(collection, &ids[..4]).expect("filed");
    let saved = library.save_search("Plans", &ListView::All, "plans year:2004..").expect("saved");
    library.add_note(ids[0], "A note").expect("noted");
    library.queue_check(&CheckScope::All).expect("queued");

    let mut connection = super::connect(&folder.path().join(super::FILE_NAME)).expect("opens");
    let seen: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let note = seen.clone();
    let trace = move |event: TraceEvent<'_>| match event {
        // Statements of triggers come as comments.
        TraceEvent::Stmt(_, sql) if !sql.starts_with("--") => {
            note.lock().expect("nothing fails here").insert(sql.to_owned());
        }
        _ => {}
    };
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(trace)).expect("traced");
    for view in [
        ListView::All,
        ListView::Inbox,
        ListView::Reading,
        ListView::Starred,
        ListView::Attention,
        ListView::Duplicates,
        ListView::Trash,
        ListView::Tag { name: "plans".into() },
        ListView::Collection { id: collection },
        ListView::Search { id: saved },
    ] {
        for by in [SortBy::Added, SortBy::Year, SortBy::Title, SortBy::Stars, SortBy::Pushed] {
            for descending in [true, false] {
                for search in [
                    "",
                    "plans",
                    "p",
                    "year:2004.. plans",
                    "tag:plans",
                    "has:code",
                    "has:notes",
                    "has:highlights",
                    "code:gone",
                    "is:starred",
                    "is:retracted",
                    "-is:retracted",
                    "-plans",
                    "author:author",
                ] {
                    let query = ListQuery {
                        view: view.clone(),
                        sort: Sort { by, descending },
                        search: search.into(),
                        first: None,
                    };
                    let found = lists::ids(&connection, &query).expect("a list");
                    lists::rows(&connection, &found, search).expect("rows");
                }
            }
        }
    }
    duplicates::ask_all(&connection, ids[0]).expect("what it looks like");
    lists::counts(&connection).expect("counts");
    tags::all(&connection).expect("tags");
    collections::all(&connection).expect("collections");
    repositories::counts(&connection, 0).expect("counts");
    saved_searches::all(&connection).expect("saved searches");
    settings::all(&connection).expect("settings");
    journal::newest_done(&connection).expect("undo");
    journal::oldest_undone(&connection).expect("redo");
    journal::entries(&connection, 20).expect("entries");
    papers::get(&connection, ids[0]).expect("a paper");
    papers::by_title(&connection, "A paper of number 3 on plans").expect("found");
    cards::of_paper(&connection, ids[0]).expect("cards");
    let entry = journal::newest_done(&connection).expect("asked").expect("an action").id;
    history::changes(&connection, entry).expect("changes");
    history::of_paper(&connection, ids[0]).expect("its history");
    journal::in_the_way(&connection, entry).expect("what stands in the way");
    notices::since(&connection, 0, 10).expect("news");
    notes::of_paper(&connection, ids[0]).expect("notes");
    checks::next_batch(&connection, i64::MIN, 10).expect("a batch");

    let seen = seen.lock().expect("nothing fails here").clone();
    assert!(seen.len() > 100, "the statements were seen");
    let scans = scans(&connection, &seen);
    assert!(scans.is_empty(), "these walk a whole table:\n{}", scans.join("\n"));
}
