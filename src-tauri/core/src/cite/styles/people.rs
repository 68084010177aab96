//! Conditions on people. The processor hides those who were written in place of others, as CSL says, and takes them for
//! people whom the paper does not have when a condition asks: a book by its editors would lose its title. So conditions
//! ask for a variable that the style does not name, which is given the same people.

use citationberg::taxonomy::{NameVariable, Variable};
use citationberg::{ChooseBranch, IndependentStyle, LayoutRenderingElement as Element};

use super::elements::each;

/// Variables that hardly any style asks for.
const SPARE: [NameVariable; 8] = [
    NameVariable::Chair,
    NameVariable::Compiler,
    NameVariable::Contributor,
    NameVariable::Curator,
    NameVariable::ExecutiveProducer,
    NameVariable::Narrator,
    NameVariable::Organizer,
    NameVariable::SeriesCreator,
];

/// Changes a style's conditions; gives whose people go by which other variable.
pub fn conditions(style: &mut IndependentStyle) -> Vec<(String, String)> {
    let list = style.bibliography.as_ref().map(|list| &list.layout);
    let said = serde_json::to_string(&(&style.citation.layout, list, &style.macros)).unwrap_or_default();
    if !said.contains("substitute") {
        return Vec::new();
    }
    let mut free = SPARE.into_iter().filter(|spare| !said.contains(&spare.to_string()));
    let mut others: Vec<(NameVariable, NameVariable)> = Vec::new();
    let mut ask_others = |branch: &mut ChooseBranch| {
        for variable in branch.variable.iter_mut().flatten() {
            let Variable::Name(asked) = variable else { continue };
            let known = others.iter().find(|(one, _)| one == asked).map(|(_, other)| *other);
            let other = known.or_else(|| {
                let other = free.next()?;
                others.push((*asked, other));
                Some(other)
            });
            *variable = Variable::Name(other.unwrap_or(*asked));
        }
    };
    each(style, &mut |element| {
        if let Element::Choose(choose) = element {
            ask_others(&mut choose.if_);
            choose.else_if.iter_mut().for_each(&mut ask_others);
        }
    });
    others.into_iter().map(|(one, other)| (one.to_string(), other.to_string())).collect()
}
