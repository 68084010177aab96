//! From lines to papers.

use std::collections::HashMap;

use super::kinds::{self, Field, Kind};
use super::limits::{MOST_DRAFTS, SkippedList, finish};
use super::lines::{Line, Lines, Mark};
use super::shape::{self, Shape};
use super::wrap::{paragraph, wrap_width};
use super::{dates, item, people, table};
use crate::import::ids;
use crate::model::{Draft, Reading};
use crate::search::fold::title_key;

pub fn papers(page: &Lines) -> Reading {
    let mut reader = Reader::default();
    let width = wrap_width(&page.lines);
    let dense = page.lines.iter().filter(|line| line.gap).count() * 20 < page.lines.len();
    let mut links = page.links.iter().peekable();
    let mut at = 0;
    while at < page.lines.len() && reader.drafts.len() < MOST_DRAFTS {
        let (line, next) = paragraph(&page.lines, at, width, dense);
        let mut beside = Vec::new();
        while let Some((_, link)) = links.next_if(|(owner, _)| *owner < next) {
            beside.push(link.clone());
        }
        reader.line(&line, beside);
        at = next;
    }
    reader.flush();
    reader.weigh_page();
    reader.skipped.add_count(page.left_out + (page.lines.len() - at));
    let source = if reader.submitters { "Hugging Face Papers page" } else { "Page of papers" };
    Reading {
        source: source.into(),
        drafts: merge(reader.drafts.into_iter().map(|found| found.draft).collect()),
        skipped: reader.skipped.into_list(),
        ..Reading::default()
    }
}

/// A paper with how sure its text alone makes us that it is one.
struct Found {
    draft: Draft,
    strength: f32,
}

#[derive(Default)]
struct Reader {
    drafts: Vec<Found>,
    skipped: SkippedList,
    current: Option<Draft>,
    /// The score the current title had by itself.
    confidence: f32,
    /// How paper-like the words of the current title are.
    evidence: f32,
    /// Words of abstracts in the current abstract.
    cues: u8,
    /// The page says where its papers begin ("Title:", "[1] arXiv:…"), so nothing else begins one.
    announced: bool,
    /// What follows the abstract of an announced paper has begun: the page's foot, the next record.
    closed: bool,
    /// The label whose value an indented line goes on with, and that label's own indent.
    wrapped: Option<(Field, u16)>,
    /// The line after "Submitted by" is a name.
    name_follows: bool,
    submitters: bool,
    /// A submitter was named, so the next text is a title, however short.
    awaited: bool,
    /// The field that an unlabelled line goes on with.
    field: Option<Field>,
}

