//! What of a new verdict is news to a reader. Pure.

use crate::model::{NoticeKind, VerdictKind};

/// What becomes of a repository's open notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Nothing changed that a reader would want to be told.
    None,
    /// This did, in place of what was open.
    Open(NoticeKind),
    /// What was open is no longer so, and nobody saw it.
    Close,
}

/// Compares the verdict that stood with the one that was reached. `is_open`: the reader has not dismissed the last
/// notice.
pub fn news(before: VerdictKind, now: VerdictKind, is_open: bool) -> News {
    use VerdictKind as V;
    match (before, now) {
        (before, now) if before == now => News::None,
        (_, V::Moved) => News::Open(NoticeKind::Moved),
        (_, now) if now.needs_attention() => News::Open(NoticeKind::Lost),
        (before, V::Alive | V::Archived | V::Empty) if before.needs_attention() => {
            if is_open {
                News::Close
            } else {
                News::Open(NoticeKind::CameBack)
            }
        }
        (V::Alive | V::Empty, V::Archived) => News::Open(NoticeKind::Archived),
        (V::Empty, V::Alive) => News::Open(NoticeKind::Released),
        (V::Archived, V::Alive) => News::Open(NoticeKind::CameBack),
        _ => News::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_are_news() {
        use NoticeKind as N;
        use VerdictKind as V;
        for (before, now, is_open, expected, why) in [
            (V::Unchecked, V::Alive, false, News::None, "code that is where its paper says"),
            (V::Unchecked, V::Archived, false, News::None, "archived all along"),
            (V::Unchecked, V::MissingUnconfirmed, false, News::Open(N::Lost), "not there at the first look"),
            (V::MissingUnconfirmed, V::PrivateOrGone, false, News::Open(N::Lost), "now it is certain"),
            (V::Alive, V::Moved, false, News::Open(N::Moved), "it moved"),
            (V::Moved, V::Moved, false, News::None, "it is still moved, and the reader knows"),
            (V::Alive, V::Archived, false, News::Open(N::Archived), "it was archived"),
            (V::Gone, V::Alive, false, News::Open(N::CameBack), "it came back after the reader knew it was gone"),
            (V::MissingUnconfirmed, V::Alive, true, News::Close, "nobody saw that it was away"),
            (V::Empty, V::Alive, false, News::Open(N::Released), "code where there was none"),
            (V::Archived, V::Alive, false, News::Open(N::CameBack), "worked on again"),
            (V::Alive, V::NotARepository, false, News::None, "nothing was asked"),
        ] {
            assert_eq!(news(before, now, is_open), expected, "{why}: {before:?} to {now:?}");
        }
    }
}
