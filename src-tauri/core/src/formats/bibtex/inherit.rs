//! What an entry takes from those it names in `crossref` and `xdata`, whole or field by field.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::scan::Entry;
use super::{granular, terms};

/// Fields that are about one entry alone. A chapter that took its book's DOI would be taken for the book.
const OWN: &[&str] = &[
    "crossref",
    "xdata",
    "xref",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedtype",
    "relatedstring",
    "relatedoptions",
    "sortkey",
    "sortname",
    "sorttitle",
    "sortyear",
    "shorttitle",
    "shortauthor",
    "indextitle",
    "author",
    "abstract",
    "keywords",
    "doi",
    "url",
    "urldate",
    "eprint",
    "eprinttype",
    "eprintclass",
    "file",
    "note",
    "annotation",
    "timestamp",
    "owner",
    "groups",
    "pages",
];

/// Parents of parents of parents are looked up no further.
const DEEPEST: usize = 4;
/// Keys that one entry may name.
const MOST_PARENTS: usize = 20;
/// Parents that are looked at for one entry, however they name each other.
const MOST_LOOKED_AT: usize = 400;

type Fields<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// The entries that others of a file name. Only they are kept: what inherits may stand anywhere before them.
#[derive(Default)]
pub struct Parents<'a> {
    /// Keys that are named, in lower case.
    named: HashSet<String>,
    /// The first entry of each of these keys.
    entries: HashMap<String, Parent<'a>>,
}

#[derive(Clone)]
struct Parent<'a> {
    /// Its place among the entries of the file.
    at: usize,
    kind: &'a str,
    fields: Fields<'a>,
}

impl<'a> Parents<'a> {
    /// Notes whom an entry names.
    pub fn note(&mut self, entry: &Entry) {
        for (_, value) in naming(&entry.fields).chain(members(&entry.fields)) {
            self.named.extend(named_in(value));
        }
        for (_, value) in &entry.fields {
            self.named.extend(granular::references(value).map(|one| one.key.to_lowercase()));
        }
    }

    pub fn are_named(&self) -> bool {
        !self.named.is_empty()
    }

    /// Keeps an entry that is named; of one key, the first.
    pub fn keep(&mut self, at: usize, entry: Entry<'a>) {
        let Entry { key, kind, fields, .. } = entry;
        let other_names = fields.iter().filter(|(name, _)| is(name, "ids")).flat_map(|(_, value)| named_in(value));
        let names: Vec<String> = std::iter::once(key.to_lowercase()).chain(other_names).collect();
        let parent = Parent { at, kind, fields };
        for name in names.into_iter().filter(|name| self.named.contains(name)) {
            self.entries.entry(name).or_insert_with(|| parent.clone());
        }
    }

    /// Puts into an entry what it inherits; it keeps what it has. Asked in the order of the file.
    pub fn give(&mut self, at: usize, entry: &mut Entry<'a>) {
        if self.named.is_empty() {
            return;
        }
        let names_fields = entry.fields.iter().any(|(_, value)| granular::may_be_in(value));
        if !names_fields && naming(&entry.fields).chain(members(&entry.fields)).next().is_none() {
            return;
        }
        entry.problems.extend(self.troubles(at, &entry.fields));
        let mut left = MOST_LOOKED_AT;
        let inherited = self.wanted(at, entry.kind, &entry.fields, DEEPEST, &mut left);
        // Those after it inherit that from it, too.
        if let Some(own) = self.entries.get_mut(&entry.key.to_lowercase()).filter(|parent| parent.at == at) {
            own.fields.extend(inherited.iter().cloned());
        }
        entry.fields.extend(inherited);
        for (name, value) in &mut entry.fields {
            self.fill(name, value, &mut entry.problems);
        }
    }

    /// Puts what single references name in their place; what they name may be such a reference again.
    fn fill(&self, name: &str, value: &mut Cow<'a, str>, problems: &mut Vec<String>) {
        let look_up = |one: &granular::Reference| {
            let parent = self.entries.get(&one.key.to_lowercase())?;
            parent.fields.iter().find(|(name, _)| same(name, one.field)).map(|(_, value)| value.as_ref())
        };
        for _ in 0..DEEPEST {
            match granular::resolved(value, look_up) {
                Some(told) => *value = Cow::Owned(told),
                None => break,
            }
        }
        for one in granular::references(value) {
            problems.push(format!("“{name}” names “{}” of “{}”, which is not in this file", one.field, one.key));
        }
    }

