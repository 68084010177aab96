//! Searching: the query language, folding of letters, and where a hit is to be marked.

pub mod filters;
pub mod fold;
pub mod marks;
pub mod query;
pub mod remarks;
pub mod years;
