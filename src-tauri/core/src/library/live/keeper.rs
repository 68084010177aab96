//! What follows the library and the files themselves while a window is open.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::SystemTime;

use super::laid::Laid;
use crate::Library;
use crate::error::{ErrorCode, Result};
use crate::model::{Id, LiveFile, LiveState, Millis};

/// What could not be written is tried again after this long, in milliseconds, and with each change.
const RETRY: Millis = 15_000;

/// Brings the files kept in step up to date, as cheaply as can be told: a file is rendered only when one of its papers
/// changed, came or went, or when somebody touched the file; and then only the entries of those papers.
#[derive(Default)]
pub struct Keeper {
    seen: HashMap<Id, Seen>,
}

struct Seen {
    /// Of the ids of its papers, in order.
    papers: u64,
    /// When the file was changed, and its size.
    disk: Option<(SystemTime, u64)>,
    /// The library's clock when it was tried last.
    tried: Millis,
    /// How it was written then.
    laid: Option<Laid>,
}

impl Keeper {
    /// Looks after the changes of these papers, or of any (`None`); gives the files about which there is bad news.
    pub fn look(&mut self, library: &Library, changed: Option<&BTreeSet<Id>>) -> Result<Vec<LiveFile>> {
        let files = library.live_files()?;
        self.seen.retain(|id, _| files.iter().any(|file| file.id == *id));
        let mut news = false;
        let mut bad = Vec::new();
        for file in files {
            if !self.is_due(library, &file, changed) {
                continue;
            }
            // As it was before the look: what changes during it, here or in another program, is noticed by the next.
            let (disk, papers) = (on_disk(&file), papers_of(library, &file, None).0);
            let before = self.seen.remove(&file.id).and_then(|seen| seen.laid);
            let (after, laid) = match library.write_live_since(file.id, before.zip(changed)) {
                // The reader let go of it meanwhile.
                Err(error) if error.code == ErrorCode::NotFound => continue,
                written => written?,
            };
            let seen = Seen { papers, disk, tried: library.now(), laid };
            self.seen.insert(file.id, seen);
            news |= after != file;
            let is_bad = matches!(after.state, LiveState::ChangedOutside | LiveState::Trouble);
            if is_bad && (after.state, &after.trouble) != (file.state, &file.trouble) {
                bad.push(after);
            }
        }
        if news {
            library.tell_live();
        }
        Ok(bad)
    }

    fn is_due(&self, library: &Library, file: &LiveFile, changed: Option<&BTreeSet<Id>>) -> bool {
        let (Some(seen), Some(changed)) = (self.seen.get(&file.id), changed) else { return true };
        if on_disk(file) != seen.disk || file.state == LiveState::Waiting {
            return true;
        }
        if file.state == LiveState::Trouble && library.now() - seen.tried >= RETRY {
            return true;
        }
        if changed.is_empty() {
            return false;
        }
        let (papers, touched) = papers_of(library, file, Some(changed));
        touched || papers != seen.papers
    }
}

/// A number for its papers, and whether some of them changed. What has no papers any more says so when it is written.
fn papers_of(library: &Library, file: &LiveFile, changed: Option<&BTreeSet<Id>>) -> (u64, bool) {
    let mut touched = false;
    let ids = library.live_ids(&file.view).unwrap_or_default();
    let number = ids.iter().fold(0xcbf2_9ce4_8422_2325_u64, |number, id| {
        touched |= changed.is_some_and(|changed| changed.contains(id));
        (number ^ id.cast_unsigned()).wrapping_mul(0x0100_0000_01b3)
    });
    (number, touched)
}

fn on_disk(file: &LiveFile) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(Path::new(&file.path)).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
