//! What is no LaTeX, and stands in values of .bib files all the same.

use super::entities::entities;
use super::latex::decode;
use crate::formats::rich;

/// Entities and tags of pages, quotation marks of two signs.
pub fn readable(text: String) -> String {
    let mut text = entities(text);
    if text.contains("</")
        && let Some(latex) = rich::latex(&text)
    {
        let mut out = String::with_capacity(text.len());
        decode(&latex, 0, &mut out);
        text = out;
    }
    for (two, one, begins) in [(",,", "„", true), ("<<", "«", true), (">>", "»", false)] {
        if text.contains(two) {
            text = joined(&text, two, one, begins);
        }
    }
    text
}

/// Two signs as one where a word stands beside them, as quotation marks have it.
fn joined(text: &str, two: &str, one: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(two) {
        out.push_str(&rest[..at]);
        let (before, after) = (out.chars().next_back(), rest[at + two.len()..].chars().next());
        let (inside, outside) = if begins { (after, before) } else { (before, after) };
        let is_mark = inside.is_some_and(char::is_alphanumeric) && outside.is_none_or(|c| !c.is_alphanumeric());
        out.push_str(if is_mark { one } else { two });
        rest = &rest[at + two.len()..];
    }
    out.push_str(rest);
    out
}
