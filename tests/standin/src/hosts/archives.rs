//! Software Heritage and the Wayback Machine. Situations are named `archive.softwareheritage.org/<origin>` and
//! `web.archive.org/<page>`; without one an archive keeps nothing.

use serde_json::{Value, json};

use super::{Answer, Situation, answer_json, everywhere, html};
use crate::server::Shared;
use crate::shapes;

const TAKEN: &str = "20230120120109";

/// `path` is what follows `/api/1/origin/`, cut at each slash: `https:`, ``, `github.com`, `a`, `b`, `visit`, `latest`.
pub async fn heritage(shared: &Shared, method: &str, path: &[&str], query: &str) -> Answer {
    if path.first() == Some(&"save") {
        return save(shared, method, query).await;
    }
    let origin = path.join("/").replace("/visit/latest", "");
    let situation = shared.state().situations.named(&format!("archive.softwareheritage.org/{origin}"));
    match situation {
        Some(Situation::There(_)) => answer_json(
            200,
            &json!({
                "origin": origin, "visit": 3, "date": "2023-01-20T12:01:09.123456+00:00", "status": "full",
                "snapshot": "9f6e3c5f0f0f4b8a9f6e3c5f0f0f4b8a9f6e3c5f", "type": "git", "metadata": {}
            }),
        ),
        None | Some(Situation::Missing) => answer_json(
            404,
            &json!({"exception": "NotFoundExc", "reason": format!("Origin with url {origin} not found!")}),
        ),
        Some(Situation::ServerError(status)) => html(status, "Trouble", "Something broke."),
        Some(other) => everywhere(other).await,
    }
}

async fn save(shared: &Shared, method: &str, query: &str) -> Answer {
    let origin = query.split('&').find_map(|pair| pair.strip_prefix("origin_url=")).unwrap_or_default();
    let origin = origin.replace("%3A", ":").replace("%2F", "/");
    let name = format!("archive.softwareheritage.org/save/{origin}");
    let request = |task: &str, status: &str| {
        json!({
            "id": 4242, "origin_url": origin, "visit_type": "git", "save_request_date": "2026-11-23T15:00:00+00:00",
            "save_request_status": status, "save_task_status": task, "visit_date": null
        })
    };
    let situation = shared.state().situations.named(&name);
    match situation {
        // Asked again later, it is kept.
        None if method == "POST" => answer_json(200, &request("not created", "accepted")),
        None => answer_json(200, &json!([request("succeeded", "accepted")])),
        Some(Situation::Forbidden) => {
            answer_json(403, &json!({"exception": "ForbiddenExc", "reason": "The origin url is blacklisted"}))
        }
        Some(other) => everywhere(other).await,
    }
}

pub async fn wayback(shared: &Shared, path: &[&str], query: &str) -> Answer {
    let page = match path {
        ["cdx", ..] => {
            let page = query.split('&').find_map(|pair| pair.strip_prefix("url=")).unwrap_or_default();
            page.replace("%3A", ":").replace("%2F", "/")
        }
        ["web", _, rest @ ..] => rest.join("/"),
        _ => String::new(),
    };
    let situation = shared.state().situations.named(&format!("web.archive.org/{page}"));
    match (situation, path.first()) {
        (None | Some(Situation::Missing), _) => answer_json(200, &Value::Array(Vec::new())),
        // The index names a capture, but the archive shows a page of its own for it.
        (Some(Situation::Forbidden), Some(&"web")) => html(200, "Blocked", "This URL has been excluded."),
        (Some(Situation::There(_)), Some(&"web")) => {
            let mut answer = html(200, &page, "A repository as it was.");
            shapes::set(&mut answer, "memento-datetime", "Fri, 20 Jan 2023 12:01:09 GMT");
            answer
        }
        (Some(Situation::There(_) | Situation::Forbidden), _) => answer_json(
            200,
            &json!([
                ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
                ["com,example)/", TAKEN, page, "text/html", "200", "INVENTEDDIGEST", "4242"]
            ]),
        ),
        (Some(other), _) => everywhere(other).await,
    }
}
