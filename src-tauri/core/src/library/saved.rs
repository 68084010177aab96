//! Searches kept under a name.

use super::{Library, validate};
use crate::error::{Error, Result};
use crate::model::{Id, ListView, SavedSearch};
use crate::search::query::Query;
use crate::store::saved_searches;

/// In characters; more is no search.
const LONGEST: usize = 1_000;

impl Library {
    /// Keeps a search within a view. Within another saved search, what that one asks for is asked for too.
    ///
    /// # Errors
    /// `Validation` when it asks for nothing, in the trash or among duplicates.
    pub fn save_search(&self, name: &str, view: &ListView, search: &str) -> Result<Id> {
        let name = validate::saved_search(name)?;
        let (view, search) = match view {
            ListView::Trash => {
                return Err(Error::validation("view", "A search in the trash cannot be kept: the trash is emptied."));
            }
            ListView::Duplicates => {
                return Err(Error::validation(
                    "view",
                    "A search among duplicates cannot be kept: they are to be merged.",
                ));
            }
            ListView::Search { id } => {
                let within = self.store.read(|db| saved_searches::get(db, *id))?;
                (within.view, format!("{} {search}", within.search))
            }
            view => (view.clone(), search.to_owned()),
        };
        let search = sound(&search)?;
        let id = self.store.next_id();
        self.act(&format!("Save the search “{name}”"), |tx| saved_searches::create(tx, id, &name, &view, &search))?;
        Ok(id)
    }

    pub fn rename_search(&self, id: Id, name: &str) -> Result<()> {
        let name = validate::saved_search(name)?;
        self.act(&format!("Rename a saved search to “{name}”"), |tx| {
            saved_searches::get(tx, id)?;
            saved_searches::rename(tx, id, &name)
        })
    }

    /// Lets a saved search ask for something else.
    pub fn change_search(&self, id: Id, search: &str) -> Result<()> {
        let search = sound(search)?;
        let name = self.store.read(|db| saved_searches::get(db, id))?.name;
        self.act(&format!("Change the saved search “{name}”"), |tx| saved_searches::change(tx, id, &search))
    }

    /// Forgets a saved search; its papers stay.
    pub fn delete_search(&self, id: Id) -> Result<()> {
        let name = self.store.read(|db| saved_searches::get(db, id))?.name;
        self.act(&format!("Delete the saved search “{name}”"), |tx| saved_searches::delete(tx, id))
    }

    /// By name.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>> {
        self.store.read(saved_searches::all)
    }
}

fn sound(search: &str) -> Result<String> {
    let search = search.trim();
    if Query::parse(search).is_empty() {
        return Err(Error::validation("search", "This search asks for nothing. Type a word or a filter first."));
    }
    if search.chars().count() > LONGEST {
        return Err(Error::validation("search", "A saved search can have up to 1,000 characters."));
    }
    Ok(search.to_owned())
}
