//! Each row of the table, reached over the wire.

use std::time::{Duration, Instant};

use postil_core::links::hosts::Hosts;
use postil_core::links::hosts::github::GitHub;
use postil_core::links::verdict::Before;
use postil_core::model::{Millis, VerdictKind};
use postil_standin::{Situation, Situations, StandIn};

use super::memory::{after, check, github, hosts, quick, token};

const DAY: Millis = 86_400_000;

fn start(situations: Situations) -> StandIn {
    StandIn::start(situations).expect("a free port")
}

#[tokio::test]
async fn rows_with_and_without_a_token() {
    use VerdictKind::*;
    let rows = [
        ("some/body", None, Alive),
        ("a/archived", Some(Situation::archived("a/archived")), Archived),
        ("a/disabled", Some(Situation::disabled("a/disabled")), Disabled),
        ("a/empty", Some(Situation::empty("a/empty")), Empty),
        ("a/promise", Some(Situation::without_code("a/promise")), Empty),
        ("a/moved", Some(Situation::moved("newer/home")), Moved),
        ("a/movedgone", Some(Situation::MovedThenGone), MovedThenGone),
        ("a/missing", Some(Situation::Missing), MissingUnconfirmed),
        ("b/ownerless", Some(Situation::MissingWithOwner), MissingUnconfirmed),
        ("a/gone", Some(Situation::Gone), Gone),
        ("a/dmca", Some(Situation::blocked("dmca")), Blocked),
        ("a/tos", Some(Situation::Blocked { status: 403, reason: "tos".into() }), Blocked),
        ("a/forbidden", Some(Situation::Forbidden), Unknown),
        ("a/elsewhere", Some(Situation::RedirectTo("https://evil.example/repositories/5".into())), Unknown),
        ("a/sideways", Some(Situation::RedirectTo("/api/user".into())), Unknown),
        ("a/trouble", Some(Situation::ServerError(502)), ServerTrouble),
        ("a/unavailable", Some(Situation::Unavailable), ServerTrouble),
        ("a/garbage", Some(Situation::Garbage), ServerTrouble),
        ("a/nonsense", Some(Situation::Nonsense), ServerTrouble),
        ("a/cut", Some(Situation::Cut), ServerTrouble),
        ("a/portal", Some(Situation::CaptivePortal), Offline),
        ("a/secondary", Some(Situation::SecondaryLimit { retry_after: 8 }), RateLimited),
        ("a/words", Some(Situation::SecondaryLimitInWords), RateLimited),
        ("orgs/people", None, NotARepository),
    ];
    let table = rows.iter().fold(Situations::new(), |table, (name, situation, _)| match situation {
        Some(situation) => table.with(name, situation.clone()),
        None => table,
    });
    let standin = start(table);
    for (name, _, expected) in &rows {
        for token in [None, token()] {
            let how = if token.is_some() { "with a token" } else { "without a token" };
            standin.set_remaining(60, 5_000);
            let checked = check(&standin, token, name, &Before::default()).await;
            assert_eq!(checked.outcome.verdict.kind, *expected, "{name} {how}: {checked:?}");
            assert_eq!(
                checked.evidence.requests.len(),
                checked.evidence.statuses.len(),
                "{name}: each request has its status"
            );
            assert_eq!(
                checked.evidence.requests.is_empty(),
                *expected == NotARepository,
                "{name}: the requests are the evidence"
            );
        }
    }
    let agents: Vec<_> = standin.hits().into_iter().map(|hit| hit.user_agent).collect();
    assert!(agents.iter().all(|agent| agent.starts_with("Postil/")), "every request says who asks");
}

#[tokio::test]
async fn facts_and_the_new_home() {
    let standin = start(Situations::new().with("a/moved", Situation::moved("New-Owner/Name")));
    let alive = check(&standin, token(), "some/code", &Before::default()).await;
    let facts = alive.outcome.facts.expect("facts of a living repository");
    assert!(facts.stars.is_some() && facts.pushed_at.is_some() && facts.default_branch.is_some(), "{facts:?}");
    assert!(alive.outcome.remote_id.is_some(), "the number is kept to know the repository again");
    let moved = check(&standin, token(), "a/moved", &Before::default()).await;
    assert_eq!(moved.outcome.verdict.headline, "Moved to New-Owner/Name", "the new home is named");
    assert_eq!(moved.outcome.verdict.moved_to, Some("https://github.com/New-Owner/Name".into()), "and linked");
    assert!(
        moved.evidence.headers.iter().any(|header| header.starts_with("x-ratelimit-remaining:")),
        "{:?}",
        moved.evidence
    );
    assert!(moved.evidence.request_id.is_some(), "GitHub's own number of the request is kept");
}

