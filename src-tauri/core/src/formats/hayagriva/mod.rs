//! Hayagriva's YAML, what Typst reads, in and out. What a work appeared in is its `parent`.

mod write;

use serde_json::{Map, Value};

use super::gather::Gathered;
use super::names::{self, Name};
use super::zotero::extra;
use super::{field, limit, pages, put, yaml};
use crate::model::{Draft, Reading};

pub use write::write_entry;

/// Hayagriva's type, its parent's, and BibLaTeX's. The first row of a type of ours is the one that is written.
const KINDS: &[(&str, &str, &str)] = &[
    ("article", "periodical", "article"),
    ("article", "newspaper", "article"),
    ("article", "blog", "online"),
    ("article", "proceedings", "inproceedings"),
    ("article", "conference", "inproceedings"),
    ("article", "anthology", "incollection"),
    ("anthos", "anthology", "incollection"),
    ("chapter", "book", "inbook"),
    ("chapter", "anthology", "incollection"),
    ("entry", "reference", "inreference"),
    ("article", "", "article"),
    ("anthos", "", "incollection"),
    ("chapter", "", "inbook"),
    ("entry", "", "inreference"),
    ("book", "", "book"),
    ("anthology", "", "collection"),
    ("proceedings", "", "proceedings"),
    ("periodical", "", "periodical"),
    ("reference", "", "reference"),
    ("thesis", "", "thesis"),
    ("report", "", "report"),
    ("web", "", "online"),
    ("blog", "", "online"),
    ("post", "", "online"),
    ("thread", "", "online"),
    ("manuscript", "", "unpublished"),
    ("repository", "", "software"),
    ("patent", "", "patent"),
    ("video", "", "video"),
    ("audio", "", "audio"),
    ("artwork", "", "image"),
    ("legislation", "", "legislation"),
    ("case", "", "jurisdiction"),
    ("performance", "", "performance"),
    ("misc", "", "misc"),
    // Written only: read back, they are what a row above says, but for what is said beside.
    ("reference", "", "manual"),
    ("reference", "", "mvreference"),
    ("book", "", "mvbook"),
    ("anthology", "", "mvcollection"),
    ("proceedings", "", "mvproceedings"),
    ("chapter", "book", "bookinbook"),
    ("chapter", "book", "suppbook"),
    ("anthos", "anthology", "suppcollection"),
    ("article", "periodical", "suppperiodical"),
    ("article", "periodical", "review"),
    ("repository", "", "dataset"),
    ("video", "", "movie"),
    ("audio", "", "music"),
    ("artwork", "", "artwork"),
    ("legislation", "", "legal"),
];

/// What Hayagriva has no name for stands under this one, in the words of a .bib; it reads past what it does not know.
const BESIDE: &str = "tex";

/// Names of plain text, and BibLaTeX's fields; whether the parent says it when there is one.
const FIELDS: &[(&str, &str, bool)] = &[
    ("volume", "volume", true),
    ("issue", "number", true),
    ("edition", "edition", true),
    ("location", "location", true),
    ("organization", "organization", true),
    ("page-range", "pages", false),
    ("page-total", "pagetotal", false),
    ("volume-total", "volumes", true),
    ("chapter", "chapter", false),
    ("language", "langid", false),
    ("genre", "type", false),
    ("archive", "library", false),
    ("call-number", "callnumber", false),
    ("runtime", "runtime", false),
];

/// Parts that people take, and BibLaTeX's; all others are helpers.
const ROLES: &[(&str, &str)] = &[
    ("translator", "translator"),
    ("director", "director"),
    ("composer", "composer"),
    ("annotator", "annotator"),
    ("commentator", "commentator"),
    ("introduction", "introduction"),
    ("foreword", "foreword"),
    ("afterword", "afterword"),
    ("holder", "holder"),
    ("founder", "founder"),
];

/// More parents, and parents of parents, than any work has.
const MOST_PARENTS: usize = 20;

