//! The hosts beside GitHub, each in its own shapes.

mod archives;
mod catalogues;
mod json;
mod others;
mod papers;

use axum::body::Body;
use serde_json::{Value, json};

use crate::repository::Made;
use crate::server::{Shared, hostile};
use crate::shapes::{self, Answer, Counter};
use crate::situation::Situation;

/// What a host says in a situation that all of them know; each adds its own.
struct Voice {
    /// Body of a 404, and of other refusals by their status.
    error: fn(u16) -> Value,
    /// The body for a repository that is there.
    there: fn(&Made, &str) -> Value,
    /// Where a move leads, given the new name.
    moved: fn(&str) -> String,
    moved_status: u16,
}

/// An answer of `host` for a path below it.
pub async fn answer(shared: &Shared, method: &str, host: &str, path: &[&str], query: &str, body: &[u8]) -> Answer {
    match (host, path) {
        ("archive.softwareheritage.org", ["api", "1", "origin", rest @ ..]) => {
            archives::heritage(shared, method, rest, query).await
        }
        ("export.arxiv.org", ["api", "query"]) => papers::arxiv(shared, query).await,
        ("api.crossref.org", ["works", doi @ ..]) => papers::crossref(shared, &doi.join("/")).await,
        ("aclanthology.org", [file]) if file.ends_with(".bib") => papers::anthology(shared, file).await,
        (host @ ("api2.openreview.net" | "api.openreview.net"), ["notes"]) => {
            papers::openreview(shared, host, query).await
        }
        ("web.archive.org", _) => archives::wayback(shared, path, query).await,
        ("api.bitbucket.org", ["2.0", "repositories", owner, name]) => {
            json::bitbucket(shared, &format!("{owner}/{name}")).await
        }
        ("huggingface.co", ["api", "papers", id]) => catalogues::hugging_face(shared, id).await,
        ("api.semanticscholar.org", ["graph", "v1", "paper", rest @ ..]) => {
            catalogues::semantic_scholar(shared, rest, body).await
        }
        ("dblp.org", rest @ (["search", ..] | ["rec", ..])) => catalogues::dblp(shared, rest).await,
        ("api.unpaywall.org", ["v2", doi @ ..]) => catalogues::unpaywall(shared, &doi.join("/"), query).await,
        ("eutils.ncbi.nlm.nih.gov", ["entrez", "eutils", "efetch.fcgi"]) => catalogues::pubmed(shared, query).await,
        ("api.openalex.org", ["works", name @ ..]) => catalogues::openalex(shared, &name.join("/")).await,
        ("openlibrary.org", ["api", "books"]) => catalogues::open_library(shared, query).await,
        ("huggingface.co", ["api", kind, owner, name]) => {
            json::hugging_face(shared, kind, &format!("{owner}/{name}")).await
        }
        ("anonymous.4open.science", ["api", "repo", id, "options"]) => others::anonymous(shared, id).await,
        ("zenodo.org", ["api", "records", id]) => json::zenodo(shared, id).await,
        ("git.sr.ht", [owner, name, "info", "refs"]) if query == "service=git-upload-pack" => {
            others::refs(shared, &format!("{owner}/{name}")).await
        }
        ("git.sr.ht", [owner, name]) => others::sourcehut_page(shared, &format!("{owner}/{name}")).await,
        (_, ["api", "v4", "projects", name]) => json::gitlab(shared, host, name).await,
        (_, ["api", "v1", "repos", owner, name]) => json::forgejo(shared, host, &format!("{owner}/{name}")).await,
        _ => others::page(shared, host, path).await,
    }
}

/// A gist of GitHub's API; its situations are named `gist.github.com/number`.
pub async fn gist(shared: &Shared, id: &str, counter: Counter) -> Answer {
    let situation = situation(shared, "gist.github.com", id);
    match situation {
        Situation::There(_) => shapes::api(200, counter, &others::gist(id)),
        Situation::Missing => shapes::message(404, counter, "Not Found"),
        Situation::Blocked { status, reason } => shapes::blocked(status, &reason, counter),
        Situation::SecondaryLimit { retry_after } => shapes::secondary_limit(429, Some(retry_after), counter),
        Situation::ServerError(status) => shapes::api(status, counter, &json!({"message": "Server Error"})),
        other => hostile(other, counter).await,
    }
}

/// How a place answers now; one that no table names is there.
fn situation(shared: &Shared, host: &str, name: &str) -> Situation {
    let named = shared.state().situations.named(&format!("{host}/{name}"));
    named.unwrap_or_else(|| Situation::There(Made::up(name)))
}

/// What most hosts say in JSON.
async fn speak(shared: &Shared, host: &str, name: &str, voice: &Voice) -> Answer {
    let error = |status: u16| answer_json(status, &(voice.error)(status));
    match situation(shared, host, name) {
        Situation::There(made) => answer_json(200, &(voice.there)(&made, host)),
        Situation::Moved { to } => {
            let mut answer = error(voice.moved_status);
            shapes::set(&mut answer, "location", &(voice.moved)(&to));
            answer
        }
        Situation::Missing | Situation::MissingWithOwner => error(404),
        Situation::Gone => error(410),
        Situation::Forbidden => error(403),
        Situation::Blocked { .. } => error(451),
        Situation::ServerError(status) => error(status),
        other => everywhere(other).await,
    }
}

/// Limits, and answers that are no answers.
async fn everywhere(situation: Situation) -> Answer {
    match situation {
        Situation::SecondaryLimit { retry_after } => {
            let mut answer = answer_json(429, &json!({"message": "Too many requests"}));
            shapes::set(&mut answer, "retry-after", &retry_after.to_string());
            answer
        }
        Situation::PrimaryLimit { reset_in } => {
            let mut answer = answer_json(429, &json!({"message": "Retry later"}));
            shapes::set(&mut answer, "ratelimit-remaining", "0");
            shapes::set(&mut answer, "ratelimit-reset", &reset_in.to_string());
            answer
        }
        Situation::RedirectTo(location) => {
            let mut answer = answer_json(302, &Value::Null);
            shapes::set(&mut answer, "location", &location);
            answer
        }
        Situation::Raw(status, kind, body) => shapes::plain(status, kind, Body::from(body)),
        Situation::Garbage => shapes::plain(200, "application/json", Body::from("{\"id\": 12, \"na")),
        Situation::Nonsense => answer_json(200, &json!(["nothing", {"to": "see"}])),
        other => hostile(other, Counter { limit: 60, remaining: 59, reset_at: 0 }).await,
    }
}

fn answer_json(status: u16, body: &Value) -> Answer {
    shapes::plain(status, "application/json", Body::from(body.to_string()))
}

fn html(status: u16, title: &str, words: &str) -> Answer {
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head><body><p>{words}</p></body></html>"
    );
    shapes::plain(status, "text/html; charset=utf-8", Body::from(html))
}
