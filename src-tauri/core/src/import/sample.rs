//! The sample library: facts about 61 papers, for a first look around.

use serde::Deserialize;

use crate::model::{Draft, Identifier, IdentifierKind, Reading};

const SAMPLE: &str = include_str!("sample.json");

#[derive(Deserialize)]
struct Entry {
    title: String,
    authors: Vec<String>,
    arxiv: Option<String>,
    doi: Option<String>,
    year: Option<i32>,
    venue: String,
    code: Vec<String>,
}

/// The sample as drafts.
pub fn read() -> Reading {
    // The file is part of the program and a test reads it, so it cannot be malformed here.
    let entries: Vec<Entry> = serde_json::from_str(SAMPLE).unwrap_or_default();
    Reading { source: "Sample library".into(), drafts: entries.into_iter().map(draft).collect(), ..Reading::default() }
}

fn draft(entry: Entry) -> Draft {
    let arxiv = entry.arxiv.map(|value| Identifier { kind: IdentifierKind::Arxiv, value });
    let doi = entry.doi.map(|value| Identifier { kind: IdentifierKind::Doi, value });
    Draft {
        title: entry.title,
        authors: entry.authors,
        year: entry.year,
        venue: without_year(&entry.venue, entry.year),
        url: arxiv.as_ref().map(|id| format!("https://arxiv.org/abs/{}", id.value)).unwrap_or_default(),
        identifiers: arxiv.into_iter().chain(doi).collect(),
        links: entry.code,
        ..Draft::default()
    }
}

/// "ICML 2025" in 2025 is ICML: the year has a field of its own.
fn without_year(venue: &str, year: Option<i32>) -> String {
    year.and_then(|year| venue.strip_suffix(&year.to_string())).map_or(venue, str::trim_end).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_whole_and_holds_facts_only() {
        let reading = read();
        assert_eq!(reading.drafts.len(), 61, "all papers of the page");
        assert_eq!(
            reading.drafts.iter().filter(|draft| !draft.links.is_empty()).count(),
            14,
            "fourteen name their code"
        );
        assert!(reading.drafts.iter().all(|draft| draft.abstract_text.is_empty()), "abstracts belong to their authors");
    }
}
