//! Which question gets which answer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, header};

use crate::contents;
use crate::git::{FIRST_AT, Git};
use crate::graphql;
use crate::hosts;
use crate::repository::Made;
use crate::shapes::{self, Answer, Counter};
use crate::situation::{Situation, Situations};

/// One request that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub method: String,
    /// With `/api`, `/web` or `/hosts` in front, without the query.
    pub path: String,
    /// A token came with it.
    pub with_token: bool,
    pub if_none_match: Option<String>,
    pub user_agent: String,
}

pub struct Shared {
    base: String,
    git: Git,
    state: Mutex<Now>,
}

pub struct Now {
    pub situations: Situations,
    pub hits: Vec<Hit>,
    pub anonymous: Counter,
    pub token: Counter,
    pub refuse_tokens: bool,
    pub pages_limited: Option<u32>,
}

impl Shared {
    pub fn new(base: String, situations: Situations) -> Self {
        let counter = |limit| Counter { limit, remaining: limit, reset_at: now_seconds() + 3_000 };
        let state = Now {
            situations,
            hits: Vec::new(),
            anonymous: counter(60),
            token: counter(5_000),
            refuse_tokens: false,
            pages_limited: None,
        };
        Self { base, git: Git::default(), state: Mutex::new(state) }
    }

    pub fn state(&self) -> MutexGuard<'_, Now> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Answer {
    let (request, body) = request.into_parts();
    // Only GraphQL's questions have one, and those are short.
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let text = |name| request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let authorization = text(header::AUTHORIZATION);
    let hit = Hit {
        method: request.method.to_string(),
        path: request.uri.path().to_owned(),
        with_token: authorization.is_some(),
        if_none_match: text(header::IF_NONE_MATCH),
        user_agent: text(header::USER_AGENT).unwrap_or_default(),
    };
    shared.state().hits.push(hit.clone());
    let parts: Vec<&str> = hit.path.trim_matches('/').split('/').collect();
    let mut answer = match parts.as_slice() {
        ["api", rest @ ..] => {
            let etag = hit.if_none_match.as_deref();
            api(&shared, rest, &body, authorization.as_deref(), etag).await
        }
        ["web", rest @ ..] => web(&shared, rest, &hit.path).await,
        ["hosts", host, rest @ ..] => {
            hosts::answer(&shared, &hit.method, host, rest, request.uri.query().unwrap_or_default(), &body).await
        }
        _ => shapes::page(404, "Not Found"),
    };
    if request.method == Method::HEAD {
        *answer.body_mut() = Body::empty();
    }
    answer
}

