//! What a line is for certain, whatever stands around it: a date, a count, a label, furniture.
//!
//! Everything that is left is text, and [`super::decide`] weighs what text it is.

use super::{dates, words};
use crate::import::ids;
use crate::model::Identifier;

/// A labelled field: `Comments: 12 pages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Authors,
    Abstract,
    Comments,
    Venue,
    Year,
    Link,
    /// Known and of no use here: `Subjects:`, `From:`.
    Other,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Title, abstract, authors or noise: context decides.
    Text,
    /// Not a part of any paper; the reason in a reader's words.
    Skip(&'static str),
    /// `· 10 authors`: the paper before it is one.
    AuthorCount,
    /// `Submitted by`: a name follows, and then a paper.
    Submitter,
    /// `[12] arXiv:2303.01234 [pdf, other]`: a paper begins.
    Record(Vec<Identifier>),
    /// A line of identifiers and addresses only.
    Reference { identifiers: Vec<Identifier>, links: Vec<String> },
    /// `Title: …`; the value begins at this byte of the line's words.
    Labelled(Field, usize),
    /// `Published on Oct 15, 2025`.
    Published(Option<String>),
}

/// Longer lines are prose, or noise; nothing here needs to look at them.
const LONGEST: usize = 400;

pub fn of(line: &str, has_link: bool) -> Kind {
    if let Some((field, at)) = label(line) {
        return labelled(line, field, at);
    }
    if line.is_empty() {
        return Kind::Reference { identifiers: Vec::new(), links: Vec::new() };
    }
    if line.len() > LONGEST {
        return Kind::Text;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return Kind::Skip("separator");
    }
    let bare = line
        .trim_start_matches(['·', '•', '|', '▲', '▼', '↑', '+', '-', '▽', '△', '#', '@', ' '])
        .trim_end_matches(['·', '•', '|', '▲', '▼', ' ', '→', '»', '←', '▽', '△', '↗']);
    if bare.is_empty() {
        return Kind::Skip("separator");
    }
    if let Some(kind) = short(bare, line, has_link) {
        return kind;
    }
    if let Some(kind) = reference(line) {
        return kind;
    }
    if is_newsletter(bare) { Kind::Skip("newsletter line") } else { Kind::Text }
}

fn short(bare: &str, line: &str, has_link: bool) -> Option<Kind> {
    if bare.len() > 120 {
        return None;
    }
    if words::is_furniture(bare) || words::is_furniture(line) {
        let reason = if bare.eq_ignore_ascii_case("subscribe") { "newsletter line" } else { "navigation" };
        return Some(Kind::Skip(reason));
    }
    let mut buffer = String::new();
    let first = words::fold(bare.split(' ').next().unwrap_or_default(), &mut buffer).to_owned();
    if bare.eq_ignore_ascii_case("submitted by") {
        return Some(Kind::Submitter);
    }
    if is_count(bare) {
        return Some(Kind::Skip("count"));
    }
    if let Some(kind) = counted(bare) {
        return Some(kind);
    }
    if dates::is_date(bare) {
        return Some(match first.as_str() {
            "published" | "posted" | "submitted" | "released" => Kind::Published(dates::day(bare)),
            _ => Kind::Skip("date"),
        });
    }
    let lower = bare.to_lowercase();
    let starts = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    if starts(&[
        "view a pdf of",
        "view pdf",
        "showing up to",
        "showing new",
        "showing ",
        "total of ",
        "skip to ",
        "hide ",
        "which authors of",
        "connect with",
        "powered by ",
        "copyright",
        "©",
        "by ak and ",
        "byak and ",
        "submitted by ",
        "[submitted on",
        "submitted ",
        "see all ",
        "read ",
        "sort by",
        "page ",
        "[v1]",
        "[v2]",
        "[v3]",
        "[v4]",
        "see the ",
        "cite as",
        "add to ",
        "#1 paper",
        "#2 paper",
        "#3 paper",
        "paper of the day",
        "view all",
        "browse ",
        "get notified",
    ]) && is_chrome(&lower, has_link)
    {
        return Some(Kind::Skip(if lower.starts_with("submitted by") {
            "submitter"
        } else if lower.starts_with("by") {
            "page heading"
        } else {
            "navigation"
        }));
    }
    if lower.starts_with('[') && lower.ends_with(']') && lower.len() < 60 && !lower.contains("arxiv") {
        return Some(Kind::Skip("links"));
    }
    // "Computer Science > Computation and Language", "Home » Papers".
    let crumbs = line.matches(" > ").count() + line.matches(" » ").count() + line.matches(" › ").count();
    let bars = line.matches(" | ").count();
    let furniture = || line.split(" | ").filter(|part| words::is_furniture(part.trim())).count() * 2 > bars;
    if crumbs > 0 && bare.len() < 80 || bars > 0 && furniture() {
        return Some(Kind::Skip("navigation"));
    }
    None
}

/// A line that begins like furniture can also be a title ("Read Between the Lines: …"): the rest must fit.
fn is_chrome(lower: &str, has_link: bool) -> bool {
    let clear = [
        "view a pdf of",
        "view pdf",
        "showing",
        "total of ",
        "skip to ",
        "©",
        "by ak and ",
        "byak and ",
        "[submitted on",
        "submitted by ",
        "[v",
        "which authors of",
        "sort by",
        "cite as",
        "powered by ",
        "copyright",
        "get notified",
        "paper of the day",
        "#",
    ];
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let words = lower.split(' ').count();
    clear.iter().any(|start| lower.starts_with(start))
        || (lower.starts_with("submitted ") && digits >= 4)
        || (words <= 4 && (digits > 0 || has_link) && !lower.contains(": "))
        || (words <= 6 && lower.ends_with(" comments"))
}

