//! Quotation marks of a paper's own: typewritten ones become typographic, and pairs are known as such, so that those
//! within a style's quotation marks can be of the other kind.

use super::rich::{Sign, own, tags};

/// Quotations within quotations.
const DEEPEST: usize = 30;

/// A field on its way through the processor: tags and quotation marks as signs, between the signs of its ends.
pub fn field(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    out.push(Sign::Field.char());
    let pairs = pairs(text);
    let mut pairs = pairs.into_iter().peekable();
    let mut tags = tags(text).into_iter().peekable();
    let mut within = 0;
    for (at, c) in text.char_indices() {
        if let Some((_, length, mark, begins)) = tags.next_if(|tag| tag.0 == at) {
            out.push(Sign::Tag(mark, begins).char());
            within = at + length;
        }
        if at < within {
            continue;
        }
        match pairs.next_if(|pair| pair.0 == at) {
            Some((_, sign)) => out.push(sign.char()),
            None => out.push(plain(c, text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next())),
        }
    }
    out.push(Sign::FieldEnd.char());
    out
}

/// A text of a style, which may have tags and quotation marks, too.
pub fn styles(text: &str) -> String {
    let within = field(text);
    let ends = [Sign::Field.char(), Sign::FieldEnd.char()];
    within.chars().filter(|c| !ends.contains(c)).collect()
}

/// Typographic quotes for typewritten ones, in names; tags as signs.
pub fn curled(text: &str) -> String {
    let mut tags = tags(text).into_iter().peekable();
    let mut within = 0;
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if let Some((_, length, mark, begins)) = tags.next_if(|tag| tag.0 == at) {
            out.push(Sign::Tag(mark, begins).char());
            within = at + length;
        }
        if at >= within {
            out.push(plain(c, text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next()));
        }
    }
    out
}

/// A text in which nothing acts.
pub fn safe(text: &str) -> String {
    text.chars().map(|c| if own(c) { '\u{fffd}' } else { c }).collect()
}

/// A character by itself: a single quote is an apostrophe but at a beginning.
fn plain(c: char, before: Option<char>, after: Option<char>) -> char {
    match c {
        '\'' if opens(before) && !after.is_some_and(|c| c.is_ascii_digit() || c == 't') => '‘',
        '\'' => '’',
        '"' if opens(before) => '“',
        '"' => '”',
        c if own(c) => '\u{fffd}',
        c => c,
    }
}

fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([{“‘\"'-–—/".contains(c))
}

/// Where quotation marks are that belong together. What stands alone is an apostrophe, or the sign of an inch.
fn pairs(text: &str) -> Vec<(usize, Sign)> {
    let mut found: Vec<Option<(usize, Sign)>> = Vec::new();
    // Those that are open: whether single, and where they are in `found`.
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut before: Option<char> = None;
    let mut tags = tags(text).into_iter().peekable();
    let mut within = 0;
    let outside = text.char_indices().filter(|(at, _)| {
        if let Some((start, length, ..)) = tags.next_if(|tag| tag.0 == *at) {
            within = start + length;
        }
        *at >= within
    });
    let mut chars = outside.peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let single = matches!(c, '\'' | '‘' | '’');
        if single || matches!(c, '"' | '“' | '”') {
            let ends = !single || after.is_none_or(|c| !c.is_alphanumeric());
            let begins = match c {
                '“' | '‘' => true,
                '”' | '’' => false,
                _ => opens(before) && after.is_some_and(|c| !c.is_whitespace()),
            };
            let inner = open.iter().rposition(|(kind, _)| *kind == single);
            match inner {
                Some(inner) if ends && !begins => {
                    // What was opened within and never closed is no quotation.
                    open.drain(inner + 1..).for_each(|(_, place)| found[place] = None);
                    open.pop();
                    found.push(Some((at, Sign::Close)));
                }
                _ if begins && open.len() < DEEPEST => {
                    open.push((single, found.len()));
                    found.push(Some((at, Sign::Open { single, typed: matches!(c, '"' | '\'') })));
                }
                _ => {}
            }
        }
        before = Some(c);
    }
    open.into_iter().for_each(|(_, place)| found[place] = None);
    let mut found: Vec<(usize, Sign)> = found.into_iter().flatten().collect();
    single_alone(&mut found);
    found
}

/// Typewritten single marks are those of the inner kind only beside double ones.
fn single_alone(found: &mut [(usize, Sign)]) {
    let mut depth = 0;
    let mut outermost = Vec::new();
    for (place, (_, sign)) in found.iter().enumerate() {
        match sign {
            Sign::Open { single, typed: true } if depth == 0 => outermost.push((place, *single)),
            _ => {}
        }
        depth = if *sign == Sign::Close { depth - 1 } else { depth + 1 };
    }
    if outermost.iter().all(|(_, single)| *single) {
        outermost.iter().for_each(|(place, _)| found[*place].1 = Sign::Open { single: false, typed: true });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_curled_the_right_way_and_pairs_are_known() {
        for (typed, expected) in [
            ("The bees' \"garden\" ('old')", "The bees’ «garden» (‹old›)"),
            ("Moss'14: it's 'fine'", "Moss’14: it’s «fine»"),
            ("Spring of '68", "Spring of ’68"),
            ("'Moss' and \"rain\"", "‹Moss› and «rain»"),
            ("no quotes", "no quotes"),
            ("'A \"very\" old' map of 12\" and 'more", "«A «very» old» map of 12” and ‘more"),
            ("“Moss” and ‘rain’", "«Moss» and ‹rain›"),
            ("On <i>'Moss'</i>", "On «Moss»"),
        ] {
            let mut singles = Vec::new();
            let through = field(typed);
            let shown = through.chars().filter_map(|c| match Sign::of(c) {
                None => Some(c),
                Some(Sign::Open { single, .. }) => {
                    singles.push(single);
                    Some(if single { '‹' } else { '«' })
                }
                Some(Sign::Close) => Some(if singles.pop() == Some(true) { '›' } else { '»' }),
                Some(_) => None,
            });
            assert_eq!(shown.collect::<String>(), expected, "the quotes of {typed}");
        }
        assert_eq!(curled("O'Moss \"Jo\""), "O’Moss “Jo”", "names have no pairs");
    }
}
