//! Papers with all that belongs to them, out of the library: as JSON, and as notes in Markdown.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;

use super::Library;
use super::export::to_file;
use super::kept::hash_of;
use super::organise::paths;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, MentionStatus, PaperRecord};
use crate::store::{annotations, attachments, cards, collections, journal, notes, papers, tags};
use crate::template::Template;

/// Before the id of a paper, in a note that links to it.
const TO_PAPER: &str = "postil://paper/";
/// Papers read before the library is free for others again.
const AT_ONCE: usize = 200;

impl Library {
    /// Papers with everything that is known of them.
    pub fn records(&self, ids: &[Id]) -> Result<Vec<PaperRecord>> {
        let keys = self.keys(ids)?;
        self.store.read(|db| {
            let paths = paths(&collections::all(db)?);
            let one = |(id, key): (&Id, String)| {
                let filed = collections::of_paper(db, *id)?;
                let mut code = cards::of_paper(db, *id)?;
                code.retain(|card| card.status != MentionStatus::Rejected);
                Ok(PaperRecord {
                    key,
                    paper: papers::get(db, *id)?,
                    tags: tags::of_paper(db, *id)?,
                    collections: filed.iter().filter_map(|id| paths.get(id).cloned()).collect(),
                    notes: notes::of_paper(db, *id)?,
                    highlights: annotations::of_paper(db, *id)?,
                    files: attachments::of_paper(db, *id)?,
                    code,
                })
            };
            ids.iter().zip(keys).map(one).collect()
        })
    }

    /// Writes them as one JSON list, a paper after the other.
    pub fn export_records(&self, ids: &[Id], out: &mut dyn Write) -> Result<usize> {
        let trouble =
            |error: std::io::Error| Error::new(ErrorCode::Input, format!("The export could not be written: {error}."));
        let mut between = "[\n";
        for some in ids.chunks(AT_ONCE) {
            for record in self.records(some)? {
                let text = serde_json::to_string_pretty(&record).map_err(Error::internal)?;
                write!(out, "{between}{text}").map_err(trouble)?;
                between = ",\n";
            }
        }
        out.write_all(if ids.is_empty() { b"[]\n" } else { b"\n]\n" }).map_err(trouble)?;
        Ok(ids.len())
    }

    /// The notes and highlights of papers as Markdown, each with the name of its file, without an ending. Papers
    /// without a citation key get one first (one action), because files and links go by it.
    pub fn notes_out(&self, ids: &[Id], template: &Template) -> Result<Vec<(String, String)>> {
        self.make_keys(ids)?;
        self.pages_of(ids, template, &self.file_names(ids)?)
    }

    /// Writes them to one file, one after the other.
    pub fn notes_to_file(&self, ids: &[Id], template: &Template, path: &Path) -> Result<()> {
        let pages: Vec<String> = self.notes_out(ids, template)?.into_iter().map(|(_, text)| text).collect();
        to_file(path, |out| {
            let written = out.write_all(pages.join("\n").as_bytes());
            written.map_err(|error| super::kept::cannot_write("The notes", path, &error))
        })
    }

    /// Writes them to a folder, a file each, and gives how many. A file that is there and says something else is left,
    /// and named, unless it may be written over.
    pub fn notes_to_folder(
        &self,
        ids: &[Id],
        template: &Template,
        folder: &Path,
        over: bool,
    ) -> Result<(usize, Vec<String>)> {
        std::fs::create_dir_all(folder).map_err(|error| super::kept::cannot_write("The notes", folder, &error))?;
        let (mut written, mut left) = (0, Vec::new());
        for (name, text) in self.notes_out(ids, template)? {
            let path = folder.join(format!("{name}.md"));
            let trouble = |error: &std::io::Error| super::kept::cannot_write("The notes", &path, error);
            let found = hash_of(&path).map_err(|error| trouble(&error))?;
            if found == Some(super::kept::hash(text.as_bytes())) {
                continue;
            }
            if found.is_some() && !over {
                left.push(format!("{name}.md"));
                continue;
            }
            to_file(&path, |out| out.write_all(text.as_bytes()).map_err(|error| trouble(&error)))?;
            written += 1;
        }
        Ok((written, left))
    }

