//! What the processor wrote, letter by letter: how each looks, which quotation marks it gets, and which marks stay
//! where pieces of text meet. The processor has rules of its own for the last two that differ from those of CSL, so
//! styles leave them to us (see [`crate::cite::styles::adapt`]).

use citationberg::{FontStyle, FontVariant, FontWeight};
use hayagriva::Formatting;

use super::case;
use super::looks::{Meeting, applied, is_mark, marked, meeting};
use crate::cite::papers::givens::{Givens, Manner};
use crate::cite::papers::rich::{Mark, Sign};
use crate::cite::styles::adapt::Scope;
use crate::cite::styles::terms::Quotes;

/// A letter and its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    pub look: Formatting,
    /// What of the look a tag of the field took away.
    pub off: Off,
    pub kind: Kind,
}

/// Italics within italics stand upright, and so on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Off {
    pub italic: bool,
    pub bold: bool,
    pub small_caps: bool,
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
    pub list: Vec<Glyph>,
    /// The marks of a field's own that are open.
    marks: Vec<Mark>,
    /// Elements of the style that are open, and where each began.
    open: Vec<(&'a Scope, usize)>,
    /// Quotation marks that are open: whether each is of the inner kind, and what closes it.
    quoted: Vec<(bool, char)>,
    in_field: bool,
    /// Two pieces meet here.
    joint: bool,
    /// Where the last delimiter begins and ends.
    delimiter: (usize, usize),
    /// No blank may follow.
    glued: bool,
    /// Whether titles of this paper follow the rules of English.
    pub english: bool,
}

impl<'a> Glyphs<'a> {
    pub fn new(scopes: &'a [Scope], quotes: &'a Quotes, givens: &'a Givens, manner: &'a Manner) -> Self {
        let (list, marks, open, quoted) = Default::default();
        Self {
            scopes,
            quotes,
            givens,
            manner,
            list,
            marks,
            open,
            quoted,
            in_field: false,
            joint: false,
            delimiter: (0, 0),
            glued: false,
            english: true,
        }
    }

    pub fn push(&mut self, text: &str, style: Formatting) {
        if Givens::in_text(text) {
            let shown = self.givens.shown(text, self.manner);
            return self.letters(&shown, style);
        }
        self.letters(text, style);
    }

    fn letters(&mut self, text: &str, style: Formatting) {
        for c in text.chars() {
            match Sign::of(c) {
                Some(sign) => self.sign(sign, style),
                None => {
                    let c = if c.is_control() { ' ' } else { c };
                    let kind =
                        match (self.in_field, self.marks.iter().any(|mark| matches!(mark, Mark::NoCase | Mark::Plain)))
                        {
                            (_, true) => Kind::Kept,
                            (true, false) => Kind::Field,
                            (false, false) => Kind::Style,
                        };
                    self.put(self.glyph(c, style, kind));
                }
            }
        }
    }

    /// Takes a delimiter back that nothing followed.
    fn undelimited(&mut self) {
        let (start, end) = self.delimiter;
        if end == self.list.len() && start < end {
            self.list.truncate(start);
        }
    }

    /// Letters that are done.
    pub fn append(&mut self, list: &[Glyph]) {
        list.iter().for_each(|glyph| self.put(*glyph));
    }

    fn sign(&mut self, sign: Sign, style: Formatting) {
        match sign {
            Sign::Tag(mark, true) => self.marks.push(mark),
            Sign::Tag(mark, false) => {
                if let Some(at) = self.marks.iter().rposition(|one| *one == mark) {
                    self.marks.remove(at);
                }
            }
            Sign::Open { single, typed } => self.quote(single, typed, style),
            Sign::Close => {
                self.unquote(style);
                // A field is no place where pieces meet.
                self.joint = false;
            }
            Sign::Field | Sign::FieldEnd => (self.in_field, self.joint) = (sign == Sign::Field, sign != Sign::Field),
            Sign::Joint => self.joint = true,
            Sign::Behind => {
                self.undelimited();
                self.joint = true;
            }
            Sign::Delimiter => {
                self.undelimited();
                self.delimiter = (self.list.len(), usize::MAX);
                self.joint = true;
            }
            Sign::DelimiterEnd => (self.delimiter.1, self.joint) = (self.list.len(), false),
            Sign::Glue => self.glued = true,
            Sign::Initials | Sign::InitialsEnd => {}
            Sign::Blank | Sign::Hyphen => {
                let c = if sign == Sign::Blank { ' ' } else { '-' };
                self.put(self.glyph(c, style, Kind::Field));
            }
            Sign::Scope(number) => {
                if let Some(scope) = self.scopes.get(number) {
                    self.open.push((scope, self.list.len()));
                    if scope.quotes {
                        self.quote(false, true, style);
                    }
                }
            }
            Sign::ScopeEnd(_) => {
                if let Some((scope, start)) = self.open.last().copied() {
                    if scope.quotes {
                        self.unquote(style);
                    }
                    self.open.pop();
                    if let (Some(case), true) = (scope.case, start < self.list.len()) {
                        case::change(&mut self.list, start, case, self.english);
                    }
                }
                self.joint = true;
            }
        }
    }

