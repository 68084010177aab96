//! What programs write, each in its own way, and what a reader expects of it.

use postil_core::Library;
use postil_core::formats::{self, Format};
use postil_core::model::{Draft, ListQuery};

use super::bibtex::field;

/// What a draft says, by BibLaTeX's name or by that of a part of it.
fn said(draft: &Draft, name: &str) -> String {
    match name {
        "entrytype" => draft.entry_type.clone(),
        "title" => draft.title.clone(),
        "author" => draft.authors.join("; "),
        "filed" => draft.sort_names.join("; "),
        "at" => draft.venue.clone(),
        "year" => draft.year.map(|year| year.to_string()).unwrap_or_default(),
        "day" => draft.published.clone().unwrap_or_default(),
        "tags" => draft.tags.join("; "),
        "abstract" => draft.abstract_text.clone(),
        "note" => draft.comments.clone(),
        "numbers" => draft.identifiers.iter().map(|one| one.value.clone()).collect::<Vec<_>>().join("; "),
        name => field(draft, name).to_owned(),
    }
}

fn each(cases: &[(&str, &[(&str, &str)])]) {
    for (text, wanted) in cases {
        let reading = formats::read(text).unwrap_or_else(|| panic!("understood: {text}"));
        assert_eq!(reading.drafts.len(), 1, "one work in {text}");
        for (name, value) in *wanted {
            assert_eq!(said(&reading.drafts[0], name), *value, "{name} of {text}");
        }
    }
}

