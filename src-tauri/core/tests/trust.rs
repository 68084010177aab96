//! What a reader relies on: any action taken back, a paper taken back in time, copies that can be gone back to.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use postil_core::library::snapshots::{newest_sound, replace_damaged};
use postil_core::model::*;
use postil_core::{ErrorCode, Library};

const NOW: Millis = 1_795_000_000_000;

fn library(folder: &Path) -> Library {
    Library::open_with(folder, || NOW, |_| {}).expect("a new library opens")
}

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn import(library: &Library, titles: &[&str]) -> Vec<Id> {
    let draft = |title: &&str| Draft { title: (*title).to_owned(), ..Draft::default() };
    library.commit_import(titles.iter().map(draft).collect()).expect("imported").added
}

fn newest(library: &Library) -> JournalEntry {
    library.journal(1).expect("a journal").remove(0)
}

fn papers(library: &Library) -> Vec<Id> {
    library.list_ids(&ListQuery::default()).expect("a list")
}

#[test]
fn an_action_is_undone_out_of_order_when_nothing_stands_in_its_way() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys", "A paper on snow in valleys"]);
    library.edit_papers(&ids[..1], PaperEdit::Venue("Weather".into())).expect("edited");
    let venue = newest(&library).id;
    library.edit_papers(&ids[..1], PaperEdit::Year(Some(2024))).expect("edited");
    library.tag_papers(&ids, &["valley".into()], &[]).expect("tagged");
    let tagged = newest(&library).id;

    library.toggle_action(venue).expect("nothing touched the venue since").expect("undone");
    let paper = library.paper(ids[0]).expect("a paper").paper;
    assert_eq!((paper.venue.as_str(), paper.year), ("", Some(2024)), "the venue is back, the later year stays");
    library.toggle_action(venue).expect("redone").expect("redone");
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.venue, "Weather", "and forth again");

    library.edit_papers(&ids[..1], PaperEdit::Venue("Climate".into())).expect("edited");
    let error = library.toggle_action(venue).expect_err("a later action wrote the same field");
    assert_eq!(error.code, ErrorCode::Conflict, "{}", error.message);
    assert!(error.message.contains("Edit the venue"), "it names what stands in the way: {}", error.message);
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.venue, "Climate", "and nothing was changed");

    let import = library.journal(100).expect("a journal").last().expect("the import").id;
    assert!(library.toggle_action(import).is_err(), "papers that were worked on are not swept away");
    library.toggle_action(tagged).expect("undone").expect("undone");
    assert!(library.paper(ids[1]).expect("a paper").tags.is_empty(), "the tags are off");
    assert_eq!(library.toggle_action(1).expect_err("no such action").code, ErrorCode::NotFound, "said in words");
}

#[test]
fn redo_passes_by_what_was_left_behind() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys"]);
    library.edit_papers(&ids, PaperEdit::Venue("Weather".into())).expect("edited");
    library.undo().expect("undone").expect("the venue");
    library.edit_papers(&ids, PaperEdit::Year(Some(2024))).expect("edited");
    assert!(library.redo().expect("asked").is_none(), "something was done since");
    library.undo().expect("undone").expect("the year");
    let redone = library.redo().expect("redone").expect("what was undone last");
    assert!(redone.entry.name.contains("year"), "not what was left behind before it: {}", redone.entry.name);
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.venue, "", "the venue stays undone");
    assert!(library.redo().expect("asked").is_none(), "and there is nothing more to redo");
}

#[test]
fn what_was_undone_in_between_is_no_part_of_what_an_action_did() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys"]);
    library.edit_papers(&ids, PaperEdit::Starred(true)).expect("starred");
    let on = newest(&library).id;
    library.edit_papers(&ids, PaperEdit::Starred(false)).expect("taken off");
    let off = newest(&library).id;
    let tell = |entry| {
        let change = library.changes_of(entry).expect("told").remove(0);
        (change.before, change.after)
    };
    let (not, starred) = ("not starred".to_owned(), "starred".to_owned());
    let both = [(not.clone(), starred.clone()), (starred, not)];
    assert_eq!([tell(on), tell(off)], both, "as they were done");
    library.undo().expect("undone").expect("the second");
    assert_eq!([tell(on), tell(off)], both, "whether they stand or not");
    library.undo().expect("undone").expect("the first");
    assert_eq!([tell(on), tell(off)], both, "both undone");
}

