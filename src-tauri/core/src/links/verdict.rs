//! What the answers of a host mean. Pure: no request, no clock, no store.
//!
//! [`read`] says what one answer is, [`decide`] what the answers of one check amount to. Both take the rows of
//! the same table in the same order, and the order matters: a rate limit must never look like a missing
//! repository, and a captive portal must never look like anything.

mod answer;
mod contents;
mod dialect;
mod due;
mod news;
mod page;
mod time;
mod words;

#[cfg(test)]
mod tests;

pub use answer::{
    Answer, Block, Body, Found, Reading, Response, before_the_body, read, read_about, read_web, web_address,
};
pub use contents::{Entry, entries, is_without_code};
pub use dialect::{Dialect, read_as};
pub use due::{WAIT_TO_CONFIRM, next_due};
pub use news::{News, news};
pub use page::{looks_like_no_page, read_text};
pub use time::{iso_day, iso_millis, long_date, short_day};
pub use words::not_found_by_any_name;

use super::recognise::is_reserved;
use crate::model::{Millis, RepositoryFacts, Verdict, VerdictKind};

/// Who answers: what readers call it, and what its answers leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker<'a> {
    pub name: &'a str,
    /// It answers alike for what is private and what is deleted.
    pub hides_private: bool,
    /// "Missing" is believed only once its web page says so as well as its API.
    pub page_confirms: bool,
}

impl Speaker<'static> {
    pub const GITHUB: Self = Self { name: "GitHub", hides_private: true, page_confirms: true };
}

/// What is known before a check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// The standing verdict.
    pub verdict: Verdict,
    /// The host's number for the repository first seen under this name.
    pub remote_id: Option<i64>,
    /// When it was first missing, if it has been missing ever since.
    pub first_missing: Option<Millis>,
    /// The last push as stored.
    pub pushed_at: Option<Millis>,
    /// The ETag that the stored facts came with.
    pub etag: Option<ETag>,
}

impl Before {
    /// Whether "missing" may be believed if it still is: then it is worth asking twice.
    pub fn is_time_to_confirm(&self, now: Millis) -> bool {
        self.verdict.kind == VerdictKind::PrivateOrGone
            || self.first_missing.is_some_and(|first| now.saturating_sub(first) >= WAIT_TO_CONFIRM)
    }
}

/// An ETag, with whom it was given to: GitHub's answers differ from token to token, so do its tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ETag {
    pub value: String,
    /// Fingerprint of the token, or [`ETag::ANONYMOUS`].
    pub holder: String,
}

impl ETag {
    pub const ANONYMOUS: &str = "anonymous";
}

/// What was asked in one check, and what each answer was. `None`: not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observed {
    /// The repository by its name: by the API, or by its page when `web_only`.
    pub repository: Option<Reading>,
    /// Where a redirect led.
    pub target: Option<Reading>,
    /// Its page, asked when the API found nothing.
    pub page: Option<Reading>,
    /// The owner's account, asked when nothing was found.
    pub owner: Option<Reading>,
    /// Its commits, asked when its size is 0.
    pub commits: Option<Reading>,
    /// What stands at its root, asked when no language is known of it.
    pub root: Option<Reading>,
    /// Only the page was asked, so there are no facts.
    pub web_only: bool,
}

/// What a check amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// When `settled`, the new standing verdict; otherwise what to say of the attempt.
    pub verdict: Verdict,
    pub settled: bool,
    /// `None`: what is stored stays.
    pub facts: Option<RepositoryFacts>,
    /// These two are to be stored as they are.
    pub remote_id: Option<i64>,
    pub first_missing: Option<Millis>,
    /// For a rate limit that said so: how long to wait, in milliseconds.
    pub wait: Option<Millis>,
}

impl Outcome {
    /// The new standing verdict, with nothing else learned.
    pub fn settled(verdict: Verdict, before: &Before) -> Self {
        Self { verdict, settled: true, facts: None, remote_id: before.remote_id, first_missing: None, wait: None }
    }
}

/// Decides. `name` is `owner/name` as asked for.
pub fn decide(speaker: &Speaker, name: &str, observed: &Observed, before: &Before, now: Millis) -> Outcome {
    let host = speaker.name;
    let unsettled = |reading: &Reading| Outcome {
        verdict: words::attempt(host, reading),
        settled: false,
        facts: None,
        remote_id: before.remote_id,
        first_missing: before.first_missing,
        wait: match reading {
            Reading::RateLimited { wait, .. } => *wait,
            _ => None,
        },
    };
    let settled = |verdict| Outcome::settled(verdict, before);
    let Some(first) = &observed.repository else {
        return unsettled(&Reading::Odd("Nothing was asked.".into()));
    };
    match first {
        Reading::Offline(_)
        | Reading::RateLimited { .. }
        | Reading::BadToken
        | Reading::TokenPolicy(_)
        | Reading::Refused(_)
        | Reading::Trouble(_)
        | Reading::NotReady(_)
        | Reading::RepositoryEmpty
        | Reading::Odd(_) => unsettled(first),
        Reading::Blocked(block) => settled(words::blocked(host, block)),
        Reading::Redirect(_) => match &observed.target {
            Some(Reading::Found(found)) if found.also.as_deref() == Some(name) => {
                found_here(host, found, observed, before, settled)
            }
            Some(Reading::Found(found)) => moved(host, name, found, before, observed.web_only, settled),
            Some(Reading::Missing | Reading::Gone(_)) => {
                Outcome { first_missing: before.first_missing.or(Some(now)), ..settled(words::moved_then_gone(host)) }
            }
            Some(Reading::Blocked(block)) => settled(words::blocked(host, block)),
            Some(other) => unsettled(other),
            None => unsettled(&Reading::Odd(format!("{host} redirects it to a place that is not a repository."))),
        },
        Reading::Found(found)
            if !observed.web_only && !same_name(&found.full_name, name) && found.also.as_deref() != Some(name) =>
        {
            moved(host, name, found, before, false, settled)
        }
        Reading::Found(found) => found_here(host, found, observed, before, settled),
        Reading::NotModified => Outcome { first_missing: before.first_missing, ..settled(before.verdict.clone()) },
        Reading::Gone(why) => settled(words::gone(host, why.as_deref())),
        Reading::Missing => missing(speaker, observed, before, now, settled, unsettled),
    }
}

