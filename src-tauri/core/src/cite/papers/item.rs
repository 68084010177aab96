//! A paper as the citation processor takes it: CSL's item, with everything left out or straightened that the processor
//! would stumble over. It panics at a range of dates and at an empty one, for example, and the program would end.

use std::collections::BTreeMap;

use citationberg::json::Value as Csl;
use citationberg::json::{DateValue, Item, NameValue, VecDate, VecDateRange};
use serde_json::{Map, Value};

use super::dates::{Day, Season, When};
use super::givens::Givens;
use super::numbers::Number;
use super::pages::{self, Pages};
use super::people::{particle, person};
use super::quotes::{curled, field, safe};
use super::raw_dates;
use crate::cite::citation::locator::{Label, Locator};
use crate::cite::citation::positions::Place;

/// Comes before every other variable, so that comparing two items ends at the first one.
const NUMBER: &str = " ";
/// What the reader wrote on the paper; styles of ours have it stand for nothing.
const LEFT_OUT: &str = "annote";
/// What is looked at as it is.
const PLAIN: [&str; 5] = ["id", "type", "URL", "DOI", "language"];
/// What may be a number.
const NUMBERS: [&str; 17] = [
    "chapter-number",
    "citation-number",
    "collection-number",
    "edition",
    "first-reference-note-number",
    "issue",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "page",
    "page-first",
    "part-number",
    "printing-number",
    "section",
    "supplement-number",
    "version",
    "volume",
];
const DATES: [&str; 6] = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"];

/// How papers are read for a style, and the given names in them.
#[derive(Debug, Default)]
pub struct Reader {
    /// What the style does not print: abstracts are long, notes the reader's own.
    pub unprinted: Vec<String>,
    pub pages: Pages,
    /// The word between two numbers.
    pub and: String,
    /// The variable that has another meaning for this style.
    pub suffix: String,
    /// Which other variable is there when one is, for the style to ask after.
    pub stand_ins: Vec<(String, String)>,
    pub givens: Givens,
}

/// A paper on its way through the processor.
#[derive(Debug, Clone)]
pub struct Paper {
    pub item: Item,
    /// Its dates as they are; the processor has what it can take of them.
    pub dates: Vec<(&'static str, When)>,
    /// Its numbers, and each as it is sorted.
    pub numbers: Vec<(String, Number, String)>,
    /// Its number in the list.
    pub number: usize,
    /// Its place in the list, and where it was given.
    pub rank: usize,
    pub at: usize,
    /// Where it is cited.
    pub place: Place,
    pub locator: Option<(Label, String)>,
}

impl Paper {
    /// CSL-JSON as the processor takes it; `at` is its place in the list.
    pub fn new(value: &Map<String, Value>, at: usize, reader: &mut Reader) -> Self {
        let mut item = BTreeMap::new();
        let mut dates = Vec::new();
        let mut numbers = Vec::new();
        item.insert(NUMBER.to_owned(), Csl::Number(at as i64));
        for (name, value) in value.iter().filter(|(name, _)| *name != LEFT_OUT) {
            if reader.unprinted.contains(name) || *name == reader.suffix {
                continue;
            }
            let value = match DATES.iter().find(|date| *date == name) {
                Some(name) => When::of(value).map(|when| {
                    let date = date(&when, value);
                    dates.push((*name, when));
                    date
                }),
                None if NUMBERS.contains(&name.as_str()) && !name.starts_with("page") => number(value).map(|text| {
                    // Of versions and sections a hyphen makes no range.
                    let hyphen = matches!(name.as_str(), "section" | "version");
                    let dash = if hyphen { "-" } else { &reader.pages.dash };
                    let number = Number::of(&text, name.starts_with("number-of-"), &reader.and, dash);
                    let plain = Csl::String(number.plain());
                    numbers.push((name.clone(), number, curled(text.trim())));
                    plain
                }),
                None => variable(name, value, &mut reader.givens),
            };
            if let Some(value) = value {
                item.insert(name.clone(), value);
            }
        }
        if let Some(text) = value.get("page").and_then(number) {
            let text = curled(&text);
            let (pages, several) = reader.pages.written(&text);
            let number = Number::of(&text, false, &reader.and, &reader.pages.dash).pages(pages.clone(), several);
            item.insert("page".to_owned(), Csl::String(number.plain()));
            numbers.push(("page".to_owned(), number, pages));
            let first = value.get("page-first").and_then(self::number);
            let first = first.unwrap_or_else(|| pages::first(&text).to_owned());
            let number = Number::of(&first, false, &reader.and, "");
            item.insert("page-first".to_owned(), Csl::String(number.plain()));
            numbers.push(("page-first".to_owned(), number, first));
        }
        // What they were called before.
        for (name, old) in [("container-title-short", "journalAbbreviation"), ("title-short", "shortTitle")] {
            if let (None, Some(short)) = (item.get(name), item.get(old).cloned()) {
                item.insert(name.to_owned(), short);
            }
        }
        for (one, other) in &reader.stand_ins {
            if item.contains_key(one) {
                item.insert(other.clone(), Csl::String("there".to_owned()));
            } else {
                item.remove(other);
            }
        }
        if !item.contains_key("citation-label") {
            let label = label(value, &dates);
            item.extend(label.map(|label| ("citation-label".to_owned(), Csl::String(label))));
        }
        Self { item: Item(item), dates, numbers, number: at + 1, rank: at, at, place: Place::default(), locator: None }
    }

