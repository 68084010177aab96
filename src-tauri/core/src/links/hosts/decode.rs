//! The text of an answer, in the encoding that it names.

use encoding_rs::{Encoding, UTF_8};

use crate::import::page::decode;

/// Bytes in which a page or a feed names its encoding.
const START: usize = 1_024;

/// UTF-8 where that is what it is, whatever it calls itself; else as its header or its own beginning says; where neither
/// does, what it looks like. Of a text that `is_cut` the last letter may be.
pub fn text(bytes: Vec<u8>, content_type: &str, is_cut: bool) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        Err(error) => error,
    };
    let is_whole_before = bytes.utf8_error().error_len().is_none();
    let bytes = bytes.into_bytes();
    let lossy = || String::from_utf8_lossy(&bytes).into_owned();
    if is_cut && is_whole_before {
        return lossy();
    }
    match named(content_type).or_else(|| named(&start(&bytes))) {
        Some(encoding) if encoding == UTF_8 => lossy(),
        Some(encoding) => encoding.decode(&bytes).0.into_owned(),
        None => decode(bytes.as_slice()).unwrap_or_else(|_| lossy()),
    }
}

fn start(bytes: &[u8]) -> String {
    bytes.iter().take(START).map(|byte| char::from(*byte)).collect()
}

/// Behind `charset=` in a header or a tag, or `encoding=` in a declaration of XML.
fn named(text: &str) -> Option<&'static Encoding> {
    let text = text.to_ascii_lowercase();
    let behind = |word: &str| text.split_once(word).map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
    let rest = behind("charset=").or_else(|| behind("encoding="))?;
    let label = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))).next()?;
    // What calls itself ASCII is so only as long as it is UTF-8, too.
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_in_its_own_encoding() {
        let latin = b"<meta charset='iso-8859-1'><title>Caf\xE9</title>";
        let xml = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Caf\xE9</a>";
        let cyrillic = [0xC4, 0xEE, 0xE6, 0xE4, 0xFC];
        let cases: [(&[u8], &str, &str, &str); 8] = [
            ("Café".as_bytes(), "text/html; charset=iso-8859-1", "Café", "UTF-8 under another name"),
            (b"Caf\xE9", "text/html; charset=ISO-8859-1", "Café", "the header names it"),
            (b"Caf\xE9", "text/html; charset=\"latin1\"", "Café", "in quotes"),
            (latin, "text/html", "Café", "a tag names it"),
            (xml, "application/xml", "Café", "a declaration names it"),
            (b"Un caf\xE9 sous la pluie, \xE0 Gen\xE8ve", "text/html", "Un café sous la pluie, à Genève", "a guess"),
            (&cyrillic, "text/html; charset=windows-1251", "Дождь", "another alphabet"),
            (b"Caf\xE9 \xC3\xA9", "text/html; charset=utf-8", "Caf\u{fffd} é", "one bad byte of UTF-8"),
        ];
        for (bytes, content_type, expected, why) in cases {
            assert!(
                text(bytes.to_vec(), content_type, false).contains(expected),
                "{why}: {}",
                text(bytes.to_vec(), content_type, false)
            );
        }
        assert_eq!(text("\u{feff}Rain".into(), "", false), "Rain", "a mark is no text");
        let cut = "Café".as_bytes()[..4].to_vec();
        assert_eq!(text(cut, "text/html; charset=iso-8859-1", true), "Caf\u{fffd}", "cut within a letter");
    }
}
