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
    /// How many blank lines stand before it.
    pub blanks: u16,
    /// White space in front of it, in characters.
    pub indent: u16,
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
    blanks: u16,
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
        lines.undouble();
        lines
    }

    /// Takes back one blank line everywhere when each line of a wrapped page is followed by one.
    ///
    /// Then only a second blank line separates. In a page of one-line paragraphs lines end long before the next word
    /// would not have fitted, so that page keeps its blank lines.
    fn undouble(&mut self) {
        let rest = self.lines.get(1..).unwrap_or_default();
        if rest.len() < 8 || rest.iter().any(|line| line.blanks == 0) || rest.iter().all(|line| line.blanks == 1) {
            return;
        }
        let length = |line: &Line| line.text.chars().count();
        let close = || self.lines.windows(2).filter(|pair| pair[1].blanks == 1);
        let Some(width) = close().map(|pair| length(&pair[0])).max().filter(|width| *width <= 140) else { return };
        let word = |line: &Line| line.text.split(' ').next().unwrap_or_default().chars().count();
        let full = close().filter(|pair| length(&pair[0]) + 12 + word(&pair[1]) > width).count();
        if full * 10 >= close().count() * 8 {
            for line in &mut self.lines {
                line.gap = line.blanks > 1;
            }
        }
    }

    /// Adds a raw line; `heading` when the source says so by other means than its text.
    pub fn push(&mut self, raw: &'a str, number: u32, heading: bool) {
        let Some(text) = clean(raw) else {
            self.blanks = self.blanks.saturating_add(1);
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
        let blanks = std::mem::take(&mut self.blanks);
        let gap = blanks > 0 || index == 0;
        let indent = raw.chars().take(100).take_while(|c| c.is_whitespace()).count() as u16;
        let mark = if heading { Mark::Heading } else { mark };
        self.lines.push(Line { text, words_at, number, mark, gap, blanks, indent });
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
