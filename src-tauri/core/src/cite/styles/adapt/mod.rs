//! Styles said in other words where the processor mistakes those of the file. Each change means the same by CSL's
//! rules; the suite's scores show what it is good for.
//!
//! What the processor does in its own way is taken from the style and done at the end: the looks of an element, which
//! must not reach the text before and behind it, quotation marks and case. For this an element's text is put between
//! two signs, see [`crate::cite::papers::rich`].

mod names;
mod scope;
mod words;

use citationberg::taxonomy::{StandardVariable, Variable};
use citationberg::{
    Affixes, Formatting, Group, IndependentStyle, InheritableNameOptions, LabelPluralize,
    LayoutRenderingElement as Element, LongShortForm, Text, TextTarget,
};

pub use self::scope::{Each, Scope};
pub use self::words::genders;
use self::words::{behind, joints, layout_look, typographic};
use super::elements::{text, unnamed, variable, when_there};
use super::stand_ins;
use crate::cite::papers::givens::Manner;
use crate::cite::papers::numbers::Asked;
use crate::cite::papers::quotes::styles;
use crate::cite::papers::rich::{MOST, Sign};

/// A variable that no item has, see `item::LEFT_OUT`.
const ABSENT: StandardVariable = StandardVariable::Annote;
const UNPRINTED: [StandardVariable; 3] =
    [StandardVariable::Abstract, StandardVariable::Note, StandardVariable::Keyword];
/// Variables that hardly any style prints. Those that a style does not name carry what the processor cannot know.
const SPARE: [StandardVariable; 5] = [
    StandardVariable::License,
    StandardVariable::References,
    StandardVariable::Scale,
    StandardVariable::Division,
    StandardVariable::ReviewedGenre,
];

/// What a style was found to do.
#[derive(Debug, Clone)]
pub struct Adapted {
    pub scopes: Vec<Scope>,
    /// The looks of a whole citation and of a whole entry.
    pub layouts: [Formatting; 2],
    /// What it does not print of what is long or the reader's own.
    pub unprinted: Vec<StandardVariable>,
    /// The variable that holds the letter behind a year.
    pub suffix: StandardVariable,
    /// It says where the letter behind a year goes.
    pub places_suffix: bool,
    /// Which other variable is there when one is, for conditions.
    pub stand_ins: Vec<(String, String)>,
    /// It prints labels of letters and years.
    pub labels: bool,
    /// How it writes given names.
    pub manner: Manner,
    names_delimiter: Option<String>,
    /// What names inherit to go behind initials.
    behind: Option<String>,
}

fn name(variable: Variable) -> String {
    variable.to_string()
}

/// What a text asks of a number.
fn asked(target: &TextTarget) -> Option<(String, Asked)> {
    match target {
        TextTarget::Variable { var: var @ (Variable::Number(_) | Variable::Page(_)), .. } => {
            Some((name(*var), Asked::Text))
        }
        _ => None,
    }
}

/// Changes a style.
pub fn adapt(style: &mut IndependentStyle) -> Adapted {
    let delimiter = |options: &InheritableNameOptions| options.names_delimiter.clone();
    let of_style = delimiter(&style.settings.options);
    let list = style.bibliography.as_ref().and_then(|list| delimiter(&list.name_options));
    style.locale.iter_mut().for_each(genders);
    style.locale.iter_mut().for_each(typographic);
    // Asked after all that may be taken at once: for this the whole style is written out.
    let mut unprinted = unnamed(style, &[&UNPRINTED[..], &SPARE, &stand_ins::SPARE].concat());
    let mut free = unprinted.split_off(unprinted.iter().take_while(|one| UNPRINTED.contains(one)).count());
    let others = free.split_off(free.iter().take_while(|one| SPARE.contains(one)).count());
    let spare = |at: usize| free.get(at).copied().unwrap_or(SPARE[at]);
    let suffix = spare(0);
    let mut adapted = Adapted {
        scopes: Vec::new(),
        layouts: [layout_look(&mut style.citation.layout), Formatting::default()],
        unprinted,
        suffix,
        stand_ins: stand_ins::conditions(style, others),
        places_suffix: false,
        labels: false,
        manner: Manner::default(),
        names_delimiter: delimiter(&style.citation.name_options).or_else(|| of_style.clone()),
        behind: None,
    };
    adapted.manner.hyphens = style.settings.initialize_with_hyphen;
    let lists = style.bibliography.as_ref().and_then(|list| list.name_options.initialize_with.clone());
    let everywhere = style.settings.options.initialize_with.clone();
    adapted.behind = everywhere.or_else(|| style.citation.name_options.initialize_with.clone()).or(lists);
    adapted.options(&mut style.settings.options);
    adapted.options(&mut style.citation.name_options);
    adapted.children(&mut style.citation.layout.elements);
    let of_citation = adapted.names_delimiter.take();
    adapted.names_delimiter = list.or(of_style);
    if let Some(bibliography) = &mut style.bibliography {
        behind(&mut bibliography.layout.suffix);
        if let Some(suffix) = &mut bibliography.layout.suffix {
            suffix.insert(0, Sign::Part.char());
        }
        adapted.layouts[1] = layout_look(&mut bibliography.layout);
        adapted.options(&mut bibliography.name_options);
        adapted.children(&mut bibliography.layout.elements);
    }
    adapted.names_delimiter = of_citation.or(adapted.names_delimiter);
    style.macros.iter_mut().for_each(|one| adapted.children(&mut one.children));
    adapted
}

