//! Each service in its own shapes, its limits and its refusals.

use postil_core::model::Confidence;
use serde_json::json;

use super::*;

#[tokio::test]
async fn hugging_face_names_the_code_and_says_when_it_guessed() {
    let guess = json!({
        "id": "2303.00002", "title": "A Guessed Paper on Snow", "summary": "Snow.", "publishedAt": "2023-03-02T09:00:00.000Z",
        "githubRepo": "https://github.com/valley/Snow", "githubRepoAddedBy": "auto"
    });
    let desk = Desk::new(
        Situations::new()
            .with("huggingface.co/papers/2303.00001", Situation::there())
            .with("huggingface.co/papers/2303.00002", Situation::Raw(200, "application/json", guess.to_string()))
            .with("huggingface.co/papers/2303.00003", Situation::SecondaryLimit { retry_after: 60 }),
    );
    let review = desk.paste("2303.00001 2303.00002 2303.00003").await.expect("looked up");
    assert_eq!(review.new, 3, "arXiv knows all three: {review:?}");
    assert!(reasons(&review).contains("Hugging Face Papers asks to wait"), "what is lacking is said: {review:?}");
    let drafts: Vec<Draft> = review.items.iter().map(|item| item.draft.clone()).collect();
    assert!(drafts[0].guesses.is_empty() && drafts[1].guesses.len() == 1, "one is a guess");
    let added = desk.library.commit_import(drafts).expect("imported").added;
    let named = desk.library.paper(added[0]).expect("the paper");
    assert!(
        named.code.iter().any(|card| card.repository.name == "code" && card.confidence == Confidence::High),
        "named by a person: {:?}",
        named.code
    );
    assert!(
        named.code.iter().any(|card| card.repository.url.contains("lab.edu/rain-project")),
        "its project has a page"
    );
    let guessed = desk.library.paper(added[1]).expect("the paper");
    let card = guessed.code.iter().find(|card| card.repository.name == "Snow").expect("its code");
    assert_eq!(card.confidence, Confidence::Low, "what a program found is a guess");
}

#[tokio::test]
async fn a_guess_that_was_not_wanted_stays_away() {
    let guess = json!({
        "id": "2303.00002", "title": "An Invented Paper on Rain, 2303.00002", "githubRepo": "https://github.com/valley/snow",
        "githubRepoAddedBy": "auto"
    });
    let desk = Desk::new(
        Situations::new()
            .with("huggingface.co/papers/2303.00002", Situation::Raw(200, "application/json", guess.to_string())),
    );
    let ids = vec![id(IdentifierKind::Arxiv, "2303.00002")];
    let paper =
        desk.add(Draft { title: "An Invented Paper on Rain, 2303.00002".into(), identifiers: ids, ..Draft::default() });
    let review = desk.look_up(&[paper], false).await;
    let offered =
        changes(&review.items[0]).iter().find(|change| change.after.ends_with("valley/snow")).expect("offered");
    assert!(
        offered.source.starts_with("arXiv") || offered.source.starts_with("Hugging Face"),
        "with its source: {offered:?}"
    );
    let mut draft = review.items[0].draft.clone();
    draft.leaves = vec![offered.after.clone()];
    desk.library.commit_import(vec![draft]).expect("imported");
    let view = desk.library.paper(paper).expect("the paper");
    let card = view.code.iter().find(|card| card.repository.name == "snow").expect("it is put aside, in sight");
    assert_eq!(card.status, postil_core::model::MentionStatus::Rejected, "as the reader said");
    let again = desk.look_up(&[paper], false).await;
    assert_eq!(again.already_here, 1, "and is not offered again: {again:?}");
}

