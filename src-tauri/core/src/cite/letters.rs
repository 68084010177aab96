//! Letters of titles on their way through the processor: typographic quotes, and capitals that must stay.
//!
//! For “title case” the processor writes small what is all capitals, or capitals in the middle of a word: “NLP” and
//! “SIGdial” would become “Nlp” and “Sigdial”, whatever CSL says. So the letters of words with a capital go through it
//! as characters of private use, which have no case, and come back at the end.

use super::rich::{Mark, sign, tags};

/// Where the letters are while they are hidden: the private plane that has a place for each of the first plane's.
const HIDDEN: u32 = 0xF_0000;
/// Words within a title that stay small: CSL's own, which the processor forgets after a comma, and those of names.
const SMALL: [&str; 33] = [
    "a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto", "or",
    "out", "over", "so", "the", "till", "to", "up", "via", "with", "yet", "de", "von", "van", "et", "al", "ca",
];

/// Typographic quotes for typewritten ones, signs for tags.
pub fn curled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut tags = tags(text).into_iter().peekable();
    let (mut within, mut kept) = (0, false);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some((_, length, mark, begins)) = tags.next_if(|tag| tag.0 == at) {
            out.push(sign(mark, begins));
            within = at + length;
            kept = if mark == Mark::NoCase { begins } else { kept };
        }
        if at < within {
            continue;
        }
        let opens = before.is_whitespace() || matches!(before, '(' | '[' | '“' | '‘' | '-' | '–' | '—' | '/');
        let year = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let c = match c {
            '\'' if opens && !year => '‘',
            '\'' => '’',
            '"' if opens => '“',
            '"' => '”',
            // Nobody else's characters may come back as letters.
            c if hidden(c).is_some() => '\u{fffd}',
            c => c,
        };
        out.push(if kept { hiding(c) } else { c });
        before = c;
    }
    out
}

/// A letter as it is while it is hidden.
fn hiding(c: char) -> char {
    let moved = Some(c as u32).filter(|code| c.is_alphabetic() && *code < 0xFFFE);
    moved.and_then(|code| char::from_u32(HIDDEN + code)).unwrap_or(c)
}

/// Hides the words whose case must stay as it is.
pub fn hide(text: &str) -> String {
    if !text.contains(char::is_lowercase) {
        // All in capitals: there is no telling which of them are meant.
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut starts = true;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        // CSL writes the first word large, and the last, which has no blank behind it.
        let inner = !starts && word.ends_with(char::is_whitespace);
        let stays_small = inner && (SMALL.contains(&bare) || bare.starts_with("d’"));
        if stays_small || word.contains(char::is_uppercase) {
            // What is hidden already is not alphabetic.
            out.extend(word.chars().map(hiding));
        } else {
            out.push_str(word);
        }
        starts = word.trim_end().ends_with([':', '.', '?', '!']);
    }
    out
}

/// The letter that was hidden as this character.
pub fn hidden(c: char) -> Option<char> {
    char::from_u32((c as u32).checked_sub(HIDDEN).filter(|code| *code < 0xFFFE)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_curled_the_right_way() {
        for (typed, expected) in [
            ("The bees' \"garden\" ('old')", "The bees’ “garden” (‘old’)"),
            ("Moss'14: it's 'fine'", "Moss’14: it’s ‘fine’"),
            ("Spring of '68", "Spring of ’68"),
            ("no quotes", "no quotes"),
        ] {
            assert_eq!(curled(typed), expected, "the quotes of {typed}");
        }
    }

    #[test]
    fn words_with_a_capital_are_hidden_and_come_back() {
        for (title, shown) in [
            ("deep NLP for iPhones", "deep *** *** *******"),
            ("Fields de Moss et al, and more of", "****** ** **** ** **, *** more of"),
            ("ALL CAPITALS", "ALL CAPITALS"),
            ("plain words: de novo", "plain words: de novo"),
        ] {
            let through = hide(title);
            let seen: String = through.chars().map(|c| if hidden(c).is_some() { '*' } else { c }).collect();
            assert_eq!(seen, shown, "what of {title} the processor may not change");
            let back: String = through.chars().map(|c| hidden(c).unwrap_or(c)).collect();
            assert_eq!(back, title, "every letter of it comes back");
        }
    }
}
