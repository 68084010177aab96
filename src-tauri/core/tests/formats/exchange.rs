//! RIS, CSL-JSON, Markdown and CSV: our own cases.

use postil_core::formats::{self, Format};
use postil_core::model::{Draft, IdentifierKind};

use super::bibtex::{field, one, read};

fn written(format: Format, drafts: &[Draft]) -> String {
    let mut out = Vec::new();
    formats::write(format, drafts, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

const RIS: &str = "\u{feff}1.\nTY  - JOUR\nAU  - von Example, Ada, Jr.\nAU  - Two Words, Bo\nTI  - A title\n  that goes on\nJO  - Journal\n\
PY  - 2020/05/06/\nSP  - 10\nEP  - 20\nVL  - 3\nDO  - https://doi.org/10.1000/AbC\nSN  - 1234-5678\nKW  - one\nKW  - two\nXX  - kept\n\
ID  - key1\nER  - \nTY  - CHAP\nT1  - A chapter\nT2  - A book\nA2  - Editor, Cy\nY1  - 1999//\n";

#[test]
fn ris_is_read_whole() {
    let reading = read(RIS);
    let [article, chapter] = reading.drafts.as_slice() else { panic!("two references: {reading:?}") };
    assert_eq!((article.title.as_str(), article.venue.as_str()), ("A title that goes on", "Journal"), "over two lines");
    assert_eq!(article.authors, ["Ada von Example Jr.", "Bo Two Words"], "names as shown");
    assert_eq!(article.published.as_deref(), Some("2020-05-06"), "its day");
    assert_eq!((field(article, "pages"), field(article, "issn")), ("10–20", "1234-5678"), "pages and series number");
    assert_eq!(article.identifiers[0].value, "10.1000/abc", "its DOI");
    assert_eq!(article.tags, ["one", "two"], "keywords are tags");
    assert_eq!(
        (chapter.entry_type.as_str(), chapter.venue.as_str()),
        ("incollection", "A book"),
        "a chapter of a book"
    );
    assert_eq!((field(chapter, "editor"), chapter.year), ("Editor, Cy", Some(1999)), "its editor and year");
    assert!(chapter.problems[0].contains("ER"), "what is missing is said");
}

#[test]
fn publishers_and_managers_write_ris_in_their_own_ways() {
    // IEEE, EndNote, Scopus: tags, dates and pages as each has them.
    let reading = read(
        "TY  - CONF\nTI  - Rain at the Edge\nT2  - Valley Conference\nSP  - 1\nEP  - 6\nAU  - A. Example\nPY  - 2020\nVO  - 4\nIS  - \n\
Y1  - 6-9 Jan. 2020\nDO  - 10.5555/edge\nER  - \n\nTY  - JOUR\nA1  - Example, Ada\nT1  - Snow\nJF  - Weather\nY1  - Jan. 2020\nVL  - 4\nER  - \n\n\
TY  - JOUR\nTI  - Hail\nT2  - Weather\nJ2  - Wthr.\nPY  - 2019\nDA  - 2012///7-8 jun\nAU  - Example, A.\nN1  - Export Date: 6 May 2020\nER  - \n",
    );
    let [ieee, endnote, scopus] = reading.drafts.as_slice() else { panic!("three references: {reading:?}") };
    assert_eq!((ieee.venue.as_str(), field(ieee, "volume")), ("Valley Conference", "4"), "IEEE's tag of a volume");
    assert_eq!((ieee.year, ieee.authors.as_slice()), (Some(2020), &["A. Example".to_owned()][..]), "given name first");
    assert_eq!((endnote.year, field(endnote, "month")), (Some(2020), "1"), "a month by its name");
    assert_eq!((endnote.title.as_str(), endnote.venue.as_str()), ("Snow", "Weather"), "old tags");
    assert_eq!((scopus.venue.as_str(), field(scopus, "shortjournal")), ("Weather", "Wthr."), "both names of a journal");
    assert_eq!(field(scopus, "month"), "7-8 jun", "what stands beside a date");
}

#[test]
fn services_say_in_ris_what_others_say_elsewhere() {
    // EndNote, Scopus, ProQuest, Zotero, a catalogue.
    let reading = read(
        "Scopus\nEXPORT DATE: 26 May 2021\n\nTY  - JOUR\nAU  - van Sample A.B.\nAU  - Rain Office,\nPY  - 2021\nDA  - May 6\nTI  - Rain\nJF  - Journal of Rain\n\
JO  - J. Rain\nSP  - 101-110\nSN  - 1234-5679 (Print), 9876-5432\nKW  - rain\nwet weather\nUR  - https://example.org/a\nhttps://example.org/b\nY2  - 2021/06/07/10:11:12\n\
M3  - doi: 10.5555/rain.1\nC7  - 102345\nN1  - <p>A <b>wet</b> note</p>\nET  - 2021/04/01\nER  - \n\n\
TY  - CONF\nTI  - Wet networks\nAU  - Example, Ada; Sample, Bo\nC3  - Proceedings of Rain\nT2  - Rain Meeting\nDA  - 12-14 June 2018\nPY  - 2018\nSN  - 9781728148038 (ISBN)\nER  - \n\n\
TY  - SER\nTI  - A paper in a series\nAU  - Example, A.\nT2  - Lect. Notes\nM3  - Conference paper\nER  - \nTY  - CHAP\nTI  - A part\nBT  - The Book\nT2  - Its subtitle\nER  - \n\
TY  - BOOK\nTI  - Whole\nSP  - 345\nSN  - 978 3 16 148410 0\nER  - \nTY  - RPRT\nTI  - Told\nSN  - TR-2016-01\nPB  - Lab\nER  - \n\
TY  - GEN\nTI  - Early\nM3  - Preprint\nDO  - 10.48550/arXiv.2101.00001\nER  - \nTY  - WEB\nTI  - Page\nER  - \n",
    );
    assert!(reading.skipped.is_empty(), "what a service says of itself is no loss: {:?}", reading.skipped);
    let [article, paper, series, part, book, report, early, page] = reading.drafts.as_slice() else {
        panic!("eight references: {reading:?}")
    };
    assert_eq!(article.authors, ["A.B. van Sample", "Rain Office"], "initials stand last, an office is one piece");
    assert_eq!(article.published.as_deref(), Some("2021-05-06"), "a day beside the year");
    assert_eq!((article.venue.as_str(), field(article, "shortjournal")), ("Journal of Rain", "J. Rain"), "both names");
    assert_eq!((field(article, "pages"), field(article, "eid")), ("101–110", "102345"), "both pages in one tag");
    assert_eq!(
        (field(article, "issn"), &article.tags[..]),
        ("1234-5679, 9876-5432", &["rain".into(), "wet weather".into()][..]),
        "a word a line"
    );
    assert_eq!(
        (article.url.as_str(), field(article, "ris:UR")),
        ("https://example.org/a", "https://example.org/b"),
        "two addresses"
    );
    assert_eq!(article.identifiers[0].value, "10.5555/rain.1", "a DOI among the remarks");
    assert_eq!(
        (article.comments.as_str(), field(article, "urldate")),
        ("A **wet** note", "2021-06-07"),
        "a page and a time"
    );
    assert_eq!(field(article, "edition"), "", "the day of the first appearance is no edition");
    assert_eq!(
        (paper.venue.as_str(), field(paper, "eventtitle")),
        ("Proceedings of Rain", "Rain Meeting"),
        "book and meeting"
    );
    assert_eq!(
        (paper.authors.len(), field(paper, "date"), field(paper, "isbn")),
        (2, "2018-06-12/2018-06-14", "9781728148038"),
        "days of a meeting"
    );
    assert_eq!(
        (series.entry_type.as_str(), series.venue.as_str()),
        ("inproceedings", "Lect. Notes"),
        "a paper, not the series"
    );
    assert_eq!(part.venue, "The Book", "the title of the book, not its subtitle");
    assert_eq!(
        (field(book, "pagetotal"), book.identifiers[0].value.as_str()),
        ("345", "9783161484100"),
        "how long it is"
    );
    assert_eq!((field(report, "number"), field(report, "institution")), ("TR-2016-01", "Lab"), "a report's number");
    assert_eq!(
        (early.entry_type.as_str(), early.identifiers[0].value.as_str()),
        ("online", "2101.00001"),
        "a preprint"
    );
    assert_eq!(page.entry_type, "online", "a type that is read and never written");
    let text = written(Format::Ris, &reading.drafts);
    let again = read(&text).drafts;
    for (before, after) in reading.drafts.iter().zip(&again) {
        assert_eq!(
            (&after.title, &after.authors, &after.venue),
            (&before.title, &before.authors, &before.venue),
            "in\n{text}"
        );
        assert_eq!(&after.identifiers, &before.identifiers, "in\n{text}");
    }
}

#[test]
fn ris_and_csl_come_out_as_they_came_in() {
    let reading = read(RIS);
    for format in [Format::Ris, Format::CslJson] {
        let text = written(format, &reading.drafts);
        let again = read(&text);
        for (before, after) in reading.drafts.iter().zip(&again.drafts) {
            assert_eq!(after.title, before.title, "the title in\n{text}");
            assert_eq!(
                (&after.authors, &after.sort_names),
                (&before.authors, &before.sort_names),
                "the names in\n{text}"
            );
            assert_eq!((after.year, &after.published), (before.year, &before.published), "the date in\n{text}");
            assert_eq!((&after.venue, &after.entry_type), (&before.venue, &before.entry_type), "the venue in\n{text}");
            assert_eq!(
                (&after.identifiers, &after.tags),
                (&before.identifiers, &before.tags),
                "identifiers in\n{text}"
            );
            for name in ["pages", "volume", "issn", "editor"] {
                assert_eq!(field(after, name), field(before, name), "{name} in\n{text}");
            }
        }
        assert_eq!(written(format, &again.drafts), text, "a second time gives the same");
    }
    assert!(written(Format::Ris, &reading.drafts).contains("XX  - kept\n"), "a tag nobody knows comes out again");
}

#[test]
fn csl_is_read_whole() {
    let draft = one(
        r#"[{"id": "k", "type": "paper-conference", "title": "A <i>title</i>", "author": [{"family": "Example",
        "given": "Ada", "non-dropping-particle": "von"}, {"literal": "An Institute"}, {"family": "Example", "given": "Bo",
        "dropping-particle": "van"}], "issued": {"date-parts": [["2020", 5]]},
        "container-title": "Proc.", "page": "1-2", "DOI": "10.1000/ABC", "odd": {"kept": true}}]"#,
    );
    assert_eq!((draft.title.as_str(), draft.entry_type.as_str()), ("A title", "inproceedings"), "markup goes");
    assert_eq!(draft.authors, ["Ada von Example", "An Institute", "Bo van Example"], "people and institutions");
    assert_eq!(draft.sort_names[2], "Example, Bo van", "a particle that is dropped is none of the family name");
    assert_eq!((draft.year, field(&draft, "month")), (Some(2020), "5"), "numbers may be texts");
    assert_eq!(draft.identifiers[0].kind, IdentifierKind::Doi, "its DOI");
    assert!(
        written(Format::CslJson, std::slice::from_ref(&draft)).contains("\"kept\": true"),
        "what nobody knows comes out again"
    );
    assert_eq!(draft.identifiers[0].value, "10.1000/abc", "one DOI in whatever letters");
    for format in [Format::CslJson, Format::Biblatex, Format::Ris] {
        assert!(
            written(format, std::slice::from_ref(&draft)).contains("10.1000/ABC"),
            "in those of its source: {format:?}"
        );
    }
    let renamed = Draft { identifiers: Vec::new(), ..draft };
    assert!(!written(Format::CslJson, &[renamed]).contains("10.1000"), "and gone when the reader takes it away");
    assert!(formats::read(r#"{"dailyPapers": [{"title": "x"}]}"#).is_none(), "other JSON is not CSL's");
}

#[test]
fn each_kind_of_work_has_its_number_where_csl_looks_for_it() {
    for (entry, variables) in [
        ("@article{k, title = {T}, number = 2, eid = {e5}}", &[("issue", "2"), ("number", "e5")][..]),
        ("@techreport{k, title = {T}, number = {TR-1}}", &[("number", "TR-1"), ("genre", "Technical report")]),
        ("@techreport{k, title = {T}, series = {S}, number = 12}", &[("number", "12"), ("collection-title", "S")]),
        ("@book{k, title = {T}, series = {S}, number = 12}", &[("collection-number", "12"), ("collection-title", "S")]),
        ("@patent{k, title = {T}, number = {US 123}}", &[("number", "US 123")]),
        ("@phdthesis{k, title = {T}}", &[("genre", "PhD thesis")]),
    ] {
        let drafts = read(entry).drafts;
        let csl = written(Format::CslJson, &drafts);
        let items: serde_json::Value = serde_json::from_str(&csl).expect("JSON");
        for (name, value) in variables {
            assert_eq!(items[0][*name], *value, "{name} of {entry}");
        }
        let back = read(&csl).drafts;
        assert_eq!(written(Format::Bibtex, &back), written(Format::Bibtex, &drafts), "and back again: {csl}");
    }
    let draft = one(r#"[{"type": "report", "title": "T", "number": 42, "issue": "4"}]"#);
    assert_eq!((field(&draft, "number"), field(&draft, "csl:issue")), ("42", "\"4\""), "nothing is lost beside it");
}

#[test]
fn seasons_and_what_zotero_keeps_in_notes_are_read() {
    let draft = one(r#"[{"type": "book", "title": "A &amp; B", "issued": {"date-parts": [[2004]], "season": "2"},
        "note": "PMID: 12345\nDOI: 10.1000/ABC\nA remark: read it\n{:PMCID: PMC1}{:original-date: 1900}"}]"#);
    assert_eq!((draft.title.as_str(), draft.year, field(&draft, "date")), ("A & B", Some(2004), "2004-22"), "a summer");
    let found: Vec<&str> = draft.identifiers.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(found, ["12345", "10.1000/abc"], "identifiers");
    assert_eq!((field(&draft, "pmcid"), field(&draft, "origdate")), ("PMC1", "1900"), "in the older way");
    assert_eq!(draft.comments, "A remark: read it", "and what is a note stays one");
    let csl: serde_json::Value = serde_json::from_str(&written(Format::CslJson, &[draft])).expect("JSON");
    assert_eq!(csl[0]["issued"], serde_json::json!({"date-parts": [[2004]], "season": 2}), "and a summer again");
}

#[test]
fn from_bibtex_to_the_others_and_lists_for_people() {
    let drafts = read("@phdthesis{t, title = {A {Thesis} of *stars*}, author = {Ex, Ada}, school = {=A, \"School\"}, year = 2001, month = 3}").drafts;
    let csl = written(Format::CslJson, &drafts);
    assert!(
        csl.contains("\"thesis\"") && csl.contains("\"publisher\""),
        "a thesis has its school for a publisher:\n{csl}"
    );
    let ris = written(Format::Ris, &drafts);
    assert!(ris.starts_with("TY  - THES\n") && ris.contains("DA  - 2001/03\n"), "type and month:\n{ris}");
    let markdown = written(Format::Markdown, &drafts);
    assert_eq!(markdown, "- Ada Ex. A Thesis of \\*stars\\*. 2001. `@t`\n", "one line, with nothing to act on");
    let formula = Draft { title: "=cmd".into(), ..Draft::default() };
    assert!(written(Format::Csv, &[formula]).contains(",'=cmd,"), "no spreadsheet takes a title for a formula");
}

#[test]
fn postils_own_json_comes_back() {
    let drafts = read("@weirdtype{k, title = {A title}, author = {von Example, Ada and {An Institute}}, year = 2020, doi = {10.1000/x}, odd = {kept}, keywords = {a, b}}").drafts;
    let back = read(&written(Format::Json, &drafts)).drafts;
    assert_eq!(written(Format::Biblatex, &back), written(Format::Biblatex, &drafts), "as drafts");
    assert!(formats::read(r#"[{"title": "A", "entry_type": "book"}]"#).is_none(), "other JSON is not ours");
}

#[test]
fn the_isbn_of_a_book_is_said_once() {
    let read = |isbn: &str| {
        super::bibtex::one(&format!(r#"[{{"id": "a", "type": "book", "title": "Rain", "ISBN": "{isbn}"}}]"#))
    };
    let plain = read("9783161484100");
    assert_eq!(plain.identifiers.len(), 1);
    assert_eq!(field(&plain, "isbn"), "", "what identifies it says all of it");
    assert_eq!(field(&read("978-3-16-148410-0"), "isbn"), "978-3-16-148410-0", "hyphens are kept beside");
}
