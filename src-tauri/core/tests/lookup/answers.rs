//! Answers that are none, or not whole: the paper may well be known, so it waits and is asked for again.

use super::*;

/// What waits after one identifier was pasted, and what was said.
async fn waits(desk: &Desk, text: &str) -> (usize, String) {
    let said = match desk.paste(text).await {
        Ok(review) => reasons(&review),
        Err(error) => error.message,
    };
    let waiting = desk.library.lookup_queue().expect("read").map_or(0, |queue| queue.waiting);
    desk.library.drop_lookups(true).expect("dropped");
    (waiting as usize, said)
}

#[tokio::test]
async fn what_is_not_the_services_own_is_asked_for_again() {
    let page = || Situation::CaptivePortal;
    let records = "<?xml version=\"1.0\" ?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1234567</PMID>";
    for (place, situation, text, words) in [
        ("api.crossref.org/10.5555/x", page(), "10.5555/x", "Something other than Crossref answered."),
        ("api.crossref.org/10.5555/x", Situation::Garbage, "10.5555/x", "Something other than Crossref answered."),
        ("api.crossref.org/10.5555/x", Situation::Cut, "10.5555/x", "Crossref: The connection broke: "),
        ("api.crossref.org/10.5555/x", Situation::Endless, "10.5555/x", "Crossref: The answer was too long"),
        ("export.arxiv.org/2303.00001", page(), "2303.00001", "Something other than arXiv answered."),
        ("aclanthology.org/P19-1001", page(), "https://aclanthology.org/P19-1001", "other than The ACL Anthology"),
        (
            "api2.openreview.net/AbCdEf1234",
            page(),
            "https://openreview.net/forum?id=AbCdEf1234",
            "other than OpenReview",
        ),
        ("dblp.org/rec/conf/valley/Y21.xml", page(), "https://dblp.org/rec/conf/valley/Y21", "other than DBLP"),
        ("openlibrary.org/9780306406157", page(), "ISBN:9780306406157", "other than Open Library"),
        (
            "eutils.ncbi.nlm.nih.gov/7654321",
            Situation::Raw(200, "text/xml", records.into()),
            "PMID:7654321",
            "PubMed: The answer broke off.",
        ),
    ] {
        let desk = Desk::new(Situations::new().with(place, situation)).with(&["pubmed", "open-library"]);
        let (waiting, said) = waits(&desk, text).await;
        assert!(waiting == 1 && said.contains(words), "{place} waits ({waiting}): {said}");
    }
}

#[tokio::test]
async fn a_page_that_stands_between_is_not_asked_for_each_of_many() {
    let between = |situations: Situations, n: u32| {
        situations.with(&format!("api.crossref.org/10.5555/rain.{n}"), Situation::CaptivePortal)
    };
    let desk = Desk::new((0..20).fold(Situations::new(), between));
    let list: Vec<String> = (0..20).map(|n| format!("10.5555/rain.{n}")).collect();
    desk.paste(&list.join("\n")).await.expect_err("nothing was found");
    let asked = desk.standin.hits().len();
    assert!(asked <= 4, "asked {asked} times, not each of twenty in vain");
    assert_eq!(desk.library.lookup_queue().expect("read").map(|queue| queue.waiting), Some(20), "all of them wait");
}

#[tokio::test]
async fn a_feed_that_is_not_whole_says_of_no_paper_that_it_is_not_known() {
    let feed = |total: u32, end: &str| {
        let entry = "<entry><id>http://arxiv.org/abs/2303.00001v1</id><title>On Rain</title></entry>";
        let total = format!("<opensearch:totalResults>{total}</opensearch:totalResults>");
        let text = format!("<?xml version='1.0'?><feed xmlns=\"http://www.w3.org/2005/Atom\">{total}{entry}{end}");
        Situation::Raw(200, "application/atom+xml", text)
    };
    for (situation, waiting, why) in [
        (feed(1, "</feed>\n"), 0, "whole"),
        (feed(2, "</feed>\n"), 1, "one entry less than it says"),
        (feed(1, "<entry><id>http"), 1, "cut off"),
    ] {
        let desk = Desk::new(Situations::new().with("export.arxiv.org/2303.00001", situation));
        services::switch(&desk.library, "hugging-face", false).expect("switched");
        let review = desk.paste("2303.00001 2303.00002").await.expect("one is there");
        assert_eq!((review.new, review.waiting.len()), (1, waiting), "{why}: {review:?}");
        assert_eq!(review.skipped.len(), 1 - waiting, "{why}: {review:?}");
    }
}

