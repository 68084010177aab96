//! Getting papers out: a format, and the citation keys they go by.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::{Library, papers_in_words};
use crate::error::{Error, ErrorCode, Result, not_written};
use crate::formats::keys::{DEFAULT_PATTERN, Pattern, unique};
use crate::formats::{self, Format, RAW};
use crate::model::{Draft, Id, KeyExample, ListQuery, Paper, PaperEdit};
use crate::store::{papers, tags};
use crate::versions;

/// The setting that holds the reader's pattern for citation keys.
const PATTERN_SETTING: &str = "citationKeyPattern";

/// Characters of a preview.
const PREVIEWED: usize = 20_000;

/// Enough to see what a pattern does.
const KEY_EXAMPLES: u32 = 4;

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub papers: usize,
    /// "RIS has no place for: …"; nothing when all was said.
    pub left: Option<String>,
}

impl Library {
    /// Writes papers in a format; gives how many, and what of them the format has no place for. Where the format cites by keys, those without one are given theirs
    /// first (one action), and keep it.
    ///
    /// The order is that of the keys, with what others cross-refer to at the end, as BibTeX demands.
    pub fn export(&self, ids: &[Id], format: Format, out: &mut dyn Write) -> Result<Exported> {
        if format == Format::Json {
            return Ok(Exported { papers: self.export_records(ids, out)?, left: None });
        }
        if format.has_keys() {
            self.make_keys(ids)?;
        }
        self.write_references(ids, format, out)
    }

    /// The beginning of what an export of papers would write. Changes nothing.
    ///
    /// # Errors
    /// As [`Library::export`].
    pub fn export_preview(&self, ids: &[Id], format: Format) -> Result<String> {
        let mut text = Vec::new();
        if format == Format::Json {
            self.export_records(ids, &mut text)?;
        } else {
            self.write_references(ids, format, &mut text)?;
        }
        let text = String::from_utf8(text).map_err(Error::internal)?;
        // An abstract may be as long as a book.
        Ok(text.chars().take(PREVIEWED).collect())
    }

    /// The same without a change of the library: papers without a key go by the one they would get.
    pub(super) fn write_references(&self, ids: &[Id], format: Format, out: &mut dyn Write) -> Result<Exported> {
        let mut drafts = self.cited_drafts(ids)?;
        if format.has_keys() {
            self.lend_keys(ids, &mut drafts, &mut HashSet::new())?;
            drafts.sort_by_cached_key(|draft| {
                let key = draft.citation_key.clone().unwrap_or_default();
                (key.to_lowercase(), key)
            });
            let parents: HashSet<String> =
                drafts.iter().filter_map(|draft| formats::field(draft, "crossref")).map(str::to_lowercase).collect();
            drafts.sort_by_key(|draft| {
                draft.citation_key.as_ref().is_some_and(|key| parents.contains(&key.to_lowercase()))
            });
        }
        let left = formats::write(format, &drafts, out).map_err(|error| {
            Error::new(ErrorCode::Input, format!("The export could not be written: {}.", not_written(&error)))
        })?;
        Ok(Exported { papers: drafts.len(), left: left.words(format) })
    }

    /// Gives citation keys to those of these papers that have none, by the reader's pattern; one action. A key that is
    /// there is never changed.
    ///
    /// # Errors
    /// `Validation` when the reader's pattern is not understood.
    pub fn make_keys(&self, ids: &[Id]) -> Result<Vec<(Id, String)>> {
        let pattern = self.key_pattern()?;
        let wanting = self.store.read(|db| papers::without_key(db, ids))?;
        if wanting.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.now();
        self.act(&format!("Make citation keys of {}", papers_in_words(wanting.len())), |tx| {
            let mut made = Vec::with_capacity(wanting.len());
            // Anew: a terminal may have given one meanwhile, and the reader another.
            for id in papers::without_key(tx, &wanting)? {
                let draft = draft_of(papers::get(tx, id)?, Vec::new());
                let key = unique(&wanted_key(&draft, &pattern), |key| papers::citation_key_taken(tx, key, id))?;
                papers::edit(tx, id, &PaperEdit::CitationKey(Some(key.clone())), now)?;
                made.push((id, key));
            }
            Ok(made)
        })
    }

    /// What a pattern would make of the newest papers; an empty one is that of Postil. Changes nothing.
    ///
    /// # Errors
    /// `Validation`, naming the part that is not understood.
    pub fn key_examples(&self, pattern: &str) -> Result<Vec<KeyExample>> {
        let pattern = Pattern::parse(if pattern.trim().is_empty() { DEFAULT_PATTERN } else { pattern })?;
        let newest = ListQuery { first: Some(KEY_EXAMPLES), ..ListQuery::default() };
        let drafts = self.drafts(&self.list_ids(&newest)?)?.into_iter();
        Ok(drafts
            .map(|draft| KeyExample { key: pattern.make(&draft), title: draft.title, pinned: draft.citation_key })
            .collect())
    }

    /// The citation keys of papers; where there is none, the one that `make_keys` would give. Changes nothing.
    pub fn keys(&self, ids: &[Id]) -> Result<Vec<String>> {
        let mut drafts = self.drafts(ids)?;
        self.lend_keys(ids, &mut drafts, &mut HashSet::new())?;
        Ok(drafts.into_iter().filter_map(|draft| draft.citation_key).collect())
    }

