//! Reading the JSON of the hosts beside GitHub: common rows, and what each host says in its own way.

use serde_json::Value;

use super::answer::{Answer, Block, Body, Found, Reading, Response, message, odd, redirect, whole};

/// How one host speaks.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// What only this host means by an answer, read before the common rows.
    pub own: fn(&Response) -> Option<Reading>,
    /// Whether an answer without a repository in it has the shape of this host's. Without that it is someone else's,
    /// a captive portal's for one, and means nothing.
    pub speaks: fn(&Response) -> bool,
    /// The repository in an answer; `None` for a body of another shape.
    pub found: fn(&Value) -> Option<Found>,
}

/// Reads an answer of `host`, in the order of the table.
pub fn read_as(host: &str, dialect: &Dialect, answer: &Answer) -> Reading {
    let response = match whole(answer) {
        Ok(response) => response,
        Err(reading) => return reading,
    };
    if let Some(limit) = limit(response) {
        return limit;
    }
    if let Some(own) = (dialect.own)(response) {
        return own;
    }
    let body = match &response.body {
        Body::Json(body) => Some(body),
        _ => None,
    };
    let foreign = || Reading::Offline(format!("Something other than {host} answered."));
    match response.status {
        500.. => Reading::Trouble(format!("{host} answered with an error of its own ({}).", response.status)),
        200 => match body {
            Some(body) => match (dialect.found)(body) {
                Some(found) => Reading::Found(Box::new(found)),
                None => Reading::Trouble(format!("The answer of {host} made no sense.")),
            },
            None => foreign(),
        },
        // Where it leads is looked at before it is followed, so a stranger's redirect leads nowhere.
        301 | 302 | 303 | 307 | 308 => redirect(host, response),
        _ if !(dialect.speaks)(response) => foreign(),
        401 | 403 => Reading::Refused(message(body)),
        404 => Reading::Missing,
        410 => Reading::Gone(None),
        451 => Reading::Blocked(Block::default()),
        status => Reading::Odd(odd(host, status)),
    }
}

/// A limit, by its status and headers: these mean the same everywhere.
pub(super) fn limit(response: &Response) -> Option<Reading> {
    let used_up = response.remaining == Some(0);
    let limited = response.status == 429
        || (matches!(response.status, 403 | 503) && response.retry_after.is_some())
        || (response.status == 403 && used_up);
    let wait = response.retry_after.or(if used_up { response.reset_in } else { None }).map(|wait| wait.max(0));
    limited.then_some(Reading::RateLimited { wait, primary: used_up && response.retry_after.is_none() })
}
