//! One answer: what it says, in the order of the table.

use serde_json::Value;

use super::Speaker;
use super::time::iso_millis;
use crate::model::{Millis, RepositoryFacts};

/// What came back for one request.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Response(Response),
    /// No connection: name not found, refused, TLS failed. The words are the network's.
    NoConnection(String),
    /// Connected, but no whole answer in the time or size allowed.
    NoAnswer(String),
    /// Nothing was sent: the address is one that Postil does not ask.
    NotAsked(String),
}

/// The parts of a response that matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Response {
    pub status: u16,
    /// The server's `date`; the time here, when it gave none.
    pub server_now: Millis,
    /// `x-github-request-id`: that it is GitHub speaking, not something between.
    pub request_id: Option<String>,
    /// `retry-after`, in milliseconds from the server's own time.
    pub retry_after: Option<Millis>,
    pub remaining: Option<u32>,
    /// When the counter starts anew, in milliseconds from the server's own time.
    pub reset_in: Option<Millis>,
    pub location: Option<String>,
    pub etag: Option<String>,
    /// `x-github-sso` is there.
    pub sso: bool,
    /// `x-error-code`: Hugging Face's own name for what is wrong.
    pub error_code: Option<String>,
    /// `content-type` in lower case, without its parameters.
    pub content_type: String,
    /// `memento-datetime` is there: an archive shows what it kept, and not a page of its own.
    pub is_memento: bool,
    pub body: Body,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Body {
    #[default]
    None,
    Json(Value),
    /// The beginning of a text, where one was asked for.
    Text(String),
    /// Something that is not JSON.
    Other,
}

/// Why a repository is blocked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    pub reason: String,
    /// ISO 8601, as the host gives it.
    pub created_at: String,
    pub notice_url: Option<String>,
}

/// A repository that is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub id: Option<i64>,
    pub full_name: String,
    /// Another name that leads to it on purpose, such as that of all versions of a record.
    pub also: Option<String>,
    pub url: String,
    pub disabled: bool,
    /// The host says that nothing has been put into it.
    pub empty: bool,
    /// Only words about it stand there, and nothing was released.
    pub without_code: bool,
    /// A sentence to tell beside its being there.
    pub note: Option<String>,
    /// In kilobytes. 0 for an empty repository, and for some that are not.
    pub size: Option<u64>,
    pub facts: Option<RepositoryFacts>,
}

/// What one answer means by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Offline(String),
    /// `wait` in milliseconds; `None` when the host did not say.
    RateLimited {
        wait: Option<Millis>,
        /// The hour's questions are used up, rather than asked too fast.
        primary: bool,
    },
    BadToken,
    /// The token's organisation or policy stands in the way; without the token it may work.
    TokenPolicy(String),
    Blocked(Block),
    Refused(String),
    /// Where it points, as given.
    Redirect(String),
    Found(Box<Found>),
    NotModified,
    Missing,
    /// With the reason, where the host gives one.
    Gone(Option<String>),
    /// There, or about to be; to be asked for again.
    NotReady(String),
    /// 409 on the commits of a repository without any.
    RepositoryEmpty,
    Trouble(String),
    Odd(String),
}

const HOST: &str = Speaker::GITHUB.name;

/// Reads an answer of GitHub's API about a repository.
pub fn read(answer: &Answer) -> Reading {
    read_about(answer, read_found)
}

/// Reads an answer of GitHub's API about whatever `found` knows by its shape.
pub fn read_about(answer: &Answer, found: fn(&Value) -> Option<Found>) -> Reading {
    let response = match whole(answer) {
        Ok(response) => response,
        Err(reading) => return reading,
    };
    if let Some(early) = before_the_body(response) {
        return early;
    }
    let body = match &response.body {
        Body::Json(body) => Some(body),
        _ => None,
    };
    let message = message(body);
    let block = body.and_then(|body| body.get("block")).filter(|block| block.is_object());
    match response.status {
        401 if starts(&message, "bad credentials") => Reading::BadToken,
        403 if block.is_none() && (response.sso || names_token_policy(&message)) => Reading::TokenPolicy(message),
        451 => Reading::Blocked(block.map(read_block).unwrap_or_default()),
        _ if block.is_some() => Reading::Blocked(block.map(read_block).unwrap_or_default()),
        401 | 403 => Reading::Refused(message),
        301 | 302 | 307 | 308 => redirect(HOST, response),
        200 => match body.and_then(found) {
            Some(found) => Reading::Found(Box::new(found)),
            None => Reading::Trouble("GitHub's answer made no sense.".into()),
        },
        304 => Reading::NotModified,
        404 => Reading::Missing,
        409 if starts(&message, "git repository is empty") => Reading::RepositoryEmpty,
        410 => Reading::Gone(None),
        status => Reading::Odd(odd(HOST, status)),
    }
}

