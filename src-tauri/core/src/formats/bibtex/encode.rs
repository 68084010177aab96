//! Text to LaTeX.

use unicode_normalization::char::decompose_canonical;

use super::signs::Signs;
use super::symbols;

/// A value for a .bib file: signs that LaTeX would act on are escaped, mathematics is left alone. With `ascii`, letters
/// beyond ASCII become commands where there is one.
pub fn encode(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(text, ascii, &mut out);
    out
}

/// What LaTeX acts on, or would run together into something else.
static SIGNS: Signs = Signs::of(b"&%#_{}~^\\$`-'").and_other_letters();
/// The same, less what does so only when it is said twice.
static SIGNS_ALONE: Signs = Signs::of(b"&%#_{}~^\\$`").and_other_letters();

fn push(text: &str, ascii: bool, out: &mut String) {
    let mut rest = text;
    while let Some(at) = SIGNS.find(rest) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(c) = rest.chars().next() else { return };
        if let Some(length) = (c == '$').then(|| mathematics(rest)).flatten() {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '&' | '%' | '#' | '_' | '$' => out.extend(['\\', c]),
            // BibTeX counts braces whether they are escaped or not.
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            // Signs that would run together into another one.
            '-' | '\'' if rest.starts_with([c, '–', '—', '”']) => out.extend([c, '{', '}']),
            '–' if rest.starts_with(['-', '–', '—']) => out.push_str("--{}"),
            '—' if rest.starts_with(['-', '–', '—']) => out.push_str("---{}"),
            '`' => out.push_str("{\\textasciigrave}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '\\' => out.push_str("{\\textbackslash}"),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            _ if c.is_ascii() || !ascii => out.push(c),
            _ => letter(c, out),
        }
    }
    out.push_str(rest);
}

/// Whether a text says the same to LaTeX as it stands.
pub fn is_plain(text: &str) -> bool {
    let mut before = 0;
    text.bytes().all(|byte| {
        let is_twice = byte == std::mem::replace(&mut before, byte) && matches!(byte, b'-' | b'\'');
        !is_twice && !SIGNS_ALONE.has(byte)
    })
}

/// A text that is LaTeX already: only letters beyond ASCII are replaced.
pub fn ascii(latex: &str) -> String {
    if latex.is_ascii() {
        return latex.to_owned();
    }
    let mut out = String::with_capacity(latex.len() + 16);
    for c in latex.chars() {
        match c {
            _ if c.is_ascii() || after_command(&out) => out.push(c),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            _ => letter(c, &mut out),
        }
    }
    out
}

/// Whether a text ends with a command, which what follows must not become part of.
fn after_command(latex: &str) -> bool {
    let name = latex.trim_end().trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let sign = name.strip_suffix(|c: char| c.is_ascii_punctuation());
    name.ends_with('\\') || sign.is_some_and(|rest| rest.ends_with('\\') && name.len() == latex.trim_end().len())
}

/// A title: words whose capitals a style would take away stand in braces.
pub fn title(text: &str, ascii: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let names_stand_out = is_in_sentence_case(text);
    let mut begins = true;
    while !rest.is_empty() {
        let length = match rest.starts_with('$').then(|| mathematics(rest)).flatten() {
            Some(length) => length,
            None => rest.find(' ').map_or(rest.len(), |at| at.max(1)),
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        // As most words are: nothing of it is written otherwise.
        if word == " " || word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            begins &= word == " ";
            out.push_str(word);
            continue;
        }
        let is_name = names_stand_out && !begins && word.starts_with(char::is_uppercase);
        begins = word.ends_with([':', '.', '?', '!', '–', '—']);
        if has_capitals(word) || is_name {
            out.push('{');
            push(word, ascii, &mut out);
            out.push('}');
        } else {
            push(word, ascii, &mut out);
        }
    }
    out
}

/// Small words that have a small letter in titles in any case.
const SMALL: [&str; 16] = [
    "about", "above", "across", "after", "against", "among", "around", "before", "between", "beyond", "during",
    "through", "towards", "under", "versus", "without",
];

/// Whether a title is written as a sentence is, so that a capital within it is that of a name. Where most words have one,
/// as in English titles and in German sentences, nobody can tell.
fn is_in_sentence_case(text: &str) -> bool {
    let may_be = |pair: &[u8]| pair[0] == b' ' && (pair[1].is_ascii_uppercase() || pair[1] >= 0x80);
    if !text.as_bytes().windows(2).any(may_be) {
        return false;
    }
    let (mut small, mut capital) = (0, 0);
    for word in text.split(' ').skip(1) {
        match word.chars().next() {
            Some(c) if c.is_lowercase() => small += usize::from(word.len() >= 5 && !SMALL.contains(&word)),
            Some(c) if c.is_uppercase() => capital += usize::from(!has_capitals(word)),
            _ => {}
        }
    }
    small > capital
}

/// Whether a word has capitals of its own: "BERT", "iPhone", "T5".
fn has_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    let first = letters.next().is_some_and(char::is_uppercase);
    !word.contains('$') && letters.any(|c| c.is_uppercase() || first && c.is_ascii_digit())
}

/// The length of `$…$` at the start of a text; `None` when it is an amount of money.
fn mathematics(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let end = inside.find('$').filter(|end| *end > 0)?;
    let formula = &inside[..end];
    let sound = super::write::balanced(formula) && !formula.ends_with('\\') && is_kept(formula);
    (sound && !formula.starts_with(char::is_whitespace) && !formula.ends_with(char::is_whitespace)).then_some(end + 2)
}

/// Whether reading a formula again leaves it between its dollar signs.
fn is_kept(formula: &str) -> bool {
    let mut read = String::new();
    super::maths::push_math(formula, &mut read);
    read.len() == formula.len() + 2 && read.starts_with('$')
}

fn letter(c: char, out: &mut String) {
    match c {
        '“' => return out.push_str("``"),
        '”' => return out.push_str("''"),
        '‘' => return out.push('`'),
        // A straight one is read as one, and typed as one by many.
        '’' => return out.push_str("{\\textquoteright}"),
        '\u{a0}' => return out.push('~'),
        _ => {}
    }
    if let Some(name) = symbols::text_command(c) {
        return out.extend(["{\\", name, "}"]);
    }
    if let Some(name) = symbols::math_command(c) {
        return out.extend(["$\\", name, "$"]);
    }
    if let Some((small, raised)) = symbols::from_script(c) {
        out.push_str(if raised { "$^{" } else { "$_{" });
        out.push(small);
        return out.push_str("}$");
    }
    let mut parts = Vec::new();
    decompose_canonical(c, |part| parts.push(part));
    match parts[..] {
        [base, mark] if base.is_ascii_alphabetic() => match symbols::accent_name(mark) {
            // A letter's name and the letter must not run together.
            Some(name) if name.is_ascii_alphabetic() => out.extend(['{', '\\', name, '{', base, '}', '}']),
            Some(name) if base == 'i' => out.extend(['{', '\\', name, '\\', 'i', '}']),
            Some(name) => out.extend(['{', '\\', name, base, '}']),
            None => out.push(c),
        },
        _ => out.push(c),
    }
}
