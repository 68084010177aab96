//! What the signs in a text do: quotation marks, tags of a field, and the elements of the style.

use citationberg::taxonomy::NameVariable;
use citationberg::{Formatting as Change, LabelPluralize, TextCase};
use hayagriva::Formatting;

use super::{Glyph, Glyphs, Kind};
use crate::cite::papers::rich::Sign;
use crate::cite::styles::adapt::Scope;
use crate::cite::written::case;

impl Glyphs<'_> {
    pub(super) fn sign(&mut self, sign: Sign) {
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

    /// Takes a delimiter back that nothing followed.
    fn undelimited(&mut self) {
        let (start, end) = self.delimiter;
        if end == self.list.len() && start < end {
            self.list.truncate(start);
        }
    }
}
