//! A page as lines: split at any line ending, cleaned, with the links that stood in them taken aside.

use std::borrow::Cow;

/// How a line announces itself in front of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    #[default]
    None,
    /// `## …`, or a heading element.
    Heading,
    /// `- …`, `• …`.
    Bullet,
    /// `12. …`, `[12] …`.
    Number,
}

/// One line that holds something.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Without white space at the ends, runs of it made one space.
    pub text: Cow<'a, str>,
    /// Where the words begin behind the mark.
    pub words_at: u16,
    pub number: u32,
    pub mark: Mark,
    /// A blank line stands before it.
    pub gap: bool,
}

impl Line<'_> {
    /// The line behind its mark.
    pub fn words(&self) -> &str {
        self.text.get(usize::from(self.words_at)..).unwrap_or(&self.text)
    }
}

/// The lines of a page with something on them, and its links by line.
#[derive(Debug, Default)]
pub struct Lines<'a> {
    pub lines: Vec<Line<'a>>,
    /// Index into `lines` and address, in order.
    pub links: Vec<(usize, String)>,
    blank: bool,
    /// Lines beyond the limit, which are not looked at.
    pub left_out: usize,
}

/// Enough for a hundred listing pages; beyond it a paste of tiny lines would only cost memory.
const MOST_LINES: usize = 1_000_000;

impl<'a> Lines<'a> {
    pub fn of_text(text: &'a str) -> Self {
        let mut lines = Lines::default();
        for (number, raw) in physical_lines(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            lines.push(raw, number, false);
        }
        lines
    }

    /// Adds a raw line; `heading` when the source says so by other means than its text.
    pub fn push(&mut self, raw: &'a str, number: u32, heading: bool) {
        let Some(text) = clean(raw) else {
            self.blank = true;
            return;
        };
        if self.lines.len() >= MOST_LINES {
            self.left_out += 1;
            return;
        }
        let index = self.lines.len();
        let mut found = Vec::new();
        let mut text = match super::markdown::take_links(&text, &mut found) {
            Some(stripped) => Cow::Owned(stripped),
            None => text,
        };
        self.links.extend(found.into_iter().map(|link| (index, link)));
        if let Some(plain) = super::markdown::without_emphasis(&text) {
            text = Cow::Owned(plain);
        }
        let (mark, words_at) = mark(&text);
        let gap = std::mem::take(&mut self.blank) || index == 0;
        let mark = if heading { Mark::Heading } else { mark };
        self.lines.push(Line { text, words_at, number, mark, gap });
    }
}

/// The lines of `text` by number from 1. CR LF, CR, LF, form feeds and Unicode's separators all end a line.
pub fn physical_lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut rest = Some(text);
    let mut number = 0u32;
    std::iter::from_fn(move || {
        let current = rest?;
        number = number.saturating_add(1);
        let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        match current.char_indices().find(|(_, c)| is_end(*c)) {
            None => {
                rest = None;
                Some((number, current))
            }
            Some((at, end)) => {
                let after = &current[at + end.len_utf8()..];
                rest = Some(if end == '\r' { after.strip_prefix('\n').unwrap_or(after) } else { after });
                Some((number, &current[..at]))
            }
        }
    })
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && c != '\t')
}

/// One space for every run of white space, nothing invisible; `None` for a blank line.
pub fn clean(raw: &str) -> Option<Cow<'_, str>> {
    let trimmed = raw.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if trimmed.is_empty() {
        return None;
    }
    let tidy = trimmed.is_ascii()
        && !trimmed.as_bytes().windows(2).any(|pair| pair == b"  ")
        && !trimmed.bytes().any(|byte| byte < 0x20 || byte == 0x7f);
    if tidy || !trimmed.chars().any(|c| is_invisible(c) || (c.is_whitespace() && c != ' ')) && !trimmed.contains("  ") {
        return Some(Cow::Borrowed(trimmed));
    }
    let mut out = String::with_capacity(trimmed.len());
    for c in trimmed.chars().filter(|c| !is_invisible(*c)) {
        match c.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    Some(Cow::Owned(out))
}

/// What marks the line, and where its words begin.
fn mark(text: &str) -> (Mark, u16) {
    let bytes = text.as_bytes();
    let spaced = |at: usize| bytes.get(at) == Some(&b' ');
    let hashes = bytes.iter().take(7).take_while(|byte| **byte == b'#').count();
    if (1..=6).contains(&hashes) && spaced(hashes) {
        return (Mark::Heading, hashes as u16 + 1);
    }
    for bullet in ["- ", "* ", "+ ", "• ", "◦ ", "▪ ", "‣ ", "● ", "– ", "— ", "→ ", "> "] {
        if text.starts_with(bullet) {
            return (Mark::Bullet, bullet.len() as u16);
        }
    }
    let bracket = usize::from(matches!(bytes.first(), Some(b'[' | b'(')));
    let digits = bytes.iter().skip(bracket).take(5).take_while(|byte| byte.is_ascii_digit()).count();
    let after = bracket + digits;
    let closed = match bytes.get(after) {
        Some(b']' | b')') => true,
        Some(b'.' | b':') => bracket == 0,
        _ => false,
    };
    if (1..=4).contains(&digits) && closed && spaced(after + 1) {
        return (Mark::Number, after as u16 + 2);
    }
    (Mark::None, 0)
}
