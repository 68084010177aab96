//! Styles said in other words where the processor mistakes those of the file. Each change means the same by CSL's
//! rules; the suite's scores show what it is good for.

use citationberg::taxonomy::{NumberOrPageVariable, StandardVariable, Term, Variable};
use citationberg::{
    IndependentStyle, Label, LabelPluralize, LayoutRenderingElement as Element, LongShortForm, Name, Names, NamesChild,
    Text, TextTarget,
};

/// A variable that no item has, see `item::LEFT_OUT`.
const ABSENT: StandardVariable = StandardVariable::Annote;

/// Changes a style; gives whether it prints abstracts.
pub fn adapt(style: &mut IndependentStyle) -> bool {
    let abstracts = &mut false;
    children(&mut style.citation.layout.elements, abstracts);
    if let Some(bibliography) = &mut style.bibliography {
        children(&mut bibliography.layout.elements, abstracts);
    }
    style.macros.iter_mut().for_each(|one| children(&mut one.children, abstracts));
    *abstracts
}

fn children(list: &mut Vec<Element>, abstracts: &mut bool) {
    list.iter_mut().for_each(|one| element(one, abstracts));
    if list.iter().any(|element| matches!(element, Element::Names(_))) {
        // Without it names that nobody has are not seen as missing, and “in” stands before nothing.
        list.push(Element::Text(text(TextTarget::Variable {
            var: Variable::Standard(ABSENT),
            form: LongShortForm::Long,
        })));
    }
}

fn element(element: &mut Element, abstracts: &mut bool) {
    match element {
        Element::Names(one) => names(one, abstracts),
        Element::Group(group) => children(&mut group.children, abstracts),
        Element::Choose(choose) => {
            children(&mut choose.if_.children, abstracts);
            choose.else_if.iter_mut().for_each(|branch| children(&mut branch.children, abstracts));
            choose.otherwise.iter_mut().for_each(|branch| children(&mut branch.children, abstracts));
        }
        Element::Label(label) => {
            if let Some(same) = page_label(label) {
                *element = Element::Text(same);
            }
        }
        Element::Text(text) => {
            let printed =
                TextTarget::Variable { var: Variable::Standard(StandardVariable::Abstract), form: LongShortForm::Long };
            *abstracts |= text.target == printed;
        }
        Element::Date(_) | Element::Number(_) => {}
    }
}

/// Names with a label or a substitute and no “name” are not printed at all.
fn names(names: &mut Names, abstracts: &mut bool) {
    let has_name = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
    if !has_name && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
    for child in &mut names.children {
        if let NamesChild::Substitute(substitute) = child {
            // Names in here take their form from those they stand for.
            let others = substitute.children.iter_mut().filter(|child| !matches!(child, Element::Names(_)));
            others.for_each(|one| element(one, abstracts));
        }
    }
}

/// The word for pages in the number a style asks for; the processor looks at the pages only.
fn page_label(label: &Label) -> Option<Text> {
    let NumberOrPageVariable::Page(page) = label.variable else { return None };
    let plural = match label.label.plural {
        LabelPluralize::Never => false,
        LabelPluralize::Always => true,
        LabelPluralize::Contextual => return None,
    };
    let form = label.label.form;
    Some(Text {
        formatting: label.label.formatting,
        affixes: label.label.affixes.clone(),
        strip_periods: label.label.strip_periods,
        text_case: label.label.text_case,
        ..text(TextTarget::Term { term: Term::from(page), form, plural })
    })
}

/// A text with nothing around it.
pub fn text(target: TextTarget) -> Text {
    Text {
        target,
        formatting: Default::default(),
        affixes: Default::default(),
        display: None,
        quotes: false,
        strip_periods: false,
        text_case: None,
    }
}
