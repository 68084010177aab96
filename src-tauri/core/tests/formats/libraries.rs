//! What libraries and their services give out, in the shapes that their programs write.

use postil_core::formats;
use postil_core::model::Draft;

use super::bibtex::{field, one};

fn all(text: &str) -> Vec<Draft> {
    formats::read(text).expect("a format that is known").drafts
}

fn fields<'d, const N: usize>(draft: &'d Draft, names: [&str; N]) -> [&'d str; N] {
    names.map(|name| draft.fields.iter().find(|field| field.name == name).map_or("", |field| field.value.as_str()))
}

#[test]
fn inspec_tells_where_an_article_stands() {
    let drafts = all(
        "Record 1 of 2 - INSPEC 1999\n\nTI: Rain on CO/sub 2/ sensors\nAU: Example,-A.-B.; Sample,-Bo\nSO: Journal-of-Rain. vol.12, no.3; May 1999; p.1901-10\nPY: 1999\nRT: Journal-Paper\n\n\
         Record 2 of 2 - INSPEC 1999\n\nTI: Snow\nAU: Muster,-C.\nSO: Weather. 2001; 44(7): 659-60\nRT: Conference-Paper\n",
    );
    assert_eq!(drafts.len(), 2, "both");
    assert_eq!((drafts[0].venue.as_str(), drafts[0].year), ("Journal of Rain", Some(1999)), "pages are no year");
    assert_eq!(fields(&drafts[0], ["volume", "number", "pages"]), ["12", "3", "1901–1910"]);
    assert_eq!(drafts[0].authors, ["A. B. Example", "Bo Sample"]);
    assert_eq!((drafts[1].entry_type.as_str(), drafts[1].year), ("inproceedings", Some(2001)));
    assert_eq!(fields(&drafts[1], ["volume", "number", "pages"]), ["44", "7", "659–660"]);
}

#[test]
fn ovid_tells_of_articles_chapters_and_books() {
    let drafts = all(
        "Database: Ovid MEDLINE\n\n<1>\nUnique Identifier\n  123\nAuthors\n  Example AB.  Sample C.\nTitle\n  Rain in spring. [Review] [20 refs].\nSource\n  Weather. 12(3):101-10, 2001 Mar 3.\nISSN\n  1234-5679\n\n\
         <2>\nAuthor\n  Muster, Di; Probe, Ed.\nChapter Title\n  Snow and ice.\nPublication Type\n  Book; Edited Book\nSource\n  Beispiel, Flo (Ed); (2005). Handbook of weather. (pp. 15-30). viii, 300 pp. Bergen, Norway: Rain Press.\nDOI\n  10.5555/snow\n\n\
         <3>\nAuthor\n  Beispiel, Flo [Ed]\nTitle\n  Weather.\nPublication Type\n  Book\nSource\n  (2007). Weather. xi, 250 pp. Oslo, Norway: Snow Press.\n\n\
         <4>\nAuthor\n  Example, Ada\nTitle\n  Fog.\nSource\n  Journal of Rain. Vol 44(2) May 2009, 11-29\n",
    );
    let [article, chapter, book, other] = &drafts[..] else { panic!("four: {drafts:?}") };
    assert_eq!(
        (article.title.as_str(), article.venue.as_str(), article.year),
        ("Rain in spring", "Weather", Some(2001))
    );
    assert_eq!(article.authors, ["AB Example", "C Sample"], "two blanks stand between people");
    assert_eq!(fields(article, ["volume", "number", "pages"]), ["12", "3", "101–110"]);
    assert_eq!(
        (chapter.entry_type.as_str(), chapter.title.as_str(), chapter.venue.as_str(), chapter.year),
        ("incollection", "Snow and ice", "Handbook of weather", Some(2005))
    );
    assert_eq!(chapter.authors, ["Di Muster", "Ed Probe"]);
    assert_eq!(
        fields(chapter, ["editor", "pages", "location", "publisher"]),
        ["Beispiel, Flo", "15–30", "Bergen, Norway", "Rain Press"]
    );
    assert_eq!((book.entry_type.as_str(), field(book, "editor"), book.year), ("book", "Beispiel, Flo", Some(2007)));
    assert_eq!(fields(other, ["volume", "number", "pages"]), ["44", "2", "11–29"], "volume in words");
    assert_eq!((other.venue.as_str(), other.year), ("Journal of Rain", Some(2009)));
}

