//! Formats of one tag a line, as catalogues and reference managers have written them since punched cards: EndNote,
//! MEDLINE, Web of Science, RefWorks and the like. They differ in how a tag is set off and in what it means; the scanner is one.

mod catalogues;
mod endnote;
mod medline;
pub(super) use medline::{notice as medline_notice, pages as medline_pages, title as medline_title};
mod redif;
mod refworks;
mod science;
mod silver;

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
    catalogues::ovid(text).or_else(|| catalogues::repec(text))
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

/// A value with its paragraphs, each on one line.
fn paragraphs(value: &str) -> String {
    value.split("\n\n").map(one_line).collect::<Vec<_>>().join("\n\n")
}
