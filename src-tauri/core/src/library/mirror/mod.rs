//! The plain copy: a folder with a readable file for each paper, kept in step with the library when the reader wants it.
//!
//! One way only: the library is the truth. A file that somebody else changed is kept aside before it is written anew.
//! What is in it makes the same library again ([`rebuild`]), without the history of actions.

mod contents;
pub mod page;
mod rebuild;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

pub use self::rebuild::{Rebuilt, rebuild};
use super::kept::{Done, Folder, Foreign, Wanted, slug};
use super::{Library, OF_THIS_MACHINE};
use crate::error::{Error, Result};
use crate::model::{Id, Mirrored};
use crate::store::json_rows::{JsonRow, query};
use crate::store::kept::{self, Owner};
use crate::store::mirror::{self, OF_LIBRARY, OF_PAPER, OF_REPOSITORY};
use crate::store::settings;

/// The setting that names the folder.
pub const SETTING: &str = "mirrorFolder";
/// Tells a plain copy from any other folder.
pub const OWN: &str = "library.json";
pub const PAPERS: &str = "papers";
pub const CODE: &str = "code";
/// Where files go that somebody else changed.
const ASIDE: &str = "changed-by-others";
/// Papers written before the library is free for others again.
const AT_ONCE: usize = 200;

impl Library {
    /// The folder of the plain copy; `None` when the reader wants none.
    pub fn mirror_folder(&self) -> Result<Option<PathBuf>> {
        let setting = self.settings()?.remove(SETTING);
        Ok(setting.as_ref().and_then(Value::as_str).filter(|path| !path.is_empty()).map(PathBuf::from))
    }

    /// Begins a plain copy in a folder, or ends it with `None`; the files stay.
    ///
    /// # Errors
    /// `Validation` for a folder that holds anything but a plain copy, or that lies in the library's.
    pub fn set_mirror_folder(&self, folder: Option<&Path>) -> Result<()> {
        if let Some(folder) = folder {
            let refuse = |why: &str| Err(Error::validation("folder", format!("“{}” {why}", folder.display())));
            if !folder.is_absolute() {
                return refuse("is not a whole path.");
            }
            if folder.starts_with(self.folder()) || self.folder().starts_with(folder) {
                return refuse("holds the library itself, or lies in it. Choose another folder.");
            }
            let cannot = |error| super::kept::cannot_write("The plain copy", folder, &error);
            std::fs::create_dir_all(folder).map_err(cannot)?;
            // A hidden file is no content: a folder under version control may be empty otherwise.
            let is_content = |entry: &std::fs::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
            let used = std::fs::read_dir(folder).map_err(cannot)?.flatten().any(|entry| is_content(&entry));
            if used && !folder.join(OWN).is_file() {
                return refuse("holds other files. Choose an empty folder, or one that holds a plain copy already.");
            }
        }
        if folder != self.mirror_folder()?.as_deref() {
            self.store.write(|tx| kept::forget_all(tx, Owner::Mirror))?;
        }
        self.store.write(|tx| settings::set(tx, SETTING, &folder.map_or(Value::Null, |folder| json!(folder))))
    }

    /// Brings the plain copy in step: the files of these papers and their code, or all files.
    ///
    /// # Errors
    /// `Io` when the folder cannot be written; what was written before that stays.
    pub fn mirror(&self, papers: Option<&[Id]>) -> Result<Mirrored> {
        let Some(folder) = self.mirror_folder()? else { return Ok(Mirrored::default()) };
        let folder = Folder {
            store: &self.store,
            root: &folder,
            owner: Owner::Mirror,
            foreign: Foreign::MoveTo(ASIDE),
            called: "The plain copy",
        };
        std::fs::create_dir_all(folder.root).map_err(|error| folder.cannot_write(folder.root, &error))?;
        let mut done = Done::default();
        folder.put(&[self.store.read(library_file)?], &mut done)?;
        match papers {
            Some(papers) => {
                let mut code = Vec::new();
                for paper in papers {
                    code.extend(self.store.read(|db| mirror::repositories_of(db, *paper))?);
                }
                self.mirror_rows(&folder, papers, paper_file, "paper", &mut done)?;
                self.mirror_contents(&folder, papers, &mut done)?;
                code.sort_unstable();
                code.dedup();
                self.mirror_rows(&folder, &code, code_file, "repository", &mut done)?;
            }
            None => {
                for (table, file) in [("paper", paper_file as fn(&_, _) -> _), ("repository", code_file)] {
                    let mut last = 0;
                    loop {
                        let ids = self.store.read(|db| mirror::next_ids(db, table, last, AT_ONCE as i64))?;
                        let Some(greatest) = ids.last() else { break };
                        last = *greatest;
                        self.mirror_rows(&folder, &ids, file, table, &mut done)?;
                        if table == "paper" {
                            self.mirror_contents(&folder, &ids, &mut done)?;
                        }
                    }
                }
                self.remove_gone(&folder, &mut done)?;
                self.remove_contents(&folder, &mut done)?;
            }
        }
        Ok(Mirrored { written: done.written, removed: done.removed, kept_aside: done.foreign.len() as u32 })
    }

