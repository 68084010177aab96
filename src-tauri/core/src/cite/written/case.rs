//! The case of a text as a style asks for it, by CSL's rules. The processor's own writes small what is all capitals, or
//! capitals within a word, whatever CSL says: “NLP” would become “Nlp”.

use citationberg::TextCase;

use super::glyphs::{Glyph, Kind};

/// Words within a title that stay small: CSL's own, and those of names.
const SMALL: [&str; 100] = [
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "de",
    "despite",
    "down",
    "during",
    "d’",
    "et",
    "except",
    "for",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "v.",
    "van",
    "versus",
    "via",
    "vis-à-vis",
    "von",
    "vs",
    "vs.",
    "with",
    "within",
    "without",
    "yet",
];

/// Changes the case of the letters from `start` on.
pub fn change(list: &mut Vec<Glyph>, start: usize, case: TextCase, english: bool) {
    match case {
        TextCase::Uppercase => mapped(list, start, |c| c.to_uppercase().collect()),
        TextCase::Lowercase => mapped(list, start, |c| c.to_lowercase().collect()),
        TextCase::CapitalizeFirst => {
            if let Some(first) = words(&list[start..]).first() {
                large(&mut list[start + first.0..start + first.1]);
            }
        }
        TextCase::CapitalizeAll => {
            for (from, to) in pieces(&list[start..], |c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '.'))
            {
                large(&mut list[start + from..start + to]);
            }
        }
        // A habit of English.
        TextCase::TitleCase if english => title(list, start),
        TextCase::TitleCase => {}
        TextCase::SentenceCase => sentence(list, start),
    }
}

/// Every letter but those that keep their case; one may become several.
fn mapped(list: &mut Vec<Glyph>, start: usize, map: impl Fn(char) -> Vec<char>) {
    let rest = list.split_off(start);
    for glyph in rest {
        if matches!(glyph.kind, Kind::Kept | Kind::Quote { .. }) {
            list.push(glyph);
        } else {
            list.extend(map(glyph.c).into_iter().map(|c| Glyph { c, ..glyph }));
        }
    }
}

/// A word with a large first letter, unless it has capitals already.
fn large(word: &mut [Glyph]) {
    if word.iter().any(|one| one.c.is_uppercase() || one.kind == Kind::Kept && one.c.is_alphabetic()) {
        return;
    }
    // “@moss” and “’tis” stay.
    let before = |one: &&mut Glyph| {
        !matches!(one.c, '@' | '#' | '’' | '_' | '*' | '+') || matches!(one.kind, Kind::Quote { .. })
    };
    let mut start = word.iter_mut().take_while(before);
    if let Some(first) = start.find(|one| one.c.is_alphanumeric()) {
        let mut upper = first.c.to_uppercase();
        if let (Some(c), None) = (upper.next(), upper.next()) {
            first.c = c;
        }
    }
}

/// Where the words are: between blanks.
fn words(list: &[Glyph]) -> Vec<(usize, usize)> {
    pieces(list, |c| c.is_whitespace())
}

fn pieces(list: &[Glyph], parts: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=list.len() {
        if at == list.len() || parts(list[at].c) {
            if start < at {
                found.push((start, at));
            }
            start = at + 1;
        }
    }
    found
}

/// Whether a text is in capitals throughout, so that there is no telling which of them are meant.
fn all_large(list: &[Glyph]) -> bool {
    !list.iter().any(|one| one.c.is_lowercase()) && list.iter().any(|one| one.c.is_uppercase())
}

fn small(list: &mut [Glyph]) {
    for glyph in list.iter_mut().filter(|one| one.kind != Kind::Kept) {
        let mut lower = glyph.c.to_lowercase();
        if let (Some(c), None) = (lower.next(), lower.next()) {
            glyph.c = c;
        }
    }
}

fn sentence(list: &mut [Glyph], start: usize) {
    let list = &mut list[start..];
    if all_large(list) {
        small(list);
    }
    if let Some((from, to)) = words(list).first().copied() {
        large(&mut list[from..to]);
    }
}

fn title(list: &mut [Glyph], start: usize) {
    let list = &mut list[start..];
    let words = pieces(list, |c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '.' | '(' | ')' | '[' | ']'));
    let last = words.len().saturating_sub(1);
    let mut starts = true;
    for (place, (from, to)) in words.into_iter().enumerate() {
        let text: String = list[from..to].iter().map(|one| one.c).collect();
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let inner = !starts && place < last;
        // A letter alone is none that begins a word, but in “E-Mail”.
        let hyphen = list.get(to).is_some_and(|one| one.c == '-');
        let single = !starts && !hyphen && text.chars().filter(|c| c.is_alphanumeric()).count() == 1;
        let stays = single
            || inner
                && (SMALL.contains(&bare)
                    || SMALL.contains(&bare.trim_end_matches('.'))
                    || bare.chars().nth(1) == Some('’'));
        if !stays {
            large(&mut list[from..to]);
        }
        starts = text.ends_with([':', '?', '!']) && !stays;
    }
}
