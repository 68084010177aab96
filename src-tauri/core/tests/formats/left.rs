//! What a format has no place for is told, and what can stand elsewhere comes back from there.

use postil_core::formats::{self, Format};
use postil_core::import::ids::find_identifiers;
use postil_core::model::Draft;

use super::bibtex::{field, read};

const REFERENCES: &str = "@article{one, title = {Rain}, author = {Alder, Ada}, journal = {Weather}, year = 2020, month = may,\n\
  gadget = {Rain gauge}, owner = {ada}, eprint = {2303.01234}, archiveprefix = {arXiv}, translator = {Rowan, Bo}, shorttitle = {R}, hal_id = {h1},\n\
  urldate = {2021-05-06}, url = {https://example.org/rain}, keywords = {wet}, eid = {e12}, volume = 3}\n\
@weirdtype{two, title = {Snow}, year = {in press}, gadget = {Another\n  gauge}}\n";

fn written(format: Format, drafts: &[Draft]) -> (String, String) {
    let mut out = Vec::new();
    let left = formats::write(format, drafts, &mut out).expect("written").words(format).unwrap_or_default();
    (String::from_utf8(out).expect("UTF-8"), left)
}

#[test]
fn what_is_left_is_counted_by_name() {
    let drafts = read(REFERENCES).drafts;
    for (format, words) in [
        (Format::Bibtex, ""),
        (Format::Biblatex, ""),
        (Format::Json, ""),
        (Format::Markdown, ""),
        (Format::Ris, ""),
        (Format::CslJson, ""),
        (Format::Hayagriva, ""),
        (
            Format::Csv,
            "CSV has no place for: gadget (2 papers), eid (1 paper), hal_id (1 paper), owner (1 paper), shorttitle (1 paper), translator (1 paper), urldate (1 paper).",
        ),
    ] {
        assert_eq!(written(format, &drafts).1, words, "{format:?}");
    }
}

#[test]
fn what_another_format_kept_is_told_by_where_it_came_from() {
    let drafts = read("TY  - JOUR\nTI  - Rain\nU5  - what for\nU5  - and why\nER  - \n").drafts;
    for format in [Format::Bibtex, Format::CslJson, Format::Hayagriva, Format::Csv] {
        let words = format!("{} has no place for: ris:U5 (1 paper).", format.name());
        assert_eq!(written(format, &drafts).1, words, "{format:?}");
    }
    assert_eq!(written(Format::Ris, &drafts).1, "", "at home it has a place");
}

#[test]
fn what_has_no_tag_or_variable_comes_back_from_beside() {
    let drafts = read(REFERENCES).drafts;
    for format in [Format::Ris, Format::CslJson, Format::Hayagriva] {
        let (text, _) = written(format, &drafts);
        let again = read(&text).drafts;
        for (before, after) in drafts.iter().zip(&again) {
            for name in ["gadget", "owner", "eid", "urldate", "translator", "shorttitle", "hal_id"] {
                let one_line = field(before, name).split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(field(after, name), one_line, "{format:?}: {name} in\n{text}");
            }
            assert_eq!(field(after, "year"), field(before, "year"), "{format:?}: words in place of a year in\n{text}");
            assert_eq!(after.entry_type, before.entry_type, "{format:?}: the type in\n{text}");
            assert_eq!(after.tags, before.tags, "{format:?}: keywords in\n{text}");
            assert_eq!(after.identifiers, before.identifiers, "{format:?}: arXiv's number in\n{text}");
            assert_eq!(after.comments, "", "{format:?}: no note is left of it: {text}");
        }
        assert_eq!(written(format, &again).0, text, "{format:?}: the same once more");
    }
    let noted = read("@misc{a, title = {A}, note = {Worth it.}, gadget = {g}}").drafts;
    for format in [Format::Ris, Format::CslJson] {
        let again = read(&written(format, &noted).0).drafts;
        assert_eq!(
            (again[0].comments.as_str(), field(&again[0], "gadget")),
            ("Worth it.", "g"),
            "{format:?}: beside a note"
        );
    }
}

#[test]
fn hayagriva_has_places_for_people_addresses_and_numbers() {
    let (text, _) = written(Format::Hayagriva, &read(REFERENCES).drafts[..1]);
    let again = &read(&text).drafts[0];
    for (name, value) in [("translator", "Rowan, Bo"), ("urldate", "2021-05-06"), ("eid", "e12"), ("shorttitle", "R")] {
        assert_eq!(field(again, name), value, "{name} in\n{text}");
    }
    assert_eq!(again.url, "https://example.org/rain", "beside its day: {text}");
    assert_eq!(again.title, "Rain", "beside its short form: {text}");
    let theirs = hayagriva::io::from_yaml_str(&text).expect("Hayagriva reads it, too");
    let entry = theirs.iter().next().expect("one entry");
    assert_eq!(entry.affiliated().map(<[_]>::len), Some(1), "a translator: {text}");
    assert_eq!(entry.serial_number().and_then(|all| all.0.get("serial")).map(String::as_str), Some("e12"), "{text}");
    assert!(entry.url().is_some_and(|url| url.visit_date.is_some()), "when it was looked at: {text}");
}

