//! Papers as Hugging Face gives them in JSON: the daily papers of its API, and the same inside its pages.

use serde_json::Value;

use super::page::limits::finish;
use crate::model::{Draft, Identifier, IdentifierKind, Reading};

/// Reads an array of daily papers, or an object that holds one; `None` for any other JSON.
pub fn read(text: &str) -> Option<Reading> {
    papers(&serde_json::from_str(text).ok()?)
}

/// The same for JSON already parsed.
pub fn papers(value: &Value) -> Option<Reading> {
    let list = value.as_array().or_else(|| value["dailyPapers"].as_array()).or_else(|| value["papers"].as_array())?;
    let drafts: Vec<Draft> = list.iter().filter_map(paper).collect();
    let source = "Hugging Face daily papers".into();
    (!drafts.is_empty()).then_some(Reading { source, drafts, ..Reading::default() })
}

fn paper(entry: &Value) -> Option<Draft> {
    let inner = if entry["paper"].is_object() { &entry["paper"] } else { entry };
    let text = |key: &str| {
        let found = inner[key].as_str().or_else(|| entry[key].as_str()).unwrap_or_default();
        super::one_line(found)
    };
    let title = text("title");
    if title.is_empty() {
        return None;
    }
    let authors = inner["authors"].as_array().into_iter().flatten();
    let links = ["githubRepo", "projectPage"].iter().filter_map(|key| inner[*key].as_str()).map(str::to_owned);
    // What a program found on its own is no word of the authors'.
    let repository = inner["githubRepo"].as_str().filter(|_| inner["githubRepoAddedBy"] == "auto");
    let identifiers = super::ids::find_identifiers(&format!("arXiv:{}", text("id")));
    Some(finish(Draft {
        title,
        abstract_text: text("summary"),
        authors: authors.filter_map(|author| author["name"].as_str().or(author.as_str())).map(str::to_owned).collect(),
        published: inner["publishedAt"].as_str().and_then(|date| date.get(..10)).map(str::to_owned),
        identifiers: identifiers.into_iter().filter(|id: &Identifier| id.kind == IdentifierKind::Arxiv).collect(),
        links: links.collect(),
        pages: inner["projectPage"].as_str().map(str::to_owned).into_iter().collect(),
        guesses: repository.map(str::to_owned).into_iter().collect(),
        ..Draft::default()
    }))
}
