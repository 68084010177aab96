//! Letters of Cyrillic by their commands, `\cyra` and `\CYRA`, as Better BibTeX writes them for BibTeX.

/// What stands behind `\cyr`, and the small letter.
const LETTERS: &[(&str, char)] = &[
    ("a", 'а'),
    ("b", 'б'),
    ("v", 'в'),
    ("g", 'г'),
    ("d", 'д'),
    ("e", 'е'),
    ("yo", 'ё'),
    ("zh", 'ж'),
    ("z", 'з'),
    ("i", 'и'),
    ("ishrt", 'й'),
    ("k", 'к'),
    ("l", 'л'),
    ("m", 'м'),
    ("n", 'н'),
    ("o", 'о'),
    ("p", 'п'),
    ("r", 'р'),
    ("s", 'с'),
    ("t", 'т'),
    ("u", 'у'),
    ("f", 'ф'),
    ("h", 'х'),
    ("c", 'ц'),
    ("ch", 'ч'),
    ("sh", 'ш'),
    ("shch", 'щ'),
    ("hrdsn", 'ъ'),
    ("ery", 'ы'),
    ("sftsn", 'ь'),
    ("erev", 'э'),
    ("yu", 'ю'),
    ("ya", 'я'),
    ("ie", 'є'),
    ("ii", 'і'),
    ("yi", 'ї'),
    ("je", 'ј'),
    ("gup", 'ґ'),
    ("ushrt", 'ў'),
    ("dje", 'ђ'),
    ("lje", 'љ'),
    ("nje", 'њ'),
    ("tshe", 'ћ'),
    ("dzhe", 'џ'),
    ("dze", 'ѕ'),
];

/// The letter of such a command, large when it is named in large letters.
pub fn letter(name: &str) -> Option<char> {
    let (small, is_large) = match (name.strip_prefix("cyr"), name.strip_prefix("CYR")) {
        (Some(small), _) => (small.to_owned(), false),
        (None, Some(large)) => (large.to_ascii_lowercase(), true),
        _ => return None,
    };
    let letter = LETTERS.iter().find(|(known, _)| *known == small).map(|(_, letter)| *letter)?;
    if is_large { letter.to_uppercase().next() } else { Some(letter) }
}
