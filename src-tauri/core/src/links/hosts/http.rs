//! One request, one answer: bounded in time and size, never following a redirect, never into a private network, all
//! of it kept as evidence.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, Method};
use tokio::time::Instant;

use super::Limits;
use super::decode;
use super::guard::Guard;
use super::trouble::{failed, root};
use crate::error::{Error, ErrorCode, Result};
use crate::links::verdict::{Answer, Body, Response};
use crate::model::{Evidence, Millis};
use crate::secrets::{Key, Token};

/// Headers that a verdict may rest on.
const TOLD: [&str; 11] = [
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "ratelimit-remaining",
    "ratelimit-reset",
    "location",
    "x-github-sso",
    "x-error-code",
    "memento-datetime",
    "date",
];

/// Connected, and then nothing.
pub const TOO_LATE: &str = "No answer came in time.";

/// What is asked.
pub struct Question<'a> {
    pub method: Method,
    pub url: String,
    pub headers: &'static [(&'static str, &'static str)],
    pub token: Option<&'a Token>,
    /// A header that carries a secret of another service.
    pub key: Option<(&'static str, &'a Key)>,
    pub etag: Option<&'a str>,
    /// Sent as JSON.
    pub body: Option<serde_json::Value>,
    pub want: Want,
    pub deadline: Instant,
}

/// What of a body matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// All of it, as JSON.
    Json,
    /// So many bytes of its beginning, as text.
    Text(usize),
}

pub struct Http {
    client: Client,
    guard: Guard,
    body: usize,
}

