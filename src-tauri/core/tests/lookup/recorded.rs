//! What services really said, played back: `shared/wire` holds the recordings, and its SOURCES.md where each is from.

use std::io::Read as _;

use base64::Engine as _;
use serde_json::json;

use super::*;

/// A recording; `None` where they are not.
fn recorded(name: &str) -> Option<String> {
    Some(std::fs::read_to_string(support::shared("wire")?.join(name)).expect("UTF-8"))
}

fn says(status: u16, kind: &'static str, body: impl Into<String>) -> Situation {
    Situation::Raw(status, kind, body.into())
}

const JSON: &str = "application/json;charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// A text of YAML between single quotes, over several lines.
fn quoted(cassette: &str) -> String {
    let (_, rest) = cassette.split_once("string: '").expect("a text");
    let (text, _) = rest.split_once("\n    headers:").expect("its end");
    let lines: Vec<&str> = text.trim_end().trim_end_matches('\'').lines().map(str::trim).collect();
    lines.join(" ").replace("''", "'")
}

/// The same, packed.
fn packed(cassette: &str) -> String {
    let (_, rest) = cassette.split_once("!!binary |\n").expect("bytes");
    let lines = rest.lines().take_while(|line| line.starts_with("        "));
    let packed: String = lines.map(str::trim).collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(packed).expect("base 64");
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip");
    text
}

#[tokio::test]
async fn arxiv_tells_what_it_knows_and_leaves_out_the_rest() {
    let Some(two) = recorded("arxiv/arxiv.py.id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.200.xml") else { return };
    let of = |name: &str| says(200, ATOM, recorded(&format!("arxiv/arxiv.py.{name}.200.xml")).expect("recorded"));
    let refused = says(400, ATOM, recorded("arxiv/arxiv.py.id_abc_s0_m100_b79c8dcf6bc3.400.xml").expect("recorded"));
    let desk = Desk::new(
        Situations::new()
            .with("export.arxiv.org/1707.08567", says(200, ATOM, two))
            .with("export.arxiv.org/quant-ph/0201082", of("id_quant-ph_0201082v1_s0_m100_86989fe779ef"))
            .with("export.arxiv.org/astro-ph/0601001", of("id_astro-ph_0601001_s0_m100_3150dca9dc76"))
            .with("export.arxiv.org/2303.00001", of("id_0000.0000_s0_m100_8b51d9633a68"))
            .with("export.arxiv.org/2303.00002", refused),
    );
    services::switch(&desk.library, "hugging-face", false).expect("switched");
    let review = desk.paste("1707.08567 0808.0539").await.expect("looked up");
    let draft = &review.items[0].draft;
    assert!(draft.authors.iter().any(|name| name == "Dirk Wübben"), "accents are as they are: {:?}", draft.authors);
    assert_eq!(draft.published.as_deref(), Some("2017-07-27"), "its day");
    assert!(
        reasons(&review).contains("arXiv 0808.0539: arXiv knows no such paper."),
        "the other: {}",
        reasons(&review)
    );
    for (asked, title, reference) in [
        ("arXiv:quant-ph/0201082v1", "Quantum Computers and Quantum Computer Languages", None),
        ("astro-ph/0601001", "Frequency of Hot Jupiters", Some("ActaAstron.56:1-50,2006")),
    ] {
        let review = desk.paste(asked).await.expect("looked up");
        let draft = &review.items[0].draft;
        assert!(draft.title.starts_with(title), "{asked}, an old number: {}", draft.title);
        assert_eq!(field(&draft.fields, "atom:journal_ref"), reference, "{asked}: as its authors gave it");
    }
    for (asked, why) in [("2303.00001", "a feed without entries"), ("2303.00002", "an entry called Error")] {
        let review = desk.paste(asked).await.expect("answered");
        assert!(review.items.is_empty() && review.waiting.is_empty(), "{why} is no paper: {review:?}");
        assert!(reasons(&review).contains("arXiv knows no such paper."), "{why}: {}", reasons(&review));
    }
}

#[tokio::test]
async fn crossref_tells_a_work_a_retraction_and_in_plain_text_that_there_is_none() {
    let Some(work) = recorded("crossref/habanero.test_works_with_one_id.yaml") else { return };
    let missing = recorded("crossref/habanero.test_works_bad_id_warn.yaml").expect("recorded");
    assert!(missing.contains("string: Resource not found.") && missing.contains("text/plain"), "as recorded");
    let wakefield = recorded("crossref/wakefield.updated-by.fragment.json").expect("recorded");
    let desk = Desk::new(
        Situations::new()
            .with("api.crossref.org/10.1371/journal.pone.0033693", says(200, JSON, packed(&work)))
            .with("api.crossref.org/10.1371/notarealdoi", says(404, "text/plain", "Resource not found."))
            .with("api.crossref.org/10.1016/s0140-6736(97)11096-0", says(200, JSON, wakefield)),
    );
    let list = "10.1371/journal.pone.0033693 10.1371/notarealdoi https://doi.org/10.1016/S0140-6736(97)11096-0";
    let review = desk.paste(list).await.expect("looked up");
    let draft = &review.items[0].draft;
    assert!(draft.title.starts_with("Methylphenidate Exposure"), "the work: {}", draft.title);
    assert_eq!((draft.venue.as_str(), draft.published.as_deref()), ("PLoS ONE", Some("2012-03-21")), "where and when");
    assert_eq!(field(&draft.fields, "pages"), Some("e33693"), "a page that is a number of an article");
    assert_eq!(field(&draft.fields, "retracted"), None, "it was corrected, which is no retraction");
    assert!(review.waiting.is_empty(), "what is not there is not waited for: {:?}", review.waiting);
    assert!(reasons(&review).contains("10.1371/notarealdoi: Crossref knows no such DOI"), "{}", reasons(&review));
    let notice = field(&review.items[1].draft.fields, "retracted");
    let expected = "2010-02-06 https://doi.org/10.1016/s0140-6736(10)60175-4";
    assert_eq!(notice, Some(expected), "the retraction, and not the correction before it");
}

