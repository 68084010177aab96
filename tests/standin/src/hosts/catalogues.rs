//! Services that gather what others say of papers: Hugging Face Papers, Semantic Scholar, DBLP, Unpaywall, PubMed,
//! OpenAlex, Open Library. Situations are named by host and identifier, as `api.semanticscholar.org/ARXIV:2303.01234`.

use axum::body::Body;
use serde_json::{Value, json};

use super::{Answer, Situation, answer_json, everywhere};
use crate::server::Shared;
use crate::shapes;

fn situation(shared: &Shared, host: &str, id: &str) -> Option<Situation> {
    shared.state().situations.named(&format!("{host}/{id}"))
}

async fn otherwise(situation: Situation) -> Answer {
    match situation {
        Situation::ServerError(status) => answer_json(status, &json!({"message": "Internal server error"})),
        other => everywhere(other).await,
    }
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// A paper that no table names is not there: few are on Hugging Face. `There` has a repository that a person added.
pub async fn hugging_face(shared: &Shared, id: &str) -> Answer {
    match situation(shared, "huggingface.co", &format!("papers/{id}")) {
        None | Some(Situation::Missing) => answer_json(404, &json!({"error": "Paper not found"})),
        Some(Situation::There(made)) => answer_json(
            200,
            &json!({
                "id": id, "title": "An Invented Paper\n  on Rain", "summary": "We measure rain\nthat nobody saw.",
                "publishedAt": "2023-03-02T09:00:00.000Z", "upvotes": 12,
                "authors": [{"_id": "a1", "name": "Ada Example", "hidden": false}, {"_id": "b2", "name": "Bo von Berg"}],
                "githubRepo": format!("https://github.com/{}", made.full_name), "githubRepoAddedBy": "user",
                "githubStars": made.stars, "projectPage": "https://lab.edu/rain-project",
                "linkedModels": [], "numTotalModels": 0
            }),
        ),
        Some(other) => otherwise(other).await,
    }
}

/// One paper by GET, many by POST.
pub async fn semantic_scholar(shared: &Shared, path: &[&str], body: &[u8]) -> Answer {
    let host = "api.semanticscholar.org";
    let record = |id: &str| {
        let (scheme, value) = id.split_once(':').unwrap_or(("DOI", id));
        let name = if scheme == "ARXIV" { "ArXiv" } else { "DOI" };
        json!({
            "paperId": "2d5673caa9e6af3a7b82a43f19ee920992db07ad", "title": format!("An Invented Paper, {value}"),
            "abstract": "We measure rain that nobody saw.", "venue": "Valley Meeting", "publicationVenue": null,
            "year": 2023, "publicationDate": "2023-03-02", "journal": {"name": "Valley Meeting", "pages": "11-19"},
            "openAccessPdf": {"url": "https://valley.example/rain.pdf", "status": "GREEN"},
            "externalIds": {name: value, "CorpusId": 470_667},
            "authors": [{"authorId": "81141608", "name": "Ada Example"}]
        })
    };
    if path == ["batch"] {
        let asked: Value = serde_json::from_slice(body).unwrap_or_default();
        if let Some(other) = situation(shared, host, "batch") {
            return otherwise(other).await;
        }
        let ids = asked["ids"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let each = ids.map(|id| match situation(shared, host, id) {
            Some(Situation::Missing) => Value::Null,
            _ => record(id),
        });
        return answer_json(200, &each.collect());
    }
    let id = path.join("/");
    match situation(shared, host, &id) {
        None | Some(Situation::There(_)) => answer_json(200, &record(&id)),
        Some(Situation::Missing) => answer_json(404, &json!({"error": format!("Paper with id {id} not found")})),
        Some(Situation::Forbidden) => answer_json(403, &json!({"message": "Forbidden"})),
        // The pool that all without a key share: no word of how long.
        Some(Situation::SecondaryLimitInWords) => answer_json(
            429,
            &json!({"message": "Too Many Requests. Please wait and try again or apply for a key for higher rate limits.", "code": "429"}),
        ),
        Some(other) => otherwise(other).await,
    }
}

const TOO_MANY: &str = "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html>\n<head>\n<title>429 Too Many Requests</title>\n\
</head>\n<body>\n<h1>Too Many Requests</h1>\n<p>So many requests from your side have led to a temporary ban.</p></body></html>\n";

/// A search finds nothing unless a table says what; a record is there unless one says not.
pub async fn dblp(shared: &Shared, path: &[&str]) -> Answer {
    let name = path.join("/");
    match (situation(shared, "dblp.org", &name), path) {
        (Some(Situation::SecondaryLimit { retry_after }), _) => {
            let mut answer = shapes::plain(429, "text/html; charset=iso-8859-1", Body::from(TOO_MANY));
            shapes::set(&mut answer, "retry-after", &retry_after.to_string());
            answer
        }
        (None, ["search", ..]) => {
            answer_json(200, &json!({"result": {"status": {"@code": "200"}, "hits": {"@total": "0", "@sent": "0"}}}))
        }
        (None, ["rec", ..]) => {
            let key = name.trim_start_matches("rec/").trim_end_matches(".xml");
            let xml = format!(
                "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>\n<dblp>\n<inproceedings key=\"{key}\" mdate=\"2023-05-03\">\n\
<author>Ada Example 0009</author>\n<author>Bo von Berg</author>\n<title>Rain is All You Need.</title>\n<pages>169-174</pages>\n\
<year>2021</year>\n<booktitle>VALLEY</booktitle>\n<ee>https://doi.org/10.5555/valley.2021.7</ee>\n\
<url>db/conf/valley/valley2021.html#x</url>\n</inproceedings></dblp>\n"
            );
            shapes::plain(200, "text/xml; charset=utf-8", Body::from(xml))
        }
        (Some(Situation::Missing) | None, _) => {
            shapes::plain(404, "text/html", Body::from("<html><title>404</title></html>"))
        }
        (Some(other), _) => otherwise(other).await,
    }
}

/// Without an e-mail address, or with the one of its own examples, it refuses.
pub async fn unpaywall(shared: &Shared, doi: &str, query: &str) -> Answer {
    if parameter(query, "email").is_none_or(|email| email.ends_with("%40example.com") || email.is_empty()) {
        return answer_json(422, &json!({"error": true, "message": "Please use your own email address in API calls."}));
    }
    match situation(shared, "api.unpaywall.org", doi) {
        None | Some(Situation::There(_)) => answer_json(
            200,
            &json!({"doi": doi, "is_oa": true, "title": "An Invented Work", "year": 2021,
                "best_oa_location": {"host_type": "repository", "url_for_pdf": "https://valley.example/open.pdf"},
                "oa_locations": []}),
        ),
        Some(Situation::Missing) => answer_json(
            404,
            &json!({"HTTP_status_code": 404, "error": true, "message": format!("'{doi}' is an invalid doi.")}),
        ),
        Some(other) => otherwise(other).await,
    }
}

pub async fn pubmed(shared: &Shared, query: &str) -> Answer {
    let mut records = String::new();
    for id in parameter(query, "id").unwrap_or_default().split(',') {
        match situation(shared, "eutils.ncbi.nlm.nih.gov", id) {
            Some(Situation::Missing) => {}
            Some(Situation::SecondaryLimitInWords) => {
                let body = json!({"error": "API rate limit exceeded", "api-key": "192.0.2.1", "count": "4", "limit": "3"});
                return answer_json(429, &body);
            }
            None | Some(Situation::There(_)) => records.push_str(&format!(
                "<PubmedArticle><MedlineCitation Status=\"MEDLINE\"><PMID Version=\"1\">{id}</PMID><Article PubModel=\"Print\">\
<Journal><ISSN IssnType=\"Print\">1234-5679</ISSN><JournalIssue CitedMedium=\"Internet\"><Volume>4</Volume><Issue>2</Issue>\
<PubDate><Year>2021</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Journal of weather</Title></Journal>\
<ArticleTitle>An invented trial of rain.</ArticleTitle><Pagination><MedlinePgn>11-9</MedlinePgn></Pagination>\
<Abstract><AbstractText>We gave rain to some.</AbstractText></Abstract><AuthorList CompleteYN=\"Y\"><Author ValidYN=\"Y\">\
<LastName>Example</LastName><ForeName>Ada</ForeName><Initials>A</Initials></Author></AuthorList></Article></MedlineCitation>\
</PubmedArticle>"
            )),
            Some(other) => return otherwise(other).await,
        }
    }
    let body = format!(
        "<?xml version=\"1.0\" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle, 1st January 2025//EN\" \
\"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd\">\n<PubmedArticleSet>{records}</PubmedArticleSet>"
    );
    shapes::plain(200, "text/xml; charset=UTF-8", Body::from(body))
}

pub async fn openalex(shared: &Shared, name: &str) -> Answer {
    match situation(shared, "api.openalex.org", name) {
        None | Some(Situation::There(_)) => answer_json(
            200,
            &json!({
                "doi": format!("https://doi.org/{}", name.trim_start_matches("doi:")), "display_name": "An Invented Work",
                "publication_year": 2021, "publication_date": "2021-03-09", "ids": {},
                "authorships": [{"author": {"display_name": "Ada Example"}}],
                "primary_location": {"source": {"display_name": "Journal of Weather"}},
                "best_oa_location": {"pdf_url": "https://valley.example/alex.pdf"},
                "biblio": {"volume": "4", "issue": "2", "first_page": "11", "last_page": "19"},
                "abstract_inverted_index": {"rain": [1], "Measured": [0]}
            }),
        ),
        Some(Situation::Missing) => {
            answer_json(404, &json!({"error": "Not Found", "message": "The requested URL was not found."}))
        }
        Some(Situation::SecondaryLimitInWords) => {
            answer_json(429, &json!({"error": "Too Many Requests", "message": "10 per 1 second"}))
        }
        Some(other) => otherwise(other).await,
    }
}

/// What is not there is an empty object.
pub async fn open_library(shared: &Shared, query: &str) -> Answer {
    let key = parameter(query, "bibkeys").unwrap_or_default().replace("%3A", ":");
    let isbn = key.trim_start_matches("ISBN:");
    match situation(shared, "openlibrary.org", isbn) {
        None | Some(Situation::There(_)) => answer_json(
            200,
            &json!({ &key: {
                "url": "https://openlibrary.org/books/OL1M/Rain", "title": "Rain", "subtitle": "A history",
                "authors": [{"url": "https://openlibrary.org/authors/OL1A", "name": "Ada Example"}],
                "publishers": [{"name": "Valley Press"}], "publish_date": "March 2009", "number_of_pages": 320
            }}),
        ),
        Some(Situation::Missing) => answer_json(200, &json!({})),
        Some(Situation::SecondaryLimitInWords) => shapes::plain(429, "text/html", Body::from(TOO_MANY)),
        Some(other) => otherwise(other).await,
    }
}
