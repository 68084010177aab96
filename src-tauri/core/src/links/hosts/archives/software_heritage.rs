//! Software Heritage: whole repositories with their history. It knows an origin by its exact address only.

use std::time::Duration;

use serde_json::Value;

use super::{Kept, address};
use crate::links::hosts::asking::Asking;
use crate::links::verdict::{Answer, Body, iso_millis};
use crate::model::{Archive, ArchivedCopy, PreservationState};

pub const HOST: &str = "archive.softwareheritage.org";
/// 700 visits may be asked for in a minute, and 10 copies in an hour; a reader asks for one at a time.
pub const SPACING: Duration = Duration::from_millis(300);
const NAME: &str = "Software Heritage";

/// Looks for the address as it is, then with `.git` after it: some were saved so by hand.
pub async fn look(page: &str, asking: &mut Asking<'_>) -> Kept {
    let mut last = Kept::No;
    for origin in [page.to_owned(), format!("{page}.git")] {
        let question = format!("https://{HOST}/api/1/origin/{origin}/visit/latest/?require_snapshot=true");
        let Some(url) = address(&question) else { return Kept::No };
        let answer = asking.get_json(&url).await;
        last = match asking.trouble(NAME, &answer) {
            Some(words) => Kept::Unsure(words),
            None => read_visit(&answer, &origin),
        };
        if last != Kept::No {
            break;
        }
    }
    last
}

fn read_visit(answer: &Answer, origin: &str) -> Kept {
    let Some((status, body)) = json_of(answer) else { return Kept::Unsure(not_it()) };
    match status {
        200 => {
            let at = body.get("date").and_then(Value::as_str).and_then(iso_millis);
            match (body.get("snapshot"), at) {
                (Some(Value::String(_)), Some(at)) => {
                    Kept::Copy(ArchivedCopy { archive: Archive::SoftwareHeritage, url: browse(origin), at })
                }
                (Some(Value::Null), _) => Kept::No,
                _ => Kept::Unsure(not_it()),
            }
        }
        404 if body.get("exception").and_then(Value::as_str) == Some("NotFoundExc") => Kept::No,
        _ => Kept::Unsure(not_it()),
    }
}

/// Asks to keep a copy. It is queued, refused, or somebody asked before.
pub async fn save(page: &str, asking: &mut Asking<'_>) -> Result<PreservationState, String> {
    let url = save_url(page).ok_or_else(not_it)?;
    let answer = asking.post(&url).await;
    if let Some(words) = asking.trouble(NAME, &answer) {
        return Err(words);
    }
    match json_of(&answer) {
        Some((200, body)) => read_request(body).ok_or_else(not_it),
        Some((400 | 403, _)) => Ok(PreservationState::Refused),
        _ => Err(not_it()),
    }
}

/// How the newest request for it stands.
pub async fn state(page: &str, asking: &mut Asking<'_>) -> Result<PreservationState, String> {
    let url = save_url(page).ok_or_else(not_it)?;
    let answer = asking.get_json(&url).await;
    if let Some(words) = asking.trouble(NAME, &answer) {
        return Err(words);
    }
    match json_of(&answer) {
        Some((200, Value::Array(requests))) => requests.first().and_then(read_request).ok_or_else(not_it),
        _ => Err(not_it()),
    }
}

fn save_url(page: &str) -> Option<reqwest::Url> {
    let mut url = address(&format!("https://{HOST}/api/1/origin/save/"))?;
    url.query_pairs_mut().append_pair("visit_type", "git").append_pair("origin_url", page);
    Some(url)
}

fn read_request(request: &Value) -> Option<PreservationState> {
    let text = |key: &str| request.get(key).and_then(Value::as_str).unwrap_or_default();
    match (text("save_request_status"), text("save_task_status")) {
        ("rejected", _) => Some(PreservationState::Refused),
        (_, "succeeded") => Some(PreservationState::Done),
        (_, "failed") => Some(PreservationState::Failed),
        (_, "running") => Some(PreservationState::Running),
        ("accepted" | "pending", _) => Some(PreservationState::Queued),
        _ => None,
    }
}

fn browse(origin: &str) -> String {
    let mut url = format!("https://{HOST}/browse/origin/directory/?origin_url=");
    url.extend(
        reqwest::Url::parse_with_params("x:/", [("u", origin)])
            .ok()
            .and_then(|made| made.query().and_then(|query| query.strip_prefix("u=")).map(str::to_owned)),
    );
    url
}

fn json_of(answer: &Answer) -> Option<(u16, &Value)> {
    match answer {
        Answer::Response(response) => match &response.body {
            Body::Json(body) => Some((response.status, body)),
            _ => None,
        },
        _ => None,
    }
}

fn not_it() -> String {
    format!("Something other than {NAME} answered.")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::links::verdict::Response;

    fn answer(status: u16, body: Value) -> Answer {
        Answer::Response(Response { status, body: Body::Json(body), ..Response::default() })
    }

    #[test]
    fn only_a_visit_with_a_snapshot_is_a_copy() {
        let visit = json!({"date": "2023-01-20T12:01:09.123456+00:00", "snapshot": "ab", "status": "full"});
        let Kept::Copy(copy) = read_visit(&answer(200, visit), "https://github.com/a/b") else { panic!("a copy") };
        assert_eq!(copy.at, 1_674_216_069_000, "with the archive's own date");
        assert_eq!(
            copy.url,
            "https://archive.softwareheritage.org/browse/origin/directory/?origin_url=https%3A%2F%2Fgithub.com%2Fa%2Fb",
            "and where to look at it"
        );
        for (status, body, expected, why) in [
            (
                200,
                json!({"date": "2023-01-20T12:01:09+00:00", "snapshot": null}),
                Kept::No,
                "a visit that brought nothing",
            ),
            (404, json!({"exception": "NotFoundExc", "reason": "…"}), Kept::No, "never visited"),
            (404, json!({"detail": "x"}), Kept::Unsure(not_it()), "a 404 of somebody else"),
            (200, json!([]), Kept::Unsure(not_it()), "another shape says nothing"),
            (403, json!({}), Kept::Unsure(not_it()), "refused"),
        ] {
            assert_eq!(read_visit(&answer(status, body), "https://github.com/a/b"), expected, "{why}");
        }
    }

    #[test]
    fn a_request_in_each_state() {
        use PreservationState as P;
        for (request, task, expected) in [
            ("accepted", "not created", Some(P::Queued)),
            ("pending", "not created", Some(P::Queued)),
            ("accepted", "scheduled", Some(P::Queued)),
            ("accepted", "running", Some(P::Running)),
            ("accepted", "succeeded", Some(P::Done)),
            ("accepted", "failed", Some(P::Failed)),
            ("rejected", "not created", Some(P::Refused)),
            ("", "", None),
        ] {
            let body = json!({"save_request_status": request, "save_task_status": task});
            assert_eq!(read_request(&body), expected, "{request}, {task}");
        }
    }
}
