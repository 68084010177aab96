//! Services that know papers: arXiv, Crossref, the ACL Anthology, OpenReview. Situations are named by host and
//! identifier, `export.arxiv.org/2303.01234`; a paper that no table names is there, invented from its identifier.

use axum::body::Body;
use serde_json::json;

use super::{Answer, Situation, answer_json, everywhere, html};
use crate::server::Shared;
use crate::shapes;

fn situation(shared: &Shared, host: &str, id: &str) -> Option<Situation> {
    shared.state().situations.named(&format!("{host}/{id}"))
}

async fn otherwise(situation: Situation) -> Answer {
    match situation {
        Situation::ServerError(status) => html(status, "Trouble", "Something broke."),
        other => everywhere(other).await,
    }
}

/// A feed with an entry for each number of `id_list` that is there. A number in a situation of another kind spoils all
/// of it, as one that is malformed does.
pub async fn arxiv(shared: &Shared, query: &str) -> Answer {
    let list = query.split('&').find_map(|pair| pair.strip_prefix("id_list=")).unwrap_or_default();
    let mut entries = String::new();
    for id in list.replace("%2C", ",").split(',').filter(|id| !id.is_empty()) {
        match situation(shared, "export.arxiv.org", id) {
            None | Some(Situation::There(_)) => {
                entries.push_str(&entry(id, &format!("An Invented Paper on Rain, {id}")))
            }
            Some(Situation::Titled(title)) => entries.push_str(&entry(id, &title)),
            Some(Situation::Missing) => {}
            Some(Situation::Forbidden) => return feed(400, &malformed(id)),
            Some(other) => return otherwise(other).await,
        }
    }
    feed(200, &entries)
}

fn entry(id: &str, title: &str) -> String {
    format!(
        "<entry><id>http://arxiv.org/abs/{id}v2</id><title>{title}</title><updated>2023-05-04T10:00:00Z</updated>\
<link href=\"https://arxiv.org/abs/{id}v2\" rel=\"alternate\" type=\"text/html\"/>\
<link href=\"https://arxiv.org/pdf/{id}v2\" rel=\"related\" type=\"application/pdf\" title=\"pdf\"/>\
<summary>We measure rain that nobody saw.\n  Code is at https://github.com/valley/rain.</summary>\
<category term=\"cs.LG\" scheme=\"http://arxiv.org/schemas/atom\"/><published>2023-03-02T09:00:00Z</published>\
<arxiv:comment>9 pages</arxiv:comment><arxiv:primary_category term=\"cs.LG\"/>\
<author><name>Ada Example</name></author><author><name>Bo von Berg</name></author></entry>\n"
    )
}

fn malformed(id: &str) -> String {
    format!(
        "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_{id}</id><title>Error</title>\
<summary>incorrect id format for {id}</summary><author><name>arXiv api core</name></author></entry>"
    )
}

fn feed(status: u16, entries: &str) -> Answer {
    let body = format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" \
xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns=\"http://www.w3.org/2005/Atom\"><id>https://arxiv.org/api/stand-in</id>\
<title>arXiv Query</title><updated>2026-04-12T22:09:25Z</updated>\n{entries}</feed>\n"
    );
    shapes::plain(status, "application/atom+xml; charset=utf-8", Body::from(body))
}

/// `Gone` is a work that was retracted; `Titled` gives it a title.
pub async fn crossref(shared: &Shared, doi: &str) -> Answer {
    let (title, updates) = match situation(shared, "api.crossref.org", doi) {
        None | Some(Situation::There(_)) => (format!("An Invented Work, {doi}"), json!([])),
        Some(Situation::Titled(title)) => (title, json!([])),
        Some(Situation::Gone) => (
            "RETRACTED: A Work That Does Not Hold".to_owned(),
            json!([{
                "DOI": "10.5555/notice", "type": "retraction", "label": "Retraction", "source": "retraction-watch",
                "updated": {"date-parts": [[2024, 5, 6]], "date-time": "2024-05-06T00:00:00Z"}
            }]),
        ),
        Some(Situation::Missing) => {
            return shapes::plain(404, "text/plain;charset=utf-8", Body::from("Resource not found."));
        }
        Some(other) => return otherwise(other).await,
    };
    answer_json(
        200,
        &json!({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": {
            "DOI": doi, "type": "journal-article", "title": [title], "container-title": ["Journal of Weather"],
            "publisher": "Valley Press", "volume": "4", "issue": "2", "page": "11-19", "ISSN": ["1234-5679"],
            "issued": {"date-parts": [[2021, 3]]}, "updated-by": updates,
            "author": [
                {"given": "Ada", "family": "Example", "sequence": "first", "affiliation": []},
                {"given": "Bo", "family": "von Berg", "sequence": "additional", "affiliation": []}
            ],
            "abstract": "<jats:title>Abstract</jats:title><jats:p>We measure rain that nobody saw.</jats:p>"
        }}),
    )
}

pub async fn anthology(shared: &Shared, file: &str) -> Answer {
    let id = file.trim_end_matches(".bib");
    match situation(shared, "aclanthology.org", id) {
        None | Some(Situation::There(_)) => shapes::plain(
            200,
            "application/x-bibtex",
            Body::from(format!(
                "@inproceedings{{example-von-berg-2020-invented,\n    title = \"An Invented {{NLP}} Paper, {id}\",\n    \
author = \"Example, Ada  and\n      von Berg, Bo\",\n    booktitle = \"Proceedings of the Valley Meeting\",\n    \
month = jul,\n    year = \"2020\",\n    url = \"https://aclanthology.org/{id}/\",\n    pages = \"11--19\"\n}}\n"
            )),
        ),
        Some(Situation::Missing) => shapes::plain(404, "text/html", Body::from("<html><title>404</title></html>")),
        Some(other) => otherwise(other).await,
    }
}

/// Two APIs: a paper that no table names is in the newer one only; the fields of the older have no `value`.
pub async fn openreview(shared: &Shared, host: &str, query: &str) -> Answer {
    let id = query.split('&').find_map(|pair| pair.strip_prefix("id=")).unwrap_or_default();
    let is_older = host == "api.openreview.net";
    let said = |value: serde_json::Value| if is_older { value } else { json!({ "value": value }) };
    let title = format!("An Invented Submission, {id}");
    let there = json!({"notes": [{
        "id": id, "pdate": 1_758_216_830_915_i64, "content": {
            "title": said(title.into()), "venue": said("Valley Meeting 2025".into()),
            "authors": said(json!(["Ada Example", "Bo von Berg"])), "abstract": said("Rain, reviewed.".into())
        }
    }]});
    match situation(shared, host, id) {
        None if is_older => answer_json(200, &json!({"notes": [], "count": 0})),
        None | Some(Situation::There(_)) => answer_json(200, &there),
        Some(Situation::Missing) => answer_json(
            404,
            &json!({"name": "NotFoundError", "message": format!("The Note {id} was not found"), "status": 404}),
        ),
        Some(other) => otherwise(other).await,
    }
}
