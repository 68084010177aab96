//! The order of a list of references, and how much of it must be written in one go.
//!
//! The processor compares everything with everything in several places, so long lists go through it in parts: those
//! whose entries cannot change each other. Sorting comes first and apart from writing, because what is sorted must
//! have its letters, and what is written hides some.

use std::collections::HashMap;
use std::ops::Range;

use citationberg::json::{Item, NameValue, Value as Csl};
use citationberg::taxonomy::{StandardVariable, Variable};
use citationberg::{
    IndependentStyle, Layout, LayoutRenderingElement, Locale, LocaleCode, LongShortForm, Text, TextTarget,
};
use hayagriva::{BufWriteFormat, CitationItem, CitationRequest, standalone_citation};

use super::adapt::text;

/// Entries of a part where none depends on another.
const PART: usize = 100;
/// The variable that tells an item's place while a list is sorted.
pub const PLACE: &str = "citation-key";

/// The places of items in a style's order; each must have its place as [`PLACE`].
pub fn sorted(items: &[Item], style: &IndependentStyle, locale: Option<&LocaleCode>, locales: &[Locale]) -> Vec<usize> {
    let unsorted = || (0..items.len()).collect();
    let Some(sort) = style.bibliography.as_ref().and_then(|bibliography| bibliography.sort.clone()) else {
        return unsorted();
    };
    // A style that sorts in the same way and writes nothing but the places.
    let mut places = style.clone();
    let place = Text {
        ..text(TextTarget::Variable {
            var: Variable::Standard(StandardVariable::CitationKey),
            form: LongShortForm::Long,
        })
    };
    places.citation.layout = Layout::new(
        vec![LayoutRenderingElement::Text(place)],
        Default::default(),
        Default::default(),
        Some(",".into()),
    );
    places.citation.sort = Some(sort);
    // The processor writes both entries anew for each comparison; what is nearly sorted needs a third of them.
    let mut nearly: Vec<(String, &Item)> = items.iter().map(|item| (rough(item), item)).collect();
    nearly.sort_by(|one, other| one.0.cmp(&other.0));
    let cited = nearly.into_iter().map(|(_, item)| CitationItem::with_entry(item)).collect();
    let written = standalone_citation(CitationRequest::new(cited, &places, locale.cloned(), locales, None));
    let mut list = String::new();
    let order: Vec<usize> = match written.write_buf(&mut list, BufWriteFormat::Plain) {
        Ok(()) => list.split(',').filter_map(|place| place.trim().parse().ok()).collect(),
        Err(_) => Vec::new(),
    };
    let mut seen = vec![false; items.len()];
    order.iter().filter(|at| **at < items.len()).for_each(|at| seen[*at] = true);
    // Every paper is in the list, whatever the processor makes of them.
    if order.len() == items.len() && seen.into_iter().all(|seen| seen) { order } else { unsorted() }
}

/// What most styles sort by: people, year, title.
fn rough(item: &Item) -> String {
    let mut key = person(item).to_lowercase();
    if let Some(Csl::Names(names)) = item.0.get("author") {
        for name in names {
            if let NameValue::Item(name) = name {
                key.push(' ');
                key.push_str(&name.family.to_lowercase());
                key.push_str(&name.given.as_deref().unwrap_or_default().to_lowercase());
            }
        }
    }
    if let Some(Csl::Date(citationberg::json::DateValue::DateParts { date_parts, .. })) = item.0.get("issued") {
        date_parts.0.iter().flat_map(|date| &date.0).for_each(|part| key.push_str(&format!(" {part:05}")));
    }
    key.push_str(&title(item).to_lowercase());
    key
}

fn title(item: &Item) -> &str {
    match item.0.get("title") {
        Some(Csl::String(title)) => title,
        _ => "",
    }
}

/// Who or what an entry stands under.
fn person(item: &Item) -> &str {
    let names = ["author", "editor", "translator"].iter().find_map(|role| match item.0.get(*role) {
        Some(Csl::Names(names)) => names.first(),
        _ => None,
    });
    match names {
        Some(NameValue::Item(name)) => &name.family,
        Some(NameValue::Literal(name)) => &name.literal,
        None => title(item),
    }
}

/// Parts of an ordered list that can be written one by one. Where a style makes entries of one person differ from each
/// other, all of them are in one part, and nobody else: the processor tries three times to tell the entries of a list
/// apart, and gives up on those left.
pub fn parts(items: &[Item], style: &IndependentStyle) -> Vec<Range<usize>> {
    let citation = &style.citation;
    let alone = !citation.disambiguate_add_year_suffix
        && !citation.disambiguate_add_names
        && !citation.disambiguate_add_givenname
        && style.bibliography.as_ref().is_none_or(|list| list.subsequent_author_substitute.is_none());
    let people: Vec<String> = items.iter().map(|item| person(item).to_lowercase()).collect();
    let last: HashMap<&str, usize> = people.iter().enumerate().map(|(at, person)| (person.as_str(), at)).collect();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut start, mut reach) = (0, 0);
    for (at, person) in people.iter().enumerate() {
        reach = reach.max(last.get(person.as_str()).copied().unwrap_or(at));
        let end = at + 1;
        let may_end = if alone { end - start >= PART } else { reach < end };
        if may_end || end == items.len() {
            parts.push(start..end);
            start = end;
        }
    }
    parts
}
