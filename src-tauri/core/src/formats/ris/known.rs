//! What a reference is known by: numbers and addresses.

use super::KEPT;
use super::record::Record;
use crate::formats::gather::is_numbered;
use crate::formats::numbers::{Number, add_number, numbers};
use crate::formats::{add_doi, add_identifier, doi, field, is_address, put};
use crate::import::ids::find_identifiers;
use crate::model::{Draft, IdentifierKind};

impl Record {
    /// Whether the reference comes from PubMed, whose number is that of the record.
    pub(super) fn is_of_pubmed(&self) -> bool {
        let place = self.first(&["DB", "DP"]).unwrap_or_default().to_lowercase();
        ["pubmed", "medline", "nlm"].contains(&place.as_str())
    }

    /// Takes a number in digits alone as PubMed's.
    pub(super) fn pubmed(&self, value: &str, draft: &mut Draft) -> bool {
        let is_number = (4..=8).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
        let found = find_identifiers(&format!("pmid:{value}")).into_iter().next().filter(|_| is_number);
        let is_found = found.is_some();
        found.into_iter().for_each(|one| add_identifier(draft, one));
        is_found
    }

    pub(super) fn address(&self, tag: &str, value: &str, draft: &mut Draft) {
        let own = find_identifiers(value).into_iter().filter(|one| one.kind != IdentifierKind::Doi);
        own.for_each(|one| add_identifier(draft, one));
        // What is beside is kept under its own tag, which comes out again.
        if draft.url.is_empty() && is_address(value) && (tag == "UR" || self.first(&["UR"]).is_none()) {
            value.clone_into(&mut draft.url);
        } else {
            put(draft, &format!("{KEPT}{tag}"), value);
        }
    }

    pub(super) fn numbers(&self, value: &str, draft: &mut Draft) {
        let found = numbers(value);
        // Words beside them ("Print") are kept with the whole.
        let mut rest = value.contains('(') && found.len() > 1;
        for number in found {
            match number {
                Number::Isbn(text) => add_number(draft, "isbn", text),
                Number::Issn(text) => add_number(draft, "issn", text),
                Number::Other(text) if is_numbered(&draft.entry_type) && field(draft, "number").is_none() => {
                    put(draft, "number", text);
                }
                Number::Other(_) => rest = true,
            }
        }
        if rest {
            put(draft, &format!("{KEPT}SN"), value);
        }
    }

    /// Where `DO` is missing, several services say the DOI elsewhere.
    pub(super) fn doi(&self, draft: &mut Draft) {
        for tag in ["M3", "L3", "U1", "M1", "ID", "C1", "UR", "N1"] {
            for (_, value) in self.tags.iter().filter(|(known, _)| known == tag) {
                let value = value.trim().trim_end_matches("[doi]").trim_end();
                let is_marked = !matches!(tag, "UR" | "N1") || value.contains("doi.org/") || value.starts_with("doi:");
                if let Some(one) = doi(value).filter(|_| is_marked) {
                    add_doi(draft, one, value);
                }
            }
        }
    }
}
