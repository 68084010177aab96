//! GitHub: asks in as few requests as a sound verdict allows. What the answers mean is [`verdict`]'s business.
//!
//! With a token, and without one while the hour's 60 questions last, the REST API is asked; after that the web
//! page, by HEAD and slowly, which tells alive from missing and moved but gives no facts.

mod graphql;
mod history;
mod inside;
mod many;
mod paths;
mod tell;
pub(super) mod turns;

use std::sync::Mutex;

use reqwest::{Method, Url};
use tokio::time::Instant;

use self::turns::{Gatepost, State, Way};
use super::http::{Http, Question, Want};
use super::{Clock, Hosts, Limits};
use crate::error::Result;
use crate::links::verdict::{
    self, Answer, Before, ETag, Found, Observed, Outcome, Reading, Speaker, decide, entries, is_without_code, read,
    read_about, read_web,
};
use crate::model::{Evidence, Millis, VerdictKind};
use crate::secrets::Token;

pub use self::many::MOST;
pub use super::Checked;

/// What the API wants to hear with every question.
const API: &[(&str, &str)] = &[("accept", "application/vnd.github+json"), ("x-github-api-version", "2022-11-28")];

/// How one answer of the API is read.
pub(super) type Read = fn(&Answer) -> Reading;

/// A client for GitHub. Knows what is left of its limits.
pub struct GitHub {
    http: Http,
    hosts: Hosts,
    limits: Limits,
    clock: Clock,
    token: Option<Token>,
    state: Mutex<State>,
    /// When the next web page may be asked for; holding it is having the turn.
    turn: tokio::sync::Mutex<Option<Instant>>,
    /// The same for questions about many.
    many_turn: tokio::sync::Mutex<Option<Instant>>,
}

/// The requests of one check.
pub(super) struct Trail {
    pub evidence: Evidence,
    deadline: Instant,
    etag: Option<ETag>,
}

impl GitHub {
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(hosts: Hosts, token: Option<Token>, limits: Limits, clock: Clock) -> Result<Self> {
        let mut bases = vec![hosts.github_api.as_str(), hosts.github_web.as_str()];
        // Pages of gists are asked for with the same client.
        bases.extend(hosts.others.as_deref());
        Ok(Self {
            http: Http::new(&bases, &hosts.allowed, &limits)?,
            hosts,
            limits,
            clock,
            token,
            state: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            many_turn: tokio::sync::Mutex::default(),
        })
    }

    /// Looks for one repository. Every outcome is a value; nothing here fails.
    pub async fn check(&self, owner: &str, name: &str, before: &Before) -> Checked {
        let now = (self.clock)();
        let mut trail = self.trail(now);
        if let Some(verdict) = verdict::not_a_repository(owner, name) {
            return Checked::unasked(verdict, before, now);
        }
        let full_name = format!("{owner}/{name}");
        let mut observed = match self.way(now) {
            Way::Api => self.by_api(&full_name, before, &mut trail).await,
            Way::Web => self.by_web(&full_name, &mut trail).await,
            Way::Closed(pause) => {
                let wait = Some(pause.until - now);
                Observed { repository: Some(Reading::RateLimited { wait, primary: true }), ..Observed::default() }
            }
        };
        let hour_is_over = matches!(observed.repository, Some(Reading::RateLimited { primary: true, .. }));
        if hour_is_over && !observed.web_only && matches!(self.way((self.clock)()), Way::Web) {
            observed = self.by_web(&full_name, &mut trail).await;
        }
        if matches!(observed.repository, Some(Reading::Missing)) {
            self.ask_about_absence(owner, &full_name, before, now, &mut observed, &mut trail).await;
        }
        self.decided(&full_name, observed, before, now, trail)
    }

    /// What the answers amount to, with the tag to keep and when to try again.
    pub(super) fn decided(
        &self,
        name: &str,
        observed: Observed,
        before: &Before,
        now: Millis,
        trail: Trail,
    ) -> Checked {
        let outcome = decide(&Speaker::GITHUB, name, &observed, before, now);
        let limited = outcome.verdict.kind == VerdictKind::RateLimited;
        let retry_at = limited.then(|| self.pause().map_or((self.clock)(), |pause| pause.until));
        Checked {
            etag: kept_etag(&observed, &outcome, before, trail.etag),
            outcome,
            evidence: trail.evidence,
            retry_at,
        }
    }

