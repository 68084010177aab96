//! Identifiers of papers in text and in addresses, in canonical form.
//!
//! A paper's own identifier and one it merely cites look the same, so callers choose the text they hand in:
//! a title line, an address, a labelled field; never a whole abstract.

use crate::model::{Identifier, IdentifierKind};

/// The archives of arXiv before April 2007; only they make `name/9901001` an identifier.
const ARCHIVES: &[&str] = &[
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg",
    "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math",
    "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio",
    "quant-ph", "solv-int", "supr-con",
];

/// What has to stand before a bare `2303.01234` for it to be more than a number, in lower case.
const ARXIV_BEFORE: &[&str] = &[
    "arxiv:",
    "arxiv.",
    "arxiv ",
    "arxiv: ",
    "/abs/",
    "/pdf/",
    "/html/",
    "/papers/",
    "/format/",
    "/e-print/",
    "/paper/",
];

type Read = fn(&str) -> Option<Identifier>;

/// What stands before an identifier, in lower case, and how it is read.
const MARKERS: [(&str, Read); 4] =
    [("openreview.net/", openreview), ("pubmed.ncbi.nlm.nih.gov/", pmid), ("pmid:", pmid), ("isbn", isbn)];

/// Every identifier in `text`, in order, each once.
///
/// arXiv numbers lose their version, DOIs are in lower case, ISBNs are thirteen digits.
pub fn find_identifiers(text: &str) -> Vec<Identifier> {
    let mut found: Vec<(usize, Identifier)> = Vec::new();
    if text.is_empty() {
        return Vec::new();
    }
    arxiv_numbers(text, &mut found);
    arxiv_old(text, &mut found);
    dois(text, &mut found);
    anthology(text, &mut found);
    let lower = text.to_ascii_lowercase();
    for (marker, read) in MARKERS {
        // Told sooner than where it is.
        if lower.contains(marker) {
            let behind = lower.match_indices(marker).map(|(at, _)| (at, &text[at + marker.len()..]));
            let read = |(at, after): (usize, &str)| Some((at, read(cut_at(after, after.len().min(120)))?));
            found.extend(behind.filter_map(read));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    let mut out: Vec<Identifier> = Vec::new();
    for (_, identifier) in found {
        // Bounded: a text that names more than this is a bibliography, not a paper's line.
        if out.len() < 64 && !out.contains(&identifier) {
            out.push(identifier);
        }
    }
    out
}

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn ends_with_ignore_case(text: &str, ending: &str) -> bool {
    let (text, ending) = (text.as_bytes(), ending.as_bytes());
    text.len() >= ending.len() && text[text.len() - ending.len()..].eq_ignore_ascii_case(ending)
}

/// Whether `yymm` and the length of the number after the dot fit arXiv's scheme.
fn plausible_number(yymm: &str, length: usize) -> bool {
    let (Ok(year), Ok(month)) = (yymm[..2].parse::<u32>(), yymm[2..].parse::<u32>()) else { return false };
    let wanted = if year >= 15 { 5 } else { 4 };
    (7..=49).contains(&year) && (1..=12).contains(&month) && length == wanted
}

fn arxiv_numbers(text: &str, found: &mut Vec<(usize, Identifier)>) {
    let bytes = text.as_bytes();
    for (dot, _) in text.match_indices('.') {
        if dot < 4 || digits(bytes, dot - 4) != 4 || (dot > 4 && bytes[dot - 5].is_ascii_digit()) {
            continue;
        }
        let start = dot - 4;
        let length = digits(bytes, dot + 1);
        if !text.is_char_boundary(start) || !plausible_number(&text[start..dot], length) {
            continue;
        }
        let before = &text[..start];
        let alone = before.trim().is_empty() && rest_is_version(&text[dot + 1 + length..]);
        if alone || ARXIV_BEFORE.iter().any(|ending| ends_with_ignore_case(before, ending)) {
            let value = text[start..dot + 1 + length].to_owned();
            found.push((start, Identifier { kind: IdentifierKind::Arxiv, value }));
        }
    }
}

fn rest_is_version(rest: &str) -> bool {
    let rest = rest.trim();
    rest.is_empty() || rest.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn arxiv_old(text: &str, found: &mut Vec<(usize, Identifier)>) {
    let bytes = text.as_bytes();
    for (slash, _) in text.match_indices('/') {
        if digits(bytes, slash + 1) != 7 {
            continue;
        }
        let is_part = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'-' || *byte == b'.';
        let start = slash - bytes[..slash].iter().rev().take(20).take_while(|byte| is_part(byte)).count();
        let name = text[start..slash].to_ascii_lowercase();
        // `math.GT/0309136` and `math/0309136` are one paper; arXiv's own form has no subject class.
        let archive = name.split('.').next().unwrap_or_default();
        let month = text[slash + 3..slash + 5].parse::<u32>().unwrap_or(0);
        if ARCHIVES.contains(&archive) && (1..=12).contains(&month) {
            let value = format!("{archive}/{}", &text[slash + 1..slash + 8]);
            found.push((start, Identifier { kind: IdentifierKind::Arxiv, value }));
        }
    }
}

fn dois(text: &str, found: &mut Vec<(usize, Identifier)>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find("10.").map(|at| at + from) {
        from = at + 3;
        let registrant = digits(bytes, at + 3);
        let inside_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.');
        if !(4..=9).contains(&registrant) || inside_word {
            continue;
        }
        let after = &text[at + 3 + registrant..];
        let Some(suffix) = ["/", "%2F", "%2f"].iter().find_map(|slash| after.strip_prefix(slash)) else { continue };
        let stop = |c: char| {
            c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '}' | '|' | '“' | '”')
        };
        let end = suffix.find(stop).unwrap_or(suffix.len()).min(200);
        let suffix = trim_end(cut_at(suffix, end)).to_lowercase().replace("%2f", "/");
        let suffix = suffix.strip_suffix(".pdf").unwrap_or(&suffix);
        if suffix.is_empty() {
            continue;
        }
        let prefix = &text[at..at + 3 + registrant];
        // arXiv's and the Anthology's DOIs only wrap the identifier that readers know.
        if let Some(number) = suffix.strip_prefix("arxiv.").filter(|_| prefix == "10.48550") {
            let version = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            let value = match number.rsplit_once('v') {
                Some((number, after)) if version(after) => number.to_owned(),
                _ => number.to_owned(),
            };
            found.push((at, Identifier { kind: IdentifierKind::Arxiv, value }));
            continue;
        }
        found.push((at, Identifier { kind: IdentifierKind::Doi, value: format!("{prefix}/{suffix}") }));
        from = at + 4 + registrant;
    }
}

fn cut_at(text: &str, mut end: usize) -> &str {
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Drops the sentence's punctuation from an identifier's end; a bracket stays when it was opened inside.
fn trim_end(mut text: &str) -> &str {
    while let Some(last) = text.chars().next_back() {
        let opened = |open: char, close: char| text.matches(open).count() >= text.matches(close).count();
        let drop = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '’' | '…' => true,
            ')' => !opened('(', ')'),
            ']' => !opened('[', ']'),
            _ => false,
        };
        if !drop {
            break;
        }
        text = &text[..text.len() - last.len_utf8()];
    }
    text
}

/// `2023.acl-long.12` anywhere; `P19-1001` only in an address, where it cannot be a part number.
fn anthology(text: &str, found: &mut Vec<(usize, Identifier)>) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut at = 0;
    for word in text.split(|c: char| !is_part(c)) {
        let start = text[at..].find(word).map_or(at, |offset| offset + at);
        at = start + word.len();
        if word.len() < 8 || word.len() > 60 {
            continue;
        }
        let word = word.trim_end_matches('.').trim_end_matches(".pdf").trim_end_matches(".bib");
        if new_anthology(word) {
            found.push((start, Identifier { kind: IdentifierKind::Acl, value: word.to_ascii_lowercase() }));
        } else if old_anthology(word) && in_anthology(&text[..start]) {
            found.push((start, Identifier { kind: IdentifierKind::Acl, value: word.to_ascii_uppercase() }));
        }
    }
}

fn in_anthology(before: &str) -> bool {
    ["aclanthology.org/", "aclanthology.info/papers/", "aclweb.org/anthology/", "10.18653/v1/", "10.3115/v1/"]
        .iter()
        .any(|ending| ends_with_ignore_case(before, ending))
}

fn new_anthology(word: &str) -> bool {
    let mut parts = word.split('.');
    let (Some(year), Some(volume), Some(number), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    year.len() == 4
        && (year.starts_with("19") || year.starts_with("20"))
        && all_digits(year)
        && all_digits(number)
        && volume.split_once('-').is_some_and(|(event, part)| event.len() > 1 && !part.is_empty())
        && volume.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn old_anthology(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 8
        && bytes[0].is_ascii_alphabetic()
        && bytes[3] == b'-'
        && bytes[1..3].iter().chain(&bytes[4..]).all(u8::is_ascii_digit)
}

fn openreview(after: &str) -> Option<Identifier> {
    let (page, query) = after.split_once('?')?;
    if !matches!(page, "forum" | "pdf" | "attachment" | "references/pdf" | "revisions") {
        return None;
    }
    let value: &str = query.split(['&', '#', ' ', ')']).find_map(|part| part.strip_prefix("id="))?;
    let length = value.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    (5..=20)
        .contains(&length)
        .then(|| Identifier { kind: IdentifierKind::Openreview, value: value[..length].to_owned() })
}

fn pmid(after: &str) -> Option<Identifier> {
    let after = after.trim_start();
    let length = digits(after.as_bytes(), 0);
    (1..=8).contains(&length).then(|| Identifier { kind: IdentifierKind::Pmid, value: after[..length].to_owned() })
}

fn isbn(after: &str) -> Option<Identifier> {
    let after = after.trim_start_matches("-13").trim_start_matches("-10").trim_start_matches([':', ' ']);
    let code: String = after
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | 'X' | 'x'))
        .filter(|c| !matches!(c, '-' | ' '))
        .collect();
    let value = [13, 10].iter().find_map(|length| isbn13(code.get(..*length)?))?;
    Some(Identifier { kind: IdentifierKind::Isbn, value })
}

/// The thirteen-digit form of an ISBN whose check digit is right.
fn isbn13(code: &str) -> Option<String> {
    let value = |c: char| if matches!(c, 'X' | 'x') { Some(10) } else { c.to_digit(10) };
    let check = |body: &str| {
        let sum: u32 =
            body.chars().zip([1, 3].iter().cycle()).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
        (10 - sum % 10) % 10
    };
    if code.len() == 13 {
        let (body, last) = code.split_at(12);
        return (body.bytes().all(|b| b.is_ascii_digit()) && last == check(body).to_string()).then(|| code.to_owned());
    }
    let sum: u32 = code.chars().zip((1..=10).rev()).map(|(c, weight)| value(c).unwrap_or(0) * weight).sum();
    let body = format!("978{}", code.get(..9)?);
    (sum.is_multiple_of(11) && body.bytes().all(|b| b.is_ascii_digit())).then(|| format!("{body}{}", check(&body)))
}
