//! Papers through the citation processor.

use std::collections::HashMap;

use citationberg::taxonomy::OtherTerm;
use citationberg::{LocaleCode, TermForm};
use serde_json::{Map, Value};

use super::citation::{Citation, Cite, positions};
use super::cores::{self, on_cores};
use super::languages::LOCALES;
use super::papers::givens::Givens;
use super::papers::item::{Paper, Reader};
use super::styles::style::Style;
use super::styles::terms::Terms;
use super::together::apart::{self, Apart};
use super::together::cluster::{self, Cited};
use super::together::order;
use super::together::substitute;
use super::work::{Entry, Work};
use super::written::markup::{Markup, write};
use crate::formats;
use crate::model::Draft;

/// Where a citation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Within a sentence, all papers in one: “(Alder, 2020; Rowan, 2021)”.
    InText,
    /// In the list at the end, an entry for each paper, in the style's order.
    Bibliography,
}

/// Drafts as a style writes them: one text in a sentence, or one for each entry. `locale` is a language such as `de-DE`;
/// `None` is the style's own.
pub fn format(drafts: &[Draft], style: &Style, locale: Option<&str>, kind: Kind, markup: Markup) -> Vec<String> {
    format_items(&items(drafts), style, locale, kind, markup)
}

/// The same for items of CSL-JSON.
pub fn format_items(
    values: &[Map<String, Value>],
    style: &Style,
    locale: Option<&str>,
    kind: Kind,
    markup: Markup,
) -> Vec<String> {
    written(values, style, locale, kind, markup, cores::all())
}

/// Citations of some drafts as they follow each other in a text, each as the style writes it.
pub fn cite(
    drafts: &[Draft],
    citations: &[Citation],
    style: &Style,
    locale: Option<&str>,
    markup: Markup,
) -> Vec<String> {
    cite_items(&items(drafts), citations, style, locale, markup)
}

/// The same for items of CSL-JSON.
pub fn cite_items(
    values: &[Map<String, Value>],
    citations: &[Citation],
    style: &Style,
    locale: Option<&str>,
    markup: Markup,
) -> Vec<String> {
    let (papers, work) = prepared(values, style, locale, cores::all());
    cited(&papers, citations, &work, markup)
}

fn items(drafts: &[Draft]) -> Vec<Map<String, Value>> {
    let keys = formats::file_keys(drafts);
    let values = drafts.iter().zip(&keys).filter_map(|(draft, key)| match formats::csl::item(draft, key) {
        Value::Object(object) => Some(object),
        _ => None,
    });
    values.collect()
}

/// Papers in the order of the style's list, and the style at work.
fn prepared<'a>(
    values: &[Map<String, Value>],
    style: &'a Style,
    locale: Option<&str>,
    cores: usize,
) -> (Vec<Paper>, Work<'a>) {
    let locale = locale.map(|code| LocaleCode(code.to_owned())).or_else(|| style.locale.clone());
    let terms = Terms::new(&style.csl, locale.as_ref(), &LOCALES);
    let mut reader = Reader {
        and: terms.term(OtherTerm::And, TermForm::Long).unwrap_or_default().to_owned(),
        unprinted: style.adapted.unprinted.iter().map(ToString::to_string).collect(),
        suffix: style.adapted.suffix.to_string(),
        stand_ins: style.adapted.stand_ins.clone(),
        pages: terms.pages(),
        givens: Givens::default(),
    };
    let values = values.iter().enumerate();
    let mut papers: Vec<Paper> = values.map(|(at, value)| Paper::new(value, at, &mut reader)).collect();
    let work = Work::new(style, locale, &LOCALES, reader.givens, cores);
    order::arrange(&mut papers, &work);
    (papers, work)
}

fn written(
    values: &[Map<String, Value>],
    style: &Style,
    locale: Option<&str>,
    kind: Kind,
    markup: Markup,
    cores: usize,
) -> Vec<String> {
    if values.is_empty() {
        return Vec::new();
    }
    let (papers, work) = prepared(values, style, locale, cores);
    let all = |papers: &[Paper]| {
        let mut places: Vec<usize> = papers.iter().map(|paper| paper.at).collect();
        places.sort_unstable();
        Citation { cites: places.into_iter().map(Cite::from).collect(), note: None }
    };
    match kind {
        Kind::InText => cited(&papers, &[all(&papers)], &work, markup),
        Kind::Bibliography if style.csl.bibliography.is_some() => entries(&papers, &work, markup),
        // A style of notes without a list has each paper in a note of its own.
        Kind::Bibliography => papers.chunks(1).flat_map(|paper| cited(paper, &[all(paper)], &work, markup)).collect(),
    }
}

fn cited(papers: &[Paper], citations: &[Citation], work: &Work, markup: Markup) -> Vec<String> {
    let all: Vec<&Paper> = papers.iter().collect();
    let apart = apart::told(&all, work);
    let of: HashMap<usize, (&Paper, &Apart)> =
        papers.iter().zip(&apart).map(|(paper, apart)| (paper.at, (paper, apart))).collect();
    let places = positions::of(citations, work.style.csl.citation.near_note_distance as usize);
    let each = citations.iter().zip(places).map(|(citation, places)| {
        let cites = citation.cites.iter().zip(places).filter_map(|(cite, place)| {
            let (paper, apart) = of.get(&cite.paper)?;
            Some(Cited { cite, paper: work.placed(paper, place, cite.locator.as_ref()), apart })
        });
        write(&cluster::citation(cites.collect(), work), &work.quotes, markup)
    });
    each.collect()
}

