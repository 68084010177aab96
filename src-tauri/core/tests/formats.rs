//! Formats in and out, through the public API.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod formats {
    pub mod anything;
    pub mod bibtex;
    pub mod catalogues;
    pub mod corpus;
    pub mod exchange;
    pub mod export;
    pub mod latex;
    pub mod left;
    pub mod libraries;
    pub mod managers;
    pub mod people;
    pub mod readers;
    pub mod ris;
    pub mod round_trips;
    pub mod score;
    pub mod swallowed;
    pub mod tables;
    pub mod unusual;
    pub mod written;
    pub mod yaml;
    pub mod zotero;
}
