//! Emphasis within a text, as CSL-JSON has it: a few tags of HTML. The processor would print them as they are, so each
//! goes through it as a character of private use and acts at the end.

/// Where the characters that stand for tags are: among those that no hidden letter has, see [`super::letters`].
const FIRST: u32 = 0xF_0001;
/// What a tag does to what it encloses, the tag that begins it and the one that ends it.
const TAGS: [(Mark, &str, &str); 8] = [
    (Mark::Italic, "<i>", "</i>"),
    (Mark::Bold, "<b>", "</b>"),
    (Mark::Sup, "<sup>", "</sup>"),
    (Mark::Sub, "<sub>", "</sub>"),
    (Mark::SmallCaps, "<sc>", "</sc>"),
    (Mark::SmallCaps, "<span style=\"font-variant: small-caps;\">", "</span>"),
    (Mark::SmallCaps, "<span style=\"font-variant:small-caps;\">", "</span>"),
    (Mark::NoCase, "<span class=\"nocase\">", "</span>"),
];
const MARKS: [Mark; 6] = [Mark::Italic, Mark::Bold, Mark::Sup, Mark::Sub, Mark::SmallCaps, Mark::NoCase];

/// What a tag does to what it encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Italic,
    Bold,
    Sup,
    Sub,
    SmallCaps,
    /// Keeps its case.
    NoCase,
}

/// The tags of a text: where each is, how long, and whether it begins or ends which mark. None unless all are closed in
/// their order.
pub fn tags(text: &str) -> Vec<(usize, usize, Mark, bool)> {
    let mut found = Vec::new();
    let mut open: Vec<(Mark, &str)> = Vec::new();
    for (at, _) in text.match_indices('<') {
        let rest = &text[at..];
        if let Some((mark, end)) = open.last().filter(|(_, end)| rest.starts_with(end)).copied() {
            open.pop();
            found.push((at, end.len(), mark, false));
        } else if let Some((mark, begin, end)) = TAGS.iter().find(|(_, begin, _)| rest.starts_with(begin)) {
            open.push((*mark, end));
            found.push((at, begin.len(), *mark, true));
        }
    }
    if open.is_empty() { found } else { Vec::new() }
}

/// The character that stands for a tag.
pub fn sign(mark: Mark, begins: bool) -> char {
    let place = MARKS.iter().position(|one| *one == mark).unwrap_or_default() as u32;
    char::from_u32(FIRST + 2 * place + u32::from(!begins)).unwrap_or(' ')
}

/// The tag that a character stands for.
pub fn signed(c: char) -> Option<(Mark, bool)> {
    let code = (c as u32).checked_sub(FIRST)?;
    Some((*MARKS.get(code as usize / 2)?, code.is_multiple_of(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_that_are_closed_in_their_order_act() {
        for (text, count) in [
            ("On <i>Moss</i>", 2),
            ("<b>On <i>Moss</i></b> and H<sub>2</sub>O", 6),
            ("a <i b", 0),
            ("if a <i> b", 0),
            ("<i>On <b>Moss</i></b>", 0),
            ("<em>Moss</em>", 0),
        ] {
            assert_eq!(tags(text).len(), count, "the tags of {text}");
        }
        for mark in MARKS {
            for begins in [true, false] {
                assert_eq!(signed(sign(mark, begins)), Some((mark, begins)), "a sign stands for its tag");
            }
        }
        assert_eq!(signed('a'), None, "letters stand for themselves");
    }
}
