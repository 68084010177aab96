//! One style at work in one language. Every paper goes through the processor alone: what papers do to each other (which
//! stand first, how they are told apart, what is not said twice) is decided here, so that a list can be written on all
//! cores and reads the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use citationberg::json::{Item, Value as Csl};
use citationberg::taxonomy::OtherTerm;
use citationberg::{IndependentStyle, Locale, LocaleCode, StyleClass, TermForm};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, LocatorPayload,
    Rendered, SpecificLocator,
};

use super::citation::locator::Locator;
use super::citation::positions::{Place, Position};
use super::papers::givens::Givens;
use super::papers::item::Paper;
use super::styles::style::Style;
use super::styles::terms::{Quotes, Terms};
use super::styles::variants;
use super::together::apart::{self, Apart, Form};
use super::written::glyphs::{Glyphs, Letters};
use super::written::writer::Writer;

pub struct Work<'a> {
    pub style: &'a Style,
    pub locale: Option<LocaleCode>,
    pub files: &'a [Locale],
    pub terms: Terms<'a>,
    pub quotes: Quotes,
    /// On how many cores it is done.
    pub cores: usize,
    pub givens: Givens,
    /// Whether the list shows how papers are told apart.
    pub list_tells_apart: bool,
    /// Whether the style says something only to tell papers apart.
    pub chooses: bool,
    /// Whether it knows initials.
    pub initials: bool,
    /// One entry alone, and with what tells it apart.
    list: [IndependentStyle; 2],
    /// One cite alone, and who is cited.
    cite: IndependentStyle,
    names: IndependentStyle,
    /// The same with more said of the names.
    variants: Mutex<HashMap<Form, Arc<IndependentStyle>>>,
}

/// An entry of the list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What stands in the margin before it.
    pub margin: Option<ElemChild>,
    pub content: ElemChildren,
    pub suffix: String,
}

impl<'a> Work<'a> {
    pub fn new(
        style: &'a Style,
        locale: Option<LocaleCode>,
        files: &'a [Locale],
        givens: Givens,
        cores: usize,
    ) -> Self {
        let terms = Terms::new(&style.csl, locale.as_ref(), files);
        let quotes = terms.quotes();
        let cite = variants::cite_alone(&style.csl);
        let names = variants::names_alone(&style.csl);
        let list = variants::entry_alone(&style.csl);
        let chosen = variants::chosen(&list);
        let list_tells_apart = style.tells_by_letters() || chosen != list;
        let list = [list, chosen];
        let chooses = variants::chosen(&cite) != cite;
        let initials = variants::initials(&cite);
        let variants = Mutex::default();
        Self {
            style,
            locale,
            files,
            terms,
            quotes,
            cores,
            givens,
            list_tells_apart,
            chooses,
            initials,
            list,
            cite,
            names,
            variants,
        }
    }

    /// Who is cited, in a style whose cites name nobody.
    pub fn people(&self, paper: &Paper) -> ElemChildren {
        self.cited(paper, &paper.item, &self.names)
    }

    fn variant(&self, form: Form) -> Arc<IndependentStyle> {
        let mut known = self.variants.lock().unwrap_or_else(PoisonError::into_inner);
        let style = known.entry(form).or_insert_with(|| Arc::new(variants::named(&self.cite, form)));
        Arc::clone(style)
    }

    /// A paper as it is cited, in a form.
    pub fn render(&self, paper: &Paper, item: &Item, form: Form) -> ElemChildren {
        let form = Form { near: paper.place.near, ..form };
        let variant = (form != Form::default()).then(|| self.variant(form));
        self.cited(paper, item, variant.as_deref().unwrap_or(&self.cite))
    }

    fn cited(&self, paper: &Paper, item: &Item, style: &IndependentStyle) -> ElemChildren {
        let written = self.written(paper, item, style);
        written.citations.into_iter().last().map_or_else(|| ElemChildren(Vec::new()), |one| one.citation)
    }