impl Reader {
    fn line(&mut self, line: &Line, links: Vec<String>) {
        let words = line.words();
        if std::mem::take(&mut self.name_follows) {
            self.awaited = self.current.is_none();
            self.skipped.add(line.number, words, "submitter");
            return;
        }
        let kind = kinds::of(words, !links.is_empty());
        if self.announced && !matches!(kind, Kind::Text | Kind::Labelled(Field::Abstract, _)) {
            self.closed |= self.current.as_ref().is_some_and(|draft| !draft.abstract_text.is_empty());
        }
        match kind {
            Kind::Skip(_) if self.goes_on(line) => {}
            Kind::Skip(reason) => self.skipped.add(line.number, words, reason),
            Kind::AuthorCount => self.skipped.add(line.number, words, "author count"),
            Kind::Submitter => {
                // "· Submitted by" goes on with the line of the paper above it.
                if !words.starts_with('·') {
                    self.flush();
                    self.submitters = true;
                }
                self.name_follows = true;
                self.skipped.add(line.number, words, "submitter");
            }
            // Some lists give the identifier below the title.
            Kind::Record(identifiers) if !self.announced && self.lacks_identifier() => {
                if let Some(draft) = &mut self.current {
                    draft.identifiers = identifiers;
                }
            }
            Kind::Record(identifiers) => {
                self.announced |= self.drafts.is_empty() && self.current.is_none();
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
            for link in links {
                // Beside a title an address of arXiv is the paper's own; in an abstract it is somebody else's.
                if draft.abstract_text.is_empty() { table::add_link(draft, link) } else { draft.links.push(link) }
            }
        }
    }

    fn lacks_identifier(&self) -> bool {
        let bare =
            |draft: &Draft| draft.abstract_text.is_empty() && draft.identifiers.is_empty() && !draft.title.is_empty();
        self.current.as_ref().is_some_and(bare)
    }

    fn labelled(&mut self, line: &Line, field: Field, value: &str) {
        if field == Field::Title {
            self.announced |=
                self.drafts.is_empty() && self.current.as_ref().is_none_or(|draft| draft.title.is_empty());
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
        self.wrapped = (!value.is_empty()).then_some((field, line.indent));
    }

    /// Adds an indented line to the labelled value above it; false when it is none.
    fn goes_on(&mut self, line: &Line) -> bool {
        let (Some((field, indent)), Some(draft)) = (self.wrapped, &mut self.current) else { return false };
        if line.gap || line.indent <= indent {
            self.wrapped = None;
            return false;
        }
        match field {
            Field::Title => append(&mut draft.title, line.words(), " "),
            Field::Authors => draft.authors.extend(people::split(line.words())),
            Field::Comments => append(&mut draft.comments, line.words(), " "),
            Field::Abstract => append(&mut draft.abstract_text, line.words(), " "),
            Field::Venue | Field::Year | Field::Link | Field::Other => {}
        }
        true
    }

    fn text(&mut self, line: &Line) {
        let words = line.words();
        if self.goes_on(line) {
            return;
        }
        let seen = shape::of(line);
        match (self.field.take(), &mut self.current) {
            // Names may stand one to a line; the next label ends them.
            (Some(Field::Authors), Some(draft)) if draft.authors.is_empty() || seen.authors > 0.0 => {
                self.field = Some(Field::Authors);
                return draft.authors.extend(people::split(words));
            }
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
            // One name alone is too little to go by, except where a listing puts the authors.
            let listed = self.announced && !draft.identifiers.is_empty();
            if listed && seen.authors > 0.0 && draft.authors.is_empty() && draft.abstract_text.is_empty() {
                draft.authors = people::split(words);
                return;
            }
            // An abstract that a page broke in the middle of a sentence starts small.
            let continues = seen.starts_lower && !draft.abstract_text.is_empty();
            if self.closed {
                self.skipped.add(line.number, words, "below the paper");
                return;
            }
            if is_prose(&seen) || continues {
                append(&mut draft.abstract_text, words, if line.gap { "\n\n" } else { " " });
                self.cues = self.cues.saturating_add(seen.cues);
                return;
            }
        }
        let looks = seen.title > 0.0 && seen.title > seen.prose;
        if (looks || (self.awaited && !is_prose(&seen))) && !self.announced {
            self.flush();
            self.open(line, words.to_owned(), seen.title + seen.evidence);
            self.evidence = seen.evidence;
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
        self.evidence = 0.0;
        self.cues = 0;
        self.closed = false;
        self.awaited = false;
        self.current = Some(draft);
    }

    /// Keeps the current paper, if it is one: a lone line needs to look like a title indeed.
    fn flush(&mut self) {
        self.field = None;
        self.wrapped = None;
        let Some(draft) = self.current.take() else { return };
        let supported = !draft.abstract_text.is_empty()
            || !draft.identifiers.is_empty()
            || !draft.authors.is_empty()
            || self.submitters;
        if draft.title.is_empty() || (!supported && self.confidence < 3.0) {
            self.skipped.add(draft.line, &draft.title, "not a title");
            return;
        }
        // What no page of another kind has, then what few have: the words of titles and of abstracts.
        let known = self.announced || self.submitters || !draft.identifiers.is_empty() || !draft.authors.is_empty();
        let known = known || draft.year.is_some() || !draft.venue.is_empty();
        let code = draft.links.iter().any(|link| link.contains("github.com/"));
        let strength = self.evidence
            + f32::from(self.cues.min(6)) * 0.5
            + if known { 4.0 } else { 0.0 }
            + if code { 2.0 } else { 0.0 };
        self.drafts.push(Found { draft: finish(draft), strength });
    }

    /// Leaves out what has the shape of papers and none of their words: a recipe too is a title above a paragraph.
    ///
    /// A paper convinces by itself, or by its company: one odd title among many plain ones stays.
    fn weigh_page(&mut self) {
        let count = self.drafts.len() as f32;
        let mean = self.drafts.iter().map(|found| found.strength.min(4.0)).sum::<f32>() / count.max(1.0);
        let backed = |found: &Found| !found.draft.abstract_text.is_empty() || found.strength >= 4.0;
        let pairs = self.drafts.iter().filter(|found| backed(found)).count();
        let first = self.drafts.iter().position(backed).unwrap_or(0);
        let headed = pairs >= 2 && pairs * 2 > self.drafts.len();
        let drafts = std::mem::take(&mut self.drafts);
        for (at, found) in drafts.into_iter().enumerate() {
            let alone = mean < 1.6 && found.strength < 2.25;
            // Above the first full paper of such a page stands the page's own heading.
            let heading = headed && at < first && found.strength < 2.25;
            if alone || heading {
                let reason = if heading { "page heading" } else { "not like a paper" };
                self.skipped.add(found.draft.line, &found.draft.title, reason);
            } else {
                self.drafts.push(found);
            }
        }
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
