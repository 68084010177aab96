//! Anonymous GitHub: code as reviewers see it. Its page is a program that answers 200 for everything, so its API is
//! asked; it also tells the real repository once the authors lift the veil.

use std::time::Duration;

use serde_json::Value;

use super::asking::Asking;
use super::host::{Host, Place, json_of, one_question, text};
use crate::links::verdict::{Dialect, Found, Observed, Reading, Response, Speaker, iso_millis, web_address};

pub struct Anonymous4open;

const NAME: &str = "Anonymous GitHub";
const DIALECT: Dialect = Dialect { own, speaks, found };

impl Host for Anonymous4open {
    const SPACING: Duration = Duration::from_secs(1);

    fn speaker<'a>(&self, _: &Place<'a>) -> Speaker<'a> {
        Speaker { name: NAME, hides_private: false, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        if !place.is_plain() {
            return None;
        }
        let url = place.at(&format!("/api/repo/{}/options", place.name))?;
        let mut observed = one_question(NAME, &DIALECT, &url, |_| false, asking).await;
        // While the veil is on, the answer names nothing: it is the one that was asked for.
        if let Some(Reading::Found(found)) = &mut observed.repository
            && found.full_name.is_empty()
        {
            found.full_name = place.full_name();
        }
        Some(observed)
    }
}

/// `{"error": "repo_not_found"}`
fn speaks(response: &Response) -> bool {
    json_of(response).is_some_and(|body| text(body, "error").is_some())
}

fn own(response: &Response) -> Option<Reading> {
    let body = json_of(response)?;
    match text(body, "error")? {
        "rate_limited" => {
            let reset = body.get("detail").and_then(|detail| detail.get("resetAt").or_else(|| body.get("resetAt")));
            let at = reset.and_then(|reset| reset.as_i64().or_else(|| reset.as_str().and_then(iso_millis)));
            let wait = response.retry_after.or_else(|| at.map(|at| at.saturating_sub(response.server_now).max(0)));
            Some(Reading::RateLimited { wait, primary: false })
        }
        "repository_not_ready" => Some(Reading::NotReady("It is still being made anonymous.".into())),
        "repository_expired" => Some(Reading::Gone(Some("Its authors let it expire or took it away.".into()))),
        "repo_not_found" => Some(Reading::Missing),
        // Other trouble is named by its status.
        _ => (response.status == 425).then(|| Reading::NotReady("It is not ready yet.".into())),
    }
}

fn found(body: &Value) -> Option<Found> {
    let known = body.get("url").is_some() && (body.get("isAdmin").is_some() || body.get("lastUpdateDate").is_some());
    if !known {
        return None;
    }
    let Some(url) = text(body, "url").and_then(web_address) else {
        return Some(Found::default());
    };
    let name = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let name = name.strip_prefix("github.com/").unwrap_or(name).trim_end_matches('/').to_owned();
    let note = Some("The authors now lead to their own repository.".into());
    Some(Found { full_name: name, url, note, ..Found::default() })
}
