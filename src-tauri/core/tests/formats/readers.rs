//! The formats of other programs: one work by two people, told in each of them, and what each does differently.

use postil_core::formats;
use postil_core::model::IdentifierKind;

use super::bibtex::field;

/// The source's name, and the same article in it.
pub const ARTICLE: &[(&str, &str)] = &[
    (
        "EndNote file",
        "%0 Journal Article\n%A Example, Ada B.\n%A de Sample, Bo\n%T On Examples\n%J Journal of Samples\n%V 7\n%N 2\n%P 10-20\n%D 2021\n%8 May 6\n%R 10.1000/ex.1\n%@ 1234-5679\n%X First part.\n\nSecond part.\n%K one\ntwo\n%F example2021\n%U https://example.org/a\n\n%0 Book\n%A Other, Cy\n%T Another\n%D 1999\n",
    ),
    (
        "EndNote XML file",
        r#"<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors>
        <author><style face="normal">Example, Ada B.</style></author><author>de Sample, Bo</author></authors></contributors>
        <titles><title><style>On </style><style face="italic">Examples</style></title><secondary-title>Journal of Samples</secondary-title></titles>
        <periodical><full-title>Journal of Samples</full-title></periodical><pages>10-20</pages><volume>7</volume><number>2</number>
        <dates><year>2021</year><pub-dates><date>May 6</date></pub-dates></dates><isbn>1234-5679</isbn><electronic-resource-num>10.1000/ex.1</electronic-resource-num>
        <abstract>First part. Second part.</abstract><keywords><keyword>one</keyword><keyword>two</keyword></keywords>
        <urls><related-urls><url>https://example.org/a</url></related-urls></urls><label>example2021</label></record>
        <record><ref-type name="Book">6</ref-type><titles><title>Another</title></titles></record></records></xml>"#,
    ),
    (
        "MEDLINE file",
        "\nPMID- 12345678\nTI  - On\n      Examples.\nFAU - Example, Ada B.\nAU  - Example AB\nFAU - de Sample, Bo\nAU  - de Sample B\nJT  - Journal of Samples\nTA  - J Samples\nVI  - 7\nIP  - 2\nPG  - 10-20\nDP  - 2021 May 6\nIS  - 1234-5679 (Print)\nLID - 10.1000/ex.1 [doi]\nAB  - First part. Second part.\nOT  - one\nOT  - two\nPT  - Journal Article\n\nPMID- 12345679\nTI  - Another.\nPT  - Journal Article\n",
    ),
    (
        "Web of Science file",
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Example, AB\n   de Sample, B\nAF Example, Ada B.\n   de Sample, Bo\nTI On\n   Examples\nSO Journal of Samples\nVL 7\nIS 2\nBP 10\nEP 20\nPD MAY 6\nPY 2021\nSN 1234-5679\nDI 10.1000/ex.1\nAB First part. Second part.\nDE one; two\nER\n\nPT J\nTI Another\nPY 1999\nER\n\nEF\n",
    ),
    (
        "MODS file",
        r#"<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="example2021"><titleInfo><nonSort>On</nonSort><title>Examples</title></titleInfo>
        <name type="personal"><namePart type="given">Ada B.</namePart><namePart type="family">Example</namePart><role><roleTerm type="code">aut</roleTerm></role></name>
        <name type="personal"><namePart type="given">Bo</namePart><namePart type="family">de Sample</namePart><role><roleTerm type="text">author</roleTerm></role></name>
        <relatedItem type="host"><titleInfo><title>Journal of Samples</title></titleInfo><genre>academic journal</genre><identifier type="issn">1234-5679</identifier>
        <part><detail type="volume"><number>7</number></detail><detail type="issue"><number>2</number></detail><extent unit="page"><start>10</start><end>20</end></extent><date>2021-05-06</date></part></relatedItem>
        <identifier type="doi">10.1000/ex.1</identifier><abstract>First part. Second part.</abstract><subject><topic>one</topic><topic>two</topic></subject></mods>
        <mods><titleInfo><title>Another</title></titleInfo></mods></modsCollection>"#,
    ),
    (
        "PubMed file",
        r#"<?xml version="1.0"?><!DOCTYPE PubmedArticleSet><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>12345678</PMID><Article>
        <Journal><ISSN>1234-5679</ISSN><JournalIssue><Volume>7</Volume><Issue>2</Issue><PubDate><Year>2021</Year><Month>May</Month><Day>6</Day></PubDate></JournalIssue><Title>Journal of Samples</Title></Journal>
        <ArticleTitle>On <i>Examples</i>.</ArticleTitle><Pagination><MedlinePgn>10-20</MedlinePgn></Pagination><ELocationID EIdType="doi">10.1000/ex.1</ELocationID>
        <Abstract><AbstractText>First part. Second part.</AbstractText></Abstract><AuthorList><Author><LastName>Example</LastName><ForeName>Ada B.</ForeName></Author><Author><LastName>de Sample</LastName><ForeName>Bo</ForeName></Author></AuthorList></Article>
        <KeywordList><Keyword>one</Keyword><Keyword>two</Keyword></KeywordList></MedlineCitation></PubmedArticle>
        <PubmedArticle><MedlineCitation><Article><ArticleTitle>Another</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"#,
    ),
    (
        "Word’s list of sources",
        r#"<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Tag>example2021</b:Tag><b:SourceType>JournalArticle</b:SourceType>
        <b:Author><b:Author><b:NameList><b:Person><b:Last>Example</b:Last><b:First>Ada</b:First><b:Middle>B.</b:Middle></b:Person><b:Person><b:Last>de Sample</b:Last><b:First>Bo</b:First></b:Person></b:NameList></b:Author></b:Author>
        <b:Title>On Examples</b:Title><b:JournalName>Journal of Samples</b:JournalName><b:Volume>7</b:Volume><b:Issue>2</b:Issue><b:Pages>10-20</b:Pages><b:Year>2021</b:Year><b:Month>May</b:Month><b:Day>6</b:Day>
        <b:StandardNumber>ISSN:1234-5679</b:StandardNumber><b:DOI>10.1000/ex.1</b:DOI><b:BIBTEX_Abstract>First part. Second part.</b:BIBTEX_Abstract><b:BIBTEX_KeyWords>one; two</b:BIBTEX_KeyWords></b:Source>
        <b:Source><b:SourceType>Book</b:SourceType><b:Title>Another</b:Title></b:Source></b:Sources>"#,
    ),
    (
        "CSL-YAML file",
        "---\nreferences:\n- id: example2021\n  type: article-journal\n  title: On Examples\n  author:\n  - family: Example\n    given: Ada B.\n  - family: Sample\n    given: Bo\n    non-dropping-particle: de\n  container-title: Journal of Samples\n  volume: 7\n  issue: 2\n  page: 10-20\n  issued:\n    - year: 2021\n      month: 5\n      day: 6\n  ISSN: 1234-5679\n  DOI: 10.1000/ex.1\n  abstract: First part. Second part.\n  keyword: one, two\n- id: b\n  type: book\n  title: Another\n...\n",
    ),
    (
        "Hayagriva file",
        "example2021:\n  type: article\n  title: On Examples\n  author: [\"Example, Ada B.\", \"de Sample, Bo\"]\n  date: 2021-05-06\n  page-range: 10-20\n  serial-number:\n    doi: 10.1000/ex.1\n    issn: 1234-5679\n  abstract: First part. Second part.\n  parent:\n    type: periodical\n    title: Journal of Samples\n    volume: 7\n    issue: 2\nb:\n  type: book\n  title: Another\n",
    ),
    (
        "Table",
        "Title;Authors;Journal;Year;Date;Volume;Issue;Pages;DOI;ISSN;Abstract;Keywords;Shelf\r\n\"On Examples\";\"Example, Ada B. and de Sample, Bo\";Journal of Samples;2021;2021-05-06;7;2;10-20;10.1000/ex.1;1234-5679;\"First part. Second part.\";one,two;\"A \"\"3\"\"\"\r\nAnother;;;1999;;;;;;;;;\r\n",
    ),
];

