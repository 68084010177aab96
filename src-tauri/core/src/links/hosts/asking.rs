//! The requests of one check of a host beside GitHub: in turn, within one time for all of them, kept as evidence.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, Url};
use serde_json::Value;
use tokio::time::Instant;

use super::guard;
use super::http::{Http, Question, TOO_LATE, Want};
use super::lane::Lane;
use super::{Clock, Hosts, Limits};
use crate::links::verdict::{Answer, Dialect, Reading, read_as};
use crate::model::Evidence;
use crate::secrets::Key;

const JSON: &[(&str, &str)] = &[("accept", "application/json")];
const PAGE: &[(&str, &str)] = &[("accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")];

pub struct Asking<'a> {
    pub http: &'a Http,
    pub hosts: &'a Hosts,
    pub limits: &'a Limits,
    pub clock: Clock,
    pub lane: Arc<Lane>,
    pub spacing: Duration,
    pub evidence: Evidence,
    pub deadline: Instant,
}

impl Asking<'_> {
    /// Asks an API for JSON and reads the answer in the host's dialect.
    pub async fn json(&mut self, name: &str, dialect: &Dialect, url: &Url) -> Reading {
        let answer = self.get_json(url).await;
        let reading = read_as(name, dialect, &answer);
        self.take_in(&answer, &reading);
        reading
    }

    /// The same, left to the asker to read.
    pub async fn get_json(&mut self, url: &Url) -> Answer {
        self.ask(Method::GET, url, JSON, Want::Json).await
    }

    /// The same with the reader's key for the service, in a header, and with a question of many parts where there is one.
    pub async fn json_for(&mut self, url: &Url, key: Option<(&'static str, &Key)>, body: Option<Value>) -> Answer {
        let method = if body.is_some() { Method::POST } else { Method::GET };
        self.ask_with(method, url, JSON, Want::Json, key, body).await
    }

    /// Asks an API to do something; the address says what.
    pub async fn post(&mut self, url: &Url) -> Answer {
        self.ask(Method::POST, url, JSON, Want::Json).await
    }

    /// Asks for a page, or anything that is no JSON; `most` bytes of it matter.
    pub async fn text(&mut self, url: &Url, most: usize) -> Answer {
        self.ask(Method::GET, url, PAGE, Want::Text(most)).await
    }

    /// Tells the lane what an answer says about the pace.
    pub fn take_in(&self, answer: &Answer, reading: &Reading) {
        self.lane.take_in(answer, reading, self.limits.first_wait, (self.clock)());
    }

    /// Why a service told nothing, in words, for answers that mean the same everywhere; its lane learns of limits.
    pub fn trouble(&self, name: &str, answer: &Answer) -> Option<String> {
        let words = match answer {
            Answer::Response(response) if response.status == 429 => {
                let wait = response.retry_after.or(response.reset_in);
                self.take_in(answer, &Reading::RateLimited { wait, primary: false });
                format!("{name} asks to wait.")
            }
            Answer::Response(response) if response.status >= 500 => {
                format!("{name} has trouble now ({}).", response.status)
            }
            Answer::Response(_) => return None,
            Answer::NoConnection(_) => format!("{name} could not be reached."),
            Answer::NoAnswer(words) if words == TOO_LATE => format!("{name} did not answer in time."),
            Answer::NoAnswer(words) => format!("{name}: {}.", words.trim_end_matches('.')),
            Answer::NotAsked(words) => words.clone(),
        };
        Some(words)
    }

    async fn ask(
        &mut self,
        method: Method,
        url: &Url,
        headers: &'static [(&'static str, &'static str)],
        want: Want,
    ) -> Answer {
        self.ask_with(method, url, headers, want, None, None).await
    }

    async fn ask_with(
        &mut self,
        method: Method,
        url: &Url,
        headers: &'static [(&'static str, &'static str)],
        want: Want,
        key: Option<(&'static str, &Key)>,
        body: Option<Value>,
    ) -> Answer {
        // The address itself is looked at before it is mapped to a stand-in, so that tests see the real decision.
        if let Some(words) = guard::refuses(url, &self.hosts.allowed) {
            self.evidence.message = Some(words.clone());
            return Answer::NotAsked(words);
        }
        self.deadline += self.lane.wait_for_turn(self.spacing).await;
        let question = Question {
            method,
            url: self.hosts.reached(url),
            headers,
            token: None,
            key,
            etag: None,
            body,
            want,
            deadline: self.deadline,
        };
        self.http.ask(question, &mut self.evidence).await
    }
}
