//! Zotero's own database: read from a copy, whole, and once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use postil_core::model::{Draft, ImportSource, ListQuery, ReviewStatus};
use postil_core::{ErrorCode, Library};
use serde_json::Value;

use crate::temp;

/// As much of Zotero's tables as is read, with papers of our own.
const PROFILE: &str = "
CREATE TABLE itemTypesCombined (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
INSERT INTO itemTypesCombined VALUES (1, 'journalArticle'), (2, 'attachment'), (3, 'note'), (4, 'annotation');
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, libraryID INT, key TEXT);
INSERT INTO items VALUES (1, 1, '2024-01-01', 1, 'A'), (2, 1, '2024-01-02', 1, 'B'), (3, 2, '2024-01-03', 1, 'C'),
    (4, 3, '2024-01-04', 1, 'D'), (5, 3, '2024-01-05', 1, 'E'), (6, 4, '2024-01-06', 1, 'F'), (7, 1, '2024-01-07', 1, 'G');
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
INSERT INTO deletedItems VALUES (7);
CREATE TABLE fieldsCombined (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
INSERT INTO fieldsCombined VALUES (1, 'title'), (2, 'date'), (3, 'DOI'), (4, 'publicationTitle'), (5, 'extra');
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
INSERT INTO itemDataValues VALUES (1, 'Learning Rain'), (2, '2021-05-00 May 2021'), (3, '10.5555/rain'), (4, 'Weather'),
    (5, 'Citation Key: rain21'), (6, 'Learning Snow'), (7, 'Thrown away');
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (1, 5, 5), (2, 1, 6), (7, 1, 7);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
INSERT INTO creatorTypes VALUES (1, 'author');
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
INSERT INTO creators VALUES (1, 'Ada', 'Example', 0), (2, NULL, 'The Rain Group', 1);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
INSERT INTO itemCreators VALUES (1, 2, 1, 1), (1, 1, 1, 0);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
INSERT INTO tags VALUES (1, 'rain');
CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
INSERT INTO itemTags VALUES (1, 1, 0);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
INSERT INTO collections VALUES (1, 'Weather', NULL), (2, 'Valleys', 1), (3, 'Loop', 3);
CREATE TABLE deletedCollections (collectionID INTEGER PRIMARY KEY);
CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT);
INSERT INTO collectionItems VALUES (2, 1, 0), (3, 2, 0);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
INSERT INTO itemNotes VALUES (4, 1, '<div><p>Read the <b>appendix</b>.</p></div>', ''), (5, NULL, '<p>Of nothing</p>', '');
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, path TEXT);
INSERT INTO itemAttachments VALUES (3, 1, 'storage:rain.pdf');
CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, text TEXT, comment TEXT, pageLabel TEXT, sortIndex TEXT);
INSERT INTO itemAnnotations VALUES (6, 3, 'It rains.', 'Really?', '7', '00001');
";

fn file(path: &Path) -> ImportSource {
    ImportSource::File { path: path.display().to_string() }
}

