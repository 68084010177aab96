//! The commit of a paper's day.

use postil_standin::{Situation, Situations, StandIn};

use super::memory::{github, token};

#[tokio::test]
async fn the_commit_of_a_day_and_how_far_it_is_away() {
    let situations =
        Situations::new().with("a/empty", Situation::empty("a/empty")).with("a/missing", Situation::Missing);
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let github = github(&standin, token());
    let commit = github.commit_on("a", "code", "2023-04-30", "main").await.expect("told").expect("a commit");
    assert_eq!(commit.sha, "f1468a2d32ffc7b828f414700e54c9ad9df59a63", "the last before the day");
    assert_eq!((commit.at, commit.since), (1_677_925_230_000, Some(57)), "with its time and the way since");
    assert_eq!(commit.url, "https://github.com/a/code/tree/f1468a2d32ffc7b828f414700e54c9ad9df59a63", "to be opened");
    assert_eq!(github.commit_on("a", "empty", "2023-04-30", "main").await, Ok(None), "an empty one has none");
    let missing = github.commit_on("a", "missing", "2023-04-30", "main").await;
    assert!(missing.is_err_and(|words| words.contains("does not show")), "one that is gone says so");
    assert!(github.commit_on("a", "..", "2023-04-30", "main").await.is_err(), "no odd name becomes a request");
    let odd = github.commit_on("a", "code", "2023-04-30", "../../x").await.expect("told");
    assert_eq!(odd.and_then(|commit| commit.since), Some(57), "an odd branch is asked for as HEAD");
    let asked: Vec<String> = standin.hits().into_iter().map(|hit| hit.path).collect();
    assert!(asked.iter().all(|path| !path.contains("/../")), "nothing odd was asked for: {asked:?}");
}