#[test]
fn web_of_science_writes_small_letters_as_words() {
    let draft = one(
        "FN ISI Export Format\nVR 1.0\nPT J\nAU Example, AB\n   Sample, C\nTI Loss of CO/sub 2/ over 10/sup -3/ m\n   of rain\nSO WEATHER\nPY 2004\nPD MAY-JUN\nVL 12\nBP 1\nEP 9\nER\nEF\n",
    );
    assert_eq!(draft.title, "Loss of CO₂ over 10⁻³ m of rain");
    assert_eq!(field(&draft, "date"), "2004-05/2004-06", "both months");
}

#[test]
fn pica_is_read() {
    let drafts = all(
        r#"<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:records><zs:record><zs:recordData><record xmlns="info:srw/schema/5/picaXML-v1.0">
        <datafield tag="002@"><subfield code="0">Aau</subfield></datafield><datafield tag="003@"><subfield code="0">12345</subfield></datafield>
        <datafield tag="004A"><subfield code="A">978-3-16-148410-0</subfield></datafield><datafield tag="011@"><subfield code="a">2012</subfield></datafield>
        <datafield tag="021A"><subfield code="a">Der @Regen</subfield><subfield code="d">eine Einführung</subfield><subfield code="h">Ada Example</subfield></datafield>
        <datafield tag="028A"><subfield code="d">Ada</subfield><subfield code="a">Example</subfield></datafield>
        <datafield tag="028B" occurrence="01"><subfield code="d">Bo</subfield><subfield code="c">von</subfield><subfield code="a">Sample</subfield></datafield>
        <datafield tag="028C"><subfield code="d">Cy</subfield><subfield code="a">Muster</subfield></datafield>
        <datafield tag="032@"><subfield code="a">2. Aufl.</subfield></datafield><datafield tag="033A"><subfield code="p">Bergen</subfield><subfield code="n">Regenverlag</subfield></datafield>
        <datafield tag="034D"><subfield code="a">XI, 245 S.</subfield></datafield><datafield tag="036E"><subfield code="a">@Wetter</subfield><subfield code="l">7</subfield></datafield>
        </record></zs:recordData></zs:record><zs:record><zs:recordData><record>
        <datafield tag="002@"><subfield code="0">Asu</subfield></datafield><datafield tag="021A"><subfield code="a">@Schnee</subfield></datafield>
        <datafield tag="027D"><subfield code="a">@Wetter heute</subfield></datafield><datafield tag="039B"><subfield code="8">Wetter heute. ZDB-ID: 123</subfield></datafield>
        <datafield tag="031A"><subfield code="j">2014</subfield><subfield code="d">12</subfield><subfield code="e">3</subfield><subfield code="h">11-19</subfield></datafield>
        </record></zs:recordData></zs:record></zs:records></zs:searchRetrieveResponse>"#,
    );
    let [book, article] = &drafts[..] else { panic!("both: {drafts:?}") };
    assert_eq!((book.entry_type.as_str(), book.title.as_str(), book.year), ("book", "Der Regen", Some(2012)));
    assert_eq!(book.authors, ["Ada Example", "Bo von Sample"]);
    assert_eq!(
        fields(book, ["subtitle", "editor", "edition", "location", "publisher", "pagetotal", "series", "number"]),
        ["eine Einführung", "Muster, Cy", "2. Aufl.", "Bergen", "Regenverlag", "245", "Wetter", "7"]
    );
    assert_eq!(
        (article.entry_type.as_str(), article.venue.as_str()),
        ("article", "Wetter heute"),
        "by its journal’s number"
    );
    assert_eq!(fields(article, ["volume", "pages"]), ["3", "11–19"]);
}

