//! The values of fields: braced, quoted, bare, joined by `#`; and where one ends that was never closed.

use std::borrow::Cow;

use super::scan::{Entry, Scanner};
use super::shapes::{begins_entry, begins_field, begins_line, closes_on_line, is_assignment, next_field};
use super::signs::Signs;
use crate::months;

/// What may end a value, or something in it.
static SIGNS: Signs = Signs::of(b"{}\"@");

impl<'a> Scanner<'a> {
    /// Pieces joined by `#`.
    pub(super) fn value(&mut self, name: &str, entry: &mut Entry<'a>) -> Cow<'a, str> {
        let mut value = Cow::Borrowed("");
        loop {
            self.skip_between();
            let piece = self.piece(name, entry);
            if value.is_empty() {
                value = piece;
            } else {
                value.to_mut().push_str(&piece);
            }
            let ended = self.at;
            self.skip_between();
            match self.peek() {
                Some(b'#') => self.at += 1,
                Some(b',' | b'}' | b')') | None => return value,
                Some(_) => {
                    if begins_entry(self.text, self.at) {
                        return value;
                    }
                    if is_assignment(&self.text[self.at..]) {
                        entry.problems.push(format!("A comma is missing after “{name}”"));
                        return value;
                    }
                    // Text after the value's end, such as a quote within quotes: part of it as far as it goes.
                    let end = self.end_of_stray();
                    let stray = self.text[ended..end].trim_end_matches(['"', '}', ',', ' ', '\n', '\r', '\t']);
                    value.to_mut().push_str(stray);
                    entry.problems.push(format!("“{name}” has a quote or a brace too many"));
                    self.at = end;
                    return value;
                }
            }
        }
    }

    /// Where text that belongs nowhere ends: before the next field, or at a line that begins an entry or ends this one.
    fn end_of_stray(&self) -> usize {
        let mut at = self.at;
        while let Some(next) = self.text[at..].find(['\n', ',', '}']) {
            let found = at + next;
            at = found + 1;
            let rest = self.text[at..].trim_start();
            let is_entry = || begins_entry(self.text, self.text.len() - rest.len());
            match self.bytes()[found] {
                b',' if begins_field(rest) => return found,
                b'}' if rest.is_empty() || is_entry() => return found,
                b'\n' if rest.starts_with('}') || begins_field(rest) || is_entry() => return at,
                // Further blank lines end before the same.
                b'\n' => at = self.text.len() - rest.len(),
                _ => {}
            }
        }
        self.text.len()
    }

    pub(super) fn piece(&mut self, field: &str, entry: &mut Entry<'a>) -> Cow<'a, str> {
        match self.peek() {
            Some(open @ (b'{' | b'"')) => {
                self.at += 1;
                Cow::Borrowed(self.delimited(if open == b'{' { b'}' } else { b'"' }, field, entry))
            }
            _ => {
                let ends = |c: char| matches!(c, ',' | '{' | '}' | '#' | '"' | '(' | ')' | '=') || c.is_whitespace();
                let name = self.word(|c| !ends(c));
                self.expand(name, entry)
            }
        }
    }

    fn expand(&mut self, name: &'a str, entry: &mut Entry<'a>) -> Cow<'a, str> {
        if name.is_empty() || name.bytes().all(|byte| byte.is_ascii_digit()) {
            return Cow::Borrowed(name);
        }
        let lower = name.to_lowercase();
        if let Some(value) = self.strings.get(&lower) {
            return Cow::Owned(value.clone());
        }
        if months::SHORT.contains(&lower.as_str()) || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Cow::Borrowed(name);
        }
        // BibTeX wants names defined before they are used; whoever joined two files means those of both.
        if let Some(value) = self.defined_later().get(&lower) {
            return Cow::Owned(value.clone());
        }
        entry.problems.push(format!("“{name}” is not defined by any @string and was kept as it is"));
        Cow::Borrowed(name)
    }

    /// The text up to the end of a braced or quoted value; behind its opening delimiter.
    fn delimited(&mut self, close: u8, field: &str, entry: &mut Entry<'a>) -> &'a str {
        let bytes = self.bytes();
        let start = self.at;
        let mut depth = 0usize;
        let mut at = start;
        while let Some(next) = bytes[at..].iter().position(|byte| SIGNS.has(*byte)) {
            at += next;
            match bytes[at] {
                b'{' => depth += 1,
                b'}' if depth > 0 => depth -= 1,
                b'}' if close == b'}' => {
                    self.at = at + 1;
                    return &self.text[start..at];
                }
                // The entry's own brace, where no quote closes on the line: the closing quote was forgotten.
                b'}' if !closes_on_line(&self.text[at..]) => return self.unclosed(start, at, field, entry),
                b'"' if close == b'"' && depth == 0 && self.quote_opens(start, at) => {
                    return self.unclosed(start, at + 1, field, entry);
                }
                b'"' if close == b'"' && self.quote_closes(at, depth) => {
                    self.at = at + 1;
                    if depth > 0 {
                        entry.problems.push("A brace in a value is never closed".into());
                    }
                    return &self.text[start..at];
                }
                b'@' if at > start && begins_line(bytes, at) && begins_entry(self.text, at) => {
                    return self.unclosed(start, at, field, entry);
                }
                _ => {}
            }
            at += 1;
        }
        self.unclosed(start, bytes.len(), field, entry)
    }

    /// Inside braces a quote is a letter, unless a field plainly follows. `\"` before a letter is an accent.
    fn quote_closes(&self, at: usize, depth: usize) -> bool {
        let after = &self.text[at + 1..];
        if depth > 0 {
            return after.trim_start_matches([' ', '\t']).strip_prefix(',').is_some_and(|rest| {
                let line = rest.trim_start_matches([' ', '\t', '\r']);
                line.starts_with('\n') && begins_field(line)
            });
        }
        let before = &self.bytes()[..at];
        let accent = before.ends_with(b"\\") && !before.ends_with(b"\\\\");
        !(accent && after.starts_with(|c: char| c.is_alphabetic() || c == '{'))
    }

    /// Whether a quote begins the value of the next field, on a line of its own: `title = "Never closed,` and then
    /// `year = "2001",`. What ends a value has the next field or the end of the entry behind it.
    fn quote_opens(&self, start: usize, at: usize) -> bool {
        let Some((before, line)) = self.text[start..at].rsplit_once('\n') else { return false };
        let after = self.text[at + 1..].trim_start_matches([' ', '\t']);
        before.trim_end().ends_with(',')
            && is_assignment(line.trim_start())
            && line.trim_end().ends_with('=')
            && line.matches('=').count() == 1
            && !after.starts_with([',', '}', ')', '#', '\r', '\n'])
    }

    /// A value that is never closed, known to end before `end`: it ends where the next field begins.
    fn unclosed(&mut self, start: usize, end: usize, field: &str, entry: &mut Entry<'a>) -> &'a str {
        self.never_closed(field, start, entry);
        let mut stop = end;
        // What is behind is looked at once more.
        if self.spare > end - start
            && let Some(next) = next_field(&self.text[start..end])
        {
            stop = start + next;
            self.spare -= end - stop;
        }
        self.at = stop;
        let value = self.text[start..stop].trim_end();
        // A comma is there all the same.
        if stop < end && value.ends_with(',') {
            self.at = start + value.len() - 1;
        }
        let value = value.strip_suffix(',').unwrap_or(value).trim_end();
        // The entry's own brace stands at the end of its last value.
        let value = if stop == end && value.ends_with('}') { value[..value.len() - 1].trim_end() } else { value };
        value.strip_suffix(['"', '}']).unwrap_or(value)
    }
}
