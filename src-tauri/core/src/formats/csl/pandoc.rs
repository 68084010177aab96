//! CSL-YAML, whose texts are Pandoc's Markdown, as CSL-JSON, whose texts have a few tags of HTML.

use serde_json::Value;

/// Variables whose text may be marked up.
const TEXTS: [&str; 8] = [
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "original-title",
    "event-title",
    "volume-title",
];

/// A longer text is no title.
const LONGEST: usize = 5_000;

/// What marks a text, and the tags that say the same. The longer of two signs comes first.
const SIGNS: [(&str, &str, &str); 5] = [
    ("**", "<b>", "</b>"),
    ("*", "<i>", "</i>"),
    ("_", "<i>", "</i>"),
    ("~", "<sub>", "</sub>"),
    ("^", "<sup>", "</sup>"),
];
const CLASSES: [(&str, &str); 2] =
    [("{.smallcaps}", "<span style=\"font-variant:small-caps;\">"), ("{.nocase}", "<span class=\"nocase\">")];

/// Puts tags in place of Markdown, in every item of a tree.
pub fn with_tags(tree: &mut Value) {
    let list = match tree {
        Value::Object(object) => object.get_mut("references"),
        list => Some(list),
    };
    for item in list.and_then(Value::as_array_mut).into_iter().flatten() {
        for name in TEXTS {
            if let Some(Value::String(text)) = item.get_mut(name)
                && text.len() <= LONGEST
                && text.contains(['*', '_', '~', '^', '[', '\\'])
            {
                *text = tagged(text);
            }
        }
    }
}

fn tagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = out.chars().next_back();
        if let Some((inside, begins, ends, after)) = marked(rest, before) {
            out.extend([begins, inside, ends]);
            rest = after;
        } else if let Some(sign) =
            rest.strip_prefix('\\').filter(|sign| sign.starts_with(|c: char| c.is_ascii_punctuation()))
        {
            out.push_str(&sign[..1]);
            rest = &sign[1..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// What stands marked at the beginning of a text, its tags, and what follows.
fn marked(text: &str, before: Option<char>) -> Option<(&str, &'static str, &'static str, &str)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (inside, after) = rest.split_once(']')?;
        let (class, begins) = CLASSES.iter().find(|(class, _)| after.starts_with(class))?;
        return Some((inside, begins, "</span>", &after[class.len()..]));
    }
    let (sign, begins, ends) = SIGNS.iter().find(|(sign, ..)| text.starts_with(sign))?;
    let rest = &text[sign.len()..];
    // "a_b_c" is one word, "2 * 3" a sum.
    let in_word = *sign == "_" && before.is_some_and(char::is_alphanumeric);
    let (inside, after) = rest.split_once(sign).filter(|_| !in_word)?;
    let is_one =
        !inside.is_empty() && !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
    let holds = !matches!(*sign, "~" | "^") || !inside.contains(char::is_whitespace);
    (is_one && holds).then_some((inside, *begins, *ends, after))
}

#[cfg(test)]
mod tests {
    use super::tagged;

    #[test]
    fn markdown_becomes_tags() {
        for (text, wanted) in [
            ("On *E. coli* and **rain**", "On <i>E. coli</i> and <b>rain</b>"),
            ("H~2~O at 10^-3^", "H<sub>2</sub>O at 10<sup>-3</sup>"),
            (
                "[xii]{.smallcaps} and [iPad]{.nocase}",
                "<span style=\"font-variant:small-caps;\">xii</span> and <span class=\"nocase\">iPad</span>",
            ),
            ("2 * 3, a_b_c, [sic] ~ and x^2", "2 * 3, a_b_c, [sic] ~ and x^2"),
            ("5\\* hotels \\alpha", "5* hotels \\alpha"),
            ("_Rain_", "<i>Rain</i>"),
        ] {
            assert_eq!(tagged(text), wanted, "{text}");
        }
    }
}