    /// Gives drafts without a key the one they would get; `given` are those that others got so.
    pub(super) fn lend_keys(&self, ids: &[Id], drafts: &mut [Draft], given: &mut HashSet<String>) -> Result<()> {
        if drafts.iter().all(|draft| draft.citation_key.is_some()) {
            return Ok(());
        }
        let pattern = self.key_pattern()?;
        self.store.read(|db| {
            for (id, draft) in ids.iter().zip(drafts).filter(|(_, draft)| draft.citation_key.is_none()) {
                let is_taken = |key: &str| -> Result<bool> {
                    Ok(given.contains(key) || papers::citation_key_taken(db, key, *id)?)
                };
                let key = unique(&wanted_key(draft, &pattern), is_taken)?;
                given.insert(key.clone());
                draft.citation_key = Some(key);
            }
            Ok(())
        })
    }

    fn key_pattern(&self) -> Result<Pattern> {
        let pattern = self.settings()?.remove(PATTERN_SETTING);
        let typed = pattern.as_ref().and_then(|value| value.as_str()).filter(|typed| !typed.trim().is_empty());
        Pattern::parse(typed.unwrap_or(DEFAULT_PATTERN))
    }

    /// Papers in the form that formats are written from, in the order of `ids`.
    pub fn drafts(&self, ids: &[Id]) -> Result<Vec<Draft>> {
        self.store
            .read(|db| ids.iter().map(|id| Ok(draft_of(papers::get(db, *id)?, tags::of_paper(db, *id)?))).collect())
    }

    /// The same as they are to be cited: each with the version that the reader chose.
    pub(super) fn cited_drafts(&self, ids: &[Id]) -> Result<Vec<Draft>> {
        Ok(self.drafts(ids)?.into_iter().map(versions::as_cited).collect())
    }
}

/// The key a paper should have. One that came with a key another paper has keeps as much of it as can be.
fn wanted_key(draft: &Draft, pattern: &Pattern) -> String {
    let kept = formats::field(draft, &format!("{RAW}key"));
    let kept = kept.and_then(|key| crate::citation_key::checked(key).ok().flatten());
    kept.unwrap_or_else(|| pattern.make(draft))
}

/// Writes a file whole or not at all: beside it first, then in its place. A device or a pipe, which is no place for a
/// file, is written to as it is.
pub fn to_file<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<T> {
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let trouble = |error| trouble(path, &error);
        let mut device = BufWriter::new(File::options().write(true).open(path).map_err(trouble)?);
        let value = write(&mut device)?;
        device.flush().map_err(trouble)?;
        return Ok(value);
    }
    let (beside, value) = Beside::write(path, write)?;
    beside.place()?;
    Ok(value)
}

/// A file written whole beside the place that it is for; it goes unless it takes that place.
pub struct Beside {
    place: PathBuf,
    beside: PathBuf,
}

impl Beside {
    pub fn write<T>(place: &Path, write: impl FnOnce(&mut dyn Write) -> Result<T>) -> Result<(Self, T)> {
        // Two threads may write to one place, and so may two programs.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        // A link stays one: the file that it names is the one to be written.
        let named = if place.is_symlink() { std::fs::canonicalize(place).ok() } else { None };
        let place = named.as_deref().unwrap_or(place);
        tidy(place);
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}-{}.part", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        let written = Self { place: place.to_path_buf(), beside: place.with_file_name(name) };
        let trouble = |error| written.trouble(&error);
        let mut file = BufWriter::new(File::create(&written.beside).map_err(trouble)?);
        // Who may read it was decided for the file whose place it takes.
        if let Ok(there) = std::fs::metadata(&written.place) {
            file.get_ref().set_permissions(there.permissions()).map_err(trouble)?;
        }
        let value = write(&mut file)?;
        file.flush().and_then(|()| file.get_ref().sync_all()).map_err(trouble)?;
        Ok((written, value))
    }

    pub fn place(self) -> Result<()> {
        std::fs::rename(&self.beside, &self.place).map_err(|error| self.trouble(&error))?;
        // The new name is on the disk once its folder is, where folders can be synced.
        let _ = self.place.parent().and_then(|folder| File::open(folder).ok()).map(|folder| folder.sync_all());
        Ok(())
    }

    fn trouble(&self, error: &std::io::Error) -> Error {
        trouble(&self.place, error)
    }
}

/// Longer than an export takes.
const OLD: Duration = Duration::from_secs(3_600);

/// Takes away what one left that was stopped from outside, because nobody else knows of it.
fn tidy(place: &Path) {
    let Some(name) = place.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_part = |entry: &std::fs::DirEntry| {
        let other = entry.file_name().to_string_lossy().into_owned();
        let number = other.strip_prefix(&name).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".part"));
        number.is_some_and(|number| {
            number.contains('-') && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        })
    };
    let is_old = |entry: &std::fs::DirEntry| {
        let modified = entry.metadata().and_then(|meta| meta.modified());
        modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > OLD))
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_part(entry) && is_old(entry)) {
        let _ = std::fs::remove_file(entry.path());
    }
}

fn trouble(path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorCode::Input, format!("“{}” cannot be written: {}.", path.display(), not_written(error)))
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Gone already when it took its place; the leftover of a failure must not stay.
        let _ = std::fs::remove_file(&self.beside);
    }
}

fn draft_of(paper: Paper, tags: Vec<String>) -> Draft {
    let (authors, sort_names) = paper.authors.into_iter().map(|person| (person.name, person.sort_name)).unzip();
    Draft {
        title: paper.title,
        abstract_text: paper.abstract_text,
        authors,
        sort_names,
        venue: paper.venue,
        year: paper.year,
        published: paper.published,
        url: paper.url,
        comments: paper.comments,
        identifiers: paper.identifiers,
        entry_type: paper.entry_type,
        citation_key: paper.citation_key,
        tags,
        fields: paper.fields,
        ..Draft::default()
    }
}
