//! Entities of HTML in values of .bib files.

use crate::formats::xml::numbered;

/// Entities of HTML, which pages of publishers leave in their exports: a plain `&` means nothing else in LaTeX.
pub fn entities(text: String) -> String {
    if !text.contains('&') || !text.contains(';') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.bytes().take(10).position(|byte| byte == b';').map_or("", |end| &rest[..end]);
        match entity(name) {
            Some(letter) => {
                out.push(letter);
                rest = &rest[name.len() + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// Entities of HTML by their names, without those that are a letter and an accent.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("szlig", 'ß'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("times", '×'),
    ("micro", 'µ'),
    ("deg", '°'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("mu", 'μ'),
];

/// The letter of an entity: `amp`, `#8211`, `#x2013`, `uuml`.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number).filter(|c| !c.is_control());
    }
    if let Some((_, letter)) = ENTITIES.iter().find(|(known, _)| *known == name) {
        return Some(*letter);
    }
    let mut chars = name.chars();
    let base = chars.next().filter(char::is_ascii_alphabetic)?;
    let mark = match chars.as_str() {
        "uml" => '\u{308}',
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "cedil" => '\u{327}',
        "caron" => '\u{30C}',
        "ring" => '\u{30A}',
        _ => return None,
    };
    unicode_normalization::char::compose(base, mark)
}
