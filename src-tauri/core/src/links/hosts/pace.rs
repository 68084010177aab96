//! How fast a host may be asked: what is left of an hour's questions, and pauses it asked for. Pure.

use crate::links::verdict::Reading;
use crate::model::Millis;

/// No host gets to stop Postil for longer than this with one answer.
const LONGEST_WAIT: Millis = 24 * 3_600_000;
const SHORTEST_WAIT: Millis = 1_000;

/// One counter of one host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gate {
    remaining: Option<u32>,
    reset_at: Millis,
    until: Millis,
    /// Limits in a row that did not say how long to wait.
    streak: u32,
    /// The pause is for an hour's questions used up, rather than for haste.
    primary: bool,
}

impl Gate {
    /// Takes in the counters of an answer that was not a limit.
    pub fn answered(&mut self, remaining: Option<u32>, reset_in: Option<Millis>, now: Millis) {
        self.streak = 0;
        if let (Some(remaining), Some(reset_in)) = (remaining, reset_in) {
            self.remaining = Some(remaining);
            self.reset_at = now + reset_in;
        }
    }

    /// Takes in a limit; gives when to go on. `first_wait` in milliseconds is for a host that did not say.
    pub fn limited(&mut self, reading: &Reading, first_wait: Millis, now: Millis) -> Millis {
        let Reading::RateLimited { wait, primary } = reading else {
            return self.until;
        };
        let wait = wait.unwrap_or_else(|| {
            let doubled = first_wait.saturating_mul(1 << self.streak.min(10));
            self.streak += 1;
            doubled
        });
        self.primary = *primary;
        self.pause(now + wait.clamp(SHORTEST_WAIT, LONGEST_WAIT));
        self.until
    }

    pub fn pause(&mut self, until: Millis) {
        self.until = self.until.max(until);
    }

    pub fn until(&self) -> Millis {
        self.until
    }

    pub fn primary(&self) -> bool {
        self.primary
    }

    /// From when on it may be asked, leaving `reserve` questions. Not later than `now` when it may be asked at once.
    pub fn ready_at(&self, reserve: u32, now: Millis) -> Millis {
        let used_up = self.remaining.is_some_and(|remaining| remaining <= reserve) && self.reset_at > now;
        if used_up { self.until.max(self.reset_at) } else { self.until }
    }

    /// Whether questions are left beside the reserve, as far as is known.
    pub fn spare(&self, reserve: u32, now: Millis) -> bool {
        self.ready_at(reserve, now) <= now
    }
}

/// A spread of a quarter to either side.
pub fn jitter() -> f64 {
    let random = getrandom::u32().unwrap_or(u32::MAX / 2);
    0.75 + 0.5 * f64::from(random) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_until_an_answer_comes() {
        let mut gate = Gate::default();
        let silent = Reading::RateLimited { wait: None, primary: false };
        assert_eq!(gate.limited(&silent, 60_000, 0), 60_000, "a limit that says nothing waits at least a minute");
        assert_eq!(gate.limited(&silent, 60_000, 60_000), 180_000, "the second wait is twice as long");
        gate.answered(None, None, 180_000);
        assert_eq!(gate.limited(&silent, 60_000, 200_000), 260_000, "an answer in between starts over");
    }

    #[test]
    fn a_hostile_wait_is_bounded() {
        let mut gate = Gate::default();
        let forever = Reading::RateLimited { wait: Some(Millis::MAX / 4), primary: false };
        assert_eq!(gate.limited(&forever, 60_000, 5), 5 + LONGEST_WAIT, "one answer cannot stop Postil for ever");
    }

    #[test]
    fn the_reserve_is_kept_until_the_hour_is_over() {
        let mut gate = Gate::default();
        gate.answered(Some(10), Some(1_000), 0);
        assert!(!gate.spare(10, 0), "ten left of sixty are the reader's");
        assert!(gate.spare(9, 0), "one above the reserve may be used");
        assert!(gate.spare(10, 1_000), "after the reset the old count means nothing");
    }
}
