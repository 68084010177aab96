//! The looks around letters, one within the other, as HTML has them: an element of the style within another, tags of a
//! field within both.

use citationberg::{FontStyle, FontVariant, FontWeight, Formatting as Change, TextDecoration, VerticalAlign};
use hayagriva::Formatting;

use super::looks::{applied, marked};
use crate::cite::papers::rich::Mark;

/// What begins a look and what ends it.
pub type Tag = (&'static str, &'static str);

const NO_ITALIC: Tag = ("<span style=\"font-style:normal;\">", "</span>");
const NO_BOLD: Tag = ("<span style=\"font-weight:normal;\">", "</span>");
const NO_SMALL_CAPS: Tag = ("<span style=\"font-variant:normal;\">", "</span>");
const ITALIC: Tag = ("<i>", "</i>");
const BOLD: Tag = ("<b>", "</b>");
const SMALL_CAPS: Tag = ("<span style=\"font-variant:small-caps\">", "</span>");
const UNDERLINED: Tag = ("<span style=\"text-decoration:underline;\">", "</span>");
const NOT_UNDERLINED: Tag = ("<span style=\"text-decoration:none;\">", "</span>");
const BASELINE: Tag = ("<span style=\"baseline\">", "</span>");

/// What changes a look.
#[derive(Debug, Clone, Copy)]
enum What {
    Style(Change),
    Mark(Mark),
}

#[derive(Debug, Clone)]
struct Dress {
    /// The one around it.
    outer: usize,
    what: What,
    look: Formatting,
    tags: Vec<Tag>,
}

/// All looks of a text. They are known by their numbers; 0 is none.
#[derive(Debug, Clone, Default)]
pub struct Wardrobe {
    list: Vec<Dress>,
}

impl Wardrobe {
    /// The look that letters have.
    pub fn look(&self, number: usize) -> Formatting {
        self.get(number).map_or_else(Formatting::default, |dress| dress.look)
    }

    /// The tags around letters, from the outside in, each with the number of what it belongs to.
    pub fn tags(&self, number: usize) -> Vec<(usize, Tag)> {
        let mut tags = Vec::new();
        let mut at = number;
        while let Some(dress) = self.get(at) {
            tags.extend(dress.tags.iter().rev().map(|tag| (at, *tag)));
            at = dress.outer;
        }
        tags.reverse();
        tags
    }

    /// What an element of the style says.
    pub fn style(&mut self, outer: usize, change: Change) -> usize {
        if change == Change::default() { outer } else { self.add(outer, What::Style(change)) }
    }

    /// What a tag of a field says.
    pub fn mark(&mut self, outer: usize, mark: Mark) -> usize {
        self.add(outer, What::Mark(mark))
    }

    /// Takes over the looks of another text within `outer`; gives what is to be added to their numbers.
    pub fn take(&mut self, other: &Self, outer: usize) -> usize {
        let base = self.list.len();
        for dress in &other.list {
            let outer = if dress.outer == 0 { outer } else { dress.outer + base };
            self.add(outer, dress.what);
        }
        base
    }

    fn get(&self, number: usize) -> Option<&Dress> {
        self.list.get(number.checked_sub(1)?)
    }

    fn add(&mut self, outer: usize, what: What) -> usize {
        let around = self.look(outer);
        let (look, tags) = match what {
            What::Style(change) => (applied(around, change), style_tags(around, change)),
            What::Mark(mark) => (marked(around, mark), mark_tags(around, mark)),
        };
        self.list.push(Dress { outer, what, look, tags });
        self.list.len()
    }
}

/// From the outside in. What says that nothing is to be seen is said within what can be seen.
fn style_tags(around: Formatting, change: Change) -> Vec<Tag> {
    let align = change.vertical_align.and_then(|align| match align {
        VerticalAlign::Sup => Some(("<sup>", "</sup>")),
        VerticalAlign::Sub => Some(("<sub>", "</sub>")),
        VerticalAlign::Baseline => Some(BASELINE),
        VerticalAlign::None => None,
    });
    let decoration = change.text_decoration.map(|decoration| match decoration {
        TextDecoration::Underline => UNDERLINED,
        TextDecoration::None => NOT_UNDERLINED,
    });
    let weight = change.font_weight.and_then(|weight| match weight {
        FontWeight::Bold => Some(BOLD),
        _ if around.font_weight == FontWeight::Bold => Some(NO_BOLD),
        _ => None,
    });
    let variant = change.font_variant.and_then(|variant| match variant {
        FontVariant::SmallCaps => Some(SMALL_CAPS),
        FontVariant::Normal if around.font_variant == FontVariant::SmallCaps => Some(NO_SMALL_CAPS),
        FontVariant::Normal => None,
    });
    let style = change.font_style.and_then(|style| match style {
        FontStyle::Italic => Some(ITALIC),
        FontStyle::Normal if around.font_style == FontStyle::Italic => Some(NO_ITALIC),
        FontStyle::Normal => None,
    });
    [align, decoration, weight, variant, style].into_iter().flatten().collect()
}

fn mark_tags(around: Formatting, mark: Mark) -> Vec<Tag> {
    let italic = around.font_style == FontStyle::Italic;
    let bold = around.font_weight == FontWeight::Bold;
    let small_caps = around.font_variant == FontVariant::SmallCaps;
    let when = |is: bool, tag: Tag| is.then_some(tag);
    match mark {
        Mark::Italic => vec![if italic { NO_ITALIC } else { ITALIC }],
        Mark::Bold => vec![if bold { NO_BOLD } else { BOLD }],
        Mark::SmallCaps => vec![if small_caps { NO_SMALL_CAPS } else { SMALL_CAPS }],
        Mark::Sup => vec![("<sup>", "</sup>")],
        Mark::Sub => vec![("<sub>", "</sub>")],
        Mark::NoCase => Vec::new(),
        Mark::Plain => [when(italic, NO_ITALIC), when(bold, NO_BOLD), when(small_caps, NO_SMALL_CAPS)]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// What of a look of the processor's is not as all text is.
pub fn change(look: Formatting) -> Change {
    let plain = Formatting::default();
    Change {
        font_style: Some(look.font_style).filter(|one| *one != plain.font_style),
        font_variant: Some(look.font_variant).filter(|one| *one != plain.font_variant),
        font_weight: Some(look.font_weight).filter(|one| *one != plain.font_weight),
        text_decoration: Some(look.text_decoration).filter(|one| *one != plain.text_decoration),
        vertical_align: Some(look.vertical_align).filter(|one| *one != plain.vertical_align),
    }
}