#[test]
fn a_csv_keeps_the_month_and_who_published() {
    let thesis = read("@phdthesis{t, title = {Rain}, school = {Valley University}, year = 2020, month = may}").drafts;
    let (text, left) = written(Format::Csv, &thesis);
    assert!(text.contains(",2020-05,") && text.contains(",Valley University,"), "{text}");
    assert_eq!(left, "CSV has no place for: type (1 paper).", "what kind of thesis: {text}");
}

#[test]
fn notes_of_a_page_of_its_own_are_no_fields() {
    for note in ["tex is a typesetter: yes", "arXiv: see below, twice", "tex.a b: c", "PMID: none"] {
        let text = format!("TY  - JOUR\nTI  - Rain\nN1  - {note}\nER  - \n");
        assert_eq!(read(&text).drafts[0].comments, note, "a note stays one");
    }
}

#[test]
fn every_type_of_a_bib_comes_back_from_every_format() {
    let kinds = [
        "article",
        "inproceedings",
        "incollection",
        "inbook",
        "book",
        "collection",
        "proceedings",
        "manual",
        "mvbook",
        "bookinbook",
        "suppperiodical",
        "booklet",
        "thesis",
        "report",
        "online",
        "software",
        "dataset",
        "patent",
        "misc",
        "unpublished",
        "periodical",
        "performance",
        "standard",
        "letter",
        "image",
        "artwork",
        "movie",
        "legal",
        "weird-type",
    ];
    for venue in ["", "booktitle = {Anthology},", "journal = {Weather},"] {
        let entries = kinds.map(|kind| format!("@{kind}{{{kind}, title = {{Rain}}, {venue} year = 2020}}\n"));
        let drafts = read(&entries.concat()).drafts;
        assert_eq!(drafts.len(), kinds.len(), "each is an entry");
        for format in [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson, Format::Hayagriva] {
            let (text, left) = written(format, &drafts);
            assert_eq!(left, "", "{format:?} has a place for each");
            let again: Vec<String> = read(&text).drafts.into_iter().map(|draft| draft.entry_type).collect();
            // BibTeX has but one word for several.
            let wanted = drafts.iter().map(|draft| draft.entry_type.clone()).collect::<Vec<_>>();
            if format != Format::Bibtex {
                assert_eq!(again, wanted, "{format:?}:\n{text}");
            }
        }
    }
}

#[test]
fn the_type_that_a_line_of_zoteros_box_names_counts_before_its_own() {
    let cases = [
        ("tex.referencetype: proceedings", "proceedings", "", ""),
        ("tex.entrytype: phdthesis", "thesis", "phdthesis", ""),
        ("Type: dataset", "dataset", "", ""),
        ("Type: of rain", "book", "", "Type: of rain"),
        ("tex.referencetype: two words", "book", "", ""),
    ];
    for (line, kind, implied, note) in cases {
        let zotero = format!(r#"[{{"itemType": "book", "title": "Rain", "extra": "{line}"}}]"#);
        let csl = format!(r#"[{{"id": "a", "type": "book", "title": "Rain", "note": "{line}"}}]"#);
        for text in [zotero, csl] {
            let draft = &read(&text).drafts[0];
            let found = (draft.entry_type.as_str(), field(draft, "type"), draft.comments.as_str());
            assert_eq!(found, (kind, implied, note), "{text}");
        }
    }
}

#[test]
fn an_identifier_that_no_format_names_goes_out_as_its_address() {
    for address in ["https://aclanthology.org/P19-1001/", "https://openreview.net/forum?id=AbCdEf123"] {
        let mut draft = read("@misc{a, title = {Rain}}").drafts.remove(0);
        draft.identifiers = find_identifiers(address);
        assert_eq!(draft.identifiers.len(), 1, "the case is what it says");
        for format in [Format::Bibtex, Format::Biblatex, Format::Ris, Format::CslJson, Format::Hayagriva, Format::Csv] {
            let (text, left) = written(format, std::slice::from_ref(&draft));
            assert_eq!(left, "", "{format:?} has a place for it");
            assert!(text.contains(address), "{format:?}: {text}");
            assert_eq!(read(&text).drafts[0].identifiers, draft.identifiers, "{format:?}: and it comes back");
        }
    }
}

#[test]
fn collections_stand_in_a_bib_as_other_programs_name_them() {
    let mut draft = read("@misc{a, title = {Rain}}").drafts.remove(0);
    let path = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (collections, named) in [
        (vec![path(&["Thesis"]), path(&["Rain, snow & hail"])], r"groups = {Thesis, Rain\, snow & hail}"),
        (vec![path(&["Thesis", "Chapter 2"]), path(&["Rain"])], "mendeley-groups = {Thesis/Chapter 2,Rain}"),
    ] {
        draft.collections = collections;
        let (text, left) = written(Format::Bibtex, std::slice::from_ref(&draft));
        assert!(text.contains(named) && left.is_empty(), "{named} in {text}{left}");
        let again = read(&text).drafts;
        assert_eq!(again[0].collections, draft.collections, "they come back from {text}");
        assert_eq!(written(Format::Bibtex, &again), (text, String::new()), "and go out once only");
    }
}
