//! What a run takes from its store, and what it leaves there.

use crate::error::Result;
use crate::links::verdict::{Before, ETag};
use crate::model::{Attempt, Evidence, HostKind, Id, Millis, RepositoryFacts, Verdict, VerdictKind};

/// One repository to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub repository: Id,
    /// Its place in the queue, growing.
    pub position: i64,
    pub kind: HostKind,
    pub host: String,
    pub owner: String,
    pub name: String,
    /// Other readings of a broken link, or the repositories a page may come from: owner and name, best first.
    pub candidates: Vec<(String, String)>,
    /// Places inside it that papers point at: `tree/main/sub`.
    pub paths: Vec<String>,
    pub before: Before,
}

/// What one check leaves to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckRecord {
    pub at: Millis,
    /// With `settled`, the new standing verdict; otherwise the words for the attempt, and the old verdict stands.
    pub verdict: Verdict,
    pub settled: bool,
    /// `None`: the stored facts stay.
    pub facts: Option<RepositoryFacts>,
    /// These three, and the due time, are stored as they are, settled or not.
    pub remote_id: Option<i64>,
    pub first_missing: Option<Millis>,
    pub etag: Option<ETag>,
    pub next_due: Millis,
    pub evidence: Evidence,
    pub retry_at: Option<Millis>,
    /// The reading that answered, when it is not the one asked for.
    pub chosen_candidate: Option<(String, String)>,
    /// Of the places inside it, those that were looked for, and whether they are there.
    pub paths: Vec<(String, bool)>,
}

impl CheckRecord {
    pub fn outcome(&self) -> VerdictKind {
        self.verdict.kind
    }

    /// What to show beside the standing verdict; `None` when this check settled it.
    pub fn attempt(&self) -> Option<Attempt> {
        (!self.settled).then(|| Attempt {
            kind: self.verdict.kind,
            headline: self.verdict.headline.clone(),
            at: self.at,
            retry_at: self.retry_at,
        })
    }
}

/// A check that ended, on its way into the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    pub repository: Id,
    pub record: CheckRecord,
    /// Takes the repository out of the queue; a rate limit leaves it there.
    pub finished: bool,
}

/// Where a run's queue and results live. Methods may block on the disk; they are called off the async threads.
pub trait CheckStore: Send + Sync + 'static {
    /// The next of the queue, those after `position`, in order.
    ///
    /// # Errors
    /// As for every method here: the store could not be read or written, which ends the run.
    fn next_batch(&self, after: i64, limit: usize) -> Result<Vec<Target>>;

    /// How many are in the queue.
    fn remaining(&self) -> Result<u32>;

    /// Stores a check. `finished` takes the repository out of the queue; a rate limit leaves it there.
    /// Gives the papers whose row or page changes by it.
    fn record(&self, repository: Id, record: &CheckRecord, finished: bool) -> Result<Vec<Id>>;

    /// Stores checks that ended together, all or none; gives the papers of each, in the same order.
    fn record_all(&self, ended: &[Ended]) -> Result<Vec<Vec<Id>>> {
        ended.iter().map(|ended| self.record(ended.repository, &ended.record, ended.finished)).collect()
    }

    /// Pauses that hosts asked for, by name.
    fn pauses(&self) -> Result<Vec<(String, Millis)>>;

    fn set_pause(&self, host: &str, until: Millis) -> Result<()>;
}
