//! BibTeX and BibLaTeX, in and out.
//!
//! Reading never gives up: an entry that is broken is read as far as it goes and says what is wrong, one that cannot
//! be read at all is listed with its line. Writing gives back what came in, letter by letter where the letters matter.

mod bibdesk;
mod date;
mod encode;
mod entry;
mod inherit;
mod jabref;
pub mod latex;
mod maths;
mod scan;
mod shapes;
mod symbols;
pub(super) mod terms;
mod values;
mod write;

use std::collections::HashSet;

use crate::import::page::limits::SkippedList;
use crate::model::Reading;

pub(crate) use bibdesk::file as bibdesk_file;
pub use entry::filed;
pub(crate) use jabref::{file_folders, split};
pub use write::{Dialect, entry as write_entry, kind};

/// Reads a .bib file.
pub fn read(text: &str) -> Reading {
    let mut entries = Vec::new();
    let mut groups = jabref::Groups::default();
    let mut skipped = SkippedList::default();
    for item in scan::Scanner::new(text) {
        match item {
            scan::Item::Entry(entry) => entries.push(entry),
            // What programs say to themselves is no loss; what may have been an entry is said.
            scan::Item::Comment { line, text }
                if text.contains('@') && !text.trim_start().starts_with("jabref") && !bibdesk::is_own(text) =>
            {
                skipped.add(line, text.trim(), "a comment in the file");
            }
            scan::Item::Comment { text, .. } => groups.read(text),
            scan::Item::Broken { line, text, reason } => skipped.add(line, text, reason),
        }
    }
    inherit::resolve(&mut entries);
    let mut keys = HashSet::with_capacity(entries.len());
    let mut drafts = Vec::with_capacity(entries.len());
    for entry in entries {
        let twice = !entry.key.is_empty() && !keys.insert(entry.key);
        let mut draft = entry::draft(entry);
        if twice {
            draft.problems.push("Another entry above has the same key".into());
        }
        groups.file(&mut draft);
        drafts.push(draft);
    }
    Reading { source: "BibTeX file".into(), drafts, skipped: skipped.into_list() }
}

/// How many entries a .bib file holds, as they are told apart before anything in them is read.
pub fn entries(text: &str) -> usize {
    scan::Scanner::new(text).filter(|item| matches!(item, scan::Item::Entry(_))).count()
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
