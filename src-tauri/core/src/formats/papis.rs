//! A document of Papis: the YAML beside its files.

use serde_json::Value;

use super::bibtex::{self, latex, terms};
use super::gather::Gathered;
use super::names::{self, Name};
use super::{csl, yaml};
use crate::model::Draft;

/// Of use to Papis only, or read for themselves.
const INNER: &[&str] = &[
    "papis_id",
    "time-added",
    "author",
    "author_list",
    "title",
    "type",
    "ref",
    "files",
    "notes",
    "tags",
    "month",
    "year",
    "citations",
    "editor",
    "archiveprefix",
    "eprinttype",
    "_note",
];

/// Its fields that have a place in every draft, and BibLaTeX's names for them; others go by BibTeX's names.
const FIELDS: &[(&str, &str)] = &[
    ("journal", "venue"),
    ("booktitle", "venue"),
    ("full_journal_title", "venue"),
    ("issue", "number"),
    ("keyword", "keywords"),
    ("note", "note"),
    ("language", "langid"),
];

/// Whether a text is the YAML of a document, which lies alone where its folder was left behind: what only Papis writes
/// begins a line.
pub fn looks_like(text: &str) -> bool {
    let own = ["papis_id:", "author_list:", "time-added:"];
    text.lines().take(5_000).any(|line| own.iter().any(|name| line.starts_with(name)))
}

/// Fields under BibTeX's names that are kept as they are.
const KNOWN: &[&str] = &[
    "abstract",
    "doi",
    "url",
    "isbn",
    "issn",
    "publisher",
    "volume",
    "number",
    "edition",
    "series",
    "address",
    "location",
    "school",
    "institution",
    "howpublished",
    "chapter",
    "eprint",
    "eprintclass",
    "primaryclass",
    "organization",
    "pmid",
];

/// What one `info.yaml` says, with the names of its files; `None` when it is no document of Papis.
pub fn read(text: &str) -> Option<(Draft, Vec<String>)> {
    let tree = yaml::read(text)?.tree;
    let map = tree.as_object()?;
    let get = |name: &str| map.get(name).map(csl::text).unwrap_or_default();
    if !["title", "author", "ref", "doi", "url"].iter().any(|name| map.contains_key(*name)) {
        return None;
    }
    let (kind, implied) = match get("type").to_lowercase() {
        kind if kind.is_empty() => ("misc".to_owned(), ""),
        kind => (terms::entry_type(&kind).0.to_owned(), terms::entry_type(&kind).1),
    };
    let mut work = Gathered::new(&kind, "papis:", 0);
    work.say("type", implied);
    work.say("title", &plain(&get("title")));
    work.say("key", &get("ref"));
    let people = map.get("author_list").and_then(Value::as_array).filter(|list| !list.is_empty());
    match people {
        Some(people) => people.iter().for_each(|one| work.person("author", &person(one))),
        None => people_in(&get("author"), "author", &mut work),
    }
    people_in(&get("editor"), "editor", &mut work);
    // The month of a BibTeX file may be a formula: `oct # " 28"`.
    let month: String = get("month").chars().take_while(|c| c.is_alphanumeric()).collect();
    let month = terms::month(&month).map(|month| format!("-{month:02}")).unwrap_or_default();
    work.say("date", &format!("{}{month}", get("year")));
    for tag in tags(map.get("tags")) {
        work.say("keywords", &tag);
    }
    let is_arxiv = ["archiveprefix", "eprinttype"].iter().any(|name| get(name).eq_ignore_ascii_case("arxiv"));
    for (name, value) in map.iter().filter(|(name, _)| !INNER.contains(&name.as_str())) {
        let lower = name.to_lowercase();
        let value = csl::text(value);
        match FIELDS.iter().find(|(theirs, _)| *theirs == lower) {
            Some((_, "venue")) => work.say("venue", &plain(&value)),
            Some((_, ours)) => work.say(ours, &value),
            None if lower == "eprint" && is_arxiv => work.say("arxiv", &value),
            None if lower == "pages" => work.say("pages", &value.replace("--", "–")),
            None if KNOWN.contains(&lower.as_str()) => {
                work.say(terms::field(&lower), &plain_unless_address(&lower, &value))
            }
            None => work.kept(name, &value),
        }
    }
    let files = match map.get("files") {
        Some(Value::Array(files)) => files.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(file)) => vec![file.clone()],
        _ => Vec::new(),
    };
    Some((work.end(), files))
}

/// The name of the file with its notes, when it has one.
pub fn notes(text: &str) -> Option<String> {
    yaml::read(text)?.tree.get("notes")?.as_str().map(str::to_owned)
}

/// What came from a .bib keeps its braces and commands.
fn plain(value: &str) -> String {
    if value.contains(['{', '\\']) { latex::line(value) } else { value.to_owned() }
}

fn plain_unless_address(name: &str, value: &str) -> String {
    if bibtex::terms::is_verbatim(name) { value.to_owned() } else { plain(value) }
}

fn person(one: &Value) -> Name {
    let part = |name: &str| plain(one[name].as_str().unwrap_or_default().trim());
    match (part("family"), part("given")) {
        (family, given) if given.is_empty() => Name { family, ..Name::default() },
        (family, given) => Name::from_filed(&format!("{}, {given}", family.replace(',', " "))),
    }
}

fn people_in(list: &str, part: &str, work: &mut Gathered) {
    for one in names::people(list).names.into_iter().filter(|one| *one != "others") {
        work.person(part, &names::read_one(one, latex::line));
    }
}

/// A list, or words with blanks or commas between them.
fn tags(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(tags)) => tags.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(tags)) if tags.contains(',') => tags.split(',').map(|tag| tag.trim().to_owned()).collect(),
        Some(Value::String(tags)) => tags.split_whitespace().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
