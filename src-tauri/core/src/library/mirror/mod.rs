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
use super::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::links::verdict::iso_day;
use crate::model::{Id, Mirrored};
use crate::store::json_rows::{JsonRow, query};
use crate::store::mirror::{self, OF_LIBRARY, OF_PAPER, OF_REPOSITORY, Written};
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

/// A file as it should be.
struct Wanted {
    row: Id,
    path: String,
    text: String,
}

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
            std::fs::create_dir_all(folder)?;
            // A hidden file is no content: a folder under version control may be empty otherwise.
            let is_content = |entry: &std::fs::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
            let used = std::fs::read_dir(folder)?.flatten().any(|entry| is_content(&entry));
            if used && !folder.join(OWN).is_file() {
                return refuse("holds other files. Choose an empty folder, or one that holds a plain copy already.");
            }
        }
        if folder != self.mirror_folder()?.as_deref() {
            self.store.write(mirror::forget_all)?;
        }
        self.store.write(|tx| settings::set(tx, SETTING, &folder.map_or(Value::Null, |folder| json!(folder))))
    }

    /// Brings the plain copy in step: the files of these papers and their code, or all files.
    ///
    /// # Errors
    /// `Io` when the folder cannot be written; what was written before that stays.
    pub fn mirror(&self, papers: Option<&[Id]>) -> Result<Mirrored> {
        let Some(folder) = self.mirror_folder()? else { return Ok(Mirrored::default()) };
        std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
        let mut done = Mirrored::default();
        self.put(&folder, &[self.store.read(library_file)?], &mut done)?;
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
        Ok(done)
    }

    fn mirror_rows(
        &self,
        folder: &Path,
        ids: &[Id],
        file: fn(&rusqlite::Connection, Id) -> Result<Option<Wanted>>,
        table: &str,
        done: &mut Mirrored,
    ) -> Result<()> {
        for some in ids.chunks(AT_ONCE) {
            let mut wanted = Vec::with_capacity(some.len());
            self.store.read(|db| {
                for id in some {
                    wanted.extend(file(db, *id)?);
                }
                Ok(())
            })?;
            self.put(folder, &wanted, done)?;
            for id in some {
                if !self.store.read(|db| mirror::exists(db, table, *id))? {
                    self.remove(folder, *id, "", done)?;
                }
            }
        }
        Ok(())
    }

    fn remove_gone(&self, folder: &Path, done: &mut Mirrored) -> Result<()> {
        let all = self.store.read(mirror::mirrored)?;
        for id in all {
            let is_there =
                self.store.read(|db| Ok(mirror::exists(db, "paper", id)? || mirror::exists(db, "repository", id)?))?;
            if !is_there {
                self.remove(folder, id, "", done)?;
            }
        }
        Ok(())
    }

    /// Writes what differs, then remembers it; files that a row had under other names go.
    fn put(&self, folder: &Path, wanted: &[Wanted], done: &mut Mirrored) -> Result<()> {
        let mut new = Vec::new();
        for file in wanted {
            let hash = hash(file.text.as_bytes());
            let known = self.store.read(|db| mirror::written(db, file.row))?;
            let before = known.iter().find(|known| known.path == file.path);
            let path = folder.join(&file.path);
            let size = std::fs::metadata(&path).map(|meta| meta.len()).ok();
            if before.is_some_and(|known| known.hash == hash) && size == Some(file.text.len() as u64) {
                continue;
            }
            keep_aside(folder, &path, before.map(|known| known.hash), Some(hash), self.now(), done)?;
            write_whole(&path, &file.text).map_err(|error| cannot_write(&path, &error))?;
            done.written += 1;
            new.push((Written { path: file.path.clone(), hash }, file.row));
            if known.iter().any(|known| known.path != file.path) {
                self.remove(folder, file.row, &file.path, done)?;
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        // After a crash before this, the files are found to be as they should be.
        self.store.write(|tx| new.iter().try_for_each(|(file, row)| mirror::remember(tx, file, *row)))
    }

    /// Takes the files of a row away, but for the one named `except`.
    fn remove(&self, folder: &Path, row: Id, except: &str, done: &mut Mirrored) -> Result<()> {
        for known in self.store.read(|db| mirror::written(db, row))? {
            if known.path == except {
                continue;
            }
            let path = folder.join(&known.path);
            keep_aside(folder, &path, Some(known.hash), None, self.now(), done)?;
            if path.exists() {
                std::fs::remove_file(&path).map_err(|error| cannot_write(&path, &error))?;
                done.removed += 1;
            }
            self.store.write(|tx| mirror::forget(tx, &known.path))?;
        }
        Ok(())
    }
}

/// Moves a file away that is neither as it was written last nor as it is to be.
fn keep_aside(
    folder: &Path,
    path: &Path,
    last: Option<i64>,
    next: Option<i64>,
    now: i64,
    done: &mut Mirrored,
) -> Result<()> {
    let Ok(bytes) = std::fs::read(path) else { return Ok(()) };
    let found = Some(hash(&bytes));
    if found == last || found == next {
        return Ok(());
    }
    let aside = folder.join(ASIDE);
    std::fs::create_dir_all(&aside).map_err(|error| cannot_write(&aside, &error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut to = aside.join(format!("{} {name}", iso_day(now)));
    let mut number = 2;
    while to.exists() {
        to = aside.join(format!("{} {number} {name}", iso_day(now)));
        number += 1;
    }
    std::fs::rename(path, &to).map_err(|error| cannot_write(&to, &error))?;
    done.kept_aside += 1;
    Ok(())
}

/// The old file or the whole new one, whatever happens in between.
fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let part = path.with_extension("part");
    std::fs::write(&part, text)?;
    std::fs::rename(&part, path)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorCode::Io, format!("The plain copy cannot be written: “{}”: {error}.", path.display()))
}

/// FNV-1a: the same on every machine and in every version.
fn hash(bytes: &[u8]) -> i64 {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    hash.cast_signed()
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
        rows.retain(|row| row.get("key").and_then(Value::as_str) != Some(SETTING));
        whole.insert(table.to_owned(), json!(rows));
    }
    Ok(Wanted { row: 0, path: OWN.into(), text: pretty(&Value::Object(whole)) })
}

fn pretty(value: &Value) -> String {
    // A tree of plain values is always written.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Letters and digits of the words, as file names everywhere can hold them; at most 60.
fn slug(words: &str) -> String {
    let folded: String = words
        .chars()
        .flat_map(crate::search::fold::fold_char)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let joined = folded.split_whitespace().collect::<Vec<_>>().join("-");
    let cut: String = joined.chars().take(60).collect();
    let cut = cut.trim_end_matches('-');
    if cut.is_empty() { "untitled".into() } else { cut.to_owned() }
}