impl Http {
    /// `bases` are where the services live as far as a reader or a test said so; `allowed` are names that may be
    /// private.
    ///
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(bases: &[&str], allowed: &[String], limits: &Limits) -> Result<Self> {
        // Whoever comes first installs it; an earlier one is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard::new(bases, allowed);
        let mut builder = Client::builder()
            .user_agent(concat!("Postil/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            // A refused stream of HTTP/2 would be asked for again unseen; each request stands in the evidence.
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(limits.connect)
            .dns_resolver(guard.clone())
            .pool_max_idle_per_host(limits.at_once.unwrap_or(8));
        if !bases.is_empty() && bases.iter().all(|base| is_loopback(base)) {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| {
            Error::new(
                ErrorCode::Network,
                format!("Secure connections cannot be set up on this computer: {}.", root(&error)),
            )
        })?;
        Ok(Self { client, guard, body: limits.body })
    }

    /// Asks, and writes down what was asked and answered.
    pub async fn ask(&self, question: Question<'_>, evidence: &mut Evidence) -> Answer {
        evidence.requests.push(format!("{} {}", question.method, question.url));
        evidence.message = None;
        let mut status = 0;
        let answer = self.answer(question, &mut status, evidence).await;
        evidence.statuses.push(status);
        if let Answer::NoConnection(words) | Answer::NoAnswer(words) | Answer::NotAsked(words) = &answer {
            evidence.message = Some(words.clone());
        }
        answer
    }

    async fn answer(&self, question: Question<'_>, status: &mut u16, evidence: &mut Evidence) -> Answer {
        let url = match self.guard.admits(&question.url) {
            Ok(url) => url,
            Err(words) => return Answer::NotAsked(words),
        };
        let left = question.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Answer::NoAnswer(TOO_LATE.into());
        }
        let with_body = question.method != Method::HEAD;
        let want = question.want;
        let mut request = self.client.request(question.method, url).timeout(left);
        for (name, value) in question.headers {
            request = request.header(*name, *value);
        }
        if let Some(value) = question.token.and_then(bearer) {
            request = request.header(header::AUTHORIZATION, value);
        }
        if let Some((name, key)) = question.key
            && let Ok(mut value) = HeaderValue::from_str(key.reveal())
        {
            value.set_sensitive(true);
            request = request.header(name, value);
        }
        if let Some(body) = &question.body {
            request = request.json(body);
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
            response.body = match self.read_body(answer, want).await {
                Ok(body) => body,
                Err(answer) => return answer,
            };
        }
        if let Body::Json(json) = &response.body
            && let Some(message) = json.get("message").or_else(|| json.get("error")).and_then(serde_json::Value::as_str)
        {
            evidence.message = Some(message.chars().filter(|c| !c.is_control()).take(300).collect());
        }
        Answer::Response(response)
    }

    async fn read_body(&self, mut answer: reqwest::Response, want: Want) -> Result<Body, Answer> {
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        loop {
            match (answer.chunk().await, want) {
                (Ok(Some(chunk)), Want::Text(most)) if bytes.len() + chunk.len() >= most => {
                    bytes.extend_from_slice(&chunk[..most.saturating_sub(bytes.len()).min(chunk.len())]);
                    return Ok(text(bytes, &kind, true));
                }
                (Ok(Some(chunk)), Want::Json) if bytes.len() + chunk.len() > self.body => {
                    return Err(Answer::NoAnswer("The answer was too long to be read.".into()));
                }
                (Ok(Some(chunk)), _) => bytes.extend_from_slice(&chunk),
                (Ok(None), Want::Json) => return Ok(json(bytes, &kind)),
                (Ok(None), Want::Text(_)) => return Ok(text(bytes, &kind, false)),
                (Err(error), _) if error.is_timeout() => {
                    return Err(Answer::NoAnswer(TOO_LATE.into()));
                }
                (Err(_), _) => return Err(Answer::NoAnswer("The answer broke off.".into())),
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

fn head(status: u16, headers: &HeaderMap) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).map(str::to_owned);
    let date = text("date").and_then(|date| http_date(&date));
    let reset: Option<Millis> =
        text("x-ratelimit-reset").or_else(|| text("ratelimit-reset")).and_then(|reset| reset.parse().ok());
    // Both times are the server's, so a wrong clock here does no harm. Without its date, ours has to do.
    let server_now = date.unwrap_or_else(crate::machine::now);
    Response {
        status,
        server_now,
        request_id: text("x-github-request-id").filter(|id| !id.is_empty()),
        retry_after: text("retry-after").and_then(|wait| retry_after(&wait, server_now)),
        remaining: text("x-ratelimit-remaining")
            .or_else(|| text("ratelimit-remaining"))
            .and_then(|left| left.parse().ok()),
        reset_in: reset.map(|reset| reset_in(reset, server_now)),
        location: text("location"),
        etag: text("etag"),
        sso: headers.contains_key("x-github-sso"),
        error_code: text("x-error-code"),
        content_type: text("content-type")
            .and_then(|kind| kind.split(';').next().map(|kind| kind.trim().to_ascii_lowercase()))
            .unwrap_or_default(),
        is_memento: headers.contains_key("memento-datetime"),
        body: Body::None,
    }
}

/// Some hosts give the time of the reset in seconds since 1970, others the seconds until then.
fn reset_in(reset: Millis, server_now: Millis) -> Millis {
    let wait = reset.saturating_mul(1_000);
    if reset > 1_000_000_000 { wait.saturating_sub(server_now) } else { wait }
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

fn json(bytes: Vec<u8>, kind: &str) -> Body {
    if bytes.is_empty() {
        return Body::None;
    }
    // It should be UTF-8 without a mark, and is not always.
    let tree = serde_json::from_slice(&bytes).or_else(|_| serde_json::from_str(&decode::text(bytes, kind, false)));
    tree.map_or(Body::Other, Body::Json)
}

fn text(bytes: Vec<u8>, kind: &str, is_cut: bool) -> Body {
    if bytes.is_empty() { Body::None } else { Body::Text(decode::text(bytes, kind, is_cut)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_telling_a_reset() {
        assert_eq!(reset_in(1_795_000_060, 1_795_000_000_000), 60_000, "seconds since 1970");
        assert_eq!(reset_in(60, 1_795_000_000_000), 60_000, "seconds from now");
    }

    #[test]
    fn json_in_another_encoding_is_json_all_the_same() {
        let expected = Body::Json(serde_json::json!({ "title": "Café" }));
        let text = "{\"title\": \"Café\"}";
        let wide = "\u{feff}{\"title\": \"Café\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, kind, why) in [
            (text.as_bytes().to_vec(), "application/json", "as it should be"),
            (format!("\u{feff}{text}").into_bytes(), "application/json", "with a mark"),
            (b"{\"title\": \"Caf\xE9\"}".to_vec(), "application/json; charset=iso-8859-1", "as its header says"),
            (wide, "application/json", "in UTF-16"),
        ] {
            assert_eq!(json(bytes, kind), expected, "{why}");
        }
        assert_eq!(json(b"{\"title\": ".to_vec(), "application/json"), Body::Other, "cut off");
    }

    #[test]
    fn both_ways_of_telling_how_long_to_wait() {
        let now = http_date("Thu, 26 Nov 2026 10:00:00 GMT").expect("a date");
        for (text, expected) in [
            ("120", Some(120_000)),
            ("Thu, 26 Nov 2026 10:02:00 GMT", Some(120_000)),
            ("Thu, 26 Nov 2026 09:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(retry_after(text, now), expected, "{text}");
        }
    }
}
