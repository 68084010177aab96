//! OpenReview's second API: a note, each field of its content in a `value`.

use serde_json::Value;

use super::services::OPENREVIEW;
use super::work::{Question, Work, not_there};
use crate::error::Result;
use crate::links::verdict::{Answer, Body, iso_day};
use crate::model::{Draft, Identifier, IdentifierKind};

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let id = question.id.value.as_str();
        let url = format!("https://api2.openreview.net/notes?id={id}");
        let read = |answer: &Answer| paper(answer, id).ok_or_else(|| not_there(&OPENREVIEW, answer));
        work.one(&OPENREVIEW, *question, &url, read).await?;
    }
    Ok(())
}

fn paper(answer: &Answer, id: &str) -> Option<Draft> {
    let Answer::Response(response) = answer else { return None };
    let Body::Json(tree) = &response.body else { return None };
    let note = tree.get("notes")?.as_array()?.first()?;
    let value = |name: &str| note.pointer(&format!("/content/{name}/value"));
    let text = |name: &str| value(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let title = text("title");
    if title.is_empty() {
        return None;
    }
    let authors = value("authors").and_then(Value::as_array).into_iter().flatten();
    let published = note.get("pdate").and_then(Value::as_i64).map(iso_day);
    Some(Draft {
        title,
        abstract_text: text("abstract"),
        authors: authors.filter_map(Value::as_str).map(str::to_owned).collect(),
        venue: text("venue"),
        year: published.as_deref().and_then(|day| day.get(..4)?.parse().ok()),
        published,
        url: format!("https://openreview.net/forum?id={id}"),
        identifiers: vec![Identifier { kind: IdentifierKind::Openreview, value: id.to_owned() }],
        ..Draft::default()
    })
}
