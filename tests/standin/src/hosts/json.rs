//! Hosts with a JSON API that knows repositories or records by name.

use serde_json::{Value, json};

use super::{Answer, Situation, Voice, answer_json, everywhere, situation, speak};
use crate::repository::Made;
use crate::server::Shared;
use crate::shapes;

pub async fn gitlab(shared: &Shared, host: &str, id: &str) -> Answer {
    let name = id.replace("%2F", "/").replace("%2E", ".");
    if let Ok(number) = id.parse::<i64>() {
        // Where something moved: all that a number is good for here.
        let made = shared.state().situations.by_id(number);
        return match made {
            Some(Situation::There(made)) => answer_json(200, &project(&made, host)),
            _ => answer_json(404, &json!({"message": "404 Project Not Found"})),
        };
    }
    let voice = Voice {
        error: |status| match status {
            404 => json!({"message": "404 Project Not Found"}),
            401 => json!({"message": "401 Unauthorized"}),
            _ => json!({"message": format!("{status} of an invented kind")}),
        },
        there: project,
        moved: |to| format!("/api/v4/projects/{}", Made::up(to).id),
        moved_status: 301,
    };
    match situation(shared, host, &name) {
        Situation::MovedThenGone => {
            let mut answer = answer_json(301, &json!({"message": "This resource has been moved permanently"}));
            shapes::set(&mut answer, "location", "/api/v4/projects/1");
            answer
        }
        _ => speak(shared, host, &name, &voice).await,
    }
}

fn project(made: &Made, host: &str) -> Value {
    let (path, name) = made.full_name.rsplit_once('/').unwrap_or(("group", made.full_name.as_str()));
    let page = format!("https://{host}/{}", made.full_name);
    json!({
        "id": made.id,
        "description": made.description,
        "name": name,
        "name_with_namespace": made.full_name.replace('/', " / "),
        "path": name,
        "path_with_namespace": made.full_name,
        "created_at": "2021-03-09T08:11:52.101Z",
        "default_branch": if made.empty { Value::Null } else { json!("main") },
        "topics": [],
        "ssh_url_to_repo": format!("git@{host}:{}.git", made.full_name),
        "http_url_to_repo": format!("{page}.git"),
        "web_url": page,
        "forks_count": made.stars / 9,
        "star_count": made.stars,
        "last_activity_at": made.pushed_at,
        "namespace": {"id": made.id / 7, "name": path, "path": path, "kind": "group", "full_path": path},
        "empty_repo": made.empty,
        "archived": made.archived,
        "visibility": "public",
        "license": made.licence.map(|(key, name)| json!({"key": key.to_ascii_lowercase(), "name": name, "nickname": null})),
    })
}

pub async fn bitbucket(shared: &Shared, name: &str) -> Answer {
    let voice = Voice {
        error: |status| {
            let words = match status {
                404 => "Repository invented/name not found",
                403 => "Access denied. You must have write or admin access.",
                _ => "Something invented went wrong",
            };
            json!({"type": "error", "error": {"message": words}})
        },
        there: |made, _| {
            let here = format!("https://api.bitbucket.org/2.0/repositories/{}", made.full_name);
            json!({
                "type": "repository",
                "uuid": format!("{{{:08x}-fa64-474a-b9de-e8fe69162212}}", made.id),
                "full_name": made.full_name,
                "name": made.full_name.rsplit('/').next(),
                "description": made.description.clone().unwrap_or_default(),
                "is_private": false,
                "language": made.language.unwrap_or_default().to_ascii_lowercase(),
                "scm": "git",
                "size": made.size * 1_024,
                "links": {"self": {"href": here}, "html": {"href": format!("https://bitbucket.org/{}", made.full_name)}},
                "mainbranch": if made.empty { Value::Null } else { json!({"name": "main", "type": "branch"}) },
                "created_on": "2021-03-09T08:11:52.366297+00:00",
                "updated_on": "2024-06-07T22:07:56.921770+00:00",
            })
        },
        moved: |to| format!("https://api.bitbucket.org/2.0/repositories/{to}"),
        moved_status: 301,
    };
    // Its situations are named by the host that readers know.
    speak(shared, "bitbucket.org", name, &voice).await
}

