//! Citations: papers as a style writes them, in the text or in the list of references, and as the commands that cite
//! them. The styles' language is spoken by the crate `hayagriva`; here is what goes in, what comes out, and where
//! styles are found.

mod adapt;
mod apart;
mod case;
mod cluster;
mod commands;
mod cores;
mod dates;
mod elements;
mod engine;
mod givens;
mod glyphs;
mod item;
mod keys;
mod looks;
mod markup;
mod order;
mod pages;
mod people;
mod quotes;
mod rich;
mod sound;
mod style;
mod substitute;
mod terms;
mod variants;
mod work;

pub use commands::Command;
pub use engine::{Kind, format, format_items};
pub use markup::Markup;
pub use style::{Source, Style, StyleRow, bundled, in_folder};
