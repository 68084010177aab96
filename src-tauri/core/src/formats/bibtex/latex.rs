//! LaTeX to the text a reader sees.
//!
//! Mathematics stays between its dollar signs unless Unicode says the same: `$\alpha$` is α, `CO$_2$` is CO₂,
//! `$\mathcal{O}(n)$` is kept. Commands nobody knows are kept as written.

use unicode_normalization::char::compose;

use super::commands::{behind_length, letter_of, options, with_argument};
use super::cyrillic;
use super::maths::{delimited_math, math};
use super::readable::readable;
use super::signs::Signs;
use super::symbols::{accent, symbol};
use crate::formats::{is_one_line, one_line};

/// Arguments within arguments deeper than this are taken as they stand.
pub const DEEPEST: usize = 12;
/// Bytes within which an argument or a formula must end; one that never does must not cost a walk through megabytes.
pub const WINDOW: usize = 5_000;

/// A value on one line.
pub fn line(raw: &str) -> String {
    if is_read_as_written(raw) {
        return raw.trim().to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    decode(raw, 0, &mut out);
    squeeze(readable(out))
}

/// What is something else once it is read, by itself or said twice.
static READ: Signs = Signs::of(b"\\{}$~`<&\n\r\t\x0b\x0c").and_other_letters();
static READ_TWICE: Signs = Signs::of(b" -',>");

/// Whether a value says the same to a reader as it is written, but for blanks around it.
fn is_read_as_written(raw: &str) -> bool {
    let mut before = 0;
    raw.bytes().all(|byte| {
        let is_twice = byte == std::mem::replace(&mut before, byte) && READ_TWICE.has(byte);
        !is_twice && !READ.has(byte)
    })
}

/// A value of several paragraphs: empty lines are kept, others are not.
pub fn paragraphs(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    decode(raw, 0, &mut out);
    let out = readable(out);
    if is_one_line(&out) {
        return out;
    }
    let mut text = String::with_capacity(out.len());
    for part in out.replace("\r\n", "\n").split("\n\n") {
        let part = one_line(part);
        if !part.is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&part);
        }
    }
    text
}

/// What is escaped in values that are no prose.
const ESCAPES: &[(&str, &str)] = &[
    // As Mendeley writes the old DOIs of journals.
    ("{\\textless}", "<"),
    ("{\\textgreater}", ">"),
    ("\\textless{}", "<"),
    ("\\textgreater{}", ">"),
    ("{\\textasciitilde}", "~"),
    ("\\textasciitilde{}", "~"),
    ("{\\textendash}", "–"),
    ("{\\_}", "_"),
    ("{\\&}", "&"),
    ("{\\%}", "%"),
    ("{\\#}", "#"),
    ("{\\~}", "~"),
    ("\\_", "_"),
    ("\\&", "&"),
    ("\\%", "%"),
    ("\\#", "#"),
    ("\\~{}", "~"),
    ("\\~", "~"),
    ("\\$", "$"),
    ("\\{", "{"),
    ("\\}", "}"),
];

/// A value that is no prose (an address, a file): only what must be escaped in LaTeX is read.
pub fn verbatim(raw: &str) -> String {
    let raw = raw.trim();
    let raw = raw.strip_prefix("\\url{").and_then(|rest| rest.strip_suffix('}')).unwrap_or(raw);
    let inside = raw.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let raw = inside.filter(|rest| !rest.contains(['{', '}'])).unwrap_or(raw);
    let mut text = raw.to_owned();
    if raw.contains("$<$") || raw.contains("$>$") {
        text = text.replace("$<$", "<").replace("$>$", ">");
    }
    if raw.contains('\\') {
        for (written, meant) in ESCAPES {
            if text.contains(written) {
                text = text.replace(written, meant);
            }
        }
    }
    squeeze(text)
}

fn squeeze(text: String) -> String {
    if is_one_line(&text) { text } else { one_line(&text) }
}

/// Signs that decoding looks at.
static SIGNS: Signs = Signs::of(b"\\{}$~-`'");