/// `187`, `6.47k`, `+179`, `1,234`, `3/10`, `12%`, `▲ 18`, `[18]`.
fn is_count(bare: &str) -> bool {
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
fn counted(bare: &str) -> Option<Kind> {
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

fn is_newsletter(bare: &str) -> bool {
    if bare.len() > 160 {
        return false;
    }
    let lower = bare.to_lowercase();
    let asks = [
        "inbox",
        "newsletter",
        "unsubscribe",
        "subscribe to",
        "subscribe for",
        "sign up for",
        "sign up to",
        "mailing list",
        "cookies",
        "log in to ",
        "sign in to ",
    ];
    asks.iter().any(|ask| lower.contains(ask)) && !bare.contains(": ")
}

fn label(line: &str) -> Option<(Field, usize)> {
    const LABELS: &[(&str, Field)] = &[
        ("title", Field::Title),
        ("paper title", Field::Title),
        ("paper", Field::Title),
        ("authors", Field::Authors),
        ("author", Field::Authors),
        ("author(s)", Field::Authors),
        ("abstract", Field::Abstract),
        ("summary", Field::Abstract),
        ("comments", Field::Comments),
        ("comment", Field::Comments),
        ("note", Field::Comments),
        ("journal-ref", Field::Venue),
        ("journal reference", Field::Venue),
        ("journal", Field::Venue),
        ("venue", Field::Venue),
        ("conference", Field::Venue),
        ("published in", Field::Venue),
        ("booktitle", Field::Venue),
        ("year", Field::Year),
        ("date", Field::Year),
        ("published", Field::Year),
        ("publication date", Field::Year),
        ("code", Field::Link),
        ("github", Field::Link),
        ("repo", Field::Link),
        ("repository", Field::Link),
        ("project page", Field::Link),
        ("project", Field::Link),
        ("link", Field::Link),
        ("url", Field::Link),
        ("pdf", Field::Link),
        ("website", Field::Link),
        ("source code", Field::Link),
        ("homepage", Field::Link),
        ("doi", Field::Link),
        ("arxiv id", Field::Link),
        ("related doi", Field::Link),
        ("arxiv link", Field::Link),
        ("paper link", Field::Link),
        ("subjects", Field::Other),
        ("subject", Field::Other),
        ("categories", Field::Other),
        ("cite as", Field::Other),
        ("keywords", Field::Other),
        ("tags", Field::Other),
        ("keyword", Field::Other),
        ("msc classes", Field::Other),
        ("acm classes", Field::Other),
        ("msc-class", Field::Other),
        ("acm-class", Field::Other),
        ("report-no", Field::Other),
        ("report number", Field::Other),
        ("license", Field::Other),
        ("proxy", Field::Other),
        ("from", Field::Other),
        ("submission history", Field::Other),
        ("primary area", Field::Other),
        ("readers", Field::Other),
        ("tl;dr", Field::Other),
        ("current browse context", Field::Other),
        ("access paper", Field::Other),
        ("replaced with revised version", Field::Other),
        ("upvotes", Field::Other),
        ("page title", Field::Other),
        ("topics", Field::Other),
    ];
    // The colon is looked for near the start only: an abstract may be the whole line.
    let head = line
        .get(..line.len().min(40))
        .unwrap_or_else(|| line.get(..line.chars().take(24).map(char::len_utf8).sum()).unwrap_or(line));
    let whole = line.len() <= 12
        && matches!(line.trim_end_matches(['.', ':']).to_ascii_lowercase().as_str(), "abstract" | "authors");
    if whole {
        let field = if line.to_ascii_lowercase().starts_with("abs") { Field::Abstract } else { Field::Authors };
        return Some((field, line.len()));
    }
    let (at, separator) = head.char_indices().find(|(_, c)| matches!(c, ':' | '：' | '—'))?;
    let name = head[..at].trim();
    // Only an abstract is introduced by a dash; "Code — …" could be a title.
    let known = LABELS.iter().find(|(label, _)| name.eq_ignore_ascii_case(label))?;
    if separator == '—' && known.1 != Field::Abstract {
        return None;
    }
    let at = at + separator.len_utf8();
    if line[at..].starts_with("//") {
        return None;
    }
    let space = line[at..].len() - line[at..].trim_start().len();
    Some((known.1, at + space))
}

fn labelled(line: &str, field: Field, at: usize) -> Kind {
    let value = &line[at..];
    // "Code: A Survey" is a title; a link's label wants an address behind it.
    match field {
        Field::Link if value.is_empty() => Kind::Skip("navigation"),
        Field::Link if !looks_like_address(value) => Kind::Text,
        // "Authors: …", "Paper: …" are taken at their word only when they are not sentences.
        Field::Year if !value.is_empty() && !dates::is_date(value) && dates::year(value).is_none() => Kind::Text,
        Field::Other if value.len() > LONGEST => Kind::Text,
        Field::Title if value.is_empty() && line.len() < 12 => Kind::Skip("navigation"),
        _ => Kind::Labelled(field, at),
    }
}

fn looks_like_address(value: &str) -> bool {
    let first = value.split(' ').next().unwrap_or_default();
    value.split(' ').count() <= 4
        && (first.contains("://")
            || first.starts_with("10.")
            || first.contains(".com/")
            || first.contains(".org/")
            || first.contains(".io")
            || !ids::find_identifiers(value).is_empty())
}

/// Identifiers and addresses with nothing between them but the words that go with them.
fn reference(line: &str) -> Option<Kind> {
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
