//! Writes what the processor made of one paper.

use citationberg::{DemoteNonDroppingParticle, Display};
use hayagriva::types::Person;
use hayagriva::{Elem, ElemChild, ElemChildren, ElemMeta, Formatting};

use super::glyphs::{Glyphs, Letters};
use super::looks::applied;
use super::names::Name;
use crate::cite::papers::date_text;
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::Sign;
use crate::cite::work::Work;

/// People of a role, as the processor has them.
type Roles = [(Vec<Person>, citationberg::taxonomy::NameVariable)];

/// Writes what the processor made of one paper.
pub struct Writer<'w> {
    pub work: &'w Work<'w>,
    pub paper: &'w Paper,
    /// What goes behind the first year; it is said once.
    pub suffix: &'w str,
    pub glyphs: Glyphs<'w>,
    /// Leaves out the first names there are.
    pub without_names: bool,
}

impl Writer<'_> {
    pub fn children(&mut self, children: &ElemChildren) {
        self.among(children, &[]);
    }

    fn among(&mut self, children: &ElemChildren, roles: &Roles) {
        let is_name =
            |child: &ElemChild| matches!(child, ElemChild::Elem(one) if matches!(one.meta, Some(ElemMeta::Name(..))));
        let first = children.0.iter().position(is_name);
        for (at, child) in children.0.iter().enumerate() {
            match child {
                // “Alder … Rowan”, without the comma there would be between two.
                ElemChild::Text(text) if first.is_some_and(|first| first + 1 == at) && text.text.ends_with("… ") => {
                    self.glyphs.push(" … ", text.formatting);
                }
                child => self.child_among(child, roles),
            }
        }
    }

    pub fn child(&mut self, child: &ElemChild) {
        self.child_among(child, &[]);
    }

    fn child_among(&mut self, child: &ElemChild, roles: &Roles) {
        match child {
            ElemChild::Text(text) => self.glyphs.push(&text.text, text.formatting),
            // Links are the reader's to make: the address is in the text already.
            ElemChild::Link { text, .. } => self.glyphs.push(&text.text, text.formatting),
            ElemChild::Markup(text) => self.glyphs.push(text, Formatting::default()),
            ElemChild::Elem(elem) => self.elem(elem, roles),
            ElemChild::Transparent { .. } => {}
        }
    }

    fn elem(&mut self, elem: &Elem, roles: &Roles) {
        if self.without_names && matches!(elem.meta, Some(ElemMeta::Names(_))) && !elem.children.is_empty() {
            self.without_names = false;
            return;
        }
        let apart = matches!(elem.display, Some(Display::Block | Display::Indent | Display::RightInline));
        if apart {
            self.glyphs.blank();
        }
        match &elem.meta {
            Some(ElemMeta::Date) if self.date(elem) => {}
            Some(ElemMeta::Names(roles)) => self.among(&elem.children, roles),
            Some(ElemMeta::Name(role, at)) => {
                let person = roles.iter().find(|(_, one)| one == role).and_then(|(people, _)| people.get(*at));
                let demoted = self.work.style.csl.settings.demote_non_dropping_particle
                    == DemoteNonDroppingParticle::DisplayAndSort;
                let manner = &self.work.style.adapted.manner;
                match person.and_then(|person| Name::of(person, &elem.children, demoted, manner)) {
                    Some(name) => {
                        let each = self.glyphs.of_names();
                        name.write(&mut self.glyphs, each);
                    }
                    None => self.children(&elem.children),
                }
            }
            _ => self.among(&elem.children, roles),
        }
        if elem.display.is_some() {
            self.glyphs.blank();
        }
    }

    /// Writes a date; the processor knows no ranges, and takes full stops from what is behind a month. Says whether it did.
    fn date(&mut self, elem: &Elem) -> bool {
        let Some((number, look)) = scope(&elem.children) else { return false };
        let Some(date) = self.work.style.adapted.scopes.get(number).and_then(|scope| scope.date.as_ref()) else {
            return false;
        };
        let Some(when) = date.variable.and_then(|variable| self.paper.date(&variable.to_string())) else {
            return false;
        };
        let suffix = std::mem::take(&mut self.suffix);
        let begin = Sign::Scope(number).char();
        self.glyphs.push(&(date.affixes.prefix.clone().unwrap_or_default()), look);
        self.glyphs.push(&begin.to_string(), look);
        for (text, own) in date_text::pieces(date, when, &self.work.terms, suffix) {
            self.glyphs.push(&text, applied(look, own));
        }
        self.glyphs.push(&Sign::ScopeEnd(number).char().to_string(), look);
        self.glyphs.push(&(date.affixes.suffix.clone().unwrap_or_default()), look);
        true
    }

    pub fn finish(self) -> Letters {
        self.glyphs.finish()
    }
}

/// The first element of the style in a text, and the look there.
fn scope(children: &ElemChildren) -> Option<(usize, Formatting)> {
    children.0.iter().find_map(|child| match child {
        ElemChild::Text(text) => text.text.chars().find_map(|c| match Sign::of(c) {
            Some(Sign::Scope(number)) => Some((number, text.formatting)),
            _ => None,
        }),
        ElemChild::Elem(elem) => scope(&elem.children),
        _ => None,
    })
}
