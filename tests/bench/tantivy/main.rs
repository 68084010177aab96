//! A search engine proper on the same papers and the same questions: `postil-bench-tantivy FOLDER`, where `FOLDER/papers`
//! holds one paper a line and `FOLDER/questions` one question a line: `p` for a phrase or `w` for words, and its text.
//!
//! Prints how long indexing took in ms and how many bytes the index has, then of each question the microseconds of the
//! middle of five askings for the best sixty by BM25. All words must be there; the last may go on.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TEXT};
use tantivy::{Index, Searcher, TantivyDocument, Term};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Of the memory that writing may use.
const ROOM: usize = 128 << 20;

fn main() -> Outcome<()> {
    let folder = std::env::args_os().nth(1).ok_or("name a folder")?;
    let folder = Path::new(&folder);
    let place = folder.join("tantivy");
    fs::create_dir_all(&place)?;
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT);
    let number = schema.add_u64_field("number", STORED);
    let index = Index::create_in_dir(&place, schema.build())?;
    let begun = Instant::now();
    let mut writer = index.writer(ROOM)?;
    for (at, paper) in BufReader::new(File::open(folder.join("papers"))?).lines().enumerate() {
        let mut document = TantivyDocument::default();
        document.add_text(text, paper?);
        document.add_u64(number, at as u64);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let took = begun.elapsed();
    let bytes: u64 = fs::read_dir(&place)?.filter_map(|file| Some(file.ok()?.metadata().ok()?.len())).sum();
    println!("{} {bytes}", took.as_millis());

    let searcher = index.reader()?.searcher();
    for question in BufReader::new(File::open(folder.join("questions"))?).lines() {
        let question = question?;
        let (kind, words) = question.split_once(' ').ok_or("a kind and a text")?;
        let mut times = Vec::new();
        for _ in 0..5 {
            let begun = Instant::now();
            ask(&searcher, text, kind, words)?;
            times.push(begun.elapsed());
        }
        times.sort();
        println!("{}", times[2].as_micros());
    }
    Ok(())
}

fn ask(searcher: &Searcher, field: Field, kind: &str, text: &str) -> Outcome<()> {
    let words: Vec<Term> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| Term::from_field_text(field, &word.to_lowercase())).collect();
    let query: Box<dyn Query> = if kind == "p" && words.len() > 1 {
        Box::new(PhraseQuery::new(words))
    } else {
        let last = words.len().saturating_sub(1);
        let parts = words.into_iter().enumerate().map(|(at, word)| {
            let part: Box<dyn Query> = if at == last {
                Box::new(FuzzyTermQuery::new_prefix(word, 0, true))
            } else {
                Box::new(TermQuery::new(word, IndexRecordOption::WithFreqs))
            };
            (Occur::Must, part)
        });
        Box::new(BooleanQuery::new(parts.collect()))
    };
    // The numbers of the hits are read, as a list would need them.
    for (_, address) in searcher.search(&query, &TopDocs::with_limit(60).order_by_score())? {
        std::hint::black_box(searcher.doc::<TantivyDocument>(address)?);
    }
    Ok(())
}
