//! Lines that a page wrapped, put together again to paragraphs.

use std::borrow::Cow;

use super::kinds::{self, Kind};
use super::lines::{Line, Mark};
use super::shape::{self, End};

/// The width a page was wrapped at: hardly a line would have had room for the first word of the next. `None` for pages
/// whose line ends mean something, such as lists of titles.
pub fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.windows(2).filter(|pair| !pair[1].gap).map(|pair| length(&pair[0])).collect();
    lengths.sort_unstable();
    // An address longer than the page is wide stands out; nearly all other lines end below the width.
    let width = *lengths.get(lengths.len().saturating_sub(1) * 97 / 100).filter(|width| (40..=140).contains(*width))?;
    let pairs = lines.windows(2).filter(|pair| !pair[1].gap);
    let (mut full, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        full += usize::from(!fits(&pair[0], &pair[1], width));
    }
    (all >= 2 && full * 10 >= all * 9).then_some(width)
}

fn length(line: &Line) -> usize {
    line.text.chars().count()
}

/// A space, and three characters for those that cleaning took away.
const SLACK: usize = 4;

/// Whether the first word of `next` would have had room behind `line`.
fn fits(line: &Line, next: &Line, width: usize) -> bool {
    let word = next.text.split(' ').next().unwrap_or_default().chars().count();
    length(line) + SLACK + word <= width
}

/// The text that starts at line `at`, wrapped lines put together again, and the line after it.
pub fn paragraph<'a>(lines: &[Line<'a>], at: usize, width: Option<usize>, dense: bool) -> (Line<'a>, usize) {
    let first = &lines[at];
    let mut line = first.clone();
    let mut end = at + 1;
    let plain = |line: &Line| kinds::of(line.words(), false) == Kind::Text;
    // On a page that is not wrapped as a whole, a paragraph may be: its lines are of one length.
    let own_width = width.unwrap_or_else(|| length(first));
    if (width.is_none() && !(50..=140).contains(&own_width)) || !plain(first) {
        return (line, end);
    }
    let mut text = String::new();
    let mut previous = first;
    // Title lines at the start, on a page that has no blank lines to tell where a title ends.
    let mut clear = u8::from(dense && width.is_some() && shape::of(first).title >= 3.5);
    while let Some(next) = lines.get(end) {
        // Two entries of a list are two, however long they are; clauses in a paragraph follow a line without a mark.
        if next.gap || (first.mark != Mark::None && next.mark != Mark::None) {
            break;
        }
        // In a wrapped page a word that pages use for navigation ("Models") is the end of a line.
        let text_like = match kinds::of(next.words(), false) {
            Kind::Text => true,
            Kind::Skip(_) => width.is_some(),
            // An abstract's last word is often the address of its code.
            Kind::Reference { .. } => width.is_some() && shape::of(previous).end != End::Period,
            _ => false,
        };
        let goes_on = (next.mark == Mark::None || width.is_some()) && text_like;
        let room = match width {
            Some(width) => fits(previous, next, width),
            None => fits(previous, next, own_width.saturating_sub(4).max(length(previous))) || length(next) > 140,
        };
        if !goes_on || room {
            break;
        }
        let (above, below) = (shape::of(previous), shape::of(next));
        let upper = starts_upper(next.words());
        // Two titles below each other may be of one length; a title seldom starts in the middle of a sentence.
        let title = width.is_none() && above.end == End::Plain && upper && below.title > 2.5;
        // Without blank lines, a line that ends a sentence may end the abstract, and a clear title then follows.
        let clear_title = width.is_some() && above.end == End::Period && below.title >= 4.0;
        // The title that follows a wrapped abstract may itself be full; its abstract then reads differently.
        let sunk = dense
            && clear > 0
            && length(next) >= 50
            && above.end == End::Plain
            && upper
            && above.title >= 3.0
            && above.title - below.title >= 2.0;
        if title || clear_title || sunk {
            break;
        }
        if text.is_empty() {
            text = first.text.clone().into_owned();
        }
        // A word hyphenated at the line end keeps its hyphen: most of them are compounds or names.
        if !text.ends_with('-') {
            text.push(' ');
        }
        text.push_str(&next.text);
        clear = if clear > 0 && clear < 3 { clear + 1 } else { 0 };
        previous = next;
        end += 1;
    }
    if !text.is_empty() {
        line.text = Cow::Owned(text);
    }
    (line, end)
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
