//! The text of a file kept in step: the entries of papers that changed, and between them what the file holds already.
//!
//! Of what was written only the places are kept, not the words: those are read from the file, once its hash is right.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::error::Result;
use crate::formats::bibtex::{Dialect, write_entry};
use crate::formats::field;
use crate::library::Library;
use crate::library::kept::hash;
use crate::model::{Id, LiveFormat};

/// Papers that are rendered in one go; of more, the drafts would take more room than the text.
const AT_ONCE: usize = 500;

/// A file as it was written last.
pub struct Laid {
    /// Of the whole text.
    pub hash: i64,
    format: LiveFormat,
    entries: HashMap<Id, Entry>,
}

/// Where an entry stands, and what its place depends on.
struct Entry {
    key: String,
    /// The key in its `crossref`, in lower case.
    parent: Option<String>,
    at: Range<usize>,
}

/// A file as it was written last, what it holds, and the papers that changed since.
#[derive(Clone, Copy)]
pub struct Since<'a> {
    pub laid: &'a Laid,
    pub text: &'a [u8],
    pub changed: &'a BTreeSet<Id>,
}

impl<'a> Since<'a> {
    /// The entry of a paper, when it can stay.
    fn stays(self, id: Id) -> Option<(&'a Entry, &'a [u8])> {
        let entry = self.laid.entries.get(&id).filter(|_| !self.changed.contains(&id))?;
        Some((entry, self.text.get(entry.at.clone())?))
    }
}

impl Library {
    /// The file of these papers, letter by letter as an export writes it; and where what stands in it, unless that hangs
    /// on more than its papers.
    pub(super) fn lay(&self, ids: &[Id], format: LiveFormat, since: Option<Since>) -> Result<(Vec<u8>, Option<Laid>)> {
        let since = since.filter(|since| since.laid.format == format);
        let stays = |id: Id| since.and_then(|since| since.stays(id));
        let fresh: Vec<Id> = ids.iter().copied().filter(|id| stays(*id).is_none()).collect();
        self.make_keys_quietly(&fresh)?;
        let mut entries: Vec<(Id, Entry, Option<&[u8]>)> = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some((entry, text)) = stays(*id) {
                let Entry { key, parent, .. } = entry;
                entries.push((*id, Entry { key: key.clone(), parent: parent.clone(), at: 0..0 }, Some(text)));
            }
        }
        let dialect = if format == LiveFormat::Biblatex { Dialect::Biblatex } else { Dialect::Bibtex };
        let (mut new, mut lent) = (String::new(), HashSet::new());
        for some in fresh.chunks(AT_ONCE) {
            let mut drafts = self.cited_drafts(some)?;
            self.lend_keys(some, &mut drafts, &mut lent)?;
            if !lent.is_empty() && since.is_some() {
                // A key that is lent is chosen beside all others that are.
                return self.lay(ids, format, None);
            }
            for (id, draft) in some.iter().zip(&drafts) {
                let start = new.len();
                let key = draft.citation_key.clone().unwrap_or_default();
                write_entry(draft, &key, dialect, &mut new);
                let parent = field(draft, "crossref").map(str::to_lowercase);
                entries.push((*id, Entry { key, parent, at: start..new.len() }, None));
            }
        }
        entries.sort_by_cached_key(|(_, entry, _)| (entry.key.to_lowercase(), entry.key.clone()));
        let parents: HashSet<String> = entries.iter().filter_map(|(_, entry, _)| entry.parent.clone()).collect();
        if !parents.is_empty() {
            entries.sort_by_key(|(_, entry, _)| parents.contains(&entry.key.to_lowercase()));
        }
        let mut text = Vec::with_capacity(new.len() + since.map_or(0, |since| since.text.len()));
        let mut laid = HashMap::with_capacity(entries.len());
        for (at, (id, mut entry, old)) in entries.into_iter().enumerate() {
            text.extend_from_slice(if at > 0 { b"\n" } else { b"" });
            let start = text.len();
            text.extend_from_slice(old.or_else(|| new.as_bytes().get(entry.at.clone())).unwrap_or_default());
            entry.at = start..text.len();
            laid.insert(id, entry);
        }
        let laid = lent.is_empty().then(|| Laid { hash: hash(&text), format, entries: laid });
        Ok((text, laid))
    }
}