pub async fn forgejo(shared: &Shared, host: &str, name: &str) -> Answer {
    let voice = Voice {
        error: |status| match status {
            404 => {
                json!({"message": "The target couldn't be found.", "url": "https://codeberg.org/api/swagger", "errors": []})
            }
            _ => json!({"message": "Something invented", "url": "https://codeberg.org/api/swagger"}),
        },
        there: |made, host| {
            json!({
                "id": made.id,
                "owner": {"id": made.id / 7, "login": made.full_name.split('/').next()},
                "name": made.full_name.rsplit('/').next(),
                "full_name": made.full_name,
                "description": made.description.clone().unwrap_or_default(),
                "empty": made.empty,
                "private": false,
                "fork": false,
                "mirror": false,
                "size": made.size,
                "language": made.language.unwrap_or_default(),
                "html_url": format!("https://{host}/{}", made.full_name),
                "clone_url": format!("https://{host}/{}.git", made.full_name),
                "stars_count": made.stars,
                "default_branch": "main",
                "archived": made.archived,
                "created_at": "2021-03-09T08:11:52Z",
                "updated_at": "2024-06-07T22:07:56+02:00",
                "licenses": made.licence.map(|(key, _)| vec![key]),
            })
        },
        moved: |to| format!("/api/v1/repos/{to}"),
        moved_status: 307,
    };
    speak(shared, host, name, &voice).await
}

pub async fn hugging_face(shared: &Shared, kind: &str, name: &str) -> Answer {
    let stored = if kind == "models" { name.to_owned() } else { format!("{kind}/{name}") };
    let refusal = |status: u16, code: Option<&str>, words: &str| {
        let mut answer = answer_json(status, &json!({"error": words}));
        if let Some(code) = code {
            shapes::set(&mut answer, "x-error-code", code);
            shapes::set(&mut answer, "x-error-message", words);
        }
        answer
    };
    let body = |made: &Made, gated: Value| {
        json!({
            "_id": format!("{:024x}", made.id),
            "id": name,
            "author": name.split('/').next(),
            "sha": "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d",
            "lastModified": "2024-06-07T22:07:56.000Z",
            "private": false,
            "gated": gated,
            "disabled": made.disabled,
            "likes": made.stars,
            "downloads": made.stars * 31,
            "tags": ["license:apache-2.0", "region:us"],
            "createdAt": "2022-03-02T23:29:04.000Z",
            "siblings": [{"rfilename": "README.md"}],
        })
    };
    match situation(shared, "huggingface.co", &stored) {
        Situation::There(made) => answer_json(200, &body(&made, json!(false))),
        Situation::Gated => answer_json(200, &body(&Made::up(name), json!("manual"))),
        // Without a login all three look alike but for the code.
        Situation::Missing => refusal(401, Some("RepoNotFound"), "Repository not found"),
        Situation::MissingWithOwner => refusal(401, None, "Invalid username or password."),
        Situation::Forbidden => refusal(403, Some("GatedRepo"), "Access to this repository is restricted."),
        Situation::Gone => refusal(403, None, "Access to this resource is disabled."),
        Situation::Moved { to } => {
            let mut answer = answer_json(307, &Value::Null);
            shapes::set(&mut answer, "location", &format!("/api/{kind}/{to}"));
            answer
        }
        Situation::ServerError(status) => refusal(status, None, "Internal Error - We're working hard to fix this"),
        other => everywhere(other).await,
    }
}

pub async fn zenodo(shared: &Shared, id: &str) -> Answer {
    let record = |id: &str, access: &str| {
        let number: u64 = id.parse().unwrap_or_default();
        json!({
            "id": number,
            "recid": id,
            "conceptrecid": (number / 10 * 10).to_string(),
            "doi": format!("10.5281/zenodo.{id}"),
            "created": "2024-02-11T10:01:22.300000+00:00",
            "modified": "2024-02-11T10:01:23.100000+00:00",
            "links": {"self": format!("https://zenodo.org/api/records/{id}"), "self_html": format!("https://zenodo.org/records/{id}")},
            "metadata": {
                "title": format!("Records of rain, version {id}"),
                "access_right": access,
                "license": {"id": "cc-by-4.0"},
                "resource_type": {"title": "Software", "type": "software"}
            },
            "state": "done",
            "status": "published",
            "submitted": true
        })
    };
    let error = |status: u16, words: &str| answer_json(status, &json!({"status": status, "message": words}));
    match situation(shared, "zenodo.org", id) {
        Situation::There(_) => answer_json(200, &record(id, "open")),
        Situation::Gated => answer_json(200, &record(id, "restricted")),
        Situation::VersionsOf(newest) | Situation::Moved { to: newest } => {
            let mut answer = error(301, "Moved Permanently");
            shapes::set(&mut answer, "location", &format!("/api/records/{newest}"));
            answer
        }
        Situation::Missing => error(404, "The persistent identifier does not exist."),
        Situation::Gone => answer_json(
            410,
            &json!({
                "status": 410,
                "message": "The record has been deleted.",
                "tombstone": {
                    "removal_reason": {"id": "retracted"},
                    "note": "",
                    "removal_date": "2024-05-14T09:30:21.121212+00:00",
                    "citation_text": "An invented record (2024)."
                }
            }),
        ),
        Situation::Forbidden => error(403, "You don't have the permission to access the requested resource."),
        Situation::ServerError(status) => error(status, "The server encountered an internal error."),
        other => everywhere(other).await,
    }
}
