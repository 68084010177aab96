//! Names in a line: "Ada Lovelace, Charles Babbage and Mary S." and its relatives.

use super::words;

/// The most names one paper keeps.
pub const MOST_NAMES: usize = 5_000;

/// Lower-case parts of names.
const PARTICLES: &[&str] = &[
    "af", "al", "ap", "av", "ben", "bin", "da", "dal", "dall", "das", "de", "degli", "del", "della", "den", "der",
    "des", "di", "do", "dos", "du", "e", "el", "ibn", "la", "le", "los", "mac", "ni", "of", "san", "st", "te", "ten",
    "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
];

/// The names of an author line, or `None` when it reads as something else.
///
/// Two names or more; see [`one`] for a single one.
pub fn list(line: &str) -> Option<Vec<String>> {
    let names = split(line);
    let good = names.iter().filter(|name| is_name(name)).count();
    // One odd name in ten (a consortium, a typing slip) does not make it another kind of line.
    (good >= 2 && good * 10 >= names.len() * 9).then_some(names)
}

/// A line that is one person's name.
pub fn one(line: &str) -> Option<String> {
    let names = split(line);
    match names.as_slice() {
        [name] if is_name(name) && name.split(' ').count() <= 4 => Some(name.clone()),
        _ => None,
    }
}

/// Splits a list that is known to be of people, whatever the names look like.
pub fn split(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = strip_by(line);
    // Affiliations in brackets go; arXiv ends some lists with a bracket of brackets.
    let line = without_brackets(line);
    let line = line.replace(" et.al.", "").replace(" et al.", "").replace(" et al", "").replace(", et.", "");
    let semicolons = line.contains(';');
    let inverted =
        semicolons && line.split(';').filter(|part| part.contains(',')).count() * 2 > line.matches(';').count();
    let separators: &[char] = if semicolons { &[';', '|'] } else { &[',', '|', '·', '•', '∙'] };
    let mut names = Vec::new();
    for part in line.split(separators).flat_map(|part| part.split(" & ")).flat_map(split_and) {
        let mut name = tidy(part);
        if inverted && let Some((family, given)) = name.clone().split_once(',') {
            name = format!("{} {}", given.trim(), family.trim());
        }
        // "Jr." is a part of the name before it.
        if matches!(name.as_str(), "Jr" | "Jr." | "Sr." | "II" | "III" | "PhD" | "Ph.D.") {
            if let Some(last) = names.last_mut() {
                let last: &mut String = last;
                last.push(' ');
                last.push_str(&name);
            }
            continue;
        }
        if !name.is_empty() && name != "others" && names.len() < MOST_NAMES {
            names.push(name);
        }
    }
    names
}

fn split_and(part: &str) -> impl Iterator<Item = &str> {
    let part = part.trim();
    let part = part.strip_prefix("and ").unwrap_or(part);
    part.split(" and ")
}

fn strip_by(line: &str) -> &str {
    match line.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("by ") => line[3..].trim_start(),
        _ => line,
    }
}

fn without_brackets(line: &str) -> String {
    let mut depth = 0u32;
    line.chars()
        .filter(|c| match c {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// A name without the marks of affiliations (`1`, `*`, `†`).
fn tidy(part: &str) -> String {
    let is_mark = |c: char| {
        matches!(c, '*' | '†' | '‡' | '§' | '¶' | '∗' | '#' | '^' | '⋆' | '✉' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
    };
    let kept: String = part.chars().filter(|c| !is_mark(*c)).collect();
    let mut words: Vec<&str> = Vec::new();
    for word in kept.split_whitespace() {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        // "Lee1" carries a mark; "user42" is somebody's handle and keeps its number.
        let word = if bare.chars().next().is_some_and(char::is_uppercase) && kept.contains(' ') { bare } else { word };
        if !word.bytes().all(|byte| byte.is_ascii_digit()) {
            words.push(word);
        }
    }
    words.join(" ").trim_matches([',', ':', ' ']).to_owned()
}

/// Two to five words that begin with capitals, none of them a word of titles.
fn is_name(name: &str) -> bool {
    let count = name.split(' ').count();
    if !(2..=6).contains(&count) || name.len() > 60 || name.ends_with(['?', '!', ':']) {
        return false;
    }
    let mut buffer = String::new();
    let mut capitals = 0;
    for (index, word) in name.split(' ').enumerate() {
        let folded = words::fold(word, &mut buffer);
        // "A." is an initial here, not an article.
        let initial = word.ends_with('.') && folded.chars().count() == 1 && word.starts_with(char::is_uppercase);
        if initial {
            capitals += 1;
            continue;
        }
        if PARTICLES.contains(&folded) {
            continue;
        }
        if words::of_title(folded)
            || words::joins(folded)
            || words::of_sentence(folded)
            || (count > 2 && is_acronym(word))
        {
            return false;
        }
        if word.chars().any(|c| c.is_ascii_digit() || matches!(c, '/' | '@' | '_' | ':' | '"' | '=' | '+')) {
            return false;
        }
        let upper = word.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        // One lower-case word is a slip of the source ("Xi bai"); the first word is never.
        if !upper && index == 0 {
            return false;
        }
        capitals += usize::from(upper);
    }
    capitals * 2 >= count
}

fn is_acronym(word: &str) -> bool {
    word.len() >= 4 && word.chars().all(|c| c.is_ascii_uppercase())
}