#[test]
fn each_format_tells_the_same_article() {
    for (source, text) in ARTICLE {
        let reading = formats::read(text).unwrap_or_default();
        assert_eq!(reading.source, *source, "the format is known by what is in it");
        assert_eq!(reading.drafts.len(), 2, "{source}: both references are found");
        assert!(reading.skipped.is_empty(), "{source}: nothing is left out: {:?}", reading.skipped);
        let draft = &reading.drafts[0];
        assert_eq!(draft.title, "On Examples", "{source}: the title");
        assert_eq!(draft.authors, ["Ada B. Example", "Bo de Sample"], "{source}: the authors as shown");
        assert_eq!(draft.venue, "Journal of Samples", "{source}: where it appeared");
        assert_eq!((draft.year, draft.published.as_deref()), (Some(2021), Some("2021-05-06")), "{source}: the day");
        assert_eq!((field(draft, "volume"), field(draft, "number")), ("7", "2"), "{source}: volume and issue");
        assert_eq!(field(draft, "pages").replace('–', "-"), "10-20", "{source}: the pages");
        assert_eq!(field(draft, "issn"), "1234-5679", "{source}: the number of the journal");
        let doi = draft.identifiers.iter().find(|one| one.kind == IdentifierKind::Doi);
        assert_eq!(doi.map(|one| one.value.as_str()), Some("10.1000/ex.1"), "{source}: the DOI");
        let words = draft.abstract_text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words, "First part. Second part.", "{source}: the abstract");
        if *source != "Hayagriva file" {
            assert_eq!(draft.tags, ["one", "two"], "{source}: the keywords");
        }
        if *source != "Table" {
            assert_eq!(draft.entry_type, "article", "{source}: what it is");
        }
        assert_eq!(reading.drafts[1].title, "Another", "{source}: the second");
    }
}

