//! From page to page: Postil has a dash between them, as BibLaTeX's styles print; most formats have a hyphen or two.

/// A range, or several behind commas, as another format has it. Where pages have hyphens of their own, "A-1-A-5", nobody
/// can tell which is which, and all stays.
pub fn range(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(',') {
        let ends = part.split_once("--").or_else(|| part.split_once(['-', '‐', '‑', '−']));
        let begins = |end: &str| end.starts_with(char::is_alphanumeric) && !end.contains('-');
        parts.push(match ends.map(|(first, last)| (first.trim_end(), last.trim_start())) {
            Some((first, last)) if begins(first.trim_start()) && begins(last) => format!("{first}–{last}"),
            _ => part.to_owned(),
        });
    }
    parts.join(",")
}

/// The same with hyphens.
pub fn hyphened(pages: &str) -> String {
    pages.replace("--", "-").replace('–', "-")
}

/// The first page and the last of one range; `None` for a page alone.
pub fn ends(pages: &str) -> Option<(&str, &str)> {
    let (first, last) = pages.split_once(['–', '-'])?;
    Some((first.trim(), last.trim_start_matches('-').trim()))
}

/// How many pages "xii, 127 S.", "x, 102p, leaf : ill. ; 22cm" or "1 online resource (26 pages)" says there are; what says
/// it in no such words stays as it is.
pub fn total(text: &str) -> String {
    const WORDS: [&str; 10] = ["p", "pp", "pages", "page", "s", "seiten", "pg", "pag", "leaves", "bl"];
    let mut before = "";
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':' | '[' | ']')) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = word.split_at(digits);
        let names_pages = |rest: &str| WORDS.contains(&rest.trim_end_matches('.').to_lowercase().as_str());
        if digits > 0 && names_pages(rest) {
            return number.to_owned();
        }
        if !before.is_empty() && names_pages(word) {
            return before.to_owned();
        }
        if !word.is_empty() {
            before = if rest.is_empty() { number } else { "" };
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_a_dash_however_it_came() {
        for (text, wanted) in [
            ("1-12", "1–12"),
            ("1--12", "1–12"),
            ("1 - 12", "1–12"),
            ("1‐12", "1–12"),
            ("xi-xii", "xi–xii"),
            ("S1-S5", "S1–S5"),
            ("1-2, 5-8, 11", "1–2, 5–8, 11"),
            ("1–12", "1–12"),
            ("A-1-A-5", "A-1-A-5"),
            ("12-", "12-"),
            ("-12", "-12"),
            ("e1234", "e1234"),
            ("", ""),
        ] {
            assert_eq!(range(text), wanted, "{text}");
        }
        for (text, wanted) in [
            ("xii, 127 Seiten", "127"),
            ("x, 102p, leaf : ill., form, port ; 22cm", "102"),
            ("Online-Ressource (26 Seiten)", "26"),
            ("XI, 245 S.", "245"),
            ("350 p.", "350"),
            ("x+121", "x+121"),
            ("2 Bde.", "2 Bde."),
            ("240", "240"),
        ] {
            assert_eq!(total(text), wanted, "{text}");
        }
        assert_eq!(ends("10--12"), Some(("10", "12")), "two hyphens");
        assert_eq!(ends("e12"), None, "one page");
        assert_eq!(hyphened("1–2, 5--8"), "1-2, 5-8", "and back");
    }
}