/// Numbers of a work; an article's own one in a volume is called `serial` there.
const NUMBERS: &[&str] = &["doi", "isbn", "issn", "pmid", "pmcid", "arxiv", "eid"];

/// BibLaTeX's name of `serial`: a report or a patent goes by its number, which is that of no issue.
fn serial_name(kind: &str) -> &'static str {
    if matches!(kind, "report" | "patent" | "standard" | "legislation" | "jurisdiction") { "number" } else { "eid" }
}

/// Reads entries by key, each with a type of its own; `None` for any other document.
pub fn read(document: &yaml::Document) -> Option<Reading> {
    let entries = document.tree.as_object()?;
    let typed = |entry: &Value| {
        let kind = entry["type"].as_str().unwrap_or_default().to_ascii_lowercase();
        KINDS.iter().any(|(theirs, ..)| *theirs == kind) || kind == "exhibition" || kind == "performance"
    };
    if entries.is_empty() || !entries.values().any(typed) {
        return None;
    }
    let drafts =
        document.names.iter().filter_map(|(key, line)| Some(draft(key, entries.get(key)?.as_object()?, *line)));
    Some(Reading { source: "Hayagriva file".into(), drafts: drafts.collect(), ..Reading::default() })
}

/// The text of a value: itself, or what stands under `value` or `name`.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Object(map) => {
            ["value", "name"].iter().find_map(|name| map.get(*name)?.as_str()).unwrap_or("").to_owned()
        }
        _ => String::new(),
    }
}

/// The same of prose, where braces outside of formulas only keep capitals as they are, but for `\{`.
fn plain(value: &Value) -> String {
    let text = text(value);
    if !text.contains(['{', '}']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let (mut in_formula, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '\\' if !in_formula && matches!(chars.peek(), Some('{' | '}')) => out.extend(chars.next()),
            '{' | '}' if !in_formula => {}
            c => {
                in_formula ^= c == '$';
                out.push(c);
            }
        }
    }
    out
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// BibLaTeX's type for Hayagriva's under parents of these types.
fn meant(kind: &str, parents: &[String]) -> Option<&'static str> {
    let by = |parent: &str| KINDS.iter().find(|(theirs, over, _)| *theirs == kind && *over == parent);
    let found = parents.iter().find_map(|parent| by(parent)).or_else(|| by(""));
    found.map(|(.., ours)| *ours)
}

