//! The places that are asked, one file each, behind one contract ([`host::Host`]) and one door ([`Services`]).
//!
//! Absent on purpose: no automatic redirects, no retries, no cookie jar. Each request is one that a reader could
//! read in the evidence.

mod anonymous4open;
mod archives;
mod asking;
mod bitbucket;
mod decode;
mod forgejo;
mod gist;
pub mod github;
mod gitlab;
mod guard;
mod host;
mod http;
mod huggingface;
mod lane;
mod pace;
mod page;
mod services;
mod sourcehut;
mod trouble;
mod zenodo;

use std::time::Duration;

use reqwest::Url;

use super::verdict::{Before, ETag, Outcome};
use crate::model::{Evidence, Millis, Verdict};

pub(crate) use asking::Asking;
pub use host::Place;
pub(crate) use page::next as next_page;
pub use services::{Services, lane_of};

/// Where the services live. Tests and the demo point these at a stand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// Base of the REST API, without a slash at its end.
    pub github_api: String,
    /// Base of the web pages, without a slash at its end.
    pub github_web: String,
    /// In place of all other hosts: `https://zenodo.org/x` is asked for as `BASE/zenodo.org/x`.
    pub others: Option<String>,
    /// Names that may lead to private addresses: a proxy's, for one.
    pub allowed: Vec<String>,
}

impl Default for Hosts {
    fn default() -> Self {
        Self {
            github_api: "https://api.github.com".into(),
            github_web: "https://github.com".into(),
            others: None,
            allowed: Vec::new(),
        }
    }
}

impl Hosts {
    /// The real ones, or those given instead.
    pub fn or(github_api: Option<String>, github_web: Option<String>) -> Self {
        let real = Self::default();
        Self {
            github_api: base(github_api).unwrap_or(real.github_api),
            github_web: base(github_web).unwrap_or(real.github_web),
            ..Self::default()
        }
    }

    /// The same, with one base in place of all hosts beside GitHub.
    #[must_use]
    pub fn with_others(self, others: Option<String>) -> Self {
        Self { others: base(others), ..self }
    }

    /// The same, with names that may lead to private addresses.
    #[must_use]
    pub fn allowing(self, allowed: Vec<String>) -> Self {
        Self { allowed, ..self }
    }

    /// An address as it is reached from here: the stand-in's while one is set.
    pub(crate) fn reached(&self, url: &Url) -> String {
        match (&self.others, url.host_str()) {
            (Some(base), Some(host)) => {
                let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
                format!("{base}/{host}{}{query}", url.path())
            }
            _ => url.to_string(),
        }
    }
}

fn base(given: Option<String>) -> Option<String> {
    given.map(|url| url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty())
}

/// One finished check.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    pub outcome: Outcome,
    pub evidence: Evidence,
    /// To be stored with a settled outcome.
    pub etag: Option<ETag>,
    /// After a rate limit: when to try again.
    pub retry_at: Option<Millis>,
}

impl Checked {
    /// Settled without a request: the name says enough.
    fn unasked(verdict: Verdict, before: &Before, now: Millis) -> Self {
        let outcome = Outcome::settled(verdict, before);
        Self { outcome, evidence: Evidence { at: now, ..Evidence::default() }, etag: None, retry_at: None }
    }
}

/// Why a host cannot be asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    pub until: Millis,
    pub words: String,
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
    /// Between two questions about many repositories at once.
    pub batch_spacing: Duration,
    /// Between two questions to one of the other hosts; `None`: each host's own pace.
    pub host_spacing: Option<Duration>,
    /// Checks of one host under way at once; `None`: as many as suit each host.
    pub at_once: Option<usize>,
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
            batch_spacing: Duration::from_secs(2),
            host_spacing: None,
            at_once: None,
            reserve: 10,
            first_wait: Duration::from_secs(60),
        }
    }
}