pub fn decode(raw: &str, depth: usize, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = next_sign(rest) {
        out.push_str(&rest[..at]);
        let here = &rest[at..];
        let (eaten, text) = match here.as_bytes()[0] {
            b'\\' => {
                rest = command(&here[1..], depth, out);
                continue;
            }
            b'$' => {
                rest = math(here, out);
                continue;
            }
            b'{' | b'}' => (1, ""),
            b'~' => (1, " "),
            b'-' if here.starts_with("---") => (3, "—"),
            b'-' if here.starts_with("--") => (2, "–"),
            b'`' if here.starts_with("``") => (2, "“"),
            // "`Wort"', as German is typed.
            b'`' if out.ends_with('"')
                && here.as_bytes()[..here.len().min(WINDOW)].windows(2).any(|two| two == b"\"'") =>
            {
                out.pop();
                (1, "„")
            }
            // "?`Que pasa?", as Spanish is typed.
            b'`' if begins_with(out, '?') => {
                out.pop();
                (1, "¿")
            }
            b'`' if begins_with(out, '!') => {
                out.pop();
                (1, "¡")
            }
            b'`' => (1, "‘"),
            b'\'' if out.ends_with('"') && out.chars().rev().take(WINDOW).any(|c| c == '„') => {
                out.pop();
                (1, "“")
            }
            b'\'' if here.starts_with("''") => (2, "”"),
            _ => (1, &here[..1]),
        };
        out.push_str(text);
        rest = &here[eaten..];
    }
    out.push_str(rest);
}

/// Where the next sign stands. Most are hyphens and apostrophes by themselves, which say what they are.
fn next_sign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_itself = |at: usize| {
        let byte = bytes[at];
        matches!(byte, b'-' | b'\'') && at > 0 && bytes[at - 1] != b'"' && bytes.get(at + 1) != Some(&byte)
    };
    bytes.iter().enumerate().position(|(at, byte)| SIGNS.has(*byte) && !is_itself(at))
}

/// Whether a sign stands at the beginning of a word.
fn begins_with(out: &str, sign: char) -> bool {
    out.strip_suffix(sign).is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric()))
}

/// What follows a backslash; gives the text behind it.
fn command<'a>(text: &'a str, depth: usize, out: &mut String) -> &'a str {
    let Some(first) = text.chars().next() else {
        out.push('\\');
        return text;
    };
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if length == 0 {
        return sign(first, &text[first.len_utf8()..], depth, out);
    }
    let (name, rest) = text.split_at(length);
    let after = rest.strip_prefix('*').unwrap_or(rest).trim_start();
    if let Some(mark) = accent(first).filter(|_| length == 1)
        && (after.len() < rest.len() || after.starts_with(['{', '\\']))
    {
        return accented(mark, after, depth, out);
    }
    if matches!(name, "verb" | "lstinline")
        && let Some((text, rest)) = between_signs(rest.strip_prefix('*').unwrap_or(rest))
    {
        out.push_str(text);
        return rest;
    }
    if name == "char"
        && let Some((letter, rest)) = letter_of(rest)
    {
        out.push(letter);
        return rest;
    }
    if let Some(text) = symbol(name) {
        out.push_str(text);
        // `\linebreak[1]`: how much it is wanted.
        if text == " "
            && let Some((_, rest)) = options(after).filter(|(n, _)| n.len() == 1)
        {
            return rest;
        }
        // `\o{}` ends the name without a blank.
        return after.strip_prefix("{}").unwrap_or(after);
    }
    if let Some(letter) = cyrillic::letter(name) {
        out.push(letter);
        return after.strip_prefix("{}").unwrap_or(after);
    }
    // It only says what kind of letter comes.
    if name == "cyrchar" {
        return after;
    }
    with_argument(name, rest, after, depth, out)
}

