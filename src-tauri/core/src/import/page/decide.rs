//! From lines to papers.

use std::borrow::Cow;
use std::collections::HashMap;

use super::kinds::{self, Field, Kind};
use super::limits::{MOST_DRAFTS, SkippedList, finish};
use super::lines::{Line, Lines, Mark};
use super::shape::{self, End, Shape};
use super::{dates, item, people};
use crate::import::ids;
use crate::model::{Draft, Reading};
use crate::search::fold::title_key;

pub fn papers(page: &Lines) -> Reading {
    let mut reader = Reader::default();
    let width = wrap_width(&page.lines);
    let mut links = page.links.iter().peekable();
    let mut at = 0;
    while at < page.lines.len() && reader.drafts.len() < MOST_DRAFTS {
        let (line, next) = paragraph(&page.lines, at, width);
        let mut beside = Vec::new();
        while let Some((_, link)) = links.next_if(|(owner, _)| *owner < next) {
            beside.push(link.clone());
        }
        reader.line(&line, beside);
        at = next;
    }
    reader.flush();
    reader.skipped.add_count(page.left_out + (page.lines.len() - at));
    let source = if reader.submitters { "Hugging Face Papers page" } else { "Page of papers" };
    Reading { source: source.into(), drafts: merge(reader.drafts), skipped: reader.skipped.into_list() }
}

/// The width a page was wrapped at: hardly a line would have had room for the first word of the next. `None` for pages
/// whose line ends mean something, such as lists of titles.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.windows(2).filter(|pair| !pair[1].gap).map(|pair| length(&pair[0])).collect();
    lengths.sort_unstable();
    // An address longer than the page is wide stands out; nearly all other lines end below the width.
    let width = *lengths.get(lengths.len().saturating_sub(1) * 97 / 100).filter(|width| (40..=140).contains(*width))?;
    let pairs = lines.windows(2).filter(|pair| !pair[1].gap);
    let (mut full, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        full += usize::from(!fits(&pair[0], &pair[1], width));
    }
    (all >= 2 && full * 10 >= all * 9).then_some(width)
}

fn length(line: &Line) -> usize {
    line.text.chars().count()
}

/// A space, and three characters for those that cleaning took away.
const SLACK: usize = 4;

/// Whether the first word of `next` would have had room behind `line`.
fn fits(line: &Line, next: &Line, width: usize) -> bool {
    let word = next.text.split(' ').next().unwrap_or_default().chars().count();
    length(line) + SLACK + word <= width
}

/// The text that starts at line `at`, wrapped lines put together again, and the line after it.
fn paragraph<'a>(lines: &[Line<'a>], at: usize, width: Option<usize>) -> (Line<'a>, usize) {
    let first = &lines[at];
    let mut line = first.clone();
    let mut end = at + 1;
    let plain = |line: &Line| kinds::of(line.words(), false) == Kind::Text;
    // On a page that is not wrapped as a whole, a paragraph may be: its lines are of one length.
    let own_width = width.unwrap_or_else(|| length(first));
    if !plain(first) || (width.is_none() && !(50..=140).contains(&own_width)) {
        return (line, end);
    }
    let mut text = String::new();
    let mut previous = first;
    while let Some(next) = lines.get(end) {
        // In a wrapped page a word that pages use for navigation ("Models") is the end of a line.
        let text_like = match kinds::of(next.words(), false) {
            Kind::Text => true,
            Kind::Skip(_) => width.is_some(),
            _ => false,
        };
        let goes_on = !next.gap && (next.mark == Mark::None || width.is_some()) && text_like;
        let room = match width {
            Some(width) => fits(previous, next, width),
            None => fits(previous, next, own_width.saturating_sub(4).max(length(previous))) || length(next) > 140,
        };
        // Two titles below each other may be of one length; a title seldom starts in the middle of a sentence.
        let title = width.is_none()
            && shape::of(previous).end == End::Plain
            && starts_upper(next.words())
            && shape::of(next).title > 2.5;
        if !goes_on || room || title {
            break;
        }
        if text.is_empty() {
            text = first.text.clone().into_owned();
        }
        // A word hyphenated at the line end keeps its hyphen: most of them are compounds or names.
        if !text.ends_with('-') {
            text.push(' ');
        }
        text.push_str(&next.text);
        previous = next;
        end += 1;
    }
    if !text.is_empty() {
        line.text = Cow::Owned(text);
    }
    (line, end)
}

