//! The texts of a bulk edit: a field as one text, words replaced in it, capitals changed.

use crate::error::{Error, Result};
use crate::model::{BulkField, LetterCase, Paper, PaperEdit};
use crate::search::fold::fold_char;

pub fn name(field: BulkField) -> &'static str {
    match field {
        BulkField::Title => "title",
        BulkField::Authors => "authors",
        BulkField::Venue => "venue",
        BulkField::Year => "year",
        BulkField::Abstract => "abstract",
        BulkField::Comments => "comments",
    }
}

/// A field as one text; authors one a line.
pub fn value(paper: &Paper, field: BulkField) -> String {
    match field {
        BulkField::Title => paper.title.clone(),
        BulkField::Authors => paper.authors.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join("\n"),
        BulkField::Venue => paper.venue.clone(),
        BulkField::Year => paper.year.map(|year| year.to_string()).unwrap_or_default(),
        BulkField::Abstract => paper.abstract_text.clone(),
        BulkField::Comments => paper.comments.clone(),
    }
}

/// The edit that writes such a text back.
///
/// # Errors
/// `Validation` when it is no year.
pub fn edit(field: BulkField, text: &str) -> Result<Option<PaperEdit>> {
    let text = text.to_owned();
    Ok(Some(match field {
        BulkField::Title => PaperEdit::Title(text),
        BulkField::Authors => {
            PaperEdit::Authors(text.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
        }
        BulkField::Venue => PaperEdit::Venue(text),
        BulkField::Year if text.trim().is_empty() => PaperEdit::Year(None),
        BulkField::Year => {
            let year = text.trim().parse();
            PaperEdit::Year(Some(year.map_err(|_| Error::validation("value", format!("“{text}” is not a year.")))?))
        }
        BulkField::Abstract => PaperEdit::Abstract(text),
        BulkField::Comments => PaperEdit::Comments(text),
    }))
}

/// Every place of `find` gets `with`; without `match_case`, case and accents do not count.
pub fn replace(text: &str, find: &str, with: &str, match_case: bool, whole_words: bool) -> String {
    let fold = |c: char| if match_case { vec![c] } else { fold_char(c).collect() };
    let wanted: Vec<char> = find.chars().flat_map(fold).collect();
    if wanted.is_empty() {
        return text.to_owned();
    }
    // Each folded letter, and where in the text the letter it is of begins and ends.
    let letters: Vec<(char, usize, usize)> = text
        .char_indices()
        .flat_map(|(at, c)| fold(c).into_iter().map(move |folded| (folded, at, at + c.len_utf8())))
        .collect();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut out = String::with_capacity(text.len());
    let (mut from, mut at) = (0, 0);
    while at + wanted.len() <= letters.len() {
        let found = letters[at..at + wanted.len()].iter().map(|(c, ..)| c).eq(&wanted);
        let (start, end) = (letters[at].1, letters[at + wanted.len() - 1].2);
        let alone = !whole_words || !is_word(text[..start].chars().next_back()) && !is_word(text[end..].chars().next());
        if found && alone && start >= from {
            out.push_str(&text[from..start]);
            out.push_str(with);
            from = end;
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Written small within titles, as most English style guides have it.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "over", "per",
    "the", "to", "via", "vs", "with", "without",
];

pub fn in_case(text: &str, case: LetterCase) -> String {
    match case {
        LetterCase::Lower => return text.to_lowercase(),
        LetterCase::Upper => return text.to_uppercase(),
        LetterCase::Sentence | LetterCase::Title => {}
    }
    // In a text all of capitals they tell nothing about a word.
    let shouted = !text.chars().any(char::is_lowercase);
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    let last = text.split(' ').count();
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let inner: String = word.chars().skip_while(|c| !c.is_alphanumeric()).skip(1).collect();
        let own = !shouted && inner.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_small = SMALL.contains(&plain.as_str()) && at + 1 < last;
        let capital = begins || case == LetterCase::Title && !is_small;
        if own || word.contains('$') || word.contains("://") {
            out.push_str(word);
        } else if capital && case == LetterCase::Title {
            let parts: Vec<String> = word.split('-').map(capitalised).collect();
            out.push_str(&parts.join("-"));
        } else if capital {
            out.push_str(&capitalised(word));
        } else {
            out.push_str(&word.to_lowercase());
        }
        begins = word.ends_with([':', '?', '!', '.']) || begins && plain.is_empty();
    }
    out
}

fn capitalised(word: &str) -> String {
    let mut first = true;
    let mut letters = word.chars().flat_map(char::to_lowercase).collect::<String>();
    letters = letters
        .chars()
        .map(|c| {
            if first && c.is_alphanumeric() {
                first = false;
                c.to_uppercase().collect()
            } else {
                c.to_string()
            }
        })
        .collect();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_where_they_stand() {
        let cases = [
            ("Proc. of ACL and acl", "ACL", "NAACL", false, false, "Proc. of NAACL and NAACL", "case does not count"),
            ("Proc. of ACL and acl", "ACL", "NAACL", true, false, "Proc. of NAACL and acl", "or does"),
            ("NAACL, ACL", "ACL", "EACL", true, true, "NAACL, EACL", "whole words only"),
            ("Müller and MULLER", "muller", "Mueller", false, false, "Mueller and Mueller", "accents do not count"),
            ("aaa", "aa", "b", true, false, "ba", "places do not overlap"),
            ("ﬁne", "f", "x", false, false, "ﬁne", "half a letter is none"),
            ("a.b", ".", "", true, false, "ab", "signs are signs"),
        ];
        for (text, find, with, match_case, whole, expected, why) in cases {
            assert_eq!(replace(text, find, with, match_case, whole), expected, "{why}: {text}");
        }
    }

    #[test]
    fn capitals_that_belong_to_a_word_stay() {
        use LetterCase::{Lower, Sentence, Title, Upper};
        let cases = [
            ("A Survey of BERT Models: The Next Step", Sentence, "A survey of BERT models: The next step"),
            ("a survey of BERT models: the next step", Title, "A Survey of BERT Models: The Next Step"),
            ("DEEP LEARNING FOR ALL", Sentence, "Deep learning for all"),
            ("state-of-the-art parsing", Title, "State-Of-The-Art Parsing"),
            ("“quoted” words", Title, "“Quoted” Words"),
            ("what it is for", Title, "What It Is For"),
            ("Ünder", Upper, "ÜNDER"),
            ("GPT-4", Lower, "gpt-4"),
        ];
        for (text, case, expected) in cases {
            assert_eq!(in_case(text, case), expected, "{case:?} of {text}");
        }
    }
}
