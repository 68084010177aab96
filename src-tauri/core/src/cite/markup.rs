//! What a style makes of a paper, written as plain text, HTML or Markdown.

use citationberg::{Display, FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, Formatting};

use super::letters::hidden;
use super::rich::{Mark, signed};

/// How italics and the like are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    Text,
    /// `i`, `b`, `sup`, `sub` and `span style="font-variant:small-caps"`, and nothing else.
    Html,
    Markdown,
}

/// A stretch of text that looks alike.
struct Run {
    text: String,
    look: Formatting,
}

/// Gathers what was formatted and writes it.
#[derive(Default)]
pub struct Runs {
    runs: Vec<Run>,
    /// The marks of a field's own that are open.
    open: Vec<Mark>,
}

impl Runs {
    pub fn children(&mut self, children: &ElemChildren) {
        children.0.iter().for_each(|child| self.child(child));
    }

    pub fn child(&mut self, child: &ElemChild) {
        match child {
            ElemChild::Text(text) => self.push(&text.text, text.formatting),
            // Links are the reader's to make: the address is in the text already.
            ElemChild::Link { text, .. } => self.push(&text.text, text.formatting),
            ElemChild::Markup(text) => self.push(text, Formatting::default()),
            ElemChild::Elem(elem) => {
                let apart = matches!(elem.display, Some(Display::Block | Display::Indent | Display::RightInline));
                if apart {
                    self.blank();
                }
                self.children(&elem.children);
                if elem.display.is_some() {
                    self.blank();
                }
            }
            ElemChild::Transparent { .. } => {}
        }
    }

    /// One blank between what has been and what follows.
    pub fn blank(&mut self) {
        if self.runs.last().is_some_and(|run| !run.text.ends_with(char::is_whitespace)) {
            self.push(" ", Formatting::default());
        }
    }

    fn push(&mut self, text: &str, style: Formatting) {
        let mut look = self.open.iter().fold(style, |look, mark| marked(look, *mark));
        // A line of a bibliography is one line, whatever a title holds.
        for c in text.chars() {
            if let Some((mark, begins)) = signed(c) {
                if begins {
                    self.open.push(mark);
                } else if let Some(at) = self.open.iter().rposition(|one| *one == mark) {
                    self.open.remove(at);
                }
                look = self.open.iter().fold(style, |look, mark| marked(look, *mark));
                continue;
            }
            let c = if c.is_control() { ' ' } else { hidden(c).unwrap_or(c) };
            if let (')' | '.', Some(run)) = (c, self.runs.last_mut())
                && run.text.ends_with(',')
            {
                // Before the month of a date that has none.
                run.text.pop();
            }
            if c != '.' {
                self.one_full_stop();
            } else if self.has_ended() {
                continue;
            }
            match self.runs.last_mut() {
                Some(run) if c == ' ' && run.text.ends_with(' ') => {}
                None if c == ' ' => {}
                Some(run) if run.look == look => run.text.push(c),
                _ => self.runs.push(Run { text: c.to_string(), look }),
            }
        }
    }

    /// A question ends with its own mark, within quotation marks, too.
    fn has_ended(&self) -> bool {
        let mut back = self.runs.iter().rev().flat_map(|run| run.text.chars().rev());
        back.find(|c| !matches!(c, '”' | '’' | '»')).is_some_and(|c| matches!(c, '?' | '!'))
    }

    /// An abbreviation ends a sentence with its own full stop. Three are an ellipsis.
    fn one_full_stop(&mut self) {
        let dots =
            self.runs.iter().rev().flat_map(|run| run.text.chars().rev()).take_while(|c| *c == '.').take(3).count();
        if dots == 2 {
            self.runs.last_mut().map(|run| run.text.pop());
        }
    }

