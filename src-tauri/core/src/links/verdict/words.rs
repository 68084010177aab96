//! The words for each verdict: what happened, and what it means for a reader.

use super::answer::{Block, Found, Reading};
use super::time::long_date;
use crate::model::{Verdict, VerdictKind};

fn say(kind: VerdictKind, headline: impl Into<String>, detail: impl Into<String>) -> Verdict {
    Verdict { kind, headline: headline.into(), detail: detail.into(), moved_to: None, notice_url: None }
}

pub fn alive() -> Verdict {
    say(VerdictKind::Alive, "Alive", "")
}

pub fn archived() -> Verdict {
    say(VerdictKind::Archived, "Archived", "Its owner made it read-only: the code is there, but no longer worked on.")
}

pub fn empty() -> Verdict {
    say(VerdictKind::Empty, "Empty", "The repository exists, but nothing has been put into it yet.")
}

pub fn disabled() -> Verdict {
    say(VerdictKind::Disabled, "Disabled by GitHub", "It exists, but GitHub has switched it off.")
}

pub fn name_reused() -> Verdict {
    say(
        VerdictKind::NameReused,
        "Name now used by another repository",
        "This is not the repository that Postil saw here before. Look twice before you run its code.",
    )
}

pub fn moved(found: &Found, another: bool) -> Verdict {
    let archived = found.facts.as_ref().is_some_and(|facts| facts.archived);
    let detail = if another {
        "The repository there is not the one that Postil saw under this name before. Look twice before you run its code."
    } else if found.disabled {
        "GitHub has switched it off there."
    } else if archived {
        "It is archived there: the code is there, but no longer worked on."
    } else {
        "GitHub still leads from the old address to the new one."
    };
    Verdict {
        moved_to: Some(found.url.clone()).filter(|url| !url.is_empty()),
        ..say(VerdictKind::Moved, format!("Moved to {}", found.full_name), detail)
    }
}

pub fn moved_then_gone() -> Verdict {
    say(
        VerdictKind::MovedThenGone,
        "Moved, then private or deleted",
        "GitHub remembers that it was renamed, but nothing is left at the new place.",
    )
}

pub fn missing(owner_gone: bool) -> Verdict {
    let detail = if owner_gone {
        "GitHub does not know it, nor its owner. Postil looks again in a day before it believes it."
    } else {
        "GitHub does not know it. Postil looks again in a day before it believes it."
    };
    say(VerdictKind::MissingUnconfirmed, "Not found, to be confirmed", detail)
}

pub fn private_or_gone(owner_gone: bool) -> Verdict {
    let detail = if owner_gone {
        "GitHub does not tell a private repository from a deleted one. Its owner's account is gone too."
    } else {
        "GitHub does not tell a private repository from a deleted one."
    };
    let headline = if owner_gone {
        "Private or deleted, and its owner is gone"
    } else {
        "Private or deleted: GitHub does not tell which"
    };
    say(VerdictKind::PrivateOrGone, headline, detail)
}

pub fn gone() -> Verdict {
    say(VerdictKind::Gone, "Gone", "GitHub says that it is gone for good.")
}

pub fn blocked(block: &Block) -> Verdict {
    let headline = match block.reason.as_str() {
        "dmca" => "Blocked after a copyright notice (DMCA)",
        "tos" => "Blocked for breaking GitHub's terms",
        "sensitive_data" => "Blocked for private data in it",
        _ => "Blocked by GitHub",
    };
    let detail = match long_date(&block.created_at) {
        Some(date) => format!("Since {date}."),
        None => "GitHub keeps it from readers.".to_owned(),
    };
    Verdict { notice_url: block.notice_url.clone(), ..say(VerdictKind::Blocked, headline, detail) }
}

pub fn not_a_repository() -> Verdict {
    say(
        VerdictKind::NotARepository,
        "Not a repository",
        "This address cannot be one of a repository, so GitHub was not asked.",
    )
}

/// For hosts that are recognised but not asked.
pub fn not_checked_yet(host: &str) -> Verdict {
    say(
        VerdictKind::Unchecked,
        format!("Postil cannot check {host} yet"),
        "The link is kept and can be opened; nothing was asked.",
    )
}

/// For a broken link or a page: nothing answers to any of the names it may mean.
pub fn not_found_by_any_name(names: usize) -> String {
    format!("Postil tried {names} readings of this link. ")
}

/// The words for an answer that settles nothing.
pub fn attempt(reading: &Reading) -> Verdict {
    match reading {
        Reading::Offline(why) => say(
            VerdictKind::Offline,
            "GitHub could not be reached",
            format!("{} What was known before still stands.", sentence(why)),
        ),
        Reading::RateLimited { primary: true, .. } => say(
            VerdictKind::RateLimited,
            "GitHub asks to wait",
            "This hour's questions are used up. This says nothing about the repository.",
        ),
        Reading::RateLimited { .. } => say(
            VerdictKind::RateLimited,
            "GitHub asks to wait",
            "It was asked too quickly. This says nothing about the repository.",
        ),
        Reading::BadToken => say(
            VerdictKind::TokenInvalid,
            "GitHub refused the token",
            "Make a new one, or go on without: GitHub then answers fewer questions.",
        ),
        Reading::Trouble(why) => say(
            VerdictKind::ServerTrouble,
            "GitHub has trouble",
            format!("{} What was known before still stands.", sentence(why)),
        ),
        Reading::Refused(why) | Reading::TokenPolicy(why) => {
            say(VerdictKind::Unknown, "GitHub refused to answer", sentence(why))
        }
        Reading::Odd(why) => say(VerdictKind::Unknown, "Not known", sentence(why)),
        Reading::Blocked(_)
        | Reading::Redirect(_)
        | Reading::Found(_)
        | Reading::NotModified
        | Reading::Missing
        | Reading::Gone
        | Reading::RepositoryEmpty => say(VerdictKind::Unknown, "Not known", "GitHub's answers do not fit together."),
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
