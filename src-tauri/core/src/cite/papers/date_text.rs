//! Dates that the processor cannot write: ranges, dates in words, seasons of a range, and years with a letter behind
//! them.

use citationberg::taxonomy::OtherTerm;
use citationberg::{
    Date, DateDayForm, DateMonthForm, DatePart, DatePartName, DateParts, DateStrongAnyForm, Formatting, LongShortForm,
    TermForm, TextCase,
};

use super::dates::{Day, Season, When};
use crate::cite::styles::terms::Terms;

/// A part of a date with what the style says of it here.
struct Part<'a> {
    part: &'a DatePart,
    own: Option<&'a DatePart>,
}

/// A date as a style's element writes it, in pieces of one look. `suffix` goes behind the last year.
pub fn pieces(date: &Date, when: &When, terms: &Terms, suffix: &str) -> Vec<(String, Formatting)> {
    let (from, to) = match when {
        When::Words(words) => return written_words(words, date),
        When::Day(day) => (day, None),
        When::Range(from, to) => (from, Some(to.as_ref())),
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
    let era = era(from, to.flatten(), terms);
    let one = |parts: &[Part], day: &Day, suffix: &str, cut: Cut| {
        // It is said behind the last year.
        let era = if cut == Cut::End { "" } else { &era };
        written(parts, day, delimiter, terms, [suffix, era], cut)
    };
    let Some(to) = to else { return one(&parts, from, suffix, Cut::None) };
    let order = [DatePartName::Year, DatePartName::Month, DatePartName::Day];
    let is_shown = |name: DatePartName| parts.iter().any(|part| part.part.name == name);
    let differs = |name: &DatePartName| is_shown(*name) && to.is_none_or(|to| to.has(*name) != from.has(*name));
    let Some(first) = order.iter().position(differs) else { return one(&parts, from, suffix, Cut::None) };
    // What differs and what is smaller is said twice, with all that stands between.
    let twice = |part: &Part| order[first..].contains(&part.part.name);
    let start = parts.iter().position(twice).unwrap_or(0);
    let end = parts.iter().rposition(twice).map_or(parts.len(), |at| at + 1);
    let between = parts.iter().find(|part| part.part.name == order[first]).map(Part::between).unwrap_or("–");
    let year_in = |range: &[Part]| range.iter().any(|part| part.part.name == DatePartName::Year);
    let mut out = one(&parts[..start], from, suffix, Cut::None);
    let joined = |out: &mut Vec<(String, Formatting)>, more: Vec<(String, Formatting)>| {
        if !out.is_empty() && !more.is_empty() && !delimiter.is_empty() {
            out.push((delimiter.to_owned(), Formatting::default()));
        }
        out.extend(more);
    };
    joined(&mut out, one(&parts[start..end], from, "", Cut::End));
    out.push((between.to_owned(), Formatting::default()));
    if let Some(to) = to {
        out.extend(one(&parts[start..end], to, if year_in(&parts[start..end]) { suffix } else { "" }, Cut::Start));
    }
    joined(&mut out, one(&parts[end..], from, suffix, Cut::None));
    out
}

/// Words stand where the year would, and look like it.
fn written_words(words: &str, date: &Date) -> Vec<(String, Formatting)> {
    let year = date.date_part.iter().find(|part| part.name == DatePartName::Year && date.form.is_none());
    let affix = |text: Option<&String>| (text.cloned().unwrap_or_default(), Formatting::default());
    let affixes = year.map(|part| &part.affixes);
    let look = year.map(|part| part.formatting).unwrap_or_default();
    let mut out = vec![affix(affixes.and_then(|one| one.prefix.as_ref())), (words.to_owned(), look)];
    out.push(affix(affixes.and_then(|one| one.suffix.as_ref())));
    out.retain(|(text, _)| !text.is_empty());
    out
}

/// Before or after the dash of a range, pieces stand without what would join them to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    None,
    Start,
    End,
}

