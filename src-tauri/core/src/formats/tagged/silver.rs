//! SilverPlatter, which many libraries searched Inspec, PsycINFO and the like with: `TI: Title`, a record after a line
//! "Record 1 of 20 - INSPEC 2000".

use super::{Dialect, Grammar, Record, one_line, place};
use crate::formats::gather::Gathered;
use crate::formats::names;
use crate::model::Draft;

/// Tags of plain text, and BibLaTeX's fields.
const FIELDS: &[(&str, &str)] = &[
    ("TI", "title"),
    ("AB", "abstract"),
    ("DE", "keywords"),
    ("ID", "keywords"),
    ("PY", "date"),
    ("PB", "publisher"),
    ("LA", "langid"),
    ("AN", "number-of-record"),
    ("IS", "issn"),
    ("NT", "note"),
    ("DO", "doi"),
    ("JN", "venue"),
    ("SN", "issn"),
    ("ISBN", "isbn"),
    ("CT", "eventtitle"),
    ("CL", "place-of-event"),
];

pub fn recognise(start: [&str; 3]) -> Option<Dialect> {
    let is_head = start[0].starts_with("Record") && (start[0].contains(" of ") || start[0].contains("INSPEC"));
    let by_colon = |line: &str| tag(line).is_some() && line[2..].trim_start().starts_with(':');
    (is_head && tag(start[1]).is_some() || start.into_iter().all(by_colon)).then_some(Dialect {
        source: "SilverPlatter file",
        grammar: Grammar {
            tag,
            first: |_| false,
            again: |record, tag| record.has(tag) && matches!(tag, "TI" | "AU" | "DN" | "AN"),
            end: |line| line.starts_with("Record ") || line.starts_with("Record."),
            blank_ends: false,
            aside: |_| false,
        },
        draft,
    })
}

/// `TI: Title`; some set the colon off, or have another sign there.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let value = rest.trim_start().strip_prefix([':', '~', '-'])?;
    let sound = tag.bytes().all(|byte| byte.is_ascii_uppercase()) && value.starts_with([' ', '\t']);
    sound.then_some((tag, value))
}

fn draft(record: &Record) -> Draft {
    let told = ["RT", "DT", "PT"].iter().find_map(|tag| record.first(tag)).unwrap_or_default().to_lowercase();
    let kind = match told.as_str() {
        told if told.contains("conference") || told.contains("proceedings") => "inproceedings",
        told if told.contains("dissertation") || told.contains("thesis") => "thesis",
        told if told.contains("chapter") || told.contains("contribution") => "incollection",
        told if told.contains("monograph") || told.contains("book") => "book",
        told if told.contains("report") => "report",
        _ => "article",
    };
    let mut work = Gathered::new(kind, "silver:", record.line);
    for (tag, value) in &record.tags {
        let value = one_line(value);
        match tag.as_str() {
            "AU" => people(&mut work, &value),
            "SO" => source(&mut work, &value),
            tag => match FIELDS.iter().find(|(known, _)| *known == tag) {
                Some((_, ours)) => work.say(ours, &value),
                None => work.kept(tag, &value),
            },
        }
    }
    work.end()
}

/// "Example,-A.-B.; Sample,-Bo (ed.)": a hyphen stands for a blank.
fn people(work: &mut Gathered, value: &str) {
    for one in value.split(';').map(str::trim).filter(|one| !one.is_empty()) {
        let editor = ["(ed.)", "(ed)", "(eds.)", "(eds)"].iter().find_map(|mark| one.strip_suffix(mark));
        let name = editor.unwrap_or(one).replace(",-", ", ").replace(".-", ". ");
        work.person(if editor.is_some() { "editor" } else { "author" }, &names::exchanged(name.trim()));
    }
}

/// "Journal-of-Rain. 2000; 12(3): 101-10": the name ends at the first full stop; all of it is kept.
fn source(work: &mut Gathered, value: &str) {
    let name = value.split_once(['.', ';', ',']).map_or(value, |(name, _)| name);
    let name = if name.contains(' ') { name.to_owned() } else { name.replace('-', " ") };
    work.say("venue", name.trim());
    work.kept("SO", value);
    let rest = place(work, &value[value.find(['.', ';', ',']).unwrap_or(value.len())..]);
    let likely = |digits: &&str| digits.len() == 4 && ("1800".."2100").contains(digits);
    let year = rest.split(|c: char| !c.is_ascii_digit()).rfind(likely);
    work.say("date", year.unwrap_or_default());
}
