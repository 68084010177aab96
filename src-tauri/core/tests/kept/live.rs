//! Files of references kept in step: written when they differ, never over what somebody else wrote there unseen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use postil_core::library::live::Keeper;
use postil_core::model::{Draft, ImportSource, ListQuery, ListView, LiveFormat, LiveState, PaperEdit, ReviewStatus};
use postil_core::{ErrorCode, Library, formats};

use super::{read, temp, with_papers};

/// Whether nothing but the file lies in its folder: no leftover of writing.
fn lies_alone(path: &Path) -> bool {
    std::fs::read_dir(path.parent().expect("a folder")).expect("a folder").count() == 1
}

#[test]
fn a_file_follows_all_papers_a_collection_or_a_saved_search() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let collection = library.create_collection("Thesis", None).expect("made");
    library.file_papers(collection, &ids[..1]).expect("filed");
    let search = library.save_search("Hills", &ListView::All, "hills").expect("saved");
    let path = |name: &str| beside.path().join(name);
    let all = library.keep_live(&path("all.bib"), &ListView::All, LiveFormat::Bibtex).expect("kept");
    assert_eq!(
        (all.state, all.papers, all.name.as_str()),
        (LiveState::InStep, 2, "All papers"),
        "written at once: {all:?}"
    );
    library
        .keep_live(&path("thesis.bib"), &ListView::Collection { id: collection }, LiveFormat::Biblatex)
        .expect("kept");
    library.keep_live(&path("hills.bib"), &ListView::Search { id: search }, LiveFormat::Bibtex).expect("kept");
    let text = read(&path("all.bib"));
    assert!(text.find("{alder").expect("a key of ours") < text.find("{rain").expect("its own"), "by key: {text}");
    assert!(read(&path("thesis.bib")).contains("date = {2024}"), "in BibLaTeX’s words");
    assert!(
        read(&path("hills.bib")).contains("Snow on Hills") && !read(&path("hills.bib")).contains("Rain"),
        "what it finds"
    );
    let journal = library.journal(1).expect("a journal");
    assert_eq!(journal[0].name, "Make citation keys of 1 paper", "the key that was lacking is an action");

    library.edit_papers(&ids[1..], PaperEdit::Title("Snow on Hills and Rain".into())).expect("edited");
    library.file_papers(collection, &ids[1..]).expect("filed");
    for file in library.live_files().expect("listed") {
        assert_eq!(library.write_live(file.id).expect("asked").state, LiveState::InStep, "{}", file.path);
    }
    for name in ["all.bib", "thesis.bib", "hills.bib"] {
        assert!(read(&path(name)).contains("Snow on Hills and Rain"), "{name} follows");
    }
    let again = library.keep_live(&path("all.bib"), &ListView::Collection { id: collection }, LiveFormat::Bibtex);
    assert_eq!(again.expect("kept").name, "Thesis", "the same file may hold something else");
    assert_eq!(library.live_files().expect("listed").len(), 3, "and is one file");
}

#[test]
fn what_does_not_differ_is_not_written_again() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let before = std::fs::metadata(&path).expect("written").modified().expect("a time");
    library.edit_papers(&ids, PaperEdit::Starred(true)).expect("starred");
    let after = library.write_live(file.id).expect("asked");
    assert_eq!(after.written_at, file.written_at, "a star is in no .bib");
    assert_eq!(std::fs::metadata(&path).expect("written").modified().expect("a time"), before, "so it was left");
    assert!(lies_alone(&path), "and nothing lies beside it");
}

