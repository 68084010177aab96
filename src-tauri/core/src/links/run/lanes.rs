//! The queue of a run, parted by host, so that a host that is slow or paused holds up no other.
//!
//! Only a few targets of each lane are held at a time; of the rest a lane remembers where in the store they begin.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::{CheckStore, Target, on_disk};
use crate::error::Result;
use crate::links::hosts::{Pause, Services, lane_of};
use crate::model::HostKind;

/// Targets read from the store at a time, and held of one lane: many for what one question may be about, because the
/// store looks through the whole queue for each batch.
const BATCH: usize = 500;
/// Targets held over all lanes.
const HELD: usize = 4_096;

/// A target on its way.
#[derive(Clone)]
pub struct Held {
    pub target: Target,
    /// How often it was limited.
    pub limits: u8,
    /// Asked about with others it was not found, or could not be.
    pub alone: bool,
}

/// What to do next.
pub enum Turn {
    /// These: one, or many that one question will do for.
    Go { lane: String, held: Vec<Held> },
    /// Nothing now: some lane waits for its host, until then; `None` when all lanes are as busy as they may be.
    Wait(Option<Pause>),
    /// Nothing is left but what is under way.
    Done,
}

#[derive(Default)]
struct Lane {
    ahead: VecDeque<Held>,
    /// More of this lane stand in the store, all after this position.
    more_after: Option<i64>,
    under_way: usize,
}

pub struct Lanes<S> {
    store: Arc<S>,
    lanes: HashMap<String, Lane>,
    /// Names of lanes with something to do, in the order of their turns.
    order: VecDeque<String>,
    given_up: HashSet<String>,
    /// How far the store was read for the first time.
    position: i64,
    read_all: bool,
    held: usize,
}

impl<S: CheckStore> Lanes<S> {
    pub fn new(store: Arc<S>) -> Self {
        Self {
            store,
            lanes: HashMap::new(),
            order: VecDeque::new(),
            given_up: HashSet::new(),
            position: i64::MIN,
            read_all: false,
            held: 0,
        }
    }

    pub fn has_read_all(&self) -> bool {
        self.read_all
    }

    pub fn is_done(&self) -> bool {
        self.read_all && self.lanes.is_empty()
    }

    /// Reads a little further into the store, to find hosts not met yet.
    pub async fn read_on(&mut self) -> Result<()> {
        if self.read_all {
            return Ok(());
        }
        let batch = self.batch(self.position).await?;
        self.read_all = batch.len() < BATCH;
        for target in batch {
            let before = self.position;
            self.position = target.position;
            let name = lane_of(target.kind, &target.host);
            if self.given_up.contains(&name) {
                continue;
            }
            if !self.lanes.contains_key(&name) {
                self.order.push_back(name.clone());
            }
            let lane = self.lanes.entry(name).or_default();
            // Behind what is not held nothing is, or the order would be lost.
            if lane.more_after.is_none() && lane.ahead.len() < BATCH && self.held < HELD {
                lane.ahead.push_back(Held { target, limits: 0, alone: false });
                self.held += 1;
            } else if lane.more_after.is_none() {
                lane.more_after = Some(before);
            }
        }
        Ok(())
    }

    /// The next target of the lane whose turn it is.
    pub async fn next(&mut self, services: &Services) -> Result<Turn> {
        let mut wait: Option<Pause> = None;
        for _ in 0..self.order.len() {
            let Some(name) = self.order.pop_front() else { break };
            let Some(lane) = self.lanes.get(&name) else { continue };
            let is_empty = lane.ahead.is_empty() && lane.more_after.is_none();
            if is_empty && lane.under_way == 0 && self.read_all {
                self.lanes.remove(&name);
                continue;
            }
            self.order.push_back(name.clone());
            if is_empty || lane.under_way >= services.at_once(&name) {
                continue;
            }
            if let Some(pause) = services.pause(&name) {
                if wait.as_ref().is_none_or(|first| pause.until < first.until) {
                    wait = Some(pause);
                }
                continue;
            }
            self.refill(&name).await?;
            if let Some(lane) = self.lanes.get_mut(&name)
                && let Some(first) = lane.ahead.pop_front()
            {
                let most = if is_for_many(&first) { services.at_a_time(&name) } else { 1 };
                let mut held = vec![first];
                while held.len() < most && lane.ahead.front().is_some_and(is_for_many) {
                    held.extend(lane.ahead.pop_front());
                }
                lane.under_way += held.len();
                self.held -= held.len();
                return Ok(Turn::Go { lane: name, held });
            }
        }
        Ok(if self.is_done() { Turn::Done } else { Turn::Wait(wait) })
    }

