//! Whole answers, as GitHub gives them.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use futures_util::stream;
use serde_json::{Value, json};

pub type Answer = Response<Body>;

/// The counters that the API tells with every answer.
#[derive(Debug, Clone, Copy)]
pub struct Counter {
    pub limit: u32,
    pub remaining: u32,
    /// Seconds since 1970.
    pub reset_at: u64,
}

const DOCUMENTATION: &str = "https://docs.github.com/rest/repos/repos#get-a-repository";

/// An answer of the API in JSON, with the headers that come with all of them.
pub fn api(status: u16, counter: Counter, body: &Value) -> Answer {
    let mut answer = plain(status, "application/json; charset=utf-8", Body::from(body.to_string()));
    for (name, value) in [
        ("cache-control", "public, max-age=60, s-maxage=60"),
        ("vary", "Accept,Accept-Encoding, Accept, X-Requested-With"),
        ("x-github-media-type", "github.v3; format=json"),
        ("x-github-api-version-selected", "2022-11-28"),
        ("x-ratelimit-resource", "core"),
        ("access-control-allow-origin", "*"),
        (
            "access-control-expose-headers",
            "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-GitHub-SSO, X-GitHub-Request-Id",
        ),
        ("strict-transport-security", "max-age=31536000; includeSubdomains; preload"),
        ("x-frame-options", "deny"),
        ("x-content-type-options", "nosniff"),
        ("x-xss-protection", "0"),
        ("referrer-policy", "origin-when-cross-origin, strict-origin-when-cross-origin"),
        ("content-security-policy", "default-src 'none'"),
    ] {
        set(&mut answer, name, value);
    }
    set(&mut answer, "x-ratelimit-limit", &counter.limit.to_string());
    set(&mut answer, "x-ratelimit-remaining", &counter.remaining.to_string());
    set(&mut answer, "x-ratelimit-reset", &counter.reset_at.to_string());
    set(&mut answer, "x-ratelimit-used", &counter.limit.saturating_sub(counter.remaining).to_string());
    from_github(answer)
}

pub fn message(status: u16, counter: Counter, words: &str) -> Answer {
    let body = json!({"message": words, "documentation_url": DOCUMENTATION, "status": status.to_string()});
    api(status, counter, &body)
}

pub fn moved(location: &str, counter: Counter) -> Answer {
    let body = json!({
        "message": "Moved Permanently",
        "url": location,
        "documentation_url": "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects"
    });
    let mut answer = api(301, counter, &body);
    set(&mut answer, "location", location);
    answer
}

pub fn blocked(status: u16, reason: &str, counter: Counter) -> Answer {
    let notice = match reason {
        "dmca" => "https://github.com/github/dmca/blob/master/2024/05/2024-05-13-invented.md",
        _ => "https://github.com/tos",
    };
    let body = json!({
        "message": "Repository access blocked",
        "block": {"reason": reason, "created_at": "2024-05-14T09:30:21Z", "html_url": notice}
    });
    api(status, counter, &body)
}

pub fn primary_limit(mut counter: Counter, reset_at: u64) -> Answer {
    counter.remaining = 0;
    counter.reset_at = reset_at;
    let words = if counter.limit == 60 {
        "API rate limit exceeded for 203.0.113.7. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)"
    } else {
        "API rate limit exceeded for user ID 4242."
    };
    message(403, counter, words)
}

pub fn secondary_limit(status: u16, retry_after: Option<u32>, counter: Counter) -> Answer {
    let words = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    let mut answer = message(status, counter, words);
    if let Some(seconds) = retry_after {
        set(&mut answer, "retry-after", &seconds.to_string());
    }
    answer
}

/// A page of the web site; HEAD gets the same without its body.
pub fn page(status: u16, words: &str) -> Answer {
    let html = format!("<!DOCTYPE html><html lang=\"en\"><title>{words}</title><p>{words}</p></html>");
    let mut answer = plain(status, "text/html; charset=utf-8", Body::from(html));
    set(&mut answer, "cache-control", "max-age=0, private, must-revalidate");
    set(
        &mut answer,
        "vary",
        "X-PJAX, X-PJAX-Container, Turbo-Visit, Turbo-Frame, Accept-Encoding, Accept, X-Requested-With",
    );
    from_github(answer)
}

pub fn page_moved(location: &str) -> Answer {
    let mut answer = page(301, "Moved");
    set(&mut answer, "location", location);
    answer
}

pub fn page_limit(retry_after: u32) -> Answer {
    let mut answer = page(429, "Too many requests");
    set(&mut answer, "server", "Varnish");
    set(&mut answer, "retry-after", &retry_after.to_string());
    answer
}

/// What a balancer says when nothing is behind it.
pub fn unavailable() -> Answer {
    let html =
        "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>";
    plain(503, "text/html", Body::from(html))
}

pub fn captive_portal() -> Answer {
    let html = "<html><title>Hotel Wi-Fi</title><form action=\"/login\"><input name=\"room\"></form></html>";
    plain(200, "text/html", Body::from(html))
}

pub fn garbage(counter: Counter) -> Answer {
    let mut answer = api(200, counter, &Value::Null);
    *answer.body_mut() = Body::from("\u{1}\u{2}{\"id\": 12, \"full_na");
    answer
}

pub fn endless(counter: Counter) -> Answer {
    let chunk = Bytes::from(vec![b' '; 16 * 1024]);
    streamed(counter, Body::from_stream(stream::repeat_with(move || Ok::<_, Infallible>(chunk.clone()))))
}

pub fn drip(counter: Counter) -> Answer {
    let drops = stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
    });
    streamed(counter, Body::from_stream(drops))
}

pub fn cut(counter: Counter) -> Answer {
    let parts = [Ok(Bytes::from_static(b"{\"id\": 1, ")), Err(io::Error::other("cut off on purpose"))];
    streamed(counter, Body::from_stream(stream::iter(parts)))
}

fn streamed(counter: Counter, body: Body) -> Answer {
    let mut answer = api(200, counter, &Value::Null);
    *answer.body_mut() = body;
    answer
}

pub fn plain(status: u16, kind: &str, body: Body) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut answer, "content-type", kind);
    answer
}

fn from_github(mut answer: Answer) -> Answer {
    set(&mut answer, "server", "github.com");
    set(&mut answer, "x-github-request-id", "C0DE:1F2E:3A4B5C6:7D8E9F0:6741A2B3");
    answer
}

/// Sets a header; a value that is none is left out.
pub fn set(answer: &mut Answer, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(HeaderName::from_static(name), value);
    }
}
