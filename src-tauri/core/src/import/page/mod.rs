//! Reading a pasted page of papers by the shape of its text.
//!
//! Lines that are something for certain (dates, counts, labels, navigation) are told first. What is left is text:
//! paragraphs are put together again where they were wrapped, and each is weighed as a title, an author line or
//! prose by its length, capitals, ending and words. A title opens a paper; prose after it is its abstract.

mod dates;
mod decide;
mod decode;
mod item;
mod kinds;
pub(crate) mod limits;
mod lines;
mod markdown;
mod people;
mod shape;
mod table;
mod words;
mod wrap;

pub use decode::{decode, decode_told};

use super::json;
use crate::model::Reading;

/// What a text holds. Linear in its length; a text without papers gives none.
pub fn read_text(text: &str) -> Reading {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if start.starts_with(['[', '{'])
        && let Some(reading) = json::read(start)
    {
        return reading;
    }
    // A table says by its head what each cell is; nothing needs to be weighed.
    let drafts = table::read(text);
    if !drafts.is_empty() {
        return Reading { source: "Table of papers".into(), drafts, ..Reading::default() };
    }
    decide::papers(&lines::Lines::of_text(text))
}