#[tokio::test]
async fn nobody_is_asked_who_is_switched_off() {
    let desk = Desk::new(Situations::new());
    let review = desk.paste("2303.00001 PMID:1234567").await.expect("looked up");
    assert!(reasons(&review).contains("PubMed is switched off"), "said, with what to do: {}", reasons(&review));
    let hosts: Vec<String> =
        desk.standin.hits().iter().filter_map(|hit| hit.path.split('/').nth(2).map(str::to_owned)).collect();
    for optional in [
        "api.semanticscholar.org",
        "dblp.org",
        "api.unpaywall.org",
        "eutils.ncbi.nlm.nih.gov",
        "api.openalex.org",
        "openlibrary.org",
    ] {
        assert!(!hosts.iter().any(|host| host == optional), "{optional} was not chosen: {hosts:?}");
    }
    services::switch(&desk.library, "arxiv", false).expect("switched");
    services::switch(&desk.library, "hugging-face", false).expect("switched");
    let before = desk.standin.hits().len();
    let review = desk.paste("2303.00001").await.expect("answered");
    assert_eq!(desk.standin.hits().len(), before, "not even arXiv, when the reader does not want it");
    assert!(reasons(&review).contains("arXiv is switched off"), "said: {}", reasons(&review));
    assert!(services::switch(&desk.library, "unpaywall", true).is_err(), "Unpaywall wants an address first");
    assert!(services::set_email(&desk.library, "no address").is_err(), "which is one");
    assert!(services::switch(&desk.library, "nobody", true).is_err(), "and a service has a name");
}

#[tokio::test]
async fn openreview_keeps_older_papers_behind_an_older_api() {
    let page = |id: &str| format!("https://openreview.net/forum?id={id}");
    let desk = Desk::new(
        Situations::new()
            .with("api2.openreview.net/OlderNote1", Situation::Missing)
            .with("api.openreview.net/OlderNote1", Situation::there())
            .with("api2.openreview.net/NoSuchNote", Situation::Missing)
            .with("api2.openreview.net/HiddenNote", Situation::Raw(403, "application/json", "{}".into())),
    );
    let review = desk.paste(&[page("OlderNote1"), page("NoSuchNote"), page("HiddenNote")].join("\n")).await;
    let review = review.expect("looked up");
    assert_eq!(review.items[0].draft.title, "An Invented Submission, OlderNote1", "found where older ones are");
    let told = reasons(&review);
    assert!(told.contains("NoSuchNote: OpenReview knows no such paper."), "neither knows it: {told}");
    assert!(told.contains("HiddenNote: OpenReview refused (403)."), "the first reason stands: {told}");
    desk.paste(&page("NewerNote1")).await.expect("looked up");
    let hits = desk.standin.hits();
    let asked = hits.iter().filter(|hit| hit.path.contains("/api.openreview.net")).count();
    assert_eq!(asked, 3, "the older is asked only for what the newer does not know");
}

#[tokio::test]
async fn semantic_scholar_one_by_one_and_many_at_once() {
    let host = "api.semanticscholar.org";
    let desk = Desk::new(
        Situations::new()
            .with(&format!("{host}/ARXIV:2303.00002"), Situation::Missing)
            .with(&format!("{host}/DOI:10.5555/limited"), Situation::SecondaryLimitInWords),
    )
    .with(&["semantic-scholar"]);
    let review = desk.paste("2303.00001 2303.00002").await.expect("looked up");
    assert_eq!(
        desk.standin.hits().iter().filter(|hit| hit.path.contains(host)).count(),
        1,
        "two papers are one question"
    );
    let draft = |at: usize| &review.items[at].draft;
    assert_eq!((draft(0).venue.as_str(), draft(1).venue.as_str()), ("Valley Meeting", ""), "null is not known");
    assert_eq!(field(&draft(0).fields, "postil:pdf"), Some("https://valley.example/rain.pdf"), "an open PDF is told");
    let said = field(&draft(0).sources, "venue").expect("a source");
    assert!(said.starts_with("Semantic Scholar, "), "and who told: {said}");
    let limited = desk.paste("10.5555/limited").await.expect("looked up");
    assert_eq!(limited.new, 1, "Crossref's record is there");
    assert!(
        reasons(&limited).contains("Semantic Scholar asks to wait"),
        "a shared pool that is full is said: {}",
        reasons(&limited)
    );
}

