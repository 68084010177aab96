//! Copies of the library, and going back to one.

use std::path::Path;

use postil_core::library::snapshots;
use postil_core::machine::now;
use postil_core::model::{Snapshot, SnapshotReason};
use postil_core::{Error, Library, Result};
use serde_json::json;

use crate::args::SnapshotVerb;
use crate::output::{Output, clean, moment, size};

pub fn run(library: &Library, what: Option<SnapshotVerb>, out: &Output) -> Result<()> {
    match what {
        None => {
            let made = library.snapshot(SnapshotReason::Asked)?;
            out.answer(&made, || out.line(line(&made)))
        }
        Some(SnapshotVerb::List) => list(&library.snapshots()?, out),
        Some(SnapshotVerb::Restore { name, dry_run: true }) => {
            let preview = library.restore_preview(&name)?;
            out.answer(&preview, || {
                out.line(format!("Papers: {} now, {} then.", preview.papers_now, preview.papers_then));
                out.line(format!(
                    "{} added since would go, {} deleted since would come back, {} changed since would change back.",
                    preview.papers_lost, preview.papers_back, preview.papers_changed
                ));
                out.line(format!("Notes: {} now, {} then.", preview.notes_now, preview.notes_then));
                preview.lost_titles.iter().for_each(|title| out.line(format!("    would go: {}", clean(title))));
                let changed = preview.changed_titles.iter();
                changed.for_each(|title| out.line(format!("    would change back: {}", clean(title))));
                let lists = preview.changed_lists.iter();
                lists.for_each(|name| out.line(format!("    collection or search changed since: {}", clean(name))));
            })
        }
        Some(SnapshotVerb::Restore { name, dry_run: false }) => {
            let before = library.restore(&name)?;
            out.answer(&json!({ "restored": name, "before": before }), || {
                out.line(format!("Restored {name}. What was there is {}; `postil undo` brings it back.", before.name));
            })
        }
    }
}

/// What can be done for a library that cannot be opened; else `error` says why not.
pub fn of_damaged(folder: &Path, verb: &SnapshotVerb, error: Error, out: &Output) -> Result<()> {
    match verb {
        SnapshotVerb::List => list(&snapshots::list(folder)?, out),
        SnapshotVerb::Restore { name, dry_run: false } => {
            let aside = snapshots::replace_damaged(folder, name, now())?;
            out.answer(&json!({ "restored": name, "damaged": aside }), || {
                out.line(format!("Restored {name}. The damaged files are in {}.", aside.display()));
            })
        }
        SnapshotVerb::Restore { .. } => Err(error),
    }
}

/// A library that is damaged, with what can be done about it.
pub fn advise(folder: &Path, error: Error) -> Error {
    let advice = match snapshots::newest_sound(folder) {
        Some(newest) => format!(
            "Its newest sound copy is of {}: `postil snapshot restore {}` puts that in its place; `postil snapshot list` names the others.",
            moment(newest.at),
            newest.name
        ),
        None => "There is no sound copy of it in its folder “snapshots”. Put one made elsewhere in its place, or name another folder with --library.".to_owned(),
    };
    Error { message: format!("{} {advice}", error.message), ..error }
}

fn list(snapshots: &[Snapshot], out: &Output) -> Result<()> {
    out.answer(&snapshots, || {
        if snapshots.is_empty() {
            out.line("No snapshots.");
        }
        snapshots.iter().for_each(|snapshot| out.line(line(snapshot)));
    })
}

/// Several are made in a day, so its hour counts as well.
fn line(snapshot: &Snapshot) -> String {
    let why = match snapshot.reason {
        SnapshotReason::Regular => "made by itself",
        SnapshotReason::Asked => "asked for",
        SnapshotReason::BeforeChange => "before a large change",
        SnapshotReason::BeforeRestore => "before going back",
        SnapshotReason::BeforeFormat => "before an update",
    };
    format!("{}  {}  {}, {why}", snapshot.name, moment(snapshot.at), size(snapshot.bytes))
}
