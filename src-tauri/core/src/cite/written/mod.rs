//! What the processor wrote, as text, HTML or Markdown.

pub mod case;
pub mod dress;
pub mod glyphs;
pub mod looks;
pub mod markup;
pub mod names;
pub mod writer;
