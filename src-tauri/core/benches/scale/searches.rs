//! Searches as they are typed: every keystroke of them is one question.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use postil_core::Library;
use postil_core::model::{ListQuery, Sort, SortBy};

/// What readers of these papers look for. Typed letter by letter, from the first.
const TYPED: [&str; 24] = [
    "translation",
    "neural machine translation",
    "attention is all",
    "summarization",
    "bert",
    "dependency parsing",
    "question answering",
    "named entity recognition",
    "smith",
    "manning parsing",
    "word embeddings",
    "dialogue state",
    "sentiment analysis",
    "cross-lingual",
    "morphology finnish",
    "speech recognition",
    "zero-shot",
    "of the",
    "language model",
    "a survey",
    "error correction",
    "transformer",
    "the",
    "knowledge graph completion",
];

/// Searches made at once, by kind.
const WHOLE: [(&str, &[&str]); 3] = [
    (
        "phrase",
        &[
            "\"machine translation\"",
            "\"language model\"",
            "\"of the\"",
            "\"named entity recognition\"",
            "\"in this paper we\"",
        ],
    ),
    (
        "with a filter",
        &[
            "author:smith",
            "year:2015.. parsing",
            "has:code attention",
            "is:unread translation",
            "title:the year:1998",
            "tag:some attention",
            "tag:some the",
            "-tag:some the",
            "is:read the",
            "is:starred the",
            "-is:unread language",
            "has:notes the",
            "year:2010..2015 has:code the",
            "has:code",
            "tag:some",
            "year:2010",
        ],
    ),
    ("no hit", &["qqqzzzx", "translation qqqzzzx", "\"zebra of the\"", "author:qqq"]),
];

/// Middle and 99th percentile, and the question that took longest.
#[derive(Clone)]
pub struct Times {
    pub middle: Duration,
    pub slow: Duration,
    pub slowest: String,
}

pub fn kinds() -> Vec<(String, Vec<String>)> {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for typed in TYPED {
        for (end, _) in typed.char_indices().skip(1).chain([(typed.len(), ' ')]) {
            let text = &typed[..end];
            let kind = match (text.contains(' '), text.len()) {
                (true, _) if text.ends_with(' ') => continue,
                (true, _) => "4 several words",
                (_, 1) => "1 one letter",
                (_, 2) => "2 two letters",
                _ => "3 a word",
            };
            let known = kinds.entry(kind).or_default();
            if !known.iter().any(|other| other == text) {
                known.push(text.to_owned());
            }
        }
    }
    let typed = kinds.into_iter().map(|(kind, texts)| (kind[2..].to_owned(), texts));
    let whole = WHOLE.map(|(kind, texts)| (kind.to_owned(), texts.iter().map(|&text| text.to_owned()).collect()));
    typed.chain(whole).collect()
}

/// Postil's answer as the window asks for it: the first papers in their order, and the lines of sixty with their marks.
pub fn ask(library: &Library, text: &str) {
    let query = ListQuery { search: text.into(), first: Some(200), ..ListQuery::default() };
    let ids = library.list_ids(&query).expect("ids");
    black_box(library.list_rows(&ids[..ids.len().min(60)], text).expect("rows"));
}

/// How long the slowest of all questions takes to find all its papers, which the window asks for next.
pub fn slowest_whole(library: &Library, by: SortBy) -> Duration {
    let whole = |text: &String| {
        let sort = Sort { by, descending: true };
        let query = ListQuery { search: text.clone(), sort, ..ListQuery::default() };
        middle(3, || drop(black_box(library.list_ids(&query).expect("ids"))))
    };
    kinds().iter().flat_map(|(_, texts)| texts).map(whole).max().unwrap_or_default()
}

/// The times of asking each text: of five askings, the middle one counts.
pub fn time(texts: &[String], mut ask: impl FnMut(&str)) -> Times {
    Times::of(texts, texts.iter().map(|text| middle(5, || ask(text))).collect())
}

impl Times {
    /// Of each text the time it took.
    pub fn of(texts: &[String], mut times: Vec<Duration>) -> Self {
        let (_, slowest) = times.iter().zip(texts).max().expect("there is one");
        let slowest = slowest.clone();
        times.sort();
        Self { middle: times[times.len() / 2], slow: times[(times.len() * 99).div_ceil(100) - 1], slowest }
    }
}

/// The middle of several times.
pub fn middle(count: usize, mut f: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..count)
        .map(|_| {
            let start = Instant::now();
            f();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[count / 2]
}
