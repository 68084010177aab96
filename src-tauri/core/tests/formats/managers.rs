//! What reference managers and publishers' pages write into the formats that they share, each in a way of its own.

use postil_core::formats;
use postil_core::model::{Draft, IdentifierKind};

use super::bibtex::field;

fn read(text: &str) -> Vec<Draft> {
    formats::read(text).expect("understood").drafts
}

fn identifier(draft: &Draft, kind: IdentifierKind) -> &str {
    draft.identifiers.iter().find(|one| one.kind == kind).map_or("", |one| one.value.as_str())
}

#[test]
fn endnote_means_by_a_field_what_the_type_makes_of_it() {
    let drafts = read(
        r#"<xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>Rain</title><secondary-title>J Weather</secondary-title><alt-title>Journal of weather</alt-title></titles>
        <auth-address>Valley University</auth-address><accession-num>12345678</accession-num><remote-database-provider>NLM</remote-database-provider><custom1>mine</custom1></record>
        <record><ref-type name="Conference Proceedings">10</ref-type><titles><title>Snow</title><secondary-title>3rd Meeting on Snow</secondary-title></titles><custom3>Proceedings of Snow</custom3></record>
        <record><ref-type name="Web Page">12</ref-type><titles><title>Site</title></titles><volume>2020</volume><number>May 6</number></record>
        <record><ref-type name="Web Page">12</ref-type><titles><title>Other site</title></titles><number>7</number></record></records></xml>"#,
    );
    assert_eq!(identifier(&drafts[0], IdentifierKind::Pmid), "12345678", "PubMed's number");
    for (name, value) in
        [("alt-title", "Journal of weather"), ("auth-address", "Valley University"), ("custom1", "mine")]
    {
        assert_eq!(field(&drafts[0], &format!("endnote:{name}")), value, "what nobody knows is kept");
    }
    assert_eq!(drafts[1].venue, "Proceedings of Snow", "the proceedings have a title of their own");
    assert_eq!(field(&drafts[1], "eventtitle"), "3rd Meeting on Snow", "the second title is that of the meeting");
    assert_eq!(field(&drafts[2], "urldate"), "2020-05-06", "the day a page was looked at stands in two fields");
    assert_eq!((field(&drafts[2], "volume"), field(&drafts[2], "number")), ("", ""), "and a page has no volume");
    assert_eq!(field(&drafts[3], "number"), "7", "a number alone is one");
}

#[test]
fn the_number_of_a_record_of_pubmed_is_pubmeds() {
    for text in [
        "TY  - JOUR\nTI  - Rain\nDB  - PubMed\nAN  - 12345678\nER  - \n",
        "TY  - JOUR\nTI  - Rain\nDB  - Scopus\nC2  - 12345678\nER  - \n",
        "%0 Journal Article\n%T Rain\n%~ Medline\n%M 12345678\n",
    ] {
        assert_eq!(identifier(&read(text)[0], IdentifierKind::Pmid), "12345678", "in {text}");
    }
    let other = &read("TY  - JOUR\nTI  - Rain\nDB  - INSPEC\nAN  - 12345678\nC2  - PMC765\nER  - \n")[0];
    assert_eq!(other.identifiers, [], "of another it is not");
    assert_eq!((field(other, "number-of-record"), field(other, "pmcid")), ("12345678", "PMC765"), "and is kept");
}

#[test]
fn words_of_a_date_that_are_no_month_are_kept() {
    for (line, words, date) in [
        ("Y1  - March-April 2021", "", "2021-03/2021-04"),
        ("Y1  - Spring 2021", "", "2021-21"),
        ("DA  - 2021, Quarter 2", "Quarter 2", ""),
        ("DA  - 2021/05/06", "", ""),
        ("Y1  - 2021", "", ""),
    ] {
        let draft = &read(&format!("TY  - JOUR\nTI  - Rain\nPY  - 2021\n{line}\nER  - \n"))[0];
        assert_eq!((draft.year, field(draft, "month"), field(draft, "date")), (Some(2021), words, date), "{line}");
    }
}

