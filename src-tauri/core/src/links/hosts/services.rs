//! The one door to all hosts: who is asked for what, and whose turn it is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Url;
use tokio::time::Instant;

use super::anonymous4open::Anonymous4open;
use super::asking::Asking;
use super::bitbucket::Bitbucket;
use super::forgejo::Forgejo;
use super::github::{GitHub, MOST};
use super::gitlab::GitLab;
use super::host::{Host, Place, address};
use super::http::Http;
use super::huggingface::HuggingFace;
use super::lane::Lane;
use super::page::Page;
use super::sourcehut::SourceHut;
use super::zenodo::Zenodo;
use super::{Checked, Clock, Hosts, Limits, Pause};
use crate::error::Result;
use crate::links::verdict::{self, Before, Observed, Reading, decide};
use crate::model::{Evidence, HostKind, Millis, VerdictKind};
use crate::secrets::Token;

/// The lane of GitHub's repositories, gists, and pages: one budget of questions.
pub const GITHUB: &str = "GitHub";
/// At once to one host other than GitHub: one slow answer does not hold up the next question.
const AT_ONCE: usize = 2;
/// Repositories asked about at once with a token. Without one it is one: 60 questions go quickly enough.
const GITHUB_AT_ONCE: usize = 4;

/// All hosts, with what is known of their limits.
pub struct Services {
    github: GitHub,
    http: Http,
    hosts: Hosts,
    limits: Limits,
    pub(super) clock: Clock,
    lanes: Mutex<HashMap<String, Arc<Lane>>>,
}

/// Which lane a repository of this kind at this host waits in. Lanes share nothing: a pause of one holds up no other.
pub fn lane_of(kind: HostKind, host: &str) -> String {
    match kind {
        HostKind::Github | HostKind::Pages | HostKind::Gist => GITHUB.to_owned(),
        _ => host.to_ascii_lowercase(),
    }
}

impl Services {
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn new(hosts: Hosts, token: Option<Token>, limits: Limits, clock: Clock) -> Result<Self> {
        let base: Vec<&str> = hosts.others.as_deref().into_iter().collect();
        Ok(Self {
            http: Http::new(&base, &hosts.allowed, &limits)?,
            github: GitHub::new(hosts.clone(), token, limits, clock)?,
            hosts,
            limits,
            clock,
            lanes: Mutex::default(),
        })
    }

    pub fn github(&self) -> &GitHub {
        &self.github
    }

    /// Looks for one repository. Every outcome is a value; nothing here fails.
    ///
    /// For a github.io page this asks for the page; its repositories are GitHub's.
    pub async fn check(&self, kind: HostKind, place: &Place<'_>, before: &Before) -> Checked {
        match kind {
            HostKind::Github => self.github.check(place.owner, place.name, before).await,
            HostKind::Gist => self.github.check_gist(place, before).await,
            HostKind::Gitlab => self.look(&GitLab, place, place.host, before).await,
            HostKind::Bitbucket => self.look(&Bitbucket, place, place.host, before).await,
            HostKind::Forgejo => self.look(&Forgejo, place, place.host, before).await,
            HostKind::Huggingface => self.look(&HuggingFace, place, place.host, before).await,
            HostKind::Anonymous4open => self.look(&Anonymous4open, place, place.host, before).await,
            HostKind::Zenodo => self.look(&Zenodo, place, place.host, before).await,
            HostKind::Sourcehut => self.look(&SourceHut, place, place.host, before).await,
            HostKind::Page => match address(place.host, &format!("/{}", place.name)) {
                Some(url) => self.check_page_either_way(url, before).await,
                None => Checked::unasked(verdict::not_a_name(place.host), before, (self.clock)()),
            },
            HostKind::Pages => {
                let path = if place.name.eq_ignore_ascii_case(place.host) { "" } else { place.name };
                let slash = if path.is_empty() { "" } else { "/" };
                match address(place.host, &format!("/{path}{slash}")).filter(|_| path.is_empty() || place.is_plain()) {
                    // All of them come from the same servers.
                    Some(url) => self.look(&Page { url: &url }, place, "github.io", before).await,
                    None => Checked::unasked(verdict::not_a_name(place.host), before, (self.clock)()),
                }
            }
        }
    }