#[tokio::test]
async fn refusals_are_named_for_what_they_are() {
    let refused = || Situation::Raw(403, "application/json", "{}".into());
    let around = Situation::RedirectTo("https://api.crossref.org/works/10.5555/around".into());
    let desk = Desk::new(
        Situations::new()
            .with("api.crossref.org/10.5555/x", refused())
            .with("api.crossref.org/10.5555/around", around)
            .with("api2.openreview.net/AbCdEf1234", refused()),
    );
    let review =
        desk.paste("10.5555/x 10.5555/around https://openreview.net/forum?id=AbCdEf1234").await.expect("answered");
    let told = reasons(&review);
    assert!(told.contains("Crossref refused (403).") && told.contains("OpenReview refused (403)."), "{told}");
    assert!(!told.contains("key"), "neither gives out keys: {told}");
    assert!(told.contains("Crossref leads elsewhere (302)"), "in circles it is asked once: {told}");
    assert_eq!(desk.standin.hits().iter().filter(|hit| hit.path.ends_with("/around")).count(), 1, "once");
}

#[tokio::test]
async fn a_page_is_read_in_the_encoding_it_is_in() {
    let page = "<head><meta name=citation_title content='Pluie à Genève'><meta name=citation_author content='Müller, É.'></head>";
    // The stand-in says text: what is above ASCII goes out as UTF-8 under another name.
    let desk = Desk::new(
        Situations::new()
            .with("a.valley.example/7", Situation::Raw(200, "text/html; charset=iso-8859-1", page.to_owned())),
    );
    let review = desk.paste("https://a.valley.example/7").await.expect("looked up");
    assert_eq!(review.items[0].draft.title, "Pluie à Genève", "UTF-8 is told from what it calls itself");
}

#[tokio::test]
async fn the_reader_may_try_at_once_what_no_service_asked_to_wait_with() {
    let situations = Situations::new()
        .with("api.crossref.org/10.5555/trouble", Situation::ServerError(503))
        .with("export.arxiv.org/2303.00001", Situation::SecondaryLimit { retry_after: 600 });
    let desk = Desk::new(situations);
    desk.paste("10.5555/trouble 2303.00001").await.expect_err("neither was found");
    let lookup = Lookup::open(&desk.surroundings).await.expect("made");
    let asked = |host: &str| desk.standin.hits().iter().filter(|hit| hit.path.contains(host)).count();
    let (crossref, arxiv) = (asked("api.crossref.org"), asked("export.arxiv.org"));
    assert!(!lookup.resume(&desk.library, &desk.surroundings).await.expect("answered"), "by itself it is not time yet");
    assert!(lookup.try_now(&desk.library, &desk.surroundings).await.expect("tried"), "but the reader says so");
    assert_eq!(asked("api.crossref.org"), crossref + 1, "Crossref had only trouble");
    assert_eq!(asked("export.arxiv.org"), arxiv, "arXiv asked to wait, and is left alone");
    let queue = desk.library.lookup_queue().expect("read").expect("there");
    assert_eq!((queue.waiting, queue.found), (2, 0), "what has trouble still waits: {queue:?}");
    desk.standin.set("api.crossref.org/10.5555/trouble", Situation::there());
    assert!(lookup.try_now(&desk.library, &desk.surroundings).await.expect("tried"), "once more");
    let queue = desk.library.lookup_queue().expect("read").expect("there");
    assert_eq!((queue.waiting, queue.found, queue.services.as_str()), (1, 1, "arXiv"), "found: {queue:?}");
}
