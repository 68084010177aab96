//! What a field may hold. Each refusal names the field and says what would do.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use crate::citation_key;
use crate::error::{Error, Result};
use crate::model::{Draft, Identifier, IdentifierKind, PaperEdit};
use crate::search::years::YEARS;

const TITLE: usize = 1_000;
const LINE: usize = 2_000;
const TEXT: usize = 200_000;
const NOTE: usize = 2_000_000;
const AUTHORS: usize = 10_000;
const NAME: usize = 300;
const FIELDS: usize = 1_000;

/// A draft with its texts tidied. Too long or missing is an error that names the paper.
pub fn draft(mut draft: Draft) -> Result<Draft> {
    let place = if draft.line > 0 { format!(" (line {})", draft.line) } else { String::new() };
    draft.title =
        title(&draft.title).map_err(|error| Error { message: format!("{}{place}", error.message), ..error })?;
    draft.abstract_text = text("abstract", &draft.abstract_text)?;
    draft.comments = text("comments", &draft.comments)?;
    draft.venue = line("venue", &draft.venue)?;
    draft.url = url(&draft.url).unwrap_or_default();
    draft.authors = authors(&draft.authors)?;
    draft.year = draft.year.filter(|year| YEARS.contains(year));
    draft.published = draft.published.filter(|date| date.len() == 10 && date.is_ascii());
    draft.identifiers = draft.identifiers.iter().filter_map(|one| identifier(one).ok()).collect();
    draft.links.truncate(100);
    draft.pages.truncate(100);
    draft.guesses.truncate(100);
    draft.replaces.truncate(FIELDS);
    draft.leaves.truncate(FIELDS);
    draft.sources.truncate(FIELDS);
    for source in &mut draft.sources {
        source.name = line("field", &source.name)?;
        source.value = line("source", &source.value)?;
    }
    draft.sort_names = draft.sort_names.iter().map(|name| squeeze(name)).collect();
    if draft.sort_names.len() != draft.authors.len() || draft.sort_names.iter().any(|name| name.len() > 4 * NAME) {
        draft.sort_names.clear();
    }
    draft.entry_type = line("entry_type", &draft.entry_type)?;
    draft.citation_key = draft.citation_key.and_then(|key| citation_key::checked(&key).ok().flatten());
    draft.tags = draft.tags.iter().filter_map(|name| tag(name).ok()).collect();
    draft.notes.retain(|text| !text.trim().is_empty() && note(text).is_ok());
    draft.notes.truncate(FIELDS);
    draft.collections = collections(&draft).collect();
    draft.files.truncate(FIELDS);
    for file in &mut draft.files {
        file.name = file_name(&file.name)?;
    }
    draft.fields.truncate(FIELDS);
    for field in &mut draft.fields {
        field.name = line("field", &field.name)?;
        field.value = text("field", &field.value)?;
    }
    draft.fields.retain(|field| !field.name.is_empty() && !field.value.is_empty());
    Ok(draft)
}

/// Where a draft is filed, as far as these are names that a collection can have.
pub fn collections(draft: &Draft) -> impl Iterator<Item = Vec<String>> {
    let path = |path: &Vec<String>| path.iter().map(|name| collection(name)).collect::<Result<Vec<_>>>().ok();
    draft.collections.iter().filter_map(path).filter(|path| !path.is_empty()).take(FIELDS)
}

/// An edit with its value tidied.
pub fn edit(edit: PaperEdit) -> Result<PaperEdit> {
    Ok(match edit {
        PaperEdit::Title(value) => PaperEdit::Title(title(&value)?),
        PaperEdit::Abstract(value) => PaperEdit::Abstract(text("abstract", &value)?),
        PaperEdit::Comments(value) => PaperEdit::Comments(text("comments", &value)?),
        PaperEdit::Venue(value) => PaperEdit::Venue(line("venue", &value)?),
        PaperEdit::Url(value) => PaperEdit::Url(url(&value)?),
        PaperEdit::Authors(names) => PaperEdit::Authors(authors(&names)?),
        PaperEdit::Year(Some(year)) if !YEARS.contains(&year) => {
            return Err(Error::validation(
                "year",
                format!("{year} is not a year Postil can keep. Use four digits, like 2024."),
            ));
        }
        PaperEdit::CitationKey(key) => {
            PaperEdit::CitationKey(key.map(|key| citation_key::checked(&key)).transpose()?.flatten())
        }
        PaperEdit::Identifiers(list) => PaperEdit::Identifiers(list.iter().map(identifier).collect::<Result<_>>()?),
        PaperEdit::Year(_) | PaperEdit::ReadState(_) | PaperEdit::Starred(_) => edit,
    })
}

