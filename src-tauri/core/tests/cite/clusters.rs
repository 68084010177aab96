//! Citations of several papers, with what is said of each, in styles that people use.

use std::path::Path;

use postil_core::Library;
use postil_core::cite::{Citation, Cite, Command, Markup, Style, cite, read_mark};
use postil_core::formats;
use postil_core::model::{CiteAuthor, CiteForm, CitedPaper, Draft};

const BIB: &str =
    "@book{moss, author={van der Moss, Ida and Alder, Jo}, title={Reading maps}, publisher={Valley}, year=2021}\n
@article{rain, author={Rowan, Ivo}, title={On rain}, journal={Journal of Rain}, volume=4, pages={7--19}, year=2020}\n";

fn drafts() -> Vec<Draft> {
    formats::read(BIB).expect("BibTeX").drafts
}

/// What a style makes of marks that follow each other.
fn said(style: &str, locale: Option<&str>, marks: &[&str]) -> Vec<String> {
    let drafts = drafts();
    let place = |key: &str| drafts.iter().position(|draft| draft.citation_key.as_deref() == Some(key)).expect("a key");
    let citation = |(at, mark): (usize, &&str)| {
        let cites = read_mark(mark).expect("a mark").into_iter().map(|cite| {
            let place = place(&cite.paper);
            cite.of(place)
        });
        Citation { cites: cites.collect(), note: Some(at + 1) }
    };
    let citations: Vec<Citation> = marks.iter().enumerate().map(citation).collect();
    let style = Style::find(style, Path::new("there-is-no-such-folder")).expect("a bundled style");
    cite(&drafts, &citations, &style, locale, Markup::Text)
}

#[test]
fn what_is_said_of_a_paper_stands_where_the_style_has_it() {
    for (style, locale, mark, expected) in [
        ("apa", None, "[@rain, p. 7]", "(Rowan, 2020, p. 7)"),
        ("apa", None, "[@rain, 7-9, 12]", "(Rowan, 2020, pp. 7–9, 12)"),
        ("apa", None, "[see @rain, chap. 3; @moss]", "(see Rowan, 2020, Chapter 3; van der Moss & Alder, 2021)"),
        ("apa", None, "[@rain, among others]", "(Rowan, 2020, among others)"),
        ("apa", None, "[-@rain, p. 7]", "(2020, p. 7)"),
        ("apa", None, "@rain", "Rowan (2020)"),
        ("apa", None, "@moss [p. 7; @rain]", "van der Moss & Alder (2021, p. 7; Rowan, 2020)"),
        ("apa", Some("de-DE"), "[@rain, pp. 7-9]", "(Rowan, 2020, S. 7–9)"),
        ("apa", Some("fr-FR"), "[@rain, § 4]", "(Rowan, 2020, Section 4)"),
        ("ieee", None, "[@rain, p. 7]", "[2, p. 7]"),
        ("ieee", None, "[see @rain; @moss]", "[1], see [2]"),
        ("ieee", None, "@moss", "van der Moss and Alder [1]"),
        ("nature", None, "@rain", "Rowan2"),
        ("chicago", None, "[@rain, 7]", "(Rowan 2020, 7)"),
        ("mla", None, "[@rain, 7]", "(Rowan 7)"),
    ] {
        assert_eq!(said(style, locale, &[mark]), [expected], "{mark} in {style}");
    }
}

#[test]
fn a_paper_cited_before_is_cited_as_such() {
    let marks = ["[@rain, 7]", "[@rain, 7]", "[@rain, 9]", "[@moss; @rain]", "[@rain]"];
    let notes = said("chicago-notes", None, &marks);
    assert!(
        notes[0].contains("Ivo Rowan, “On Rain,” ") && notes[0].contains("(2020): 7"),
        "the first note says it all: {}",
        notes[0]
    );
    assert!(notes[1].starts_with("Rowan, “On Rain,” 7"), "the second is short: {}", notes[1]);
    let style = said("deutsche-sprache", None, &marks[..3]);
    assert_eq!(style[1..], ["(ebd.)", "(ebd., S. 9)"], "“ibid.” where the style has it: {style:?}");
}

#[test]
fn the_window_cites_with_what_is_said_of_each() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(temp.path()).expect("a library");
    let ids = library.commit_import(drafts()).expect("imported").added;
    let mut papers: Vec<CitedPaper> = ids.iter().copied().map(CitedPaper::from).collect();
    papers[0].locator = "ch. 3".into();
    papers[1].author = CiteAuthor::LeftOut;
    let form = CiteForm::InText { style: "apa".into() };
    let cited = library.cited(&papers, &form).expect("a citation");
    assert_eq!(cited.text, "(2020; van der Moss & Alder, 2021, Chapter 3)", "in one");
    let mark = library.cited(&papers, &CiteForm::Pandoc).expect("a mark").text;
    assert_eq!(mark, "[@moss, chap. 3; -@rain]", "as a mark");
    // The same paper twice, at two places.
    let twice =
        [7, 9].map(|page| Cite { locator: postil_core::cite::Locator::read(&page.to_string()), ..Cite::from(ids[1]) });
    assert_eq!(library.cite_command(&twice, Command::Pandoc).as_deref(), Ok("[@rain, p. 7; @rain, p. 9]"), "twice");
    papers[0].prefix = "see ".repeat(2_000);
    let told = library.cited(&papers, &form).expect_err("nobody writes so much").message;
    assert!(told.contains("too long"), "told: {told}");
}
