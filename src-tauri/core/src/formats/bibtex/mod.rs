//! BibTeX and BibLaTeX, in and out.
//!
//! Reading never gives up: an entry that is broken is read as far as it goes and says what is wrong, one that cannot
//! be read at all is listed with its line. Writing gives back what came in, letter by letter where the letters matter.

mod bibdesk;
mod commands;
mod cyrillic;
mod date;
mod encode;
mod entities;
mod entry;
mod granular;
mod inherit;
mod jabref;
mod journals;
pub mod latex;
mod maths;
mod packages;
mod readable;
mod scan;
mod searching;
mod shapes;
mod signs;
pub(in crate::formats) mod symbols;
pub(super) mod terms;
mod twice;
mod values;
mod write;

use std::collections::HashSet;

use crate::import::page::limits::SkippedList;
use crate::model::{Draft, FoundSearch, Reading, Skipped};

pub(crate) use bibdesk::file as bibdesk_file;
pub(crate) use encode::encode;
pub(in crate::formats) use encode::title as encode_title;
pub(crate) use entities::entities;
pub(in crate::formats) use entry::field_text;
pub use entry::filed;
pub(crate) use jabref::{file_folders, split};
pub use write::{Dialect, entry as write_entry, kind, left};
pub(in crate::formats) use write::{balanced as is_balanced, gives_again};

/// Reads a .bib file.
pub fn read(text: &str) -> Reading {
    let mut entries = Entries::of(text);
    let drafts = entries.by_ref().collect();
    let searches = entries.searches();
    Reading { source: "BibTeX file".into(), drafts, skipped: entries.skipped(), searches, ..Reading::default() }
}

/// The entries of a .bib file as drafts, one after the other, so that a large file is never held as drafts whole.
///
/// What stands behind an entry and belongs to it (JabRef's tree of groups, BibDesk's, those it inherits from) is gathered first.
pub struct Entries<'a> {
    items: scan::Scanner<'a>,
    /// Entries given so far.
    at: usize,
    keys: HashSet<&'a str>,
    groups: jabref::Groups,
    parents: inherit::Parents<'a>,
    skipped: SkippedList,
}

impl<'a> Entries<'a> {
    pub fn of(text: &'a str) -> Self {
        let (mut groups, mut parents) = (jabref::Groups::default(), inherit::Parents::default());
        // Most files have neither.
        if inherit::is_asked_for(text) || jabref::Groups::may_be_in(text) {
            for item in scan::Scanner::new(text) {
                match item {
                    scan::Item::Entry(entry) => parents.note(&entry),
                    scan::Item::Comment { text, line } => groups.read(text, line),
                    scan::Item::Broken { .. } => {}
                }
            }
        }
        if parents.are_named() {
            scanned(text).enumerate().for_each(|(at, entry)| parents.keep(at, entry));
        }
        let (items, skipped) = (scan::Scanner::new(text), SkippedList::default());
        Self { items, at: 0, keys: HashSet::new(), groups, parents, skipped }
    }

    /// What is no entry and may have been one, among those gone through.
    pub fn skipped(mut self) -> Vec<Skipped> {
        for (group, reason) in searching::left(self.groups.searching()) {
            self.skipped.add(group.line, &group.shown(), reason);
        }
        self.skipped.into_list()
    }

    /// What its groups that search become.
    pub fn searches(&self) -> Vec<FoundSearch> {
        searching::searches(self.groups.searching())
    }

    fn entry(&mut self) -> Option<scan::Entry<'a>> {
        loop {
            match self.items.next()? {
                scan::Item::Entry(entry) => return Some(entry),
                // What programs say to themselves is no loss; what may have been an entry is said.
                scan::Item::Comment { line, text }
                    if text.contains('@') && !text.trim_start().starts_with("jabref") && !bibdesk::is_own(text) =>
                {
                    self.skipped.add(line, text.trim(), "a comment in the file");
                }
                scan::Item::Comment { .. } => {}
                scan::Item::Broken { line, text, reason } => self.skipped.add(line, text, reason),
            }
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = Draft;

    fn next(&mut self) -> Option<Draft> {
        let mut entry = self.entry()?;
        self.parents.give(self.at, &mut entry);
        self.at += 1;
        let twice = !entry.key.is_empty() && !self.keys.insert(entry.key);
        let mut draft = entry::draft(entry);
        if twice {
            draft.problems.push("Another entry above has the same key".into());
        }
        self.groups.file(&mut draft);
        Some(draft)
    }
}

fn scanned(text: &str) -> impl Iterator<Item = scan::Entry<'_>> {
    scan::Scanner::new(text).filter_map(|item| match item {
        scan::Item::Entry(entry) => Some(entry),
        _ => None,
    })
}

/// How many entries a .bib file holds, as they are told apart before anything in them is read.
pub fn entries(text: &str) -> usize {
    scanned(text).count()
}

/// Whether it holds any.
pub fn has_entry(text: &str) -> bool {
    scanned(text).next().is_some()
}

/// The keys that its entries go by, as their drafts have them.
pub fn keys(text: &str) -> HashSet<String> {
    scanned(text).filter_map(|entry| crate::citation_key::checked(entry.key).ok().flatten()).collect()
}

/// Whether a text is a .bib file: an entry begins at the start of one of its lines.
pub fn looks_like(text: &str) -> bool {
    let mut before_word = false;
    text.lines().take(5_000).any(|line| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let Some(rest) = line.strip_prefix('@') else {
            // `@` and the word on lines of their own happen in old files.
            let alone = std::mem::take(&mut before_word) && begins(line);
            return alone;
        };
        before_word = rest.trim().is_empty();
        begins(rest.trim_start())
    })
}

fn begins(text: &str) -> bool {
    let word = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let after = text[word..].trim_start();
    let known = terms::is_known(&text[..word].to_ascii_lowercase());
    let keyed = after.strip_prefix(['{', '(']).is_some_and(|rest| rest.trim_end().ends_with(',') || rest.contains('='));
    word > 0 && (known && (after.starts_with(['{', '(']) || after.is_empty()) || keyed)
}
