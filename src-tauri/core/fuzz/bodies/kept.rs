//! What needs a library or a folder to be tried.

use std::path::Path;
use std::sync::OnceLock;

use postil_core::Library;
use postil_core::import::zotero;
use postil_core::library::mirror;
use postil_core::model::{Draft, ListQuery, Sort, SortBy};
use rusqlite::{Connection, ToSql};

/// What a reader types to search: whatever it is, it is a question that the library can answer.
pub fn query(bytes: &[u8]) {
    static LIBRARY: OnceLock<(tempfile::TempDir, Library)> = OnceLock::new();
    let text = String::from_utf8_lossy(bytes);
    let new = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(folder.path()).expect("a new library");
        let titles = ["On rain in cities", "Snow, and the year 2003"];
        let draft =
            |title: &str| Draft { title: title.into(), authors: vec!["Ada Example".into()], ..Draft::default() };
        library.commit_import(titles.map(draft).to_vec()).expect("imported");
        (folder, library)
    };
    let (_, library) = LIBRARY.get_or_init(new);
    for by in [SortBy::Added, SortBy::Year] {
        let sort = Sort { by, descending: true };
        let asked = ListQuery { search: text.clone().into_owned(), sort, ..ListQuery::default() };
        let ids = library.list_ids(&asked).expect("any text can be searched for");
        library.list_rows(&ids, &text).expect("rows with their marks");
    }
}

/// A file of a plain copy: told with its reason, or a paper that is written and read again as it is.
pub fn copy(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("copy/papers")).expect("a folder");
    std::fs::write(at("copy/library.json"), r#"{"postil": 1}"#).expect("written");
    std::fs::write(at("copy/papers/rain.md"), bytes).expect("written");
    let again = |from: &str, name: &str| {
        let made = mirror::rebuild(&at(from), &at(name)).expect("a new library, whatever its files hold");
        (made, Library::open(&at(name)).expect("which opens"))
    };
    let (made, library) = again("copy", "first");
    let rows = library.list_ids(&ListQuery::default()).expect("listed").len();
    assert!(made.papers <= 1 && rows <= made.papers, "one file, one paper, perhaps in the trash: {made:?}");
    if made.papers == 0 {
        return assert!(!made.problems.is_empty(), "what is not read is told");
    }
    let write = |library: &Library, name: &str| {
        library.set_mirror_folder(Some(&at(name))).expect("an empty folder");
        library.mirror(None).expect("written");
    };
    write(&library, "second copy");
    let (second, library) = again("second copy", "second");
    assert_eq!(second.papers, 1, "what Postil wrote, it reads: {:?}", second.problems);
    write(&library, "third copy");
    assert_eq!(page(&at("second copy")), page(&at("third copy")), "and nothing of it changes");
}

/// The one paper of a plain copy.
fn page(copy: &Path) -> String {
    let mut found = std::fs::read_dir(copy.join("papers")).expect("papers").map(|entry| entry.expect("one").path());
    std::fs::read_to_string(found.next().expect("a paper")).expect("text")
}

/// As much of Zotero's tables as is read. Its file format is SQLite's own; what is tried is what stands in the rows.
const PROFILE: &str = "
CREATE TABLE itemTypesCombined (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
INSERT INTO itemTypesCombined VALUES (2, 'attachment'), (3, 'note'), (4, 'annotation');
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, libraryID INT, key TEXT);
INSERT INTO items VALUES (1, 1, '2024-01-01', 1, 'A'), (2, 2, '2024-01-02', 1, 'B'), (3, 3, '2024-01-03', 1, 'C'),
    (4, 4, '2024-01-04', 1, 'D');
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
CREATE TABLE fieldsCombined (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
CREATE TABLE deletedCollections (collectionID INTEGER PRIMARY KEY);
CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, path TEXT);
CREATE TABLE itemAnnotations
    (itemID INTEGER PRIMARY KEY, parentItemID INT, text TEXT, comment TEXT, pageLabel TEXT, sortIndex TEXT);
";

/// A Zotero database: refused in words, or read into drafts with titles and files of this machine only.
/// The input is a row a line: "type NAME", "field NAME VALUE", "person KIND GIVEN|FAMILY", "tag NAME",
/// "shelf PARENT NAME", "note HTML", "file PATH", "mark PAGE TEXT|COMMENT".
pub fn zotero(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("zotero.sqlite");
    let db = Connection::open(&path).expect("opens");
    db.execute_batch(PROFILE).expect("made");
    let add = |table: &str, values: &[&dyn ToSql]| {
        let sql = format!("INSERT OR REPLACE INTO {table} VALUES ({})", vec!["?"; values.len()].join(", "));
        db.execute(&sql, values).expect("a row");
    };
    for (at, line) in (0_i64..200).zip(text.lines()) {
        let (what, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
        let (left, right) = second.split_once('|').unwrap_or((second, ""));
        match what {
            "type" => add("itemTypesCombined", &[&1, &rest]),
            "field" => {
                add("itemData", &[&1, &at, &at]);
                add("fieldsCombined", &[&at, &first]);
                add("itemDataValues", &[&at, &second]);
            }
            "person" => {
                add("itemCreators", &[&1, &at, &at, &at]);
                add("creatorTypes", &[&at, &first]);
                add("creators", &[&at, &left, &right, &(at % 2)]);
            }
            "tag" => {
                add("itemTags", &[&1, &at, &0]);
                add("tags", &[&at, &rest]);
            }
            "shelf" => {
                add("collectionItems", &[&at, &1, &0]);
                add("collections", &[&at, &second, &first.parse::<i64>().ok()]);
            }
            "note" => add("itemNotes", &[&3, &1, &rest, &""]),
            "file" => add("itemAttachments", &[&2, &1, &rest]),
            "mark" => add("itemAnnotations", &[&4, &2, &left, &right, &first, &""]),
            _ => {}
        }
    }
    drop(db);
    let Ok(reading) = zotero::read(&path) else { return };
    assert!(reading.drafts.len() <= 1, "there is one item");
    for draft in &reading.drafts {
        assert!(draft.files.iter().all(|file| Path::new(&file.path).is_absolute()), "files of this machine: {draft:?}");
    }
}
