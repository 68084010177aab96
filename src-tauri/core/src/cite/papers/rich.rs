//! What goes through the processor beside letters: tags of a field, quotation marks, where a field begins and ends, and
//! which element of the style wrote what. Each is a character of private use, which the processor takes for a letter
//! without case, and acts at the end (see [`crate::cite::written::glyphs`]).

/// The characters of private use begin here; none of them comes from outside, see [`own`].
const FIRST: u32 = 0xF_0001;
/// Elements of a style are counted from here.
const SCOPES: u32 = 0x10_0000;
/// As many elements of a style as there are signs for.
pub const MOST: usize = 0x7000;
/// Tags within tags; every letter is looked at under all that are open.
const DEEPEST: usize = 30;
/// What a tag does to what it encloses, the tag that begins it and the one that ends it.
const TAGS: [(Mark, &str, &str); 10] = [
    (Mark::Italic, "<i>", "</i>"),
    (Mark::Bold, "<b>", "</b>"),
    (Mark::Sup, "<sup>", "</sup>"),
    (Mark::Sub, "<sub>", "</sub>"),
    (Mark::SmallCaps, "<sc>", "</sc>"),
    (Mark::SmallCaps, "<span style=\"font-variant: small-caps;\">", "</span>"),
    (Mark::SmallCaps, "<span style=\"font-variant:small-caps;\">", "</span>"),
    (Mark::NoCase, "<span class=\"nocase\">", "</span>"),
    (Mark::Plain, "<span class=\"nodecor\">", "</span>"),
    (Mark::Plain, "<span Class=\"nodecor\">", "</span>"),
];
const MARKS: [Mark; 7] = [Mark::Italic, Mark::Bold, Mark::Sup, Mark::Sub, Mark::SmallCaps, Mark::NoCase, Mark::Plain];
const PLAIN: [Sign; 18] = [
    Sign::Open { single: false, typed: false },
    Sign::Open { single: true, typed: false },
    Sign::Open { single: false, typed: true },
    Sign::Open { single: true, typed: true },
    Sign::Close,
    Sign::Field,
    Sign::FieldEnd,
    Sign::Joint,
    Sign::Behind,
    Sign::Delimiter,
    Sign::DelimiterEnd,
    Sign::Blank,
    Sign::Glue,
    Sign::Hyphen,
    Sign::Initials,
    Sign::InitialsEnd,
    Sign::Part,
    Sign::Whole,
];

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
    /// Looks like nothing in particular, whatever is around it.
    Plain,
}

/// What a character of private use stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Tag(Mark, bool),
    /// A quotation mark of a field's own; whether it came from a typewriter.
    Open {
        single: bool,
        typed: bool,
    },
    Close,
    /// A field of a paper begins.
    Field,
    FieldEnd,
    /// Here two pieces of text meet.
    Joint,
    /// The same, behind an element.
    Behind,
    /// What stands between the members of a group.
    Delimiter,
    DelimiterEnd,
    /// A blank or a hyphen that the processor must not take for one, and no blank where it puts one.
    Blank,
    Glue,
    Hyphen,
    /// What a style puts behind initials.
    Initials,
    InitialsEnd,
    /// Parts of a name meet here, or an element and what it stands in.
    Part,
    /// A name that has no parts begins.
    Whole,
    /// An element of the style begins, by its number. The processor leaves out what ends alike, so ends have one, too.
    Scope(usize),
    ScopeEnd(usize),
}

impl Sign {
    /// The character that stands for it.
    pub fn char(self) -> char {
        let code = match self {
            Self::Scope(number) => SCOPES + number as u32,
            Self::ScopeEnd(number) => SCOPES + (MOST + number) as u32,
            Self::Tag(mark, begins) => {
                FIRST + 2 * MARKS.iter().position(|one| *one == mark).unwrap_or_default() as u32 + u32::from(!begins)
            }
            plain => {
                let place = PLAIN.iter().position(|one| *one == plain).unwrap_or_default();
                FIRST + (2 * MARKS.len() + place) as u32
            }
        };
        char::from_u32(code).unwrap_or(' ')
    }

    /// What a character stands for.
    pub fn of(c: char) -> Option<Self> {
        let code = c as u32;
        if code >= SCOPES {
            let number = (code - SCOPES) as usize;
            return Some(if number < MOST { Self::Scope(number) } else { Self::ScopeEnd(number - MOST) });
        }
        let place = code.checked_sub(FIRST)? as usize;
        match MARKS.get(place / 2) {
            Some(mark) => Some(Self::Tag(*mark, place.is_multiple_of(2))),
            None => PLAIN.get(place - 2 * MARKS.len()).copied(),
        }
    }
}

/// Whether a character is of the planes that signs are in; nobody else's may act.
pub fn own(c: char) -> bool {
    c as u32 >= FIRST - 1 || super::givens::mark(c)
}

/// A text without its signs.
pub fn bare(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// What a character is for those who know no signs.
pub fn plain(c: char) -> Option<char> {
    match Sign::of(c) {
        Some(Sign::Blank) => Some(' '),
        Some(Sign::Hyphen) => Some('-'),
        Some(_) => None,
        None => Some(c),
    }
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
            if open.len() == DEEPEST {
                return Vec::new();
            }
            open.push((*mark, end));
            found.push((at, begin.len(), *mark, true));
        }
    }
    if open.is_empty() { found } else { Vec::new() }
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
        let signs = MARKS.iter().flat_map(|mark| [Sign::Tag(*mark, true), Sign::Tag(*mark, false)]);
        for sign in signs.chain(PLAIN).chain([
            Sign::Scope(0),
            Sign::Scope(MOST - 1),
            Sign::ScopeEnd(0),
            Sign::ScopeEnd(MOST - 1),
        ]) {
            assert_eq!(Sign::of(sign.char()), Some(sign), "a character stands for its sign");
            assert!(own(sign.char()), "and comes from nobody else");
        }
        assert_eq!(Sign::of('a'), None, "letters stand for themselves");
    }
}
