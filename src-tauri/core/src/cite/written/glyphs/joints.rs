//! Which marks stay where pieces of text meet.

use super::{Glyph, Glyphs, Kind};
use crate::cite::written::looks::{Meeting, is_mark, meeting};

impl Glyphs<'_> {
    pub(super) fn put(&mut self, glyph: Glyph) {
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
    pub(super) fn one_full_stop(&mut self) {
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
}

fn closes(glyph: &Glyph) -> bool {
    matches!(glyph.kind, Kind::Quote { opens: false, .. })
}
