//! Where a search hit is marked: ranges of the text as shown, counted as JavaScript counts.

use super::fold::fold_char;
use super::query::{Query, Sign};

/// A text cut around its first hit, and the marks in it.
pub struct Snippet {
    pub text: String,
    pub marks: Vec<[u32; 2]>,
}

/// `[start, end)` in UTF-16 units of every word of `text` that the search asks for. `column` is where the text
/// comes from, so that `author:` does not mark titles.
pub fn marks(text: &str, query: &Query, column: &str) -> Vec<[u32; 2]> {
    first_marks(text, query, column, usize::MAX)
}

fn first_marks(text: &str, query: &Query, column: &str, most: usize) -> Vec<[u32; 2]> {
    let wanted: Vec<(&str, bool)> = query
        .terms
        .iter()
        .filter(|term| term.sign == Sign::With && term.column.is_none_or(|only| only == column))
        .flat_map(|term| {
            let last = term.words.len() - 1;
            term.words.iter().enumerate().map(move |(i, word)| (word.as_str(), term.prefix && i == last))
        })
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    tokens(text).filter_map(|word| word.mark(&wanted)).take(most).collect()
}

/// About 120 characters around the first hit; `None` without one.
pub fn snippet(text: &str, query: &Query, column: &str) -> Option<Snippet> {
    let first = *first_marks(text, query, column, 1).first()?;
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut from = (first[0] as usize).saturating_sub(50);
    let mut to = (first[1] as usize + 90).min(units.len());
    // Cut at spaces, so that no word and no surrogate pair is torn.
    let space = |i: &usize| units.get(*i).is_some_and(|unit| *unit == 32 || *unit == 10);
    if from > 0 {
        from = (from..first[0] as usize).find(|i| space(i)).map_or(first[0] as usize, |i| i + 1);
    }
    if to < units.len() {
        to = (first[1] as usize..=to).rev().find(|i| space(i)).unwrap_or(first[1] as usize);
    }
    let body = String::from_utf16_lossy(&units[from..to]);
    let text = format!("{}{}{}", if from > 0 { "… " } else { "" }, body, if to < units.len() { " …" } else { "" });
    Some(Snippet { marks: marks(&text, query, column), text })
}

struct Token {
    folded: String,
    start: u32,
    end: u32,
    /// For each folded character: how many units of the text stand for it.
    widths: Vec<u32>,
}

impl Token {
    /// The part of it that one of the words asked for stands for, each with whether it may go on.
    fn mark(&self, wanted: &[(&str, bool)]) -> Option<[u32; 2]> {
        wanted.iter().find_map(|(wanted, prefix)| {
            let whole = self.folded == *wanted;
            let begun = *prefix && self.folded.starts_with(wanted);
            let end = if whole { self.end } else { self.start + self.units_of(wanted) };
            (whole || begun).then_some([self.start, end])
        })
    }

    fn units_of(&self, prefix: &str) -> u32 {
        self.widths.iter().take(prefix.chars().count()).sum()
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut chars = text.chars().peekable();
    let mut at = 0_u32;
    let letter = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    std::iter::from_fn(move || {
        while let Some(c) = chars.next_if(|c| !letter(*c)) {
            at += c.len_utf16() as u32;
        }
        chars.peek()?;
        let mut token = Token { folded: String::new(), start: at, end: at, widths: Vec::new() };
        while let Some(c) = chars.next_if(|c| letter(*c)) {
            let units = c.len_utf16() as u32;
            at += units;
            let before = token.widths.len();
            for folded in fold_char(c) {
                token.folded.push(folded);
                token.widths.push(0);
            }
            // A mark that folds away belongs to the letter before it.
            let owner = if token.widths.len() > before { before } else { before.saturating_sub(1) };
            if let Some(width) = token.widths.get_mut(owner) {
                *width += units;
            }
        }
        token.end = at;
        Some(token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_marked_where_they_stand() {
        let query = Query::parse("scaling gra");
        assert_eq!(marks("Scaling 𝒢 graphs", &query, "title"), [[0, 7], [11, 14]], "a wide letter counts two units");
        assert_eq!(marks("Müller", &Query::parse("mull"), "authors"), [[0, 4]], "accents fold");
        assert!(marks("Scaling", &Query::parse("author:scaling"), "title").is_empty(), "author: marks no title");
    }

    #[test]
    fn a_snippet_surrounds_the_first_hit() {
        let text = format!("{} needle {}", "hay ".repeat(60), "straw ".repeat(60));
        let snippet = snippet(&text, &Query::parse("needle"), "abstract").expect("the needle is there");
        assert!(
            snippet.text.contains("needle") && snippet.text.chars().count() < 170,
            "short, around the hit: {}",
            snippet.text
        );
        assert_eq!(snippet.marks.len(), 1, "and marked once");
    }
}