fn starts_upper(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

#[derive(Default)]
struct Reader {
    drafts: Vec<Draft>,
    skipped: SkippedList,
    current: Option<Draft>,
    /// The score the current title had by itself.
    confidence: f32,
    /// The line after "Submitted by" is a name.
    name_follows: bool,
    submitters: bool,
    /// The field that an unlabelled line goes on with.
    field: Option<Field>,
}

impl Reader {
    fn line(&mut self, line: &Line, links: Vec<String>) {
        let words = line.words();
        if std::mem::take(&mut self.name_follows) {
            self.skipped.add(line.number, words, "submitter");
            return;
        }
        match kinds::of(words, !links.is_empty()) {
            Kind::Skip(reason) => self.skipped.add(line.number, words, reason),
            Kind::AuthorCount => self.skipped.add(line.number, words, "author count"),
            Kind::Submitter => {
                self.flush();
                self.submitters = true;
                self.name_follows = true;
                self.skipped.add(line.number, words, "submitter");
            }
            Kind::Record(identifiers) => {
                self.flush();
                self.open(line, String::new(), 5.0);
                if let Some(draft) = &mut self.current {
                    draft.identifiers = identifiers;
                }
            }
            Kind::Reference { identifiers, links } => {
                if let Some(draft) = &mut self.current {
                    draft.identifiers.extend(identifiers);
                    draft.links.extend(links);
                } else {
                    self.skipped.add(line.number, words, "address");
                }
            }
            Kind::Labelled(field, at) => self.labelled(line, field, words[at..].trim()),
            Kind::Published(day) => {
                if let Some(draft) = &mut self.current {
                    draft.published = day;
                }
                self.skipped.add(line.number, words, "date");
            }
            Kind::Text => self.text(line),
        }
        if let Some(draft) = &mut self.current {
            draft.links.extend(links);
        }
    }

    fn labelled(&mut self, line: &Line, field: Field, value: &str) {
        if field == Field::Title {
            // A record's own line may come before its title.
            if self.current.as_ref().is_none_or(|draft| !draft.title.is_empty()) {
                self.flush();
                self.open(line, String::new(), 5.0);
            }
        }
        let Some(draft) = &mut self.current else {
            self.skipped.add(line.number, line.words(), "no paper before it");
            return;
        };
        match field {
            Field::Title => draft.title = value.to_owned(),
            Field::Authors => draft.authors = people::split(value),
            Field::Abstract => append(&mut draft.abstract_text, value, "\n\n"),
            Field::Comments => draft.comments = value.to_owned(),
            Field::Venue => draft.venue = value.to_owned(),
            Field::Year => {
                draft.year = dates::year(value);
                draft.published = dates::day(value);
            }
            Field::Link => {
                let found = ids::find_identifiers(value);
                if found.is_empty() {
                    draft.links.push(value.split(' ').next().unwrap_or_default().to_owned());
                }
                draft.identifiers.extend(found);
            }
            Field::Other => {}
        }
        self.field = matches!(field, Field::Title | Field::Authors | Field::Abstract)
            .then_some(field)
            .filter(|_| value.is_empty());
    }

    fn text(&mut self, line: &Line) {
        let words = line.words();
        let seen = shape::of(line);
        match (self.field.take(), &mut self.current) {
            (Some(Field::Authors), Some(draft)) => return draft.authors = people::split(words),
            (Some(Field::Abstract), Some(draft)) => return append(&mut draft.abstract_text, words, "\n\n"),
            (Some(Field::Title), Some(draft)) => return draft.title = words.to_owned(),
            _ => {}
        }
        if let Some(draft) = &mut self.current {
            if draft.title.is_empty() {
                draft.title = words.to_owned();
                return;
            }
            if seen.authors >= 4.5 && draft.authors.is_empty() && draft.abstract_text.is_empty() {
                draft.authors = people::list(words).unwrap_or_default();
                return;
            }
            // An abstract that a page broke in the middle of a sentence starts small.
            let continues = seen.starts_lower && !draft.abstract_text.is_empty();
            if is_prose(&seen) || continues {
                append(&mut draft.abstract_text, words, if line.gap { "\n\n" } else { " " });
                return;
            }
        }
        if seen.title > 0.0 && seen.title > seen.prose {
            self.flush();
            self.open(line, words.to_owned(), seen.title + seen.evidence);
        } else {
            self.skipped.add(line.number, words, if is_prose(&seen) { "text without a title" } else { "not a title" });
        }
    }

    fn open(&mut self, line: &Line, title: String, confidence: f32) {
        let mut draft = Draft { line: line.number, ..Draft::default() };
        match item::split(&title) {
            Some(item) if line.mark != Mark::Heading => {
                draft.title = item.title;
                draft.authors = item.authors;
                draft.venue = item.venue;
                draft.year = item.year;
            }
            _ => draft.title = title,
        }
        self.confidence = confidence;
        self.current = Some(draft);
    }

    /// Keeps the current paper, if it is one: a lone line needs to look like a title indeed.
    fn flush(&mut self) {
        self.field = None;
        let Some(draft) = self.current.take() else { return };
        let supported = !draft.abstract_text.is_empty()
            || !draft.identifiers.is_empty()
            || !draft.authors.is_empty()
            || self.submitters;
        if draft.title.is_empty() || (!supported && self.confidence < 3.0) {
            self.skipped.add(draft.line, &draft.title, "not a title");
            return;
        }
        self.drafts.push(finish(draft));
    }
}

fn is_prose(seen: &Shape) -> bool {
    seen.prose > seen.title && seen.prose >= 1.5
}

fn append(text: &mut String, more: &str, between: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str(between);
    }
    text.push_str(more);
}

/// A page that shows a paper twice has it once.
fn merge(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let key = title_key(&draft.title);
        match places.get(&key).and_then(|at| kept.get_mut(*at)) {
            Some(first)
                if first.abstract_text == draft.abstract_text
                    || first.abstract_text.is_empty()
                    || draft.abstract_text.is_empty() =>
            {
                if first.abstract_text.is_empty() {
                    first.abstract_text = draft.abstract_text;
                }
                let new: Vec<String> = draft.links.into_iter().filter(|link| !first.links.contains(link)).collect();
                first.links.extend(new);
            }
            _ => {
                places.insert(key, kept.len());
                kept.push(draft);
            }
        }
    }
    kept
}
