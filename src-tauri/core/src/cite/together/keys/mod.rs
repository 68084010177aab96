//! What a style sorts a paper by, as text. The processor writes both papers anew whenever it compares two, and looks the
//! rules of the alphabet up each time; here each key of a paper is written once, and only when it is asked for.
//!
//! The processor gives its own keys to nobody. So each is written by a style that cites a paper by nothing but this
//! key, said in the way CSL sorts: family names first, no labels, no “et al.”, dates as numbers. Tests hold that every
//! style within the program sorts as the processor does.

mod elements;
mod paper;

use std::cell::OnceCell;
use std::cmp::Ordering;

use citationberg::json::Item;
use citationberg::taxonomy::{NumberVariable, Variable};
use citationberg::{
    DelimiterBehavior, DemoteNonDroppingParticle, IndependentStyle, InheritableNameOptions, Layout,
    LayoutRenderingElement as Element, Locale, LocaleCode, LongShortForm, NameAsSortOrder, Names, Sort, SortDirection,
    SortKey, TextDecoration, TextTarget, VerticalAlign,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren,
    standalone_citation,
};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

use self::elements::{date, sorted_by};
use self::paper::sortable;
use crate::cite::papers::dates::When;
use crate::cite::papers::givens::{Givens, Manner, trim_end};
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::bare;
use crate::cite::styles::elements::{each, text};

