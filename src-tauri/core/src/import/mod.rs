//! From outside to drafts: one reader per format. Nothing here writes.

pub mod html;
pub mod ids;
pub mod json;
pub mod page;
pub mod sample;
