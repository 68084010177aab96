//! Dates that are more than a year, a month and a day: from one to another, about one, before our era; as BibLaTeX writes
//! them, which is how ISO 8601-2 does.

use super::bibtex::terms;

/// What stands in place of a month.
const SEASONS: [(&[&str], u32); 4] = [
    (&["spring", "spr"], 21),
    (&["summer", "sum"], 22),
    (&["autumn", "fall", "aut", "fal"], 23),
    (&["winter", "win"], 24),
];

/// A longer text is no date.
const LONGEST: usize = 60;

/// The season that a word names, by BibLaTeX's number.
pub fn season(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    SEASONS.iter().find(|(names, _)| names.contains(&word.as_str())).map(|(_, number)| *number)
}

/// A date that a year, a month and a day cannot say, in BibLaTeX's form; `None` for any other.
pub fn extended(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    coded(text).or_else(|| about(text)).or_else(|| before_our_era(text)).or_else(|| between(text))
}

/// `1990~`, `199u`, `-0043`, `2011-05-25?/2012-06`: in that form already, or in the older one.
fn coded(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/').map_or((text, None), |(start, end)| (start, Some(end)));
    let Some(end) = end else {
        // A number from 21 in place of a month is a season.
        let is_more =
            |one: &String| one.contains(['~', '?', '%', 'X']) || one.starts_with('-') || one.get(5..6) == Some("2");
        return one(start).filter(is_more);
    };
    let is_open = |end: &str| matches!(end, "open" | "..").then(|| "..".to_owned());
    let is_unknown = |end: &str| matches!(end, "" | "unknown").then(String::new);
    let of = |end: &str| one(end).or_else(|| is_open(end)).or_else(|| is_unknown(end));
    let (start, end) = (of(start.trim())?, of(end.trim())?);
    [&start, &end].iter().any(|end| end.starts_with(|c: char| c.is_ascii_digit())).then(|| format!("{start}/{end}"))
}

/// One date of four digits and what may follow them.
fn one(text: &str) -> Option<String> {
    let (before, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let date = rest.trim_end_matches(['~', '?', '%']);
    let marks = &rest[date.len()..];
    let date = date.split('T').next().unwrap_or_default();
    let mut parts = date.split('-');
    let year = blanked(parts.next()?, 4)?;
    let mut written = format!("{before}{year}");
    if let Some(month) = parts.next().map(|month| blanked(month, 2)) {
        let month = month?;
        let number: Option<u32> = month.parse().ok();
        number.is_none_or(|number| matches!(number, 1..=12 | 21..=24)).then_some(())?;
        written.push_str(&format!("-{month}"));
    }
    if let Some(day) = parts.next().map(|day| blanked(day, 2)) {
        let day = day?;
        day.parse::<u32>().ok().is_none_or(|day| (1..=31).contains(&day)).then_some(())?;
        written.push_str(&format!("-{day}"));
    }
    let mark = match (marks.contains('~'), marks.contains('?')) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) if marks.contains('%') => "%",
        (false, false) => "",
    };
    parts.next().is_none().then(|| written + mark)
}

/// Digits, the last of which may be unknown: `199u` was written so, and is `199X` now.
fn blanked(part: &str, length: usize) -> Option<String> {
    let sure = part.bytes().take_while(u8::is_ascii_digit).count();
    let unknown = part[sure..].bytes().all(|byte| matches!(byte, b'u' | b'x' | b'X'));
    let fits = part.len() == length && unknown && (sure > 0 || length == 2);
    fits.then(|| format!("{}{}", &part[..sure], "X".repeat(length - sure)))
}

/// "ca. 1990", "circa May 1990", "[1990?]".
fn about(text: &str) -> Option<String> {
    let bare = text.trim_matches(['[', ']']);
    if bare.len() < text.len() && bare.ends_with('?') {
        return coded(bare);
    }
    let lower = bare.to_lowercase();
    let rest = ["circa ", "ca. ", "ca ", "c. ", "about ", "around ", "approx. "]
        .iter()
        .find_map(|word| lower.strip_prefix(word))?;
    let mut date = before_our_era(rest).or_else(|| coded(rest)).or_else(|| Part::read(rest)?.written());
    date.as_mut().filter(|date| !date.ends_with(['~', '%'])).into_iter().for_each(|date| date.push('~'));
    date
}

/// "44 BC", "44 B.C.E.": there is a year 0 in what is written, and none in what is said.
fn before_our_era(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    if !matches!(letters.to_ascii_lowercase().as_str(), "bc" | "bce") {
        return None;
    }
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    let year: u32 = digits.parse().ok().filter(|year| (1..=9999).contains(year))?;
    Some(if year == 1 { "0000".into() } else { format!("-{:04}", year - 1) })
}

