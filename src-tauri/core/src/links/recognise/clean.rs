//! Rule 1: what typesetting did to a link is undone, and where each character stood is kept.

/// A cleaned text with, for each of its bytes, the byte of the text as written that it came from.
pub struct Clean {
    pub text: String,
    origins: Vec<usize>,
    /// End in the text as written of the character each byte belongs to.
    ends: Vec<usize>,
}

impl Clean {
    pub fn origin(&self, at: usize) -> usize {
        self.origins.get(at).copied().unwrap_or_else(|| self.ends.last().copied().unwrap_or(0))
    }

    /// Where the stretch that ends before `at` ends in the text as written.
    pub fn origin_end(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
    }
}

/// What LaTeX writes for a character, longest first.
const LATEX: [(&str, &str); 17] = [
    ("\\textasciitilde{}", "~"),
    ("\\textasciitilde", "~"),
    ("\\textunderscore{}", "_"),
    ("\\textunderscore", "_"),
    ("$\\sim$", "~"),
    ("\\allowbreak{}", ""),
    ("\\allowbreak", ""),
    ("{\\_}", "_"),
    ("\\~{}", "~"),
    ("\\slash", "/"),
    ("\\_", "_"),
    ("\\%", "%"),
    ("\\#", "#"),
    ("\\&", "&"),
    ("\\-", ""),
    ("\\/", "/"),
    ("\\~", "~"),
];

pub fn clean(text: &str) -> Clean {
    let mut clean = Clean {
        text: String::with_capacity(text.len()),
        origins: Vec::with_capacity(text.len()),
        ends: Vec::with_capacity(text.len()),
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        // Most of a text is as it should be, and is taken as it stands.
        let fine = rest.bytes().take_while(|byte| byte.is_ascii() && !matches!(byte, b'\\' | b'$' | b'{')).count();
        if fine > 0 {
            clean.text.push_str(&rest[..fine]);
            clean.origins.extend(at..at + fine);
            clean.ends.extend(at + 1..=at + fine);
            at += fine;
            continue;
        }
        if matches!(c, '\\' | '$' | '{')
            && let Some((written, meant)) = LATEX.iter().find(|(written, _)| rest.starts_with(written))
        {
            clean.push(meant, at, at + written.len());
            at += written.len();
            continue;
        }
        let end = at + c.len_utf8();
        match c {
            // Soft hyphen, zero-width characters, byte order mark.
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
            '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => clean.push("-", at, end),
            '\u{2044}' | '\u{2215}' | '\u{FF0F}' => clean.push("/", at, end),
            '\u{2DC}' | '\u{223C}' | '\u{FF5E}' => clean.push("~", at, end),
            '\u{A0}' | '\u{2007}' | '\u{202F}' => clean.push(" ", at, end),
            _ => clean.push(&text[at..end], at, end),
        }
        at = end;
    }
    clean
}

impl Clean {
    fn push(&mut self, meant: &str, start: usize, end: usize) {
        self.text.push_str(meant);
        self.origins.extend(std::iter::repeat_n(start, meant.len()));
        self.ends.extend(std::iter::repeat_n(end, meant.len()));
    }
}