/// Reads an answer to HEAD for a repository's page on the web. There is no body to look into.
pub fn read_web(answer: &Answer) -> Reading {
    let response = match whole(answer) {
        Ok(response) => response,
        Err(reading) => return reading,
    };
    if let Some(early) = before_the_body(response) {
        return early;
    }
    match response.status {
        451 => Reading::Blocked(Block::default()),
        401 | 403 => Reading::Refused(String::new()),
        301 | 302 | 307 | 308 => redirect(HOST, response),
        200 => Reading::Found(Box::default()),
        404 => Reading::Missing,
        410 => Reading::Gone(None),
        status => Reading::Odd(odd(HOST, status)),
    }
}

/// The response, or what its absence means.
pub(super) fn whole(answer: &Answer) -> Result<&Response, Reading> {
    match answer {
        Answer::NoConnection(words) => Err(Reading::Offline(words.clone())),
        Answer::NoAnswer(words) => Err(Reading::Trouble(words.clone())),
        Answer::NotAsked(words) => Err(Reading::Odd(words.clone())),
        Answer::Response(response) => Ok(response),
    }
}

/// The rows that come before any other: trouble on the way, a stranger's answer, and limits.
pub fn before_the_body(response: &Response) -> Option<Reading> {
    // GitHub's front servers give 5xx and 429 without a request id. Neither settles anything, so believing them is safe.
    if response.status >= 500 {
        return Some(Reading::Trouble(format!("GitHub answered with an error of its own ({}).", response.status)));
    }
    if response.status != 429 && response.request_id.is_none() {
        return Some(Reading::Offline("Something other than GitHub answered.".into()));
    }
    rate_limit(response)
}

fn rate_limit(response: &Response) -> Option<Reading> {
    if !matches!(response.status, 403 | 429) {
        return None;
    }
    let message = match &response.body {
        Body::Json(body) => message(Some(body)),
        _ => String::new(),
    };
    let used_up = response.remaining == Some(0);
    let primary = used_up || starts(&message, "api rate limit exceeded");
    let secondary = starts(&message, "you have exceeded a secondary rate limit")
        || starts(&message, "you have triggered an abuse detection");
    if response.status != 429 && response.retry_after.is_none() && !primary && !secondary {
        return None;
    }
    // A secondary limit comes with the primary counters too; their reset says nothing about it.
    let reset = response.reset_in.filter(|reset| primary && *reset > 0);
    Some(Reading::RateLimited {
        wait: response.retry_after.or(reset),
        primary: primary && response.retry_after.is_none(),
    })
}

pub(super) fn redirect(host: &str, response: &Response) -> Reading {
    match &response.location {
        Some(location) => Reading::Redirect(location.clone()),
        None => Reading::Odd(format!("{host} redirects it, but does not say where to.")),
    }
}

pub(super) fn odd(host: &str, status: u16) -> String {
    format!("{host} gave an answer Postil does not know ({status}).")
}

pub(super) fn message(body: Option<&Value>) -> String {
    let text = body.and_then(|body| body.get("message")).and_then(Value::as_str).unwrap_or_default();
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

fn starts(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

fn names_token_policy(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    ["saml", "ip allow list", "personal access token", "token policy", "oauth app access restrictions"]
        .iter()
        .any(|words| message.contains(words))
}

fn read_block(block: &Value) -> Block {
    let text = |key: &str| block.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Block { reason: text("reason"), created_at: text("created_at"), notice_url: web_address(&text("html_url")) }
}

fn read_found(body: &Value) -> Option<Found> {
    let text = |key: &str| body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let flag = |key: &str| body.get(key).and_then(Value::as_bool).unwrap_or(false);
    let id = body.get("id").and_then(Value::as_i64)?;
    let licence = body.get("license").and_then(|licence| {
        let spdx = licence.get("spdx_id").and_then(Value::as_str).filter(|id| *id != "NOASSERTION");
        spdx.or_else(|| licence.get("name").and_then(Value::as_str)).map(str::to_owned)
    });
    Some(Found {
        id: Some(id),
        full_name: text("full_name")?,
        also: None,
        url: text("html_url").and_then(|url| web_address(&url)).unwrap_or_default(),
        disabled: flag("disabled"),
        empty: false,
        without_code: false,
        note: None,
        size: body.get("size").and_then(Value::as_u64),
        facts: Some(RepositoryFacts {
            stars: body.get("stargazers_count").and_then(Value::as_u64).and_then(|stars| u32::try_from(stars).ok()),
            pushed_at: text("pushed_at").and_then(|at| iso_millis(&at)),
            licence,
            language: text("language"),
            description: text("description"),
            default_branch: text("default_branch"),
            archived: flag("archived"),
        }),
    })
}

/// An address a reader may be sent to; anything else is dropped.
pub fn web_address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let sound = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>'));
    sound.then(|| url.to_owned())
}
