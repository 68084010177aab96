//! Anchoring a highlight: where a quoted passage stands after the text around it was edited.
//!
//! A highlight keeps its quote, 32 characters on either side, and its place. After an edit the quote is looked for
//! near its old place first, its surroundings deciding between several; not found, the highlight is orphaned, with
//! its quote kept, never silently moved to other words. Offsets are UTF-16 units, as the page counts.

use std::ops::Range;

const CONTEXT: usize = 32;

/// What a highlight remembers of its passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub range: Range<usize>,
}

/// The anchor of `range`; `None` when the range is empty, outside the text, or cuts a character in two.
pub fn anchor(text: &str, range: Range<usize>) -> Option<Anchor> {
    let units: Vec<u16> = text.encode_utf16().collect();
    if range.start >= range.end || range.end > units.len() {
        return None;
    }
    let quote = String::from_utf16(&units[range.clone()]).ok()?;
    if quote.trim().is_empty() {
        return None;
    }
    let prefix = String::from_utf16_lossy(&units[range.start.saturating_sub(CONTEXT)..range.start]);
    let suffix = String::from_utf16_lossy(&units[range.end..(range.end + CONTEXT).min(units.len())]);
    Some(Anchor { quote, prefix, suffix, range })
}

/// Where the passage stands in `text` now; `None` when its words are no longer there.
pub fn find(text: &str, anchor: &Anchor) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for (at, found) in text.match_indices(&anchor.quote) {
        let start = text[..at].encode_utf16().count();
        let range = start..start + found.encode_utf16().count();
        let before = common_end(&text[..at], &anchor.prefix);
        let after = common_start(&text[at + found.len()..], &anchor.suffix);
        let moved = start.abs_diff(anchor.range.start);
        // Surroundings say more than distance; distance decides between equals.
        let cost = (2 * CONTEXT).saturating_sub(before + after) * 10_000 + moved.min(9_999);
        if best.as_ref().is_none_or(|(lowest, _)| cost < *lowest) {
            best = Some((cost, range));
        }
    }
    best.map(|(_, range)| range)
}

fn common_end(text: &str, other: &str) -> usize {
    text.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count()
}

fn common_start(text: &str, other: &str) -> usize {
    text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "We train a model. Then we test a model on 𝒟. Our model wins.";

    fn anchored(quote: &str, nth: usize) -> Anchor {
        let (at, found) = TEXT.match_indices(quote).nth(nth).expect("the quote is in the text");
        let start = TEXT[..at].encode_utf16().count();
        anchor(TEXT, start..start + found.encode_utf16().count()).expect("a range of the text")
    }

    #[test]
    fn an_edit_elsewhere_moves_the_highlight_with_its_words() {
        let anchor = anchored("a model", 1);
        let edited = format!("A new first sentence. {TEXT}");
        let found = find(&edited, &anchor).expect("the words are still there");
        let units: Vec<u16> = edited.encode_utf16().collect();
        assert_eq!(String::from_utf16_lossy(&units[found.clone()]), "a model", "it covers the same words");
        assert!(edited[..found.start].ends_with("test "), "the second of two, told by its surroundings");
    }

    #[test]
    fn a_removed_passage_is_orphaned() {
        assert_eq!(find("Nothing is left.", &anchored("Our model wins", 0)), None, "never moved to other words");
    }

    #[test]
    fn ranges_that_make_no_sense_are_refused() {
        assert!(anchor(TEXT, 5..5).is_none(), "empty");
        assert!(anchor(TEXT, 0..10_000).is_none(), "outside");
        let wide = TEXT.split('𝒟').next().expect("split").encode_utf16().count();
        assert!(anchor(TEXT, wide..wide + 1).is_none(), "half a character");
    }
}
