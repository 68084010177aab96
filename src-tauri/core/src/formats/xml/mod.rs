//! References in XML, each format known by the shape of its records: EndNote, MODS, PubMed, MARC, PICA, Word,
//! Atom (arXiv), BibTeXML, DBLP, Citavi.

mod atom;
mod bibtexml;
mod citavi;
mod dblp;
mod endnote;
mod endnote_old;
mod marc;
mod mods;
mod pica;
mod pubmed;
mod tree;
mod word;

pub use dblp::without_number;
pub(crate) use tree::{Records, numbered};

use tree::Node;

use crate::import::page::limits::SkippedList;
use crate::model::{Draft, Reading};

/// Names of the elements that are one reference each, in any of the formats.
const RECORDS: &[&str] =
    &["record", "RECORD", "mods", "PubmedArticle", "PubmedBookArticle", "MedlineCitation", "Source", "entry"];

/// Reads XML; `None` when the text is none, or holds no reference.
pub fn read(text: &str) -> Option<Reading> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('<') {
        return None;
    }
    let head = start.get(..400).unwrap_or(start).to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.contains("<html") {
        return None;
    }
    if head.contains("<citaviexchangedata") {
        return Some(citavi::read(text)).filter(|reading| !reading.drafts.is_empty());
    }
    let mut reading = Reading::default();
    let mut skipped = SkippedList::default();
    // Elements called "article" are records only in DBLP's.
    let names = if head.contains("<dblp") { &dblp::RECORDS[..] } else { RECORDS };
    let mut records = Records::new(text, names);
    let (mut seen, mut line) = (0, 1);
    while let Some(record) = records.next() {
        let began = records.began().min(text.len());
        line += text.as_bytes()[seen..began].iter().filter(|byte| **byte == b'\n').count() as u32;
        seen = began;
        let record = if record.name == "RECORD" { endnote_old::renewed(record) } else { record };
        match draft(&record, line) {
            // A frame without anything in it.
            _ if record.text().is_empty() => {}
            Some((source, draft)) => {
                if reading.source.is_empty() {
                    source.clone_into(&mut reading.source);
                }
                reading.drafts.push(draft);
            }
            None => skipped.add(line, &record.text(), "not a reference"),
        }
    }
    reading.skipped = skipped.into_list();
    (!reading.drafts.is_empty()).then_some(reading)
}

fn draft(record: &Node, line: u32) -> Option<(&'static str, Draft)> {
    Some(match record.name.as_str() {
        "mods" => ("MODS file", mods::draft(record, line)),
        "PubmedArticle" | "MedlineCitation" => ("PubMed file", pubmed::article(record, line)),
        "PubmedBookArticle" => ("PubMed file", pubmed::book(record, line)),
        "Source" if record.at("SourceType").is_some() => ("Word’s list of sources", word::draft(record, line)),
        "entry" if record.at("title").is_some() => ("Atom feed", atom::draft(record, line)?),
        "record" if record.at("ref-type").is_some() || record.at("titles").is_some() => {
            ("EndNote XML file", endnote::draft(record, line))
        }
        "entry" => ("BibTeXML file", bibtexml::draft(record, line)?),
        "record" => match pica::draft(record, line) {
            Some(draft) => ("PICA file", draft),
            None => ("MARC file", marc::draft(record, line)?),
        },
        name if dblp::RECORDS.contains(&name) => ("DBLP file", dblp::draft(record, line)?),
        _ => return None,
    })
}
