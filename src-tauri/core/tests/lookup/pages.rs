//! Addresses instead of identifiers: pages that describe their paper, citation files.

use super::*;

const PAGE: &str = "<!doctype html><html><head><meta name=\"citation_title\" content=\"On Rain\"><meta name=\"citation_author\" \
content=\"Example, Ada\"><meta name=\"citation_journal_title\" content=\"The Page’s Journal\"><meta name=\"citation_doi\" \
content=\"10.5555/rain.1\"></head><body><script>window.x = 1</script></body></html>";

fn html(text: &str) -> Situation {
    Situation::Raw(200, "text/html; charset=utf-8", text.to_owned())
}

#[tokio::test]
async fn a_page_names_its_paper_and_the_registry_knows_it() {
    let desk = Desk::new(Situations::new().with("journal.valley.example/articles/7", html(PAGE)));
    let review = desk.paste("https://journal.valley.example/articles/7#abstract").await.expect("looked up");
    let draft = &review.items[0].draft;
    assert_eq!(draft.venue, "Journal of Weather", "Crossref is asked for the DOI, and knows best");
    assert_eq!(draft.url, "https://journal.valley.example/articles/7", "where the page is");
    services::switch(&desk.library, "crossref", false).expect("switched");
    let alone = desk.paste("https://journal.valley.example/articles/7").await.expect("looked up");
    let draft = &alone.items[0].draft;
    assert_eq!((draft.title.as_str(), draft.venue.as_str()), ("On Rain", "The Page’s Journal"), "what the page says");
    assert!(field(&draft.sources, "venue").is_some_and(|said| said.starts_with("The page, ")), "by its own word");
}

#[tokio::test]
async fn pages_that_say_nothing_or_lead_astray() {
    let private = Situation::RedirectTo("http://169.254.169.254/latest/meta-data".into());
    let file = Situation::RedirectTo("file:///etc/passwd".into());
    let around = Situation::RedirectTo("https://a.valley.example/around".into());
    let deep = format!("<html><head><title>x</title></head>{}", "<div>".repeat(200_000));
    let desk = Desk::new(
        Situations::new()
            .with("a.valley.example/plain", html("<html><head><title>Rain</title></head><body>Rain.</body></html>"))
            .with("a.valley.example/private", private)
            .with("a.valley.example/file", file)
            .with("a.valley.example/around", around)
            .with("a.valley.example/deep", html(&deep))
            .with("a.valley.example/rain.pdf", Situation::Raw(200, "application/pdf", "%PDF-1.7\n%âãÏÓ".into()))
            .with("a.valley.example/gone", Situation::Missing),
    );
    for (page, words) in [
        ("https://a.valley.example/plain", "does not say which paper"),
        ("https://a.valley.example/private", "not follow"),
        ("https://a.valley.example/file", "not follow"),
        ("https://a.valley.example/around", "does not end"),
        ("https://a.valley.example/deep", "does not say which paper"),
        ("https://a.valley.example/rain.pdf", "A PDF is there. Save it and import the file"),
        ("https://a.valley.example/gone", "no such page"),
        ("http://127.0.0.1:1/x", "private network"),
        ("http://10.1.2.3/x", "private network"),
        ("https://user:secret@a.valley.example/x", "anyone may see"),
    ] {
        let review = desk.paste(page).await.expect("answered");
        assert!(review.items.is_empty() && reasons(&review).contains(words), "{page}: {}", reasons(&review));
    }
    let asked: Vec<String> = desk.standin.hits().into_iter().map(|hit| hit.path).collect();
    assert!(!asked.iter().any(|path| path.contains("169.254")), "no private address was asked: {asked:?}");
}

#[tokio::test]
async fn a_repository_says_how_to_cite_it() {
    let made =
        postil_standin::Made { root: vec!["CITATION.cff", "README.md"], ..postil_standin::Made::up("valley/rain") };
    let desk = Desk::new(Situations::new().with("valley/rain", Situation::There(made)));
    let review = desk.paste("https://github.com/valley/rain https://github.com/valley/other").await.expect("looked up");
    let draft = &review.items[0].draft;
    assert_eq!(
        (draft.title.as_str(), draft.venue.as_str(), draft.year),
        ("Rain from the Root", "Weather", Some(2021)),
        "the paper it prefers"
    );
    assert!(field(&draft.sources, "title").is_some_and(|said| said.starts_with("CITATION.cff")), "by its own file");
    assert_eq!(review.items[0].repositories, ["github.com/valley/rain"], "with its code");
    assert!(reasons(&review).contains("valley/other has no CITATION.cff"), "one without: {}", reasons(&review));
}
