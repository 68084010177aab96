//! Names of CSL-JSON as the citation processor takes them.

use citationberg::json::{LiteralName, NameItem, NameValue};
use serde_json::Value;

use super::givens::Givens;
use super::quotes::curled;
use super::rich::Sign;

/// A name of CSL-JSON. Particles and suffixes that it does not tell from the rest are found by their form.
pub fn person(value: &Value, givens: &mut Givens) -> Option<NameValue> {
    let part = |name: &str| value[name].as_str().map(|text| curled(text.trim())).filter(|text| !text.is_empty());
    if let Some(literal) = part("literal") {
        let literal = format!("{}{}", Sign::Whole.char(), unbroken(&literal));
        return Some(NameValue::Literal(LiteralName { literal }));
    }
    let (family, mut given) = match (part("family"), part("given")) {
        (Some(family), given) => (family, given),
        (None, Some(given)) => (given, None),
        (None, None) => return None,
    };
    let (mut suffix, mut comma_suffix) = (part("suffix"), value["comma-suffix"].as_bool());
    if suffix.is_none()
        && let Some((rest, behind)) = given.as_ref().and_then(|given| given.split_once(','))
    {
        // “John, Jr.”, and “John,! Jr.” with a comma that is to be printed.
        let bare = behind.trim_start().trim_start_matches('!').trim_start();
        comma_suffix = comma_suffix.or(Some(behind.trim_start().starts_with('!')));
        suffix = Some(bare.to_owned()).filter(|suffix| !suffix.is_empty());
        given = Some(rest.trim_end().to_owned());
    }
    let (mut non_dropping, mut dropping) = (part("non-dropping-particle"), part("dropping-particle"));
    // Quotation marks say that a name has no particles.
    let whole = family.strip_prefix('“').and_then(|family| family.strip_suffix('”'));
    let mut bare = whole.unwrap_or(&family);
    if non_dropping.is_none() && whole.is_none() {
        let length = particle(&family);
        // A name is more than its particles.
        if length > 0 && length < family.len() {
            non_dropping = Some(family[..length].trim_end().to_owned());
            bare = family[length..].trim_start();
        }
    }
    if let (None, Some(words)) = (&dropping, &given) {
        let kept = words.trim_end_matches(|c: char| c.is_lowercase() || "’ ".contains(c));
        let kept = &words[..words[kept.len()..].find(' ').map_or(words.len(), |at| kept.len() + at)];
        if kept.len() < words.len() && !kept.is_empty() {
            dropping = Some(words[kept.len()..].trim().to_owned());
            given = Some(kept.to_owned());
        }
    }
    // The processor would put a blank behind “d’” and “al-”.
    let glued = |particle: String| {
        if particle.ends_with(['’', '-']) { particle + &Sign::Glue.char().to_string() } else { particle }
    };
    // Each part has a look of its own.
    let own = |text: String| format!("{}{text}", Sign::Part.char());
    let apart = non_dropping
        .as_ref()
        .is_some_and(|one| value["non-dropping-particle"].is_string() || one.starts_with(char::is_lowercase));
    let family = if apart { own(unbroken(bare)) } else { unbroken(bare) };
    Some(NameValue::Item(NameItem {
        family,
        given: given.map(|given| givens.code(&given)),
        non_dropping_particle: non_dropping.map(glued),
        dropping_particle: dropping.map(glued).map(own),
        suffix,
        comma_suffix,
    }))
}

/// A name in which the processor looks for no particles by its own rules.
fn unbroken(name: &str) -> String {
    name.replace(' ', &Sign::Blank.char().to_string())
}

/// How much of a family name is particles: small words, or what ends in an apostrophe or a hyphen.
pub fn particle(family: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &family[length..];
        let small = rest.len() - rest.trim_start_matches(|c: char| c.is_lowercase()).len();
        let joined =
            rest[small..].starts_with(['’', '-']).then(|| rest[small..].chars().next().map_or(0, char::len_utf8));
        match (small, joined) {
            (0, _) => return length,
            (_, Some(mark)) if small <= 4 => return length + small + mark,
            _ if rest[small..].starts_with(' ') => length += small + 1,
            _ => return length,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::rich::bare;
    use super::*;

    #[test]
    fn family_names_of_several_words_stay_together() {
        let whole = |value: Value| match person(&value, &mut Givens::default()) {
            Some(NameValue::Item(name)) => {
                format!("{}|{}", bare(&name.non_dropping_particle.unwrap_or_default()), bare(&name.family))
            }
            Some(NameValue::Literal(name)) => bare(&name.literal),
            None => String::new(),
        };
        for (value, expected) in [
            (json!({ "family": "Rowan y Alder", "given": "Ivo" }), "|Rowan y Alder"),
            (json!({ "family": "Rowan Alder", "given": "Ivo" }), "|Rowan Alder"),
            (json!({ "family": "van der Moss", "given": "Ivo" }), "van der|Moss"),
            (json!({ "family": "d'Alder", "given": "Ivo" }), "d’|Alder"),
            (json!({ "family": "al-Moss", "given": "Ivo" }), "al-|Moss"),
            (json!({ "family": "moss", "given": "Ivo" }), "|moss"),
            (json!({ "family": "O'Moss", "given": "Ivo" }), "|O’Moss"),
            (json!({ "family": "Alder", "non-dropping-particle": "van der" }), "van der|Alder"),
            (json!({ "literal": "The Moss Group" }), "The Moss Group"),
            (json!({ "given": "Moss" }), "|Moss"),
            (json!({}), ""),
        ] {
            assert_eq!(whole(value.clone()), expected, "{value} keeps its words");
        }
    }
}
