//! OpenReview's APIs: a note, each field of its content in a `value`; as it is in the older one.

use serde_json::Value;

use super::services::{OPENREVIEW, OPENREVIEW_BEFORE};
use super::work::{Question, Told, Work, json, not_there};
use crate::error::Result;
use crate::links::verdict::{Answer, iso_day};
use crate::model::{Draft, Identifier, IdentifierKind};

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let id = question.id.value.as_str();
        let mut told: Option<Told> = None;
        for api in [&OPENREVIEW, &OPENREVIEW_BEFORE] {
            let answer = work.ask(api, &format!("https://{}/notes?id={id}", api.host), None, None).await;
            match answer.map(|answer| paper(&answer, id)) {
                Ok(Ok(draft)) => told = Some(Told::Paper(Box::new(draft))),
                // A note that the one refuses to show is none to the other: the first reason is told.
                Ok(Err(words)) => {
                    told.get_or_insert(Told::Nothing(words));
                    continue;
                }
                Err(unreached) => told = Some(unreached),
            }
            break;
        }
        told.map_or(Ok(()), |told| work.answer(&OPENREVIEW, *question, told))?;
    }
    Ok(())
}

fn paper(answer: &Answer, id: &str) -> std::result::Result<Draft, String> {
    let notes = json(answer).and_then(|tree| tree.get("notes")?.as_array());
    let notes = notes.ok_or_else(|| not_there(&OPENREVIEW, answer))?;
    let note = notes.first().ok_or("OpenReview knows no such paper.")?;
    let value = |name: &str| {
        let field = note.get("content")?.get(name)?;
        Some(field.get("value").unwrap_or(field))
    };
    let text = |name: &str| value(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let title = text("title");
    if title.is_empty() {
        return Err("OpenReview's record of it has no title.".into());
    }
    let authors = value("authors").and_then(Value::as_array).into_iter().flatten();
    let day = |name: &str| note.get(name).and_then(Value::as_i64).map(iso_day);
    let published = day("pdate");
    // Without a day of publication the venue tells the year better than the day of submission.
    let dates = [published.clone(), Some(text("venue")), day("cdate")];
    Ok(Draft {
        title,
        abstract_text: text("abstract"),
        authors: authors.filter_map(Value::as_str).map(str::to_owned).collect(),
        venue: text("venue"),
        year: dates.into_iter().flatten().find_map(|words| year_in(&words)),
        published,
        url: format!("https://openreview.net/forum?id={id}"),
        identifiers: vec![Identifier { kind: IdentifierKind::Openreview, value: id.to_owned() }],
        ..Draft::default()
    })
}

fn year_in(words: &str) -> Option<i32> {
    let numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    numbers.filter_map(|part| part.parse().ok()).find(|year| (1990..=2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::{Body, Response};
    use serde_json::json;

    fn read(status: u16, tree: Value) -> std::result::Result<Draft, String> {
        paper(&Answer::Response(Response { status, body: Body::Json(tree), ..Response::default() }), "AbCdEf1234")
    }

    #[test]
    fn both_apis_tell_the_same() {
        let of = |content: Value| {
            let note = json!({"id": "AbCdEf1234", "cdate": 1_601_308_000_000_i64, "content": content});
            read(200, json!({"notes": [note]})).expect("a paper")
        };
        let new = of(json!({"title": {"value": "On Rain"}, "authors": {"value": ["Ada Example"]},
            "venue": {"value": "VALLEY 2021 Poster"}, "abstract": {"value": "Rain."}}));
        let old = of(json!({"title": "On Rain", "authors": ["Ada Example"], "venue": "VALLEY 2021 Poster",
            "abstract": "Rain.", "TL;DR": "Wet."}));
        assert_eq!(new, old, "in a `value`, or as it is");
        assert_eq!((new.year, new.published), (Some(2021), None), "of the venue, where no day of publication is told");
        assert_eq!(of(json!({"title": "On Rain"})).year, Some(2020), "of the submission, where that is all");
    }

    #[test]
    fn what_is_no_note_is_told() {
        assert!(
            read(200, json!({"notes": [], "count": 0})).is_err_and(|words| words.contains("no such paper")),
            "none"
        );
        assert!(read(404, json!({"name": "NotFoundError"})).is_err_and(|words| words.contains("no such paper")), "404");
        assert!(read(403, json!({"name": "ForbiddenError"})).is_err_and(|words| words.contains("(403)")), "not shown");
        assert!(read(200, json!({"notes": [{}]})).is_err_and(|words| words.contains("no title")), "an empty note");
    }
}
