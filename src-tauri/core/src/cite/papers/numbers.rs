//! Numbers as a style writes them: “1st–3rd”, “i & iv”, “vols.”. The processor knows neither several numbers of several
//! kinds nor which of its ordinals agree with what, so it gets plain ones, and what it writes for them is written anew.

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{Label, LabelPluralize, NumberForm, TextCase};

use super::date_text::cased;
use super::quotes::field;
use super::rich::{Sign, tags};
use crate::cite::styles::terms::Terms;

/// What an element of a style asks of a number.
#[derive(Debug, Clone)]
pub enum Asked {
    /// As it is.
    Text,
    Form(NumberForm, Term, Option<TextCase>),
    Label(Box<Label>),
}

/// A number, or several, or what stands for one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    /// Each, and what stands behind it.
    pieces: Vec<(String, String)>,
    /// In place of the pieces, for pages and what is no number.
    text: Option<String>,
    pub numeric: bool,
    several: bool,
    /// What its label says, if not the variable's own name.
    of: Option<Term>,
}

impl Number {
    /// A number of CSL-JSON; `counts` is for one that says of how many something is.
    pub fn of(text: &str, counts: bool, and: &str, dash: &str) -> Self {
        let text = text.trim();
        let mut pieces = if tags(text).is_empty() { pieces(text, and) } else { Vec::new() };
        // A dash before a number is none.
        if pieces.len() > 1 && pieces[0].0.is_empty() {
            return Self { text: Some(field(text.trim_start_matches(['-', '–']))), ..Self::default() };
        }
        let numeric = !pieces.is_empty() && pieces.iter().all(|(value, _)| is_number(value));
        if !numeric {
            return Self { text: Some(field(&text.replace("\\-", "-"))), ..Self::default() };
        }
        for (_, joiner) in &mut pieces {
            match joiner.trim() {
                "&" => *joiner = " & ".to_owned(),
                hyphens if hyphens.starts_with('-') => *joiner = dash.to_owned(),
                dash if dash.starts_with('–') => *joiner = dash.to_owned(),
                _ => {}
            }
        }
        let many = counts && pieces.first().is_some_and(|(value, _)| leading(value) > 1);
        Self { several: pieces.len() > 1 || many, pieces, numeric, ..Self::default() }
    }

    /// The number of a place, of what kind it may be.
    pub fn labelled(self, of: Term) -> Self {
        Self { of: Some(of), ..self }
    }

    pub fn several(&self) -> bool {
        self.several
    }

    /// Pages, as they are written.
    pub fn pages(self, text: String, several: bool) -> Self {
        Self { text: Some(text), several: several || self.several, ..self }
    }

    /// What the processor gets: what it takes for a number, or for none.
    pub fn plain(&self) -> String {
        match self.pieces.as_slice() {
            [(value, _)] if self.numeric && value.bytes().all(|byte| byte.is_ascii_digit()) => value.clone(),
            _ if self.numeric => "1".to_owned(),
            _ => "x".to_owned(),
        }
    }

    /// What an element writes for it.
    pub fn written(&self, asked: &Asked, terms: &Terms) -> Option<String> {
        let form = match asked {
            Asked::Label(label) => return self.label(label, terms),
            Asked::Text => None,
            Asked::Form(form, term, case) => Some((*form, *term, *case)),
        };
        let plain = form.is_none_or(|(form, ..)| form == NumberForm::Numeric);
        if let Some(text) = self.text.as_ref().filter(|_| plain || !self.numeric) {
            return Some(text.clone());
        }
        let mut out = String::from(Sign::Field.char());
        for (value, joiner) in &self.pieces {
            let own = form.and_then(|(form, term, _)| said(value, form, term, terms));
            let own = own.unwrap_or_else(|| value.clone());
            out.push_str(&cased(own, form.and_then(|(.., case)| case)));
            out.push_str(joiner);
        }
        out.push(Sign::FieldEnd.char());
        Some(out)
    }

    fn label(&self, label: &Label, terms: &Terms) -> Option<String> {
        let several = match label.label.plural {
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
            LabelPluralize::Contextual => self.several,
        };
        terms.word(self.of.unwrap_or(Term::from(label.variable)), label.label.form, several).map(str::to_owned)
    }
}

/// A number with letters about it, a Roman one, or a fraction.
fn is_number(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| c.is_ascii_alphabetic());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = |(one, other): (&str, &str)| digits(one) && digits(other);
    let escaped = |(one, other): (&str, &str)| digits(one) && !other.is_empty() && text.contains('-');
    let roman = !text.is_empty() && text.chars().all(|c| "ivxlcdm".contains(c));
    digits(inner) || roman || text.split_once('/').is_some_and(fraction) || inner.split_once('-').is_some_and(escaped)
}

