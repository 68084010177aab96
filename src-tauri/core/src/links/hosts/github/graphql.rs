//! Many repositories in one question: GraphQL with an alias each. Pure: what to ask, and what the answer says.
//!
//! GraphQL follows renames silently (so names are compared), and knows neither of blocks nor of why something is
//! missing: whatever is not plainly there is asked for again, alone, over REST.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::links::verdict::{
    Answer, Body, Found, Reading, before_the_body, entries, is_without_code, iso_millis, read as read_one,
};
use crate::model::RepositoryFacts;

/// Repositories in one question. More would run into GitHub's own limit of time for one.
pub const MOST: usize = 50;

const FIELDS: &str = "databaseId nameWithOwner url isDisabled isArchived isEmpty stargazerCount pushedAt description \
    licenseInfo { spdxId name } primaryLanguage { name } defaultBranchRef { name } \
    object(expression: \"HEAD:\") { ... on Tree { entries { name type } } } latestRelease { tagName }";

/// What one question taught.
#[derive(Debug, PartialEq)]
pub enum Batch {
    /// In the order asked for; `None`: to be asked for alone.
    Read(Vec<Option<Found>>),
    /// Too much at once, or GitHub's trouble: ask for half.
    Smaller,
    /// The whole question failed, and this is how.
    Failed(Reading),
}

/// The body of a question for these owners and names, which must have passed
/// [`not_a_repository`](crate::links::verdict::not_a_repository): nothing in them needs escaping then.
pub fn question(names: &[(&str, &str)]) -> Value {
    let mut query = String::from("query {");
    for (index, (owner, name)) in names.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(query, " r{index}: repository(owner: \"{owner}\", name: \"{name}\") {{ {FIELDS} }}");
    }
    query.push_str(" rateLimit { cost remaining resetAt } }");
    json!({ "query": query })
}

/// Reads the answer to a question for `count` repositories.
pub fn read(answer: &Answer, count: usize) -> Batch {
    let response = match answer {
        Answer::Response(response) => response,
        Answer::NoAnswer(_) => return Batch::Smaller,
        other => return Batch::Failed(read_one(other)),
    };
    if matches!(response.status, 502 | 504) {
        return Batch::Smaller;
    }
    if let Some(early) = before_the_body(response) {
        return Batch::Failed(early);
    }
    let Body::Json(body) = &response.body else {
        return Batch::Failed(Reading::Trouble("GitHub's answer made no sense.".into()));
    };
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    match response.status {
        200 => {}
        401 => return Batch::Failed(Reading::BadToken),
        403 => return Batch::Failed(Reading::TokenPolicy(message.chars().take(300).collect())),
        status => {
            return Batch::Failed(Reading::Odd(format!("GitHub gave an answer Postil does not know ({status}).")));
        }
    }
    let errors = body.get("errors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let kind = |error: &Value| error.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if errors.iter().any(|error| kind(error) == "RATE_LIMITED") {
        let wait = response.retry_after.or(response.reset_in.filter(|reset| *reset > 0));
        return Batch::Failed(Reading::RateLimited { wait, primary: true });
    }
    if errors.iter().any(|error| error.get("path").is_none() || is_too_much(&kind(error))) {
        // About the question as a whole: it took too long, or cost too much.
        return if count > 1 { Batch::Smaller } else { Batch::Read(vec![None]) };
    }
    let Some(data) = body.get("data").filter(|data| data.is_object()) else {
        return if count > 1 { Batch::Smaller } else { Batch::Read(vec![None]) };
    };
    Batch::Read((0..count).map(|index| data.get(format!("r{index}")).and_then(read_item)).collect())
}

fn is_too_much(kind: &str) -> bool {
    matches!(kind, "RESOURCE_LIMITS_EXCEEDED" | "MAX_NODE_LIMIT_EXCEEDED" | "EXCESSIVE_PAGINATION" | "TIMEOUT")
}

