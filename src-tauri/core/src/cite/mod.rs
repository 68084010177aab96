//! Citations: papers as a style writes them, in the text or in the list of references, and as the commands that cite
//! them. The styles' language is spoken by the crate `hayagriva`; here is what goes in, what comes out, and where
//! styles are found.

mod citation;
mod commands;
mod cores;
mod engine;
mod languages;
mod papers;
mod styles;
mod together;
mod work;
mod written;

pub use citation::locator::{Label, Locator};
pub use citation::{Author, Citation, Cite};
pub use commands::Command;
pub use commands::pandoc::read as read_mark;
pub use engine::{Kind, cite, cite_items, format, format_items};
pub use languages::language;
pub use styles::style::{Source, Style, StyleRow, bundled, in_folder};
pub use written::markup::Markup;
