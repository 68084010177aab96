//! Results on their way into the store. While some are written the next gather, and are then written together: a disk
//! takes as long to make sure of one as of many, and the checks need not wait for it.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::{CheckStore, Ended};
use crate::error::{Error, Result};
use crate::model::{Id, VerdictKind};

/// So many may wait. A disk that is slower than the hosts holds up the next checks, not the memory.
const WAITING: usize = 512;
/// Between the beginnings of two writes: a write costs as much again as several of its results. A result that comes
/// alone is written at once.
const APART: Duration = Duration::from_millis(25);

/// What is safely in the store.
pub struct Stored {
    pub kind: VerdictKind,
    pub finished: bool,
    /// Those whose row or page changes by it.
    pub papers: Vec<Id>,
}

pub struct Storing<S> {
    store: Arc<S>,
    waiting: Vec<Ended>,
    under_way: Option<JoinHandle<Result<Vec<Stored>>>>,
    /// When the next write may begin.
    next: Option<Instant>,
}

impl<S: CheckStore> Storing<S> {
    pub fn new(store: Arc<S>) -> Self {
        Self { store, waiting: Vec::new(), under_way: None, next: None }
    }

    pub fn add(&mut self, ended: Ended) {
        self.waiting.push(ended);
    }

    pub fn is_full(&self) -> bool {
        self.waiting.len() >= WAITING
    }

    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.under_way.is_none()
    }

    pub fn is_writing(&self) -> bool {
        self.under_way.is_some()
    }

    /// How long what waits has to wait yet; `None` when nothing does, or something is being written.
    pub fn pause(&self) -> Option<Duration> {
        let waits = !self.waiting.is_empty() && self.under_way.is_none();
        let next = self.next.filter(|_| !self.is_full());
        waits.then(|| next.map_or(Duration::ZERO, |next| next.saturating_duration_since(Instant::now())))
    }

    /// Begins to write what waits, once it may.
    pub fn begin(&mut self) {
        if self.pause() == Some(Duration::ZERO) {
            self.write();
        }
    }

    /// Writes what is left, without a pause.
    ///
    /// # Errors
    /// When the store could not be written.
    pub async fn finish(&mut self) -> Result<Vec<Stored>> {
        let mut all = self.stored().await?;
        if !self.waiting.is_empty() {
            self.write();
            all.extend(self.stored().await?);
        }
        Ok(all)
    }

    fn write(&mut self) {
        self.next = Some(Instant::now() + APART);
        let (store, ended) = (self.store.clone(), std::mem::take(&mut self.waiting));
        self.under_way = Some(tokio::task::spawn_blocking(move || {
            let papers = store.record_all(&ended)?;
            let stored = ended.into_iter().zip(papers);
            Ok(stored
                .map(|(end, papers)| Stored { kind: end.record.outcome(), finished: end.finished, papers })
                .collect())
        }));
    }

    /// Waits for what is being written; nothing, when nothing is. Loses nothing when it is given up half-way.
    ///
    /// # Errors
    /// When the store could not be written.
    pub async fn stored(&mut self) -> Result<Vec<Stored>> {
        let Some(write) = &mut self.under_way else { return Ok(Vec::new()) };
        let stored = write.await;
        self.under_way = None;
        stored.map_err(Error::internal)?
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;
    use crate::links::run::{CheckRecord, Target};
    use crate::model::{Evidence, Millis, Verdict};

    /// A disk that takes its time: each write waits to be let go.
    struct Slow {
        go: Mutex<Receiver<()>>,
        writes: Mutex<Vec<usize>>,
    }

    fn slow() -> (Sender<()>, Arc<Slow>) {
        let (let_go, go) = channel();
        (let_go, Arc::new(Slow { go: Mutex::new(go), writes: Mutex::default() }))
    }

    impl CheckStore for Slow {
        fn next_batch(&self, _: i64, _: usize) -> Result<Vec<Target>> {
            Ok(Vec::new())
        }

        fn remaining(&self) -> Result<u32> {
            Ok(0)
        }

        fn record(&self, repository: Id, _: &CheckRecord, _: bool) -> Result<Vec<Id>> {
            Ok(vec![repository * 10])
        }

        fn record_all(&self, ended: &[Ended]) -> Result<Vec<Vec<Id>>> {
            self.go.lock().expect("the lock").recv().map_err(Error::internal)?;
            self.writes.lock().expect("the lock").push(ended.len());
            ended.iter().map(|end| self.record(end.repository, &end.record, end.finished)).collect()
        }

        fn pauses(&self) -> Result<Vec<(String, Millis)>> {
            Ok(Vec::new())
        }

        fn set_pause(&self, _: &str, _: Millis) -> Result<()> {
            Ok(())
        }
    }

    fn ended(repository: Id) -> Ended {
        let record = CheckRecord {
            at: 0,
            verdict: Verdict { kind: VerdictKind::Alive, ..Verdict::default() },
            settled: true,
            facts: None,
            remote_id: None,
            first_missing: None,
            etag: None,
            next_due: 0,
            evidence: Evidence::default(),
            retry_at: None,
            chosen_candidate: None,
            paths: Vec::new(),
        };
        Ended { repository, record, finished: true }
    }

    #[tokio::test]
    async fn what_ends_during_a_write_goes_into_the_next() {
        let (let_go, store) = slow();
        let mut storing = Storing::new(store.clone());
        storing.add(ended(1));
        storing.begin();
        for repository in 2..=6 {
            storing.add(ended(repository));
            storing.begin();
        }
        let early = tokio::time::timeout(std::time::Duration::from_millis(1), storing.stored()).await;
        assert!(early.is_err() && storing.is_writing(), "nothing is told before it is stored, and nothing is lost");
        let_go.send(()).expect("somebody waits");
        let first = storing.stored().await.expect("stored");
        assert_eq!(first.iter().map(|one| one.papers.clone()).collect::<Vec<_>>(), [[10]], "the first alone");
        let_go.send(()).expect("somebody waits");
        assert_eq!(storing.finish().await.expect("stored").len(), 5, "and all that ended meanwhile");
        assert_eq!(*store.writes.lock().expect("the lock"), [1, 5], "in two writes");
        assert!(storing.is_idle(), "nothing is left");
    }

    #[tokio::test]
    async fn a_slow_disk_holds_up_the_checks() {
        let (_let_go, store) = slow();
        let mut storing = Storing::new(store);
        for repository in 0..512 {
            assert!(!storing.is_full(), "there is room for {repository}");
            storing.add(ended(repository));
        }
        assert!(storing.is_full(), "no more is taken than memory should hold");
    }
}
