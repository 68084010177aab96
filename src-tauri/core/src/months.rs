//! The English names of the months, as dates everywhere write them.

/// In small letters.
pub const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// What they are shortened to.
pub const SHORT: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The number of a month, from 1, by its whole name or a short one, in small letters.
pub fn number(word: &str) -> Option<u32> {
    let word = if word == "sept" { "sep" } else { word };
    let at = NAMES.iter().zip(SHORT).position(|(name, short)| word == *name || word == short)?;
    Some(at as u32 + 1)
}
