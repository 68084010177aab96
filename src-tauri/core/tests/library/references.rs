//! A .bib gone through entry by entry: it must leave the library as reading it whole would.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use postil_core::import::pdf::Reader;
use postil_core::library::held::Wanted;
use postil_core::library::references::References;
use postil_core::model::{ImportOutcome, ImportSource};
use postil_core::{ErrorCode, Library};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::support::shared;
use crate::{library, temp};

/// What matters to an entry stands before it, behind it and beside it.
const BIB: &str = r#"@string{press = "Rain Press"}
@inproceedings{chapter, crossref = {book}, title = {A chapter about puddles}, author = {Example, Ada}, year = 2019}
@article{first, title = {Measuring {RAIN} in cities}, author = {Example, Ada and Muster, Bo}, publisher = press,
  year = 2020, doi = {10.1234/RAIN.1}, keywords = {rain, cities}, groups = {Weather}, file = {Text:rain.pdf:PDF},
  abstract = {Our code is at https://github.com/ada/rain and measures rain.}}
@article{first, title = {Measuring fog in valleys}, author = {Muster, Bo}, year = 2021, xdata = {common}}
@article{again, title = {Measuring rain in cities}, author = {Example, Ada}, year = 2020, doi = {10.1234/rain.1}}
@misc{untitled, howpublished = {A leaflet}, file = {gone.pdf}, note = {See https://github.com/ada/rain}}
@article{broken, title = {A title that never closes, year = 2001
@article{late, title = {Hail on roofs}, publisher = nowhere, groups = {Elsewhere}}
@comment{@article{hidden, title = {Not an entry}}}
@article{nokey
@xdata{common, journal = {Letters on Fog}, publisher = {Fog House}}
@proceedings{book, title = {Proceedings of the Rain Workshop}, crossref = {series}, publisher = {Book House}}
@proceedings{series, title = {Rain in Series}, address = {Bergen}}
@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Sky\;0\;1\;0x8a8a8aff\;\;\;;
2 StaticGroup:Weather\;0\;0\;\;\;\;;
1 SearchGroup:On rain\;0\;title\=rain\;0\;0\;1\;\;\;\;;
1 SearchGroup:Ada’s\;0\;author\=example and year\=2020\;0\;0\;1\;\;\;\;;
1 SearchGroup:Odd\;0\;title\=~r.*n\;0\;1\;1\;\;\;\;;
}
"#;

fn whole(library: &Library, path: &Path) -> ImportOutcome {
    let source = ImportSource::File { path: path.to_string_lossy().into_owned() };
    let reading = library.read_import(&source, &Reader::of_this_program().expect("it"), |_| true).expect("read");
    let review = library.review(reading).expect("reviewed");
    let here = review.already_here + review.differing();
    let outcome = library.commit_held(&Wanted::from(review), |_| true).expect("imported");
    ImportOutcome { already_here: outcome.already_here + here, ..outcome }
}

fn in_pieces(library: &Library, path: &Path) -> ImportOutcome {
    by(library, References::open(path).expect("a .bib"))
}

/// As one that is too large to be held.
fn read_again(library: &Library, path: &Path) -> ImportOutcome {
    by(library, References::open(path).expect("a .bib").holding(0))
}

fn by(library: &Library, bib: References) -> ImportOutcome {
    let compared = library.compare_references(&bib, |_| {}).expect("compared");
    library.commit_references(&bib, compared, |_| true).expect("imported")
}

/// Every row of every table, and which papers the words of the index lead to. Ids differ from one library to the other
/// and stand for their place in the order of all.
fn rows(folder: &Path) -> Vec<String> {
    let db = Connection::open(folder.join("library.sqlite")).expect("opens");
    let mut asked: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%' ORDER BY name")
        .expect("prepared")
        .query_map([], |row| Ok(format!("SELECT * FROM {}", row.get::<_, String>(0)?)))
        .expect("asked")
        .collect::<Result<_, _>>()
        .expect("names");
    for word in ["rain", "ada", "hail", "of*", "github"] {
        asked.push(format!("SELECT '{word}', rowid FROM paper_fts WHERE paper_fts MATCH '{word}' ORDER BY rowid"));
        asked.push(format!("SELECT '{word}', rowid FROM title_fts WHERE title_fts MATCH '{word}' ORDER BY rowid"));
    }
    let mut found = Vec::new();
    for sql in asked {
        let mut statement = db.prepare(&sql).expect("prepared");
        let count = statement.column_count();
        let mut rows = statement.query([]).expect("asked");
        while let Some(row) = rows.next().expect("a row") {
            let values = (0..count).map(|at| match row.get_ref(at).expect("a value") {
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            });
            found.push(format!("{sql}: {}", values.collect::<Vec<_>>().join(" | ")));
        }
    }
    let ids: BTreeSet<String> = found.iter().flat_map(|row| numbers(row)).filter(|id| id.len() > 14).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    found.iter_mut().for_each(|row| {
        for id in numbers(row).into_iter().filter(|id| id.len() > 14) {
            let place = ids.binary_search(&id).expect("gathered above");
            *row = row.replace(&id, &format!("#{place}"));
        }
    });
    found
}

fn numbers(row: &str) -> Vec<String> {
    row.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).map(str::to_owned).collect()
}

/// The same file into libraries that hold the same already, one way and the others.
fn every_way(before: &str, path: &Path) -> (ImportOutcome, Vec<String>) {
    let ways = [whole as fn(&Library, &Path) -> ImportOutcome, in_pieces, read_again].map(|import| {
        let folder = temp();
        let library = library(folder.path());
        if !before.is_empty() {
            let reading = postil_core::formats::read(before).expect("a .bib");
            library.commit_import(reading.drafts).expect("imported");
        }
        let mut outcome = import(&library, path);
        (outcome.added, outcome.updated, outcome.journal_entry) =
            (vec![0; outcome.added.len()], vec![0; outcome.updated.len()], outcome.journal_entry.map(|_| 0));
        (outcome, rows(folder.path()))
    });
    let [one, others @ ..] = ways;
    for other in others {
        assert_eq!(other.0, one.0, "what is told of it");
        for (row, wanted) in other.1.iter().zip(&one.1) {
            assert_eq!(row, wanted, "row by row");
        }
        assert_eq!(other.1.len(), one.1.len(), "no row more or less");
    }
    one
}

fn written(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("refs.bib");
    std::fs::write(&path, text).expect("written");
    std::fs::write(folder.join("rain.pdf"), "%PDF-1.4 of rain").expect("written");
    path
}

#[test]
fn a_bib_in_pieces_leaves_what_it_leaves_whole() {
    let folder = temp();
    let path = written(folder.path(), BIB);
    let (outcome, rows) = every_way("", &path);
    assert!(outcome.added.len() > 6 && outcome.files == 1 && outcome.repositories == 1, "much of it: {outcome:?}");
    let has = |text: &str| rows.iter().any(|row| row.contains(text));
    assert!(has("| Proceedings of the Rain Workshop |"), "a parent that comes after its child is known");
    assert!(has("Bergen"), "and its parent");
    assert!(has("Rain Press") && has("Fog House"), "strings and shared data are put in");
    assert!(has("Weather") && has("Sky"), "groups told at the end are collections");
    assert_eq!(outcome.searches, 2, "groups that search are searches");
    assert!(has("On rain") && has("title:rain") && has("author:example year:2020"), "by name and words");
    let some = "@article{first, title = {Measuring {RAIN} in cities}, doi = {10.1234/rain.1}}\n\
                @article{late, title = {Hail on roofs}, publisher = {nowhere}, keywords = {hail}}";
    let (outcome, _) = every_way(some, &path);
    assert!(!outcome.updated.is_empty(), "what is here is filled: {outcome:?}");
    let (outcome, _) = every_way(BIB, &path);
    assert!(outcome.already_here > 0, "and what is here whole is left: {outcome:?}");
}

#[test]
fn a_large_bib_of_the_world_does_too() {
    let Some(path) = shared("data/acl/acl-20k.bib.zst") else { return };
    let bytes = zstd::decode_all(std::fs::File::open(path).expect("a file")).expect("valid zstd");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let end = text.match_indices("\n@").nth(600).map_or(text.len(), |(at, _)| at);
    let folder = temp();
    let (outcome, _) = every_way("", &written(folder.path(), &text[..end]));
    assert!(outcome.added.len() > 500, "most of it is new");
}

#[test]
fn it_is_one_action_and_can_be_stopped_anywhere() {
    let (folder, beside) = (temp(), temp());
    let path = written(beside.path(), BIB);
    let library = library(folder.path());
    let empty = rows(folder.path());
    let bib = References::open(&path).expect("a .bib");
    let compared = || library.compare_references(&bib, |_| {}).expect("compared");
    let first = compared();
    assert_eq!(rows(folder.path()), empty, "comparing writes nothing");
    let mut steps = 0;
    library
        .commit_references(&bib, first, |_| {
            steps += 1;
            true
        })
        .expect("imported");
    let undone = library.undo().expect("undone").expect("something was done");
    assert!(undone.entry.name.starts_with("Import "), "it is called what it is: {}", undone.entry.name);
    assert!(library.list_ids(&Default::default()).expect("a list").is_empty(), "one undo takes all of it back");
    let before = rows(folder.path());
    for stop in [1, 2, steps / 2, steps] {
        let mut heard = 0;
        let stopped = library.commit_references(&bib, compared(), |_| {
            heard += 1;
            heard < stop
        });
        assert_eq!(stopped.expect_err("stopped").code, ErrorCode::Cancelled, "at step {stop}");
        assert_eq!(rows(folder.path()), before, "the library is as it was, stopped at step {stop}");
    }
}

#[test]
fn what_is_no_bib_is_left_to_other_readers() {
    let folder = temp();
    for (name, text) in [
        ("a.bib", "Rain measured\nin many cities"),
        ("b.bib", "<html><body>@article{a,\n title = {B}}"),
        ("c.bib", "TY  - JOUR\nTI  - Rain\nER  -\n"),
        ("d.txt", "@article{a, title = {B}}"),
        ("e.bib", ""),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        assert!(References::open(&path).is_none(), "{name}: {text}");
    }
    assert!(References::open(&folder.path().join("none.bib")).is_none(), "no file");
    assert!(References::open(folder.path()).is_none(), "a folder");
    let path = folder.path().join("mac.bib");
    std::fs::write(&path, "@article{a,\r title = {B}}\r@book{c,\r title = {D}}\r").expect("written");
    let mut titles = Vec::new();
    let compared = library(&folder.path().join("library"))
        .compare_references(&References::open(&path).expect("a .bib"), |draft| titles.push(draft.title.clone()));
    compared.expect("compared");
    assert_eq!(titles, ["B", "D"], "lines that end with a carriage return alone");
}

#[test]
fn groups_that_search_come_with_the_import_and_go_with_it() {
    let (folder, beside) = (temp(), temp());
    let path = written(beside.path(), BIB);
    let library = library(folder.path());
    let names = |library: &Library| -> Vec<(String, String, u32)> {
        let all = library.saved_searches().expect("read");
        all.into_iter().map(|one| (one.name, one.search, one.papers)).collect()
    };
    let compared = library.compare_references(&References::open(&path).expect("a .bib"), |_| {}).expect("compared");
    assert_eq!(compared.searches.len(), 2, "told before they are written: {:?}", compared.searches);
    let odd: Vec<&str> =
        compared.skipped.iter().map(|one| one.text.as_str()).filter(|text| text.contains("Odd")).collect();
    assert_eq!(odd, ["Odd: title=~r.*n"], "what no search of ours says is told by name");
    in_pieces(&library, &path);
    let kept = names(&library);
    assert_eq!(kept[0].0, "Ada’s");
    assert_eq!((kept[1].1.as_str(), kept[1].2), ("title:rain", 3), "it finds what came with it: {kept:?}");
    let entry = library.journal(5).expect("read");
    assert_eq!(entry.len(), 1, "one action: {entry:?}");
    assert!(entry[0].name.ends_with(", save 2 searches"), "which is called so: {}", entry[0].name);
    library.undo().expect("undone");
    assert_eq!(names(&library), [], "its undo takes them back");
    library.redo().expect("done again");
    assert_eq!(names(&library), kept, "and its redo brings them, with what they find");

    let id = library.saved_searches().expect("read")[1].id;
    library.change_search(id, "title:snow").expect("changed");
    let before = library.journal(9).expect("read").len();
    let bib = References::open(&path).expect("a .bib");
    let again = library.compare_references(&bib, |_| {}).expect("compared");
    assert_eq!(again.searches, [], "what is kept is not kept twice");
    let taken: Vec<&str> =
        again.skipped.iter().map(|one| one.text.as_str()).filter(|text| text.contains("On rain")).collect();
    assert_eq!(taken, ["On rain: title:rain"], "a name that means something else now is told");
    library.commit_references(&bib, again, |_| true).expect("imported");
    assert_eq!(names(&library)[1].1, "title:snow", "and left as it is");
    assert_eq!(library.saved_searches().expect("read").len(), 2);
    assert!(library.journal(9).expect("read").len() <= before + 1, "nothing more than what is filled");

    library.delete_search(id).expect("deleted");
    let again = library.compare_references(&bib, |_| {}).expect("compared");
    let outcome = library.commit_references(&bib, again, |_| true).expect("imported");
    assert_eq!((outcome.added.len(), outcome.searches), (0, 1), "one that is gone comes back, without any paper");
    assert_eq!(library.journal(1).expect("read")[0].name, "Save 1 search");
}
