//! What libraries, PubMed, Word and Typst say beside the plain fields: parts, series, meetings, degrees, corrections.

use postil_core::formats::{self, Format};
use postil_core::model::Draft;

use super::bibtex::field;

fn one(text: &str) -> Draft {
    let mut reading = formats::read(text).unwrap_or_else(|| panic!("no reference in {text}"));
    assert_eq!(reading.drafts.len(), 1, "one reference in {text}");
    reading.drafts.remove(0)
}

fn marc(leader: &str, fields: &str) -> Draft {
    one(&format!("<record><leader>{leader}</leader>{fields}</record>"))
}

/// `tag a=One b=Two`, as MARC has it in XML.
fn datafield(tag: &str, parts: &[(&str, &str)]) -> String {
    let parts: String =
        parts.iter().map(|(code, text)| format!("<subfield code=\"{code}\">{text}</subfield>")).collect();
    format!("<datafield tag=\"{tag}\" ind1=\" \" ind2=\"1\">{parts}</datafield>")
}

#[test]
fn marc_tells_the_place_in_a_journal_in_codes_and_in_words() {
    for place in [
        "volume:12 number:3 day:1 month:4 year:2020 pages:1-9 extent:9",
        "12(2020), 3, Seite 1-9",
        "Vol. 12, no. 3 (May 2020), p. 1-9",
        "Bd. 12 (2020), Heft 3, S. 1-9",
    ] {
        let fields = datafield("245", &[("a", "Rain")]) + &datafield("773", &[("t", "Weather"), ("g", place)]);
        let draft = marc("00000nab a2200000 c 4500", &fields);
        assert_eq!((draft.entry_type.as_str(), draft.venue.as_str()), ("article", "Weather"), "{place}");
        let told = ["volume", "number", "pages"].map(|name| field(&draft, name));
        assert_eq!((draft.year, told), (Some(2020), ["12", "3", "1–9"]), "{place}");
    }
}

#[test]
fn marc_tells_parts_series_houses_and_meetings() {
    let fields = [
        datafield("110", &[("a", "Valley University."), ("b", "Rain Department."), ("4", "aut")]),
        datafield("710", &[("a", "Rain Office"), ("4", "dgg")]),
        datafield("711", &[("a", "Rain Days"), ("n", "(3."), ("d", "2019"), ("c", "Town)")]),
        datafield("245", &[("a", "Rain :"), ("b", "a handbook"), ("n", "Band 2,"), ("p", "Drizzle /")]),
        datafield("490", &[("a", "Skies ;"), ("v", "vol. 17")]),
    ]
    .concat();
    let draft = marc("00000nam a2200000 c 4500", &fields);
    assert_eq!(draft.authors, ["Valley University. Rain Department"], "a department below its house");
    assert_eq!((field(&draft, "institution"), field(&draft, "eventtitle")), ("Rain Office", "Rain Days (3."));
    assert_eq!((field(&draft, "titleaddon"), field(&draft, "volume")), ("Band 2. Drizzle", "2"), "its part");
    assert_eq!((field(&draft, "series"), field(&draft, "number")), ("Skies", "17"), "its number in the series");
}

#[test]
fn mods_tells_meetings_from_editors_degrees_and_series() {
    let paper = one(
        "<mods><titleInfo><title>Rain</title></titleInfo><genre>conference publication</genre><relatedItem type=\"host\"><titleInfo><title>Proceedings</title></titleInfo>\
         <name type=\"conference\"><namePart>Rain Days</namePart></name><name type=\"personal\"><namePart>Third, Di</namePart></name>\
         <relatedItem type=\"series\"><titleInfo><title>Skies</title><partNumber>17</partNumber></titleInfo></relatedItem></relatedItem></mods>",
    );
    assert_eq!(
        (field(&paper, "editor"), field(&paper, "eventtitle")),
        ("Third, Di", "Rain Days"),
        "a meeting edits nothing"
    );
    assert_eq!((field(&paper, "series"), field(&paper, "number")), ("Skies", "17"), "the series of its host");
    let thesis = one(
        "<mods><titleInfo><title>Snow</title></titleInfo><genre>thesis</genre><name type=\"corporate\"><namePart>Valley University</namePart><role><roleTerm type=\"text\">degree grantor</roleTerm></role></name>\
         <relatedItem type=\"series\"><titleInfo><title>Papers</title></titleInfo><part><detail type=\"volume\"><number>3</number></detail></part></relatedItem></mods>",
    );
    assert_eq!(
        (thesis.entry_type.as_str(), field(&thesis, "institution")),
        ("thesis", "Valley University"),
        "the school"
    );
    assert_eq!((field(&thesis, "series"), field(&thesis, "number")), ("Papers", "3"), "the number in its part");
}

#[test]
fn pubmed_tells_seasons_ranges_and_corrections() {
    let article = |date: &str| {
        one(&format!(
            "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><Title>Weather</Title><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal><ArticleTitle>Rain</ArticleTitle></Article>\
             <CommentsCorrectionsList><CommentsCorrections RefType=\"ErratumIn\"><RefSource>Weather. 2002;8:1</RefSource><PMID>2</PMID></CommentsCorrections>\
             <CommentsCorrections RefType=\"RetractionOf\"><RefSource>Weather. 1999;5:2</RefSource></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle>"
        ))
    };
    let spring = article("<Year>2001</Year><Season>Spring</Season>");
    assert_eq!((spring.year, field(&spring, "date")), (Some(2001), "2001-21"), "a season in place of a month");
    let mut out = Vec::new();
    formats::write(Format::CslJson, std::slice::from_ref(&spring), &mut out).expect("written");
    assert!(String::from_utf8_lossy(&out).contains("\"season\": 1"), "which CSL has, too");
    let autumn = article("<MedlineDate>2001 Fall</MedlineDate>");
    assert_eq!((autumn.year, field(&autumn, "date")), (Some(2001), "2001-23"));
    let range = article("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>");
    assert_eq!(
        (range.year, field(&range, "date"), field(&range, "pubmed:MedlineDate")),
        (Some(1998), "1998-12/1999-01", "1998 Dec-1999 Jan")
    );
    assert_eq!(field(&spring, "pubmed:ErratumIn"), "Weather. 2002;8:1. PMID: 2", "what corrects it");
    assert_eq!(field(&spring, "pubmed:RetractionOf"), "Weather. 1999;5:2", "what it takes back");
    assert_eq!(field(&spring, "retracted"), "", "it is not taken back itself");
}

