//! What a line of text looks like, in numbers: the evidence for a title, an abstract, an author line.

use super::lines::{Line, Mark};
use super::{item, people, words};

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum End {
    #[default]
    Plain,
    /// `.` and its kin.
    Period,
    /// `?` or `!`: titles and sentences both.
    Question,
    /// In the middle of something: a comma, a hyphen, "of".
    Open,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Shape {
    pub chars: u32,
    pub end: End,
    pub starts_lower: bool,
    pub heading: bool,
    pub title: f32,
    pub prose: f32,
    pub authors: f32,
    /// Words of abstracts in it, each counted once.
    pub cues: u8,
    /// How much of a title it is by its words alone: 0 to about 5.
    pub evidence: f32,
}

/// Beyond this the rest of a line tells nothing new, and reading it would cost.
const LOOKED_AT: usize = 2_000;

pub fn of(line: &Line) -> Shape {
    let words_of = line.words();
    let chars = count_chars(words_of);
    let text = cut(words_of);
    let seen = Seen::of(text);
    let end = if text.len() < words_of.len() { end_of(words_of) } else { end_of(text) };
    let first = text.split(' ').next().unwrap_or_default();
    let starts_lower = first.chars().next().is_some_and(char::is_lowercase)
        && !first.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    let mut shape = Shape {
        chars,
        end,
        starts_lower,
        heading: line.mark == Mark::Heading,
        cues: seen.cues,
        evidence: evidence(&seen, text),
        ..Shape::default()
    };
    shape.authors = authors(text);
    shape.title = title(&seen, &shape, line.mark) - if shape.authors > 2.0 { 2.0 } else { 0.0 };
    // The last part of a list entry gives it away: "… — A. Author, Venue 2023".
    if chars <= 700 && shape.authors < 2.0 && item::has_tail(words_of) {
        shape.title = shape.title.max(1.0) + if line.mark == Mark::None { 3.0 } else { 5.5 };
        shape.evidence += 3.0;
    }
    shape.prose = prose(&seen, &shape);
    shape
}

fn count_chars(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.chars().count() as u32 }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn end_of(text: &str) -> End {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', '*', '_', '$']);
    match bare.chars().next_back() {
        Some('.' | '。' | '．' | '…') => return End::Period,
        Some('?' | '!' | '？' | '！') => return End::Question,
        Some(',' | '-' | '–' | '—' | ':' | ';' | '/' | '&' | '(' | '，' | '、') => return End::Open,
        _ => {}
    }
    let mut buffer = String::new();
    let last = bare.rsplit(' ').next().unwrap_or_default();
    if words::joins(words::fold(last, &mut buffer)) && last.chars().all(char::is_lowercase) {
        End::Open
    } else {
        End::Plain
    }
}

/// Counts over the words of a line.
#[derive(Default)]
struct Seen {
    words: u32,
    /// Words of four letters and more, and how many of them have a capital.
    major: u32,
    capitals: u32,
    title_words: u32,
    sentence_words: u32,
    cues: u8,
    /// Sentences that end inside the line.
    breaks: u32,
    colon: bool,
    /// Share of letters among all that is not a space.
    letters: f32,
    /// Words without a vowel, or with letters and digits mixed at random.
    odd: u32,
    no_case: bool,
}

impl Seen {
    fn of(text: &str) -> Self {
        let mut seen = Seen::default();
        let mut cue_seen = [false; 160];
        let mut buffer = String::new();
        let mut cased = false;
        let mut after_stop = false;
        for word in text.split(' ') {
            seen.words += 1;
            let first = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
            let upper = first.is_some_and(char::is_uppercase);
            if after_stop && (upper || first.is_some_and(|c| c.is_ascii_digit())) {
                seen.breaks += 1;
            }
            // "et al." and initials end with a dot, sentences end with a word.
            let stem = word.trim_end_matches([')', '"', '”', '’']);
            after_stop = stem.len() > 3
                && stem.ends_with('.')
                && !matches!(stem, "vs." | "i.e." | "e.g." | "al." | "Dr." | "etc." | "No." | "Vol.");
            seen.colon |= word.len() > 1 && word.ends_with(':');
            let folded = words::fold(word, &mut buffer);
            if folded.is_empty() {
                continue;
            }
            seen.title_words += u32::from(words::of_title(folded));
            // A capitalised "Is" or "Can" is a title asking; a small one is a sentence.
            seen.sentence_words += u32::from((!upper || folded == "i") && words::of_sentence(folded));
            if let Some(cue) = words::of_abstract(folded)
                && let Some(slot) = cue_seen.get_mut(cue)
                && !std::mem::replace(slot, true)
            {
                seen.cues += 1;
            }
            if folded.len() >= 4 {
                seen.major += 1;
                seen.capitals += u32::from(word.chars().any(char::is_uppercase));
                let bytes = folded.as_bytes();
                let vowels =
                    bytes.iter().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')) || !folded.is_ascii();
                seen.odd +=
                    u32::from(!vowels && !upper || bytes.len() > 25 || bytes.contains(&b'=') || bytes.contains(&b'\\'));
            }
            cased |= folded.chars().any(|c| c.is_lowercase());
        }
        let solid = text.chars().filter(|c| *c != ' ').count().max(1);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        seen.letters = letters as f32 / solid as f32;
        seen.no_case = !cased && letters > 0;
        if seen.no_case {
            // Scripts without spaces: two characters make a word, near enough.
            seen.words = seen.words.max(solid as u32 / 2);
            seen.breaks = text.matches('。').count().saturating_sub(1) as u32;
        }
        seen
    }

    fn capital_share(&self) -> f32 {
        if self.major == 0 { if self.no_case { 1.0 } else { 0.5 } } else { self.capitals as f32 / self.major as f32 }
    }
}

/// The score of a line as a title, by itself. Zero is "no idea"; what stands around it comes on top.
fn title(seen: &Seen, shape: &Shape, mark: Mark) -> f32 {
    let mut score = match seen.words {
        0 => -6.0,
        1 => -3.5,
        2 => -1.5,
        3..=20 => 1.5,
        21..=35 => 0.0,
        _ => -3.0,
    };
    if shape.chars > 300 {
        score -= 4.0;
    }
    score += match seen.capital_share() {
        share if share >= 0.7 => 1.5,
        share if share >= 0.4 => 0.5,
        _ => -0.5,
    };
    score += 0.75 * seen.title_words.min(2) as f32;
    score += f32::from(u8::from(seen.colon));
    score += match shape.end {
        End::Period => -3.0,
        End::Open => -1.5,
        End::Question | End::Plain => 0.0,
    };
    if shape.starts_lower {
        score -= 2.5;
    }
    score -= 2.5 * seen.breaks.min(2) as f32;
    score -= 0.8 * seen.sentence_words.min(4) as f32;
    if seen.letters < 0.72 {
        score -= if seen.letters < 0.55 { 8.0 } else { 2.0 };
    }
    score -= 2.0 * seen.odd.min(3) as f32;
    score
        + match mark {
            Mark::Heading => 3.0,
            Mark::Bullet | Mark::Number => 1.0,
            Mark::None => 0.0,
        }
}

/// The score of a line as (a line of) an abstract.
fn prose(seen: &Seen, shape: &Shape) -> f32 {
    let mut score = match shape.chars {
        400.. => 5.0,
        200.. => 3.5,
        120.. => 1.5,
        60.. => 0.0,
        _ => -1.5,
    };
    score += 1.5 * seen.breaks.min(2) as f32;
    score += 0.7 * seen.sentence_words.min(4) as f32;
    score += 0.3 * f32::from(shape.cues.min(5));
    score += match shape.end {
        End::Period => 2.0,
        _ => 0.0,
    };
    if seen.capital_share() >= 0.7 && shape.end != End::Period && shape.chars < 400 {
        score -= 2.0;
    }
    if seen.letters < 0.5 {
        score -= 6.0;
    }
    // Base64, hexadecimal, code: long, but nothing to read.
    if shape.chars > 60 && (seen.words * 25 < shape.chars.min(LOOKED_AT as u32) || seen.odd * 3 > seen.words) {
        score -= 12.0;
    }
    if shape.heading {
        score -= 6.0;
    }
    score
}

fn authors(text: &str) -> f32 {
    if text.len() > 1_900 && !text.contains(", ") || text.ends_with(['.', '?']) && !text.ends_with("et al.") {
        return -8.0;
    }
    // Names begin with capitals, so most lines need not be taken apart at all.
    if !text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && !text.starts_with("by ")
        && !text.starts_with('·')
    {
        return -8.0;
    }
    let by = text.len() > 6 && text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "));
    if text.contains([',', ';', '|', '·', '•']) || text.contains(" and ") || text.contains(" & ") {
        return match people::list(text) {
            Some(names) => 4.0 + (names.len() as f32).min(4.0) * 0.5 + if by { 2.0 } else { 0.0 },
            None => -8.0,
        };
    }
    match people::one(text) {
        Some(_) if by => 4.0,
        Some(_) => 0.8,
        None => -8.0,
    }
}

/// How paper-like a title is by its words alone.
fn evidence(seen: &Seen, text: &str) -> f32 {
    let mut score = 0.0;
    score += seen.title_words.min(3) as f32;
    score += f32::from(u8::from(seen.colon && !text.ends_with(':')));
    score += if (4..=25).contains(&seen.words) { 1.0 } else { 0.0 };
    score += if seen.capital_share() >= 0.6 { 0.5 } else { 0.0 };
    score - seen.sentence_words.min(3) as f32 * 0.5 - seen.odd as f32
}
