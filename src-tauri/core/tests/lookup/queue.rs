//! What could not be asked for is kept, gone on with when its time has come, and reviewed like any import.

use std::sync::atomic::{AtomicI64, Ordering};

use postil_core::ErrorCode;

use super::*;

/// The library's clock, which a test can move on.
static LATER: AtomicI64 = AtomicI64::new(0);

fn clock() -> i64 {
    postil_core::machine::now() + LATER.load(Ordering::Relaxed)
}

#[tokio::test]
async fn it_waits_over_a_restart_and_goes_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let limited = Situation::SecondaryLimit { retry_after: 120 };
    let standin = StandIn::start(Situations::new().with("export.arxiv.org/2303.00001", limited)).expect("starts");
    let surroundings = surroundings(&standin, folder.path());
    let open = || Library::open_with(&folder.path().join("library"), clock, |_| {}).expect("opens");
    let arxiv = || standin.hits().iter().filter(|hit| hit.path.contains("export.arxiv.org")).count();
    {
        let library = open();
        let lookup = Lookup::open(&surroundings).await.expect("made");
        let asked = Asked::of_text("2303.00001 10.5555/rain.1").expect("two");
        let review = lookup.review(&library, &surroundings, &asked, |_| true).await.expect("one was found");
        assert_eq!((review.new, review.waiting.len()), (1, 1), "the other waits: {review:?}");
        assert_eq!(
            (review.waiting[0].text.as_str(), review.waiting[0].service.as_str()),
            ("arXiv 2303.00001", "arXiv"),
            "for arXiv"
        );
        assert!(review.waiting[0].until.is_some(), "until the time it gave");
        assert_eq!(library.journal(5).expect("read").len(), 0, "waiting is no action of the reader's");
    }
    let library = open();
    let queue = library.lookup_queue().expect("read").expect("it is still there");
    assert_eq!((queue.waiting, queue.found, queue.services.as_str()), (1, 0, "arXiv"), "after a restart");
    assert!(queue.until.is_some_and(|until| until > clock() + 60_000), "until when is known: {queue:?}");
    assert_eq!(library.overview().expect("read").lookups, Some(queue), "and the window is told");
    let lookup = Lookup::open(&surroundings).await.expect("made");
    let before = arxiv();
    assert!(!lookup.resume(&library, &surroundings).await.expect("answered"), "it is not its time yet");
    let again = lookup.review(&library, &surroundings, &Asked::of_text("2303.00009").expect("one"), |_| true).await;
    assert_eq!(again.err().map(|error| error.code), Some(ErrorCode::Network), "and nobody else asks arXiv before");
    assert_eq!(arxiv(), before, "nothing was sent");

    standin.set("export.arxiv.org/2303.00001", Situation::there());
    standin.set("export.arxiv.org/2303.00009", Situation::Missing);
    LATER.store(3_600_000, Ordering::Relaxed);
    let lookup = Lookup::open(&surroundings).await.expect("made");
    assert!(lookup.resume(&library, &surroundings).await.expect("gone on"), "now it is");
    let queue = library.lookup_queue().expect("read").expect("there");
    assert_eq!((queue.waiting, queue.found, queue.unknown), (0, 1, 1), "one is found, one nobody knows");
    let paper = library.review_import(&ImportSource::Waiting).expect("read");
    assert_eq!((paper.new, paper.skipped.len()), (1, 1), "to be reviewed; nothing was written: {paper:?}");
    assert!(paper.skipped[0].reason.contains("knows no such paper"), "with the reason");
    library.commit_import(paper.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    library.drop_lookups(false).expect("let go");
    assert_eq!(library.lookup_queue().expect("read"), None, "and the queue is empty");
}