    /// The same as it is cited in a place of a text.
    pub fn cited(&self, place: Place, locator: Option<&Locator>, pages: &Pages, and: &str) -> Self {
        let mut paper = Self { place, ..self.clone() };
        if let Some(Locator { label, value }) = locator {
            let number = Number::of(value, false, and, &pages.dash).labelled((*label).into());
            let number = if *label == Label::Page {
                let (text, several) = pages.written(&curled(value));
                number.pages(text, several)
            } else {
                number
            };
            paper.locator = Some((*label, number.plain()));
            paper.numbers.push(("locator".to_owned(), number, value.clone()));
        }
        paper
    }

    pub fn date(&self, name: &str) -> Option<&When> {
        self.dates.iter().find(|(date, _)| *date == name).map(|(_, when)| when)
    }

    pub fn numbered(&self, name: &str) -> Option<&Number> {
        self.numbers.iter().find(|(one, ..)| one == name).map(|(_, number, _)| number)
    }

    /// Whether its titles follow the rules of English, if it says.
    pub fn is_english(&self) -> Option<bool> {
        match self.item.0.get("language") {
            Some(Csl::String(language)) if !language.is_empty() => Some(language.to_lowercase().starts_with("en")),
            _ => None,
        }
    }
}

/// “Alde20”, “AlRo20”: some letters of each family name and two digits of the year, as citeproc-js makes them; of a
/// paper of nobody, letters of its title.
fn label(value: &Map<String, Value>, dates: &[(&'static str, When)]) -> Option<String> {
    let names = |people: &Vec<Value>| -> Vec<String> {
        let name = |one: &Value| Some(one["family"].as_str().or(one["literal"].as_str())?.replace('\'', "’"));
        let latin = |name: &String| name.chars().any(|c| c.is_alphabetic() && c < '\u{2e80}');
        people.iter().filter_map(name).filter(latin).collect()
    };
    let roles = ["author", "editor", "translator"].iter().filter_map(|role| value.get(*role));
    let mut people = roles.chain(value.values()).filter_map(Value::as_array).map(names);
    let mut names = people.find(|names| !names.is_empty()).unwrap_or_default();
    if names.is_empty() {
        names.extend(value.get("title").and_then(Value::as_str).map(str::to_owned));
    }
    let lengths: &[usize] = match names.len() {
        0 => return None,
        1 => &[4],
        2 => &[2, 2],
        3 => &[2, 1, 1],
        _ => &[1, 1, 1, 1],
    };
    let letters = |(name, length): (&String, &usize)| {
        let letters = name[particle(name)..].chars().filter(|c| c.is_alphabetic()).take(*length);
        letters
            .enumerate()
            .flat_map(|(at, c)| if at == 0 { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() })
            .collect::<String>()
    };
    let label: String = names.iter().zip(lengths).map(letters).collect();
    let year = dates.iter().find(|(name, _)| *name == "issued").and_then(|(_, when)| match when {
        When::Day(day) | When::Range(day, _) => Some(day.year),
        When::Words(_) => None,
    });
    let year = format!("{:02}", year.map_or(0, |year| year.unsigned_abs() % 100));
    Some(safe(&label) + &year)
}

/// A number as it was given.
fn number(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn variable(name: &str, value: &Value, givens: &mut Givens) -> Option<Csl> {
    match value {
        Value::String(text) if PLAIN.contains(&name) => Some(Csl::String(safe(text))),
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(Csl::String(field(text))),
        // The processor cuts numbers to 32 bits.
        Value::Number(number) => Some(match number.as_i64().filter(|number| i32::try_from(*number).is_ok()) {
            Some(number) if number >= 0 => Csl::Number(number),
            _ => Csl::String(number.to_string()),
        }),
        Value::Array(list) => {
            let names: Vec<NameValue> = list.iter().filter_map(|one| person(one, givens)).collect();
            (!names.is_empty()).then_some(Csl::Names(names))
        }
        _ => None,
    }
}

/// What the processor can take of a date: of a range the beginning, of words that there is a date.
fn date(when: &When, value: &Value) -> Csl {
    let (parts, season) = match when {
        When::Day(day) | When::Range(day, _) => (parts(day), day.season.as_ref().map(Season::number)),
        When::Words(_) => (vec![1], None),
    };
    let circa = match &value["circa"] {
        Value::Bool(circa) => *circa,
        Value::String(circa) => !circa.is_empty() && circa != "false" && circa != "0",
        circa => circa.as_i64().is_some_and(|circa| circa != 0),
    };
    let circa = circa || value["raw"].as_str().is_some_and(raw_dates::uncertain);
    Csl::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season: season.filter(|season| *season > 0).map(|season| season.to_string()),
        circa,
    })
}

fn parts(day: &Day) -> Vec<i16> {
    // The processor counts as astronomers do, with a year 0 before the first.
    let year = i16::try_from(if day.year < 0 { day.year + 1 } else { day.year }).unwrap_or(i16::MAX);
    let mut parts = vec![year];
    parts.extend(day.month.map(i16::from));
    parts.extend(day.month.and(day.day).map(i16::from));
    parts
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
            (json!([[99_999]]), Some(vec![i16::MAX])),
            (json!([[999_999]]), None),
            (json!([["soon"]]), None),
        ] {
            let value = json!({ "issued": { "date-parts": date_parts } });
            let paper = Paper::new(value.as_object().expect("an object"), 0, &mut Reader::default());
            let found = match paper.item.0.get("issued") {
                Some(Csl::Date(DateValue::DateParts { date_parts, .. })) => Some(date_parts.0[0].0.clone()),
                _ => None,
            };
            assert_eq!(found, expected, "what of {date_parts} is a date");
        }
    }
}