async fn api(
    shared: &Shared,
    path: &[&str],
    body: &[u8],
    authorization: Option<&str>,
    if_none_match: Option<&str>,
) -> Answer {
    let (counter, refused, used_up) = {
        let mut state = shared.state();
        let refused = state.refuse_tokens && authorization.is_some();
        let counter = if authorization.is_some() { &mut state.token } else { &mut state.anonymous };
        let used_up = counter.remaining == 0 && counter.reset_at > now_seconds();
        if counter.reset_at <= now_seconds() {
            (counter.remaining, counter.reset_at) = (counter.limit, now_seconds() + 3_600);
        }
        // Every question costs one: redirects and misses too.
        counter.remaining = counter.remaining.saturating_sub(1);
        (*counter, refused, used_up)
    };
    if refused {
        return shapes::message(401, counter, "Bad credentials");
    }
    if used_up {
        return shapes::primary_limit(counter, counter.reset_at);
    }
    match path {
        ["graphql"] if authorization.is_some() => graphql::answer(shared, body, counter),
        ["graphql"] => shapes::message(401, counter, "Requires authentication"),
        ["repos", owner, name] => {
            let situation = shared.state().situations.answer(&format!("{owner}/{name}"), true);
            repository(shared, situation, &format!("{owner}/{name}"), counter, authorization, if_none_match).await
        }
        ["repos", owner, name, "compare", basehead] if basehead.contains("...") => {
            match shared.state().situations.answer(&format!("{owner}/{name}"), false).by_api() {
                Situation::There(_) => {
                    let body =
                        serde_json::json!({"status": "ahead", "ahead_by": 57, "behind_by": 0, "total_commits": 57});
                    shapes::api(200, counter, &body)
                }
                _ => shapes::message(404, counter, "Not Found"),
            }
        }
        ["repos", owner, name, "commits"] => {
            match shared.state().situations.answer(&format!("{owner}/{name}"), false) {
                Situation::There(made) if made.empty => shapes::message(409, counter, "Git Repository is empty."),
                Situation::There(_) => shapes::api(
                    200,
                    counter,
                    &serde_json::json!([{
                        "sha": "f1468a2d32ffc7b828f414700e54c9ad9df59a63",
                        "commit": {"committer": {"name": "An author", "date": FIRST_AT}, "message": "Train longer"},
                    }]),
                ),
                _ => shapes::message(404, counter, "Not Found"),
            }
        }
        ["repos", owner, name, rest @ ..] => {
            let made = match shared.state().situations.answer(&format!("{owner}/{name}"), false).by_api() {
                Situation::There(made) => Some(made),
                _ => None,
            };
            let told = made.and_then(|made| contents::answer(&made, rest, counter));
            told.unwrap_or_else(|| shapes::message(404, counter, "Not Found"))
        }
        ["gists", id] => hosts::gist(shared, id, counter).await,
        ["repositories", id] => {
            let found = id.parse().ok().and_then(|id| shared.state().situations.by_id(id));
            match found {
                Some(situation) => {
                    repository(shared, situation, "moved/away", counter, authorization, if_none_match).await
                }
                None => shapes::message(404, counter, "Not Found"),
            }
        }
        ["users", owner] if !shared.state().situations.owner_is_gone(owner) => {
            let web = format!("{}/web/{owner}", shared.base);
            let body =
                serde_json::json!({"login": owner, "id": 4242, "html_url": web, "type": "User", "public_repos": 3});
            shapes::api(200, counter, &body)
        }
        _ => shapes::message(404, counter, "Not Found"),
    }
}

async fn repository(
    shared: &Shared,
    situation: Situation,
    name: &str,
    counter: Counter,
    authorization: Option<&str>,
    if_none_match: Option<&str>,
) -> Answer {
    // Pages are named as GitHub names them: their addresses are read, and offered to the browser.
    let (api, web) = (format!("{}/api", shared.base), "https://github.com".to_owned());
    match situation.by_api() {
        Situation::There(made) => there(&made, &api, &web, counter, authorization, if_none_match),
        Situation::Saml | Situation::IpAllowList if authorization.is_none() => {
            there(&Made::up(name), &api, &web, counter, None, if_none_match)
        }
        Situation::Moved { to } => {
            let id = match shared.state().situations.answer(&to, false) {
                Situation::There(made) => made.id,
                _ => Made::up(&to).id,
            };
            shapes::moved(&format!("{api}/repositories/{id}"), counter)
        }
        Situation::MovedThenGone => shapes::moved(&format!("{api}/repositories/{}", Made::up(name).id), counter),
        Situation::RedirectTo(location) => shapes::moved(&location, counter),
        Situation::Missing | Situation::MissingWithOwner | Situation::Then(_) => {
            shapes::message(404, counter, "Not Found")
        }
        Situation::Gone => shapes::message(410, counter, "Gone"),
        Situation::Blocked { status, reason } => shapes::blocked(status, &reason, counter),
        Situation::PrimaryLimit { reset_in } => shapes::primary_limit(counter, now_seconds() + reset_in),
        Situation::SecondaryLimit { retry_after } => shapes::secondary_limit(429, Some(retry_after), counter),
        Situation::SecondaryLimitInWords => shapes::secondary_limit(403, None, counter),
        Situation::Saml => {
            let words = "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";
            let mut answer = shapes::message(403, counter, words);
            shapes::set(
                &mut answer,
                "x-github-sso",
                "required; url=https://github.com/orgs/invented/sso?authorization_request=A1B2",
            );
            answer
        }
        Situation::IpAllowList => {
            let words = "Although you appear to have the correct authorization credentials, the `invented` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.";
            shapes::message(403, counter, words)
        }
        Situation::Forbidden => shapes::message(403, counter, "Must have push access to repository"),
        Situation::ServerError(status) => shapes::api(status, counter, &serde_json::json!({"message": "Server Error"})),
        other => hostile(other, counter).await,
    }
}

