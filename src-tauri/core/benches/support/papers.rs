//! Papers for the benches: real metadata when it is there, enlarged as far as asked.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use postil_core::model::Draft;
use serde_json::Value;

/// Beside the repository, whichever package of it this is compiled into.
fn real() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = package.ancestors().map(|folder| folder.join("shared/data/acl/acl-20k.jsonl.zst"));
    beside.into_iter().find(|file| file.exists()).unwrap_or_default()
}

/// Where the papers come from, in words.
pub fn source() -> String {
    if real().exists() {
        "papers: ACL Anthology metadata, enlarged by permuting title words and shifting years".into()
    } else {
        "papers: made up from a word list, because ../shared/data/acl is not there".into()
    }
}

static BASE: LazyLock<Vec<Draft>> =
    LazyLock::new(|| if real().exists() { read() } else { (0..2_000).map(made_up).collect() });

/// Drafts by their numbers, the same ones at each call.
pub fn papers(numbers: Range<usize>) -> Vec<Draft> {
    numbers.map(|i| variant(&BASE[i % BASE.len()], i / BASE.len())).collect()
}

fn read() -> Vec<Draft> {
    let bytes = zstd::decode_all(std::fs::File::open(real()).expect("the file opens")).expect("valid zstd");
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.lines().map(|line| draft(&serde_json::from_str(line).expect("one JSON object a line"))).collect()
}

fn draft(record: &Value) -> Draft {
    let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    let authors = record["authors"].as_array().into_iter().flatten().map(|author| match author {
        Value::String(name) => name.clone(),
        other => {
            [&other["given"], &other["family"]].iter().filter_map(|part| part.as_str()).collect::<Vec<_>>().join(" ")
        }
    });
    Draft {
        title: text("title"),
        abstract_text: text("abstract"),
        authors: authors.collect(),
        venue: text("venue"),
        year: record["year"].as_i64().or_else(|| record["year"].as_str()?.parse().ok()).map(|year| year as i32),
        ..Draft::default()
    }
}

/// The `copy`-th relative of a paper: its title rotated word by word, its year shifted.
fn variant(paper: &Draft, copy: usize) -> Draft {
    let mut words: Vec<&str> = paper.title.split(' ').collect();
    let turn = copy % words.len();
    words.rotate_left(turn);
    let title = if copy == 0 { paper.title.clone() } else { format!("{} ({copy})", words.join(" ")) };
    Draft { title, year: paper.year.map(|year| year - copy as i32), ..paper.clone() }
}

fn made_up(i: usize) -> Draft {
    const WORDS: [&str; 16] = [
        "neural",
        "translation",
        "parsing",
        "graph",
        "model",
        "language",
        "attention",
        "learning",
        "speech",
        "robust",
        "sparse",
        "retrieval",
        "evaluation",
        "corpus",
        "semantic",
        "transfer",
    ];
    let word = |n: usize| WORDS[(i * 7 + n * 13 + i / 16) % WORDS.len()];
    Draft {
        title: format!("{} {} for {} {} {i}", word(0), word(1), word(2), word(3)),
        abstract_text: (0..120).map(word).collect::<Vec<_>>().join(" "),
        authors: vec![format!("A. {}son", word(4)), format!("B. {}man", word(5))],
        year: Some(1990 + (i % 35) as i32),
        ..Draft::default()
    }
}
