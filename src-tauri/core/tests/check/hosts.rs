//! Each decision about each host's answers beside GitHub's, reached over the wire.

use postil_core::links::hosts::Place;
use postil_core::links::verdict::Before;
use postil_core::model::HostKind::{self, *};
use postil_core::model::Millis;
use postil_core::model::VerdictKind::{self, *};
use postil_standin::{Made, Situation, Situations, StandIn};

use super::memory::{ask, services, token};

const DAY: Millis = 86_400_000;

/// One way of answering, and what it amounts to.
type Row = (&'static str, Option<Situation>, VerdictKind);

fn start(situations: Situations) -> StandIn {
    StandIn::start(situations).expect("a free port")
}

fn raw(status: u16, body: &str) -> Option<Situation> {
    Some(Situation::Raw(status, "application/json", body.to_owned()))
}

/// What means the same at every host with an API in JSON; `base` is host and owner.
fn common(base: &str) -> Vec<(String, Option<Situation>, VerdictKind)> {
    let html = |status| Some(Situation::Raw(status, "text/html", "<title>Hotel</title>".into()));
    [
        ("there", None, Alive),
        ("limited", Some(Situation::SecondaryLimit { retry_after: 3 }), RateLimited),
        ("usedup", Some(Situation::PrimaryLimit { reset_in: 90 }), RateLimited),
        ("trouble", Some(Situation::ServerError(502)), ServerTrouble),
        ("balancer", Some(Situation::Unavailable), ServerTrouble),
        ("garbage", Some(Situation::Garbage), Offline),
        ("nonsense", Some(Situation::Nonsense), ServerTrouble),
        ("cut", Some(Situation::Cut), ServerTrouble),
        ("portal", Some(Situation::CaptivePortal), Offline),
        ("foreign404", html(404), Offline),
        ("foreign410", html(410), Offline),
        ("teapot", raw(418, r#"{"message": "?", "error": "?", "status": 418, "type": "error"}"#), Unknown),
        ("legal", raw(451, r#"{"message": "?", "error": "?", "status": 451, "type": "error"}"#), Blocked),
        ("elsewhere", Some(Situation::RedirectTo("https://evil.example/api/v4/projects/5".into())), Unknown),
        ("inside", Some(Situation::RedirectTo("http://169.254.169.254/latest".into())), Unknown),
        ("signin", Some(Situation::RedirectTo("/users/sign_in".into())), Unknown),
    ]
    .into_iter()
    .map(|(name, situation, expected)| (format!("{base}/{name}"), situation, expected))
    .collect()
}

async fn expect(kind: HostKind, rows: impl IntoIterator<Item = (String, Option<Situation>, VerdictKind)>) -> StandIn {
    let rows: Vec<_> = rows.into_iter().collect();
    let table = rows.iter().fold(Situations::new(), |table, (path, situation, _)| match situation {
        Some(situation) => table.with(path, situation.clone()),
        None => table,
    });
    let standin = start(table);
    for (path, _, expected) in &rows {
        let checked = ask(&standin, kind, path, &Before::default()).await;
        assert_eq!(checked.outcome.verdict.kind, *expected, "{path}: {checked:?}");
        assert!(!checked.outcome.verdict.headline.is_empty(), "{path} is told in words");
        assert!(!checked.outcome.verdict.headline.contains("GitHub"), "{path}: in the right host's name");
        assert_eq!(
            checked.evidence.requests.len(),
            checked.evidence.statuses.len(),
            "{path}: each request has its status"
        );
        let unsettled = matches!(expected, RateLimited | Offline | ServerTrouble | Unknown);
        assert_eq!(checked.outcome.settled, !unsettled, "{path}: what settles nothing leaves the old verdict");
        assert_eq!(checked.retry_at.is_some(), *expected == RateLimited, "{path}: a limit says when to try again");
    }
    assert!(standin.hits().iter().all(|hit| hit.path.starts_with("/hosts/")), "no other service was asked");
    assert!(
        !standin.hits().iter().any(|hit| hit.path.contains("evil") || hit.path.contains("169.254")),
        "nobody was led astray"
    );
    standin
}

fn with(base: &str, rows: &[Row]) -> Vec<(String, Option<Situation>, VerdictKind)> {
    let mut all = common(base);
    all.extend(rows.iter().map(|(name, situation, expected)| (format!("{base}/{name}"), situation.clone(), *expected)));
    all
}

#[tokio::test]
async fn gitlab() {
    let rows = [
        ("archived", Some(Situation::archived("group/archived")), Archived),
        ("empty", Some(Situation::empty("group/empty")), Empty),
        ("moved", Some(Situation::moved("new/home")), Moved),
        ("renamed", Some(Situation::There(Made::up("new/name"))), Moved),
        ("movedgone", Some(Situation::MovedThenGone), MovedThenGone),
        ("missing", Some(Situation::Missing), MissingUnconfirmed),
        ("refused", raw(401, r#"{"message": "401 Unauthorized"}"#), Unknown),
        ("forbidden", Some(Situation::Forbidden), Unknown),
    ];
    expect(Gitlab, with("gitlab.com/group", &rows)).await;
    let own = expect(Gitlab, with("gitlab.lab.example/group", &rows)).await;
    let deep = ask(&own, Gitlab, "gitlab.lab.example/group/sub.group/code.jl", &Before::default()).await;
    assert_eq!(deep.outcome.verdict.kind, Alive, "nested groups: {deep:?}");
    assert!(deep.evidence.requests[0].contains("/projects/group%2Fsub%2Egroup%2Fcode%2Ejl?"), "{:?}", deep.evidence);
    let facts = deep.outcome.facts.expect("facts");
    assert!(facts.stars.is_some() && facts.default_branch.is_some() && facts.pushed_at.is_none(), "{facts:?}");
    let moved = ask(&own, Gitlab, "gitlab.lab.example/group/moved", &Before::default()).await;
    assert_eq!(moved.outcome.verdict.moved_to.as_deref(), Some("https://gitlab.lab.example/new/home"), "the new home");
    let missing = ask(&own, Gitlab, "gitlab.lab.example/group/missing", &Before::default()).await;
    assert!(missing.outcome.verdict.detail.starts_with("gitlab.lab.example has no such repository"), "{missing:?}");
    let nameless = ask(&own, Gitlab, "gitlab.com/code", &Before::default()).await;
    assert_eq!(nameless.outcome.verdict.kind, NotARepository, "without a group nothing is asked");
    assert!(nameless.evidence.requests.is_empty(), "and no request is made");
}

#[tokio::test]
async fn bitbucket() {
    let rows = [
        ("empty", Some(Situation::empty("team/empty")), Empty),
        ("moved", Some(Situation::moved("new/home")), Moved),
        ("renamed", Some(Situation::There(Made::up("new/name"))), Moved),
        ("missing", Some(Situation::Missing), MissingUnconfirmed),
        ("gone", Some(Situation::Gone), Gone),
        ("private", Some(Situation::Forbidden), Unknown),
    ];
    let standin = expect(Bitbucket, with("bitbucket.org/team", &rows)).await;
    let private = ask(&standin, Bitbucket, "bitbucket.org/team/private", &Before::default()).await;
    assert!(private.outcome.verdict.detail.contains("Access denied"), "in its own words: {private:?}");
    let there = ask(&standin, Bitbucket, "bitbucket.org/team/there", &Before::default()).await;
    assert!(
        there.outcome.facts.is_some_and(|facts| facts.pushed_at.is_some()),
        "the time has a fraction and an offset"
    );
    assert!(there.outcome.remote_id.is_some(), "its number is known");
    standin.set("bitbucket.org/team/there", Situation::reused("team/there"));
    let before = Before { remote_id: there.outcome.remote_id, ..Before::default() };
    let reused = ask(&standin, Bitbucket, "bitbucket.org/team/there", &before).await;
    assert_eq!(reused.outcome.verdict.kind, NameReused, "another repository under the same name");
}

#[tokio::test]
async fn forgejo() {
    let rows = [
        ("archived", Some(Situation::archived("maker/archived")), Archived),
        ("empty", Some(Situation::empty("maker/empty")), Empty),
        ("moved", Some(Situation::moved("new/home")), Moved),
        ("missing", Some(Situation::Missing), MissingUnconfirmed),
        ("forbidden", Some(Situation::Forbidden), Unknown),
    ];
    expect(Forgejo, with("codeberg.org/maker", &rows)).await;
    let own = expect(Forgejo, with("git.lab.example/maker", &rows)).await;
    let there = ask(&own, Forgejo, "git.lab.example/maker/code", &Before::default()).await;
    let facts = there.outcome.facts.expect("facts");
    assert_eq!(facts.pushed_at, Some(1_717_790_876_000), "a time with an offset: {facts:?}");
}

#[tokio::test]
async fn hugging_face() {
    let there = Some(Situation::There(Made { disabled: true, ..Made::up("lab/disabled") }));
    let rows = [
        ("gated", Some(Situation::Gated), Alive),
        ("shut", Some(Situation::Forbidden), Alive),
        ("disabled", there, Disabled),
        ("resource", Some(Situation::Gone), Disabled),
        ("moved", Some(Situation::moved("new/home")), Moved),
        ("missing", Some(Situation::Missing), MissingUnconfirmed),
        ("wordsonly", Some(Situation::MissingWithOwner), MissingUnconfirmed),
        ("refused", raw(401, r#"{"error": "Something else"}"#), Unknown),
        ("portal401", Some(Situation::Raw(401, "text/html", "Sign in to our Wi-Fi".into())), Offline),
    ];
    for base in ["huggingface.co/lab", "huggingface.co/datasets/lab", "huggingface.co/spaces/lab"] {
        let standin = expect(Huggingface, with(base, &rows)).await;
        let gated = ask(&standin, Huggingface, &format!("{base}/gated"), &Before::default()).await;
        assert!(gated.outcome.verdict.detail.contains("on request"), "a gate is told: {gated:?}");
        let moved = ask(&standin, Huggingface, &format!("{base}/moved"), &Before::default()).await;
        let home = format!("https://{}", base.replace("/lab", "/new/home"));
        assert_eq!(moved.outcome.verdict.moved_to, Some(home), "the same kind of place at its new home");
    }
}

#[tokio::test]
async fn anonymous_github() {
    let base = "anonymous.4open.science";
    let rows = [
        ("revealed", Some(Situation::Revealed("https://github.com/true/home".into())), Moved),
        ("badurl", Some(Situation::Revealed("javascript:alert(1)".into())), Alive),
        ("expired", Some(Situation::Gone), Gone),
        ("notready", Some(Situation::NotReady), ServerTrouble),
        ("missing", Some(Situation::Missing), MissingUnconfirmed),
        ("slow", raw(425, r#"{"error": "something_new"}"#), ServerTrouble),
    ];
    let standin =
        start(with(base, &rows).into_iter().fold(Situations::new(), |table, (path, situation, _)| match situation {
            Some(situation) => table.with(&path, situation),
            None => table,
        }));
    for (path, _, expected) in with(base, &rows) {
        let checked = ask(&standin, Anonymous4open, &path, &Before::default()).await;
        assert_eq!(checked.outcome.verdict.kind, expected, "{path}: {checked:?}");
    }
    let of = |name: &str| format!("{base}/{name}");
    let revealed = ask(&standin, Anonymous4open, &of("revealed"), &Before::default()).await.outcome.verdict;
    assert_eq!(revealed.moved_to.as_deref(), Some("https://github.com/true/home"), "the authors' own repository");
    assert_eq!(revealed.headline, "Moved to true/home", "by its name");
    let ready = ask(&standin, Anonymous4open, &of("notready"), &Before::default()).await.outcome.verdict;
    assert_eq!(ready.headline, "Not ready yet", "to be tried later, not dead");
    let used_up = ask(&standin, Anonymous4open, &of("usedup"), &Before::default()).await;
    let wait = used_up.retry_at.expect("a time") - postil_core::machine::now();
    assert!((80_000..=91_000).contains(&wait), "as long as it says in its body: {wait} ms");
}

#[tokio::test]
async fn zenodo() {
    let row = |id: u32, situation: Option<Situation>, kind| (format!("zenodo.org/{id}"), situation, kind);
    let mut rows: Vec<_> = (100..).zip(common("")).map(|(id, (_, situation, kind))| row(id, situation, kind)).collect();
    rows.extend([
        row(4711, None, Alive),
        row(4712, Some(Situation::Gated), Alive),
        row(4720, Some(Situation::VersionsOf("4727".into())), Alive),
        row(4731, Some(Situation::moved("4899")), Moved),
        row(4713, Some(Situation::Missing), MissingUnconfirmed),
        row(4714, Some(Situation::Gone), Gone),
        row(4715, Some(Situation::Forbidden), Unknown),
    ]);
    let standin = expect(Zenodo, rows).await;
    let gone = ask(&standin, Zenodo, "zenodo.org/4714", &Before::default()).await.outcome.verdict;
    assert!(gone.detail.contains("retracted"), "the tombstone's reason is told: {}", gone.detail);
    let closed = ask(&standin, Zenodo, "zenodo.org/4712", &Before::default()).await.outcome.verdict;
    assert!(closed.detail.contains("on request"), "restricted files are told: {}", closed.detail);
    let odd = ask(&standin, Zenodo, "zenodo.org/47x", &Before::default()).await;
    assert!(odd.outcome.verdict.kind == NotARepository && odd.evidence.requests.is_empty(), "records have numbers");
}

#[tokio::test]
async fn sourcehut() {
    let base = "git.sr.ht/~maker";
    let html = |status, text: &str| Some(Situation::Raw(status, "text/html", text.into()));
    let rows: [Row; 12] = [
        ("there", None, Alive),
        ("empty", Some(Situation::empty("~maker/empty")), Empty),
        ("missing", Some(Situation::Missing), MissingUnconfirmed),
        ("puzzle", Some(Situation::NotReady), Unknown),
        ("private", Some(Situation::Forbidden), Unknown),
        ("limited", Some(Situation::SecondaryLimit { retry_after: 3 }), RateLimited),
        ("trouble", Some(Situation::Unavailable), ServerTrouble),
        ("portal", Some(Situation::CaptivePortal), Unknown),
        ("foreign", html(404, "<title>Not here</title>"), Offline),
        ("foreign403", html(403, "Go away"), Offline),
        ("likegit", html(200, "# service=git-upload-pack"), Unknown),
        ("cut", Some(Situation::Hang), ServerTrouble),
    ];
    let standin =
        expect(Sourcehut, rows.map(|(name, situation, kind)| (format!("{base}/{name}"), situation, kind))).await;
    let there = ask(&standin, Sourcehut, "git.sr.ht/~maker/there", &Before::default()).await;
    assert_eq!(there.evidence.statuses, [200], "git's list of branches is proof enough");
}

#[tokio::test]
async fn gists() {
    let id = |n: u32| format!("gist.github.com/maker/{n:032x}");
    let key = |n: u32| format!("gist.github.com/{n:032x}");
    let standin = start(
        Situations::new()
            .with(&key(2), Situation::Missing)
            .with(&key(3), Situation::blocked("dmca"))
            .with(&key(4), Situation::SecondaryLimit { retry_after: 3 })
            .with(&key(5), Situation::ServerError(500))
            .with(&key(6), Situation::CaptivePortal)
            .with(&key(7), Situation::Nonsense),
    );
    let expected = [Alive, MissingUnconfirmed, Blocked, RateLimited, ServerTrouble, Offline, ServerTrouble];
    for (n, expected) in (1..).zip(expected) {
        let checked = ask(&standin, Gist, &id(n), &Before::default()).await;
        assert_eq!(checked.outcome.verdict.kind, expected, "gist {n}: {checked:?}");
    }
    let first = ask(&standin, Gist, &id(1), &Before::default()).await;
    assert!(first.outcome.facts.is_some_and(|facts| facts.language.as_deref() == Some("Python")), "with facts");
    let before = Before { first_missing: Some(postil_core::machine::now() - DAY), ..Before::default() };
    let again = ask(&standin, Gist, &id(2), &before).await;
    assert_eq!(again.outcome.verdict.kind, PrivateOrGone, "a day later, by API and page: {again:?}");
    assert!(again.evidence.requests.iter().any(|asked| asked.starts_with("HEAD")), "the page said so too");
    standin.set_remaining(0, 0);
    for (n, expected) in [(1, Alive), (2, MissingUnconfirmed)] {
        let by_page = ask(&standin, Gist, &id(n), &Before::default()).await;
        assert_eq!(by_page.outcome.verdict.kind, expected, "gist {n} by its page: {by_page:?}");
    }
    let odd = ask(&standin, Gist, "gist.github.com/maker/not-a-number", &Before::default()).await;
    assert_eq!(odd.outcome.verdict.kind, NotARepository, "gists have numbers");
    let with_token = services(&standin, token());
    let name = format!("{:032x}", 1);
    let place = Place { host: "gist.github.com", owner: "", name: &name };
    standin.set_remaining(0, 5_000);
    with_token.check(Gist, &place, &Before::default()).await;
    assert!(standin.hits().last().is_some_and(|hit| hit.with_token), "the token is good for gists as well");
}

#[tokio::test]
async fn pages() {
    let rows: [(&str, Option<Situation>, VerdictKind); 21] = [
        ("lab.example/rain", None, Alive),
        ("lab.example", None, Alive),
        ("lab.example/slash", Some(Situation::Moved { to: "/slash/index.html".into() }), Alive),
        ("lab.example/www", Some(Situation::Moved { to: "https://www.lab.example/www".into() }), Alive),
        ("lab.example/moved", Some(Situation::Moved { to: "https://new.example/moved".into() }), Moved),
        ("lab.example/fornow", Some(Situation::RedirectTo("https://new.example/fornow".into())), Alive),
        ("lab.example/front", Some(Situation::RedirectTo("/".into())), Unknown),
        ("lab.example/login", Some(Situation::RedirectTo("/accounts/login?next=/login".into())), Unknown),
        ("lab.example/loop", Some(Situation::RedirectTo("/loop".into())), Unknown),
        ("lab.example/inside", Some(Situation::RedirectTo("https://127.0.0.1/admin".into())), Unknown),
        ("lab.example/metadata", Some(Situation::RedirectTo("https://169.254.169.254/latest".into())), Unknown),
        ("lab.example/mapped", Some(Situation::RedirectTo("https://[::ffff:10.0.0.1]/".into())), Unknown),
        ("lab.example/insecure", Some(Situation::RedirectTo("http://lab.example/x".into())), Unknown),
        ("lab.example/soft", Some(Situation::Titled("Page not found - The lab".into())), Unknown),
        ("lab.example/parked", Some(Situation::Titled("This domain is for sale".into())), Unknown),
        ("lab.example/missing", Some(Situation::Missing), MissingUnconfirmed),
        ("lab.example/gone", Some(Situation::Gone), Gone),
        ("lab.example/signin", Some(Situation::Gated), Unknown),
        ("lab.example/robots", Some(Situation::Forbidden), Unknown),
        ("lab.example/trouble", Some(Situation::ServerError(500)), ServerTrouble),
        ("lab.example/limited", Some(Situation::SecondaryLimit { retry_after: 3 }), RateLimited),
    ];
    let table = rows.iter().fold(Situations::new(), |table, (path, situation, _)| match situation {
        Some(situation) => table.with(path, situation.clone()),
        None => table,
    });
    let standin = start(
        table.with("lab.example/endless", Situation::Endless).with("open.example/any", Situation::Titled("Any".into())),
    );
    let look = |url: String| {
        let services = services(&standin, None);
        async move { services.check_page(&url.parse().expect("an address"), &Before::default()).await }
    };
    for (path, _, expected) in &rows {
        let checked = look(format!("https://{path}")).await;
        assert_eq!(checked.outcome.verdict.kind, *expected, "{path}: {checked:?}");
        assert!(checked.evidence.requests.len() <= 6, "{path}: at most five redirects are followed");
    }
    assert!(
        !standin.hits().iter().any(|hit| hit.path.contains("127.0.0.1") || hit.path.contains("169.254")),
        "no way inside"
    );
    let moved = look("https://lab.example/moved".into()).await.outcome.verdict;
    assert_eq!(moved.moved_to.as_deref(), Some("https://new.example/moved"), "where it went for good");
    let endless = look("https://lab.example/endless".into()).await;
    assert_eq!(endless.outcome.verdict.kind, Alive, "the beginning of a page is enough");
    let plain = look("http://lab.example/rain".into()).await;
    assert_eq!(plain.outcome.verdict.kind, Alive, "an old page without encryption: {plain:?}");
    assert_eq!(plain.evidence.requests.len(), 2, "whose host was asked for what it cannot have");
    let nowhere = "open.example/postil-asks-for-a-page-that-is-not-there";
    standin.set(nowhere, Situation::Titled("Any".into()));
    let any = look("http://open.example/any".into()).await;
    assert_eq!(any.outcome.verdict.kind, Unknown, "who answers everything says nothing: {any:?}");
    let inside = look("http://192.168.0.1/router".into()).await;
    assert_eq!(inside.outcome.verdict.kind, Unknown, "a link into a private network is not asked");
    assert!(inside.evidence.requests.is_empty() && inside.outcome.verdict.detail.contains("private"), "{inside:?}");
}
