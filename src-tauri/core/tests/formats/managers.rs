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
    for (line, words) in [
        ("Y1  - March-April 2021", "March-April"),
        ("Y1  - Spring 2021", "Spring"),
        ("DA  - 2021, Quarter 2", "Quarter 2"),
        ("DA  - 2021/05/06", ""),
        ("Y1  - 2021", ""),
    ] {
        let draft = &read(&format!("TY  - JOUR\nTI  - Rain\nPY  - 2021\n{line}\nER  - \n"))[0];
        assert_eq!((draft.year, field(draft, "month")), (Some(2021), words), "{line}");
    }
}
