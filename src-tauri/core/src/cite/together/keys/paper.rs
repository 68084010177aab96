//! A paper as it is sorted.

use citationberg::json::{DateValue, Item, NameItem, NameValue, Value as Csl};

use crate::cite::papers::dates::When;
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::{Sign, plain};

/// With this many more, every year has five digits and comes after those before Christ.
const YEARS: i16 = 12_000;
/// What the processor leaves out before the name of an institution.
const ARTICLES: [&str; 8] = ["A", "AN", "An", "THE", "The", "a", "an", "the"];

/// Its years that compare as text, institutions without their article.
pub fn sortable(paper: &Paper, demoted: bool) -> Item {
    let mut item = paper.item.clone();
    for (name, when) in &paper.dates {
        // Words are no date to sort by.
        if matches!(when, When::Words(_)) {
            item.0.remove(*name);
        }
    }
    for (name, _, text) in &paper.numbers {
        item.0.insert(name.clone(), Csl::String(text.clone()));
    }
    for value in item.0.values_mut() {
        match value {
            Csl::String(text) => *text = unquoted(text),
            Csl::Date(DateValue::DateParts { date_parts, season, .. }) => {
                *season = None;
                for year in date_parts.0.iter_mut().filter_map(|date| date.0.first_mut()) {
                    *year = year.saturating_add(YEARS).max(10_000);
                }
            }
            Csl::Names(names) => names.iter_mut().for_each(|name| match name {
                NameValue::Item(NameItem { non_dropping_particle, dropping_particle, .. })
                    if demoted && non_dropping_particle.is_some() =>
                {
                    // The processor looks for particles by the blank behind them, and not in short forms.
                    let particle = non_dropping_particle.take().unwrap_or_default();
                    *dropping_particle = Some(match dropping_particle.take() {
                        Some(dropping) => format!("{dropping} {particle}"),
                        None => particle,
                    });
                }
                NameValue::Literal(name) => without_article(&mut name.literal),
                NameValue::Item(NameItem {
                    family,
                    given: None,
                    non_dropping_particle: None,
                    dropping_particle: None,
                    suffix: None,
                    ..
                }) => without_article(family),
                NameValue::Item(_) => {}
            }),
            _ => {}
        }
    }
    item
}

/// A text without its signs, its quotation marks as marks.
fn unquoted(text: &str) -> String {
    let mark = |c| match Sign::of(c) {
        Some(Sign::Open { single: false, .. }) => Some('“'),
        Some(Sign::Open { single: true, .. }) => Some('‘'),
        Some(Sign::Close) => Some('”'),
        _ => plain(c),
    };
    text.chars().filter_map(mark).collect()
}

fn without_article(name: &mut String) {
    *name = name.replace(Sign::Whole.char(), "");
    if let Some((article, rest)) = name.split_once([' ', Sign::Blank.char()])
        && !rest.is_empty()
        && ARTICLES.contains(&article)
    {
        *name = rest.to_owned();
    }
}
