//! Dates as people write them down: “12 May 2001”, “Jan-Feb 2003”, “5/6/2007”.

use serde_json::Value;

use super::dates::{Day, Season};
use crate::formats::season;
use crate::months;

/// What is said of a year that is not known.
const ABOUT: [&str; 4] = ["circa", "ca", "c", "about"];
/// What lasts longer is no date.
const LONGEST: usize = 60;

/// The day, or the two ends of a range, or none.
pub fn days(raw: &str) -> Vec<Day> {
    let text = raw.trim().trim_matches(['[', ']']).replace('–', "-").replace("--", "/");
    if text.len() > LONGEST {
        return Vec::new();
    }
    if let Some(day) = numeric(&text) {
        return vec![day];
    }
    let parted = |(from, to): (&str, &str)| {
        let (from, mut to) = (words(from)?, words(to)?);
        // “2005-03/2006”
        if to.day.month.is_none() && to.day.season.is_none() && to.year.is_some() {
            (to.day.month, to.day.season) = (from.day.month, from.day.season.clone());
        }
        let year = to.year.or(from.year)?;
        // “Jan-Feb 2003”
        let whole = |one: Found| Some(Day { year: one.year.unwrap_or(year), ..one.day });
        Some(vec![whole(from)?, whole(to)?])
    };
    if let Some(day) = words(&text).and_then(Found::whole) {
        return vec![day];
    }
    if let Some(range) = text.split_once('/').and_then(parted) {
        return range;
    }
    // The dash of a range may be any of those there are.
    let dashes = text.match_indices('-').map(|(at, _)| (&text[..at], &text[at + 1..]));
    dashes.filter(|(from, to)| !from.trim().is_empty() && !to.trim().is_empty()).find_map(parted).unwrap_or_else(|| {
        let ends = text.split('/').filter_map(|end| words(end).and_then(Found::whole));
        if text.contains('/') { ends.collect() } else { Vec::new() }
    })
}

/// “2005-03-07”, “5/6/2007”, “-0044”.
fn numeric(text: &str) -> Option<Day> {
    let text = text.trim().trim_end_matches(['~', '?']);
    let before = text.starts_with('-');
    let parts: Vec<&str> = text.trim_start_matches('-').split(['-', '/']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(digits) || parts.len() > 3 {
        return None;
    }
    let slashes = text.contains('/');
    if slashes && text.trim_start_matches('-').contains('-') {
        return None;
    }
    let order: Vec<&str> = match parts.as_slice() {
        // A range of years, and no month of one.
        [_, second] if slashes || second.len() > 2 => return None,
        [month, day, year] if year.len() > 2 && month.len() <= 2 => vec![year, month, day],
        [year, ..] if parts.len() > 1 && year.len() < 3 => return None,
        [year] if year.len() > 5 => return None,
        all => all.to_vec(),
    };
    let mut numbers: Vec<i64> = order.iter().filter_map(|part| part.parse().ok()).collect();
    if before {
        *numbers.first_mut()? *= -1;
    }
    Day::of(&numbers.into_iter().map(Value::from).collect::<Vec<_>>())
}

/// What words say of a day.
#[derive(Default)]
struct Found {
    day: Day,
    year: Option<i32>,
}

impl Found {
    fn whole(self) -> Option<Day> {
        self.year.map(|year| Day { year, ..self.day })
    }
}

/// “12 May 2001”, “May 3rd, 2004”, “Spring 2001”, “44 BC”; none if there is a word that is no part of a date.
fn words(text: &str) -> Option<Found> {
    if let Some(day) = numeric(text).filter(|day| day.month.is_some()) {
        return Some(Found { year: Some(day.year), day });
    }
    let mut found = Found::default();
    let mut some = false;
    // A number that is a day, or a year long ago.
    let mut small_number = None;
    for word in
        text.split([' ', ',', '\u{a0}']).map(|word| word.trim_matches(['.', '~', '?'])).filter(|word| !word.is_empty())
    {
        let small = word.to_lowercase();
        let digits = small.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = small.split_at(digits);
        let number: Option<i32> = number.parse().ok().filter(|_| digits <= 5);
        match (number, rest) {
            (Some(year), "bc") => found.year = Some(-year),
            (Some(day), "" | "st" | "nd" | "rd" | "th") if digits <= 2 && found.day.day.is_none() => {
                found.day.day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day));
                small_number = Some(day);
            }
            (Some(year), "") if digits > 2 && found.year.is_none() => found.year = Some(year),
            (None, "bc" | "ad") => {
                if found.year.is_none() {
                    (found.year, found.day.day) = (small_number, None);
                }
                found.year = found.year.map(|year| if rest == "bc" { -year } else { year });
            }
            (None, _) if ABOUT.contains(&rest) => {}
            (None, _) => {
                let season = season(rest).and_then(|season| u8::try_from(season - 20).ok());
                match (season, months::number(rest)) {
                    (Some(number), _) => found.day.season = Some(Season::Month(number)),
                    (None, Some(month)) => found.day.month = u8::try_from(month).ok(),
                    (None, None) => return None,
                }
            }
            _ => return None,
        }
        some = true;
    }
    // A day of no month is none.
    let sound = some && (found.day.day.is_none() || found.day.month.is_some());
    sound.then_some(found)
}

/// Whether a date is said to be about right.
pub fn uncertain(raw: &str) -> bool {
    let first = raw.trim().to_lowercase();
    let word = first.split([' ', '.']).next().unwrap_or_default();
    raw.trim_end().ends_with(['~', '?']) || ABOUT.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_understood_as_people_write_them() {
        for (raw, expected) in [
            ("2005-03-07", "2005-3-7"),
            ("12 May 2001", "2001-5-12"),
            ("May 3rd, 2004", "2004-5-3"),
            ("Sept. 2004", "2004-9-0"),
            ("Fall 2005", "2005-15-0"),
            ("5/6/2007", "2007-5-6"),
            ("44 BC", "-44-0-0"),
            ("2005-03/2006", "2005-3-0 2006-3-0"),
            ("c. 1950", "1950-0-0"),
            ("1999/2000", "1999-0-0 2000-0-0"),
            ("1999–2000", "1999-0-0 2000-0-0"),
            ("Jan-Feb 2003", "2003-1-0 2003-2-0"),
            ("1 Jan 2003 - 3 Feb 2004", "2003-1-1 2004-2-3"),
            ("2005-03-07/2005-04-02", "2005-3-7 2005-4-2"),
            ("2010-11", "2010-11-0"),
            ("in press", ""),
            ("Maya 2004", ""),
            ("3rd century", ""),
            ("", ""),
        ] {
            use citationberg::DatePartName::{Day, Month, Year};
            let found = days(raw);
            let shown = found.iter().map(|day| format!("{}-{}-{}", day.has(Year), day.has(Month), day.has(Day)));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "the days of “{raw}”");
        }
        assert!(uncertain("2003?") && uncertain("circa 1950") && !uncertain("May 2003"));
    }
}
