//! The shared cases, when they are there: a score for each set, and a floor below which none may fall.

use std::path::Path;
use std::time::Duration;

use postil_core::formats::{self, Format};
use postil_core::import::pdf::{self, Reader};
use postil_core::import::text_of;
use postil_core::model::Reading;

use super::score::{Score, Seen, of_paper, rows, seen, wanted};
use crate::support::shared;

/// As an import reads it: a PDF in a process of its own.
fn read(path: &Path) -> Reading {
    if path.extension().is_some_and(|ending| ending == "pdf") {
        let reader = Reader::new(env!("CARGO_BIN_EXE_postil-read-pdf").into(), Duration::from_secs(60));
        let draft = pdf::read(path, &reader, &|| true);
        return Reading { drafts: draft.into_iter().collect(), ..Reading::default() };
    }
    let file = std::fs::File::open(path).expect("an input");
    text_of(file, "the input").ok().and_then(|text| formats::read(&text)).unwrap_or_default()
}

fn score(set: &str) -> Option<Score> {
    let folder = shared(&format!("data/{set}"))?;
    let mut score = Score::default();
    for row in rows(&folder) {
        let id = row["id"].as_str().expect("an id");
        let reading = read(&folder.join("in").join(row["input"].as_str().expect("an input")));
        let wanted = wanted(&row);
        let found = seen(&reading);
        let count = match &row["n_entries"] {
            // Its peers disagree: no number is right.
            count if count.is_null() && wanted.is_empty() => found.len(),
            count => count.as_u64().map_or(wanted.len(), |count| count as usize),
        };
        score.add(id, &wanted, count, &found);
    }
    score.tell(set);
    Some(score)
}

#[test]
fn the_same_papers_in_five_formats_are_the_same_papers() {
    let Some(folder) = shared("data/acl") else { return };
    let open = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        String::from_utf8(zstd::decode_all(bytes.as_slice()).expect("sound")).expect("UTF-8")
    };
    let truth: Vec<Seen> = open("acl-2k.jsonl.zst").lines().map(of_paper).collect();
    let files = ["acl-2k.bib.zst", "acl-2k.csl.json.zst", "acl-2k.ris.zst", "acl-2k.enw.zst"];
    for (name, floor) in files.map(|name| (name, 0.99)) {
        let reading = formats::read(&open(name)).expect("understood");
        let mut score = Score::default();
        score.add(name, &truth, truth.len(), &seen(&reading));
        score.tell(name);
        assert_eq!(score.counts_right, 1, "{name}: every paper is there");
        assert!(score.share() >= floor, "{name} fell below {floor}");
    }
}

#[test]
fn ris_is_read_as_rispy_reads_it() {
    let Some(score) = score("ris-rispy") else { return };
    assert!(score.counts_right >= 14, "the references of all 14 files were all found before");
    assert!(score.share() >= 0.999, "ris-rispy fell below 0.999");
}

/// Files in which our answer differs from JabRef's, and why.
const JABREF_DIFFERS: &[(&str, &str)] = &[
    ("MODSImporterTestModsCollection", "both have the role of editors, who are no authors"),
    ("MarcXmlParserTestNotes", "the expected entry is broken, so its peers count none"),
    ("MedlineImporterTestKeywordSingleEntry", "whom an article is about did not write it"),
    ("MsBibImporterInvalidMonth", "a list of two people in LaTeX within one name; the expected family is a given name"),
];

#[test]
fn what_other_programs_write_is_read_as_jabref_reads_it() {
    let Some(score) = score("import-jabref") else { return };
    assert!(score.counts_right >= 45, "the references of 45 of 46 files were all found before");
    assert!(score.share() >= 0.97, "import-jabref fell below 0.97");
    for miss in &score.misses {
        assert!(JABREF_DIFFERS.iter().any(|(file, _)| miss.contains(file)), "this was read before: {miss}");
    }
}

/// Cases whose expected file is broken, and how; nothing can be held against it.
const BETTER_BIBTEX_BROKEN: &[(&str, &str)] =
    &[("#957", "it holds two exports of the same six items"), ("#3173", "it is empty, for an item that has a title")];

/// Cases in which our .bib differs from Better BibTeX's, and why.
const BETTER_BIBTEX_DIFFERS: &[(&str, &str)] = &[
    (
        "#384 #565 #566",
        "items without titles, in the order of keys that the case's settings make; “null” is written into names",
    ),
    ("#456.bibtex", "two years in one field; ours has the first in origdate"),
    ("SCHOMD", "the expected items stand in another order"),
    ("#1788", "two items of one key"),
    ("#3184", "LaTeX typed into Zotero; ours keeps the formula"),
];

#[test]
fn zoteros_items_become_the_bibtex_that_better_bibtex_makes_of_them() {
    let Some(folder) = shared("data/export-bbt") else { return };
    let mut score = Score::default();
    for row in rows(&folder) {
        let id = row["id"].as_str().expect("an id");
        if BETTER_BIBTEX_BROKEN.iter().any(|(case, _)| id.contains(case)) {
            continue;
        }
        let reading = read(&folder.join("in").join(row["input"].as_str().expect("an input")));
        let format = match row["expected_format"].as_str() {
            Some("biblatex") => Format::Biblatex,
            Some("bibtex") => Format::Bibtex,
            _ => Format::CslJson,
        };
        let mut out = Vec::new();
        formats::write(format, &reading.drafts, &mut out).expect("written");
        let found = seen(&formats::read(&String::from_utf8_lossy(&out)).unwrap_or_default());
        let wanted = seen(&formats::read(row["expected"].as_str().unwrap_or_default()).unwrap_or_default());
        // Most of Better BibTeX's keys are made by each case's own settings; those that are pinned are the same here.
        let only = |list: &[Seen], key: &str| list.iter().all(|one| one.key != key);
        let keyed = |one: &Seen, other: &[Seen]| {
            let key = if only(other, &one.key) { String::new() } else { one.key.clone() };
            Seen { key, ..one.clone() }
        };
        let (wanted, found): (Vec<Seen>, Vec<Seen>) = (
            wanted.iter().map(|one| keyed(one, &found)).collect(),
            found.iter().map(|one| keyed(one, &wanted)).collect(),
        );
        score.add(id, &wanted, wanted.len(), &found);
    }
    score.tell("export-bbt");
    assert_eq!(score.entries_found, score.entries_wanted, "every item is written");
    assert!(score.share() >= 0.99, "export-bbt fell below 0.99");
    for miss in &score.misses {
        assert!(BETTER_BIBTEX_DIFFERS.iter().any(|(case, _)| miss.contains(case)), "this was written before: {miss}");
    }
}

/// What the sets of .bib files expect and ours does not give, beside mistakes of their authors' readers: "others" is no
/// author; a subtitle is a field of its own, as BibLaTeX has it; a formula stays one; years before 1000 are not read; an
/// entry with neither key nor field is listed as skipped; one set counts a note about a mistake as an entry.
#[test]
fn bibtex_is_read_as_its_peers_read_it() {
    for (set, counts, floor) in
        [("bibtex-retorquere", 661, 0.997), ("bibtex-bbt-import", 56, 0.994), ("bibtex-raw", 155, 0.0)]
    {
        if let Some(score) = score(set) {
            assert!(score.share() >= floor, "{set} fell below {floor}");
            assert!(score.counts_right >= counts, "{set}: entries of {counts} files were all found before");
        }
    }
}