pub fn tag(name: &str) -> Result<String> {
    let name = squeeze(name);
    let name = name.trim_matches(['#', ',']).trim();
    match name.chars().count() {
        0 => Err(Error::validation("tag", "A tag needs a name.")),
        1..=100 => Ok(name.to_owned()),
        _ => Err(Error::validation("tag", "A tag can have up to 100 characters.")),
    }
}

/// The name that a file is shown under, and saved under by default: no place, only a name.
pub fn file_name(name: &str) -> Result<String> {
    let name = squeeze(&name.replace(['/', '\\'], " "));
    match name.chars().count() {
        0 => Err(Error::validation("name", "A file needs a name.")),
        1..=300 => Ok(name),
        _ => Err(Error::validation("name", "A file's name can have up to 300 characters.")),
    }
}

pub fn collection(name: &str) -> Result<String> {
    named("A collection", name)
}

pub fn saved_search(name: &str) -> Result<String> {
    named("A saved search", name)
}

fn named(what: &str, name: &str) -> Result<String> {
    let name = squeeze(name);
    match name.chars().count() {
        0 => Err(Error::validation("name", format!("{what} needs a name."))),
        1..=200 => Ok(name),
        _ => Err(Error::validation("name", format!("{what}'s name can have up to 200 characters."))),
    }
}

/// Notes are kept to the letter; only their size is bounded.
pub fn note(text: &str) -> Result<&str> {
    if text.len() > NOTE {
        return Err(Error::validation("note", "A note can hold up to two million characters. Split it in two."));
    }
    Ok(text)
}

fn title(value: &str) -> Result<String> {
    let value = squeeze(value);
    match value.chars().count() {
        0 => Err(Error::validation("title", "A paper needs a title.")),
        1..=TITLE => Ok(value),
        _ => Err(Error::validation("title", format!("A title can have up to {TITLE} characters."))),
    }
}

fn line(field: &'static str, value: &str) -> Result<String> {
    let value = squeeze(value);
    if value.chars().count() > LINE {
        return Err(Error::validation(field, format!("This can have up to {LINE} characters.")));
    }
    Ok(value)
}

fn text(field: &'static str, value: &str) -> Result<String> {
    let is_clean = value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'));
    let value = if is_clean { Cow::Borrowed(value) } else { Cow::Owned(cleaned(value)) };
    if value.chars().count() > TEXT {
        return Err(Error::validation(field, format!("This can have up to {TEXT} characters.")));
    }
    Ok(value.trim().to_owned())
}

fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().map(meant).filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Controls that nobody types are signs of Windows taken for Latin-1 somewhere: ’ comes as U+0092.
fn meant(c: char) -> char {
    match u8::try_from(u32::from(c)) {
        Ok(byte @ 0x80..=0x9f) => WINDOWS_1252.decode(&[byte]).0.chars().next().unwrap_or(c),
        _ => c,
    }
}

fn authors(names: &[String]) -> Result<Vec<String>> {
    let names: Vec<String> = names.iter().map(|name| squeeze(name)).filter(|name| !name.is_empty()).collect();
    if names.len() > AUTHORS {
        return Err(Error::validation("authors", format!("A paper can have up to {AUTHORS} authors.")));
    }
    if let Some(name) = names.iter().find(|name| name.chars().count() > NAME) {
        let start: String = name.chars().take(40).collect();
        return Err(Error::validation(
            "authors",
            format!("“{start}…” is too long for a name. Put one author on each line."),
        ));
    }
    Ok(names)
}

fn url(value: &str) -> Result<String> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(String::new());
    }
    let host = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let fine = host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && value.len() <= LINE
        && !value.chars().any(|c| c.is_control() || c.is_whitespace());
    if fine {
        Ok(value.to_owned())
    } else {
        Err(Error::validation("url", "A web address starts with https:// or http://."))
    }
}

