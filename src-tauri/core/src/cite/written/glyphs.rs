//! What the processor wrote, letter by letter: how each looks, which quotation marks it gets, and which marks stay
//! where pieces of text meet. The processor has rules of its own for the last two that differ from those of CSL, so
//! styles leave them to us (see [`crate::cite::styles::adapt`]).

use citationberg::taxonomy::NameVariable;
use citationberg::{Formatting as Change, LabelPluralize, TextCase};
use hayagriva::Formatting;

use super::case;
use super::dress::{Wardrobe, change};
use super::looks::{Meeting, is_mark, meeting};
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
        let whole = style != Change::default() && !text.chars().any(|c| matches!(Sign::of(c), Some(sign) if is_scope(sign)));
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
                    let dress =
                        if whole { self.dress } else { *own.get_or_insert_with(|| self.looks.style(self.dress, style)) };
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

    /// What is written for a number.
    fn number(&self, scope: &Scope, start: usize) -> Option<String> {
        let (paper, terms) = self.paper?;
        if let Some((roles, label)) = scope.people.as_deref() {
            let several = match label.plural {
                LabelPluralize::Contextual => return None,
                always => always == LabelPluralize::Always,
            };
            let said: String = self.list[start.min(self.list.len())..].iter().map(|one| one.c).collect();
            let word = |role: &NameVariable, several| terms.word((*role).into(), label.form, several);
            let is = |role: &&NameVariable| [true, false].iter().any(|several| word(role, *several) == Some(&said));
            return roles.iter().find(is).and_then(|role| word(role, several)).map(str::to_owned);
        }
        let (name, asked) = scope.number.as_ref()?;
        paper.numbered(name)?.written(asked, terms)
    }

    fn keeps_case(&self) -> bool {
        self.marks.iter().any(|(mark, _)| matches!(mark, Mark::NoCase | Mark::Plain | Mark::SmallCaps))
    }

    /// Takes a delimiter back that nothing followed.
    fn undelimited(&mut self) {
        let (start, end) = self.delimiter;
        if end == self.list.len() && start < end {
            self.list.truncate(start);
        }
    }

    /// Letters that are done.
    pub fn append(&mut self, letters: &Letters) {
        let base = self.looks.take(&letters.looks, self.dress);
        for glyph in &letters.list {
            let dress = if glyph.dress == 0 { self.dress } else { glyph.dress + base };
            self.put(Glyph { dress, ..*glyph });
        }
    }

    fn sign(&mut self, sign: Sign) {
        match sign {
            Sign::Tag(mark, true) => {
                self.marks.push((mark, self.dress));
                self.dress = self.looks.mark(self.dress, mark);
            }
            Sign::Tag(mark, false) => {
                if let Some(at) = self.marks.iter().rposition(|(one, _)| *one == mark) {
                    self.dress = self.marks.remove(at).1;
                }
            }
            Sign::Open { single, typed } => self.quote(single, typed),
            Sign::Close => {
                self.unquote();
                // A field is no place where pieces meet.
                self.joint = false;
            }
            Sign::Field | Sign::FieldEnd => (self.in_field, self.joint) = (sign == Sign::Field, sign != Sign::Field),
            Sign::Joint => self.joint = true,
            Sign::Behind if self.wordless => {}
            Sign::Behind => {
                self.undelimited();
                self.joint = true;
            }
            Sign::Delimiter => {
                self.undelimited();
                self.delimiter = (self.list.len(), usize::MAX);
                self.joint = true;
            }
            Sign::DelimiterEnd => {
                // Nothing is parted from nothing.
                if self.delimiter.0 == 0 {
                    self.list.clear();
                }
                (self.delimiter.1, self.joint) = (self.list.len(), false);
            }
            Sign::Glue => self.glued = true,
            Sign::Part => {
                self.wordless = false;
                self.ended.0 += 1;
            }
            Sign::Initials | Sign::InitialsEnd | Sign::Whole | Sign::Blank | Sign::Hyphen => {}
            Sign::Scope(number) => {
                if let Some(scope) = self.scopes.get(number) {
                    let dress = self.dress;
                    if scope.quotes {
                        // The look is that of what is within quotation marks.
                        self.quote_as(false, None);
                    }
                    self.open.push((scope, self.list.len(), dress));
                    self.within(scope.look);
                }
            }
            Sign::ScopeEnd(_) => {
                if let Some((scope, start, dress)) = self.open.pop() {
                    if let (Some(number), true) = (self.number(scope, start), start < self.list.len()) {
                        self.list.truncate(start);
                        self.letters(&number, Formatting::default());
                        self.wordless = number.is_empty();
                    }
                    let own = (scope.look != Change::default() && !scope.around).then_some(self.dress);
                    self.ended = (self.ended.0 + 1, if self.ended.0 > 0 { self.ended.1 } else { own });
                    self.dress = dress;
                    if scope.quotes {
                        self.unquote();
                    }
                    if scope.no_stops {
                        let rest = self.list.split_off(start.min(self.list.len()));
                        self.list.extend(rest.into_iter().filter(|one| one.c != '.'));
                    }
                    if scope.term && self.capital && start == 0 {
                        case::change(&mut self.list, 0, TextCase::CapitalizeFirst, self.english);
                    }
                    if let (Some(case), true) = (scope.case, start < self.list.len()) {
                        case::change(&mut self.list, start, case, self.english);
                    }
                }
                self.joint = true;
            }
        }
    }

    /// A quotation mark of a field's own.
    fn quote(&mut self, single: bool, typed: bool) {
        // Within others, quotation marks are of the other kind; typographic ones stay as they are elsewhere.
        let literal =
            (!typed && self.quoted.is_empty()).then_some(if single { ['‘', '’'] } else { ['“', '”'] });
        let inner = match (self.quoted.last(), literal) {
            (Some((around, _)), _) => !around,
            (None, Some(_)) => single && !self.quotes.single_first(),
            (None, None) => single,
        };
        self.quote_as(inner, literal);
    }

    fn quote_as(&mut self, inner: bool, literal: Option<[char; 2]>) {
        let signs = literal.unwrap_or_else(|| [true, false].map(|opens| self.quotes.sign(opens, inner)));
        self.quoted.push((inner, signs[1]));
        self.joint = false;
        self.put(Glyph { c: signs[0], dress: self.dress, kind: Kind::Quote { opens: true, inner } });
    }

    fn unquote(&mut self) {
        let Some((inner, c)) = self.quoted.pop() else { return };
        self.joint = false;
        self.put(Glyph { c, dress: self.dress, kind: Kind::Quote { opens: false, inner } });
        self.joint = true;
    }

    /// One blank between what has been and what follows.
    pub fn blank(&mut self) {
        if !self.list.is_empty() {
            self.put(Glyph { c: ' ', dress: self.dress, kind: Kind::Style });
        }
    }

    fn put(&mut self, glyph: Glyph) {
        let joint = std::mem::take(&mut self.joint);
        let ended = std::mem::take(&mut self.ended);
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
            // What ends with its own mark in a look of its own has another right behind it.
            ('.' | ':', Some(Glyph { c: '!' | '?', dress, .. })) if joint && ended == (1, Some(dress)) => {}
            (c, Some(_)) if joint && is_mark(c) => return self.join(glyph),
            (c, _) if c != '.' => self.one_full_stop(),
            _ if glyph.kind != Kind::Style => {}
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
            let comes_out = if takes {
                matches!(end.c, ':' | ';') && !matches!(glyph.c, '!' | '?')
            } else {
                matches!(end.c, ',' | ':' | ';')
            };
            if comes_out && end.kind != Kind::Style {
                self.list.remove(inside - 1);
                self.list.push(end);
            } else if takes && matches!(glyph.c, '.' | ',' | '!' | '?') {
                match meeting(end.c, glyph.c) {
                    Meeting::Both => {
                        let dress = self.list[inside].dress;
                        self.list.insert(inside, Glyph { dress, ..glyph });
                    }
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

fn closes(glyph: &Glyph) -> bool {
    matches!(glyph.kind, Kind::Quote { opens: false, .. })
}
