//! Many repositories with one question, for runs with a token.

use reqwest::Method;
use tokio::time::Instant;

use super::graphql::{self, Batch};
use super::turns::Gatepost;
use super::{API, Checked, GitHub};
use crate::links::hosts::http::{Question, Want};
use crate::links::hosts::lane::reached;
use crate::links::verdict::{Answer, Before, Found, Observed, Outcome, Reading, Speaker, decide, not_a_repository};
use crate::model::{Evidence, VerdictKind};

pub use super::graphql::MOST;

impl GitHub {
    /// Whether many may be asked about at once: with a token, while its budget lasts.
    pub fn takes_many(&self) -> bool {
        self.has_token() && self.open(Gatepost::Many)
    }

    /// Looks for up to [`MOST`] repositories at once, each an owner, a name, and what was known before. `None` where
    /// that one has to be asked for alone: it is not there, or the question failed.
    pub async fn check_many(&self, wanted: &[(&str, &str, &Before)]) -> Vec<Option<Checked>> {
        let mut found = vec![None; wanted.len()];
        let places: Vec<usize> =
            (0..wanted.len()).filter(|place| not_a_repository(wanted[*place].0, wanted[*place].1).is_none()).collect();
        let mut parts: Vec<&[usize]> = places.chunks(MOST).collect();
        while let Some(part) = parts.pop() {
            if part.is_empty() || !self.takes_many() {
                continue;
            }
            let mut evidence = Evidence { at: self.now(), ..Evidence::default() };
            let names: Vec<(&str, &str)> = part.iter().map(|place| (wanted[*place].0, wanted[*place].1)).collect();
            match self.ask_many(&names, &mut evidence).await {
                Batch::Read(items) => {
                    for (place, item) in part.iter().zip(items) {
                        let (owner, name, before) = wanted[*place];
                        found[*place] = item.map(|item| {
                            let outcome = self.decide_one(&format!("{owner}/{name}"), item, before);
                            // The tag came with facts of the REST API; while those are unchanged so are these.
                            let moved = outcome.verdict.kind == VerdictKind::Moved;
                            let etag = before.etag.clone().filter(|_| !moved);
                            Checked { outcome, evidence: evidence.clone(), etag, retry_at: None }
                        });
                    }
                }
                Batch::Smaller if part.len() > 1 => {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
                Batch::Smaller | Batch::Failed(_) => {}
            }
        }
        found
    }

    fn decide_one(&self, full_name: &str, item: Found, before: &Before) -> Outcome {
        let observed = Observed { repository: Some(Reading::Found(Box::new(item))), ..Observed::default() };
        decide(&Speaker::GITHUB, full_name, &observed, before, self.now())
    }

    async fn ask_many(&self, names: &[(&str, &str)], evidence: &mut Evidence) -> Batch {
        let mut turn = self.many_turn.lock().await;
        reached(*turn).await;
        let question = Question {
            method: Method::POST,
            url: self.api("/graphql"),
            headers: API,
            token: self.token.as_ref(),
            key: None,
            etag: None,
            body: Some(graphql::question(names)),
            want: Want::Json,
            deadline: Instant::now() + self.limits.total,
        };
        let answer = self.http.ask(question, evidence).await;
        *turn = Some(Instant::now() + self.limits.batch_spacing);
        drop(turn);
        let batch = graphql::read(&answer, names.len());
        match &batch {
            Batch::Failed(Reading::BadToken) => self.refuse_token(),
            Batch::Failed(reading) => self.take_in(Gatepost::Many, &answer, reading),
            _ => self.take_in(Gatepost::Many, &answer, &Reading::NotModified),
        }
        if matches!(&answer, Answer::Response(response) if response.status == 200) {
            evidence.message = Some(format!("Asked about {} repositories at once.", names.len()));
        }
        batch
    }
}