    /// Pages of papers; `names` are those that links between them go by.
    pub(super) fn pages_of(
        &self,
        ids: &[Id],
        template: &Template,
        names: &HashMap<Id, String>,
    ) -> Result<Vec<(String, String)>> {
        let mut pages = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            for mut record in self.records(some)? {
                let id = record.paper.id;
                for note in &mut record.notes {
                    note.text = linked(&note.text, names);
                }
                for highlight in &mut record.highlights {
                    highlight.comment = linked(&highlight.comment, names);
                }
                let name = names.get(&id).cloned().unwrap_or_else(|| id.to_string());
                pages.push((name, template.render(&record)?));
            }
        }
        Ok(pages)
    }

    /// The names of the files of papers: their keys, as every system takes them. Of keys that are one where capitals
    /// do not count, all but the first have the paper's id behind them.
    pub(super) fn file_names(&self, ids: &[Id]) -> Result<HashMap<Id, String>> {
        let mut all: Vec<(Id, String)> = ids.iter().copied().zip(self.keys(ids)?).collect();
        all.sort_unstable();
        let mut taken = HashSet::new();
        let free = |(id, key): (Id, String)| {
            let name = file_name(&key);
            let name = if taken.insert(name.to_lowercase()) { name } else { format!("{name}-{id}") };
            (id, name)
        };
        Ok(all.into_iter().map(free).collect())
    }

    /// Gives keys to papers without, as what works behind the reader's back does: not while something undone could be
    /// done again, because a new action would end that. Until then they go by the keys they would get.
    pub(super) fn make_keys_quietly(&self, ids: &[Id]) -> Result<()> {
        if self.store.read(journal::oldest_undone)?.is_none() {
            self.make_keys(ids)?;
        }
        Ok(())
    }
}

/// A key as a file's name: without what some system or Obsidian's links do not take.
fn file_name(key: &str) -> String {
    let plain: String = key
        .chars()
        .map(|c| if c.is_control() || r#"\/:*?"<>|#^[]%"#.contains(c) { '-' } else { c })
        .take(100)
        .collect();
    let plain = plain.trim_matches([' ', '.', '-']);
    let reserved = ["con", "prn", "aux", "nul"];
    let lower = plain.to_lowercase();
    let is_device = |name: &str| {
        lower.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    if plain.is_empty() || reserved.contains(&lower.as_str()) || is_device("com") || is_device("lpt") {
        return format!("{plain}_");
    }
    plain.to_owned()
}

/// A text with its links to papers as the names of their files: `[Its title](postil://paper/1)` becomes `[[key]]`.
fn linked(text: &str, names: &HashMap<Id, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&format!("]({TO_PAPER}")) {
        let after = &rest[at + 2 + TO_PAPER.len()..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let name = after[..digits].parse().ok().and_then(|id: Id| names.get(&id));
        match (opening(&rest[..at]), name, after[digits..].strip_prefix(')')) {
            (Some(begin), Some(name), Some(further)) => {
                out.push_str(&rest[..begin]);
                out.push_str(&format!("[[{name}]]"));
                rest = further;
            }
            _ => {
                out.push_str(&rest[..at + 2 + TO_PAPER.len()]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Where the bracket stands that the end of this text closes.
fn opening(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0;
    for at in (0..bytes.len()).rev() {
        let escaped = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
        match bytes[at] {
            _ if escaped => {}
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{file_name, linked};

    #[test]
    fn keys_are_names_of_files() {
        for (key, name) in [
            ("alder2024rain", "alder2024rain"),
            ("DBLP:conf/acl/X", "DBLP-conf-acl-X"),
            ("con", "con_"),
            ("COM1", "COM1_"),
            ("..", "_"),
            ("../../etc", "etc"),
            ("a[b]#c", "a-b--c"),
        ] {
            assert_eq!(file_name(key), name, "{key}");
        }
    }

    #[test]
    fn links_to_papers_become_links_to_their_files() {
        let names = HashMap::from([(1, "alder2024".to_owned())]);
        for (text, wanted) in [
            ("See [A title](postil://paper/1).", "See [[alder2024]]."),
            (r"[On \[sic\] it](postil://paper/1) and [on](postil://paper/1)", "[[alder2024]] and [[alder2024]]"),
            ("[a [b] c](postil://paper/1)", "[[alder2024]]"),
            (
                "[Gone](postil://paper/2), [web](https://example.org)",
                "[Gone](postil://paper/2), [web](https://example.org)",
            ),
            ("x](postil://paper/1) y", "x](postil://paper/1) y"),
            ("[open](postil://paper/1", "[open](postil://paper/1"),
        ] {
            assert_eq!(linked(text, &names), wanted, "{text}");
        }
    }
}
