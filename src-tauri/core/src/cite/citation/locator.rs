//! Where in a paper something is: “p. 12”, “chap. 3”, “§ 4”.

pub use citationberg::taxonomy::Locator as Label;

use crate::cite::papers::numbers::Number;

/// A place in a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    pub label: Label,
    pub value: String,
}

/// Of each kind of place the word for one and for several, as Pandoc writes them, and others for it.
const LABELS: [(Label, &str, &str, &[&str]); 27] = [
    (Label::Page, "p.", "pp.", &["page", "pages", "pg", "pgs"]),
    (Label::Chapter, "chap.", "chaps.", &["chapter", "chapters", "ch", "chs"]),
    (Label::Section, "sec.", "secs.", &["section", "sections", "sect", "§", "§§"]),
    (Label::Figure, "fig.", "figs.", &["figure", "figures"]),
    (Label::Table, "tbl.", "tbls.", &["table", "tables", "tab"]),
    (Label::Equation, "eq.", "eqq.", &["equation", "equations", "eqs"]),
    (Label::Volume, "vol.", "vols.", &["volume", "volumes"]),
    (Label::Part, "pt.", "pts.", &["part", "parts"]),
    (Label::Paragraph, "para.", "paras.", &["paragraph", "paragraphs", "¶", "¶¶"]),
    (Label::Note, "n.", "nn.", &["note", "notes"]),
    (Label::Line, "l.", "ll.", &["line", "lines"]),
    (Label::Verse, "v.", "vv.", &["verse", "verses"]),
    (Label::Column, "col.", "cols.", &["column", "columns"]),
    (Label::Folio, "fol.", "fols.", &["folio", "folios"]),
    (Label::Issue, "no.", "nos.", &["number", "numbers", "issue", "issues"]),
    (Label::Book, "bk.", "bks.", &["book", "books"]),
    (Label::Opus, "op.", "opp.", &["opus", "opera"]),
    (Label::SubVerbo, "s.v.", "s.vv.", &["sub verbo", "sub verbis"]),
    (Label::Appendix, "app.", "apps.", &["appendix", "appendices"]),
    (Label::ArticleLocator, "art.", "arts.", &["article", "articles"]),
    (Label::Supplement, "supp.", "supps.", &["supplement", "supplements"]),
    (Label::Act, "act", "acts", &[]),
    (Label::Scene, "sc.", "scs.", &["scene", "scenes"]),
    (Label::Rule, "r.", "rr.", &["rule", "rules"]),
    (Label::Canon, "can.", "cann.", &["canon", "canons"]),
    (Label::Elocation, "loc.", "locs.", &["location", "locations"]),
    (Label::TitleLocator, "tit.", "titt.", &["title", "titles"]),
];

impl Locator {
    /// A place as people write it. Without a word for what it is, a number is that of a page, and words are words.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (label, value) = match label(text) {
            Some((label, value)) if !value.is_empty() => (label, value),
            _ if text.contains(|c: char| c.is_ascii_digit()) || is_roman(text) => (Label::Page, text),
            _ => (Label::Custom, text),
        };
        (!value.is_empty()).then(|| Self { label, value: value.to_owned() })
    }

    /// Its kind in English, for documents: “p.”, “pp.”; nothing for words.
    pub fn word(&self) -> &'static str {
        let several = self.value.contains([',', '&']) || Number::of(&self.value, false, "", "–").several();
        let word = LABELS.iter().find(|(label, ..)| *label == self.label);
        word.map_or("", |(_, one, more, _)| if several { more } else { one })
    }
}

/// The word that a text begins with if it says a kind of place, and what is behind it.
pub fn label(text: &str) -> Option<(Label, &str)> {
    let behind = |word: &str| -> Option<&str> {
        let word = word.trim_end_matches('.');
        let start = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        let rest = &text[start.len()..];
        let ends = rest.is_empty() || rest.starts_with(|c: char| c == '.' || c.is_whitespace() || c.is_ascii_digit());
        ends.then(|| rest.strip_prefix('.').unwrap_or(rest).trim_start())
    };
    LABELS.iter().find_map(|(label, one, more, others)| {
        let words = [*one, *more].into_iter().chain(others.iter().copied());
        words.filter_map(behind).next().map(|rest| (*label, rest))
    })
}

pub fn is_roman(text: &str) -> bool {
    let roman = |signs: &str| !text.is_empty() && text.chars().all(|c| signs.contains(c));
    roman("ivxlcdm") || roman("IVXLCDM")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_people_write_them() {
        for (text, label, value, word) in [
            ("12", Label::Page, "12", "p."),
            ("p. 12", Label::Page, "12", "p."),
            ("P.12-15", Label::Page, "12-15", "pp."),
            ("pp. 12, 15", Label::Page, "12, 15", "pp."),
            ("xiv", Label::Page, "xiv", "p."),
            ("ch. 3", Label::Chapter, "3", "chap."),
            ("chapters 3 & 4", Label::Chapter, "3 & 4", "chaps."),
            ("§4.2", Label::Section, "4.2", "sec."),
            ("§§ 4–6", Label::Section, "4–6", "secs."),
            ("fig 3a", Label::Figure, "3a", "fig."),
            ("s.v. moss", Label::SubVerbo, "moss", "s.v."),
            ("Preface", Label::Custom, "Preface", ""),
            ("note", Label::Custom, "note", ""),
            ("vole", Label::Custom, "vole", ""),
        ] {
            let found = Locator::read(text).expect("a place");
            assert_eq!((found.label, found.value.as_str(), found.word()), (label, value, word), "what “{text}” says");
        }
        assert_eq!(Locator::read("  "), None, "nothing is no place");
    }
}
