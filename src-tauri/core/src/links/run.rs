//! A run: many repositories, one after the other or a few at once, at the pace their host allows.
//!
//! Everything learned is stored as soon as it is learned, so a run can be cancelled or killed at any moment and
//! gone on with later. The store gives the order: never checked, then last failed, then longest not looked at.

mod one;
mod progress;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{JoinSet, spawn_blocking};

use self::progress::Progress;
use super::hosts::Clock;
use super::hosts::github::GitHub;
use super::verdict::{Before, ETag};
use crate::error::{Error, Result};
use crate::model::{
    Attempt, CheckProgress, CheckState, Evidence, HostKind, Id, Millis, RepositoryFacts, Verdict, VerdictKind,
};

pub use one::check_one;

/// Repositories asked about at once with a token. Without one it is one: 60 questions go quickly enough.
const AT_ONCE: usize = 4;
/// Repositories read from the store at a time.
const BATCH: usize = 64;
/// This many failures in a row are the network's, or GitHub's, and the rest would fail alike.
const OFFLINE_IN_A_ROW: usize = 5;
const TROUBLE_IN_A_ROW: usize = 12;
/// After so many limits one repository is left for the next run, or a host that limits only it would hold up the rest.
const LIMITS_EACH: u8 = 3;
/// While waiting, how often to look at the clock: a laptop may sleep in between.
const LOOK: Duration = Duration::from_millis(250);

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

    /// Pauses that hosts asked for, by name.
    fn pauses(&self) -> Result<Vec<(String, Millis)>>;

    fn set_pause(&self, host: &str, until: Millis) -> Result<()>;
}

/// Works through the store's queue. Every return is a last report; `report` has had it too.
///
/// # Errors
/// When the store cannot be read or written. A host that cannot be reached is no error but a run that `Failed`.
pub async fn run<S: CheckStore>(
    store: Arc<S>,
    github: Arc<GitHub>,
    clock: Clock,
    mut cancel: watch::Receiver<bool>,
    report: impl Fn(CheckProgress) + Send,
) -> Result<CheckProgress> {
    for (host, until) in on_disk(&store, |store| store.pauses()).await? {
        github.resume_pause(&host, until);
    }
    let total = on_disk(&store, |store| store.remaining()).await?;
    let mut progress = Progress::new(total, clock(), report);
    let mut queue = Queue { store: store.clone(), ahead: VecDeque::new(), position: i64::MIN };
    let mut under_way = JoinSet::new();
    let mut fails = Fails::default();
    let mut kept_pauses = Vec::new();

    let ended = loop {
        if *cancel.borrow() {
            break CheckState::Cancelled;
        }
        let pause = github.pause();
        if let Some(pause) = pause.filter(|_| under_way.is_empty()) {
            if queue.is_empty().await? {
                break CheckState::Finished;
            }
            progress.wait(pause.until, &pause.words, clock());
            sleep_or_cancel(LOOK, &mut cancel).await;
            continue;
        }
        progress.go_on(&note(&github), clock());
        let at_once = if github.has_token() { AT_ONCE } else { 1 };
        while under_way.len() < at_once && github.pause().is_none() {
            let Some((target, limits)) = queue.next().await? else { break };
            let github = github.clone();
            under_way.spawn(async move {
                let record = check_one(&github, clock, &target).await;
                (target, limits, record)
            });
        }
        if under_way.is_empty() {
            if queue.is_empty().await? {
                break CheckState::Finished;
            }
            continue;
        }
        let (target, limits, record) = tokio::select! {
            Some(done) = under_way.join_next() => done.map_err(Error::internal)?,
            () = cancelled(&mut cancel) => continue,
            () = tokio::time::sleep(LOOK) => {
                progress.tick(clock());
                continue;
            }
        };
        let again = record.outcome() == VerdictKind::RateLimited && limits + 1 < LIMITS_EACH;
        let (kind, repository) = (record.outcome(), target.repository);
        let papers = on_disk(&store, move |store| store.record(repository, &record, !again)).await?;
        keep_pauses(&store, &github, &mut kept_pauses).await?;
        if again {
            progress.changed(papers);
            queue.put_back(target, limits + 1);
        } else {
            progress.done(kind, papers, clock());
        }
        if let Some(words) = fails.count(kind) {
            progress.fail(words);
            break CheckState::Failed;
        }
    };
    under_way.shutdown().await;
    Ok(progress.end(ended, clock()).await)
}

/// What a reader may want to know while it runs.
fn note(github: &GitHub) -> String {
    if github.token_refused() {
        "GitHub refused the token, so Postil goes on without it.".into()
    } else if !github.has_token() && github.by_pages() {
        "Without a token GitHub is asked slowly, page by page.".into()
    } else {
        String::new()
    }
}

struct Queue<S> {
    store: Arc<S>,
    /// With how often each was limited.
    ahead: VecDeque<(Target, u8)>,
    position: i64,
}

impl<S: CheckStore> Queue<S> {
    async fn next(&mut self) -> Result<Option<(Target, u8)>> {
        self.fill().await?;
        Ok(self.ahead.pop_front())
    }

    async fn is_empty(&mut self) -> Result<bool> {
        self.fill().await?;
        Ok(self.ahead.is_empty())
    }

    fn put_back(&mut self, target: Target, limits: u8) {
        self.ahead.push_front((target, limits));
    }

    async fn fill(&mut self) -> Result<()> {
        if self.ahead.is_empty() {
            let after = self.position;
            let batch = on_disk(&self.store, move |store| store.next_batch(after, BATCH)).await?;
            self.position = batch.last().map_or(after, |last| last.position);
            self.ahead = batch.into_iter().map(|target| (target, 0)).collect();
        }
        Ok(())
    }
}

/// Failures in a row.
#[derive(Default)]
struct Fails {
    offline: usize,
    trouble: usize,
}

impl Fails {
    /// Words to end the run with, once going on makes no sense.
    fn count(&mut self, kind: VerdictKind) -> Option<&'static str> {
        match kind {
            VerdictKind::Offline => self.offline += 1,
            VerdictKind::ServerTrouble => self.trouble += 1,
            VerdictKind::Unchecked | VerdictKind::NotARepository => {}
            _ => *self = Self::default(),
        }
        if self.offline >= OFFLINE_IN_A_ROW {
            Some("GitHub cannot be reached from here now. What was learned is kept; go on when you are online.")
        } else if self.trouble >= TROUBLE_IN_A_ROW {
            Some("GitHub has trouble now. What was learned is kept; go on later.")
        } else {
            None
        }
    }
}

async fn keep_pauses<S: CheckStore>(store: &Arc<S>, github: &GitHub, kept: &mut Vec<(String, Millis)>) -> Result<()> {
    let pauses = github.pauses();
    for (host, until) in pauses.iter().filter(|pause| !kept.contains(pause)).cloned() {
        on_disk(store, move |store| store.set_pause(&host, until)).await?;
    }
    *kept = pauses;
    Ok(())
}

async fn on_disk<S: CheckStore, T: Send + 'static>(
    store: &Arc<S>,
    work: impl FnOnce(&S) -> Result<T> + Send + 'static,
) -> Result<T> {
    let store = store.clone();
    spawn_blocking(move || work(&store)).await.map_err(Error::internal)?
}

/// Returns once the run is cancelled; never, when nobody is left who could.
pub(crate) async fn cancelled(cancel: &mut watch::Receiver<bool>) {
    if cancel.wait_for(|cancelled| *cancelled).await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn sleep_or_cancel(time: Duration, cancel: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = cancelled(cancel) => {}
    }
}
