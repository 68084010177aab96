//! Commands of LaTeX that take something with them: a number, a length, options, arguments.

use super::journals;
use super::latex::{accented, argument, inner, verbatim};
use super::maths::push_math;
use super::symbols::script;

/// A letter by its number: `233`, `"E9`, `'351`, or by itself.
pub fn letter_of(text: &str) -> Option<(char, &str)> {
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
pub fn behind_length(text: &str) -> &str {
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
pub fn options(text: &str) -> Option<(&str, &str)> {
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

/// A command with what it takes; gives the text behind it.
pub fn with_argument<'a>(name: &str, rest: &'a str, after: &'a str, depth: usize, out: &mut String) -> &'a str {
    let after = behind_options(after);
    let first = argument(after);
    match (name, first) {
        (name, first) if name.eq_ignore_ascii_case("noopsort") => first.map_or(after, |(_, rest)| rest),
        (
            "SortNoop" | "vphantom" | "hphantom" | "phantom" | "label" | "index" | "vspace" | "begin" | "end"
            | "fontencoding" | "selectlanguage" | "color" | "fontfamily" | "fontseries" | "fontshape"
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
            | "null" | "leavevmode" | "unskip" | "ignorespaces" | "hfill" | "hfil" | "strut" | "bibcyr",
            _,
        ) => after,
        (_, Some((text, rest))) => inner(text, depth, out, rest),
        _ if after.starts_with('{') => after,
        _ => {
            match journals::name(name) {
                Some(journal) => out.push_str(journal),
                None => out.extend(["\\", name]),
            }
            rest
        }
    }
}

fn begins_letter(text: &str) -> bool {
    text.starts_with(|c: char| c == '{' || c.is_alphabetic())
}

fn push_script(text: &str, raised: bool, out: &mut String) {
    match text.chars().map(|c| script(c, raised)).collect::<Option<String>>() {
        Some(small) => out.push_str(&small),
        None => out.push_str(text),
    }
}
