//! Crossref's record of a DOI, and what was published about it later: corrections, retractions.
//! <https://www.crossref.org/documentation/retrieve-metadata/rest-api/>

use serde_json::{Map, Value, json};

use super::services::CROSSREF;
use super::work::{Question, Work, escaped, not_there};
use crate::error::Result;
use crate::formats::{self, RETRACTED};
use crate::import::ids::find_identifiers;
use crate::import::markup::plain;
use crate::links::verdict::{Answer, Body};
use crate::model::{Draft, Field, Identifier, IdentifierKind};

/// Crossref's types under the names of CSL, where they differ.
const TYPES: [(&str, &str); 10] = [
    ("journal-article", "article-journal"),
    ("proceedings-article", "paper-conference"),
    ("book-chapter", "chapter"),
    ("book-section", "chapter"),
    ("monograph", "book"),
    ("edited-book", "book"),
    ("reference-book", "book"),
    ("posted-content", "article"),
    ("dissertation", "thesis"),
    ("report-component", "report"),
];

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let doi = question.id.value.as_str();
        // With an address to write to, Crossref answers from a better pool.
        let polite = work.chosen.email().map(|email| format!("?mailto={}", escaped(email))).unwrap_or_default();
        let url = format!("https://api.crossref.org/works/{}{polite}", escaped(doi));
        work.one(&CROSSREF, *question, &url, |answer| paper(answer, doi)).await?;
    }
    Ok(())
}

/// The field that names the DOI a preprint was published under.
pub const PUBLISHED_AS: &str = "crossref:is-preprint-of";

fn paper(answer: &Answer, doi: &str) -> std::result::Result<Draft, String> {
    let Answer::Response(response) = answer else { return Err(not_there(&CROSSREF, answer)) };
    if response.status == 404 {
        return Err("Crossref knows no such DOI; it may be mistyped, or registered with another agency.".into());
    }
    let Body::Json(tree) = &response.body else { return Err(not_there(&CROSSREF, answer)) };
    let work = tree.get("message").filter(|_| response.status == 200).ok_or_else(|| not_there(&CROSSREF, answer))?;
    let reading = formats::from_csl(&json!([item(work)]));
    let mut draft = reading
        .and_then(|reading| reading.drafts.into_iter().next())
        .filter(|draft| !draft.title.is_empty())
        .ok_or("Crossref's record of it has no title.")?;
    draft.citation_key = None;
    let own = Identifier { kind: IdentifierKind::Doi, value: doi.to_owned() };
    if !draft.identifiers.contains(&own) {
        draft.identifiers.insert(0, own);
    }
    updates(work, &mut draft);
    relations(work, &mut draft);
    Ok(draft)
}

/// What a preprint was published as, and which preprint there was of what was published.
fn relations(work: &Value, draft: &mut Draft) {
    let related = |name: &str| {
        let list = work.get("relation").and_then(|all| all.get(name)).and_then(Value::as_array).into_iter().flatten();
        list.filter(|one| one.get("id-type").and_then(Value::as_str) == Some("doi"))
            .filter_map(|one| one.get("id").and_then(Value::as_str))
            .find_map(|id| find_identifiers(id).into_iter().next())
    };
    if let Some(one) = related("is-preprint-of").filter(|one| one.kind == IdentifierKind::Doi) {
        draft.fields.push(Field { name: PUBLISHED_AS.into(), value: one.value });
    }
    // A preprint's own DOI would stand for the published version; arXiv's number is of another kind.
    if let Some(one) = related("has-preprint").filter(|one| one.kind == IdentifierKind::Arxiv) {
        draft.identifiers.push(one);
    }
}