#[test]
fn word_calls_the_type_of_any_report_that_of_a_thesis() {
    let report = |told: &str| {
        one(&format!(
            "<b:Sources xmlns:b=\"x\"><b:Source><b:SourceType>Report</b:SourceType><b:Title>Rain</b:Title><b:ThesisType>{told}</b:ThesisType><b:Institution>Rain Office</b:Institution></b:Source></b:Sources>"
        ))
    };
    for (told, kind, genre) in [
        ("Technical report", "report", "techreport"),
        ("White paper", "report", "White paper"),
        ("PhD thesis", "thesis", "phdthesis"),
        ("Doctoral dissertation", "thesis", "Doctoral dissertation"),
        ("Diplomarbeit", "thesis", "Diplomarbeit"),
    ] {
        let draft = report(told);
        assert_eq!((draft.entry_type.as_str(), field(&draft, "type")), (kind, genre), "{told}");
        assert_eq!(field(&draft, "institution"), "Rain Office", "{told}");
    }
}

#[test]
fn hayagrivas_parents_have_parents_and_its_braces_are_no_text() {
    let text = "a:\n  type: chapter\n  title: \"On {NASA} and {Rain}\"\n  author: Example, Ada\n  page-range: 1-9\n  parent:\n    type: book\n    title: \"The {Sky}\"\n    editor: Third, Di\n    \
                date: 2001\n    parent:\n      type: proceedings\n      title: Skies\n      volume: 17\n      editor: Fourth, El\n      issue: 2\n      parent:\n        type: conference\n        title: Rain Days\n        location: Town\n\
                b:\n  type: thesis\n  title: Snow\n  organization: Valley University\nc:\n  type: web\n  title: Hail\n  organization: Rain Office\n";
    let drafts = formats::read(text).unwrap_or_default().drafts;
    let [a, b, c] = drafts.as_slice() else { panic!("three entries: {drafts:?}") };
    assert_eq!((a.title.as_str(), a.venue.as_str(), a.year), ("On NASA and Rain", "The Sky", Some(2001)));
    let told = ["editor", "editora", "series", "eventtitle", "location", "volume"].map(|name| field(a, name));
    assert_eq!(told, ["Third, Di", "Fourth, El", "Skies", "Rain Days", "Town", ""], "each parent says its own");
    assert_eq!(field(a, "hayagriva:series-volume"), "17", "and what has no place is kept");
    assert_eq!((field(b, "institution"), field(c, "organization")), ("Valley University", "Rain Office"));
}

#[test]
fn the_edition_of_a_program_is_its_version() {
    let draft = one("TY  - COMP\nTI  - Rain tools\nET  - 1.10\nER  - \n");
    assert_eq!((field(&draft, "version"), field(&draft, "edition")), ("1.10", ""));
    let mut out = Vec::new();
    formats::write(Format::Ris, &[draft], &mut out).expect("written");
    assert!(String::from_utf8_lossy(&out).contains("ET  - 1.10"), "and comes out again");
    assert_eq!(field(&one("TY  - BOOK\nTI  - Rain\nET  - 2\nER  - \n"), "edition"), "2", "of a book it is the edition");
}

#[test]
fn mods_says_of_a_book_no_more_than_that_it_is_whole() {
    let record = |issuance: &str| {
        one(&format!(
            "<mods><titleInfo><title>Rain</title></titleInfo><typeOfResource>text</typeOfResource><originInfo><issuance>{issuance}</issuance></originInfo></mods>"
        ))
    };
    assert_eq!(record("monographic").entry_type, "book");
    assert_eq!(record("continuing").entry_type, "misc", "what comes in parts is none");
}

#[test]
fn years_that_tell_namesakes_apart_are_no_part_of_a_name() {
    let copac = one("TI- Rain\nAU- Example, Ada, 1950-\nAU- Sample, Bo\nPY- 2001\n");
    assert_eq!(copac.authors, ["Ada Example", "Bo Sample"]);
}

#[test]
fn medlines_older_files_hold_nothing_around_a_citation() {
    let draft = one(
        "<?xml version=\"1.0\"?>\n<MedlineCitationSet><MedlineCitation Status=\"MEDLINE\"><PMID>123</PMID><Article><Journal><JournalIssue><Volume>5</Volume><PubDate><Year>1999</Year></PubDate></JournalIssue>\
         <Title>Weather</Title></Journal><ArticleTitle>Rain.</ArticleTitle><AuthorList><Author><LastName>Example</LastName><FirstName>Ada</FirstName><MiddleName>B</MiddleName></Author></AuthorList></Article></MedlineCitation></MedlineCitationSet>",
    );
    assert_eq!((draft.title.as_str(), draft.venue.as_str(), draft.year), ("Rain", "Weather", Some(1999)));
    assert_eq!((&draft.authors[..], field(&draft, "volume")), (&["Ada B Example".to_owned()][..], "5"));
    assert_eq!(draft.identifiers.first().map(|one| one.value.as_str()), Some("123"), "PubMed's number");
}
