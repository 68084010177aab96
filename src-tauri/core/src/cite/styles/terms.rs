//! Words and habits of a language, looked up as CSL says: first in the style, then in the files of languages, from
//! the dialect to the language to what holds for all.

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{
    Date, DateForm, GrammarGender, IndependentStyle, Locale, LocaleCode, LocalizedTerm, OrdinalMatch, TermForm,
};

use crate::cite::papers::pages::Pages;

/// A style's words in a language.
pub struct Terms<'a> {
    style: &'a IndependentStyle,
    files: &'a [Locale],
    code: LocaleCode,
}

impl<'a> Terms<'a> {
    pub fn new(style: &'a IndependentStyle, locale: Option<&LocaleCode>, files: &'a [Locale]) -> Self {
        let code = locale.or(style.default_locale.as_ref()).cloned().unwrap_or_else(LocaleCode::en_us);
        Self { style, files, code }
    }

    pub fn find<R>(&self, look: impl Fn(&'a Locale) -> Option<R>) -> Option<R> {
        let language = LocaleCode(self.code.0.split('-').next().unwrap_or_default().to_owned());
        let in_style = [Some(&self.code), Some(&language), None];
        let fallback = self.code.fallback();
        let english = LocaleCode::en_us();
        let in_files = [Some(&self.code), fallback.as_ref(), Some(&english)];
        let of = |list: &'a [Locale], code: Option<&LocaleCode>| {
            list.iter().filter(|one| one.lang.as_ref() == code).find_map(&look)
        };
        let styles = in_style.into_iter().find_map(|code| of(&self.style.locale, code));
        styles.or_else(|| in_files.into_iter().flatten().find_map(|code| of(self.files, Some(code))))
    }

