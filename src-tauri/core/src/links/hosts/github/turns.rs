//! Whose turn it is: which way GitHub may be asked now, and from when on.

use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::GitHub;
use crate::links::hosts::Pause;
use crate::links::hosts::lane::reached;
use crate::links::hosts::pace::{Gate, jitter};
use crate::links::verdict::{Answer, Reading};
use crate::model::Millis;

#[derive(Default)]
pub(super) struct State {
    /// The API with the token, the API without, the web pages, questions about many.
    gates: [Gate; 4],
    token_refused: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::links::hosts) enum Gatepost {
    Token = 0,
    Anonymous = 1,
    Web = 2,
    /// GraphQL has a budget of its own.
    Many = 3,
}

const POSTS: [Gatepost; 4] = [Gatepost::Token, Gatepost::Anonymous, Gatepost::Web, Gatepost::Many];

/// How to ask.
pub(in crate::links::hosts) enum Way {
    Api,
    Web,
    Closed(Pause),
}

impl GitHub {
    /// Why nothing can be asked right now, if so.
    pub fn pause(&self) -> Option<Pause> {
        match self.way((self.clock)()) {
            Way::Closed(pause) => Some(pause),
            _ => None,
        }
    }

    /// Whether a token is in use; `false` also after GitHub refused it.
    pub fn has_token(&self) -> bool {
        self.token.is_some() && !self.state().token_refused
    }

    /// From now on the token stays at home.
    pub(super) fn refuse_token(&self) {
        self.state().token_refused = true;
    }

    pub fn token_refused(&self) -> bool {
        self.state().token_refused
    }

    /// Whether repositories are, for now, looked up by their pages.
    pub fn by_pages(&self) -> bool {
        matches!(self.way((self.clock)()), Way::Web)
    }

    /// Pauses in force, to be kept over a restart: a name for each, and until when.
    pub fn pauses(&self) -> Vec<(String, Millis)> {
        let now = (self.clock)();
        let state = self.state();
        POSTS
            .into_iter()
            .map(|post| (post, state.gates[post as usize].until()))
            .filter(|(_, until)| *until > now)
            .map(|(post, until)| (self.pause_name(post), until))
            .collect()
    }

    /// Takes up a pause kept from before. One for another token is none of ours.
    pub fn resume_pause(&self, name: &str, until: Millis) {
        for post in POSTS {
            if self.pause_name(post) == name {
                self.state().gates[post as usize].pause(until);
            }
        }
    }

    fn pause_name(&self, post: Gatepost) -> String {
        match post {
            Gatepost::Token => format!("api.github.com {}", self.holder(self.token.as_ref())),
            Gatepost::Anonymous => "api.github.com".into(),
            Gatepost::Web => "github.com".into(),
            Gatepost::Many => format!("api.github.com/graphql {}", self.holder(self.token.as_ref())),
        }
    }

    pub(in crate::links::hosts) fn way(&self, now: Millis) -> Way {
        let state = self.state();
        let [token, anonymous, web, _] = &state.gates;
        if self.token.is_some() && !state.token_refused {
            let ready = token.ready_at(0, now);
            let words = if token.primary() || token.until() < ready {
                "This hour's questions to GitHub are used up."
            } else {
                "GitHub asks to go more slowly."
            };
            return if ready <= now { Way::Api } else { Way::Closed(Pause { until: ready, words: words.into() }) };
        }
        let (api_ready, web_ready) = (anonymous.ready_at(self.limits.reserve, now), web.until());
        if api_ready <= now {
            Way::Api
        } else if web_ready <= now {
            Way::Web
        } else {
            let words = if anonymous.primary() {
                "GitHub allows 60 questions an hour without a token."
            } else {
                "GitHub asks to go more slowly. With a token it answers faster."
            };
            Way::Closed(Pause { until: api_ready.min(web_ready), words: words.into() })
        }
    }

    pub(in crate::links::hosts) fn open(&self, post: Gatepost) -> bool {
        let now = (self.clock)();
        let reserve = if post == Gatepost::Anonymous { self.limits.reserve } else { 0 };
        self.state().gates[post as usize].spare(reserve, now)
    }

    pub(in crate::links::hosts) fn take_in(&self, post: Gatepost, answer: &Answer, reading: &Reading) {
        let now = (self.clock)();
        let first_wait = Millis::try_from(self.limits.first_wait.as_millis()).unwrap_or(60_000);
        let mut state = self.state();
        match (reading, answer) {
            (Reading::RateLimited { primary, .. }, _) => {
                let until = state.gates[post as usize].limited(reading, first_wait, now);
                // Told to slow down, going on next door at once would be rude.
                match post {
                    Gatepost::Anonymous if !primary => state.gates[Gatepost::Web as usize].pause(until),
                    Gatepost::Many if !primary => state.gates[Gatepost::Token as usize].pause(until),
                    _ => {}
                }
            }
            (_, Answer::Response(response)) => {
                state.gates[post as usize].answered(response.remaining, response.reset_in, now);
            }
            _ => {}
        }
    }

    /// Pages one at a time and well apart. Gives how long that took.
    pub(super) async fn wait_for_turn(&self) -> Duration {
        let start = Instant::now();
        let mut turn = self.turn.lock().await;
        reached(*turn).await;
        *turn = Some(Instant::now() + self.limits.web_spacing.mul_f64(jitter()));
        start.elapsed()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        // Counters stay sound whatever happened to a thread that held them.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
