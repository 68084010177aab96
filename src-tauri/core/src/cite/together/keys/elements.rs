//! Elements of a style as CSL sorts by them: family names first, no labels, no “et al.”, dates as numbers.

use citationberg::taxonomy::DateVariable;
use citationberg::{
    Date, DateParts, EtAl, LayoutRenderingElement as Element, Name, Names, NamesChild, NumberForm, TextDecoration,
    VerticalAlign,
};
use serde_json::{Value, json};

use crate::cite::styles::elements::opened;

/// Changes an element to what is sorted by.
pub fn sorted_by(element: &mut Element) {
    match element {
        Element::Names(one) => names(one),
        Element::Date(one) => {
            if let Some(bare) = one.variable.and_then(|variable| date(variable, parts(one))) {
                *one = bare;
            }
        }
        Element::Number(number) => {
            number.form = NumberForm::Numeric;
            number.affixes = Default::default();
            number.text_case = None;
        }
        Element::Group(_) | Element::Choose(_) | Element::Text(_) | Element::Label(_) => {}
    }
}

fn names(names: &mut Names) {
    names.children.retain(|child| !matches!(child, NamesChild::Label(_) | NamesChild::EtAl(_)));
    names.delimiter_precedes_et_al = None;
    for child in &mut names.children {
        match child {
            // Family names first.
            NamesChild::Name(one) => opened(one, |fields| {
                fields["@name-as-sort-order"] = json!("all");
                fields["@delimiter-precedes-et-al"] = json!("never");
            }),
            NamesChild::Substitute(_) | NamesChild::Label(_) | NamesChild::EtAl(_) => {}
        }
    }
    if !names.children.iter().any(|child| matches!(child, NamesChild::Name(_))) && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
    // Marked, so that it can be left out.
    let mut et_al = EtAl::default();
    et_al.formatting.text_decoration = Some(TextDecoration::Underline);
    et_al.formatting.vertical_align = Some(VerticalAlign::Sub);
    if !names.children.is_empty() {
        names.children.push(NamesChild::EtAl(et_al));
    }
}

/// Which of year, month and day a date says.
fn parts(date: &Date) -> [bool; 3] {
    use citationberg::DatePartName::{Day, Month, Year};
    if date.form.is_some() {
        return match date.parts {
            Some(DateParts::Year) => [true, false, false],
            Some(DateParts::YearMonth) => [true, true, false],
            Some(DateParts::YearMonthDay) | None => [true; 3],
        };
    }
    [Year, Month, Day].map(|name| date.date_part.iter().any(|part| part.name == name))
}

/// A date as a number.
pub fn date(variable: DateVariable, parts: [bool; 3]) -> Option<Date> {
    let names = ["year", "month", "day"].into_iter().zip(parts).filter(|(_, said)| *said);
    let part = |(name, _)| match name {
        // The processor's own letter, which puts years after “n.d.”.
        "year" => json!({ "@name": name, "@form": "long", "@prefix": "P" }),
        _ => json!({ "@name": name, "@form": "numeric-leading-zeros" }),
    };
    let parts: Vec<Value> = names.map(part).collect();
    serde_json::from_value(json!({ "@variable": variable.to_string(), "date-part": parts })).ok()
}
