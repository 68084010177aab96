//! What holds for every host alike: late belief, bounded cost, limits of one's own, no way into private networks.

use std::time::{Duration, Instant};

use postil_core::links::hosts::{Hosts, Place, Services};
use postil_core::links::verdict::Before;
use postil_core::model::HostKind::*;
use postil_core::model::Millis;
use postil_core::model::VerdictKind::*;
use postil_standin::{Made, Situation, Situations, StandIn};

use super::memory::{after, ask, hosts, quick, services};

const DAY: Millis = 86_400_000;

fn start(situations: Situations) -> StandIn {
    StandIn::start(situations).expect("a free port")
}

#[tokio::test]
async fn missing_is_believed_after_a_day_everywhere() {
    for (kind, path, words) in [
        (Gitlab, "gitlab.com/group/code", "Private or deleted"),
        (Bitbucket, "bitbucket.org/team/code", "Private or deleted"),
        (Forgejo, "codeberg.org/maker/code", "Private or deleted"),
        (Huggingface, "huggingface.co/lab/model", "Private or deleted"),
        (Sourcehut, "git.sr.ht/~maker/code", "Private or deleted"),
        (Anonymous4open, "anonymous.4open.science/code-A1", "Not there any more"),
        (Zenodo, "zenodo.org/4711", "Not there any more"),
        (Pages, "rain.github.io/code", "Not there any more"),
    ] {
        let standin = start(Situations::new().with(path, Situation::Missing));
        let first = ask(&standin, kind, path, &Before::default()).await;
        assert_eq!(first.outcome.verdict.kind, MissingUnconfirmed, "{path}: never gone on first sight");
        let since = first.outcome.first_missing.expect("since when");
        let early = Before { first_missing: Some(since - DAY + 60_000), ..after(&first, None) };
        let second = ask(&standin, kind, path, &early).await;
        assert_eq!(second.outcome.verdict.kind, MissingUnconfirmed, "{path}: nor within a day");
        let late = Before { first_missing: Some(since - DAY), ..after(&first, None) };
        let third = ask(&standin, kind, path, &late).await;
        assert_eq!(third.outcome.verdict.kind, PrivateOrGone, "{path}: {third:?}");
        assert!(third.outcome.verdict.headline.starts_with(words), "{path}: {}", third.outcome.verdict.headline);
        standin.set(path, Situation::There(Made::up(path.split_once('/').map_or("", |(_, name)| name))));
        let back = ask(&standin, kind, path, &after(&third, None)).await;
        assert_eq!(
            (back.outcome.verdict.kind, back.outcome.first_missing),
            (Alive, None),
            "{path}: what comes back is alive"
        );
    }
}

#[tokio::test]
async fn hostile_answers_cost_bounded_time() {
    let mut all = tokio::task::JoinSet::new();
    for (kind, base) in
        [(Gitlab, "gitlab.com/g"), (Zenodo, "zenodo.org"), (Sourcehut, "git.sr.ht/~m"), (Pages, "p.github.io")]
    {
        for (name, situation) in [("1", Situation::Hang), ("2", Situation::Drip), ("3", Situation::Endless)] {
            let path = format!("{base}/{name}");
            all.spawn(async move {
                let standin = start(Situations::new().with(&path, situation.clone()));
                let start = Instant::now();
                let checked = ask(&standin, kind, &path, &Before::default()).await;
                (path, kind, situation, checked.outcome.verdict, start.elapsed())
            });
        }
    }
    while let Some(done) = all.join_next().await {
        let (path, kind, situation, verdict, took) = done.expect("no panic");
        // Of a page the beginning is enough.
        let by_its_beginning = matches!(kind, Sourcehut | Pages) && situation == Situation::Endless;
        assert!(by_its_beginning || verdict.kind == ServerTrouble, "{path} {situation:?}: {verdict:?}");
        assert!(took < quick().total + Duration::from_secs(2), "{path} took {took:?}");
    }
}

#[tokio::test]
async fn a_limit_holds_for_its_host_alone() {
    let limit = Situation::SecondaryLimit { retry_after: 30 };
    let standin = start(Situations::new().with("gitlab.com/g/limited", limit));
    let services = services(&standin, None);
    let look = |host, name| {
        let services = services.clone();
        async move { services.check(Gitlab, &Place { host, owner: "g", name }, &Before::default()).await }
    };
    assert_eq!(look("gitlab.com", "limited").await.outcome.verdict.kind, RateLimited, "asked to wait");
    let hits = standin.hits().len();
    let next = look("gitlab.com", "other").await;
    assert_eq!(next.outcome.verdict.kind, RateLimited, "the next question waits as well");
    assert_eq!(standin.hits().len(), hits, "and is not sent");
    assert_eq!(look("gitlab.lab.example", "other").await.outcome.verdict.kind, Alive, "another host is not held up");
    let pause = services.pause("gitlab.com").expect("a pause");
    assert!(pause.words.contains("gitlab.com") && services.pause("GitHub").is_none(), "{pause:?}");
    assert!(services.pauses().iter().any(|(name, _)| name == "gitlab.com"), "it is kept over a restart");
}

#[tokio::test]
async fn what_is_insecure_is_said() {
    // Something that listens but does not speak TLS.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let hosts = Hosts::default().with_others(Some(base));
    let services = Services::new(hosts, None, quick(), postil_core::machine::now).expect("TLS can be set up");
    let place = Place { host: "gitlab.com", owner: "g", name: "code" };
    let checked = services.check(Gitlab, &place, &Before::default()).await;
    assert_eq!(checked.outcome.verdict.kind, Offline, "{checked:?}");
    assert!(checked.outcome.verdict.detail.contains("TLS"), "named as what it is: {}", checked.outcome.verdict.detail);
}

#[tokio::test]
async fn names_of_this_machine_are_not_asked() {
    let standin = start(Situations::new());
    // No base of its own: the name is resolved, and leads here.
    let hosts = Hosts { others: None, ..hosts(&standin) };
    let services = Services::new(hosts, None, quick(), postil_core::machine::now).expect("TLS can be set up");
    let port = standin.hosts_url().rsplit(':').next().and_then(|rest| rest.split('/').next()).map(str::to_owned);
    let url = format!("http://localhost:{}/hosts/x", port.expect("a port")).parse().expect("an address");
    let checked = services.check_page(&url, &Before::default()).await;
    assert_eq!(checked.outcome.verdict.kind, Unknown, "{checked:?}");
    assert!(checked.outcome.verdict.detail.contains("private network"), "and why is said: {checked:?}");
    assert!(standin.hits().is_empty(), "nothing was sent");
}