#[test]
fn medline_says_the_same_in_both_its_forms() {
    let nbib = "PMID- 34567890\nTI  - Rain.\nPG  - 101-10\nFAU - van der Sample, Bo Jr\nAU  - van der Sample B Jr\nMH  - *Rain/physiology\nJT  - Nature\n\
RIN - Nature. 2021;1:2. PMID: 998\n\nPMID- 20301295\nBTI - Book of Rain\nTI  - Part\nAU  - Example A\nED  - Editor MP\nFED - Editor, Margaret P\n";
    let drafts = formats::read(nbib).expect("MEDLINE").drafts;
    assert_eq!(drafts[0].authors, ["Bo van der Sample Jr"], "a suffix behind the given name");
    assert_eq!(
        (field(&drafts[0], "pages"), &drafts[0].tags[..]),
        ("101–110", &["Rain/physiology".to_owned()][..]),
        "in full"
    );
    assert_eq!(field(&drafts[0], "retracted"), "https://pubmed.ncbi.nlm.nih.gov/998/", "the notice");
    assert_eq!(field(&drafts[1], "editor"), "Editor, Margaret P", "an editor once");
    let xml = r#"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Rain</ArticleTitle><ELocationID EIdType="doi" ValidYN="N">10.5555/bad</ELocationID>
        <ELocationID EIdType="doi" ValidYN="Y">10.5555/good</ELocationID><AuthorList><Author><LastName>Example</LastName><ForeName>Ada</ForeName></Author><Author ValidYN="N"><LastName>Wrong</LastName></Author></AuthorList></Article>
        <CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><PMID>998</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle>
        <PubmedBookArticle><BookDocument><ArticleIdList><ArticleId IdType="doi">10.5555/part</ArticleId></ArticleIdList><Book><BookTitle>Book of Rain</BookTitle><AuthorList Type="editors"><Author><LastName>Adam</LastName><ForeName>M</ForeName></Author></AuthorList></Book>
        <ArticleTitle>Part</ArticleTitle><AuthorList Type="authors"><Author><LastName>Ex</LastName><ForeName>A</ForeName></Author></AuthorList></BookDocument></PubmedBookArticle></PubmedArticleSet>"#;
    let drafts = formats::read(xml).expect("PubMed").drafts;
    assert_eq!(
        (drafts[0].authors.len(), drafts[0].identifiers[1].value.as_str()),
        (1, "10.5555/good"),
        "what was wrong once"
    );
    assert_eq!(field(&drafts[0], "retracted"), "https://pubmed.ncbi.nlm.nih.gov/998/", "the notice");
    assert_eq!(
        (field(&drafts[1], "editor"), &drafts[1].authors[..]),
        ("Adam, M", &["A Ex".to_owned()][..]),
        "who edited, who wrote"
    );
    assert_eq!(drafts[1].identifiers[0].value, "10.5555/part", "the DOI of a part");
}

