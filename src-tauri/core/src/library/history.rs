//! What was done: looked up, taken back for one paper, and let go of in time.

use super::Library;
use crate::error::Result;
use crate::model::{ChangeMade, Id, JournalEntry, PaperAction};
use crate::store::{history, journal, papers};

impl Library {
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
        self.act("Take a paper back to an earlier state", |tx| {
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
