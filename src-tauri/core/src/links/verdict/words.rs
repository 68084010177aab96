//! The words for each verdict: what happened, and what it means for a reader.

use super::Speaker;
use super::answer::{Block, Found, Reading};
use super::time::long_date;
use crate::model::{Verdict, VerdictKind};

fn say(kind: VerdictKind, headline: impl Into<String>, detail: impl Into<String>) -> Verdict {
    Verdict { kind, headline: headline.into(), detail: detail.into(), moved_to: None, notice_url: None }
}

/// `note` is what a reader should know beside it, such as that access has to be asked for.
pub fn alive(note: Option<&str>) -> Verdict {
    say(VerdictKind::Alive, "Alive", note.unwrap_or_default())
}

pub fn archived() -> Verdict {
    say(VerdictKind::Archived, "Archived", "Its owner made it read-only: the code is there, but no longer worked on.")
}

pub fn empty() -> Verdict {
    say(VerdictKind::Empty, "Empty", "The repository exists, but nothing has been put into it yet.")
}

/// Something is there, but only words about code that is to come.
pub fn no_code() -> Verdict {
    say(
        VerdictKind::Empty,
        "No code yet",
        "There is a README and nothing to run, and no release. Postil looks again every week.",
    )
}

pub fn disabled(host: &str) -> Verdict {
    say(VerdictKind::Disabled, format!("Disabled by {host}"), format!("It exists, but {host} has switched it off."))
}

pub fn name_reused() -> Verdict {
    say(
        VerdictKind::NameReused,
        "Name now used by another repository",
        "This is not the repository that Postil saw here before. Look twice before you run its code.",
    )
}

pub fn moved(host: &str, found: &Found, another: bool) -> Verdict {
    let archived = found.facts.as_ref().is_some_and(|facts| facts.archived);
    let detail = if another {
        "The repository there is not the one that Postil saw under this name before. Look twice before you run its code."
            .to_owned()
    } else if found.disabled {
        format!("{host} has switched it off there.")
    } else if archived {
        "It is archived there: the code is there, but no longer worked on.".to_owned()
    } else if let Some(note) = &found.note {
        note.clone()
    } else {
        format!("{host} still leads from the old address to the new one.")
    };
    Verdict {
        moved_to: Some(found.url.clone()).filter(|url| !url.is_empty()),
        ..say(VerdictKind::Moved, format!("Moved to {}", found.full_name), detail)
    }
}

pub fn moved_then_gone(host: &str) -> Verdict {
    say(
        VerdictKind::MovedThenGone,
        "Moved, then private or deleted",
        format!("{host} remembers that it was renamed, but nothing is left at the new place."),
    )
}

pub fn missing(host: &str, owner_gone: bool) -> Verdict {
    let too = if owner_gone { ", nor its owner" } else { "" };
    let detail = format!("{host} has no such repository now{too}. Postil asks again in a day before calling it gone.");
    say(VerdictKind::MissingUnconfirmed, "Not found, to be confirmed", detail)
}

pub fn private_or_gone(speaker: &Speaker, owner_gone: bool) -> Verdict {
    let host = speaker.name;
    if !speaker.hides_private {
        return say(
            VerdictKind::PrivateOrGone,
            "Not there any more",
            format!("{host} did not know it twice, at least a day apart."),
        );
    }
    let tells = format!("{host} does not tell a private repository from a deleted one.");
    if owner_gone {
        say(
            VerdictKind::PrivateOrGone,
            "Private or deleted, and its owner is gone",
            format!("{tells} Its owner's account is gone too."),
        )
    } else {
        say(VerdictKind::PrivateOrGone, format!("Private or deleted: {host} does not tell which"), tells)
    }
}

pub fn gone(host: &str, why: Option<&str>) -> Verdict {
    let detail = why.map_or_else(|| format!("{host} says that it is gone for good."), str::to_owned);
    say(VerdictKind::Gone, "Gone", detail)
}

pub fn blocked(host: &str, block: &Block) -> Verdict {
    let headline = match block.reason.as_str() {
        "dmca" => "Blocked after a copyright notice (DMCA)".to_owned(),
        "tos" => format!("Blocked for breaking {host}'s terms"),
        "sensitive_data" => "Blocked for private data in it".to_owned(),
        _ => format!("Blocked by {host}"),
    };
    let detail = match long_date(&block.created_at) {
        Some(date) => format!("Since {date}."),
        None => format!("{host} keeps it from readers."),
    };
    Verdict { notice_url: block.notice_url.clone(), ..say(VerdictKind::Blocked, headline, detail) }
}

pub fn not_a_repository(host: &str) -> Verdict {
    say(
        VerdictKind::NotARepository,
        "Not a repository",
        format!("This address cannot be one of a repository, so {host} was not asked."),
    )
}

/// For a broken link or a page: nothing answers to any of the names it may mean.
pub fn not_found_by_any_name(names: usize) -> String {
    match names {
        1 => "No repository answers to this link. ".to_owned(),
        _ => format!("No repository answers to the {names} readings of this link. "),
    }
}

/// The words for an answer that settles nothing.
pub fn attempt(host: &str, reading: &Reading) -> Verdict {
    let stands = |why: &str| format!("{} What was known before still stands.", sentence(why));
    match reading {
        Reading::Offline(why) => say(VerdictKind::Offline, format!("{host} could not be reached"), stands(why)),
        Reading::RateLimited { primary: true, .. } => say(
            VerdictKind::RateLimited,
            format!("{host} asks to wait"),
            "This hour's questions are used up. This says nothing about the repository.",
        ),
        Reading::RateLimited { .. } => say(
            VerdictKind::RateLimited,
            format!("{host} asks to wait"),
            "It was asked too quickly. This says nothing about the repository.",
        ),
        Reading::BadToken => say(
            VerdictKind::TokenInvalid,
            format!("{host} refused the token"),
            format!("Make a new one, or go on without: {host} then answers fewer questions."),
        ),
        Reading::Trouble(why) => say(VerdictKind::ServerTrouble, format!("{host} has trouble"), stands(why)),
        Reading::NotReady(why) => say(VerdictKind::ServerTrouble, "Not ready yet", sentence(why)),
        Reading::Refused(why) | Reading::TokenPolicy(why) => {
            say(VerdictKind::Unknown, format!("{host} refused to answer"), sentence(why))
        }
        Reading::Odd(why) => say(VerdictKind::Unknown, "Not known", sentence(why)),
        Reading::Blocked(_)
        | Reading::Redirect(_)
        | Reading::Found(_)
        | Reading::NotModified
        | Reading::Missing
        | Reading::Gone(_)
        | Reading::RepositoryEmpty => {
            say(VerdictKind::Unknown, "Not known", format!("The answers of {host} do not fit together."))
        }
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