#[test]
fn what_another_program_wrote_is_never_written_over_unseen() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let theirs = read(&path)
        .replace("Rain in Valleys", "Rain in {Deep} Valleys")
        .replace("year = {2024}", "year = {2023},\n  volume = {7}")
        + "\n@book{new, title = {A New Book}, author = {Rowan, Bo}, year = 2020}\n";
    std::fs::write(&path, &theirs).expect("another program writes");
    library.edit_papers(&ids[1..], PaperEdit::Title("Snow on High Hills".into())).expect("edited");
    let found = library.write_live(file.id).expect("asked");
    assert_eq!((found.state, read(&path)), (LiveState::ChangedOutside, theirs.clone()), "left as it is");
    assert!(
        found.trouble.contains("refs.bib") && found.trouble.contains("another program"),
        "and said: {}",
        found.trouble
    );

    let review = library.review_import(&ImportSource::Live { id: file.id }).expect("reviewed");
    let of = |key: &str| review.items.iter().find(|item| item.draft.citation_key.as_deref() == Some(key));
    let ReviewStatus::Update { changes, .. } = &of("rain").expect("its entry").status else { panic!("an update") };
    let changed = |field: &str| changes.iter().find(|change| change.field == field).map(|change| change.after.as_str());
    assert_eq!(
        (changed("title"), changed("year"), changed("volume")),
        (Some("Rain in Deep Valleys"), Some("2023"), Some("7")),
        "{changes:?}"
    );
    assert_eq!(of("new").expect("a new entry").status, ReviewStatus::New, "what is new comes as in an import");
    let drafts: Vec<Draft> =
        review.items.iter().map(|item| item.draft.clone()).filter(|draft| draft.title != "Snow on Hills").collect();

    let stale = std::fs::write(&path, theirs.clone() + "% once more\n")
        .map(|()| library.take_in_live(file.id, &drafts.clone().into()));
    let stale = stale.expect("written").expect_err("something else stands there now");
    assert_eq!(stale.code, ErrorCode::Conflict, "what was not seen is not taken for seen: {stale}");
    library.review_live(file.id).expect("reviewed again");
    let outcome = library.take_in_live(file.id, &drafts.into()).expect("taken in");
    assert_eq!((outcome.added.len(), outcome.updated.len()), (1, 1), "{outcome:?}");
    let rain = library.paper(ids[0]).expect("the paper").paper;
    assert_eq!(
        (rain.title.as_str(), rain.year),
        ("Rain in Deep Valleys", Some(2023)),
        "taken over, though it was not empty"
    );
    let text = read(&path);
    for piece in ["Rain in {Deep} Valleys", "A New Book", "Snow on High Hills", "volume = {7}"] {
        assert!(text.contains(piece), "{piece} is in the file, which is in step again: {text}");
    }
    assert_eq!(library.live_files().expect("listed")[0].state, LiveState::InStep, "and says so");
    library.undo().expect("undone");
    assert_eq!(library.paper(ids[0]).expect("the paper").paper.title, "Rain in Valleys", "one undo takes it all back");
    assert!(library.resolve("new").is_err(), "the new paper, too");
}

#[test]
fn of_what_another_program_changed_the_reader_may_leave_any_value() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let theirs = read(&path)
        .replace("Rain in Valleys", "Rain Elsewhere")
        .replace("year = {2024}", "year = {2023},\n  volume = {7},\n  number = {3}");
    std::fs::write(&path, theirs).expect("another program writes");
    library.write_live(file.id).expect("asked");
    let review = library.review_live(file.id).expect("reviewed");
    let mut drafts: Vec<Draft> = review.items.into_iter().map(|item| item.draft).collect();
    let rain = drafts.iter_mut().find(|draft| draft.citation_key.as_deref() == Some("rain")).expect("its entry");
    assert!(rain.replaces.contains(&"title".to_owned()), "what they wrote is ticked: {:?}", rain.replaces);
    rain.replaces.retain(|field| field != "title");
    rain.leaves.push("number".into());
    library.take_in_live(file.id, &drafts.into()).expect("taken in");
    let paper = library.paper(ids[0]).expect("the paper").paper;
    assert_eq!(
        (paper.title.as_str(), paper.year),
        ("Rain in Valleys", Some(2023)),
        "the title stays, the year is theirs"
    );
    let said = |name: &str| paper.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
    assert_eq!((said("volume"), said("number")), (Some("7"), None), "of what was empty, too, only what was ticked");
    assert!(read(&path).contains("Rain in Valleys"), "and the file says again what the library says");
}

