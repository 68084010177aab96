//! The forms of time that hosts' bodies use: `2025-01-06T21:35:40Z`, with a fraction or an offset at some.

use crate::model::Millis;
use crate::months;

/// Milliseconds since 1970; `None` for anything else than a full time of that form with its zone.
pub fn iso_millis(text: &str) -> Option<Millis> {
    let (date, time) = text.split_once('T')?;
    let (year, month, day) = date_parts(date)?;
    let zone_at = time.find(['Z', '+', '-'])?;
    let (time, zone) = time.split_at(zone_at);
    let mut clock = time.splitn(3, ':');
    let mut part = || clock.next().and_then(|digits| digits.get(..2)).and_then(|digits| digits.parse::<i64>().ok());
    let (hour, minute, second) = (part()?, part()?, part()?);
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..=60).contains(&second) {
        return None;
    }
    let local = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    Some((local - offset_seconds(zone)?) * 1_000)
}

/// `Z`, `+02:00` or `-0330`, in seconds ahead of UTC.
fn offset_seconds(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.get(1..)?.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = (digits.get(..2)?.parse::<i64>().ok()?, digits.get(2..4)?.parse::<i64>().ok()?);
    (digits.len() == 4 && hours < 15 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// "22 April 2021" for a time of that form, or a date alone.
pub fn long_date(text: &str) -> Option<String> {
    let (year, month, day) = date_parts(text.get(..10)?)?;
    let name = months::NAMES.get(usize::try_from(month - 1).ok()?)?;
    Some(format!("{day} {}{} {year}", name[..1].to_uppercase(), &name[1..]))
}

/// "9 Mar 2021" for a moment, in UTC.
pub fn short_day(at: Millis) -> String {
    let long = long_date(&iso_day(at)).unwrap_or_default();
    let mut words = long.split(' ');
    let (day, month, year) = (words.next(), words.next().and_then(|month| month.get(..3)), words.next());
    [day, month, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// "2021-03-09" for a moment, in UTC.
pub fn iso_day(at: Millis) -> String {
    let days = at.div_euclid(86_400_000) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn date_parts(date: &str) -> Option<(i64, i64, i64)> {
    let mut parts = date.splitn(3, '-').map(|digits| digits.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    ((1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some((year, month, day))
}

/// Days of the proleptic Gregorian calendar; years start in March so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_there_and_back() {
        for day in ["1970-01-01", "1999-12-31", "2000-02-29", "2021-03-09", "2024-02-29", "2024-03-01", "2026-11-23"] {
            let at = iso_millis(&format!("{day}T23:59:59Z")).expect("a time");
            assert_eq!(iso_day(at), day, "the day of its last second");
        }
    }

    #[test]
    fn zones_and_fractions() {
        for (text, expected) in [
            ("2025-01-06T21:35:40Z", Some(1_736_199_340_000)),
            ("2025-01-06T21:35:40.251Z", Some(1_736_199_340_000)),
            ("2025-01-06T22:35:40+01:00", Some(1_736_199_340_000)),
            ("2025-01-06T21:35:40.366297+00:00", Some(1_736_199_340_000)),
            ("2025-01-06T18:05:40-03:30", Some(1_736_199_340_000)),
            ("2025-01-06T21:35:40", None),
            ("2025-01-06", None),
            ("2025-01-06T21:35:40+1", None),
        ] {
            assert_eq!(iso_millis(text), expected, "{text}");
        }
    }
}
