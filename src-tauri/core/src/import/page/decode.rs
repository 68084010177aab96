//! Bytes of a file to text.

/// Reads `bytes` as UTF-8 (with or without a mark), UTF-16, else as Windows-1252.
///
/// # Errors
/// Words that follow a file's name: "is empty", "is not a text file".
pub fn decode(bytes: impl Into<Vec<u8>>) -> Result<String, &'static str> {
    // Taken over where it can be: a large file is not held twice.
    let mut bytes: Vec<u8> = bytes.into();
    let text = if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        utf16(rest, u16::from_be_bytes)
    } else if let Some(unit) = unmarked_utf16(&bytes) {
        utf16(&bytes, unit)
    } else {
        String::from_utf8(bytes).or_else(|error| windows_1252(error.as_bytes()))?
    };
    if text.trim().is_empty() {
        return Err("is empty");
    }
    // A text may hold a stray control character; a binary is full of them.
    let start = text.get(..text.len().min(65_536)).unwrap_or(&text);
    let control = start
        .chars()
        .take(16_384)
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}'))
        .count();
    let sample = start.chars().take(16_384).count();
    if control * 100 > sample || start.starts_with("%PDF-") {
        return Err("is not a text file");
    }
    Ok(text)
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

/// Any byte is some character here, so the shape has to speak for text: few bytes above ASCII, no zeros.
fn windows_1252(bytes: &[u8]) -> Result<String, &'static str> {
    let sample = &bytes[..bytes.len().min(65_536)];
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let odd = sample.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C)).count();
    if high * 100 > sample.len() * 30 || odd * 100 > sample.len() {
        return Err("is not a text file");
    }
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    Ok(bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
            _ => char::from(*byte),
        })
        .collect())
}
