//! What can become of a link, as the stand-in plays it, and what is true of it.

use postil_core::links::verdict::Before;
use postil_core::model::{HostKind, Millis, Verdict, VerdictKind};
use postil_standin::{Made, Situation};

/// What a reader of a paper wants to know of its link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// What the link was made for is there.
    Alive,
    /// There, and its owners have said that nothing will be done to it any more.
    Archived,
    /// It is to be had elsewhere, and the host says where.
    Moved,
    /// What the link was made for is not to be had there by a reader.
    Dead,
    /// This answer says nothing about it.
    CannotTell,
}

impl Truth {
    pub fn words(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Archived => "archived",
            Self::Moved => "moved",
            Self::Dead => "dead",
            Self::CannotTell => "cannot tell",
        }
    }
}

pub struct Case {
    pub what: &'static str,
    /// `None` for a page of the web.
    pub kind: Option<HostKind>,
    /// Host and path of what is looked for.
    pub place: &'static str,
    /// Its page for people, where that is elsewhere on the host.
    pub page: Option<&'static str>,
    pub situation: Situation,
    pub truth: Truth,
    pub before: Before,
}

const DAY: Millis = 86_400_000;

fn missing_since(days: Millis) -> Before {
    let verdict = Verdict { kind: VerdictKind::MissingUnconfirmed, ..Verdict::default() };
    Before { verdict, first_missing: Some(postil_core::machine::now() - days * DAY), ..Before::default() }
}

