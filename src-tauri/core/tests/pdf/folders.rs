//! Folders and several files at once: each PDF a paper, and one damaged file keeps no other out.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use postil_core::model::{Id, ImportSource, ListQuery, Reading, ReviewStatus};
use postil_core::{ErrorCode, Library, Result};
use serde_json::Value;

use super::made::Made;
use super::{read_import, reader};
use crate::support::shared;

fn read(path: &Path) -> Result<Reading> {
    read_import(&ImportSource::File { path: path.display().to_string() }, |_| true)
}

fn paper(title: &str) -> Vec<u8> {
    let mut made = Made::new();
    made.page(&[(18, title), (12, "Ada Example"), (10, "It rained all day, and nobody had an umbrella.")], None, &[]);
    made.bytes()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, bytes).expect("written");
}

#[test]
fn a_folder_is_its_pdfs() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("weather");
    write(&place, "b/rain.pdf", &paper("Rain over Wet Valleys"));
    write(&place, "a snow without an ending", &paper("Snow over Cold Valleys"));
    write(&place, "broken.pdf", b"%PDF-1.7\nnothing");
    write(&place, "notes.txt", b"On Rain\n\nIt rains.");
    write(&place, "named.pdf", b"no PDF at all");
    write(&place, ".hidden/fog.pdf", &paper("Fog over Hidden Valleys"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(&place, place.join("again")).expect("a link in a circle");
    let reading = read(&place).expect("read");
    let titles: Vec<&str> = reading.drafts.iter().map(|draft| draft.title.as_str()).collect();
    assert_eq!(titles, ["Snow over Cold Valleys", "Rain over Wet Valleys"], "by what they are, not by their names");
    assert_eq!(reading.source, "PDF files of “weather”", "the source is named");
    let [broken, named] = &reading.skipped[..] else { panic!("two are none: {:?}", reading.skipped) };
    assert!(broken.text == "broken.pdf" && broken.reason.contains("damaged"), "told by its name: {broken:?}");
    assert!(named.text == "named.pdf" && named.reason.contains("is none"), "and so is the other: {named:?}");

    let empty = tempfile::tempdir().expect("a folder");
    let error = read(empty.path()).expect_err("nothing to read");
    assert!(error.message.contains("no PDF"), "an empty folder is told: {error}");
    write(empty.path(), "broken.pdf", b"%PDF-1.7\nnothing");
    let error = read(empty.path()).expect_err("nothing to read");
    assert!(error.message.contains("broken.pdf"), "so is one with nothing sound in it: {error}");
}

#[test]
fn a_library_of_paperlib_is_its_pdfs_and_says_what_else_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "default.realm", b"T-DB\x09\x09 a format of its own");
    let error = read(folder.path()).expect_err("nothing to read");
    assert!(error.message.contains("export all papers there as BibTeX"), "the way is told: {error}");
    write(folder.path(), "Rain_over_Wet_Valleys_65a1_main.pdf", &paper("Rain over Wet Valleys"));
    let reading = read(folder.path()).expect("read");
    assert_eq!((reading.drafts.len(), &*reading.source), (1, "Paperlib library"), "its PDFs are papers");
    assert_eq!(reading.skipped[0].text, "default.realm", "and what cannot be read is told: {:?}", reading.skipped);
}

#[test]
fn reading_a_folder_tells_how_far_it_is_and_can_be_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    for at in 0..6 {
        write(folder.path(), &format!("{at}.pdf"), &paper(&format!("Rain of the Day Number {at}")));
    }
    let source = ImportSource::File { path: folder.path().display().to_string() };
    let most = std::sync::Mutex::new(0.0_f64);
    let reading = read_import(&source, |share| {
        let mut most = most.lock().expect("unharmed");
        *most = most.max(share);
        true
    });
    assert_eq!(reading.expect("read").drafts.len(), 6, "all are read");
    assert!(*most.lock().expect("unharmed") > 0.5, "it told how far it was");
    let heard = AtomicUsize::new(0);
    let error = read_import(&source, |_| heard.fetch_add(1, Ordering::Relaxed) < 3);
    assert_eq!(error.expect_err("stopped").code, ErrorCode::Cancelled, "and it stops when it is told to");
}

