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
        assert_eq!(ends("10--12"), Some(("10", "12")), "two hyphens");
        assert_eq!(ends("e12"), None, "one page");
        assert_eq!(hyphened("1–2, 5--8"), "1-2, 5-8", "and back");
    }
}
