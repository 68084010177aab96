//! Saved searches follow the library by themselves, and say the same as asking everything again would.

use postil_core::model::{Draft, ListQuery, ListView, NewPaper, PaperEdit, ReadState};
use postil_core::{ErrorCode, Library};

use crate::temp;

fn found(library: &Library, id: i64) -> Vec<i64> {
    let query = ListQuery { view: ListView::Search { id }, ..ListQuery::default() };
    let mut ids = library.list_ids(&query).expect("listed");
    ids.sort_unstable();
    ids
}

/// What the search finds now, asked anew; and that the kept list and its count agree.
fn agree(library: &Library, after: &str) {
    for saved in library.saved_searches().expect("saved searches") {
        let query = ListQuery { view: saved.view.clone(), search: saved.search.clone(), ..ListQuery::default() };
        let mut anew = library.list_ids(&query).expect("listed");
        anew.sort_unstable();
        assert_eq!(found(library, saved.id), anew, "“{}” follows after {after}", saved.search);
        assert_eq!(saved.papers as usize, anew.len(), "its count follows after {after}");
    }
}

#[test]
fn saved_searches_follow_every_action() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let paper = |title: &str, text: &str, year| Draft {
        title: title.into(),
        abstract_text: text.into(),
        year: Some(year),
        ..Draft::default()
    };
    let collection = library.create_collection("Project", None).expect("a collection");
    let nested = library.create_collection("Inner", None).expect("a collection");
    library.save_search("Recent graphs", &ListView::All, "graph year:2020..").expect("saved");
    library.save_search("With code", &ListView::All, "has:code -survey").expect("saved");
    library.save_search("Noted", &ListView::All, "has:notes").expect("saved");
    library.save_search("Filed", &ListView::Collection { id: collection }, "net*").expect("saved");
    library.save_search("Unread tagged", &ListView::All, "is:unread tag:mine").expect("saved");
    library.save_search("No surveys", &ListView::All, "-survey").expect("saved");
    agree(&library, "saving in an empty library");
    let drafts = (0..40)
        .map(|i| {
            let topic = ["Graph", "Network", "Survey of Graphs", "Music"][i % 4];
            paper(&format!("{topic} number {i}"), "See https://github.com/lab/code.", 2015 + (i % 10) as i32)
        })
        .collect();
    let ids = library.commit_import(drafts).expect("imported").added;
    agree(&library, "an import");
    library.edit_papers(&ids[..10], PaperEdit::Year(Some(2024))).expect("edited");
    agree(&library, "years");
    library.edit_papers(&ids[3..4], PaperEdit::Title("Now about graphs".into())).expect("edited");
    agree(&library, "a title");
    library.file_papers(nested, &ids[..20]).expect("filed");
    library.move_collection(nested, Some(collection), 0).expect("nested");
    agree(&library, "nesting a collection");
    library.unfile_papers(nested, &ids[..5]).expect("unfiled");
    agree(&library, "taking papers out");
    library.tag_papers(&ids[..8], &["mine".into()], &[]).expect("tagged");
    library.edit_papers(&ids[..3], PaperEdit::ReadState(ReadState::Read)).expect("read");
    agree(&library, "tags and reading");
    let note = library.add_note(ids[0], "A graph of thoughts").expect("noted");
    agree(&library, "a note");
    library.delete_note(note.id).expect("deleted");
    agree(&library, "deleting it");
    library.rename_tag("mine", "ours").expect("renamed");
    agree(&library, "renaming a tag");
    library.trash_papers(&ids[..6]).expect("trashed");
    agree(&library, "the trash");
    library.empty_trash().expect("emptied");
    agree(&library, "emptying it");
    while let Some(outcome) = library.undo().expect("undone") {
        agree(&library, &format!("undoing “{}”", outcome.entry.name));
    }
    while let Some(outcome) = library.redo().expect("redone") {
        agree(&library, &format!("redoing “{}”", outcome.entry.name));
    }
    assert_eq!(library.saved_searches().expect("saved searches").len(), 6, "all came back");
}

#[test]
fn an_action_on_very_many_papers_asks_everything_again() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    library.save_search("Even", &ListView::All, "even").expect("saved");
    let drafts = (0..1_200)
        .map(|i| Draft { title: format!("{} paper {i}", if i % 2 == 0 { "Even" } else { "Odd" }), ..Draft::default() })
        .collect();
    library.commit_import(drafts).expect("imported");
    assert_eq!(library.saved_searches().expect("searches")[0].papers, 600, "half of them");
    agree(&library, "a large import");
}

#[test]
fn a_saved_search_is_named_changed_narrowed_and_refused() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    for title in ["Sparse attention", "Sparse coding", "Dense attention"] {
        library.add_paper(&NewPaper { title: title.into(), ..NewPaper::default() }).expect("added");
    }
    let id = library.save_search("  Sparse  things ", &ListView::All, "sparse").expect("saved");
    library.rename_search(id, "Sparse").expect("renamed");
    let within = library.save_search("Both", &ListView::Search { id }, "attention").expect("saved");
    assert_eq!((found(&library, id).len(), found(&library, within).len()), (2, 1), "the second asks for both");
    library.change_search(id, "dense").expect("changed");
    assert_eq!(found(&library, id).len(), 1, "it asks for something else now");
    assert_eq!(found(&library, within).len(), 1, "and the other one does not");
    let narrowed = ListQuery { view: ListView::Search { id }, search: "sparse".into(), ..ListQuery::default() };
    assert!(library.list_ids(&narrowed).expect("listed").is_empty(), "typing narrows what it shows");
    library.delete_search(id).expect("deleted");
    assert_eq!(library.saved_searches().expect("searches").len(), 1, "forgotten");
    library.undo().expect("undone");
    let names: Vec<String> = library.saved_searches().expect("searches").into_iter().map(|one| one.name).collect();
    assert_eq!(names, ["Both", "Sparse"], "by name, and back again");
    for (view, search) in [(ListView::All, "  "), (ListView::All, "\"\""), (ListView::Trash, "sparse")] {
        let error = library.save_search("No", &view, search).expect_err("refused");
        assert_eq!(error.code, ErrorCode::Validation, "“{search}” cannot be kept");
    }
    assert!(library.save_search(" ", &ListView::All, "x").is_err(), "without a name");
}
