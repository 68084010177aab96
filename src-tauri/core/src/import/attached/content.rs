//! What a file is, by its first bytes. Its name says nothing.

use std::io::Read;
use std::path::Path;

use crate::import::pdf::is_pdf;

/// The largest file that is taken.
pub const LARGEST: u64 = 500 << 20;
/// Bytes that tell.
const START: u64 = 4_096;

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Epub,
    Djvu,
    PostScript,
    Html,
}

/// What kind of document a file is.
///
/// # Errors
/// Why it is not taken, in words: it is no file, cannot be read, is too large or no document.
pub fn of_file(path: &Path) -> Result<Kind, &'static str> {
    // A device or a pipe is asked for nothing: opening one may wait for ever.
    let meta = std::fs::metadata(path).map_err(|_| "cannot be read")?;
    if !meta.is_file() {
        return Err("is no file");
    }
    if meta.len() > LARGEST {
        return Err("is larger than 500 MB");
    }
    let mut start = Vec::new();
    let file = std::fs::File::open(path).map_err(|_| "cannot be read")?;
    file.take(START).read_to_end(&mut start).map_err(|_| "cannot be read")?;
    of_start(&start).ok_or("is no PDF, EPUB, DjVu, PostScript or HTML")
}

/// What a file is that begins so.
pub fn of_start(start: &[u8]) -> Option<Kind> {
    if is_pdf(start) {
        return Some(Kind::Pdf);
    }
    if start.starts_with(b"AT&TFORM") {
        return Some(Kind::Djvu);
    }
    if start.starts_with(b"%!PS") || start.starts_with(b"\xc5\xd0\xd3\xc6") {
        return Some(Kind::PostScript);
    }
    // A zip whose first member, not compressed, is its kind.
    if start.starts_with(b"PK\x03\x04") && start.get(30..58) == Some(b"mimetypeapplication/epub+zip") {
        return Some(Kind::Epub);
    }
    is_html(start).then_some(Kind::Html)
}

fn is_html(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let mut rest = start.trim_start();
    // Saved pages begin with a comment, those of XHTML with a declaration.
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = after.trim_start();
    }
    if let Some((_, after)) = rest.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        rest = after.trim_start();
    }
    rest.starts_with("<!doctype html") || rest.starts_with("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_by_how_they_begin() {
        let epub = [b"PK\x03\x04".as_slice(), &[0; 26], b"mimetypeapplication/epub+zipPK"].concat();
        let cases: &[(&[u8], Option<Kind>, &str)] = &[
            (b"%PDF-1.4\n", Some(Kind::Pdf), "a PDF"),
            (b"\n\njunk %PDF-1.4", Some(Kind::Pdf), "a PDF behind other bytes"),
            (&epub, Some(Kind::Epub), "an EPUB"),
            (b"PK\x03\x04 any other zip", None, "a zip"),
            (b"AT&TFORM\0\0\0\0DJVM", Some(Kind::Djvu), "a DjVu"),
            (b"%!PS-Adobe-3.0", Some(Kind::PostScript), "PostScript"),
            (b"\xef\xbb\xbf<!DOCTYPE html>", Some(Kind::Html), "a page"),
            (b"<!-- saved from url=(0014)about:internet -->\r\n<html>", Some(Kind::Html), "a saved page"),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC", Some(Kind::Html), "a page of XHTML"),
            (b"root:x:0:0:root:/root:/bin/sh\n", None, "a list of users"),
            (b"-----BEGIN OPENSSH PRIVATE KEY-----", None, "a key"),
            (b"SQLite format 3\0", None, "a database"),
            (b"", None, "nothing"),
        ];
        for (start, wanted, why) in cases {
            assert_eq!(of_start(start), *wanted, "{why}");
        }
    }
}
