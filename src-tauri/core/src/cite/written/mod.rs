//! What the processor wrote, as text, HTML or Markdown.

pub mod case;
pub mod glyphs;
pub mod looks;
pub mod markup;