/// `\verb|…|`: any sign but a letter or a brace stands on both sides, and what is between them is no LaTeX.
fn between_signs(text: &str) -> Option<(&str, &str)> {
    let sign = text.chars().next().filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && !"{}*".contains(*c))?;
    let inside = &text[sign.len_utf8()..];
    let end = inside.char_indices().take(WINDOW).find(|(_, c)| *c == sign)?.0;
    Some((&inside[..end], &inside[end + sign.len_utf8()..]))
}

/// A command whose name is one sign.
fn sign<'a>(first: char, rest: &'a str, depth: usize, out: &mut String) -> &'a str {
    match first {
        '(' => return delimited_math(rest, "\\)", out),
        '[' => return delimited_math(rest, "\\]", out),
        '-' | '/' | '!' | '@' | '+' => {}
        ',' | ';' | ':' | '>' | ' ' | '\n' | '\r' | '\t' => out.push(' '),
        '\\' => {
            out.push('\n');
            // The space between the lines.
            let length = options(rest).filter(|(length, _)| length.len() < 9 && behind_length(length).is_empty());
            return length.map_or(rest, |(_, rest)| rest);
        }
        _ => match accent(first) {
            Some(mark) => return accented(mark, rest, depth, out),
            None => out.push(first),
        },
    }
    rest
}

/// Decodes what stands within; gives the text behind it.
pub fn inner<'a>(text: &str, depth: usize, out: &mut String, rest: &'a str) -> &'a str {
    if depth < DEEPEST {
        decode(text, depth + 1, out);
    } else {
        out.push_str(text);
    }
    rest
}

/// A braced argument and what follows it.
pub fn argument(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let mut depth = 1usize;
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate().take(WINDOW) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inside[..at], &inside[at + 1..]));
        }
    }
    None
}

/// `\'e` · `\'{e}` · `\'\i` · `\'{\i}`; a letter Unicode has no accented form of keeps a combining mark.
pub fn accented<'a>(mark: char, text: &'a str, depth: usize, out: &mut String) -> &'a str {
    let text = text.trim_start();
    let mut base = String::new();
    let rest = match text.chars().next() {
        Some('{') => match argument(text) {
            Some((inside, rest)) => inner(inside, depth, &mut base, rest),
            None => &text[1..],
        },
        Some('\\') if depth < DEEPEST => command(&text[1..], depth + 1, &mut base),
        Some(c) if c != '}' => {
            base.push(c);
            &text[c.len_utf8()..]
        }
        _ => text,
    };
    let mut letters = base.chars();
    let Some(letter) = letters.next() else {
        // An accent over nothing is the sign itself: `\~{}`, `\^{}`.
        match mark {
            '\u{303}' => out.push('~'),
            '\u{302}' => out.push('^'),
            '\u{300}' => out.push('`'),
            '\u{301}' => out.push('´'),
            '\u{308}' => out.push('¨'),
            '\u{304}' => out.push('¯'),
            '\u{306}' => out.push('˘'),
            '\u{307}' => out.push('˙'),
            '\u{30A}' => out.push('˚'),
            '\u{30B}' => out.push('˝'),
            '\u{30C}' => out.push('ˇ'),
            '\u{327}' => out.push('¸'),
            '\u{328}' => out.push('˛'),
            _ => {}
        }
        return rest;
    };
    let below = matches!(mark, '\u{326}' | '\u{327}' | '\u{328}' | '\u{323}' | '\u{331}');
    let letter = match letter {
        'ı' if !below => 'i',
        'ȷ' if !below => 'j',
        other => other,
    };
    match compose(letter, mark) {
        Some(whole) => out.push(whole),
        None => out.extend([letter, mark]),
    }
    out.push_str(letters.as_str());
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_as_it_stands_says_the_same_when_it_is_read() {
        for (one, two) in (0..128_u8).flat_map(|one| (0..128_u8).map(move |two| (one, two))) {
            let raw: String = ['a', char::from(one), char::from(two), 'b'].iter().collect();
            let mut read = String::new();
            decode(&raw, 0, &mut read);
            assert!(!is_read_as_written(&raw) || one_line(&readable(read)) == raw, "{raw:?}");
        }
    }
}
