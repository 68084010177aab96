//! Open Library: a book by its ISBN. <https://openlibrary.org/dev/docs/api/books>

use serde_json::Value;

use super::services::OPEN_LIBRARY;
use super::work::{Question, Work, json, not_there};
use crate::error::Result;
use crate::formats;
use crate::links::verdict::Answer;
use crate::model::{Draft, Field, Identifier};

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let isbn = &question.id.value;
        let url = format!("https://openlibrary.org/api/books?bibkeys=ISBN:{isbn}&format=json&jscmd=data");
        work.one(&OPEN_LIBRARY, *question, &url, |answer| book(answer, question.id)).await?;
    }
    Ok(())
}

fn book(answer: &Answer, id: &Identifier) -> std::result::Result<Draft, String> {
    // What is not there is an empty object, under 200.
    let all = json(answer).filter(|tree| tree.is_object()).ok_or_else(|| not_there(&OPEN_LIBRARY, answer))?;
    let found = all.get(format!("ISBN:{}", id.value)).ok_or("Open Library knows no such book.")?;
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let names = |name: &str| -> Vec<String> {
        let list = found.get(name).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|one| one.get("name")?.as_str()).map(str::to_owned).collect()
    };
    let title = text("title");
    if title.is_empty() {
        return Err("Open Library's record of it has no title.".into());
    }
    let subtitle = text("subtitle");
    let (year, ..) = formats::parse_date(&text("publish_date"));
    let pages = found.get("number_of_pages").and_then(Value::as_u64).map(|count| count.to_string()).unwrap_or_default();
    let named = [("publisher", names("publishers").join("; ")), ("pagetotal", pages)];
    Ok(Draft {
        title: if subtitle.is_empty() { title } else { format!("{title}: {subtitle}") },
        authors: names("authors"),
        year,
        url: Some(text("url")).filter(|url| formats::is_address(url)).unwrap_or_default(),
        entry_type: "book".into(),
        identifiers: vec![id.clone()],
        fields: named
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Field { name: name.into(), value })
            .collect(),
        ..Draft::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::{Body, Response};
    use crate::model::IdentifierKind;
    use serde_json::json;

    #[test]
    fn a_book_is_read_and_an_empty_answer_is_none() {
        let id = Identifier { kind: IdentifierKind::Isbn, value: "9780306406157".into() };
        let read = |tree: Value| {
            book(&Answer::Response(Response { status: 200, body: Body::Json(tree), ..Response::default() }), &id)
        };
        let draft = read(json!({"ISBN:9780306406157": {
            "title": "Rain", "subtitle": "A history", "authors": [{"name": "Ada Example", "url": "x"}],
            "publishers": [{"name": "Valley Press"}], "publish_date": "March 2009", "number_of_pages": 320
        }}))
        .expect("a book");
        assert_eq!((draft.title.as_str(), draft.year), ("Rain: A history", Some(2009)), "title and year");
        assert!(read(json!({})).is_err_and(|words| words.contains("no such book")), "unknown");
        assert!(read(json!({"ISBN:9780306406157": {}})).is_err_and(|words| words.contains("no title")), "empty");
    }
}