#[test]
fn what_is_written_into_the_file_of_a_collection_is_filed_there() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    library.edit_papers(&ids[1..], PaperEdit::Title("Snow on Hills in Winter".into())).expect("edited");
    let outer = library.create_collection("Thesis", None).expect("made");
    let chapter = library.create_collection("Chapter 2", Some(outer)).expect("made");
    library.file_papers(chapter, &ids[..1]).expect("filed");
    let path = beside.path().join("refs.bib");
    let view = ListView::Collection { id: chapter };
    let file = library.keep_live(&path, &view, LiveFormat::Bibtex).expect("kept");
    let more = "\n@article{theirs, title = {Snow on Hills in Winter}, author = {Alder, Ada}, year = 2024}\n\
        @book{new, title = {A New Book}, author = {Rowan, Bo}, year = 2020}\n";
    std::fs::write(&path, read(&path) + more).expect("another program writes");
    library.write_live(file.id).expect("asked");
    let review = library.review_live(file.id).expect("reviewed");
    assert_eq!((review.new, review.updates), (1, 1), "one is new, one only new to the collection: {:?}", review.items);
    let outcome = library.take_in_live(file.id, &review.into());
    assert_eq!(outcome.expect("taken in").added.len(), 1, "no paper is there twice");
    let text = read(&path);
    assert!(text.contains("A New Book") && text.contains("Snow on Hills"), "both stay in the file: {text}");
}

#[test]
fn writing_over_keeps_a_copy() {
    let (folder, beside) = (temp(), temp());
    let (library, _) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    std::fs::write(&path, "@misc{mine, title = {Mine}}\n").expect("it was there before");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    assert_eq!(
        (file.state, read(&path).as_str()),
        (LiveState::ChangedOutside, "@misc{mine, title = {Mine}}\n"),
        "left alone"
    );
    let file = library.overwrite_live(file.id).expect("written over");
    assert_eq!(file.state, LiveState::InStep, "as the reader wished");
    assert!(read(&path).contains("Rain in Valleys"), "with the library’s papers");
    let copies: Vec<PathBuf> = std::fs::read_dir(folder.path().join("replaced"))
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    assert_eq!(
        copies.iter().map(|path| read(path)).collect::<Vec<_>>(),
        ["@misc{mine, title = {Mine}}\n"],
        "a copy is kept"
    );
    library.stop_live(file.id).expect("given up");
    assert!(path.exists() && library.live_files().expect("listed").is_empty(), "giving it up leaves the file");
}

#[test]
fn what_cannot_be_written_is_said_and_tried_again() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let inner = beside.path().join("project");
    std::fs::create_dir(&inner).expect("made");
    let path = inner.join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let away = beside.path().join("away");
    std::fs::rename(&inner, &away).expect("moved away");
    let mut keeper = Keeper::default();
    let bad = keeper.look(&library, None).expect("looked");
    assert!(bad[0].trouble.contains("its folder is not there"), "the folder is gone: {}", bad[0].trouble);
    assert!(!inner.exists(), "and is not made anew");
    assert!(keeper.look(&library, Some(&BTreeSet::from([ids[0]]))).expect("looked").is_empty(), "it is news once");
    std::fs::rename(&away, &inner).expect("back again");
    std::fs::remove_file(&path).expect("the file is gone, too");
    assert!(keeper.look(&library, Some(&BTreeSet::from([ids[0]]))).expect("looked").is_empty(), "no more bad news");
    assert_eq!(library.live_files().expect("listed")[0].state, LiveState::InStep, "it is written again");

    let mut mode = std::fs::metadata(&path).expect("there").permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&path, mode).expect("made read-only");
    library.edit_papers(&ids[..1], PaperEdit::Year(Some(1999))).expect("edited");
    let found = library.write_live(file.id).expect("asked");
    assert!(found.state == LiveState::Trouble && found.trouble.contains("read-only"), "{}", found.trouble);
    assert!(lies_alone(&path), "nothing lies beside it");
}

