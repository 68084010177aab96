//! What the beginning of a text in a .bib file looks like: a field, an entry, the end of a value.

pub fn is_name(c: char) -> bool {
    !matches!(c, '=' | '{' | '}' | '(' | ')' | ',' | '"' | '#' | '%' | '@' | '\'') && !c.is_whitespace()
}

pub fn is_assignment(text: &str) -> bool {
    let length = text.find(|c| !is_name(c)).unwrap_or(text.len());
    length > 0 && text[length..].trim_start().starts_with('=')
}

/// `ley=x,` before a field: a sign of equality inside the key.
pub fn is_key_with_equals(text: &str) -> bool {
    let Some((_, value)) = text.split_once('=') else { return false };
    let value = value.trim_start();
    let word = value.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(value.len());
    value[word..].strip_prefix(',').is_some_and(begins_field)
        && !value[..word].bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a quote and a comma end this line.
pub fn closes_on_line(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.trim_end().ends_with("\","))
}

pub fn begins_line(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t')).is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// `name =` and a value.
pub fn begins_field(text: &str) -> bool {
    let text = text.trim_start();
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_+:".contains(b)).count();
    if length == 0 || length > 40 {
        return false;
    }
    text[length..]
        .trim_start()
        .strip_prefix('=')
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c == '{' || c == '"' || c.is_ascii_alphanumeric()))
}

/// Where the next field begins in a value that swallowed it: on a line of its own, or behind a value's end and a comma.
pub fn next_field(text: &str) -> Option<usize> {
    let found = text.match_indices(['\n', ',']).find(|(at, sign)| {
        let rest = text[at + 1..].trim_start_matches([' ', '\t', '\r']);
        let fits = match *sign {
            // Blank lines are gone over once, by the last of them.
            "\n" => !rest.starts_with('\n'),
            _ => text[..*at].trim_end_matches([' ', '\t']).ends_with(['}', '"']) && !rest.starts_with('\n'),
        };
        fits && begins_field(rest)
    });
    found.map(|(at, _)| at + 1)
}

/// `@word{key,` with a field or a brace behind it: too much like an entry to stand inside a value.
pub fn begins_entry(text: &str, at: usize) -> bool {
    let Some(rest) = text.get(at + 1..) else { return false };
    let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if word == 0 || word > 40 {
        return false;
    }
    let is_comment = rest[..word].eq_ignore_ascii_case("comment");
    let Some(rest) = rest[word..].trim_start().strip_prefix(['{', '(']) else { return false };
    // What JabRef and BibDesk say at the end of a file, however the last entry ended.
    if is_comment && ["jabref-", "BibDesk "].iter().any(|name| rest.trim_start().starts_with(name)) {
        return true;
    }
    let Some(end) = rest.bytes().take(300).position(|byte| matches!(byte, b',' | b'}' | b'{' | b'=')) else {
        return false;
    };
    match rest.as_bytes()[end] {
        b',' => {
            let after = rest[end + 1..].trim_start();
            after.is_empty() || after.starts_with('}') || begins_field(after)
        }
        b'=' => begins_field(rest),
        _ => false,
    }
}
