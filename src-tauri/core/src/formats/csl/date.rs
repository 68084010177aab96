//! Dates of CSL's, in its several ways.

use serde_json::Value;

use crate::formats::{bibtex, day_of, days, parse_date, put, when, year_of};
use crate::model::Draft;

/// A date as BibLaTeX writes it: `2020`, `2020-05`, `2020-05-06`, or two of them with a slash.
pub fn date(value: &Value) -> Option<String> {
    let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let one = |parts: &Value| {
        let parts: Vec<i64> = parts.as_array()?.iter().map_while(number).filter(|part| *part != 0).collect();
        let parts = parts.iter().enumerate().map(|(at, part)| match at {
            // Before Christ.
            0 if *part < 0 => format!("-{:04}", part.unsigned_abs()),
            0 => format!("{part:04}"),
            _ => format!("{part:02}"),
        });
        Some(parts.collect::<Vec<_>>().join("-")).filter(|text| !text.is_empty())
    };
    if let Some(list) = value["date-parts"].as_array() {
        let mut dates: Vec<String> = list.iter().filter_map(one).collect();
        // Some leave out the list around the one date: [2014, 5].
        dates.extend(one(&value["date-parts"]).filter(|_| dates.is_empty()));
        if let ([year], Some(season)) = (&mut dates[..], season(&value["season"]))
            && year.len() == 4
        {
            *year = format!("{year}-{season}");
        }
        return Some(dates.join("/")).filter(|text| !text.is_empty());
    }
    // In YAML a date may be a text, or a list of parts by name.
    if let Some(text) = value.as_str() {
        return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    }
    let in_words = |part: &Value| ["raw", "literal"].iter().find_map(|name| part[*name].as_str()).map(str::to_owned);
    let by_name = |part: &Value| {
        let parts = ["year", "month", "day"].map(|name| part[name].clone());
        let date = one(&Value::Array(parts.into_iter().filter(|part| !part.is_null()).collect()))?;
        match season(&part["season"]).filter(|_| part["month"].is_null()) {
            Some(season) => Some(format!("{date}-{season}")),
            None => Some(date),
        }
    };
    let dates: Vec<String> = match value {
        Value::Array(list) => list.iter().filter_map(|part| by_name(part).or_else(|| in_words(part))).collect(),
        other => by_name(other).into_iter().collect(),
    };
    if !dates.is_empty() {
        return Some(dates.join("/"));
    }
    in_words(value)
}

/// A season as dates of BibLaTeX's have it, in place of a month: 21 is spring.
fn season(value: &Value) -> Option<i64> {
    let said = value.as_str().map(str::to_lowercase);
    let number = value.as_i64().or_else(|| said.as_ref()?.parse().ok());
    let name = || ["spring", "summer", "autumn", "winter"].iter().position(|name| said.as_deref() == Some(name));
    match number {
        Some(number @ 1..=4) => Some(20 + number),
        Some(number @ 21..=24) => Some(number),
        Some(_) => None,
        None => name().map(|at| 21 + at as i64),
    }
}

pub fn issued(value: &Value, draft: &mut Draft) {
    let Some(date) = date(value) else { return };
    let Some(date) = in_numbers(&date) else {
        draft.year = year_of(&date);
        return put(draft, "year", &date);
    };
    draft.year = year_of(&date);
    draft.published = day_of(&date);
    let circa = value["circa"].as_bool() == Some(true) || value["circa"].as_i64() == Some(1);
    let date = if circa { format!("{date}~") } else { date };
    match date.get(5..7).filter(|_| date.len() == 7 && date.as_bytes()[4] == b'-').and_then(bibtex::terms::month) {
        Some(month) => put(draft, "month", &month.to_string()),
        None if draft.published.as_deref() == Some(date.as_str()) => {}
        None if draft.year.is_some_and(|year| year.to_string() == date) => {}
        None => put(draft, "date", &date),
    }
}

/// "May 2003", "ca. 1990": a date in words as BibLaTeX writes it; `None` for what is none, or says more.
fn in_numbers(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_alphabetic() || matches!(c, ',' | '.' | ' ')) {
        return Some(text.to_owned());
    }
    when::extended(text).or_else(|| match (parse_date(text), days::season(text)) {
        ((Some(year), Some(month), Some(day)), _) => Some(format!("{year:04}-{month:02}-{day:02}")),
        ((Some(year), Some(month), None), _) => Some(format!("{year:04}-{month:02}")),
        ((Some(year), None, _), Some(season)) => Some(format!("{year:04}-{season}")),
        _ => None,
    })
}
