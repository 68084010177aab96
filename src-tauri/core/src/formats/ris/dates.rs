//! Dates of a reference: those of the specification, and those that services write.

use super::KEPT;
use super::record::Record;
use crate::formats::{bibtex, day_of, field, put, when, year_of};
use crate::model::Draft;

impl Record {
    /// `2020/05/06/spring`: year, month, day, and what else.
    pub(super) fn dates(&self, draft: &mut Draft) {
        draft.year = self.first(&["PY"]).and_then(year_of);
        let dates = || ["DA", "PY", "Y1"].into_iter().filter_map(|tag| self.first(&[tag]));
        for text in dates() {
            draft.year = draft.year.or(year_of(text));
            let numbers = in_words(text, draft.year).unwrap_or_else(|| text.to_owned());
            let mut parts = numbers.split(['/', '-']).map(str::trim);
            let year = parts.next().and_then(year_of);
            let month = parts.next().and_then(bibtex::terms::month);
            let day = parts.next().and_then(|day| day.parse::<u32>().ok()).filter(|day| (1..=31).contains(day));
            let beside =
                text.splitn(4, '/').nth(3).map(str::trim).filter(|words| !words.is_empty() && !words.starts_with('T'));
            match (beside, beside.and_then(when::season), year) {
                // A day says more than a season.
                (Some(_), Some(_), _) if day.is_some() => put(draft, &format!("{KEPT}DA"), text),
                (Some(_), Some(season), Some(year)) if field(draft, "date").is_none() => {
                    put(draft, "date", &format!("{year:04}-{season}"));
                }
                (Some(words), ..) if month.is_none() && field(draft, "month").is_none() => put(draft, "month", words),
                (Some(_), ..) if month.is_some() => put(draft, &format!("{KEPT}DA"), text),
                _ => {}
            }
            if let (Some(year), Some(month)) = (year.filter(|year| Some(*year) == draft.year), month) {
                match day {
                    Some(day) if draft.published.is_none() => {
                        draft.published = day_of(&format!("{year:04}-{month:02}-{day:02}"));
                        draft.fields.retain(|field| field.name != "month");
                    }
                    None if draft.published.is_none() && field(draft, "month").is_none() => {
                        put(draft, "month", &month.to_string());
                    }
                    _ => {}
                }
            }
        }
        // "March-April 2021" is more than a month, "ca. 1990" less than a year.
        let told = dates().filter_map(when::extended).find(|told| draft.year.is_none() || year_of(told) == draft.year);
        if let (Some(told), None, None) = (told, &draft.published, field(draft, "date")) {
            draft.year = draft.year.or(year_of(&told));
            draft.fields.retain(|field| field.name != "month");
            return put(draft, "date", &told);
        }
        let words =
            self.first(&["DA"]).or_else(|| self.first(&["Y1"])).and_then(|text| words_beside(text, draft.year?));
        if let (Some(words), None, None) = (words, &draft.published, field(draft, "month")) {
            match (when::season(&words), draft.year) {
                (Some(season), Some(year)) if field(draft, "date").is_none() => {
                    put(draft, "date", &format!("{year:04}-{season}"));
                }
                _ => put(draft, "month", &words),
            }
        }
        // Another year than the one that stands.
        if let Some(other) =
            self.first(&["Y1"]).filter(|text| year_of(text).is_some_and(|year| Some(year) != draft.year))
        {
            put(draft, &format!("{KEPT}Y1"), other);
        }
        let told = self.first(&["PY", "Y1", "DA"]).unwrap_or_default();
        if draft.year.is_none() {
            put(draft, "year", told);
        }
    }
}

/// A date in words, by numbers: "Jan. 2020", as IEEE has it; "May 6", as EndNote has beside the year. Of "6-9 July" the
/// month is sure, of "Jan.-Feb." nothing.
fn in_words(text: &str, known_year: Option<i32>) -> Option<String> {
    if !text.contains(char::is_alphabetic) || text.contains('/') {
        return None;
    }
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut months = words().filter(|word| word.chars().all(char::is_alphabetic)).filter_map(bibtex::terms::month);
    let (month, None) = (months.next()?, months.next()) else { return None };
    let year = year_of(text).or(known_year)?;
    let mut days = words().filter(|word| word.len() <= 2).filter_map(|word| word.parse::<u32>().ok());
    match (days.next(), days.next()) {
        (Some(day), None) if (1..=31).contains(&day) => Some(format!("{year:04}/{month}/{day}")),
        _ => Some(format!("{year:04}/{month}")),
    }
}

/// What a date in words says beside the year: "March-April 2021", "Spring 2020".
fn words_beside(text: &str, year: i32) -> Option<String> {
    let year = year.to_string();
    if !text.contains(char::is_alphabetic) || text.contains('/') || !text.contains(&year) {
        return None;
    }
    let words = text.replacen(&year, "", 1);
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';')).to_owned();
    (!words.is_empty() && words.chars().count() <= 40).then_some(words)
}
