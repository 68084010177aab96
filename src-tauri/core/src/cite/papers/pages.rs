//! Pages as a style writes them. The processor completes every range, and takes every hyphen for one.

use citationberg::PageRangeFormat;

use super::givens::trim_end;
use super::rich::Sign;

/// How a style writes pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    pub format: Option<PageRangeFormat>,
    /// What stands in a range.
    pub dash: String,
}

impl Pages {
    /// The pages, and whether they are several.
    pub fn written(&self, text: &str) -> (String, bool) {
        let mut out = String::with_capacity(text.len() + 8);
        out.push(Sign::Field.char());
        let mut several = false;
        for piece in text.trim().split_inclusive([',', '&', ';']) {
            let separator = piece.chars().next_back().filter(|c| matches!(c, ',' | '&' | ';'));
            let piece = piece.trim_end_matches([',', '&', ';']).trim();
            match range(piece) {
                Some((from, to)) => {
                    several = true;
                    self.range(from, to, &mut out);
                }
                None => out.extend(unescaped(piece).chars().map(|c| if c == '-' { Sign::Hyphen.char() } else { c })),
            }
            if let Some(separator) = separator {
                several = true;
                out.push_str(match separator {
                    '&' => " & ",
                    ';' => "; ",
                    _ => ", ",
                });
            }
        }
        trim_end(&mut out);
        out.push(Sign::FieldEnd.char());
        (out, several)
    }

    fn range(&self, from: &str, to: &str, out: &mut String) {
        let dash = if self.dash.is_empty() { "–" } else { &self.dash };
        let length = out.len();
        // A range of one page is no shorter in any way.
        let format = self.format.filter(|_| from != to);
        let written = format.map(|format| format.format(out, from, to, Some(dash)));
        if written.is_none_or(|written| written.is_err()) {
            out.truncate(length);
            out.extend([from, dash, to]);
        }
    }
}

/// The first of the pages.
pub fn first(text: &str) -> &str {
    let piece = text.split([',', '&', ';']).next().unwrap_or_default().trim();
    range(piece).map_or(piece, |(from, _)| from)
}

fn unescaped(text: &str) -> String {
    text.replace("\\-", "-")
}

/// Where a range begins and ends.
fn range(piece: &str) -> Option<(&str, &str)> {
    if piece.contains("\\-") {
        return None;
    }
    let at = piece.find(['-', '–', '—'])?;
    let (from, to) = piece.split_at(at);
    let (from, to) = (from.trim(), to.trim_start_matches(['-', '–', '—']).trim());
    let dashed = piece.contains("--") || !piece.contains('-');
    (is_page(from) && is_page(to) && (dashed || signed(from) == signed(to))).then_some((from, to))
}

/// What stands before the number of a page; a hyphen to one of another series is no dash.
fn signed(page: &str) -> &str {
    let bare = page.trim_end_matches(|c: char| c.is_ascii_lowercase()).trim_end_matches(|c: char| c.is_ascii_digit());
    if page.contains(|c: char| c.is_ascii_digit()) { bare } else { "" }
}

/// A number with letters around it, or a Roman one.
fn is_page(text: &str) -> bool {
    let plain = !text.is_empty() && text.chars().all(char::is_alphanumeric);
    let roman = |text: &str| text.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    plain && (text.chars().any(|c| c.is_ascii_digit()) || roman(text))
}

#[cfg(test)]
mod tests {
    use super::super::rich::bare;
    use super::*;

    #[test]
    fn only_ranges_get_a_dash() {
        let pages = |format| Pages { format, dash: String::new() };
        for (text, format, expected) in [
            ("110-5", None, ("110–5", true)),
            ("110-5", Some(PageRangeFormat::Expanded), ("110–115", true)),
            ("321-328", Some(PageRangeFormat::Minimal), ("321–8", true)),
            ("321-328, 7", Some(PageRangeFormat::MinimalTwo), ("321–28, 7", true)),
            ("61-61", Some(PageRangeFormat::Minimal), ("61–61", true)),
            ("i--ix", Some(PageRangeFormat::Expanded), ("i–ix", true)),
            ("e12-e19", Some(PageRangeFormat::Expanded), ("e12–e19", true)),
            ("n115-n118", Some(PageRangeFormat::Minimal), ("n115–8", true)),
            ("n115-118", None, ("n115-118", false)),
            ("n115--118", None, ("n115–118", true)),
            ("3\\-B", None, ("3-B", false)),
            ("Moss-Alder", None, ("Moss-Alder", false)),
            ("7", Some(PageRangeFormat::Minimal), ("7", false)),
            ("7 & 9", None, ("7 & 9", true)),
        ] {
            let (written, several) = pages(format).written(text);
            assert_eq!((bare(&written).as_str(), several), expected, "the pages {text}");
        }
        assert_eq!(first("110-5"), "110", "the first page");
    }
}
