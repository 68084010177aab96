//! Checking, from the request to the stored record, against the stand-in on this machine.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop and say so")]

mod check {
    pub mod archives;
    pub mod clone;
    pub mod history;
    pub mod hostile;
    pub mod hosts;
    pub mod inside;
    pub mod lanes;
    pub mod many;
    pub mod memory;
    pub mod news;
    #[cfg(target_os = "linux")]
    pub mod over_http2;
    pub mod pages;
    pub mod raw;
    pub mod runs;
    pub mod same_rules;
    pub mod schedule;
    pub mod table;
}