#[test]
fn crossref_is_asked_no_faster_than_its_headers_allow() {
    let Some(cassette) = recorded("crossref/habanero.test_works_with_one_id.yaml") else { return };
    let header = |name: &str| {
        let (_, rest) = cassette.split_once(&format!("{name}:\n      - ")).expect("a header");
        let value = rest.lines().next().expect("a value").trim_matches('\'').trim_end_matches('s');
        value.parse::<f64>().expect("a number")
    };
    let allowed = header("x-rate-limit-interval") / header("x-rate-limit-limit");
    // Pauses are spread by a quarter to either side.
    let shortest = services::CROSSREF.spacing.as_secs_f64() * 0.75;
    assert!(shortest >= allowed, "{shortest} s between two questions, {allowed} are asked for");
}

#[tokio::test]
async fn dblp_by_title_by_key_and_past_its_limit() {
    let Some(search) = recorded("dblp/publ-search.trimmed.json") else { return };
    let record = recorded("dblp/rec.ZhangYY21.trimmed.xml").expect("recorded");
    let limit = recorded("dblp/429.html").expect("recorded");
    let bare = json!({"message": {"title": ["A Review of \"Perceptrons\""], "DOI": "10.1016/s0019-9958(70)90409-2"}});
    let desk = Desk::new(
        Situations::new()
            .with("api.crossref.org/10.1016/s0019-9958(70)90409-2", says(200, JSON, bare.to_string()))
            .with("api.crossref.org/10.1109/dac18074.2021.9586227", Situation::Missing)
            .with("dblp.org/search/publ/api", says(200, JSON, search))
            .with("dblp.org/rec/conf/dac/ZhangYY21.xml", says(200, "text/xml", record))
            .with("dblp.org/rec/conf/dac/Other21.xml", says(429, "text/html; charset=iso-8859-1", limit)),
    )
    .with(&["dblp"]);
    let review = desk.paste("10.1016/S0019-9958(70)90409-2").await.expect("looked up");
    let draft = &review.items[0].draft;
    assert_eq!(
        (draft.authors.as_slice(), draft.venue.as_str(), field(&draft.fields, "pages")),
        (&["H. D. Block".to_owned()][..], "Inf. Control.", Some("501–522")),
        "of two hits the one with the same DOI; its one author is no list"
    );
    let review = desk.paste("https://dblp.org/rec/conf/dac/ZhangYY21.html").await.expect("looked up");
    let draft = &review.items[0].draft;
    assert_eq!(draft.authors[0], "Xiaopeng Zhang", "a namesake's number is no part of the name");
    assert!(draft.title.ends_with("Pattern Generation"), "nor the full stop of the title: {}", draft.title);
    let error = desk.paste("https://dblp.org/rec/conf/dac/Other21").await.expect_err("nothing was found");
    assert!(error.message.contains("DBLP asks to wait"), "a page that was cut off: {}", error.message);
}

#[tokio::test]
async fn the_others_in_their_own_words() {
    let Some(many) = recorded("semanticscholar/danielnsilva.test_get_papers_return_not_found.yaml") else { return };
    let note = recorded("openreview/note.api2.fragment.json").expect("recorded");
    let page = recorded("huggingface/paper-2501.12948.trimmed.json").expect("recorded");
    let closed = recorded("unpaywall/unpywall.tests.cache.first.json").expect("recorded");
    let bare = json!({"message": {"title": ["How Much Should We Trust"], "DOI": "10.2139/ssrn.288970"}});
    let desk = Desk::new(
        Situations::new()
            .with("api.crossref.org/10.2139/ssrn.288970", says(200, JSON, bare.to_string()))
            .with("api.semanticscholar.org/batch", says(200, JSON, quoted(&many)))
            .with("api2.openreview.net/ECTxVRFhUa", says(200, JSON, note))
            .with("huggingface.co/papers/2501.12948", says(200, JSON, page))
            .with("api.unpaywall.org/10.1016/j.tmaid.2020.101663", says(200, JSON, closed)),
    )
    .with(&["unpaywall"]);
    let list = "https://openreview.net/forum?id=ECTxVRFhUa 2501.12948 10.1016/j.tmaid.2020.101663";
    let review = desk.paste(list).await.expect("looked up");
    let draft = |at: usize| &review.items[at].draft;
    assert_eq!(draft(0).venue, "NeurIPS 2025 spotlight", "each value of a note stands in a `value`");
    assert_eq!((draft(0).authors.len(), draft(0).published.as_deref()), (4, Some("2025-09-18")), "who and when");
    let repository = "https://github.com/deepseek-ai/deepseek-r1";
    assert_eq!(draft(1).guesses, [repository], "found by a program, it is a guess; models and demos are no code");
    assert_eq!(field(&draft(2).fields, "postil:pdf"), None, "free to read, but no PDF is named");
    services::switch(&desk.library, "semantic-scholar", true).expect("switched");
    let review = desk.paste("10.5555/nobody 10.2139/ssrn.288970").await.expect("looked up");
    let who = |at: usize| field(&review.items[at].draft.sources, "abstract").expect("one").to_owned();
    assert!(who(0).starts_with("Crossref, "), "`null` is a paper that is not known: {}", who(0));
    assert!(who(1).starts_with("Semantic Scholar, "), "the second is at its place: {}", who(1));
}
