//! Entries out, as Hayagriva has them.

use std::fmt::Write as _;

use serde_json::Value;

use super::{FIELDS, KINDS, NUMBERS};
use crate::formats::names::{self, Name};
use crate::formats::{UNTITLED, bibtex, field, identifier, yaml, year_of};
use crate::model::{Draft, IdentifierKind};

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
        prose(out, 2, "title", &draft.title);
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
        prose(out, 2, "publisher", publisher);
    }
    prose(out, 2, "abstract", &draft.abstract_text);
    prose(out, 2, "note", &draft.comments);
    if under {
        out.push_str("  parent:\n");
        line(out, 4, "type", parent);
        prose(out, 4, "title", &draft.venue);
        people(out, 4, "editor", field(draft, "editor").map(split).unwrap_or_default());
        people(out, 4, "author", field(draft, "bookauthor").map(split).unwrap_or_default());
        prose(out, 4, "publisher", publisher);
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

fn date(draft: &Draft) -> String {
    if let Some(day) = draft.published.as_ref().filter(|day| draft.year.is_none() || year_of(day) == draft.year) {
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
