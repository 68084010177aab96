//! Papers of our own in styles that people use.

use postil_core::Library;
use postil_core::cite::{Cite, Command, Kind, Markup, Source, Style, format};
use postil_core::formats;
use postil_core::model::{CiteForm, CitedPaper, Draft, Id, ListQuery};

const BIB: &str = "@inproceedings{b, author={van der Moss, Ida and Alder, Jo}, title={Reading {NLP} maps with SIGdial, and more: the bees' way}, booktitle={Proceedings of the 3rd Valley Meeting}, year=2021, pages={11--19}, doi={10.5555/moss.21}}\n
@article{a, author={Rowan y Alder, Ivo}, title={On rain}, journal={Journal of Rain}, volume=4, number=2, pages={7}, year=2020}\n
@article{c, author={Rowan y Alder, Ivo}, title={Still on rain}, journal={Journal of Rain}, volume=4, number=3, pages={9--12}, year=2020}\n";

fn drafts() -> Vec<Draft> {
    formats::read(BIB).expect("BibTeX").drafts
}

fn nowhere() -> &'static std::path::Path {
    std::path::Path::new("there-is-no-such-folder")
}

fn said(style: &str, kind: Kind, markup: Markup) -> Vec<String> {
    format(&drafts(), &Style::find(style, nowhere()).expect("a bundled style"), None, kind, markup)
}

#[test]
fn common_styles_write_names_numbers_and_case_as_they_should() {
    for (style, expected) in [
        (
            "apa",
            [
                "Rowan y Alder, I. (2020a). On rain. *Journal of Rain*, *4*(2), 7.",
                "Rowan y Alder, I. (2020b). Still on rain. *Journal of Rain*, *4*(3), 9–12.",
                "van der Moss, I., & Alder, J. (2021). Reading NLP maps with SIGdial, and more: the bees’ way. *Proceedings of the 3rd Valley Meeting*, 11–19. https://doi.org/10.5555/moss.21",
            ],
        ),
        (
            "ieee",
            [
                "\\[1\\] I. van der Moss and J. Alder, “Reading NLP maps with SIGdial, and more: the bees’ way,” in *Proceedings of the 3rd Valley Meeting*, 2021, pp. 11–19. doi: 10.5555/moss.21.",
                "\\[2\\] I. Rowan y Alder, “On rain,” *Journal of Rain*, vol. 4, no. 2, p. 7, 2020.",
                "\\[3\\] I. Rowan y Alder, “Still on rain,” *Journal of Rain*, vol. 4, no. 3, pp. 9–12, 2020.",
            ],
        ),
    ] {
        assert_eq!(said(style, Kind::Bibliography, Markup::Markdown), expected, "the list of references in {style}");
    }
    assert_eq!(
        said("apa", Kind::InText, Markup::Text),
        ["(Rowan y Alder, 2020a, 2020b; van der Moss & Alder, 2021)"],
        "one citation of all, a person named once"
    );
    assert_eq!(said("ieee", Kind::InText, Markup::Text), ["[1], [2], [3]"], "numbers in their order");
}

#[test]
fn every_bundled_style_writes_every_paper() {
    for row in postil_core::cite::bundled() {
        let entries = said(&row.name, Kind::Bibliography, Markup::Text);
        assert_eq!(entries.len(), 3, "{} has an entry for each paper: {entries:?}", row.name);
        assert!(entries.iter().all(|entry| !entry.is_empty()), "{} says something of each: {entries:?}", row.name);
        assert_eq!(said(&row.name, Kind::InText, Markup::Text).len(), 1, "{} cites them in one", row.name);
    }
}

#[test]
fn long_lists_are_written_in_parts_and_read_as_one() {
    let names = ["Alder", "Birch", "Cedar", "Elm", "Fern"];
    let bib: String = (0..600)
        .map(|n| {
            let (name, year) = (names[n % 5], 1990 + n % 30 / 5);
            format!(
                "@article{{k{n}, author={{{name}{}, Jo}}, title={{Paper {n:03}}}, journal={{J}}, year={year}}}\n",
                n / 100
            )
        })
        .collect();
    let drafts = formats::read(&bib).expect("BibTeX").drafts;
    let list = |style: &str| {
        format(
            &drafts,
            &Style::find(style, nowhere()).expect("a bundled style"),
            None,
            Kind::Bibliography,
            Markup::Text,
        )
    };
    let ieee = list("ieee");
    assert_eq!(ieee.len(), 600, "no paper is lost");
    for (at, entry) in ieee.iter().enumerate() {
        assert!(entry.starts_with(&format!("[{}] ", at + 1)), "numbers go on from part to part: {entry}");
    }
    let apa = list("apa");
    assert_eq!(apa.len(), 600, "no paper is lost");
    let mut in_order = apa.clone();
    in_order.sort();
    assert_eq!(apa, in_order, "names, then years with their letters, are in order throughout");
    assert!(apa[0].starts_with("Alder0, J. (1990a)."), "the first of several in a year: {}", apa[0]);
}