#[test]
fn a_profile_comes_over_with_notes_collections_and_tags_once() {
    let folder = temp();
    let profile = folder.path().join("Zotero");
    std::fs::create_dir(&profile).expect("a folder");
    let database = profile.join("zotero.sqlite");
    rusqlite::Connection::open(&database).expect("opens").execute_batch(PROFILE).expect("written");
    let before = std::fs::read(&database).expect("read");
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let review = library.review_import(&file(&profile)).expect("read");
    assert_eq!((review.new, review.items.len()), (2, 2), "two papers: {:?}", review.items);
    let told: Vec<&str> = review.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    assert_eq!(
        told,
        ["1 item in Zotero’s trash", "1 note of no item", "rain.pdf (of “Learning Rain”)"],
        "what is left is said"
    );
    library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    let rain = library.paper(library.resolve("rain21").expect("by its key")).expect("the paper");
    let authors: Vec<&str> = rain.paper.authors.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(authors, ["Ada Example", "The Rain Group"], "people in order, and a group");
    assert_eq!((rain.paper.venue.as_str(), rain.paper.year), ("Weather", Some(2021)), "where and when");
    assert_eq!(rain.tags, ["rain"], "tags");
    let notes: Vec<&str> = rain.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes.len(), 2, "a note, and one of the highlights: {notes:?}");
    assert!(notes.contains(&"Read the **appendix**."), "in Markdown: {notes:?}");
    assert!(notes.iter().any(|text| text.contains("> It rains. (p. 7)\n\nReally?")), "with page and remark: {notes:?}");
    let shelves = library.overview().expect("an overview").collections;
    let valleys = shelves.iter().find(|one| one.name == "Valleys").expect("the inner collection");
    assert_eq!(rain.collections, [valleys.id], "filed where it was");
    assert!(shelves.iter().any(|one| Some(one.id) == valleys.parent_id && one.name == "Weather"), "nested as it was");
    let again = library.review_import(&file(&database)).expect("read again, by its file");
    assert!(
        again.items.iter().all(|item| matches!(item.status, ReviewStatus::AlreadyHere { .. })),
        "a second time there is nothing to add: {:?}",
        again.items
    );
    assert_eq!(std::fs::read(&database).expect("read"), before, "the database itself was not touched");
    library.undo().expect("undone");
    assert_eq!(library.overview().expect("an overview").counts.all, 0, "one undo takes all of it back");
}

#[test]
fn attached_files_come_from_where_zotero_keeps_them() {
    let folder = temp();
    let database = folder.path().join("zotero.sqlite");
    let linked = folder.path().join("snow.pdf").display().to_string();
    let more = format!(
        "INSERT INTO items VALUES (8, 2, '2024-01-08', 1, 'H'), (9, 2, '2024-01-09', 1, 'I'), (10, 2, '2024-01-10', 1, 'J');
         INSERT INTO itemAttachments VALUES (8, 2, '{linked}'), (9, 2, 'storage:../../secret.pdf'), (10, 2, '/etc/passwd');"
    );
    let profile = rusqlite::Connection::open(&database).expect("opens");
    profile.execute_batch(&format!("{PROFILE}{more}")).expect("written");
    let storage = folder.path().join("storage/C");
    std::fs::create_dir_all(&storage).expect("a folder");
    for path in [storage.join("rain.pdf"), linked.into(), folder.path().join("secret.pdf")] {
        std::fs::write(path, b"%PDF-1.4\n").expect("written");
    }
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let review = library.review_import(&file(&database)).expect("read");
    let files: Vec<Vec<&str>> =
        review.items.iter().map(|item| item.draft.files.iter().map(|file| file.name.as_str()).collect()).collect();
    assert_eq!(files, [["rain.pdf"], ["snow.pdf"]], "the one in Zotero's folder, and the one beside");
    let told: Vec<&str> = review.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let lost = ["secret.pdf (of “Learning Snow”)", "passwd (of “Learning Snow”)"];
    assert_eq!(told[told.len() - 2..], lost, "others are named, and nothing of where they lie");
}