#[test]
fn bibtexml_is_read() {
    let draft = one(
        r#"<?xml version="1.0"?><bibtex:file xmlns:bibtex="http://bibtexml.sf.net/"><bibtex:entry id="example2020"><bibtex:article>
        <bibtex:author>Example, Ada and von Sample, Bo</bibtex:author><bibtex:title>Rain {\&amp;} Snow</bibtex:title><bibtex:journal>Weather</bibtex:journal>
        <bibtex:year>2020</bibtex:year><bibtex:month>May</bibtex:month><bibtex:pages>1--9</bibtex:pages><bibtex:keywords>rain, snow</bibtex:keywords><bibtex:doi>10.5555/r</bibtex:doi>
        </bibtex:article></bibtex:entry></bibtex:file>"#,
    );
    assert_eq!((draft.citation_key.as_deref(), draft.title.as_str()), (Some("example2020"), "Rain & Snow"));
    assert_eq!(
        (draft.authors.as_slice(), draft.year),
        (&["Ada Example".to_owned(), "Bo von Sample".into()][..], Some(2020))
    );
    assert_eq!(fields(&draft, ["pages", "month"]), ["1–9", "5"]);
    assert_eq!(draft.tags, ["rain", "snow"]);
}

#[test]
fn marc_tells_a_thesis_from_its_publisher_and_an_article_on_line_from_a_program() {
    let drafts = all(
        r#"<collection><record><leader>00000cam a22000002a 4500</leader><datafield tag="100"><subfield code="a">Example, Ada</subfield></datafield>
        <datafield tag="245"><subfield code="a">Rain</subfield></datafield><datafield tag="260"><subfield code="a">Bergen</subfield><subfield code="b">Rain Press</subfield><subfield code="c">1991</subfield></datafield>
        <datafield tag="300"><subfield code="a">xii, 127 Seiten</subfield></datafield><datafield tag="502"><subfield code="b">Dissertation</subfield><subfield code="c">Example University</subfield><subfield code="d">1990</subfield></datafield></record>
        <record><leader>00000nma a2200000 c 4500</leader><datafield tag="245"><subfield code="a">Snow</subfield></datafield>
        <datafield tag="773"><subfield code="t">Weather</subfield><subfield code="x">1234-5679</subfield><subfield code="g">volume:50 year:2023 pages:1-26</subfield></datafield></record></collection>"#,
    );
    assert_eq!(
        fields(&drafts[0], ["institution", "publisher", "pagetotal", "marc:300"]),
        ["Example University", "Rain Press", "127", "xii, 127 Seiten"]
    );
    assert_eq!(
        (drafts[1].entry_type.as_str(), drafts[1].venue.as_str(), drafts[1].year),
        ("article", "Weather", Some(2023))
    );
    assert_eq!(fields(&drafts[1], ["volume", "pages"]), ["50", "1–26"]);
}

