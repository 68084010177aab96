//! References out, as RIS has them.

use std::fmt::Write as _;

use super::record::has_series;
use super::{FIELDS, KEPT, PEOPLE};
use crate::formats::left::Source;
use crate::formats::names::{self, Name};
use crate::formats::zotero::{self, extra};
use crate::formats::{UNTITLED, bibtex, field, kinds, pages};
use crate::model::{Draft, IdentifierKind};

/// Appends a reference known as `key`; gives what there is no place for.
pub fn write_entry(draft: &Draft, key: &str, out: &mut String) -> Vec<String> {
    let of = Source::of(draft);
    let kind = bibtex::kind(draft);
    let kept_kind = field(draft, &format!("{KEPT}TY")).filter(|ris| kinds::from_ris(&ris.to_ascii_uppercase()) == kind);
    let mut line = |tag: &str, value: &str| {
        if !value.is_empty() || tag == "ER" {
            let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            // Paragraphs stand apart by a blank line, unless one would be taken for a tag.
            let mut parts = value.split("\n\n").filter(|_| matches!(tag, "AB" | "N1"));
            let is_prose = parts.clone().count() > 1 && parts.all(|part| super::tagged(part.trim()).is_none());
            let value =
                if is_prose { value.split("\n\n").map(one).collect::<Vec<_>>().join("\n\n") } else { one(value) };
            let _ = writeln!(out, "{tag}  - {value}");
        }
    };
    let csl = || {
        let said = zotero::csl_type(draft, &kind).or_else(|| field(draft, "csl:type"));
        said.or_else(|| kinds::csl_of_subtype(&kind, field(draft, "entrysubtype")?))
    };
    let theirs = kept_kind.or_else(|| kinds::ris_of_csl(csl()?, &kind)).unwrap_or(kinds::to_ris(&kind));
    line("TY", theirs);
    line("ID", key);
    if field(draft, UNTITLED) != Some(draft.title.as_str()) {
        line("TI", &draft.title);
    }
    for (at, shown) in draft.authors.iter().enumerate() {
        let sort_name = draft.sort_names.get(at).map(String::as_str).unwrap_or_default();
        line("AU", &filed(&Name::from_stored(shown, sort_name)));
    }
    line(if kind == "article" || has_series(&kind) { "JO" } else { "T2" }, &draft.venue);
    let year = draft.year.map(|year| year.to_string());
    line("PY", year.as_deref().or_else(|| of.field("year")).unwrap_or_default());
    let month = field(draft, "month").and_then(bibtex::terms::month);
    match (&draft.published, &year, month) {
        (Some(day), ..) => {
            of.take("month");
            line("DA", &day.replace('-', "/"));
        }
        (None, Some(year), Some(month)) => {
            of.take("month");
            line("DA", &format!("{year}/{month:02}"));
        }
        // Behind the day stands what a date says beside: the days of a conference.
        (None, Some(year), None) => {
            if let Some(words) = of.field("month") {
                line("DA", &format!("{year}///{words}"));
            }
        }
        _ => {}
    }
    if let Some(value) = of.field("pages") {
        let (first, last) = pages::ends(value).unwrap_or((value, ""));
        line("SP", first);
        line("EP", last);
    }
    line("DO", of.known(IdentifierKind::Doi, "doi"));
    line("SN", of.known(IdentifierKind::Isbn, "isbn"));
    line("SN", of.field("issn").unwrap_or_default());
    line("UR", &of.address());
    line("AB", &draft.abstract_text);
    of.tags().iter().for_each(|tag| line("KW", tag));
    line("N1", &draft.comments);
    of.notes().iter().for_each(|note| line("N1", note));
    for other in &draft.fields {
        let second = matches!((kind.as_str(), other.name.as_str()), ("patent", "holder") | ("letter", "recipient"));
        let part = PEOPLE.iter().find(|(_, ours)| *ours == other.name).map(|(tag, _)| *tag);
        if let Some(tag) = part.or(second.then_some("A2")) {
            let names = names::split_list(&other.value).into_iter().map(|name| names::read_one(name, str::to_owned));
            names.for_each(|name| line(tag, &filed(&name)));
        } else if other.name == "urldate" {
            line("Y2", &other.value.replace('-', "/"));
        } else if other.name == "pagetotal" && field(draft, "pages").is_none() && bibtex::terms::is_a_book(&kind) {
            line("SP", &other.value);
        } else if other.name == "version" && kind == "software" {
            line("ET", &other.value);
        } else if let Some((tag, _)) = FIELDS.iter().find(|(_, ours)| *ours == other.name) {
            line(tag, &other.value);
        } else if other.name == "institution" {
            line("PB", &other.value);
        } else if let Some(tag) = other.name.strip_prefix(KEPT).filter(|tag| *tag != "TY") {
            line(tag, &other.value);
        } else if !of.has_taken(&other.name)
            && let Some(said) = extra::line(&other.name, &other.value)
        {
            // For want of a tag, a note in the words of Zotero's users.
            line("N1", &said);
        } else {
            continue;
        }
        of.take(&other.name);
    }
    for said in extra::lines_of(&of) {
        line("N1", &said);
    }
    if kinds::from_ris(&theirs.to_ascii_uppercase()) != kind {
        line("N1", &extra::type_line(&kind));
    }
    line("ER", "");
    of.left()
}

/// The filed form with the suffix last, as RIS has it; a name in one piece ends with a comma.
fn filed(name: &Name) -> String {
    let mut text = name.whole_family();
    if name.given.is_empty() {
        if text.contains(' ') {
            text.push(',');
        }
        return text;
    }
    let _ = write!(text, ", {}", name.given);
    if !name.suffix.is_empty() {
        let _ = write!(text, ", {}", name.suffix);
    }
    text
}
