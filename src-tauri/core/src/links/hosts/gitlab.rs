//! GitLab: gitlab.com, and hosts of one's own. The API is asked, never a page: for what is private or missing the web
//! leads to a sign-in that answers 200.

use std::time::Duration;

use reqwest::Url;
use serde_json::Value;

use super::asking::Asking;
use super::host::{Host, Place, count, flag, json_of, nothing_own, one_question, owned, text};
use crate::links::verdict::{Dialect, Found, Observed, Response, Speaker, web_address};
use crate::model::RepositoryFacts;

pub struct GitLab;

const DIALECT: Dialect = Dialect { own: nothing_own, speaks, found };

impl Host for GitLab {
    const SPACING: Duration = Duration::from_millis(500);

    fn speaker<'a>(&self, place: &Place<'a>) -> Speaker<'a> {
        let name = if place.host == "gitlab.com" { "GitLab" } else { place.host };
        Speaker { name, hides_private: true, page_confirms: false }
    }

    async fn observe(&self, place: &Place<'_>, asking: &mut Asking<'_>) -> Option<Observed> {
        let url = question(place)?;
        Some(one_question(self.speaker(place).name, &DIALECT, &url, leads, asking).await)
    }
}

/// Slashes and dots of the name are encoded: a server in front would take `.git` for a file's ending.
fn question(place: &Place<'_>) -> Option<Url> {
    if place.owner.is_empty() || !place.is_plain() {
        return None;
    }
    let name = place.full_name().replace('/', "%2F").replace('.', "%2E");
    place.at(&format!("/api/v4/projects/{name}?license=true"))
}

/// A renamed project is led to by its number.
fn leads(path: &[&str]) -> bool {
    matches!(path, ["api", "v4", "projects", id] if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `{"message": "404 Project Not Found"}`; some answers say `error` instead.
fn speaks(response: &Response) -> bool {
    json_of(response).is_some_and(|body| body.get("message").is_some() || body.get("error").is_some())
}

fn found(body: &Value) -> Option<Found> {
    let licence = body.get("license").and_then(|licence| text(licence, "name")).map(str::to_owned);
    Some(Found {
        id: Some(body.get("id").and_then(Value::as_i64)?),
        full_name: owned(body, "path_with_namespace")?,
        url: text(body, "web_url").and_then(web_address).unwrap_or_default(),
        empty: flag(body, "empty_repo"),
        facts: Some(RepositoryFacts {
            stars: count(body, "star_count"),
            // `last_activity_at` counts issues and comments too: it is not the last push.
            pushed_at: None,
            licence,
            language: None,
            description: owned(body, "description"),
            default_branch: owned(body, "default_branch"),
            archived: flag(body, "archived"),
        }),
        ..Found::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_dots_are_encoded() {
        let asked = |owner, name| question(&Place { host: "gitlab.com", owner, name }).map(String::from);
        assert_eq!(
            asked("group/sub", "code.jl").as_deref(),
            Some("https://gitlab.com/api/v4/projects/group%2Fsub%2Fcode%2Ejl?license=true"),
            "one segment, whatever is in it"
        );
        assert_eq!(asked("", "code"), None, "a project has a group");
        assert!(leads(&["api", "v4", "projects", "5"]) && !leads(&["api", "v4", "projects", "a%2Fb"]), "only numbers");
    }
}
