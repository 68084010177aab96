//! The formats that papers travel in: files of references, read into drafts and written from them.
//!
//! A draft is what all of them share. What a format says and Postil has no place for is kept as a field under
//! BibLaTeX's name; what must come out of a .bib letter by letter is kept beside it under [`RAW`].

pub mod bibtex;
mod citation_file;
pub(crate) mod csl;
mod days;
mod format;
mod gather;
mod hayagriva;
pub mod keys;
mod kinds;
mod left;
pub mod names;
mod numbers;
mod own;
pub(crate) mod pages;
mod papis;
mod places;
mod plain;
mod rich;
mod ris;
mod table;
mod tagged;
mod tongues;
mod when;
mod xml;
mod yaml;
mod zotero;

pub use self::format::Format;
pub use self::left::Left;
pub use self::table::columns::choose as choose_columns;
pub(crate) use bibtex::terms::is_a_book;
pub use citation_file::read as citation_file;
pub(crate) use days::parse_date;
pub(crate) use gather::Gathered;
pub(crate) use names::Name;
pub(crate) use when::season;
pub(crate) use xml::without_number;

use std::borrow::{Borrow, Cow};
use std::collections::HashSet;
use std::io::{self, Write};

pub(crate) use self::plain::escaped as escaped_markdown;
use crate::model::{ColumnUse, Draft, Field, Identifier, IdentifierKind, Reading, TableShape};

pub(crate) use papis::{notes as notes_of_papis, read as from_papis};
pub(crate) use xml::Records;

/// The field that tells of a retraction: the day and the address of the notice, as far as they are known.
pub const RETRACTED: &str = "retracted";

/// Begins the name of a field that holds a value as a .bib file wrote it.
pub const RAW: &str = "bibtex:";
/// The field of a paper that came without a title: what stands in for one.
pub const UNTITLED: &str = "untitled";

/// Writes drafts in a format, in their order; gives what the format has no place for. Those without a citation key get
/// one for this file.
pub fn write(format: Format, drafts: &[Draft], out: &mut dyn Write) -> io::Result<Left> {
    write_each(format, drafts.iter(), Keys::of_all(drafts), out)
}

/// The same of drafts that come one after the other.
pub fn write_each<D: Borrow<Draft>>(
    format: Format,
    drafts: impl Iterator<Item = D>,
    mut keys: Keys,
    out: &mut dyn Write,
) -> io::Result<Left> {
    let mut left = Left::default();
    match format {
        Format::Csv => out.write_all(plain::COLUMNS.as_bytes())?,
        Format::CslJson | Format::Json => out.write_all(b"[\n")?,
        _ => {}
    }
    let mut text = String::new();
    for (at, draft) in drafts.enumerate() {
        let draft = draft.borrow();
        let key = &keys.of(draft);
        text.clear();
        let between = match format {
            Format::Bibtex | Format::Biblatex | Format::Ris | Format::Hayagriva => "\n",
            Format::CslJson | Format::Json => ",\n",
            Format::Markdown | Format::Csv => "",
        };
        text.push_str(if at > 0 { between } else { "" });
        left.add(match format {
            Format::Bibtex | Format::Biblatex => {
                let is_old = format == Format::Bibtex;
                let dialect = if is_old { bibtex::Dialect::Bibtex } else { bibtex::Dialect::Biblatex };
                bibtex::write_entry(draft, key, dialect, &mut text);
                bibtex::left(draft)
            }
            Format::Ris => ris::write_entry(draft, key, &mut text),
            Format::CslJson => {
                let (item, left) = csl::exported(draft, key);
                text.push_str(&serde_json::to_string_pretty(&item)?);
                left
            }
            Format::Hayagriva => hayagriva::write_entry(draft, key, &mut text),
            Format::Csv => plain::csv(draft, key, &mut text),
            // A list for people says what it is meant to say.
            Format::Markdown => {
                plain::markdown(draft, key, &mut text);
                Vec::new()
            }
            Format::Json => {
                text.push_str(&serde_json::to_string_pretty(draft)?);
                Vec::new()
            }
        });
        out.write_all(text.as_bytes())?;
    }
    if matches!(format, Format::CslJson | Format::Json) {
        out.write_all(b"\n]\n")?;
    }
    Ok(left)
}

