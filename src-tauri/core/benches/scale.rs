//! How what a reader waits for grows with the library: 1,000 papers, 20,000, 100,000, and as many more as asked.
//!
//! `make bench-scale` runs it and writes `tests/SCALE.md`; `make bench-scale ARGS=1000000` goes to a million. Every
//! figure is a wall-clock time on this machine; what varies is measured several times and the middle one kept.
#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to measure")]

#[path = "scale/grown.rs"]
mod grown;
#[path = "scale/kept.rs"]
mod kept;
#[path = "support/papers.rs"]
mod papers;
#[path = "scale/peers.rs"]
mod peers;
#[path = "scale/searches.rs"]
mod searches;

/// A library that a process started by the bench is to open, to tell what memory that takes.
const MEMORY_OF: &str = "POSTIL_BENCH_MEMORY_OF";

fn main() {
    if let Some(folder) = std::env::var_os(MEMORY_OF) {
        return grown::tell_memory(std::path::Path::new(&folder));
    }
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    // One number is how far to go, several are the sizes themselves.
    let sizes = match asked[..] {
        [] | [_] => {
            let largest = asked.first().copied().unwrap_or(100_000);
            [0, 1_000, 20_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= largest).collect()
        }
        _ => asked,
    };
    let mut libraries = Vec::new();
    for size in sizes {
        eprintln!("{size} papers…");
        libraries.push(grown::measure(size));
        // What is measured is kept, should the next size take too long.
        kept::write(&libraries);
    }
}