#[tokio::test]
async fn what_waits_can_be_dropped() {
    let desk = Desk::new(Situations::new().with("export.arxiv.org/2303.00001", Situation::ServerError(503)));
    let error = desk.paste("2303.00001").await.expect_err("nothing was found");
    assert!(
        error.message.contains("arXiv has trouble now (503)") && error.message.contains("asked for again by itself"),
        "{}",
        error.message
    );
    assert_eq!(desk.library.lookup_queue().expect("read").map(|queue| queue.waiting), Some(1), "it waits");
    desk.paste("2303.00001").await.expect_err("asked for twice");
    assert_eq!(desk.library.lookup_queue().expect("read").map(|queue| queue.waiting), Some(1), "it waits once");
    assert_eq!(desk.library.drop_lookups(true).expect("dropped"), 1, "until the reader lets it go");
    assert_eq!(desk.library.lookup_queue().expect("read"), None, "nothing is left");
}

/// How the queue stands: what waits, what is found, for whom.
fn queue(library: &Library) -> (u32, u32, String) {
    library.lookup_queue().expect("read").map(|all| (all.waiting, all.found, all.services)).unwrap_or_default()
}

#[tokio::test]
async fn what_a_service_beside_would_add_is_asked_for_again() {
    static LATER: AtomicI64 = AtomicI64::new(0);
    let clock = || postil_core::machine::now() + LATER.load(Ordering::Relaxed);
    let limited = Situation::SecondaryLimit { retry_after: 90 };
    let mut desk = Desk::new(Situations::new().with("api.openalex.org/doi:10.5555/rain.1", limited));
    desk.library = Library::open_with(&desk.folder.path().join("later"), clock, |_| {}).expect("opens");
    let desk = desk.with(&["openalex"]);
    let resume = async || {
        let lookup = Lookup::open(&desk.surroundings).await.expect("made");
        lookup.resume(&desk.library, &desk.surroundings).await.expect("gone on")
    };
    let review = desk.paste("10.5555/rain.1").await.expect("Crossref knows it");
    assert_eq!((review.new, review.skipped.len()), (1, 0), "it is there: {review:?}");
    let waiting = &review.waiting[..];
    assert!(
        matches!(waiting, [one] if one.text == "DOI 10.5555/rain.1" && one.service == "OpenAlex" && one.until.is_some()),
        "and what is lacking waits: {waiting:?}"
    );
    desk.library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    assert_eq!(queue(&desk.library), (1, 0, "OpenAlex".into()));
    assert!(!resume().await, "it is not its time yet");

    LATER.store(600_000, Ordering::Relaxed);
    assert!(resume().await, "now it is");
    assert_eq!(queue(&desk.library), (1, 0, "OpenAlex".into()), "told to wait once more, it waits");
    desk.standin.set("api.openalex.org/doi:10.5555/rain.1", Situation::there());
    LATER.store(7_200_000, Ordering::Relaxed);
    assert!(resume().await, "once more");
    assert_eq!(queue(&desk.library), (0, 1, String::new()), "now all is known");
    let review = desk.library.review_import(&ImportSource::Waiting).expect("read");
    assert_eq!((review.new, review.updates), (0, 1), "and fills the paper that is there: {review:?}");
}

#[tokio::test]
async fn a_paper_that_waited_is_not_kept_back_for_a_service_beside() {
    static LATER: AtomicI64 = AtomicI64::new(0);
    let clock = || postil_core::machine::now() + LATER.load(Ordering::Relaxed);
    let situations = Situations::new()
        .with("api.crossref.org/10.5555/rain.1", Situation::ServerError(503))
        .with("api.openalex.org/doi:10.5555/rain.1", Situation::SecondaryLimit { retry_after: 90 });
    let mut desk = Desk::new(situations);
    desk.library = Library::open_with(&desk.folder.path().join("later"), clock, |_| {}).expect("opens");
    let desk = desk.with(&["openalex"]);
    desk.paste("10.5555/rain.1").await.expect_err("Crossref has trouble");
    assert_eq!(queue(&desk.library), (1, 0, "Crossref".into()), "one row, for who knows best");
    desk.standin.set("api.crossref.org/10.5555/rain.1", Situation::there());
    LATER.store(7_200_000, Ordering::Relaxed);
    let lookup = Lookup::open(&desk.surroundings).await.expect("made");
    assert!(lookup.resume(&desk.library, &desk.surroundings).await.expect("gone on"));
    assert_eq!(queue(&desk.library), (0, 1, String::new()), "Crossref’s record is there to be reviewed");
    let review = desk.library.review_import(&ImportSource::Waiting).expect("read");
    assert!(reasons(&review).contains("OpenAlex asks to wait"), "with what is lacking: {}", reasons(&review));
}

