//! A vault of notes: a folder with a Markdown file for each paper, for Obsidian, Logseq and their like, kept in step.
//!
//! One way, and careful: only files that Postil wrote and nobody changed since are written over or removed. Others are
//! left as they are, and told.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Library;
use super::kept::{Done, Folder, Foreign, Wanted};
use crate::error::{Error, Result};
use crate::model::{Id, ListQuery, VaultSettings, Vaulted};
use crate::store::kept::{self, Owner};
use crate::store::{notes, settings};
use crate::template::{DEFAULT, Template};

/// The setting that holds [`VaultSettings`].
pub const SETTING: &str = "notesVault";
/// Names told of files that were left.
const NAMED: usize = 20;

impl Library {
    /// What is kept where; `None` when the reader wants no vault.
    pub fn vault(&self) -> Result<Option<VaultSettings>> {
        let setting = self.settings()?.remove(SETTING);
        Ok(setting.and_then(|value| serde_json::from_value(value).ok()))
    }

    /// How notes are written where nothing else is asked for: as in the vault.
    pub fn notes_template(&self) -> Result<Template> {
        let own = self.vault()?.and_then(|vault| vault.template);
        Template::parse(own.as_deref().unwrap_or(DEFAULT))
    }

    /// Begins a vault in a folder, or ends it with `None`; the files stay. The folder may hold other files.
    ///
    /// # Errors
    /// `Validation` for a folder that is none or the library's; `Input` for a template that is none.
    pub fn set_vault(&self, vault: Option<&VaultSettings>) -> Result<()> {
        let Some(vault) = vault else { return self.store.write(|tx| settings::set(tx, SETTING, &Value::Null)) };
        let folder = Path::new(&vault.folder);
        let refuse = |why: &str| Err(Error::validation("folder", format!("“{}” {why}", folder.display())));
        if !folder.is_absolute() {
            return refuse("is not a whole path.");
        }
        if folder.starts_with(self.folder()) || self.folder().starts_with(folder) {
            return refuse("holds the library itself, or lies in it. Choose another folder.");
        }
        if self.mirror_folder()?.is_some_and(|mirror| folder.starts_with(&mirror) || mirror.starts_with(folder)) {
            return refuse("is where the plain copy is kept, or holds it. Choose another folder.");
        }
        Template::parse(vault.template.as_deref().unwrap_or(DEFAULT))?;
        std::fs::create_dir_all(folder).map_err(|error| super::kept::cannot_write("The vault", folder, &error))?;
        if self.vault()?.is_some_and(|before| before.folder != vault.folder) {
            self.store.write(|tx| kept::forget_all(tx, Owner::Vault))?;
        }
        let value = serde_json::to_value(vault).map_err(Error::internal)?;
        self.store.write(|tx| settings::set(tx, SETTING, &value))
    }

    /// Brings the vault in step: the files of these papers, or all files.
    ///
    /// # Errors
    /// `Io` when the folder is gone or cannot be written; what was written before that stays.
    pub fn write_vault(&self, papers: Option<&[Id]>) -> Result<Vaulted> {
        let Some(vault) = self.vault()? else { return Ok(Vaulted::default()) };
        let root = PathBuf::from(&vault.folder);
        let folder = Folder {
            store: &self.store,
            root: &root,
            owner: Owner::Vault,
            foreign: Foreign::Leave,
            called: "The vault of notes",
        };
        if !root.is_dir() {
            let gone = std::io::Error::new(std::io::ErrorKind::NotFound, "its folder is not there; put it back");
            return Err(folder.cannot_write(&root, &gone));
        }
        let template = Template::parse(vault.template.as_deref().unwrap_or(DEFAULT))?;
        let members = self.papers_in_vault(vault.all)?;
        self.make_keys_quietly(&members)?;
        let names = self.file_names(&members)?;
        let is_member: HashSet<Id> = members.iter().copied().collect();
        let before: HashSet<Id> = self.store.read(|db| kept::rows(db, Owner::Vault))?.into_iter().collect();
        // Who links to a paper names its file: when one comes, goes or is renamed, all are looked at.
        let stays = |id: &Id| {
            let path = names.get(id).map(|name| format!("{name}.md"));
            let known = self.store.read(|db| kept::written(db, Owner::Vault, *id)).unwrap_or_default();
            known.first().map(|file| &file.path) == path.as_ref()
        };
        let few = papers
            .filter(|some| before.len() == is_member.len() && before.is_subset(&is_member) && some.iter().all(stays));
        let ids = match few {
            Some(some) => some.iter().copied().filter(|id| is_member.contains(id)).collect(),
            None => members,
        };
        let mut done = Done::default();
        for id in before.difference(&is_member) {
            folder.remove(*id, "", &mut done)?;
        }
        for some in ids.chunks(200) {
            let pages = self.pages_of(some, &template, &names)?;
            let wanted =
                some.iter().zip(pages).map(|(id, (name, text))| Wanted { row: *id, path: format!("{name}.md"), text });
            folder.put(&wanted.collect::<Vec<_>>(), &mut done)?;
        }
        Ok(Vaulted {
            written: done.written,
            removed: done.removed,
            left_count: done.foreign.len() as u32,
            left: done.foreign.into_iter().take(NAMED).collect(),
            whole: few.is_none(),
        })
    }

    /// Papers with notes or highlights, and those that notes link to.
    pub fn annotated(&self) -> Result<Vec<Id>> {
        self.store.read(notes::annotated)
    }

    fn papers_in_vault(&self, all: bool) -> Result<Vec<Id>> {
        let mut ids = if all { self.list_ids(&ListQuery::default())? } else { self.annotated()? };
        ids.sort_unstable();
        Ok(ids)
    }
}
