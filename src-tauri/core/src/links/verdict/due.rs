//! When to look again.

use crate::model::{Millis, VerdictKind};

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// A missing repository is believed missing only when it still is after this long.
pub const WAIT_TO_CONFIRM: Millis = DAY;

/// When a check is due again. The last push and the first miss are those known after it.
pub fn next_due(
    kind: VerdictKind,
    pushed_at: Option<Millis>,
    first_missing: Option<Millis>,
    retry_at: Option<Millis>,
    now: Millis,
) -> Millis {
    let wait = match kind {
        VerdictKind::Alive | VerdictKind::Moved => quiet_for(pushed_at, now),
        VerdictKind::Empty => 7 * DAY,
        VerdictKind::Archived => 90 * DAY,
        VerdictKind::MissingUnconfirmed | VerdictKind::PrivateOrGone | VerdictKind::MovedThenGone => {
            missing_for(now - first_missing.unwrap_or(now))
        }
        VerdictKind::Blocked | VerdictKind::Disabled | VerdictKind::NameReused | VerdictKind::Gone => 30 * DAY,
        VerdictKind::NotARepository => 365 * DAY,
        // Something that this Postil cannot ask: a later one may be able to.
        VerdictKind::Unchecked => 7 * DAY,
        VerdictKind::RateLimited | VerdictKind::TokenInvalid => MINUTE,
        VerdictKind::Offline => 15 * MINUTE,
        VerdictKind::ServerTrouble => HOUR,
        VerdictKind::Unknown => DAY,
    };
    retry_at.unwrap_or(now + wait).max(now)
}

/// What is worked on changes soon; what has lain still for years seldom changes in a week.
fn quiet_for(pushed_at: Option<Millis>, now: Millis) -> Millis {
    match pushed_at.map(|at| now - at) {
        Some(quiet) if quiet < 90 * DAY => 7 * DAY,
        Some(quiet) if quiet < 365 * DAY => 14 * DAY,
        Some(_) => 30 * DAY,
        None => 14 * DAY,
    }
}

/// After 1, 3, 7 days, then every 30. Counted from the first miss, so that no counter has to be kept.
fn missing_for(age: Millis) -> Millis {
    match age / DAY {
        ..1 => DAY,
        1..4 => 3 * DAY,
        4..11 => 7 * DAY,
        _ => 30 * DAY,
    }
}
