//! RePEc's mails of new papers ("NEP: New Economics Papers"), in both of their forms. In one, names of fields stand before
//! everything but the abstract; in the other, the title, the authors and the abstract are a paragraph each, and only what
//! follows them is named.

use super::{Record, one_line, paragraphs};
use crate::formats::gather::Gathered;
use crate::formats::names::Name;
use crate::model::{Draft, Reading};

pub fn read(text: &str) -> Option<Reading> {
    let is_one = |line: &str| line.contains("nep.repec.org") || line.contains("NEP: New Economics Papers");
    if !text.lines().take(25).any(is_one) {
        return None;
    }
    let mut records: Vec<Record> = Vec::new();
    let (mut blank, mut announced, mut in_overview) = (true, false, false);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let after_blank = std::mem::replace(&mut blank, line.is_empty());
        if line.is_empty() {
            continue;
        }
        // The papers are listed once before they are told about, between two rules.
        if line.starts_with("-----") {
            in_overview = std::mem::take(&mut announced);
            continue;
        }
        announced = line.starts_with("In this issue we have");
        if let Some(title) = numbered(line).filter(|_| after_blank && !in_overview) {
            let title = ("Title".to_owned(), title.to_owned());
            records.push(Record { line: number as u32 + 1, tags: vec![title] });
            continue;
        }
        let Some(record) = records.last_mut() else { continue };
        let part = record.tags.last().map_or("", |(part, _)| part.as_str());
        let next = match line.split_once(':') {
            Some((name @ ("Date" | "By" | "URL" | "Keywords" | "JEL"), value)) => Some((name, value.trim())),
            _ if part == "Title" && after_blank => Some(("By", line)),
            _ if (part == "By" && after_blank || part == "URL") && !record.has("Abstract") => Some(("Abstract", line)),
            _ => None,
        };
        if let Some((name, value)) = next {
            record.tags.push((name.to_owned(), value.to_owned()));
        } else if let Some((part, value)) = record.tags.last_mut() {
            // What stands behind everything is said of the mail.
            match (part.as_str(), after_blank) {
                ("Abstract", true) => value.push_str("\n\n"),
                (_, true) => continue,
                (_, false) => value.push('\n'),
            }
            value.push_str(line);
        }
    }
    let drafts = records.iter().map(draft).collect();
    Some(Reading { source: "RePEc mail".into(), drafts, ..Reading::default() })
}

/// `12. Title`
fn numbered(line: &str) -> Option<&str> {
    let (digits, title) = line.split_once('.')?;
    let is_number = (1..5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let title = title.strip_prefix([' ', '\t'])?.trim();
    (is_number && !title.is_empty()).then_some(title)
}

fn draft(record: &Record) -> Draft {
    let mut work = Gathered::new("report", "repec:", record.line);
    let mut houses: Vec<&str> = Vec::new();
    for (part, value) in &record.tags {
        match part.as_str() {
            "Title" => work.say("title", &one_line(value)),
            "Abstract" => work.say("abstract", &paragraphs(value)),
            "Date" => work.say("date", value),
            "URL" => work.say("url", value),
            "Keywords" => work.say("keywords", &one_line(value).replace(',', ";")),
            "By" => {
                for one in value.lines().flat_map(|line| line.split(';')).map(str::trim) {
                    let (who, place) = one.split_once(" (").unwrap_or((one, ""));
                    work.person("author", &Name::from_shown(who));
                    // Each is at a house, and several may be at the same.
                    let place = place.trim_end_matches(')');
                    if !place.is_empty() && !houses.contains(&place) {
                        houses.push(place);
                    }
                }
            }
            other => work.kept(other, &one_line(value)),
        }
    }
    // As BibLaTeX lists them.
    work.say("institution", &houses.join(" and "));
    work.end()
}
