//! One request, one answer: bounded in time and size, never following a redirect, all of it kept as evidence.

use std::error::Error as _;
use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, Method};
use tokio::time::Instant;

use super::{Hosts, Limits};
use crate::error::{Error, ErrorCode, Result};
use crate::links::verdict::{Answer, Body, Response};
use crate::model::{Evidence, Millis};
use crate::secrets::Token;

/// Headers that a verdict may rest on.
const TOLD: [&str; 7] = [
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "location",
    "x-github-sso",
    "date",
];

/// What is asked.
pub struct Question<'a> {
    pub method: Method,
    pub url: String,
    pub token: Option<&'a Token>,
    pub etag: Option<&'a str>,
    pub deadline: Instant,
}

pub struct Http {
    client: Client,
    body: usize,
}

impl Http {
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(hosts: &Hosts, limits: &Limits) -> Result<Self> {
        // Whoever comes first installs it; an earlier one is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/vnd.github+json"));
        headers.insert("x-github-api-version", HeaderValue::from_static("2022-11-28"));
        let mut builder = Client::builder()
            .user_agent(concat!("Postil/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(limits.connect)
            .pool_max_idle_per_host(8);
        if is_loopback(&hosts.github_api) && is_loopback(&hosts.github_web) {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| {
            Error::new(
                ErrorCode::Network,
                format!("Secure connections cannot be set up on this computer: {}.", root(&error)),
            )
        })?;
        Ok(Self { client, body: limits.body })
    }

    /// Asks, and writes down what was asked and answered.
    pub async fn ask(&self, question: Question<'_>, evidence: &mut Evidence) -> Answer {
        evidence.requests.push(format!("{} {}", question.method, question.url));
        evidence.message = None;
        let mut status = 0;
        let answer = self.answer(question, &mut status, evidence).await;
        evidence.statuses.push(status);
        if let Answer::NoConnection(words) | Answer::NoAnswer(words) = &answer {
            evidence.message = Some(words.clone());
        }
        answer
    }

    async fn answer(&self, question: Question<'_>, status: &mut u16, evidence: &mut Evidence) -> Answer {
        let left = question.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Answer::NoAnswer("No answer came in time.".into());
        }
        let with_body = question.method != Method::HEAD;
        let mut request = self.client.request(question.method, &question.url).timeout(left);
        if let Some(value) = question.token.and_then(bearer) {
            request = request.header(header::AUTHORIZATION, value);
        }
        if let Some(etag) = question.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let answer = match request.send().await {
            Ok(answer) => answer,
            Err(error) => return failed(&error),
        };
        *status = answer.status().as_u16();
        let mut response = head(*status, answer.headers());
        note(answer.headers(), evidence);
        evidence.request_id.clone_from(&response.request_id);
        if with_body {
            response.body = match self.read_body(answer).await {
                Ok(bytes) => body(&bytes),
                Err(answer) => return answer,
            };
        }
        if let Body::Json(json) = &response.body
            && let Some(message) = json.get("message").and_then(serde_json::Value::as_str)
        {
            evidence.message = Some(message.chars().filter(|c| !c.is_control()).take(300).collect());
        }
        Answer::Response(response)
    }

    async fn read_body(&self, mut answer: reqwest::Response) -> Result<Vec<u8>, Answer> {
        let mut bytes = Vec::new();
        loop {
            match answer.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > self.body => {
                    return Err(Answer::NoAnswer("The answer was too long to be one about a repository.".into()));
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => return Ok(bytes),
                Err(error) if error.is_timeout() => return Err(Answer::NoAnswer("No answer came in time.".into())),
                Err(_) => return Err(Answer::NoAnswer("The answer broke off.".into())),
            }
        }
    }
}

/// Whether it is this machine: a proxy has no business there.
fn is_loopback(url: &str) -> bool {
    reqwest::Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(|host| matches!(host, "127.0.0.1" | "localhost" | "[::1]")))
        .unwrap_or(false)
}

fn bearer(token: &Token) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.reveal())).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn failed(error: &reqwest::Error) -> Answer {
    if error.is_connect() {
        Answer::NoConnection(root(error))
    } else if error.is_timeout() {
        Answer::NoAnswer("No answer came in time.".into())
    } else {
        Answer::NoAnswer(format!("The connection broke: {}", root(error)))
    }
}

/// The innermost cause: "Connection refused (os error 111)" rather than four wrappings of it.
fn root(error: &reqwest::Error) -> String {
    let mut words = String::from("no connection");
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = inner.to_string();
        cause = inner.source();
    }
    words
}

fn head(status: u16, headers: &HeaderMap) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).map(str::to_owned);
    let date = text("date").and_then(|date| http_date(&date));
    let reset: Option<Millis> = text("x-ratelimit-reset").and_then(|reset| reset.parse().ok());
    // Both times are the server's, so a wrong clock here does no harm. Without its date, ours has to do.
    let server_now = date.unwrap_or_else(crate::library::now);
    Response {
        status,
        request_id: text("x-github-request-id").filter(|id| !id.is_empty()),
        retry_after: text("retry-after").and_then(|wait| retry_after(&wait, server_now)),
        remaining: text("x-ratelimit-remaining").and_then(|left| left.parse().ok()),
        reset_in: reset.map(|reset| reset.saturating_mul(1_000).saturating_sub(server_now)),
        location: text("location"),
        etag: text("etag"),
        sso: headers.contains_key("x-github-sso"),
        body: Body::None,
    }
}

fn retry_after(text: &str, server_now: Millis) -> Option<Millis> {
    match text.parse::<u32>() {
        Ok(seconds) => Some(Millis::from(seconds) * 1_000),
        Err(_) => http_date(text).map(|at| at.saturating_sub(server_now).max(0)),
    }
}

fn http_date(text: &str) -> Option<Millis> {
    let since = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Millis::try_from(since.as_millis()).ok()
}

fn note(headers: &HeaderMap, evidence: &mut Evidence) {
    evidence.headers = TOLD
        .iter()
        .filter_map(|name| {
            let value = headers.get(*name)?.to_str().ok()?;
            Some(format!("{name}: {}", value.chars().take(300).collect::<String>()))
        })
        .collect();
}

fn body(bytes: &[u8]) -> Body {
    if bytes.is_empty() {
        return Body::None;
    }
    serde_json::from_slice(bytes).map_or(Body::Other, Body::Json)
}
