//! The bodies of the fuzz targets on any compiler: a few thousand inputs bred from the seeds, the same ones each time.
//! `make fuzz` looks further, for as long as one likes.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;
#[path = "support/breed.rs"]
mod breed;

use std::path::Path;

use breed::{Numbers, change};

const LONGEST: usize = 4_096;

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
    let mut numbers = Numbers::new();
    for _ in 0..count {
        let mut bytes = seeds[numbers.below(seeds.len())].clone();
        for _ in 0..=numbers.below(6) {
            change(&mut bytes, &seeds, &mut numbers);
        }
        bytes.truncate(LONGEST);
        body(&bytes);
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
fn any_mark_is_read_again() {
    breed("mark", 20_000, bodies::mark);
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
    breed("query", 2_000, bodies::kept::query);
}

#[test]
fn any_style_is_refused_or_ends() {
    breed("style", 1_000, bodies::style);
}

#[test]
fn any_template_is_refused_or_ends() {
    breed("template", 1_500, bodies::template);
}

#[test]
fn any_file_of_a_plain_copy_is_survived() {
    breed("copy", 150, bodies::kept::copy);
}

#[test]
fn any_row_of_zotero_is_survived() {
    breed("zotero", 300, bodies::kept::zotero);
}

#[test]
fn any_answer_of_a_service_is_survived() {
    // Each keeps the pace of the services that are asked beside.
    breed("answer", 48, bodies::answers::answer);
}
