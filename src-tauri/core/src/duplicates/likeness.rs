//! When two titles are one.

use super::Candidate;
use crate::search::fold;

/// Of titles that differ by some letters: how alike they must be, from 0 to 1. Measured on the Anthology's titles; see
/// `tests/library/duplicates.rs`.
const NEAR: f64 = 0.93;
/// Letters of a title that is the beginning of another before the rest counts as a subtitle.
const MAIN_TITLE: usize = 24;
/// A preprint may come out this many years before the same work under the same title.
const YEARS: i32 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    SameTitle,
    Subtitle,
    NearTitle,
}

/// How alike two papers of the same first author are; `None` when they are two works.
pub fn likeness(one: &Candidate, other: &Candidate) -> Option<Likeness> {
    let apart = match (one.year, other.year) {
        (Some(one), Some(other)) => (one - other).abs(),
        _ => 0,
    };
    let (short, long) = if one.title_key.len() <= other.title_key.len() { (one, other) } else { (other, one) };
    let (short, long) = (short.title_key.as_str(), long.title_key.as_str());
    if short == long {
        return (apart <= YEARS).then_some(Likeness::SameTitle);
    }
    // Without an author a title has to be the very same.
    if apart > 1 || one.family.is_empty() || is_of_a_series(short, long) {
        return None;
    }
    if short.len() >= MAIN_TITLE && long.starts_with(short) {
        return Some(Likeness::Subtitle);
    }
    // No more letters can be alike than the shorter one has.
    let most = short.len() as f64 / long.len() as f64;
    (most >= NEAR && strsim::normalized_damerau_levenshtein(short, long) >= NEAR).then_some(Likeness::NearTitle)
}

/// "Part 1" and "Part 2", "the 2021 task" and "the 2022 task", "I" and "II".
fn is_of_a_series(short: &str, long: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(short) != digits(long) {
        return true;
    }
    let roman = |text: &str| text.trim_end_matches(['i', 'v', 'x']).len();
    let (cut_short, cut_long) = (&short[..roman(short)], &long[..roman(long)]);
    cut_short == cut_long
}

/// Whether two lists of authors can be of one work: at least half of the shorter one is in the other.
pub fn same_people(one: &[String], other: &[String]) -> bool {
    if one.is_empty() || other.is_empty() {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let shared = short.iter().filter(|name| long.contains(name)).count();
    2 * shared >= short.len()
}

/// A family name for comparing: the last word of it, of "Example, Ada" or "Ada Example". Not the family name that
/// citations print: where a family has several words, only the filed form tells them, and the same name shown does not.
pub fn family(name: &str, sort_name: &str) -> String {
    let family = match sort_name.split_once(',').or_else(|| name.split_once(',')) {
        Some((family, _)) => family,
        None => name,
    };
    fold::title_key(family.split_whitespace().next_back().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(title: &str, year: i32) -> Candidate {
        Candidate { id: 1, title_key: fold::title_key(title), year: Some(year), family: "example".into() }
    }

    #[test]
    fn one_work_is_told_from_two() {
        use Likeness::{NearTitle, SameTitle, Subtitle};
        for (one, other, expected) in [
            (("Learning Rain from Few Records", 2021), ("Learning rain from few records.", 2022), Some(SameTitle)),
            (("Learning Rain from Few Records", 2021), ("Learning rain from few records", 2029), None),
            (("Learning Rain from Few Records", 2021), ("Learning Rain from Few Recrods", 2021), Some(NearTitle)),
            (
                ("Learning Rain from Few Records", 2021),
                ("Learning Rain from Few Records: A Study", 2021),
                Some(Subtitle),
            ),
            (("Learning Rain from Records, Part I", 2021), ("Learning Rain from Records, Part II", 2021), None),
            (("Overview of the 2021 Task on Rain", 2021), ("Overview of the 2022 Task on Rain", 2022), None),
            (("Learning Rain from Few Records", 2021), ("Learning Snow from Few Records", 2021), None),
        ] {
            assert_eq!(likeness(&paper(one.0, one.1), &paper(other.0, other.1)), expected, "{one:?} and {other:?}");
        }
    }

    #[test]
    fn people_are_compared_by_family_name() {
        assert_eq!(family("Ada von Berg", "von Berg, Ada"), family("A. von Berg", ""), "however they are written");
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(same_people(&names(&["a", "b", "c"]), &names(&["a", "b"])), "one list may be cut short");
        assert!(
            !same_people(&names(&["a", "b", "c"]), &names(&["d", "e", "a"])),
            "one of three in common is too little"
        );
        assert!(same_people(&[], &names(&["a"])), "no authors contradict nobody");
    }
}