/// The record as an item of CSL: lists of one are texts there, and texts carry no markup.
fn item(work: &Value) -> Value {
    let mut item = Map::new();
    let first = |name: &str| work.get(name).and_then(|value| value.get(0)).and_then(Value::as_str).map(plain);
    let text = |name: &str| work.get(name).and_then(Value::as_str).map(plain);
    let title = match (first("title"), first("subtitle")) {
        (Some(title), Some(subtitle)) if !title.contains(&subtitle) => Some(format!("{title}: {subtitle}")),
        (title, _) => title,
    };
    let kind = text("type").unwrap_or_default();
    let kind = TYPES.iter().find(|(theirs, _)| *theirs == kind).map_or(kind.as_str(), |(_, csl)| csl).to_owned();
    // What has no type is no item of CSL.
    let kind = if kind.is_empty() { "document".to_owned() } else { kind };
    for (name, value) in [
        ("type", Some(kind)),
        ("title", title),
        ("container-title", first("container-title").or_else(|| first("institution"))),
        ("abstract", text("abstract")),
        ("volume", text("volume")),
        ("issue", text("issue")),
        ("page", text("page")),
        ("number", text("article-number")),
        ("publisher", text("publisher")),
        ("publisher-place", text("publisher-location")),
        ("edition", text("edition-number")),
        ("language", text("language")),
        ("ISSN", first("ISSN")),
        ("ISBN", first("ISBN")),
        ("DOI", text("DOI")),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            item.insert(name.into(), Value::String(value));
        }
    }
    for role in ["author", "editor", "translator"] {
        let names: Vec<Value> = work.get(role).and_then(Value::as_array).into_iter().flatten().map(name).collect();
        if !names.is_empty() {
            item.insert(role.into(), Value::Array(names));
        }
    }
    // `[[null]]` stands for no date.
    let is_date = |date: &&Value| date.pointer("/date-parts/0/0").is_some_and(Value::is_number);
    if let Some(date) = work.get("issued").filter(is_date) {
        item.insert("issued".into(), json!({ "date-parts": date["date-parts"] }));
    }
    Value::Object(item)
}

/// A group has only a `name`.
fn name(person: &Value) -> Value {
    let part = |name: &str| person.get(name).and_then(Value::as_str).map(plain);
    match part("name") {
        Some(group) => json!({ "literal": group }),
        None => json!({ "family": part("family"), "given": part("given"), "suffix": part("suffix") }),
    }
}

/// A retraction is told; a withdrawal or removal is one by another name.
fn updates(work: &Value, draft: &mut Draft) {
    for update in work.get("updated-by").and_then(Value::as_array).into_iter().flatten() {
        let text = |pointer: &str| update.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        if !matches!(text("/type"), "retraction" | "withdrawal" | "removal") {
            continue;
        }
        let day = text("/updated/date-time").get(..10).unwrap_or_default();
        let notice = text("/DOI");
        let address = if notice.is_empty() { String::new() } else { format!("https://doi.org/{notice}") };
        draft.problems.push(format!("Retracted {day}").trim().to_owned());
        draft.fields.push(Field { name: RETRACTED.into(), value: format!("{day} {address}").trim().to_owned() });
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::Response;

    fn answer(status: u16, body: Body) -> Answer {
        Answer::Response(Response { status, body, ..Response::default() })
    }

    #[test]
    fn a_record_is_read_whole() {
        let record = json!({"status": "ok", "message": {
            "DOI": "10.5555/Rain.1", "type": "journal-article", "title": ["On <i>rain</i> &amp; snow"],
            "subtitle": ["A survey"], "container-title": ["Journal of Weather"], "volume": "4", "issue": "2",
            "page": "11-19", "ISSN": ["1234-5678"], "issued": {"date-parts": [[2021, 3, 9]]},
            "author": [{"given": "Ada", "family": "Example", "sequence": "first"}, {"name": "The Rain Group"}],
            "abstract": "<jats:title>Abstract</jats:title><jats:p>Rain falls.</jats:p>",
            "updated-by": [
                {"DOI": "10.5555/fix", "type": "correction", "updated": {"date-time": "2021-04-01T00:00:00Z"}},
                {"DOI": "10.5555/out", "type": "retraction", "updated": {"date-time": "2022-02-06T00:00:00Z"}}
            ]
        }});
        let draft = paper(&answer(200, Body::Json(record)), "10.5555/rain.1").expect("a paper");
        assert_eq!(draft.title, "On rain & snow: A survey", "title and subtitle, without markup");
        assert_eq!(draft.authors, ["Ada Example", "The Rain Group"], "people and groups");
        assert_eq!((draft.venue.as_str(), draft.year), ("Journal of Weather", Some(2021)), "where and when");
        assert_eq!(draft.abstract_text, "Rain falls.", "the heading of an abstract is none of it");
        let field = |name: &str| draft.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
        assert_eq!(field("volume"), Some("4"), "what there is no place for is kept");
        assert_eq!(field(RETRACTED), Some("2022-02-06 https://doi.org/10.5555/out"), "a retraction, and its notice");
        assert_eq!(draft.identifiers[0].value, "10.5555/rain.1", "its DOI in lower case");
    }

    #[test]
    fn what_is_no_record_is_told() {
        let reason = |status, body| paper(&answer(status, body), "10.5555/x").expect_err("no paper");
        assert!(reason(404, Body::Text("Resource not found.".into())).contains("mistyped"), "unknown");
        assert!(reason(200, Body::Text("<html>".into())).contains("other than Crossref"), "a stranger's page");
        assert!(reason(200, Body::Json(json!({"message": {"title": []}}))).contains("no title"), "an empty record");
    }
}