#[tokio::test]
async fn dblp_by_title_and_by_key() {
    let hit = json!({"result": {"hits": {"@total": "1", "hit": [{"info": {
        "authors": {"author": {"text": "Ada Example 0002"}}, "title": "An Invented Work.", "venue": "J. Weather", "volume": "4",
        "pages": "11-19", "year": "2021", "type": "Journal Articles", "key": "journals/jw/Example21", "doi": "10.5555/RAIN.1",
        "ee": "https://doi.org/10.5555/RAIN.1"
    }}]}}});
    let found = Situation::Raw(200, "application/json", hit.to_string());
    let desk = Desk::new(
        Situations::new()
            .with("dblp.org/search/publ/api", found)
            .with("api.crossref.org/10.5555/valley.2021.7", Situation::Missing),
    )
    .with(&["dblp"]);
    let review = desk.paste("10.5555/rain.1 10.5555/other").await.expect("looked up");
    assert_eq!(review.items[0].draft.venue, "Journal of Weather", "Crossref knows best what it registered");
    assert_eq!(review.items[0].draft.identifiers.len(), 1, "and nothing of another paper of that title comes in");
    let record = desk.paste("https://dblp.org/rec/conf/valley/ExampleB21.html").await.expect("looked up");
    let draft = &record.items[0].draft;
    assert_eq!((draft.title.as_str(), draft.venue.as_str()), ("Rain is All You Need", "VALLEY"), "a record by its key");
    assert_eq!(draft.authors, ["Ada Example", "Bo von Berg"], "namesakes' numbers are no part of a name");
    assert!(draft.identifiers.contains(&id(IdentifierKind::Doi, "10.5555/valley.2021.7")), "with its DOI");
    desk.standin.set("dblp.org/rec/conf/valley/Y21.xml", Situation::SecondaryLimit { retry_after: 90 });
    let error = desk.paste("https://dblp.org/rec/conf/valley/Y21").await.expect_err("nothing else was asked");
    assert!(error.message.contains("DBLP asks to wait"), "its page of HTML is understood: {}", error.message);
}

#[tokio::test]
async fn open_pdfs_books_and_pubmed() {
    let desk = Desk::new(
        Situations::new()
            .with("api.unpaywall.org/10.5555/closed", Situation::Missing)
            .with("eutils.ncbi.nlm.nih.gov/7654321", Situation::Missing)
            .with("openlibrary.org/9781861972712", Situation::Missing),
    )
    .with(&["unpaywall", "pubmed", "open-library"]);
    let review = desk
        .paste("10.5555/open 10.5555/closed PMID:1234567 PMID:7654321 ISBN:9780306406157 ISBN:9781861972712")
        .await
        .expect("looked up");
    assert_eq!(review.new, 4, "what is known: {review:?}");
    let by_title = |start: &str| {
        review.items.iter().map(|item| &item.draft).find(|draft| draft.title.starts_with(start)).expect("there")
    };
    assert_eq!(
        field(&by_title("An Invented Work, 10.5555/open").fields, "postil:pdf"),
        Some("https://valley.example/open.pdf"),
        "an open PDF"
    );
    assert_eq!(field(&by_title("An Invented Work, 10.5555/closed").fields, "postil:pdf"), None, "none is known");
    assert_eq!(by_title("An invented trial").venue, "Journal of weather", "a record of PubMed");
    assert_eq!(by_title("Rain: A history").entry_type, "book", "a book");
    let told = reasons(&review);
    assert!(told.contains("PubMed 7654321: PubMed knows no such paper"), "a number that is left out: {told}");
    assert!(told.contains("ISBN 9781861972712: Open Library knows no such book"), "an empty object: {told}");
    desk.standin.set("eutils.ncbi.nlm.nih.gov/1111111", Situation::SecondaryLimitInWords);
    let error = desk.paste("PMID:1111111").await.expect_err("nothing was found");
    assert!(error.message.contains("PubMed asks to wait"), "its limit is told in JSON: {}", error.message);
}

