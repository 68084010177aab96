//! MEDLINE as PubMed exports it (.nbib): `PMID- 12345678`, lines that go on set in by six blanks.

use super::{Dialect, Grammar, Record, one_line};
use crate::formats::RETRACTED;
use crate::formats::gather::Gathered;
use crate::formats::names::{self, Name};
use crate::model::Draft;

/// Tags of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("PMID", "pmid"),
    ("TI", "title"),
    ("JT", "venue"),
    ("TA", "shortjournal"),
    ("VI", "volume"),
    ("IP", "number"),
    ("AB", "abstract"),
    ("LA", "langid"),
    ("PL", "location"),
    ("PB", "publisher"),
    ("CTI", "series"),
    ("EN", "edition"),
    ("IS", "issn"),
    ("ISBN", "isbn"),
    ("TT", "origtitle"),
    ("PMC", "pmcid"),
    ("GN", "note"),
    ("BTI", "booktitle"),
];

pub fn recognise(start: [&str; 3]) -> Option<Dialect> {
    let tags = start.map(|line| tag(line).map(|(tag, _)| tag));
    let begins = tags[0].is_some_and(|tag| tag == "PMID" || FIELDS.iter().any(|(known, _)| *known == tag));
    (begins && (tags[0] == Some("PMID") || tags[1..].iter().all(Option::is_some))).then_some(Dialect {
        source: "MEDLINE file",
        grammar: Grammar {
            tag,
            first: |tag| tag == "PMID",
            again: |_, _| false,
            end: |_| false,
            blank_ends: true,
            aside: |_| false,
        },
        draft,
    })
}

/// `TI  - Title`: a tag of two to four signs, filled up to four.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(4)?;
    let value = rest.strip_prefix('-')?;
    let name = tag.trim_end();
    let sound = name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    // Some leave out the blank behind the hyphen.
    sound.then_some((name, value))
}

fn draft(record: &Record) -> Draft {
    let said = |text: &str| record.tags.iter().any(|(tag, value)| tag == "PT" && value == text);
    let kind = if said("Technical Report") {
        "report"
    } else if said("Book") || (record.has("ISBN") && record.has("BTI") && !record.has("TI")) {
        "book"
    } else if record.has("BTI") && record.tags.iter().any(|(tag, value)| tag == "PT" && is_of_a_meeting(value)) {
        "inproceedings"
    } else if record.has("BTI") {
        "incollection"
    } else if said("Journal Article") || said("Review") || record.has("JT") || record.has("TA") {
        "article"
    } else {
        "misc"
    };
    let mut work = Gathered::new(kind, "medline:", record.line);
    let full_names = record.has("FAU");
    let mut before = "";
    for (tag, value) in &record.tags {
        let value = one_line(value);
        match tag.as_str() {
            "FAU" => work.person("author", &full_name(&value)),
            // The short form of the name before.
            "AU" if full_names && before == "FAU" => {}
            "AU" => work.person("author", &short_name(&value)),
            "CN" => work.person("author", &Name { family: value, ..Name::default() }),
            "FED" => work.person("editor", &full_name(&value)),
            "ED" if !record.has("FED") => work.person("editor", &short_name(&value)),
            "ED" => {}
            // "Retraction in", and the number of the notice.
            "RIN" => {
                work.say(RETRACTED, &notice(value.rsplit("PMID:").next().unwrap_or_default()));
                work.kept(tag, &value);
            }
            "DP" => work.say("date", &value),
            "PG" => work.say("pages", &pages(&value)),
            // A star marks what an article is mainly about.
            "MH" | "OT" => work.say("keywords", value.trim_start_matches('*')),
            "BTI" if kind == "book" => work.say("title", &value),
            "BTI" => work.say("venue", &value),
            "TA" if !record.has("JT") => work.say("venue", &value),
            "PMID" => work.say("pmid", value.split(' ').next().unwrap_or_default()),
            "LID" | "AID" if value.starts_with("doi:") => work.say("doi", &value),
            "LID" | "AID" => match value.rsplit_once('[') {
                Some((number, "doi]")) => work.say("doi", number),
                Some((number, "isbn]")) => work.say("isbn", number),
                _ => work.kept(tag, &value),
            },
            tag => match FIELDS.iter().find(|(known, _)| *known == tag) {
                Some((_, "title")) => work.say("title", title(&value)),
                Some((_, ours)) => work.say(ours, &value),
                None => work.kept(tag, &value),
            },
        }
        before = tag;
    }
    work.end()
}

fn is_of_a_meeting(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    kind.contains("conference") || kind.contains("congress") || kind.contains("proceedings")
}

/// The address of a notice by its number; nothing when that is none.
pub(in crate::formats) fn notice(number: &str) -> String {
    let number = number.trim();
    let sound = !number.is_empty() && number.len() < 12 && number.bytes().all(|byte| byte.is_ascii_digit());
    if sound { format!("https://pubmed.ncbi.nlm.nih.gov/{number}/") } else { String::new() }
}

/// "Sample, Bo Jr": a suffix stands behind the given name.
fn full_name(text: &str) -> Name {
    let name = names::exchanged(text);
    match name.given.rsplit_once(' ') {
        Some((given, suffix)) if name.suffix.is_empty() && names::is_suffix(suffix) => {
            Name { given: given.to_owned(), suffix: suffix.to_owned(), ..name }
        }
        _ => name,
    }
}

/// "101-10" is to page 110: what is the same is left out.
pub(in crate::formats) fn pages(text: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('-') {
        Some((first, last)) if digits(first) && digits(last) => {
            let same = first.len().saturating_sub(last.len());
            format!("{first}–{}{last}", &first[..same])
        }
        _ => text.replace('-', "–"),
    }
}

/// Titles end with a full stop here, and translated ones stand in brackets.
pub(in crate::formats) fn title(text: &str) -> &str {
    let text = text.trim().strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(text.trim());
    text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text)
}

/// "Example AB", "Example AB 3rd": the family's name, then initials.
pub(in crate::formats) fn short_name(text: &str) -> Name {
    let is_initials = |word: &str| word.chars().all(|c| c.is_uppercase() || c == '-');
    match text.rsplit_once(' ') {
        Some((name, suffix @ ("Jr" | "Sr" | "2nd" | "3rd" | "4th" | "II" | "III")))
            if name.rsplit_once(' ').is_some_and(|(_, word)| is_initials(word)) =>
        {
            Name { suffix: suffix.to_owned(), ..short_name(name) }
        }
        Some((family, initials)) if is_initials(initials) => {
            let (family, suffix) = (family.to_owned(), String::new());
            Name { family, given: initials.to_owned(), suffix, ..Name::default() }
        }
        _ => names::exchanged(text),
    }
}