fn leading(text: &str) -> u32 {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// Parts a text where numbers are joined: “1-3, 5 & 7 and 9”.
fn pieces(text: &str, and: &str) -> Vec<(String, String)> {
    // A hyphen that is said to be one belongs to its number.
    let escaped = text.contains("\\-");
    let text = text.replace("\\-", "-");
    let mut out: Vec<(String, String)> = Vec::new();
    let mut rest = text.as_str();
    let mut piece = String::new();
    while let Some(c) = rest.chars().next() {
        let length = joiner(rest, and, escaped);
        if length > 0 {
            out.push((std::mem::take(&mut piece).trim_end().to_owned(), rest[..length].to_owned()));
            rest = &rest[length..];
        } else {
            piece.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out.push((piece, String::new()));
    out
}

/// How long what joins two numbers is.
fn joiner(text: &str, and: &str, escaped: bool) -> usize {
    let bare = text.trim_start();
    let blank = text.len() - bare.len();
    let behind = |rest: &str| rest.len() - rest.trim_start().len();
    let dashes = bare.len() - bare.trim_start_matches(['-', '–']).len();
    if dashes > 0 && !escaped {
        return blank + dashes + behind(&bare[dashes..]);
    }
    if let Some(rest) = bare.strip_prefix('&') {
        return blank + 1 + behind(rest);
    }
    let comma = bare.starts_with([',', ';']) && bare[1..].starts_with(char::is_whitespace);
    let after = if comma { bare[1..].trim_start() } else { bare };
    if comma || blank > 0 {
        let word = [and, "and"].into_iter().filter(|word| !word.is_empty()).find_map(|word| {
            let rest = after.strip_prefix(word).filter(|rest| rest.starts_with(char::is_whitespace))?;
            Some(text.len() - rest.trim_start().len())
        });
        if let Some(length) = word {
            return length;
        }
    }
    if comma && blank == 0 { text.len() - after.len() } else { 0 }
}

/// A number in a form, if it has one.
fn said(value: &str, form: NumberForm, of: Term, terms: &Terms) -> Option<String> {
    let sound = value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
    let number: u32 = value.parse().ok().filter(|number| sound && *number > 0)?;
    match form {
        NumberForm::Numeric => None,
        NumberForm::Ordinal => Some(value.to_owned() + terms.ordinal(number, terms.gender(of)).unwrap_or_default()),
        NumberForm::LongOrdinal => {
            let term = u8::try_from(number).ok().filter(|number| (1..=10).contains(number)).map(OtherTerm::LongOrdinal);
            let long = term.and_then(|term| terms.gendered(term.into(), terms.gender(of)));
            long.map(str::to_owned).or_else(|| said(value, NumberForm::Ordinal, of, terms))
        }
        NumberForm::Roman => roman(number),
    }
}

fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    // Nobody reads longer ones.
    if number >= 6000 {
        return None;
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::rich::bare;
    use super::*;

    #[test]
    fn numbers_are_told_from_what_is_none() {
        for (text, numeric, several, shown) in [
            ("3", true, false, "3"),
            ("1-3", true, true, "1–3"),
            ("1 - 3, 5", true, true, "1–3, 5"),
            ("1&3", true, true, "1 & 3"),
            ("1 and 3", true, true, "1 and 3"),
            ("i–iv", true, true, "i–iv"),
            ("2nd", true, false, "2nd"),
            ("e1034", true, false, "e1034"),
            ("1/2", true, false, "1/2"),
            ("12\\-3", true, false, "12-3"),
            ("1,3", false, false, "1,3"),
            ("-3", false, false, "3"),
            ("A-1", false, false, "A-1"),
            ("IV", false, false, "IV"),
            ("2nd ed.", false, false, "2nd ed."),
            ("", false, false, ""),
        ] {
            let number = Number::of(text, false, "and", "–");
            let terms = crate::cite::styles::terms::tests::english();
            let written = number.written(&Asked::Text, &terms).map(|text| bare(&text));
            assert_eq!((number.numeric, number.several), (numeric, several), "what {text} is");
            assert_eq!(written.as_deref(), Some(shown), "how {text} is written");
        }
        assert_eq!(roman(1994).as_deref(), Some("mcmxciv"), "in Roman signs");
    }
}
