//! The turn of one host: pauses it asked for, and the time between two questions.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Pause;
use super::pace::{Gate, jitter};
use crate::links::verdict::{Answer, Reading};
use crate::model::Millis;

pub struct Lane {
    /// The host's name; pauses are kept under it.
    pub name: String,
    gate: Mutex<Gate>,
    /// When the next question may be asked; holding it is having the turn.
    turn: tokio::sync::Mutex<Option<Instant>>,
}

impl Lane {
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), gate: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// Why it cannot be asked now, if so.
    pub fn pause(&self, now: Millis) -> Option<Pause> {
        let until = self.gate().ready_at(0, now);
        (until > now).then(|| Pause { until, words: format!("{} asks to wait.", self.name) })
    }

    /// Until when it is not to be asked, to be kept over a restart.
    pub fn until(&self, now: Millis) -> Option<Millis> {
        Some(self.gate().until()).filter(|until| *until > now)
    }

    pub fn resume(&self, until: Millis) {
        self.gate().pause(until);
    }

    /// Takes in what an answer says about the pace.
    pub fn take_in(&self, answer: &Answer, reading: &Reading, first_wait: Duration, now: Millis) {
        let first_wait = Millis::try_from(first_wait.as_millis()).unwrap_or(60_000);
        match (reading, answer) {
            (Reading::RateLimited { .. }, _) => {
                self.gate().limited(reading, first_wait, now);
            }
            (_, Answer::Response(response)) => {
                self.gate().answered(response.remaining, response.reset_in, now);
            }
            _ => {}
        }
    }

    /// Waits until it may be asked, `spacing` after the last time; gives how long that took.
    pub async fn wait_for_turn(&self, spacing: Duration) -> Duration {
        let start = Instant::now();
        let mut turn = self.turn.lock().await;
        reached(*turn).await;
        *turn = Some(Instant::now() + spacing.mul_f64(jitter()));
        start.elapsed()
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        // Counters stay sound whatever happened to a thread that held them.
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a moment, if there is one to wait for. The timer counts in whole milliseconds: it would let even a moment
/// that is past cost one.
pub async fn reached(moment: Option<Instant>) {
    if let Some(moment) = moment
        && moment > Instant::now()
    {
        tokio::time::sleep_until(moment).await;
    }
}