#[test]
fn the_keeper_renders_what_changed_and_nothing_else() {
    let (folder, beside) = (temp(), temp());
    let (library, ids) = with_papers(folder.path());
    let collection = library.create_collection("Thesis", None).expect("made");
    library.file_papers(collection, &ids[..1]).expect("filed");
    let path = beside.path().join("refs.bib");
    library.keep_live(&path, &ListView::Collection { id: collection }, LiveFormat::Bibtex).expect("kept");
    let mut keeper = Keeper::default();
    keeper.look(&library, None).expect("looked");
    let text = read(&path);
    let changed = |id: i64| Some(BTreeSet::from([id]));
    let mut look = |ids: Option<BTreeSet<i64>>| keeper.look(&library, ids.as_ref()).expect("looked").len();
    library.edit_papers(&ids[1..], PaperEdit::Title("Elsewhere".into())).expect("edited");
    assert_eq!((look(changed(ids[1])), read(&path)), (0, text.clone()), "another paper is none of its business");
    library.file_papers(collection, &ids[1..]).expect("filed");
    assert_eq!(look(changed(ids[1])), 0, "no bad news");
    assert!(read(&path).contains("Elsewhere"), "a paper that came is written");
    library.unfile_papers(collection, &ids[1..]).expect("taken out");
    assert_eq!((look(changed(ids[1])), read(&path)), (0, text), "one that went is gone");
    std::fs::write(&path, "@misc{theirs, title = {Theirs}}").expect("another program writes");
    assert_eq!(look(Some(BTreeSet::new())), 1, "noticed without any change of the library");
    assert_eq!(look(Some(BTreeSet::new())), 0, "and told once");
    library.delete_collection(collection).expect("deleted");
    assert_eq!(look(None), 1, "that its collection is gone is told");
    let file = &library.live_files().expect("listed")[0];
    assert!(file.trouble.contains("was deleted") && file.name.is_empty(), "{file:?}");
}

#[test]
fn a_file_made_of_old_entries_and_new_is_what_an_export_writes() {
    let (folder, beside) = (temp(), temp());
    let library = Library::open(folder.path()).expect("a library");
    let bib = "@proceedings{book, title = {Proceedings on Rain}}\n@article{b, title = {Fog}, keywords = {wet}}\n\
               @inproceedings{c, title = {Ärger with hail}, crossref = {book}}\n@misc{Z, title = {Sleet}}\n\
               @article{x, title = {Snow on roofs}}\n@misc{y, title = {Dew in the morning}}";
    let ids = library.commit_import(formats::read(bib).expect("a .bib").drafts).expect("imported").added;
    let path = beside.path().join("refs.bib");
    library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let mut keeper = Keeper::default();
    keeper.look(&library, None).expect("looked");
    type Change<'a> = (&'a str, Box<dyn Fn() -> Vec<i64> + 'a>);
    let edit =
        |at: usize, edit: PaperEdit| library.edit_papers(&ids[at..=at], edit).map(|_| vec![ids[at]]).expect("edited");
    let key = |key: &str| PaperEdit::CitationKey(Some(key.into()));
    let changes: Vec<Change> = vec![
        ("a title", Box::new(|| edit(1, PaperEdit::Title("Fog and more fog".into())))),
        ("a key that moves its entry", Box::new(|| edit(1, key("zz")))),
        ("the parent's key, so that it is none", Box::new(|| edit(0, key("tome")))),
        ("and is one again", Box::new(|| edit(0, key("book")))),
        (
            "a tag",
            Box::new(|| {
                library.tag_papers(&ids[2..4], &["cold".into()], &[]).map(|()| ids[2..4].to_vec()).expect("tagged")
            }),
        ),
        ("one that goes", Box::new(|| library.trash_papers(&ids[4..5]).map(|_| ids[4..5].to_vec()).expect("trashed"))),
        ("and comes", Box::new(|| library.restore_papers(&ids[4..5]).map(|_| ids[4..5].to_vec()).expect("restored"))),
        ("undo", Box::new(|| library.undo().expect("undone").expect("something").papers)),
        ("a key taken away", Box::new(|| edit(5, PaperEdit::CitationKey(None)))),
        ("undo of the one given for it", Box::new(|| library.undo().expect("undone").expect("something").papers)),
        ("an abstract", Box::new(|| edit(3, PaperEdit::Abstract("Ice that is no snow.".into())))),
    ];
    for (what, change) in changes {
        let touched = BTreeSet::from_iter(change());
        assert!(keeper.look(&library, Some(&touched)).expect("looked").is_empty(), "no bad news: {what}");
        let mut wanted = Vec::new();
        let all = library.list_ids(&ListQuery::default()).expect("a list");
        library.export(&all, formats::Format::Bibtex, &mut wanted).expect("exported");
        assert_eq!(read(&path), String::from_utf8(wanted).expect("text"), "after {what}");
    }
    assert!(read(&path).contains("Fog and more fog"), "and it is not empty");
}

