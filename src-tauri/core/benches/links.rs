//! Postil beside lychee and a bare loop of requests: how many links a second, and what each costs.
//!
//! `make bench-links` runs it and writes `tests/BENCHMARKS.md`. Every contender is a process of its own, so that the
//! system counts its processor time apart from the server's; they share one server, one machine and one concurrency.
//! Each is timed from its start to its end: reading its input, setting up TLS and telling the result are part of it.
#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to measure")]

#[path = "links/accuracy.rs"]
mod accuracy;
#[path = "links/contenders.rs"]
mod contenders;
#[path = "links/kept.rs"]
mod kept;
#[path = "links/server.rs"]
mod server;
#[path = "links/situations.rs"]
mod situations;
#[path = "links/speed.rs"]
mod speed;

/// Which part of itself a process started by the bench is to play.
const PART: &str = "POSTIL_BENCH_PART";
/// Where lychee is.
const LYCHEE: &str = "POSTIL_BENCH_LYCHEE";

fn main() {
    if let Ok(part) = std::env::var(PART) {
        let rest: Vec<String> = std::env::args().skip(1).collect();
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        return runtime.block_on(contenders::play(&part, &rest));
    }
    let lychee = std::env::var(LYCHEE).ok().filter(|path| std::path::Path::new(path).exists());
    let lychee = lychee.expect("POSTIL_BENCH_LYCHEE names the program lychee; make bench-links installs it");
    let speed = speed::table(&lychee);
    let accuracy = accuracy::table(&lychee);
    kept::write(&lychee, &speed, &accuracy);
}
