//! Pandoc's marks, read and written: `[see @alder2020, pp. 12-15; -@rowan2021]`, `@alder2020 [p. 12]`.
//! <https://pandoc.org/MANUAL.html#citation-syntax>

mod write;

pub use self::write::write;
use crate::cite::citation::locator::{Label, Locator, is_roman, label};
use crate::cite::citation::{Author, Cite};

/// As long as a mark may be; nobody reads longer ones.
pub const LONGEST: usize = 20_000;

/// The papers of a mark, by their keys; `None` for a text that is no mark.
pub fn read(text: &str) -> Option<Vec<Cite<String>>> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(inner) = text.strip_prefix('[') {
        let inner = &inner[..closing(inner, ']')?];
        return (inner.len() + 2 == text.len()).then(|| split(inner).map(cite).collect())?;
    }
    // Named in the sentence, with what is said of them behind.
    let (author, bare) = match text.strip_prefix('-') {
        Some(bare) => (Author::LeftOut, bare),
        None => (Author::InText, text),
    };
    let (key, rest) = key(bare.strip_prefix('@')?)?;
    let mut cites = vec![Cite { author, ..Cite::from(key) }];
    let rest = rest.trim_start();
    if let Some(inner) = rest.strip_prefix('[') {
        let inner = &inner[..closing(inner, ']')?];
        if inner.len() + 2 != rest.len() {
            return None;
        }
        let mut parts = split(inner).peekable();
        if let Some(own) = parts.next_if(|part| mark(part).is_none()) {
            (cites[0].locator, cites[0].suffix) = behind(own);
        }
        for part in parts {
            cites.push(cite(part)?);
        }
    } else if !rest.is_empty() {
        return None;
    }
    Some(cites)
}

/// Where a bracket that was opened before a text closes.
fn closing(text: &str, bracket: char) -> Option<usize> {
    let mut open: Vec<char> = vec![bracket];
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' => escaped = true,
            '[' => open.push(']'),
            '{' => open.push('}'),
            ']' | '}' if open.last() == Some(&c) => {
                open.pop();
                if open.is_empty() {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The parts between semicolons that are in no brackets.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut depth, mut escaped) = (0_usize, false);
        let end = text.char_indices().find(|(_, c)| {
            match c {
                _ if std::mem::take(&mut escaped) => {}
                '\\' => escaped = true,
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                ';' => return depth == 0,
                _ => {}
            }
            false
        });
        rest = end.map(|(at, _)| &text[at + 1..]);
        Some(end.map_or(text, |(at, _)| &text[..at]))
    })
}

/// Where a key is cited: what is before its sign, whether the author is left out, the key, and what is behind.
fn mark(text: &str) -> Option<(&str, bool, String, &str)> {
    let mut escaped = false;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if c == '@'
            && !escaped
            && !before.is_some_and(char::is_alphanumeric)
            && let Some((key, rest)) = key(&text[at + 1..])
        {
            let words = &text[..at];
            let bare = words.strip_suffix('-').filter(|bare| bare.is_empty() || bare.ends_with(char::is_whitespace));
            return Some((bare.unwrap_or(words), bare.is_some(), key, rest));
        }
        escaped = c == '\\' && !escaped;
        before = Some(c);
    }
    None
}

fn cite(text: &str) -> Option<Cite<String>> {
    let (prefix, left_out, key, rest) = mark(text)?;
    let (locator, suffix) = behind(rest);
    let author = if left_out { Author::LeftOut } else { Author::Usual };
    Some(Cite { paper: key, locator, prefix: plain(prefix).trim().to_owned(), suffix, author })
}

/// A key at the beginning of a text, and what is behind it.
fn key(text: &str) -> Option<(String, &str)> {
    if let Some(inner) = text.strip_prefix('{') {
        let (key, rest) = inner.split_once('}')?;
        // A key with brackets of its own is nobody's.
        let sound = !key.trim().is_empty() && !key.contains(['{', '[', ']', '\\']);
        return sound.then(|| (key.to_owned(), rest));
    }
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        // One sign between letters; two as in an address.
        let inner = at > 0 && ":.#$%&-+?<>~/".contains(c) && next.is_some_and(letter);
        let address = at > 0 && ":/".contains(c) && next == Some('/');
        if !(letter(c) || inner || address) {
            break;
        }
        end = at + c.len_utf8();
    }
    let key = text[..end].trim_end_matches([':', '/']);
    (!key.is_empty()).then(|| (key.to_owned(), &text[key.len()..]))
}

/// A place and other words behind a key.
fn behind(text: &str) -> (Option<Locator>, String) {
    let (at, rest) = locator(text);
    (at, plain(rest).trim().to_owned())
}