#[test]
fn what_was_undone_can_still_be_done_again() {
    let (folder, beside) = (temp(), temp());
    let (library, _) = with_papers(folder.path());
    let path = beside.path().join("refs.bib");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    let text = read(&path);
    let undone = library.undo().expect("undone").expect("an action").entry.name;
    assert_eq!(undone, "Make citation keys of 1 paper", "the last action gave a key");
    library.write_live(file.id).expect("asked");
    assert_eq!(read(&path), text, "the paper goes by the key it would get");
    assert!(library.redo().expect("redone").is_some(), "writing the file ends no redo");
}

#[test]
fn places_that_are_none_for_a_bib_are_refused() {
    let (folder, beside) = (temp(), temp());
    let (library, _) = with_papers(folder.path());
    let place = |path: PathBuf| library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect_err("refused");
    for path in ["thesis.tex", "refs", "nowhere/refs.bib"] {
        assert_eq!(place(beside.path().join(path)).field, Some("path"), "{path}");
    }
    assert_eq!(place(folder.path().join("refs.bib")).field, Some("path"), "the library’s own folder");
    let trash = library.keep_live(&beside.path().join("a.bib"), &ListView::Trash, LiveFormat::Bibtex);
    assert_eq!(trash.expect_err("refused").field, Some("view"), "the trash is not kept");
    let gone = library.keep_live(&beside.path().join("a.bib"), &ListView::Collection { id: 1 }, LiveFormat::Bibtex);
    assert_eq!(gone.expect_err("refused").code, ErrorCode::NotFound, "nor is what is not there");
    assert!(library.live_files().expect("listed").is_empty(), "nothing is left of it");
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let (folder, beside, elsewhere) = (temp(), temp(), temp());
    let (library, _) = with_papers(folder.path());
    let (path, real) = (beside.path().join("refs.bib"), elsewhere.path().join("real.bib"));
    std::fs::write(&real, "").expect("written");
    std::os::unix::fs::symlink(&real, &path).expect("linked");
    let file = library.keep_live(&path, &ListView::All, LiveFormat::Bibtex).expect("kept");
    library.overwrite_live(file.id).expect("written");
    assert!(path.is_symlink() && read(&real).contains("Rain in Valleys"), "what it leads to is written");
    assert_eq!(formats::read(&read(&path)).expect("a .bib").drafts.len(), 2, "whole");
}