    pub fn write(mut self, markup: Markup) -> String {
        self.one_full_stop();
        let mut out = String::new();
        for run in &self.runs {
            match markup {
                Markup::Text => out.push_str(&run.text),
                Markup::Html => wrapped(run, &html_tags(run.look), html_escaped, &mut out),
                Markup::Markdown => wrapped(run, &markdown_marks(run.look), markdown_escaped, &mut out),
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// A look under a mark of the text's own. Italics within italics stand out by being upright, and so on.
fn marked(mut look: Formatting, mark: Mark) -> Formatting {
    match mark {
        Mark::Italic if look.font_style == FontStyle::Italic => look.font_style = FontStyle::Normal,
        Mark::Italic => look.font_style = FontStyle::Italic,
        Mark::Bold if look.font_weight == FontWeight::Bold => look.font_weight = FontWeight::Normal,
        Mark::Bold => look.font_weight = FontWeight::Bold,
        Mark::SmallCaps if look.font_variant == FontVariant::SmallCaps => look.font_variant = FontVariant::Normal,
        Mark::SmallCaps => look.font_variant = FontVariant::SmallCaps,
        Mark::Sup => look.vertical_align = VerticalAlign::Sup,
        Mark::Sub => look.vertical_align = VerticalAlign::Sub,
        Mark::NoCase => {}
    }
    look
}

type Tags = Vec<(&'static str, &'static str)>;

/// Writes a run within its tags, blanks at its ends outside of them: `* a*` is no emphasis in Markdown.
fn wrapped(run: &Run, tags: &Tags, escaped: fn(&str, &mut String), out: &mut String) {
    let inner = run.text.trim();
    if inner.is_empty() {
        return out.push_str(&run.text);
    }
    let start = run.text.len() - run.text.trim_start().len();
    out.push_str(&run.text[..start]);
    tags.iter().for_each(|(open, _)| out.push_str(open));
    escaped(inner, out);
    tags.iter().rev().for_each(|(_, close)| out.push_str(close));
    out.push_str(&run.text[start + inner.len()..]);
}

fn html_tags(look: Formatting) -> Tags {
    let mut tags = marks(look, ("<i>", "</i>"), ("<b>", "</b>"));
    if look.font_variant == FontVariant::SmallCaps {
        tags.push(("<span style=\"font-variant:small-caps\">", "</span>"));
    }
    tags
}

/// Markdown has no small capitals; those who convert it know `sup` and `sub` as HTML.
fn markdown_marks(look: Formatting) -> Tags {
    marks(look, ("*", "*"), ("**", "**"))
}

fn marks(look: Formatting, italic: (&'static str, &'static str), bold: (&'static str, &'static str)) -> Tags {
    let mut tags = Tags::new();
    if look.font_style == FontStyle::Italic {
        tags.push(italic);
    }
    if look.font_weight == FontWeight::Bold {
        tags.push(bold);
    }
    match look.vertical_align {
        VerticalAlign::Sup => tags.push(("<sup>", "</sup>")),
        VerticalAlign::Sub => tags.push(("<sub>", "</sub>")),
        VerticalAlign::None | VerticalAlign::Baseline => {}
    }
    tags
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
    use super::*;

    #[test]
    fn each_markup_keeps_its_own_signs_apart_from_the_texts() {
        let italic = Formatting { font_style: FontStyle::Italic, ..Formatting::default() };
        let small = Formatting { font_variant: FontVariant::SmallCaps, ..Formatting::default() };
        let runs = || {
            let mut runs = Runs::default();
            runs.push("  [1] Moss & <b>Fern</b>.\n", Formatting::default());
            runs.push(" *Trees* in a_b ", italic);
            runs.push("Press. … ...", small);
            runs.push(".; Fern,. Co.", Formatting::default());
            runs.push(".", Formatting::default());
            runs
        };
        for (markup, expected) in [
            (Markup::Text, "[1] Moss & <b>Fern</b>. *Trees* in a_b Press. … ....; Fern. Co."),
            (
                Markup::Html,
                "[1] Moss &amp; &lt;b&gt;Fern&lt;/b&gt;. <i>*Trees* in a_b</i> <span style=\"font-variant:small-caps\">Press. … ...</span>.; Fern. Co.",
            ),
            (Markup::Markdown, "\\[1\\] Moss & \\<b>Fern\\</b>. *\\*Trees\\* in a_b* Press. … ....; Fern. Co."),
        ] {
            assert_eq!(runs().write(markup), expected, "{markup:?} shows the text and acts only on the style's marks");
        }
    }
}
