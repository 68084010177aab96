//! Files damaged at random: the library opens, or it is said in words; never a crash, never worse than before.

use std::path::Path;

use postil_core::model::ListQuery;
use postil_core::{ErrorCode, Library};

use super::library::act;
use crate::rounds;

struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

fn damage(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let at = random.next(bytes.len());
    match random.next(5) {
        0 => {
            bytes.truncate(at);
            format!("cut off at {at}")
        }
        1 => {
            let end = (at + 1 + random.next(4_096)).min(bytes.len());
            bytes[at..end].fill(0);
            format!("zeros from {at} to {end}")
        }
        2 => {
            let end = (at + 1 + random.next(64)).min(bytes.len());
            bytes[at..end].iter_mut().for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(7));
            format!("noise from {at} to {end}")
        }
        3 => {
            let page = at / 4_096 * 4_096;
            let end = (page + 4_096).min(bytes.len());
            let from = random.next(bytes.len() - (end - page));
            bytes.copy_within(from..from + (end - page), page);
            format!("another page at {page}")
        }
        _ => {
            // The head says what the file is.
            let at = random.next(100);
            bytes[at] = bytes[at].wrapping_add(1);
            format!("another byte at {at}")
        }
    }
}

/// Everything a window reads first; each may fail, in words.
fn read_all(library: &Library) -> Vec<String> {
    let mut said = Vec::new();
    let mut hear = |outcome: Result<(), postil_core::Error>| said.extend(outcome.err().map(|error| error.message));
    hear(library.overview().map(drop));
    hear(library.list_ids(&ListQuery { search: "power".into(), ..ListQuery::default() }).map(drop));
    match library.list_ids(&ListQuery::default()) {
        Ok(ids) => {
            hear(library.list_rows(&ids, "").map(drop));
            ids.iter().take(5).for_each(|id| hear(library.paper(*id).map(drop)));
        }
        Err(error) => hear(Err(error)),
    }
    hear(library.journal(50).map(drop));
    hear(library.undo().map(drop));
    said
}

#[test]
fn a_damaged_library_opens_or_says_why_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    (0..12).for_each(|number| drop(act(&library, number)));
    drop(library);
    let sound = std::fs::read(folder.path().join("library.sqlite")).expect("read");
    let mut random = Random(7);
    let (mut opened, mut refused, mut partly) = (0, 0, 0);
    for _ in 0..rounds(150) {
        let place = tempfile::tempdir().expect("a temporary folder");
        let file = place.path().join("library.sqlite");
        let mut bytes = sound.clone();
        let what = damage(&mut bytes, &mut random);
        std::fs::write(&file, &bytes).expect("written");
        match Library::open(place.path()) {
            Ok(library) => {
                let said = read_all(&library);
                for words in &said {
                    assert!(words.len() > 20 && !words.contains("Error {"), "{what}: in words, not {words:?}");
                }
                if said.is_empty() { opened += 1 } else { partly += 1 }
            }
            Err(error) => {
                assert!(is_told(error.code), "{what}: {error:?}");
                let name = place.path().display().to_string();
                assert!(error.message.contains(&name), "{what}: it names the place: {}", error.message);
                is_no_worse(&file, &bytes, &what);
                refused += 1;
            }
        }
    }
    eprintln!("{opened} opened whole, {partly} in part, {refused} refused in words");
    assert!(opened > 0 && refused > 0, "both happen: {opened} opened, {refused} refused");
}

fn is_told(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::Corrupt | ErrorCode::Newer | ErrorCode::ReadOnly)
}

fn is_no_worse(file: &Path, before: &[u8], what: &str) {
    // An empty file is one that a new library may be made in; everything else is left byte for byte.
    let after = std::fs::read(file).expect("still there");
    assert!(before.is_empty() || after == before, "{what}: what is refused is left as it is");
}
