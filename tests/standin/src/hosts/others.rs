//! Hosts that are asked in ways of their own: gists, Anonymous GitHub, SourceHut, and plain pages.

use axum::body::Body;
use serde_json::{Value, json};

use super::{Answer, Situation, answer_json, everywhere, html, situation};
use crate::server::Shared;
use crate::shapes;

pub fn gist(id: &str) -> Value {
    json!({
        "url": format!("https://api.github.com/gists/{id}"),
        "id": id,
        "node_id": "G_kwDOinvented",
        "html_url": format!("https://gist.github.com/{id}"),
        "files": {"fit.py": {"filename": "fit.py", "type": "application/x-python", "language": "Python", "size": 312}},
        "public": true,
        "created_at": "2021-03-09T08:11:52Z",
        "updated_at": "2023-01-20T12:01:09Z",
        "description": "Fits the curve of the paper",
        "comments": 0,
        "truncated": false
    })
}

pub async fn anonymous(shared: &Shared, id: &str) -> Answer {
    let options = |url: Value| {
        json!({
            "url": url,
            "download": true,
            "lastUpdateDate": "2024-06-07T22:07:56.921Z",
            "isAdmin": false,
            "isOwner": false,
            "hasWebsite": false,
            "truncatedFolders": [],
            "hasSubmodules": false
        })
    };
    let error = |status: u16, words: &str| answer_json(status, &json!({"error": words}));
    match situation(shared, "anonymous.4open.science", id) {
        Situation::There(_) => answer_json(200, &options(Value::Null)),
        Situation::Revealed(url) => answer_json(200, &options(json!(url))),
        Situation::Missing => error(404, "repo_not_found"),
        Situation::Gone => error(410, "repository_expired"),
        Situation::NotReady => error(425, "repository_not_ready"),
        Situation::PrimaryLimit { reset_in } => {
            let at = (crate::server::now_seconds() + reset_in) * 1_000;
            answer_json(425, &json!({"error": "rate_limited", "detail": {"resetAt": at}}))
        }
        Situation::ServerError(status) => error(status, "upstream_error"),
        other => everywhere(other).await,
    }
}

/// Git's list of branches, as the first answer of its own protocol.
pub async fn refs(shared: &Shared, name: &str) -> Answer {
    const ABILITIES: &str = "multi_ack thin-pack side-band-64k ofs-delta agent=git/2.46.0";
    let line = |text: String| format!("{:04x}{text}\n", text.len() + 5);
    let listed = |lines: &str| {
        let body = format!("{}0000{lines}0000", line("# service=git-upload-pack".into()));
        shapes::plain(200, "application/x-git-upload-pack-advertisement", Body::from(body))
    };
    match situation(shared, "git.sr.ht", name) {
        Situation::There(made) if made.empty => {
            listed(&line(format!("{} capabilities^{{}}\0{ABILITIES}", "0".repeat(40))))
        }
        Situation::There(_) => {
            let id = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d";
            let head = line(format!("{id} HEAD\0symref=HEAD:refs/heads/main {ABILITIES}"));
            listed(&(head + &line(format!("{id} refs/heads/main"))))
        }
        Situation::Missing | Situation::Forbidden | Situation::NotReady => {
            shapes::plain(401, "text/plain", Body::from("Authentication required"))
        }
        other => everywhere(other).await,
    }
}

pub async fn sourcehut_page(shared: &Shared, name: &str) -> Answer {
    match situation(shared, "git.sr.ht", name) {
        Situation::There(_) => html(200, &format!("{name} - sourcehut git"), "A repository"),
        Situation::Missing => html(404, "404 - sourcehut git", "404 Not Found"),
        Situation::Forbidden => html(403, "403 - sourcehut git", "You do not have access"),
        // A puzzle for visitors' programs.
        Situation::NotReady => html(200, "Making sure you are a person", "One moment"),
        other => everywhere(other).await,
    }
}

/// Any page; its situations are named by host and path.
pub async fn page(shared: &Shared, host: &str, path: &[&str]) -> Answer {
    let place = path.join("/");
    let place = place.trim_matches('/');
    if host == "gist.github.com" {
        let situation = situation(shared, host, place.rsplit('/').next().unwrap_or_default());
        return match situation {
            Situation::There(_) => shapes::page(200, place),
            Situation::Missing => shapes::page(404, "Not Found"),
            other => everywhere(other).await,
        };
    }
    let redirect = |status: u16, to: &str| {
        let mut answer = html(status, "Moved", "Moved");
        shapes::set(&mut answer, "location", to);
        answer
    };
    // Pages of repositories that lie, where their APIs speak plainly: as their hosts are believed to show them.
    match (host, situation(shared, host, place.strip_prefix("records/").unwrap_or(place))) {
        ("gitlab.com", Situation::Missing) => return redirect(302, "/hosts/gitlab.com/users/sign_in"),
        ("huggingface.co", Situation::Missing) => return html(401, "401", "Repository not found"),
        ("huggingface.co", Situation::Gated) => return html(200, place, "Ask for access to this model"),
        ("zenodo.org", found) => return zenodo_page(place, found).await,
        // A script draws the page, whatever it is of.
        ("anonymous.4open.science", _) => return html(200, "Anonymous GitHub", "Loading"),
        _ => {}
    }
    match situation(shared, host, place) {
        // What nobody named and nobody would: no site has it.
        Situation::There(_) if place.starts_with("postil-asks-for") => html(404, "Not Found", "Not Found"),
        Situation::There(_) => html(200, &format!("{host}: {place}"), "A page about code"),
        Situation::Titled(title) => html(200, &title, &title),
        Situation::Moved { to } => redirect(301, &to),
        Situation::RedirectTo(to) => redirect(302, &to),
        Situation::Missing => html(404, "Not Found", "Not Found"),
        Situation::Gone => html(410, "Gone", "Gone"),
        Situation::Gated => html(401, "Sign in", "Sign in"),
        Situation::Forbidden => html(403, "Forbidden", "Forbidden"),
        Situation::Blocked { .. } => html(451, "Unavailable for legal reasons", "Unavailable"),
        Situation::ServerError(status) => html(status, "Error", "Error"),
        other => everywhere(other).await,
    }
}

async fn zenodo_page(place: &str, situation: Situation) -> Answer {
    match situation {
        Situation::There(_) | Situation::Gated | Situation::VersionsOf(_) => html(200, place, "A record"),
        Situation::Gone => html(410, "Record deleted", "The record has been deleted."),
        Situation::Missing => html(404, "Not Found", "The persistent identifier does not exist."),
        other => everywhere(other).await,
    }
}
