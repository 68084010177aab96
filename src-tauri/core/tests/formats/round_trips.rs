//! Out in a format and in again, on real papers: what is lost on the way.

use std::collections::BTreeMap;

use postil_core::Library;
use postil_core::formats::{self, Format};
use postil_core::model::{Draft, ListQuery};

use super::bibtex::field;
use crate::support::shared;

const FORMATS: [Format; 5] = [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson, Format::Hayagriva];
/// 2,000 papers of the ACL Anthology.
const FILE: &str = "acl-2k.bib.zst";

fn open(name: &str) -> Option<Vec<Draft>> {
    let bytes = std::fs::read(shared("data/acl")?.join(name)).expect("a file");
    let text = String::from_utf8(zstd::decode_all(bytes.as_slice()).expect("sound")).expect("UTF-8");
    Some(formats::read(&text).expect("understood").drafts)
}

fn written(format: Format, drafts: &[Draft]) -> String {
    let mut out = Vec::new();
    formats::write(format, drafts, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

/// From a page to the same page is that page; RIS has no other way to say it.
fn one_page(value: &str) -> &str {
    value.split_once(['–', '-']).filter(|(from, to)| from == to).map_or(value, |(from, _)| from)
}

/// In an order of their own: formats have one, too.
fn identifiers(draft: &Draft) -> String {
    let mut all: Vec<String> = draft.identifiers.iter().map(|one| format!("{:?} {}", one.kind, one.value)).collect();
    all.sort();
    all.join("; ")
}

/// What two drafts of one paper must agree on, by name.
fn said(draft: &Draft) -> BTreeMap<&'static str, String> {
    let mut said = BTreeMap::from([
        ("title", draft.title.clone()),
        ("authors", draft.authors.join("; ")),
        ("venue", draft.venue.clone()),
        ("year", draft.year.map(|year| year.to_string()).unwrap_or_default()),
        ("url", draft.url.clone()),
        ("abstract", draft.abstract_text.clone()),
        ("identifiers", identifiers(draft)),
    ]);
    for name in ["pages", "volume", "number", "month", "publisher", "location", "editor", "series"] {
        said.insert(name, one_page(field(draft, name)).to_owned());
    }
    said
}

/// What a format has no place for, and why that is no mistake of ours.
///
/// "17-20 June" is no month, and Hayagriva's dates are numbers. A field that it does not know, such as `language` in words,
/// stands in a note of CSL's, and nowhere in Hayagriva; an export says so.
const NOT_HELD: &[(Format, &str)] = &[(Format::Hayagriva, "month"), (Format::Hayagriva, "note")];

#[test]
fn real_papers_go_out_and_come_back_in_five_formats() {
    for file in [FILE, "acl-2k.csl.json.zst", "acl-2k.ris.zst", "acl-2k.enw.zst"] {
        let Some(before) = open(file) else { return };
        come_back(file, &before);
    }
}

fn come_back(file: &str, before: &[Draft]) {
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for format in FORMATS {
        let text = written(format, before);
        let after = formats::read(&text).expect("our own format is understood").drafts;
        assert_eq!(after.len(), before.len(), "{file} in {format:?}: every paper is there");
        for (before, after) in before.iter().zip(&after) {
            let (before, after) = (said(before), said(after));
            for (name, value) in before.iter().filter(|(name, value)| after[*name] != **value) {
                if !NOT_HELD.contains(&(format, name)) {
                    let what = format!("{value:?} → {:?}", after[name]);
                    lost.entry(format!("{format:?}: {name}")).or_default().push(what);
                }
            }
        }
        // RIS says a range of one page as that page, and then once only.
        if format != Format::Ris {
            assert!(written(format, &after) == text, "{file} in {format:?}: a second time gives the same letters");
        }
    }
    let lost: Vec<String> =
        lost.iter().map(|(place, lost)| format!("{place}, {}: {:?}", lost.len(), &lost[..lost.len().min(2)])).collect();
    assert!(lost.is_empty(), "lost on the way from {file}:\n{}", lost.join("\n"));
}

#[test]
fn five_formats_make_one_library() {
    let Some(papers) = open(FILE) else { return };
    let library = |drafts: Vec<Draft>| {
        let folder = tempfile::tempdir().expect("a folder");
        let library = Library::open(folder.path()).expect("a library");
        library.commit_import(drafts).expect("imported");
        (folder, library)
    };
    let text = |library: &Library, format: Format| {
        let ids = library.list_ids(&ListQuery::default()).expect("ids");
        let mut out = Vec::new();
        library.export(&ids, format, &mut out).expect("exported");
        String::from_utf8(out).expect("UTF-8")
    };
    let all = |library: &Library| -> Vec<serde_json::Map<String, serde_json::Value>> {
        serde_json::from_str(&text(library, Format::CslJson)).expect("JSON")
    };
    let (_folder, first) = library(papers);
    let truth = all(&first);
    for format in FORMATS {
        let drafts = formats::read(&text(&first, format)).expect("understood").drafts;
        let (_folder, again) = library(drafts);
        let found = all(&again);
        let differ: Vec<String> = truth
            .iter()
            .zip(&found)
            .flat_map(|(one, other)| {
                let names = one.keys().chain(other.keys()).collect::<std::collections::BTreeSet<_>>();
                let page = |value: Option<&serde_json::Value>| {
                    value.and_then(|value| value.as_str()).map(|value| one_page(value).to_owned())
                };
                let differ = names.into_iter().filter(|name| match name.as_str() {
                    // A month in words, as above.
                    "custom" if NOT_HELD.contains(&(format, "month")) => false,
                    "note" if NOT_HELD.contains(&(format, "note")) => false,
                    "page" => page(one.get(*name)) != page(other.get(*name)),
                    name => one.get(name) != other.get(name),
                });
                differ
                    .map(|name| format!("{}: {name}: {:?} → {:?}", one["id"], one.get(name), other.get(name)))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(found.len(), truth.len(), "a library made from {format:?} has every paper");
        assert!(
            differ.is_empty(),
            "{} values of a library made from {format:?} differ: {:#?}",
            differ.len(),
            &differ[..differ.len().min(12)]
        );
    }
}
