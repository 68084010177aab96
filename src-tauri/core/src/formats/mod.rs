//! The formats that papers travel in: files of references, read into drafts and written from them.
//!
//! A draft is what all of them share. What a format says and Postil has no place for is kept as a field under
//! BibLaTeX's name; what must come out of a .bib letter by letter is kept beside it under [`RAW`].

pub mod bibtex;
mod citation_file;
pub(crate) mod csl;
mod gather;
mod hayagriva;
pub mod keys;
mod kinds;
pub mod names;
mod plain;
mod ris;
mod table;
mod tagged;
mod xml;
mod yaml;
mod zotero;

pub(crate) use bibtex::terms::is_a_book;
pub(crate) use citation_file::read as citation_file;
pub(crate) use gather::{Gathered, parse_date};
pub(crate) use names::Name;
pub(crate) use xml::without_number;

use std::collections::HashSet;
use std::io::{self, Write};

use crate::model::{Draft, Field, Identifier, IdentifierKind, Reading};

/// The field that tells of a retraction: the day and the address of the notice, as far as they are known.
pub const RETRACTED: &str = "retracted";

/// Begins the name of a field that holds a value as a .bib file wrote it.
pub const RAW: &str = "bibtex:";
/// The field of a paper that came without a title: what stands in for one.
pub const UNTITLED: &str = "untitled";

/// A format that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Bibtex,
    Biblatex,
    Ris,
    CslJson,
    Hayagriva,
    Markdown,
    Csv,
}

impl Format {
    /// Whether its entries are known by citation keys.
    pub fn has_keys(self) -> bool {
        !matches!(self, Self::Csv)
    }

    /// By the ending of a file's name, without the dot.
    pub fn by_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "bib" | "bibtex" => Self::Bibtex,
            "biblatex" => Self::Biblatex,
            "ris" => Self::Ris,
            "json" => Self::CslJson,
            "yml" | "yaml" => Self::Hayagriva,
            "md" | "markdown" => Self::Markdown,
            "csv" => Self::Csv,
            _ => return None,
        })
    }
}

/// Writes drafts in a format, in their order. Those without a citation key get one for this file.
pub fn write(format: Format, drafts: &[Draft], out: &mut dyn Write) -> io::Result<()> {
    let keys = file_keys(drafts);
    match format {
        Format::Csv => out.write_all(plain::COLUMNS.as_bytes())?,
        Format::CslJson => out.write_all(b"[\n")?,
        _ => {}
    }
    let mut text = String::new();
    for (at, (draft, key)) in drafts.iter().zip(&keys).enumerate() {
        text.clear();
        let between = match format {
            Format::Bibtex | Format::Biblatex | Format::Ris | Format::Hayagriva => "\n",
            Format::CslJson => ",\n",
            Format::Markdown | Format::Csv => "",
        };
        text.push_str(if at > 0 { between } else { "" });
        match format {
            Format::Bibtex => bibtex::write_entry(draft, key, bibtex::Dialect::Bibtex, &mut text),
            Format::Biblatex => bibtex::write_entry(draft, key, bibtex::Dialect::Biblatex, &mut text),
            Format::Ris => ris::write_entry(draft, key, &mut text),
            Format::CslJson => text.push_str(&serde_json::to_string_pretty(&csl::item(draft, key))?),
            Format::Hayagriva => hayagriva::write_entry(draft, key, &mut text),
            Format::Markdown => plain::markdown(draft, key, &mut text),
            Format::Csv => plain::csv(draft, key, &mut text),
        }
        out.write_all(text.as_bytes())?;
    }
    if format == Format::CslJson {
        out.write_all(b"\n]\n")?;
    }
    Ok(())
}

/// A key for each draft, no two alike: its own, or one by the default pattern.
pub(crate) fn file_keys(drafts: &[Draft]) -> Vec<String> {
    let pattern = keys::Pattern::parse(keys::DEFAULT_PATTERN).ok();
    let mut taken: HashSet<String> = drafts.iter().filter_map(|draft| draft.citation_key.clone()).collect();
    let mut own_used: HashSet<&str> = HashSet::new();
    let mut given = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let own = draft.citation_key.as_deref();
        if let Some(own) = own.filter(|own| own_used.insert(own)) {
            given.push(own.to_owned());
            continue;
        }
        let wanted = own.map(str::to_owned).or_else(|| pattern.as_ref().map(|pattern| pattern.make(draft)));
        let free = keys::unique::<std::convert::Infallible>(&wanted.unwrap_or_default(), |key| Ok(taken.contains(key)));
        let Ok(key) = free;
        taken.insert(key.clone());
        given.push(key);
    }
    given
}

/// Reads a text in the format that it shows; `None` when it is in none of them.
pub fn read(text: &str) -> Option<Reading> {
    // Old files end their lines with a carriage return alone.
    let unified = if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { String::new() };
    let text = if unified.is_empty() { text } else { &unified };
    let reading = if let Some(reading) = in_json(text) {
        Some(reading)
    } else if let Some(reading) = xml::read(text).or_else(|| tagged::read(text)) {
        Some(reading)
    } else if ris::looks_like(text) {
        Some(ris::read(text))
    } else if bibtex::looks_like(text) {
        Some(bibtex::read(text))
    } else {
        in_yaml(text).or_else(|| table::read(text))
    };
    reading.filter(|reading| !reading.drafts.is_empty())
}

