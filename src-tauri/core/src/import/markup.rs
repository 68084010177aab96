//! Texts with tags, as publishers send them.

/// Tags that begin a line of their own.
const BLOCKS: [&str; 6] = ["p", "sec", "title", "list-item", "disp-formula", "break"];

/// A text of JATS or HTML without its tags. The heading “Abstract” is left out.
pub fn plain(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at + 1..];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let Some(end) = tag.find('>').filter(|_| is_tag) else {
            text.push('<');
            rest = tag;
            continue;
        };
        let name = tag[..end].trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next();
        let name = name.unwrap_or_default().rsplit(':').next().unwrap_or_default();
        if BLOCKS.contains(&name) {
            text.push('\n');
        }
        rest = &tag[end + 1..];
    }
    text.push_str(rest);
    let lines = unescape(&text);
    let lines = lines.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let is_heading = |line: &str| matches!(line.to_lowercase().trim_end_matches(['.', ':']), "abstract" | "summary");
    lines.filter(|line| !line.is_empty() && !is_heading(line)).collect::<Vec<_>>().join("\n\n")
}

/// Some publishers escape twice.
fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        for (name, sign) in [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&#39;", "'"),
            ("&nbsp;", " "),
            ("&amp;", "&"),
        ] {
            if text.contains(name) {
                text = text.replace(name, sign);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_go_and_words_stay() {
        for (markup, expected) in [
            ("<jats:title>Abstract</jats:title>\n  <jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One.\n\nTwo."),
            ("H<sub>2</sub>O &amp;lt; ice", "H2O < ice"),
            ("if a < b and c > d", "if a < b and c > d"),
            ("<b", "<b"),
            ("Summary", ""),
        ] {
            assert_eq!(plain(markup), expected, "{markup}");
        }
    }
}