#[test]
fn programs_say_more_than_their_types() {
    let words = all(
        "<b:Sources xmlns:b=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\"><b:Source><b:SourceType>JournalArticle</b:SourceType><b:Title>Rain</b:Title>\
         <b:LCID>1033</b:LCID><b:StandardNumber>10.5555/rain</b:StandardNumber><b:BIBTEX_Entry>article</b:BIBTEX_Entry></b:Source>\
         <b:Source><b:SourceType>Book</b:SourceType><b:Title>Snow</b:Title><b:StandardNumber> ISBN:9783161484100 LCCN:123 MRN:456</b:StandardNumber></b:Source></b:Sources>",
    );
    let word = &words[0];
    assert_eq!(fields(&words[1], ["lccn", "mrnumber"]), ["123", "456"]);
    assert_eq!(fields(word, ["langid", "issn", "word:BIBTEX_Entry"]), ["en-US", "", ""]);
    assert_eq!(word.identifiers[0].value, "10.5555/rain", "a number that is a DOI is one");
    let scape = one(
        "--RT-- Journal Article\n--AU-- Example, A.; Sample, B.\n--TI-- Rain\n--ST-- Weather\n--QT-- Fourth\n--TA-- Muster, C.\n--TH-- Short\n--LG-- English\n--AD-- Bergen\n--CO-- Norway\n------\n",
    );
    assert_eq!(
        fields(&scape, ["translator", "shorttitle", "langid", "location", "biblioscape:QT"]),
        ["", "Short", "English", "Bergen, Norway", "Fourth"],
        "what has no place is kept, and no translator made of it"
    );
    let nep = one(
        "nep-exp New Economics Papers\nhttp://nep.repec.org\n\n1. Rain and trade\nDate: 2005-11-07\nBy: Ada Example (Example University)\nBo Sample (Example University)\nBy: Cy Muster (Sample Institute)\nURL: https://example.org/r\nLong text.\n",
    );
    assert_eq!(field(&nep, "institution"), "Example University and Sample Institute", "each once");
    let enw = one("%0 Edited Book\n%A Example, Ada\n%T Weather\n%D 2001\n");
    assert_eq!((enw.authors.len(), field(&enw, "editor")), (0, "Example, Ada"), "EndNote calls editors authors");
    let medline = one("PMID- 1\nTI  - Rain\nBTI - Weather days\nPT  - Clinical Conference\n");
    assert_eq!((medline.entry_type.as_str(), medline.venue.as_str()), ("inproceedings", "Weather days"));
    let mods = one(
        "<mods><titleInfo><title>Fog</title></titleInfo><name type=\"personal\"><namePart>Example, Ada</namePart><role><roleTerm>speaker</roleTerm></role></name></mods>",
    );
    assert_eq!(mods.authors, ["Ada Example"], "whoever spoke it");
}

#[test]
fn a_citation_file_names_all_that_it_names() {
    let drafts = all(
        "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Rain tools\ntype: software\nauthors:\n  - family-names: Example\n    given-names: Ada\n\
         preferred-citation:\n  type: article\n  title: On Rain\n  authors:\n    - family-names: Sample\n      given-names: Bo\n  year: 2020\n\
         references:\n  - type: book\n    title: Weather\n    authors:\n      - name: Rain Office\n  - type: website\n    title: Snow\n    authors: []\n",
    );
    let said: Vec<_> = drafts.iter().map(|draft| (draft.entry_type.as_str(), draft.title.as_str())).collect();
    assert_eq!(said, [("software", "Rain tools"), ("article", "On Rain"), ("book", "Weather"), ("online", "Snow")]);
}

#[test]
fn web_of_science_tells_of_meetings_and_groups() {
    let draft = one(
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT B\nAU Example, A\nAF Example, Ada\nCA Rain Group\nBE Sample, B\nTI Rain\nSO PROCEEDINGS OF RAIN\nJ9 P RAIN\nJI Proc. Rain\nCT 5th Rain Days\nCY JUN 22-26, 2015\nCL Bergen, NORWAY\nSP Rain Inc\nBP 11\nEP 19\nPY 2015\nER\nEF\n",
    );
    assert_eq!(draft.authors, ["Ada Example", "Rain Group"]);
    assert_eq!(
        fields(&draft, ["shortjournal", "eventtitle", "eventdate", "venue", "pages", "isi:SP", "isi:J9"]),
        ["Proc. Rain", "5th Rain Days", "2015-06-22/2015-06-26", "Bergen, NORWAY", "11–19", "Rain Inc", "P RAIN"]
    );
}

#[test]
fn a_record_cut_out_of_web_of_science_is_read() {
    let draft = one("AU Example, AB\nTI Rain\nSO WEATHER\nPY 2004\nER\n");
    assert_eq!((draft.title.as_str(), draft.year), ("Rain", Some(2004)));
    assert!(formats::read("IT is so\nTI me to go\nSO be it").is_none(), "lines of prose are none");
}

