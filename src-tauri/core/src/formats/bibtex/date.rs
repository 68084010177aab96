//! Dates of entries: BibLaTeX's one field, BibTeX's three, and what is more than a year, a month and a day.

use super::encode::encode;
use super::entry::Fields;
use super::write::{Dialect, balanced};
use super::{latex, terms};
use crate::formats::{RAW, day_of, field, parse_date, put, year_of};
use crate::model::Draft;
use crate::months;

/// Reads `date` before `year`, `month`, `day`. What they do not hold between them is kept as written.
pub fn read(fields: &Fields<'_>, draft: &mut Draft) {
    parts(fields, draft);
    let told = ["date", "year"].iter().find_map(|name| field(draft, name));
    if let Some(told) = told.filter(|told| draft.year.is_none() && told.contains(|c: char| c.is_ascii_digit())) {
        let told: String = told.chars().take(40).collect();
        draft.problems.push(format!("“{told}” tells no year from 1000 to 2200; it is kept as it is"));
    }
}

fn parts(fields: &Fields<'_>, draft: &mut Draft) {
    let get = |name: &str| {
        let raw = fields.iter().find(|(known, _)| known == name).map(|(_, raw)| latex::line(raw));
        raw.filter(|text| !text.is_empty())
    };
    // A tie is "about" here: `1999~`.
    let date = fields.iter().find(|(known, _)| known == "date").map(|(_, raw)| latex::verbatim(raw));
    // A range has two ends: "2004/06/11" is a day.
    let date = date.map(|text| if text.matches('/').count() == 2 { text.replace('/', "-") } else { text });
    let date = date.filter(|text| !text.is_empty());
    if let Some(date) = &date {
        draft.year = year_of(date);
        draft.published = day_of(date).or_else(|| day_within(date));
        let plain = draft.published.as_ref() == Some(date) || draft.year.is_some_and(|year| year.to_string() == *date);
        // "1999-12~" is about a month, and says so.
        let sure = date.trim_end_matches(['~', '?', '%']);
        match month_of(sure) {
            Some(month) => {
                put(draft, "month", &month.to_string());
                put(draft, "date", if sure == date { "" } else { date });
            }
            None if plain => {}
            None => put(draft, "date", date),
        }
    }
    if let Some(text) = get("year") {
        draft.year = draft.year.or(year_of(&text));
        if draft.year.is_none_or(|year| year.to_string() != text) {
            put(draft, "year", &text);
        }
        // `{\noopsort{1973b}}1973` is sorted otherwise than it reads.
        let raw = fields.iter().find(|(known, raw)| known == "year" && raw.contains('\\')).map(|(_, raw)| raw.trim());
        if let Some(raw) = raw {
            put(draft, &format!("{RAW}year"), raw);
        }
    }
    let (mut month, mut day) = (get("month"), get("day"));
    // `jan # "~12"` and `"12~" # jan` are how BibTeX says a day.
    if let (Some(text), None) = (&month, &day)
        && let Some((number, name)) = with_day(text)
    {
        (month, day) = (Some(name), Some(number));
    }
    if date.is_some() {
        // Days of a conference ("17-20 June") fit no date, and stand beside it.
        let odd = month.filter(|month| terms::month(month).is_none() && field(draft, "month").is_none());
        put(draft, "month", &odd.unwrap_or_default());
        return;
    }
    let number = month.as_deref().and_then(terms::month);
    let day_number = day.as_deref().and_then(|day| day.parse::<u32>().ok()).filter(|day| (1..=31).contains(day));
    if let (Some(year), Some(month), Some(day)) = (draft.year, number, day_number)
        && let Some(day) = day_of(&format!("{year:04}-{month:02}-{day:02}"))
    {
        draft.published = Some(day);
        return;
    }
    put(draft, "month", &number.map(|month| month.to_string()).or(month).unwrap_or_default());
    put(draft, "day", &day.unwrap_or_default());
}

