//! Given names, and their initials. The processor's own initials lose letters (“J.J.” becomes “J.”, “Guo-ping” becomes
//! “G-ping”), so it gets one letter for a whole given name, which tells which name it stands for, and writes signs where
//! initials are asked for.

use std::collections::HashMap;

use super::rich::Sign;

/// A letter of the processor's; with the marks upon it, it is one for it.
const LETTER: char = 'Z';
/// What follows it unless it was made an initial.
const REST: char = 'x';
/// Marks that join any letter, and whose number says which name is meant.
const MARKS: std::ops::RangeInclusive<u32> = 0xE_0100..=0xE_01EF;

/// The given names of a list of papers.
#[derive(Debug, Clone, Default)]
pub struct Givens {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

/// How a style writes given names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manner {
    /// Hyphens stay between initials.
    pub hyphens: bool,
    /// What goes behind single letters where names are written in full.
    pub behind: Option<String>,
}

impl Givens {
    /// What goes through the processor for a given name.
    pub fn code(&mut self, given: &str) -> String {
        let next = self.names.len();
        let place = *self.places.entry(given.to_owned()).or_insert(next);
        if place == next {
            self.names.push(given.to_owned());
        }
        let many = MARKS.end() - MARKS.start() + 1;
        let mut code = String::from(LETTER);
        let mut left = place as u32;
        loop {
            code.extend(char::from_u32(MARKS.start() + left % many));
            left /= many;
            if left == 0 {
                break;
            }
        }
        code.push(REST);
        code
    }