#[test]
fn a_readers_own_styles_are_found_and_faults_told_with_their_line() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(temp.path()).expect("a library");
    let folder = library.styles_folder();
    std::fs::create_dir(&folder).expect("a folder of styles");
    let head = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\">\n<info><title>Valley House</title><id>valley</id><updated>2020-01-01T00:00:00Z</updated>";
    let body = "</info>\n<citation><layout><text variable=\"title\"/></layout></citation>\n<bibliography><layout><text variable=\"title\" font-style=\"italic\"/></layout></bibliography>\n</style>";
    std::fs::write(folder.join("valley.csl"), format!("{head}{body}")).expect("a style");
    std::fs::write(folder.join("broken.csl"), format!("{head}</info>\n<citation>\n</style>")).expect("a broken style");
    let other = format!(
        "{head}<link href=\"http://www.example.org/styles/valley\" rel=\"independent-parent\"/></info></style>"
    );
    std::fs::write(folder.join("another-name.csl"), &other).expect("a dependent style");
    std::fs::write(folder.join("orphan.csl"), other.replace("styles/valley", "styles/hill"))
        .expect("one without parent");

    for name in ["valley", "Valley", "another-name"] {
        let style = library.style(name).unwrap_or_else(|error| panic!("{name} is there: {error}"));
        let html = format_one(&style);
        assert_eq!(html, "<i>On rain</i>", "{name} writes as its file says");
    }
    for (name, says) in [
        ("broken", "line 4"),
        ("orphan", "another name of http://www.example.org/styles/hill"),
        ("nobody", "No style is called “nobody”"),
        ("missing.csl", "no style at"),
    ] {
        let said = library.style(name).expect_err("it cannot be used").message;
        assert!(said.contains(says), "of {name}: “{said}” should say “{says}”");
    }
    let rows = library.styles();
    let own: Vec<_> = rows.iter().filter(|row| row.source == Source::Folder).collect();
    assert_eq!(own.len(), 4, "every file is listed: {own:?}");
    assert!(own.iter().any(|row| row.name == "broken" && row.problem.is_some()), "the broken one with its fault");
    assert!(rows.iter().any(|row| row.name == "apa"), "those within the program are listed too");
    std::fs::write(folder.join("huge.csl"), " ".repeat(2_000_001)).expect("a large file");
    assert!(library.style("huge").expect_err("too large").message.contains("2 MB"), "no style is as large");
}

#[test]
fn a_style_is_taken_in_once_it_is_sound() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(&temp.path().join("library")).expect("a library");
    let sound = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>Valley House</title>\
        <id>valley</id><updated>2020-01-01T00:00:00Z</updated></info><citation><layout><text variable=\"title\"/></layout></citation></style>";
    let write = |name: &str, text: &str| {
        let path = temp.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    assert_eq!(library.add_style(&write("valley.csl", sound)).expect("taken in"), "valley", "its name");
    assert_eq!(
        library.add_style(&temp.path().join("valley.csl")).expect("once more"),
        "valley",
        "the same is no other"
    );
    assert!(
        library.styles().iter().any(|row| row.name == "valley" && row.problem.is_none()),
        "it is one of the styles"
    );
    for (path, says) in [
        (write("broken.csl", "<style><nothing>"), "line 1"),
        (write("notes.txt", sound), "end in .csl"),
        (write("valley.csl", &sound.replace("Valley", "Hill")), "called “valley” already"),
        (temp.path().join("missing.csl"), "no style at"),
    ] {
        let said = library.add_style(&path).expect_err("it is not taken in").message;
        assert!(said.contains(says), "of {}: “{said}” should say “{says}”", path.display());
    }
    assert_eq!(std::fs::read_dir(library.styles_folder()).expect("there").count(), 1, "nothing else was kept");
}

fn format_one(style: &Style) -> String {
    format(&drafts()[1..2], style, None, Kind::Bibliography, Markup::Html).concat()
}

#[test]
fn papers_of_a_library_are_cited_by_style_and_by_command() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(temp.path()).expect("a library");
    let ids: Vec<Id> = library.commit_import(drafts()).expect("imported").added;
    assert_eq!(ids.len(), 3, "three papers are there");
    let all = library.list_ids(&ListQuery::default()).expect("ids");
    let style = library.style("nature").expect("Nature's style");
    let list = library.cite(&all, &style, None, Kind::Bibliography, Markup::Text).expect("a list");
    assert_eq!(list.len(), 3, "an entry for each: {list:?}");
    assert!(list[0].starts_with("1. "), "numbered: {list:?}");
    let command = library
        .cite_command(&ids.iter().copied().map(Cite::from).collect::<Vec<_>>(), Command::Pandoc)
        .expect("a mark");
    assert_eq!(command, "[@b; @a; @c]", "keys in the order that was asked for");
}

#[test]
fn a_preview_shows_the_keys_papers_would_get_and_gives_none() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(temp.path()).expect("a library");
    let keyless = drafts().into_iter().map(|draft| Draft { citation_key: None, ..draft }).collect();
    let ids = library.commit_import(keyless).expect("imported").added;
    let papers: Vec<CitedPaper> = ids.into_iter().map(CitedPaper::from).collect();
    let before = library.journal(9).expect("the journal").len();
    let form = CiteForm::Latex { command: "citep".into() };
    let shown = library.cited_preview(&papers, &form).expect("a preview");
    assert_eq!(library.journal(9).expect("the journal").len(), before, "looking changes nothing");
    let cited = library.cited(&papers, &form).expect("a mark");
    assert_eq!(shown, cited, "what was shown is what is copied");
    assert_eq!(cited.html, None, "a mark has no looks");
    assert_eq!(library.journal(9).expect("the journal").len(), before + 1, "the keys given are one action");
    let list = library.cited(&papers, &CiteForm::List { style: "apa".into() }).expect("a list");
    assert_eq!(list.text.lines().count(), 3, "an entry a line: {}", list.text);
    assert_eq!(list.html.expect("looks").matches("<p>").count(), 3, "and a paragraph each");
    let wrong = library.cited(&papers, &CiteForm::Latex { command: "input".into() });
    assert!(wrong.expect_err("refused").message.contains("input"), "only commands that cite are written");
}
