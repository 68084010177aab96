//! One reference of RIS to one draft.

use super::{FIELDS, KEPT, PEOPLE};
use crate::formats::zotero::extra;
use crate::formats::{
    UNTITLED, add_doi, add_identifier, bibtex, doi, field, kinds, limit, names, one_line, pages, parse_date, put,
};
use crate::import::ids::find_identifiers;
use crate::import::{markup, notes};
use crate::model::Draft;

pub struct Record {
    pub kind: String,
    pub line: u32,
    /// Lines that a value goes on over are kept apart: of addresses and keywords each is one.
    pub tags: Vec<(String, String)>,
}

/// Titles of a journal, and of anything else that a work stands in, the best first.
const OF_JOURNALS: &[&str] = &["JF", "JO", "T2", "J1", "JA", "J2", "BT"];
const OF_BOOKS: &[&str] = &["C3", "BT", "T2", "JO", "JF"];
const OF_OTHERS: &[&str] = &["JO", "JF", "T2", "JA", "BT"];

/// Tags that say one thing.
const ONCE: [&str; 8] = ["TI", "T1", "CT", "SP", "EP", "PY", "Y1", "DA"];

impl Record {
    pub fn ended(self, problem: &str) -> Draft {
        let mut draft = self.draft();
        draft.problems.push(problem.into());
        draft
    }

    pub(super) fn first(&self, tags: &[&str]) -> Option<&str> {
        tags.iter().find_map(|wanted| {
            let found = self.tags.iter().find(|(tag, value)| tag == wanted && !value.is_empty());
            found.map(|(_, value)| value.as_str())
        })
    }

    /// The type says less than the tags do: services call papers of a series, and preprints, by other names.
    fn type_of(&self) -> (String, &'static str) {
        let notes = self.tags.iter().filter(|(tag, _)| tag == "N1");
        let said =
            notes.filter_map(|(_, note)| extra::said_by(note)).find_map(|(name, kind)| extra::type_said(&name, &kind));
        said.unwrap_or_else(|| (self.type_by_tags().to_owned(), ""))
    }

