//! A single name as CSL has it: each of its parts with a look, a case and affixes of its own, and particles where they
//! belong. The processor says how much of the name is written, and in which order.

use citationberg::NamePart;
use hayagriva::types::Person;
use hayagriva::{ElemChild, ElemChildren, Formatting};

use super::glyphs::Glyphs;
use crate::cite::papers::givens::{Manner, behind, behind_sign, mark};
use crate::cite::papers::rich::{Sign, bare};
use crate::cite::styles::adapt::Each;

/// A name in its parts.
pub struct Name<'a> {
    particle: &'a str,
    family: &'a str,
    dropping: Option<&'a str>,
    suffix: Option<String>,
    comma_suffix: bool,
    /// It has no parts: it is that of an institution.
    whole: bool,
    /// The given name, in the code that says how much of it is shown.
    given: Option<String>,
    /// What stands between the family name and the given one when that comes first.
    inverted: Option<String>,
    demoted: bool,
    /// The processor puts the blank before “et al.” into the name.
    blank: bool,
}

impl<'a> Name<'a> {
    /// The parts of what the processor wrote for a person; none for what is no name, such as a dash in its place.
    pub fn of(person: &'a Person, written: &ElemChildren, demotes: bool, manner: &Manner) -> Option<Self> {
        let mut text = String::new();
        for child in &written.0 {
            let ElemChild::Text(part) = child else { return None };
            text.push_str(&part.text);
        }
        let (particle, family) = person.name.split_once(Sign::Part.char()).unwrap_or(("", &person.name));
        if family.is_empty() || !text.contains(family) || is_asian(family) {
            return None;
        }
        let mut name = Self {
            particle: particle.trim_end(),
            family,
            dropping: person.prefix.as_deref(),
            suffix: person.suffix.clone().filter(|suffix| text.trim_end().ends_with(suffix.as_str())),
            whole: family.starts_with(Sign::Whole.char()),
            comma_suffix: person.comma_suffix,
            given: None,
            inverted: None,
            demoted: false,
            blank: text.ends_with(' '),
        };
        if let Some(marked) = text.find(mark) {
            let start = text[..marked].char_indices().next_back().map_or(0, |(at, _)| at);
            let end = start + behind_sign(&text[start..]);
            // Where initials have no full stops, “Jr.” has none.
            let behind = behind(&text[start..end]).or(manner.behind.as_deref());
            if behind.is_some_and(|behind| !behind.contains('.')) {
                name.suffix = name.suffix.map(|suffix| suffix.replace('.', ""));
            }
            name.given = Some(text[start..end].to_owned());
            let before = &text[..start];
            if !bare(before).trim().is_empty() {
                let between = before.strip_prefix(person.name.as_str()).or_else(|| before.strip_prefix(family));
                let between = between.or_else(|| before.strip_prefix(Sign::Part.char())?.strip_prefix(family))?;
                name.inverted = Some(between.to_owned());
                name.demoted = demotes && !name.particle.is_empty();
            }
        }
        Some(name)
    }

    pub fn write(&self, glyphs: &mut Glyphs, each: Option<&Each>) {
        let affix = |text: Option<&String>| text.filter(|_| !self.whole).cloned().unwrap_or_default();
        glyphs.push(&affix(each.and_then(|each| each.affixes.prefix.as_ref())), Formatting::default());
        let around = glyphs.within(each.map(|each| each.look).unwrap_or_default());
        self.parts(glyphs, each);
        glyphs.back(around);
        glyphs.push(&affix(each.and_then(|each| each.affixes.suffix.as_ref())), Formatting::default());
        if self.blank {
            glyphs.push(" ", Formatting::default());
        }
    }

    fn parts(&self, glyphs: &mut Glyphs, each: Option<&Each>) {
        let family = each.and_then(|each| each.family.as_ref());
        let given = each.and_then(|each| each.given.as_ref());
        if self.whole {
            return Line { glyphs, begun: false }.part(self.family, family);
        }
        let mut line = Line { glyphs, begun: false };
        let Some(said) = &self.given else {
            line.affix(family, true);
            line.part(self.particle, family);
            line.part(self.family, family);
            line.suffix(self.suffix.as_deref(), self.comma_suffix);
            return line.affix(family, false);
        };
        let Some(between) = &self.inverted else {
            line.affix(given, true);
            line.part(said, given);
            line.affix(given, false);
            line.text(" ");
            line.affix(family, true);
            line.begun = false;
            line.part(self.dropping.unwrap_or_default(), given);
            line.part(self.particle, family);
            line.part(self.family, family);
            line.suffix(self.suffix.as_deref(), self.comma_suffix);
            return line.affix(family, false);
        };
        line.affix(family, true);
        if !self.demoted {
            line.part(self.particle, family);
        }
        line.part(self.family, family);
        line.affix(family, false);
        line.text(between);
        line.affix(given, true);
        line.begun = false;
        line.part(said, given);
        line.part(self.dropping.unwrap_or_default(), given);
        if self.demoted {
            line.part(self.particle, family);
        }
        line.affix(given, false);
        if let Some(suffix) = &self.suffix {
            line.text(between);
            line.text(suffix);
        }
    }
}

/// A name as it grows.
struct Line<'g, 'a> {
    glyphs: &'g mut Glyphs<'a>,
    /// Something stands before the next part.
    begun: bool,
}

impl Line<'_, '_> {
    fn text(&mut self, text: &str) {
        self.glyphs.push(text, Formatting::default());
    }

    /// What stands before or behind a part.
    fn affix(&mut self, part: Option<&NamePart>, before: bool) {
        let affixes = part.map(|part| &part.affixes);
        let affix =
            affixes.and_then(|affixes| if before { affixes.prefix.as_deref() } else { affixes.suffix.as_deref() });
        self.text(affix.unwrap_or_default());
    }

    fn part(&mut self, text: &str, part: Option<&NamePart>) {
        if text.is_empty() {
            return;
        }
        if self.begun {
            // A particle such as “d’” takes it back.
            self.text(" ");
        }
        self.begun = true;
        let around = self.glyphs.within(part.map(|part| part.formatting).unwrap_or_default());
        self.glyphs.cased(text, part.and_then(|part| part.text_case));
        self.glyphs.back(around);
    }

    fn suffix(&mut self, suffix: Option<&str>, comma: bool) {
        if let Some(suffix) = suffix {
            self.text(if comma { ", " } else { " " });
            self.text(suffix);
        }
    }
}

/// Names of scripts that put no blank between their parts; the processor knows them.
fn is_asian(family: &str) -> bool {
    family.chars().any(|c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'))
}
