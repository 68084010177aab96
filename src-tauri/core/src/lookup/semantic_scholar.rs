//! Semantic Scholar: what it knows of a paper by any identifier, up to five hundred in one question.
//! <https://api.semanticscholar.org/api-docs/graph>

use serde_json::{Value, json};

use super::services::SEMANTIC_SCHOLAR;
use super::work::{Question, Told, Work, escaped, json, not_there};
use crate::error::Result;
use crate::formats;
use crate::import::ids::find_identifiers;
use crate::links::verdict::Answer;
use crate::model::{Draft, Field, Identifier, IdentifierKind, OPEN_PDF};

const AT_ONCE: usize = 500;
const FIELDS: &str =
    "title,abstract,venue,publicationVenue,year,publicationDate,authors.name,externalIds,journal,openAccessPdf";
const KEY_HEADER: &str = "x-api-key";

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    let known: Vec<(Question<'_>, String)> = wanted.iter().filter_map(|one| Some((*one, name(one.id)?))).collect();
    for batch in known.chunks(AT_ONCE) {
        let answer = match batch {
            [(_, name)] => {
                let url = format!("https://api.semanticscholar.org/graph/v1/paper/{}?fields={FIELDS}", escaped(name));
                work.ask(&SEMANTIC_SCHOLAR, &url, Some(KEY_HEADER), None).await
            }
            several => {
                let url = format!("https://api.semanticscholar.org/graph/v1/paper/batch?fields={FIELDS}");
                let ids: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
                work.ask(&SEMANTIC_SCHOLAR, &url, Some(KEY_HEADER), Some(json!({ "ids": ids }))).await
            }
        };
        for (at, (question, _)) in batch.iter().enumerate() {
            let told = match &answer {
                Err(told) => told.clone(),
                Ok(answer) => told(answer, if batch.len() == 1 { None } else { Some(at) }, question.id),
            };
            work.answer(&SEMANTIC_SCHOLAR, *question, told)?;
        }
    }
    Ok(())
}

/// The number in an address of a paper's page, which is shown to people only.
pub fn number_of(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest).strip_prefix("semanticscholar.org/paper/")?;
    let number = rest.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?;
    (number.len() == 40 && number.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(number)
}

/// The record of a number.
pub async fn record(number: &str, work: &Work<'_>) -> Told {
    let url = format!("https://api.semanticscholar.org/graph/v1/paper/{number}?fields={FIELDS}");
    match work.ask(&SEMANTIC_SCHOLAR, &url, Some(KEY_HEADER), None).await {
        Err(told) => told,
        Ok(answer) => json(&answer)
            .and_then(|found| paper(found, None))
            .map_or_else(|| Told::Nothing(not_there(&SEMANTIC_SCHOLAR, &answer)), |draft| Told::Paper(Box::new(draft))),
    }
}

/// An identifier as Semantic Scholar calls it.
fn name(id: &Identifier) -> Option<String> {
    let scheme = match id.kind {
        IdentifierKind::Arxiv => "ARXIV",
        IdentifierKind::Doi => "DOI",
        IdentifierKind::Acl => "ACL",
        IdentifierKind::Pmid => "PMID",
        IdentifierKind::Openreview | IdentifierKind::Isbn => return None,
    };
    Some(format!("{scheme}:{}", id.value))
}

/// In an answer about many, each stands at its place, and `null` for what is not known.
fn told(answer: &Answer, at: Option<usize>, id: &Identifier) -> Told {
    let nothing = || Told::Nothing(not_there(&SEMANTIC_SCHOLAR, answer));
    let Some(tree) = json(answer) else { return nothing() };
    let found = match at {
        Some(at) => tree.get(at),
        None => Some(tree),
    };
    match found {
        Some(Value::Null) => Told::Nothing("Semantic Scholar knows no such paper.".into()),
        Some(found) => paper(found, Some(id)).map_or_else(nothing, |draft| Told::Paper(Box::new(draft))),
        None => nothing(),
    }
}

