//! A citation as it grows: cites, and the words around them.

use hayagriva::Formatting;

use crate::cite::papers::quotes::styles;
use crate::cite::papers::rich::{Sign, tags};
use crate::cite::written::glyphs::Glyphs;

/// What has been written of it.
pub struct Line<'a> {
    pub glyphs: Glyphs<'a>,
}

impl Line<'_> {
    pub fn text(&mut self, text: &str) {
        self.glyphs.push(text, Formatting::default());
    }

    pub fn joined(&mut self, text: &str) {
        self.glyphs.push(&Sign::Joint.char().to_string(), Formatting::default());
        self.text(text);
    }

    /// The words before a cite, with a blank between.
    pub fn before(&mut self, words: &str) {
        if !words.is_empty() {
            self.joined(&styles(words));
            let opens = |c: char| c.is_whitespace() || "([{“‘„«-–—/'\"".contains(c);
            if !shown(words).ends_with(opens) {
                self.text(" ");
            }
        }
    }

    /// The words behind one.
    pub fn behind(&mut self, words: &str) {
        if !words.is_empty() {
            let apart = |c: char| c.is_alphanumeric() || "([{“‘„«\"&".contains(c);
            if shown(words).starts_with(apart) {
                self.text(" ");
            }
            self.joined(&styles(words));
        }
    }
}

/// Words without their tags.
pub fn shown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut from = 0;
    for (at, length, ..) in tags(words) {
        out.push_str(&words[from..at]);
        from = at + length;
    }
    out + &words[from..]
}
