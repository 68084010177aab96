//! DBLP: a record by its key; and what it says of a paper, found by the title and taken only where an identifier agrees.
//! <https://dblp.org/faq/How+to+use+the+dblp+search+API.html>

use serde_json::Value;

use super::services::DBLP;
use super::work::{Question, Told, Work, json, not_there, text};
use crate::error::Result;
use crate::formats;
use crate::import::ids::find_identifiers;
use crate::import::markup::plain;
use crate::links::verdict::Answer;
use crate::model::{Draft, Field, Identifier, IdentifierKind};

/// A title to look for, of a paper known by the identifier of the question.
pub type Titled<'a> = (Question<'a>, String);

pub async fn look(wanted: &[Titled<'_>], work: &Work<'_>) -> Result<()> {
    for (question, title) in wanted {
        let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let Ok(url) = reqwest::Url::parse_with_params(
            "https://dblp.org/search/publ/api",
            &[("q", words.join(" ").as_str()), ("format", "json"), ("h", "20")],
        ) else {
            continue;
        };
        let read = |answer: &Answer| of_search(answer, question.id);
        work.one(&DBLP, *question, url.as_str(), read).await?;
    }
    Ok(())
}

/// The key in an address of a record: `conf/dac/ZhangYY21`.
pub fn key_of(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let key = rest.strip_prefix("dblp.org/rec/").or_else(|| rest.strip_prefix("dblp.uni-trier.de/rec/"))?;
    let key = key.split(['?', '#']).next()?;
    let key = [".html", ".xml", ".bib"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key);
    let sound = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    ((2..=4).contains(&key.split('/').count()) && key.split('/').all(sound)).then_some(key)
}

/// The record of a key.
pub async fn record(key: &str, work: &Work<'_>) -> Told {
    let url = format!("https://dblp.org/rec/{key}.xml");
    let mut asking = match work.asking(&DBLP) {
        Ok(asking) => asking,
        Err(told) => return told,
    };
    let Ok(url) = reqwest::Url::parse(&url) else { return Told::Nothing("It cannot be asked for by address.".into()) };
    let answer = asking.text(&url, super::work::LONGEST).await;
    let answer = match work.heard(&DBLP, &asking, answer, false) {
        Ok(answer) => answer,
        Err(told) => return told,
    };
    let found = text(&answer).and_then(formats::read).and_then(|reading| reading.drafts.into_iter().next());
    match found {
        Some(draft) => Told::Paper(Box::new(Draft { citation_key: None, ..draft })),
        None => Told::Nothing(not_there(&DBLP, &answer)),
    }
}

fn of_search(answer: &Answer, id: &Identifier) -> std::result::Result<Draft, String> {
    let found = json(answer).and_then(|tree| tree.pointer("/result/hits")).ok_or_else(|| not_there(&DBLP, answer))?;
    let hits = found.get("hit").and_then(Value::as_array).into_iter().flatten().filter_map(|hit| hit.get("info"));
    let draft = hits.map(paper).find(|draft| draft.identifiers.contains(id));
    draft.ok_or_else(|| "DBLP has no record of this title with the same identifier.".into())
}

fn paper(info: &Value) -> Draft {
    let text = |name: &str| match info.get(name) {
        // What is said twice is a list.
        Some(Value::Array(several)) => several.first().and_then(Value::as_str).map(plain).unwrap_or_default(),
        one => one.and_then(Value::as_str).map(plain).unwrap_or_default(),
    };
    let authors = match info.pointer("/authors/author") {
        Some(Value::Array(several)) => several.iter().filter_map(name).collect(),
        Some(one) => name(one).into_iter().collect(),
        None => Vec::new(),
    };
    let mut identifiers = find_identifiers(&text("doi"));
    identifiers
        .extend(find_identifiers(&text("ee")).into_iter().filter(|one| !identifiers.contains(one)).collect::<Vec<_>>());
    let named = [("volume", text("volume")), ("number", text("number")), ("pages", text("pages").replace('-', "–"))];
    let is_corr = text("venue") == "CoRR";
    let kind = match text("type").as_str() {
        _ if is_corr => "online",
        "Journal Articles" => "article",
        "Conference and Workshop Papers" => "inproceedings",
        "Books and Theses" => "book",
        "Parts in Books or Collections" => "incollection",
        _ => "",
    };
    Draft {
        title: text("title").trim_end_matches('.').to_owned(),
        authors,
        venue: if is_corr { String::new() } else { text("venue") },
        year: text("year").parse().ok(),
        entry_type: kind.into(),
        identifiers: identifiers.into_iter().filter(|one| one.kind != IdentifierKind::Isbn).collect(),
        fields: named
            .into_iter()
            // "abs/2001.01234" of CoRR is no volume.
            .filter(|(_, value)| !value.is_empty() && !is_corr)
            .map(|(name, value)| Field { name: name.into(), value })
            .collect(),
        ..Draft::default()
    }
}

/// Namesakes are told apart by four digits behind the name.
fn name(author: &Value) -> Option<String> {
    let name = plain(author.get("text").and_then(Value::as_str).or_else(|| author.as_str())?);
    Some(formats::without_number(&name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::{Body, Response};
    use serde_json::json;

    fn answer(tree: Value) -> Answer {
        Answer::Response(Response { status: 200, body: Body::Json(tree), ..Response::default() })
    }

    #[test]
    fn a_title_alone_is_not_enough() {
        let hits = json!({"result": {"hits": {"@total": "2", "hit": [
            {"info": {"authors": {"author": {"@pid": "92/731", "text": "Ada Example 0002"}}, "title": "On Rain &amp; Snow.",
                "venue": "Inf. Control.", "volume": "17", "pages": "501-522", "year": "1970", "type": "Journal Articles",
                "key": "journals/iandc/Example70", "doi": "10.5555/RAIN", "ee": "https://doi.org/10.5555/RAIN"}},
            {"info": {"authors": {"author": [{"text": "Ada Example"}, {"text": "Bo von Berg"}]}, "title": "On Rain &amp; Snow.",
                "venue": "CoRR", "volume": "abs/2001.01234", "year": "2020", "type": "Informal and Other Publications",
                "ee": "https://doi.org/10.48550/arXiv.2001.01234"}}
        ]}}});
        let id = |kind, value: &str| Identifier { kind, value: value.into() };
        let found = of_search(&answer(hits.clone()), &id(IdentifierKind::Doi, "10.5555/rain")).expect("its record");
        assert_eq!(
            (found.title.as_str(), found.authors.as_slice()),
            ("On Rain & Snow", &["Ada Example".to_owned()][..]),
            "as people write them"
        );
        let preprint = of_search(&answer(hits.clone()), &id(IdentifierKind::Arxiv, "2001.01234")).expect("its record");
        assert!(preprint.venue.is_empty() && preprint.fields.is_empty(), "CoRR is arXiv by another name: {preprint:?}");
        let other = of_search(&answer(hits), &id(IdentifierKind::Doi, "10.5555/other"));
        assert!(other.is_err_and(|words| words.contains("same identifier")), "the title of another paper");
        let none = json!({"result": {"hits": {"@total": "0"}}});
        assert!(
            of_search(&answer(none), &id(IdentifierKind::Doi, "10.5555/rain")).is_err(),
            "no hit at all has no list"
        );
    }

    #[test]
    fn keys_of_records() {
        for (address, key) in [
            ("https://dblp.org/rec/conf/dac/ZhangYY21.html?view=bibtex", Some("conf/dac/ZhangYY21")),
            ("https://dblp.org/rec/journals/corr/abs-2001-01234", Some("journals/corr/abs-2001-01234")),
            ("https://dblp.org/pid/92/731.html", None),
            ("https://dblp.org/rec/../../x", None),
            ("https://evil.example/dblp.org/rec/conf/dac/ZhangYY21", None),
        ] {
            assert_eq!(key_of(address), key, "{address}");
        }
    }
}
