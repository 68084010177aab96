//! Versions of a work as they are kept: each is a field of Postil's own that holds JSON. Pure.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::formats::{RETRACTED, UNTITLED};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, Field, Identifier, Version};

/// The field that keeps another version of the same work.
pub const FIELD: &str = "postil:version";

/// What a library may hold: the first Postil kept identifiers without their kind.
#[derive(Deserialize, Serialize)]
struct Kept {
    #[serde(default)]
    identifiers: Vec<Value>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

/// The versions among a paper's fields. One that cannot be read is no version.
pub fn all(fields: &[Field]) -> Vec<Version> {
    fields.iter().filter_map(of_field).collect()
}

pub fn of_field(field: &Field) -> Option<Version> {
    if field.name == FIELD { read(&field.value) } else { None }
}

fn read(text: &str) -> Option<Version> {
    let mut kept: Kept = serde_json::from_str(text).ok()?;
    let identifiers: Vec<Identifier> = kept.identifiers.drain(..).filter_map(identifier).collect();
    kept.rest.insert("identifiers".into(), serde_json::to_value(identifiers).ok()?);
    serde_json::from_value(Value::Object(kept.rest)).ok()
}

fn identifier(value: Value) -> Option<Identifier> {
    let Value::String(text) = value else { return serde_json::from_value(value).ok() };
    let named = format!("arxiv:{text}");
    [text, named].iter().find_map(|text| find_identifiers(text).into_iter().next())
}

pub fn write(version: &Version) -> Field {
    Field { name: FIELD.into(), value: serde_json::to_string(version).unwrap_or_default() }
}

/// What a draft tells of its own publication.
pub fn of(draft: &Draft) -> Version {
    Version {
        title: draft.title.clone(),
        venue: draft.venue.clone(),
        year: draft.year,
        published: draft.published.clone(),
        url: draft.url.clone(),
        entry_type: draft.entry_type.clone(),
        identifiers: draft.identifiers.clone(),
        fields: draft.fields.iter().filter(|field| !is_of_the_work(&field.name)).cloned().collect(),
        cited: false,
    }
}

/// A paper as it is to be cited: with what the version chosen says in place of its own publication.
pub fn as_cited(mut draft: Draft) -> Draft {
    let Some(version) = all(&draft.fields).into_iter().find(|version| version.cited) else { return draft };
    let said = |new: String, old: String| if new.is_empty() { old } else { new };
    draft.fields.retain(|field| is_of_the_work(&field.name));
    draft.fields.extend(version.fields.into_iter().filter(|field| !is_of_the_work(&field.name)));
    Draft {
        title: said(version.title, draft.title),
        entry_type: said(version.entry_type, draft.entry_type),
        url: said(version.url, draft.url),
        venue: version.venue,
        year: version.year.or(draft.year),
        published: version.published,
        identifiers: version.identifiers,
        ..draft
    }
}

/// What is said of a work however it is published.
fn is_of_the_work(name: &str) -> bool {
    name.starts_with("postil:") || ["ids", "keywords", "langid", RETRACTED, UNTITLED].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IdentifierKind;

    #[test]
    fn versions_of_an_earlier_postil_are_read() {
        let old = r#"{"title":"T","venue":"","year":2020,"published":null,"url":"","identifiers":["2001.01234","10.5555/rain"]}"#;
        let version = read(old).expect("a version");
        let kinds: Vec<IdentifierKind> = version.identifiers.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [IdentifierKind::Arxiv, IdentifierKind::Doi], "each is known by its shape");
        assert_eq!(read(&write(&version).value), Some(version), "and written as it is now");
        for text in ["", "1", "[]", r#"{"year":"never"}"#, r#"{"fields":[1]}"#] {
            assert_eq!(read(text), None, "{text}: a library from elsewhere may hold anything");
        }
    }

    #[test]
    fn the_version_chosen_is_cited() {
        let field = |name: &str, value: &str| Field { name: name.into(), value: value.into() };
        let preprint = Draft {
            title: "Learning Rain".into(),
            year: Some(2020),
            published: Some("2020-01-02".into()),
            identifiers: vec![Identifier { kind: IdentifierKind::Arxiv, value: "2001.01234".into() }],
            entry_type: "online".into(),
            fields: vec![field("eprintclass", "cs.LG"), field("ids", "old")],
            ..Draft::default()
        };
        let mut version = of(&preprint);
        let journal = Draft {
            title: "Learning Rain from Records".into(),
            venue: "Weather".into(),
            year: Some(2021),
            citation_key: Some("example2021".into()),
            fields: vec![field("volume", "4"), field("ids", "example2020"), write(&version)],
            ..Draft::default()
        };
        assert_eq!(as_cited(journal.clone()), journal, "its own fields, until another is chosen");
        version.cited = true;
        let fields = vec![field("volume", "4"), field("ids", "example2020"), write(&version)];
        let cited = as_cited(Draft { fields, ..journal });
        assert_eq!((cited.venue.as_str(), cited.year), ("", Some(2020)), "no venue but its own");
        assert_eq!(cited.published.as_deref(), Some("2020-01-02"), "to the day");
        assert_eq!((cited.title.as_str(), cited.entry_type.as_str()), ("Learning Rain", "online"), "as it was called");
        assert_eq!(cited.citation_key.as_deref(), Some("example2021"), "under the one key");
        let names: Vec<&str> = cited.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["ids", FIELD, "eprintclass"], "the volume is the journal's, the other key the work's");
    }
}
