//! PDFs: what a paper's file says of the paper. Everything is a guess but what somebody put into its metadata; a
//! look-up by the identifier that was found makes it sure.

mod apart;
mod front;
pub mod identify;
mod identity;
mod lines;
mod people;
pub mod sheet;
mod xmp;

use std::path::Path;

pub use apart::{LARGEST, Reader, read_if_asked};

use crate::error::{Error, ErrorCode, Result};
use crate::model::Draft;

/// Whether a file is a PDF, by its first bytes: something may stand before the mark.
pub fn is_pdf(start: &[u8]) -> bool {
    const MARK: &[u8] = b"%PDF-";
    start[..start.len().min(1024)].windows(MARK.len()).any(|window| window == MARK)
}

/// Reads a PDF into a draft that has it as its file.
///
/// # Errors
/// `Input` when it is damaged or a bomb, naming it; `Cancelled` when `go_on` says so.
pub fn read(path: &Path, reader: &Reader, go_on: &dyn Fn() -> bool) -> Result<Draft> {
    let shown = path.display();
    let trouble = |why: &str| Error::new(ErrorCode::Input, format!("“{shown}” cannot be read: {why}."));
    if path.to_str().is_none() {
        return Err(trouble("its name holds signs that are no text; rename it"));
    }
    let size = std::fs::metadata(path).map_err(|error| trouble(&error.to_string()))?.len();
    if size > LARGEST {
        return Err(trouble("it is larger than 500 MB"));
    }
    match reader.read(path, go_on)? {
        Ok(sheet) if sheet.locked => {
            Ok(identify::unread(path, "It opens with a password only; nothing in it could be read"))
        }
        Ok(sheet) => Ok(identify::draft(&sheet, path)),
        Err(why) => Err(trouble(&why)),
    }
}
