//! Order in the library: tags and collections.

use std::collections::HashMap;

use super::{Library, validate};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Collection, Id};
use crate::store::{collections, papers, tags};

impl Library {
    /// The collection that a reader means: by its name, or by its path "Thesis / Chapter 2".
    ///
    /// # Errors
    /// `NotFound`; `Conflict`, with their paths, when several have that name.
    pub fn collection_named(&self, name: &str) -> Result<Id> {
        let all = self.store.read(collections::all)?;
        let paths = paths(&all);
        let wanted = name.trim().to_lowercase();
        let path = |id: &Id| paths.get(id).cloned().unwrap_or_default();
        if let Some(one) = all.iter().find(|one| path(&one.id).to_lowercase() == wanted) {
            return Ok(one.id);
        }
        let named: Vec<Id> = all.iter().filter(|one| one.name.to_lowercase() == wanted).map(|one| one.id).collect();
        match named.as_slice() {
            [id] => Ok(*id),
            [] => Err(Error::new(ErrorCode::NotFound, format!("There is no collection “{name}”."))),
            several => {
                let several: Vec<String> = several.iter().map(|id| format!("“{}”", path(id))).collect();
                let words =
                    format!("Several collections are called “{name}”: {}. Name one of these.", several.join(", "));
                Err(Error::new(ErrorCode::Conflict, words))
            }
        }
    }

    /// Puts tags on papers and takes others off, as one action.
    pub fn tag_papers(&self, ids: &[Id], add: &[String], remove: &[String]) -> Result<()> {
        let add: Vec<String> = add.iter().map(|name| validate::tag(name)).collect::<Result<_>>()?;
        let of = self.named(ids)?;
        let name = match (add.as_slice(), remove) {
            ([one], []) => format!("Tag {of} with “{one}”"),
            ([], [one]) => format!("Take the tag “{one}” off {of}"),
            _ => format!("Change the tags of {of}"),
        };
        self.snapshot_before(ids.len())?;
        self.act(&name, |tx| {
            for &id in ids {
                if !papers::exists(tx, id)? {
                    return Err(Error::not_found("This paper"));
                }
                remove.iter().try_for_each(|name| tags::remove(tx, id, name))?;
                add.iter().try_for_each(|name| tags::add(tx, id, name))?;
            }
            Ok(())
        })
    }

    /// Renames a tag; under a name that exists the two become one.
    pub fn rename_tag(&self, name: &str, to: &str) -> Result<()> {
        let to = validate::tag(to)?;
        self.act(&format!("Rename the tag “{name}” to “{to}”"), |tx| tags::rename(tx, name, &to))
    }

    /// Takes a tag off every paper.
    pub fn delete_tag(&self, name: &str) -> Result<()> {
        self.act(&format!("Delete the tag “{name}”"), |tx| tags::delete(tx, name))
    }

    pub fn create_collection(&self, name: &str, parent: Option<Id>) -> Result<Id> {
        let name = validate::collection(name)?;
        let id = self.store.next_id();
        self.act(&format!("Create the collection “{name}”"), |tx| collections::create(tx, id, &name, parent))?;
        Ok(id)
    }

    pub fn rename_collection(&self, id: Id, name: &str) -> Result<()> {
        let name = validate::collection(name)?;
        self.act(&format!("Rename a collection to “{name}”"), |tx| {
            collections::name(tx, id)?;
            collections::rename(tx, id, &name)
        })
    }

    /// Moves a collection under `parent` (or to the top) as its `position`-th child.
    pub fn move_collection(&self, id: Id, parent: Option<Id>, position: usize) -> Result<()> {
        let name = self.store.read(|db| collections::name(db, id))?;
        self.act(&format!("Move the collection “{name}”"), |tx| collections::reposition(tx, id, parent, position))
    }

    /// Deletes a collection and those nested in it; its papers stay in the library.
    pub fn delete_collection(&self, id: Id) -> Result<()> {
        let name = self.store.read(|db| collections::name(db, id))?;
        self.act(&format!("Delete the collection “{name}”"), |tx| collections::delete(tx, id))
    }

    pub fn file_papers(&self, collection: Id, ids: &[Id]) -> Result<()> {
        let name = self.store.read(|db| collections::name(db, collection))?;
        self.act(&format!("File {} in “{name}”", self.named(ids)?), |tx| {
            for &id in ids {
                if !papers::exists(tx, id)? {
                    return Err(Error::not_found("This paper"));
                }
                collections::file(tx, collection, id)?;
            }
            Ok(())
        })
    }

    pub fn unfile_papers(&self, collection: Id, ids: &[Id]) -> Result<()> {
        let name = self.store.read(|db| collections::name(db, collection))?;
        self.act(&format!("Take {} out of “{name}”", self.named(ids)?), |tx| {
            ids.iter().try_for_each(|id| collections::unfile(tx, collection, *id))
        })
    }
}

/// Collections by their names from the outermost on.
pub(super) fn paths(all: &[Collection]) -> HashMap<Id, String> {
    let mut paths: HashMap<Id, String> = HashMap::new();
    // Parents come before children.
    for one in all {
        let above = one.parent_id.and_then(|parent| paths.get(&parent));
        let path = above.map_or_else(|| one.name.clone(), |above| format!("{above} / {}", one.name));
        paths.insert(one.id, path);
    }
    paths
}