#[test]
fn linked_files_are_named_from_the_folder_in_zoteros_settings() {
    let home = temp();
    let data = home.path().join("Zotero");
    let profile = home.path().join(".zotero/zotero/ab12.default");
    for folder in [&data, &profile, &home.path().join("papers/2021")] {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    std::fs::write(home.path().join("papers/2021/rain.pdf"), b"%PDF-1.4\n").expect("written");
    std::fs::write(home.path().join("secret.pdf"), b"%PDF-1.4\n").expect("written");
    let base = serde_json::to_string(&home.path().join("papers")).expect("JSON");
    let settings = |more: &str| {
        let text = format!(
            "// Mozilla User Preferences\nuser_pref(\"extensions.zotero.baseAttachmentPath\", {base});\n{more}"
        );
        std::fs::write(profile.join("prefs.js"), text).expect("written");
    };
    let database = data.join("zotero.sqlite");
    let more = "INSERT INTO items VALUES (8, 2, '2024-01-08', 1, 'H'), (9, 2, '2024-01-09', 1, 'I');
        INSERT INTO itemAttachments VALUES (8, 1, 'attachments:2021/rain.pdf'), (9, 2, 'attachments:../secret.pdf');";
    let written = rusqlite::Connection::open(&database).expect("opens");
    written.execute_batch(&format!("{PROFILE}{more}")).expect("written");
    let library = Library::open(&home.path().join("library")).expect("a new library");
    let files = || -> Vec<String> {
        let review = library.review_import(&file(&database)).expect("read");
        review.items.iter().flat_map(|item| item.draft.files.iter().map(|file| file.name.clone())).collect()
    };
    settings("");
    assert_eq!(files(), ["rain.pdf"], "from that folder, and from nowhere outside of it");
    settings(
        "user_pref(\"extensions.zotero.useDataDir\", true);\nuser_pref(\"extensions.zotero.dataDir\", \"/elsewhere\");\n",
    );
    assert_eq!(files(), Vec::<String>::new(), "the settings of another library tell nothing of this one");
}

#[test]
fn what_is_no_profile_is_told() {
    let folder = temp();
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let database = folder.path().join("zotero.sqlite");
    std::fs::write(&database, b"SQLite format 3\0 and then nothing of the kind").expect("written");
    let error = library.review_import(&file(&database)).expect_err("damaged");
    assert_eq!(error.code, ErrorCode::Input, "it is the input: {error:?}");
    assert!(error.message.contains("zotero.sqlite") && error.message.contains("Nothing was changed"), "{error:?}");
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other).expect("opens").execute_batch("CREATE TABLE one (two)").expect("written");
    let error = library.review_import(&file(&other)).expect_err("another program's");
    assert!(error.message.contains("not a Zotero database"), "{error:?}");
    let error = library.review_import(&file(folder.path().join("library").as_path())).expect_err("a folder");
    assert!(error.message.contains("folder"), "{error:?}");
}

