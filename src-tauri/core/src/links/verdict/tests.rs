//! The table, row by row, in its order.

use serde_json::{Value, json};

use super::*;

const NOW: Millis = 1_795_000_000_000;
const DAY: Millis = 86_400_000;

fn decide(name: &str, observed: &Observed, before: &Before, now: Millis) -> Outcome {
    super::decide(&Speaker::GITHUB, name, observed, before, now)
}

fn answer(status: u16, body: Value) -> Response {
    Response { status, request_id: Some("C0DE:1".into()), body: Body::Json(body), ..Response::default() }
}

fn repository(id: i64, full_name: &str) -> Value {
    json!({
        "id": id, "full_name": full_name, "html_url": format!("https://github.com/{full_name}"), "size": 120,
        "stargazers_count": 41, "pushed_at": "2025-01-06T21:35:40Z", "license": {"spdx_id": "MIT", "name": "MIT License"},
        "language": "Python", "description": null, "default_branch": "main", "archived": false, "disabled": false
    })
}

fn with(mut body: Value, key: &str, value: Value) -> Value {
    body[key] = value;
    body
}

fn said(response: Response) -> Reading {
    read(&Answer::Response(response))
}

fn message(status: u16, words: &str) -> Response {
    answer(status, json!({"message": words}))
}

fn observed(first: Reading) -> Observed {
    Observed { repository: Some(first), ..Observed::default() }
}

fn kind(observed: &Observed, before: &Before) -> VerdictKind {
    decide("o/r", observed, before, NOW).verdict.kind
}

fn fresh(response: Response) -> VerdictKind {
    kind(&observed(said(response)), &Before::default())
}

#[test]
fn one_answer_each_row() {
    use VerdictKind::*;
    let blocked = json!({"message": "Repository access blocked", "block": {"reason": "dmca", "created_at": "2021-04-22T17:53:56Z", "html_url": "https://github.com/github/dmca"}});
    let rows: Vec<(&str, Response, VerdictKind)> = vec![
        (
            "a 404 without a request id is not GitHub's",
            Response { request_id: None, ..message(404, "Not Found") },
            Offline,
        ),
        (
            "a portal's page is not GitHub's",
            Response { request_id: None, body: Body::Other, ..answer(200, Value::Null) },
            Offline,
        ),
        (
            "a redirect to a sign-in is not GitHub's",
            Response {
                request_id: None,
                status: 302,
                location: Some("http://wifi.example/".into()),
                ..Response::default()
            },
            Offline,
        ),
        ("403 with retry-after", Response { retry_after: Some(8_000), ..message(403, "") }, RateLimited),
        ("429 with retry-after", Response { retry_after: Some(8_000), ..message(429, "") }, RateLimited),
        ("a bare 429 is never fine", Response { request_id: None, body: Body::None, ..message(429, "") }, RateLimited),
        (
            "403 with nothing remaining, whatever it says",
            Response { remaining: Some(0), ..message(403, "Must have push access to repository") },
            RateLimited,
        ),
        ("403 by its first words", message(403, "API Rate Limit Exceeded for 203.0.113.7"), RateLimited),
        (
            "403 by its first words, secondary",
            message(403, "You have exceeded a secondary rate limit. Please wait"),
            RateLimited,
        ),
        (
            "403 by its first words, as they were before 2021",
            message(403, "You have triggered an abuse detection mechanism. Please wait a few minutes"),
            RateLimited,
        ),
        (
            "a limit is read before a block",
            Response { remaining: Some(0), ..answer(403, blocked.clone()) },
            RateLimited,
        ),
        ("bad credentials", message(401, "Bad credentials"), TokenInvalid),
        ("SAML", message(403, "Resource protected by organization SAML enforcement."), Unknown),
        ("451", answer(451, blocked.clone()), Blocked),
        ("451 without a word", Response { body: Body::None, ..answer(451, Value::Null) }, Blocked),
        ("a block under any status", answer(403, blocked.clone()), Blocked),
        ("a block under 404", answer(404, blocked), Blocked),
        ("another 403", message(403, "Must have push access to repository"), Unknown),
        ("disabled", answer(200, with(repository(5, "o/r"), "disabled", json!(true))), Disabled),
        (
            "disabled before archived",
            answer(200, with(with(repository(5, "o/r"), "archived", json!(true)), "disabled", json!(true))),
            Disabled,
        ),
        ("archived", answer(200, with(repository(5, "o/r"), "archived", json!(true))), Archived),
        ("size 0 is no proof of being empty", answer(200, with(repository(5, "o/r"), "size", json!(0))), Alive),
        ("alive", answer(200, repository(5, "o/r")), Alive),
        ("another spelling is the same place", answer(200, repository(5, "O/R")), Alive),
        ("another name is another place", answer(200, repository(5, "new/r")), Moved),
        ("404 once", message(404, "Not Found"), MissingUnconfirmed),
        ("410", message(410, "Gone"), Gone),
        ("500", message(500, "Server Error"), ServerTrouble),
        (
            "503 in HTML, without a request id",
            Response { request_id: None, body: Body::Other, ..answer(503, Value::Null) },
            ServerTrouble,
        ),
        ("200 that is no JSON", Response { body: Body::Other, ..answer(200, Value::Null) }, ServerTrouble),
        ("200 about nothing", answer(200, json!([1])), ServerTrouble),
        ("a status nobody knows", answer(418, Value::Null), Unknown),
    ];
    for (why, response, expected) in rows {
        assert_eq!(fresh(response), expected, "{why}");
    }
    let no_connection = read(&Answer::NoConnection("refused".into()));
    assert_eq!(kind(&observed(no_connection), &Before::default()), Offline, "no connection");
    let no_answer = read(&Answer::NoAnswer("slow".into()));
    assert_eq!(kind(&observed(no_answer), &Before::default()), ServerTrouble, "a timeout");
    assert!(not_a_repository("orgs", "o").is_some_and(|verdict| verdict.kind == NotARepository), "a reserved owner");
}