    fn written(&self, paper: &Paper, item: &Item, style: &IndependentStyle) -> Rendered {
        let mut driver = BibliographyDriver::new().with_citation_number_offset(paper.number.saturating_sub(1));
        let place = paper.place;
        let locator = paper.locator.as_ref().map(|(label, value)| SpecificLocator(*label, LocatorPayload::Str(value)));
        let mut request = |cited, note| {
            driver.citation(CitationRequest::new(cited, style, self.locale.clone(), self.files, note));
        };
        // What stood before is all that the processor knows of a place.
        let nobody = Item(BTreeMap::new());
        let before = match place.position {
            Position::First => Vec::new(),
            Position::Subsequent => vec![CitationItem::with_entry(item), CitationItem::with_entry(&nobody)],
            Position::Ibid => vec![CitationItem::with_locator(item, locator.clone())],
            Position::IbidWithLocator => vec![CitationItem::with_entry(item)],
        };
        let is_first = before.is_empty();
        if !is_first {
            request(before, place.first_note);
        }
        request(vec![CitationItem::with_locator(item, locator)], place.note.filter(|_| !is_first));
        driver.finish(BibliographyRequest::new(style, self.locale.clone(), self.files))
    }

    /// A paper as it is cited, told apart from others.
    pub fn cite(&self, paper: &Paper, apart: &Apart) -> ElemChildren {
        let suffixed = self.suffixed(paper, apart);
        let item = suffixed.as_ref().unwrap_or(&paper.item);
        apart::written(self, paper, item, apart)
    }

    /// A paper in the list.
    pub fn entry(&self, paper: &Paper, apart: &Apart) -> Entry {
        let suffixed = self.suffixed(paper, apart);
        let item = suffixed.as_ref().unwrap_or(&paper.item);
        let written = self.written(paper, item, &self.list[usize::from(apart.chosen)]);
        let entry = written.bibliography.and_then(|list| list.items.into_iter().next());
        let (margin, content) =
            entry.map_or_else(|| (None, ElemChildren(Vec::new())), |entry| (entry.first_field, entry.content));
        Entry { margin, content, suffix: apart.letters() }
    }

    /// A paper with the letter behind its year, if it has one.
    fn suffixed(&self, paper: &Paper, apart: &Apart) -> Option<Item> {
        apart.suffix?;
        let mut item = paper.item.clone();
        let letters = apart.letters();
        if let (true, Some(Csl::String(label))) = (self.style.adapted.labels, item.0.get_mut("citation-label")) {
            label.push_str(&letters);
        }
        item.0.insert(self.style.adapted.suffix.to_string(), Csl::String(letters));
        Some(item)
    }

    /// A paper as it is cited in a place of a text.
    pub fn placed(&self, paper: &Paper, place: Place, locator: Option<&Locator>) -> Paper {
        let and = self.terms.term(OtherTerm::And, TermForm::Long).unwrap_or_default();
        paper.cited(place, locator, &self.terms.pages(), and)
    }

    /// An entry as letters.
    pub fn letters(&self, entry: &Entry, paper: &Paper) -> Letters {
        let mut writer = self.writer(paper, &entry.suffix);
        writer.glyphs.within(self.style.adapted.layouts[1]);
        writer.glyphs.capital = true;
        if let Some(margin) = &entry.margin {
            writer.child(margin);
            writer.glyphs.blank();
        }
        writer.children(&entry.content);
        writer.finish()
    }

    pub fn writer<'w>(&'w self, paper: &'w Paper, suffix: &'w str) -> Writer<'w> {
        let mut glyphs =
            Glyphs::new(&self.style.adapted.scopes, &self.quotes, &self.givens, &self.style.adapted.manner);
        glyphs.english = paper.is_english().unwrap_or(self.terms.is_english());
        glyphs.capital = self.style.csl.settings.class == StyleClass::Note;
        glyphs.paper = Some((paper, &self.terms));
        let adapted = &self.style.adapted;
        let suffix = if adapted.places_suffix || adapted.labels { "" } else { suffix };
        Writer { work: self, paper, suffix, glyphs, without_names: false }
    }
}
