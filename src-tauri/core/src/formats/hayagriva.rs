//! Hayagriva's YAML, what Typst reads, in and out. What a work appeared in is its `parent`.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::gather::Gathered;
use super::names::{self, Name};
use super::{UNTITLED, bibtex, field, identifier, yaml};
use crate::model::{Draft, IdentifierKind, Reading};

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
    ("misc", "", "misc"),
];

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

/// Numbers of a work.
const NUMBERS: &[&str] = &["doi", "isbn", "issn", "pmid", "pmcid", "arxiv"];

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
    let drafts = document.names.iter().filter_map(|key| Some(draft(key, entries.get(key)?.as_object()?))).collect();
    Some(Reading { source: "Hayagriva file".into(), drafts, skipped: Vec::new() })
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

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn draft(key: &str, entry: &Map<String, Value>) -> Draft {
    let kind = text(entry.get("type").unwrap_or(&Value::Null)).to_ascii_lowercase();
    let parents = list(entry.get("parent").unwrap_or(&Value::Null));
    let parent_kinds: Vec<String> = parents.iter().map(|parent| text(&parent["type"]).to_ascii_lowercase()).collect();
    let by = |parent: &str| KINDS.iter().find(|(theirs, over, _)| *theirs == kind && *over == parent);
    let found = parent_kinds.iter().find_map(|parent| by(parent)).or_else(|| by(""));
    let mut work = Gathered::new(found.map_or("misc", |(.., ours)| ours), "hayagriva:", 0);
    work.say("key", key);
    if found.is_none() {
        work.kept("type", &kind);
    }
    entry
        .iter()
        .filter(|(name, _)| *name != "type" && *name != "parent")
        .for_each(|(name, value)| say(&mut work, name, value));
    for (at, parent) in parents.iter().filter_map(Value::as_object).enumerate() {
        for (name, value) in parent {
            match name.as_str() {
                "title" if at == 0 => work.say("venue", &text(value)),
                "title" => work.say("series", &text(value)),
                "author" if at > 0 => {}
                "author" => list(value).iter().for_each(|who| work.person("bookauthor", &person(who))),
                // A series counts its own volumes.
                "volume" if at > 0 => work.kept("series-volume", &text(value)),
                "type" | "parent" => {}
                "date" if work.has("date") => {}
                _ => say(&mut work, name, value),
            }
        }
    }
    work.end()
}

