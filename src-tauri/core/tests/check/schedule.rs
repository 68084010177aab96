//! Checks that begin by themselves.

use postil_core::Library;
use postil_core::checker::{Checker, Surroundings};
use postil_core::model::{CheckState, Draft};
use postil_core::schedule::{SETTING, check_if_time};
use postil_standin::{Situations, StandIn};

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
    assert_eq!((last.state, last.done), (CheckState::Finished, 1), "what is due is checked");
    assert_eq!(check_if_time(&checker).await.expect("asked"), None, "and not again before a day is over");
}
