//! Folding: what counts as the same letter when sorting, finding the same paper again, and marking hits.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without diacritics, character by character, as the search index folds.
pub fn fold_char(c: char) -> impl Iterator<Item = char> {
    // Most letters are plain, and every abstract of a list's lines passes through here.
    let plain = c.is_ascii().then(|| c.to_ascii_lowercase());
    let other = (!c.is_ascii()).then(|| c.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    plain.into_iter().chain(other.into_iter().flatten())
}

/// Letters and digits only, folded: equal for a title typed, pasted or exported in different dress.
pub fn title_key(title: &str) -> String {
    if title.is_ascii() {
        return title.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    title.chars().flat_map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

/// Titles less alike than this are not of one work.
const ALIKE: f64 = 0.4;

/// Whether two titles, by their keys, are hardly of one work.
pub fn are_unlike(one: &str, other: &str) -> bool {
    strsim::normalized_levenshtein(one, other) < ALIKE
}

/// Folded, leading punctuation and articles dropped: "The Languini Kitchen" sorts under L.
pub fn sort_key(title: &str) -> String {
    let folded: String =
        if title.is_ascii() { title.to_ascii_lowercase() } else { title.chars().flat_map(fold_char).collect() };
    let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = ["the ", "a ", "an "].iter().find_map(|article| start.strip_prefix(article)).unwrap_or(start);
    start.chars().take(120).collect()
}

/// Folded, with numbers counted: "Chapter 2" stands before "Chapter 10".
pub fn counted_key(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for c in name.chars().flat_map(fold_char).chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{:0>12}", std::mem::take(&mut digits)));
        }
        key.push(c);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_title_in_different_dress_has_one_key() {
        assert_eq!(
            title_key("Schrödinger’s  CAT: a study"),
            title_key("Schrodinger's cat — A Study"),
            "case, accents and punctuation do not count"
        );
        assert_ne!(title_key("Cats"), title_key("Cat"), "letters do");
    }

    #[test]
    fn numbers_in_names_are_counted() {
        let mut names = ["Chapter 10", "chapter 2", "Élan", "2019", "Appendix", "984"];
        names.sort_by_key(|name| counted_key(name));
        assert_eq!(
            names,
            ["984", "2019", "Appendix", "chapter 2", "Chapter 10", "Élan"],
            "as a reader would order them"
        );
    }

    #[test]
    fn articles_and_quotes_do_not_sort() {
        assert_eq!(sort_key("“The Élan of Models”"), "elan of models”", "sorts under E");
        assert_eq!(sort_key("A"), "a", "a title that is only an article keeps it");
    }
}
