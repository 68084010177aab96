//! Searches kept under a name.

use rusqlite::{Connection, Transaction};

use super::{Library, validate};
use crate::error::{Error, Result};
use crate::model::{FoundSearch, Id, ListView, SavedSearch, Skipped};
use crate::search::query::Query;
use crate::store::{IdSource, saved_searches};

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

/// Those of a source's searches that the library does not keep yet; and those whose name it keeps another search under.
pub(super) fn lacking(db: &Connection, given: &[FoundSearch]) -> Result<(Vec<FoundSearch>, Vec<Skipped>)> {
    let (mut lacking, mut taken) = (Vec::new(), Vec::new());
    if given.is_empty() {
        return Ok((lacking, taken));
    }
    let mut kept: Vec<(String, Option<String>)> = Vec::new();
    for one in saved_searches::all(db)? {
        // The same words within a collection find something else.
        kept.push((one.name.to_lowercase(), (one.view == ListView::All).then_some(one.search)));
    }
    for FoundSearch { name, search } in given {
        let (Ok(name), Ok(search)) = (validate::saved_search(name), sound(search)) else { continue };
        if kept.iter().any(|(_, kept)| kept.as_ref() == Some(&search)) {
            continue;
        }
        if kept.iter().any(|(kept, _)| *kept == name.to_lowercase()) {
            let reason = "another saved search has this name; it was left out".to_owned();
            taken.push(Skipped { line: 0, text: format!("{name}: {search}"), reason });
            continue;
        }
        kept.push((name.to_lowercase(), Some(search.clone())));
        lacking.push(FoundSearch { name, search });
    }
    Ok((lacking, taken))
}

/// Keeps those of a source's searches that are lacking, as a part of its import; gives how many.
pub(super) fn keep(tx: &Transaction, ids: &IdSource, given: &[FoundSearch]) -> Result<u32> {
    let (lacking, _) = lacking(tx, given)?;
    for one in &lacking {
        saved_searches::create(tx, ids.next(), &one.name, &ListView::All, &one.search)?;
    }
    Ok(lacking.len() as u32)
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