fn entries(papers: &[Paper], work: &Work, markup: Markup) -> Vec<String> {
    let all: Vec<&Paper> = papers.iter().collect();
    let apart = if work.list_tells_apart { apart::told(&all, work) } else { vec![Apart::default(); papers.len()] };
    let both: Vec<(&Paper, &Apart)> = papers.iter().zip(&apart).collect();
    let mut entries = on_cores(work.cores, &both, |(paper, apart)| work.entry(paper, apart));
    substitute::names(&mut entries, work);
    let both: Vec<(&Entry, &Paper)> = entries.iter().zip(papers).collect();
    on_cores(work.cores, &both, |(entry, paper)| write(&work.letters(entry, paper), &work.quotes, markup))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;

    /// Papers of few people in few years, so that many would be cited alike: by one, by two of one family name, by
    /// several of whom only the last differs.
    fn papers(count: usize) -> Vec<Map<String, Value>> {
        let (families, given) = (["Alder", "Birch", "van Fern"], ["Ida", "Ivo", "Jo Ann"]);
        let person = |n: usize| json!({ "family": families[n % 3], "given": given[n / 3 % 3] });
        let paper = |n: usize| {
            let people: Vec<Value> = match n % 4 {
                0 => vec![person(n / 4)],
                1 => vec![person(n / 4), person(n / 12 + 1)],
                2 => (0..4).map(|k| person(k + k / 3 * n)).collect(),
                _ => vec![json!({ "literal": "The Moss Society" })],
            };
            let kind = ["article-journal", "book"][n / 7 % 2];
            let paper = json!({
                "id": n.to_string(), "type": kind, "author": people,
                "title": format!("Rain {:03}", n * 37 % count), "container-title": "Journal of Rain",
                "issued": { "date-parts": [[1990 + n / 11 % 6]] }, "page": "7-19",
            });
            paper.as_object().cloned().unwrap_or_default()
        };
        (0..count).map(paper).collect()
    }

    #[test]
    fn a_list_reads_the_same_however_many_cores_wrote_it() {
        let papers = papers(100);
        let nowhere = Path::new("there-is-no-such-folder");
        // By author and year, with names and letters to tell apart; with “———”; numbers; notes.
        for name in
            ["apa", "chicago-author-date", "elsevier-harvard", "modern-language-association", "ieee", "chicago-notes"]
        {
            let style = Style::find(name, nowhere).expect("a bundled style");
            let list = |cores| written(&papers, &style, None, Kind::Bibliography, Markup::Html, cores);
            let cited = |cores| written(&papers[..40], &style, None, Kind::InText, Markup::Html, cores);
            let (whole, in_text) = (list(1), cited(1));
            assert_eq!(whole.len(), papers.len(), "{name} has an entry for each");
            for cores in [2, 5] {
                assert_eq!(list(cores), whole, "the list in {name} on {cores} cores is that of one");
                assert_eq!(cited(cores), in_text, "a citation in {name} on {cores} cores is that of one");
            }
        }
    }

    #[test]
    fn every_paper_of_a_year_gets_its_letter_and_no_two_the_same() {
        let papers: Vec<Map<String, Value>> = (0..200)
            .map(|n| {
                let paper = json!({
                    "id": n.to_string(), "type": "book", "author": [{ "family": "Moss", "given": "Ida" }],
                    "title": format!("Rain {n:03}"), "issued": { "date-parts": [[2000 + n % 40]] },
                });
                paper.as_object().cloned().unwrap_or_default()
            })
            .collect();
        let style = Style::find("apa", Path::new("there-is-no-such-folder")).expect("a bundled style");
        let list = written(&papers, &style, None, Kind::Bibliography, Markup::Text, 4);
        for (at, entry) in list.iter().enumerate() {
            // Forty years, five papers each: more than the processor tells apart in one go.
            let expected = format!("Moss, I. ({}{}).", 2000 + at / 5, ["a", "b", "c", "d", "e"][at % 5]);
            assert!(entry.starts_with(&expected), "the letters of {entry}");
        }
    }

    #[test]
    fn nobody_else_in_the_list_changes_an_entry_but_by_what_tells_apart() {
        let papers = papers(40);
        let style = Style::find("chicago-author-date", Path::new("there-is-no-such-folder")).expect("a bundled style");
        let whole = written(&papers, &style, None, Kind::Bibliography, Markup::Text, 2);
        let mut alone: Vec<String> = papers
            .iter()
            .flat_map(|paper| written(std::slice::from_ref(paper), &style, None, Kind::Bibliography, Markup::Text, 1))
            .collect();
        // Without letters and with names where others have them already, each is there as by itself.
        let without = |entry: &str| {
            let titled = entry.split_once("Rain ").map_or(entry, |(_, rest)| rest).to_owned();
            titled.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let mut found: Vec<String> = whole.iter().map(|entry| without(entry)).collect();
        alone = alone.iter().map(|entry| without(entry)).collect();
        found.sort();
        alone.sort();
        assert_eq!(found, alone, "the same entries");
    }
}
