//! Lists of people that are not written as their format has it: whatever part they took, they are read alike.

use postil_core::formats::{self, Format};

use super::bibtex::{field, one};

#[test]
fn whoever_took_part_is_read_as_authors_are() {
    let lists = [
        ("A. Example, B. C. Sample", "Example, A. and Sample, B. C."),
        ("Example, Ada; Sample, Bo", "Example, Ada and Sample, Bo"),
        ("Example, A., Sample, B. C.", "Example, A. and Sample, B. C."),
    ];
    for (written, wanted) in lists {
        let draft = one(&format!(
            "@book{{a, title={{T}}, author={{{written}}}, editor={{{written}}}, translator={{{written}}}, director={{{written}}}}}"
        ));
        assert_eq!(draft.authors.len(), 2, "two authors: {written}");
        for part in ["editor", "translator", "director"] {
            assert_eq!(field(&draft, part), wanted, "{part}s are read as authors are: {written}");
        }
        let told = draft.problems.iter().filter(|problem| problem.contains("“and” is missing")).count();
        assert_eq!(told, 4, "each of the four lists is told: {:?}", draft.problems);
        let mut out = Vec::new();
        formats::write(Format::Biblatex, &[draft], &mut out).expect("written");
        let out = String::from_utf8(out).expect("UTF-8");
        assert!(out.contains(&format!("editor = {{{wanted}}}")), "written so that BibTeX sees two: {out}");
    }
    let draft = one("@book{a, title={T}, editor={{Rain, Snow, and Sons} and Example, Ada et al.}}");
    assert_eq!(field(&draft, "editor"), "{Rain, Snow, and Sons} and Example, Ada and others", "a house stays whole");
}

#[test]
fn the_people_of_other_formats_stand_behind_semicolons_and_commas_too() {
    let texts = [
        "TY  - BOOK\nTI  - T\nAU  - Example, A., Sample, B.\nA2  - Example, A.; Sample, B.\nER  - \n",
        "%0 Book\n%T T\n%A Example, A., Sample, B.\n%E A. Example, B. Sample\n",
        "Title,Authors,Editors,Year\nT,\"Example, A., Sample, B.\",\"Example, A.; Sample, B.\",2001\n",
        "<xml><records><record><ref-type name=\"Book\">6</ref-type><contributors><authors><author>Example, A., Sample, B.</author></authors><secondary-authors><author>Example, A.; Sample, B.</author></secondary-authors></contributors><titles><title>T</title></titles></record></records></xml>",
    ];
    for text in texts {
        let draft = formats::read(text).unwrap_or_default().drafts.pop().unwrap_or_default();
        assert_eq!(draft.authors, ["A. Example", "B. Sample"], "two authors in {text}");
        assert_eq!(field(&draft, "editor"), "Example, A. and Sample, B.", "two editors in {text}");
    }
    let house = formats::read("TY  - BOOK\nTI  - T\nAU  - Ministry of Rain and Snow\nER  - \n").unwrap_or_default();
    assert_eq!(house.drafts[0].authors, ["Ministry of Rain and Snow"], "a word of an institution ends no name");
}

#[test]
fn names_held_together_and_names_with_a_number_are_read_in_other_formats() {
    let people = |text: &str| formats::read(text).unwrap_or_default().drafts.pop().unwrap_or_default();
    for text in ["TY  - BOOK\nTI  - T\nAU  - {Ministry, of Rain}\nER  - \n", "%0 Book\n%T T\n%A {Ministry, of Rain}\n"]
    {
        let draft = people(text);
        let said = (draft.authors[0].as_str(), draft.sort_names[0].as_str());
        assert_eq!(said, ("Ministry, of Rain", "{Ministry, of Rain}"), "braces of a .bib in {text}");
    }
    assert_eq!(
        one("@book{a, title={T}, author={Example, Ada and {et al.}}}").authors,
        ["Ada Example"],
        "nobody's name"
    );
    let draft = people("PMID- 1\nTI  - T\nAU  - Example AB 3rd\nAU  - de Sample C Jr\n");
    assert_eq!(draft.authors, ["AB Example 3rd", "C de Sample Jr"], "PubMed writes them behind initials");
}
