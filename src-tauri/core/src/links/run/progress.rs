//! How a run stands, told at most ten times a second.

use std::collections::VecDeque;
use std::time::Duration;

use crate::model::{CheckProgress, CheckState, Id, Millis, VerdictKind};

const EVERY: Millis = 100;
/// The pace is that of the last so many: it changes when a limit is near.
const PACE_OF: usize = 20;
const CHANGED_AT_MOST: usize = 1_000;

pub struct Progress<R> {
    now: CheckProgress,
    report: R,
    told_at: Option<Millis>,
    /// Something is not told yet.
    dirty: bool,
    /// When the latest checks ended, oldest first; the first is when counting began.
    ends: VecDeque<Millis>,
    /// What the last report says.
    last_words: Vec<String>,
}

/// Hosts named in the last report; a reader of more wants the list, not the message.
const NAMED_AT_MOST: usize = 3;

impl<R: Fn(CheckProgress)> Progress<R> {
    pub fn new(total: u32, now: Millis, report: R) -> Self {
        let start = CheckProgress {
            state: CheckState::Running,
            done: 0,
            total,
            counts: Vec::new(),
            eta_ms: None,
            waiting_until: None,
            message: String::new(),
            changed_papers: Vec::new(),
        };
        let mut progress = Self {
            now: start,
            report,
            told_at: None,
            dirty: true,
            ends: VecDeque::from([now]),
            last_words: Vec::new(),
        };
        progress.tick(now);
        progress
    }

    pub fn wait(&mut self, until: Millis, words: &str, now: Millis) {
        if self.now.waiting_until != Some(until) {
            self.now.state = CheckState::Waiting;
            self.now.waiting_until = Some(until);
            words.clone_into(&mut self.now.message);
            self.dirty = true;
        }
        self.tick(now);
    }

    pub fn go_on(&mut self, note: &str, now: Millis) {
        if self.now.waiting_until.take().is_some() {
            // The wait is no part of the pace.
            self.ends = VecDeque::from([now]);
            self.now.state = CheckState::Running;
            self.dirty = true;
        }
        if self.now.message != note {
            note.clone_into(&mut self.now.message);
            self.dirty = true;
        }
        self.tick(now);
    }

    pub fn done(&mut self, kind: VerdictKind, papers: Vec<Id>, now: Millis) {
        self.now.done += 1;
        self.now.total = self.now.total.max(self.now.done);
        match self.now.counts.iter_mut().find(|(counted, _)| *counted == kind) {
            Some((_, count)) => *count += 1,
            None => self.now.counts.push((kind, 1)),
        }
        self.ends.push_back(now);
        if self.ends.len() > PACE_OF + 1 {
            self.ends.pop_front();
        }
        self.changed(papers);
        self.tick(now);
    }

    pub fn changed(&mut self, papers: Vec<Id>) {
        for paper in papers {
            if !self.now.changed_papers.contains(&paper) {
                self.now.changed_papers.push(paper);
            }
        }
        self.dirty = true;
    }

    /// Something that the last report is to say.
    pub fn say_at_end(&mut self, words: String) {
        self.last_words.push(words);
    }

    /// Tells what is new, unless the last time is too short ago.
    pub fn tick(&mut self, now: Millis) {
        let crowded = self.now.changed_papers.len() >= CHANGED_AT_MOST;
        let early = self.told_at.is_some_and(|at| (0..EVERY).contains(&(now - at)));
        if self.dirty && (!early || crowded) {
            self.tell(now);
        }
    }

    /// Tells the end, after what is left of the tenth of a second.
    pub async fn end(mut self, state: CheckState, now: Millis) -> CheckProgress {
        let early = self.told_at.map_or(0, |at| (at + EVERY - now).clamp(0, EVERY));
        tokio::time::sleep(Duration::from_millis(early.unsigned_abs())).await;
        self.now.state = state;
        self.now.waiting_until = None;
        self.now.message = match state {
            CheckState::Cancelled => "Stopped. What was learned is kept.".into(),
            _ => self.closing_words(),
        };
        self.tell(now + early);
        self.now
    }

    fn closing_words(&self) -> String {
        let more = self.last_words.len().saturating_sub(NAMED_AT_MOST);
        let mut words = self.last_words.iter().take(NAMED_AT_MOST).cloned().collect::<Vec<_>>();
        if more > 0 {
            words.push(format!("The same goes for {more} more."));
        }
        match self.now.total - self.now.done {
            left if words.is_empty() || left == 0 => {}
            1 => words.push("One link is left for then.".into()),
            left => words.push(format!("{left} links are left for then.")),
        }
        words.join(" ")
    }

    fn tell(&mut self, now: Millis) {
        self.now.eta_ms = match self.now.state {
            CheckState::Running | CheckState::Waiting => self.eta(now),
            _ => None,
        };
        (self.report)(self.now.clone());
        self.now.changed_papers.clear();
        self.told_at = Some(now);
        self.dirty = false;
    }

    fn eta(&self, now: Millis) -> Option<i64> {
        let left = i64::from(self.now.total - self.now.done);
        let checks = i64::try_from(self.ends.len()).ok()? - 1;
        let waiting = self.now.waiting_until.map_or(0, |until| (until - now).max(0));
        let (first, last) = (self.ends.front()?, self.ends.back()?);
        if checks < 3 {
            return None;
        }
        Some(waiting + left * (last - first) / checks)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn ten_times_a_second() {
        let told = RefCell::new(Vec::new());
        let mut progress = Progress::new(1_000, 0, |now| told.borrow_mut().push(now));
        for ms in 1..=1_000 {
            progress.done(VerdictKind::Alive, vec![ms], ms);
        }
        assert!(told.borrow().len() <= 11, "{} reports in a second", told.borrow().len());
        let papers: usize = told.borrow().iter().map(|report| report.changed_papers.len()).sum();
        assert_eq!(papers, 1_000, "no changed paper is left out between two reports");
    }

    #[test]
    fn the_time_left() {
        let told = RefCell::new(Vec::new());
        let mut progress = Progress::new(100, 0, |now: CheckProgress| told.borrow_mut().push(now));
        for second in 1..=10 {
            progress.done(VerdictKind::Alive, vec![], second * 1_000);
        }
        assert_eq!(told.borrow().last().and_then(|report| report.eta_ms), Some(90_000), "90 left at one a second");
        assert_eq!(told.borrow()[1].eta_ms, None, "nothing is promised after one check");
    }
}