    /// The look of a letter: the style's, then the field's own upon it.
    fn glyph(&self, c: char, style: Formatting, kind: Kind) -> Glyph {
        let scoped = self.open.iter().fold(style, |look, (scope, _)| applied(look, scope.look));
        let look = self.marks.iter().fold(scoped, |look, mark| marked(look, *mark));
        let off = Off {
            italic: scoped.font_style == FontStyle::Italic && look.font_style != FontStyle::Italic,
            bold: scoped.font_weight == FontWeight::Bold && look.font_weight != FontWeight::Bold,
            small_caps: scoped.font_variant == FontVariant::SmallCaps && look.font_variant != FontVariant::SmallCaps,
        };
        Glyph { c, look, off, kind }
    }

    fn quote(&mut self, single: bool, typed: bool, style: Formatting) {
        // Within others, quotation marks are of the other kind; typographic ones stay as they are elsewhere.
        let literal =
            (!typed && self.quoted.is_empty()).then_some(if single { ['‘', '’'] } else { ['“', '”'] });
        let inner = self.quoted.last().map_or(single && !self.quotes.single_first(), |(around, _)| !around);
        let signs = literal.unwrap_or_else(|| [true, false].map(|opens| self.quotes.sign(opens, inner)));
        self.quoted.push((inner, signs[1]));
        self.joint = false;
        self.put(self.glyph(signs[0], style, Kind::Quote { opens: true, inner }));
    }

    fn unquote(&mut self, style: Formatting) {
        let Some((inner, c)) = self.quoted.pop() else { return };
        self.joint = false;
        self.put(self.glyph(c, style, Kind::Quote { opens: false, inner }));
        self.joint = true;
    }

    /// One blank between what has been and what follows.
    pub fn blank(&mut self) {
        if !self.list.is_empty() {
            self.put(Glyph { c: ' ', look: Formatting::default(), off: Off::default(), kind: Kind::Style });
        }
    }

    fn put(&mut self, glyph: Glyph) {
        let joint = std::mem::take(&mut self.joint);
        let last = self.list.last().copied();
        if std::mem::take(&mut self.glued) && glyph.c == ' ' {
            return;
        }
        match (glyph.c, last) {
            (' ', None) => return,
            (' ', Some(last)) if last.c == ' ' => {
                self.joint = joint;
                return;
            }
            (c, Some(_)) if joint && is_mark(c) => return self.join(glyph),
            (c, _) if c != '.' => self.one_full_stop(),
            _ => {
                // A question ends with its own mark, within quotation marks, too.
                let ended =
                    self.list.iter().rev().find(|one| !closes(one)).is_some_and(|one| matches!(one.c, '?' | '!'));
                if ended {
                    return;
                }
            }
        }
        self.list.push(glyph);
    }

    /// An abbreviation ends a sentence with its own full stop. Three are an ellipsis.
    fn one_full_stop(&mut self) {
        let dots = self.list.iter().rev().take_while(|one| one.c == '.').take(3).count();
        if dots == 2 {
            self.list.pop();
        }
    }

    /// A mark where two pieces meet: some swallow each other, some go into quotation marks.
    fn join(&mut self, glyph: Glyph) {
        self.one_full_stop();
        let blanks = self.list.iter().rev().take_while(|one| one.c == ' ').count();
        let before = self.list.len() - blanks;
        if blanks > 0 && before > 0 && is_mark(self.list[before - 1].c) {
            // What is between them is empty, and said to be.
            return self.list.push(glyph);
        }
        self.list.truncate(before);
        while !self.joined(glyph) {}
    }

    /// Puts a mark to the letters before it; whether it is done, or took one of them away and must be put again.
    fn joined(&mut self, glyph: Glyph) -> bool {
        let closing = self.list.iter().rev().take_while(|one| closes(one)).count();
        let inside = self.list.len() - closing;
        let Some(end) = inside.checked_sub(1).and_then(|at| self.list.get(at)).copied() else {
            self.list.push(glyph);
            return true;
        };
        if closing > 0 {
            let takes = self.quotes.take_marks;
            let comes_out =
                if takes { matches!(end.c, ':' | ';') && !matches!(glyph.c, '!' | '?') } else { is_mark(end.c) };
            if comes_out && end.kind != Kind::Style {
                self.list.remove(inside - 1);
                self.list.push(end);
            } else if takes && matches!(glyph.c, '.' | ',' | '!' | '?') {
                match meeting(end.c, glyph.c) {
                    Meeting::Both => self.list.insert(inside, Glyph { look: end.look, off: end.off, ..glyph }),
                    Meeting::First => {}
                    Meeting::Second => self.list[inside - 1].c = glyph.c,
                }
                return true;
            }
        }
        let last = self.list.last().filter(|one| !closes(one)).unwrap_or(&end);
        match meeting(last.c, glyph.c) {
            Meeting::Both => self.list.push(glyph),
            Meeting::First => {}
            Meeting::Second => {
                self.list.pop();
                return false;
            }
        }
        true
    }

    pub fn finish(&mut self) {
        self.one_full_stop();
        while self.list.last().is_some_and(|last| last.c == ' ') {
            self.list.pop();
        }
    }
}

fn closes(glyph: &Glyph) -> bool {
    matches!(glyph.kind, Kind::Quote { opens: false, .. })
}
