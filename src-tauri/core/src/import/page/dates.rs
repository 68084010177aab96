//! Dates as pages write them: "Mar 11", "Published on Oct 15, 2025", "3 days ago", "2026-03-01".

use crate::months;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Words that may stand beside a date without making the line anything else.
const BESIDE: &[&str] = &[
    "ago",
    "am",
    "and",
    "at",
    "cet",
    "edt",
    "est",
    "gmt",
    "last",
    "modified",
    "month",
    "on",
    "originally",
    "pdt",
    "posted",
    "pm",
    "pst",
    "published",
    "released",
    "revised",
    "submitted",
    "the",
    "this",
    "to",
    "updated",
    "utc",
    "version",
    "week",
    "announced",
    "added",
    "date",
    "accepted",
    "yesterday",
    "today",
    "of",
    "for",
    "listings",
    "new",
    "showing",
];
const SPANS: &[&str] = &["second", "minute", "min", "hour", "day", "week", "month", "year"];

fn is_weekday(word: &str) -> bool {
    DAYS.contains(&word) || (word.ends_with("day") && word.get(..3).is_some_and(|start| DAYS.contains(&start)))
}

fn tokens(line: &str) -> impl Iterator<Item = String> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).map(str::to_lowercase)
}

fn number(token: &str) -> Option<u32> {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &token[digits.len()..];
    (!digits.is_empty() && digits.len() <= 4 && matches!(ending, "" | "st" | "nd" | "rd" | "th"))
        .then(|| digits.parse().ok())
        .flatten()
}

/// Whether the whole line is a date, a span of dates or an age.
pub fn is_date(line: &str) -> bool {
    // Every word counts, so a long line is none.
    if line.len() > 100 || !(line.bytes().any(|b| b.is_ascii_digit()) || line.len() < 24) {
        return false;
    }
    let (mut months, mut numbers, mut ages, mut years) = (0, 0, 0, 0);
    for token in tokens(line) {
        if months::number(&token).is_some() || is_weekday(&token) {
            months += 1;
        } else if let Some(value) = number(&token) {
            numbers += 1;
            years += usize::from((1990..2100).contains(&value));
        } else if SPANS.contains(&token.trim_end_matches('s')) || token == "yesterday" || token == "today" {
            ages += 1;
        } else if token.strip_prefix('w').and_then(number).is_some()
            || token.len() == 3 && token.starts_with('t') && token[1..].bytes().all(|b| b.is_ascii_digit())
        {
            numbers += 1;
        } else if !BESIDE.contains(&token.as_str()) {
            return false;
        }
    }
    let ago = ages > 0 && (numbers > 0 || line.len() < 12);
    (months > 0 && (numbers > 0 || line.len() <= 9)) || ago || (years > 0 && (2..=6).contains(&numbers))
}

/// The day a line names, `YYYY-MM-DD`; `None` unless year, month and day are all there.
pub fn day(line: &str) -> Option<String> {
    let line = line.get(..line.len().min(200)).unwrap_or_default();
    let tokens: Vec<String> = tokens(line).collect();
    for window in tokens.windows(3) {
        let value = |index: usize| number(&window[index]);
        let (year, month_number, day) = match (value(0), value(1), value(2)) {
            (Some(year), Some(month), day) if year >= 1900 => {
                let day = day.or_else(|| window[2].get(..2).and_then(|text| text.parse().ok()));
                (year, month, day)
            }
            (Some(day), None, Some(year)) => (year, months::number(&window[1]).unwrap_or(0), Some(day)),
            (None, Some(day), Some(year)) => (year, months::number(&window[0]).unwrap_or(0), Some(day)),
            _ => continue,
        };
        let Some(day) = day else { continue };
        if (1900..2100).contains(&year) && (1..=12).contains(&month_number) && (1..=31).contains(&day) {
            return Some(format!("{year:04}-{month_number:02}-{day:02}"));
        }
    }
    None
}

/// A year from 1900 to 2099 standing by itself, the last one in the text.
pub fn year(text: &str) -> Option<i32> {
    let mut found = None;
    for token in text.split(|c: char| !c.is_alphanumeric()) {
        // Venues glue theirs on: "NeurIPS'23" is left alone, "ACL2023" is not.
        let digits = token.trim_start_matches(|c: char| c.is_alphabetic());
        if digits.len() == 4
            && let Ok(year) = digits.parse::<i32>()
            && (1900..2100).contains(&year)
        {
            found = Some(year);
        }
    }
    found
}