fn draft(key: &str, entry: &Map<String, Value>, line: u32) -> Draft {
    let kind = text(entry.get("type").unwrap_or(&Value::Null)).to_ascii_lowercase();
    let parents = list(entry.get("parent").unwrap_or(&Value::Null));
    let parent_kinds: Vec<String> = parents.iter().map(|parent| text(&parent["type"]).to_ascii_lowercase()).collect();
    let found = meant(&kind, &parent_kinds);
    let beside = entry.get(BESIDE).and_then(Value::as_object);
    let told = beside.and_then(|all| all.iter().find_map(|(name, value)| extra::type_said(name, &text(value))));
    let (ours, implied) = told.unwrap_or_else(|| (found.unwrap_or("misc").to_owned(), ""));
    let mut work = Gathered::new(&ours, "hayagriva:", line);
    work.say("key", key);
    work.say("type", implied);
    if found.is_none() {
        work.kept("type", &kind);
    }
    entry
        .iter()
        .filter(|(name, value)| !matches!(name.as_str(), "type" | "parent") && (*name != BESIDE || !value.is_object()))
        .for_each(|(name, value)| say(&mut work, name, value));
    let mut above: Vec<&Map<String, Value>> = parents.iter().filter_map(Value::as_object).collect();
    let mut at = 0;
    // A chapter stands in a book, and that in a series: parents have parents.
    while let Some(parent) = above.get(at).copied().filter(|_| at < MOST_PARENTS) {
        above.extend(list(parent.get("parent").unwrap_or(&Value::Null)).iter().filter_map(Value::as_object));
        let kind = text(parent.get("type").unwrap_or(&Value::Null)).to_ascii_lowercase();
        for (name, value) in parent {
            match name.as_str() {
                "title" if at == 0 => {
                    work.say("venue", &plain(value));
                    work.say("shortjournal", value["short"].as_str().unwrap_or_default());
                }
                "title" if kind == "conference" => work.say("eventtitle", &plain(value)),
                "title" => work.say("series", &plain(value)),
                "author" if at > 0 => {
                    list(value).iter().for_each(|who| work.kept("parent-author", &person(who).filed()))
                }
                "author" => list(value).iter().for_each(|who| work.person("bookauthor", &person(who))),
                "editor" if at > 0 => list(value).iter().for_each(|who| work.person("editora", &person(who))),
                // A series counts its own volumes.
                "volume" | "issue" if at > 0 => work.kept(&format!("series-{name}"), &text(value)),
                "type" | "parent" => {}
                "date" if work.has("date") => {}
                _ => say(&mut work, name, value),
            }
        }
        at += 1;
    }
    for (_, words) in beside.into_iter().flatten().filter(|(name, _)| *name == "keywords") {
        list(words).iter().for_each(|word| work.say("keywords", &text(word)));
    }
    let mut draft = work.end();
    for (name, value) in beside.into_iter().flatten() {
        let is_own = name == "keywords" || name.contains(':') || extra::type_said(name, &text(value)).is_some();
        if !is_own && field(&draft, name).is_none() {
            put(&mut draft, name, &text(value));
        }
    }
    limit(draft)
}

fn say(work: &mut Gathered, name: &str, value: &Value) {
    match name {
        "title" => {
            work.say("title", &plain(value));
            work.say("shorttitle", value["short"].as_str().unwrap_or_default());
        }
        "author" | "editor" => list(value).iter().for_each(|who| work.person(name, &person(who))),
        "affiliated" => {
            for group in list(value) {
                let role = text(&group["role"]);
                let part = ROLES.iter().find(|(theirs, _)| *theirs == role).map_or("editora", |(_, ours)| ours);
                list(&group["names"]).iter().for_each(|who| work.person(part, &person(who)));
            }
        }
        "date" => work.say(name, &text(value)),
        "abstract" | "note" => work.say(name, &plain(value)),
        "publisher" => {
            work.say("publisher", &plain(value));
            work.say("location", value["location"].as_str().unwrap_or_default());
        }
        // Where it was made: a thesis or a report is its house's.
        "organization" if matches!(work.kind(), "thesis" | "report") => work.say("institution", &plain(value)),
        "organization" | "location" => work.say(name, &plain(value)),
        "url" => {
            work.say("url", &text(value));
            work.say("urldate", value["date"].as_str().unwrap_or_default());
        }
        "serial-number" => match value {
            Value::Object(numbers) => {
                for (name, number) in numbers {
                    match name.as_str() {
                        "serial" => work.say(serial_name(work.kind()), &text(number)),
                        name if NUMBERS.contains(&name) => work.say(name, &text(number)),
                        name => work.kept(name, &text(number)),
                    }
                }
            }
            number => work.say(serial_name(work.kind()), &text(number)),
        },
        name => match FIELDS.iter().find(|(theirs, ..)| *theirs == name) {
            Some((_, "pages", _)) => work.say("pages", &pages::range(&text(value))),
            Some((_, ours, _)) => work.say(ours, &text(value)),
            None if value.is_string() => work.kept(name, &text(value)),
            None if !value.is_null() => work.kept(name, &value.to_string()),
            None => {}
        },
    }
}

fn person(who: &Value) -> Name {
    let Some(parts) = who.as_object() else { return names::exchanged(&text(who)) };
    let part = |name: &str| parts.get(name).map(text).unwrap_or_default();
    Name { given: part("given-name"), particle: part("prefix"), family: part("name"), suffix: part("suffix") }
}
