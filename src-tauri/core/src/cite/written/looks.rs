//! How text looks, and what stays of two marks that meet.

use citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::Formatting;

use crate::cite::papers::rich::Mark;

pub enum Meeting {
    Both,
    First,
    Second,
}

pub fn is_mark(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';' | '!' | '?')
}

/// What stays of two marks, as citeproc-js has it.
pub fn meeting(end: char, next: char) -> Meeting {
    match (end, next) {
        (one, other) if one == other => Meeting::First,
        (':' | ';' | '!' | '?', '.') | ('!' | '?' | ';', ':') => Meeting::First,
        (':' | ';', '!' | '?') => Meeting::Second,
        _ => Meeting::Both,
    }
}

/// A look with what an element of the style says of it.
pub fn applied(mut look: Formatting, change: citationberg::Formatting) -> Formatting {
    look.font_style = change.font_style.unwrap_or(look.font_style);
    look.font_variant = change.font_variant.unwrap_or(look.font_variant);
    look.font_weight = change.font_weight.unwrap_or(look.font_weight);
    look.text_decoration = change.text_decoration.unwrap_or(look.text_decoration);
    look.vertical_align = change.vertical_align.unwrap_or(look.vertical_align);
    look
}

/// A look under a mark of the text's own. Italics within italics stand out by being upright, and so on.
pub fn marked(mut look: Formatting, mark: Mark) -> Formatting {
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
        Mark::Plain => {
            look.font_style = FontStyle::Normal;
            look.font_weight = FontWeight::Normal;
            look.font_variant = FontVariant::Normal;
            look.text_decoration = TextDecoration::None;
        }
    }
    look
}
