//! Years as words of the index: among the many papers with a common word, those of a year are found as words are, not by
//! looking at the row of each.

use std::ops::RangeInclusive;

/// The years that a paper can have, all of four digits.
pub const YEARS: RangeInclusive<i32> = 1000..=2200;
/// Stands before the digits. The index takes it for a letter, and nobody types it.
pub const MARK: char = '\u{E000}';
/// A range that takes more words than these is asked of the rows: so many papers fulfil it that a few are soon found.
const MOST: usize = 16;

/// The FTS5 expression of the years from one to another, with its words marked: `None` where words do not serve.
pub fn expression(from: Option<i32>, to: Option<i32>) -> Option<String> {
    let from = from.unwrap_or(*YEARS.start()).max(*YEARS.start());
    let to = to.unwrap_or(*YEARS.end()).min(*YEARS.end());
    let mut words = Vec::new();
    cover(from, to, 1000, 0, &mut words);
    (1..=MOST).contains(&words.len()).then(|| words.join(" OR "))
}

/// The fewest beginnings of numbers that cover a range: of the numbers that begin with `start`, each further digit is
/// worth `unit`.
fn cover(from: i32, to: i32, unit: i32, start: i32, words: &mut Vec<String>) {
    for digit in 0..10 {
        let first = start + digit * unit;
        let last = first + unit - 1;
        if last < from || first > to {
            continue;
        }
        if from <= first && last <= to {
            let more = if unit == 1 { "" } else { "*" };
            words.push(format!("\"{MARK}{}\"{more}", first / unit));
        } else {
            cover(from, to, unit / 10, first, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: Option<i32>, to: Option<i32>) -> Option<String> {
        expression(from, to).map(|words| words.replace(MARK, ""))
    }

    #[test]
    fn ranges_are_the_fewest_words() {
        let cases = [
            (Some(1998), Some(1998), Some(r#""1998""#)),
            (Some(1998), Some(2001), Some(r#""1998" OR "1999" OR "2000" OR "2001""#)),
            (Some(1990), Some(2009), Some(r#""199"* OR "200"*"#)),
            (None, Some(1999), Some(r#""1"*"#)),
            (Some(2001), Some(2000), None),
            (Some(1001), Some(2199), None),
            (Some(0), Some(999), None),
        ];
        for (from, to, expected) in cases {
            assert_eq!(words(from, to).as_deref(), expected, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn a_range_covers_its_years_and_no_other() {
        for from in (1000..2200).step_by(7) {
            for length in [0, 1, 9, 10, 30, 99, 400] {
                let mut found = Vec::new();
                cover(from, from + length, 1000, 0, &mut found);
                let begins = |year: i32| {
                    let of = |word: &String| {
                        year.to_string().starts_with(word.trim_end_matches('*').trim_matches(['"', MARK]))
                    };
                    found.iter().filter(|word| of(word)).count()
                };
                for year in 1000..2700 {
                    let within = usize::from((from..=from + length).contains(&year));
                    assert_eq!(begins(year), within, "{year} in {from} to {}: {found:?}", from + length);
                }
            }
        }
    }
}
