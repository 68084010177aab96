//! What kind of file something is, by what is in it: names are free to lie.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes from the beginning that tell.
pub const START: usize = 4096;

/// The kind of a file on the disk; anything but a plain file is an error.
pub fn of_file(path: &Path) -> std::io::Result<Kind> {
    // Asked first: opening a pipe would wait for somebody to write into it.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    let mut start = Vec::with_capacity(START);
    File::open(path)?.take(START as u64).read_to_end(&mut start)?;
    Ok(Kind::of(&start))
}

/// The kinds that the system's own programs may be asked to open, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Epub,
    Djvu,
    PostScript,
    Html,
    Png,
    Jpeg,
    Text,
    /// Anything else is kept and given back, but not opened: it might be a program.
    Other,
}

const ALL: [Kind; 9] =
    [Kind::Pdf, Kind::Epub, Kind::Djvu, Kind::PostScript, Kind::Html, Kind::Png, Kind::Jpeg, Kind::Text, Kind::Other];

impl Kind {
    /// By the first [`START`] bytes of a file.
    pub fn of(start: &[u8]) -> Self {
        // Readers of PDF forgive some bytes in front of the mark.
        let near = &start[..start.len().min(1024)];
        if near.windows(5).any(|some| some == b"%PDF-") {
            return Self::Pdf;
        }
        // The first entry of an EPUB's archive is a file of this name and content.
        if start.starts_with(b"PK") && start.get(30..58) == Some(b"mimetypeapplication/epub+zip") {
            return Self::Epub;
        }
        match start {
            [b'A', b'T', b'&', b'T', b'F', b'O', b'R', b'M', ..] => Self::Djvu,
            [b'%', b'!', ..] | [0xc5, 0xd0, 0xd3, 0xc6, ..] => Self::PostScript,
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            _ => Self::of_text(start),
        }
    }

    fn of_text(start: &[u8]) -> Self {
        let text = match std::str::from_utf8(start) {
            Ok(text) => text,
            // A letter may be cut in two at the end.
            Err(error) if error.error_len().is_none() => {
                std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Self::Other,
        };
        if is_html(text) {
            Self::Html
        } else if text.chars().any(|c| c.is_control() && !c.is_whitespace())
            || text.starts_with("#!")
            || text.is_empty()
        {
            Self::Other
        } else {
            Self::Text
        }
    }

    /// By the media type that is stored of it.
    pub fn named(media_type: &str) -> Self {
        ALL.into_iter().find(|kind| kind.media_type() == media_type).unwrap_or(Self::Other)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Epub => "application/epub+zip",
            Self::Djvu => "image/vnd.djvu",
            Self::PostScript => "application/postscript",
            Self::Html => "text/html",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain",
            Self::Other => "application/octet-stream",
        }
    }

    /// Of the file's name in the library.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Epub => "epub",
            Self::Djvu => "djvu",
            Self::PostScript => "ps",
            Self::Html => "html",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            Self::Other => "bin",
        }
    }

    pub fn may_be_opened(self) -> bool {
        self != Self::Other
    }

    /// What a list of references may bring along: works to read. A hostile one could name any file of the reader's.
    pub fn is_a_work(self) -> bool {
        matches!(self, Self::Pdf | Self::Epub | Self::Djvu | Self::PostScript | Self::Html)
    }
}

fn is_html(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').to_ascii_lowercase();
    let mut rest = text.trim_start();
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
    fn files_are_known_by_their_content() {
        for (start, kind) in [
            (b"%PDF-1.7\n".as_slice(), Kind::Pdf),
            (b"\r\njunk before %PDF-1.4", Kind::Pdf),
            (b"%!PS-Adobe-3.0", Kind::PostScript),
            (b"AT&TFORM\0\0", Kind::Djvu),
            (b"\n<!DOCTYPE html><title>x", Kind::Html),
            (b"<!-- saved from url=(0014)about:internet -->\r\n<html>", Kind::Html),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC", Kind::Html),
            (b"root:x:0:0:root:/root:/bin/sh\n", Kind::Text),
            (b"SQLite format 3\0", Kind::Other),
            ("Überschrift".as_bytes(), Kind::Text),
            (b"#!/bin/sh\nrm -rf /", Kind::Other),
            (b"\x7fELF\x02", Kind::Other),
            (b"PK\x03\x04anything", Kind::Other),
            (b"", Kind::Other),
        ] {
            assert_eq!(Kind::of(start), kind, "{:?}", String::from_utf8_lossy(start));
        }
        let mut cut = "é".repeat(START / 2).into_bytes();
        cut.push(0xc3);
        assert_eq!(Kind::of(&cut), Kind::Text, "a letter cut in two is no reason to doubt a text");
        for kind in ALL {
            assert_eq!(Kind::named(kind.media_type()), kind, "the stored name leads back");
        }
    }
}