    fn type_by_tags(&self) -> &'static str {
        let kind = kinds::from_ris(&self.kind.to_ascii_uppercase());
        let told = self.first(&["M3"]).unwrap_or_default().to_lowercase();
        let is_preprint =
            || told.contains("preprint") || self.first(&["PB", "DP"]).unwrap_or_default().contains("arXiv");
        match kind {
            "periodical" if self.first(&["AU", "A1"]).is_some() && self.first(OF_BOOKS).is_some() => {
                if told.contains("conference") { "inproceedings" } else { "incollection" }
            }
            "misc" | "unpublished" if is_preprint() => "online",
            _ => kind,
        }
    }

    pub fn draft(self) -> Draft {
        let (kind, implied) = self.type_of();
        let kind = kind.as_str();
        let mut draft = Draft { entry_type: kind.to_owned(), line: self.line, ..Draft::default() };
        put(&mut draft, "type", implied);
        let csl = kinds::csl_of_ris(&self.kind, kind).unwrap_or_default();
        put(&mut draft, "entrysubtype", kinds::subtype(csl));
        if kinds::to_ris(kind) != self.kind {
            put(&mut draft, &format!("{KEPT}TY"), &self.kind);
        }
        let in_book = bibtex::terms::in_a_book(kind);
        let title = self.first(&["TI", "T1", "CT"]).or_else(|| self.first(&["BT"]).filter(|_| !in_book));
        draft.title = bibtex::entities(title.unwrap_or_default().to_owned());
        draft.venue =
            self.venue(kind).filter(|venue| *venue != draft.title || kind == "article").unwrap_or_default().to_owned();
        self.again(&mut draft);
        for (tag, value) in self.tags.iter().filter(|(_, value)| !value.is_empty()) {
            self.tag(tag, value, &mut draft);
        }
        self.pages(&mut draft);
        self.dates(&mut draft);
        self.doi(&mut draft);
        if draft.title.is_empty() {
            let venue = Some(draft.venue.clone()).filter(|venue| !venue.is_empty());
            let title = venue.or_else(|| draft.citation_key.clone()).unwrap_or_else(|| "Untitled".into());
            draft.problems.push("It has no title".into());
            put(&mut draft, UNTITLED, &title);
            draft.title = title;
        }
        draft.venue = bibtex::entities(one_line(&draft.venue));
        limit(draft)
    }

    /// What is said twice by tags that say one thing: of two titles the second is a subtitle, all else is kept.
    fn again(&self, draft: &mut Draft) {
        let mut first: [Option<&str>; ONCE.len()] = [None; ONCE.len()];
        let mut has_subtitle = false;
        for (tag, value) in self.tags.iter().filter(|(_, value)| !value.is_empty()) {
            let Some(at) = ONCE.iter().position(|known| known == tag) else { continue };
            match first[at] {
                None => first[at] = Some(value),
                Some(said) if said == value => {}
                Some(_) if matches!(tag.as_str(), "TI" | "T1") && !has_subtitle => {
                    put(draft, "subtitle", &one_line(value));
                    has_subtitle = true;
                }
                Some(_) => put(draft, &format!("{KEPT}{tag}"), value),
            }
        }
    }

    /// Where it appeared. `C3` names the proceedings of a paper; elsewhere it says something else.
    fn venue(&self, kind: &str) -> Option<&str> {
        let in_book = bibtex::terms::in_a_book(kind);
        let order = match kind {
            "article" => OF_JOURNALS,
            "inproceedings" => OF_BOOKS,
            _ if in_book => &OF_BOOKS[1..],
            _ => OF_OTHERS,
        };
        // The second title of a whole book is that of its series.
        let order = if has_series(kind) { &["JO", "JF", "JA"] } else { order };
        let found = self.first(order)?;
        // "J. Rain" is the short name of what another tag spells out.
        let spelt_out = self.first(&["T2"]).filter(|title| found.contains('.') && title.len() > found.len());
        Some(spelt_out.filter(|_| kind == "article").unwrap_or(found))
    }

    fn tag(&self, tag: &str, value: &str, draft: &mut Draft) {
        let decoded = bibtex::entities(value.to_owned());
        // In an address they are its own.
        let value = if value.contains("://") { value } else { &decoded };
        match tag {
            "TI" | "T1" | "CT" | "SP" | "EP" | "PY" | "Y1" | "DA" => {}
            "T2" | "BT" | "JO" | "JF" | "JA" | "J1" if value == draft.venue || value == draft.title => {}
            "C3" if value == draft.venue => {}
            "T2" if has_series(&draft.entry_type) && self.first(&["T3"]).is_none() => {
                put(draft, "series", &one_line(value));
            }
            // Of a paper whose proceedings are named, the meeting.
            "T2" if draft.entry_type == "inproceedings" && self.first(&["C3"]) == Some(&*draft.venue) => {
                put(draft, "eventtitle", &one_line(value));
            }
            "JO" if draft.entry_type == "article" && field(draft, "shortjournal").is_none() => {
                put(draft, "shortjournal", &one_line(value));
            }
            // Of an edited book EndNote calls the editors its authors.
            "AU" | "A1" if self.kind == "EDBOOK" && self.first(&["A2", "ED"]).is_none() => {
                add_people(draft, "editor", value);
            }
            // Those who are not named.
            "AU" | "A1" if matches!(value.trim_end_matches('.'), "et al" | "others") => {
                put(draft, &format!("{KEPT}{tag}"), value);
            }
            "AU" | "A1" => {
                for name in people(value) {
                    draft.authors.push(name.shown());
                    draft.sort_names.push(name.sort_name());
                }
            }
            "AB" | "N2" if draft.abstract_text.is_empty() => draft.abstract_text = prose(value),
            "N1" if said_in_note(value, draft) => {}
            "N1" if draft.comments.is_empty() => draft.comments = note(value),
            "N1" => draft.comments = format!("{}\n\n{}", draft.comments, note(value)),
            "KW" => {
                let words = value.split([';', '\n']).map(|tag| tag.trim().to_owned());
                draft.tags.extend(words.filter(|tag| !tag.is_empty()));
            }
            "UR" | "L2" | "LK" => {
                let several = value.split_whitespace().map(|address| address.trim_end_matches([';', ',']));
                several.for_each(|address| self.address(tag, address, draft));
            }
            "DO" => match doi(value) {
                Some(one) => add_doi(draft, one, value),
                None => {
                    find_identifiers(value).into_iter().for_each(|one| add_identifier(draft, one));
                    put(draft, "doi", value);
                }
            },
            "SN" => self.numbers(value, draft),
            "ID" => match crate::citation_key::checked(value) {
                Ok(Some(key)) if draft.citation_key.is_none() => draft.citation_key = Some(key),
                _ => put(draft, &format!("{KEPT}ID"), value),
            },
            // Of a journal's article it is the day it first appeared, of a paper no PubMed number.
            "ET" if draft.entry_type == "article" => put(draft, &format!("{KEPT}ET"), value),
            // Of a program it is the version.
            "ET" if draft.entry_type == "software" => put(draft, "version", value),
            // Whoever a patent was assigned to holds it.
            "A2" if draft.entry_type == "patent" => add_people(draft, "holder", value),
            "A2" if draft.entry_type == "letter" => add_people(draft, "recipient", value),
            // The number once more, as Zotero says that of a patent; its only place elsewhere but in journals.
            "M1" if self.first(&["IS"]) == Some(value) => {}
            "M1" if draft.entry_type != "article"
                && self.first(&["IS"]).is_none()
                && field(draft, "number").is_none() =>
            {
                put(draft, "number", &one_line(value));
            }
            // In old files the number of an issue, in Web of Science's the name of a meeting.
            "CP" if value.starts_with(|c: char| c.is_ascii_digit()) && self.first(&["IS"]).is_none() => {
                put(draft, "number", value);
            }
            // Where the meeting was; of the book it is said by another tag.
            "C1" if draft.entry_type == "inproceedings" && self.first(&["CY", "PP"]).is_some() => {
                put(draft, "venue", &one_line(value));
            }
            // Web of Science's.
            "PU" if self.first(&["PB"]).is_none() => self.other("PB", value, draft),
            "PI" if self.first(&["CY", "PP"]).is_none() => self.other("CY", value, draft),
            "JI" if self.first(&["J2", "JA", "J1"]).is_none() => self.other("J2", value, draft),
            "PM" if self.pubmed(value, draft) => {}
            "UT" if self.first(&["AN"]) == Some(value) => {}
            // Scopus has PubMed's number there, others that of PubMed Central, which begins with letters.
            "C2" if draft.entry_type == "article" && self.pubmed(value, draft) => {}
            "AN" if self.is_of_pubmed() && self.pubmed(value, draft) => {}
            "C1" if draft.entry_type == "inproceedings" && self.first(&["CY", "PP"]).is_none() => {
                put(draft, "location", &one_line(value));
            }
            "C2" if !value.chars().any(|c| c.is_ascii_digit()) => put(draft, &format!("{KEPT}C2"), value),
            "Y2" => {
                let (year, month, day) = parse_date(
                    value.rsplit_once('/').map_or(value, |(date, time)| if time.contains(':') { date } else { value }),
                );
                match (year, month, day) {
                    (Some(year), Some(month), Some(day)) => {
                        put(draft, "urldate", &format!("{year:04}-{month:02}-{day:02}"))
                    }
                    _ => put(draft, "urldate", value),
                }
            }
            "M3" if doi(value).is_some() => put(draft, &format!("{KEPT}M3"), value),
            _ => self.other(tag, value, draft),
        }
    }

    fn other(&self, tag: &str, value: &str, draft: &mut Draft) {
        if let Some((_, ours)) = PEOPLE.iter().find(|(known, _)| *known == tag) {
            return add_people(draft, ours, value);
        }
        let value = &one_line(value);
        let known = FIELDS.iter().find(|(known, _)| *known == tag).map(|(_, ours)| *ours);
        match known {
            // IEEE says a volume by two tags.
            Some(ours) if field(draft, ours) == Some(value) => {}
            Some("publisher") if matches!(draft.entry_type.as_str(), "thesis" | "report") => {
                put(draft, "institution", value);
            }
            Some(ours) if field(draft, ours).is_none() => put(draft, ours, value),
            _ => put(draft, &format!("{KEPT}{tag}"), value),
        }
    }

    fn pages(&self, draft: &mut Draft) {
        match (self.first(&["SP"]), self.first(&["EP"])) {
            (Some(first), Some(last)) if first != last && !first.contains(['-', '–']) => {
                put(draft, "pages", &format!("{first}–{last}"));
            }
            // Of a whole book there is no first page, but how many it has.
            (Some(count), None) if bibtex::terms::is_a_book(&draft.entry_type) => put(draft, "pagetotal", count),
            (Some(first), _) => put(draft, "pages", &pages::range(first)),
            (None, Some(last)) => put(draft, "pages", last),
            _ => {}
        }
    }
}