    /// Looks for a page without knowing how it is served: securely, or where nobody answers that, as it was once usual.
    async fn check_page_either_way(&self, mut url: Url, before: &Before) -> Checked {
        let secure = self.check_page(&url, before).await;
        if secure.outcome.verdict.kind != VerdictKind::Offline || url.set_scheme("http").is_err() {
            return secure;
        }
        let mut plain = self.check_page(&url, before).await;
        if !plain.outcome.settled {
            return secure;
        }
        plain.evidence.requests.splice(0..0, secure.evidence.requests);
        plain.evidence.statuses.splice(0..0, secure.evidence.statuses);
        plain
    }

    /// Looks whether a page of the web is there.
    pub async fn check_page(&self, url: &Url, before: &Before) -> Checked {
        let host = url.host_str().unwrap_or_default();
        let place = Place { host, owner: "", name: url.path().trim_matches('/') };
        self.look(&Page { url }, &place, host, before).await
    }

    /// Why nothing of a lane can be asked right now, if so.
    pub fn pause(&self, lane: &str) -> Option<Pause> {
        if lane == GITHUB {
            return self.github.pause();
        }
        let lane = self.lanes().get(lane).cloned()?;
        lane.pause((self.clock)())
    }

    /// How many checks of a lane may be under way at once.
    pub fn at_once(&self, lane: &str) -> usize {
        match (self.limits.at_once, lane) {
            (Some(most), _) => most,
            (None, GITHUB) if self.github.has_token() => GITHUB_AT_ONCE,
            (None, GITHUB) => 1,
            (None, _) => AT_ONCE,
        }
    }

    /// How many of a lane one question may be about.
    pub fn at_a_time(&self, lane: &str) -> usize {
        if lane == GITHUB && self.github.takes_many() { MOST } else { 1 }
    }

    /// Pauses in force, to be kept over a restart: a name for each, and until when.
    pub fn pauses(&self) -> Vec<(String, Millis)> {
        let now = (self.clock)();
        let mut pauses = self.github.pauses();
        pauses.extend(self.lanes().values().filter_map(|lane| Some((lane.name.clone(), lane.until(now)?))));
        pauses
    }

    /// Takes up a pause kept from before.
    pub fn resume_pause(&self, name: &str, until: Millis) {
        self.github.resume_pause(name, until);
        // GitHub's own names are no lanes: one is the token's, the others its addresses.
        let own = name
            .split(' ')
            .next()
            .is_some_and(|host| matches!(host, "api.github.com" | "api.github.com/graphql" | "github.com"));
        if !own && until > (self.clock)() {
            self.lane(name).resume(until);
        }
    }

    async fn look<H: Host>(&self, host: &H, place: &Place<'_>, lane: &str, before: &Before) -> Checked {
        let now = (self.clock)();
        let speaker = host.speaker(place);
        let lane = self.lane(&lane.to_ascii_lowercase());
        let mut asking = self.asking(lane.clone(), H::SPACING);
        let observed = match lane.pause(now) {
            Some(pause) => {
                let wait = Some(pause.until - now);
                Observed { repository: Some(Reading::RateLimited { wait, primary: false }), ..Observed::default() }
            }
            None => match host.observe(place, &mut asking).await {
                Some(observed) => observed,
                None => return Checked::unasked(verdict::not_a_name(speaker.name), before, now),
            },
        };
        let outcome = decide(&speaker, &place.full_name(), &observed, before, now);
        let limited = outcome.verdict.kind == VerdictKind::RateLimited;
        let retry_at = limited.then(|| lane.until((self.clock)()).unwrap_or((self.clock)()));
        Checked { outcome, evidence: asking.evidence, etag: None, retry_at }
    }

    /// The requests of one check, in the turn of a lane; `spacing` is the host's own.
    pub(crate) fn asking(&self, lane: Arc<Lane>, spacing: Duration) -> Asking<'_> {
        Asking {
            http: &self.http,
            hosts: &self.hosts,
            limits: &self.limits,
            clock: self.clock,
            lane,
            spacing: self.limits.host_spacing.unwrap_or(spacing),
            evidence: Evidence { at: (self.clock)(), ..Evidence::default() },
            deadline: Instant::now() + self.limits.total,
        }
    }

    pub(crate) fn lane(&self, name: &str) -> Arc<Lane> {
        self.lanes().entry(name.to_owned()).or_insert_with(|| Arc::new(Lane::new(name))).clone()
    }

    fn lanes(&self) -> MutexGuard<'_, HashMap<String, Arc<Lane>>> {
        // A map stays sound whatever happened to a thread that held it.
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
