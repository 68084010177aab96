//! Entries out, as Hayagriva has them.

use std::fmt::Write as _;

use serde_json::Value;

use super::{BESIDE, FIELDS, KINDS, NUMBERS, ROLES};
use crate::formats::left::Source;
use crate::formats::names::{self, Name};
use crate::formats::pages;
use crate::formats::zotero::extra;
use crate::formats::{UNTITLED, bibtex, day_of, field, tongues, yaml, year_of};
use crate::model::{Draft, Field, IdentifierKind};

/// Appends an entry known as `key`; gives what there is no place for.
pub fn write_entry(draft: &Draft, key: &str, out: &mut String) -> Vec<String> {
    let of = Source::of(draft);
    let kind = bibtex::kind(draft);
    let found = KINDS.iter().find(|(.., ours)| *ours == kind).copied();
    let (theirs, parent, _) = found.unwrap_or(("misc", "", ""));
    // A work of any other type that appeared in something did so in something.
    let parent = if parent.is_empty() && !draft.venue.is_empty() { "misc" } else { parent };
    let under = !parent.is_empty() && !draft.venue.is_empty();
    let _ = writeln!(out, "{}:", yaml::scalar(key));
    let _ = writeln!(out, "  type: {theirs}");
    if field(draft, UNTITLED) != Some(draft.title.as_str()) {
        heading(&of, draft, out);
    }
    let authors =
        draft.authors.iter().enumerate().map(|(at, shown)| {
            Name::from_stored(shown, draft.sort_names.get(at).map(String::as_str).unwrap_or_default())
        });
    people(out, 2, "author", authors.collect());
    if let Some(editors) = of.field("editor").filter(|_| !under) {
        people(out, 2, "editor", split(editors));
    }
    affiliated(&of, out);
    line(out, 2, "date", &date(&of, draft));
    address(&of, draft, out);
    serial(&of, &kind, out);
    for (theirs, ours, above) in FIELDS {
        let value = of.field(ours).unwrap_or_default();
        let value = match *ours {
            ours if ours == super::serial_name(&kind) => String::new(),
            // Between pages stands a hyphen.
            "pages" => pages::hyphened(value),
            "langid" => tongues::code(value).to_owned(),
            _ => value.to_owned(),
        };
        if !(*above && under) {
            line(out, 2, theirs, &value);
        }
    }
    let publisher = of.field("publisher").or_else(|| of.field("institution")).unwrap_or_default();
    if !under {
        prose(out, 2, "publisher", publisher);
    }
    prose(out, 2, "abstract", &draft.abstract_text);
    prose(out, 2, "note", &draft.comments);
    if under {
        out.push_str("  parent:\n");
        line(out, 4, "type", parent);
        titled(out, 4, &draft.venue, of.field("shortjournal"));
        people(out, 4, "editor", field(draft, "editor").map(split).unwrap_or_default());
        people(out, 4, "author", of.field("bookauthor").map(split).unwrap_or_default());
        prose(out, 4, "publisher", publisher);
        let is_above = |ours: &str, above: bool| above && ours != super::serial_name(&kind);
        for (theirs, ours, _) in FIELDS.iter().filter(|(_, ours, above)| is_above(ours, *above)) {
            line(out, 4, theirs, field(draft, ours).unwrap_or_default());
        }
    }
    let above = under.then(|| parent.to_owned());
    let is_said = super::meant(theirs, above.as_slice()) == Some(&*kind);
    beside(&of, draft, (!is_said).then_some(&kind), out);
    of.left()
}