fn locator(text: &str) -> (Option<Locator>, &str) {
    let start = text.trim_start();
    let start = start.strip_prefix(',').unwrap_or(start).trim_start();
    if let Some(inner) = start.strip_prefix('{')
        && let Some(end) = closing(inner, '}')
    {
        let (said, rest) = (&inner[..end], &inner[end + 1..]);
        let (label, value) = label(said.trim()).unwrap_or((Label::Page, said.trim()));
        return (some(label, value), rest);
    }
    let known = label(start);
    let (label, numbers) = known.unwrap_or((Label::Page, start));
    let mut end = 0;
    let mut at = 0;
    for word in numbers.split_inclusive(|c: char| c.is_whitespace() || ",&".contains(c)) {
        let bare = word.trim_end_matches(|c: char| c.is_whitespace() || ",&.:!?".contains(c));
        let first = end == 0;
        let number = bare.contains(|c: char| c.is_ascii_digit()) || (is_roman(bare) && (known.is_some() || !first));
        if !bare.is_empty() && !number {
            break;
        }
        if !bare.is_empty() {
            end = at + bare.len();
        } else if !word.trim().is_empty() && first {
            break;
        }
        at += word.len();
    }
    if end == 0 { (None, text) } else { (some(label, &numbers[..end]), &numbers[end..]) }
}

fn some(label: Label, value: &str) -> Option<Locator> {
    let value = plain(value).trim().to_owned();
    (!value.is_empty()).then_some(Locator { label, value })
}

/// A text without the signs that keep marks from acting.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(' ') if c == '\\' => {
                chars.next();
                out.push('\u{a0}');
            }
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {
                out.push(*next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cite(key: &str, prefix: &str, place: Option<(Label, &str)>, suffix: &str, author: Author) -> Cite<String> {
        let locator = place.map(|(label, value)| Locator { label, value: value.into() });
        Cite { paper: key.into(), locator, prefix: prefix.into(), suffix: suffix.into(), author }
    }

    #[test]
    fn marks_are_read_and_written_again_without_loss() {
        use Author::{InText, LeftOut, Usual};
        let page = |value| Some((Label::Page, value));
        for (text, expected, again) in [
            ("[@alder]", vec![cite("alder", "", None, "", Usual)], None),
            (
                "[see @doe99, pp. 33-35 and *passim*; also @smith04, chap. 1]",
                vec![
                    cite("doe99", "see", page("33-35"), "and *passim*", Usual),
                    cite("smith04", "also", Some((Label::Chapter, "1")), "", Usual),
                ],
                Some("[see @doe99, pp. 33-35 and \\*passim\\*; also @smith04, chap. 1]"),
            ),
            ("[-@smith04, 12]", vec![cite("smith04", "", page("12"), "", LeftOut)], Some("[-@smith04, p. 12]")),
            ("[cf. -@a.b]", vec![cite("a.b", "cf.", None, "", LeftOut)], None),
            ("@smith04 [p. 33]", vec![cite("smith04", "", page("33"), "", InText)], None),
            (
                "@smith04 [p. 33; see also @doe99]",
                vec![cite("smith04", "", page("33"), "", InText), cite("doe99", "see also", None, "", Usual)],
                None,
            ),
            ("@a [@b]", vec![cite("a", "", None, "", InText), cite("b", "", None, "", Usual)], None),
            ("@a", vec![cite("a", "", None, "", InText)], None),
            ("-@a [p. 3]", vec![cite("a", "", page("3"), "", LeftOut)], Some("[-@a, p. 3]")),
            (
                "[@smith{ii, A, D-Z}, with a suffix]",
                vec![cite("smith", "", page("ii, A, D-Z"), ", with a suffix", Usual)],
                Some("[@smith, {pp. ii, A, D-Z}, with a suffix]"),
            ),
            (
                "[@smith, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]",
                vec![cite("smith", "", page("iv, vi-xi, (xv)-(xvii)"), "with suffix here", Usual)],
                None,
            ),
            ("[@smith{}, 99 years later]", vec![cite("smith", "", None, ", 99 years later", Usual)], None),
            ("[@a, among others]", vec![cite("a", "", None, ", among others", Usual)], None),
            ("[@a p. 3, 5 & 7.]", vec![cite("a", "", page("3, 5 & 7"), ".", Usual)], Some("[@a, pp. 3, 5 & 7.]")),
            (
                "[@{https://example.com/a?b}, § 4]",
                vec![cite("https://example.com/a?b", "", Some((Label::Section, "4")), "", Usual)],
                Some("[@{https://example.com/a?b}, sec. 4]"),
            ),
            ("[@doi:10.5555/moss.21]", vec![cite("doi:10.5555/moss.21", "", None, "", Usual)], None),
            ("[mail ida\\@moss.org; @a]", vec![], None),
            ("[a\\; b\\] \\@c @a \\[d\\]]", vec![cite("a", "a; b] @c", None, "[d]", Usual)], None),
        ] {
            let found = read(text);
            if expected.is_empty() {
                assert_eq!(found, None, "{text} is no mark");
                continue;
            }
            assert_eq!(found.as_ref(), Some(&expected), "what {text} says");
            let written = write(&expected).expect("Pandoc can say it");
            assert_eq!(written, again.unwrap_or(text), "written again");
            assert_eq!(read(&written), Some(expected), "and read again: {written}");
        }
    }

    #[test]
    fn what_is_no_mark_is_told_apart() {
        for text in [
            "",
            "moss",
            "[moss]",
            "[@]",
            "@",
            "ida@moss.org",
            "[@a",
            "[@a] and more",
            "@a and more",
            "@a [b",
            "[@a; b]",
            "[@{}]",
        ] {
            assert_eq!(read(text), None, "“{text}” cites nothing");
        }
        let long = format!("[@a, {}]", "1, ".repeat(LONGEST));
        assert_eq!(read(&long), None, "nor does what has no end");
    }
}
