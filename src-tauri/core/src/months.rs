//! The names of the months: in English, as dates everywhere write them, and in languages that references are kept in.

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

/// German, French, Spanish, Italian, Portuguese and Dutch, where they differ from English.
const OTHERS: [&[&str]; 12] = [
    &["januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "janeiro", "januari"],
    &["februar", "feber", "février", "fevrier", "fév", "févr", "febrero", "febbraio", "fevereiro", "februari"],
    &["märz", "mär", "mrz", "mars", "marzo", "março", "maart"],
    &["avril", "avr", "abril", "abr", "aprile"],
    &["mai", "mayo", "maggio", "maio", "mei"],
    &["juni", "juin", "junio", "giugno", "junho"],
    &["juli", "juillet", "juil", "julio", "luglio", "julho"],
    &["août", "aout", "agosto", "ago", "augustus"],
    &["septembre", "septiembre", "settembre", "setembro"],
    &["oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
    &["novembre", "noviembre", "novembro"],
    &["dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro"],
];

/// The number of a month by its name in any of these languages, in small letters.
pub fn number_in_any(word: &str) -> Option<u32> {
    let other = || OTHERS.iter().position(|names| names.contains(&word)).map(|at| at as u32 + 1);
    number(word).or_else(other)
}

/// The number of a month, from 1, by its whole English name or a short one, in small letters.
pub fn number(word: &str) -> Option<u32> {
    let word = if word == "sept" { "sep" } else { word };
    let at = NAMES.iter().zip(SHORT).position(|(name, short)| word == *name || word == short)?;
    Some(at as u32 + 1)
}