#[test]
fn xml_of_catalogues_and_managers_says_what_its_names_mean() {
    let endnote = r#"<xml><records><record><ref-type>17</ref-type><titles><title>Rain</title><secondary-title>J Rain</secondary-title></titles><periodical><full-title>Journal of Rain</full-title><abbr-1>J Rain</abbr-1></periodical>
        <edition>2020/01/01</edition><custom7>e123</custom7><isbn>1234-5679 (Electronic)&#xD;9876-5432 (Linking)</isbn></record><record><ref-type name="Thesis">32</ref-type><titles><title>T</title></titles><volume>PhD</volume></record></records></xml>"#;
    let drafts = formats::read(endnote).expect("EndNote").drafts;
    assert_eq!(
        (drafts[0].entry_type.as_str(), drafts[0].venue.as_str()),
        ("article", "Journal of Rain"),
        "by its number"
    );
    assert_eq!(
        (field(&drafts[0], "eid"), field(&drafts[0], "edition"), field(&drafts[0], "issn")),
        ("e123", "", "1234-5679, 9876-5432"),
        "an article's"
    );
    assert_eq!((field(&drafts[1], "type"), field(&drafts[1], "volume")), ("phdthesis", ""), "a degree is no volume");
    let mods = r#"<mods><titleInfo><title>Rain</title><partNumber>Part 2</partNumber></titleInfo><name type="personal"><namePart>Example, Ada, 1950-</namePart></name><genre>theses</genre>
        <originInfo><place><placeTerm type="code">nyu</placeTerm></place><place><placeTerm type="text">New York</placeTerm></place><publisher>Univ</publisher></originInfo>
        <language><languageTerm type="code">eng</languageTerm><languageTerm type="text">English</languageTerm></language><abstract>One.</abstract><abstract>Two.</abstract>
        <identifier type="doi" invalid="yes">10.5555/no</identifier><identifier type="doi">10.5555/yes</identifier></mods>"#;
    let draft = formats::read(mods).expect("MODS").drafts.remove(0);
    assert_eq!(
        (draft.entry_type.as_str(), &draft.authors[..]),
        ("thesis", &["Ada Example".to_owned()][..]),
        "years are no name"
    );
    assert_eq!(
        (field(&draft, "location"), field(&draft, "langid"), field(&draft, "titleaddon")),
        ("New York", "English", "Part 2"),
        "named"
    );
    assert_eq!(
        (draft.abstract_text.as_str(), draft.identifiers[0].value.as_str()),
        ("One.\n\nTwo.", "10.5555/yes"),
        "both, and the sound one"
    );
    let word = r#"<b:Sources xmlns:b="x"><b:Source><b:SourceType>Book</b:SourceType><b:Title>T</b:Title><b:Author><b:Author><b:NameList><b:Person><b:Last>Example</b:Last><b:Middle>and Or{\l}a, Bo</b:Middle><b:First>Ada</b:First></b:Person></b:NameList></b:Author></b:Author></b:Source></b:Sources>"#;
    assert_eq!(
        formats::read(word).expect("Word").drafts[0].authors,
        ["Ada Example", "Bo Orła"],
        "a list within one name"
    );
}

