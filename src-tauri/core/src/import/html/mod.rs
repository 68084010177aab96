//! Reading a page's HTML: the data a page carries for its own scripts, the tags a paper's page describes itself with,
//! links to papers, and else its text block by block, with the links that the text alone has lost.

mod blocks;
mod described;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::{ids, json, one_line, page};
use crate::model::{Draft, Reading};

/// Larger pages are not parsed: a page of papers has a few megabytes.
const LARGEST: usize = 32 << 20;

/// The parser's time grows with the square of the depth; real pages, unclosed paragraphs and all, stay far below.
const DEEPEST: usize = 3_000;

/// Tags of one page, and tags times depth; pages that people read have a hundredth of either.
const MOST_TAGS: usize = 1_000_000;
const MOST_WORK: usize = 100_000_000;

/// Formatting tags that may be open at once.
const MOST_FORMATTING: usize = 100;

/// `None` when the HTML holds nothing like a paper; the caller falls back to the text.
pub fn read_html(html: &str) -> Option<Reading> {
    if !is_readable(html) {
        return None;
    }
    let document = Html::parse_document(html);
    embedded(&document)
        .or_else(|| described::by_tags(&document).map(described::reading))
        .or_else(|| listed(&document))
        .or_else(|| Some(page::read_text(&blocks::text(&document))).filter(|reading| !reading.drafts.is_empty()))
}

/// What a page says of the one paper that it is about; `None` when it says so of none.
pub fn described_in(html: &str) -> Option<Draft> {
    is_readable(html).then(|| described::whole(&Html::parse_document(html)))?
}

/// Whether HTML is small and shallow enough to be parsed in a bearable time: that grows with size times depth.
pub fn is_readable(html: &str) -> bool {
    html.len() <= LARGEST && depth(html) <= DEEPEST
}

/// How deep tags nest, at most; `usize::MAX` when parsing would take too long.
///
/// An end tag counts only when it ends something that is open, or stray ones would hide the depth; formatting counts
/// apart, because the parser opens it again in every paragraph.
fn depth(html: &str) -> usize {
    const VOID: [&str; 14] =
        ["br", "hr", "img", "meta", "link", "input", "col", "wbr", "path", "source", "area", "base", "embed", "track"];
    const FORMATTING: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    // Tags that real pages leave open; their end tags may be skipped over.
    const LOOSE: [&str; 11] = ["p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "option", "tfoot"];
    let mut open: Vec<String> = Vec::new();
    let (mut deepest, mut formatting, mut tags) = (0_usize, 0_usize, 0_usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..html.len().min(at + 24)];
        let (ends, rest) = match rest.strip_prefix(b"/") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = String::from_utf8_lossy(&rest[..length]).to_ascii_lowercase();
        let (is_tag, is_loose) = (name.starts_with(|c: char| c.is_ascii_alphabetic()), LOOSE.contains(&name.as_str()));
        if !is_tag || VOID.contains(&name.as_str()) {
            continue;
        }
        tags += 1;
        match (FORMATTING.contains(&name.as_str()), ends) {
            (true, false) => formatting += 1,
            (true, true) => formatting = formatting.saturating_sub(1),
            // The same kind again ends the last one: paragraphs and entries in a row do not nest.
            (false, false) if is_loose && open.last() == Some(&name) => {}
            (false, false) => open.push(name),
            (false, true) => {
                let loose = open.iter().rev().take(8).take_while(|tag| **tag != name && LOOSE.contains(&tag.as_str()));
                let over = open.len().saturating_sub(loose.count() + 1);
                if open.get(over) == Some(&name) {
                    open.truncate(over);
                }
            }
        }
        deepest = deepest.max(open.len()).max(formatting.saturating_mul(DEEPEST / MOST_FORMATTING));
        // What the parser does for a tag can take it through all that is open.
        if deepest > DEEPEST || tags > MOST_TAGS || deepest * tags > MOST_WORK {
            return usize::MAX;
        }
    }
    deepest
}

/// Hugging Face pages carry their papers as JSON.
fn embedded(document: &Html) -> Option<Reading> {
    let selector = Selector::parse("[data-props]").ok()?;
    document.select(&selector).filter_map(|element| element.value().attr("data-props")).find_map(|props| {
        let value: Value = serde_json::from_str(props).ok()?;
        json::papers(&value)
            .or_else(|| value["paper"].is_object().then(|| json::papers(&Value::Array(vec![value.clone()])))?)
    })
}

/// A list of headings that link to papers of Hugging Face.
fn listed(document: &Html) -> Option<Reading> {
    let (prose, anchor) = (Selector::parse("p").ok()?, Selector::parse("a[href]").ok()?);
    let selector = Selector::parse("h3 a[href^=\"/papers/\"], h3 a[href*=\"huggingface.co/papers/\"]").ok()?;
    let drafts: Vec<Draft> = document
        .select(&selector)
        .filter_map(|link| {
            let title = words(link);
            let id = link.value().attr("href")?.rsplit('/').next()?;
            let identifiers = ids::find_identifiers(&format!("arXiv:{}", id.split(['?', '#']).next()?));
            let mut draft = Draft { title, identifiers, ..Draft::default() };
            let card = link
                .ancestors()
                .take(12)
                .filter_map(ElementRef::wrap)
                .find(|parent| parent.value().name() == "article");
            if let Some(card) = card {
                draft.abstract_text = card
                    .select(&prose)
                    .map(words)
                    .max_by_key(String::len)
                    .filter(|text| text.len() > 60)
                    .unwrap_or_default();
                // Links within the site and to the paper itself say nothing about code.
                let leads_away = |href: &&str| {
                    href.starts_with("http")
                        && !href.contains("huggingface.co/")
                        && ids::find_identifiers(href).is_empty()
                };
                draft.links = card
                    .select(&anchor)
                    .filter_map(|link| link.value().attr("href"))
                    .filter(leads_away)
                    .map(str::to_owned)
                    .collect();
            }
            (!draft.title.is_empty()).then(|| page::limits::finish(draft))
        })
        .collect();
    (!drafts.is_empty()).then(|| Reading { source: "Hugging Face Papers page".into(), drafts, ..Reading::default() })
}

fn words(element: ElementRef) -> String {
    one_line(&element.text().collect::<String>())
}
