//! What changed since the reader last looked: told once, dismissed, followed.

use postil_core::Library;
use postil_core::links::run::CheckStore;
use postil_core::model::{CheckScope, Draft, MentionStatus, NoticeKind, PaperEdit, VerdictKind};

use super::runs::record_of;

#[test]
fn what_changed_is_listed_until_the_reader_dismisses_it() {
    use VerdictKind as V;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let links = vec!["https://github.com/ada/engine".to_owned()];
    let draft = Draft { title: "A paper with code to look for".into(), links, ..Draft::default() };
    let paper = library.commit_import(vec![draft]).expect("imported").added[0];
    library.queue_check(&CheckScope::All).expect("queued");
    let repository = library.next_batch(i64::MIN, 1).expect("a batch")[0].repository;
    let becomes = |kind| drop(library.record(repository, &record_of(kind, true, 1), true).expect("stored"));
    let listed = || library.overview().expect("overview").counts.attention == 1;
    let notice = || library.paper(paper).expect("the paper").code[0].notice.map(|notice| notice.kind);

    becomes(V::Alive);
    assert!(!listed(), "code that is where its paper says is no news");
    for kind in
        [V::MovedThenGone, V::MissingUnconfirmed, V::PrivateOrGone, V::Gone, V::Blocked, V::Disabled, V::NameReused]
    {
        becomes(kind);
        assert!(listed() && notice() == Some(NoticeKind::Lost), "{kind:?} is listed: {:?}", notice());
        library.dismiss_notices(&[paper]).expect("dismissed");
        assert!(!listed() && notice().is_none(), "{kind:?} is not listed once it was seen");
        becomes(kind);
        assert!(!listed(), "the same again is no news");
    }
    becomes(V::Alive);
    assert_eq!(notice(), Some(NoticeKind::CameBack), "it came back");
    let mention = library.paper(paper).expect("the paper").code[0].mention_id;
    library.dismiss_notice(mention).expect("dismissed");
    library.undo().expect("undone");
    assert!(listed(), "dismissing can be undone");
    library.redo().expect("redone");
    assert!(!listed(), "and redone");
    becomes(V::MissingUnconfirmed);
    becomes(V::Alive);
    assert!(!listed(), "what was away and is back before anybody looked is no news");
}

#[test]
fn a_paper_follows_its_code_to_the_new_home() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(folder.path()).expect("a new library");
    let draft = Draft {
        title: "A paper with code to look for".into(),
        abstract_text: "Our code is at https://github.com/ada/engine.".into(),
        ..Draft::default()
    };
    let paper = library.commit_import(vec![draft]).expect("imported").added[0];
    let card = || library.paper(paper).expect("the paper").code[0].clone();
    let first = card();
    let refused = library.follow_move(first.mention_id).err().map(|error| error.code);
    assert_eq!(refused, Some(postil_core::ErrorCode::Conflict), "one that did not move has no new home");
    let mut moved = record_of(VerdictKind::Moved, true, 1);
    moved.verdict.moved_to = Some("https://github.com/Analytical/engine".into());
    library.record(first.repository.id, &moved, true).expect("stored");
    assert_eq!(card().notice.map(|notice| notice.kind), Some(NoticeKind::Moved), "the reader is told");

    library.follow_move(first.mention_id).expect("followed");
    assert_eq!(card().repository.owner, "Analytical", "the new home comes first");
    assert_eq!(card().status, MentionStatus::Confirmed, "as confirmed by the reader");
    assert_eq!(library.overview().expect("overview").counts.attention, 0, "nothing is left to do");
    library
        .edit_papers(&[paper], PaperEdit::Abstract("Code: https://github.com/ada/engine and more.".into()))
        .expect("edited");
    assert_eq!(card().repository.owner, "Analytical", "the old address in the text does not bring it back");
    library.undo().expect("undone");
    library.undo().expect("undone");
    assert_eq!((card().repository.owner, card().status), ("ada".into(), MentionStatus::Found), "all can be undone");
}
