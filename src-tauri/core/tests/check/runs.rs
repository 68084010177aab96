//! Runs over many repositories: order, limits, cancelling, going on.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use postil_core::Library;
use postil_core::links::run::{CheckRecord, CheckStore, run};
use postil_core::model::{CheckProgress, CheckScope, CheckState, Draft, Evidence, HostKind, Verdict, VerdictKind};
use postil_standin::{Situation, Situations, StandIn};
use tokio::sync::watch;

use super::memory::{Memory, services, target, token};

type Reports = Arc<Mutex<Vec<CheckProgress>>>;

fn reports() -> (Reports, impl Fn(CheckProgress) + Send) {
    let all = Reports::default();
    let sink = all.clone();
    (all, move |report| sink.lock().expect("the lock").push(report))
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("owner{n}/code{n}")).collect()
}

fn memory_of(names: &[String]) -> Arc<Memory> {
    Memory::of(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

#[tokio::test]
async fn everything_once_and_told() {
    let standin = StandIn::start(
        Situations::new()
            .with("owner3/code3", Situation::Missing)
            .with("owner4/code4", Situation::archived("owner4/code4")),
    )
    .expect("a free port");
    let memory = memory_of(&names(150));
    let (all, sink) = reports();
    let (_keep, cancel) = watch::channel(false);
    let last =
        run(memory.clone(), services(&standin, token()), postil_core::machine::now, cancel, sink).await.expect("a run");
    assert_eq!((last.state, last.done, last.total), (CheckState::Finished, 150, 150), "{last:?}");
    let count = |kind| last.counts.iter().find(|(counted, _)| *counted == kind).map_or(0, |(_, count)| *count);
    assert_eq!(
        (count(VerdictKind::Alive), count(VerdictKind::Archived), count(VerdictKind::MissingUnconfirmed)),
        (148, 1, 1),
        "each counted once"
    );
    assert_eq!(memory.inner().records.len(), 150, "each recorded once");
    assert!(memory.inner().queue.is_empty(), "nothing left to do");
    let mut papers: Vec<_> =
        all.lock().expect("the lock").iter().flat_map(|report| report.changed_papers.clone()).collect();
    papers.sort_unstable();
    assert_eq!(papers, (1..=150).map(|id| id * 10).collect::<Vec<_>>(), "every changed paper is told once");
}

#[tokio::test]
async fn cancelled_at_once_and_gone_on_with() {
    let mut table = Situations::new();
    for name in names(40).iter().skip(10) {
        table = table.with(name, Situation::Then(vec![Situation::Hang]));
    }
    let standin = StandIn::start(table).expect("a free port");
    let memory = memory_of(&names(40));
    let (stop, cancel) = watch::channel(false);
    let running = tokio::spawn({
        let (memory, services) = (memory.clone(), services(&standin, token()));
        async move { run(memory, services, postil_core::machine::now, cancel, |_| {}).await }
    });
    tokio::time::sleep(Duration::from_millis(400)).await;
    let start = Instant::now();
    stop.send(true).expect("somebody listens");
    let last = running.await.expect("no panic").expect("a run");
    assert!(start.elapsed() < Duration::from_millis(500), "cancelling took {:?}", start.elapsed());
    assert_eq!((last.state, last.done), (CheckState::Cancelled, 10), "what was learned is kept: {last:?}");
    assert_eq!(memory.inner().queue.len(), 30, "the rest is still to do");
    for name in names(40).iter().skip(10) {
        standin.set(name, Situation::archived(name));
    }
    let (_keep, cancel) = watch::channel(false);
    let last = run(memory.clone(), services(&standin, token()), postil_core::machine::now, cancel, |_| {})
        .await
        .expect("a run");
    assert_eq!((last.state, last.done), (CheckState::Finished, 30), "a new run does the rest and no more");
}

#[tokio::test]
async fn limits_are_waited_for_in_sight() {
    let limit = Situation::SecondaryLimit { retry_after: 1 };
    let there = Situation::archived("owner2/code2");
    let standin = StandIn::start(Situations::new().with("owner2/code2", Situation::Then(vec![limit, there])))
        .expect("a free port");
    let memory = memory_of(&names(6));
    let (all, sink) = reports();
    let (_keep, cancel) = watch::channel(false);
    let last =
        run(memory.clone(), services(&standin, token()), postil_core::machine::now, cancel, sink).await.expect("a run");
    assert_eq!((last.state, last.done), (CheckState::Finished, 6), "{last:?}");
    assert_eq!(memory.record_of(3).outcome(), VerdictKind::Archived, "asked again after the wait");
    let waited = all.lock().expect("the lock").iter().any(|report| {
        report.state == CheckState::Waiting && report.waiting_until.is_some() && !report.message.is_empty()
    });
    assert!(waited, "the wait is shown, with its end and its reason");
    assert!(last.counts.iter().all(|(kind, _)| *kind != VerdictKind::RateLimited), "a wait is not a result");
    assert!(!memory.inner().pauses.is_empty(), "the pause would survive a restart");
}

#[tokio::test]
async fn one_limited_for_ever_does_not_hold_up_the_rest() {
    let always = Situation::SecondaryLimit { retry_after: 0 };
    let standin = StandIn::start(Situations::new().with("owner1/code1", always)).expect("a free port");
    let memory = memory_of(&names(4));
    let (_keep, cancel) = watch::channel(false);
    let started = run(memory.clone(), services(&standin, token()), postil_core::machine::now, cancel, |_| {});
    let last = tokio::time::timeout(Duration::from_secs(20), started).await.expect("an end").expect("a run");
    assert_eq!((last.state, last.done), (CheckState::Finished, 4), "{last:?}");
    let left = memory.record_of(2);
    assert!(!left.settled && left.retry_at.is_some(), "it keeps its old verdict, and when to try again");
}

#[tokio::test]
async fn a_kept_pause_is_honoured_after_a_restart() {
    let standin = StandIn::start(Situations::new()).expect("a free port");
    let memory = memory_of(&names(2));
    for host in ["api.github.com", "github.com"] {
        memory.inner().pauses.insert(host.into(), postil_core::machine::now() + 60_000);
    }
    let (stop, cancel) = watch::channel(false);
    let (all, sink) = reports();
    let running = tokio::spawn({
        let (memory, services) = (memory.clone(), services(&standin, None));
        async move { run(memory, services, postil_core::machine::now, cancel, sink).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    stop.send(true).expect("somebody listens");
    running.await.expect("no panic").expect("a run");
    assert!(standin.hits().is_empty(), "nobody is asked before the pause is over");
    assert!(
        all.lock().expect("the lock").iter().any(|report| report.state == CheckState::Waiting),
        "and that is shown"
    );
}

#[tokio::test]
async fn offline_ends_the_run_and_keeps_the_queue() {
    let mut table = Situations::new();
    for name in names(50) {
        table = table.with(&name, Situation::CaptivePortal);
    }
    let standin = StandIn::start(table).expect("a free port");
    let memory = memory_of(&names(50));
    let (_keep, cancel) = watch::channel(false);
    let last = run(memory.clone(), services(&standin, token()), postil_core::machine::now, cancel, |_| {})
        .await
        .expect("a run");
    assert_eq!(last.state, CheckState::Failed, "{last:?}");
    assert!(last.message.contains("online"), "{}", last.message);
    assert!(memory.inner().queue.len() >= 40, "the rest is not worn down for nothing");
    assert!(
        memory.inner().records.iter().all(|(_, record)| !record.settled && record.attempt().is_some()),
        "no verdict changes"
    );
}

#[tokio::test]
async fn other_readings_and_other_hosts() {
    let standin = StandIn::start(
        Situations::new()
            .with("o/broken-", Situation::Missing)
            .with("o/brokenname", Situation::Missing)
            .with("u/project", Situation::Missing)
            .with("v/page", Situation::Missing)
            .with("v/v.github.io", Situation::Missing)
            .with("v.github.io/page", Situation::Missing),
    )
    .expect("a free port");
    let memory = Arc::new(Memory::default());
    memory.add(target(1, HostKind::Github, "o", "broken-", &["o/brokenname", "o/broken-name"]));
    memory.add(target(2, HostKind::Pages, "u", "project", &[]));
    memory.add(target(3, HostKind::Pages, "v", "page", &["v/page", "v/v.github.io"]));
    memory.add(target(4, HostKind::Gitlab, "group", "code", &[]));
    let (_keep, cancel) = watch::channel(false);
    run(memory.clone(), services(&standin, None), postil_core::machine::now, cancel, |_| {}).await.expect("a run");
    let first = memory.record_of(1);
    assert_eq!(first.chosen_candidate, Some(("o".into(), "broken-name".into())), "the reading that answers is chosen");
    assert_eq!((first.outcome(), first.etag), (VerdictKind::Alive, None), "its tag is not the link's");
    assert_eq!(memory.record_of(2).chosen_candidate, Some(("u".into(), "u.github.io".into())), "a page's second guess");
    let nothing = memory.record_of(3);
    assert_eq!(
        (nothing.outcome(), nothing.chosen_candidate),
        (VerdictKind::MissingUnconfirmed, None),
        "no guess answers"
    );
    assert!(
        nothing.evidence.requests.iter().any(|request| request.ends_with("/repos/v/v.github.io")),
        "all were tried"
    );
    let gitlab = memory.record_of(4);
    assert_eq!(gitlab.outcome(), VerdictKind::Alive, "other hosts are asked in the same run");
    assert!(gitlab.evidence.requests[0].contains("/gitlab.com/api/v4/projects/group%2Fcode"), "{:?}", gitlab.evidence);
}

#[tokio::test]
async fn pages_are_spaced() {
    let standin = StandIn::start(Situations::new()).expect("a free port");
    standin.set_remaining(0, 0);
    let memory = memory_of(&names(40));
    let (all, sink) = reports();
    let (_keep, cancel) = watch::channel(false);
    let start = Instant::now();
    let last = run(memory, services(&standin, None), postil_core::machine::now, cancel, sink).await.expect("a run");
    assert_eq!(last.done, 40, "{last:?}");
    assert!(
        start.elapsed() >= Duration::from_millis(39 * 5 * 3 / 4),
        "39 gaps of at least three quarters of the spacing"
    );
    assert!(
        all.lock().expect("the lock").iter().any(|report| report.message.contains("page by page")),
        "and why it is slow is said"
    );
}

#[test]
fn the_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let names = ["new", "old", "failed", "never"];
    let drafts = names.iter().map(|name| Draft {
        title: format!("A paper whose code is {name}"),
        links: vec![format!("https://github.com/order/{name}")],
        ..Draft::default()
    });
    library.commit_import(drafts.collect()).expect("imported");
    let queue = || {
        library.queue_check(&CheckScope::All).expect("queued");
        library.next_batch(i64::MIN, 10).expect("a batch")
    };
    let record = |name: &str, kind: VerdictKind, settled: bool, at: i64| {
        let target = queue().into_iter().find(|target| target.name == name).expect("queued");
        let record = record_of(kind, settled, at);
        library.record(target.repository, &record, true).expect("stored");
    };
    record("failed", VerdictKind::Alive, true, 500);
    record("failed", VerdictKind::Offline, false, 600);
    record("old", VerdictKind::Alive, true, 100);
    record("new", VerdictKind::Archived, true, 900);
    let order: Vec<String> = queue().into_iter().map(|target| target.name).collect();
    assert_eq!(order, ["never", "failed", "old", "new"], "never checked, last failed, longest not looked at");
}

pub fn record_of(kind: VerdictKind, settled: bool, at: i64) -> CheckRecord {
    CheckRecord {
        at,
        verdict: Verdict { kind, ..Verdict::default() },
        settled,
        facts: None,
        remote_id: None,
        first_missing: None,
        etag: None,
        next_due: 0,
        evidence: Evidence::default(),
        retry_at: None,
        chosen_candidate: None,
        paths: Vec::new(),
    }
}
