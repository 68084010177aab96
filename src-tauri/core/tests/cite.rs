//! Citations, through the public API.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod cite {
    pub mod anything;
    pub mod clusters;
    pub mod corpus;
    pub mod finer;
    pub mod ours;
    pub mod rules;
}