fn moved(
    host: &str,
    name: &str,
    found: &Found,
    before: &Before,
    web_only: bool,
    settled: impl Fn(Verdict) -> Outcome,
) -> Outcome {
    if web_only && same_name(&found.full_name, name) {
        // Only the spelling of the address differs; the page is there.
        return settled(page_is_there(before));
    }
    let another = matches!((before.remote_id, found.id), (Some(old), Some(new)) if old != new);
    Outcome {
        facts: found.facts.clone(),
        remote_id: before.remote_id.or(found.id),
        ..settled(words::moved(host, found, another))
    }
}

fn found_here(
    host: &str,
    found: &Found,
    observed: &Observed,
    before: &Before,
    settled: impl Fn(Verdict) -> Outcome,
) -> Outcome {
    if observed.web_only {
        return settled(page_is_there(before));
    }
    let verdict = match (before.remote_id, found.id) {
        (Some(old), Some(new)) if old != new => words::name_reused(),
        _ if found.disabled => words::disabled(host),
        _ if found.facts.as_ref().is_some_and(|facts| facts.archived) => words::archived(),
        _ if found.empty || matches!(observed.commits, Some(Reading::RepositoryEmpty)) => words::empty(),
        _ if found.without_code || says_no_code(&observed.root) => words::no_code(),
        _ => words::alive(found.note.as_deref()),
    };
    Outcome {
        // A stranger's stars are not this repository's.
        facts: if verdict.kind == VerdictKind::NameReused { None } else { found.facts.clone() },
        // The number seen first is kept, or a second check would take the stranger for the paper's code.
        remote_id: before.remote_id.or(found.id),
        ..settled(verdict)
    }
}

fn says_no_code(root: &Option<Reading>) -> bool {
    matches!(root, Some(Reading::Found(root)) if root.without_code)
}

/// A page without the API's facts shows that something is there, not whether it is archived, empty or another's.
fn page_is_there(before: &Before) -> Verdict {
    match before.verdict.kind {
        VerdictKind::Archived | VerdictKind::Empty | VerdictKind::Disabled | VerdictKind::NameReused => {
            before.verdict.clone()
        }
        _ => words::alive(None),
    }
}

fn missing(
    speaker: &Speaker,
    observed: &Observed,
    before: &Before,
    now: Millis,
    settled: impl Fn(Verdict) -> Outcome,
    unsettled: impl Fn(&Reading) -> Outcome,
) -> Outcome {
    if let Some(Reading::Found(_) | Reading::Redirect(_)) = observed.page {
        let words = format!("The API of {} does not find it, but its web page is there.", speaker.name);
        return unsettled(&Reading::Odd(words));
    }
    let first_missing = before.first_missing.unwrap_or(now);
    let owner_gone = matches!(observed.owner, Some(Reading::Missing | Reading::Gone(_)));
    let on_both = !speaker.page_confirms || matches!(observed.page, Some(Reading::Missing | Reading::Gone(_)));
    let confirmed = before.verdict.kind == VerdictKind::PrivateOrGone
        || (on_both && now.saturating_sub(first_missing) >= WAIT_TO_CONFIRM);
    let verdict =
        if confirmed { words::private_or_gone(speaker, owner_gone) } else { words::missing(speaker.name, owner_gone) };
    Outcome { first_missing: Some(first_missing), ..settled(verdict) }
}

/// No host tells `A/b` from `a/B`, or it redirects from one to the other.
fn same_name(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// What is no repository on GitHub by its name alone; such a name is never asked for.
///
/// The recogniser keeps these out already. This is the last gate before a name becomes part of a request.
pub fn not_a_repository(owner: &str, name: &str) -> Option<Verdict> {
    let owner_fits = (1..=100).contains(&owner.len())
        && !owner.starts_with('-')
        && owner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let name_fits = (1..=100).contains(&name.len())
        && name.bytes().any(|byte| byte != b'.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    (!owner_fits || !name_fits || is_reserved(owner)).then(|| words::not_a_repository(Speaker::GITHUB.name))
}

/// The verdict for a name that cannot be one at this host.
pub fn not_a_name(host: &str) -> Verdict {
    words::not_a_repository(host)
}