    async fn by_api(&self, full_name: &str, before: &Before, trail: &mut Trail) -> Observed {
        let url = format!("{}/repos/{full_name}", self.hosts.github_api);
        let (first, token) = self.ask_api(url.clone(), before.etag.as_ref(), true, read, trail).await;
        let mut observed = Observed::default();
        match &first {
            Reading::Redirect(location) => {
                if let Some(target) = self.api_target(location) {
                    observed.target = Some(self.ask_api(target, None, token, read, trail).await.0);
                }
            }
            Reading::Found(found) if found.size == Some(0) && !found.disabled => {
                let commits = format!("{url}/commits?per_page=1");
                observed.commits = Some(self.ask_api(commits, None, token, read, trail).await.0);
            }
            // No language: no code, or one that GitHub does not know.
            Reading::Found(found) if !found.disabled && is_unknown_language(found) => {
                observed.root = Some(self.ask_root(&url, token, trail).await);
            }
            _ => {}
        }
        observed.repository = Some(first);
        observed
    }

    /// What stands at the root and, where that is no code, whether something was released beside it.
    async fn ask_root(&self, url: &str, token: bool, trail: &mut Trail) -> Reading {
        let root = self.ask_api(format!("{url}/git/trees/HEAD"), None, token, read_root, trail).await.0;
        match &root {
            Reading::Found(found) if found.without_code => {}
            _ => return root,
        }
        let release = self.ask_api(format!("{url}/releases/latest"), None, token, read_release, trail).await.0;
        if matches!(release, Reading::Found(_)) { release } else { root }
    }

    /// Asks the API; where the token is in the way, once more without it. Gives also whether the token was used.
    pub(super) async fn ask_api(
        &self,
        url: String,
        etag: Option<&ETag>,
        token: bool,
        read: Read,
        trail: &mut Trail,
    ) -> (Reading, bool) {
        let token = if token && self.has_token() { self.token.as_ref() } else { None };
        let reading = self.ask_api_as(&url, token, etag, read, trail).await;
        match reading {
            Reading::BadToken if token.is_some() => self.refuse_token(),
            Reading::TokenPolicy(_) if token.is_some() => {}
            other => return (other, token.is_some()),
        }
        let again = match self.ask_api_as(&url, None, etag, read, trail).await {
            // Without a token there is nothing to be refused: whatever this is, it is not about a token.
            Reading::BadToken => Reading::Odd("GitHub asks for a token.".into()),
            Reading::TokenPolicy(words) => Reading::Refused(words),
            other => other,
        };
        (again, false)
    }

    async fn ask_api_as(
        &self,
        url: &str,
        token: Option<&Token>,
        etag: Option<&ETag>,
        read: Read,
        trail: &mut Trail,
    ) -> Reading {
        let holder = self.holder(token);
        let etag = etag.filter(|etag| etag.holder == holder);
        let question = Question {
            method: Method::GET,
            url: url.to_owned(),
            headers: API,
            token,
            key: None,
            etag: etag.map(|etag| etag.value.as_str()),
            body: None,
            want: Want::Json,
            deadline: trail.deadline,
        };
        let answer = self.http.ask(question, &mut trail.evidence).await;
        let reading = match read(&answer) {
            Reading::NotModified if etag.is_none() => {
                Reading::Odd("GitHub says unchanged, but was not asked that.".into())
            }
            reading => reading,
        };
        let post = if token.is_some() { Gatepost::Token } else { Gatepost::Anonymous };
        self.take_in(post, &answer, &reading);
        if let (Answer::Response(response), Reading::Found(_)) = (&answer, &reading) {
            trail.etag = response.etag.clone().map(|value| ETag { value, holder });
        }
        reading
    }

    async fn by_web(&self, full_name: &str, trail: &mut Trail) -> Observed {
        let first = self.ask_web(format!("{}/{full_name}", self.hosts.github_web), trail).await;
        let target = match &first {
            Reading::Redirect(location) => match self.web_target(location) {
                Some((url, name)) => Some(match self.ask_web(url.clone(), trail).await {
                    Reading::Found(_) => Reading::Found(Box::new(Found { full_name: name, url, ..Found::default() })),
                    other => other,
                }),
                None => None,
            },
            _ => None,
        };
        Observed { repository: Some(first), target, web_only: true, ..Observed::default() }
    }

    pub(super) async fn ask_web(&self, url: String, trail: &mut Trail) -> Reading {
        let waited = self.wait_for_turn().await;
        trail.deadline += waited;
        let (method, deadline) = (Method::HEAD, trail.deadline);
        let question = Question {
            method,
            url,
            headers: &[],
            token: None,
            key: None,
            etag: None,
            body: None,
            want: Want::Text(0),
            deadline,
        };
        let answer = self.http.ask(question, &mut trail.evidence).await;
        let reading = read_web(&answer);
        self.take_in(Gatepost::Web, &answer, &reading);
        reading
    }