/// An identifier in its canonical form.
fn identifier(given: &Identifier) -> Result<Identifier> {
    let value = given.value.trim();
    let bad = |words: &str| {
        let shown: String = value.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
        Err(Error::validation("identifiers", format!("“{shown}” {words}")))
    };
    if value.is_empty() || value.len() > 300 || value.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return bad("is no identifier: one is a word, like 2303.01234 or 10.1000/xyz123.");
    }
    let value = match given.kind {
        // In one piece, so that signs that end a DOI in running text do not end this one.
        IdentifierKind::Doi if crate::formats::doi(value).is_some_and(|doi| doi.value == value) => value.to_owned(),
        IdentifierKind::Arxiv | IdentifierKind::Doi => {
            match crate::import::ids::find_identifiers(value).into_iter().find(|found| found.kind == given.kind) {
                Some(found) => found.value,
                None if given.kind == IdentifierKind::Arxiv && looks_like_arxiv(value) => without_version(value),
                None if given.kind == IdentifierKind::Arxiv => {
                    return bad("is no arXiv identifier: one looks like 2303.01234 or cs/0112017.");
                }
                None => return bad("is no DOI: one starts with 10. and has a slash, like 10.1000/xyz123."),
            }
        }
        _ => value.to_owned(),
    };
    Ok(Identifier { kind: given.kind, value })
}

fn looks_like_arxiv(value: &str) -> bool {
    let value = without_version(value);
    let digits = |text: &str, range: std::ops::RangeInclusive<usize>| {
        range.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    match (value.split_once('.'), value.split_once('/')) {
        (Some((month, number)), None) => digits(month, 4..=4) && digits(number, 4..=5),
        (_, Some((archive, number))) => {
            archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b == b'.') && digits(number, 7..=7)
        }
        _ => false,
    }
}

fn without_version(value: &str) -> String {
    match value.rsplit_once('v') {
        Some((id, version)) if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) => id.to_owned(),
        _ => value.to_owned(),
    }
}

/// One line: white space runs become one space, control characters go.
fn squeeze(value: &str) -> String {
    let is_one_line = value.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !value.contains("  ");
    if is_one_line {
        return value.trim().to_owned();
    }
    let clean: String = value.chars().map(meant).map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_windows_are_what_was_meant() {
        let typed = Draft {
            title: "Fleiss\u{92} Kappa".into(),
            abstract_text: "\u{93}Rain\u{94}\u{7}\u{81}".into(),
            ..Draft::default()
        };
        let kept = draft(typed).expect("sound");
        assert_eq!((&*kept.title, &*kept.abstract_text), ("Fleiss’ Kappa", "“Rain”"), "and no other control is kept");
    }

    #[test]
    fn refusals_name_the_field_and_say_what_would_do() {
        let cases = [
            (PaperEdit::Title("  \u{7} ".into()), "title"),
            (PaperEdit::Title("x".repeat(1_001)), "title"),
            (PaperEdit::Year(Some(23)), "year"),
            (PaperEdit::Url("javascript:alert(1)".into()), "url"),
            (PaperEdit::Url("file:///etc/passwd".into()), "url"),
            (PaperEdit::Url("https://-o.example/".into()), "url"),
            (PaperEdit::CitationKey(Some("two words".into())), "citation_key"),
            (
                PaperEdit::Identifiers(vec![Identifier { kind: IdentifierKind::Arxiv, value: "hello".into() }]),
                "identifiers",
            ),
            (PaperEdit::Authors(vec!["x".repeat(301)]), "authors"),
        ];
        for (value, field) in cases {
            let error = edit(value.clone()).expect_err("must be refused");
            assert_eq!(error.field, Some(field), "{value:?} is refused for its {field}");
            assert!(error.message.ends_with('.'), "a whole sentence: {}", error.message);
        }
    }

    #[test]
    fn values_are_tidied() {
        assert_eq!(edit(PaperEdit::Title("  A\n title ".into())), Ok(PaperEdit::Title("A title".into())), "one line");
        let doi = Identifier { kind: IdentifierKind::Doi, value: "https://doi.org/10.1000/ABC".into() };
        let tidy = PaperEdit::Identifiers(vec![Identifier { kind: IdentifierKind::Doi, value: "10.1000/abc".into() }]);
        assert_eq!(edit(PaperEdit::Identifiers(vec![doi])), Ok(tidy), "a DOI's address becomes the DOI, in lower case");
        let arxiv = Identifier { kind: IdentifierKind::Arxiv, value: "2303.01234v2".into() };
        let tidy = PaperEdit::Identifiers(vec![Identifier { kind: IdentifierKind::Arxiv, value: "2303.01234".into() }]);
        assert_eq!(edit(PaperEdit::Identifiers(vec![arxiv])), Ok(tidy), "versions are dropped");
        assert_eq!(
            edit(PaperEdit::CitationKey(Some(" ".into()))),
            Ok(PaperEdit::CitationKey(None)),
            "an emptied key is none"
        );
    }
}
