//! Pandoc's marks, written so that they are read again as what they are.

use super::{behind, key, locator};
use crate::cite::citation::{Author, Cite};
use crate::cite::commands;

/// A mark of papers; `None` for an author alone, which Pandoc has no words for.
pub fn write(cites: &[Cite<String>]) -> Option<String> {
    let mut out = String::new();
    let mut within = false;
    for (at, cite) in cites.iter().enumerate() {
        let words = said(cite);
        let mark = match cite.author {
            Author::Alone => return None,
            Author::InText => {
                out.push_str(if within {
                    "] "
                } else if at > 0 {
                    " "
                } else {
                    ""
                });
                out.push_str(&before(cite));
                within = !words.is_empty();
                out.push_str(&format!("@{}", named(cite, &words)));
                out.push_str(if within { " [" } else { "" });
                out.push_str(words.trim_start_matches([',', ' ']));
                continue;
            }
            Author::LeftOut => "-@",
            Author::Usual => "@",
        };
        out.push_str(match (within, at) {
            (true, _) => "; ",
            (false, 0) => "[",
            (false, _) => " [",
        });
        within = true;
        out.push_str(&format!("{}{mark}{}{words}", before(cite), named(cite, &words)));
    }
    out.push_str(if within { "]" } else { "" });
    Some(out)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if "\\`*_{}[]<>$^~@;#|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn before(cite: &Cite<String>) -> String {
    if cite.prefix.trim().is_empty() { String::new() } else { escaped(cite.prefix.trim()) + " " }
}

/// What is behind a key, so that it is read again as what it is.
fn said(cite: &Cite<String>) -> String {
    let mut suffix = escaped(&commands::behind(cite.suffix.trim()));
    let Some(at) = &cite.locator else {
        // A number in the suffix is no page.
        let is_place = locator(&suffix).0.is_some() || suffix.trim_start_matches([',', ' ']).starts_with("\\{");
        return if is_place { format!("{{}}{suffix}") } else { suffix };
    };
    let (word, value) = (at.word(), escaped(&at.value));
    if word.is_empty() {
        return format!(", {value}{suffix}");
    }
    let plain = format!(", {word} {value}{suffix}");
    if behind(&plain) == (cite.locator.clone(), cite.suffix.trim().to_owned()) {
        return plain;
    }
    if suffix.starts_with(char::is_alphanumeric) {
        suffix.insert(0, ' ');
    }
    format!(", {{{word} {value}}}{suffix}")
}

/// Pandoc ends a bare key at a blank, at a sign it does not expect, or at a sign in the last place.
fn named(cite: &Cite<String>, words: &str) -> String {
    let name = &cite.paper;
    let inner = |c: char| c.is_alphanumeric() || ":.#$%&-+?<>~/_".contains(c);
    let outer = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    // Two signs in a row would end the key.
    let doubled = name.as_bytes().windows(2).any(|two| two.iter().all(|c| c.is_ascii_punctuation() && *c != b'_'));
    let plain = name.chars().all(inner) && outer(name.chars().next()) && outer(name.chars().last()) && !doubled;
    // What follows could be taken for more of it.
    let ends = key(&format!("{name}{words}")).is_some_and(|(found, _)| found == *name);
    if plain && ends { name.clone() } else { format!("{{{name}}}") }
}
