//! Where entries, fields and values begin and end in a .bib file, however broken it is.
//!
//! One pass over the bytes, each looked at a bounded number of times: a value whose brace or quote is never closed
//! ends where the next entry plainly begins, so one mistake costs one entry and not the rest of the file.

use std::borrow::Cow;
use std::collections::HashMap;

use super::shapes::{begins_entry, begins_field, begins_line, is_key_with_equals, is_name, next_field};

/// What stands after an `@`.
#[derive(Debug, Default)]
pub struct Entry<'a> {
    /// The type as written: `article`, `InProceedings`.
    pub kind: &'a str,
    pub key: &'a str,
    /// Names as written; values without their delimiters, pieces joined, @string names put in.
    pub fields: Vec<(&'a str, Cow<'a, str>)>,
    /// Line of the `@`, from 1.
    pub line: u32,
    /// What was wrong with its writing, in words.
    pub problems: Vec<String>,
}

/// A piece of a .bib file.
#[derive(Debug)]
pub enum Item<'a> {
    Entry(Entry<'a>),
    /// An `@comment` and its text.
    Comment {
        line: u32,
        text: &'a str,
    },
    /// Looks like an entry and cannot be read as one.
    Broken {
        line: u32,
        text: &'a str,
        reason: &'static str,
    },
}

