//! Words and habits of a language, looked up as CSL says: first in the style, then in the files of languages, from
//! the dialect to the language to what holds for all.

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{Date, DateForm, IndependentStyle, Locale, LocaleCode, TermForm};

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
