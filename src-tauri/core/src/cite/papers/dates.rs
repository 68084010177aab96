//! Dates that the processor cannot write: ranges, dates in words, seasons of a range, and years with a letter behind
//! them.

use citationberg::taxonomy::OtherTerm;
use citationberg::{
    Date, DateDayForm, DateMonthForm, DatePart, DatePartName, DateParts, DateStrongAnyForm, Formatting, GrammarGender,
    LongShortForm, TermForm, TextCase,
};
use serde_json::Value;

use super::quotes::field;
use crate::cite::styles::terms::Terms;

/// A day of a calendar, or less of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Negative before Christ; there is no year 0.
    pub year: i16,
    pub month: Option<u8>,
    /// Spring is 1.
    pub season: Option<u8>,
    pub day: Option<u8>,
}

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
        let season = value["season"].as_u64().or_else(|| value["season"].as_str()?.trim().parse().ok());
        let season = season.and_then(|season| u8::try_from(season).ok()).filter(|season| (1..=4).contains(season));
        let days = match (value["date-parts"].as_array(), value["raw"].as_str()) {
            (Some(days), _) => days.iter().filter_map(|day| Day::of(day.as_array()?)).collect(),
            (None, Some(raw)) => {
                let day = |text: &str| Day::of(&text.split('-').map(Value::from).collect::<Vec<_>>());
                raw.trim().split('/').filter_map(day).collect()
            }
            (None, None) => Vec::new(),
        };
        let open = value["date-parts"][1][0].as_i64() == Some(0);
        match (days.as_slice(), words.or_else(|| value["raw"].as_str())) {
            ([], words) => words.map(|words| Self::Words(field(words))),
            ([day], _) if open => Some(Self::Range(*day, None)),
            ([day], _) if day.month.is_none() && day.season.is_none() => Some(Self::Day(Day { season, ..*day })),
            ([day], _) => Some(Self::Day(*day)),
            ([from, to, ..], _) if from == to => Some(Self::Day(*from)),
            ([from, to, ..], _) => Some(Self::Range(*from, Some(*to))),
        }
    }

    /// As text that sorts: the year in five digits, then the rest, then where a range ends.
    pub fn sorted(&self) -> String {
        let day = |day: &Day| {
            format!(
                "{:05}{:02}{:02}",
                i32::from(day.year) + 40_000,
                day.month.or(day.season).unwrap_or(0),
                day.day.unwrap_or(0)
            )
        };
        match self {
            Self::Day(one) => day(one),
            Self::Range(from, to) => format!("{}-{}", day(from), to.as_ref().map_or_else(|| "99999".to_owned(), day)),
            Self::Words(_) => String::new(),
        }
    }
}

impl Day {
    fn of(parts: &[Value]) -> Option<Self> {
        let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
        let mut parts = parts.iter().map_while(number);
        let year = parts.next().and_then(|year| i16::try_from(year).ok()).filter(|year| *year != 0)?;
        let month = parts.next();
        let small = |number: i64, most: u8| u8::try_from(number).ok().filter(|number| (1..=most).contains(number));
        // Seasons come as months behind the twelfth, counted by several habits.
        let season = month.and_then(|month| small(month - 12, 12)).map(|season| (season - 1) % 4 + 1);
        let month = month.and_then(|month| small(month, 12));
        let day = parts.next().and_then(|day| small(day, 31)).filter(|_| month.is_some());
        Some(Self { year, month, season, day })
    }

    fn has(&self, name: DatePartName) -> i32 {
        match name {
            DatePartName::Year => i32::from(self.year),
            DatePartName::Month => self.month.or(self.season.map(|season| season + 12)).map_or(0, i32::from),
            DatePartName::Day => self.day.map_or(0, i32::from),
        }
    }
}

/// A part of a date with what the style says of it here.
struct Part<'a> {
    part: &'a DatePart,
    own: Option<&'a DatePart>,
}

