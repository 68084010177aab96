//! The window as a reader meets it, on an empty library and on ones of 100, 20,000 and 100,000 papers: from starting the program
//! to a list that can be used, memory at rest, scrolling through everything, a keystroke to its hits on the screen.
//!
//! `make bench-window` runs it under an invisible display and writes `tests/WINDOW.md`.
#![allow(clippy::expect_used, clippy::panic, dead_code, reason = "a bench that cannot run has nothing to measure")]

#[cfg(target_os = "linux")]
#[path = "measured.rs"]
mod measured;
#[cfg(target_os = "linux")]
#[path = "memory.rs"]
mod memory;
#[cfg(target_os = "linux")]
#[path = "../../src-tauri/core/benches/support/papers.rs"]
mod papers;
#[cfg(target_os = "linux")]
#[path = "../e2e/window.rs"]
mod window;
#[cfg(target_os = "linux")]
#[path = "written.rs"]
mod written;

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("The window is driven over WebKitWebDriver, which is on Linux only.");
}

#[cfg(target_os = "linux")]
fn main() {
    if let Some(program) = std::env::var_os(measured::PROGRAM) {
        return measured::become_program(&program);
    }
    let largest = std::env::args().filter_map(|arg| arg.parse::<usize>().ok()).next().unwrap_or(100_000);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let sizes = [0, 100, 20_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= largest);
    let windows: Vec<_> = sizes.map(|size| runtime.block_on(measured::measure(size))).collect();
    written::write(&windows);
}
