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

use crate::error::{Error, ErrorCode, Result, not_read};

/// The largest file or paste that is read, in bytes.
pub const LARGEST: u64 = 200 * 1024 * 1024;

/// All of a source as text. `shown` names it in errors.
///
/// # Errors
/// `Input` when it cannot be read, is larger than [`LARGEST`] (a device or a growing file has no honest length, so
/// reading itself is bounded), or is no text.
pub fn text_of(source: impl Read, shown: &str) -> Result<String> {
    read_text(source, shown).map(|text| text.text)
}

/// A text, and what its reader is to be told of how it was read.
pub struct Text {
    pub text: String,
    /// "“x.bib” is not UTF-8; read as windows-1252.", where nothing in the file says so.
    pub remark: Option<String>,
}

/// The same, told when its encoding was guessed.
///
/// # Errors
/// Those of [`text_of`].
pub fn read_text(source: impl Read, shown: &str) -> Result<Text> {
    let mut bytes = Vec::new();
    let input = |message: String| Error::new(ErrorCode::Input, message);
    source
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| input(format!("{shown} cannot be read: {}.", not_read(&error))))?;
    if bytes.len() as u64 > LARGEST {
        return Err(input(format!("{shown} cannot be read: it is larger than 200 MB.")));
    }
    let (text, guess) = page::decode_told(unpacked(bytes)).map_err(|why| input(format!("{shown} {why}.")))?;
    Ok(Text { text, remark: guess.map(|guess| format!("{shown} {guess}.")) })
}

/// A backup of Citavi's is a zip archive of one file, which is what is meant. What is no such archive stays as it is.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    let number = |at: usize| bytes.get(at..at + 2).map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let is_deflated = bytes.starts_with(b"PK\x03\x04") && number(8) == 8;
    // The name and what stands beside it go before the content, which tells its own end.
    let Some(packed) = is_deflated.then(|| bytes.get(30 + number(26) + number(28)..)).flatten() else { return bytes };
    let mut text = Vec::new();
    let read = flate2::read::DeflateDecoder::new(packed).take(LARGEST + 1).read_to_end(&mut text);
    let start = text.get(..500).unwrap_or(&text);
    let is_citavi = start.windows(19).any(|name| name == b"<CitaviExchangeData".as_slice());
    if read.is_ok() && is_citavi && text.len() as u64 <= LARGEST { text } else { bytes }
}

/// White space runs made one space: an element's or a field's text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zipped(text: &str) -> Vec<u8> {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).expect("packed");
        let mut bytes = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
        bytes.resize(26, 0);
        bytes.extend(5u16.to_le_bytes());
        bytes.extend(0u16.to_le_bytes());
        bytes.extend(b"a.xml");
        bytes.extend(packed.finish().expect("packed"));
        bytes
    }

    #[test]
    fn of_archives_only_citavis_are_unpacked() {
        let project = "<?xml version=\"1.0\"?><CitaviExchangeData/>";
        assert_eq!(text_of(zipped(project).as_slice(), "it").ok().as_deref(), Some(project), "a backup of Citavi's");
        for other in [zipped("<w:document/>"), zipped(project)[..40].to_vec(), b"PK\x03\x04".to_vec()] {
            let text = text_of(other.as_slice(), "it").unwrap_or_default();
            assert!(!text.contains("document"), "another archive, or part of one, is left as it is: {text:?}");
        }
    }
}
