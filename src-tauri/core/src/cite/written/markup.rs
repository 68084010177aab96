//! What a style makes of a paper, written as plain text, HTML or Markdown.

use citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::Formatting;

use unicode_normalization::char::decompose_compatible;

use super::dress::{Tag, Wardrobe};
use super::glyphs::{Glyph, Kind, Letters};
use crate::cite::styles::terms::Quotes;

/// How italics and the like are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    Text,
    /// `i`, `b`, `sup`, `sub` and `span` with a style of small capitals or a line below, or of none within a look, and
    /// nothing else.
    Html,
    Markdown,
}

/// What surrounds a stretch of text, from the outside in, and which look of the text each belongs to.
type Tags = Vec<(usize, Tag)>;

/// Letters as text.
pub fn write(letters: &Letters, quotes: &Quotes, markup: Markup) -> String {
    let list = &letters.list;
    let mut writer = Writer { out: String::new(), open: Tags::new(), blanks: String::new(), markup };
    let mut at = 0;
    while let Some(first) = list.get(at) {
        let raised = raised(first).filter(|_| markup == Markup::Html);
        let same = |one: &&Glyph| one.dress == first.dress && (markup != Markup::Html || self::raised(one).is_none());
        let count = if raised.is_some() { 1 } else { list[at..].iter().take_while(same).count().max(1) };
        let mut text = String::new();
        match raised {
            Some(c) => text.push(c),
            None => list[at..at + count].iter().for_each(|glyph| letter(glyph, quotes, &mut text)),
        }
        writer.run(&text, first.dress, &letters.looks, raised.is_some());
        at += count;
    }
    writer.finish()
}

struct Writer {
    out: String,
    open: Tags,
    /// Blanks that wait for the end of a mark: `* a*` is no emphasis in Markdown.
    blanks: String,
    markup: Markup,
}

impl Writer {
    fn run(&mut self, text: &str, dress: usize, looks: &Wardrobe, raised: bool) {
        let inner = text.trim();
        if inner.is_empty() {
            return self.blanks.push_str(text);
        }
        let mut tags = match self.markup {
            Markup::Text => Tags::new(),
            Markup::Html => looks.tags(dress),
            Markup::Markdown => marks(looks.look(dress)),
        };
        if raised {
            tags.push((dress, ("<sup>", "</sup>")));
        }
        let start = text.len() - text.trim_start().len();
        self.blanks.push_str(&text[..start]);
        let mut shared = self.open.iter().zip(&tags).take_while(|(one, other)| one == other).count();
        if raised {
            // Each is raised by itself.
            shared = shared.min(tags.len() - 1);
        }
        self.close(shared);
        self.out.push_str(&std::mem::take(&mut self.blanks));
        tags[shared..].iter().for_each(|(_, (open, _))| self.out.push_str(open));
        self.open = tags;
        match self.markup {
            Markup::Text => self.out.push_str(inner),
            Markup::Html => html_escaped(inner, &mut self.out),
            Markup::Markdown => markdown_escaped(inner, &mut self.out),
        }
        self.blanks.push_str(&text[start + inner.len()..]);
    }

    fn close(&mut self, keep: usize) {
        for (_, (_, close)) in self.open.drain(keep..).rev() {
            self.out.push_str(close);
        }
    }

    fn finish(mut self) -> String {
        self.close(0);
        self.out
    }
}

/// The letter that a raised one is, such as those of ordinal numbers in the terms of some languages.
fn raised(glyph: &Glyph) -> Option<char> {
    let raised = matches!(glyph.c, 'ª' | 'º' | '²' | '³' | '¹' | '\u{2b0}'..='\u{2b8}' | '\u{1d2c}'..='\u{1d61}' | '\u{2070}'..='\u{207f}');
    let mut plain = None;
    if raised {
        decompose_compatible(glyph.c, |c| plain = plain.or(Some(c)));
    }
    plain.filter(|c| *c != glyph.c)
}

fn letter(glyph: &Glyph, quotes: &Quotes, text: &mut String) {
    match glyph.kind {
        Kind::Quote { opens, inner } if glyph.c == quotes.sign(opens, inner) => {
            text.push_str(quotes.text(opens, inner))
        }
        _ => text.push(glyph.c),
    }
}

/// Markdown has no small capitals and no lines below; those who convert it know `sup` and `sub` as HTML.
fn marks(look: Formatting) -> Tags {
    let mut tags = Vec::new();
    if look.font_style == FontStyle::Italic {
        tags.push(("*", "*"));
    }
    if look.font_weight == FontWeight::Bold {
        tags.push(("**", "**"));
    }
    match look.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        VerticalAlign::None | VerticalAlign::Baseline => {}
    }
    tags.into_iter().map(|tag| (0, tag)).collect()
}

fn html_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

/// An underscore acts on nothing inside a word, and addresses are full of them.
fn markdown_escaped(text: &str, out: &mut String) {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let in_word = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if matches!(c, '*' | '[' | ']' | '`' | '<' | '\\') || (c == '_' && !in_word) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::Glyphs;
    use citationberg::FontVariant;

    use super::*;
    use crate::cite::papers::givens::{Givens, Manner};
    use crate::cite::papers::quotes::field;
    use crate::cite::styles::terms::Quotes;

    #[test]
    fn each_markup_keeps_its_own_signs_apart_from_the_texts() {
        let italic = Formatting { font_style: FontStyle::Italic, ..Formatting::default() };
        let small = Formatting { font_variant: FontVariant::SmallCaps, ..Formatting::default() };
        let (quotes, givens, manner) = (Quotes::default(), Givens::default(), Manner::default());
        let letters = || {
            let mut glyphs = Glyphs::new(&[], &quotes, &givens, &manner);
            glyphs.push("  [1] Moss & <b>Fern</b>.\n", Formatting::default());
            glyphs.push(" *Trees* in a_b ", italic);
            glyphs.push("Press. … ...", small);
            glyphs.push(".; Fern. Co.", Formatting::default());
            glyphs.push(".", Formatting::default());
            glyphs.push(&field(" On <i>moss</i> in 1ª"), italic);
            glyphs.finish()
        };
        for (markup, expected) in [
            (Markup::Text, "[1] Moss & <b>Fern</b>. *Trees* in a_b Press. … ....; Fern. Co. On moss in 1ª"),
            (
                Markup::Html,
                "[1] Moss &amp; &lt;b&gt;Fern&lt;/b&gt;. <i>*Trees* in a_b</i> <span style=\"font-variant:small-caps\">Press. … ...</span>.; Fern. Co. <i>On <span style=\"font-style:normal;\">moss</span> in 1<sup>a</sup></i>",
            ),
            (
                Markup::Markdown,
                "\\[1\\] Moss & \\<b>Fern\\</b>. *\\*Trees\\* in a_b* Press. … ....; Fern. Co. *On* moss *in 1ª*",
            ),
        ] {
            assert_eq!(
                write(&letters(), &quotes, markup),
                expected,
                "{markup:?} shows the text and acts only on the style's marks"
            );
        }
    }
}
