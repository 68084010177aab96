//! Reading pieces of a link: schemes backwards, names and paths forwards, across the breaks of typesetting.

use super::words;

/// A cleaned text beside its ASCII-lower-case twin; both have the same offsets.
#[derive(Clone, Copy)]
pub struct Scan<'a> {
    pub text: &'a str,
    pub lower: &'a str,
}

/// A name read forward, with its other readings when it was broken.
pub struct Name {
    pub candidates: Vec<String>,
    pub end: usize,
    pub broken: bool,
}

impl<'a> Scan<'a> {
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Past one space or line end (with the indentation after a line end); `None` when there is none.
    pub fn one_break(&self, at: usize) -> Option<usize> {
        let space = |b: Option<u8>| matches!(b, Some(b' ' | b'\t' | b'\n' | b'\r'));
        if !space(self.byte(at)) {
            return None;
        }
        let mut end = at;
        let mut lines = 0;
        while space(self.byte(end)) && end - at < 12 {
            lines += usize::from(self.byte(end) == Some(b'\n'));
            end += 1;
        }
        // An empty line ends a paragraph, and with it every link.
        (lines < 2 && !space(self.byte(end))).then_some(end)
    }

    /// The run of name characters from `at`.
    pub fn word(&self, at: usize) -> &'a str {
        let rest = &self.text[at..];
        &rest[..rest.bytes().take(200).take_while(|b| is_name_byte(*b)).count()]
    }

    /// Where the scheme (and `www.`, `git@`) before `host` starts, or `host` itself without one. `None` when the host
    /// name is a part of something else: another host, an address's path, a longer word.
    pub fn link_start(&self, host: usize) -> Option<usize> {
        let mut start = host;
        if self.lower[..start].ends_with("www.") {
            start -= 4;
        }
        if self.lower[..start].ends_with("git@") {
            start -= 4;
        }
        let before = &self.lower[..start];
        let trimmed = before.trim_end_matches(['/', ' ', '\n']);
        let slashes = before[trimmed.len()..].bytes().filter(|b| *b == b'/').count();
        if slashes > 0 {
            let scheme = trimmed.strip_suffix(':').unwrap_or(trimmed).trim_end();
            let known = words::SCHEMES.iter().find(|known| scheme.ends_with(**known));
            return match known {
                Some(known) => Some(scheme.len() - known.len()),
                // `//github.com/…` at the start of a word is an address without its scheme.
                None if slashes >= 2 && trimmed.len() < before.len() - slashes => Some(start),
                None if slashes >= 2 && !trimmed.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') => {
                    Some(start)
                }
                None => None,
            };
        }
        match before.bytes().last() {
            None => Some(start),
            Some(b'.' | b'-' | b'_' | b'@') => None,
            Some(b) if b.is_ascii_alphanumeric() => {
                // The longest glued word is short; a longer run is no word.
                let run = before.bytes().rev().take(40).take_while(u8::is_ascii_alphanumeric).count();
                let word = &before[before.len() - run..];
                (words::GLUED.contains(&word) || word.bytes().all(|b| b.is_ascii_digit())).then_some(start)
            }
            Some(_) => Some(start),
        }
    }

    /// A repository's name from `at`: rules 4 and 7.
    pub fn name(&self, at: usize) -> Option<Name> {
        let mut start = at;
        let mut broken = false;
        if let Some(next) = self.one_break(at) {
            if !self.goes_on(next) {
                return None;
            }
            start = next;
            broken = true;
        }
        let first = self.word(start);
        let mut readings = vec![first.to_owned()];
        let mut end = start + first.len();
        let mut last = first;
        // A name cut after a hyphen or an underscore goes on after the break, or ends there.
        for _ in 0..3 {
            let Some(cut) = last.bytes().last().filter(|b| matches!(b, b'-' | b'_')) else { break };
            let Some(next) = self.one_break(end) else { break };
            let more = self.word(next);
            if more.is_empty() || words::is_stop_word(more.trim_end_matches('.')) || more.starts_with('.') {
                break;
            }
            let whole = readings[0].clone();
            let stem = whole.trim_end_matches(['-', '_']).to_owned();
            readings[0] = format!("{whole}{more}");
            if readings.len() == 1 {
                readings.push(stem.clone());
            }
            if cut == b'-' {
                readings.push(format!("{stem}{more}"));
            }
            end = next + more.len();
            last = more;
            broken = true;
        }
        let shortest = end - last.len();
        let trimmed = trim_name(sentence_cut(last));
        end = shortest + trimmed.len();
        let mut candidates: Vec<String> = Vec::new();
        for reading in &readings {
            let name = trim_name(sentence_cut(reading)).to_owned();
            let name = name.chars().take(100).collect::<String>();
            if is_name(&name) && !candidates.contains(&name) {
                candidates.push(name);
            }
        }
        (!candidates.is_empty()).then_some(Name { candidates, end: end.max(start), broken })
    }

    /// Whether what stands after a break may be the rest of a link rather than the next word of the sentence.
    pub fn goes_on(&self, at: usize) -> bool {
        let word = self.word(at);
        let bare = word.trim_end_matches('.');
        if bare.is_empty() || words::is_stop_word(bare) {
            return false;
        }
        let after = self.byte(at + word.len());
        let shaped =
            bare.bytes().any(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'));
        let ends =
            word.len() > bare.len() || after.is_none() || matches!(after, Some(b'/' | b')' | b'}' | b',' | b';'));
        shaped || ends
    }

    /// A deep path from the slash at `at`, when it starts with a segment that leads inside a repository.
    pub fn deep_path(&self, at: usize) -> Option<(String, usize)> {
        if self.byte(at) != Some(b'/') {
            return None;
        }
        let rest = &self.text[at + 1..];
        let bytes = rest.as_bytes();
        let mut end = 0;
        while end < bytes.len().min(1_000) {
            let b = bytes[end];
            let escaped =
                b == b'%' && bytes.get(end + 1..end + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
            if !(b.is_ascii_alphanumeric() || b"-._~/+@=&,;:!".contains(&b) || escaped) {
                break;
            }
            end += 1;
        }
        let path = rest[..end].trim_end_matches(['.', ',', ';', ':', '!']);
        let first = path.split('/').next().unwrap_or_default();
        words::INSIDE.contains(&first).then(|| (path.to_owned(), at + 1 + path.len()))
    }
}

pub fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')
}

/// Trailing full stops and `.git`, as often as they come.
pub fn trim_name(name: &str) -> &str {
    let mut name = name;
    loop {
        let trimmed = name.trim_end_matches('.');
        let trimmed = match trimmed.len().checked_sub(4) {
            Some(at) if trimmed.is_char_boundary(at) && trimmed[at..].eq_ignore_ascii_case(".git") => &trimmed[..at],
            _ => trimmed,
        };
        if trimmed.len() == name.len() {
            return name;
        }
        name = trimmed;
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().any(|b| b.is_ascii_alphanumeric())
}

/// `bar.The` at the end of a sentence set without a space is `bar`.
fn sentence_cut(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, word)) if !stem.is_empty() && words::SENTENCE_STARTS.contains(&word) => stem,
        _ => name,
    }
}