/// Keys for the drafts of a file, no two alike: each its own, or one by the default pattern.
pub struct Keys {
    pattern: Option<keys::Pattern>,
    taken: HashSet<String>,
    own_used: HashSet<String>,
}

impl Keys {
    /// `own` are all that the drafts come with.
    pub fn beside(own: HashSet<String>) -> Self {
        Self { pattern: keys::Pattern::parse(keys::DEFAULT_PATTERN).ok(), taken: own, own_used: HashSet::new() }
    }

    pub fn of_all(drafts: &[Draft]) -> Self {
        Self::beside(drafts.iter().filter_map(|draft| draft.citation_key.clone()).collect())
    }

    fn of(&mut self, draft: &Draft) -> String {
        // A key with blanks, which Postil itself would not give, is the entry's own all the same.
        let kept = || field(draft, "bibtex:key").filter(|key| !key.contains(|c: char| "{}(),=#%\"'\\~@\n".contains(c)));
        let own = draft.citation_key.as_deref().or_else(kept);
        if let Some(own) = own.filter(|own| self.own_used.insert((*own).to_owned())) {
            return own.to_owned();
        }
        let wanted = own.map(str::to_owned).or_else(|| self.pattern.as_ref().map(|pattern| pattern.make(draft)));
        let is_taken = |key: &str| Ok(self.taken.contains(key));
        let Ok(key) = keys::unique::<std::convert::Infallible>(&wanted.unwrap_or_default(), is_taken);
        self.taken.insert(key.clone());
        key
    }
}

/// A key for each draft of a file.
pub(crate) fn file_keys(drafts: &[Draft]) -> Vec<String> {
    let mut keys = Keys::of_all(drafts);
    drafts.iter().map(|draft| keys.of(draft)).collect()
}

/// Reads a text in the format that it shows; `None` when it is in none of them.
pub fn read(text: &str) -> Option<Reading> {
    read_with(text, &|_| None)
}

/// What a table looks like before it is read; `None` for a text in another format. `is_table`: its file's name says that
/// it is one.
pub fn shape(text: &str, is_table: bool) -> Option<TableShape> {
    let text = with_breaks(text);
    let shape = table::columns::shape(&text, is_table)?;
    let other = text.trim_start_matches('\u{feff}').trim_start().starts_with(['[', '{', '<', '@', '%'])
        || ris::looks_like(&text)
        || bibtex::looks_like(&text)
        || tagged::read(&text).is_some();
    (!other).then_some(shape)
}

/// Reads a table by what its columns are said to be, whatever else the text may look like.
pub fn read_table(text: &str, columns: &[ColumnUse]) -> Option<Reading> {
    table::read(&with_breaks(text), &|_| Some(columns.to_vec()))
}

/// Old files end their lines with a carriage return alone.
pub(crate) fn with_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n").into() } else { text.into() }
}

/// The same, with what `told` knows of a table's columns by their headings.
pub fn read_with(text: &str, told: &dyn Fn(&[String]) -> Option<Vec<ColumnUse>>) -> Option<Reading> {
    let text = &*with_breaks(text);
    let reading = if let Some(reading) = before_bibtex(text) {
        Some(reading)
    } else if bibtex::looks_like(text) {
        Some(bibtex::read(text))
    } else {
        in_yaml(text).or_else(|| table::read(text, told))
    };
    reading.filter(|reading| !reading.drafts.is_empty())
}

/// What is known from its own marks, before entries are looked for in it.
fn before_bibtex(text: &str) -> Option<Reading> {
    let marked = in_json(text).or_else(|| xml::read(text)).or_else(|| tagged::read(text));
    marked.or_else(|| ris::looks_like(text).then(|| ris::read(text)))
}

/// Whether a text is read as a .bib file, and holds an entry.
pub fn is_bibtex(text: &str) -> bool {
    bibtex::looks_like(text) && before_bibtex(text).is_none() && bibtex::has_entry(text)
}

/// Items of CSL that are parsed already; `None` when there are none.
pub fn from_csl(tree: &serde_json::Value) -> Option<Reading> {
    csl::read(tree, "CSL-JSON", &[])
}

/// The same of Zotero.
pub fn from_zotero(tree: &serde_json::Value) -> Option<Reading> {
    zotero::read(tree, &[])
}

