//! Items out, as CSL-JSON has them.

use serde_json::{Map, Value, json};

use super::{KEPT, PEOPLE, VARIABLES};
use crate::formats::names::{self, Name};
use crate::formats::{UNTITLED, bibtex, field, identifier, kinds, year_of};
use crate::model::{Draft, IdentifierKind};

/// One item under `key`.
pub fn item(draft: &Draft, key: &str) -> Value {
    let kind = bibtex::kind(draft);
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() && value != "" {
            item.insert(name.to_owned(), value);
        }
    };
    set("id", json!(key));
    let kept_kind = field(draft, &format!("{KEPT}type")).filter(|csl| kinds::from_csl(csl) == kind);
    set("type", json!(kept_kind.unwrap_or(kinds::to_csl(&kind))));
    if field(draft, UNTITLED) != Some(draft.title.as_str()) {
        set("title", json!(draft.title));
    }
    let authors = draft.authors.iter().enumerate().map(|(at, shown)| {
        let sort_name = draft.sort_names.get(at).map(String::as_str).unwrap_or_default();
        person(&Name::from_stored(shown, sort_name))
    });
    let authors: Vec<Value> = authors.collect();
    set("author", if authors.is_empty() { Value::Null } else { Value::Array(authors) });
    set("container-title", json!(draft.venue));
    set("abstract", json!(draft.abstract_text));
    set("note", json!(draft.comments));
    set("URL", json!(draft.url));
    set("keyword", json!(draft.tags.join(", ")));
    let known = |kind, name| identifier(draft, kind).or_else(|| field(draft, name)).unwrap_or_default();
    set("DOI", json!(known(IdentifierKind::Doi, "doi")));
    set("PMID", json!(known(IdentifierKind::Pmid, "pmid")));
    set("issued", issued_out(draft));
    // A month in words is no date; this is the place for what CSL has no variable for.
    if let Some(words) = field(draft, "month").filter(|month| bibtex::terms::month(month).is_none()) {
        set("custom", json!({ "month": words }));
    }
    let in_series = field(draft, "series").is_some();
    for other in &draft.fields {
        if other.name == "number" {
            set(super::number_of(&kind, in_series), json!(other.value));
        } else if other.name == "type" {
            set("genre", json!(kinds::genre_in_words(&other.value)));
        } else if other.name == "eid" {
            // An article's number in place of pages; of other works the number is their own.
            let is_free = field(draft, "number").is_none() || super::number_of(&kind, in_series) != "number";
            set("number", if is_free { json!(other.value) } else { Value::Null });
        } else if let Some((theirs, _)) = VARIABLES.iter().find(|(_, ours)| *ours == other.name) {
            let pages = other.name == "pages";
            set(theirs, json!(if pages { other.value.replace('–', "-") } else { other.value.clone() }));
        } else if let Some((theirs, _)) = PEOPLE.iter().find(|(_, ours)| *ours == other.name) {
            let names = names::split_list(&other.value).into_iter();
            set(theirs, names.map(|name| person(&names::read_one(name, str::to_owned))).collect());
        } else if let Some(theirs) = other.name.strip_prefix(KEPT).filter(|name| *name != "type") {
            set(theirs, serde_json::from_str(&other.value).unwrap_or_default());
        } else {
            match other.name.as_str() {
                "institution" => set("publisher", json!(other.value)),
                "urldate" => set("accessed", parts(&other.value)),
                "eventdate" => set("event-date", parts(&other.value)),
                "origdate" => set("original-date", parts(&other.value)),
                _ => {}
            }
        }
    }
    if let Some(isbn) = identifier(draft, IdentifierKind::Isbn).filter(|_| field(draft, "isbn").is_none()) {
        set("ISBN", json!(isbn));
    }
    Value::Object(item)
}

fn person(name: &Name) -> Value {
    if name.given.is_empty() && name.particle.is_empty() && name.suffix.is_empty() {
        let key = if name.family.contains(' ') { "literal" } else { "family" };
        return json!({ key: name.family });
    }
    let mut person = Map::new();
    let parts = [
        ("family", &name.family),
        ("given", &name.given),
        ("non-dropping-particle", &name.particle),
        ("suffix", &name.suffix),
    ];
    for (key, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
        person.insert(key.to_owned(), json!(value));
    }
    Value::Object(person)
}

fn parts(date: &str) -> Value {
    let circa = date.ends_with('~');
    let ends = date.trim_end_matches('~').split('/');
    let number = |part: &str| part.parse::<i64>().ok();
    let numbers = |end: &str| -> Option<Vec<i64>> {
        // Before Christ.
        let (before, end) = end.strip_prefix('-').map_or((false, end), |rest| (true, rest));
        let mut parts: Vec<i64> = end.split('-').map(number).collect::<Option<_>>()?;
        if before {
            parts[0] = -parts[0];
        }
        Some(parts)
    };
    let lists: Vec<Option<Vec<i64>>> = ends.map(numbers).collect();
    match lists.into_iter().collect::<Option<Vec<_>>>() {
        // A season in place of a month.
        Some(lists) if matches!(lists[..], [ref one] if matches!(one[..], [_, 21..=24])) => {
            json!({ "date-parts": [[lists[0][0]]], "season": lists[0][1] - 20 })
        }
        Some(lists) if circa => json!({ "date-parts": lists, "circa": true }),
        Some(lists) => json!({ "date-parts": lists }),
        None => json!({ "literal": date }),
    }
}

fn issued_out(draft: &Draft) -> Value {
    if let Some(date) = field(draft, "date").filter(|date| year_of(date) == draft.year) {
        return parts(date);
    }
    if let Some(day) = draft.published.as_deref().filter(|day| draft.year.is_none() || year_of(day) == draft.year) {
        return parts(day);
    }
    let month = field(draft, "month").and_then(bibtex::terms::month);
    match (draft.year, month, field(draft, "year")) {
        (Some(year), Some(month), _) => json!({ "date-parts": [[year, month]] }),
        (Some(year), None, _) => json!({ "date-parts": [[year]] }),
        (None, _, Some(text)) => json!({ "literal": text }),
        _ => Value::Null,
    }
}
