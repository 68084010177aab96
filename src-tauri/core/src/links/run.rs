//! A run: many repositories, each host in a lane of its own, at the pace it allows.
//!
//! Everything learned is stored as soon as it is learned, so a run can be cancelled or killed at any moment and
//! gone on with later. The store gives the order: never checked, then last failed, then longest not looked at.

mod fails;
mod lanes;
mod one;
mod progress;
mod queue;
mod storing;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use self::fails::Verdicts;
use self::lanes::{Held, Lanes, Turn};
use self::progress::Progress;
pub use self::queue::{CheckRecord, CheckStore, Ended, Target};
use self::storing::{Stored, Storing};
use super::hosts::{Clock, Services};
use crate::error::{Error, Result};
use crate::model::{CheckProgress, CheckState, Millis, VerdictKind};

use one::check_many;
pub use one::check_one;

/// Checks under way at once, over all hosts.
const AT_ONCE: usize = 32;
/// After so many limits one repository is left for the next run, or a host that limits only it would hold up the rest.
const LIMITS_EACH: u8 = 3;
/// While waiting, how often to look at the clock: a laptop may sleep in between.
const LOOK: Duration = Duration::from_millis(250);

/// Works through the store's queue. Every return is a last report; `report` has had it too.
///
/// # Errors
/// When the store cannot be read or written. Hosts that cannot be reached are no error: they are said in the last
/// report, and when nothing could be reached the run has `Failed`.
pub async fn run<S: CheckStore>(
    store: Arc<S>,
    services: Arc<Services>,
    clock: Clock,
    mut cancel: watch::Receiver<bool>,
    report: impl Fn(CheckProgress) + Send,
) -> Result<CheckProgress> {
    for (host, until) in on_disk(&store, |store| store.pauses()).await? {
        services.resume_pause(&host, until);
    }
    let total = on_disk(&store, |store| store.remaining()).await?;
    let mut progress = Progress::new(total, clock(), report);
    let mut lanes = Lanes::new(store.clone());
    let mut under_way = JoinSet::new();
    let mut storing = Storing::new(store.clone());
    let mut verdicts = Verdicts::default();
    let mut kept_pauses = Vec::new();

    let ended = loop {
        if *cancel.borrow() {
            break CheckState::Cancelled;
        }
        storing.begin();
        lanes.read_on().await?;
        let mut wait = None;
        while under_way.len() < AT_ONCE && !storing.is_full() {
            match lanes.next(&services).await? {
                Turn::Go { lane, held } => {
                    let services = services.clone();
                    under_way.spawn(async move { (lane, check_some(&services, clock, held).await) });
                }
                Turn::Wait(pause) => {
                    wait = pause;
                    break;
                }
                Turn::Done => break,
            }
        }
        // With more of the queue to read there may be another host to ask: no time to sit and wait.
        let look = if lanes.has_read_all() { LOOK } else { Duration::ZERO };
        if under_way.is_empty() && storing.is_idle() {
            match wait {
                Some(pause) => {
                    progress.wait(pause.until, &pause.words, clock());
                    sleep_or_cancel(look, &mut cancel).await;
                    continue;
                }
                None if lanes.is_done() => break verdicts.state(),
                None => continue,
            }
        }
        progress.go_on(&note(&services, wait.as_ref().map(|pause| pause.words.as_str())), clock());
        let rest = storing.pause().map_or(look, |pause| pause.min(look));
        let first = tokio::select! {
            biased;
            () = cancelled(&mut cancel) => continue,
            stored = storing.stored(), if storing.is_writing() => {
                tell(&mut progress, stored?, clock());
                continue;
            }
            Some(done) = under_way.join_next() => done.map_err(Error::internal)?,
            () = tokio::time::sleep(rest) => {
                progress.tick(clock());
                continue;
            }
        };
        let mut done = vec![first];
        while let Some(more) = under_way.try_join_next() {
            done.push(more.map_err(Error::internal)?);
        }
        for (lane, checks) in done {
            for (held, record) in checks {
                let Some(record) = record else {
                    lanes.put_back(&lane, Held { alone: true, ..held });
                    continue;
                };
                let kind = record.outcome();
                let again = kind == VerdictKind::RateLimited && held.limits + 1 < LIMITS_EACH;
                storing.add(Ended { repository: held.target.repository, record, finished: !again });
                if again {
                    lanes.put_back(&lane, Held { limits: held.limits + 1, ..held });
                } else {
                    lanes.finished(&lane);
                }
                if let Some(words) = verdicts.count(&lane, kind) {
                    lanes.end(&lane);
                    progress.say_at_end(words);
                }
            }
        }
        keep_pauses(&store, &services, &mut kept_pauses).await?;
        if let Some(words) = verdicts.all_lost() {
            progress.say_at_end(words.into());
            break CheckState::Failed;
        }
    };
    under_way.shutdown().await;
    tell(&mut progress, storing.finish().await?, clock());
    Ok(progress.end(ended, clock()).await)
}

/// Only what is in the store is told as done: whatever is told survives a crash.
fn tell(progress: &mut Progress<impl Fn(CheckProgress)>, stored: Vec<Stored>, now: Millis) {
    for Stored { kind, finished, papers } in stored {
        if finished {
            progress.done(kind, papers, now);
        } else {
            progress.changed(papers);
        }
    }
}

/// Looks for one, or for many with one question. No record: that one is to be asked for alone.
async fn check_some(services: &Services, clock: Clock, held: Vec<Held>) -> Vec<(Held, Option<CheckRecord>)> {
    if let [only] = held.as_slice() {
        let record = check_one(services, clock, &only.target).await;
        return held.into_iter().zip([Some(record)]).collect();
    }
    let targets: Vec<&Target> = held.iter().map(|held| &held.target).collect();
    let records = check_many(services.github(), clock, &targets).await;
    held.into_iter().zip(records).collect()
}

/// What a reader may want to know while it runs.
fn note(services: &Services, waiting: Option<&str>) -> String {
    let github = services.github();
    if github.token_refused() {
        "GitHub refused the token, so Postil goes on without it.".into()
    } else if let Some(words) = waiting {
        format!("{words} The others go on.")
    } else if !github.has_token() && github.by_pages() {
        "Without a token GitHub is asked slowly, page by page.".into()
    } else {
        String::new()
    }
}

async fn keep_pauses<S: CheckStore>(
    store: &Arc<S>,
    services: &Services,
    kept: &mut Vec<(String, Millis)>,
) -> Result<()> {
    let pauses = services.pauses();
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
    crate::machine::on_disk(move || work(&store)).await
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
