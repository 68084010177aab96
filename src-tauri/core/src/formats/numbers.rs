//! ISBNs and ISSNs as texts have them: several in one, with words behind.

use super::{RAW, add_identifier, bibtex, field, identifier, put};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, IdentifierKind};

/// Bytes of numbers beyond which nobody goes on counting volumes.
const MOST_NUMBERS: usize = 2_000;

/// Adds an ISBN or an ISSN to those that are known. The first ISBN of a book identifies it; all are kept as they are written.
pub fn add_number(draft: &mut Draft, name: &str, text: &str) {
    let (mut name, between) = (name.to_owned(), if name == "isbn" { " " } else { ", " });
    if name == "isbn" && bibtex::terms::is_a_book(&draft.entry_type) {
        let known = draft.identifiers.iter().any(|one| one.kind == IdentifierKind::Isbn);
        match find_identifiers(&format!("isbn:{text}")).into_iter().next() {
            // The same book in ten digits and in thirteen is told twice.
            Some(one) => {
                let is_as_written = !known && one.value == text;
                add_identifier(draft, one);
                if is_as_written {
                    return;
                }
                name = format!("{RAW}isbn");
                let first = identifier(draft, IdentifierKind::Isbn).unwrap_or_default().to_owned();
                if known && field(draft, &name).is_none() {
                    put(draft, &name, &first);
                }
            }
            None if known => name = format!("{RAW}isbn"),
            None => {}
        }
    }
    match draft.fields.iter_mut().find(|field| field.name == name) {
        Some(field) if field.value.len() > MOST_NUMBERS || field.value.split(between).any(|known| known == text) => {}
        Some(field) => field.value = format!("{}{between}{text}", field.value),
        None => put(draft, &name, text),
    }
}

/// A number that is said to be an ISBN or an ISSN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number<'t> {
    Isbn(&'t str),
    Issn(&'t str),
    /// Neither by its length.
    Other(&'t str),
}

/// The numbers in a text: "1234-5679 (Print), 9876-5432", "978-3-16-148410-0; 03029743 (ISSN)".
pub fn numbers(text: &str) -> Vec<Number<'_>> {
    let digits = |word: &str| {
        let number = word.chars().all(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x' | '-' | '–' | '‐' | '‑'));
        if number { word.chars().filter(|c| c.is_ascii_alphanumeric()).count() } else { 0 }
    };
    let words = text.split([' ', ',', ';', '(', ')', '/', '\t', '\n', ':']).filter(|word| !word.is_empty());
    let found = words.filter_map(|word| match digits(word) {
        8 => Some(Number::Issn(word)),
        10 | 13 => Some(Number::Isbn(word)),
        _ => None,
    });
    let found: Vec<_> = found.take(20).collect();
    let text = text.trim();
    match digits(&text.replace(' ', "")) {
        _ if !found.is_empty() => found,
        // "978 3 16 148410 0"
        10 | 13 => vec![Number::Isbn(text)],
        8 => vec![Number::Issn(text)],
        _ => vec![Number::Other(text)],
    }
}