/// Several people behind semicolons or commas, where each should have a line.
fn people(value: &str) -> impl Iterator<Item = names::Name> {
    value.lines().flat_map(names::apart).map(names::exchanged)
}

/// Adds people to a field that lists them.
fn add_people(draft: &mut Draft, name: &str, value: &str) {
    let filed = people(value).map(|name| bibtex::filed(&name)).collect::<Vec<_>>().join(" and ");
    match draft.fields.iter_mut().find(|field| field.name == name) {
        Some(field) => field.value = format!("{} and {filed}", field.value),
        None => put(draft, name, &filed),
    }
}

/// Some services send their pages' markup.
fn prose(value: &str) -> String {
    if value.starts_with('<') { markup::plain(value) } else { paragraphs(value) }
}

/// A value with its paragraphs, each on one line.
fn paragraphs(value: &str) -> String {
    value.split("\n\n").map(one_line).collect::<Vec<_>>().join("\n\n")
}

/// Whether a note only says a field that RIS has no tag for; then it is that field.
fn said_in_note(value: &str, draft: &mut Draft) -> bool {
    let Some((name, value)) = extra::said_by(value) else { return false };
    match name.as_str() {
        // It was looked for before.
        name if extra::type_said(name, &value).is_some() => {}
        "arxiv" | "pmid" => {
            let Some(one) = find_identifiers(&format!("{name}:{value}")).into_iter().next() else { return false };
            add_identifier(draft, one);
        }
        name if field(draft, name).is_none() => {
            // It stands under its own name all the same.
            if name == "eprint" {
                find_identifiers(&value).into_iter().for_each(|one| add_identifier(draft, one));
            }
            put(draft, name, &value);
        }
        _ => {}
    }
    true
}

/// Zotero's notes are pages of their own.
fn note(value: &str) -> String {
    let is_page = value.starts_with("<p") || value.starts_with("<div") || value.starts_with("<h");
    if is_page { notes::from_html(value) } else { paragraphs(value) }
}

/// Whether a work of this type stands in a series, if in anything.
pub(super) fn has_series(kind: &str) -> bool {
    matches!(kind, "book" | "collection" | "mvbook" | "mvcollection" | "report")
}
