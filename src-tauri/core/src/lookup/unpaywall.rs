//! Unpaywall: whether anyone may read the PDF behind a DOI, and where. It wants an e-mail address with each question.
//! <https://unpaywall.org/products/api>

use serde_json::Value;

use super::services::UNPAYWALL;
use super::work::{Question, Told, Work, escaped, json, not_there};
use crate::error::Result;
use crate::formats;
use crate::links::verdict::Answer;
use crate::model::{Draft, Field, OPEN_PDF};

pub async fn look(wanted: &[Question<'_>], work: &Work<'_>) -> Result<()> {
    for question in wanted {
        let doi = question.id.value.as_str();
        let Some(email) = work.chosen.email() else {
            let words = "Unpaywall wants an e-mail address. Set one in the settings, or switch Unpaywall off.";
            work.answer(&UNPAYWALL, *question, Told::Nothing(words.into()))?;
            continue;
        };
        let url = format!("https://api.unpaywall.org/v2/{}?email={}", escaped(doi), escaped(email));
        work.one(&UNPAYWALL, *question, &url, |answer| open_pdf(answer, question)).await?;
    }
    Ok(())
}

/// A draft of nothing but the address: the rest is Crossref's, where it stands first-hand.
fn open_pdf(answer: &Answer, question: &Question<'_>) -> std::result::Result<Draft, String> {
    if matches!(answer, Answer::Response(response) if response.status == 422) {
        return Err("Unpaywall did not accept the e-mail address. Set another one in the settings.".into());
    }
    let tree = json(answer).filter(|tree| tree.get("is_oa").is_some()).ok_or_else(|| not_there(&UNPAYWALL, answer))?;
    let best = tree.get("best_oa_location").into_iter();
    let places = best.chain(tree.get("oa_locations").and_then(Value::as_array).into_iter().flatten());
    let pdf = places
        .filter_map(|place| place.get("url_for_pdf").and_then(Value::as_str))
        .find(|url| formats::is_address(url));
    let pdf = pdf.ok_or("Unpaywall knows no open PDF of it.")?;
    let fields = vec![Field { name: OPEN_PDF.into(), value: pdf.to_owned() }];
    Ok(Draft { identifiers: vec![question.id.clone()], fields, ..Draft::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::verdict::{Body, Response};
    use crate::model::{Identifier, IdentifierKind};
    use serde_json::json;

    fn read(status: u16, tree: Value) -> std::result::Result<Option<String>, String> {
        let id = Identifier { kind: IdentifierKind::Doi, value: "10.5555/rain".into() };
        let answer = Answer::Response(Response { status, body: Body::Json(tree), ..Response::default() });
        let draft = open_pdf(&answer, &Question { at: 0, id: &id })?;
        Ok(formats::field(&draft, OPEN_PDF).map(str::to_owned))
    }

    #[test]
    fn a_pdf_may_be_at_another_place_than_the_best() {
        let landing = json!({"url": "https://doi.org/10.5555/rain", "url_for_pdf": null});
        let copy = json!({"url_for_pdf": "https://example.org/rain.pdf"});
        let open = json!({"is_oa": true, "best_oa_location": landing, "oa_locations": [landing, copy]});
        assert_eq!(read(200, open), Ok(Some("https://example.org/rain.pdf".into())), "the best place has only a page");
        let only_pages = json!({"is_oa": true, "best_oa_location": landing, "oa_locations": [landing]});
        assert!(read(200, only_pages).is_err_and(|words| words.contains("no open PDF")), "free to read, but no PDF");
        let closed = json!({"is_oa": false, "best_oa_location": null, "oa_locations": []});
        assert!(read(200, closed).is_err_and(|words| words.contains("no open PDF")), "not free to read");
        let script = json!({"is_oa": true, "best_oa_location": {"url_for_pdf": "javascript:alert(1)"}});
        assert!(read(200, script).is_err(), "only addresses of the web are kept");
        let refused = json!({"error": true, "message": "Please use your own email address in API calls."});
        assert!(read(422, refused).is_err_and(|words| words.contains("e-mail")), "the address was not accepted");
        let unknown = json!({"HTTP_status_code": 404, "error": true, "message": "'10.5555/rain' is an invalid doi."});
        assert!(read(404, unknown).is_err_and(|words| words.contains("knows no such")), "unknown");
    }
}
