//! Reading .bib files: our own cases.

use postil_core::formats;
use postil_core::model::{Draft, Reading};

pub fn read(text: &str) -> Reading {
    formats::read(text).expect("a .bib file")
}

pub fn one(text: &str) -> Draft {
    let mut reading = read(text);
    assert_eq!(reading.drafts.len(), 1, "one entry in {text}");
    reading.drafts.remove(0)
}

pub fn field<'a>(draft: &'a Draft, name: &str) -> &'a str {
    draft.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str()).unwrap_or_default()
}

#[test]
fn titles_are_read_as_a_reader_sees_them() {
    let cases = [
        (r#"{The {BERT} Model}"#, "The BERT Model", "braces protect and are not shown"),
        (r#"{G{\"o}del, \'Emile and \v{S}ar{\i}}"#, "Gödel, Émile and Šarı", "accents in all their forms"),
        (r#"{\c{c}a \k a \H{o} \aa ngstrom {\ss}}"#, "ça ą ő ångstrom ß", "letters with names"),
        (r#"{Costs \& {\$}5 100\% \#1 a\_b}"#, "Costs & $5 100% #1 a_b", "escaped signs"),
        (r#"{``Quoted'' pages 1--2 --- a dash}"#, "“Quoted” pages 1–2 — a dash", "quotes and dashes"),
        (r#"{On $O(n^2)$ and $\mathcal{X}$}"#, "On $O(n^2)$ and $\\mathcal{X}$", "mathematics is kept"),
        (r#"{The $\alpha$ of CO$_2$ at $10^{-3}$}"#, "The α of CO₂ at 10⁻³", "unless Unicode says the same"),
        (r#"{On ${\rm GaN}(000\bar{1})$}"#, "On GaN(0001\u{305})", "upright letters are no variables"),
        (r#"{\emph{Slanted} and \textbf{bold {\em both}}}"#, "Slanted and bold both", "styles go"),
        (r#"{See \href{https://example.org}{the page}}"#, "See the page", "links show their text"),
        (r#"{A\quad wide\,space}"#, "A wide space", "spaces of any width"),
        (r#"{An \unknowncommand here}"#, "An \\unknowncommand here", "what nobody knows is kept"),
        ("{Over\n   two  lines}", "Over two lines", "lines are blanks"),
        (r#""Quoted {"}inner{"} text""#, "Quoted \"inner\" text", "quotes within braces do not end it"),
        (r#""G\"odel""#, "Gödel", "an accent does not end a quoted value"),
        (r#""One" # " and " # two"#, "One and 2", "pieces are joined"),
        ("2001", "2001", "a bare number"),
    ];
    for (value, title, why) in cases {
        let draft = one(&format!("@string{{two = \"2\"}}\n@article{{key,\n  title = {value}\n}}\n"));
        assert_eq!(draft.title, title, "{why}");
        assert!(draft.problems.is_empty(), "{why}: {:?}", draft.problems);
    }
}

#[test]
fn broken_entries_cost_nothing_but_themselves() {
    let good = "@book{good,\n  title = {A good one},\n  year = 2001\n}\n";
    let cases = [
        ("@article{a,\n  title = {Never closed,\n  year = {2000}\n}\n", "Never closed", 2000),
        ("@article{a,\n  title = {A {brace too few},\n  year = {2000}\n}\n", "A brace too few", 2000),
        ("@article{a,\n  title = {A brace} too many},\n  year = {2000}\n}\n", "A brace too many", 2000),
        ("@article{a,\n  title = \"No closing quote,\n  year = {2000}\n}\n", "No closing quote", 2000),
        ("@article{a,\n  title = {No comma}\n  year = {2000}\n}\n", "No comma", 2000),
        ("@article{a,\n  title = {No end},\n  year = {2000}\n", "No end", 2000),
        (
            "@article{a,\n  title = {Words where no field is}, what is this,\n  year = {2000}\n}\n",
            "Words where no field is",
            2000,
        ),
        ("@article{a,\n  title = {Twice closed}},\n  year = {2000}\n}\n", "Twice closed", 2000),
    ];
    for (text, title, year) in cases {
        let reading = read(&format!("{good}{text}{}", good.replace("good", "best")));
        let titles: Vec<&str> = reading.drafts.iter().map(|draft| draft.title.as_str()).collect();
        assert_eq!(titles, ["A good one", title, "A best one"], "all three entries of\n{text}");
        assert_eq!(reading.drafts[1].year, Some(year), "the fields behind the mistake in\n{text}");
        assert!(!reading.drafts[1].problems.is_empty(), "the mistake is said of\n{text}");
        assert_eq!(reading.drafts[1].line, 5, "with its line");
    }
}

#[test]
fn a_field_has_a_place_or_is_kept() {
    let draft = one(
        "@inproceedings{ex:1,\n author = {von der Example, Ada and {An Institute}},\n title={T},\n booktitle = {Proc. of {X}},\n \
         journal = {Series},\n pages = {1--10}, month = mar, year = 2020, address = {Town}, volume = 3,\n \
         doi = {https://doi.org/10.1000/ABC<1>}, archivePrefix = {arXiv}, eprint = {2003.01234v2}, \
         keywords = {one, two}, note = {A remark}, url = {https://example.org/a\\_b}, jabref-thing = {x}\n}\n",
    );
    assert_eq!(draft.entry_type, "inproceedings", "its type");
    assert_eq!(draft.citation_key.as_deref(), Some("ex:1"), "its key");
    assert_eq!(draft.authors, ["Ada von der Example", "An Institute"], "names as shown");
    assert_eq!(draft.sort_names, ["", "An Institute"], "filed forms where they are not told by that");
    assert_eq!(draft.venue, "Proc. of X", "the book of a paper is its venue");
    assert_eq!(field(&draft, "journaltitle"), "Series", "the other one is kept");
    assert_eq!((draft.year, field(&draft, "month")), (Some(2020), "3"), "year and month");
    assert_eq!(
        (field(&draft, "pages"), field(&draft, "location")),
        ("1–10", "Town"),
        "other fields by BibLaTeX's names"
    );
    let values: Vec<&str> = draft.identifiers.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(values, ["10.1000/abc<1>", "2003.01234"], "identifiers in canonical form");
    assert_eq!(draft.tags, ["one", "two"], "keywords are tags");
    assert_eq!(
        (draft.comments.as_str(), draft.url.as_str()),
        ("A remark", "https://example.org/a_b"),
        "note and address"
    );
    assert_eq!(field(&draft, "jabref-thing"), "x", "what nobody knows is kept");
}

#[test]
fn what_was_to_be_an_entry_is_told_by_line() {
    let reading = read(
        "@@@garbage here\n@article no brace\n@article{a, title = {T}}\n@ada_example on the web\nada@example.org\n",
    );
    let told: Vec<(u32, &str)> = reading.skipped.iter().map(|one| (one.line, one.text.as_str())).collect();
    assert_eq!(told, [(1, "@@@garbage here"), (2, "@article no brace")], "but no account and no address");
    assert_eq!(reading.drafts.len(), 1);
}

#[test]
fn a_missing_sign_costs_no_other_field_and_no_other_entry() {
    let drafts = read(
        "@article{a, title=bare words here, year=2016}\n@misc{b title={No comma}, year=2018}\n@misc{c\n  title = {Nor here}, year=2019}\n",
    )
    .drafts;
    let told: Vec<_> = drafts.iter().map(|one| (one.citation_key.as_deref(), one.title.as_str(), one.year)).collect();
    let (a, b) = ((Some("a"), "bare words here", Some(2016)), (Some("b"), "No comma", Some(2018)));
    assert_eq!(told, [a, b, (Some("c"), "Nor here", Some(2019))]);
    assert!(drafts[..2].iter().all(|one| !one.problems.is_empty()), "and it is said");
}

#[test]
fn preprints_are_known_by_what_stands_in_for_their_venue() {
    for (fields, number) in [
        ("journal = {arXiv preprint arXiv:2003.01234}", Some("2003.01234")),
        ("journal = {CoRR}, volume = {abs/2003.01234}", Some("2003.01234")),
        (
            "journal = {CoRR}, volume = {hep-th/9901001}, eprint = {2003.01234}, archiveprefix = {arXiv}",
            Some("2003.01234"),
        ),
        ("howpublished = {arXiv:hep-th/9901001 [hep-th]}", Some("hep-th/9901001")),
        ("journal = {Letters}, note = {Extends arXiv:2003.01234}", None),
        ("journal = {Letters}, volume = {abs/2003.01234}", None),
    ] {
        let draft = one(&format!("@article{{a, title = {{T}}, {fields}}}"));
        let found: Vec<&str> = draft.identifiers.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(found, number.as_slice(), "{fields}");
    }
}

#[test]
fn entries_inherit_and_stand_in_for_titles() {
    let reading = read(
        "@inproceedings{child, crossref = {parent}, title = {A chapter}}\n@xdata{data, publisher = {Press}}\n\
         @proceedings{parent, title = {The Whole}, year = 1999, doi = {10.1000/whole}, xdata = {data}}\n@misc{bare, year = 1998}\n",
    );
    let child = &reading.drafts[0];
    assert_eq!((child.venue.as_str(), child.year), ("The Whole", Some(1999)), "from the parent");
    assert_eq!(field(child, "publisher"), "Press", "and through it");
    assert!(child.identifiers.is_empty(), "the DOI of the whole is not the chapter's");
    let bare = reading.drafts.last().expect("an entry");
    assert_eq!(bare.title, "bare", "the key stands in for a title");
    assert!(bare.problems[0].contains("no title"), "and that is said");
}

#[test]
fn hostile_files_are_read_in_linear_time() {
    let cases = [
        "@article{a,\n t = {\n".repeat(20_000),
        "@comment{ ".repeat(50_000) + "\n@article{a, title={x}}",
        format!("@article{{a, title={{{}}}}}", "{\\emph".repeat(40_000)),
        format!("@article{{a, title={{{}}}}}", "\\(\\x".repeat(40_000)),
        format!("@article{{a, title={{{}{}}}}}", "{".repeat(100_000), "}".repeat(100_000)),
        "@article{a,\n".to_owned() + &"b = {\n".repeat(50_000),
        format!("@article{{x{}y}}", " ".repeat(200_000)),
        format!("@article{{x, title = \"a\" b{}z", "\n".repeat(200_000)),
        format!("@article{{x, title = {{a {{{}}}", "\n".repeat(200_000)),
        format!("@article{{x, {}}}", "keywords={a}, ".repeat(40_000)),
        // Everybody inherits from twenty others, who do too.
        (0..300).fold(String::new(), |text, n| {
            let parents: Vec<String> = (1..=20).map(|more| format!("e{}", (7 * n + more) % 300)).collect();
            text + &format!("@article{{e{n}, title = {{a}}, crossref = {{{}}}}}\n", parents.join(","))
        }),
    ];
    for text in cases {
        // Done at all is the test: squares of these sizes would take minutes.
        let _ = formats::bibtex::read(&text);
    }
}

#[test]
fn files_joined_and_pasted_together_are_read_as_they_are_meant() {
    let reading = read(
        "@book{late, title = later # { and more}, month = jan # \"~12\", year = 1999}\n@string{later = {Defined Below}}\n\
         @article{page, title={Rain &amp; snow &#8211; a &lt;study&gt; of AT&T; more}, author={M&uuml;ller, Ada}}\n\
         @misc{about, title={About}, date={1999-12~}}\n@misc{season, title={Season}, date={2004-22}}\n@misc{open, title={Open}, date={1997/}}\n",
    );
    let [late, page, about, season, open] = reading.drafts.as_slice() else { panic!("five entries: {reading:?}") };
    assert_eq!(
        (late.title.as_str(), late.problems.len()),
        ("Defined Below and more", 0),
        "a name defined further down"
    );
    assert_eq!(late.published.as_deref(), Some("1999-01-12"), "a day beside the month");
    assert_eq!(page.title, "Rain & snow – a <study> of AT&T; more", "entities of a page");
    assert_eq!(page.authors, ["Ada Müller"], "in names, too");
    assert_eq!(
        (about.year, field(about, "month"), field(about, "date")),
        (Some(1999), "12", "1999-12~"),
        "about a month"
    );
    assert_eq!((season.year, field(season, "date")), (Some(2004), "2004-22"), "a season");
    assert_eq!((open.year, field(open, "date")), (Some(1997), "1997/"), "an open range");
    let mut out = Vec::new();
    formats::write(formats::Format::Biblatex, &reading.drafts, &mut out).expect("written");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("date = {1999-12~}") && text.contains("date = {1997/}"), "as they came in:\n{text}");
}