#[test]
fn what_settles_nothing_changes_nothing() {
    let before = Before { remote_id: Some(5), first_missing: Some(3), ..Before::default() };
    for response in [
        message(403, "?"),
        message(500, "?"),
        Response { request_id: None, ..message(404, "") },
        message(401, "Bad credentials"),
        message(429, ""),
    ] {
        let status = response.status;
        let outcome = decide("o/r", &observed(said(response)), &before, NOW);
        assert!(!outcome.settled, "{status} must leave the old verdict standing");
        assert_eq!(
            (outcome.remote_id, outcome.first_missing, outcome.facts),
            (Some(5), Some(3), None),
            "{status} must not touch what is known"
        );
        assert!(!outcome.verdict.headline.is_empty(), "{status} is told in words");
    }
}

#[test]
fn redirects() {
    let redirect = || {
        said(Response {
            location: Some("https://api.github.com/repositories/5".into()),
            ..message(301, "Moved Permanently")
        })
    };
    let led_to = |response| Observed { target: Some(said(response)), ..observed(redirect()) };
    let moved = decide("o/r", &led_to(answer(200, repository(5, "new/home"))), &Before::default(), NOW);
    assert_eq!(moved.verdict.kind, VerdictKind::Moved, "301 and then 200");
    assert_eq!(moved.verdict.headline, "Moved to new/home", "the new home is named");
    assert_eq!(moved.verdict.moved_to.as_deref(), Some("https://github.com/new/home"), "and linked");
    assert_eq!(moved.facts.and_then(|facts| facts.stars), Some(41), "its facts are those of the new home");
    let before = Before { remote_id: Some(4), ..Before::default() };
    let stranger = decide("o/r", &led_to(answer(200, repository(5, "new/home"))), &before, NOW);
    assert!(stranger.verdict.detail.contains("not the one"), "a redirect to another repository comes with a warning");
    assert_eq!(stranger.remote_id, Some(4), "the number seen first is kept");
    assert_eq!(
        kind(&led_to(message(404, "Not Found")), &Before::default()),
        VerdictKind::MovedThenGone,
        "301 and then 404"
    );
    assert_eq!(
        kind(&led_to(message(500, "")), &Before::default()),
        VerdictKind::ServerTrouble,
        "301 and then 500 settles nothing"
    );
    assert_eq!(
        kind(&led_to(Response { retry_after: Some(1), ..message(403, "") }), &Before::default()),
        VerdictKind::RateLimited,
        "a limit on the way is a limit"
    );
    assert_eq!(
        kind(&observed(redirect()), &Before::default()),
        VerdictKind::Unknown,
        "a redirect that must not be followed is not a verdict"
    );
}

#[test]
fn a_name_used_again_is_never_alive() {
    let before = Before { remote_id: Some(4), ..Before::default() };
    let outcome = decide("o/r", &observed(said(answer(200, repository(5, "o/r")))), &before, NOW);
    assert_eq!(outcome.verdict.kind, VerdictKind::NameReused, "another number is another repository");
    assert_eq!(outcome.facts, None, "a stranger's stars are not shown");
    let after = Before { verdict: outcome.verdict, remote_id: outcome.remote_id, ..Before::default() };
    assert_eq!(
        kind(&observed(said(answer(200, repository(5, "o/r")))), &after),
        VerdictKind::NameReused,
        "and it stays so the next time"
    );
    let by_page = Observed { web_only: true, ..observed(Reading::Found(Box::default())) };
    assert_eq!(kind(&by_page, &after), VerdictKind::NameReused, "a page cannot clear it");
}

