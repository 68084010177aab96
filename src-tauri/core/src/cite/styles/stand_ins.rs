//! Conditions on what stood in for others. The processor hides people, titles and dates that were written in place of
//! people, as CSL says, and takes them for ones that the paper does not have when a condition asks: a book by its editors
//! would lose its title. So conditions ask for a variable that the style does not name, which is there when they are.

use citationberg::taxonomy::{StandardVariable, Variable};
use citationberg::{
    ChooseBranch, IndependentStyle, LayoutRenderingElement as Element, NamesChild, Substitute, TextTarget,
};

use super::elements::{each, each_of};

/// Variables that few styles ask for. A condition does not mind what they are.
pub const SPARE: [StandardVariable; 10] = [
    StandardVariable::CallNumber,
    StandardVariable::Dimensions,
    StandardVariable::Jurisdiction,
    StandardVariable::OriginalPublisherPlace,
    StandardVariable::PMCID,
    StandardVariable::ISSN,
    StandardVariable::ArchiveCollection,
    StandardVariable::OriginalTitle,
    StandardVariable::PartTitle,
    StandardVariable::Source,
];

/// Changes a style's conditions to ask for variables that it leaves free; gives which of them is there when one is.
pub fn conditions(style: &mut IndependentStyle, free: Vec<StandardVariable>) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    each_branch(style, &mut |branch| asked.extend(branch.variable.iter().flatten().copied()));
    let hidden = stand_ins(style).into_iter().filter(|one| asked.contains(one));
    let others: Vec<(Variable, StandardVariable)> = hidden.zip(free).collect();
    each_branch(style, &mut |branch| {
        for variable in branch.variable.iter_mut().flatten() {
            if let Some((_, other)) = others.iter().find(|(one, _)| variable == one) {
                *variable = Variable::Standard(*other);
            }
        }
    });
    others.into_iter().map(|(one, other)| (one.to_string(), other.to_string())).collect()
}

fn each_branch(style: &mut IndependentStyle, change: &mut dyn FnMut(&mut ChooseBranch)) {
    each(style, &mut |element| {
        if let Element::Choose(choose) = element {
            change(&mut choose.if_);
            choose.else_if.iter_mut().for_each(&mut *change);
        }
    });
}

/// What may be written in place of people: in a substitute, or in macros called from there. People first.
fn stand_ins(style: &IndependentStyle) -> Vec<Variable> {
    let mut substitutes: Vec<Substitute> = Vec::new();
    each(&mut style.clone(), &mut |element| {
        if let Element::Names(names) = element {
            substitutes.extend(names.children.iter().filter_map(|child| match child {
                NamesChild::Substitute(substitute) => Some(substitute.clone()),
                _ => None,
            }));
        }
    });
    let (mut found, mut called) = (Vec::new(), Vec::new());
    let mut look = |list: &mut [Element], called: &mut Vec<String>| {
        each_of(list, &mut |element| match element {
            Element::Names(names) => found.extend(names.variable.iter().map(|one| Variable::Name(*one))),
            Element::Date(date) => found.extend(date.variable.map(Variable::Date)),
            Element::Text(text) => match &text.target {
                TextTarget::Variable { var: title @ Variable::Standard(StandardVariable::Title), .. } => {
                    found.push(*title)
                }
                TextTarget::Macro { name } if !called.contains(name) => called.push(name.clone()),
                _ => {}
            },
            _ => {}
        });
    };
    substitutes.iter_mut().for_each(|one| look(&mut one.children, &mut called));
    let mut at = 0;
    while let Some(name) = called.get(at).cloned() {
        at += 1;
        style.macros.iter().filter(|one| one.name == name).for_each(|one| look(&mut one.children.clone(), &mut called));
    }
    found.sort_by_key(|one| !matches!(one, Variable::Name(_)));
    let mut once: Vec<Variable> = Vec::new();
    for one in found {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}