#[test]
fn redo_says_what_must_come_first() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys"]);
    library.tag_papers(&ids, &["valley".into()], &[]).expect("tagged");
    let tagged = newest(&library).id;
    library.undo().expect("undone").expect("the tag");
    library.undo().expect("undone").expect("the import");
    let error = library.toggle_action(tagged).expect_err("there is no paper");
    assert_eq!(error.code, ErrorCode::Conflict);
    assert!(error.message.contains("cannot be redone yet") && !error.message.contains("KEY"), "in words: {error}");
}

#[test]
fn changes_are_told_in_words() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys"]);
    library.edit_papers(&ids, PaperEdit::Venue("Weather".into())).expect("edited");
    let first = newest(&library).id;
    library.edit_papers(&ids, PaperEdit::Venue("Climate".into())).expect("edited");
    library.tag_papers(&ids, &["valley".into()], &[]).expect("tagged");
    let tagged = newest(&library).id;
    let tell = |entry| {
        let changes = library.changes_of(entry).expect("told").into_iter();
        changes.map(|change| (change.what, change.before, change.after)).collect::<Vec<_>>()
    };
    assert_eq!(tell(first), [("venue".into(), String::new(), "Weather".into())], "as it was right after that action");
    assert!(tell(tagged).contains(&("tag".into(), String::new(), "valley".into())), "names, not numbers");
    let third = library.toggle_action(tagged).expect("undone").map(|_| tell(tagged));
    assert_eq!(third, Some(vec![("tag".into(), String::new(), "valley".into())]), "also of one that is undone");
    library.toggle_action(tagged).expect("redone");
    let history = library.paper_history(ids[0]).expect("its history");
    let names: Vec<&str> = history.iter().map(|action| action.name.as_str()).collect();
    assert_eq!(names.len(), 4, "each action that touched it, the import too: {names:?}");
    assert!(names[3].starts_with("Import"), "the oldest last");
}

#[test]
fn a_paper_goes_back_to_an_earlier_state() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys", "A paper on snow in valleys"]);
    let note = library.add_note(ids[0], "First thought.").expect("noted").id;
    library.edit_papers(&ids, PaperEdit::Venue("Weather".into())).expect("edited");
    let from = newest(&library).id;
    library.save_note(note, "Second thought.").expect("saved");
    library.tag_papers(&ids[..1], &["valley".into()], &[]).expect("tagged");
    library.edit_papers(&ids[..1], PaperEdit::Title("Another title for it".into())).expect("edited");

    library.take_paper_back(ids[0], from).expect("taken back");
    let view = library.paper(ids[0]).expect("still there");
    assert_eq!(view.paper.title, "A paper on rain in valleys", "the title is the old one");
    assert!(view.paper.venue.is_empty() && view.tags.is_empty(), "venue and tags are gone");
    assert_eq!(view.notes[0].text, "First thought.", "the note says what it said");
    assert_eq!(library.paper(ids[1]).expect("the other").paper.venue, "Weather", "other papers are left alone");
    assert_eq!(library.list_ids(&ListQuery { search: "rain".into(), ..ListQuery::default() }).expect("found").len(), 1);

    library.undo().expect("undone").expect("one action");
    let view = library.paper(ids[0]).expect("still there");
    assert_eq!((view.paper.title.as_str(), view.tags.len()), ("Another title for it", 1), "and forth again");
    assert_eq!(view.notes[0].text, "Second thought.", "the note too");
    assert_eq!(library.take_paper_back(7, from).expect_err("no such paper").code, ErrorCode::NotFound, "in words");
}

