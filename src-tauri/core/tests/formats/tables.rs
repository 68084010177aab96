//! Tables, whose columns are known by their headings.

use postil_core::formats;

use super::bibtex::{field, one};
use super::readers::ARTICLE;

#[test]
fn tables_of_search_services_and_crossrefs_lists_are_read() {
    let scopus = "\"Authors\",\"Author full names\",\"Title\",\"Year\",\"Source title\",\"PubMed ID\"\n\"Example A.; van Sample B.\",\"Example, Ada (123); van Sample, Bo (456)\",Rain,2021,J Rain,3456\n";
    let scholar = "Authors,Title,Publication,Volume,Year\n\"Example, Ada; van Sample, Bo; \",Rain,J Rain,1,2021\n";
    let science = "PT\tAU\tAF\tTI\tSO\tPY\tDI\nJ\tExample, A; van Sample, B\tExample, Ada; van Sample, Bo\tRain\tJ Rain\t2021\t10.5555/w\n";
    for (whose, text) in [("Scopus", scopus), ("Google Scholar", scholar), ("Web of Science", science)] {
        let draft = formats::read(text).unwrap_or_default().drafts.pop().unwrap_or_default();
        assert_eq!(draft.authors, ["Ada Example", "Bo van Sample"], "{whose}: each once, in full");
        assert_eq!((draft.title.as_str(), draft.venue.as_str(), draft.year), ("Rain", "J Rain", Some(2021)), "{whose}");
    }
    let crossref = r#"[{"type": "article-journal", "title": ["Rain"], "container-title": ["J Rain"], "ISSN": ["1234-5679"], "issued": {"date-parts": [[2019, 4]]},
        "author": [{"given": "Ada", "family": "Example"}, {"name": "Rain Office"}], "abstract": "<jats:p>Wet.</jats:p>"}, {"type": "book", "title": "Old", "issued": {"date-parts": [[-44]]}}, {"type": "book", "title": "Flat", "issued": {"date-parts": [2014, 5]}}]"#;
    let drafts = formats::read(crossref).expect("items").drafts;
    assert_eq!(
        (drafts[0].title.as_str(), drafts[0].venue.as_str(), field(&drafts[0], "issn")),
        ("Rain", "J Rain", "1234-5679"),
        "lists"
    );
    assert_eq!(
        (&drafts[0].authors[..], drafts[0].abstract_text.as_str()),
        (&["Ada Example".to_owned(), "Rain Office".into()][..], "Wet."),
        "an office"
    );
    assert_eq!(field(&drafts[1], "date"), "-0044", "before Christ");
    assert_eq!((drafts[2].year, field(&drafts[2], "month")), (Some(2014), "5"), "without the list around");
}

#[test]
fn a_heading_nobody_knows_becomes_a_field() {
    let (_, text) = ARTICLE.last().expect("the table");
    let reading = formats::read(text).expect("a table");
    assert_eq!(field(&reading.drafts[0], "table:Shelf"), "A \"3\"", "quotes within quotes");
}

#[test]
fn tables_of_zotero_say_more_than_their_headings() {
    let draft = one(
        "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"Abstract Note\",\"Num Pages\",\"Place\",\"Type\",\"Extra\",\"Notes\",\"Manual Tags\",\"Automatic Tags\"\n\
         \"ABCD1234\",\"thesis\",\"2020\",\"Example, Ada\",\"Rain, measured\",\"\",\"Long.\",\"200\",\"Bergen\",\"PhD\",\"PMID: 12345\nCitation Key: example2020\nAs lent\",\"<p>A <b>note</b></p>\",\"rain; fog\",\"snow\"\n",
    );
    assert_eq!(
        (draft.entry_type.as_str(), field(&draft, "type")),
        ("thesis", "phdthesis"),
        "its type, and what it is called"
    );
    assert_eq!((field(&draft, "pagetotal"), field(&draft, "location")), ("200", "Bergen"), "columns of Zotero's own");
    assert_eq!(draft.citation_key.as_deref(), Some("example2020"), "a key to cite by, not that of a database");
    assert_eq!(field(&draft, "table:Key"), "ABCD1234", "which is kept");
    assert_eq!(draft.identifiers[0].value, "12345", "what it has no column for");
    assert_eq!((draft.comments.as_str(), draft.notes[0].as_str()), ("As lent", "A **note**"), "remarks and notes");
    assert_eq!(draft.tags, ["rain", "fog", "snow"], "tags of both kinds");
}

#[test]
fn a_table_of_paperlib_is_read() {
    // It ends each line with a comma, and puts every cell into quotes.
    let text = "id,addTime,title,authors,publication,pubTime,pubType,doi,arxiv,mainURL,rating,flag,note,pages,volume,number,publisher,\n\
        \"65a1\",\"Mon Jan 01 2024\",\"On Rain\",\"Ada Example, Bo Muster\",\"Weather\",\"2021\",\"0\",\"10.5555/rain\",\"2101.00001\",\"rain_main.pdf\",\"3\",\"false\",\"wet\",\"1-9\",\"7\",\"2\",\"Press\",\n\
        \"65a2\",\"Mon Jan 01 2024\",\"On Snow\",\"Cy Muster\",\"Weather\",\"2022\",\"0\",\"\",\"\",\"\",\"0\",\"true\",\"\",\"\",\"\",\"\",\"\",\n";
    let reading = formats::read(text).expect("a table");
    let rain = &reading.drafts[0];
    assert_eq!((reading.drafts.len(), rain.title.as_str(), rain.year), (2, "On Rain", Some(2021)), "papers and years");
    assert_eq!(rain.authors, ["Ada Example", "Bo Muster"], "people between commas");
    assert_eq!((rain.venue.as_str(), rain.comments.as_str()), ("Weather", "wet"), "where, and its note");
    let numbers: Vec<&str> = rain.identifiers.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(numbers, ["10.5555/rain", "2101.00001"], "DOI and number of arXiv");
}

