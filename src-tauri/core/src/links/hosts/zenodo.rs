//! Zenodo: records of data and software. Its metadata is public even where its files are not.

use std::time::Duration;

use serde_json::Value;

use super::asking::Asking;
use super::host::{Host, Place, json_of, one_question, owned, text};
use crate::links::verdict::{Dialect, Found, Observed, Reading, Response, Speaker, web_address};
use crate::model::RepositoryFacts;

pub struct Zenodo;

const NAME: &str = "Zenodo";
const DIALECT: Dialect = Dialect { own, speaks, found };

impl Host for Zenodo {
    /// Sixty questions a minute.
    const SPACING: Duration = Duration::from_millis(1_100);

    fn speaker<'a>(&self, _: &Place<'a>) -> Speaker<'a> {
        Speaker { name: NAME, hides_private: false, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        if place.name.len() > 18 || !is_number(place.name) {
            return None;
        }
        let url = place.at(&format!("/api/records/{}", place.name))?;
        Some(one_question(NAME, &DIALECT, &url, leads, asking).await)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn leads(path: &[&str]) -> bool {
    matches!(path, ["api", "records", id] if is_number(id))
}

/// `{"status": 404, "message": "The persistent identifier does not exist."}`
fn speaks(response: &Response) -> bool {
    json_of(response).is_some_and(|body| body.get("status").is_some() && text(body, "message").is_some())
}

/// A record taken away leaves a tombstone with the reason.
fn own(response: &Response) -> Option<Reading> {
    let tombstone = json_of(response)?.get("tombstone").filter(|_| response.status == 410)?;
    let reason = tombstone.get("removal_reason").and_then(|reason| text(reason, "id"));
    let words = match reason {
        Some(id) => {
            format!("Zenodo took it away; the reason given is \u{201c}{}\u{201d}.", id.replace(['-', '_'], " "))
        }
        None => "Zenodo took it away and left a note in its place.".to_owned(),
    };
    Some(Reading::Gone(Some(words)))
}

fn found(body: &Value) -> Option<Found> {
    let number = |key: &str| match body.get(key)? {
        Value::Number(number) => Some(number.to_string()),
        other => other.as_str().map(str::to_owned),
    };
    let metadata = body.get("metadata")?;
    let id = number("id")?;
    let licence = metadata.get("license").and_then(|licence| owned(licence, "id"));
    let links = body.get("links");
    let page = links.and_then(|links| text(links, "self_html").or_else(|| text(links, "html")));
    Some(Found {
        url: page.and_then(web_address).unwrap_or_default(),
        full_name: id,
        also: number("conceptrecid"),
        note: text(metadata, "access_right").and_then(closed).map(str::to_owned),
        facts: Some(RepositoryFacts { licence, description: owned(metadata, "title"), ..RepositoryFacts::default() }),
        ..Found::default()
    })
}

fn closed(access: &str) -> Option<&'static str> {
    match access {
        "restricted" => Some("Its files are given on request only."),
        "embargoed" => Some("Its files are held back until a later date."),
        "closed" => Some("Its files are not open to readers."),
        _ => None,
    }
}