#[test]
fn the_journal_is_pruned_by_age_and_keeps_what_is_young() {
    let folder = temp();
    let early = Library::open_with(folder.path(), || NOW - 400 * 86_400_000, |_| {}).expect("a library");
    let ids = import(&early, &["A paper on rain in valleys"]);
    for year in 1..=1_200 {
        early.edit_papers(&ids, PaperEdit::Year(Some(1_000 + year))).expect("edited");
    }
    drop(early);
    let library = library(folder.path());
    assert_eq!(library.prune_journal().expect("pruned"), 201, "a thousand stay however old they are");
    assert_eq!(library.journal(5_000).expect("a journal").len(), 1_000, "the newest");
    library.undo().expect("undone").expect("still to be undone");
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.year, Some(2_199), "what is left works");
}

#[test]
fn a_snapshot_is_gone_back_to_and_from() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys", "A paper on snow in valleys"]);
    library.add_note(ids[0], "A thought.").expect("noted");
    let made = library.snapshot(SnapshotReason::Asked).expect("copied");
    assert!(made.bytes > 0, "it takes some space");
    assert_eq!(library.snapshots().expect("listed"), std::slice::from_ref(&made), "and is listed");
    assert_eq!(library.snapshot_if_time().expect("asked"), None, "nothing changed since");

    import(&library, &["A paper on hail in valleys"]);
    library.edit_papers(&ids[..1], PaperEdit::Title("Another title for it".into())).expect("edited");
    library.trash_papers(&ids[1..]).expect("in the trash");
    assert_eq!(library.empty_trash().expect("emptied"), 1, "one is deleted");
    let reasons: Vec<SnapshotReason> = library.snapshots().expect("listed").iter().map(|one| one.reason).collect();
    assert!(reasons.contains(&SnapshotReason::BeforeChange), "emptying the trash left a copy: {reasons:?}");

    let preview = library.restore_preview(&made.name).expect("compared");
    assert_eq!((preview.papers_now, preview.papers_then), (2, 2), "as many as before");
    assert_eq!((preview.papers_lost, preview.papers_back), (1, 1), "but not the same");
    assert_eq!(preview.lost_titles, ["A paper on hail in valleys"], "it says which would go");
    assert_eq!(preview.changed_titles, ["Another title for it"], "and which changed");
    let tagged = library.snapshot(SnapshotReason::Asked).expect("copied");
    assert_eq!(library.restore_preview(&tagged.name).expect("compared").papers_changed, 0, "nothing since");
    library.tag_papers(&ids[..1], &["valley".into()], &[]).expect("tagged");
    assert_eq!(library.restore_preview(&tagged.name).expect("compared").papers_changed, 1, "a tag is a change, too");

    library.create_collection("Thesis", None).expect("made");
    library.save_search("Rain", &ListView::All, "rain").expect("saved");
    let lists = library.restore_preview(&tagged.name).expect("compared").changed_lists;
    assert_eq!(lists, ["Rain", "Thesis"], "collections and saved searches are the reader's, too");

    let before = library.restore(&made.name).expect("restored");
    assert_eq!(papers(&library).len(), 2, "the papers of then");
    let view = library.paper(ids[0]).expect("a paper");
    assert_eq!(view.paper.title, "A paper on rain in valleys", "as it was then");
    assert_eq!(view.notes.len(), 1, "with its note");
    library.add_note(ids[1], "It goes on.").expect("the library is written to as before");
    library.undo().expect("undone").expect("and undone");

    library.restore(&before.name).expect("back again");
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.title, "Another title for it", "nothing was lost by it");
    assert_eq!(library.restore("../library.sqlite").expect_err("no snapshot").code, ErrorCode::NotFound, "in words");
}

