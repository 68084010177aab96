//! Bytes of a file to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Reads `bytes` as UTF-8 (with or without a mark) or UTF-16, else in the encoding they name or look like.
///
/// # Errors
/// Words that follow a file's name: "is empty", "is not a text file".
pub fn decode(bytes: impl Into<Vec<u8>>) -> Result<String, &'static str> {
    decode_told(bytes).map(|(text, _)| text)
}

/// The same, and what of it was guessed, in words that follow a file's name: a guess may be wrong, which only a reader
/// sees.
pub fn decode_told(bytes: impl Into<Vec<u8>>) -> Result<(String, Option<String>), &'static str> {
    let mut guess = None;
    // Taken over where it can be: a large file is not held twice.
    let mut bytes: Vec<u8> = bytes.into();
    let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || unmarked_utf16(&bytes).is_some();
    // DOS ended a text with a sign of its own, and old programs filled it up with zeros.
    while !is_utf16 && bytes.last().is_some_and(|byte| matches!(byte, 0 | 0x1A)) {
        bytes.pop();
    }
    let text = if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
        String::from_utf8(bytes).unwrap_or_else(|error| mixed(error.as_bytes(), &mut guess))
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        utf16(rest, u16::from_be_bytes)
    } else if let Some(unit) = unmarked_utf16(&bytes) {
        utf16(&bytes, unit)
    } else {
        String::from_utf8(bytes).or_else(|error| otherwise(error.as_bytes(), &mut guess))?
    };
    if text.trim().is_empty() {
        return Err("is empty");
    }
    // A text may hold a stray control character; a binary is full of them.
    let start = text.get(..text.len().min(65_536)).unwrap_or(&text);
    let control = start
        .chars()
        .take(16_384)
        .filter(|c| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
        .count();
    let sample = start.chars().take(16_384).count();
    if control * 100 > sample || start.starts_with("%PDF-") {
        return Err("is not a text file");
    }
    Ok((text, guess))
}

/// Without a mark, UTF-16 shows itself by a zero beside each letter of its beginning.
fn unmarked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let start = bytes.get(..16)?;
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 8) => Some(u16::from_le_bytes),
        (8, 0) => Some(u16::from_be_bytes),
        _ => None,
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What is not UTF-8: in the encoding that its beginning names, else in the one that it looks like.
fn otherwise(bytes: &[u8], guess: &mut Option<String>) -> Result<String, &'static str> {
    let encoding = match named(bytes) {
        Some(named) => named,
        None if is_mostly_utf8(bytes) => return Ok(mixed(bytes, guess)),
        None => {
            let encoding = guessed(bytes);
            *guess = Some(format!("is not UTF-8; read as {}", encoding.name().to_ascii_lowercase()));
            encoding
        }
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    // Any byte is some character in Windows-1252, so the shape has to speak for text: few bytes above ASCII, no zeros.
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let odd = sample.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C)).count();
    let is_western = encoding == WINDOWS_1252 || had_errors;
    if odd * 100 > sample.len() || (is_western && high * 100 > sample.len() * 30) {
        return Err("is not a text file");
    }
    Ok(text.into_owned())
}

/// Bytes that are looked at to tell an encoding.
const SAMPLE: usize = 65_536;

/// The encoding that the beginning of a file names: JabRef's `% Encoding: x`, `-*- coding: x -*-`, TeXShop's
/// `%!TEX encoding = x`, XML's `encoding="x"`.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let start: String = bytes.iter().take(2_048).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    // As BibDesk says it.
    let bibdesk = [("western (mac os roman)", "macintosh"), ("western (iso latin 1)", "windows-1252")];
    let saved = start.split_once("saved with string encoding ").map_or("", |(_, rest)| rest);
    if let Some((_, label)) = bibdesk.iter().find(|(words, _)| saved.starts_with(words)) {
        return Encoding::for_label(label.as_bytes());
    }
    let label = start.match_indices("coding").find_map(|(at, _)| {
        let rest = start[at + "coding".len()..].trim_start();
        let rest = rest.strip_prefix([':', '='])?.trim_start().trim_start_matches(['"', '\'']);
        let label = rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).next()?;
        (!label.is_empty()).then(|| label.replace('_', "-"))
    })?;
    let label = match label.as_str() {
        "macroman" | "x-macroman" | "applemac" | "mac-roman" | "macosroman" => "macintosh",
        "latin9" | "latin-9" | "iso8859-15" => "iso-8859-15",
        "ansinew" => "windows-1252",
        label => label,
    };
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible())
}

