//! OpenAlex: one record for each work, gathered from many sources. <https://docs.openalex.org/api-entities/works>

use std::collections::BTreeMap;

use serde_json::Value;

use super::services::OPENALEX;
use super::work::{Question, Told, Work, escaped, json, not_there};
use crate::error::Result;
use crate::formats;
use crate::import::ids::find_identifiers;
use crate::links::verdict::Answer;
use crate::model::{Draft, Field, Identifier, IdentifierKind, OPEN_PDF};

const FIELDS: &str = "doi,display_name,publication_year,publication_date,ids,authorships,primary_location,best_oa_location,biblio,abstract_inverted_index";
/// Places in an abstract; what stands further on is left out.
const LONGEST: usize = 10_000;

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let value = &question.id.value;
        let name = match question.id.kind {
            IdentifierKind::Doi => format!("doi:{}", escaped(value)),
            IdentifierKind::Arxiv => format!("doi:10.48550/arxiv.{}", escaped(value)),
            IdentifierKind::Pmid => format!("pmid:{}", escaped(value)),
            _ => {
                work.answer(&OPENALEX, *question, Told::Nothing("OpenAlex does not know such identifiers.".into()))?;
                continue;
            }
        };
        let mut url = format!("https://api.openalex.org/works/{name}?select={FIELDS}");
        if let Some(email) = work.chosen.email() {
            url.push_str(&format!("&mailto={}", escaped(email)));
        }
        if let Some(key) = work.chosen.key(&OPENALEX) {
            url.push_str(&format!("&api_key={}", escaped(key.reveal())));
        }
        let read = |answer: &Answer| paper(answer, question.id).ok_or_else(|| not_there(&OPENALEX, answer));
        work.one(&OPENALEX, *question, &url, read).await?;
    }
    Ok(())
}

fn paper(answer: &Answer, asked: &Identifier) -> Option<Draft> {
    let found = json(answer)?;
    let text = |pointer: &str| found.pointer(pointer).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let title = text("/display_name");
    if title.is_empty() {
        return None;
    }
    let mut identifiers = vec![asked.clone()];
    let pmid = text("/ids/pmid");
    for one in find_identifiers(&text("/doi")).into_iter().chain(find_identifiers(&pmid)) {
        if identifiers.iter().all(|known| known.kind != one.kind) {
            identifiers.push(one);
        }
    }
    let authors = found.get("authorships").and_then(Value::as_array).into_iter().flatten();
    let pages = [text("/biblio/first_page"), text("/biblio/last_page")];
    let pages = match pages {
        [first, last] if !first.is_empty() && !last.is_empty() && first != last => format!("{first}–{last}"),
        [first, _] => first,
    };
    let named = [
        ("volume", text("/biblio/volume")),
        ("number", text("/biblio/issue")),
        ("pages", pages),
        (OPEN_PDF, Some(text("/best_oa_location/pdf_url")).filter(|url| formats::is_address(url)).unwrap_or_default()),
    ];
    Some(Draft {
        title,
        abstract_text: found.get("abstract_inverted_index").map(in_order).unwrap_or_default(),
        authors: authors.filter_map(|one| one.pointer("/author/display_name")?.as_str()).map(str::to_owned).collect(),
        venue: text("/primary_location/source/display_name"),
        year: found.get("publication_year").and_then(Value::as_i64).and_then(|year| year.try_into().ok()),
        published: Some(text("/publication_date")).filter(|day| day.len() == 10),
        identifiers,
        fields: named
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Field { name: name.into(), value })
            .collect(),
        ..Draft::default()
    })
}

/// An abstract that is given as its words with their places.
fn in_order(index: &Value) -> String {
    let mut words: BTreeMap<u64, &str> = BTreeMap::new();
    for (word, places) in index.as_object().into_iter().flatten() {
        for place in places.as_array().into_iter().flatten().filter_map(Value::as_u64) {
            if words.len() < LONGEST {
                words.insert(place, word);
            }
        }
    }
    words.into_values().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::{Body, Response};
    use serde_json::json;

    #[test]
    fn a_record_is_read_and_its_abstract_put_in_order() {
        let id = Identifier { kind: IdentifierKind::Arxiv, value: "2001.01234".into() };
        let record = json!({
            "doi": "https://doi.org/10.48550/arxiv.2001.01234", "display_name": "On Rain", "publication_year": 2020,
            "publication_date": "2020-01-05", "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/1234567"},
            "authorships": [{"author": {"display_name": "Ada Example"}}, {"author": {}}],
            "primary_location": {"source": {"display_name": "Weather"}}, "best_oa_location": null,
            "biblio": {"volume": "4", "issue": null, "first_page": "11", "last_page": "19"},
            "abstract_inverted_index": {"falls": [1, 4], "Rain": [0], "where": [2], "it": [3]}
        });
        let answer = Answer::Response(Response { status: 200, body: Body::Json(record), ..Response::default() });
        let draft = paper(&answer, &id).expect("a paper");
        assert_eq!(draft.abstract_text, "Rain falls where it falls", "each word at each of its places");
        assert_eq!(draft.authors, ["Ada Example"], "who has a name");
        assert_eq!(formats::field(&draft, "pages"), Some("11–19"), "pages");
        assert_eq!(draft.identifiers.len(), 2, "arXiv’s DOI is no DOI to a reader, PubMed’s number is one");
    }
}
