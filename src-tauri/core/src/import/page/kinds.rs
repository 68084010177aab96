//! What a line is for certain, whatever stands around it: a date, a count, a label, furniture.
//!
//! Everything that is left is text, and [`super::decide`] weighs what text it is.

mod counts;
mod labels;
mod references;

use self::counts::{counted, is_count};
use self::labels::{label, labelled};
use self::references::reference;
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
