//! Everything Postil knows: papers, notes, repositories and their verdicts, kept in one SQLite library.
//!
//! Absent on purpose: no window, no printing, no global state. The clock, folders and hosts are passed in.

pub mod anchor;
pub mod as_of;
pub mod checker;
mod citation_key;
pub mod cite;
pub mod clone;
mod duplicates;
pub mod editors;
pub mod error;
pub mod files;
pub mod formats;
pub mod import;
pub mod inside;
pub mod library;
pub mod links;
pub mod lookup;
pub mod machine;
pub mod markdown;
pub mod model;
mod months;
pub mod open_link;
pub mod rescue;
pub mod schedule;
pub mod search;
pub mod secrets;
mod store;
pub mod surroundings;
pub mod template;
mod versions;

pub use error::{Error, ErrorCode, Result};
pub use library::Library;