#[tokio::test]
async fn unchanged_costs_nothing_and_keeps_everything() {
    let standin = start(Situations::new().with("a/b", Situation::archived("a/b")));
    let first = check(&standin, token(), "a/b", &Before::default()).await;
    let before = after(&first, first.etag.clone());
    let second = check(&standin, token(), "a/b", &before).await;
    assert_eq!(second.evidence.statuses, [304], "the tag was sent and understood");
    assert!(second.outcome.settled, "unchanged is an answer");
    assert_eq!(second.outcome.verdict, first.outcome.verdict, "the old verdict is confirmed");
    assert_eq!(second.outcome.facts, None, "stored facts stay");
    assert_eq!(second.etag, first.etag, "the tag is good for the next time as well");
    let without = check(&standin, None, "a/b", &before).await;
    assert_eq!(without.evidence.statuses, [200], "a tag of a token is not shown without it");
    standin.set("a/b", Situation::Missing);
    let missing = check(&standin, token(), "a/b", &before).await;
    assert_eq!(missing.etag, None, "a tag must not bring a verdict back that no longer stands");
}

#[tokio::test]
async fn a_name_used_by_another() {
    let standin = start(Situations::new());
    let first = check(&standin, token(), "a/b", &Before::default()).await;
    standin.set("a/b", Situation::reused("a/b"));
    let second = check(&standin, token(), "a/b", &after(&first, first.etag.clone())).await;
    assert_eq!(second.outcome.verdict.kind, VerdictKind::NameReused, "the number gives it away");
    let third = check(&standin, token(), "a/b", &after(&second, second.etag.clone())).await;
    assert_eq!(third.outcome.verdict.kind, VerdictKind::NameReused, "and it stays so");
}

#[tokio::test]
async fn missing_then_private_or_gone() {
    let standin = start(Situations::new().with("a/b", Situation::Missing).with("x/y", Situation::MissingWithOwner));
    let now = postil_core::machine::now();
    let first = check(&standin, None, "a/b", &Before::default()).await;
    assert!(
        first.evidence.requests.iter().all(|request| !request.starts_with("HEAD")),
        "the page is not asked before it could matter"
    );
    let day_later = Before { first_missing: Some(now - DAY), ..after(&first, None) };
    let second = check(&standin, None, "a/b", &day_later).await;
    assert_eq!(second.outcome.verdict.kind, VerdictKind::PrivateOrGone, "{second:?}");
    assert!(second.evidence.requests.iter().any(|request| request.starts_with("HEAD")), "the web page said so too");
    let ownerless = check(&standin, None, "x/y", &day_later).await;
    assert!(ownerless.outcome.verdict.headline.contains("owner is gone"), "{}", ownerless.outcome.verdict.headline);
    standin.set("a/b", Situation::Split { api: Box::new(Situation::Missing), web: Box::new(Situation::moved("c/d")) });
    let disputed = check(&standin, None, "a/b", &day_later).await;
    assert!(!disputed.outcome.settled, "API and page disagree: {disputed:?}");
}

#[tokio::test]
async fn tokens_in_the_way() {
    let standin = start(Situations::new().with("a/saml", Situation::Saml).with("a/ip", Situation::IpAllowList));
    for name in ["a/saml", "a/ip"] {
        let checked = check(&standin, token(), name, &Before::default()).await;
        assert_eq!(
            checked.outcome.verdict.kind,
            VerdictKind::Alive,
            "{name}: anyone may see it, only the token may not"
        );
        assert_eq!(checked.evidence.statuses, [403, 200], "{name}: once with and once without");
    }
    standin.refuse_tokens(true);
    let github = github(&standin, token());
    let checked = github.check("a", "b", &Before::default()).await;
    assert_eq!(checked.outcome.verdict.kind, VerdictKind::Alive, "a bad token is no reason not to look");
    assert!(github.token_refused() && !github.has_token(), "it is known to be bad");
    let hits = standin.hits().len();
    github.check("c", "d", &Before::default()).await;
    assert_eq!(standin.hits().len(), hits + 1, "and is not shown again");
    assert!(standin.hits().last().is_some_and(|hit| !hit.with_token), "and is not shown again");
}

