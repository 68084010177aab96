//! Dates of a year, a month and a day, in whatever order and language they are written.

use super::{bibtex, when, year_of};

/// The year, the month and the day of a date, in whatever order the words stand.
pub fn parse_date(text: &str) -> (Option<i32>, Option<u32>, Option<u32>) {
    // "1976年4月1日", "2020년 5월 6일"
    if text.contains(['年', '년']) {
        let numbers = text.replace(['年', '月', '日', '년', '월', '일'], "-");
        return parse_date(numbers.trim_matches(|c: char| c == '-' || c.is_whitespace()));
    }
    let year = year_of(text).or_else(|| compact(text).and_then(|digits| year_of(&digits[..4])));
    // "31.10.2014", and of slashes what can be no month first.
    let numbers: Vec<&str> = text.split(['.', '/', '-']).map(str::trim).collect();
    if let [first, second, last] = numbers[..]
        && last.len() == 4
        && let (Ok(one), Ok(two)) = (first.parse::<u32>(), second.parse::<u32>())
        && (1..=31).contains(&one)
        && (1..=12).contains(&two)
        && (text.contains('.') || one > 12)
    {
        return (year, Some(two), Some(one));
    }
    if let Some(digits) = compact(text) {
        let number = |range: std::ops::Range<usize>, most: u32| {
            digits.get(range).and_then(|part| part.parse().ok()).filter(|number| (1..=most).contains(number))
        };
        return (year, number(4..6, 12), number(6..8, 31));
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut month, mut day) = (None, None);
    let named = text.chars().any(char::is_alphabetic);
    for word in words.filter(|word| word.len() != 4 || !word.bytes().all(|byte| byte.is_ascii_digit())) {
        let number = word.parse::<u32>().ok();
        match number {
            // "2020-05-06T10:00:00Z" ends with a time.
            None if word.starts_with(|c: char| c.is_ascii_digit()) => {
                let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
                day = day.or_else(|| digits.parse().ok().filter(|day| (1..=31).contains(day) && word.contains('T')));
            }
            None => month = month.or_else(|| bibtex::terms::month(word)),
            Some(number) if month.is_none() && (!named || text.contains('T')) => {
                month = Some(number).filter(|month| (1..=12).contains(month));
            }
            Some(number) => day = day.or(Some(number).filter(|day| (1..=31).contains(day))),
        }
    }
    (year, month, day.filter(|_| month.is_some()))
}

/// The one season that a date names, as BibLaTeX counts them.
pub fn season(text: &str) -> Option<u32> {
    let mut found = text.split(|c: char| !c.is_alphabetic()).filter_map(when::season);
    found.next().filter(|_| found.next().is_none())
}

/// `20200506`, as MEDLINE has it.
fn compact(text: &str) -> Option<&str> {
    let text = text.trim();
    (text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_any_order() {
        let cases = [
            ("2020", (Some(2020), None, None), "a year"),
            ("2020-05", (Some(2020), Some(5), None), "a month"),
            ("2020/05/06", (Some(2020), Some(5), Some(6)), "a day"),
            ("2020 May 6", (Some(2020), Some(5), Some(6)), "as PubMed writes it"),
            ("May 6, 2020", (Some(2020), Some(5), Some(6)), "in words"),
            ("6 May 2020", (Some(2020), Some(5), Some(6)), "the day first"),
            ("20200506", (Some(2020), Some(5), Some(6)), "in one piece"),
            ("2020-05-06T10:11:12Z", (Some(2020), Some(5), Some(6)), "with a time"),
            ("2020 Spring", (Some(2020), None, None), "a season is no month"),
            ("31.10.2014", (Some(2014), Some(10), Some(31)), "the day first"),
            ("1. 2. 2014", (Some(2014), Some(2), Some(1)), "with blanks"),
            ("25/12/2014", (Some(2014), Some(12), Some(25)), "no month has that number"),
            ("1976年4月1日", (Some(1976), Some(4), Some(1)), "as in China and Japan"),
            ("2020년 5월", (Some(2020), Some(5), None), "as in Korea"),
            ("四月 1, 1976", (Some(1976), Some(4), Some(1)), "a month in Chinese"),
            ("6 мая 2020", (Some(2020), Some(5), Some(6)), "in Russian"),
            ("May-Jun", (None, Some(5), None), "months alone"),
            ("in press", (None, None, None), "no date"),
        ];
        for (text, wanted, why) in cases {
            assert_eq!(parse_date(text), wanted, "{text}: {why}");
        }
    }
}
