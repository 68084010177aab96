//! Glyphs that a page draws, put together to lines.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::sheet::Line;

/// Lines of a page; one with more is a drawing.
const MOST: usize = 5_000;

/// Begin and end a raised stretch while a line is put together; no glyph gives a control character.
const RAISED: char = '\u{2}';
const LOWERED: char = '\u{3}';

/// The lines of a page, in the order in which it draws them.
pub struct Lines {
    page: u32,
    done: Vec<Line>,
    line: Line,
    /// Where the next glyph of the line would stand, and which way the line runs.
    next: Point,
    way: Vec2,
    /// A point on the line that its full-sized letters stand on.
    ground: Point,
    is_raised: bool,
    /// Bytes of text that may yet come.
    room: usize,
}

impl Lines {
    /// Of no more text than `room` bytes; what a page draws beyond is left out.
    pub fn of_page(page: u32, room: usize) -> Self {
        Self {
            page,
            done: Vec::new(),
            line: Line::default(),
            next: Point::ZERO,
            way: Vec2::ZERO,
            ground: Point::ZERO,
            is_raised: false,
            room,
        }
    }

    pub fn end(mut self) -> Vec<Line> {
        self.end_line();
        self.done
    }

    fn glyph(&mut self, glyph: &Glyph, place: Affine) {
        let (text, advance) = match glyph {
            Glyph::Outline(outline) => (outline.as_unicode(), outline.advance_width()),
            Glyph::Type3(drawn) => (drawn.as_unicode(), drawn.advance_width()),
        };
        let text = match text {
            Some(BfString::Char(c)) => String::from(c),
            Some(BfString::String(text)) => text,
            None => "\u{fffd}".into(),
        };
        let mut text = plain_letters(&text);
        if text.chars().any(is_from_right) {
            // Two letters in one glyph: in the order in which all others are drawn, so that one turn puts all right.
            text = text.chars().rev().collect();
        }
        let Some(room) = self.room.checked_sub(text.len()) else { return };
        let at = place * Point::ZERO;
        // Glyphs are drawn a thousand units to the em.
        let up = place * Point::new(0.0, 1000.0) - at;
        let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
        let across = place * Point::new(1000.0, 0.0) - at;
        let size = up.hypot();
        if !size.is_finite() || !end.is_finite() || size <= 0.0 || across.hypot() <= 0.0 {
            return;
        }
        let way = across.normalize();
        let step = at - self.next;
        let large = size.max(f64::from(self.line.size));
        let gap = step.dot(self.way);
        let continues = !self.line.text.is_empty()
            && way.dot(self.way) > 0.99
            && step.cross(self.way).abs() < 0.6 * large
            && (-0.6 * large..4.0 * large).contains(&gap);
        if !continues {
            self.end_line();
            self.line = Line { page: self.page, turned: way.x < 0.9, ..Line::default() };
            (self.way, self.ground) = (way, at);
        }
        let is_raised = continues && self.is_above(at, size, up);
        if is_raised != self.is_raised {
            self.line.text.push(if is_raised { RAISED } else { LOWERED });
            self.is_raised = is_raised;
        }
        if continues && gap > 1.2 * large {
            self.line.text.push('\t');
        } else if continues && gap > 0.13 * large && !self.line.text.ends_with([' ', '\t']) && !text.starts_with(' ') {
            self.line.text.push(' ');
        }
        if !is_raised {
            self.ground = at;
            self.line.size = self.line.size.max(size as f32);
        }
        self.room = room;
        self.line.text.push_str(&text);
        self.next = end;
    }

    /// Whether a glyph is small and stands above the others of its line.
    fn is_above(&self, at: Point, size: f64, up: Vec2) -> bool {
        let large = f64::from(self.line.size);
        size < 0.8 * large && (at - self.ground).dot(up.normalize()) > 0.15 * large
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.is_raised = false;
        let text: String = line.text.chars().filter(|c| !matches!(*c, RAISED | LOWERED)).collect();
        let text = words(text.split_whitespace());
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let from_right = 2 * text.chars().filter(|c| is_from_right(*c)).count() > letters;
        let text = if from_right { turned_round(&text) } else { text };
        if text.is_empty() || self.done.len() >= MOST {
            return;
        }
        let apart =
            if !from_right && line.text.contains(['\t', RAISED]) { without_raised(&line.text) } else { String::new() };
        self.done.push(Line { text, apart, ..line });
    }
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Letters of scripts that run from right to left: Hebrew, Arabic and its neighbours.
fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A line that is drawn from the left as it is read from the right. Words and numbers that run the other way stay.
fn turned_round(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut other = String::new();
    for c in text.chars().rev() {
        if c.is_alphanumeric() && !is_from_right(c) {
            other.push(c);
            continue;
        }
        out.extend(other.chars().rev());
        other.clear();
        out.push(c);
    }
    out.extend(other.chars().rev());
    out
}

fn without_raised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_raised = false;
    for c in text.chars() {
        match c {
            RAISED => {
                is_raised = true;
                out.push('\t');
            }
            LOWERED => is_raised = false,
            _ if is_raised => {}
            c => out.push(c),
        }
    }
    out.split('\t').map(|part| words(part.split_whitespace())).collect::<Vec<_>>().join("\t")
}

/// Letters that a font draws as one glyph, taken apart; what is not to be seen left out.
fn plain_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            '\u{ad}' | '\u{200b}' => {}
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

impl Device<'_> for Lines {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_from_the_right_are_turned_round() {
        let drawn: String = "מדידת הגשם בשנת".chars().rev().collect();
        assert_eq!(turned_round(&format!("2020 {drawn}")), "מדידת הגשם בשנת 2020", "words turn, a number does not");
        assert!("מ".chars().all(is_from_right) && !"Rain".chars().any(is_from_right), "by their scripts");
    }

    #[test]
    fn letters_in_one_glyph_come_apart() {
        assert_eq!(plain_letters("e\u{fb03}cient\u{ad}ly"), "efficiently", "ligatures, and hyphens that do not show");
    }
}
