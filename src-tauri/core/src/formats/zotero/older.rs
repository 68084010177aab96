//! How Better BibTeX let its readers say fields before it read a line for each: `biblatexdata[name=value;other=value]`,
//! `bibtex{"name": "value"}`, anywhere in the box, and `biblatexcitekey[key]`.

use std::borrow::Cow;

/// Names of such a list; behind each may stand `*`, by which values were LaTeX already.
const LISTS: [&str; 3] = ["biblatexdata", "biblatex", "bibtex"];
const KEY: &str = "biblatexcitekey[";

/// The text with a line for each field that such lists say, as it is said today.
pub fn by_lines(text: &str) -> Cow<'_, str> {
    if !text.contains("bib") {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("bib") {
        let (before, list) = rest.split_at(at);
        out.push_str(before);
        let begins_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '.');
        match said(list).filter(|_| begins_word) {
            Some((lines, after)) => {
                // On lines of its own, whatever stood beside it.
                out.push('\n');
                out.push_str(&lines);
                rest = after;
            }
            None => {
                out.push_str("bib");
                rest = &list["bib".len()..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The lines of the list that a text begins with, and what follows it.
fn said(text: &str) -> Option<(String, &str)> {
    if let Some((key, after)) = text.strip_prefix(KEY).and_then(|rest| rest.split_once(']')) {
        return Some((format!("Citation Key: {key}\n"), after));
    }
    let rest = LISTS.iter().find_map(|name| text.strip_prefix(name))?;
    let (sign, rest) = rest.strip_prefix('*').map_or((":", rest), |rest| ("=", rest));
    let line = |name: &str, value: &str| format!("tex.{}{sign} {}\n", name.trim(), value.trim());
    if let Some(inside) = rest.strip_prefix('[') {
        let (inside, after) = inside.split_once(']')?;
        let pairs = inside.split(';').filter(|pair| !pair.trim().is_empty());
        let lines: Option<String> =
            pairs.map(|pair| pair.split_once('=').map(|(name, value)| line(name, value))).collect();
        return lines.map(|lines| (lines, after));
    }
    if !rest.starts_with('{') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let said = values.next()?.ok()?;
    let lines: Option<String> =
        said.iter().map(|(name, value)| value.as_str().map(|value| line(name, &value.replace('\n', " ")))).collect();
    lines.map(|lines| (lines, &rest[values.byte_offset()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_become_lines() {
        for (text, lines) in [
            ("biblatexdata[eventdate=2010-01-02;venue=Bergen]", "\ntex.eventdate: 2010-01-02\ntex.venue: Bergen\n"),
            ("A note bibtex*[title={Rain}] more", "A note \ntex.title= {Rain}\n more"),
            ("bibtex{\"usera\": \"a;b\"}", "\ntex.usera: a;b\n"),
            ("biblatexcitekey[rain:2010]", "\nCitation Key: rain:2010\n"),
        ] {
            assert_eq!(by_lines(text), lines, "{text}");
        }
        for text in ["bibtex: key", "bibtex[no pairs]", "bibtex{broken", "tex.bibtex[a=b]", "my bibliography"] {
            assert_eq!(by_lines(text), text, "{text} is none");
        }
    }
}
