//! Out of a library and back: what came in comes out.

use postil_core::Library;
use postil_core::formats::{self, Format};
use postil_core::model::{Draft, Id, ListQuery, PaperEdit};

use super::bibtex::read;

const FILE: &str = "@article{ex:1,
  title = {The {{BERT}} of {\\'E}coles: $\\mathcal{O}(n)$ \\& more},
  author = {von der Example, Ada and Two Words, Bo and {An Institute} and M{\\\"u}ller, Jr., Cy},
  journal = {Journal of {Ex}amples},
  pages = {1--10},
  volume = {3},
  doi = {10.1000/ABC_d},
  url = {https://example.org/a_b},
  keywords = {two; one},
  year = {2020},
  month = mar
}

@incollection{ex2,
  title = {A chapter},
  author = {Example, Ada and others},
  booktitle = {A book},
  crossref = {parent},
  odd-field = {kept \\odd{as} it is},
  isbn = {978-0-306-40615-7},
  date = {1999-10/2000-02}
}

@conference{ex2,
  title = {The same key},
  year = {in press}
}

@book{parent,
  title = {A book},
  publisher = {Press},
  year = {1999}
}
";

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().expect("a folder");
    let library = Library::open(folder.path()).expect("a library");
    (folder, library)
}

fn import(library: &Library, drafts: Vec<Draft>) -> Vec<Id> {
    let review = library.review(postil_core::model::Reading { drafts, ..Default::default() }).expect("a review");
    assert!(review.items.iter().all(|item| item.ticked), "all are new: {:?}", review.items);
    let drafts = review.items.into_iter().map(|item| item.draft).collect();
    library.commit_import(drafts).expect("imported").added
}

fn export(library: &Library, format: Format) -> String {
    let ids = library.list_ids(&ListQuery::default()).expect("ids");
    let mut out = Vec::new();
    library.export(&ids, format, &mut out).expect("exported");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn what_came_in_comes_out_letter_by_letter() {
    let (_folder, library) = library();
    assert_eq!(import(&library, read(FILE).drafts).len(), 4, "all four, though two share a key");
    let out = export(&library, Format::Bibtex);
    let kept = [
        "title = {The {{BERT}} of {\\'E}coles: $\\mathcal{O}(n)$ \\& more}",
        "author = {von der Example, Ada and Two Words, Bo and {An Institute} and M{\\\"u}ller, Jr., Cy}",
        "journal = {Journal of {Ex}amples}",
        "pages = {1--10}",
        "doi = {10.1000/ABC_d}",
        "keywords = {two; one}",
        "month = mar",
        "author = {Example, Ada and others}",
        "odd-field = {kept \\odd{as} it is}",
        "isbn = {978-0-306-40615-7}",
        "date = {1999-10/2000-02}",
        "year = {in press}",
        "@conference{ex2a,",
    ];
    for line in kept {
        assert!(out.contains(line), "{line} is in\n{out}");
    }
    assert!(
        out.find("@book{parent").expect("there") > out.find("@incollection").expect("there"),
        "a parent stands last"
    );
    assert_eq!(export(&library, Format::Bibtex), out, "the same again");
    let again = read(&out);
    let titles = |drafts: &[Draft]| {
        let mut titles: Vec<String> = drafts.iter().map(|draft| draft.title.clone()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(&again.drafts), titles(&read(FILE).drafts), "and it is read as the same papers");
    let modern = export(&library, Format::Biblatex);
    assert!(
        modern.contains("date = {2020-03}") && modern.contains("journaltitle = {"),
        "BibLaTeX's names in\n{modern}"
    );
}

#[test]
fn what_the_reader_changed_comes_out_changed() {
    let (_folder, library) = library();
    let ids = import(&library, read(FILE).drafts);
    library.edit_papers(&ids[..1], PaperEdit::Title("Another title of NASA".into())).expect("edited");
    library.edit_papers(&ids[..1], PaperEdit::Year(Some(2021))).expect("edited");
    let out = export(&library, Format::Bibtex);
    assert!(out.contains("title = {Another title of {NASA}}"), "the new title, its capitals protected:\n{out}");
    assert!(out.contains("year = {2021}") && !out.contains("BERT"), "nothing of the old:\n{out}");
}

#[test]
fn keys_are_made_once_and_undone_together() {
    let (_folder, library) = library();
    let draft = |title: &str| Draft {
        title: title.into(),
        authors: vec!["Ada Example".into()],
        year: Some(2020),
        ..Draft::default()
    };
    let ids = import(&library, vec![draft("On eels of the north"), draft("On Eels, of the North: again")]);
    let made = library.make_keys(&ids).expect("made");
    let keys: Vec<&str> = made.iter().map(|(_, key)| key.as_str()).collect();
    assert_eq!(keys, ["exampleEelsNorth2020", "exampleEelsNorthAgain2020"], "by the pattern");
    assert!(library.make_keys(&ids).expect("asked again").is_empty(), "a key that is there stays");
    library.undo().expect("undone");
    assert_eq!(library.make_keys(&ids).expect("made again").len(), 2, "one undo took both back");
}

#[test]
fn a_pattern_shows_what_it_makes_and_leaves_keys_alone() {
    let (_folder, library) = library();
    let draft = |title: &str, key: Option<&str>| Draft {
        title: title.into(),
        authors: vec!["Ada Example".into()],
        year: Some(2020),
        citation_key: key.map(Into::into),
        ..Draft::default()
    };
    let ids = import(&library, vec![draft("On Eels", Some("eels")), draft("On Herons", None)]);
    let examples = library.key_examples("auth.lower + '-' + shortyear").expect("understood");
    let shown: Vec<(&str, &str, Option<&str>)> =
        examples.iter().map(|one| (one.title.as_str(), one.key.as_str(), one.pinned.as_deref())).collect();
    assert_eq!(
        shown,
        [("On Eels", "example-20", Some("eels")), ("On Herons", "example-20", None)],
        "what it makes of each, beside the key that stays"
    );
    assert_eq!(
        library.key_examples(" ").expect("Postil's own")[1].key,
        "exampleHerons2020",
        "an empty pattern is ours"
    );
    let error = library.key_examples("auth + nonsense").expect_err("not understood");
    assert!(error.message.contains("“nonsense”"), "the part is named: {}", error.message);
    assert_eq!(library.drafts(&ids).expect("there")[1].citation_key, None, "looking gives no key");
    library.set_setting("citationKeyPattern", &serde_json::json!("")).expect("emptied");
    assert_eq!(library.make_keys(&ids).expect("made")[0].1, "exampleHerons2020", "emptied, the pattern is ours again");
}

#[test]
fn an_import_again_changes_nothing_and_fields_are_undone_with_their_paper() {
    let (_folder, library) = library();
    let ids = import(&library, read(FILE).drafts);
    let review = library.review(read(FILE)).expect("a review");
    assert_eq!((review.new, review.updates), (0, 0), "nothing is new the second time: {:?}", review.items);
    library.undo().expect("undone");
    library.redo().expect("redone");
    let papers = library.drafts(&ids).expect("there again");
    assert!(papers[0].fields.iter().any(|field| field.name == "volume"), "with its fields");
    let all = formats::read(&export(&library, Format::Bibtex)).expect("readable");
    assert_eq!(all.drafts.len(), 4, "all four");
}

#[test]
fn a_paper_that_is_here_is_filled_in_and_nothing_overwritten() {
    let (_folder, library) = library();
    let here = Draft { title: "An article about eels in rivers".into(), venue: "My venue".into(), ..Draft::default() };
    let ids = import(&library, vec![here]);
    let text = "@article{eels, title = {An article about {Eels} in Rivers}, journal = {Theirs}, volume = {7}, keywords = {fish}}";
    let review = library.review(read(text)).expect("a review");
    assert_eq!((review.updates, review.new), (1, 0), "it can be filled in: {:?}", review.items);
    library.commit_import(review.items.into_iter().map(|item| item.draft).collect()).expect("filled in");
    let paper = library.drafts(&ids).expect("there").remove(0);
    assert_eq!(
        (paper.title.as_str(), paper.venue.as_str()),
        ("An article about eels in rivers", "My venue"),
        "as it was"
    );
    assert_eq!(paper.citation_key.as_deref(), Some("eels"), "its key");
    assert_eq!(
        (super::bibtex::field(&paper, "volume"), paper.tags.as_slice()),
        ("7", ["fish".to_owned()].as_slice()),
        "and more"
    );
    library.undo().expect("undone");
    let paper = library.drafts(&ids).expect("there").remove(0);
    assert!(
        paper.citation_key.is_none() && paper.fields.is_empty() && paper.tags.is_empty(),
        "one undo takes it all back"
    );
}
