//! Runs over many hosts: none of them holds up another.

use std::sync::Arc;
use std::time::Duration;

use postil_core::links::run::run;
use postil_core::model::{CheckProgress, CheckState, HostKind, VerdictKind};
use postil_standin::{Situation, Situations, StandIn};
use tokio::sync::watch;

use super::memory::{Memory, at, services, target, token};

async fn finished(memory: &Arc<Memory>, standin: &StandIn) -> CheckProgress {
    let (_keep, cancel) = watch::channel(false);
    let services = services(standin, token());
    let started = run(memory.clone(), services, postil_core::machine::now, cancel, |_| {});
    tokio::time::timeout(Duration::from_secs(60), started).await.expect("an end").expect("a run")
}

#[tokio::test]
async fn a_paused_host_does_not_hold_up_the_others() {
    let standin = StandIn::start(Situations::new()).expect("a free port");
    let memory = Arc::new(Memory::default());
    for n in 1..=500 {
        memory.add(target(n, HostKind::Gitlab, "group", &format!("code{n}"), &[]));
    }
    memory.add(target(501, HostKind::Zenodo, "", "4711", &[]));
    memory.add(target(502, HostKind::Forgejo, "maker", "code", &[]));
    memory.inner().pauses.insert("gitlab.com".into(), postil_core::machine::now() + 3_600_000);
    let (stop, cancel) = watch::channel(false);
    let running = tokio::spawn({
        let (memory, services) = (memory.clone(), services(&standin, token()));
        async move { run(memory, services, postil_core::machine::now, cancel, |_| {}).await }
    });
    tokio::time::timeout(Duration::from_secs(30), async {
        while memory.inner().records.len() < 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("the two behind five hundred that wait are looked for");
    stop.send(true).expect("somebody listens");
    let last = running.await.expect("no panic").expect("a run");
    assert_eq!((last.state, last.done), (CheckState::Cancelled, 2), "{last:?}");
    assert!(!standin.hits().iter().any(|hit| hit.path.contains("gitlab.com")), "whoever asked to wait is not asked");
    assert_eq!(memory.inner().queue.len(), 500, "and stays in the queue");
}

#[tokio::test]
async fn a_host_that_hangs_does_not_hold_up_the_others() {
    let mut table = Situations::new();
    for n in 1..=6 {
        table = table.with(&format!("codeberg.org/maker/code{n}"), Situation::Hang);
    }
    let standin = StandIn::start(table).expect("a free port");
    let memory = Arc::new(Memory::default());
    for n in 1..=6 {
        memory.add(target(n, HostKind::Forgejo, "maker", &format!("code{n}"), &[]));
    }
    for n in 7..=40 {
        memory.add(target(n, HostKind::Gitlab, "group", &format!("code{n}"), &[]));
    }
    let last = finished(&memory, &standin).await;
    assert_eq!((last.state, last.done), (CheckState::Finished, 40), "{last:?}");
    let inner = memory.inner();
    let first_trouble =
        inner.records.iter().position(|(_, record)| record.outcome() == VerdictKind::ServerTrouble).expect("some");
    assert!(first_trouble >= 34, "all of the other host were done before the first of these gave up");
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_ends_its_own_lane_only() {
    let mut table = Situations::new();
    for n in 1..=30 {
        table = table.with(&format!("gitlab.com/group/code{n}"), Situation::CaptivePortal);
    }
    let standin = StandIn::start(table).expect("a free port");
    let memory = Arc::new(Memory::default());
    for n in 1..=30 {
        memory.add(target(n, HostKind::Gitlab, "group", &format!("code{n}"), &[]));
        memory.add(target(100 + n, HostKind::Zenodo, "", &format!("{n}"), &[]));
    }
    let last = finished(&memory, &standin).await;
    assert_eq!(last.state, CheckState::Finished, "the others were asked: {last:?}");
    assert!(last.message.contains("gitlab.com cannot be reached"), "and who was not is said: {}", last.message);
    let left = memory.inner().queue.len();
    assert!((20..=25).contains(&left), "the rest of that host is not worn down: {left} left");
    assert!(last.message.contains(&format!("{left} links are left")), "how much is left is said: {}", last.message);
    assert!(memory.inner().queue.values().all(|target| target.host == "gitlab.com"), "of the others none is left");
}

#[tokio::test]
async fn nothing_reached_at_all_has_failed() {
    let mut table = Situations::new();
    for n in 1..=60 {
        table = table.with(&format!("gitlab.lab{n}.example/group/code"), Situation::CaptivePortal);
    }
    let standin = StandIn::start(table).expect("a free port");
    let memory = Arc::new(Memory::default());
    for n in 1..=60 {
        memory.add(at(n, HostKind::Gitlab, &format!("gitlab.lab{n}.example"), "group", "code", &[]));
    }
    let last = finished(&memory, &standin).await;
    assert_eq!(last.state, CheckState::Failed, "{last:?}");
    assert!(last.message.contains("Nothing can be reached"), "{}", last.message);
    assert!(memory.inner().queue.len() >= 8, "the rest waits for another time");
}

#[tokio::test]
async fn many_of_many_hosts_are_each_asked_once() {
    let standin = StandIn::start(Situations::new()).expect("a free port");
    let memory = Arc::new(Memory::default());
    // Long stretches of one host, and few of many, so that lanes have to come back for what they did not hold.
    for n in 1..=1_500 {
        let host = match n {
            1..=400 => "gitlab.com".to_owned(),
            401..=800 => "codeberg.org".to_owned(),
            _ if n % 3 == 0 => "gitlab.com".to_owned(),
            _ => format!("gitlab.lab{}.example", n % 40),
        };
        let kind = if host == "codeberg.org" { HostKind::Forgejo } else { HostKind::Gitlab };
        memory.add(at(n, kind, &host, "group", &format!("code{n}"), &[]));
    }
    let last = finished(&memory, &standin).await;
    assert_eq!((last.state, last.done), (CheckState::Finished, 1_500), "{last:?}");
    let mut asked: Vec<_> = memory.inner().records.iter().map(|(id, _)| *id).collect();
    asked.sort_unstable();
    assert_eq!(asked, (1..=1_500).collect::<Vec<_>>(), "each once");
    assert!(memory.inner().queue.is_empty(), "nothing is left");
}

#[tokio::test]
async fn a_page_without_a_repository_may_still_be_there() {
    let standin = StandIn::start(
        Situations::new().with("u/project", Situation::Missing).with("u/u.github.io", Situation::Missing),
    )
    .expect("a free port");
    let memory = Arc::new(Memory::default());
    memory.add(target(1, HostKind::Pages, "u", "project", &[]));
    let last = finished(&memory, &standin).await;
    assert_eq!(last.done, 1, "{last:?}");
    let record = memory.record_of(1);
    assert_eq!((record.outcome(), record.settled), (VerdictKind::Alive, true), "the page is there: {record:?}");
    assert!(record.verdict.detail.contains("No repository"), "and what was not found is said: {record:?}");
    assert_eq!(record.chosen_candidate, None, "no repository is made up for it");
}
