//! Files of papers: kept once, undone and redone, carried along by everything that carries papers.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use postil_core::library::mirror::rebuild;
use postil_core::model::{Draft, DraftFile, Id, ListQuery, ReviewStatus, SnapshotReason};
use postil_core::{ErrorCode, Library};

use crate::temp;

fn pdf(folder: &Path, name: &str, words: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("%PDF-1.7\n{words}\n%%EOF\n")).expect("written");
    path
}

fn draft(title: &str, files: &[&Path]) -> Draft {
    let files = files.iter().map(|path| DraftFile { path: path.display().to_string(), name: "Paper.pdf".into() });
    Draft { title: title.into(), files: files.collect(), ..Draft::default() }
}

fn names(library: &Library, paper: Id) -> Vec<String> {
    library.paper(paper).expect("a paper").files.into_iter().map(|file| file.name).collect()
}

/// Everything under `files/`, without the names of shelves.
fn contents(library: &Library) -> Vec<PathBuf> {
    let shelves = fs::read_dir(library.folder().join("files")).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = shelves
        .flat_map(|shelf| fs::read_dir(shelf.path()).expect("a shelf").flatten().map(|entry| entry.path()))
        .collect();
    found.sort();
    found
}

#[test]
fn files_are_attached_named_saved_and_taken_off_and_all_of_it_comes_back() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let ids = library.commit_import(vec![draft("One", &[]), draft("Two", &[])]).expect("imported").added;
    let (one, same) = (pdf(folder.path(), "one.pdf", "words"), pdf(folder.path(), "same.pdf", "words"));
    let attached = library.attach(ids[0], &[one.clone(), folder.path().join("gone.pdf")]).expect("attached");
    assert_eq!(attached.attachments.len(), 1, "one is there");
    assert!(attached.problems[0].contains("gone.pdf"), "the other is named: {:?}", attached.problems);
    library.attach(ids[1], &[same]).expect("attached");
    assert_eq!(contents(&library).len(), 1, "the same content is kept once, whoever has it");
    let again = library.attach(ids[0], &[one]).expect("asked again");
    assert!(again.attachments.is_empty() && again.problems[0].contains("attached already"), "not twice: {again:?}");
    let file = attached.attachments[0].id;
    library.rename_attachment(file, " Full/text.pdf ").expect("renamed");
    assert_eq!(names(&library, ids[0]), ["Full text.pdf"], "a name is no path");
    let copy = folder.path().join("copy.pdf");
    library.save_attachment(file, &copy).expect("saved");
    assert_eq!(fs::read(&copy).expect("a copy"), b"%PDF-1.7\nwords\n%%EOF\n", "to the letter");
    assert!(!fs::metadata(&copy).expect("a copy").permissions().readonly(), "the copy is the reader's to change");
    library.remove_attachment(file).expect("removed");
    assert!(names(&library, ids[0]).is_empty(), "it is off");
    for expected in [&["Full text.pdf"][..], &["one.pdf"], &[]] {
        library.undo().expect("undone");
        if expected.is_empty() {
            library.undo().expect("the other paper's file, too");
        }
        assert_eq!(names(&library, ids[0]), expected, "each step comes back by itself");
    }
    for _ in 0..3 {
        library.redo().expect("redone");
    }
    assert_eq!(names(&library, ids[0]), ["Full text.pdf"], "and goes again");
    assert!(library.attachment_path(file).is_ok(), "with its content");
    let found = |search: &str| library.list_ids(&ListQuery { search: search.into(), ..ListQuery::default() });
    assert_eq!(found("has:file").expect("found").len(), 2, "papers with files can be asked for");
    assert_eq!(found("one -has:files").expect("found").len(), 0, "and those without");
}

#[test]
fn an_import_brings_files_along_but_only_works_to_read() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let paper = pdf(folder.path(), "a.pdf", "words");
    let secret = folder.path().join("secret.pdf");
    fs::write(&secret, "root:x:0:0\n").expect("written");
    let drafts = vec![
        draft("Learning Rain in Valleys", &[&paper]),
        draft("Learning Snow in Valleys", &[&secret, Path::new("/nowhere/b.pdf"), Path::new("c.pdf")]),
    ];
    let done = library.commit_import(drafts.clone()).expect("imported");
    assert_eq!((done.added.len(), done.files), (2, 1), "both papers are in, with the one file");
    assert_eq!(done.problems.len(), 3, "the others are told: {:?}", done.problems);
    assert!(done.problems[0].contains("no PDF"), "a name alone makes no PDF: {:?}", done.problems[0]);
    assert_eq!(contents(&library).len(), 1, "nothing else was copied");
    let review = library
        .review(postil_core::model::Reading { drafts: drafts[..1].to_vec(), ..Default::default() })
        .expect("reviewed");
    assert!(matches!(review.items[0].status, ReviewStatus::AlreadyHere { .. }), "nothing to add a second time");
    pdf(folder.path(), "a.pdf", "other words");
    let again = library.commit_import(drafts[..1].to_vec()).expect("imported again");
    assert_eq!((again.updated.len(), again.files), (1, 1), "a changed file is another file of the same paper");
    library.undo().expect("undone");
    assert_eq!(names(&library, done.added[0]).len(), 1, "one undo takes it off");
}

