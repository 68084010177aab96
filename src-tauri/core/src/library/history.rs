//! What was done: looked up, taken back for one paper, and let go of in time.

use rusqlite::Connection;

use super::{Event, Library, NAMED};
use crate::error::Result;
use crate::model::{ChangeMade, Id, JournalEntry, PaperAction, UndoOutcome};
use crate::store::{Done, Store, history, journal, papers};

impl Library {
    /// Undoes the newest action; `None` when there is none.
    pub fn undo(&self) -> Result<Option<UndoOutcome>> {
        self.replay(journal::newest_done, Store::undo)
    }

    /// Redoes what was undone last; `None` when there is none.
    pub fn redo(&self) -> Result<Option<UndoOutcome>> {
        self.replay(journal::oldest_undone, Store::redo)
    }

    /// A return to a snapshot is in no rows of the journal: a copy is put back instead.
    fn replay(
        &self,
        next: fn(&Connection) -> Result<Option<JournalEntry>>,
        rows: fn(&Store) -> Result<Option<Done<()>>>,
    ) -> Result<Option<UndoOutcome>> {
        match self.store.read(next)? {
            Some(entry) if entry.copy.is_some() => self.return_again(&entry).map(Some),
            _ => Ok(rows(&self.store)?.and_then(|done| self.replayed(done))),
        }
    }

    /// Undoes one action out of its order, or redoes it.
    ///
    /// # Errors
    /// `Conflict`, naming it, when a later action changed the same. Nothing is changed then.
    pub fn toggle_action(&self, entry: Id) -> Result<Option<UndoOutcome>> {
        let found = self.action(entry)?;
        if found.copy.is_none() {
            return Ok(self.store.toggle(entry)?.and_then(|done| self.replayed(done)));
        }
        // A return to a snapshot changed everything: what came after it would be lost.
        let next = if found.undone { journal::oldest_undone } else { journal::newest_done };
        match self.store.read(next)? {
            Some(next) if next.id != entry && found.copy.as_deref() != Some("") => {
                Err(journal::conflict(&found, &format!("“{}” came after it", next.name)))
            }
            _ => self.return_again(&found).map(Some),
        }
    }

    fn replayed(&self, done: Done<()>) -> Option<UndoOutcome> {
        self.tell(Event::LibraryChanged { papers: None });
        let papers = done.papers.into_iter().take(NAMED).collect();
        done.entry.map(|entry| UndoOutcome { entry, papers })
    }

    /// The newest actions, newest first.
    pub fn journal(&self, limit: u32) -> Result<Vec<JournalEntry>> {
        self.store.read(|db| journal::entries(db, limit))
    }

    /// One action by its number.
    ///
    /// # Errors
    /// `NotFound` when the journal has none of that number.
    pub fn action(&self, entry: Id) -> Result<JournalEntry> {
        self.store.read(|db| journal::get(db, entry))
    }

    /// What an action changed, at most 200 changes.
    pub fn changes_of(&self, entry: Id) -> Result<Vec<ChangeMade>> {
        self.store.read(|db| history::changes(db, entry))
    }

    /// The actions that touched a paper, newest first.
    pub fn paper_history(&self, paper: Id) -> Result<Vec<PaperAction>> {
        self.store.read(|db| history::of_paper(db, paper))
    }

    /// Takes a paper back to what it was before an action; notes and tags with it. One action, to be undone like any.
    ///
    /// # Errors
    /// `NotFound` for a paper that is gone, `Conflict` when something it needs (a tag, a collection) is gone.
    pub fn take_paper_back(&self, paper: Id, before: Id) -> Result<()> {
        self.act(&format!("Take {} back to an earlier state", self.named(&[paper])?), |tx| {
            papers::get(tx, paper)?;
            history::take_back_from(tx, paper, before)
        })
    }

    /// Lets go of the oldest actions once they are a year old or take too much space. Gives how many.
    pub fn prune_journal(&self) -> Result<usize> {
        let now = self.now();
        self.store.write(|tx| history::prune(tx, now))
    }
}
