//! The order of a list of references and of a citation. Sorting comes first and apart from writing, see [`keys`].

use citationberg::taxonomy::{NumberVariable, Variable};
use citationberg::{IndependentStyle, Sort, SortDirection, SortKey};

use super::keys;
use crate::cite::papers::givens::{Givens, Manner};
use crate::cite::papers::item::Paper;
use crate::cite::work::Work;

/// Puts papers into the order of the style's list, and numbers them.
pub fn arrange(papers: &mut [Paper], work: &Work) {
    let style = &work.style.csl;
    if let Some(sort) = style.bibliography.as_ref().and_then(|list| list.sort.as_ref()) {
        let order = keys::sorted(papers, style, sort, work.locale.as_ref(), work.files, given_names(work));
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, at)| places[*at] = place);
        papers.iter_mut().zip(places).for_each(|(paper, place)| paper.rank = place);
        papers.sort_by_key(|paper| paper.rank);
        let count = papers.len();
        let counts_down = counts_down(style, sort);
        for (at, paper) in papers.iter_mut().enumerate() {
            paper.number = if counts_down { count - at } else { at + 1 };
        }
    }
}

fn given_names<'a>(work: &'a Work) -> (&'a Givens, &'a Manner) {
    (&work.givens, &work.style.adapted.manner)
}

/// Whether a list is sorted by its own numbers, the last one first: then they count down.
fn counts_down(style: &IndependentStyle, sort: &Sort) -> bool {
    sort.keys.iter().any(|key| match key {
        SortKey::Variable { variable, sort_direction } => {
            *variable == Variable::Number(NumberVariable::CitationNumber)
                && *sort_direction == SortDirection::Descending
        }
        SortKey::MacroName { name, sort_direction, .. } => {
            *sort_direction == SortDirection::Descending && keys::numbers(style, name)
        }
    })
}

/// The places of papers in a citation, from those in which they were given.
pub fn cited(papers: &[Paper], work: &Work) -> Vec<usize> {
    let Some(sort) = &work.style.csl.citation.sort else { return (0..papers.len()).collect() };
    keys::sorted(papers, &work.style.csl, sort, work.locale.as_ref(), work.files, given_names(work))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use citationberg::taxonomy::{StandardVariable, Variable};
    use citationberg::{Layout, LayoutRenderingElement, LongShortForm, TextTarget};
    use hayagriva::{BufWriteFormat, CitationItem, CitationRequest, standalone_citation};
    use serde_json::{Map, Value, json};

    use citationberg::Locale;
    use citationberg::json::{Item, NameValue, Value as Csl};

    use super::*;
    use crate::cite::papers::item::Reader;
    use crate::cite::papers::rich::bare;
    use crate::cite::styles::elements::text;
    use crate::cite::styles::style::{Style, bundled};

    fn sorted(papers: &[Paper], style: &Style, locales: &[Locale], givens: &Givens) -> Vec<usize> {
        match style.csl.bibliography.as_ref().and_then(|list| list.sort.as_ref()) {
            Some(sort) => keys::sorted(papers, &style.csl, sort, None, locales, (givens, &style.adapted.manner)),
            None => (0..papers.len()).collect(),
        }
    }

    /// A style without the signs that are put into it.
    fn unsigned(style: &IndependentStyle) -> IndependentStyle {
        let macros = serde_json::to_string(&style.macros).expect("macros as JSON");
        let mut style = style.clone();
        style.macros = serde_json::from_str(&bare(&macros)).expect("the same macros");
        let names = [&mut style.settings.options, &mut style.citation.name_options];
        names.into_iter().for_each(|names| names.initialize_with = names.initialize_with.as_deref().map(bare));
        style
    }

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
        // What has no key comes last, as CSL says; the processor puts it first.
        let mut papers = papers(240);
        papers.retain(|paper| paper["author"] != json!([]) && paper.contains_key("issued"));
        for row in bundled() {
            let style = Style::find(&row.name, Path::new("there-is-no-such-folder")).expect("a bundled style");
            let mut reader = Reader::default();
            let mut items: Vec<Paper> =
                papers.iter().enumerate().map(|(at, paper)| Paper::new(paper, at, &mut reader)).collect();
            for (at, paper) in items.iter_mut().enumerate() {
                paper.item.0.insert("citation-key".to_owned(), Csl::String(at.to_string()));
            }
            let mut plain_items: Vec<Item> = items.iter().map(|paper| paper.item.clone()).collect();
            for (item, paper) in plain_items.iter_mut().zip(&items) {
                let numbers = paper.numbers.iter().map(|(name, _, text)| (name.clone(), Csl::String(text.clone())));
                item.0.extend(numbers);
                // The processor knows nothing of signs.
                let plain = |text: &mut String| *text = bare(&reader.givens.shown(text, &Manner::default()));
                for value in item.0.values_mut() {
                    match value {
                        Csl::String(text) => plain(text),
                        Csl::Names(names) => names.iter_mut().for_each(|name| match name {
                            NameValue::Item(name) => {
                                plain(&mut name.family);
                                name.given.iter_mut().for_each(plain);
                            }
                            NameValue::Literal(name) => plain(&mut name.literal),
                        }),
                        _ => {}
                    }
                }
            }
            let expected = of_the_processor(&plain_items, &unsigned(&style.csl), &locales);
            let found = sorted(&items, &style, &locales, &reader.givens);
            if let Some(at) = (0..found.len()).find(|at| found[*at] != expected[*at]) {
                let [wanted, other] = [expected, found].map(|order| Value::Object(papers[order[at]].clone()));
                panic!("{}: place {at} is for\n{wanted}, not for\n{other}", row.name);
            }
        }
    }

    #[test]
    fn years_before_christ_come_first() {
        let locales = hayagriva::archive::locales();
        let style = Style::find("apa", Path::new("there-is-no-such-folder")).expect("a bundled style");
        let year = |year: i64| {
            let paper =
                json!({ "type": "book", "author": [{ "family": "Moss" }], "issued": { "date-parts": [[year]] } });
            Paper::new(paper.as_object().expect("an object"), 0, &mut Reader::default())
        };
        let items = [2020, 28, -40, 1985].map(year);
        assert_eq!(
            sorted(&items, &style, &locales, &Givens::default()),
            [2, 1, 3, 0],
            "years of fewer digits are no later ones"
        );
    }
}
