//! LaTeX to the text a reader sees.
//!
//! Mathematics stays between its dollar signs unless Unicode says the same: `$\alpha$` is α, `CO$_2$` is CO₂,
//! `$\mathcal{O}(n)$` is kept. Commands nobody knows are kept as written.

use unicode_normalization::char::compose;

use super::entities::entities;
use super::maths::{delimited_math, math, push_math};
use super::symbols::{accent, script, symbol};
use crate::formats::rich;

/// Arguments within arguments deeper than this are taken as they stand.
pub const DEEPEST: usize = 12;
/// Bytes within which an argument or a formula must end; one that never does must not cost a walk through megabytes.
pub const WINDOW: usize = 5_000;

/// A value on one line.
pub fn line(raw: &str) -> String {
    let plain =
        |b: u8| !matches!(b, b'\\' | b'{' | b'}' | b'$' | b'~' | b'`' | b'\'' | b'-' | b'\n' | b'\r' | b'\t' | b'<');
    if raw.is_ascii() && raw.bytes().all(plain) && !raw.contains("  ") && !raw.contains('&') {
        return raw.trim().to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    decode(raw, 0, &mut out);
    squeeze(&readable(out))
}

/// What is no LaTeX, and stands in values all the same: entities and tags of pages, quotation marks of two signs.
fn readable(text: String) -> String {
    let mut text = entities(text);
    if text.contains("</")
        && let Some(latex) = rich::latex(&text)
    {
        let mut out = String::with_capacity(text.len());
        decode(&latex, 0, &mut out);
        text = out;
    }
    for (two, one, begins) in [(",,", "„", true), ("<<", "«", true), (">>", "»", false)] {
        if text.contains(two) {
            text = joined(&text, two, one, begins);
        }
    }
    text
}

/// Two signs as one where a word stands beside them, as quotation marks have it.
fn joined(text: &str, two: &str, one: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(two) {
        out.push_str(&rest[..at]);
        let (before, after) = (out.chars().next_back(), rest[at + two.len()..].chars().next());
        let (inside, outside) = if begins { (after, before) } else { (before, after) };
        let is_mark = inside.is_some_and(char::is_alphanumeric) && outside.is_none_or(|c| !c.is_alphanumeric());
        out.push_str(if is_mark { one } else { two });
        rest = &rest[at + two.len()..];
    }
    out.push_str(rest);
    out
}

/// A value of several paragraphs: empty lines are kept, others are not.
pub fn paragraphs(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    decode(raw, 0, &mut out);
    let mut text = String::with_capacity(out.len());
    for part in readable(out).replace("\r\n", "\n").split("\n\n") {
        let part = squeeze(part);
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
    if raw.contains('\\') {
        for (written, meant) in ESCAPES {
            if text.contains(written) {
                text = text.replace(written, meant);
            }
        }
    }
    squeeze(&text)
}

fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

pub fn decode(raw: &str, depth: usize, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'\\' | b'{' | b'}' | b'$' | b'~' | b'-' | b'`' | b'\''))
    {
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
    with_argument(name, rest, after, depth, out)
}

/// `\verb|…|`: any sign but a letter or a brace stands on both sides, and what is between them is no LaTeX.
fn between_signs(text: &str) -> Option<(&str, &str)> {
    let sign = text.chars().next().filter(|c| !c.is_alphanumeric() && !c.is_whitespace() && !"{}*".contains(*c))?;
    let inside = &text[sign.len_utf8()..];
    let end = inside.char_indices().take(WINDOW).find(|(_, c)| *c == sign)?.0;
    Some((&inside[..end], &inside[end + sign.len_utf8()..]))
}

/// A letter by its number: `233`, `"E9`, `'351`, or by itself.
fn letter_of(text: &str) -> Option<(char, &str)> {
    let text = text.trim_start();
    let (digits, radix) = match text.chars().next()? {
        '"' => (&text[1..], 16),
        '\'' => (&text[1..], 8),
        '`' => {
            let rest = text[1..].strip_prefix('\\').unwrap_or(&text[1..]);
            let letter = rest.chars().next()?;
            return Some((letter, &rest[letter.len_utf8()..]));
        }
        _ => (text, 10),
    };
    let length = digits.bytes().take(6).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let number = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let letter = char::from_u32(number).filter(|letter| !letter.is_control())?;
    // One blank ends the number.
    let rest = &digits[length..];
    Some((letter, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// What follows a length such as `-.1em` or a number; the text itself when it begins with neither.
fn behind_length(text: &str) -> &str {
    let text = text.trim_start_matches('=');
    let number = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.')).count();
    let rest = text[number..].trim_start();
    let units = ["pt", "em", "ex", "mm", "cm", "in", "pc", "bp", "sp", "mu"];
    match rest.get(..2).filter(|unit| number > 0 && units.contains(unit)) {
        Some(_) => rest[2..].strip_prefix(' ').unwrap_or(&rest[2..]),
        None => &text[number..],
    }
}

/// `[…]`, as long as nobody writes more into it, and what follows.
fn options(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let end = inside.bytes().take(200).position(|byte| byte == b']')?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// What follows the options between a command and its argument; no command has more than three.
fn behind_options(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..3 {
        match options(rest).map(|(_, rest)| rest.trim_start()).filter(|rest| rest.starts_with(['{', '['])) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    if rest.starts_with('{') { rest } else { text }
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

fn with_argument<'a>(name: &str, rest: &'a str, after: &'a str, depth: usize, out: &mut String) -> &'a str {
    let after = behind_options(after);
    let first = argument(after);
    match (name, first) {
        (name, first) if name.eq_ignore_ascii_case("noopsort") => first.map_or(after, |(_, rest)| rest),
        (
            "SortNoop" | "vphantom" | "hphantom" | "phantom" | "label" | "index" | "vspace" | "begin" | "end"
            | "bibcyr" | "fontencoding" | "selectlanguage" | "color" | "fontfamily" | "fontseries" | "fontshape"
            | "includegraphics" | "pagestyle" | "hypertarget" | "footnote" | "thanks" | "noop",
            first,
        ) => first.map_or(after, |(_, rest)| rest),
        ("symbol", Some((text, rest))) => {
            match letter_of(text) {
                Some((letter, "")) => out.push(letter),
                _ => out.push_str(text),
            }
            rest
        }
        ("kern" | "hskip" | "mkern" | "mskip" | "penalty" | "vskip" | "raise" | "lower", _) => behind_length(after),
        // The first says how, the second what.
        (
            "textcolor" | "colorbox" | "foreignlanguage" | "raisebox" | "scalebox" | "rotatebox" | "hyperlink"
            | "parbox" | "texorpdfstring",
            Some((_, rest)),
        ) => {
            let rest = behind_options(rest.trim_start());
            argument(rest).map_or(rest, |(text, rest)| inner(text, depth, out, rest))
        }
        ("fontsize", Some((_, rest))) => argument(rest.trim_start()).map_or(rest, |(_, rest)| rest),
        // A number and its unit.
        ("SI" | "qty", Some((number, rest))) => {
            inner(number, depth, out, "");
            out.push(' ');
            argument(rest.trim_start()).map_or(rest, |(unit, rest)| inner(unit, depth, out, rest))
        }
        ("uppercase" | "MakeUppercase" | "MakeTextUppercase" | "lowercase" | "MakeLowercase", Some((text, rest))) => {
            let mut plain = String::new();
            inner(text, depth, &mut plain, "");
            out.push_str(&if name.to_ascii_lowercase().contains("upper") {
                plain.to_uppercase()
            } else {
                plain.to_lowercase()
            });
            rest
        }
        ("mkbibparens" | "mkbibbrackets", Some((text, rest))) => {
            let (open, close) = if name == "mkbibparens" { ('(', ')') } else { ('[', ']') };
            out.push(open);
            inner(text, depth, out, "");
            out.push(close);
            rest
        }
        ("hspace", Some((_, rest))) => {
            out.push(' ');
            rest
        }
        ("discretionary", Some((_, rest))) => {
            let rest = argument(rest).map_or(rest, |(_, rest)| rest);
            argument(rest).map_or(rest, |(_, rest)| rest)
        }
        // The address is lost to the eye, not to the file: the value as written is kept beside.
        ("href", Some((_, rest))) => {
            let rest = rest.trim_start();
            argument(rest).map_or(rest, |(text, rest)| inner(text, depth, out, rest))
        }
        ("url" | "path" | "nolinkurl", Some((text, rest))) => {
            out.push_str(&verbatim(text));
            rest
        }
        ("textsuperscript" | "sp" | "textsubscript" | "sb", Some((text, rest))) => {
            let mut plain = String::new();
            inner(text, depth, &mut plain, "");
            push_script(&plain, matches!(name, "textsuperscript" | "sp"), out);
            rest
        }
        ("enquote" | "mkbibquote", Some((text, rest))) => {
            out.push('“');
            inner(text, depth, out, "");
            out.push('”');
            rest
        }
        ("textcommabelow", _) if begins_letter(after) => accented('\u{326}', after, depth, out),
        ("textacutemacron", _) if begins_letter(after) => {
            let rest = accented('\u{304}', after, depth, out);
            out.push('\u{301}');
            rest
        }
        ("ensuremath", Some((text, rest))) => {
            push_math(text, out);
            rest
        }
        (
            "em" | "it" | "bf" | "rm" | "sc" | "tt" | "sl" | "sf" | "itshape" | "bfseries" | "scshape" | "upshape"
            | "normalfont" | "rmfamily" | "sffamily" | "ttfamily" | "protect" | "relax" | "small" | "large" | "tiny"
            | "noindent" | "left" | "right" | "centering" | "bgroup" | "egroup" | "selectfont" | "mdseries" | "slshape"
            | "normalsize" | "footnotesize" | "scriptsize" | "Large" | "LARGE" | "huge" | "Huge" | "allowbreak"
            | "null" | "leavevmode" | "unskip" | "ignorespaces" | "hfill" | "hfil" | "strut",
            _,
        ) => after,
        (_, Some((text, rest))) => inner(text, depth, out, rest),
        _ if after.starts_with('{') => after,
        _ => {
            out.push('\\');
            out.push_str(name);
            rest
        }
    }
}

fn begins_letter(text: &str) -> bool {
    text.starts_with(|c: char| c == '{' || c.is_alphabetic())
}

fn inner<'a>(text: &str, depth: usize, out: &mut String, rest: &'a str) -> &'a str {
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
fn accented<'a>(mark: char, text: &'a str, depth: usize, out: &mut String) -> &'a str {
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

fn push_script(text: &str, raised: bool, out: &mut String) {
    match text.chars().map(|c| script(c, raised)).collect::<Option<String>>() {
        Some(small) => out.push_str(&small),
        None => out.push_str(text),
    }
}
