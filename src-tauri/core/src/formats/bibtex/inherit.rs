//! What an entry takes from those it names in `crossref` and `xdata`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::scan::Entry;
use super::terms;

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

type Fields<'a> = Vec<(&'a str, Cow<'a, str>)>;

/// Puts into each entry what it inherits; it keeps what it has.
pub fn resolve(entries: &mut [Entry<'_>]) {
    let naming = |entry: &Entry| entry.fields.iter().any(|(name, _)| is(name, "crossref") || is(name, "xdata"));
    let children: Vec<usize> = (0..entries.len()).filter(|at| naming(&entries[*at])).collect();
    if children.is_empty() {
        return;
    }
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        by_key.entry(entry.key.to_lowercase()).or_insert(at);
    }
    for child in children {
        let inherited = wanted(entries, &by_key, child, DEEPEST);
        entries[child].fields.extend(inherited);
    }
}

fn is(name: &str, wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted)
}

fn wanted<'a>(entries: &[Entry<'a>], by_key: &HashMap<String, usize>, child: usize, depth: usize) -> Fields<'a> {
    let entry = &entries[child];
    let mut found: Fields<'a> = Vec::new();
    let naming = entry.fields.iter().filter(|(name, _)| depth > 0 && (is(name, "xdata") || is(name, "crossref")));
    for (name, value) in naming {
        let data = is(name, "xdata");
        for key in value.split(',').take(MOST_PARENTS) {
            let parent = by_key.get(&key.trim().to_lowercase()).copied().filter(|parent| *parent != child);
            let Some(parent) = parent else { continue };
            let mut given: Fields<'a> = entries[parent].fields.clone();
            given.extend(wanted(entries, by_key, parent, depth - 1));
            for (name, value) in given {
                let target = if data { own_data(name) } else { renamed(name, entries[parent].kind, entry.kind) };
                let Some(target) = target else { continue };
                let known = entry.fields.iter().chain(&found).any(|(name, _)| same(name, target));
                if !known {
                    found.push((target, value));
                }
            }
        }
    }
    found
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