    /// Nothing is there: is its owner? And, when it is time to believe it, does the web page say the same?
    async fn ask_about_absence(
        &self,
        owner: &str,
        full_name: &str,
        before: &Before,
        now: Millis,
        observed: &mut Observed,
        trail: &mut Trail,
    ) {
        if !observed.web_only && before.is_time_to_confirm(now) && self.open(Gatepost::Web) {
            observed.page = Some(self.ask_web(format!("{}/{full_name}", self.hosts.github_web), trail).await);
        }
        let api_open = match self.has_token() {
            true => self.open(Gatepost::Token),
            false => self.open(Gatepost::Anonymous),
        };
        if !observed.web_only && api_open {
            let url = format!("{}/users/{owner}", self.hosts.github_api);
            let reading = self.ask_api(url, None, true, read, trail).await.0;
            observed.owner = Some(reading);
        } else if observed.web_only && self.open(Gatepost::Web) {
            observed.owner = Some(self.ask_web(format!("{}/{owner}", self.hosts.github_web), trail).await);
        }
    }

    pub(super) fn now(&self) -> Millis {
        (self.clock)()
    }

    /// An address of the API.
    pub(super) fn api(&self, path: &str) -> String {
        format!("{}{path}", self.hosts.github_api)
    }

    /// The address of a page beside github.com, as it is reached from here.
    pub(super) fn reached(&self, url: &Url) -> String {
        self.hosts.reached(url)
    }

    fn holder(&self, token: Option<&Token>) -> String {
        token.map_or_else(|| ETag::ANONYMOUS.to_owned(), Token::fingerprint)
    }

    pub(super) fn trail(&self, now: Millis) -> Trail {
        Trail {
            evidence: Evidence { at: now, ..Evidence::default() },
            deadline: Instant::now() + self.limits.total,
            etag: None,
        }
    }

    /// The address of a redirect of the API, when it is one of a repository on the same host. Nothing else is
    /// followed: the token goes along.
    fn api_target(&self, location: &str) -> Option<String> {
        let (url, path) = inside(&self.hosts.github_api, location)?;
        let sound = match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["repositories", id] => !id.is_empty() && id.len() < 20 && id.bytes().all(|byte| byte.is_ascii_digit()),
            ["repos", owner, name] => verdict::not_a_repository(owner, name).is_none(),
            _ => false,
        };
        sound.then_some(url)
    }

    fn web_target(&self, location: &str) -> Option<(String, String)> {
        let (url, path) = inside(&self.hosts.github_web, location)?;
        match path.as_slice() {
            [owner, name] if verdict::not_a_repository(owner, name).is_none() => Some((url, format!("{owner}/{name}"))),
            _ => None,
        }
    }
}

fn is_unknown_language(found: &Found) -> bool {
    found.facts.as_ref().is_some_and(|facts| facts.language.is_none() && !facts.archived)
}

fn read_root(answer: &Answer) -> Reading {
    read_about(answer, |body| {
        let whole = !body.get("truncated")?.as_bool()?;
        let without_code = whole && is_without_code(&entries(body.get("tree")?)?);
        Some(Found { without_code, ..Found::default() })
    })
}

fn read_release(answer: &Answer) -> Reading {
    read_about(answer, |body| body.get("tag_name")?.as_str().map(|_| Found::default()))
}

/// The absolute address and the path below `base` of a redirect that stays on `base`; its query is dropped.
fn inside(base: &str, location: &str) -> Option<(String, Vec<String>)> {
    let base = Url::parse(&format!("{base}/")).ok()?;
    let mut url = base.join(location).ok()?;
    if url.origin() != base.origin() {
        return None;
    }
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().strip_prefix(base.path())?.split('/').map(str::to_owned).collect();
    Some((url.to_string(), path))
}

/// The tag to store: the one that came with these facts, or the old one while the facts it came with still stand.
fn kept_etag(observed: &Observed, outcome: &Outcome, before: &Before, new: Option<ETag>) -> Option<ETag> {
    match &observed.repository {
        _ if !outcome.settled => before.etag.clone(),
        Some(Reading::NotModified) => before.etag.clone(),
        Some(Reading::Found(_)) if observed.web_only && outcome.verdict.kind == before.verdict.kind => {
            before.etag.clone()
        }
        Some(Reading::Found(_)) if !observed.web_only && outcome.verdict.kind != VerdictKind::Moved => new,
        _ => None,
    }
}