    /// One of a lane has its result.
    pub fn finished(&mut self, name: &str) {
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.under_way = lane.under_way.saturating_sub(1);
        }
    }

    /// One of a lane is to be asked for again, first.
    pub fn put_back(&mut self, name: &str, held: Held) {
        self.finished(name);
        if let Some(lane) = self.lanes.get_mut(name) {
            lane.ahead.push_front(held);
            self.held += 1;
        }
    }

    /// Gives a lane up for this run; what it holds stays in the store.
    pub fn end(&mut self, name: &str) {
        self.given_up.insert(name.to_owned());
        if let Some(lane) = self.lanes.get_mut(name) {
            self.held -= lane.ahead.len();
            lane.ahead.clear();
            lane.more_after = None;
        }
    }

    /// Fetches more of a lane that holds nothing any more but left some in the store.
    async fn refill(&mut self, name: &str) -> Result<()> {
        loop {
            let Some(lane) = self.lanes.get(name) else { return Ok(()) };
            let (true, Some(after)) = (lane.ahead.is_empty(), lane.more_after) else { return Ok(()) };
            let batch = self.batch(after).await?;
            let (last, whole) = (batch.last().map_or(after, |last| last.position), batch.len() == BATCH);
            // What was not yet read for the first time comes to the lane by itself.
            let known = self.position;
            let own = batch.into_iter().filter(|target| target.position <= known);
            let own = own.filter(|target| lane_of(target.kind, &target.host) == name);
            let Some(lane) = self.lanes.get_mut(name) else { return Ok(()) };
            lane.ahead.extend(own.map(|target| Held { target, limits: 0, alone: false }));
            self.held += lane.ahead.len();
            lane.more_after = (whole && last < known).then_some(last);
        }
    }

    async fn batch(&self, after: i64) -> Result<Vec<Target>> {
        on_disk(&self.store, move |store| store.next_batch(after, BATCH)).await
    }
}

fn is_for_many(held: &Held) -> bool {
    held.target.kind == HostKind::Github && !held.alone && held.limits == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::hosts::{Hosts, Limits};
    use crate::links::run::CheckRecord;
    use crate::links::verdict::Before;
    use crate::model::{HostKind, Id, Millis};

    /// A queue of any length that holds nothing: two of three are GitLab's, the third is one of many hosts.
    struct Long(i64);

    impl CheckStore for Long {
        fn next_batch(&self, after: i64, limit: usize) -> Result<Vec<Target>> {
            let first = after.max(0) + 1;
            Ok((first..=self.0).take(limit).map(target).collect())
        }

        fn remaining(&self) -> Result<u32> {
            Ok(0)
        }

        fn record(&self, _: Id, _: &CheckRecord, _: bool) -> Result<Vec<Id>> {
            Ok(Vec::new())
        }

        fn pauses(&self) -> Result<Vec<(String, Millis)>> {
            Ok(Vec::new())
        }

        fn set_pause(&self, _: &str, _: Millis) -> Result<()> {
            Ok(())
        }
    }

    fn target(position: i64) -> Target {
        let host = if position % 3 == 0 { format!("gitlab.lab{}.example", position % 50) } else { "gitlab.com".into() };
        Target {
            repository: position,
            position,
            kind: HostKind::Gitlab,
            host,
            owner: "group".into(),
            name: format!("code{position}"),
            candidates: Vec::new(),
            paths: Vec::new(),
            before: Before::default(),
        }
    }

    #[tokio::test]
    async fn ten_thousand_are_never_held_at_once() {
        let services = Services::new(Hosts::default(), None, Limits::default(), || 0).expect("TLS can be set up");
        let mut lanes = Lanes::new(Arc::new(Long(10_000)));
        let (mut seen, mut most) = (Vec::new(), 0);
        while !lanes.is_done() {
            lanes.read_on().await.expect("a batch");
            if let Turn::Go { lane, held } = lanes.next(&services).await.expect("a turn") {
                for held in held {
                    seen.push(held.target.position);
                    lanes.finished(&lane);
                }
            }
            most = most.max(lanes.held);
            let counted: usize = lanes.lanes.values().map(|lane| lane.ahead.len()).sum();
            assert_eq!(counted, lanes.held, "what is held is what is counted");
        }
        assert!(most <= HELD, "{most} were held at once");
        seen.sort_unstable();
        assert_eq!(seen, (1..=10_000).collect::<Vec<_>>(), "each comes up once");
    }

    #[tokio::test]
    async fn a_lane_keeps_the_order_of_the_store() {
        let services = Services::new(Hosts::default(), None, Limits::default(), || 0).expect("TLS can be set up");
        let mut lanes = Lanes::new(Arc::new(Long(1_000)));
        let mut last = 0;
        while !lanes.is_done() {
            lanes.read_on().await.expect("a batch");
            if let Turn::Go { lane, held } = lanes.next(&services).await.expect("a turn") {
                let target = &held[0].target;
                if lane == "gitlab.com" {
                    assert!(target.position > last, "{} after {last}", target.position);
                    last = target.position;
                }
                lanes.finished(&lane);
            }
        }
        assert_eq!(last, 1_000, "to the last one");
    }
}
