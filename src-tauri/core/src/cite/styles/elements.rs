//! Elements of styles that we put into them.

use citationberg::taxonomy::{StandardVariable, Variable};
use citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement as Element, LongShortForm,
    NamesChild, Text, TextTarget,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A variable as it is.
pub fn variable(variable: StandardVariable) -> TextTarget {
    TextTarget::Variable { var: Variable::Standard(variable), form: LongShortForm::Long }
}

/// A text only if a variable is there, so that one which is not is no gap in a group; or another.
pub fn when_there(variable: StandardVariable, text: Text, other: Option<Text>) -> Element {
    let branch = ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: Some(vec![Variable::Standard(variable)]),
        match_: ChooseMatch::All,
        children: vec![Element::Text(text)],
    };
    let otherwise = other.map(|other| ElseBranch { children: vec![Element::Text(other)] });
    Element::Choose(Choose { if_: branch, else_if: Vec::new(), otherwise })
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

/// Those of some variables that a style names nowhere.
pub fn unnamed(style: &IndependentStyle, among: &[StandardVariable]) -> Vec<StandardVariable> {
    let list = style.bibliography.as_ref().map(|list| &list.layout);
    let said = serde_json::to_string(&(&style.citation.layout, list, &style.macros)).unwrap_or_default();
    among.iter().copied().filter(|one| !said.contains(&format!("\"{one}\""))).collect()
}

/// Changes each element of a style.
pub fn each(style: &mut IndependentStyle, change: &mut dyn FnMut(&mut Element)) {
    each_of(&mut style.citation.layout.elements, change);
    if let Some(list) = &mut style.bibliography {
        each_of(&mut list.layout.elements, change);
    }
    style.macros.iter_mut().for_each(|one| each_of(&mut one.children, change));
}

/// Changes each element of a list, and those within it.
pub fn each_of(list: &mut [Element], change: &mut dyn FnMut(&mut Element)) {
    for element in list {
        change(element);
        match element {
            Element::Group(group) => each_of(&mut group.children, change),
            Element::Choose(choose) => {
                each_of(&mut choose.if_.children, change);
                choose.else_if.iter_mut().for_each(|branch| each_of(&mut branch.children, change));
                choose.otherwise.iter_mut().for_each(|branch| each_of(&mut branch.children, change));
            }
            Element::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        each_of(&mut substitute.children, change);
                    }
                }
            }
            Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}

/// Changes fields that the crate opens to its reader of styles alone; what it would not read stays as it is.
pub fn opened<T: Serialize + DeserializeOwned>(one: &mut T, change: impl FnOnce(&mut Value)) {
    let Ok(mut fields) = serde_json::to_value(&*one) else { return };
    change(&mut fields);
    if let Ok(changed) = serde_json::from_value(fields) {
        *one = changed;
    }
}