/// A date as a style's element writes it, in pieces of one look. `suffix` goes behind the last year.
pub fn pieces(date: &Date, when: &When, terms: &Terms, suffix: &str) -> Vec<(String, Formatting)> {
    let (from, to) = match when {
        When::Words(words) => return vec![(words.clone(), Formatting::default())],
        When::Day(day) => (*day, None),
        When::Range(from, to) => (*from, Some(*to)),
    };
    let base = match date.form {
        Some(form) => match terms.date(form) {
            Some(base) => base,
            None => return Vec::new(),
        },
        None => date,
    };
    let shown = date.parts.or(base.parts).unwrap_or(DateParts::YearMonthDay);
    let own = |part: &DatePart| date.form.and_then(|_| date.date_part.iter().find(|own| own.name == part.name));
    let said = |part: &&DatePart| match part.name {
        DatePartName::Year => true,
        DatePartName::Month => shown != DateParts::Year,
        DatePartName::Day => shown == DateParts::YearMonthDay,
    };
    let parts: Vec<Part> = base.date_part.iter().filter(said).map(|part| Part { part, own: own(part) }).collect();
    let delimiter = base.delimiter.as_deref().unwrap_or_default();
    let one = |parts: &[Part], day: &Day, suffix: &str, cut: bool| written(parts, day, delimiter, terms, suffix, cut);
    let Some(to) = to else { return one(&parts, &from, suffix, false) };
    let order = [DatePartName::Year, DatePartName::Month, DatePartName::Day];
    let is_shown = |name: DatePartName| parts.iter().any(|part| part.part.name == name);
    let differs = |name: &DatePartName| is_shown(*name) && to.is_none_or(|to| to.has(*name) != from.has(*name));
    let Some(first) = order.iter().position(differs) else { return one(&parts, &from, suffix, false) };
    // What differs and what is smaller is said twice, with all that stands between.
    let twice = |part: &Part| order[first..].contains(&part.part.name);
    let start = parts.iter().position(twice).unwrap_or(0);
    let end = parts.iter().rposition(twice).map_or(parts.len(), |at| at + 1);
    let between = parts.iter().find(|part| part.part.name == order[first]).map(Part::between).unwrap_or("–");
    let year_in = |range: &[Part]| range.iter().any(|part| part.part.name == DatePartName::Year);
    let mut out = one(&parts[..start], &from, suffix, false);
    let joined = |out: &mut Vec<(String, Formatting)>, more: Vec<(String, Formatting)>| {
        if !out.is_empty() && !more.is_empty() && !delimiter.is_empty() {
            out.push((delimiter.to_owned(), Formatting::default()));
        }
        out.extend(more);
    };
    joined(&mut out, one(&parts[start..end], &from, "", true));
    out.push((between.to_owned(), Formatting::default()));
    if let Some(to) = to {
        out.extend(one(&parts[start..end], &to, if year_in(&parts[start..end]) { suffix } else { "" }, false));
    }
    joined(&mut out, one(&parts[end..], &from, suffix, false));
    out
}

/// Some parts of a day. `cut` is for what stands before the dash of a range.
fn written(
    parts: &[Part],
    day: &Day,
    delimiter: &str,
    terms: &Terms,
    suffix: &str,
    cut: bool,
) -> Vec<(String, Formatting)> {
    let mut out: Vec<(String, Formatting)> = Vec::new();
    let said: Vec<(&Part, String)> =
        parts.iter().filter_map(|part| Some((part, part.value(day, terms, suffix)?))).collect();
    for (place, (part, value)) in said.iter().enumerate() {
        if place > 0 && !delimiter.is_empty() {
            out.push((delimiter.to_owned(), Formatting::default()));
        }
        let affixes = &part.part.affixes;
        let mut behind = affixes.suffix.as_deref().unwrap_or_default();
        if cut && place + 1 == said.len() {
            behind = if behind.starts_with(',') { "" } else { behind.trim_end() };
        }
        let look = part.own.map_or(part.part.formatting, |own| own.formatting.apply(part.part.formatting));
        out.push((affixes.prefix.clone().unwrap_or_default(), Formatting::default()));
        out.push((value.clone(), look));
        out.push((behind.to_owned(), Formatting::default()));
    }
    out.retain(|(text, _)| !text.is_empty());
    out
}

