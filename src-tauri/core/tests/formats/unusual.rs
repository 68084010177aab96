//! .bib files against the rules, as people and programs write them: nothing is lost, and what was wrong is told.

use postil_core::Library;
use postil_core::formats::{self, Format};
use postil_core::library::references::References;

use super::bibtex::{field, one, read};

fn written(format: Format, text: &str) -> String {
    let mut out = Vec::new();
    formats::write(format, &read(text).drafts, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_brace_that_is_never_closed_ends_where_the_next_field_begins() {
    let bodies = [
        "title={T}, abstract={open { brace}, year={2001}, author={Ada Example}",
        "title={T},\n abstract={open { brace},\n year={2001},\n author={Ada Example}\n",
        "title={T},\n\n abstract={open { brace,\n\n year={2001},\n author={Ada Example}\n",
    ];
    for body in bodies {
        for after in ["", "\n@misc{next, title={Next}}"] {
            let reading = read(&format!("\n@article{{a, {body}}}{after}"));
            let draft = &reading.drafts[0];
            assert_eq!((draft.title.as_str(), draft.year), ("T", Some(2001)), "the fields behind it: {body}");
            assert_eq!(draft.authors, ["Ada Example"], "all of them: {body}");
            assert_eq!(draft.abstract_text, "open brace", "and its own text: {body}");
            let line = 2 + body[..body.find("abstract").expect("a field")].matches('\n').count();
            let told = format!("A brace or quote of “abstract” (line {line}) is never closed");
            assert_eq!(draft.problems.first(), Some(&told), "told with its line: {body}");
            assert!(
                draft.problems.iter().all(|told| !told.contains("comma")),
                "no comma is missing: {:?}",
                draft.problems
            );
            assert_eq!(reading.drafts.len(), if after.is_empty() { 1 } else { 2 }, "the next entry stays: {body}");
        }
    }
}

#[test]
fn a_sign_of_equality_that_is_lacking_loses_no_value() {
    let draft = one("@article{a,\n  title {No equals},\n  year = 2004,\n  journal \"Weather\"\n}");
    assert_eq!((draft.title.as_str(), draft.year, draft.venue.as_str()), ("No equals", Some(2004), "Weather"));
    let told = "The sign of equality is missing after “title” in line 2";
    assert_eq!(draft.problems.first().map(String::as_str), Some(told), "told: {:?}", draft.problems);
}

#[test]
fn verbatim_text_is_no_latex() {
    let draft = one(r"@misc{a, title={Use \verb|a_b\x| and \verb+%+ or \lstinline!$x$! in {C}}}");
    assert_eq!(draft.title, r"Use a_b\x and % or $x$ in C");
    assert_eq!(one(r"@misc{a, title={A\hspace{1em}Wide One}}").title, "A Wide One", "a space of any width is one");
}

#[test]
fn parents_that_are_lacking_or_lead_in_circles_are_told() {
    let reading = read(
        "@inproceedings{a, title={A}, crossref={Gone}}\n@book{b, title={B}, crossref={c}, publisher={Press}}\n\
         @book{c, title={C}, crossref={b}, year=2001}\n@misc{d, title={D}, xdata={d}}\n@misc{e, title={E}, crossref={b}, xdata={x, none}}\n\
         @xdata{x, year=1999}\n@misc{f, title={F}, xdata={other}}\n@xdata{y, ids={more, other}, year=1998}\n",
    );
    let told: Vec<&[String]> = reading.drafts.iter().map(|draft| draft.problems.as_slice()).collect();
    assert_eq!(told[0], ["“crossref” names “Gone”, which is no entry of this file"]);
    assert_eq!(told[1], ["“crossref” names “c”, which leads back to the entry itself"]);
    assert_eq!(told[2], ["“crossref” names “b”, which leads back to the entry itself"]);
    assert_eq!(told[3], ["“xdata” names “d”, which leads back to the entry itself"]);
    assert_eq!(told[4], ["“xdata” names “none”, which is no entry of this file"], "a circle further up is not its own");
    assert_eq!(
        (told[6].len(), reading.drafts[6].year),
        (0, Some(1998)),
        "a parent may be named by another of its keys"
    );
    assert_eq!(reading.drafts[1].year, Some(2001), "what can be inherited is");
    assert_eq!(reading.drafts[4].year, Some(2001), "from the first that has it");
}

#[test]
fn sets_and_lent_fields_are_kept_with_the_entries_that_name_them() {
    let text = "@xdata{press, publisher={Press}, location={Town}}\n@book{a, title={A}, xdata={press}}\n@book{b, title={B}}\n\
                @set{both, entryset={a, b}}\n";
    let reading = read(text);
    assert!(reading.drafts.iter().all(|draft| draft.problems.is_empty()), "they need no title: {reading:?}");
    let lacking = read(&text.replace("{a, b}", "{a, gone}"));
    assert_eq!(lacking.drafts[3].problems, ["“entryset” names “gone”, which is no entry of this file"], "a member");
    let again = written(Format::Biblatex, text);
    assert!(again.contains("@set{both,\n  entryset = {a, b}"), "from file to file they stay: {again}");
    assert!(again.contains("@xdata{press"), "both of them: {again}");

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.bib");
    std::fs::write(&file, text).expect("written");
    let library = Library::open(&folder.path().join("library")).expect("opened");
    let from = References::open(&file).expect("a .bib");
    let compared = library.compare_references(&from, |_| {}).expect("compared");
    assert_eq!(compared.skipped, [], "nothing is left out");
    let outcome = library.commit_references(&from, compared, |_| true).expect("written");
    assert_eq!(outcome.added.len(), 4, "an import keeps them, too: they come out again");
}

#[test]
fn years_that_no_paper_can_have_are_told_and_kept() {
    for (written_date, year, csl) in [
        ("date={-0876}", None, "-876"),
        ("date={-0044-03-15}", None, "-44"),
        ("date={../1990}", Some(1990), "../1990"),
        ("year={876}", None, "876"),
    ] {
        let text = format!("@misc{{a, title={{T}}, {written_date}}}");
        let draft = one(&text);
        assert_eq!(draft.year, year, "{written_date}");
        assert_eq!(draft.problems.is_empty(), year.is_some(), "told when it is none: {:?}", draft.problems);
        let (name, value) = written_date.split_once('=').expect("a field");
        assert!(written(Format::Biblatex, &text).contains(&format!("{name} = {value}")), "kept: {written_date}");
        assert!(written(Format::CslJson, &text).contains(csl), "and in CSL: {}", written(Format::CslJson, &text));
    }
    assert!(one("@misc{a, title={T}, year={in press}}").problems.is_empty(), "words are no mistake");
}

#[test]
fn keys_with_blanks_are_kept_and_told() {
    let text = "@misc{my key, title={T}}\n";
    let draft = one(text);
    assert_eq!(field(&draft, "bibtex:key"), "my key", "kept");
    assert_eq!(draft.problems, ["Its key “my key” is none that LaTeX can cite; it is kept beside"], "told");
    assert!(written(Format::Biblatex, text).contains("@misc{my key,"), "and written again");
}

#[test]
fn lists_that_are_there_twice_are_one() {
    let draft = one(
        "@misc{a, title={T}, keywords={rain, snow}, keywords={snow, hail}, file={a.pdf}, file={:b.pdf:PDF}, year=2001, keywords={rain, snow}}",
    );
    assert_eq!(draft.tags, ["rain", "snow", "hail"], "each word once");
    assert_eq!(field(&draft, "file"), "a.pdf;:b.pdf:PDF", "both files");
    assert!(draft.problems.is_empty(), "which is no mistake: {:?}", draft.problems);
    let draft = one("@misc{a, title={T}, keywords={rain; snow}, keywords={hail, wind}}");
    assert_eq!(draft.tags, ["rain", "snow", "hail", "wind"], "whatever stands between them");
    let draft = one(r"@misc{a, title={T}, file={:one\;b.pdf:PDF}, file={:two\;b.pdf:PDF}}");
    assert_eq!(field(&draft, "file"), r":one\;b.pdf:PDF;:two\;b.pdf:PDF", "a name may hold the sign between files");
}

#[test]
fn eastern_names_have_the_family_first_and_no_blank() {
    for (written, shown, filed) in [
        ("王, 小明", "王小明", "王, 小明"),
        ("김, 철수", "김철수", "김, 철수"),
        ("Wang, Xiaoming", "Xiaoming Wang", ""),
    ] {
        let draft = one(&format!("@misc{{a, title={{T}}, author={{{written}}}}}"));
        assert_eq!((draft.authors[0].as_str(), draft.sort_names[0].as_str()), (shown, filed));
        let name = formats::names::Name::from_stored(&draft.authors[0], &draft.sort_names[0]);
        assert_eq!(name.filed(), written, "and the parts come back");
    }
}
