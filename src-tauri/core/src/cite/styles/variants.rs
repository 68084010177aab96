//! A style in the forms that it goes through the processor in.

use citationberg::{
    Choose, IndependentStyle, InheritableNameOptions, LayoutRenderingElement as Element, NameForm, Names, NamesChild,
    StyleClass,
};
use serde_json::{Value, json};

use super::elements::{each, opened};
use crate::cite::papers::givens::marked;
use crate::cite::together::apart::{Form, Given};

/// What writes one cite, with nothing around it and nothing of others.
pub fn cite_alone(style: &IndependentStyle) -> IndependentStyle {
    let mut style = style.clone();
    style.bibliography = None;
    let citation = &mut style.citation;
    citation.sort = None;
    (citation.layout.prefix, citation.layout.suffix, citation.layout.delimiter) = (None, None, None);
    (citation.collapse, citation.cite_group_delimiter) = (None, None);
    citation.disambiguate_add_names = false;
    citation.disambiguate_add_givenname = false;
    citation.disambiguate_add_year_suffix = false;
    // Whether a note is near is known already, and who has notes has their numbers, in other styles, too.
    citation.near_note_distance = 0;
    style.settings.class = StyleClass::Note;
    style
}

/// Who is cited, in a style whose cites name nobody.
const NAMES: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title/><id/><updated>2020-01-01T00:00:00Z</updated></info>
    <citation et-al-min="3" et-al-use-first="1"><layout><names variable="author">
    <name form="short" and="text" delimiter=", "/>
    <substitute><names variable="editor"/><names variable="translator"/><text variable="title"/></substitute>
    </names></layout></citation></style>"#;

/// What writes only who is cited.
pub fn names_alone(style: &IndependentStyle) -> IndependentStyle {
    let mut alone = cite_alone(style);
    if let Ok(citationberg::Style::Independent(names)) = citationberg::Style::from_xml(NAMES) {
        alone.citation = names.citation;
    }
    alone
}

/// What writes one entry of the list.
pub fn entry_alone(style: &IndependentStyle) -> IndependentStyle {
    let mut style = IndependentStyle { bibliography: style.bibliography.clone(), ..cite_alone(style) };
    style.citation.layout.elements.clear();
    if let Some(list) = &mut style.bibliography {
        list.sort = None;
        list.subsequent_author_substitute = None;
    }
    style
}

/// The style as it is for papers that need more to be told apart: what it asks for then is said.
pub fn chosen(style: &IndependentStyle) -> IndependentStyle {
    changed(style, &mut |element| {
        if let Element::Choose(choose) = element {
            flipped(choose);
        }
    })
}

/// Whether a style writes initials.
pub fn initials(style: &IndependentStyle) -> bool {
    // Names, single names and options have fields for it, some of them the crate's own.
    let said = (&style.settings.options, &style.citation, &style.macros);
    serde_json::to_string(&said).is_ok_and(|fields| fields.contains("\"@initialize-with\""))
}

fn flipped(choose: &mut Choose) {
    let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
    // The processor is never told to tell apart, so that “no” is true.
    branches.for_each(|branch| branch.disambiguate = branch.disambiguate.map(|asked| !asked));
}

/// The style with more of the names.
pub fn named(style: &IndependentStyle, form: Form) -> IndependentStyle {
    let style = if form.chosen { chosen(style) } else { style.clone() };
    let mut style = changed(&style, &mut |element| {
        if let Element::Names(names) = element {
            names_in(names, form);
        }
    });
    options(&mut style.settings.options, form);
    options(&mut style.citation.name_options, form);
    style.citation.near_note_distance = u32::from(form.near);
    if form.given == Given::Initials && !initials(&style) {
        style.settings.options.initialize_with = Some(marked(""));
    }
    style
}

fn names_in(names: &mut Names, form: Form) {
    if let Some(shown) = form.shown {
        (names.et_al_use_first, names.et_al_subsequent_use_first) = (Some(shown), Some(shown));
    }
    if form.given != Given::Style {
        names.name_form = Some(NameForm::Long);
    }
    for child in &mut names.children {
        match child {
            NamesChild::Name(name) => opened(name, |fields| name_in(fields, form)),
            NamesChild::Substitute(substitute) => {
                for child in &mut substitute.children {
                    if let Element::Names(names) = child {
                        names_in(names, form);
                    }
                }
            }
            NamesChild::Label(_) | NamesChild::EtAl(_) => {}
        }
    }
}

fn name_in(fields: &mut Value, form: Form) {
    if let Some(shown) = form.shown {
        fields["@et-al-use-first"] = json!(shown.to_string());
        fields["@et-al-subsequent-use-first"] = json!(shown.to_string());
    }
    if form.given != Given::Style {
        fields["@form"] = json!("long");
    }
    if form.given == Given::Full {
        fields["@initialize"] = json!("false");
    }
}

fn options(options: &mut InheritableNameOptions, form: Form) {
    if let Some(shown) = form.shown {
        (options.et_al_use_first, options.et_al_subsequent_use_first) = (Some(shown), Some(shown));
    }
    if form.given != Given::Style {
        options.name_form = Some(NameForm::Long);
    }
    if form.given == Given::Full {
        options.initialize = Some(false);
    }
}

/// The style with a change to each of its elements.
fn changed(style: &IndependentStyle, change: &mut dyn FnMut(&mut Element)) -> IndependentStyle {
    let mut style = style.clone();
    each(&mut style, change);
    style
}