pub struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) strings: HashMap<String, String>,
    /// Those of the rest of the file, looked for once a name is not known.
    later: Option<HashMap<String, String>>,
    line: u32,
    /// Up to where lines were counted.
    counted: usize,
    /// A comment that was never closed: those after it end where an entry begins.
    open_comment: bool,
    /// Bytes that may yet be looked at again, so that a file of nothing but open braces takes linear time too.
    pub(super) spare: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        let spare = 8 * text.len();
        Self { text, at: 0, strings: HashMap::new(), later: None, line: 1, counted: 0, open_comment: false, spare }
    }

    pub(super) fn defined_later(&mut self) -> &HashMap<String, String> {
        let (text, at) = (self.text, self.at);
        self.later.get_or_insert_with(|| {
            let mut rest = Scanner::new(&text[at..]);
            // A name that is defined by another one still unknown is not looked for again.
            rest.later = Some(HashMap::new());
            while rest.next().is_some() {}
            rest.strings
        })
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn line_of(&mut self, at: usize) -> u32 {
        if at > self.counted {
            let passed = &self.bytes()[self.counted..at];
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
            self.counted = at;
        }
        self.line
    }

    fn skip_space(&mut self) {
        let rest = &self.bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        // Other blanks, such as a no-break space copied from a page.
        while let Some(c) = self.text[self.at..].chars().next().filter(|c| c.is_whitespace() || *c == '\u{feff}') {
            self.at += c.len_utf8();
        }
    }

    /// Skips blanks, and what `%` takes out up to the end of its line.
    pub(super) fn skip_between(&mut self) {
        loop {
            self.skip_space();
            if self.peek() != Some(b'%') {
                return;
            }
            self.rest_of_line();
        }
    }

    fn rest_of_line(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        self.at += line.len();
        line
    }

    pub(super) fn word(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn entry(&mut self, start: usize, kind: &'a str, close: u8) -> Item<'a> {
        let line = self.line_of(start);
        let mut entry = Entry { kind, line, ..Entry::default() };
        self.key(&mut entry);
        loop {
            self.skip_between();
            let before = self.at;
            match self.peek() {
                None if self.reopen(&mut entry) => {}
                None => {
                    entry.problems.push("The file ends before the entry does".into());
                    break;
                }
                Some(b',') => self.at += 1,
                Some(byte) if byte == close || byte == b'}' => {
                    self.at += 1;
                    if !self.goes_on(&mut entry) {
                        break;
                    }
                }
                Some(b'@') if begins_entry(self.text, self.at) => {
                    if self.reopen(&mut entry) {
                        continue;
                    }
                    entry.problems.push("Its closing brace is missing".into());
                    break;
                }
                Some(_) => self.field(&mut entry),
            }
            if self.at == before {
                self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        if entry.key.is_empty() && entry.fields.is_empty() {
            return Item::Broken { line, text: &self.text[start..self.at], reason: "no key and no field" };
        }
        Item::Entry(entry)
    }

    /// When an entry is never closed, a value may have swallowed its end: `title = {Title, year = {2000} }`. Goes back
    /// to the first field inside its last value.
    fn reopen(&mut self, entry: &mut Entry<'a>) -> bool {
        let Some((name, Cow::Borrowed(value))) = entry.fields.last() else { return false };
        let (name, value): (&'a str, &'a str) = (name, value);
        let start = (value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if self.text.get(start..start.saturating_add(value.len())) != Some(value) || self.spare < value.len() {
            return false;
        }
        self.spare -= value.len();
        let Some(next) = next_field(value) else { return false };
        if let Some((_, last)) = entry.fields.last_mut() {
            *last = Cow::Borrowed(value[..next].trim_end().trim_end_matches(','));
        }
        self.never_closed(name, start, entry);
        self.at = start + next;
        true
    }

    pub(super) fn never_closed(&mut self, name: &str, start: usize, entry: &mut Entry<'a>) {
        let line = self.line_of(start);
        entry.problems.push(format!("A brace or quote of “{name}” (line {line}) is never closed"));
    }

    /// `@article{key,` · `@article{,` · `@article{title = …`: the last has no key.
    fn key(&mut self, entry: &mut Entry<'a>) {
        self.skip_between();
        let start = self.at;
        let rest = &self.text[start..];
        if begins_field(rest) && !is_key_with_equals(rest) {
            entry.problems.push("It has no key".into());
            return;
        }
        self.at = rest.find([',', '}', '\n']).map_or(self.text.len(), |n| start + n);
        entry.key = self.text[start..self.at].trim();
        // `@article{key title = {…}`: looked for where words begin, however far apart they are.
        let key = entry.key;
        let words = key.split_whitespace().map(|word| word.as_ptr() as usize - key.as_ptr() as usize);
        if let Some(field) = words.skip(1).find(|at| begins_field(&key[*at..])) {
            entry.problems.push("A comma is missing after its key".into());
            entry.key = key[..field].trim_end();
            self.at = start + field;
            return;
        }
        // `@article(key)`
        if self.peek() != Some(b',') && entry.key.ends_with(')') {
            self.at = start + entry.key.len() - 1;
            entry.key = self.text[start..self.at].trim();
        }
    }

    /// Whether fields follow although the entry was closed: a brace too many in a value.
    fn goes_on(&self, entry: &mut Entry<'a>) -> bool {
        let field = self.text[self.at..].trim_start().strip_prefix(',').is_some_and(begins_field);
        if field {
            entry.problems.push("It has a closing brace too many".into());
        }
        field
    }

    fn field(&mut self, entry: &mut Entry<'a>) {
        let start = self.at;
        let name = self.word(is_name);
        self.skip_space();
        match self.peek() {
            Some(b'=') if !name.is_empty() => self.at += 1,
            // `title {A Title}`
            Some(b'{' | b'"') if is_word(name) => {
                let line = self.line_of(start);
                entry.problems.push(format!("The sign of equality is missing after “{name}” in line {line}"));
            }
            _ => return self.stray(start, entry),
        }
        let value = self.value(name, entry);
        entry.fields.push((name, value));
    }

    /// Words where a field should be: skipped up to the next comma, line or end, and said.
    fn stray(&mut self, start: usize, entry: &mut Entry<'a>) {
        let rest = &self.text[self.at..];
        self.at += rest.find([',', '}', '\n', '{', '"']).unwrap_or(rest.len());
        if matches!(self.peek(), Some(b'{' | b'"')) {
            self.piece("", entry);
        }
        let what: String = self.text[start..self.at].trim().chars().take(60).collect();
        if !what.is_empty() {
            entry.problems.push(format!("“{what}” is no field and was left out"));
        }
    }

    /// Whether an `@` that begins a line was meant to begin an entry: behind it stands nothing, or a name of a type. What
    /// a mail or a page has there, such as the name of an account, is none.
    fn looks_lost(&self, start: usize, kind: &str) -> bool {
        let is_known = || super::terms::is_type(&kind.to_ascii_lowercase());
        begins_line(self.bytes(), start) && !self.is_commented(start) && (kind.is_empty() || is_known())
    }

    /// Whether a `%` begins the line. BibTeX itself would read what follows; people who write it do not mean that.
    fn is_commented(&self, at: usize) -> bool {
        let before = &self.text[..at];
        before[before.rfind('\n').map_or(0, |n| n + 1)..].trim_start().starts_with('%')
    }

    fn define(&mut self, start: usize) {
        let mut entry = Entry { kind: "string", line: self.line_of(start), ..Entry::default() };
        self.skip_between();
        self.field(&mut entry);
        self.skip_space();
        if matches!(self.peek(), Some(b'}' | b')')) {
            self.at += 1;
        }
        for (name, value) in entry.fields {
            self.strings.insert(name.to_lowercase(), value.into_owned());
        }
    }

    /// The text of a comment behind its opening brace; `None` when it is never closed.
    fn balanced(&mut self) -> Option<&'a str> {
        let start = self.at;
        let mut depth = 1usize;
        for (n, byte) in self.bytes()[start..].iter().enumerate() {
            let at = start + n;
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b'@' if self.open_comment && begins_line(self.bytes(), at) && begins_entry(self.text, at) => break,
                _ => {}
            }
            if depth == 0 {
                self.at = at + 1;
                return Some(&self.text[start..at]);
            }
        }
        self.open_comment = true;
        None
    }

    fn comment(&mut self, start: usize, braced: bool) -> Item<'a> {
        let line = self.line_of(start);
        self.at += usize::from(braced);
        let text = if braced { self.balanced() } else { None };
        Item::Comment { line, text: text.unwrap_or_else(|| self.rest_of_line()) }
    }
}

/// What may name a field where only its place says that it does.
fn is_word(name: &str) -> bool {
    (2..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            let found = self.bytes()[self.at..].iter().position(|byte| *byte == b'@')?;
            let start = self.at + found;
            self.at = start + 1;
            self.skip_space();
            let kind = self.word(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
            let lower = kind.to_ascii_lowercase();
            self.skip_space();
            let open = self.peek().filter(|byte| matches!(byte, b'{' | b'('));
            if lower == "comment" {
                return Some(self.comment(start, open == Some(b'{')));
            }
            let Some(open) = open.filter(|_| !kind.is_empty()) else {
                if self.looks_lost(start, kind) {
                    self.at = start;
                    let text = self.rest_of_line();
                    return Some(Item::Broken { line: self.line_of(start), text, reason: "no entry begins so" });
                }
                continue;
            };
            // An address in running text, `ada@host (…)`, is none.
            if start > 0 && self.bytes()[start - 1].is_ascii_alphanumeric() && !begins_entry(self.text, start) {
                continue;
            }
            if self.is_commented(start) {
                let text = self.rest_of_line();
                return Some(Item::Broken { line: self.line_of(start), text, reason: "commented out with %" });
            }
            self.at += 1;
            match lower.as_str() {
                "string" => self.define(start),
                "preamble" => {
                    self.value("preamble", &mut Entry::default());
                }
                _ => return Some(self.entry(start, kind, if open == b'{' { b'}' } else { b')' })),
            }
        }
    }
}
