//! Looking into a repository, and for the places inside it, over the wire.

use postil_core::links::hosts::github::GitHub;
use postil_core::links::run::check_one;
use postil_core::model::{Evidence, HostKind, VerdictKind};
use postil_standin::{Made, Situation, Situations, StandIn};

use super::memory::{check, github, services, target, token};

#[tokio::test]
async fn a_release_beside_a_readme_is_code() {
    let released = Made { root: vec!["README.md"], language: None, release: Some("v1.0"), ..Made::up("a/binary") };
    let unknown = Made { language: None, ..Made::up("a/odd") };
    let situations = Situations::new()
        .with("a/promise", Situation::without_code("a/promise"))
        .with("a/binary", Situation::There(released))
        .with("a/odd", Situation::There(unknown));
    let standin = StandIn::start(situations).expect("the stand-in starts");
    for (name, expected, why) in [
        ("a/promise", VerdictKind::Empty, "only words about code"),
        ("a/binary", VerdictKind::Alive, "what was released is there"),
        ("a/odd", VerdictKind::Alive, "code in a language GitHub does not know"),
    ] {
        let checked = check(&standin, token(), name, &Default::default()).await;
        assert_eq!(checked.outcome.verdict.kind, expected, "{why}: {:?}", checked.outcome.verdict);
        assert!(checked.outcome.facts.is_some(), "{name}: its facts are known");
        let (owner, name) = name.split_once('/').expect("owner/name");
        let many = github(&standin, token()).check_many(&[(owner, name, &Default::default())]).await;
        let many = many.into_iter().next().flatten().expect("settled by the question about many");
        assert_eq!(many.outcome.verdict.kind, expected, "{why}, asked for among many");
    }
    let promise = check(&standin, None, "a/promise", &Default::default()).await;
    assert_eq!(promise.outcome.verdict.headline, "No code yet", "said as readers would");
}

#[tokio::test]
async fn what_is_in_a_repository() {
    let made = Made { language: Some("Python"), release: Some("v1.0"), ..Made::up("ada/engine") };
    let situations = Situations::new()
        .with("ada/engine", Situation::There(made))
        .with("a/empty", Situation::empty("a/empty"))
        .with("a/missing", Situation::Missing);
    let standin = StandIn::start(situations).expect("the stand-in starts");
    let github = github(&standin, token());
    let looked = github.look_inside("ada", "engine", Some("MIT".into())).await.expect("told");
    assert!(looked.root.iter().any(|entry| entry.name == "train.py"), "its root: {:?}", looked.root);
    assert_eq!(looked.workflows.len(), 1, "what runs by itself");
    assert!(looked.languages["Python"].is_u64(), "its languages");
    assert_eq!(looked.needs.len(), 1, "what it needs");
    let (path, text) = looked.readme.expect("a README");
    assert!(path == "README.md" && text.starts_with("# engine"), "its README: {text}");
    let questions = standin.hits().len();
    assert!(questions <= 8, "{questions} questions are more than promised");

    let empty = github.look_inside("a", "empty", None).await.expect_err("nothing to see");
    assert!(empty.contains("Nothing has been put"), "{empty}");
    let missing = github.look_inside("a", "missing", None).await.expect_err("not there");
    assert!(missing.contains("does not show"), "{missing}");
    assert!(github.look_inside("a", "..", None).await.is_err(), "no odd name becomes a request");
}

#[tokio::test]
async fn a_refused_token_stays_at_home() {
    let standin = StandIn::start(Situations::new()).expect("the stand-in starts");
    standin.refuse_tokens(true);
    let github = github(&standin, token());
    github.look_inside("ada", "engine", None).await.expect("told without it");
    let with_token = standin.hits().iter().filter(|hit| hit.with_token).count();
    assert_eq!(with_token, 1, "shown once, then never again");
}

async fn path_is_there(github: &GitHub, path: &str) -> Option<bool> {
    github.has_path("ada", "engine", path, &mut Evidence::default()).await
}

#[tokio::test]
async fn a_place_inside_that_is_gone() {
    let gone = Situations::new().with("ada/engine/tree/main/old", Situation::Missing);
    let standin = StandIn::start(gone).expect("the stand-in starts");
    let github = github(&standin, None);
    assert_eq!(path_is_there(&github, "tree/main/src").await, Some(true), "a folder that is there");
    assert_eq!(path_is_there(&github, "tree/main/old").await, Some(false), "one that is not");
    assert_eq!(path_is_there(&github, "tree/../../x").await, None, "nothing odd is asked for");

    let mut engine = target(1, HostKind::Github, "ada", "engine", &[]);
    engine.paths = vec!["tree/main/old".into(), "tree/main/src".into()];
    let record = check_one(&services(&standin, None), postil_core::machine::now, &engine).await;
    assert_eq!(record.outcome(), VerdictKind::Alive, "the repository itself is there");
    assert_eq!(record.paths, [("tree/main/old".into(), false), ("tree/main/src".into(), true)], "each is told apart");
    assert_eq!(record.evidence.requests.len(), record.evidence.statuses.len(), "with the evidence");
    assert_eq!(record.evidence.requests.len(), 3, "one question for each: {:?}", record.evidence.requests);
}