/// What has no place of its own, and the type where Hayagriva's says less.
fn beside<'d>(of: &Source<'d>, draft: &'d Draft, kind: Option<&String>, out: &mut String) {
    let mut said: Vec<(&str, String)> = Vec::new();
    said.extend(kind.map(|kind| (extra::TYPE, yaml::scalar(kind))));
    let tags: Vec<String> = of.tags().iter().map(|tag| yaml::scalar(tag)).collect();
    if !tags.is_empty() {
        said.push(("keywords", format!("[{}]", tags.join(", "))));
    }
    for Field { name, value } in &draft.fields {
        if !of.has_taken(name) && extra::is_sayable(name) {
            said.push((name, yaml::scalar(value)));
            of.take(name);
        }
    }
    // A reader need not keep an order, so there is one.
    said.sort_unstable_by_key(|(name, _)| *name);
    if !said.is_empty() {
        let _ = writeln!(out, "  {BESIDE}:");
    }
    for (name, value) in said {
        let _ = writeln!(out, "    {}: {value}", yaml::scalar(name));
    }
}

/// The title, and its short form where there is one.
fn heading(of: &Source, draft: &Draft, out: &mut String) {
    let short = of.field("shorttitle").filter(|_| !draft.title.is_empty());
    titled(out, 2, &draft.title, short);
}

fn titled(out: &mut String, indent: usize, title: &str, short: Option<&str>) {
    match short {
        Some(short) => {
            let _ = writeln!(out, "{:indent$}title:", "");
            prose(out, indent + 2, "value", title);
            prose(out, indent + 2, "short", short);
        }
        None => prose(out, indent, "title", title),
    }
}

/// Those who took a part that has no place of its own.
fn affiliated(of: &Source, out: &mut String) {
    let mut said = false;
    for (theirs, ours) in ROLES {
        let Some(names) = of.field(ours) else { continue };
        if !said {
            out.push_str("  affiliated:\n");
            said = true;
        }
        let _ = writeln!(out, "    - role: {theirs}");
        people(out, 6, "names", split(names));
    }
}

/// The address, and the day it was looked at.
fn address(of: &Source, draft: &Draft, out: &mut String) {
    let url = &of.address();
    let day = field(draft, "urldate").filter(|day| !url.is_empty() && day_of(day).is_some());
    match day {
        Some(day) => {
            of.take("urldate");
            let _ = writeln!(out, "  url:\n    value: {}\n    date: {day}", yaml::scalar(url));
        }
        None => line(out, 2, "url", url),
    }
}

fn line(out: &mut String, indent: usize, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{:indent$}{name}: {}", "", yaml::scalar(value));
    }
}

/// Prose, whose braces are text.
fn prose(out: &mut String, indent: usize, name: &str, value: &str) {
    let mut in_formula = false;
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        in_formula ^= c == '$';
        if !in_formula && matches!(c, '{' | '}') {
            text.push('\\');
        }
        text.push(c);
    }
    line(out, indent, name, &text);
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

fn date(of: &Source, draft: &Draft) -> String {
    let month = field(draft, "month").and_then(bibtex::terms::month);
    if let Some(day) = draft.published.as_ref().filter(|day| draft.year.is_none() || year_of(day) == draft.year) {
        if month.is_some() {
            of.take("month");
        }
        return day.clone();
    }
    match (draft.year, month) {
        (Some(year), Some(month)) => {
            of.take("month");
            format!("{year:04}-{month:02}")
        }
        (Some(year), None) => format!("{year:04}"),
        _ => String::new(),
    }
}

fn serial(of: &Source, kind: &str, out: &mut String) {
    let mut said = false;
    for name in NUMBERS {
        let value = match *name {
            "doi" => of.known(IdentifierKind::Doi, name),
            "isbn" => of.known(IdentifierKind::Isbn, name),
            "pmid" => of.known(IdentifierKind::Pmid, name),
            "arxiv" => of.known(IdentifierKind::Arxiv, name),
            "eid" => of.field(super::serial_name(kind)).or_else(|| of.field("eid")).unwrap_or_default(),
            name => of.field(name).unwrap_or_default(),
        };
        if value.is_empty() {
            continue;
        }
        if !said {
            out.push_str("  serial-number:\n");
            said = true;
        }
        let _ = writeln!(out, "    {}: {}", if *name == "eid" { "serial" } else { name }, Value::from(value));
    }
}
