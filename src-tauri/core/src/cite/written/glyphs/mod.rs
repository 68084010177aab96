//! What the processor wrote, letter by letter: how each looks, which quotation marks it gets, and which marks stay
//! where pieces of text meet. The processor has rules of its own for the last two that differ from those of CSL, so
//! styles leave them to us (see [`crate::cite::styles::adapt`]).

mod joints;
mod signs;

use citationberg::{Formatting as Change, TextCase};
use hayagriva::Formatting;

use super::case;
use super::dress::{Wardrobe, change};
use crate::cite::papers::givens::{Givens, Manner};
use crate::cite::papers::item::Paper;
use crate::cite::papers::rich::{Mark, Sign};
use crate::cite::styles::adapt::{Each, Scope};
use crate::cite::styles::terms::{Quotes, Terms};

/// A letter and its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    /// The number of its look, see [`Wardrobe`].
    pub dress: usize,
    pub kind: Kind,
}

/// Letters that are done.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    pub list: Vec<Glyph>,
    pub looks: Wardrobe,
}

/// Where a letter comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The style's own.
    Style,
    /// A field of the paper.
    Field,
    /// The same, and its case stays.
    Kept,
    /// A quotation mark, of the outer or the inner kind.
    Quote { opens: bool, inner: bool },
}

/// Gathers letters.
pub struct Glyphs<'a> {
    scopes: &'a [Scope],
    quotes: &'a Quotes,
    givens: &'a Givens,
    manner: &'a Manner,
    list: Vec<Glyph>,
    looks: Wardrobe,
    /// The look of what is written now.
    dress: usize,
    /// The marks of a field's own that are open, and the look around each.
    marks: Vec<(Mark, usize)>,
    /// Elements of the style that are open, where each began, and the look around it.
    open: Vec<(&'a Scope, usize, usize)>,
    /// Quotation marks that are open: whether each is of the inner kind, and what closes it.
    quoted: Vec<(bool, char)>,
    in_field: bool,
    /// Two pieces meet here.
    joint: bool,
    /// Where the last delimiter begins and ends.
    delimiter: (usize, usize),
    /// No blank may follow.
    glued: bool,
    /// How many elements ended where the text ends now, and the look of the first if it was a text with one.
    ended: (usize, Option<usize>),
    /// A label has no word, so that nothing stands behind it.
    wordless: bool,
    /// Whether titles of this paper follow the rules of English.
    pub english: bool,
    /// A word that begins the text is written large.
    pub capital: bool,
    /// The paper that is written, and the words for its numbers.
    pub paper: Option<(&'a Paper, &'a Terms<'a>)>,
}

impl<'a> Glyphs<'a> {
    pub fn new(scopes: &'a [Scope], quotes: &'a Quotes, givens: &'a Givens, manner: &'a Manner) -> Self {
        let (list, looks, marks, open, quoted) = Default::default();
        Self {
            scopes,
            quotes,
            givens,
            manner,
            list,
            looks,
            dress: 0,
            marks,
            open,
            quoted,
            in_field: false,
            joint: false,
            delimiter: (0, 0),
            glued: false,
            ended: (0, None),
            wordless: false,
            english: true,
            capital: false,
            paper: None,
        }
    }

    pub fn push(&mut self, text: &str, style: Formatting) {
        if Givens::in_text(text) {
            let shown = self.givens.shown(text, self.manner);
            return self.letters(&shown, style);
        }
        self.letters(text, style);
    }

    /// Writes a text in a case.
    pub fn cased(&mut self, text: &str, case: Option<TextCase>) {
        let start = self.list.len();
        self.push(text, Formatting::default());
        if let (Some(case), true) = (case, start < self.list.len()) {
            case::change(&mut self.list, start, case, self.english);
        }
    }

    /// Begins to write in a look; gives the one there was.
    pub fn within(&mut self, change: Change) -> usize {
        let dress = self.looks.style(self.dress, change);
        std::mem::replace(&mut self.dress, dress)
    }

    /// Goes back to a look there was.
    pub fn back(&mut self, dress: usize) {
        self.dress = dress;
    }

    /// What the style says of each name in the names that are written now.
    pub fn of_names(&self) -> Option<&'a Each> {
        self.open.iter().rev().find_map(|(scope, ..)| scope.names.as_deref())
    }

    fn letters(&mut self, text: &str, style: Formatting) {
        // Looks of the processor's are within those of the style's elements, and around those of the field's own.
        let style = change(style);
        let whole =
            style != Change::default() && !text.chars().any(|c| matches!(Sign::of(c), Some(sign) if is_scope(sign)));
        let around = if whole { self.within(style) } else { self.dress };
        let mut own = None;
        for c in text.chars() {
            let sign = Sign::of(c);
            let letter = match sign {
                Some(Sign::Blank) => Some(' '),
                Some(Sign::Hyphen) => Some('-'),
                Some(_) => None,
                None if c.is_control() => Some(' '),
                None => Some(c),
            };
            match (letter, sign) {
                (Some(_), _) if self.wordless => {}
                (Some(c), _) => {
                    let dress = if whole {
                        self.dress
                    } else {
                        *own.get_or_insert_with(|| self.looks.style(self.dress, style))
                    };
                    let kind = match (self.in_field || sign.is_some(), self.keeps_case()) {
                        (_, true) => Kind::Kept,
                        (true, false) => Kind::Field,
                        (false, false) => Kind::Style,
                    };
                    self.put(Glyph { c, dress, kind });
                }
                (None, Some(Sign::Part)) if whole => self.dress = self.looks.style(around, style),
                (None, sign) => {
                    sign.into_iter().for_each(|sign| self.sign(sign));
                    own = None;
                }
            }
        }
        if whole {
            self.dress = around;
        }
    }

    fn keeps_case(&self) -> bool {
        self.marks
            .iter()
            .any(|(mark, _)| matches!(mark, Mark::NoCase | Mark::Plain | Mark::SmallCaps | Mark::Sup | Mark::Sub))
    }

    /// Letters that are done.
    pub fn append(&mut self, letters: &Letters) {
        let base = self.looks.take(&letters.looks, self.dress);
        for glyph in &letters.list {
            let dress = if glyph.dress == 0 { self.dress } else { glyph.dress + base };
            self.put(Glyph { dress, ..*glyph });
        }
    }

    /// One blank between what has been and what follows.
    pub fn blank(&mut self) {
        if !self.list.is_empty() {
            self.put(Glyph { c: ' ', dress: self.dress, kind: Kind::Style });
        }
    }

    pub fn finish(mut self) -> Letters {
        self.one_full_stop();
        while self.list.last().is_some_and(|last| last.c == ' ') {
            self.list.pop();
        }
        Letters { list: self.list, looks: self.looks }
    }
}

fn is_scope(sign: Sign) -> bool {
    matches!(sign, Sign::Scope(_) | Sign::ScopeEnd(_))
}
