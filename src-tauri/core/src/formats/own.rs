//! Postil's own JSON back again: papers with all that is known of them, and drafts as `convert` writes them.

use serde_json::Value;

use super::{add_identifier, limit, line_at};
use crate::model::{Draft, Field, Identifier, Reading};

/// Reads a list of papers; `None` for any other JSON. `lines` tells where each begins.
pub fn read(tree: &Value, lines: &[u32]) -> Option<Reading> {
    let list = tree.as_array().filter(|list| !list.is_empty())?;
    let is_paper = |one: &Value| {
        ["title", "entry_type"].iter().all(|name| one[*name].is_string())
            && ["authors", "identifiers", "fields"].iter().all(|name| one[*name].is_array())
    };
    if !list.iter().all(is_paper) {
        return None;
    }
    let drafts = list.iter().enumerate().map(|(at, one)| Draft { line: line_at(lines, at), ..draft(one) });
    Some(Reading { source: "Postil file".into(), drafts: drafts.collect(), ..Reading::default() })
}

fn draft(one: &Value) -> Draft {
    let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let list = |name: &str| one[name].as_array().into_iter().flatten();
    // A text by itself, or what it is called in a record.
    let said = |value: &Value, name: &str| value.as_str().or_else(|| value[name].as_str()).map(str::to_owned);
    let authors: Vec<String> = list("authors").filter_map(|who| said(who, "name")).collect();
    let sort_name = |at: usize| one["authors"][at]["sort_name"].as_str().or_else(|| one["sort_names"][at].as_str());
    let path = |value: &Value| match value {
        Value::String(path) => path.split(" / ").map(str::to_owned).collect(),
        names => names.as_array().into_iter().flatten().filter_map(|name| said(name, "name")).collect(),
    };
    let mut draft = Draft {
        title: text("title"),
        abstract_text: text("abstract"),
        sort_names: (0..authors.len()).map(|at| sort_name(at).unwrap_or_default().to_owned()).collect(),
        authors,
        venue: text("venue"),
        year: one["year"].as_i64().and_then(|year| year.try_into().ok()),
        published: one["published"].as_str().map(str::to_owned),
        url: text("url"),
        comments: text("comments"),
        entry_type: text("entry_type"),
        citation_key: one["citation_key"].as_str().and_then(|key| crate::citation_key::checked(key).ok().flatten()),
        tags: list("tags").filter_map(|tag| said(tag, "name")).collect(),
        fields: list("fields").filter_map(|field| serde_json::from_value::<Field>(field.clone()).ok()).collect(),
        notes: list("notes").filter_map(|note| said(note, "text")).collect(),
        collections: list("collections").map(path).collect(),
        links: list("links").filter_map(|link| said(link, "url")).collect(),
        ..Draft::default()
    };
    let known = list("identifiers").filter_map(|one| serde_json::from_value::<Identifier>(one.clone()).ok());
    known.for_each(|one| add_identifier(&mut draft, one));
    limit(draft)
}
