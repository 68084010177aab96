//! GraphQL as a checker asks it: many repositories by alias, renames followed silently, errors beside the data.

use serde_json::{Map, Value, json};

use crate::contents;
use crate::repository::Made;
use crate::server::Shared;
use crate::shapes::{self, Answer, Counter};
use crate::situation::Situation;

/// Answers `{"query": "query { r0: repository(owner: \"a\", name: \"b\") { … } … }"}`.
pub fn answer(shared: &Shared, body: &[u8], counter: Counter) -> Answer {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let query = body.get("query").and_then(Value::as_str).unwrap_or_default();
    let (mut data, mut errors) = (Map::new(), Vec::new());
    for (alias, name) in asked(query) {
        match resolve(shared, &name) {
            Situation::There(made) => drop(data.insert(alias, object(&made))),
            // What takes too long takes the whole answer with it.
            Situation::ServerError(status) => return shapes::api(status, counter, &json!({"message": "Server Error"})),
            Situation::PrimaryLimit { .. } => {
                let error = json!({"type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 4242."});
                return shapes::api(200, counter, &json!({ "errors": [error] }));
            }
            Situation::SecondaryLimit { retry_after } => {
                return shapes::secondary_limit(403, Some(retry_after), counter);
            }
            _ => {
                errors.push(json!({
                    "type": "NOT_FOUND",
                    "path": [alias],
                    "locations": [{"line": 1, "column": 9}],
                    "message": format!("Could not resolve to a Repository with the name '{name}'."),
                }));
                data.insert(alias, Value::Null);
            }
        }
    }
    data.insert(
        "rateLimit".into(),
        json!({"cost": 1, "remaining": counter.remaining, "resetAt": "2026-11-23T20:00:00Z"}),
    );
    let mut answer = json!({ "data": data });
    if !errors.is_empty() {
        answer["errors"] = Value::Array(errors);
    }
    shapes::api(200, counter, &answer)
}

fn resolve(shared: &Shared, name: &str) -> Situation {
    let found = shared.state().situations.answer(name, true).by_api();
    match found {
        Situation::Moved { to } => match shared.state().situations.answer(&to, false).by_api() {
            Situation::There(made) => Situation::There(made),
            _ => Situation::There(Made::up(&to)),
        },
        other => other,
    }
}

fn object(made: &Made) -> Value {
    let rest = made.json("", "https://github.com");
    json!({
        "databaseId": rest["id"],
        "nameWithOwner": rest["full_name"],
        "url": rest["html_url"],
        "isDisabled": rest["disabled"],
        "isArchived": rest["archived"],
        "isEmpty": made.empty,
        "stargazerCount": rest["stargazers_count"],
        "pushedAt": rest["pushed_at"],
        "description": rest["description"],
        "licenseInfo": rest["license"].as_object().map(|licence| json!({"spdxId": licence["spdx_id"], "name": licence["name"]})),
        "primaryLanguage": rest["language"].as_str().map(|name| json!({ "name": name })),
        "object": if made.empty { Value::Null } else { json!({ "entries": contents::listed(made, "name") }) },
        "latestRelease": made.release.map(|tag| json!({ "tagName": tag })),
        "defaultBranchRef": if made.empty { Value::Null } else { json!({"name": "main"}) },
    })
}

/// Each alias with its `owner/name`.
fn asked(query: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in query.split(": repository(owner: \"").collect::<Vec<_>>().windows(2) {
        let alias = part[0].rsplit([' ', '{', '}']).next().unwrap_or_default();
        let mut words = part[1].split('"');
        if let (Some(owner), Some(_), Some(name)) = (words.next(), words.next(), words.next()) {
            found.push((alias.to_owned(), format!("{owner}/{name}")));
        }
    }
    found
}
