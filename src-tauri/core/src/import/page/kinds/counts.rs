//! Numbers of things: how many stars, votes, authors.

use super::Kind;

/// `187`, `6.47k`, `+179`, `1,234`, `3/10`, `12%`, `▲ 18`, `[18]`.
pub fn is_count(bare: &str) -> bool {
    bare.len() <= 16
        && bare.bytes().any(|byte| byte.is_ascii_digit())
        && bare.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '.' | ','
                        | '/'
                        | '%'
                        | '+'
                        | '-'
                        | '–'
                        | 'k'
                        | 'K'
                        | 'm'
                        | 'M'
                        | '('
                        | ')'
                        | '['
                        | ']'
                        | ' '
                        | ':'
                        | '#'
                )
        })
        && bare.bytes().filter(|byte| byte.is_ascii_alphabetic()).count() <= 1
        && !bare.ends_with('.')
}

/// `10 authors`, `3 comments`, `GitHub 11.3k`, `Upvote 187`, `⭐ 12 stars`.
pub fn counted(bare: &str) -> Option<Kind> {
    let mut tokens = bare.split(' ').filter(|token| token.chars().any(char::is_alphanumeric));
    let (first, second) = (tokens.next()?, tokens.next()?);
    if tokens.next().is_some() {
        return None;
    }
    let (number, word) = if is_count(first) { (first, second) } else { (second, first) };
    if !is_count(number) {
        return None;
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    match word.as_str() {
        "author" | "authors" => Some(Kind::AuthorCount),
        "upvote" | "upvotes" | "vote" | "votes" | "like" | "likes" | "comment" | "comments" | "star" | "stars"
        | "github" | "view" | "views" | "reply" | "replies" | "citation" | "citations" | "fork" | "forks"
        | "download" | "downloads" | "point" | "points" | "read" | "reads" | "share" | "shares" | "follower"
        | "followers" | "papers" | "entries" | "results" | "page" | "pages" | "models" | "datasets" | "spaces"
        | "tweets" | "references" => Some(Kind::Skip("count")),
        _ => None,
    }
}
