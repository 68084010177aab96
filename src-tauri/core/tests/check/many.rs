//! Many repositories with one question: what a run with a token does.

use postil_core::links::run::run;
use postil_core::model::{CheckState, VerdictKind};
use postil_standin::{Situation, Situations, StandIn};
use tokio::sync::watch;

use super::memory::{Memory, services, token};

fn graphql_calls(standin: &StandIn) -> usize {
    standin.hits().iter().filter(|hit| hit.path == "/api/graphql").count()
}

async fn checked(standin: &StandIn, memory: &std::sync::Arc<Memory>) -> CheckState {
    let (_keep, cancel) = watch::channel(false);
    let services = services(standin, token());
    run(memory.clone(), services, postil_core::machine::now, cancel, |_| {}).await.expect("the run ends").state
}

#[tokio::test]
async fn fifty_are_one_question() {
    let names: Vec<String> = (0..500).map(|i| format!("owner{i}/code")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let standin = StandIn::start(Situations::new()).expect("the stand-in starts");
    let memory = Memory::of(&names);
    assert_eq!(checked(&standin, &memory).await, CheckState::Finished, "all of it is done");
    assert_eq!(graphql_calls(&standin), 10, "500 repositories are 10 questions");
    assert_eq!(standin.hits().len(), 10, "and no other");
    let inner = memory.inner();
    assert_eq!(inner.records.len(), 500, "each has its own record");
    let facts = inner.records.iter().all(|(_, record)| {
        record.outcome() == VerdictKind::Alive && record.facts.as_ref().is_some_and(|facts| facts.stars.is_some())
    });
    assert!(facts, "with its facts");
    let evidence = &inner.records[0].1.evidence;
    assert_eq!(evidence.statuses, [200], "and its evidence: {evidence:?}");
}

#[tokio::test]
async fn each_outcome_is_the_same_as_alone() {
    let situations = Situations::new()
        .with("a/moved", Situation::moved("b/new"))
        .with("a/archived", Situation::archived("a/archived"))
        .with("a/empty", Situation::empty("a/empty"))
        .with("a/missing", Situation::Missing)
        .with("a/blocked", Situation::blocked("dmca"))
        .with("a/slow", Situation::ServerError(502));
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let names = ["a/alive", "a/moved", "a/archived", "a/empty", "a/missing", "a/blocked", "a/slow", "a/other"];
    let memory = Memory::of(&names);
    assert_eq!(checked(&standin, &memory).await, CheckState::Finished, "one that fails holds up no other");
    for (repository, kind) in [
        (1, VerdictKind::Alive),
        (2, VerdictKind::Moved),
        (3, VerdictKind::Archived),
        (4, VerdictKind::Empty),
        (5, VerdictKind::MissingUnconfirmed),
        (6, VerdictKind::Blocked),
        (7, VerdictKind::ServerTrouble),
        (8, VerdictKind::Alive),
    ] {
        let record = memory.record_of(repository);
        assert_eq!(record.outcome(), kind, "{} of {}: {record:?}", repository, names[repository as usize - 1]);
    }
    let moved = memory.record_of(2).verdict.moved_to;
    assert_eq!(moved.as_deref(), Some("https://github.com/b/new"), "a silent rename is seen by its name");
    assert!(graphql_calls(&standin) > 1, "the question that failed was asked again in halves");
}

#[tokio::test]
async fn a_limit_of_graphql_is_not_the_end() {
    let situations = Situations::new().with("a/limited", Situation::PrimaryLimit { reset_in: 600 });
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let memory = Memory::of(&["a/one", "a/limited", "a/two", "a/three"]);
    let (stop, cancel) = watch::channel(false);
    let services = services(&standin, token());
    let going = {
        let memory = memory.clone();
        tokio::spawn(async move { run(memory, services, postil_core::machine::now, cancel, |_| {}).await })
    };
    while memory.inner().records.is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    stop.send(true).expect("it runs");
    going.await.expect("no panic").expect("the run ends");
    assert_eq!(graphql_calls(&standin), 1, "a limit is not run into twice");
    let kept = memory.inner().pauses.keys().any(|name| name.starts_with("api.github.com/graphql"));
    assert!(kept, "and is kept over a restart: {:?}", memory.inner().pauses);
    assert_eq!(memory.inner().records[0].1.outcome(), VerdictKind::Alive, "REST has a budget of its own");
}

#[tokio::test]
async fn a_refused_token_goes_on_without() {
    let standin = StandIn::start(Situations::new()).expect("the stand-in starts");
    standin.refuse_tokens(true);
    let memory = Memory::of(&["a/one", "a/two"]);
    assert_eq!(checked(&standin, &memory).await, CheckState::Finished, "it goes on without the token");
    assert_eq!(graphql_calls(&standin), 1, "GraphQL is not asked again");
    assert_eq!(memory.record_of(1).outcome(), VerdictKind::Alive, "the answers are found another way");
}
