//! Checking, from the request to the stored record, against the stand-in for GitHub on this machine.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop and say so")]

mod check {
    pub mod clone;
    pub mod memory;
    pub mod news;
    pub mod runs;
    pub mod table;
}