/// Files that were put together hold both: more letters in UTF-8 than bytes that are none.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        others += chunk.invalid().len();
    }
    letters >= others
}

fn mixed(bytes: &[u8], guess: &mut Option<String>) -> String {
    *guess = Some("is UTF-8 only in part; the rest was read as windows-1252".into());
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{
        BIG5, EUC_JP, EUC_KR, GB18030, ISO_8859_2, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251,
    };

    use super::*;

    fn bib(title: &str) -> String {
        format!("@article{{key,\n  title = {{{title}}},\n  year = 2001\n}}\n")
    }

    #[test]
    fn files_in_encodings_of_old_are_read() {
        for (encoding, title) in [
            (WINDOWS_1252, "Über die Größe – “Études”"),
            (WINDOWS_1252, "Café"),
            (WINDOWS_1250, "Zażółć gęślą jaźń, łódź i źdźbło"),
            (WINDOWS_1251, "Обработка естественного языка и машинный перевод"),
            (KOI8_R, "Обработка естественного языка и машинный перевод"),
            (SHIFT_JIS, "日本語の自然言語処理における統計的手法の研究"),
            (EUC_JP, "日本語の自然言語処理における統計的手法の研究"),
            (GB18030, "基于神经网络的机器翻译方法研究与实现"),
            (BIG5, "基於神經網路的機器翻譯方法研究與實現"),
            (EUC_KR, "한국어 자연어 처리를 위한 신경망 기계 번역"),
        ] {
            let (bytes, _, _) = encoding.encode(title);
            let text = bib("@").into_bytes();
            let at = text.iter().rposition(|byte| *byte == b'@').expect("it has one");
            let bytes = [&text[..at], &bytes, &text[at + 1..]].concat();
            assert_eq!(decode(bytes).as_deref(), Ok(bib(title).as_str()), "{}", encoding.name());
        }
    }

    #[test]
    fn an_encoding_that_is_named_is_taken() {
        for (head, encoding, title) in [
            ("% Encoding: MacRoman\n", MACINTOSH, "Ängstliche Öfen"),
            ("% This file was created with JabRef 2.10.\n% Encoding: ISO8859_2\n", ISO_8859_2, "Źdźbło"),
            ("%% -*- coding: cp1250 -*-\n", WINDOWS_1250, "Źdźbło"),
            ("%% Saved with string encoding Western (Mac OS Roman) \n", MACINTOSH, "Ängstliche Öfen"),
            ("%!TEX encoding = UTF-8 Unicode\n", WINDOWS_1252, "Café"),
            ("<?xml version=\"1.0\" encoding='koi8-r'?>\n", KOI8_R, "язык"),
        ] {
            let written = format!("{head}{title}");
            let bytes = encoding.encode(&written).0.into_owned();
            assert_eq!(decode(bytes).as_deref(), Ok(written.as_str()), "{head}");
        }
        let utf8 = "% Encoding: Cp1252\nCafé";
        assert_eq!(decode(utf8.as_bytes()).as_deref(), Ok(utf8), "what is UTF-8 is that, whatever it says");
    }

    #[test]
    fn what_dos_ended_a_text_with_is_none_of_it() {
        assert_eq!(decode(b"TY  - JOUR\r\n\x1A\0\0".as_slice()).as_deref(), Ok("TY  - JOUR\r\n"));
        assert!(decode(b"\0\x01\x02\x03 a program".as_slice()).is_err(), "a binary stays one");
    }

    #[test]
    fn files_of_two_encodings_are_read_in_both() {
        let bytes = ["Müller, Étienne, Łódź ".as_bytes(), b"M\xFCller"].concat();
        assert_eq!(decode(bytes).as_deref(), Ok("Müller, Étienne, Łódź Müller"));
    }

    #[test]
    fn a_guess_is_told_and_what_is_sure_is_not() {
        let guess = |bytes: &[u8]| decode_told(bytes).ok().and_then(|(_, guess)| guess).unwrap_or_default();
        assert_eq!(guess(b"@book{a, title = {Caf\xE9}}"), "is not UTF-8; read as windows-1252");
        assert!(guess(&["Müller, Łódź ".as_bytes(), b"M\xFCller"].concat()).contains("only in part"));
        for sure in
            [b"% Encoding: Cp1252\nCaf\xE9".as_slice(), "Café".as_bytes(), b"\xEF\xBB\xBFA book", b"\xFF\xFEA\0b\0"]
        {
            assert_eq!(guess(sure), "", "{sure:?}");
        }
    }
}