    pub fn term(&self, term: OtherTerm, form: TermForm) -> Option<&'a str> {
        let mut form = Some(form);
        while let Some(current) = form {
            let found = self.find(|locale| locale.term(Term::Other(term), current)?.single());
            if found.is_some() {
                return found;
            }
            form = current.fallback();
        }
        None
    }

    /// A word for one or for several.
    pub fn word(&self, term: Term, form: TermForm, several: bool) -> Option<&'a str> {
        let mut form = Some(form);
        while let Some(current) = form {
            let found = self.find(|locale| {
                let term = locale.term(term, current)?;
                if several { term.multiple().or(term.single()) } else { term.single() }
            });
            if found.is_some() {
                return found;
            }
            form = current.fallback();
        }
        None
    }

    /// The gender of what a word stands for.
    pub fn gender(&self, term: Term) -> Option<GrammarGender> {
        self.find(|locale| locale.term(term, TermForm::Long).map(|term| term.gender))?
    }

    /// A word in the form that agrees with a gender.
    pub fn gendered(&self, term: Term, gender: Option<GrammarGender>) -> Option<&'a str> {
        let of = |gender: Option<GrammarGender>| {
            self.find(|locale| {
                let mut all = locale.terms.iter().flat_map(|terms| &terms.terms);
                all.find(|one| one.name == term && one.gender == gender)?.single()
            })
        };
        of(gender).or_else(|| of(None))
    }

    /// What makes a number an ordinal one: the ending that fits it most closely among those of its gender, or of none.
    pub fn ordinal(&self, number: u32, gender: Option<GrammarGender>) -> Option<&'a str> {
        let terms: Vec<&LocalizedTerm> = self.find(|locale| {
            let all = locale.terms.iter().flat_map(|terms| &terms.terms);
            let ordinals: Vec<_> = all.filter(|one| matches!(one.name, Term::Other(term) if is_ending(term))).collect();
            (!ordinals.is_empty()).then_some(ordinals)
        })?;
        // Older styles have four endings, of which the last is for all others.
        let has = |number| terms.iter().any(|one| one.name == Term::Other(OtherTerm::OrdinalN(number)));
        if !terms.iter().any(|one| one.name == Term::Other(OtherTerm::Ordinal)) && (1..=4).all(has) {
            let last = if (11..=13).contains(&(number % 100)) { 4 } else { number % 10 };
            let last = if (1..=3).contains(&last) { last as u8 } else { 4 };
            return terms.iter().find(|one| one.name == Term::Other(OtherTerm::OrdinalN(last)))?.single();
        }
        let fits = |term: &LocalizedTerm| {
            let Term::Other(OtherTerm::OrdinalN(ending)) = term.name else { return false };
            let ending = u32::from(ending);
            match term.match_ {
                Some(OrdinalMatch::WholeNumber) => number == ending,
                Some(OrdinalMatch::LastTwoDigits) => number % 100 == ending,
                Some(OrdinalMatch::LastDigit) => number % 10 == ending,
                None if ending < 10 => number % 10 == ending,
                None => number % 100 == ending,
            }
        };
        let genders = [gender, None];
        let numbered = genders.iter().find_map(|gender| {
            let mut of: Vec<_> = terms.iter().filter(|one| one.gender == *gender && fits(one)).collect();
            of.sort_by_key(|one| match one.name {
                Term::Other(OtherTerm::OrdinalN(ending)) => std::cmp::Reverse(ending),
                _ => std::cmp::Reverse(0),
            });
            of.first()?.single()
        });
        let all = |gender: &Option<GrammarGender>| {
            terms.iter().find(|one| one.name == Term::Other(OtherTerm::Ordinal) && one.gender == *gender)?.single()
        };
        numbered.or_else(|| genders.iter().find_map(all))
    }

    /// The format of dates in a language.
    pub fn date(&self, form: DateForm) -> Option<&'a Date> {
        self.find(|locale| locale.date.iter().find(|date| date.form == Some(form)))
    }

    /// Whether only the first day of a month is an ordinal number.
    pub fn first_day_only(&self) -> bool {
        self.find(|locale| locale.style_options?.limit_day_ordinals_to_day_1).unwrap_or_default()
    }

    pub fn is_english(&self) -> bool {
        self.code.is_english()
    }

    pub fn pages(&self) -> Pages {
        let dash = self.term(OtherTerm::PageRangeDelimiter, TermForm::Long).unwrap_or("–").to_owned();
        Pages { format: self.style.settings.page_range_format, dash }
    }

    pub fn quotes(&self) -> Quotes {
        let text = |term, plain: &str| self.term(term, TermForm::Long).unwrap_or(plain).to_owned();
        Quotes {
            outer: [text(OtherTerm::OpenQuote, "“"), text(OtherTerm::CloseQuote, "”")],
            inner: [text(OtherTerm::OpenInnerQuote, "‘"), text(OtherTerm::CloseInnerQuote, "’")],
            take_marks: self.find(|locale| locale.style_options?.punctuation_in_quote).unwrap_or_default(),
        }
    }
}

fn is_ending(term: OtherTerm) -> bool {
    matches!(term, OtherTerm::Ordinal | OtherTerm::OrdinalN(_))
}

/// The quotation marks of a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotes {
    outer: [String; 2],
    inner: [String; 2],
    /// Whether full stops and commas go before the closing one.
    pub take_marks: bool,
}

impl Quotes {
    pub fn text(&self, opens: bool, inner: bool) -> &str {
        let pair = if inner { &self.inner } else { &self.outer };
        &pair[usize::from(!opens)]
    }

    /// Whether single marks are the outer ones.
    pub fn single_first(&self) -> bool {
        self.sign(true, false) == '‘'
    }

    /// The mark without the blanks that some languages have beside it.
    pub fn sign(&self, opens: bool, inner: bool) -> char {
        self.text(opens, inner).chars().find(|c| !c.is_whitespace()).unwrap_or('”')
    }
}

#[cfg(test)]
pub mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::cite::languages::LOCALES;
    use crate::cite::styles::style::Style;

    /// The words of a style in American English.
    pub fn english() -> Terms<'static> {
        static STYLE: LazyLock<Style> =
            LazyLock::new(|| Style::find("ieee", std::path::Path::new("there-is-no-such-folder")).expect("bundled"));
        Terms::new(&STYLE.csl, None, &LOCALES)
    }

    #[test]
    fn ordinal_numbers_end_as_they_are_spoken() {
        let terms = english();
        for (number, ending) in [(1, "st"), (2, "nd"), (11, "th"), (13, "th"), (21, "st"), (112, "th"), (103, "rd")] {
            assert_eq!(terms.ordinal(number, None), Some(ending), "the ending of {number}");
        }
    }
}
