//! Tables whose headings do not tell what their columns say.

use postil_core::Library;
use postil_core::model::{ColumnField, ColumnUse, ImportSource};

use crate::temp;

const FINNISH: &str = "Otsikko;Kirjoittajat;Vuosi;Arvosana;Oma muistiinpano\n\
Regen lernen;Ada Example / Bo von Berg;2021;gut;Anhang lesen\n\
Schnee;Cy Other;n.d.;;\n\
;Nobody;2020;;\n";

fn pasted(text: &str) -> ImportSource {
    ImportSource::Text { text: text.into(), html: None }
}

#[test]
fn a_table_of_unknown_headings_is_asked_about_once() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let source = pasted(FINNISH);
    let shape = library.table_shape(&source).expect("looked at").expect("a table");
    assert_eq!((shape.columns.len(), shape.rows, shape.remembered), (5, 3, false), "nobody said anything yet");
    assert_eq!(shape.columns[1].values, ["Ada Example / Bo von Berg", "Cy Other", "Nobody"], "its first cells");
    assert!(shape.columns.iter().all(|column| !column.understood), "Finnish is not known");
    let mut columns: Vec<ColumnUse> = shape.columns.into_iter().map(|column| column.reading).collect();
    assert!(library.remember_columns(&columns).is_err(), "a table without a title is of no use");
    for (at, field) in
        [(0, ColumnField::Title), (1, ColumnField::Authors), (2, ColumnField::Year), (4, ColumnField::Notes)]
    {
        columns[at].field = field;
    }
    columns[1].separator = Some("/".into());
    let preview = library.preview_table(&source, &columns).expect("previewed");
    assert_eq!(preview.drafts[0].authors, ["Ada Example", "Bo von Berg"], "the separator is the reader's");
    library.remember_columns(&columns).expect("remembered");

    let review = library.review_import(&source).expect("reviewed");
    let drafts: Vec<_> = review.items.into_iter().map(|item| item.draft).collect();
    assert_eq!(drafts.len(), 2, "the row without a title is left out");
    assert_eq!(
        (drafts[0].year, drafts[0].notes.as_slice()),
        (Some(2021), ["Anhang lesen".to_owned()].as_slice()),
        "as said"
    );
    assert!(
        drafts[0].fields.iter().any(|field| field.name == "table:Arvosana" && field.value == "gut"),
        "a field of its own"
    );
    assert_eq!(drafts[1].problems, ["Row 3, column “Vuosi”: “n.d.” is no year"], "what is wrong, and where");
    assert_eq!(review.skipped[0].reason, "row 4, column “Otsikko”: no title", "for what is left out, too");
    let again = library
        .table_shape(&pasted("OTSIKKO;kirjoittajat;Vuosi;Arvosana;Oma muistiinpano\nA;B;2000;;\nC;D;2001;;"))
        .expect("looked at");
    assert!(again.expect("a table").remembered, "whatever the case of its headings");
    columns[3].field = ColumnField::Ignore;
    library.remember_columns(&columns).expect("changed");
    let review = library.review_import(&source).expect("reviewed");
    assert!(review.items[0].draft.fields.is_empty(), "what is ignored is left out");
}

#[test]
fn columns_are_named_by_their_headings() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let path = folder.path().join("papers.csv");
    std::fs::write(&path, FINNISH).expect("written");
    let source = ImportSource::File { path: path.display().to_string() };
    let refused = library.review_import(&source).expect_err("nothing says which is the title");
    for word in ["papers.csv", "“Otsikko”, “Kirjoittajat”", "--map"] {
        assert!(refused.message.contains(word), "{word}: {}", refused.message);
    }
    let map = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(heading, field)| ((*heading).into(), (*field).into())).collect()
    };
    let review = library.review_mapped(&source, &map(&[("otsikko", "title"), ("Vuosi", "year")])).expect("reviewed");
    assert_eq!(
        (review.items[0].draft.title.as_str(), review.items[0].draft.year),
        ("Regen lernen", Some(2021)),
        "as named"
    );
    for (pairs, word) in [
        (map(&[("Titre", "title")]), "no column “Titre”. It has “Otsikko”"),
        (map(&[("Otsikko", "headline")]), "“headline” is no field of a paper"),
        (map(&[("Vuosi", "year")]), "which column is the title"),
    ] {
        let refused = library.review_mapped(&source, &pairs).expect_err("refused");
        assert!(refused.message.contains(word), "{word}: {}", refused.message);
    }
    let prose = pasted("It rains, as it does.\nIt snows, too.\n");
    assert!(library.review_mapped(&prose, &map(&[("x", "title")])).is_err(), "prose has no columns of that name");
    assert_eq!(library.table_shape(&prose).expect("looked at"), None, "and is not asked about");
}

#[test]
fn a_table_that_tells_itself_is_not_asked_about() {
    let folder = temp();
    let library = Library::open(folder.path()).expect("a new library");
    let shape = library.table_shape(&pasted("Title,Authors,Year\nRain,Ada Example,2021\n")).expect("looked at");
    assert!(shape.expect("a table").columns.iter().all(|column| column.understood), "all of it is known");
    for other in [
        "@article{a, title = {A, B, C}, year = 2020}",
        "[{\"title\": \"A, B\", \"type\": \"book\"}]",
        "TY  - JOUR\nTI  - Rain, Snow\nER  - \n",
        "Learning Rain, Snow and Wind\n\nWe study rain, snow, and wind; all of it.\n",
    ] {
        assert_eq!(library.table_shape(&pasted(other)).expect("looked at"), None, "{other}: is no table");
    }
}