    /// Entries that it names and that are not there, or that lead back to it.
    fn troubles(&self, child: usize, fields: &Fields<'a>) -> Vec<String> {
        let mut told = Vec::new();
        for (name, value) in naming(fields).chain(members(fields)) {
            let keys = value.split(',').take(MOST_PARENTS).map(str::trim).filter(|key| !key.is_empty());
            for key in keys {
                let name = name.to_ascii_lowercase();
                match self.entries.get(&key.to_lowercase()) {
                    None => told.push(format!("“{name}” names “{key}”, which is no entry of this file")),
                    Some(parent) if self.leads_to(child, parent, &mut HashSet::new()) => {
                        told.push(format!("“{name}” names “{key}”, which leads back to the entry itself"));
                    }
                    Some(_) => {}
                }
            }
        }
        told
    }

    fn leads_to(&self, child: usize, parent: &Parent<'a>, seen: &mut HashSet<usize>) -> bool {
        if parent.at == child {
            return true;
        }
        // As far up as anything is inherited from.
        if seen.len() > MOST_PARENTS || !seen.insert(parent.at) {
            return false;
        }
        let above = naming(&parent.fields).flat_map(|(_, value)| named_in(value));
        above.filter_map(|key| self.entries.get(&key)).any(|parent| self.leads_to(child, parent, seen))
    }

    fn wanted(&self, child: usize, kind: &str, fields: &Fields<'a>, depth: usize, left: &mut usize) -> Fields<'a> {
        let mut found: Fields<'a> = Vec::new();
        for (name, value) in naming(fields).filter(|_| depth > 0) {
            let data = is(name, "xdata");
            for key in named_in(value) {
                let Some(parent) = self.entries.get(&key).filter(|parent| parent.at != child && *left > 0) else {
                    continue;
                };
                *left -= 1;
                let mut given: Fields<'a> = parent.fields.clone();
                given.extend(self.wanted(parent.at, parent.kind, &parent.fields, depth - 1, left));
                for (name, value) in given {
                    let target = if data { own_data(name) } else { renamed(name, parent.kind, kind) };
                    let Some(target) = target else { continue };
                    let known = fields.iter().chain(&found).any(|(name, _)| same(name, target));
                    if !known {
                        found.push((target, value));
                    }
                }
            }
        }
        found
    }
}

/// Whether a text may hold an entry that names others.
pub fn is_asked_for(text: &str) -> bool {
    text.match_indices('=').any(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '\u{feff}').as_bytes();
        let ends_with = |name: &str| {
            before.len().checked_sub(name.len()).is_some_and(|at| before[at..].eq_ignore_ascii_case(name.as_bytes()))
        };
        ends_with("crossref") || ends_with("xdata") || ends_with("entryset")
    })
}

fn naming<'f, 'a>(fields: &'f Fields<'a>) -> impl Iterator<Item = &'f (&'a str, Cow<'a, str>)> {
    fields.iter().filter(|(name, _)| is(name, "crossref") || is(name, "xdata"))
}

/// The entries that a set is made of; it inherits nothing from them.
fn members<'f, 'a>(fields: &'f Fields<'a>) -> impl Iterator<Item = &'f (&'a str, Cow<'a, str>)> {
    fields.iter().filter(|(name, _)| is(name, "entryset"))
}

fn named_in(value: &str) -> impl Iterator<Item = String> {
    value.split(',').take(MOST_PARENTS).map(|key| key.trim().to_lowercase())
}

fn is(name: &str, wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted)
}

fn own_data(name: &str) -> Option<&str> {
    (!is(name, "xdata") && !is(name, "crossref")).then_some(name)
}

fn same(one: &str, two: &str) -> bool {
    let (one, two) = (one.to_ascii_lowercase(), two.to_ascii_lowercase());
    // A year of one's own is not joined by the date of another.
    let is_date = |name: &str| matches!(name, "date" | "year");
    terms::field(&one) == terms::field(&two) || is_date(&one) && is_date(&two)
}

/// Under which name a field of a parent is passed on; `None` when it is not.
fn renamed<'a>(name: &'a str, parent: &str, child: &str) -> Option<&'a str> {
    let (lower, parent, child) = (name.to_ascii_lowercase(), parent.to_ascii_lowercase(), child.to_ascii_lowercase());
    let (field, child) = (terms::field(&lower), terms::entry_type(&child).0);
    if !matches!(field, "title" | "subtitle" | "titleaddon") {
        return (!OWN.contains(&field)).then_some(name);
    }
    Some(match (field, parent.starts_with("mv")) {
        ("title", true) => "maintitle",
        ("subtitle", true) => "mainsubtitle",
        ("titleaddon", true) => "maintitleaddon",
        ("title", false) if child == "article" => "journaltitle",
        ("subtitle", false) if child == "article" => "journalsubtitle",
        ("title", false) if terms::in_a_book(child) => "booktitle",
        ("subtitle", false) if terms::in_a_book(child) => "booksubtitle",
        ("titleaddon", false) if terms::in_a_book(child) => "booktitleaddon",
        _ => return None,
    })
}
