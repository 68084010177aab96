//! The shared PDFs, when they are there: how many papers are known by their files, and what is not.

use postil_core::model::IdentifierKind;
use serde_json::Value;

use super::{identifier, read};
use crate::support::shared;

/// What is not found as expected, and why.
const MISSES: &[(&str, &str, &str)] = &[
    ("papermage", "doi", "its DOI stands nowhere in the file"),
    ("papermage", "year", "the year stands nowhere in the file but in citations"),
    ("acl-main.447", "doi", "its DOI stands nowhere in the file; its name gives the Anthology's number instead"),
];

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn papers_are_known_by_their_files() {
    let Some(folder) = shared("data/pdf") else { return };
    let rows = std::fs::read_to_string(folder.join("expected.jsonl")).expect("a list");
    let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let (mut right, mut asked) = (0, 0);
    for row in rows.filter(|row| row["title"].is_string()) {
        let file = row["file"].as_str().expect("a file");
        let draft = read(&folder.join(file)).expect("read");
        let text = |name: &str| row[name].as_str().unwrap_or_default();
        let first = draft.authors.first().map_or("", String::as_str);
        let author = text("first_author");
        let checks = [
            ("title", letters(&draft.title) == letters(text("title")), draft.title.clone()),
            (
                "doi",
                identifier(&draft, IdentifierKind::Doi).unwrap_or_default() == text("doi"),
                format!("{:?}", draft.identifiers),
            ),
            ("arxiv", identifier(&draft, IdentifierKind::Arxiv).unwrap_or_default() == text("arxiv"), String::new()),
            ("author", author.is_empty() || first.ends_with(author), first.to_owned()),
            (
                "year",
                row["year"].is_null() || draft.year == row["year"].as_i64().map(|year| year as i32),
                format!("{:?}", draft.year),
            ),
        ];
        for (what, is_right, found) in checks {
            asked += 1;
            right += u32::from(is_right);
            let reason = MISSES.iter().find(|(name, field, _)| file.contains(name) && *field == what);
            if !is_right {
                println!("missed: {what} of {file}: {found} ({})", reason.map_or("not known before", |(.., why)| why));
                assert!(reason.is_some(), "{what} of {file} was found before, not {found}");
            }
        }
    }
    println!("pdf: {right} of {asked} right");
    assert!(asked == 40 && right >= 37, "37 of 40 were right before, now {right} of {asked}");
}

#[test]
fn odd_files_are_told_in_words() {
    let Some(folder) = shared("data/pdf/edge") else { return };
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        match read(&path) {
            Ok(draft) => {
                assert!(!draft.title.is_empty() && draft.files.len() == 1, "{name}: a draft has a title and its file");
                if name.contains("scanned") {
                    assert_eq!(draft.problems, ["No text was found: this may be a scan"], "a scan is told as one");
                    assert_eq!(draft.title, "pdfs scanned-image-only", "and named after its file");
                }
            }
            Err(error) => {
                assert!(name == "issue-12274__A.pdf", "only the empty file cannot be read: {name}: {error}");
                assert!(error.message.contains(&name), "the message names the file: {error}");
            }
        }
    }
}

/// What it costs; said, not asserted.
#[test]
fn what_reading_costs_is_said() {
    let Some(folder) = shared("data/pdf/identify") else { return };
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let began = std::time::Instant::now();
        let draft = read(&path).expect("read");
        println!(
            "{:>5} ms  {:?} {:?} {:?} {:?}",
            began.elapsed().as_millis(),
            draft.title,
            draft.authors,
            draft.venue,
            draft.links
        );
        println!("          {:?} {:?} {}", draft.year, draft.identifiers, draft.abstract_text);
    }
}