#[test]
fn a_merge_keeps_the_files_of_both() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let (a, b, c) = (
        pdf(folder.path(), "a.pdf", "both have it"),
        pdf(folder.path(), "b.pdf", "one"),
        pdf(folder.path(), "c.pdf", "other"),
    );
    let ids = library
        .commit_import(vec![
            draft("A Study of Rain in Valleys", &[&a, &b]),
            draft("A Study of Rain in Valleys, Again", &[&a, &c]),
        ])
        .expect("imported")
        .added;
    library.merge_papers(ids[0], &ids[1..], &[]).expect("merged");
    assert_eq!(names(&library, ids[0]).len(), 3, "the one that both had is there once");
    library.undo().expect("undone");
    assert_eq!([names(&library, ids[0]).len(), names(&library, ids[1]).len()], [2, 2], "each has its own again");
}

#[test]
fn contents_go_only_when_nothing_can_bring_them_back() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let ids =
        library.commit_import(vec![draft("One", &[&pdf(folder.path(), "a.pdf", "words")])]).expect("imported").added;
    let kept = contents(&library);
    let old = SystemTime::now() - Duration::from_secs(10 * 24 * 60 * 60);
    let age = |path: &Path| File::open(path).and_then(|file| file.set_modified(old)).expect("aged");
    age(&kept[0]);
    let stray = kept[0].with_file_name(format!("{}.pdf", "0".repeat(64)));
    fs::write(&stray, "left by a crash").expect("written");
    let foreign = kept[0].with_file_name("somebody's.pdf");
    fs::write(&foreign, "not ours").expect("written");
    age(&foreign);
    library.snapshot(SnapshotReason::Asked).expect("a snapshot, after which files are looked through");
    assert!(stray.exists(), "what is young may belong to an import that is going on");
    age(&stray);
    library.trash_papers(&ids).expect("trashed");
    library.empty_trash().expect("emptied");
    library.snapshot(SnapshotReason::Asked).expect("a snapshot");
    assert!(!stray.exists(), "what nothing names goes");
    assert!(foreign.exists(), "what is not Postil's is left alone");
    assert!(kept[0].exists(), "what undo or a snapshot can bring back stays");
    library.undo().expect("undone");
    assert!(library.attachment_path(library.paper(ids[0]).expect("back").files[0].id).is_ok(), "with its content");
}

#[test]
fn a_content_that_is_taken_up_again_is_young_again() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let file = pdf(folder.path(), "a.pdf", "words");
    library.commit_import(vec![draft("One", &[&file])]).expect("imported");
    let kept = contents(&library);
    let old = SystemTime::now() - Duration::from_secs(10 * 24 * 60 * 60);
    File::open(&kept[0]).and_then(|file| file.set_modified(old)).expect("aged");
    library.commit_import(vec![draft("Two", &[&file])]).expect("imported");
    let modified = fs::metadata(&kept[0]).and_then(|meta| meta.modified()).expect("there");
    assert!(modified > old + Duration::from_secs(60), "or it could be tidied away before a row names it");
    assert_eq!(contents(&library).len(), 1, "and it is kept once");
}

