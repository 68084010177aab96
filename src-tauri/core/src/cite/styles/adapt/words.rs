//! Words of a style and of languages, and what stands before and behind its elements.

use citationberg::{Affixes, Formatting, Layout, Locale, ToFormatting};

use crate::cite::papers::rich::Sign;
use crate::cite::styles::elements::opened;

/// Ordinal numbers are of the gender that they agree with; the processor looks for it in the wrong place.
pub fn genders(locale: &mut Locale) {
    for term in locale.terms.iter_mut().flat_map(|terms| &mut terms.terms) {
        term.gender = term.gender_form.or(term.gender);
    }
}

/// The words that a style has of its own with typographic apostrophes.
pub fn typographic(locale: &mut Locale) {
    for term in locale.terms.iter_mut().flat_map(|terms| &mut terms.terms) {
        opened(term, in_texts);
    }
}

fn in_texts(fields: &mut serde_json::Value) {
    match fields {
        serde_json::Value::String(text) => apostrophes(text),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(in_texts),
        serde_json::Value::Array(fields) => fields.iter_mut().for_each(in_texts),
        _ => {}
    }
}

/// A mark at the beginning of a text of the style meets what stands before it.
pub fn joint(text: &mut Option<String>) {
    text.iter_mut().for_each(apostrophes);
    if let Some(text) = text.as_mut().filter(|text| text.starts_with(['.', ',', ':', ';', '!', '?'])) {
        text.insert(0, Sign::Joint.char());
    }
}

/// Typographic apostrophes in a text of the style.
fn apostrophes(text: &mut String) {
    while let Some(at) = text.find('\'').filter(|at| text[..*at].ends_with(char::is_alphabetic)) {
        text.replace_range(at..=at, "’");
    }
}

/// Takes its look from a layout; it is around all that is written.
pub fn layout_look(layout: &mut Layout) -> Formatting {
    let look = layout.to_formatting();
    (layout.font_style, layout.font_variant, layout.font_weight) = (None, None, None);
    (layout.text_decoration, layout.vertical_align) = (None, None);
    look
}

pub fn joints(affixes: &mut Affixes) {
    joint(&mut affixes.prefix);
    behind(&mut affixes.suffix);
}

pub fn behind(text: &mut Option<String>) {
    text.iter_mut().for_each(apostrophes);
    if let Some(text) = text.as_mut().filter(|text| !text.is_empty()) {
        text.insert(0, Sign::Behind.char());
    }
}