#[test]
fn missing_is_believed_late() {
    let missing = || said(message(404, "Not Found"));
    let first = decide("o/r", &observed(missing()), &Before::default(), NOW);
    assert_eq!(
        (first.verdict.kind, first.first_missing),
        (VerdictKind::MissingUnconfirmed, Some(NOW)),
        "never gone on first sight"
    );
    let since =
        |ago: Millis| Before { verdict: first.verdict.clone(), first_missing: Some(NOW - ago), ..Before::default() };
    let on_both = Observed { page: Some(Reading::Missing), ..observed(missing()) };
    assert_eq!(kind(&on_both, &since(DAY - 1)), VerdictKind::MissingUnconfirmed, "a minute short of a day is too soon");
    assert_eq!(kind(&on_both, &since(DAY)), VerdictKind::PrivateOrGone, "twice, a day apart, on the API and the web");
    assert_eq!(kind(&observed(missing()), &since(DAY)), VerdictKind::MissingUnconfirmed, "the API alone is not enough");
    let page_there = Observed { page: Some(Reading::Found(Box::default())), ..observed(missing()) };
    assert_eq!(kind(&page_there, &since(DAY)), VerdictKind::Unknown, "when they disagree nothing is settled");
    let page_limited =
        Observed { page: Some(Reading::RateLimited { wait: None, primary: false }), ..observed(missing()) };
    assert_eq!(kind(&page_limited, &since(DAY)), VerdictKind::MissingUnconfirmed, "a limit is never dead");
    let owner_gone = Observed { owner: Some(Reading::Missing), ..on_both };
    let words = decide("o/r", &owner_gone, &since(DAY), NOW).verdict;
    assert!(words.headline.contains("owner is gone"), "{}", words.headline);
    let stays = Before { verdict: words, first_missing: Some(NOW - 9 * DAY), ..Before::default() };
    assert_eq!(
        kind(&observed(missing()), &stays),
        VerdictKind::PrivateOrGone,
        "once confirmed, another 404 keeps it so"
    );
    let back = decide("o/r", &observed(said(answer(200, repository(5, "o/r")))), &stays, NOW);
    assert_eq!(
        (back.verdict.kind, back.first_missing),
        (VerdictKind::Alive, None),
        "what comes back is alive, and its absence forgotten"
    );
}

#[test]
fn empty_is_proved_by_its_commits() {
    let nothing = || said(answer(200, with(repository(5, "o/r"), "size", json!(0))));
    let asked = |commits| Observed { commits: Some(said(commits)), ..observed(nothing()) };
    assert_eq!(
        kind(&asked(message(409, "Git Repository is empty.")), &Before::default()),
        VerdictKind::Empty,
        "409 with those words"
    );
    assert_eq!(kind(&asked(answer(200, json!([]))), &Before::default()), VerdictKind::Alive, "it has commits");
    assert_eq!(
        kind(&asked(message(409, "Conflict")), &Before::default()),
        VerdictKind::Alive,
        "409 with other words proves nothing"
    );
}

#[test]
fn unchanged_keeps_what_stands() {
    let standing = decide(
        "o/r",
        &observed(said(answer(200, with(repository(5, "o/r"), "archived", json!(true))))),
        &Before::default(),
        NOW,
    );
    let before = Before { verdict: standing.verdict.clone(), remote_id: Some(5), ..Before::default() };
    let outcome = decide("o/r", &observed(Reading::NotModified), &before, NOW);
    assert!(outcome.settled, "304 is an answer");
    assert_eq!((outcome.verdict, outcome.facts), (standing.verdict, None), "the old verdict and the stored facts stay");
}

#[test]
fn pages_tell_less() {
    let page = |reading| Observed { web_only: true, ..observed(reading) };
    let there = || page(read_web(&Answer::Response(Response { body: Body::None, ..answer(200, Value::Null) })));
    assert_eq!(kind(&there(), &Before::default()), VerdictKind::Alive, "a page that is there");
    let archived =
        Before { verdict: Verdict { kind: VerdictKind::Archived, ..Verdict::default() }, ..Before::default() };
    assert_eq!(kind(&there(), &archived), VerdictKind::Archived, "a page does not say that it is no longer archived");
    assert_eq!(decide("o/r", &there(), &Before::default(), NOW).facts, None, "no facts are made up");
    let new_home =
        Found { full_name: "new/home".into(), url: "https://github.com/new/home".into(), ..Found::default() };
    let moved = Observed { target: Some(Reading::Found(Box::new(new_home))), ..page(Reading::Redirect("x".into())) };
    assert_eq!(kind(&moved, &Before::default()), VerdictKind::Moved, "a page that leads elsewhere");
    let spelling = Found { full_name: "O/R".into(), ..Found::default() };
    let same = Observed { target: Some(Reading::Found(Box::new(spelling))), ..page(Reading::Redirect("x".into())) };
    assert_eq!(kind(&same, &Before::default()), VerdictKind::Alive, "another spelling is no move");
    assert_eq!(
        kind(&page(Reading::Missing), &Before { first_missing: Some(0), ..Before::default() }),
        VerdictKind::MissingUnconfirmed,
        "pages alone confirm nothing"
    );
}

