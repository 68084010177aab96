//! Papers through the citation processor.

use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use citationberg::json::Item;
use citationberg::{IndependentStyle, Locale, LocaleCode, StyleClass};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest, ElemChildren, Rendered,
};
use serde_json::{Map, Value};

use super::item::{Case, item};
use super::markup::{Markup, Runs};
use super::order;
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
    let locale = locale.map(|code| LocaleCode(code.to_owned())).or_else(|| style.locale.clone());
    match kind {
        Kind::InText => in_text(values, style, locale, markup),
        Kind::Bibliography if style.csl.bibliography.is_some() => entries(values, style, locale, markup),
        // A style of notes without a list has each paper in a note of its own.
        Kind::Bibliography => {
            values.chunks(1).flat_map(|value| in_text(value, style, locale.clone(), markup)).collect()
        }
    }
}

fn in_text(values: &[Map<String, Value>], style: &Style, locale: Option<LocaleCode>, markup: Markup) -> Vec<String> {
    // Whole titles stand in notes only; elsewhere a style may sort by them, and hidden letters have no order.
    let case = if style.csl.settings.class == StyleClass::Note { Case::Kept } else { Case::Free };
    let items: Vec<Item> =
        values.iter().enumerate().map(|(at, value)| item(value, at, case, style.abstracts)).collect();
    let written = written(&items, &style.csl, locale, 0).citations;
    written.iter().map(|citation| one(None, &citation.citation, markup)).collect()
}

fn entries(values: &[Map<String, Value>], style: &Style, locale: Option<LocaleCode>, markup: Markup) -> Vec<String> {
    let free: Vec<Item> =
        values.iter().enumerate().map(|(at, value)| item(value, at, Case::Free, style.abstracts)).collect();
    let order = order::sorted(&free, &style.csl, locale.as_ref(), &LOCALES);
    let items: Vec<Item> = order.iter().map(|at| item(&values[*at], *at, Case::Kept, style.abstracts)).collect();
    let mut in_order = style.csl.clone();
    in_order.citation.sort = None;
    if let Some(bibliography) = &mut in_order.bibliography {
        bibliography.sort = None;
    }
    let part = |part: &Range<usize>| {
        let list = written(&items[part.clone()], &in_order, locale.clone(), part.start).bibliography;
        let entry = |entry: BibliographyItem| {
            let number = entry.first_field.map(|field| ElemChildren(vec![field]));
            one(number.as_ref(), &entry.content, markup)
        };
        list.into_iter().flat_map(|list| list.items).map(entry).collect::<Vec<String>>()
    };
    on_all_cores(&order::parts(&items, &in_order), part).concat()
}

/// What is made of each, in their order.
fn on_all_cores<T: Sync, R: Send>(list: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(list.len());
    if cores < 2 {
        return list.iter().map(make).collect();
    }
    // Parts differ in length, so each core takes the next one that nobody has.
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some((at, one)) = Some(next.fetch_add(1, Relaxed)).and_then(|at| Some((at, list.get(at)?))) {
            made.push((at, make(one)));
        }
        made
    };
    let mut made: Vec<(usize, R)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut made = work();
        for other in others {
            match other.join() {
                Ok(theirs) => made.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    });
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

/// One citation or entry, with what stands in the margin before it.
fn one(margin: Option<&ElemChildren>, content: &ElemChildren, markup: Markup) -> String {
    let mut runs = Runs::default();
    if let Some(margin) = margin {
        runs.children(margin);
        runs.blank();
    }
    runs.children(content);
    runs.write(markup)
}

/// All items in one citation, and the list; numbers begin after `before`.
fn written(items: &[Item], style: &IndependentStyle, locale: Option<LocaleCode>, before: usize) -> Rendered {
    let mut driver = BibliographyDriver::new().with_citation_number_offset(before);
    let cited = items.iter().map(CitationItem::with_entry).collect();
    driver.citation(CitationRequest::new(cited, style, locale.clone(), &LOCALES, Some(1)));
    driver.finish(BibliographyRequest::new(style, locale, &LOCALES))
}
