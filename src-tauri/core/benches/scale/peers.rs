//! Other ways to search the same papers, in the same run: what one would get without the work.

use std::ffi::OsStr;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use postil_core::Library;
use rusqlite::Connection;

use super::searches::{self, Times};

/// Of more papers than these the slow ones take minutes.
const MOST: usize = 100_000;
/// Where `make bench-scale` built the other search engine.
const TANTIVY: &str = "POSTIL_BENCH_TANTIVY";

/// What other ways took.
#[derive(Default)]
pub struct Peers {
    /// The times by contender, in the order of [`searches::kinds`]; filters, which they do not know, are left out.
    pub times: Vec<(String, Vec<Times>)>,
    /// How long Tantivy indexed, and how many bytes its index has.
    pub indexed: Option<(Duration, u64)>,
}

pub fn measure(library: &Library, size: usize) -> Peers {
    if size == 0 || size > MOST {
        return Peers::default();
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
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = as_lines(&db, folder.path());
    let mut indexed = None;
    if let Some(program) = std::env::var_os(TANTIVY) {
        let (took, bytes, times) = tantivy(&program, folder.path(), &kinds);
        indexed = Some((took, bytes));
        found.push(("Tantivy, a search engine proper, the best by BM25".to_owned(), times));
    }
    if Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok() {
        let times = kinds.iter().map(|(_, texts)| searches::time(texts, |text| ripgrep(&file, text))).collect();
        found.push(("ripgrep over a text file of them".to_owned(), times));
    }
    Peers { times: found, indexed }
}

/// Indexes the file of papers and asks everything, in a process of its own.
fn tantivy(program: &OsStr, folder: &Path, kinds: &[(String, Vec<String>)]) -> (Duration, u64, Vec<Times>) {
    let mut questions = String::new();
    for text in kinds.iter().flat_map(|(_, texts)| texts) {
        let kind = if text.starts_with('"') { 'p' } else { 'w' };
        questions += &format!("{kind} {text}\n");
    }
    std::fs::write(folder.join("questions"), questions).expect("written");
    let output = Command::new(program).arg(folder).output().expect("it runs");
    assert!(output.status.success(), "Tantivy failed: {}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).expect("numbers");
    let mut numbers = told.split_whitespace().map(|number| number.parse::<u64>().expect("a number"));
    let mut next = || numbers.next().expect("a number for each question");
    let (took, bytes) = (Duration::from_millis(next()), next());
    let times =
        kinds.iter().map(|(_, texts)| Times::of(texts, texts.iter().map(|_| Duration::from_micros(next())).collect()));
    (took, bytes, times.collect())
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

/// One line a paper, all its words.
fn as_lines(db: &Connection, folder: &Path) -> PathBuf {
    let path = folder.join("papers");
    let mut file = BufWriter::new(std::fs::File::create(&path).expect("a file"));
    let mut statement = db
        .prepare(
            "SELECT concat_ws(' ', title, abstract, (SELECT group_concat(name, ' ') FROM paper_person
                JOIN person ON person.id = person_id WHERE paper_id = paper.id)) FROM paper",
        )
        .expect("prepared");
    let mut rows = statement.query([]).expect("asked");
    while let Some(row) = rows.next().expect("read") {
        writeln!(file, "{}", row.get::<_, String>(0).expect("a text").replace('\n', " ")).expect("written");
    }
    file.flush().expect("written");
    path
}

fn ripgrep(file: &Path, text: &str) {
    let status = Command::new("rg")
        .args(["--fixed-strings", "--ignore-case", "--max-count=60", "--line-number", text.trim_matches('"')])
        .arg(file)
        .stdout(Stdio::null())
        .status();
    std::hint::black_box(status.expect("it runs"));
}
