//! Other ways to search the same papers, in the same run: what one would get without the work.

use std::io::Write;
use std::process::{Command, Stdio};

use postil_core::Library;
use rusqlite::Connection;

use super::searches::{self, Times};

/// Of more papers than these the slow ones take minutes.
const MOST: usize = 100_000;

/// The times by contender, in the order of [`searches::kinds`]; filters, which they do not know, are left out.
pub fn measure(library: &Library, size: usize) -> Vec<(String, Vec<Times>)> {
    if size == 0 || size > MOST {
        return Vec::new();
    }
    let db = Connection::open(library.folder().join("library.sqlite")).expect("opens");
    let kinds: Vec<_> = searches::kinds().into_iter().filter(|(kind, _)| kind != "with a filter").collect();
    let mut found = vec![
        (
            "every hit ranked (FTS5, `ORDER BY rank`)".to_owned(),
            kinds.iter().map(|(_, texts)| searches::time(texts, |text| ranked(&db, text))).collect(),
        ),
        (
            "`LIKE` over titles, authors and abstracts".to_owned(),
            kinds.iter().map(|(_, texts)| searches::time(texts, |text| like(&db, text))).collect(),
        ),
    ];
    if let Some(file) = as_lines(&db) {
        let times = kinds.iter().map(|(_, texts)| searches::time(texts, |text| ripgrep(file.path(), text))).collect();
        found.push(("ripgrep over a text file of them".to_owned(), times));
    }
    found
}

fn ranked(db: &Connection, text: &str) {
    let expression = postil_core::search::query::Query::parse(text).expression(None).unwrap_or_default();
    let mut statement = db
        .prepare_cached("SELECT rowid FROM paper_fts WHERE paper_fts MATCH ?1 ORDER BY rank LIMIT 60")
        .expect("prepared");
    std::hint::black_box(statement.query_map([expression], |row| row.get::<_, i64>(0)).expect("asked").count());
}

fn like(db: &Connection, text: &str) {
    // The whole text, as such searches do it.
    let mut statement = db
        .prepare_cached(
            "SELECT id FROM paper WHERE title LIKE ?1 OR abstract LIKE ?1 OR EXISTS (
                SELECT 1 FROM paper_person JOIN person ON person.id = person_id WHERE paper_id = paper.id AND name LIKE ?1)
             ORDER BY id DESC LIMIT 60",
        )
        .expect("prepared");
    let pattern = format!("%{}%", text.trim_matches('"'));
    std::hint::black_box(statement.query_map([pattern], |row| row.get::<_, i64>(0)).expect("asked").count());
}

/// One line a paper; `None` without ripgrep.
fn as_lines(db: &Connection) -> Option<tempfile::NamedTempFile> {
    Command::new("rg").arg("--version").stdout(Stdio::null()).status().ok()?;
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    let mut statement = db.prepare("SELECT title || ' ' || abstract FROM paper").expect("prepared");
    let mut rows = statement.query([]).expect("asked");
    while let Some(row) = rows.next().expect("read") {
        writeln!(file, "{}", row.get::<_, String>(0).expect("a text").replace('\n', " ")).expect("written");
    }
    file.flush().expect("written");
    Some(file)
}

fn ripgrep(file: &std::path::Path, text: &str) {
    let status = Command::new("rg")
        .args(["--fixed-strings", "--ignore-case", "--max-count=60", "--line-number", text.trim_matches('"')])
        .arg(file)
        .stdout(Stdio::null())
        .status();
    std::hint::black_box(status.expect("it runs"));
}
