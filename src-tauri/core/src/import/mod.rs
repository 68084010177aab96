//! From outside to drafts: one reader per format. Nothing here writes.

pub mod attached;
pub mod folder;
pub mod html;
pub mod ids;
pub mod json;
pub mod markup;
pub mod notes;
pub mod page;
pub mod papis;
pub mod pdf;
pub mod sample;
pub mod zotero;

use std::io::Read;

use crate::error::{Error, ErrorCode, Result};

/// The largest file or paste that is read, in bytes.
pub const LARGEST: u64 = 200 * 1024 * 1024;

/// All of a source as text. `shown` names it in errors.
///
/// # Errors
/// `Input` when it cannot be read, is larger than [`LARGEST`] (a device or a growing file has no honest length, so
/// reading itself is bounded), or is no text.
pub fn text_of(source: impl Read, shown: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let input = |message: String| Error::new(ErrorCode::Input, message);
    source
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| input(format!("{shown} cannot be read: {error}.")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(input(format!("{shown} cannot be read: it is larger than 200 MB.")));
    }
    page::decode(bytes).map_err(|why| input(format!("{shown} {why}.")))
}

/// White space runs made one space: an element's or a field's text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
