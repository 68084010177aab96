//! A paper as the citation processor takes it: CSL's item, with everything left out or straightened that the processor
//! would stumble over. It panics at a range of dates and at an empty one, for example, and the program would end.

use std::collections::BTreeMap;

use citationberg::json::Value as Csl;
use citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, VecDate, VecDateRange};
use serde_json::{Map, Value};

use super::letters::{curled, hide};

/// Comes before every other variable, so that comparing two items ends at the first one.
const NUMBER: &str = " ";
/// What no style prints for a paper, or what is the reader's own.
const LEFT_OUT: [&str; 3] = ["keyword", "note", "annote"];
/// What styles put into another case.
const TITLES: [&str; 8] = [
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "event-title",
    "original-title",
    "volume-title",
];
const DATES: [&str; 6] = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"];

/// Whether words of titles with capitals stay as they are, see [`super::letters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Kept,
    Free,
}

/// CSL-JSON as the processor takes it; `at` is its place in the list. Abstracts are long, and few styles print them.
pub fn item(value: &Map<String, Value>, at: usize, case: Case, with_abstract: bool) -> Item {
    let mut item = BTreeMap::new();
    item.insert(NUMBER.to_owned(), Csl::Number(at as i64));
    for (name, value) in value.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str())) {
        if name == "abstract" && !with_abstract {
            continue;
        }
        if let Some(value) = variable(name, value) {
            let value = match value {
                Csl::String(text) if case == Case::Kept && TITLES.contains(&name.as_str()) => Csl::String(hide(&text)),
                value => value,
            };
            item.insert(name.clone(), value);
        }
    }
    Item(item)
}

fn variable(name: &str, value: &Value) -> Option<Csl> {
    if DATES.contains(&name) {
        return date(value);
    }
    match value {
        Value::String(text) if matches!(name, "id" | "type" | "URL" | "DOI" | "language") => {
            Some(Csl::String(text.clone()))
        }
        Value::String(text) => Some(Csl::String(curled(text))).filter(|_| !text.trim().is_empty()),
        // The processor cuts numbers to 32 bits.
        Value::Number(number) => Some(match number.as_i64().filter(|number| i32::try_from(*number).is_ok()) {
            Some(number) if number >= 0 => Csl::Number(number),
            _ => Csl::String(number.to_string()),
        }),
        Value::Array(list) => {
            let names: Vec<NameValue> = list.iter().filter_map(person).collect();
            (!names.is_empty()).then_some(Csl::Names(names))
        }
        _ => None,
    }
}

/// A day of a calendar, or less of it; of a range the beginning.
fn date(value: &Value) -> Option<Csl> {
    let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let mut parts = value["date-parts"].get(0)?.as_array()?.iter().map_while(number);
    let year = parts.next().and_then(|year| i16::try_from(year).ok()).filter(|year| *year != 0)?;
    // The processor counts as astronomers do, with a year 0 before the first.
    let mut date = vec![if year < 0 { year + 1 } else { year }];
    let month = parts.next().filter(|month| (1..=12).contains(month));
    date.extend(month.map(|month| month as i16));
    let day = parts.next().filter(|day| month.is_some() && (1..=31).contains(day));
    date.extend(day.map(|day| day as i16));
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let season = text("season").or_else(|| value["season"].as_i64().map(|season| season.to_string()));
    let circa = value["circa"].as_bool() == Some(true) || value["circa"].as_i64() == Some(1);
    Some(Csl::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(date)]),
        literal: None,
        season: season.filter(|season| matches!(season.as_str(), "1" | "2" | "3" | "4")),
        circa,
    }))
}

fn person(value: &Value) -> Option<NameValue> {
    let part = |name: &str| value[name].as_str().map(|text| curled(text.trim())).filter(|text| !text.is_empty());
    if let Some(literal) = part("literal") {
        return Some(NameValue::Literal(LiteralName { literal }));
    }
    let (mut family, given) = match (part("family"), part("given")) {
        (Some(family), given) => (family, given),
        (None, Some(given)) => (given, None),
        (None, None) => return None,
    };
    let mut non_dropping_particle = part("non-dropping-particle");
    let dropping_particle = part("dropping-particle");
    if non_dropping_particle.is_none()
        && dropping_particle.is_none()
        && let Some((first, rest)) = family.split_once(' ')
        && family.split(' ').any(|word| word.starts_with(char::is_lowercase))
    {
        // The processor would take the small word of “Rowan y Alder” and all before it for a particle, and move it.
        (non_dropping_particle, family) = (Some(first.to_owned()), rest.trim_start().to_owned());
    }
    Some(NameValue::Item(NameItem {
        family,
        given,
        non_dropping_particle,
        dropping_particle,
        suffix: part("suffix"),
        comma_suffix: value["comma-suffix"].as_bool(),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_that_are_none_are_left_out() {
        for (date_parts, expected) in [
            (json!([[2020, 5, 6]]), Some(vec![2020, 5, 6])),
            (json!([["2020", "5"]]), Some(vec![2020, 5])),
            (json!([[2020, 13, 6]]), Some(vec![2020])),
            (json!([[2020, 0]]), Some(vec![2020])),
            (json!([[-44, 3, 15]]), Some(vec![-43, 3, 15])),
            (json!([[2020], [2021]]), Some(vec![2020])),
            (json!([[]]), None),
            (json!([]), None),
            (json!([[99_999]]), None),
            (json!([["soon"]]), None),
        ] {
            let found = match date(&json!({ "date-parts": date_parts })) {
                Some(Csl::Date(DateValue::DateParts { date_parts, .. })) => Some(date_parts.0[0].0.clone()),
                _ => None,
            };
            assert_eq!(found, expected, "what of {date_parts} is a date");
        }
    }

    #[test]
    fn family_names_of_several_words_stay_together() {
        let whole = |value: Value| match person(&value) {
            Some(NameValue::Item(name)) => {
                format!("{}|{}", name.non_dropping_particle.unwrap_or_default(), name.family)
            }
            Some(NameValue::Literal(name)) => name.literal,
            None => String::new(),
        };
        for (value, expected) in [
            (json!({ "family": "Rowan y Alder", "given": "Ivo" }), "Rowan|y Alder"),
            (json!({ "family": "Rowan Alder", "given": "Ivo" }), "|Rowan Alder"),
            (json!({ "family": "Alder", "non-dropping-particle": "van der" }), "van der|Alder"),
            (json!({ "literal": "The Moss Group" }), "The Moss Group"),
            (json!({ "given": "Moss" }), "|Moss"),
            (json!({ "family": "Moss", "given": "Moss" }), "|Moss"),
            (json!({}), ""),
        ] {
            assert_eq!(whole(value.clone()), expected, "{value} keeps its words");
        }
    }
}