impl Part<'_> {
    fn between(&self) -> &str {
        let own = self.own.and_then(|own| own.range_delimiter.as_deref());
        own.or(self.part.range_delimiter.as_deref()).unwrap_or("–")
    }

    fn value(&self, day: &Day, terms: &Terms, suffix: &str) -> Option<String> {
        let value = match self.own.unwrap_or(self.part).form() {
            DateStrongAnyForm::Year(form) => year(day.year, form, terms) + suffix,
            DateStrongAnyForm::Day(form) => number(day, form, terms)?,
            DateStrongAnyForm::Month(form) => month(day, form, terms)?,
        };
        let strip = self.part.strip_periods || self.own.is_some_and(|own| own.strip_periods);
        let value = if strip { value.replace('.', "") } else { value };
        Some(cased(value, self.own.and_then(|own| own.text_case).or(self.part.text_case)))
    }
}

fn year(year: i16, form: LongShortForm, terms: &Terms) -> String {
    let era = |term, plain: &'static str| terms.term(term, TermForm::Long).unwrap_or(plain).to_owned();
    match year {
        1000.. if form == LongShortForm::Short => format!("{:02}", year % 100),
        1000.. => year.to_string(),
        1.. => year.to_string() + &era(OtherTerm::Ad, " AD"),
        _ => year.unsigned_abs().to_string() + &era(OtherTerm::Bc, " BC"),
    }
}

fn month(day: &Day, form: DateMonthForm, terms: &Terms) -> Option<String> {
    if let (None, Some(season)) = (day.month, day.season) {
        let seasons = [OtherTerm::Season01, OtherTerm::Season02, OtherTerm::Season03, OtherTerm::Season04];
        let term = seasons.get(usize::from(season) - 1)?;
        return terms.term(*term, TermForm::Long).map(str::to_owned);
    }
    let month = day.month?;
    let word = |form| OtherTerm::month(month - 1).and_then(|term| terms.term(term, form)).map(str::to_owned);
    match form {
        DateMonthForm::Numeric => Some(month.to_string()),
        DateMonthForm::NumericLeadingZeros => Some(format!("{month:02}")),
        DateMonthForm::Long => word(TermForm::Long).or_else(|| Some(month.to_string())),
        DateMonthForm::Short => word(TermForm::Short).or_else(|| Some(month.to_string())),
    }
}

fn number(day: &Day, form: DateDayForm, terms: &Terms) -> Option<String> {
    let number = day.day?;
    match form {
        DateDayForm::NumericLeadingZeros => Some(format!("{number:02}")),
        DateDayForm::Ordinal if number == 1 || !terms.first_day_only() => {
            let gender: Option<GrammarGender> = day.month.and_then(|month| {
                let term = OtherTerm::month(month - 1)?;
                terms.find(|locale| locale.term(term.into(), TermForm::Long).map(|term| term.gender))?
            });
            let ending = terms.find(|locale| locale.ordinals()).and_then(|all| all.lookup(i32::from(number), gender));
            Some(format!("{number}{}", ending.unwrap_or_default()))
        }
        DateDayForm::Ordinal | DateDayForm::Numeric => Some(number.to_string()),
    }
}

fn cased(text: String, case: Option<TextCase>) -> String {
    match case {
        Some(TextCase::Uppercase) => text.to_uppercase(),
        Some(TextCase::Lowercase) => text.to_lowercase(),
        Some(TextCase::CapitalizeFirst | TextCase::CapitalizeAll | TextCase::TitleCase | TextCase::SentenceCase) => {
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
        None => text,
    }
}