#[test]
fn refer_has_blank_lines_between_references() {
    let text = "%A Ada B. Example\n%T On rain\n%J Journal of Rain\n%D May 1985\n%X One.\n\nTwo.\n\n%A A. Example\n%E C. Editor\n%T A chapter\n\
%B Big Book\n%D 1986\n\n%T Told\n%R Technical Report 12\n%I Lab\n%D 1987\n\n%A B. Sample\n%T Wet\n%B Proceedings of Rain\n";
    let drafts = formats::read(text).expect("Refer").drafts;
    let found: Vec<_> = drafts.iter().map(|draft| (draft.title.as_str(), draft.entry_type.as_str())).collect();
    let wanted = [("On rain", "article"), ("A chapter", "incollection"), ("Told", "report"), ("Wet", "inproceedings")];
    assert_eq!(found, wanted, "none is lost in the one above");
    assert_eq!(drafts[0].abstract_text, "One.\n\nTwo.", "a paragraph begins nothing");
    assert_eq!((field(&drafts[2], "number"), field(&drafts[2], "doi")), ("Technical Report 12", ""), "no DOI");
    // EndNote's own have %0, and a blank line before a tag is nothing there.
    let text = "%0 Book\n%T One\n\n%X Text\n\n%A Example, Ada\n\n%0 Book\n%T Two\n";
    assert_eq!(formats::read(text).expect("EndNote").drafts.len(), 2, "a reference begins at its %0");
}

#[test]
fn silverplatters_lists_are_read() {
    let text = "Record 1 of 2 - INSPEC 2000/01-2000/06\n\nTI:  On rain\nAU:  Example,-A.-B.; Sample,-Bo (ed.)\nSO:  Journal-of-Rain. 2000; 12(3): 101-10\n\
RT:  Journal-Paper\nAB:  It\n     rains.\nDE:  rain; snow\n\nRecord 2 of 2 - INSPEC 2000/01-2000/06\nTI:  Wet networks\nRT:  Conference-Paper\nPY:  1999\n";
    let reading = formats::read(text).expect("SilverPlatter");
    let [one, two] = reading.drafts.as_slice() else { panic!("two records: {reading:?}") };
    assert_eq!(
        (one.title.as_str(), one.venue.as_str(), one.year),
        ("On rain", "Journal of Rain", Some(2000)),
        "the source"
    );
    assert_eq!((&one.authors[..], field(one, "editor")), (&["A. B. Example".to_owned()][..], "Sample, Bo"), "people");
    assert_eq!((one.abstract_text.as_str(), one.tags.len()), ("It rains.", 2), "over two lines");
    assert_eq!((two.entry_type.as_str(), two.year), ("inproceedings", Some(1999)), "the second");
}

#[test]
fn xml_is_read_as_far_as_it_goes_and_never_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><modsCollection><mods><titleInfo><title>On &b; &amp; &#233;</title></titleInfo></mods></modsCollection>"#;
    let reading = formats::read(bomb).expect("MODS");
    assert_eq!(reading.drafts[0].title, "On &b; & é", "an entity of the file's own stays a name");
    let broken = "<modsCollection><mods><titleInfo><title>Whole</title></titleInfo></mods><mods><titleInfo><title>Half";
    let titles: Vec<String> =
        formats::read(broken).expect("MODS").drafts.into_iter().map(|draft| draft.title).collect();
    assert_eq!(titles, ["Whole", "Half"], "what is there of a broken file is read");
    let deep = format!("<mods>{}</mods>", "<a>".repeat(100_000));
    assert!(formats::read(&deep).is_none(), "a deep nest of nothing is no reference, and breaks nothing");
}

#[test]
fn arxivs_feed_gives_papers_and_no_errors() {
    let feed = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>arXiv Query</title>
        <entry><id>http://arxiv.org/abs/2105.00001v2</id><published>2021-05-06T10:11:12Z</published><title>On
          Examples</title><summary>Code: https://github.com/example/samples</summary><author><name>Ada B. Example</name></author>
          <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">12 pages</arxiv:comment><category term="cs.CL"/></entry>
        <entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry></feed>"#;
    let reading = formats::read(feed).expect("a feed");
    let draft = &reading.drafts[0];
    assert_eq!((draft.title.as_str(), draft.published.as_deref()), ("On Examples", Some("2021-05-06")), "the paper");
    assert_eq!(draft.identifiers[0].value, "2105.00001", "known by its number, without the version");
    assert_eq!(
        (draft.comments.as_str(), &draft.tags[..]),
        ("12 pages", &["cs.CL".to_owned()][..]),
        "what else it says"
    );
    assert_eq!((reading.drafts.len(), reading.skipped.len()), (1, 1), "an error is no paper");
}

