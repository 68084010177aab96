//! Fields that an entry has twice: lists are joined, of others the first counts.

use std::borrow::Cow;
use std::collections::HashSet;

use super::entry::Fields;
use super::terms;
use crate::formats::{RAW, put};
use crate::model::Draft;

/// Fields that are lists: said twice, both count. What stands between their parts.
const LISTS: &[(&str, &str)] = &[("keywords", ", "), ("mendeley-tags", ", "), ("groups", ", "), ("file", ";")];

/// Joins lists that stand in several fields of one name, each part once.
pub fn merge(fields: &mut Vec<(&str, Cow<'_, str>)>) {
    for (list, between) in LISTS {
        // Asked of every field of every entry: without a copy of the name. "pdf" is what some call a file.
        let is_it = |name: &str| name.eq_ignore_ascii_case(list) || *list == "file" && name.eq_ignore_ascii_case("pdf");
        let Some(first) = fields.iter().position(|(name, _)| is_it(name)) else { continue };
        let mut all: Vec<String> = Vec::new();
        let mut at = 0;
        fields.retain(|(name, value)| {
            let is_again = at > first && is_it(name);
            at += 1;
            if is_again {
                all.push(value.trim().to_owned());
            }
            !is_again
        });
        if all.is_empty() {
            continue;
        }
        all.insert(0, fields[first].1.trim().to_owned());
        // Where there are semicolons, a comma may be part of a word.
        let by_semicolon = all.iter().any(|value| value.contains(';'));
        let mut known = HashSet::new();
        let mut parts = Vec::new();
        for value in &all {
            // The sign between files may stand in the name of one.
            if *list == "file" {
                parts.extend(Some(value.as_str()).filter(|value| !value.is_empty() && known.insert(*value)));
                continue;
            }
            let sign = if value.contains(';') { ';' } else { ',' };
            let own = value.split(sign).map(str::trim).filter(|part| !part.is_empty());
            parts.extend(own.filter(|part| known.insert(*part)));
        }
        let between = if by_semicolon && *list != "file" { "; " } else { between };
        fields[first].1 = Cow::Owned(parts.join(between));
    }
}

/// The first field of a name counts, as for BibTeX; others are kept and said.
pub fn named<'f>(fields: &'f [(&str, Cow<'_, str>)], draft: &mut Draft) -> Fields<'f> {
    let mut found: Fields<'f> = Vec::with_capacity(fields.len());
    for (name, raw) in fields {
        let lower = in_small_letters(name);
        let name = match &lower {
            Cow::Borrowed(name) => Cow::Borrowed(terms::field(name)),
            Cow::Owned(name) => Cow::Owned(terms::field(name).to_owned()),
        };
        match found.iter_mut().find(|(known, _)| *known == name) {
            Some((_, first)) if first.trim().is_empty() => *first = raw,
            Some((_, first)) if first.trim() == raw.trim() || raw.trim().is_empty() => {}
            Some(_) => {
                draft.problems.push(format!("The field “{lower}” is there twice; the first one counts"));
                put(draft, &format!("{RAW}again:{lower}"), raw.trim());
            }
            None => found.push((name, raw)),
        }
    }
    found
}

/// Most names are written so.
fn in_small_letters(name: &str) -> Cow<'_, str> {
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if name.bytes().all(is_small) { name.into() } else { name.to_lowercase().into() }
}