impl Adapted {
    fn children(&mut self, list: &mut Vec<Element>) {
        list.iter_mut().for_each(|one| self.element(one));
        if list.iter().any(|element| matches!(element, Element::Names(_))) {
            // Without it names that nobody has are not seen as missing, and “in” stands before nothing.
            list.push(Element::Text(text(variable(ABSENT))));
        }
    }

    fn element(&mut self, element: &mut Element) {
        match element {
            Element::Names(one) => self.names(one),
            Element::Group(group) => self.group(group),
            Element::Choose(choose) => {
                self.children(&mut choose.if_.children);
                choose.else_if.iter_mut().for_each(|branch| self.children(&mut branch.children));
                choose.otherwise.iter_mut().for_each(|branch| self.children(&mut branch.children));
            }
            Element::Label(label) => {
                let number = Some((name(label.variable.into()), Asked::Label(Box::new(label.clone()))));
                let one = &mut label.label;
                let scope = Scope {
                    look: std::mem::take(&mut one.formatting),
                    case: one.text_case.take(),
                    no_stops: one.strip_periods,
                    number,
                    ..Scope::default()
                };
                if let Some(suffix) = &mut one.affixes.suffix {
                    suffix.push(Sign::Part.char());
                }
                self.scope(scope, &mut one.affixes);
            }
            Element::Text(one) => {
                let is_macro = matches!(one.target, TextTarget::Macro { .. });
                let scope = Scope {
                    look: std::mem::take(&mut one.formatting),
                    quotes: std::mem::take(&mut one.quotes),
                    // citeproc-js leaves the case of macros alone.
                    case: one.text_case.take().filter(|_| !is_macro),
                    number: asked(&one.target),
                    around: is_macro,
                    term: matches!(one.target, TextTarget::Term { .. }),
                    no_stops: is_macro && std::mem::take(&mut one.strip_periods),
                    ..Scope::default()
                };
                self.scope(scope, &mut one.affixes);
                if let TextTarget::Value { val } = &mut one.target {
                    *val = styles(val);
                }
                let short = |var| TextTarget::Variable { var: Variable::Standard(var), form: LongShortForm::Short };
                if one.target == variable(StandardVariable::YearSuffix) {
                    self.places_suffix = true;
                    one.target = variable(self.suffix);
                    *element = when_there(self.suffix, one.clone(), None);
                } else if one.target == variable(StandardVariable::CitationLabel) {
                    self.labels = true;
                } else if one.target == short(StandardVariable::ContainerTitle) {
                    // The processor knows no short form of it.
                    let long = Text { target: variable(StandardVariable::ContainerTitle), ..one.clone() };
                    one.target = variable(StandardVariable::ContainerTitleShort);
                    *element = when_there(StandardVariable::ContainerTitleShort, one.clone(), Some(long));
                }
            }
            Element::Date(one) => {
                let look = std::mem::take(&mut one.formatting);
                self.scope(Scope { look, date: Some(Box::new(one.clone())), ..Scope::default() }, &mut one.affixes);
            }
            Element::Number(one) => {
                let scope = Scope {
                    look: std::mem::take(&mut one.formatting),
                    number: Some((
                        name(one.variable.into()),
                        Asked::Form(one.form, one.variable.into(), one.text_case.take()),
                    )),
                    ..Scope::default()
                };
                self.scope(scope, &mut one.affixes);
            }
        }
    }

    fn group(&mut self, group: &mut Group) {
        let look = Formatting {
            font_style: group.font_style.take(),
            font_variant: group.font_variant.take(),
            font_weight: group.font_weight.take(),
            text_decoration: group.text_decoration.take(),
            vertical_align: group.vertical_align.take(),
        };
        let mut affixes = Affixes { prefix: group.prefix.take(), suffix: group.suffix.take() };
        self.scope(Scope { look, around: true, ..Scope::default() }, &mut affixes);
        (group.prefix, group.suffix) = (affixes.prefix, affixes.suffix);
        if let Some(delimiter) = &mut group.delimiter {
            *delimiter = format!("{}{delimiter}{}", Sign::Delimiter.char(), Sign::DelimiterEnd.char());
        }
        self.children(&mut group.children);
    }

    /// Puts an element's text between signs, within what stands before and behind it.
    fn scope(&mut self, scope: Scope, affixes: &mut Affixes) {
        joints(affixes);
        let plain = scope.look == Formatting::default()
            && !(scope.quotes || scope.no_stops || scope.term || scope.around)
            // The processor leaves out what ends alike.
            && affixes.suffix.as_ref().is_none_or(String::is_empty)
            && scope.people.as_ref().is_none_or(|people| people.1.plural == LabelPluralize::Contextual)
            && (scope.case.is_none() && scope.date.is_none() && scope.names.is_none() && scope.number.is_none());
        if !plain && self.scopes.len() < MOST {
            affixes.prefix.get_or_insert_default().push(Sign::Scope(self.scopes.len()).char());
            affixes.suffix.get_or_insert_default().insert(0, Sign::ScopeEnd(self.scopes.len()).char());
            self.scopes.push(scope);
        }
    }
}