#[tokio::test]
async fn openalex_fills_what_is_lacking() {
    let desk = Desk::new(Situations::new().with("api.openalex.org/doi:10.5555/unknown", Situation::Missing))
        .with(&["openalex"]);
    let review = desk.paste("2303.00001 10.5555/unknown").await.expect("looked up");
    let draft = &review.items[0].draft;
    assert_eq!(draft.venue, "Journal of Weather", "arXiv says no venue");
    assert!(field(&draft.sources, "venue").is_some_and(|said| said.starts_with("OpenAlex, ")), "OpenAlex does");
    assert!(field(&draft.sources, "abstract").is_some_and(|said| said.starts_with("arXiv, ")), "the rest is arXiv's");
    assert_eq!(
        review.items[1].draft.venue, "Journal of Weather",
        "what it does not know is Crossref's alone: {review:?}"
    );
}

#[tokio::test]
async fn openalex_and_open_library_ask_to_wait() {
    let desk = Desk::new(
        Situations::new()
            .with("api.openalex.org/doi:10.5555/limited", Situation::SecondaryLimit { retry_after: 90 })
            .with("openlibrary.org/9781861972712", Situation::SecondaryLimitInWords),
    )
    .with(&["openalex", "open-library"]);
    let review = desk.paste("10.5555/limited 10.5555/another").await.expect("looked up");
    assert_eq!(review.new, 2, "Crossref's records are there");
    assert!(reasons(&review).contains("OpenAlex asks to wait"), "what is lacking is said: {}", reasons(&review));
    let asked = desk.standin.hits().iter().filter(|hit| hit.path.contains("api.openalex.org")).count();
    assert_eq!(asked, 1, "it is left alone for as long as it said");
    let error = desk.paste("ISBN:9781861972712").await.expect_err("nothing else knows books");
    assert!(error.message.contains("Open Library asks to wait"), "said, though without a time: {}", error.message);
}

#[tokio::test]
async fn answers_that_are_none() {
    for (service, host, name, text) in [
        ("semantic-scholar", "api.semanticscholar.org", "DOI:10.5555/x", "10.5555/x"),
        ("openalex", "api.openalex.org", "doi:10.5555/x", "10.5555/x"),
        ("unpaywall", "api.unpaywall.org", "10.5555/x", "10.5555/x"),
        ("hugging-face", "huggingface.co", "papers/2303.00001", "2303.00001"),
    ] {
        for situation in [
            Situation::CaptivePortal,
            Situation::Garbage,
            Situation::Nonsense,
            Situation::Cut,
            Situation::ServerError(502),
        ] {
            let words = format!("{service} {situation:?}");
            let desk = Desk::new(Situations::new().with(&format!("{host}/{name}"), situation)).with(&[service]);
            let review = desk.paste(text).await.expect("looked up");
            assert_eq!(review.new, 1, "{words}: what the first service says stands");
            assert!(review.items[0].draft.title.starts_with("An Invented"), "{words}: untouched");
        }
    }
}

#[tokio::test]
async fn what_is_longer_than_a_paper_can_hold_is_cut() {
    let long = json!({"display_name": "Rain ".repeat(5_000), "authorships": [], "abstract_inverted_index": {"x": [0, "y", -1, 7]}});
    let long = Situation::Raw(200, "application/json", long.to_string());
    let desk = Desk::new(Situations::new().with("api.openalex.org/doi:10.5555/long", long)).with(&["openalex"]);
    services::switch(&desk.library, "crossref", false).expect("switched");
    let review = desk.paste("10.5555/long").await.expect("looked up");
    assert!(reasons(&review).contains("cut to 1000 characters"), "and that is said: {}", reasons(&review));
    let drafts = review.items.into_iter().map(|item| item.draft).collect();
    assert_eq!(desk.library.commit_import(drafts).expect("it can be imported").added.len(), 1, "as one paper");
}
