//! Conditions on people. The processor hides those who were written in place of others, as CSL says, and takes them for
//! people whom the paper does not have when a condition asks: a book by its editors would lose its title. So conditions
//! ask for a variable that the style does not name, which is there when they are.

use citationberg::taxonomy::{NameVariable, StandardVariable, Variable};
use citationberg::{
    ChooseBranch, IndependentStyle, LayoutRenderingElement as Element, NamesChild, Substitute, TextTarget,
};

use super::elements::{each, each_of};

/// Variables that few styles ask for. A condition does not mind that they are no people.
const SPARE: [StandardVariable; 10] = [
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

/// Changes a style's conditions; gives which other variable is there when people are.
pub fn conditions(style: &mut IndependentStyle) -> Vec<(String, String)> {
    let list = style.bibliography.as_ref().map(|list| &list.layout);
    let said = serde_json::to_string(&(&style.citation.layout, list, &style.macros)).unwrap_or_default();
    let free = SPARE.into_iter().filter(|spare| !said.contains(&format!("\"{spare}\"")));
    let others: Vec<(NameVariable, StandardVariable)> = stand_ins(style).into_iter().zip(free).collect();
    let ask_others = |branch: &mut ChooseBranch| {
        for variable in branch.variable.iter_mut().flatten() {
            if let Some((_, other)) = others.iter().find(|(one, _)| *variable == Variable::Name(*one)) {
                *variable = Variable::Standard(*other);
            }
        }
    };
    each(style, &mut |element| {
        if let Element::Choose(choose) = element {
            ask_others(&mut choose.if_);
            choose.else_if.iter_mut().for_each(ask_others);
        }
    });
    others.into_iter().map(|(one, other)| (one.to_string(), other.to_string())).collect()
}

/// People who may be written in place of others: in a substitute, or in a macro that one calls.
fn stand_ins(style: &IndependentStyle) -> Vec<NameVariable> {
    let mut substitutes: Vec<Substitute> = Vec::new();
    each(&mut style.clone(), &mut |element| {
        if let Element::Names(names) = element {
            substitutes.extend(names.children.iter().filter_map(|child| match child {
                NamesChild::Substitute(substitute) => Some(substitute.clone()),
                _ => None,
            }));
        }
    });
    let (mut people, mut called) = (Vec::new(), Vec::new());
    let mut print = |element: &mut Element| match element {
        Element::Names(names) => people.extend(names.variable.iter().copied()),
        Element::Text(text) => called.extend(match &text.target {
            TextTarget::Macro { name } => Some(name.clone()),
            _ => None,
        }),
        _ => {}
    };
    substitutes.iter_mut().for_each(|one| each_of(&mut one.children, &mut print));
    let mut found: Vec<NameVariable> = Vec::new();
    for one in style.macros.iter().filter(|one| called.contains(&one.name)) {
        each_of(&mut one.children.clone(), &mut |element| {
            if let Element::Names(names) = element {
                people.extend(names.variable.iter().copied());
            }
        });
    }
    people.into_iter().for_each(|one| {
        if !found.contains(&one) {
            found.push(one);
        }
    });
    found
}
