//! Codeberg, and other hosts that run Forgejo or Gitea.

use std::time::Duration;

use serde_json::Value;

use super::asking::Asking;
use super::host::{Host, Place, count, flag, json_of, nothing_own, one_question, owned, text};
use crate::links::verdict::{Dialect, Found, Observed, Response, Speaker, iso_millis, web_address};
use crate::model::RepositoryFacts;

pub struct Forgejo;

const DIALECT: Dialect = Dialect { own: nothing_own, speaks, found };

impl Host for Forgejo {
    const SPACING: Duration = Duration::from_secs(1);

    fn speaker<'a>(&self, place: &Place<'a>) -> Speaker<'a> {
        let name = if place.host == "codeberg.org" { "Codeberg" } else { place.host };
        Speaker { name, hides_private: true, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        if place.owner.is_empty() || place.owner.contains('/') || !place.is_plain() {
            return None;
        }
        let url = place.at(&format!("/api/v1/repos/{}", place.full_name()))?;
        Some(one_question(self.speaker(place).name, &DIALECT, &url, leads, asking).await)
    }
}

fn leads(path: &[&str]) -> bool {
    matches!(path, ["api", "v1", "repos", _, _] | ["api", "v1", "repositories", _])
}

/// `{"message": "The target couldn't be found.", "url": "…/api/swagger", "errors": []}`
fn speaks(response: &Response) -> bool {
    json_of(response).is_some_and(|body| text(body, "message").is_some() || body.get("errors").is_some())
}

fn found(body: &Value) -> Option<Found> {
    // One repository may have several licences; older versions name none.
    let licences: Vec<&str> =
        body.get("licenses").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    Some(Found {
        id: Some(body.get("id").and_then(Value::as_i64)?),
        full_name: owned(body, "full_name")?,
        url: text(body, "html_url").and_then(web_address).unwrap_or_default(),
        empty: flag(body, "empty"),
        facts: Some(RepositoryFacts {
            stars: count(body, "stars_count"),
            pushed_at: text(body, "updated_at").and_then(iso_millis),
            licence: (!licences.is_empty()).then(|| licences.join(", ")),
            language: owned(body, "language"),
            description: owned(body, "description"),
            default_branch: owned(body, "default_branch"),
            archived: flag(body, "archived"),
        }),
        ..Found::default()
    })
}
