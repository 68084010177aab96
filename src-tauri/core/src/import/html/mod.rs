//! Reading a page's HTML: the data a page carries for its own scripts, the tags a paper's page describes itself with,
//! links to papers, and else its text block by block, with the links that the text alone has lost.

mod blocks;

use scraper::{Html, Selector};
use serde_json::Value;

use super::{ids, json, page};
use crate::model::{Draft, Reading};

/// Larger pages are not parsed: a page of papers has a few megabytes.
const LARGEST: usize = 32 << 20;

/// The parser's time grows with the square of the depth; real pages, unclosed paragraphs and all, stay far below.
const DEEPEST: usize = 3_000;

/// `None` when the HTML holds nothing like a paper; the caller falls back to the text.
pub fn read_html(html: &str) -> Option<Reading> {
    if html.len() > LARGEST || depth(html) > DEEPEST {
        return None;
    }
    let document = Html::parse_document(html);
    embedded(&document)
        .or_else(|| described(&document))
        .or_else(|| listed(&document))
        .or_else(|| Some(page::read_text(&blocks::text(&document))).filter(|reading| !reading.drafts.is_empty()))
}

/// How deep tags nest, at most: a tag that needs no end counts as open, which real pages survive by a wide margin.
fn depth(html: &str) -> usize {
    const VOID: [&str; 10] = ["br", "hr", "img", "meta", "link", "input", "col", "wbr", "path", "source"];
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let name: &[u8] = &html.as_bytes()[at + 1..html.len().min(at + 12)];
        match name.first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() => {
                let end = name.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(name.len());
                depth += usize::from(!VOID.iter().any(|void| name[..end].eq_ignore_ascii_case(void.as_bytes())));
            }
            _ => {}
        }
        deepest = deepest.max(depth);
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

/// `citation_title` and its kin, as arXiv and publishers write them.
fn described(document: &Html) -> Option<Reading> {
    let selector = Selector::parse("meta[name^=citation_]").ok()?;
    let mut draft = Draft::default();
    for meta in document.select(&selector) {
        let (Some(name), Some(content)) = (meta.value().attr("name"), meta.value().attr("content")) else { continue };
        let content = content.trim().to_owned();
        match name {
            "citation_title" => draft.title = content,
            "citation_author" => draft.authors.push(given_first(&content)),
            "citation_abstract" => draft.abstract_text = content,
            "citation_date" | "citation_publication_date" | "citation_online_date" => {
                draft.year = draft.year.or_else(|| content.get(..4).and_then(|year| year.parse().ok()));
                draft.published = draft.published.or(Some(content.replace('/', "-")).filter(|date| date.len() == 10));
            }
            "citation_journal_title" | "citation_conference_title" => draft.venue = content,
            "citation_arxiv_id" => draft.identifiers.extend(ids::find_identifiers(&format!("arXiv:{content}"))),
            "citation_doi" => draft.identifiers.extend(ids::find_identifiers(&content)),
            _ => {}
        }
    }
    if draft.title.is_empty() {
        return None;
    }
    if draft.abstract_text.is_empty() {
        let quote = Selector::parse("blockquote.abstract").ok()?;
        let text: String = document.select(&quote).flat_map(|element| element.text()).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        draft.abstract_text = text.strip_prefix("Abstract:").unwrap_or(&text).trim().to_owned();
    }
    // "this https URL" says nothing; where it leads does.
    let links = Selector::parse("blockquote.abstract a[href], .comments a[href]").ok()?;
    draft.links = document.select(&links).filter_map(|link| link.value().attr("href")).map(str::to_owned).collect();
    Some(Reading { source: "Page of a paper".into(), drafts: vec![page::limits::finish(draft)], skipped: Vec::new() })
}

/// "Lovelace, Ada" as "Ada Lovelace".
fn given_first(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') => format!("{given} {family}"),
        _ => name.to_owned(),
    }
}

/// A list of headings that link to papers of Hugging Face.
fn listed(document: &Html) -> Option<Reading> {
    let selector = Selector::parse("h3 a[href^=\"/papers/\"], h3 a[href*=\"huggingface.co/papers/\"]").ok()?;
    let drafts: Vec<Draft> = document
        .select(&selector)
        .filter_map(|link| {
            let title = link.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            let id = link.value().attr("href")?.rsplit('/').next()?;
            let identifiers = ids::find_identifiers(&format!("arXiv:{}", id.split(['?', '#']).next()?));
            (!title.is_empty()).then(|| page::limits::finish(Draft { title, identifiers, ..Draft::default() }))
        })
        .collect();
    (!drafts.is_empty()).then(|| Reading { source: "Hugging Face Papers page".into(), drafts, skipped: Vec::new() })
}