/// What one side of a dash says of a date.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Part {
    /// Words in any order; `None` when one of them is no part of a date.
    fn read(text: &str) -> Option<Self> {
        let mut part = Self::default();
        let slots = |part: &mut Self, word: &str| {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let is_number = !digits.is_empty() && matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
            let number: Option<u32> = digits.parse().ok().filter(|_| is_number);
            let (slot, value) = match number {
                Some(year) if digits.len() == 4 => (&mut part.year, year),
                Some(day) if (1..=31).contains(&day) => (&mut part.day, day),
                Some(_) => return None,
                None => (&mut part.month, season(word).or_else(|| terms::month(word).filter(|_| !is_number))?),
            };
            slot.replace(value).is_none().then_some(())
        };
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.')).filter(|word| !word.is_empty());
        for word in words.filter(|word| !matches!(*word, "de" | "of" | "the")) {
            slots(&mut part, word)?;
        }
        Some(part)
    }

    fn written(self) -> Option<String> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month @ 1..=12), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
            (Some(month), None) => Some(format!("{year:04}-{month:02}")),
            (None, None) => Some(format!("{year:04}")),
            _ => None,
        }
    }
}

/// From one date to another in words or numbers: "22–26 June 2015", "2020 May-Jun", "1998-99".
fn between(text: &str) -> Option<String> {
    // Dates in numbers have hyphens of their own.
    for between in [" - ", "–", "—", "--", " to ", " bis ", "/"] {
        if let Some((start, end)) = text.split_once(between)
            && let (Some(start), Some(end)) = (one(start.trim()), one(end.trim()))
        {
            return Some(format!("{start}/{end}"));
        }
    }
    let text = text.replace("--", "–").replace(" to ", "–").replace(" bis ", "–");
    let mut sides = text.split(['–', '—', '-', '/', '‐', '‑']);
    let (start, end, None) = (sides.next()?.trim(), sides.next()?.trim(), sides.next()) else { return None };
    let mut from = Part::read(start)?;
    // "1990-": whether it goes on, nobody says.
    if end.is_empty() {
        return None;
    }
    // "1998-99": a month has no number beyond 12.
    if let (Part { year: Some(year), month: None, day: None }, Some(short)) = (from, end.parse::<u32>().ok())
        && end.len() == 2
    {
        let later = year / 100 * 100 + short;
        return (short > 12 && later > year).then(|| format!("{year}/{later}"));
    }
    let mut to = Part::read(end)?;
    // "June 22–26, 2015": what only one side says holds for both.
    from.year = from.year.or(to.year);
    to.year = to.year.or(from.year);
    let by_month = [from, to].iter().all(|side| side.day.is_none());
    if !by_month {
        from.month = from.month.or(to.month);
        to.month = to.month.or(from.month);
    }
    // "2020/05", "May 6-2020"
    let alike = from.month.is_some() == to.month.is_some() && from.day.is_some() == to.day.is_some();
    (alike && from < to).then(|| Some(format!("{}/{}", from.written()?, to.written()?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::extended;

    #[test]
    fn what_is_more_than_a_day_is_said_as_biblatex_says_it() {
        for (text, wanted) in [
            ("1990~", "1990~"),
            ("1990?~", "1990%"),
            ("199u", "199X"),
            ("1999-uu-uu", "1999-XX-XX"),
            ("-0876", "-0876"),
            ("44 BC", "-0043"),
            ("ca. 300 B.C.", "-0299~"),
            ("ca. 1990", "1990~"),
            ("circa May 1990", "1990-05~"),
            ("[1990?]", "1990?"),
            ("2017-24~", "2017-24~"),
            ("2017-23", "2017-23"),
            ("1829/1830", "1829/1830"),
            ("1829-1830", "1829/1830"),
            ("1998–99", "1998/1999"),
            ("2004-06-01/unknown", "2004-06-01/"),
            ("2004/open", "2004/.."),
            ("unknown/2006", "/2006"),
            ("2011-05-25~/2012-06-26~", "2011-05-25~/2012-06-26~"),
            ("2014-12-31/2015-01-01", "2014-12-31/2015-01-01"),
            ("2014-12-31 – 2015-01-01", "2014-12-31/2015-01-01"),
            ("22-26 June 2015", "2015-06-22/2015-06-26"),
            ("June 22–26, 2015", "2015-06-22/2015-06-26"),
            ("29 June-1 July 2011", "2011-06-29/2011-07-01"),
            ("January 30–February 3, 1989", "1989-01-30/1989-02-03"),
            ("30 Dec 2019 - 2 Jan 2020", "2019-12-30/2020-01-02"),
            ("July-October 1985", "1985-07/1985-10"),
            ("2020 May-Jun", "2020-05/2020-06"),
            ("2019 Dec-2020 Jan", "2019-12/2020-01"),
            ("2020 Nov 5-11", "2020-11-05/2020-11-11"),
            ("Spring-Summer 1985", "1985-21/1985-22"),
        ] {
            assert_eq!(extended(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "2020",
            "2020-05",
            "2020-05-06",
            "2020/05/06",
            "2020/05",
            "05/2020",
            "6 May 2020",
            "May 2020",
            "Spring 2020",
            "2020-05-06T10:11:12Z",
            "c1990",
            "03/04",
            "in press",
            "",
            "1990-12",
            "2001-02",
            "12-15",
            "2020-1999",
            "1990-",
            "a 1990-1995",
            "99999999999999999999-2",
        ] {
            assert_eq!(extended(text), None, "{text} is a day at most, or no date");
        }
    }
}