/// Some parts of a day. Behind the year stand the letter that tells papers apart, and the era.
fn written(
    parts: &[Part],
    day: &Day,
    delimiter: &str,
    terms: &Terms,
    [suffix, era]: [&str; 2],
    cut: Cut,
) -> Vec<(String, Formatting)> {
    let mut out: Vec<(String, Formatting)> = Vec::new();
    let said: Vec<(&Part, String)> =
        parts.iter().filter_map(|part| Some((part, part.value(day, terms, suffix)?))).collect();
    for (place, (part, value)) in said.iter().enumerate() {
        if place > 0 && !delimiter.is_empty() {
            out.push((delimiter.to_owned(), Formatting::default()));
        }
        let affixes = &part.part.affixes;
        let before = affixes.prefix.clone().filter(|_| place > 0 || cut != Cut::Start);
        let behind = affixes.suffix.clone().filter(|_| place + 1 < said.len() || cut != Cut::End);
        let look = part.own.map_or(part.part.formatting, |own| own.formatting.apply(part.part.formatting));
        out.push((before.unwrap_or_default(), Formatting::default()));
        out.push((value.clone(), look));
        let is_year = part.part.name == DatePartName::Year;
        if is_year && !era.is_empty() {
            let behind = behind.unwrap_or_default();
            let words = behind.trim_end();
            out.push((format!("{words}{era}{}", &behind[words.len()..]), Formatting::default()));
        } else {
            out.push((behind.unwrap_or_default(), Formatting::default()));
        }
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
            DateStrongAnyForm::Year(form) => year(day.year, form) + suffix,
            DateStrongAnyForm::Day(form) => number(day, form, terms)?,
            DateStrongAnyForm::Month(form) => month(day, form, terms)?,
        };
        let strip = self.part.strip_periods || self.own.is_some_and(|own| own.strip_periods);
        let value = if strip { value.replace('.', "") } else { value };
        Some(cased(value, self.own.and_then(|own| own.text_case).or(self.part.text_case)))
    }
}

fn year(year: i32, form: LongShortForm) -> String {
    match year {
        1000.. if form == LongShortForm::Short => format!("{:02}", year % 100),
        _ => year.unsigned_abs().to_string(),
    }
}

/// What is said of years long ago. A range has one of them for both its ends.
fn era(from: &Day, to: Option<&Day>, terms: &Terms) -> String {
    let era = |term, plain: &'static str| terms.term(term, TermForm::Long).unwrap_or(plain).to_owned();
    match (from.year, to.map(|to| to.year)) {
        (..0, _) => era(OtherTerm::Bc, " BC"),
        (500.., _) | (_, Some(500..)) => String::new(),
        _ => era(OtherTerm::Ad, " AD"),
    }
}

fn month(day: &Day, form: DateMonthForm, terms: &Terms) -> Option<String> {
    if let (None, Some(season)) = (day.month, &day.season) {
        let seasons = [OtherTerm::Season01, OtherTerm::Season02, OtherTerm::Season03, OtherTerm::Season04];
        let numeric = matches!(form, DateMonthForm::Numeric | DateMonthForm::NumericLeadingZeros);
        let term = match season {
            Season::Words(words) => return Some(words.clone()),
            Season::Month(_) if numeric => return None,
            Season::Month(number) | Season::Number(number) => seasons.get(usize::from(*number).checked_sub(1)?)?,
        };
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
            let month = day.month.and_then(|month| OtherTerm::month(month - 1));
            let ending = terms.ordinal(u32::from(number), month.and_then(|month| terms.gender(month.into())));
            Some(format!("{number}{}", ending.unwrap_or_default()))
        }
        DateDayForm::Ordinal | DateDayForm::Numeric => Some(number.to_string()),
    }
}

/// A word in a case.
pub fn cased(text: String, case: Option<TextCase>) -> String {
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
