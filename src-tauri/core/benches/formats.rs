//! Reading a .bib, Postil beside other readers of BibTeX: entries for each second of processor time, and memory.
//!
//! `make bench-formats` runs it and writes `tests/FORMATS.md`. Every contender is a process of its own, measured by the
//! system from its start to its end. The file is that of `../shared/data/acl`, as it is and five times as large.
#![allow(clippy::expect_used, clippy::panic, reason = "a bench that cannot run has nothing to measure")]

#[path = "formats/contenders.rs"]
mod contenders;
#[path = "formats/grown.rs"]
mod grown;
#[path = "formats/kept.rs"]
mod kept;

use std::path::Path;

/// Which part of itself a process started by the bench is to play.
const PART: &str = "POSTIL_BENCH_PART";
/// The folder that `make bench-formats` installs the others in.
const PEERS: &str = "POSTIL_BENCH_PEERS";

fn main() {
    if let Ok(part) = std::env::var(PART) {
        let rest: Vec<String> = std::env::args().skip(1).collect();
        return contenders::play(&part, &rest);
    }
    let peers = std::env::var(PEERS).expect("POSTIL_BENCH_PEERS names their folder; make bench-formats installs them");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/acl/acl-20k.bib.zst");
    let Ok(file) = std::fs::File::open(&source) else {
        return eprintln!("not run: ../shared/data/acl is not here");
    };
    let text = String::from_utf8(zstd::decode_all(file).expect("valid zstd")).expect("UTF-8");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut measured = Vec::new();
    let mut before: Vec<contenders::Cost> = Vec::new();
    for copies in [1, 5] {
        let path = folder.path().join(format!("{copies}.bib"));
        let grown = grown::enlarged(&text, copies);
        std::fs::write(&path, &grown).expect("written");
        let costs = contenders::all(&path, Path::new(&peers), &before);
        measured.push(kept::Measured { bytes: grown.len(), costs: costs.clone() });
        before = costs;
        kept::write(&measured);
    }
}
