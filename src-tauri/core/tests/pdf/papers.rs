//! Papers made by hand: one for each place that a paper is known by.

use postil_core::model::IdentifierKind::{Acl, Arxiv, Doi};

use super::made::Made;
use super::{identifier, read_bytes};

const BODY: &[(u32, &str)] = &[
    (10, "Rain is measured in many places. We show that all of them are wet, and how"),
    (10, "the wetness of a place can be told from its rain alone, without an umbrella."),
    (10, "Our code is at https://github.com/valley/rain and can be used by everyone."),
];

fn paper(head: &[(u32, &'static str)]) -> Vec<(u32, &'static str)> {
    let mut lines = head.to_vec();
    lines.extend([
        (18, "On the Measurement of Rain"),
        (18, "in Wet Valleys"),
        (12, "Ada Example, Ben Sample and Cora Model"),
    ]);
    lines.extend([(10, "University of the Valley"), (12, "Abstract")]);
    lines.extend(BODY);
    lines.extend([(12, "1 Introduction"), (10, "It rained on the day on which we began, and on all others since.")]);
    lines
}

#[test]
fn a_paper_is_known_by_its_title_page() {
    let mut made = Made::new();
    made.page(&paper(&[]), None, &[]);
    let draft = read_bytes("rain.pdf", &made.bytes()).expect("read");
    assert_eq!(draft.title, "On the Measurement of Rain in Wet Valleys", "the largest letters, both lines");
    assert_eq!(draft.authors, ["Ada Example", "Ben Sample", "Cora Model"], "people, and no university");
    assert!(draft.abstract_text.starts_with("Rain is measured"), "the abstract: {}", draft.abstract_text);
    assert!(draft.abstract_text.ends_with("used by everyone."), "up to the introduction: {}", draft.abstract_text);
    assert_eq!(draft.links, ["https://github.com/valley/rain"], "its code is found");
    assert_eq!(draft.files.len(), 1, "the PDF is its file");
    assert_eq!(draft.files[0].name, "rain.pdf", "under its name");
    assert!(std::path::Path::new(&draft.files[0].path).is_absolute(), "with a whole path: {}", draft.files[0].path);
    assert!(draft.identifiers.is_empty() && draft.problems.is_empty(), "nothing else is made up: {draft:?}");
}

#[test]
fn arxivs_stamp_gives_the_number_and_the_day() {
    let mut made = Made::new();
    made.page(&paper(&[]), Some("arXiv:2303.01234v2  [cs.CL]  3 Mar 2023"), &[]);
    made.page(&[(12, "References"), (10, "[1] B. Sample. Snow. arXiv preprint arXiv:1901.00001, 2019.")], None, &[]);
    let draft = read_bytes("rain.pdf", &made.bytes()).expect("read");
    assert_eq!(identifier(&draft, Arxiv), Some("2303.01234"), "the number in the margin, not a cited one");
    assert_eq!((draft.year, draft.published.as_deref()), (Some(2023), Some("2023-03-03")), "and its day");
    assert_eq!(draft.title, "On the Measurement of Rain in Wet Valleys", "the stamp's large letters are no title");
}

#[test]
fn a_cited_doi_is_not_the_papers() {
    let references: &[(u32, &str)] = &[
        (12, "References"),
        (10, "[1] B. Sample. Snow. https://doi.org/10.5555/snow.1"),
        (10, "https://doi.org/10.5555/hail.2"),
        (8, "doi:10.5555/fog.3"),
    ];
    let mut made = Made::new();
    let mut page = paper(&[]);
    page.extend([(8, "Data: https://doi.org/10.5281/zenodo.1234567")]);
    page.extend(references);
    made.page(&page, None, &[]);
    let draft = read_bytes("rain.pdf", &made.bytes()).expect("read");
    assert_eq!(identifier(&draft, Doi), None, "neither a reference's nor the data's: {:?}", draft.identifiers);
    assert!(draft.links.iter().any(|link| link.contains("zenodo")), "the data is a link: {:?}", draft.links);

    let mut made = Made::new();
    let mut page = paper(&[(8, "Rain Letters 12 (2021) 1-10, https://doi.org/10.5555/rain.2021.7")]);
    page.extend(references);
    made.page(&page, None, &["https://doi.org/10.5555/rain.2021.7", "https://doi.org/10.5555/snow.1"]);
    let draft = read_bytes("rain.pdf", &made.bytes()).expect("read");
    assert_eq!(identifier(&draft, Doi), Some("10.5555/rain.2021.7"), "the one in the head is its own");
    assert_eq!(draft.year, Some(2021), "with the year beside it");
}

#[test]
fn a_doi_that_a_line_cuts_is_taken_whole_or_not_at_all() {
    let mut made = Made::new();
    made.page(
        &paper(&[(8, "https://doi.org/10.5555/rain-"), (8, "2021-7")]),
        None,
        &["https://doi.org/10.5555/rain-2021-7"],
    );
    let draft = read_bytes("a.pdf", &made.bytes()).expect("read");
    assert_eq!(identifier(&draft, Doi), Some("10.5555/rain-2021-7"), "the link has all of it");
    let mut made = Made::new();
    made.page(&paper(&[(8, "https://doi.org/10.5555/rain1-"), (8, "2021-7")]), None, &[]);
    let draft = read_bytes("a.pdf", &made.bytes()).expect("read");
    assert_eq!(identifier(&draft, Doi), None, "half a DOI is another one");
}

#[test]
fn metadata_is_believed_where_it_makes_sense() {
    let mut made = Made::new();
    made.page(&paper(&[]), None, &[]);
    made.about("/Title (Microsoft Word - rain_final2.doc) /Author (office) /doi (10.5555/RAIN.9) /arXivID (https://arxiv.org/abs/2303.01234v1)");
    let draft = read_bytes("rain.pdf", &made.bytes()).expect("read");
    assert_eq!(draft.title, "On the Measurement of Rain in Wet Valleys", "no name of a file");
    assert_eq!(draft.authors.len(), 3, "no owner of a computer: {:?}", draft.authors);
    assert_eq!(identifier(&draft, Doi), Some("10.5555/rain.9"), "a DOI among the metadata");
    assert_eq!(identifier(&draft, Arxiv), Some("2303.01234"), "and arXiv's number");

    let mut made = Made::new();
    made.page(
        &[(10, "A page whose letters are all of one size."), (10, "Nobody can tell its title from it.")],
        None,
        &[],
    );
    made.xmp(
        "<dc:title><rdf:Alt><rdf:li>Clouds over Wet Valleys</rdf:li></rdf:Alt></dc:title>\
         <prism:doi>10.5555/cloud.4</prism:doi><prism:publicationName>Journal of Clouds</prism:publicationName>\
         <prism:coverDate>2019-05-01</prism:coverDate><prism:issn>1234-5678</prism:issn>",
    );
    let draft = read_bytes("cloud.pdf", &made.bytes()).expect("read");
    assert_eq!(draft.title, "Clouds over Wet Valleys", "XMP's title");
    assert_eq!((identifier(&draft, Doi), draft.year), (Some("10.5555/cloud.4"), Some(2019)), "PRISM's DOI and date");
    assert_eq!((draft.venue.as_str(), draft.entry_type.as_str()), ("Journal of Clouds", "article"), "and journal");
}

#[test]
fn an_embedded_reference_says_more_than_the_page() {
    let mut made = Made::new();
    made.page(&paper(&[]), None, &[]);
    made.embed("rain.bib", "@article{rain, title={Rain, at Last}, author={Example, Ada}, year=2020, doi={10.5555/x.1}, file={:/etc/passwd:PDF}}");
    let draft = read_bytes("rain.pdf", &made.bytes()).expect("read");
    assert_eq!((draft.title.as_str(), draft.year), ("Rain, at Last", Some(2020)), "its title and year");
    assert_eq!(draft.citation_key.as_deref(), Some("rain"), "its key");
    assert_eq!(identifier(&draft, Doi), Some("10.5555/x.1"), "its DOI");
    assert!(draft.fields.iter().all(|field| !field.value.contains("passwd")), "no path of another computer");
    assert_eq!(draft.files.len(), 1, "and no file but the PDF");
}

#[test]
fn the_name_of_a_file_is_the_last_resort() {
    let mut made = Made::new();
    made.page(&[], None, &[]);
    let empty = made.bytes();
    let draft = read_bytes("2303.01234v2.pdf", &empty).expect("read");
    assert_eq!(identifier(&draft, Arxiv), Some("2303.01234"), "as arXiv names its files");
    assert_eq!(draft.problems, ["No text was found: this may be a scan"], "an empty page is told");
    let draft = read_bytes("2020.acl-main.447.pdf", &empty).expect("read");
    assert_eq!(identifier(&draft, Acl), Some("2020.acl-main.447"), "as the Anthology names them");
    let draft = read_bytes("my_scan_of 2020.01.pdf", &empty).expect("read");
    assert_eq!((draft.title.as_str(), draft.identifiers.len()), ("my scan of 2020.01", 0), "any other name is a title");
}