#[test]
fn a_return_to_a_snapshot_is_an_action_like_any() {
    const RETURN: &str = "Go back to an earlier snapshot";
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys"]);
    let title = |library: &Library| library.paper(ids[0]).expect("a paper").paper.title;
    let made = library.snapshot(SnapshotReason::Asked).expect("copied");
    library.edit_papers(&ids, PaperEdit::Title("Another title for it".into())).expect("edited");
    let before = library.restore(&made.name).expect("restored");
    let entry = newest(&library);
    assert_eq!((&*entry.name, entry.copy.as_deref()), (RETURN, Some(&*before.name)), "it is in the journal");

    let undone = library.undo().expect("undone").expect("an action").entry;
    assert_eq!(
        (&*undone.name, undone.undone, title(&library)),
        (RETURN, true, "Another title for it".into()),
        "undone"
    );
    assert_eq!(library.overview().expect("an overview").redo.map(|entry| entry.name), Some(RETURN.into()));
    library.redo().expect("redone").expect("an action");
    assert_eq!(title(&library), "A paper on rain in valleys", "and redone");
    let names: Vec<String> = library.journal(9).expect("listed").into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, [RETURN, "Import 1 paper"], "as one action, however often");
    library.toggle_action(newest(&library).id).expect("undone by its number").expect("an action");
    assert_eq!(title(&library), "Another title for it", "once more");
    library.undo().expect("undone").expect("an action");
    assert_eq!(title(&library), "A paper on rain in valleys", "and what was done before it, as ever");

    library.restore(&made.name).expect("restored");
    let entry = newest(&library);
    library.add_note(ids[0], "A thought.").expect("noted");
    let error = library.toggle_action(entry.id).expect_err("the note would be lost");
    assert!(error.message.contains("Write a note"), "it says what came after: {error}");
    library.undo().expect("undone").expect("the note");
    std::fs::remove_file(folder.path().join("snapshots").join(entry.copy.expect("a copy"))).expect("let go of");
    let error = library.undo().expect_err("there is nothing to put back");
    assert!(error.message.contains("cannot be undone any more"), "in words: {error}");
    library.undo().expect("undone").expect("what was done before it");
    assert_eq!(library.overview().expect("an overview").counts.all, 0, "which was the import");
}

#[test]
fn an_action_on_one_paper_says_which() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys", "A paper on snow in valleys"]);
    let first = &ids[..1];
    let note = library.add_note(ids[0], "A thought.").expect("noted");
    library.delete_note(note.id).expect("deleted");
    library.edit_papers(first, PaperEdit::Venue("Weather".into())).expect("edited");
    library.tag_papers(first, &["valley".into()], &[]).expect("tagged");
    library.trash_papers(first).expect("in the trash");
    library.restore_papers(first).expect("back");
    library.tag_papers(&ids, &["valley".into()], &["hill".into()]).expect("tagged");
    library.take_paper_back(ids[0], newest(&library).id - 1).expect("taken back");
    library.edit_papers(first, PaperEdit::Title("A".repeat(90))).expect("edited");
    library.edit_papers(first, PaperEdit::Starred(true)).expect("starred");
    let names: Vec<String> = library.journal(20).expect("listed").into_iter().map(|entry| entry.name).collect();
    let long = format!("Star “{}…”", "A".repeat(57));
    assert_eq!(
        names,
        [
            &*long,
            "Edit the title of “A paper on rain in valleys”",
            "Take “A paper on rain in valleys” back to an earlier state",
            "Change the tags of 2 papers",
            "Restore “A paper on rain in valleys” from the trash",
            "Move “A paper on rain in valleys” to the trash",
            "Tag “A paper on rain in valleys” with “valley”",
            "Edit the venue of “A paper on rain in valleys”",
            "Delete a note on “A paper on rain in valleys”",
            "Write a note on “A paper on rain in valleys”",
            "Import 2 papers",
        ],
        "by its title, cut to fit"
    );
}

#[test]
fn a_return_that_was_undone_says_so_when_it_cannot_be_redone() {
    let folder = temp();
    let library = library(folder.path());
    let ids = import(&library, &["A paper on rain in valleys"]);
    let made = library.snapshot(SnapshotReason::Asked).expect("copied");
    library.edit_papers(&ids, PaperEdit::Title("Another title for it".into())).expect("edited");
    library.restore(&made.name).expect("restored");
    let undone = library.undo().expect("undone").expect("the return").entry;
    std::fs::remove_file(folder.path().join("snapshots").join(undone.copy.expect("a copy"))).expect("let go of");
    let error = library.redo().expect_err("there is nothing to put back");
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(error.message.contains("cannot be redone any more"), "it was to be redone, not undone: {error}");
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.title, "Another title for it", "nothing was changed");
    assert!(library.redo().expect("asked").is_none(), "it is not offered again");
    let error = library.toggle_action(undone.id).expect_err("nor from the history");
    assert!(error.message.contains("cannot be redone any more"), "in the same words: {error}");
    library.undo().expect("undone").expect("what was done before can be");
    assert_eq!(library.paper(ids[0]).expect("a paper").paper.title, "A paper on rain in valleys", "which was the edit");
}