#[test]
fn several_files_are_one_review_and_one_action() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "rain.pdf", &paper("Rain over Wet Valleys"));
    write(folder.path(), "same.pdf", &paper("Rain over Wet Valleys"));
    write(folder.path(), "refs.bib", b"@article{snow, title={Snow over Cold Valleys}}");
    write(folder.path(), "broken.pdf", b"%PDF-1.7\nnothing");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let paths = ["rain.pdf", "refs.bib", "broken.pdf", "same.pdf", "gone.pdf"].map(path).to_vec();
    let library = Library::open(&folder.path().join("library")).expect("a library");
    let review = library.review_import_watched(&ImportSource::Files { paths }, &reader(), |_| true).expect("read");
    assert_eq!((review.new, review.unclear), (2, 1), "the second of one title is not decided alone");
    let left_out: Vec<&str> = review.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    assert_eq!(left_out, ["gone.pdf", "broken.pdf"], "what cannot be read is told, each by its name");
    let drafts = review.items.into_iter().filter(|item| item.ticked).map(|item| item.draft).collect();
    library.commit_import(drafts).expect("imported");
    let all = || library.list_ids(&ListQuery::default()).expect("a list");
    assert_eq!(all().len(), 2, "both came in");
    library.undo().expect("undone");
    assert_eq!(all(), Vec::<Id>::new(), "and one undo takes them back");
    let paths = vec![path("gone.pdf"), path("broken.pdf")];
    let error = library.review_import_watched(&ImportSource::Files { paths }, &reader(), |_| true);
    let error = error.expect_err("nothing can be read");
    assert!(error.message.contains("gone.pdf") && error.message.contains("broken.pdf"), "both are named: {error}");
}

#[test]
fn a_library_of_papis_comes_in_with_its_files_tags_and_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "one/rain.pdf", &paper("Anything"));
    write(folder.path(), "one/notes.md", b"Worth **reading**.");
    write(
        folder.path(),
        "one/info.yaml",
        b"author: Example, Ada and Sample, Ben\nauthor_list:\n- family: Example\n  given: Ada\n- family: Sample\n  given: Ben\n\
          doi: 10.5555/rain.1\nfiles:\n- rain.pdf\n- gone.pdf\n- ../../../../../../../../etc/passwd\njournal: Journal of {Rain}\n\
          month: 'oct # \" 28\"'\nnotes: notes.md\npapis_id: 1\nref: rain2020\ntags: wet to-read\ntitle: The {RAIN} of 2020\n\
          type: article\nyear: 2020\ncloud: grey\n",
    );
    write(folder.path(), "two/info.yaml", b"- a list\n- is no document\n");
    let reading = read(folder.path()).expect("read");
    assert_eq!(reading.source, "Papis library", "it is told as what it is");
    let [draft] = &reading.drafts[..] else { panic!("one document: {reading:?}") };
    assert_eq!((draft.title.as_str(), draft.venue.as_str()), ("The RAIN of 2020", "Journal of Rain"), "LaTeX is read");
    assert_eq!(draft.authors, ["Ada Example", "Ben Sample"], "people");
    assert_eq!((draft.year, draft.citation_key.as_deref()), (Some(2020), Some("rain2020")), "year and key");
    assert_eq!(draft.tags, ["wet", "to-read"], "tags");
    assert_eq!(draft.notes, ["Worth **reading**."], "notes");
    assert!(
        draft.fields.iter().any(|field| field.name == "papis:cloud" && field.value == "grey"),
        "nothing is dropped"
    );
    let files: Vec<&str> = draft.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["rain.pdf"], "its file, and no list of users");
    let told: Vec<(&str, bool)> =
        reading.skipped.iter().map(|skipped| (skipped.text.as_str(), skipped.reason.is_empty())).collect();
    assert_eq!(told, [("two", false), ("2 files", false)], "what was left out is told");
}

#[test]
fn papiss_own_folders_are_read_as_papis_means_them() {
    let Some(folder) = shared("data/papis") else { return };
    let reading = read(&folder.join("library")).expect("read");
    let rows = std::fs::read_to_string(folder.join("expected.jsonl")).expect("a list");
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    assert_eq!(reading.drafts.len(), rows.len(), "every document is there");
    for row in &rows {
        let title = row["title"].as_str().expect("a title");
        let draft = reading.drafts.iter().find(|draft| letters(&draft.title) == letters(title));
        let draft = draft.unwrap_or_else(|| panic!("{title} is there"));
        let part = |who: &Value, name: &str| who[name].as_str().unwrap_or_default().to_owned();
        let authors: Vec<String> = row["authors"]
            .as_array()
            .expect("authors")
            .iter()
            .map(|who| format!("{} {}", part(who, "given"), part(who, "family")).trim().to_owned())
            .collect();
        assert_eq!(draft.authors, authors, "people of {title}");
        assert_eq!(draft.year.map(i64::from), row["year"].as_i64(), "year of {title}");
        assert_eq!(!draft.files.is_empty(), row["has_file"] == true, "file of {title}");
        let tags: Vec<&str> = row["tags"].as_array().expect("tags").iter().filter_map(Value::as_str).collect();
        assert_eq!(draft.tags, tags, "tags of {title}");
    }
    println!("papis: {} of {} documents as expected", rows.len(), rows.len());
    let library = tempfile::tempdir().expect("a folder");
    let library = Library::open(library.path()).expect("a library");
    let review = library.review(reading).expect("reviewed");
    assert!(review.items.iter().all(|item| item.status == ReviewStatus::New), "all of them can be imported");
}
