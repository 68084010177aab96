//! Dates as papers have them: days, ranges, and words.

use citationberg::DatePartName;
use serde_json::Value;

use super::quotes::field;
use super::raw_dates;

/// A day of a calendar, or less of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Negative before Christ; there is no year 0.
    pub year: i32,
    pub month: Option<u8>,
    pub season: Option<Season>,
    pub day: Option<u8>,
}

/// What stands in the place of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Season {
    /// Spring is 1.
    Number(u8),
    /// The same, said as a month behind the twelfth: no number is written for it.
    Month(u8),
    Words(String),
}

impl Season {
    /// A season of CSL-JSON.
    fn of(value: &Value) -> Option<Self> {
        let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
        let number = number.and_then(|number| u8::try_from(number).ok()).filter(|number| (1..=4).contains(number));
        let words = || value.as_str().map(str::trim).filter(|words| words.chars().any(char::is_alphabetic));
        number.map(Self::Number).or_else(|| words().map(|words| Self::Words(words.to_owned())))
    }

    pub fn number(&self) -> u8 {
        match self {
            Self::Number(number) | Self::Month(number) => *number,
            Self::Words(_) => 0,
        }
    }
}

/// The latest year that is one.
const LAST: i64 = 99_999;

/// What an item says of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Day(Day),
    /// From one day to another, or to nobody knows which.
    Range(Day, Option<Day>),
    /// In words, such as “in press”.
    Words(String),
}

impl When {
    /// A date of CSL-JSON.
    pub fn of(value: &Value) -> Option<Self> {
        let words = value["literal"].as_str().map(str::trim).filter(|words| !words.is_empty());
        let season = Season::of(&value["season"]);
        let days: Vec<Day> = match (value["date-parts"].as_array(), value["raw"].as_str()) {
            (Some(days), _) => days.iter().filter_map(|day| Day::of(day.as_array()?)).collect(),
            (None, Some(raw)) => raw_dates::days(raw),
            (None, None) => Vec::new(),
        };
        let open = value["date-parts"][1][0].as_i64() == Some(0);
        match (days.as_slice(), words.or_else(|| value["raw"].as_str())) {
            ([], words) => words.map(|words| Self::Words(field(words))),
            ([day], _) if open => Some(Self::Range(day.clone(), None)),
            ([day], _) if day.month.is_none() && day.season.is_none() => Some(Self::Day(Day { season, ..day.clone() })),
            ([day], _) => Some(Self::Day(day.clone())),
            ([from, to, ..], _) if from == to => Some(Self::Day(from.clone())),
            ([from, to, ..], _) => Some(Self::Range(from.clone(), Some(to.clone()))),
        }
    }

    /// As text that sorts: the year in six digits, then the rest, then where a range ends.
    pub fn sorted(&self) -> String {
        let day = |day: &Day| {
            format!(
                "{:06}{:02}{:02}",
                day.year + 100_000,
                day.month.or(day.season.as_ref().map(Season::number)).unwrap_or(0),
                day.day.unwrap_or(0)
            )
        };
        match self {
            Self::Day(one) => day(one),
            Self::Range(from, to) => format!("{}-{}", day(from), to.as_ref().map_or_else(|| "999999".to_owned(), day)),
            Self::Words(_) => String::new(),
        }
    }
}

impl Day {
    pub fn of(parts: &[Value]) -> Option<Self> {
        let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
        let mut parts = parts.iter().map_while(number);
        let year = parts.next().filter(|year| *year != 0 && year.abs() <= LAST)?;
        let year = i32::try_from(year).ok()?;
        let month = parts.next();
        let small = |number: i64, most: u8| u8::try_from(number).ok().filter(|number| (1..=most).contains(number));
        // Seasons come as months behind the twelfth, counted by several habits.
        let season = month.and_then(|month| small(month - 12, 12)).map(|season| Season::Month((season - 1) % 4 + 1));
        let month = month.and_then(|month| small(month, 12));
        let day = parts.next().and_then(|day| small(day, 31)).filter(|_| month.is_some());
        Some(Self { year, month, season, day })
    }

    pub fn has(&self, name: DatePartName) -> i32 {
        match name {
            DatePartName::Year => self.year,
            DatePartName::Month => {
                let season = || self.season.as_ref().map(|season| season.number() + 12);
                self.month.or_else(season).map_or(0, i32::from)
            }
            DatePartName::Day => self.day.map_or(0, i32::from),
        }
    }
}