#[test]
fn a_bulk_action_leaves_a_snapshot_first() {
    let folder = temp();
    let library = library(folder.path());
    let titles: Vec<String> = (0..1_000).map(|number| format!("Paper {number} of very many on rain")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let ids = import(&library, &titles);
    assert!(library.snapshots().expect("listed").is_empty(), "there was nothing to copy before the first import");
    library.tag_papers(&ids[1..], &["rain".into()], &[]).expect("tagged");
    assert!(library.snapshots().expect("listed").is_empty(), "fewer are looked over at a glance");
    library.tag_papers(&ids, &["all".into()], &[]).expect("tagged");
    let made = library.snapshots().expect("listed");
    assert_eq!(
        made.iter().map(|one| one.reason).collect::<Vec<_>>(),
        [SnapshotReason::BeforeChange],
        "now there is one"
    );
    library.tag_papers(&ids, &["again".into()], &[]).expect("tagged");
    assert_eq!(library.snapshots().expect("listed").len(), 1, "the next of the same minutes needs no copy of its own");
    let later = Library::open_with(folder.path(), || NOW + 6 * 60_000, |_| {}).expect("opened later");
    later.tag_papers(&ids, &["later".into()], &[]).expect("tagged");
    assert_eq!(later.snapshots().expect("listed").len(), 2, "one of later does");
    library.restore(&made[0].name).expect("restored");
    assert!(library.paper(ids[5]).expect("a paper").tags.iter().all(|tag| tag != "all"), "of before the action");
}

#[test]
fn an_unsound_snapshot_is_refused_and_a_damaged_library_replaced() {
    let folder = temp();
    let opened = library(folder.path());
    let ids = import(&opened, &["A paper on rain in valleys"]);
    let good = opened.snapshot(SnapshotReason::Asked).expect("copied");
    let file = folder.path().join("library.sqlite");
    let torn = folder.path().join("snapshots").join(format!("asked-{}.sqlite", NOW + 5));
    let bytes = std::fs::read(folder.path().join("snapshots").join(&good.name)).expect("read");
    std::fs::write(&torn, &bytes[..bytes.len() / 2]).expect("a torn copy");
    let name = torn.file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(opened.restore(&name).expect_err("unsound").code, ErrorCode::Corrupt, "a torn copy is not put back");
    assert_eq!(papers(&opened), ids, "the library stays as it is");
    let newer = folder.path().join("snapshots").join(format!("asked-{}.sqlite", NOW - 5));
    std::fs::write(&newer, &bytes).expect("another copy");
    rusqlite::Connection::open(&newer).expect("opens").pragma_update(None, "user_version", 99).expect("of the future");
    let name = newer.file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(opened.restore(&name).expect_err("too new").code, ErrorCode::Newer, "nor one of a later Postil");
    assert_eq!(papers(&opened), ids, "the library stays as it is");
    drop(opened);

    std::fs::write(&file, b"not a database any more, and long enough to be looked at").expect("damaged");
    let _ = std::fs::remove_file(folder.path().join("library.sqlite-wal"));
    assert_eq!(Library::open(folder.path()).err().map(|error| error.code), Some(ErrorCode::Corrupt), "it is told");
    let newest = newest_sound(folder.path()).expect("a sound one");
    assert_eq!(newest.name, good.name, "the torn one, though newer, is passed over");
    let aside = replace_damaged(folder.path(), &newest.name, NOW).expect("replaced");
    assert!(aside.join("library.sqlite").is_file(), "the damaged file is kept");
    assert_eq!(papers(&library(folder.path())), ids, "and the papers are back");
}