fn paper(found: &Value, asked: Option<&Identifier>) -> Option<Draft> {
    let text = |pointer: &str| found.pointer(pointer).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let title = text("/title");
    if title.is_empty() {
        return None;
    }
    let of_kind =
        |label: &str, name: &str| find_identifiers(&format!("{label}{}", text(&format!("/externalIds/{name}"))));
    let mut identifiers: Vec<Identifier> = asked.cloned().into_iter().collect();
    for one in [of_kind("", "DOI"), of_kind("arXiv:", "ArXiv"), of_kind("", "ACL"), of_kind("PMID:", "PubMed")].concat()
    {
        if identifiers.iter().all(|known| known.kind != one.kind) {
            identifiers.push(one);
        }
    }
    let venue = [text("/publicationVenue/name"), text("/journal/name"), text("/venue")];
    let authors = found.get("authors").and_then(Value::as_array).into_iter().flatten();
    let published = Some(text("/publicationDate")).filter(|day| day.len() == 10);
    let named = [
        ("volume", text("/journal/volume")),
        ("pages", text("/journal/pages").replace('-', "–").split_whitespace().collect()),
        (OPEN_PDF, Some(text("/openAccessPdf/url")).filter(|url| formats::is_address(url)).unwrap_or_default()),
    ];
    let field = |(name, value): (&str, String)| Field { name: name.into(), value };
    Some(Draft {
        title,
        abstract_text: text("/abstract"),
        authors: authors.filter_map(|one| one.get("name")?.as_str()).map(str::to_owned).collect(),
        venue: venue.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        year: found.get("year").and_then(Value::as_i64).and_then(|year| year.try_into().ok()),
        published,
        identifiers,
        fields: named.into_iter().filter(|(_, value)| !value.is_empty()).map(field).collect(),
        ..Draft::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::{Body, Response};

    fn answer(status: u16, tree: Value) -> Answer {
        Answer::Response(Response { status, body: Body::Json(tree), ..Response::default() })
    }

    fn id() -> Identifier {
        Identifier { kind: IdentifierKind::Arxiv, value: "2001.01234".into() }
    }

    #[test]
    fn a_page_is_known_by_its_number() {
        let number = "2d5673caa9e6af3a7b82a43f19ee920992db07ad";
        for (address, expected) in [
            (format!("https://www.semanticscholar.org/paper/On-Rain-Example/{number}"), Some(number)),
            (format!("https://semanticscholar.org/paper/{number}?utm=x#citing"), Some(number)),
            ("https://www.semanticscholar.org/author/Ada/81141608".into(), None),
            (format!("https://evil.example/semanticscholar.org/paper/{number}"), None),
        ] {
            assert_eq!(number_of(&address), expected, "{address}");
        }
    }

    #[test]
    fn a_record_is_read_and_nulls_are_no_trouble() {
        let record = json!({
            "paperId": "ab12", "externalIds": {"ArXiv": "2001.01234", "DOI": "10.5555/Rain", "MAG": "1", "CorpusId": 7},
            "publicationVenue": null, "title": "On Rain", "abstract": null, "venue": "", "year": 2020,
            "publicationDate": "2020-01-05", "journal": {"name": "Weather", "pages": "\n        11-19"},
            "openAccessPdf": {"url": "https://example.org/rain.pdf", "status": "GREEN"},
            "authors": [{"authorId": "1", "name": "Ada Example"}, {"authorId": null, "name": "Bo von Berg"}]
        });
        let Told::Paper(draft) = told(&answer(200, record.clone()), None, &id()) else { panic!("a paper") };
        assert_eq!((draft.venue.as_str(), draft.authors.len()), ("Weather", 2), "the journal stands in for the venue");
        assert_eq!(draft.identifiers.len(), 2, "what it was asked for and the DOI, in lower case");
        assert_eq!(formats::field(&draft, "pages"), Some("11–19"), "pages without the blanks that come with them");
        let many = answer(200, json!([null, record]));
        assert!(matches!(told(&many, Some(0), &id()), Told::Nothing(_)), "null is a paper that is not known");
        assert!(matches!(told(&many, Some(1), &id()), Told::Paper(_)), "at its place");
        assert!(matches!(told(&many, Some(2), &id()), Told::Nothing(_)), "a shorter list than asked for");
    }

    #[test]
    fn refusals_have_words() {
        let words = |status, error: &str| match told(&answer(status, json!({ "error": error })), None, &id()) {
            Told::Nothing(words) => words,
            other => panic!("{other:?}"),
        };
        assert!(words(404, "Paper with id ARXIV:2001.01234 not found").contains("knows no such paper"), "not there");
        assert!(words(403, "Forbidden").contains("key"), "a key that is none");
        assert!(words(400, "Unrecognized or unsupported fields: [x]").contains("400"), "a question it does not take");
    }
}
