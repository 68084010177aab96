//! Bitbucket Cloud. Without a login it allows few questions an hour, and says so by 429.

use std::time::Duration;

use serde_json::Value;

use super::asking::Asking;
use super::host::{Host, Place, address, json_of, number_of, one_question, owned, text};
use crate::links::verdict::{Dialect, Found, Observed, Reading, Response, Speaker, iso_millis, web_address};
use crate::model::RepositoryFacts;

pub struct Bitbucket;

const NAME: &str = "Bitbucket";
const DIALECT: Dialect = Dialect { own, speaks, found };

impl Host for Bitbucket {
    const SPACING: Duration = Duration::from_secs(1);

    fn speaker<'a>(&self, _: &Place<'a>) -> Speaker<'a> {
        Speaker { name: NAME, hides_private: true, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        if place.owner.is_empty() || place.owner.contains('/') || !place.is_plain() {
            return None;
        }
        let url = address("api.bitbucket.org", &format!("/2.0/repositories/{}", place.full_name()))?;
        Some(one_question(NAME, &DIALECT, &url, |path| matches!(path, ["2.0", "repositories", _, _]), asking).await)
    }
}

/// `{"type": "error", "error": {"message": …}}`
fn speaks(response: &Response) -> bool {
    json_of(response).is_some_and(|body| text(body, "type") == Some("error") && body.get("error").is_some())
}

/// Its words for a refusal stand one level deeper than elsewhere.
fn own(response: &Response) -> Option<Reading> {
    let message = json_of(response)?.get("error")?.get("message")?.as_str()?;
    matches!(response.status, 401 | 403).then(|| Reading::Refused(message.chars().take(300).collect()))
}

fn found(body: &Value) -> Option<Found> {
    if text(body, "type") != Some("repository") {
        return None;
    }
    let page = body.get("links").and_then(|links| links.get("html")).and_then(|html| text(html, "href"));
    Some(Found {
        id: text(body, "uuid").map(number_of),
        full_name: owned(body, "full_name")?,
        url: page.and_then(web_address).unwrap_or_default(),
        // A repository with a commit has a main branch.
        empty: body.get("mainbranch").is_some_and(Value::is_null),
        facts: Some(RepositoryFacts {
            stars: None,
            pushed_at: text(body, "updated_on").and_then(iso_millis),
            licence: None,
            language: owned(body, "language"),
            description: owned(body, "description"),
            default_branch: body.get("mainbranch").and_then(|branch| owned(branch, "name")),
            archived: false,
        }),
        ..Found::default()
    })
}
