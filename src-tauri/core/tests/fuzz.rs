//! The bodies of the fuzz targets on any compiler: a few thousand inputs bred from the seeds, the same ones each time.
//! `make fuzz` looks further, for as long as one likes.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::path::Path;

const LONGEST: usize = 4_096;

/// Numbers that look random and are the same on every machine (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }
}

/// The seeds themselves, then `count` changed ones.
fn breed(target: &str, count: usize, body: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut names: Vec<_> =
        std::fs::read_dir(folder).expect("seeds").map(|seed| seed.expect("a seed").path()).collect();
    names.sort();
    let seeds: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(name).expect("readable")).collect();
    assert!(seeds.len() >= 3, "{target} has seeds to begin with");
    for seed in &seeds {
        body(seed);
    }
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for _ in 0..count {
        let mut bytes = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(6) {
            change(&mut bytes, &seeds, &mut numbers);
        }
        bytes.truncate(LONGEST);
        body(&bytes);
    }
}

/// One step of what a fuzzer does: a byte changed, a piece cut out, doubled, or taken from another seed.
fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    let end = (at + 1 + numbers.below(24)).min(bytes.len());
    match numbers.below(6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
        1 if at < bytes.len() => drop(bytes.drain(at..end)),
        2 if at < bytes.len() => {
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece.repeat(1 + numbers.below(4)));
        }
        3 => {
            const TELLING: &[u8] = b" \n\t/.-_:#?@[](){}<>|\\\"'`*$&%;\0\x80\xff";
            bytes.insert(at, TELLING[numbers.below(TELLING.len())]);
        }
        4 => {
            let other = &seeds[numbers.below(seeds.len())];
            let from = numbers.below(other.len());
            let to = (from + 1 + numbers.below(40)).min(other.len());
            bytes.splice(at..at, other[from..to].iter().copied());
        }
        _ => bytes.truncate(at),
    }
}

#[test]
fn any_text_has_sound_links() {
    breed("recognise", 6_000, bodies::recognise);
}

#[test]
fn any_page_is_survived() {
    breed("page", 3_000, bodies::page);
}

#[test]
fn any_note_is_harmless() {
    breed("markdown", 3_000, bodies::markdown);
}

#[test]
fn any_file_of_references_is_survived() {
    breed("formats", 4_000, bodies::formats);
}

#[test]
fn any_pdfs_pages_are_survived() {
    breed("pdf", 2_000, bodies::pdf);
}

#[test]
fn any_name_of_a_file_is_survived() {
    breed("attached", 4_000, bodies::attached);
}

#[test]
fn any_text_can_be_searched_for() {
    breed("query", 2_000, bodies::query);
}

#[test]
fn any_style_is_refused_or_ends() {
    breed("style", 1_000, bodies::style);
}