fn written(format: Format, drafts: &[Draft]) -> String {
    let mut out = Vec::new();
    formats::write(format, drafts, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn ris_of_each_program() {
    each(&[
        ("TY  - JOUR\nAU  - Rain,S.A.\nTI  - T\nER  - ", &[("author", "S.A. Rain"), ("filed", "")]),
        (
            "TY  - JOUR\nAU  - M&uuml;ller, A.\nAU  - et al.\nTI  - T\nER  - ",
            &[("author", "A. Müller"), ("ris:AU", "et al.")],
        ),
        ("TY  - JOUR\nTI  - T\nCP  - 4\nER  - ", &[("number", "4"), ("eventtitle", "")]),
        ("TY  - CONF\nTI  - T\nCP  - Rain Days\nER  - ", &[("eventtitle", "Rain Days")]),
        ("TY  - BOOK\nTI  - T\nM1  - 7\nER  - ", &[("number", "7")]),
        ("TY  - PCOMM\nTI  - T\nA2  - Rain, Ada\nER  - ", &[("recipient", "Rain, Ada"), ("editor", "")]),
        ("TY  - EDBOOK\nTI  - T\nAU  - Rain, Ada\nER  - ", &[("editor", "Rain, Ada"), ("author", "")]),
        ("TY  - PAT\nTI  - T\nSN  - US1\nER  - ", &[("number", "US1"), ("issn", "")]),
        ("TY  - NEWS\nTI  - T\nT2  - Daily\nER  - ", &[("entrysubtype", "newspaper"), ("at", "Daily")]),
        (
            "TY  - CONF\nTI  - T\nC1  - Oslo\nC3  - Proc\nCY  - York\nER  - ",
            &[("venue", "Oslo"), ("location", "York"), ("at", "Proc")],
        ),
        (
            "TY  - JOUR\nTI  - T\nPU  - PRESS\nPI  - TOWN\nJI  - J. W.\nPM  - 25000000\nAN  - WOS:1\nUT  - WOS:1\nER  - ",
            &[("publisher", "PRESS"), ("location", "TOWN"), ("shortjournal", "J. W."), ("numbers", "25000000")],
        ),
        (
            "TY  - JOUR\nTI  - T\nAB  - One\nline.\n\nAnother.\nKW  - a\n\nER  - ",
            &[("abstract", "One line.\n\nAnother."), ("tags", "a")],
        ),
    ]);
}

#[test]
fn zotero_with_a_box_that_says_more() {
    let item = |kind: &str, rest: &str| format!("{{\"items\":[{{\"itemType\":\"{kind}\",\"title\":\"T\",{rest}}}]}}");
    let cases = [
        (item("book", "\"extra\":\"tex.title: Over\""), "title", "Over"),
        (item("book", "\"date\":\"2010\",\"extra\":\"tex.year: 2011\""), "year", "2011"),
        (item("book", "\"date\":\"1991-05-00 May 1991\""), "month", "5"),
        (item("book", "\"date\":\"1991-00-00 1991\""), "year", "1991"),
        (item("book", "\"date\":\"1991-05-06 6/5/1991\""), "day", "1991-05-06"),
        (item("book", "\"date\":\"Q1 2001\""), "zotero:date", "Q1 2001"),
        (item("book", "\"date\":\"c2001\""), "zotero:date", ""),
        (item("book", "\"citekey\":\"old\""), "key", "old"),
        (item("book", "\"extra\":\"bibtex*: older\""), "key", "older"),
        (item("book", "\"extra\":\"{:issued: 2001}{:original-date: 1890} {:genre: G}\""), "origdate", "1890"),
    ];
    for (text, name, value) in cases {
        let drafts = formats::read(&text).expect("understood").drafts;
        let found =
            if name == "key" { drafts[0].citation_key.clone().unwrap_or_default() } else { said(&drafts[0], name) };
        assert_eq!(found, value, "{name} of {text}");
    }
}

#[test]
fn csl_in_all_its_dates_and_in_pandocs_yaml() {
    each(&[
        (
            "[{\"type\":\"book\",\"title\":\"T\",\"issued\":{\"raw\":\"May 2003\"}}]",
            &[("month", "5"), ("year", "2003")],
        ),
        ("[{\"type\":\"book\",\"title\":\"T\",\"issued\":{\"literal\":\"n.d.\"}}]", &[("year", ""), ("date", "")]),
        ("[{\"type\":\"book\",\"title\":\"T\",\"issued\":{\"literal\":\"ca. 1890\"}}]", &[("date", "1890~")]),
        ("[{\"type\":\"book\",\"title\":\"T\",\"issued\":\"2004-05-06T10:11:12Z\"}]", &[("day", "2004-05-06")]),
        (
            "[{\"type\":\"paper-conference\",\"title\":\"T\",\"event\":\"E\",\"event-title\":\"E\",\"call-number\":\"Q\"}]",
            &[("eventtitle", "E"), ("csl:event", ""), ("callnumber", "Q")],
        ),
        ("[{\"type\":\"legal_case\",\"title\":\"T\",\"authority\":\"Court\"}]", &[("institution", "Court")]),
        ("[{\"type\":\"journal-article\",\"title\":\"T\"}]", &[("entrytype", "article")]),
        ("[{\"type\":\"book\",\"title\":\"T\",\"keyword\":\"a, b; c\"}]", &[("tags", "a, b; c")]),
        (
            "references:\n- id: a\n  type: book\n  title: On *E. coli* and H~2~O\n  keyword: [a, b]\n",
            &[("title", "On E. coli and H₂O"), ("tags", "a; b")],
        ),
    ]);
}

#[test]
fn catalogues_and_managers() {
    let record = |kind: &str, rest: &str| {
        format!(
            "<xml><records><record><ref-type name=\"{kind}\"/><titles><title>T</title></titles>{rest}</record></records></xml>"
        )
    };
    let people = "<contributors><authors><author>Rain, Ada</author></authors></contributors>";
    let (edited, thesis) = (record("Edited Book", people), record("Thesis", "<pages>200</pages>"));
    let patent = record("Patent", "<publisher>Rain Inc</publisher><isbn>US1</isbn>");
    each(&[
        (&edited, &[("editor", "Rain, Ada"), ("author", "")]),
        (&thesis, &[("pagetotal", "200"), ("pages", "")]),
        (&patent, &[("holder", "{Rain Inc}"), ("number", "US1"), ("issn", "")]),
        ("%0 Book\n%T T\n%P 300\n", &[("pagetotal", "300")]),
        (
            "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>T</title></titleInfo><genre>Ph.D. thesis</genre></mods>",
            &[("entrytype", "thesis"), ("type", "phdthesis")],
        ),
        (
            "Record.*INSPEC.*\n\nRT ~ Conference-Paper\nAU ~ Rain, Ada; Snow, Bo\nTI ~ On rain\n",
            &[("entrytype", "inproceedings"), ("author", "Ada Rain; Bo Snow"), ("title", "On rain")],
        ),
        ("@misc{a, title={T}, keyword={a, b}, keywords={b, c}}", &[("tags", "b; c; a")]),
        ("@misc{a, title={}, title={T}, keyword={a, b}}", &[("title", "T"), ("tags", "a; b"), ("keyword", "a, b")]),
        ("@misc{a, title={T}, author={Rain A, de Snow BC}}", &[("author", "A Rain; BC de Snow")]),
        (r"@misc{a, title={T}, author={\O rsted, H. and H. \o stby}}", &[("author", "H. Ørsted; H. østby")]),
        ("@misc{a, title={T}, author={{OpenAI} and :, and Rain, Ada}}", &[("author", "OpenAI; Ada Rain")]),
        (r"@article{a, title={T}, journal={\mnras}}", &[("at", "Monthly Notices of the Royal Astronomical Society")]),
        ("@misc{a, title={T}, date={2001-02-29}}", &[("year", "2001"), ("day", ""), ("date", "2001-02-29")]),
    ]);
}

#[test]
fn what_one_format_says_comes_back_from_another() {
    for (text, format, names) in [
        ("@misc{a, title={T}, eprint={hep-th/9901001}}", Format::Ris, &["numbers", "eprint"][..]),
        ("@misc{a, title={T}, eprint={hep-th/9901001}}", Format::CslJson, &["numbers", "eprint"]),
        ("@misc{a, title={T}, abstract={One.\n\nTwo.}}", Format::Ris, &["abstract"]),
        ("@misc{a, title={T}, keywords={{a, b}, c}}", Format::CslJson, &["tags"]),
        ("@online{a, title={T}, date={2004-04-05T14:34:00}}", Format::CslJson, &["day"]),
        ("@article{a, title={T}, author={A}, author+an:role={1=\"x\"}}", Format::Biblatex, &["author+an:role"]),
        ("@article{a, title={T}, entrysubtype={magazine}}", Format::CslJson, &["entrysubtype"]),
        ("@article{a, title={T}, entrysubtype={newspaper}}", Format::Ris, &["entrysubtype"]),
        ("@standard{a, title={T}, institution={ISO}}", Format::CslJson, &["institution", "publisher"]),
        ("@jurisdiction{a, title={T}, institution={Court}}", Format::CslJson, &["institution", "publisher"]),
        ("@letter{a, title={T}, recipient={Rain, Ada}}", Format::Ris, &["recipient"]),
        ("@book{a, title={T}, year={in press}}", Format::CslJson, &["year"]),
        (r"@article{a, title={T}, journal={\aap}}", Format::Bibtex, &["at", "bibtex:journaltitle"]),
        ("@book{a, title={T}, year={{\\noopsort{73b}}1973}}", Format::Bibtex, &["year", "bibtex:year"]),
    ] {
        let before = formats::read(text).expect("a .bib").drafts;
        let out = written(format, &before);
        let after = formats::read(&out).expect("understood").drafts;
        for name in names {
            assert_eq!(said(&after[0], name), said(&before[0], name), "{name} of {text} in\n{out}");
        }
    }
    let ris = formats::read("TY  - NEWS\nTI  - T\nER  - ").expect("RIS").drafts;
    assert!(written(Format::CslJson, &ris).contains("article-newspaper"), "a newspaper is one in CSL, too");
    let short = "[{\"type\":\"book\",\"title\":\"T\",\"DOI\":\"10/abc\",\"URL\":\"https://doi.org/10.1000/x\"}]";
    let short = formats::read(short).expect("CSL").drafts;
    assert!(written(Format::CslJson, &short).contains("\"10/abc\""), "a short DOI stays one");
}

#[test]
fn a_thesis_is_shown_where_it_was_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::open(folder.path()).expect("a library");
    let text = "@phdthesis{a, title={T}, school={Example University}, year={2001}}";
    let drafts = formats::read(text).expect("a .bib").drafts;
    let review = library.review(postil_core::model::Reading { drafts, ..Default::default() }).expect("a review");
    assert_eq!(review.items[0].draft.venue, "", "it appeared in nothing");
    library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("imported");
    let ids = library.list_ids(&ListQuery::default()).expect("listed");
    assert_eq!(library.list_rows(&ids, "").expect("rows")[0].venue, "Example University", "but was made there");
    let mut out = Vec::new();
    library.export(&ids, Format::Bibtex, &mut out).expect("exported");
    let out = String::from_utf8(out).expect("UTF-8");
    assert!(out.contains("school = {Example University}") && !out.contains("journal"), "and is written so:\n{out}");
}