#[test]
fn contents_stay_as_long_as_any_snapshot_names_them() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let files = [pdf(folder.path(), "a.pdf", "words"), pdf(folder.path(), "b.pdf", "more words")];
    let ids = library.commit_import(vec![draft("One", &[&files[0]]), draft("Two", &[&files[1]])]).expect("in").added;
    let old = SystemTime::now() - Duration::from_secs(10 * 24 * 60 * 60);
    for path in contents(&library) {
        File::open(path).and_then(|file| file.set_modified(old)).expect("aged");
    }
    let first = library.snapshot(SnapshotReason::Asked).expect("one that names both");
    library.trash_papers(&ids[..1]).expect("trashed");
    library.empty_trash().expect("emptied");
    let forget = || {
        let db = rusqlite::Connection::open(library.folder().join("library.sqlite")).expect("opens");
        db.execute_batch("DELETE FROM journal_change; DELETE FROM journal_entry").expect("as if a year had passed");
    };
    forget();
    for _ in 0..3 {
        library.snapshot(SnapshotReason::Asked).expect("one that names one of them");
    }
    assert_eq!(contents(&library).len(), 2, "the oldest snapshot could bring it back");
    let snapshots = library.folder().join("snapshots");
    fs::write(snapshots.join(&first.name), "damaged").expect("written");
    library.snapshot(SnapshotReason::Asked).expect("another");
    assert_eq!(contents(&library).len(), 2, "one that cannot be read may name anything");
    fs::remove_file(snapshots.join(&first.name)).expect("thinned");
    library.snapshot(SnapshotReason::Asked).expect("another");
    let left = contents(&library);
    assert_eq!(left.len(), 1, "once no snapshot names it, it goes");
    let file = library.paper(ids[1]).expect("a paper").files[0].id;
    assert_eq!(library.attachment_path(file).expect("its file").1, left[0], "and the other one stays");
}

#[test]
fn a_content_that_somebody_took_away_is_told_with_its_place() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let ids =
        library.commit_import(vec![draft("One", &[&pdf(folder.path(), "a.pdf", "words")])]).expect("imported").added;
    let file = library.paper(ids[0]).expect("a paper").files[0].id;
    let place = contents(&library).remove(0);
    fs::remove_file(&place).expect("removed");
    let error = library.attachment_path(file).expect_err("it is gone");
    assert_eq!(error.code, ErrorCode::NotFound, "said as what it is");
    assert!(error.message.contains(&place.display().to_string()), "with its place: {error}");
    library.attach(ids[0], &[folder.path().join("a.pdf")]).expect("attached again");
    assert!(library.attachment_path(file).is_ok(), "attaching it again heals it");
}

#[test]
fn the_plain_copy_holds_them_and_gives_them_back() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let (a, b) = (pdf(folder.path(), "a.pdf", "one"), pdf(folder.path(), "b.pdf", "two"));
    let ids = library.commit_import(vec![draft("One", &[&a]), draft("Two", &[&b])]).expect("imported").added;
    let copy = folder.path().join("copy");
    library.set_mirror_folder(Some(&copy)).expect("begun");
    library.mirror(None).expect("written");
    let again = folder.path().join("again");
    let done = rebuild(&copy, &again).expect("made again");
    assert!(done.problems.is_empty(), "whole: {:?}", done.problems);
    let second = Library::open(&again).expect("opens");
    assert_eq!(
        second.paper(ids[0]).expect("there").files,
        library.paper(ids[0]).expect("there").files,
        "the same files"
    );
    assert!(second.attachment_path(second.paper(ids[1]).expect("there").files[0].id).is_ok(), "with their contents");
    drop(second);
    // Somebody changes one, and takes the other away.
    for entry in fs::read_dir(copy.join("files")).expect("contents").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a text");
        fs::remove_file(entry.path()).expect("removed");
        if text.contains("one") {
            fs::write(entry.path(), "%PDF-1.7 other").expect("changed");
        }
    }
    let third = rebuild(&copy, &folder.path().join("third")).expect("made again");
    assert_eq!(
        (third.papers, third.problems.len()),
        (2, 2),
        "the papers are in, both files are told: {:?}",
        third.problems
    );
    library.trash_papers(&ids[..1]).expect("trashed");
    library.empty_trash().expect("emptied");
    library.mirror(None).expect("brought in step");
    assert_eq!(
        fs::read_dir(copy.join("files")).expect("contents").count(),
        1,
        "contents of no paper go, lost ones come back"
    );
}

#[test]
fn a_plain_copy_cannot_name_a_place_elsewhere() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    library.commit_import(vec![draft("One", &[&pdf(folder.path(), "a.pdf", "one")])]).expect("imported");
    let copy = folder.path().join("copy");
    library.set_mirror_folder(Some(&copy)).expect("begun");
    library.mirror(None).expect("written");
    let page = fs::read_dir(copy.join("papers")).expect("papers").flatten().next().expect("a paper").path();
    let text = fs::read_to_string(&page).expect("a text");
    let at = text.find("\"sha256\"").expect("names its file");
    let hostile = format!("{}\"sha256\":\"{}\"{}", &text[..at], "../".repeat(21) + "x", &text[at + 75..]);
    fs::write(&page, hostile).expect("written");
    let done = rebuild(&copy, &folder.path().join("again")).expect("made again");
    assert_eq!((done.papers, done.problems.len()), (0, 1), "refused whole, and told: {:?}", done.problems);
}
