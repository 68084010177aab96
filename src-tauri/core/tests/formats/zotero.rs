//! Zotero's items in, and what a .bib and CSL say of them.

use postil_core::formats::{self, Format};
use postil_core::model::Draft;
use serde_json::{Value, json};

use super::bibtex::field;

fn drafts(items: Value) -> Vec<Draft> {
    formats::read(&items.to_string()).expect("Zotero's items").drafts
}

fn item(item: Value) -> Draft {
    drafts(json!([item])).pop().expect("one item")
}

fn written(format: Format, draft: &Draft) -> String {
    let mut out = Vec::new();
    formats::write(format, std::slice::from_ref(draft), &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_date_that_is_more_than_a_day_is_kept_whole() {
    for (said, bib, year) in [
        ("22-26 June 2015", "date = {2015-06-22/2015-06-26}", Some(2015)),
        ("1829/1830", "date = {1829/1830}", Some(1829)),
        ("circa 1723", "date = {1723~}", Some(1723)),
        ("2011-05-25~/2012-06-26", "date = {2011-05-25~/2012-06-26}", Some(2011)),
        ("1985-21", "date = {1985-21}", Some(1985)),
        ("Summer 1985", "date = {1985-22}", Some(1985)),
        ("44 BC", "date = {-0043}", None),
        ("Forthcoming", "year = {Forthcoming}", None),
        ("四月 1, 1976", "date = {1976-04-01}", Some(1976)),
        ("[1929] 2004", "origdate = {1929}", Some(2004)),
        ("2004 [1929]", "origdate = {1929}", Some(2004)),
    ] {
        let draft = item(json!({"itemType": "book", "title": "Rain", "date": said}));
        assert_eq!(draft.year, year, "{said}");
        let out = written(Format::Biblatex, &draft);
        assert!(out.contains(bib), "{said}: {out}");
        let back = formats::read(&out).expect("BibLaTeX").drafts;
        assert_eq!((back[0].year, field(&back[0], "date")), (year, field(&draft, "date")), "{said} comes back");
    }
    let meeting = item(json!({"itemType": "conferencePaper", "title": "Rain", "date": "June 22-26, 2015"}));
    assert!(written(Format::Bibtex, &meeting).contains("month = jun"), "BibTeX has the first month of it");
    let csl = written(Format::CslJson, &meeting);
    let item: Value = serde_json::from_str(&csl).expect("JSON");
    assert_eq!(item[0]["issued"]["date-parts"], json!([[2015, 6, 22], [2015, 6, 26]]), "CSL has both days");
}

#[test]
fn languages_have_the_names_that_each_format_wants() {
    let draft = item(json!({"itemType": "book", "title": "Regen", "language": "de-AT"}));
    assert!(written(Format::Biblatex, &draft).contains("langid = {naustrian}"), "Babel's name");
    assert!(written(Format::CslJson, &draft).contains("\"language\": \"de-AT\""), "the code");
    let bib = formats::read("@book{a, title={Rain}, langid={american}}").expect("BibTeX").drafts;
    assert!(written(Format::CslJson, &bib[0]).contains("\"language\": \"en-US\""), "the code of Babel's name");
    assert!(written(Format::Hayagriva, &bib[0]).contains("language: en-US"), "which Hayagriva cannot do without");
    let bib = formats::read("@book{a, title={Rain}, langid={en}}").expect("BibTeX").drafts;
    assert!(written(Format::Biblatex, &bib[0]).contains("langid = {en}"), "a .bib keeps its own word");
}

#[test]
fn people_have_their_parts() {
    let draft = item(json!({
        "itemType": "bookSection", "title": "Rain", "bookTitle": "Weather", "creators": [
            {"creatorType": "author", "firstName": "Ada E.,! III", "lastName": "Example"},
            {"creatorType": "author", "firstName": "Bo, Jr.", "lastName": "Sample"},
            {"creatorType": "author", "firstName": "Cy el-", "lastName": "Muster"},
            {"creatorType": "author", "firstName": "Ph\u{97}ilippa", "lastName": "\"van Probe\""},
            {"creatorType": "author", "name": "Rain Office"},
            {"creatorType": "bookAuthor", "firstName": "Di", "lastName": "Beispiel"},
            {"creatorType": "seriesEditor", "firstName": "Ed", "lastName": "Example"},
            {"creatorType": "contributor", "firstName": "Flo", "lastName": "Example"},
            {"creatorType": "illustrator", "firstName": "Gus", "lastName": "Example"}
        ],
        "extra": "editor: Sample || Hal\nEditor: Rain Society\nTranslator: Sample || Ida"
    }));
    assert_eq!(
        draft.authors,
        ["Ada E. Example III", "Bo Sample Jr.", "Cy el- Muster", "Philippa van Probe", "Rain Office"]
    );
    assert_eq!(draft.entry_type, "inbook", "the whole book is by one author");
    let said = ["bookauthor", "editor", "translator", "namea", "nameatype", "nameb", "namebtype"];
    assert_eq!(
        said.map(|name| field(&draft, name)),
        [
            "Beispiel, Di",
            "Sample, Hal and {Rain Society}",
            "Sample, Ida",
            "Example, Flo",
            "contributor",
            "Example, Gus",
            "illustrator"
        ],
    );
}

#[test]
fn titles_keep_their_markup() {
    let draft = item(json!({
        "itemType": "journalArticle", "title": "Blood O<sub>2</sub> of <i>Thunnus thynnus</i> & others",
        "publicationTitle": "Rain <i>and</i> Snow", "language": "en"
    }));
    assert_eq!((draft.title.as_str(), draft.venue.as_str()), ("Blood O₂ of Thunnus thynnus & others", "Rain and Snow"));
    let bib = written(Format::Biblatex, &draft);
    assert!(bib.contains("title = {Blood {O}\\textsubscript{2} of \\emph{Thunnus thynnus} \\& others}"), "{bib}");
    assert!(bib.contains("journaltitle = {Rain \\emph{and} Snow}"), "{bib}");
    let csl = written(Format::CslJson, &draft);
    assert!(csl.contains("Blood O<sub>2</sub> of <i>Thunnus thynnus</i> & others"), "and CSL: {csl}");
    let back = formats::read(&csl).expect("CSL").drafts;
    assert_eq!(written(Format::Biblatex, &back[0]).lines().nth(1), bib.lines().nth(1), "by way of CSL, too");
}

#[test]
fn latex_in_zotero_is_latex() {
    let draft = item(json!({
        "itemType": "journalArticle", "title": "On $\\mathbf{R}^n$ and {\\\"a}pples", "tags": [{"tag": "#LaTeX"}],
        "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "M{\\\"u}ster"}],
        "extra": "tex.pages= 31 \\ppno 5\ntex.crossref: book:06"
    }));
    assert_eq!((draft.title.as_str(), draft.authors[0].as_str()), ("On Rⁿ and äpples", "Ada Müster"));
    let bib = written(Format::Biblatex, &draft);
    assert!(bib.contains("title = {On $\\mathbf{R}^n$ and {\\\"a}pples}"), "as it was typed: {bib}");
    assert!(
        bib.contains("pages = {31 \\ppno 5}") && bib.contains("crossref = {book:06}"),
        "a line with “=” is LaTeX: {bib}"
    );
}

#[test]
fn what_zotero_says_has_a_place() {
    let items = drafts(json!([
        {"itemType": "webpage", "title": "Rain", "websiteTitle": "Weather Site", "accessDate": "2020-05-06T10:11:12Z",
         "url": "https://www.jstor.org/stable/12345?seq=1", "notes": [{"note": "<p>A <b>note</b></p>"}]},
        {"itemType": "newspaperArticle", "title": "Snow", "publicationTitle": "The Daily Hail", "status": "in press"},
        {"itemType": "preprint", "title": "Fog", "repository": "arXiv", "archiveID": "arXiv:2001.12345 [cs]"},
        {"itemType": "preprint", "title": "Mist", "repository": "Weather Archive", "archiveID": "wa-17"},
        {"itemType": "thesis", "title": "Hail", "thesisType": "PhD diss.", "university": "Example University"},
        {"itemType": "computerProgram", "title": "Drizzle", "company": "Rain Inc.", "versionNumber": "2.1"},
        {"itemType": "patent", "title": "Umbrella", "assignee": "Rain Inc.", "country": "Norway", "patentNumber": "NO1"},
        {"itemType": "book", "title": "Sleet", "ISBN": "0-385-52740-3 978-0-19-820756-6", "ISSN": "1234-5679, 9876-5432",
         "tags": [{"tag": "Ice, cold"}, {"tag": "wet"}], "extra": "Publisher Place: Oslo\n{:status: forthcoming}\n{:X-odd: kept}"},
        {"itemType": "interview", "title": "Talk", "creators": [{"creatorType": "interviewee", "firstName": "Ada", "lastName": "Example"}]},
        {"itemType": "conferencePaper", "title": "Talk", "eventPlace": "Bergen", "meetingName": "Rain Days"}
    ]));
    let [page, paper, arxiv, archive, thesis, program, patent, book, interview, talk] = &items[..] else {
        panic!("all")
    };
    let bib = written(Format::Biblatex, page);
    assert!(bib.contains("organization = {Weather Site}") && bib.contains("urldate = {2020-05-06}"), "{bib}");
    assert!(bib.contains("eprint = {12345}") && bib.contains("eprinttype = {jstor}"), "{bib}");
    let back = formats::read(&bib).expect("BibLaTeX").drafts;
    assert_eq!((back[0].venue.as_str(), written(Format::Biblatex, &back[0])), ("Weather Site", bib), "all comes back");
    assert_eq!(page.notes, ["A **note**"], "notes are notes");
    assert!(written(Format::Biblatex, paper).contains("entrysubtype = {newspaper}"));
    assert!(written(Format::CslJson, paper).contains("article-newspaper"), "CSL has a type for it");
    assert_eq!(field(paper, "pubstate"), "in press");
    let bib = written(Format::Biblatex, arxiv);
    assert!(bib.contains("eprint = {2001.12345}") && bib.contains("eprintclass = {cs}"), "{bib}");
    assert_eq!((field(archive, "eprint"), field(archive, "eprinttype")), ("wa-17", "Weather Archive"));
    assert!(written(Format::Bibtex, thesis).starts_with("@phdthesis"), "by an abbreviation");
    assert_eq!((field(program, "organization"), field(program, "version")), ("Rain Inc.", "2.1"), "who made it");
    assert!(written(Format::CslJson, program).contains("\"publisher\": \"Rain Inc.\""), "to CSL a publisher");
    assert_eq!((field(patent, "holder"), field(patent, "location")), ("{Rain Inc.}", "Norway"));
    let bib = written(Format::Biblatex, book);
    assert!(bib.contains("isbn = {0-385-52740-3 978-0-19-820756-6}"), "all, as they were written: {bib}");
    assert!(bib.contains("issn = {1234-5679, 9876-5432}") && bib.contains("keywords = {{Ice, cold}, wet}"), "{bib}");
    let back = formats::read(&bib).expect("BibLaTeX").drafts;
    assert_eq!(back[0].tags, ["Ice, cold", "wet"], "a comma of its own parts no keyword");
    assert_eq!(
        (field(book, "location"), field(book, "pubstate"), book.comments.as_str()),
        ("Oslo", "forthcoming", "{:X-odd: kept}")
    );
    assert_eq!(interview.authors, ["Ada Example"]);
    assert!(written(Format::CslJson, interview).contains("\"type\": \"interview\""));
    assert_eq!((field(talk, "venue"), field(talk, "eventtitle")), ("Bergen", "Rain Days"));
}

#[test]
fn one_keyword_with_a_comma_is_one() {
    let draft = item(json!({"itemType": "book", "title": "Ice", "tags": [{"tag": "Ice, cold"}]}));
    let back = formats::read(&written(Format::Bibtex, &draft)).expect("BibTeX").drafts;
    assert_eq!(back[0].tags, ["Ice, cold"]);
    let bib = formats::read("@book{a, title={Ice}, keywords={{ice, snow}}}").expect("BibTeX").drafts;
    assert_eq!(bib[0].tags, ["ice", "snow"], "braces around all of them hold nothing together");
}

#[test]
fn names_in_a_title_that_is_a_sentence_keep_their_capitals() {
    for (title, written_as) in [
        (
            "Effects of temperature changes on bluefin tuna in Atlantic waters",
            "Effects of temperature changes on bluefin tuna in {Atlantic} waters",
        ),
        (
            "Weather forecasts: The rain of Bergen measured by radar",
            "Weather forecasts: The rain of {Bergen} measured by radar",
        ),
        ("The Rain in Spain Falls Mainly", "The Rain in Spain Falls Mainly"),
        ("Zur Geschichte des Wetters in deutschen Landen", "Zur Geschichte des Wetters in deutschen Landen"),
        ("Measuring rain with DNA", "Measuring rain with {DNA}"),
    ] {
        let bib = written(Format::Bibtex, &item(json!({"itemType": "book", "title": title})));
        assert!(bib.contains(&format!("title = {{{written_as}}}")), "{bib}");
    }
    let bib = "@book{a,\n  title = {Measuring falling water over Bergen}\n}\n";
    let draft = formats::read(bib).expect("BibTeX").drafts;
    assert_eq!(written(Format::Bibtex, &draft[0]), bib, "a .bib keeps what its writer chose");
}

#[test]
fn a_note_of_csl_says_what_zoteros_box_does() {
    let csl = json!([{
        "id": "a", "type": "book", "title": "Rain", "publisher": "Rain Press",
        "note": "editor: Example || Ada\neditor: Rain Society\npublisher: Other\ncontainer-title: Weather\nevent-place: Bergen\nauthor: Sample || Bo\nA note"
    }]);
    let draft = drafts(csl).pop().expect("an item");
    assert_eq!((draft.authors.as_slice(), draft.venue.as_str()), (&["Bo Sample".to_owned()][..], "Weather"));
    assert_eq!(
        ["editor", "publisher", "venue"].map(|name| field(&draft, name)),
        ["Example, Ada and {Rain Society}", "Rain Press", "Bergen"],
        "each part, and what a variable says stands"
    );
    assert_eq!(draft.comments, "A note");
}

#[test]
fn a_subtitle_is_cited() {
    let bib = "@book{a, title={Rain}, subtitle={A history}, booktitle={x}}\n@incollection{b, title={What rains?}, subtitle={Notes}, booktitle={Weather}, booksubtitle={Today}}";
    let drafts = formats::read(bib).expect("BibTeX").drafts;
    let csl: Vec<Value> =
        drafts.iter().map(|draft| serde_json::from_str(&written(Format::CslJson, draft)).expect("JSON")).collect();
    assert_eq!(csl[0][0]["title"], "Rain: A history");
    assert_eq!(
        (&csl[1][0]["title"], &csl[1][0]["container-title"]),
        (&json!("What rains? Notes"), &json!("Weather: Today"))
    );
}

#[test]
fn better_bibtexs_older_lists_of_fields_are_read() {
    let items = r#"[{"itemType": "journalArticle", "title": "Rain", "date": "2010",
        "extra": "biblatexcitekey[rain:2010]\nbiblatexdata[venue=Bergen;origlanguage=german] a note\nbibtex*[shorttitle={The} {Rain}]\nbiblatexdata{\"usera\": \"a;b\"}"}]"#;
    let draft = &formats::read(items).expect("items").drafts[0];
    assert_eq!(draft.citation_key.as_deref(), Some("rain:2010"));
    let names = ["venue", "origlanguage", "shorttitle", "usera"];
    assert_eq!(names.map(|name| field(draft, name)), ["Bergen", "german", "The Rain", "a;b"]);
    assert_eq!((draft.comments.as_str(), draft.venue.as_str()), ("a note", ""), "what names nothing stays a note");
}
