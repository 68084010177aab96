//! .bib files in which one entry holds what belongs to another: values never closed, fields borrowed from entries.

use postil_core::formats::{self, Format};

use super::bibtex::{field, one, read};

const GROUPS: &str = "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:Outer\\;0\\;1\\;\\;\\;\\;;\n\
                      2 StaticGroup:Inner\\;2\\;0\\;\\;\\;\\;;\n}\n";

#[test]
fn a_last_entry_never_closed_leaves_the_groups_behind_it_alone() {
    let ends = [
        "title = {Broken},\n  year = {2001}\n\n",
        "title = {Broken},\n  year = {2001\n",
        "title = {Broken {one},\n  year = {2001}\n\n",
        "year = {2001},\n  title = {Broken\n",
        "year = 2001,\n  title = \"Broken\n",
        "year = 2001,\n  title = Broken\n",
    ];
    for end in ends {
        let reading = read(&format!(
            "@article{{whole,\n  title = {{Whole}},\n  groups = {{Inner}}\n}}\n\n@article{{broken,\n  {end}{GROUPS}"
        ));
        let [whole, broken] = &reading.drafts[..] else { panic!("two entries: {end}") };
        assert_eq!(whole.collections, [["Outer", "Inner"]], "the tree of groups is read: {end}");
        assert!(matches!(broken.title.as_str(), "Broken" | "Broken one"), "{:?} holds its own: {end}", broken.title);
        assert_eq!((broken.year, broken.problems.is_empty()), (Some(2001), false), "and says what is wrong: {end}");
    }
}

#[test]
fn a_quote_that_is_never_closed_takes_no_field_with_it() {
    let draft = one("@article{a,\n  author = \"Example, Ada,\n  title = \"Rain,\n  year = \"2001\"\n}\n");
    assert_eq!((draft.title.as_str(), draft.year), ("Rain", Some(2001)), "{:?}", draft.problems);
    assert_eq!(draft.authors, ["Ada Example"]);
    let told = draft.problems.iter().filter(|told| told.contains("is never closed")).count();
    assert_eq!(told, 2, "each is told: {:?}", draft.problems);
    let sound = one("@article{a,\n  abstract = \"Solve,\n  x = \",\n  title = \"Rain\"\n}\n");
    assert_eq!((sound.title.as_str(), sound.abstract_text.as_str()), ("Rain", "Solve, x ="), "a quote that ends one");
}

#[test]
fn single_fields_and_names_are_taken_from_other_entries() {
    let reading = read(
        "@xdata{the-people, author = {Example, Ada and Sample, Bo}, editor = {xdata=more-author-1}}\n\
         @xdata{more, author = {Muster, Cy}, publisher = {Rain Press}, location = {Bergen and Oslo}}\n\
         @book{a, title = {Rain}, author = {xdata=the-people-author-2 and Elm, Dee and {xdata=the-people-author-1}},\n\
           editor = {xdata=the-people-editor-1}, publisher = {{xdata=more-publisher}}, location = {xdata=more-location-2}}\n\
         @book{b, title = {Snow}, author = {xdata=gone-author-1}}\n",
    );
    let book = &reading.drafts[2];
    assert_eq!(book.authors, ["Bo Sample", "Dee Elm", "Ada Example"], "names by their places");
    let told = ["editor", "publisher", "location"].map(|name| field(book, name));
    assert_eq!(told, ["Muster, Cy", "Rain Press", "Oslo"], "through another one, a whole field, a member of a list");
    assert!(book.problems.is_empty(), "{:?}", book.problems);
    let lost = "“author” names “author” of “gone”, which is not in this file";
    assert_eq!(reading.drafts[3].problems, [lost], "one that leads nowhere is told");
}

#[test]
fn a_day_with_slashes_is_a_day_and_no_range() {
    let draft = one("@article{a, title={Rain}, date={2003/04/05}}");
    assert_eq!((draft.year, draft.published.as_deref()), (Some(2003), Some("2003-04-05")));
    let mut out = Vec::new();
    formats::write(Format::CslJson, &[draft], &mut out).expect("written");
    let again = one(&String::from_utf8(out).expect("UTF-8"));
    assert_eq!((again.published.as_deref(), field(&again, "date")), (Some("2003-04-05"), ""), "out and in again");
}
