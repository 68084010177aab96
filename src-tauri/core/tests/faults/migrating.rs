//! Killed while an older library is brought up to date: it is the old one or the new one, whole.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use postil_core::Library;
use postil_core::model::ListQuery;
use rusqlite::Connection;

use crate::rounds;

const FOLDER: &str = "POSTIL_MIGRATING_FOLDER";
const PAPERS: i64 = 400;

/// The program that dies. By itself, as a test, it does nothing.
#[test]
fn opens_an_older_library() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        Library::open(Path::new(&folder)).expect("the library opens");
    }
}

/// A library as the first Postil made it, with papers and notes.
fn oldest(folder: &Path) {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations/0001_library.sql");
    let mut db = Connection::open(folder.join("library.sqlite")).expect("opens");
    db.execute_batch(&std::fs::read_to_string(schema).expect("the first schema")).expect("made");
    db.execute_batch("PRAGMA application_id = 1349481332; PRAGMA user_version = 1").expect("marked");
    let tx = db.transaction().expect("begun");
    for id in 1..=PAPERS {
        tx.execute(
            "INSERT INTO paper (id, title, abstract, created_at, modified_at) VALUES (?1, ?2, ?3, 0, 0)",
            (id, format!("Paper {id} of an older library"), "Words. ".repeat(300)),
        )
        .expect("written");
        tx.execute(
            "INSERT INTO note (paper_id, text, created_at, modified_at) VALUES (?1, ?2, 0, 0)",
            (id, format!("Note {id}")),
        )
        .expect("written");
    }
    tx.commit().expect("kept");
}

#[test]
fn an_older_library_survives_being_brought_up_to_date() {
    let (mut before, mut after) = (0, 0);
    for round in 0..rounds(6) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        oldest(folder.path());
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["faults::migrating::opens_an_older_library", "--exact", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        std::thread::sleep(Duration::from_millis((round as u64 * 13) % 120));
        child.kill().expect("killed");
        child.wait().expect("gone");
        let raw = Connection::open(folder.path().join("library.sqlite")).expect("opens");
        let version: i64 = raw.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version");
        let verdict: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
        assert_eq!(verdict, "ok", "the file is sound");
        let columns: i64 = raw
            .query_row("SELECT count(*) FROM pragma_table_info('paper') WHERE name = 'entry_type'", [], |row| {
                row.get(0)
            })
            .expect("counted");
        assert_eq!(columns == 1, version > 1, "all steps or none: version {version}");
        drop(raw);
        if version == 1 {
            before += 1
        } else {
            after += 1
        }
        let library = Library::open(folder.path()).expect("it opens, as new");
        let ids = library.list_ids(&ListQuery::default()).expect("listed");
        assert_eq!(ids.len() as i64, PAPERS, "every paper is there");
        let by_title = ListQuery { search: "title:older".into(), ..ListQuery::default() };
        let found = library.list_ids(&by_title).expect("searched");
        assert_eq!(found.len() as i64, PAPERS, "every title is found");
        for id in ids {
            assert_eq!(library.paper(id).expect("a paper").notes[0].text, format!("Note {id}"), "with its note");
        }
    }
    eprintln!("killed while bringing up to date: {before} stayed old, {after} were new, all whole");
}
