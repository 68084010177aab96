//! Styles: where they come from, whether they may be used, and how they are said to the processor.

pub mod adapt;
pub mod elements;
pub mod sound;
pub mod stand_ins;
pub mod style;
pub mod terms;
pub mod variants;