pub fn cases() -> Vec<Case> {
    use HostKind::*;
    use Truth::*;
    let case = |what, kind, place, situation, truth| Case {
        what,
        kind,
        place,
        page: None,
        situation,
        truth,
        before: Before::default(),
    };
    let github = |what, place, situation, truth| case(what, Some(Github), place, situation, truth);
    let page = |what, place, situation, truth| case(what, None, place, situation, truth);
    let split = |api, web| Situation::Split { api: Box::new(api), web: Box::new(web) };
    let known = Before { remote_id: Some(Made::up("a/reused").id), ..Before::default() };
    vec![
        github("GitHub: there", "github.com/a/code", Situation::There(Made::up("a/code")), Alive),
        github("GitHub: there, nothing in it yet (409)", "github.com/a/empty", Situation::empty("a/empty"), Alive),
        github("GitHub: archived", "github.com/a/archived", Situation::archived("a/archived"), Archived),
        github("GitHub: renamed", "github.com/a/old", Situation::moved("b/new"), Moved),
        github("GitHub: renamed, then deleted", "github.com/a/movedgone", Situation::MovedThenGone, Dead),
        Case {
            before: known,
            ..github("GitHub: name taken by another", "github.com/a/reused", Situation::reused("a/reused"), Dead)
        },
        github("GitHub: missing, first time seen", "github.com/a/missing", Situation::Missing, Dead),
        Case {
            before: missing_since(2),
            ..github("GitHub: missing for two days", "github.com/a/longgone", Situation::Missing, Dead)
        },
        github("GitHub: missing with its owner", "github.com/c/ownerless", Situation::MissingWithOwner, Dead),
        github("GitHub: 410", "github.com/a/gone", Situation::Gone, Dead),
        github("GitHub: blocked (451)", "github.com/a/dmca", Situation::blocked("dmca"), Dead),
        github(
            "GitHub: blocked (block object in a 403)",
            "github.com/a/tos",
            Situation::Blocked { status: 403, reason: "tos".into() },
            Dead,
        ),
        github(
            "GitHub: disabled by its staff",
            "github.com/a/disabled",
            split(Situation::disabled("a/disabled"), Situation::Forbidden),
            Dead,
        ),
        github("GitHub: the token's SSO is in the way", "github.com/a/saml", Situation::Saml, Alive),
        github("GitHub: 403 without a reason", "github.com/a/forbidden", Situation::Forbidden, CannotTell),
        github(
            "GitHub: the hour is used up (403)",
            "github.com/a/primary",
            Situation::PrimaryLimit { reset_in: 600 },
            CannotTell,
        ),
        github(
            "GitHub: too fast (429)",
            "github.com/a/secondary",
            Situation::SecondaryLimit { retry_after: 600 },
            CannotTell,
        ),
        github(
            "GitHub: too fast (403, words only)",
            "github.com/a/words",
            Situation::SecondaryLimitInWords,
            CannotTell,
        ),
        github("GitHub: 502", "github.com/a/trouble", Situation::ServerError(502), CannotTell),
        github("GitHub: 503 of a balancer", "github.com/a/unavailable", Situation::Unavailable, CannotTell),
        github("GitHub: no answer in time", "github.com/a/hang", Situation::Hang, CannotTell),
        github("GitHub: broken off in the answer", "github.com/a/cut", Situation::Cut, CannotTell),
        github("GitHub: 200, the answer is garbage", "github.com/a/garbage", Situation::Garbage, CannotTell),
        github(
            "a hotel's sign-in answers for GitHub (200)",
            "github.com/a/portal",
            Situation::CaptivePortal,
            CannotTell,
        ),
        case("Gist: deleted", Some(Gist), "gist.github.com/0123456789abcdef0123456789abcdef", Situation::Missing, Dead),
        case("GitLab: there", Some(Gitlab), "gitlab.com/g/code", Situation::There(Made::up("g/code")), Alive),
        case("GitLab: archived", Some(Gitlab), "gitlab.com/g/archived", Situation::archived("g/archived"), Archived),
        case("GitLab: gone, its page is a sign-in (200)", Some(Gitlab), "gitlab.com/g/gone", Situation::Missing, Dead),
        case("GitLab: 503", Some(Gitlab), "gitlab.com/g/trouble", Situation::ServerError(503), CannotTell),
        case("Bitbucket: deleted", Some(Bitbucket), "bitbucket.org/t/gone", Situation::Missing, Dead),
        case("Codeberg: archived", Some(Forgejo), "codeberg.org/m/old", Situation::archived("m/old"), Archived),
        case("Codeberg: renamed (307)", Some(Forgejo), "codeberg.org/m/before", Situation::moved("m/after"), Moved),
        case("Hugging Face: there", Some(Huggingface), "huggingface.co/l/model", Situation::there(), Alive),
        case("Hugging Face: gone (401)", Some(Huggingface), "huggingface.co/l/gone", Situation::Missing, Dead),
        case("Hugging Face: on request", Some(Huggingface), "huggingface.co/l/gated", Situation::Gated, Alive),
        case("Hugging Face: disabled", Some(Huggingface), "huggingface.co/l/disabled", Situation::Gone, Dead),
        Case {
            page: Some("zenodo.org/records/4711"),
            ..case("Zenodo: there", Some(Zenodo), "zenodo.org/4711", Situation::there(), Alive)
        },
        Case {
            page: Some("zenodo.org/records/4712"),
            ..case("Zenodo: taken away, with a note", Some(Zenodo), "zenodo.org/4712", Situation::Gone, Dead)
        },
        Case {
            page: Some("anonymous.4open.science/r/code-A1"),
            ..case(
                "Anonymous GitHub: expired, its page is drawn by a script (200)",
                Some(Anonymous4open),
                "anonymous.4open.science/code-A1",
                Situation::Gone,
                Dead,
            )
        },
        case("SourceHut: gone", Some(Sourcehut), "git.sr.ht/~m/gone", Situation::Missing, Dead),
        page("a page: there", "lab.example/projects/rain", Situation::there(), Alive),
        page("a page: 404", "lab.example/projects/missing", Situation::Missing, Dead),
        page("a page: 410", "lab.example/projects/gone", Situation::Gone, Dead),
        page(
            "a page: \u{201c}not found\u{201d} under 200",
            "lab.example/projects/soft",
            Situation::Titled("Page not found".into()),
            Dead,
        ),
        page(
            "a page: its domain is for sale (200)",
            "parked.example/rain",
            Situation::Titled("This domain is for sale".into()),
            Dead,
        ),
        page(
            "a page: led to the front page",
            "lab.example/projects/front",
            Situation::RedirectTo("../".into()),
            CannotTell,
        ),
        page(
            "a page: led to a sign-in",
            "lab.example/projects/inside",
            Situation::RedirectTo("login".into()),
            CannotTell,
        ),
        page("a page: not for programs (403)", "lab.example/projects/robots", Situation::Forbidden, CannotTell),
        page("a page: 500", "lab.example/projects/trouble", Situation::ServerError(500), CannotTell),
        page("a page: no answer in time", "lab.example/projects/hang", Situation::Hang, CannotTell),
    ]
}