#[test]
fn what_arxiv_announces_is_read_as_what_its_api_answers() {
    let entry = |kind: &str| {
        format!(
            r#"<entry><id>oai:arXiv.org:2105.00001v3</id><title>On Examples</title><updated>2024-02-23T16:08:30Z</updated>
            <link href="https://arxiv.org/abs/2105.00001" rel="alternate" type="text/html"/>
            <summary>arXiv:2105.00001v3 Announce Type: {kind} 
            Abstract: We show Abstract: examples.</summary><category term="cs.CL"/>
            <published>2024-02-23T00:00:00-05:00</published><arxiv:announce_type>{kind}</arxiv:announce_type>
            <arxiv:DOI>10.5555/examples.1</arxiv:DOI><arxiv:journal_reference>J. Ex. 4 (2024)</arxiv:journal_reference>
            <dc:creator>Ada B. Example (LAMA, Valley), Bo von Berg</dc:creator></entry>"#
        )
    };
    let head =
        r#"<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">"#;
    let feed =
        format!("{head}<title>cs.CL updates on arXiv.org</title>{}{}</feed>", entry("new"), entry("replace-cross"));
    let reading = formats::read(&feed).expect("a feed");
    let draft = &reading.drafts[0];
    assert_eq!(draft.abstract_text, "We show Abstract: examples.", "without what is said before it");
    assert_eq!(draft.authors, ["Ada B. Example", "Bo von Berg"], "between commas, without where they are");
    let ids: Vec<&str> = draft.identifiers.iter().map(|one| one.value.as_str()).collect();
    assert!(ids.contains(&"2105.00001") && ids.contains(&"10.5555/examples.1"), "number and DOI: {ids:?}");
    assert_eq!(draft.published.as_deref(), Some("2024-02-23"), "a new paper is announced on its day");
    let kept = draft.fields.iter().any(|one| one.name == "atom:journal_ref" && one.value == "J. Ex. 4 (2024)");
    assert!(kept, "where it appeared: {:?}", draft.fields);
    assert_eq!(draft.entry_type, "online", "a preprint");
    let later = &reading.drafts[1];
    assert_eq!(later.published, None, "a later version is not");
}

#[test]
fn other_texts_are_left_to_others() {
    for (text, why) in [
        ("A list of papers I like, type: short, title: none", "prose with colons"),
        ("type: note\ntitle: My thoughts\n\nSome text", "the head of a note"),
        ("Title of a paper\nAda Example, Bo Sample\n", "a pasted page"),
        ("Record of a day\nIt rained.\nQA: none\n", "a diary"),
        ("<html><body><p>Title, Authors, Year</p></body></html>", "a page of the web"),
        ("%A comment\n% another\n@article{k, title = {T}}", "a comment in a .bib"),
    ] {
        let source = formats::read(text).map(|reading| reading.source).unwrap_or_default();
        assert!(matches!(source.as_str(), "" | "BibTeX file"), "{why} was taken for {source}");
    }
}

#[test]
fn entries_are_told_by_their_line_in_every_format() {
    let texts = [
        "\n[\n  {\"id\": \"a\", \"type\": \"book\", \"title\": \"A\"},\n  7,\n  {\"id\": \"b\",\n   \"type\": \"book\"}\n]\n",
        "{\"items\": [\n\n{\"itemType\": \"book\", \"title\": \"A\"},\n{\"itemType\": \"note\"},\n{\"itemType\": \"book\", \"title\": \"\"}]}",
        "---\nreferences:\n- id: a\n  type: book\n- id: b\n  type: book\n",
        "# by hand\n\na:\n  type: book\n  title: A\nb:\n  type: book\n",
    ];
    let wanted = [(3, 5), (3, 5), (3, 5), (3, 6)];
    for (text, (first, second)) in texts.into_iter().zip(wanted) {
        let reading = formats::read(text).unwrap_or_default();
        let lines: Vec<u32> = reading.drafts.iter().map(|draft| draft.line).collect();
        assert_eq!(lines, [first, second], "where each begins in {text}");
        assert!(!reading.drafts[1].problems.is_empty(), "so that what is wrong can be found: {text}");
    }
    let skipped = formats::read(texts[0]).unwrap_or_default().skipped;
    assert_eq!(skipped.iter().map(|one| one.line).collect::<Vec<_>>(), [4], "and of what is no item");
}
