//! Formats of one tag a line, as catalogues and reference managers have written them since punched cards: EndNote,
//! MEDLINE, Web of Science, RefWorks and the like. They differ in how a tag is set off and in what it means; the scanner is one.

mod catalogues;
mod endnote;
mod mails;
mod medline;
pub(super) use medline::{notice as medline_notice, pages as medline_pages, title as medline_title};
mod ovid;
mod redif;
mod refworks;
mod science;
mod silver;

use super::gather::Gathered;
use super::one_line;
use crate::import::page::limits::SkippedList;
use crate::model::{Draft, Reading};

/// How a format sets off its tags and its references.
struct Grammar {
    /// A line that begins a value: its tag and what follows.
    tag: fn(&str) -> Option<(&str, &str)>,
    /// A tag that can only stand first.
    first: fn(&str) -> bool,
    /// Whether a tag behind a blank line begins another reference than the open one.
    again: fn(&Record, &str) -> bool,
    /// A line that ends a reference.
    end: fn(&str) -> bool,
    /// Whether a blank line ends one: `false` where texts have paragraphs.
    blank_ends: bool,
    /// Lines of the file, not of a reference.
    aside: fn(&str) -> bool,
}

/// One reference: its tags in their order.
struct Record {
    line: u32,
    tags: Vec<(String, String)>,
}

impl Record {
    fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|(known, _)| known == tag)
    }

    fn first(&self, tag: &str) -> Option<&str> {
        self.tags.iter().find(|(known, value)| known == tag && !value.is_empty()).map(|(_, value)| value.as_str())
    }
}

/// A format: what begins it, and what makes a draft of a reference.
struct Dialect {
    source: &'static str,
    grammar: Grammar,
    draft: fn(&Record) -> Draft,
}

/// Reads a text in the tagged format that its first lines show; `None` when it is in none of them.
pub fn read(text: &str) -> Option<Reading> {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(reading) = redif::read(text) {
        return Some(reading);
    }
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let (first, second) = (lines.next()?, lines.next().unwrap_or_default());
    let third = lines.next().unwrap_or_default();
    let start = [first, second, third];
    let dialect = [
        endnote::recognise(start),
        medline::recognise(start),
        science::recognise(start),
        refworks::recognise(start),
        catalogues::biblioscape(start),
        catalogues::copac(start),
        silver::recognise(start),
    ];
    if let Some(dialect) = dialect.into_iter().flatten().next() {
        return Some(scan(text, &dialect));
    }
    ovid::read(text).or_else(|| mails::read(text))
}

fn scan(text: &str, dialect: &Dialect) -> Reading {
    let grammar = &dialect.grammar;
    let mut reading = Reading { source: dialect.source.into(), ..Reading::default() };
    let mut skipped = SkippedList::default();
    let mut open: Option<Record> = None;
    let mut after_blank = false;
    let close = |record: Option<Record>, reading: &mut Reading| {
        reading.drafts.extend(record.filter(|record| !record.tags.is_empty()).map(|record| (dialect.draft)(&record)));
    };
    for (number, line) in text.lines().enumerate() {
        let number = number as u32 + 1;
        let line = line.trim_end();
        if line.is_empty() {
            after_blank = true;
            if grammar.blank_ends {
                close(open.take(), &mut reading);
            }
        } else if (grammar.end)(line) {
            close(open.take(), &mut reading);
        } else if let Some((tag, value)) = (grammar.tag)(line) {
            let begins =
                (grammar.first)(tag) || after_blank && open.as_ref().is_some_and(|record| (grammar.again)(record, tag));
            if begins {
                close(open.take(), &mut reading);
            }
            if !(grammar.aside)(tag) {
                let record = open.get_or_insert_with(|| Record { line: number, tags: Vec::new() });
                record.tags.push((tag.to_owned(), value.trim().to_owned()));
            }
            after_blank = false;
        } else if let Some((_, value)) = open.as_mut().and_then(|record| record.tags.last_mut()) {
            // A line without a tag goes on with the one before; a blank line in between was a paragraph.
            value.push_str(if after_blank { "\n\n" } else { "\n" });
            value.push_str(line.trim());
            after_blank = false;
        } else if line.chars().filter(|c| c.is_alphabetic()).count() > 3 {
            skipped.add(number, line, "outside of any reference");
        }
    }
    close(open.take(), &mut reading);
    reading.skipped = skipped.into_list();
    reading
}

/// Volume, number and pages within a journal, as catalogues write them in one line: "12(3): 101-10", "vol.12, no.3; May
/// 1999; p.101-10", "Vol 12(3) May 1999, 101-110". Gives the line without its pages, which may look like years.
fn place(work: &mut Gathered, text: &str) -> String {
    let text = text.char_indices().nth(500).map_or(text, |(at, _)| &text[..at]);
    let rest_is = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '/');
    // A number behind a word that names it.
    let named = |names: &[&str]| {
        let lower = text.to_ascii_lowercase();
        names.iter().find_map(|name| {
            lower.match_indices(name).find_map(|(at, _)| {
                let begins = lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let rest = text[at + name.len()..].trim_start_matches(['.', ':', ' ']);
                let is_number = rest.starts_with(|c: char| c.is_ascii_digit())
                    || rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
                let length = rest.find(|c| !rest_is(c)).unwrap_or(rest.len());
                (begins && is_number && length > 0).then(|| &rest[..length])
            })
        })
    };
    // Before a colon, where pages follow.
    let by_colon = text.match_indices(':').find_map(|(at, _)| {
        let before = text[..at].trim_end();
        let start = before.rfind([' ', ';', ',']).map_or(0, |blank| blank + 1);
        let pages = text[at + 1..].trim_start();
        let length = pages.find(|c| !rest_is(c)).unwrap_or(pages.len());
        let (volume, pages) = (&before[start..], pages[..length].trim_end_matches('-'));
        let is_count = |text: &str| text.chars().any(|c| c.is_ascii_digit());
        (volume.starts_with(|c: char| c.is_ascii_digit()) && is_count(pages)).then_some((volume, pages))
    });
    let volume = named(&["volume", "vol"]).or(by_colon.map(|(volume, _)| volume)).unwrap_or_default();
    let (volume, in_brackets) =
        volume.split_once('(').map_or((volume, ""), |(one, two)| (one, two.trim_end_matches(')')));
    // "Vol 12(3)": the bracket ended the number of the volume.
    let behind =
        text.split_once(&format!("{volume}(")).and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    let issue = named(&["number", "issue", "iss", "no", "nr"]).unwrap_or_default();
    let issue = [in_brackets, issue, behind.filter(|_| !volume.is_empty()).unwrap_or_default()];
    work.say("volume", volume);
    work.say("number", issue.into_iter().find(|text| !text.is_empty()).unwrap_or_default());
    let at_end = || {
        let last = text.trim_end_matches(['.', ' ']).rsplit([',', ' ']).next()?;
        let is_range =
            last.split_once('-').is_some_and(|(one, two)| [one, two].iter().all(|end| end.parse::<u32>().is_ok()));
        is_range.then_some(last)
    };
    let pages = named(&["pages", "pp", "p"]).or(by_colon.map(|(_, pages)| pages)).or_else(at_end).unwrap_or_default();
    work.say("pages", &medline_pages(pages));
    if pages.is_empty() { text.to_owned() } else { text.replace(pages, "") }
}

/// A value with its paragraphs, each on one line.
fn paragraphs(value: &str) -> String {
    value.split("\n\n").map(one_line).collect::<Vec<_>>().join("\n\n")
}
