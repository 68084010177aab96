//! The places that are asked, one file each. Only GitHub today.
//!
//! Absent on purpose: no automatic redirects, no retries, no cookie jar. Each request is one that a reader could
//! read in the evidence.

pub mod github;
mod http;
mod pace;

use std::time::Duration;

use crate::model::Millis;

/// Where the services live. Tests and the demo point these at a stand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// Base of the REST API, without a slash at its end.
    pub github_api: String,
    /// Base of the web pages, without a slash at its end.
    pub github_web: String,
}

impl Default for Hosts {
    fn default() -> Self {
        Self { github_api: "https://api.github.com".into(), github_web: "https://github.com".into() }
    }
}

impl Hosts {
    /// The real ones, or those given instead.
    pub fn or(github_api: Option<String>, github_web: Option<String>) -> Self {
        let real = Self::default();
        let base = |given: Option<String>, real| {
            given.map(|url| url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty()).unwrap_or(real)
        };
        Self { github_api: base(github_api, real.github_api), github_web: base(github_web, real.github_web) }
    }
}

/// Milliseconds since 1970, passed in.
pub type Clock = fn() -> Millis;

/// What one check may cost, and how fast checks may follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub connect: Duration,
    /// For one whole check, all its requests together. Waiting for a turn does not count.
    pub total: Duration,
    /// Bytes of one answer, unpacked.
    pub body: usize,
    /// Between two web pages asked for without a token; varied by a quarter, so that no two Postils fall into step.
    pub web_spacing: Duration,
    /// Questions of the hour without a token that a long run leaves for what the reader looks at.
    pub reserve: u32,
    /// The first wait after a limit that does not say how long; doubles each time.
    pub first_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
            body: 1 << 20,
            web_spacing: Duration::from_millis(1_500),
            reserve: 10,
            first_wait: Duration::from_secs(60),
        }
    }
}
