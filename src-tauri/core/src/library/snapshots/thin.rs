//! Which copies are kept: many of today, fewer of last week, few of last month.

use std::io::ErrorKind;
use std::path::Path;

use super::files;
use crate::error::Result;
use crate::model::{Millis, Snapshot, SnapshotReason};

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;
/// Together they may take this much; the newest two are kept whatever they take.
const MOST_BYTES: u64 = 4 << 30;

/// Lets go of what is no longer worth its place.
pub fn thin(folder: &Path, now: Millis) -> Result<()> {
    for old in too_many(&files::list(folder)?, now) {
        match std::fs::remove_file(folder.join(old)) {
            // Somebody else let go of it at the same time.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            gone => gone?,
        }
    }
    Ok(())
}

/// Names of those to let go, given newest first: of the last day one an hour is kept, of the last fortnight one a day,
/// of the last quarter one a week, and all that the reader asked for.
fn too_many(snapshots: &[Snapshot], now: Millis) -> Vec<&str> {
    let mut kept: Vec<(Millis, Millis)> = Vec::new();
    let (mut bytes, mut gone) = (0, Vec::new());
    for (index, snapshot) in snapshots.iter().enumerate() {
        let age = now - snapshot.at;
        let step = match age {
            _ if age < DAY => HOUR,
            _ if age < 14 * DAY => DAY,
            _ if age < 90 * DAY => 7 * DAY,
            _ => Millis::MAX,
        };
        let slot = (step, snapshot.at / step);
        bytes += snapshot.bytes;
        // Several of one hour: the newest of the older ones is the one that stays, except among today's last two.
        let is_new = index < 2;
        let is_asked_for = snapshot.reason == SnapshotReason::Asked;
        let is_wanted = step != Millis::MAX && (is_asked_for || !kept.contains(&slot));
        if is_new || (is_wanted && bytes <= MOST_BYTES) {
            kept.push(slot);
        } else {
            bytes -= snapshot.bytes;
            gone.push(snapshot.name.as_str());
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SnapshotReason;

    fn made(hours_ago: &[i64], bytes: u64) -> Vec<Snapshot> {
        let one = |hours: &i64| Snapshot {
            name: format!("{hours}"),
            at: 1_000 * DAY + 30 * 60_000 - hours * HOUR,
            reason: SnapshotReason::Regular,
            bytes,
        };
        hours_ago.iter().map(one).collect()
    }

    fn left(hours_ago: &[i64], bytes: u64) -> Vec<i64> {
        let all = made(hours_ago, bytes);
        let gone = too_many(&all, 1_000 * DAY + 30 * 60_000);
        hours_ago.iter().copied().filter(|hours| !gone.contains(&hours.to_string().as_str())).collect()
    }

    #[test]
    fn fewer_the_older() {
        assert_eq!(left(&[0, 1, 2, 3, 23], 1), [0, 1, 2, 3, 23], "one an hour, of today");
        assert_eq!(left(&[0, 1, 30, 31, 32, 60], 1), [0, 1, 30, 60], "one a day, of the last fortnight");
        assert_eq!(left(&[0, 1, 384, 408, 720], 1), [0, 1, 384, 720], "one a week, of the last quarter");
        assert_eq!(left(&[0, 1, 100 * 24], 1), [0, 1], "then none");
        assert_eq!(left(&[5_000, 6_000], 1), [5_000, 6_000], "but never fewer than two");
    }

    #[test]
    fn what_the_reader_asked_for_stays_longer() {
        let mut all = made(&[0, 1, 30, 31, 32, 100 * 24], 1);
        all[4].reason = SnapshotReason::Asked;
        all[5].reason = SnapshotReason::Asked;
        assert_eq!(
            too_many(&all, 1_000 * DAY + 30 * 60_000),
            ["31", "2400"],
            "for a quarter, whatever stands beside it"
        );
    }

    #[test]
    fn large_libraries_do_not_fill_the_disk() {
        assert_eq!(left(&[0, 1, 2, 3, 4, 5], 1 << 30), [0, 1, 2, 3], "four times a gigabyte");
        assert_eq!(left(&[0, 1, 2], 5 << 30), [0, 1], "two, whatever they take");
    }
}