    fn mirror_rows(
        &self,
        folder: &Folder,
        ids: &[Id],
        file: fn(&rusqlite::Connection, Id) -> Result<Option<Wanted>>,
        table: &str,
        done: &mut Done,
    ) -> Result<()> {
        for some in ids.chunks(AT_ONCE) {
            let mut wanted = Vec::with_capacity(some.len());
            self.store.read(|db| {
                for id in some {
                    wanted.extend(file(db, *id)?);
                }
                Ok(())
            })?;
            folder.put(&wanted, done)?;
            for id in some {
                if !self.store.read(|db| mirror::exists(db, table, *id))? {
                    folder.remove(*id, "", done)?;
                }
            }
        }
        Ok(())
    }

    fn remove_gone(&self, folder: &Folder, done: &mut Done) -> Result<()> {
        let all = self.store.read(|db| kept::rows(db, Owner::Mirror))?;
        for id in all {
            let is_there =
                self.store.read(|db| Ok(mirror::exists(db, "paper", id)? || mirror::exists(db, "repository", id)?))?;
            if !is_there {
                folder.remove(id, "", done)?;
            }
        }
        Ok(())
    }
}

fn paper_file(db: &rusqlite::Connection, id: Id) -> Result<Option<Wanted>> {
    let Some(paper) = mirror::paper(db, id)? else { return Ok(None) };
    let mut lists = Vec::with_capacity(OF_PAPER.len());
    for (name, sql) in OF_PAPER {
        let mut rows = query(db, sql, [id])?;
        rows.iter_mut().for_each(|row| drop(row.remove("paper_id")));
        lists.push((name.to_owned(), rows));
    }
    let title = paper.get("title").and_then(Value::as_str).unwrap_or_default();
    let path = format!("{PAPERS}/{}-{id}.md", slug(title));
    Ok(Some(Wanted { row: id, path, text: page::write(&page::Page { paper, lists }) }))
}

fn code_file(db: &rusqlite::Connection, id: Id) -> Result<Option<Wanted>> {
    let Some(repository) = mirror::repository(db, id)? else { return Ok(None) };
    let text = |name: &str| repository.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let path = format!("{CODE}/{}-{id}.json", slug(&format!("{} {} {}", text("host"), text("owner"), text("name"))));
    let mut whole = Map::from_iter([("repository".to_owned(), Value::Object(repository))]);
    for (table, sql) in OF_REPOSITORY {
        let mut rows = query(db, sql, [id])?;
        rows.iter_mut().for_each(|row| drop(row.remove("repository_id")));
        if !rows.is_empty() {
            whole.insert(table.to_owned(), json!(rows));
        }
    }
    Ok(Some(Wanted { row: id, path, text: pretty(&Value::Object(whole)) }))
}

fn library_file(db: &rusqlite::Connection) -> Result<Wanted> {
    let mut whole = Map::from_iter([("postil".to_owned(), json!(1))]);
    for (table, sql) in OF_LIBRARY {
        let mut rows: Vec<JsonRow> = query(db, sql, [])?;
        rows.retain(|row| !is_of_this_machine(row));
        whole.insert(table.to_owned(), json!(rows));
    }
    Ok(Wanted { row: 0, path: OWN.into(), text: pretty(&Value::Object(whole)) })
}

/// Whether a setting names a folder that another machine does not have.
fn is_of_this_machine(row: &JsonRow) -> bool {
    row.get("key").and_then(Value::as_str).is_some_and(|key| OF_THIS_MACHINE.contains(&key))
}

fn pretty(value: &Value) -> String {
    // A tree of plain values is always written.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