#[test]
fn tables_are_understood_by_headings_in_five_languages() {
    let tables = [
        (
            "Titel;Autor:innen;Herausgeber;Zeitschrift;Erscheinungsjahr;Jahrgang;Heft;Seiten;Verlag;Schlagwörter;Zusammenfassung;Typ",
            "Zeitschriftenaufsatz",
        ),
        (
            "Titre;Auteur·e·s;Éditeur scientifique;Revue;Année;Tome;Numéro;Pages;Éditeur;Mots-clés;Résumé;Type",
            "Article de revue",
        ),
        (
            "Título;Autores;Editores;Revista;Año;Volumen;Número;Páginas;Editorial;Palabras clave;Resumen;Tipo",
            "Artículo",
        ),
        ("Título;Autores;Organizadores;Revista;Ano;Volume;Número;Páginas;Editora;Palavras-chave;Resumo;Tipo", "Artigo"),
        (
            "Titolo;Autori;A cura di;Rivista;Data;Volume;Fascicolo;Pagine;Editore;Parole chiave;Riassunto;Tipo",
            "Articolo",
        ),
    ];
    for (headings, kind) in tables {
        let text = format!(
            "{headings}\nÜber Regen;Example, Ada;Muster, Cy;Wetter;2001;7;2;1-9;Haus;rain, snow;Es regnet.;{kind}\nNoch eins;;;;2002;;;;;;;\n"
        );
        let shape = formats::shape(&text, true).expect("a table");
        assert!(shape.columns.iter().all(|column| column.understood), "all are guessed: {:?}", shape.columns);
        let draft = formats::read(&text).unwrap_or_default().drafts.remove(0);
        assert_eq!((draft.title.as_str(), draft.year), ("Über Regen", Some(2001)), "{headings}");
        assert_eq!((draft.authors[0].as_str(), field(&draft, "editor")), ("Ada Example", "Muster, Cy"), "{headings}");
        assert_eq!((draft.venue.as_str(), field(&draft, "publisher")), ("Wetter", "Haus"), "{headings}");
        let numbers = ["volume", "number", "pages"].map(|name| field(&draft, name));
        assert_eq!(numbers, ["7", "2", "1–9"], "{headings}");
        assert_eq!((draft.tags.len(), draft.abstract_text.as_str()), (2, "Es regnet."), "{headings}");
        assert_eq!(draft.entry_type, "article", "{headings}");
    }
    let english = formats::shape("Title,Data\nA,https://example.org/d\nB,none\n", true).expect("a table");
    assert!(!english.columns[1].understood, "data is no date in English");
}

#[test]
fn numbers_that_count_the_rows_are_no_issues() {
    let drafts = formats::read("Nr,Title,Author,Year\n1,Rain,\"Example, A\",2010\n2,Snow,\"Sample, B\",2011\n")
        .expect("a table")
        .drafts;
    let told = |at: usize| (field(&drafts[at], "number"), field(&drafts[at], "table:Nr"));
    assert_eq!([told(0), told(1)], [("", "1"), ("", "2")], "in the first column they stand before every row");
    let german = one("Titel;Autor;Jahr;Band;Nr\nRegen;Beispiel, Ada und Muster, Bo;2010;3;7\n");
    assert_eq!((field(&german, "volume"), field(&german, "number")), ("3", "7"), "behind the others they are");
    assert_eq!(german.authors, ["Ada Beispiel", "Bo Muster"], "joined in its own language");
}

#[test]
fn the_tags_of_web_of_science_mean_in_its_tables_what_they_mean_in_its_files() {
    let draft = one("PT\tAU\tTI\tSO\tLA\tDT\tDE\tID\tAB\tNR\tPU\tPI\tSN\tPY\tVL\tIS\tBP\tEP\tAR\tPG\tUT\tPM\n\
         J\tExample, A\tRain\tJ RAIN\tEnglish\tArticle\tdrops; mist\tDEW\tWet.\t30\tRAIN PRESS\tBERGEN\t1234-5679\t2010\t3\t2\t10\t20\te5\t11\tWOS:1\t123\n");
    assert_eq!((draft.entry_type.as_str(), draft.abstract_text.as_str()), ("article", "Wet."));
    assert_eq!(draft.tags, ["drops", "mist", "DEW"], "keywords of both kinds");
    let names = ["number", "volume", "pages", "eid", "publisher", "location", "issn", "table:NR"];
    assert_eq!(
        names.map(|name| field(&draft, name)),
        ["2", "3", "10–20", "e5", "RAIN PRESS", "BERGEN", "1234-5679", "30"],
        "how many works it cites is no number of an issue"
    );
    let other = one("ID\tTitle\tYear\n7\tRain\t2010\n");
    assert!(other.tags.is_empty(), "elsewhere an ID is none of them");
}
