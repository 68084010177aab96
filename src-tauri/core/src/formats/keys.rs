//! Citation keys by a pattern, in the language of Better BibTeX as far as it is commonly used:
//! `auth.lower + shorttitle(3,3) + year`.
//!
//! Parts are joined by `+`; each is a word with filters behind dots, or a text in quotes. `|` begins what to take when
//! everything before it gives nothing.

use unicode_normalization::UnicodeNormalization;

use super::names::Name;
use crate::error::{Error, Result};
use crate::model::Draft;

/// What keys are made by unless the reader chose otherwise.
pub const DEFAULT_PATTERN: &str = "auth.lower + shorttitle(3,3) + year";

/// Small words that a short title leaves out.
const SKIPPED: &str = "a ab about above across afore after against al along among an and around as at before behind below \
    beneath beside besides between beyond but by d da das de del dell dem den der des despite di die do \
    down du during ein eine einem einen einer eines el except for from gli i il in inside into is l la \
    las le les like lo los near nor of off on onto or over per plus since so some sur than the through \
    throughout to toward towards un una unas under underneath une unlike uno unos until up upon versus \
    via von vs while with within without yet zu zum";

/// A pattern that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    choices: Vec<Vec<Part>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    what: What,
    filters: Vec<Filter>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Auth,
    Authors,
    AuthEtal,
    Title,
    ShortTitle,
    VeryShortTitle,
    Year,
    ShortYear,
    Month,
    Venue,
    Type,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Text(String),
    Word(Word, Vec<usize>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    Lower,
    Upper,
    Capitalize,
    Condense,
    Abbr,
    Fold,
    Skipwords,
    Select(usize, usize),
    Substring(usize, usize),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// `Validation`, naming the part that is not understood.
    pub fn parse(text: &str) -> Result<Self> {
        let choices = split(text, '|').into_iter().map(|choice| split(choice, '+').into_iter().map(part).collect());
        Ok(Self { choices: choices.collect::<Result<_>>()? })
    }

    /// The key of a paper; never empty, and with nothing in it that a .bib file could stumble over.
    pub fn make(&self, draft: &Draft) -> String {
        let made = |parts: &Vec<Part>| parts.iter().map(|part| part.make(draft)).collect::<String>();
        let key = self.choices.iter().map(made).map(|key| clean(&key)).find(|key| !key.is_empty());
        key.unwrap_or_else(|| "untitled".to_owned())
    }
}