    /// A text with its given names in full or as initials, as the processor says.
    pub fn shown(&self, text: &str, manner: &Manner) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(mark) {
            let (before, marked) = rest.split_at(at);
            let letter = before.char_indices().next_back().map_or(0, |(at, _)| at);
            out.push_str(&before[..letter]);
            let many = MARKS.end() - MARKS.start() + 1;
            let marks: Vec<u32> = marked.chars().take_while(|c| mark(*c)).map(|c| c as u32 - MARKS.start()).collect();
            let place =
                marks.iter().rev().fold(0_usize, |place, one| place.saturating_mul(many as usize) + *one as usize);
            rest = marked.trim_start_matches(mark);
            let given = self.names.get(place).map(String::as_str).unwrap_or_default();
            // The case that the style asked for was given to the code.
            let cased = match before[letter..].starts_with(char::is_lowercase) {
                true => given.to_lowercase(),
                false if rest.starts_with(REST.to_ascii_uppercase()) => given.to_uppercase(),
                false => given.to_owned(),
            };
            let given = cased.as_str();
            if let Some((behind, after)) = split_behind(rest) {
                out.push_str(&initials(given, behind, manner.hyphens));
                rest = after;
            } else {
                rest = rest.strip_prefix([REST, REST.to_ascii_uppercase()]).unwrap_or(rest);
                match &manner.behind {
                    Some(behind) => out.push_str(&whole(given, behind)),
                    None => out.push_str(given),
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// Whether a text has given names in it.
    pub fn in_text(text: &str) -> bool {
        text.contains(mark)
    }
}

/// What a style puts behind initials, between signs.
pub fn marked(behind: &str) -> String {
    format!("{}{behind}{}", Sign::Initials.char(), Sign::InitialsEnd.char())
}

/// What goes behind the initials of a given name, if they are asked for.
pub fn behind(code: &str) -> Option<&str> {
    split_behind(&code[code.find(Sign::Initials.char())?..]).map(|(behind, _)| behind)
}

fn split_behind(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix(Sign::Initials.char())?.split_once(Sign::InitialsEnd.char())
}

/// How long what stands for a given name is, at the beginning of a text.
pub fn behind_sign(text: &str) -> usize {
    let marked = text.find(mark).unwrap_or(text.len());
    let rest = text[marked..].trim_start_matches(mark);
    let after = match split_behind(rest) {
        Some((_, after)) => after,
        None => rest.strip_prefix([REST, REST.to_ascii_uppercase()]).unwrap_or(rest),
    };
    text.len() - after.len()
}

/// Whether a character is a mark of ours; nobody else's may come in.
pub fn mark(c: char) -> bool {
    MARKS.contains(&(c as u32))
}

/// The pieces of a given name, and whether a hyphen stands before each.
fn pieces(given: &str) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut hyphen = false;
    let mut piece = String::new();
    let mut chars = given.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() || matches!(c, '-' | '‐' | '‑') {
            if !piece.is_empty() {
                pieces.push((std::mem::take(&mut piece), hyphen));
                hyphen = false;
            }
            hyphen |= !c.is_whitespace();
            continue;
        }
        piece.push(c);
        // “J.J.” are two.
        if c == '.' && chars.peek().is_some_and(|next| next.is_alphabetic()) {
            pieces.push((std::mem::take(&mut piece), hyphen));
            hyphen = false;
        }
    }
    if !piece.is_empty() {
        pieces.push((piece, hyphen));
    }
    pieces
}

/// Takes off the blanks at the end.
pub fn trim_end(text: &mut String) {
    text.truncate(text.trim_end().len());
}

/// “Jean-Luc de” with “. ” is “J.-L. de”.
pub fn initials(given: &str, behind: &str, hyphens: bool) -> String {
    let mut out = String::new();
    for (piece, hyphen) in pieces(given) {
        let letters = piece.trim_end_matches('.');
        let Some(first) = letters.chars().next() else { continue };
        if first.is_lowercase() || matches!(first, '(' | '[' | '“' | '‘' | '«') {
            // The second half of a double name is no particle.
            if !hyphen || !hyphens {
                trim_end(&mut out);
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(&piece);
                out.push(' ');
            }
            continue;
        }
        if hyphen && hyphens {
            trim_end(&mut out);
            out.push('-');
        }
        out.push_str(&initial(letters, piece.ends_with('.')));
        out.push_str(behind);
    }
    trim_end(&mut out);
    out
}

/// One letter, or the letters that are one sound: “Ts.” stays, and “TSerendorj” is “Ts”.
fn initial(letters: &str, abbreviated: bool) -> String {
    let large = letters.chars().take_while(|c| c.is_uppercase()).count();
    let count = letters.chars().count();
    if abbreviated && large == 1 && count <= 3 {
        return letters.to_owned();
    }
    let kept = if large > 1 && large < count { large } else { 1 };
    let (first, rest): (String, String) =
        (letters.chars().take(1).collect(), letters.chars().take(kept).skip(1).collect());
    first + &rest.to_lowercase()
}

/// A given name in full, in which single letters are written as initials are.
fn whole(given: &str, behind: &str) -> String {
    let mut out = String::new();
    for (piece, hyphen) in pieces(given) {
        let letters = piece.trim_end_matches('.');
        let single = letters.chars().count() == 1 && letters.chars().all(char::is_uppercase);
        if hyphen && !single {
            trim_end(&mut out);
            out.push('-');
        }
        out.push_str(if single { letters } else { &piece });
        out.push_str(if single { behind } else { " " });
    }
    trim_end(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_keep_every_letter_that_is_one() {
        for (given, behind, hyphens, expected) in [
            ("John", ". ", true, "J."),
            ("J.J.", "", true, "JJ"),
            ("J.J.", ". ", true, "J. J."),
            ("J. B.", ".", true, "J.B."),
            ("Jean-Luc", ". ", true, "J.-L."),
            ("Jean-Luc", ". ", false, "J. L."),
            ("Guo-ping", "", true, "G"),
            ("Jean de", ". ", true, "J. de"),
            ("Ann (Nan)", ". ", true, "A. (Nan)"),
            ("Guo-ping", ". ", false, "G. ping"),
            ("ME", ". ", true, "M."),
            ("TSerendorj", ".", true, "Ts."),
            ("Ts.", ". ", true, "Ts."),
            ("Élan", ".", true, "É."),
            ("", ".", true, ""),
        ] {
            assert_eq!(initials(given, behind, hyphens), expected, "the initials of {given}");
        }
        for (given, behind, expected) in [
            ("John R", ". ", "John R."),
            ("M.E", " ", "M E"),
            ("G-J", ". ", "G. J."),
            ("Anne-Marie", ". ", "Anne-Marie"),
        ] {
            assert_eq!(whole(given, behind), expected, "{given} in full");
        }
    }

    #[test]
    fn names_come_back_from_the_processor() {
        let mut givens = Givens::default();
        let codes: Vec<String> = (0..60_000).map(|n| givens.code(&format!("Ida {n}"))).collect();
        assert_eq!(givens.code("Ida 7"), codes[7], "a name has one code");
        let manner = Manner { hyphens: true, behind: None };
        assert_eq!(givens.shown(&codes[7].to_uppercase(), &manner), "IDA 7", "in the case that was asked for");
        for at in [0, 1, 239, 240, 241, 57_600, 59_999] {
            assert_eq!(givens.shown(&format!("a {} b", codes[at]), &manner), format!("a Ida {at} b"), "in full");
            let initial = codes[at].trim_end_matches(REST).to_owned() + &marked(". ");
            assert_eq!(
                givens.shown(&format!("a {initial} b"), &manner),
                format!("a {} b", initials(&format!("Ida {at}"), ". ", true)),
                "as initials"
            );
        }
    }
}
