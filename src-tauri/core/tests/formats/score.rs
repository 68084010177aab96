//! How much of an expected answer a reading gives: entries, and of each its title, family names, year and DOI.

use std::collections::HashMap;
use std::path::Path;

use postil_core::formats::names::{self, Name};
use postil_core::model::{Draft, IdentifierKind, Reading};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// What is compared of one entry.
#[derive(Debug, Default, Clone)]
pub struct Seen {
    pub key: String,
    pub title: String,
    pub families: Vec<String>,
    pub year: String,
    pub doi: String,
}

#[derive(Debug, Default)]
pub struct Score {
    pub files: usize,
    pub counts_right: usize,
    pub entries_wanted: usize,
    pub entries_found: usize,
    pub fields_wanted: usize,
    pub fields_right: usize,
    pub misses: Vec<String>,
}

impl Score {
    /// Of the fields that were expected, how many are right; 0 to 1.
    pub fn share(&self) -> f64 {
        self.fields_right as f64 / self.fields_wanted.max(1) as f64
    }

    /// On standard error; with `POSTIL_MISSES`, what was missed too.
    pub fn tell(&self, set: &str) {
        eprintln!(
            "{set:<18} files {:>4}, entry counts right {:>4}; entries {}/{}; fields {}/{} = {:.2} %",
            self.files,
            self.counts_right,
            self.entries_found,
            self.entries_wanted,
            self.fields_right,
            self.fields_wanted,
            100.0 * self.share()
        );
        if std::env::var_os("POSTIL_MISSES").is_some() {
            self.misses.iter().for_each(|miss| eprintln!("  {miss}"));
        }
    }

    pub fn add<'s>(&mut self, file: &str, wanted: &[Seen], count: usize, found: &'s [Seen]) {
        self.files += 1;
        self.entries_wanted += count;
        self.entries_found += count.min(found.len());
        if found.len() == count {
            self.counts_right += 1;
        } else {
            self.misses.push(format!("COUNT {file}: want {count}, got {}", found.len()));
        }
        // Keys may be there more than once, or others, or not at all; then titles tell.
        let mut by_key: HashMap<String, Vec<&Seen>> = HashMap::new();
        for one in found {
            by_key.entry(name(one)).or_default().push(one);
        }
        let mut by_title: HashMap<String, Vec<&Seen>> = HashMap::new();
        for one in found {
            by_title.entry(fold(&one.title)).or_default().push(one);
        }
        let nothing = &Seen::default();
        for (at, want) in wanted.iter().enumerate() {
            let in_order = found.get(at).filter(|_| wanted.len() == found.len());
            // Of several of one key or of one title, the one that agrees best.
            let best = |alike: &mut Vec<&'s Seen>| {
                let agree = |one: &Seen| {
                    let title = fold(&one.title) == fold(&want.title);
                    let same = [title, one.families == want.families, one.year == want.year, one.doi == want.doi];
                    same.iter().filter(|same| **same).count()
                };
                let best = (0..alike.len()).rev().max_by_key(|at| agree(alike[*at]))?;
                Some(alike.remove(best))
            };
            let mut titled = || by_title.get_mut(&fold(&want.title)).and_then(best);
            let in_place = by_key.get_mut(&name(want)).filter(|_| !want.key.is_empty()).and_then(best);
            let got = in_place.or_else(&mut titled).or(in_order).unwrap_or(nothing);
            let pairs = [
                ("TITLE", fold(&want.title), fold(&got.title)),
                ("NAMES", want.families.join("; "), got.families.join("; ")),
                ("YEAR", want.year.clone(), got.year.clone()),
                ("DOI", want.doi.clone(), got.doi.clone()),
            ];
            for (what, wanted, got) in pairs.into_iter().filter(|(_, wanted, _)| !wanted.is_empty()) {
                self.fields_wanted += 1;
                if wanted == got {
                    self.fields_right += 1;
                } else {
                    self.misses.push(format!("{what} {file} {}: want {wanted:?}, got {got:?}", want.key));
                }
            }
        }
    }
}

fn name(one: &Seen) -> String {
    if one.key.is_empty() { format!("title {}", fold(&one.title)) } else { one.key.clone() }
}

/// Markup, case, the forms of accents and punctuation put aside.
fn fold(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let tag = if c == '<' { rest.find('>').filter(|end| *end > 1) } else { None };
        rest = &rest[tag.map_or(c.len_utf8(), |end| end + 1)..];
        if tag.is_none() && !matches!(c, '{' | '}' | '$' | '\\') {
            plain.push(c);
        }
    }
    let lower = plain.nfkc().collect::<String>().to_lowercase();
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn year(text: &str) -> String {
    let found = text.as_bytes().windows(4).position(|four| four.iter().all(u8::is_ascii_digit));
    found.map(|at| text[at..at + 4].to_owned()).unwrap_or_default()
}

