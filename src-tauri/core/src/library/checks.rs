//! The library as the place where a run's queue and results live.

use super::Library;
use crate::error::Result;
use crate::links::run::{CheckRecord, CheckStore, Ended, Target};
use crate::model::{CheckScope, Id, Millis};
use crate::store::checks;

impl Library {
    /// Queues what a scope names, in place of what was queued; returns how many repositories that is.
    pub fn queue_check(&self, scope: &CheckScope) -> Result<u32> {
        let now = self.now();
        self.store.write(|tx| checks::fill_queue(tx, scope, now))
    }

    /// How many repositories an interrupted run left unchecked.
    pub fn unfinished_check(&self) -> Result<u32> {
        self.store.read(checks::remaining)
    }

    /// Forgets what was queued: the reader cancelled.
    pub fn drop_check(&self) -> Result<()> {
        self.store.write(checks::clear_queue)
    }
}

impl CheckStore for Library {
    fn next_batch(&self, after: i64, limit: usize) -> Result<Vec<Target>> {
        self.store.read(|db| checks::next_batch(db, after, limit))
    }

    fn remaining(&self) -> Result<u32> {
        self.unfinished_check()
    }

    fn record(&self, repository: Id, record: &CheckRecord, finished: bool) -> Result<Vec<Id>> {
        self.store.write(|tx| checks::record(tx, self.store.ids(), repository, record, finished))
    }

    /// In one transaction: to make sure of many on the disk takes no longer than of one.
    fn record_all(&self, ended: &[Ended]) -> Result<Vec<Vec<Id>>> {
        let ids = self.store.ids();
        self.store.write(|tx| {
            ended.iter().map(|end| checks::record(tx, ids, end.repository, &end.record, end.finished)).collect()
        })
    }

    fn pauses(&self) -> Result<Vec<(String, Millis)>> {
        self.store.read(checks::pauses)
    }

    fn set_pause(&self, host: &str, until: Millis) -> Result<()> {
        self.store.write(|tx| checks::set_pause(tx, host, until))
    }
}