#[test]
fn titles_in_xml_keep_what_is_slanted_and_lowered() {
    let pubmed = one(
        "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>On <i>Rana</i> &amp; H<sub>2</sub>O.</ArticleTitle><GrantList><Grant><GrantID>G1</GrantID></Grant></GrantList>\
         <AuthorList><Author><LastName>Example</LastName><AffiliationInfo><Affiliation>Example University</Affiliation></AffiliationInfo></Author></AuthorList></Article>\
         <MeshHeadingList><MeshHeading><DescriptorName>Rain</DescriptorName><QualifierName>chemistry</QualifierName></MeshHeading></MeshHeadingList></MedlineCitation></PubmedArticle>",
    );
    assert_eq!(pubmed.title, "On Rana & H₂O", "as it is read");
    assert_eq!(field(&pubmed, "bibtex:title"), "On \\emph{Rana} \\& {H}\\textsubscript{2}O", "as it is written");
    assert_eq!(
        fields(&pubmed, ["pubmed:Grant", "pubmed:Affiliation", "pubmed:MeSH"]),
        ["G1", "Example University", "Rain/chemistry"],
        "what has no field is kept"
    );
    let endnote = one(
        "<xml><records><record><ref-type name=\"Journal Article\">17</ref-type><titles><title><style face=\"normal\">Rain in </style><style face=\"italic\">vivo</style></title></titles></record></records></xml>",
    );
    assert_eq!((endnote.title.as_str(), field(&endnote, "bibtex:title")), ("Rain in vivo", "Rain in \\emph{vivo}"));
}

#[test]
fn repecs_mails_of_the_older_kind_are_read() {
    let text = "NEP: New Economics Papers\nWeather\n\nEdited by: Dee Elm\nPapers: 2\n\nIn this issue we have:\n---------------\n\n\
        1. Rain and trade\n   Ada Example\n2. Snow\n---------------\n\n1. Rain and\n   trade\n\nAda Example (Valley University)\nBo Sample\n\n\
        First words:\nof it.\n\nMore words.\n\nKeywords: rain, trade\nJEL: A1\nDate: 2005-12-05\nURL: https://example.org/1\n\n\
        2. Snow\n\nCy Muster\n\nCold.\n\nDate: 2006-01\nURL: https://example.org/2\n\nThis issue is by Dee Elm.\n";
    let drafts = formats::read(text).expect("a mail").drafts;
    let titles: Vec<&str> = drafts.iter().map(|draft| draft.title.as_str()).collect();
    assert_eq!(titles, ["Rain and trade", "Snow"], "each once: the list above tells no more");
    let rain = &drafts[0];
    assert_eq!(rain.authors, ["Ada Example", "Bo Sample"]);
    assert_eq!(
        (rain.abstract_text.as_str(), field(rain, "institution")),
        ("First words: of it.\n\nMore words.", "Valley University")
    );
    assert_eq!(
        (rain.published.as_deref(), rain.url.as_str(), rain.tags.len()),
        (Some("2005-12-05"), "https://example.org/1", 2)
    );
    assert_eq!((drafts[1].url.as_str(), drafts[1].abstract_text.as_str()), ("https://example.org/2", "Cold."));
}

#[test]
fn what_catalogues_write_in_more_than_one_way() {
    let copac = all("TI- A long title :\n    and what stands under it\nAU- Example, Ada\nPY- 2001\n");
    assert_eq!(
        (copac[0].title.as_str(), copac[0].year),
        ("A long title : and what stands under it", Some(2001)),
        "Copac"
    );
    let ovid = all(
        "<1>\nAuthors\n  Example A.  Sample B.C.\nAuthors Full Name\n  Example, Ada [a]; Sample, Bo [a,b]\nTitle\n  Rain.\nSource\n  Weather. 12(3): 1-9, 2010 May.\n",
    );
    assert_eq!(ovid[0].authors, ["Ada Example", "Bo Sample"], "Ovid has the same names short and in full");
    let inspec = all(
        "FN INSPEC\nVR 1.0\nPT Journal\nAU Example A, Sample BC\nTI Rain\nSO Weather\nPG 10-20\nPY 2001\nER\n\nEF\n",
    );
    assert_eq!(inspec[0].authors, ["A Example", "BC Sample"], "Inspec");
    assert_eq!(
        (field(&inspec[0], "pages"), field(&inspec[0], "pagetotal")),
        ("10–20", ""),
        "has pages where others count them"
    );
}
