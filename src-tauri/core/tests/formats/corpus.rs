//! The shared cases, when they are there: a score for each set, and a floor below which none may fall.

use std::path::Path;

use postil_core::formats;
use postil_core::import::text_of;
use postil_core::model::Reading;

use super::score::{Score, rows, seen, wanted};
use crate::support::shared;

fn read(path: &Path) -> Reading {
    let file = std::fs::File::open(path).expect("an input");
    text_of(file, "the input").ok().and_then(|text| formats::read(&text)).unwrap_or_default()
}

fn score(set: &str) -> Option<Score> {
    let folder = shared(&format!("data/{set}"))?;
    let mut score = Score::default();
    for row in rows(&folder) {
        let id = row["id"].as_str().expect("an id");
        let reading = read(&folder.join("in").join(row["input"].as_str().expect("an input")));
        let wanted = wanted(&row);
        let found = seen(&reading);
        let count = match &row["n_entries"] {
            // Its peers disagree: no number is right.
            count if count.is_null() && wanted.is_empty() => found.len(),
            count => count.as_u64().map_or(wanted.len(), |count| count as usize),
        };
        score.add(id, &wanted, count, &found);
    }
    score.tell(set);
    Some(score)
}

#[test]
fn bibtex_is_read_as_its_peers_read_it() {
    for (set, counts, floor) in
        [("bibtex-retorquere", 661, 0.997), ("bibtex-bbt-import", 53, 0.97), ("bibtex-raw", 155, 0.0)]
    {
        if let Some(score) = score(set) {
            assert!(score.share() >= floor, "{set} fell below {floor}");
            assert!(score.counts_right >= counts, "{set}: entries of {counts} files were all found before");
        }
    }
}