/// The day of `2004-06-11T14:00:00`, or of `2004-6-1`; neither is a day as BibLaTeX has it, and both are told beside.
fn day_within(date: &str) -> Option<String> {
    let day = date.split('T').next()?;
    let is_day = day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && day.matches('-').count() == 2;
    let (Some(year), Some(month), Some(day)) = parse_date(day) else { return None };
    day_of(&format!("{year:04}-{month:02}-{day:02}")).filter(|_| is_day)
}

/// "12 jan", "January 12": the day and the month, when it is nothing but those.
fn with_day(text: &str) -> Option<(String, String)> {
    let (one, other) = text.split_once(' ')?;
    let is_day = |word: &str| word.len() <= 2 && word.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    let is_name = |word: &str| word.starts_with(char::is_alphabetic) && terms::month(word).is_some();
    let (other, one) = (other.trim_matches([',', '.', ' ']), one.trim_matches([',', '.']));
    match (is_day(one), is_name(one)) {
        (true, _) if is_name(other) => Some((one.to_owned(), other.to_owned())),
        (_, true) if is_day(other) => Some((other.to_owned(), one.to_owned())),
        _ => None,
    }
}

/// The month of `YYYY-MM`.
fn month_of(date: &str) -> Option<u32> {
    let (year, month) = date.split_once('-')?;
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(year, 4) && digits(month, 2)).then(|| terms::month(month)).flatten()
}

/// The fields that say it again, each with what stands behind its sign of equality.
pub fn write(draft: &Draft, dialect: Dialect) -> Vec<(&'static str, String)> {
    let braced = |text: &str| format!("{{{}}}", encode(text, dialect == Dialect::Bibtex));
    let mut found = Vec::new();
    let month = field(draft, "month");
    let number = month.and_then(terms::month);
    // The reader may have changed the year since; then the rest is no longer true.
    let same_year = |text: &&str| year_of(text).is_none_or(|year| Some(year) == draft.year);
    let day = draft.published.as_deref().filter(same_year);
    let date = field(draft, "date").filter(same_year);
    // Biber reads the signs of a date as they are.
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "/~?%.:+- ".contains(c));
    found.extend(date.map(|date| ("date", if plain(date) { format!("{{{date}}}") } else { braced(date) })));
    let told = field(draft, "year").filter(same_year);
    if dialect == Dialect::Biblatex {
        let whole = match (day, draft.year, number) {
            (Some(day), ..) => Some(day.to_owned()),
            (None, Some(year), Some(month)) => Some(format!("{year}-{month:02}")),
            (None, Some(year), None) => Some(year.to_string()),
            _ => None,
        };
        found.extend(whole.filter(|_| date.is_none()).map(|date| ("date", braced(&date))));
        found.extend(told.map(|year| ("year", braced(year))));
        found.extend(month.filter(|_| number.is_none() || draft.year.is_none()).map(|month| ("month", braced(month))));
    } else {
        let year = told.map(str::to_owned).or_else(|| draft.year.map(|year| year.to_string()));
        let raw = field(draft, &format!("{RAW}year")).filter(|raw| balanced(raw) && Some(latex::line(raw)) == year);
        found.extend(year.as_ref().map(|year| ("year", raw.map_or_else(|| braced(year), |raw| format!("{{{raw}}}")))));
        let day_month = day.and_then(|day| day.get(5..7)).and_then(terms::month);
        // The first one of a range.
        let first = date.and_then(|date| date.get(..7)).and_then(month_of);
        match day_month.or(number).or(first) {
            Some(month) => found.push(("month", months::SHORT[month as usize - 1].to_owned())),
            None => found.extend(month.map(|month| ("month", braced(month)))),
        }
        found.extend(day.and_then(|day| day.get(8..)).map(|day| ("day", braced(day.trim_start_matches('0')))));
    }
    found.extend(field(draft, "day").map(|day| ("day", braced(day))));
    found
}
