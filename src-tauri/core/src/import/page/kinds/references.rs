//! Lines of identifiers and addresses.

use super::counts::is_count;
use super::{Kind, ids};

/// Identifiers and addresses with nothing between them but the words that go with them.
pub fn reference(line: &str) -> Option<Kind> {
    let lower = line.to_ascii_lowercase();
    let promising =
        ["arxiv", "http", "doi", "10.", "www.", "openreview", "pmid", "isbn", ".com/", ".org/", "aclanthology"];
    if !promising.iter().any(|sign| lower.contains(sign)) && !line.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let identifiers = ids::find_identifiers(line);
    let mut links = Vec::new();
    let mut other = 0;
    for word in line.split([' ', ',', '|', '·']).filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '.' | ';' | '"'));
        let lower = bare.to_ascii_lowercase();
        let known = [
            "arxiv",
            "arxiv:",
            "doi",
            "doi:",
            "pdf",
            "html",
            "other",
            "ps",
            "cross-list",
            "from",
            "replaced",
            "or",
            "for",
            "this",
            "version",
            "abs",
            "format",
            "link",
            "listing",
            "pmid",
            "pmid:",
            "isbn",
            "isbn:",
            "code",
            "code:",
            "paper",
            "url",
            "url:",
            "page",
            "github",
            "project",
            "view",
            "src",
            "experimental",
            "cs",
            "stat",
        ];
        if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
            links.push(bare.to_owned());
        } else if known.contains(&lower.as_str()) || bare.is_empty() || is_category(&lower) || is_count(word) {
        } else if !ids::find_identifiers(bare).is_empty() || (lower.contains('/') && lower.contains('.')) {
            if identifiers.is_empty() {
                links.push(bare.to_owned());
            }
        } else {
            other += 1;
        }
    }
    if other > 0 || (identifiers.is_empty() && links.is_empty()) {
        return None;
    }
    let numbered = line.starts_with('[') && line[1..].starts_with(|c: char| c.is_ascii_digit());
    let counted = lower.split_once(". ").is_some_and(|(number, _)| is_count(number));
    let begins = lower.starts_with("arxiv:") && lower.split(' ').count() <= 6;
    if (numbered || counted || begins) && !identifiers.is_empty() && links.is_empty() && !lower.contains("this version")
    {
        return Some(Kind::Record(identifiers));
    }
    Some(Kind::Reference { identifiers, links })
}

/// `cs.cl`, `stat.ml`, `math`.
fn is_category(lower: &str) -> bool {
    lower.len() <= 17
        && lower.split_once('.').is_some_and(|(archive, class)| {
            (2..=9).contains(&archive.len())
                && (2..=4).contains(&class.len())
                && lower.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'-'))
        })
}
