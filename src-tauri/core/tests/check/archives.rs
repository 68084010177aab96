//! Rescue over the wire: what archives keep, what they do not, and what they cannot say.

use postil_core::model::{Archive, PreservationState};
use postil_standin::{Situation, Situations, StandIn};

use super::memory::services;

const PAGE: &str = "https://github.com/ada/engine";

fn heritage(page: &str) -> String {
    format!("archive.softwareheritage.org/{page}")
}

fn wayback(page: &str) -> String {
    format!("web.archive.org/{page}")
}

async fn look(situations: Situations) -> (Vec<Archive>, Vec<String>) {
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let rescue = services(&standin, None).look_in_archives(&[PAGE.into()], Some(1_615_277_512_000)).await;
    (rescue.copies.into_iter().map(|copy| copy.archive).collect(), rescue.troubles)
}

#[tokio::test]
async fn copies_are_found_where_they_are() {
    let both = Situations::new().with(&heritage(PAGE), Situation::there()).with(&wayback(PAGE), Situation::there());
    let (copies, troubles) = look(both).await;
    assert_eq!(copies, [Archive::SoftwareHeritage, Archive::Wayback], "the whole repository before its page");
    assert!(troubles.is_empty(), "nothing went wrong: {troubles:?}");

    let by_hand = Situations::new().with(&heritage(&format!("{PAGE}.git")), Situation::there());
    assert_eq!(look(by_hand).await.0, [Archive::SoftwareHeritage], "an origin saved with .git is found too");
    assert_eq!(look(Situations::new()).await, (Vec::new(), Vec::new()), "nothing kept is an answer, not a trouble");
}

#[tokio::test]
async fn what_only_looks_like_a_copy_is_none() {
    let blocked = Situations::new().with(&wayback(PAGE), Situation::Forbidden);
    assert_eq!(look(blocked).await, (Vec::new(), Vec::new()), "a page of the archive's own is no memento");
}

#[tokio::test]
async fn an_archive_in_trouble_keeps_nothing_secret() {
    for (situation, words) in [
        (Situation::ServerError(503), "has trouble"),
        (Situation::SecondaryLimit { retry_after: 2 }, "asks to wait"),
        (Situation::Hang, "did not answer in time"),
        (Situation::Drip, "did not answer in time"),
        (Situation::CaptivePortal, "Something other than"),
        (Situation::Garbage, "Something other than"),
    ] {
        let said = format!("{situation:?}");
        let situations = Situations::new().with(&heritage(PAGE), situation).with(&wayback(PAGE), Situation::there());
        let (copies, troubles) = look(situations).await;
        assert_eq!(copies, [Archive::Wayback], "{said}: the other archive is asked all the same");
        assert!(troubles.len() == 1 && troubles[0].contains(words), "{said}: {troubles:?}");
    }
}

#[tokio::test]
async fn a_copy_is_asked_for_and_followed() {
    let standin = StandIn::start(Situations::new()).expect("the stand-in starts");
    let archives = services(&standin, None);
    assert_eq!(archives.preserve(PAGE).await, Ok(PreservationState::Queued), "it is queued");
    assert_eq!(archives.preservation(PAGE).await, Ok(PreservationState::Done), "and done, later");
    let posted: Vec<_> = standin.hits().into_iter().filter(|hit| hit.method == "POST").collect();
    assert_eq!(posted.len(), 1, "asked once: {posted:?}");

    let refusing = Situations::new().with(&format!("archive.softwareheritage.org/save/{PAGE}"), Situation::Forbidden);
    let standin = StandIn::start(refusing).expect("the stand-in starts");
    assert_eq!(services(&standin, None).preserve(PAGE).await, Ok(PreservationState::Refused), "some are not taken");
    let busy = Situation::SecondaryLimit { retry_after: 2 };
    let limited = Situations::new().with(&format!("archive.softwareheritage.org/save/{PAGE}"), busy);
    let standin = StandIn::start(limited).expect("the stand-in starts");
    let refused = services(&standin, None).preserve(PAGE).await;
    assert!(refused.is_err_and(|words| words.contains("asks to wait")), "a limit is not a refusal");
}