/// The library of 303 items beside the repository, field by field.
#[test]
fn a_real_profile_is_read_whole() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/zotero/library-300");
    if !data.exists() {
        eprintln!("../shared/data/zotero is not there: nothing is compared");
        return;
    }
    let copy = temp();
    let place: PathBuf = copy.path().join("zotero.sqlite");
    std::fs::copy(data.join("zotero.sqlite"), &place).expect("copied");
    let expected =
        zstd::decode_all(std::fs::File::open(data.join("expected.jsonl.zst")).expect("opens")).expect("sound");
    let expected: Vec<Value> = String::from_utf8(expected)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("one JSON object a line"))
        .collect();
    let live: Vec<&Value> = expected.iter().filter(|item| item["trashed"] != true).collect();
    let library = Library::open(&copy.path().join("library")).expect("a new library");
    let review = library.review_import(&file(&place)).expect("read");
    assert_eq!(review.items.len(), live.len(), "every item outside the trash, and no other");
    let whole = library.review_import(&file(&data)).expect("read in its folder");
    let with_files = whole.items.iter().filter(|item| !item.draft.files.is_empty()).count();
    println!("zotero: {with_files} items with files");
    assert!(with_files > 0, "files beside the database come with their items");
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    for want in &live {
        let title = want["fields"]["title"].as_str().unwrap_or_default();
        let squeezed = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let strings = |name: &str| -> BTreeSet<String> {
            want[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let paths = |draft: &Draft| draft.collections.iter().map(|path| path.join(" / ")).collect::<BTreeSet<_>>();
        // Two items may have one title.
        let mut called: Vec<_> = review.items.iter().filter(|item| item.draft.title == squeezed).collect();
        called.sort_by_key(|item| paths(&item.draft) != strings("collections"));
        let Some(item) = called.first() else {
            wrong.push(format!("no draft is called {squeezed}"));
            all += 1;
            continue;
        };
        let draft = &item.draft;
        let mut check = |what: &str, holds: bool| {
            all += 1;
            right += usize::from(holds);
            if !holds {
                wrong.push(format!("{what} of {squeezed}"));
            }
        };
        check("tags", draft.tags.iter().cloned().collect::<BTreeSet<_>>() == strings("tags"));
        check("collections", paths(draft) == strings("collections"));
        check("notes", draft.notes.len() >= strings("notes").len());
        let authors = want["creators"].as_array().into_iter().flatten().filter(|one| one["type"] == "author").count();
        check("authors", draft.authors.len() == authors);
        if let Some(text) = want["fields"]["abstractNote"].as_str() {
            check("abstract", draft.abstract_text.split_whitespace().eq(text.split_whitespace()));
        }
        // A date may be known to have no year: "-00-00".
        if let Some(date) =
            want["fields"]["date"].as_str().filter(|date| date.starts_with(|c: char| c.is_ascii_digit()))
        {
            check("year", draft.year.map(|year| year.to_string()).as_deref() == date.get(..4));
        }
    }
    println!("Zotero: {right} of {all} values as expected in {} items", live.len());
    wrong.iter().take(12).for_each(|one| println!("    {one}"));
    assert!(right * 100 >= all * 99, "{right} of {all} values");
    let outcome = library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    let here = library.list_ids(&ListQuery::default()).expect("listed").len();
    assert_eq!(here, outcome.added.len(), "all that was added is here");
}

#[test]
fn of_many_files_that_are_not_there_ten_are_named() {
    let folder = temp();
    let database = folder.path().join("zotero.sqlite");
    let db = rusqlite::Connection::open(&database).expect("opens");
    db.execute_batch(PROFILE).expect("written");
    for id in 10..23 {
        db.execute("INSERT INTO items VALUES (?1, 2, '2024-02-01', 1, 'K' || ?1)", [id]).expect("written");
        let row = rusqlite::params![id, format!("storage:snow-{id}.pdf")];
        db.execute("INSERT INTO itemAttachments VALUES (?1, 2, ?2)", row).expect("written");
    }
    drop(db);
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let skipped = library.review_import(&file(&database)).expect("read").skipped;
    let lost: Vec<&str> = skipped.iter().filter(|one| one.reason.contains("not there")).map(|one| &*one.text).collect();
    assert_eq!(lost.len(), 11, "ten and the rest: {lost:?}");
    assert_eq!(lost[1], "snow-10.pdf (of “Learning Snow”)", "by the name that Zotero has for it");
    assert_eq!(lost[10], "and 4 more", "the others are counted");
}

#[test]
fn files_in_the_storage_come_over_and_nothing_from_outside_of_it() {
    let folder = temp();
    let profile = folder.path().join("Zotero");
    std::fs::create_dir_all(profile.join("storage/C")).expect("a folder");
    let linked = folder.path().join("linked.pdf");
    for path in [profile.join("storage/C/rain.pdf"), linked.clone()] {
        std::fs::write(path, "%PDF-1.7 rain").expect("written");
    }
    std::fs::write(folder.path().join("secret.txt"), "not for libraries").expect("written");
    let db = rusqlite::Connection::open(profile.join("zotero.sqlite")).expect("opens");
    db.execute_batch(PROFILE).expect("written");
    let more =
        [(10, linked.display().to_string()), (11, "storage:../../secret.txt".into()), (12, "attachments:x.pdf".into())];
    for (id, path) in more {
        db.execute("INSERT INTO items VALUES (?1, 2, '2024-02-01', 1, 'K' || ?1)", [id]).expect("written");
        db.execute("INSERT INTO itemAttachments VALUES (?1, 2, ?2)", rusqlite::params![id, path]).expect("written");
    }
    drop(db);
    let library = Library::open(&folder.path().join("library")).expect("a new library");
    let review = library.review_import(&file(&profile)).expect("read");
    let told: Vec<&str> = review.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let lost = ["secret.txt (of “Learning Snow”)", "x.pdf (of “Learning Snow”)"];
    assert_eq!(told[2..], lost, "a path out of the storage and one that only Zotero knows");
    let done = library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    assert_eq!((done.files, done.problems.len()), (2, 0), "one stored, one linked");
    let rain = library.paper(library.resolve("rain21").expect("by its key")).expect("the paper");
    assert_eq!(rain.files[0].name, "rain.pdf", "under its own name");
}