/// Answers that are no answers, the same from the API and the web.
pub async fn hostile(situation: Situation, counter: Counter) -> Answer {
    match situation {
        Situation::Unavailable => shapes::unavailable(),
        Situation::CaptivePortal => shapes::captive_portal(),
        Situation::Garbage => shapes::garbage(counter),
        Situation::Endless => shapes::endless(counter),
        Situation::Drip => shapes::drip(counter),
        Situation::Cut => shapes::cut(counter),
        Situation::Hang => std::future::pending().await,
        _ => shapes::api(200, counter, &serde_json::json!(["nothing", {"to": "see"}])),
    }
}

fn there(
    made: &Made,
    api: &str,
    web: &str,
    counter: Counter,
    authorization: Option<&str>,
    if_none_match: Option<&str>,
) -> Answer {
    let body = made.json(api, web);
    // A tag belongs to the answer and to who asked.
    let tag = Made::up(&format!("{body}{}", authorization.unwrap_or_default())).id;
    let etag = format!("W/\"{tag:064x}\"");
    let mut answer = if if_none_match == Some(&etag) {
        let mut unchanged = shapes::api(304, counter, &serde_json::Value::Null);
        *unchanged.body_mut() = Body::empty();
        unchanged
    } else {
        shapes::api(200, counter, &body)
    };
    shapes::set(&mut answer, "etag", &etag);
    answer
}

async fn web(shared: &Shared, path: &[&str], whole: &str) -> Answer {
    let limited = shared.state().pages_limited;
    match path {
        // Places that people look at, rather than files that git fetches.
        [owner, name, "tree" | "blob" | "releases" | "issues" | "wiki" | "commit", ..] => {
            let gone = shared.state().situations.named(&path.join("/")) == Some(Situation::Missing);
            let situation = shared.state().situations.answer(&format!("{owner}/{name}"), false);
            page(shared, if gone { Situation::Missing } else { situation }, whole).await
        }
        [owner, name, rest @ ..] if !rest.is_empty() => {
            let name = name.strip_suffix(".git").unwrap_or(name);
            let there =
                matches!(shared.state().situations.answer(&format!("{owner}/{name}"), false), Situation::There(_));
            if there { shared.git.file(rest).await } else { shapes::page(404, "Not Found") }
        }
        _ if limited.is_some() => shapes::page_limit(limited.unwrap_or_default()),
        // Where what moved and then went away had been.
        ["moved", "nowhere"] => shapes::page(404, "Not Found"),
        [owner, name] => {
            let name = format!("{owner}/{name}");
            let situation = shared.state().situations.answer(&name, false);
            page(shared, situation, whole).await
        }
        [owner] if !shared.state().situations.owner_is_gone(owner) => shapes::page(200, owner),
        _ => shapes::page(404, "Not Found"),
    }
}

async fn page(shared: &Shared, situation: Situation, path: &str) -> Answer {
    let counter = shared.state().anonymous;
    match situation.by_web() {
        Situation::There(_) | Situation::Saml | Situation::IpAllowList => shapes::page(200, path),
        Situation::Moved { to } => shapes::page_moved(&format!("{}/web/{to}", shared.base)),
        Situation::MovedThenGone => shapes::page_moved(&format!("{}/web/moved/nowhere", shared.base)),
        Situation::RedirectTo(location) => shapes::page_moved(&location),
        Situation::Missing | Situation::MissingWithOwner | Situation::Then(_) => shapes::page(404, "Not Found"),
        Situation::Gone => shapes::page(410, "Gone"),
        Situation::Blocked { .. } => shapes::page(451, "Repository unavailable due to DMCA takedown."),
        Situation::SecondaryLimit { retry_after } => shapes::page_limit(retry_after),
        Situation::PrimaryLimit { .. } | Situation::SecondaryLimitInWords => shapes::page_limit(60),
        Situation::Forbidden => shapes::page(403, "Forbidden"),
        Situation::ServerError(status) => shapes::page(status, "Unicorn!"),
        other => hostile(other, counter).await,
    }
}
