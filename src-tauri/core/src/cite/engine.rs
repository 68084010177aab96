//! Papers through the citation processor.

use std::sync::LazyLock;

use citationberg::json::Item;
use citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Rendered};
use serde_json::{Map, Value};

use super::item::item;
use super::markup::{Markup, Runs};
use super::style::Style;
use crate::formats;
use crate::model::Draft;

/// Where a citation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Within a sentence, all papers in one: “(Alder, 2020; Rowan, 2021)”.
    InText,
    /// In the list at the end, an entry for each paper, in the style's order.
    Bibliography,
}

/// The languages of terms such as “edited by”; reading them takes some milliseconds, once.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(hayagriva::archive::locales);

/// Drafts as a style writes them: one text in a sentence, or one for each entry. `locale` is a language such as `de-DE`;
/// `None` is the style's own.
pub fn format(drafts: &[Draft], style: &Style, locale: Option<&str>, kind: Kind, markup: Markup) -> Vec<String> {
    let keys = formats::file_keys(drafts);
    let values = drafts.iter().zip(&keys).filter_map(|(draft, key)| match formats::csl::item(draft, key) {
        Value::Object(object) => Some(object),
        _ => None,
    });
    format_items(&values.collect::<Vec<_>>(), style, locale, kind, markup)
}

/// The same for items of CSL-JSON.
pub fn format_items(
    values: &[Map<String, Value>],
    style: &Style,
    locale: Option<&str>,
    kind: Kind,
    markup: Markup,
) -> Vec<String> {
    if values.is_empty() {
        return Vec::new();
    }
    let items: Vec<Item> = values.iter().enumerate().map(|(at, value)| item(value, at)).collect();
    let locale = locale.map(|code| LocaleCode(code.to_owned())).or_else(|| style.locale.clone());
    let rendered = rendered(&items, &style.csl, locale);
    let entries = rendered.bibliography.filter(|_| kind == Kind::Bibliography);
    match entries {
        Some(bibliography) => bibliography
            .items
            .iter()
            .map(|entry| {
                let mut runs = Runs::default();
                if let Some(field) = &entry.first_field {
                    runs.child(field);
                    runs.blank();
                }
                runs.children(&entry.content);
                runs.write(markup)
            })
            .collect(),
        // A style of notes without a list is written as its notes.
        None => rendered
            .citations
            .iter()
            .map(|citation| {
                let mut runs = Runs::default();
                runs.children(&citation.citation);
                runs.write(markup)
            })
            .collect(),
    }
}

fn rendered(items: &[Item], style: &IndependentStyle, locale: Option<LocaleCode>) -> Rendered {
    let mut driver = BibliographyDriver::new();
    let cited = items.iter().map(CitationItem::with_entry).collect();
    driver.citation(CitationRequest::new(cited, style, locale.clone(), &LOCALES, Some(1)));
    driver.finish(BibliographyRequest::new(style, locale, &LOCALES))
}