#[test]
fn facts() {
    let found = |body| match said(answer(200, body)) {
        Reading::Found(found) => *found,
        other => Found { full_name: format!("not found but {other:?}"), ..Found::default() },
    };
    let facts = found(repository(5, "o/r")).facts.unwrap_or_default();
    assert_eq!(facts.pushed_at, Some(1_736_199_340_000), "2025-01-06T21:35:40Z");
    assert_eq!(
        (facts.stars, facts.licence.as_deref(), facts.language.as_deref()),
        (Some(41), Some("MIT"), Some("Python")),
        "as given"
    );
    let other = with(repository(5, "o/r"), "license", json!({"spdx_id": "NOASSERTION", "name": "Other"}));
    assert_eq!(
        found(other).facts.and_then(|facts| facts.licence).as_deref(),
        Some("Other"),
        "NOASSERTION is no licence"
    );
    let odd = with(repository(5, "o/r"), "html_url", json!("javascript:alert(1)"));
    assert_eq!(found(odd).url, "", "an address that is none is not kept");
}

#[test]
fn blocks_are_explained() {
    let block = |reason: &str| {
        let body = json!({"message": "Repository access blocked", "block": {"reason": reason, "created_at": "2021-04-22T17:53:56Z", "html_url": "https://github.com/tos"}});
        decide("o/r", &observed(said(answer(451, body))), &Before::default(), NOW).verdict
    };
    assert!(block("dmca").headline.contains("copyright"), "the reason is said for people");
    assert!(block("tos").headline.contains("terms"), "the reason is said for people");
    assert_eq!(block("dmca").detail, "Since 22 April 2021.", "and the date");
    assert_eq!(block("tos").notice_url.as_deref(), Some("https://github.com/tos"), "and where to read more");
}

#[test]
fn names_that_are_never_asked_for() {
    for (owner, name) in [
        ("orgs", "x"),
        ("Settings", "x"),
        ("a b", "x"),
        ("a", ".."),
        ("a", "."),
        ("", "x"),
        ("a", ""),
        ("-a", "x"),
        ("a", "x/y"),
        ("a", "x?y"),
        ("ü", "x"),
        ("..", "x"),
    ] {
        assert!(not_a_repository(owner, name).is_some(), "{owner}/{name} must not become part of a request");
    }
    for (owner, name) in [("a", ".github"), ("EmpathYang", "TinyHelen"), ("x_corp", "a.b-c_d"), ("a-b", "-")] {
        assert!(not_a_repository(owner, name).is_none(), "{owner}/{name} can be a repository");
    }
}

#[test]
fn when_to_look_again() {
    let due = |kind, pushed: Option<Millis>, missing: Option<Millis>| {
        (next_due(kind, pushed.map(|ago| NOW - ago), missing.map(|ago| NOW - ago), None, NOW) - NOW) / DAY
    };
    assert_eq!(due(VerdictKind::Alive, Some(DAY), None), 7, "worked on yesterday");
    assert_eq!(due(VerdictKind::Alive, Some(900 * DAY), None), 30, "still for years");
    assert_eq!(due(VerdictKind::Archived, None, None), 90, "archived seldom changes");
    assert_eq!(due(VerdictKind::Blocked, None, None), 30, "blocked");
    let steps: Vec<_> = [0, 1, 4, 11, 41].map(|ago| due(VerdictKind::PrivateOrGone, None, Some(ago * DAY))).into();
    assert_eq!(steps, [1, 3, 7, 30, 30], "missing: after 1, 3, 7 days, then every 30");
    let retry = next_due(VerdictKind::RateLimited, None, None, Some(NOW + 8_000), NOW);
    assert_eq!(retry, NOW + 8_000, "a limit says itself when");
}

#[test]
fn no_words_are_missing() {
    for reading in [
        Reading::Offline("x".into()),
        Reading::BadToken,
        Reading::TokenPolicy("x".into()),
        Reading::Refused(String::new()),
        Reading::Trouble("x".into()),
        Reading::Odd("x".into()),
        Reading::RateLimited { wait: None, primary: true },
    ] {
        let verdict = words::attempt("GitHub", &reading);
        assert!(!verdict.headline.is_empty(), "{reading:?} has a headline");
        assert!(!verdict.headline.contains(char::is_numeric), "{reading:?} is told in words, not numbers");
    }
}
