//! Word lists: what papers are about, what abstracts say, what pages are furnished with.
//!
//! The lists tilt a balance, they never decide alone: a paper on cheese is found by its shape.

mod abstracts;
mod furniture;
mod titles;

use abstracts::ABSTRACT;
use furniture::FURNITURE;
use titles::TITLE;

/// Small words that sentences are held together by; titles have few of them.
#[rustfmt::skip]
const SENTENCE: &[&str] = &[
    "are", "be", "been", "but", "can", "could", "did", "do", "does", "has", "have", "he", "her", "his", "however",
    "i", "is", "it", "its", "may", "might", "must", "our", "she", "should", "such", "than", "that", "their", "then",
    "there", "therefore", "these", "they", "this", "those", "thus", "us", "was", "we", "were", "when", "where",
    "which", "while", "who", "will", "would", "you", "your",
];

/// Words that no person's name has and no complete title ends with.
const JOINING: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "over", "the", "through",
    "to", "towards", "under", "using", "via", "vs", "with", "without",
];

fn has(list: &[&str], word: &str) -> bool {
    // No listed word begins with anything else; noise mostly does.
    word.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && list.binary_search(&word).is_ok()
}

pub fn of_title(word: &str) -> bool {
    has(TITLE, word)
}

/// The place of the word among those of abstracts, for counting each once.
pub fn of_abstract(word: &str) -> Option<usize> {
    ABSTRACT.binary_search(&word).ok()
}

pub fn of_sentence(word: &str) -> bool {
    has(SENTENCE, word)
}

pub fn joins(word: &str) -> bool {
    has(JOINING, word)
}

pub fn is_furniture(line: &str) -> bool {
    /// By length, because a page has more lines than the list has words.
    static BY_LENGTH: std::sync::LazyLock<Vec<Vec<&str>>> = std::sync::LazyLock::new(|| {
        let mut lists = vec![Vec::new(); 61];
        for known in FURNITURE {
            if let Some(list) = lists.get_mut(known.len()) {
                list.push(*known);
            }
        }
        lists
    });
    BY_LENGTH.get(line.len()).is_some_and(|list| list.iter().any(|known| line.eq_ignore_ascii_case(known)))
}

/// The word in lower case without punctuation around it, in a buffer that is used again.
pub fn fold<'b>(word: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.len() <= 40 {
        if word.is_ascii() {
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
        } else {
            buffer.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    buffer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searched_lists_are_sorted() {
        for list in [TITLE, ABSTRACT, SENTENCE, JOINING] {
            assert!(
                list.is_sorted(),
                "binary search needs order: {:?}",
                list.windows(2).find(|pair| pair[0] > pair[1])
            );
        }
    }
}