#[test]
fn refworks_is_read() {
    let drafts = read(
        "RT Journal Article\nSR Electronic(1)\nID 12\nA1 Alder,Ada\nA1 Rowan,Bo\nT1 Rain in the\n valley\nYR 2020\nFD May 6\nVO 3\nIS 2\nSP 101\nOP 112\n\
         K1 rain\nK1 snow\nJF Journal of Weather\nJO J. Weather\nSN 1234-5679\nDO 10.5555/rain.1\nUL https://example.org/rain\nU1 mine\n\n\
         RT Book, Section\nA1 Elm,D.\nA2 Birch,C.\nT1 Hail\nT2 The Book of Weather\nYR 1999\nPB Rain Press\nPP London\nER\n",
    );
    let article = &drafts[0];
    assert_eq!(
        (article.title.as_str(), article.venue.as_str()),
        ("Rain in the valley", "Journal of Weather"),
        "titles"
    );
    assert_eq!(article.authors, ["Ada Alder", "Bo Rowan"], "no blank stands behind the comma");
    assert_eq!(article.published.as_deref(), Some("2020-05-06"), "the day stands beside the year");
    assert_eq!(article.tags, ["rain", "snow"], "a keyword a line");
    for (name, value) in [
        ("volume", "3"),
        ("number", "2"),
        ("pages", "101–112"),
        ("shortjournal", "J. Weather"),
        ("refworks:U1", "mine"),
    ] {
        assert_eq!(field(article, name), value, "{name}");
    }
    assert_eq!(drafts.len(), 2, "the next begins with its type");
    let chapter = &drafts[1];
    let said = (chapter.entry_type.as_str(), chapter.venue.as_str(), field(chapter, "editor"));
    assert_eq!(said, ("incollection", "The Book of Weather", "Birch, C."), "a part of a book");
}

#[test]
fn groups_of_people_are_no_persons() {
    for (name, filed) in [
        ("World Weather Office", "World Weather Office"),
        ("RAIN Consortium", "RAIN Consortium"),
        ("Rain Inc.", "Rain Inc."),
        ("Institut für Regen", "Institut für Regen"),
        ("A. Alder", "Alder, A."),
        ("Bo Unionson", "Unionson, Bo"),
        ("Alder, Union", "Alder, Union"),
    ] {
        let draft = &read(&format!("TY  - JOUR\nTI  - Rain\nAU  - {name}\nER  - \n"))[0];
        let mut out = Vec::new();
        formats::write(formats::Format::Biblatex, std::slice::from_ref(draft), &mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        let braces = if filed.contains(',') { filed.to_owned() } else { format!("{{{filed}}}") };
        assert!(text.contains(&format!("author = {{{braces}}}")), "{name} in {text}");
    }
}

#[test]
fn a_patent_is_held_by_those_it_was_assigned_to() {
    let text = "TY  - PAT\nTI  - Rain gauge\nAU  - Alder, Ada\nA2  - Rain Inc.\nA2  - Snow Ltd\nIS  - US1\nM1  - US1\nER  - \n";
    let draft = &read(text)[0];
    assert_eq!(field(draft, "holder"), "{Rain Inc.} and {Snow Ltd}", "not edited by them");
    let mut out = Vec::new();
    let left = formats::write(formats::Format::Ris, std::slice::from_ref(draft), &mut out).expect("written");
    let again = &read(&String::from_utf8(out).expect("UTF-8"))[0];
    assert_eq!(field(again, "holder"), field(draft, "holder"), "and so it comes back");
    assert_eq!(left.words(formats::Format::Ris), None, "a number that is said twice is one");
}

#[test]
fn csl_written_by_hand_and_by_zotero_loses_nobody() {
    let yaml = "references:\n- id: a\n  type: book\n  title: Snow\n  author: Rowan, Bo\n- id: b\n  type: book\n  title: Hail\n  author:\n  - Alder, Ada\n  - family: Elm\n    given: D.\n";
    let drafts = read(yaml);
    assert_eq!(drafts[0].authors, ["Bo Rowan"], "a name in words");
    assert_eq!(drafts[1].authors, ["Ada Alder", "D. Elm"], "and among others");
    let json = r#"[{"id": "http://zotero.org/users/1/items/A", "citation-key": "alder2020", "type": "article-journal", "title": "Rain",
        "journalAbbreviation": "J. W.", "number": "arXiv:2003.01234"}, {"id": "items/B", "type": "book", "title": "Snow", "note": "Citation Key: rowan2019"}]"#;
    let drafts = read(json);
    assert_eq!(drafts[0].citation_key.as_deref(), Some("alder2020"), "the key, not the item's address");
    assert_eq!(drafts[1].citation_key.as_deref(), Some("rowan2019"), "also where it stands in the note");
    assert_eq!(field(&drafts[0], "shortjournal"), "J. W.", "Zotero's older name");
    assert_eq!(identifier(&drafts[0], IdentifierKind::Arxiv), "2003.01234", "a preprint's number");
}