fn read_item(repository: &Value) -> Option<Found> {
    let text = |key: &str| repository.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let named = |key: &str, field: &str| {
        repository.get(key).and_then(|inner| inner.get(field)).and_then(Value::as_str).map(str::to_owned)
    };
    let flag = |key: &str| repository.get(key).and_then(Value::as_bool).unwrap_or(false);
    let listed = repository.get("object").and_then(|root| root.get("entries"));
    let root = listed.and_then(entries).unwrap_or_default();
    let facts = RepositoryFacts {
        stars: repository.get("stargazerCount").and_then(Value::as_u64).and_then(|stars| u32::try_from(stars).ok()),
        pushed_at: text("pushedAt").and_then(iso_millis),
        licence: named("licenseInfo", "spdxId")
            .filter(|id| id != "NOASSERTION")
            .or_else(|| named("licenseInfo", "name")),
        language: named("primaryLanguage", "name"),
        description: text("description").map(str::to_owned),
        default_branch: named("defaultBranchRef", "name"),
        archived: flag("isArchived"),
    };
    Some(Found {
        id: Some(repository.get("databaseId").and_then(Value::as_i64)?),
        full_name: text("nameWithOwner")?.to_owned(),
        url: text("url").filter(|url| url.starts_with("https://") || url.starts_with("http://"))?.to_owned(),
        disabled: flag("isDisabled"),
        empty: flag("isEmpty"),
        without_code: is_without_code(&root) && repository.get("latestRelease").is_none_or(Value::is_null),
        facts: Some(facts),
        ..Found::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::Response;

    fn answer(status: u16, body: Value) -> Answer {
        Answer::Response(Response {
            status,
            request_id: Some("7FAB:3166F9".into()),
            reset_in: Some(90_000),
            body: Body::Json(body),
            ..Response::default()
        })
    }

    fn repository(name: &str) -> Value {
        json!({
            "databaseId": 42, "nameWithOwner": name, "url": format!("https://github.com/{name}"), "isDisabled": false,
            "isArchived": true, "isEmpty": false, "stargazerCount": 7, "pushedAt": "2025-01-06T21:35:40Z",
            "description": null, "licenseInfo": {"spdxId": "NOASSERTION", "name": "Other"},
            "primaryLanguage": {"name": "Rust"}, "defaultBranchRef": {"name": "main"},
        })
    }

    #[test]
    fn one_question_has_an_alias_for_each() {
        let body = question(&[("a", "b.c"), ("d-e", "f_g")]);
        let query = body["query"].as_str().unwrap_or_default();
        assert!(query.contains("r0: repository(owner: \"a\", name: \"b.c\")"), "the first is there: {query}");
        assert!(query.contains("r1: repository(owner: \"d-e\", name: \"f_g\")"), "and the second: {query}");
        assert!(query.contains("rateLimit"), "the cost is asked for with it: {query}");
    }

    #[test]
    fn what_is_not_there_is_asked_for_alone() {
        let body = json!({
            "data": {"r0": repository("New/name"), "r1": null},
            "errors": [{"type": "NOT_FOUND", "path": ["r1"], "message": "Could not resolve to a Repository."}],
        });
        let Batch::Read(items) = read(&answer(200, body), 2) else { panic!("partial errors settle what they can") };
        let found = items[0].as_ref().expect("the first is there");
        assert_eq!(found.full_name, "New/name", "as it is called now: the caller compares");
        let facts = found.facts.as_ref().expect("facts");
        assert!(facts.archived && facts.stars == Some(7), "with its facts");
        assert_eq!(facts.licence.as_deref(), Some("Other"), "a licence without an SPDX id has its name");
        assert_eq!(items[1], None, "REST tells why the second is not");
    }

    #[test]
    fn limits_and_troubles_are_told_apart() {
        let limited = json!({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded for user"}]});
        assert_eq!(
            read(&answer(200, limited), 3),
            Batch::Failed(Reading::RateLimited { wait: Some(90_000), primary: true }),
            "a limit may come with status 200"
        );
        for status in [502, 504] {
            assert_eq!(read(&answer(status, json!({})), 3), Batch::Smaller, "{status}: half as many next");
        }
        let cost = json!({"data": null, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "message": "too much"}]});
        assert_eq!(read(&answer(200, cost.clone()), 3), Batch::Smaller, "so for one that cost too much");
        assert_eq!(read(&answer(200, cost), 1), Batch::Read(vec![None]), "a single one goes to REST");
        let wrong = json!({"errors": [{"message": "Something went wrong while executing your query."}]});
        assert_eq!(read(&answer(200, wrong), 3), Batch::Smaller, "a failure without a path is about them all");
        assert_eq!(
            read(&answer(401, json!({"message": "Bad credentials"})), 3),
            Batch::Failed(Reading::BadToken),
            "the token"
        );
        let portal = Answer::Response(Response { status: 200, body: Body::Other, ..Response::default() });
        assert!(matches!(read(&portal, 3), Batch::Failed(Reading::Offline(_))), "a captive portal is not GitHub");
        let none = Answer::NoConnection("no route".into());
        assert!(matches!(read(&none, 3), Batch::Failed(Reading::Offline(_))), "nor is silence");
    }

    #[test]
    fn hostile_answers_settle_nothing() {
        for body in [
            json!([]),
            json!({"data": {"r0": 7, "r1": {"databaseId": "x"}}}),
            json!({"data": {"r0": {"databaseId": 1, "nameWithOwner": "a/b", "url": "javascript:x"}}}),
        ] {
            match read(&answer(200, body.clone()), 2) {
                Batch::Read(items) => assert!(items.iter().all(Option::is_none), "nothing is believed of {body}"),
                Batch::Smaller => {}
                Batch::Failed(reading) => panic!("{body} is no failure of the host: {reading:?}"),
            }
        }
    }
}