#[tokio::test]
async fn what_is_found_while_other_finds_are_reviewed_is_not_let_go_unseen() {
    static LATER: AtomicI64 = AtomicI64::new(0);
    let clock = || postil_core::machine::now() + LATER.load(Ordering::Relaxed);
    let situations = ["2303.00001", "2303.00009"]
        .iter()
        .fold(Situations::new(), |all, id| all.with(&format!("export.arxiv.org/{id}"), Situation::ServerError(503)));
    let mut desk = Desk::new(situations);
    desk.library = Library::open_with(&desk.folder.path().join("later"), clock, |_| {}).expect("opens");
    let resume = async || {
        LATER.fetch_add(7_200_000, Ordering::Relaxed);
        let lookup = Lookup::open(&desk.surroundings).await.expect("made");
        lookup.resume(&desk.library, &desk.surroundings).await.expect("gone on")
    };
    desk.paste("2303.00001").await.expect_err("it waits");
    desk.standin.set("export.arxiv.org/2303.00001", Situation::there());
    resume().await;
    desk.paste("2303.00009").await.expect_err("so does another");
    let review = desk.library.review_import(&ImportSource::Waiting).expect("read");
    assert_eq!(review.new, 1, "one was found");
    desk.standin.set("export.arxiv.org/2303.00009", Situation::there());
    resume().await;
    desk.library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    assert_eq!(desk.library.drop_lookups(false).expect("let go"), 1, "only what was reviewed goes");
    let review = desk.library.review_import(&ImportSource::Waiting).expect("read");
    assert_eq!((queue(&desk.library).1, review.new), (1, 1), "what was found meanwhile is still to be reviewed");
}

#[tokio::test]
async fn a_service_that_falls_silent_is_not_asked_for_each_of_many() {
    let cut =
        |situations: Situations, n: u32| situations.with(&format!("aclanthology.org/P19-10{n:02}"), Situation::Cut);
    let desk = Desk::new((10..30).fold(Situations::new(), cut));
    let list: String = (10..30).map(|n| format!("https://aclanthology.org/P19-10{n:02}\n")).collect();
    let review = desk.paste(&format!("{list}10.5555/rain.1")).await.expect("one was found");
    assert_eq!((review.new, review.waiting.len()), (1, 20), "the others wait: {:?}", review.waiting);
    let asked = desk.standin.hits().iter().filter(|hit| hit.path.contains("aclanthology.org")).count();
    assert!(asked <= 4, "it was asked {asked} times, not each of twenty in vain");
}

#[tokio::test]
async fn what_many_papers_lack_is_said_once() {
    let of = |situations: Situations, n: u32| {
        situations.with(&format!("api.openalex.org/doi:10.5555/rain.{n}"), Situation::ServerError(503))
    };
    let desk = Desk::new((0..8).fold(Situations::new(), of)).with(&["openalex"]);
    let list: Vec<String> = (0..8).map(|n| format!("10.5555/rain.{n}")).collect();
    let review = desk.paste(&list.join("\n")).await.expect("found");
    assert_eq!(review.new, 8, "Crossref has all of them");
    assert!(review.items.iter().all(|item| item.draft.problems.is_empty()), "no row says it: {:?}", review.items[0]);
    assert!(review.remarks.join(" ").contains("OpenAlex has trouble now (503)."), "once: {:?}", review.remarks);
    let few = desk.paste("10.5555/rain.0").await.expect("found");
    assert_eq!(few.items[0].draft.problems, ["OpenAlex has trouble now (503)."], "of one paper its row does");
}