/// CSL's items in JSON, or Zotero's.
fn in_json(text: &str) -> Option<Reading> {
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with(['[', '{']) {
        return None;
    }
    let tree: serde_json::Value = serde_json::from_str(text.trim_start()).ok()?;
    let lines = places::lines(text);
    // Zotero's items may have a `type` as well: that of a thesis.
    let known = own::read(&tree, &lines).or_else(|| zotero::read(&tree, &lines));
    known.or_else(|| csl::read(&tree, "CSL-JSON file", &lines))
}

/// A citation file, CSL's items in YAML, or Hayagriva's. Only a text with a type in it is parsed for those.
fn in_yaml(text: &str) -> Option<Reading> {
    if citation_file::looks_like(text) {
        let drafts = citation_file::all(text)?;
        return Some(Reading { source: "Citation file (CFF)".into(), drafts, ..Reading::default() });
    }
    if papis::looks_like(text)
        && let Some((draft, _)) = papis::read(text)
    {
        return Some(Reading { source: "Papis document".into(), drafts: vec![draft], ..Reading::default() });
    }
    if !text.contains("type:") {
        return None;
    }
    let mut document = yaml::read(text)?;
    csl::with_tags(&mut document.tree);
    csl::read(&document.tree, "CSL-YAML file", &document.items).or_else(|| hayagriva::read(&document))
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

/// Where it appeared; of a thesis or a report, where it was made.
pub(crate) fn place(draft: &Draft) -> &str {
    let made = || field(draft, "institution").filter(|_| matches!(draft.entry_type.as_str(), "thesis" | "report"));
    Some(draft.venue.as_str()).filter(|venue| !venue.is_empty()).or_else(made).unwrap_or_default()
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

/// The same for a DOI, with the letters in which a text names it: they are lost on it alone.
fn add_doi(draft: &mut Draft, doi: Identifier, text: &str) {
    if identifier(draft, IdentifierKind::Doi).is_some() {
        return;
    }
    if let Some(written) = written_doi(text, &doi.value).filter(|written| *written != doi.value) {
        put(draft, &format!("{RAW}doi"), written);
    }
    add_identifier(draft, doi);
}

pub(crate) fn is_address(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let fine = |host: &str| host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    host.is_some_and(fine) && url.len() <= 2_000 && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The DOI that an address at its resolver leads to.
fn doi_of_link(url: &str) -> Option<Identifier> {
    let (_, place) = url.split_once("://")?;
    doi(url).filter(|_| ["doi.org/", "dx.doi.org/"].iter().any(|host| place.starts_with(host)))
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

/// A DOI in the letters of a text that names it. To a registry small and large ones are the same; to readers of a list of
/// references they are not.
fn written_doi<'t>(text: &'t str, doi: &str) -> Option<&'t str> {
    let at = text.to_ascii_lowercase().find(doi)?;
    text.get(at..at + doi.len())
}

fn one_line(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a text is on one line already, as most are: told without a look at its letters one by one. `false` for some
/// that are, where a letter begins as some blanks do.
fn is_one_line(text: &str) -> bool {
    let mut before = b' ';
    let fine = text.bytes().all(|byte| {
        let before = std::mem::replace(&mut before, byte);
        byte > b' ' && !matches!(byte, 0xC2 | 0xE1..=0xE3) || byte == b' ' && before != b' '
    });
    fine && before != b' '
}

/// The year in a date: its first four digits that stand alone.
fn year_of(text: &str) -> Option<i32> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    let year = parts.find(|digits| digits.len() == 4)?.parse().ok()?;
    crate::search::years::YEARS.contains(&year).then_some(year)
}

/// The line of the item at a place among others; 0 where nobody looked for it.
fn line_at(lines: &[u32], at: usize) -> u32 {
    lines.get(at).copied().unwrap_or_default()
}

/// A date to the day, `YYYY-MM-DD`, and nothing else.
fn day_of(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let mut number = |length: usize, most: u32| {
        let part = parts.next().filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()));
        part.and_then(|part| part.parse::<u32>().ok()).filter(|number| (1..=most).contains(number))
    };
    let (year, month) = (number(4, 9999)?, number(2, 12)?);
    let most = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    number(2, most)?;
    parts.next().is_none().then(|| text.to_owned())
}

/// Puts the title on one line, and cuts what is longer than a paper can hold, saying so. A file may hold anything.
pub(crate) fn limit(mut draft: Draft) -> Draft {
    if !is_one_line(&draft.title) {
        draft.title = one_line(&draft.title);
    }
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
