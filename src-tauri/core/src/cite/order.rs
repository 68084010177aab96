//! The order of a list of references, and how much of it must be written in one go.
//!
//! The processor compares everything with everything in several places, so long lists go through it in parts: those
//! whose entries cannot change each other. Sorting comes first and apart from writing (see [`keys`]), because what is
//! sorted must have its letters, and what is written hides some.

use std::collections::HashMap;
use std::ops::Range;

use citationberg::json::{Item, NameValue, Value as Csl};
use citationberg::{IndependentStyle, Locale, LocaleCode};

use super::keys;

/// Entries of a part where none depends on another.
const PART: usize = 100;
/// The places of items in a style's order.
pub fn sorted(items: &[Item], style: &IndependentStyle, locale: Option<&LocaleCode>, locales: &[Locale]) -> Vec<usize> {
    match style.bibliography.as_ref().and_then(|bibliography| bibliography.sort.as_ref()) {
        Some(sort) => keys::sorted(items, style, sort, locale, locales),
        None => (0..items.len()).collect(),
    }
}

fn title(item: &Item) -> &str {
    match item.0.get("title") {
        Some(Csl::String(title)) => title,
        _ => "",
    }
}

/// Who or what an entry stands under.
fn person(item: &Item) -> &str {
    let names = ["author", "editor", "translator"].iter().find_map(|role| match item.0.get(*role) {
        Some(Csl::Names(names)) => names.first(),
        _ => None,
    });
    match names {
        Some(NameValue::Item(name)) => &name.family,
        Some(NameValue::Literal(name)) => &name.literal,
        None => title(item),
    }
}

/// Parts of an ordered list that can be written one by one. Where a style makes entries of one person differ from each
/// other, all of them are in one part, and nobody else: the processor tries three times to tell the entries of a list
/// apart, and gives up on those left.
pub fn parts(items: &[Item], style: &IndependentStyle) -> Vec<Range<usize>> {
    let citation = &style.citation;
    let alone = !citation.disambiguate_add_year_suffix
        && !citation.disambiguate_add_names
        && !citation.disambiguate_add_givenname
        && style.bibliography.as_ref().is_none_or(|list| list.subsequent_author_substitute.is_none());
    let people: Vec<String> = items.iter().map(|item| person(item).to_lowercase()).collect();
    let last: HashMap<&str, usize> = people.iter().enumerate().map(|(at, person)| (person.as_str(), at)).collect();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut start, mut reach) = (0, 0);
    for (at, person) in people.iter().enumerate() {
        reach = reach.max(last.get(person.as_str()).copied().unwrap_or(at));
        let end = at + 1;
        let may_end = if alone { end - start >= PART } else { reach < end };
        if may_end || end == items.len() {
            parts.push(start..end);
            start = end;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use citationberg::taxonomy::{StandardVariable, Variable};
    use citationberg::{Layout, LayoutRenderingElement, LongShortForm, TextTarget};
    use hayagriva::{BufWriteFormat, CitationItem, CitationRequest, standalone_citation};
    use serde_json::{Map, Value, json};

    use super::super::adapt::text;
    use super::super::item::{Case, item};
    use super::super::style::{Style, bundled};
    use super::*;

    /// The order of the processor itself: a style that sorts in the same way and writes nothing but the places.
    fn of_the_processor(items: &[Item], style: &IndependentStyle, locales: &[Locale]) -> Vec<usize> {
        let mut places = style.clone();
        let var = Variable::Standard(StandardVariable::CitationKey);
        let place = text(TextTarget::Variable { var, form: LongShortForm::Long });
        let elements = vec![LayoutRenderingElement::Text(place)];
        places.citation.layout = Layout::new(elements, Default::default(), None, Some(",".into()));
        places.citation.sort = style.bibliography.as_ref().and_then(|list| list.sort.clone());
        let cited = items.iter().map(CitationItem::with_entry).collect();
        let written = standalone_citation(CitationRequest::new(cited, &places, None, locales, None));
        let mut list = String::new();
        written.write_buf(&mut list, BufWriteFormat::Plain).expect("a text takes all");
        list.split(',').map(|place| place.trim().parse().expect("a place")).collect()
    }

    /// Papers that differ in little: people of one family name, initials and years, accents, particles, institutions.
    fn papers(count: usize) -> Vec<Map<String, Value>> {
        let families = ["Alder", "Álder", "van Alder", "ALDER", "Alder-Moss", "Birch", "O’Birch", "Ærø", "Zhang", "张"];
        let given = ["Ida", "I.", "Ivo", "Jo Ann", "J.-A."];
        let paper = |n: usize| {
            // Steps that share no factor with the lengths go through all of them.
            let person = |k: usize| match (n * 7 + k * 3) % 11 {
                10 => json!({ "literal": "The Moss Society" }),
                at => json!({ "family": families[at % 10], "given": given[(n + k) % 5] }),
            };
            let people: Vec<Value> = (0..n % 5).map(person).collect();
            let kind = ["article-journal", "book", "chapter", "webpage"][n % 4];
            let venue = ["Rain", "Moss"][n % 2];
            let year =
                json!([[if n.is_multiple_of(17) { 1890 + n as i64 % 100 } else { 1990 + n as i64 % 4 }, n % 12 + 1]]);
            let mut paper = json!({
                "id": n.to_string(), "citation-key": n.to_string(), "author": people, "editor": [person(9)],
                "type": kind,
                "title": format!("{} {}", ["The moss", "On rain", "“Valley”", "2nd maps", "Élan"][n % 5], n % 3),
                "container-title": venue, "volume": (n % 13).to_string(), "page": format!("{}-{}", n % 90, n % 90 + 9),
            });
            if !n.is_multiple_of(6) {
                paper["issued"] = json!({ "date-parts": year });
            }
            paper.as_object().cloned().unwrap_or_default()
        };
        (0..count).map(paper).collect()
    }

    #[test]
    fn every_style_sorts_as_the_processor_does() {
        let locales = hayagriva::archive::locales();
        let papers = papers(150);
        for row in bundled() {
            let style = Style::find(&row.name, Path::new("there-is-no-such-folder")).expect("a bundled style").csl;
            let mut items: Vec<Item> =
                papers.iter().enumerate().map(|(at, paper)| item(paper, at, Case::Free, false)).collect();
            for (at, item) in items.iter_mut().enumerate() {
                item.0.insert("citation-key".to_owned(), Csl::String(at.to_string()));
            }
            let expected = of_the_processor(&items, &style, &locales);
            let found = sorted(&items, &style, None, &locales);
            if let Some(at) = (0..found.len()).find(|at| found[*at] != expected[*at]) {
                let [wanted, other] = [expected, found].map(|order| Value::Object(papers[order[at]].clone()));
                panic!("{}: place {at} is for\n{wanted}, not for\n{other}", row.name);
            }
        }
    }

    #[test]
    fn years_before_christ_come_first() {
        let locales = hayagriva::archive::locales();
        let style = Style::find("apa", Path::new("there-is-no-such-folder")).expect("a bundled style").csl;
        let year = |year: i64| {
            let paper =
                json!({ "type": "book", "author": [{ "family": "Moss" }], "issued": { "date-parts": [[year]] } });
            item(paper.as_object().expect("an object"), 0, Case::Free, false)
        };
        let items = [2020, 28, -40, 1985].map(year);
        assert_eq!(sorted(&items, &style, None, &locales), [2, 1, 3, 0], "years of fewer digits are no later ones");
    }
}