#[test]
fn hayagrivas_journals_have_short_names() {
    let text = "a:\n  type: Article\n  title: Rain\n  parent:\n    type: Periodical\n    title:\n      value: Journal of Weather\n      short: J. W.\n";
    let drafts = read(text);
    assert_eq!(field(&drafts[0], "shortjournal"), "J. W.", "beside the whole one");
    let mut out = Vec::new();
    formats::write(formats::Format::Hayagriva, &drafts, &mut out).expect("written");
    let again = String::from_utf8(out).expect("UTF-8");
    assert!(again.contains("      short: J. W.\n"), "in its own place: {again}");
}

#[test]
fn endnotes_older_xml_is_read() {
    let drafts = read(
        "<XML><RECORDS><RECORD><REFERENCE_TYPE>0</REFERENCE_TYPE><REFNUM>1</REFNUM><AUTHORS><AUTHOR>Example, A.</AUTHOR><AUTHOR>Sample, B.</AUTHOR></AUTHORS>\
         <YEAR>1999</YEAR><TITLE>Rain</TITLE><SECONDARY_TITLE>Weather</SECONDARY_TITLE><VOLUME>3</VOLUME><NUMBER>2</NUMBER><PAGES>10-20</PAGES><DATE>May 6</DATE>\
         <KEYWORDS><KEYWORD>wet</KEYWORD></KEYWORDS><URL>https://example.org/rain</URL><CUSTOM1>mine</CUSTOM1></RECORD>\
         <RECORD><REFERENCE_TYPE>7</REFERENCE_TYPE><AUTHORS><AUTHOR>Elm, D.</AUTHOR></AUTHORS><SECONDARY_AUTHORS><SECONDARY_AUTHOR>Birch, C.</SECONDARY_AUTHOR></SECONDARY_AUTHORS>\
         <YEAR>2000</YEAR><TITLE>Hail</TITLE><SECONDARY_TITLE>The Book</SECONDARY_TITLE><PLACE_PUBLISHED>Bergen</PLACE_PUBLISHED><PUBLISHER>Rain Press</PUBLISHER></RECORD></RECORDS></XML>",
    );
    let [article, chapter] = &drafts[..] else { panic!("two references") };
    assert_eq!((article.entry_type.as_str(), article.venue.as_str()), ("article", "Weather"));
    assert_eq!(article.authors, ["A. Example", "B. Sample"]);
    assert_eq!((article.published.as_deref(), article.url.as_str()), (Some("1999-05-06"), "https://example.org/rain"));
    let names = ["volume", "number", "pages", "endnote:custom1"];
    assert_eq!(names.map(|name| field(article, name)), ["3", "2", "10–20", "mine"], "what nobody knows is kept");
    assert_eq!((chapter.entry_type.as_str(), chapter.venue.as_str()), ("incollection", "The Book"));
    let names = ["editor", "location", "publisher"];
    assert_eq!(names.map(|name| field(chapter, name)), ["Birch, C.", "Bergen", "Rain Press"]);
}

#[test]
fn words_number_of_a_work_may_have_its_name_before_it() {
    let text = "<b:Sources xmlns:b=\"x\"><b:Source><b:SourceType>Book</b:SourceType><b:Title>Rain</b:Title><b:StandardNumber>DOI 10.1000/rain</b:StandardNumber></b:Source></b:Sources>";
    let draft = &read(text)[0];
    assert_eq!(
        (identifier(draft, IdentifierKind::Doi), field(draft, "isbn"), field(draft, "issn")),
        ("10.1000/rain", "", "")
    );
}

#[test]
fn an_address_at_its_resolver_says_a_doi_where_no_field_does() {
    let drafts = read(
        "@article{a, title={Rain}, url={https://doi.org/10.5555/Rain.1}}\n\
         @article{b, title={Snow}, url={https://doi.org/10.5555/other}, doi={10.5555/snow}}\n\
         @article{c, title={Wind}, url={https://valley.example/10.5555/wind}}\n",
    );
    let found: Vec<&str> = drafts.iter().map(|draft| identifier(draft, IdentifierKind::Doi)).collect();
    assert_eq!(
        found,
        ["10.5555/rain.1", "10.5555/snow", ""],
        "its own field comes first, and publishers’ addresses say none"
    );
    assert_eq!(drafts[0].url, "https://doi.org/10.5555/Rain.1", "the address stays");
}