/// Items of CSL that are parsed already; `None` when there are none.
pub fn from_csl(tree: &serde_json::Value) -> Option<Reading> {
    csl::read(tree, "CSL-JSON")
}

/// The same of Zotero.
pub fn from_zotero(tree: &serde_json::Value) -> Option<Reading> {
    zotero::read(tree)
}

/// CSL's items in JSON, or Zotero's.
fn in_json(text: &str) -> Option<Reading> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with(['[', '{']) {
        return None;
    }
    let tree: serde_json::Value = serde_json::from_str(text).ok()?;
    // Zotero's items may have a `type` as well: that of a thesis.
    zotero::read(&tree).or_else(|| csl::read(&tree, "CSL-JSON file"))
}

/// A citation file, CSL's items in YAML, or Hayagriva's. Only a text with a type in it is parsed for those.
fn in_yaml(text: &str) -> Option<Reading> {
    if citation_file::looks_like(text) {
        let drafts = vec![citation_file::read(text)?];
        return Some(Reading { source: "Citation file (CFF)".into(), drafts, skipped: Vec::new() });
    }
    if !text.contains("type:") {
        return None;
    }
    let document = yaml::read(text)?;
    csl::read(&document.tree, "CSL-YAML file").or_else(|| hayagriva::read(&document))
}

/// Adds a field; an empty value is none.
fn put(draft: &mut Draft, name: &str, value: &str) {
    if !value.is_empty() {
        draft.fields.push(Field { name: name.to_owned(), value: value.to_owned() });
    }
}

/// The value of a field.
pub(crate) fn field<'a>(draft: &'a Draft, name: &str) -> Option<&'a str> {
    draft.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

/// The value of an identifier.
fn identifier(draft: &Draft, kind: IdentifierKind) -> Option<&str> {
    draft.identifiers.iter().find(|one| one.kind == kind).map(|one| one.value.as_str())
}

/// One of a kind is enough.
fn add_identifier(draft: &mut Draft, identifier: Identifier) {
    if !draft.identifiers.iter().any(|known| known.kind == identifier.kind) {
        draft.identifiers.push(identifier);
    }
}

pub(crate) fn is_address(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fine = |host: &str| host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    host.is_some_and(fine) && url.len() <= 2_000 && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// A DOI that is all of a text, with or without what addresses put before it. arXiv's are no DOI to a reader.
pub(crate) fn doi(text: &str) -> Option<Identifier> {
    let lower = text.trim().to_lowercase();
    let mut rest = lower.as_str();
    for prefix in ["https://", "http://", "dx.", "www.", "doi.org/", "doi:", "doi"] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest).trim_start();
    }
    let (registrant, suffix) = rest.strip_prefix("10.")?.split_once('/')?;
    let digits = registrant.len() >= 4 && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let one_word = !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    let sound = digits && one_word && !suffix.is_empty() && rest.len() <= 250 && !rest.starts_with("10.48550/arxiv.");
    sound.then(|| Identifier { kind: IdentifierKind::Doi, value: rest.to_owned() })
}

/// The year in a date: its first four digits that stand alone.
fn year_of(text: &str) -> Option<i32> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    let year = parts.find(|digits| digits.len() == 4)?.parse().ok()?;
    (1000..=2200).contains(&year).then_some(year)
}

/// A date to the day, `YYYY-MM-DD`, and nothing else.
fn day_of(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let mut number = |length: usize, most: u32| {
        let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
        part.and_then(|part| part.parse::<u32>().ok()).filter(|number| (1..=most).contains(number))
    };
    (number(4, 9999).is_some() && number(2, 12).is_some() && number(2, 31).is_some() && parts.next().is_none())
        .then(|| text.to_owned())
}

/// Puts the title on one line, and cuts what is longer than a paper can hold, saying so. A file may hold anything.
pub(crate) fn limit(mut draft: Draft) -> Draft {
    draft.title = draft.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut problems = std::mem::take(&mut draft.problems);
    let mut cut = |text: &mut String, most: usize, what: &str| {
        if text.len() > most
            && let Some((at, _)) = text.char_indices().nth(most)
        {
            text.truncate(at);
            problems.push(format!("The {what} was cut to {most} characters"));
        }
    };
    cut(&mut draft.title, 1_000, "title");
    cut(&mut draft.abstract_text, 200_000, "abstract");
    cut(&mut draft.comments, 200_000, "note");
    cut(&mut draft.venue, 2_000, "venue");
    draft.authors.iter_mut().for_each(|name| cut(name, 300, "name of an author"));
    draft.fields.iter_mut().for_each(|field| {
        cut(&mut field.name, 100, "name of a field");
        cut(&mut field.value, 200_000, "value of a field");
    });
    if draft.authors.len() > 10_000 {
        draft.authors.truncate(10_000);
        draft.sort_names.truncate(10_000);
        problems.push("Only the first 10,000 authors were taken".into());
    }
    Draft { problems, ..draft }
}