#[tokio::test]
async fn pages_once_the_hour_is_used_up() {
    let standin = start(
        Situations::new()
            .with("a/moved", Situation::moved("newer/home"))
            .with("a/movedgone", Situation::MovedThenGone)
            .with("a/missing", Situation::Missing)
            .with("a/dmca", Situation::blocked("dmca"))
            .with("a/login", Situation::RedirectTo("/login?return_to=x".into()))
            .with("a/portal", Situation::CaptivePortal),
    );
    standin.set_remaining(0, 0);
    for (name, expected) in [
        ("some/body", VerdictKind::Alive),
        ("a/moved", VerdictKind::Moved),
        ("a/movedgone", VerdictKind::Alive),
        ("a/missing", VerdictKind::MissingUnconfirmed),
        ("a/dmca", VerdictKind::Blocked),
        ("a/login", VerdictKind::Unknown),
        ("a/portal", VerdictKind::Offline),
    ] {
        let checked = check(&standin, None, name, &Before::default()).await;
        let expected = if name == "a/movedgone" { VerdictKind::MovedThenGone } else { expected };
        assert_eq!(checked.outcome.verdict.kind, expected, "{name}: {checked:?}");
        assert_eq!(checked.outcome.facts, None, "{name}: a page gives no facts");
    }
    standin.set_remaining(13, 0);
    let github = github(&standin, None);
    for name in ["one", "two", "three", "four", "five"] {
        github.check("some", name, &Before::default()).await;
    }
    let pages = standin.hits().iter().rev().take(5).filter(|hit| hit.method == "HEAD").count();
    assert_eq!(pages, 2, "ten questions of the hour are left to the reader");
    standin.limit_pages(Some(30));
    let limited = github.check("some", "six", &Before::default()).await;
    assert_eq!(limited.outcome.verdict.kind, VerdictKind::RateLimited, "a 429 is never fine");
    let pause = github.pause().expect("a pause");
    assert!(
        (25_000..=31_000).contains(&(pause.until - postil_core::machine::now())),
        "as long as the page asked for: {pause:?}"
    );
}

#[tokio::test]
async fn limits_are_waited_for_as_told() {
    let standin = start(
        Situations::new()
            .with("a/primary", Situation::PrimaryLimit { reset_in: 120 })
            .with("a/secondary", Situation::SecondaryLimit { retry_after: 8 })
            .with("a/words", Situation::SecondaryLimitInWords),
    );
    for (name, seconds) in [("primary", 117..=121), ("secondary", 7..=8), ("words", 0..=1)] {
        let checked = github(&standin, token()).check("a", name, &Before::default()).await;
        assert_eq!(checked.outcome.verdict.kind, VerdictKind::RateLimited, "{name}: {checked:?}");
        let wait = (checked.retry_at.expect("a time") - postil_core::machine::now()) / 1_000;
        assert!(seconds.contains(&wait), "{name}: {wait} s");
    }
}

#[tokio::test]
async fn hostile_answers_cost_bounded_time() {
    let standin = start(
        Situations::new()
            .with("a/hang", Situation::Hang)
            .with("a/endless", Situation::Endless)
            .with("a/drip", Situation::Drip)
            .with("a/cut", Situation::Cut),
    );
    for name in ["a/hang", "a/endless", "a/drip", "a/cut"] {
        let start = Instant::now();
        let checked = check(&standin, token(), name, &Before::default()).await;
        assert_eq!(checked.outcome.verdict.kind, VerdictKind::ServerTrouble, "{name}: {checked:?}");
        assert!(start.elapsed() < quick().total + Duration::from_secs(1), "{name} took {:?}", start.elapsed());
    }
    let nobody = Hosts::or(Some("http://127.0.0.1:9/api".into()), Some("http://127.0.0.1:9/web".into()));
    let github = GitHub::new(nobody, token(), quick(), postil_core::machine::now).expect("TLS can be set up");
    let checked = github.check("a", "b", &Before::default()).await;
    assert_eq!(checked.outcome.verdict.kind, VerdictKind::Offline, "nobody listens: {checked:?}");
    assert_eq!(checked.evidence.statuses, [0], "no answer is told as 0");
}

#[tokio::test]
async fn the_token_stays_out_of_the_evidence() {
    let standin = start(Situations::new());
    let checked = check(&standin, token(), "a/b", &Before::default()).await;
    let all = format!("{checked:?}");
    assert!(!all.contains(super::memory::TOKEN), "evidence is shown and stored");
    assert!(standin.hits().iter().all(|hit| hit.with_token), "it did go along");
    assert!(hosts(&standin).github_api.starts_with("http://127.0.0.1"), "only to this machine");
}
