//! One field of a paper written, and what follows from it.

use rusqlite::Transaction;

use super::{IdSource, annotations, mentions, papers};
use crate::error::Result;
use crate::model::{FoundIn, Id, Millis, PaperEdit};

/// Writes it, looks for links in what is new, lets highlights follow. Gives the repositories that the new text names.
pub fn apply(tx: &Transaction, ids: &IdSource, id: Id, edit: &PaperEdit, now: Millis) -> Result<Vec<Id>> {
    papers::edit(tx, id, edit, now)?;
    match edit {
        PaperEdit::Title(text) => mentions::rescan(tx, ids, id, FoundIn::Title, text),
        PaperEdit::Comments(text) => mentions::rescan(tx, ids, id, FoundIn::Comments, text),
        PaperEdit::Abstract(text) => {
            let named = mentions::rescan(tx, ids, id, FoundIn::Abstract, text)?;
            annotations::follow(tx, id, text)?;
            Ok(named)
        }
        _ => Ok(Vec::new()),
    }
}