/// What Postil read, in the form that is compared.
pub fn seen(reading: &Reading) -> Vec<Seen> {
    reading.drafts.iter().map(of_draft).collect()
}

fn of_draft(draft: &Draft) -> Seen {
    let field = |name: &str| draft.fields.iter().find(|field| field.name == name).map(|field| field.value.clone());
    let doi = draft.identifiers.iter().find(|one| one.kind == IdentifierKind::Doi).map(|one| one.value.clone());
    let family = |(at, shown): (usize, &String)| {
        let sort_name = draft.sort_names.get(at).map(String::as_str).unwrap_or_default();
        fold(&Name::from_stored(shown, sort_name).whole_family())
    };
    Seen {
        key: draft.citation_key.clone().or_else(|| field("bibtex:key")).unwrap_or_default(),
        title: if field("untitled").is_some() { String::new() } else { draft.title.clone() },
        families: draft.authors.iter().enumerate().map(family).collect(),
        year: draft.year.map(|year| year.to_string()).unwrap_or_default(),
        doi: field("bibtex:doi")
            .or_else(|| field("doi"))
            .or(doi)
            .unwrap_or_default()
            .to_lowercase()
            .replace(['{', '}'], ""),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list) => list.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => other.to_string(),
    }
}

/// An expected answer, as entries with fields or as Zotero's items.
pub fn wanted(row: &Value) -> Vec<Seen> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let items = list(&row["items"]);
    let rispy = list(&row["entries_rispy"]);
    if let Some(bib) = row["expected_bib"].as_str() {
        return seen(&postil_core::formats::bibtex::read(bib));
    }
    items
        .iter()
        .map(of_item)
        .chain(list(&row["entries"]).iter().map(of_entry))
        .chain(rispy.iter().map(of_rispy))
        .collect()
}

fn of_item(item: &Value) -> Seen {
    let creators = item["creators"].as_array().into_iter().flatten();
    let authors = creators.filter(|who| who["creatorType"].as_str().is_none_or(|kind| kind == "author"));
    let family = |who: &Value| fold(who["lastName"].as_str().or(who["name"].as_str()).unwrap_or_default());
    Seen {
        key: text(&item["citationKey"]),
        title: text(&item["title"]),
        families: authors.map(family).collect(),
        year: year(&text(if item["date"].is_null() { &item["year"] } else { &item["date"] })),
        doi: text(&item["DOI"]).to_lowercase(),
    }
}

/// A paper of the Anthology.
pub fn of_paper(line: &str) -> Seen {
    let paper: Value = serde_json::from_str(line).expect("a paper");
    let authors = paper["authors"].as_array().into_iter().flatten();
    Seen {
        key: text(&paper["bibkey"]),
        title: text(&paper["title"]),
        families: authors.map(|who| fold(who["family"].as_str().unwrap_or_default())).collect(),
        year: text(&paper["year"]),
        doi: text(&paper["doi"]).to_lowercase(),
    }
}

fn of_rispy(entry: &Value) -> Seen {
    let first =
        |names: &[&str]| names.iter().map(|name| text(&entry[*name])).find(|text| !text.is_empty()).unwrap_or_default();
    let authors = ["authors", "first_authors"].iter().find_map(|name| entry[*name].as_array());
    let family = |who: &Value| {
        // rispy gives names as they are written: "Example, Ada", "Ada Example", "Example A".
        fold(&names::exchanged(who.as_str().unwrap_or_default()).whole_family())
    };
    Seen {
        key: first(&["id"]),
        title: first(&["title", "primary_title"]),
        families: authors.into_iter().flatten().map(family).collect(),
        year: year(&first(&["year", "publication_year"])),
        // rispy leaves the address around it.
        doi: first(&["doi"])
            .to_lowercase()
            .rsplit_once("doi.org/")
            .map_or_else(|| first(&["doi"]), |(_, doi)| doi.into()),
    }
}

fn of_entry(entry: &Value) -> Seen {
    let fields = &entry["fields"];
    let family = |who: &Value| {
        let parts: Vec<&str> = [&who["prefix"], &who["lastName"]].into_iter().filter_map(Value::as_str).collect();
        fold(&if parts.is_empty() { text(&who["name"]) } else { parts.join(" ") })
    };
    Seen {
        key: text(&entry["key"]),
        title: text(&fields["title"]),
        families: fields["author"].as_array().into_iter().flatten().map(family).collect(),
        year: year(&text(if fields["year"].is_null() { &fields["date"] } else { &fields["year"] })),
        doi: text(&fields["doi"]).to_lowercase(),
    }
}

/// The rows of a set.
pub fn rows(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("expected.jsonl")).expect("expected answers");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}