/// The places of items in a style's order.
pub fn sorted(
    papers: &[Paper],
    style: &IndependentStyle,
    sort: &Sort,
    locale: Option<&LocaleCode>,
    locales: &[Locale],
    givens: (&Givens, &Manner),
) -> Vec<usize> {
    let demoted = style.settings.demote_non_dropping_particle != DemoteNonDroppingParticle::Never;
    let items: Vec<Item> = papers.iter().map(|paper| sortable(paper, demoted)).collect();
    let keys: Vec<Key> = sort.keys.iter().map(|key| Key::new(style, key, items.len())).collect();
    let code = locale.or(style.default_locale.as_ref()).map_or("en-US", |code| code.0.as_str());
    let alphabet = alphabet(code);
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|one, other| {
        let by = |key: &Key| {
            let said =
                |at: usize| key.texts[at].get_or_init(|| key.write(&papers[at], &items[at], locale, locales, givens));
            key.compare(said(*one), said(*other), alphabet.as_ref())
        };
        keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    order
}

/// The rules of a language's alphabet; those of all languages for one that is not known.
fn alphabet(code: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: icu_locale::Locale = code.parse().ok()?;
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

struct Key {
    style: IndependentStyle,
    descending: bool,
    /// Numbers in texts are compared as such.
    numeric: bool,
    /// What is known without the processor.
    known: Option<Variable>,
    /// It says the number of a paper.
    numbered: bool,
    texts: Vec<OnceCell<String>>,
}

impl Key {
    fn new(style: &IndependentStyle, key: &SortKey, count: usize) -> Self {
        let long = |var| Element::Text(text(TextTarget::Variable { var, form: LongShortForm::Long }));
        let mut options = InheritableNameOptions::default();
        let (element, descending) = match key {
            SortKey::Variable { variable, sort_direction } => {
                // All names count.
                options.et_al_min = Some(u32::MAX);
                options.et_al_subsequent_min = Some(u32::MAX);
                let element = match variable {
                    Variable::Date(variable) => {
                        date(*variable, [true; 3]).map_or_else(|| long((*variable).into()), Element::Date)
                    }
                    Variable::Name(variable) => Element::Names(Names::with_variables(vec![*variable])),
                    other => long(*other),
                };
                (element, sort_direction)
            }
            SortKey::MacroName { name, names_min, names_use_first, names_use_last, sort_direction } => {
                options.et_al_min = *names_min;
                options.et_al_subsequent_min = *names_min;
                options.et_al_use_first = *names_use_first;
                options.et_al_subsequent_use_first = *names_use_first;
                options.et_al_use_last = *names_use_last;
                (Element::Text(text(TextTarget::Macro { name: name.clone() })), sort_direction)
            }
        };
        let numbered = matches!(key, SortKey::MacroName { name, .. } if numbers(style, name));
        let mut style = style.clone();
        options.name_as_sort_order = Some(NameAsSortOrder::All);
        options.delimiter_precedes_et_al = Some(DelimiterBehavior::Never);
        style.bibliography = None;
        style.citation.sort = None;
        style.citation.name_options = options;
        // The style's own are for what is printed: people of one initial differ by their whole given names.
        style.settings.options = InheritableNameOptions::default();
        style.citation.layout = Layout::new(vec![element], Default::default(), None, None);
        each(&mut style, &mut sorted_by);
        if style.settings.demote_non_dropping_particle == DemoteNonDroppingParticle::SortOnly {
            style.settings.demote_non_dropping_particle = DemoteNonDroppingParticle::DisplayAndSort;
        }
        let variable = match key {
            SortKey::Variable { variable, .. } => Some(variable),
            SortKey::MacroName { .. } => None,
        };
        Self {
            style,
            descending: *descending == SortDirection::Descending,
            numeric: matches!(variable, Some(Variable::Number(_) | Variable::Page(_))),
            known: variable.copied().filter(|variable| {
                matches!(variable, Variable::Date(_) | Variable::Number(NumberVariable::CitationNumber))
            }),
            numbered,
            texts: vec![OnceCell::new(); count],
        }
    }

    fn write(
        &self,
        paper: &Paper,
        item: &Item,
        locale: Option<&LocaleCode>,
        locales: &[Locale],
        (givens, manner): (&Givens, &Manner),
    ) -> String {
        match self.known {
            Some(Variable::Date(variable)) => {
                return paper.date(&variable.to_string()).map(When::sorted).unwrap_or_default();
            }
            Some(_) => return format!("{:010}", paper.number),
            None => {}
        }
        let request = || {
            let one = vec![CitationItem::with_entry(item)];
            CitationRequest::new(one, &self.style, locale.cloned(), locales, None)
        };
        let written = if self.numbered {
            let mut driver = BibliographyDriver::new().with_citation_number_offset(paper.number.saturating_sub(1));
            driver.citation(request());
            let list = driver.finish(BibliographyRequest::new(&self.style, locale.cloned(), locales));
            list.citations.into_iter().next().map_or_else(|| ElemChildren(Vec::new()), |one| one.citation)
        } else {
            standalone_citation(request())
        };
        let mut said = String::new();
        gather(&written, &mut said);
        // A full stop behind an initial's own is none.
        let said = bare(&givens.shown(&said, manner)).replace(['[', ']'], "").replace("..", ".").to_lowercase();
        if self.numeric || self.numbered { padded(&said) } else { said }
    }

    fn compare(&self, one: &str, other: &str, alphabet: Option<&CollatorBorrowed>) -> Ordering {
        // What has no key comes last in either direction.
        if one.is_empty() || other.is_empty() {
            return one.is_empty().cmp(&other.is_empty());
        }
        let order = alphabet.map_or_else(|| one.cmp(other), |alphabet| alphabet.compare(one, other));
        if self.descending { order.reverse() } else { order }
    }
}

/// The words of a key, without “et al.”
fn gather(children: &ElemChildren, said: &mut String) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => {
                let look = text.formatting;
                if (look.text_decoration, look.vertical_align) == (TextDecoration::Underline, VerticalAlign::Sub) {
                    trim_end(said);
                } else {
                    said.push_str(&text.text);
                }
            }
            ElemChild::Link { text, .. } => said.push_str(&text.text),
            ElemChild::Markup(text) => said.push_str(text),
            ElemChild::Elem(elem) => gather(&elem.children, said),
            ElemChild::Transparent { .. } => {}
        }
    }
}

/// Every number as long as every other, so that letters compare them.
fn padded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for piece in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            out.extend(std::iter::repeat_n('0', 10_usize.saturating_sub(digits)));
        }
        out.push_str(piece);
    }
    out
}

/// Whether a macro says the number of a paper.
pub fn numbers(style: &IndependentStyle, name: &str) -> bool {
    let number = Variable::Number(NumberVariable::CitationNumber);
    let within = style.macros.iter().find(|one| one.name == name);
    within.is_some_and(|one| {
        one.children.iter().any(|child| child.find_variable_element(number, &style.macros).is_some())
    })
}
