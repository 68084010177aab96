//! Faults: the program killed at any instant, its files damaged, two programs at once. Nothing acknowledged is lost, the
//! library opens or says in words why not, and nothing is made worse.
//!
//! `cargo test` runs a short form; `make torture` sets `POSTIL_TORTURE` to how many times as much is wanted.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod faults {
    pub mod damage;
    pub mod disk;
    pub mod killed;
    pub mod library;
    pub mod migrating;
    pub mod together;
}

/// How many rounds: a few, or as many as `make torture` wants.
fn rounds(few: usize) -> usize {
    let times = std::env::var("POSTIL_TORTURE").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    few * times
}
