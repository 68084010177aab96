//! Checks that begin by themselves.

use postil_core::Library;
use postil_core::checker::Checker;
use postil_core::model::{CheckState, Draft};
use postil_core::schedule::{SETTING, check_if_time};
use postil_core::surroundings::Surroundings;
use postil_standin::{Situation, Situations, StandIn};

use super::memory::hosts;

#[tokio::test]
async fn what_is_due_is_checked_once_a_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let standin = StandIn::start(Situations::new()).expect("the stand-in starts");
    let library = Library::open(folder.path()).expect("a new library");
    let draft = Draft {
        title: "A paper with code to look for".into(),
        links: vec!["https://github.com/ada/engine".into()],
        ..Draft::default()
    };
    library.commit_import(vec![draft]).expect("imported");
    let surroundings =
        Surroundings { hosts: hosts(&standin), secrets_folder: folder.path().join("secrets"), secrets_in_file: true };
    let checker = Checker::new(library.clone(), surroundings);
    assert_eq!(check_if_time(&checker).await.expect("asked"), None, "off until the reader wishes for it");
    assert!(standin.hits().is_empty(), "nothing is asked of anybody");

    library.set_setting(SETTING, &"daily".into()).expect("set");
    let last = check_if_time(&checker).await.expect("asked").expect("it is time");
    assert_eq!((last.progress.state, last.progress.done), (CheckState::Finished, 1), "what is due is checked");
    assert_eq!(last.told, None, "what is where it was is no news");
    assert_eq!(check_if_time(&checker).await.expect("asked"), None, "and not again before a day is over");
}

#[tokio::test]
async fn a_change_is_told_to_those_who_wish() {
    for (wish, expected) in [(None, false), (Some(false), false), (Some(true), true)] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let standin = StandIn::start(Situations::new().with("ada/engine", Situation::moved("byron/engine")));
        let standin = standin.expect("the stand-in starts");
        let library = Library::open(folder.path()).expect("a new library");
        let links = vec!["https://github.com/ada/engine".into()];
        library
            .commit_import(vec![Draft { title: "A paper with code that moves".into(), links, ..Draft::default() }])
            .expect("imported");
        library.set_setting(SETTING, &"daily".into()).expect("set");
        if let Some(wish) = wish {
            library.set_setting("notifyOfChanges", &wish.into()).expect("set");
        }
        let secrets_folder = folder.path().join("secrets");
        let surroundings = Surroundings { hosts: hosts(&standin), secrets_folder, secrets_in_file: true };
        let ended = check_if_time(&Checker::new(library, surroundings)).await.expect("asked").expect("it is time");
        assert_eq!(ended.told.is_some(), expected, "with the wish {wish:?}: {:?}", ended.told);
        if let Some((_, text)) = ended.told {
            assert_eq!(text, "ada/engine moved", "in words");
        }
    }
}