/// `key`, or `keya`, `keyb` … `keyz`, `keyaa`: the first that is not taken.
pub fn unique<E>(key: &str, mut taken: impl FnMut(&str) -> Result<bool, E>) -> Result<String, E> {
    let mut candidate = key.to_owned();
    let mut number = 0usize;
    while taken(&candidate)? {
        number += 1;
        let (mut rest, mut suffix) = (number, String::new());
        while rest > 0 {
            suffix.insert(0, char::from(b'a' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        candidate = format!("{key}{suffix}");
    }
    Ok(candidate)
}

/// Splits outside quotes and brackets.
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut quote, mut depth, mut start) = (None, 0usize, 0);
    let mut parts = Vec::new();
    for (n, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) if c == at && depth == 0 => {
                parts.push(text[start..n].trim());
                start = n + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

fn part(text: &str) -> Result<Part> {
    let mut steps = split(text, '.').into_iter();
    let first = steps.next().unwrap_or_default();
    let quoted = ['\'', '"'].iter().find_map(|quote| first.strip_prefix(*quote)?.strip_suffix(*quote));
    let what = match quoted {
        Some(text) => What::Text(text.to_owned()),
        None => word(first)?,
    };
    Ok(Part { what, filters: steps.map(filter).collect::<Result<_>>()? })
}

fn unknown(text: &str) -> Error {
    Error::validation(
        "pattern",
        format!("“{text}” is not part of a pattern for citation keys. A pattern looks like {DEFAULT_PATTERN}."),
    )
}

/// `name(1, 2)`; a named argument `n=1` counts by its place.
fn call(text: &str) -> Result<(String, Vec<usize>)> {
    let Some((name, arguments)) = text.split_once('(') else { return Ok((text.to_lowercase(), Vec::new())) };
    let arguments = arguments.strip_suffix(')').ok_or_else(|| unknown(text))?;
    let number = |one: &str| one.rsplit('=').next().unwrap_or_default().trim().parse().map_err(|_| unknown(text));
    let numbers = arguments.split(',').filter(|one| !one.trim().is_empty()).map(number).collect::<Result<_>>()?;
    Ok((name.trim().to_lowercase(), numbers))
}

fn word(text: &str) -> Result<What> {
    let (name, numbers) = call(text)?;
    let word = match name.as_str() {
        "auth" | "authors1" | "firstauthor" => Word::Auth,
        "authors" => Word::Authors,
        "authetal" | "authetal2" | "authorsetal" => Word::AuthEtal,
        "title" => Word::Title,
        "shorttitle" => Word::ShortTitle,
        "veryshorttitle" => Word::VeryShortTitle,
        "year" => Word::Year,
        "shortyear" => Word::ShortYear,
        "month" => Word::Month,
        "journal" | "publicationtitle" => Word::Venue,
        "type" => Word::Type,
        _ => return Err(unknown(text)),
    };
    Ok(What::Word(word, numbers))
}

fn filter(text: &str) -> Result<Filter> {
    let (name, numbers) = call(text)?;
    let number = |at: usize, otherwise: usize| numbers.get(at).copied().unwrap_or(otherwise);
    Ok(match name.as_str() {
        "lower" => Filter::Lower,
        "upper" => Filter::Upper,
        "capitalize" => Filter::Capitalize,
        "condense" | "nopunct" | "clean" => Filter::Condense,
        "abbr" => Filter::Abbr,
        "fold" | "ascii" => Filter::Fold,
        "skipwords" => Filter::Skipwords,
        "select" => Filter::Select(number(0, 1), number(1, usize::MAX)),
        "substring" => Filter::Substring(number(0, 1), number(1, usize::MAX)),
        _ => return Err(unknown(text)),
    })
}

impl Part {
    fn make(&self, draft: &Draft) -> String {
        let mut text = match &self.what {
            What::Text(text) => text.clone(),
            What::Word(word, numbers) => word.of(draft, numbers),
        };
        for filter in &self.filters {
            text = filter.apply(&text);
        }
        text
    }
}

impl Word {
    fn of(self, draft: &Draft, numbers: &[usize]) -> String {
        let number = |at: usize, otherwise: usize| numbers.get(at).copied().filter(|n| *n > 0).unwrap_or(otherwise);
        match self {
            Self::Auth => {
                let names = families(draft);
                let name = names.get(number(1, 1) - 1).map(String::as_str).unwrap_or_default();
                letters(name).chars().take(number(0, usize::MAX)).collect()
            }
            Self::Authors => families(draft).iter().take(number(0, usize::MAX)).map(|name| letters(name)).collect(),
            Self::AuthEtal => match families(draft).as_slice() {
                [one, two] => letters(one) + &letters(two),
                [one, _, ..] => letters(one) + "EtAl",
                [one] => letters(one),
                [] => String::new(),
            },
            Self::Title => words(&draft.title, false).iter().map(|word| capital(word)).collect(),
            Self::ShortTitle => short(&draft.title, number(0, 3), numbers.get(1).copied().unwrap_or(0)),
            Self::VeryShortTitle => short(&draft.title, number(0, 1), numbers.get(1).copied().unwrap_or(0)),
            Self::Year => draft.year.map(|year| year.to_string()).unwrap_or_default(),
            Self::ShortYear => draft.year.map(|year| format!("{:02}", year % 100)).unwrap_or_default(),
            Self::Month => super::field(draft, "month").unwrap_or_default().to_owned(),
            Self::Venue => draft.venue.clone(),
            Self::Type => draft.entry_type.clone(),
        }
    }
}

impl Filter {
    fn apply(self, text: &str) -> String {
        match self {
            Self::Lower => text.to_lowercase(),
            Self::Upper => text.to_uppercase(),
            Self::Capitalize => text.split_inclusive(char::is_whitespace).map(capital).collect(),
            Self::Condense => letters(text),
            Self::Abbr => text.split_whitespace().filter_map(|word| word.chars().next()).collect(),
            Self::Fold => fold(text),
            Self::Skipwords => words(text, true).join(" "),
            Self::Select(from, count) => {
                let words: Vec<&str> = text.split_whitespace().skip(from.max(1) - 1).take(count).collect();
                words.join(" ")
            }
            Self::Substring(from, count) => text.chars().skip(from.max(1) - 1).take(count).collect(),
        }
    }
}

/// Family names of the authors, or of the editors where there are none.
fn families(draft: &Draft) -> Vec<String> {
    let sort_name = |at: usize| draft.sort_names.get(at).map(String::as_str).unwrap_or_default();
    let names = draft.authors.iter().enumerate();
    let found: Vec<String> = names.map(|(at, shown)| Name::from_stored(shown, sort_name(at)).whole_family()).collect();
    if !found.is_empty() {
        return found;
    }
    let editors = super::names::split_list(super::field(draft, "editor").unwrap_or_default());
    editors.into_iter().map(|name| Name::from_filed(name.trim_matches(['{', '}'])).whole_family()).collect()
}

fn short(title: &str, most: usize, capitals: usize) -> String {
    let words = words(title, true);
    let cased = |(at, word): (usize, &String)| if at < capitals { capital(word) } else { word.clone() };
    words.iter().take(most).enumerate().map(cased).collect()
}

/// The words of a title, each of letters and digits only; a hyphen joins.
fn words(title: &str, skip: bool) -> Vec<String> {
    let words = title.split(|c: char| c.is_whitespace() || "–—/:".contains(c)).map(letters);
    words.filter(|word| !word.is_empty() && (!skip || !is_skipped(word))).collect()
}

fn is_skipped(word: &str) -> bool {
    SKIPPED.split(' ').any(|small| small == word.to_lowercase())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Letters without their accents.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            '\u{300}'..='\u{36F}' => {}
            _ => out.push(c),
        }
    }
    out.nfc().collect()
}

fn clean(key: &str) -> String {
    let fine = |c: &char| c.is_alphanumeric() || "-_:.+/".contains(*c);
    fold(key).chars().filter(fine).take(150).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            title: "The Pre-Training of Électric Eels: A Study".into(),
            authors: vec!["Ada von Müller".into(), "Bo Example".into(), "Cy Other".into()],
            year: Some(2021),
            ..Draft::default()
        }
    }

    #[test]
    fn patterns_give_the_keys_readers_know() {
        let cases = [
            (DEFAULT_PATTERN, "vonmullerPreTrainingElectricEels2021"),
            ("auth + '_' + year", "vonMuller_2021"),
            ("auth(3).lower + shortyear", "von21"),
            ("authors(2) + ':' + veryshorttitle", "vonMullerExample:PreTraining"),
            ("authEtal + year", "vonMullerEtAl2021"),
            ("auth(0,2).upper + year", "EXAMPLE2021"),
            ("journal.abbr | 'none' + year", "none2021"),
            ("title.substring(1,6)", "ThePre"),
        ];
        for (pattern, key) in cases {
            assert_eq!(Pattern::parse(pattern).expect("a pattern").make(&draft()), key, "{pattern}");
        }
        assert_eq!(Pattern::parse("auth").expect("a pattern").make(&Draft::default()), "untitled", "never empty");
        for wrong in ["nonsense", "auth.nonsense", "auth(x)", "auth(1"] {
            let error = Pattern::parse(wrong).expect_err("not a pattern");
            assert!(error.message.contains(wrong.trim_start_matches("auth.")), "names it: {}", error.message);
        }
    }

    #[test]
    fn keys_that_are_taken_get_a_letter() {
        let unique_of = |taken: &[&str]| unique("key", |key| Ok::<_, ()>(taken.contains(&key))).expect("no error");
        assert_eq!(unique_of(&[]), "key", "free as it is");
        assert_eq!(unique_of(&["key"]), "keya", "the second");
        assert_eq!(unique_of(&["key", "keya"]), "keyb", "the third");
    }
}
