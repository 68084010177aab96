//! What a search did not take as it was perhaps meant. It finds what it finds: nothing here is an error.

use super::filters::{filter, is_key, takes};
use super::query::{split, unquote, words};
use crate::model::SearchRemark;

/// In the order of the text, each once.
pub fn of(text: &str) -> Vec<SearchRemark> {
    let mut remarks: Vec<SearchRemark> = Vec::new();
    for piece in split(text) {
        let body = piece.strip_prefix('-').unwrap_or(&piece);
        let said = body.split_once(':').and_then(|(key, value)| of_filter(key, value, body)).or_else(|| open(body));
        if let Some(words) = said.filter(|words| remarks.iter().all(|known| known.words != *words)) {
            remarks.push(SearchRemark { piece, words });
        }
    }
    remarks
}

fn of_filter(key: &str, value: &str, body: &str) -> Option<String> {
    // "Attention: a survey" is a title, "10:30" and "https://…" are no filters to anybody.
    if !key.chars().all(char::is_alphabetic) || key.is_empty() || value.starts_with("//") {
        return None;
    }
    if words(value).is_empty() {
        return is_key(key).then(|| format!("“{key}:” says nothing behind its colon, so it was left out."));
    }
    if let Some(known) = takes(key) {
        let is_known = filter(key, unquote(value)).is_some();
        return (!is_known).then(|| format!("“{key}:” knows {known}; “{body}” was searched for as words."));
    }
    (!is_key(key)).then(|| format!("“{key}:” is no filter; “{body}” was searched for as words."))
}

fn open(body: &str) -> Option<String> {
    let is_open = body.matches('"').count() % 2 == 1;
    is_open.then(|| format!("A quote was not closed; all behind it was searched for as one phrase: {body}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        of(text).into_iter().map(|remark| remark.words).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn what_no_filter_takes_is_told() {
        for (text, words) in [
            ("foo:bar", "“foo:” is no filter; “foo:bar” was searched for as words."),
            ("has:nothing", "“has:” knows code, notes, highlights and files; “has:nothing” was searched for as words."),
            (
                "-Is:nope",
                "“Is:” knows unread, reading, read, starred and retracted; “Is:nope” was searched for as words.",
            ),
            (
                "rain year:abc",
                "“year:” knows years such as 2023, 2020..2023, 2023.. and ..2020; “year:abc” was searched for as words.",
            ),
            ("year: rain", "“year:” says nothing behind its colon, so it was left out."),
            ("rain \"of the", "A quote was not closed; all behind it was searched for as one phrase: \"of the"),
        ] {
            assert_eq!(said(text), words, "{text}");
        }
        assert!(said("code:weird").contains("alive, archived, moved, missing"), "{}", said("code:weird"));
        assert_eq!(of("foo:a foo:a has:x").len(), 2, "each once");
    }

    #[test]
    fn what_is_taken_as_it_stands_is_not() {
        for text in [
            "",
            "rain",
            "Attention: a survey",
            "year:2020..2023 -tag:\"to read\" has:note HAS:code code:dead is:unread",
            "author:knuth title:\"the art\"",
            "tag:\"a:b\"",
            "https://example.org/a",
            "at 10:30",
            "::",
            "“quoted in a text”",
            "\"foo:bar\"",
            "year:..2020",
        ] {
            assert_eq!(said(text), "", "{text}");
        }
    }
}
