//! Names of a style, of which each part is written by us.

use citationberg::taxonomy::NameVariable;
use citationberg::{
    Affixes, InheritableNameOptions, LayoutRenderingElement as Element, Name, Names, NamesChild, ToFormatting,
};
use serde_json::json;

use super::words::joints;
use super::{Adapted, Each, Scope};
use crate::cite::papers::givens::marked;
use crate::cite::styles::elements::{each_of, opened};

/// Names within a substitute take their form from those they stand for, unless they have their own. The processor gives
/// it to those that stand there themselves, and to none within a group or a condition.
fn inherit(one: &mut Element, form: &[NamesChild]) {
    if matches!(one, Element::Names(_)) {
        return;
    }
    each_of(std::slice::from_mut(one), &mut |element| match element {
        Element::Names(names) if names.children.is_empty() => names.children = form.to_vec(),
        _ => {}
    });
}

impl Adapted {
    pub(super) fn options(&mut self, options: &mut InheritableNameOptions) {
        self.initials(&mut options.initialize_with, options.initialize);
    }

    /// Says where initials are asked for, and what goes behind them.
    fn initials(&mut self, behind: &mut Option<String>, initialize: Option<bool>) {
        if initialize == Some(false)
            && let Some(behind) = behind.as_ref().or(self.behind.as_ref())
        {
            self.manner.behind = Some(behind.clone());
        }
        if let Some(behind) = behind {
            *behind = marked(behind);
        }
    }

    /// The same in a name.
    fn name(&mut self, name: &mut Name) {
        opened(name, |fields| {
            let mut behind = fields["@initialize-with"].as_str().map(str::to_owned);
            let initialize = fields["@initialize"].as_bool();
            self.initials(&mut behind, initialize);
            if let Some(behind) = behind {
                fields["@initialize-with"] = json!(behind);
            }
        });
    }

    /// Names with a label or a substitute and no “name” are not printed at all.
    pub(super) fn names(&mut self, names: &mut Names) {
        let has_name = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
        if !has_name && !names.children.is_empty() {
            names.children.insert(0, NamesChild::Name(Name::default()));
        }
        self.initials(&mut names.initialize_with, names.initialize);
        let form: Vec<NamesChild> =
            names.children.iter().filter(|child| !matches!(child, NamesChild::Substitute(_))).cloned().collect();
        let look = names.to_formatting();
        (names.font_style, names.font_variant, names.font_weight) = (None, None, None);
        (names.text_decoration, names.vertical_align) = (None, None);
        let each = names.children.iter_mut().find_map(|child| match child {
            NamesChild::Name(name) => {
                let mut each = Each { look: std::mem::take(&mut name.formatting), ..Each::default() };
                each.affixes = std::mem::take(&mut name.affixes);
                (each.family, each.given) = (name.name_part_family().cloned(), name.name_part_given().cloned());
                opened(name, |fields| fields["name-part"] = json!([]));
                joints(&mut each.affixes);
                Some(each)
            }
            _ => None,
        });
        let each = each.filter(|each| *each != Each::default()).map(Box::new);
        let mut affixes = Affixes { prefix: names.prefix.take(), suffix: names.suffix.take() };
        self.scope(Scope { look, names: each, ..Scope::default() }, &mut affixes);
        (names.prefix, names.suffix) = (affixes.prefix, affixes.suffix);
        if names.variable.len() > 1 && names.delimiter(&InheritableNameOptions::default()).is_empty() {
            // The processor would take the delimiter of single names.
            let delimiter = self.names_delimiter.clone().unwrap_or_default();
            opened(names, |fields| fields["@delimiter"] = json!(delimiter));
        }
        let labelled = names.children.iter().any(|child| matches!(child, NamesChild::Label(_)));
        if names.variable.len() == 2 && !labelled {
            // Nobody tells people of two roles by one name but by a label; the processor does for two roles alone.
            names.variable.push(NameVariable::EditorTranslator);
        }
        for child in &mut names.children {
            match child {
                NamesChild::Substitute(substitute) => {
                    for one in &mut substitute.children {
                        inherit(one, &form);
                        match one {
                            // Names in here take their form from those they stand for, unless they have their own.
                            Element::Names(names) if names.children.is_empty() => {
                                self.initials(&mut names.initialize_with, names.initialize);
                            }
                            other => self.element(other),
                        }
                    }
                }
                NamesChild::Label(label) => {
                    let scope = Scope {
                        look: std::mem::take(&mut label.formatting),
                        case: label.text_case.take(),
                        no_stops: std::mem::take(&mut label.strip_periods),
                        people: Some(Box::new((names.variable.clone(), label.clone()))),
                        ..Scope::default()
                    };
                    self.scope(scope, &mut label.affixes);
                }
                NamesChild::Name(name) => self.name(name),
                NamesChild::EtAl(_) => {}
            }
        }
    }
}
