//! The real window killed at a random instant, while it imports, is typed into, checks and takes back: nothing that its
//! page was told is safe may be lost, and the library is whole. `make torture` does it hundreds of times.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;

use postil_core::Library;
use postil_core::model::{Id, ListQuery, VerdictKind};
use postil_standin::{StandIn, demo_situations};
use serde_json::{Value, json};

use super::window::Window;

/// Papers of one import; all of them are there, or none.
const BATCH: usize = 250;
/// How long, in ms, the page takes about for what each scene begins with: importing, typing, checking, taking back.
const SCENES: [u64; 4] = [500, 700, 400, 150];

/// How many kills: one of each scene, or as many times that as `make torture` wants.
fn kills() -> usize {
    let times = std::env::var("POSTIL_TORTURE").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    SCENES.len() * times
}

/// What the page was told of each paper or batch, the last word on each matter.
#[derive(Default)]
struct Told(HashMap<(String, String), String>);

impl Told {
    fn hear(&mut self, lines: &[Value]) {
        for line in lines {
            let part = |at: usize| line[at].as_str().unwrap_or_default().to_owned();
            let (what, word, more) = (part(0), part(1), part(2));
            assert_ne!(what, "failed", "nothing stood in the way of {more}: {word}");
            self.0.insert((what, word), more);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_window_loses_nothing_it_acknowledged() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(demo_situations()).expect("the stand-in starts");
    let (mut acknowledged, mut during) = (0, BTreeMap::<String, usize>::new());
    // Not random by the clock: a failure can be had again.
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    let kills = kills();
    for round in 0..kills {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let window = Window::open(folder.path(), &standin).await;
        window.wait("body.is-ready", "the window opens on what the last kill left").await;
        let arguments = vec![json!(round * 1_000), json!(round % SCENES.len()), json!(BATCH)];
        window.run(include_str!("killed.js"), arguments).await;
        let mut told = Told::default();
        let (mut heard, mut doing) = (0, String::new());
        // Each scene is begun first in its turn; from there on any instant will do.
        while doing.is_empty() {
            listen(&window, &mut told, &mut heard, &mut doing).await;
        }
        let killing = window.kill_after(Duration::from_millis((seed >> 33) % SCENES[round % SCENES.len()]));
        while listen(&window, &mut told, &mut heard, &mut doing).await {}
        killing.await.expect("killed");
        window.abandon();
        *during.entry(doing).or_default() += 1;
        acknowledged += heard;
        is_whole(&folder.path().join("library"), &told);
    }
    let scenes: Vec<String> = during.iter().map(|(scene, times)| format!("{times} in {scene}")).collect();
    eprintln!("{kills} kills of the window ({}), {acknowledged} acknowledgements, none lost", scenes.join(", "));
    assert!(acknowledged >= kills, "it did some work before it died: {acknowledged}");
}

/// Hears what the page was told since; `false` once there is no page any more.
async fn listen(window: &Window, told: &mut Told, heard: &mut usize, doing: &mut String) -> bool {
    let script = "return [window.doing, window.told.slice(arguments[0])]";
    let Some(answer) = window.try_evaluate(script, vec![json!(*heard)]).await else { return false };
    let lines = answer[1].as_array().cloned().unwrap_or_default();
    *heard += lines.len();
    told.hear(&lines);
    *doing = answer[0].as_str().unwrap_or_default().to_owned();
    true
}

/// Everything that must hold of a library whose window died.
fn is_whole(folder: &Path, told: &Told) {
    let library = Library::open(folder).expect("the library opens");
    let find = |word: &str| -> Vec<Id> {
        library.list_ids(&ListQuery { search: word.into(), ..ListQuery::default() }).expect("searched")
    };
    for ((what, word), more) in &told.0 {
        let found = find(word);
        if what == "batch" {
            assert_eq!(found.len(), BATCH, "the import {word} was acknowledged");
            continue;
        }
        assert_eq!(found.len(), 1, "{word} is found once, by its words: {what} was acknowledged");
        let view = library.paper(found[0]).expect("a paper");
        match what.as_str() {
            "paper" => {}
            "note" => {
                let kept = view.notes.iter().any(|note| note.text.starts_with(more.as_str()));
                assert!(kept, "“{more}” was acknowledged; there is {:?}", view.notes);
            }
            "checked" => assert_eq!(view.code[0].verdict.kind, VerdictKind::Alive, "{word}: a verdict shown stays"),
            "undone" => assert_eq!(view.paper.venue, "", "{word}: undone stays undone"),
            "redone" => assert_eq!(view.paper.comments, "Somewhere", "{word}: done again stays done"),
            other => panic!("{other} is not a word of the page"),
        }
    }
    let all = library.list_ids(&ListQuery::default()).expect("a list");
    assert_eq!(
        all.len(),
        library.overview().expect("overview").counts.all as usize,
        "the sidebar counts what is listed"
    );
    if library.undo().expect("undo works").is_some() {
        library.redo().expect("and so does redo").expect("something to redo");
    }
    drop(library);
    let raw = rusqlite::Connection::open(folder.join("library.sqlite")).expect("opens");
    let verdict: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(verdict, "ok", "the file is sound");
    let orphans: i64 =
        raw.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(orphans, 0, "no row points at nothing");
    let halves: i64 = raw
        .query_row(
            "SELECT count(*) FROM (SELECT 1 FROM paper WHERE title GLOB 'Paper b*' GROUP BY substr(title, 7, 9)
             HAVING count(*) <> ?1)",
            [BATCH as i64],
            |row| row.get(0),
        )
        .expect("counted");
    assert_eq!(halves, 0, "an import that was not acknowledged is there whole or not at all");
    let astray: i64 = raw
        .query_row(
            "SELECT count(*) FROM note JOIN paper ON paper.id = paper_id WHERE text <> '' AND instr(title, substr(text, 1, 9)) = 0",
            [],
            |row| row.get(0),
        )
        .expect("counted");
    assert_eq!(astray, 0, "each note is on the paper that was chosen last");
}