fn say(work: &mut Gathered, name: &str, value: &Value) {
    match name {
        "title" => {
            work.say("title", &text(value));
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
        "date" | "abstract" | "note" => work.say(name, &text(value)),
        "publisher" => {
            work.say("publisher", &text(value));
            work.say("location", value["location"].as_str().unwrap_or_default());
        }
        "url" => {
            work.say("url", &text(value));
            work.say("urldate", value["date"].as_str().unwrap_or_default());
        }
        "serial-number" => match value {
            Value::Object(numbers) => {
                for (name, number) in numbers {
                    match name.as_str() {
                        "serial" => work.say("eid", &text(number)),
                        name if NUMBERS.contains(&name) => work.say(name, &text(number)),
                        name => work.kept(name, &text(number)),
                    }
                }
            }
            number => work.say("eid", &text(number)),
        },
        name => match FIELDS.iter().find(|(theirs, ..)| *theirs == name) {
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

/// Appends an entry known as `key`.
pub fn write_entry(draft: &Draft, key: &str, out: &mut String) {
    let kind = bibtex::kind(draft);
    let (theirs, parent, _) = KINDS.iter().find(|(.., ours)| *ours == kind).copied().unwrap_or(("misc", "", ""));
    // A work of any other type that appeared in something did so in something.
    let parent = if parent.is_empty() && !draft.venue.is_empty() { "misc" } else { parent };
    let under = !parent.is_empty() && !draft.venue.is_empty();
    let _ = writeln!(out, "{}:", yaml::scalar(key));
    let _ = writeln!(out, "  type: {theirs}");
    if field(draft, UNTITLED) != Some(draft.title.as_str()) {
        line(out, 2, "title", &draft.title);
    }
    let authors =
        draft.authors.iter().enumerate().map(|(at, shown)| {
            Name::from_stored(shown, draft.sort_names.get(at).map(String::as_str).unwrap_or_default())
        });
    people(out, 2, "author", authors.collect());
    if let Some(editors) = field(draft, "editor").filter(|_| !under) {
        people(out, 2, "editor", split(editors));
    }
    line(out, 2, "date", &date(draft));
    line(out, 2, "url", if draft.url.is_empty() { field(draft, "url").unwrap_or_default() } else { &draft.url });
    serial(draft, out);
    for (theirs, ours, above) in FIELDS {
        let value = field(draft, ours).unwrap_or_default();
        // Between pages stands a hyphen.
        let value = if *ours == "pages" { value.replace("--", "-").replace('–', "-") } else { value.to_owned() };
        if !(*above && under) {
            line(out, 2, theirs, &value);
        }
    }
    let publisher = field(draft, "publisher").or_else(|| field(draft, "institution")).unwrap_or_default();
    if !under {
        line(out, 2, "publisher", publisher);
    }
    line(out, 2, "abstract", &draft.abstract_text);
    line(out, 2, "note", &draft.comments);
    if under {
        out.push_str("  parent:\n");
        line(out, 4, "type", parent);
        line(out, 4, "title", &draft.venue);
        people(out, 4, "editor", field(draft, "editor").map(split).unwrap_or_default());
        people(out, 4, "author", field(draft, "bookauthor").map(split).unwrap_or_default());
        line(out, 4, "publisher", publisher);
        for (theirs, ours, _) in FIELDS.iter().filter(|(.., above)| *above) {
            line(out, 4, theirs, field(draft, ours).unwrap_or_default());
        }
    }
}

fn line(out: &mut String, indent: usize, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{:indent$}{name}: {}", "", yaml::scalar(value));
    }
}

fn split(names: &str) -> Vec<Name> {
    names::split_list(names).into_iter().map(|name| names::read_one(name, str::to_owned)).collect()
}

/// By their parts, which no reader has to guess.
fn people(out: &mut String, indent: usize, name: &str, people: Vec<Name>) {
    if people.is_empty() {
        return;
    }
    let _ = writeln!(out, "{:indent$}{name}:", "");
    for who in people {
        let parts =
            [("name", &who.family), ("given-name", &who.given), ("prefix", &who.particle), ("suffix", &who.suffix)];
        let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
        let parts: Vec<String> = parts.map(|(name, text)| format!("{name}: {}", yaml::scalar(text))).collect();
        let inner = indent + 2;
        let _ = writeln!(out, "{:inner$}- {}", "", parts.join(&format!("\n{:inner$}  ", "")));
    }
}

fn date(draft: &Draft) -> String {
    if let Some(day) = draft.published.as_ref().filter(|day| draft.year.is_none() || super::year_of(day) == draft.year)
    {
        return day.clone();
    }
    match (draft.year, field(draft, "month").and_then(bibtex::terms::month)) {
        (Some(year), Some(month)) => format!("{year:04}-{month:02}"),
        (Some(year), None) => format!("{year:04}"),
        _ => String::new(),
    }
}

fn serial(draft: &Draft, out: &mut String) {
    let known = |kind, name| identifier(draft, kind).or_else(|| field(draft, name)).unwrap_or_default();
    let mut said = false;
    for name in NUMBERS {
        let value = match *name {
            "doi" => known(IdentifierKind::Doi, name),
            "isbn" => known(IdentifierKind::Isbn, name),
            "pmid" => known(IdentifierKind::Pmid, name),
            "arxiv" => known(IdentifierKind::Arxiv, name),
            name => field(draft, name).unwrap_or_default(),
        };
        if value.is_empty() {
            continue;
        }
        if !said {
            out.push_str("  serial-number:\n");
            said = true;
        }
        let _ = writeln!(out, "    {name}: {}", Value::from(value));
    }
}
