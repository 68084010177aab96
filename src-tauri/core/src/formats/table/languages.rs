//! Headings of tables in German, French, Spanish, Portuguese and Italian, folded to plain letters. What one language
//! calls a publisher ("editora", "éditeur") is an editor's name in none of the others.

use crate::model::ColumnField::{self, *};

/// What stands for each field. A word of two languages stands once.
const HEADINGS: &[(ColumnField, &str)] = &[
    (Title, "titel haupttitel artikeltitel titre titrearticle titredelarticle titulo titulodelarticulo titulodoartigo"),
    (Title, "titolo titolodellarticolo"),
    (Authors, "autor autoren autorin autorinnen autorenundautorinnen verfasser verfasserin verfasserinnen"),
    (Authors, "auteur auteurs auteure auteures autrice autrices autora autores autoras autoresas autore autori"),
    (Editors, "herausgeber herausgeberin herausgeberinnen hrsg hg editeurscientifique editeursscientifiques"),
    (Editors, "directeurdepublication coordinateur coordinateurs editores organizador organizadores organizadora"),
    (Editors, "organizadoras coordinador coordinadores compilador compiladores curatore curatori acuradi"),
    (
        Venue,
        "zeitschrift zeitschriftentitel fachzeitschrift quelle erschienenin publikation konferenz tagung tagungsband",
    ),
    (Venue, "buchtitel sammelband revue periodique titredelarevue titredelouvrage ouvrage colloque conference actes"),
    (
        Venue,
        "revista publicacion congreso congresso conferencia titulodellibro titulodolivro titulodarevista periodico",
    ),
    (Venue, "rivista conferenza convegno titolodellibro titolodellarivista publicacao"),
    (Year, "jahr erscheinungsjahr publikationsjahr jahrderveroffentlichung datum erscheinungsdatum annee"),
    (Year, "anneedepublication datedepublication ano anodepublicacion anodepublicacao fecha fechadepublicacion"),
    (Year, "datadepublicacao anno annodipubblicazione datadipubblicazione"),
    (Volume, "band jahrgang bd jg tome volumen"),
    (Number, "heft ausgabe nummer heftnummer nr numero fascicule fascicolo ejemplar"),
    (Pages, "seiten seite seitenzahlen paginas pagina pagine"),
    (
        FirstPage,
        "anfangsseite ersteseite startseite premierepage pagededebut paginainicial primerapagina paginainiziale",
    ),
    (LastPage, "endseite letzteseite dernierepage pagedefin paginafinal ultimapagina paginafinale"),
    (Publisher, "verlag editeur maisondedition editorial editora editore casaeditrice"),
    (Series, "reihe schriftenreihe buchreihe coleccion colecao serie collana"),
    (Edition, "auflage edicion edicao edizione"),
    (Abstract, "zusammenfassung kurzfassung resume resumen resumo riassunto"),
    (Comments, "notiz notizen anmerkung anmerkungen bemerkung bemerkungen kommentar kommentare remarque remarques"),
    (Comments, "commentaire commentaires nota notas observaciones observacoes comentario comentarios commenti"),
    (Tags, "schlagwort schlagworter schlagworte schlagwoerter stichwort stichworter stichworte stichwoerter"),
    (Tags, "schlusselworter schluesselwoerter motscles motsclefs motcle palabrasclave palabraclave palavraschave"),
    (Tags, "palavrachave parolechiave parolachiave"),
    (CitationKey, "zitierschlussel zitierschluessel zitatschlussel cledecitation clebibtex clavedecita chavedecitacao"),
    (CitationKey, "chiavedicitazione"),
    (Type, "typ dokumenttyp dokumentart publikationstyp publikationsart typededocument tipo tipodedocumento"),
    (Type, "tipodidocumento"),
    (Language, "sprache langue idioma lengua lingua"),
    (Url, "webadresse internetadresse lien adresseweb enlace ligacao collegamento"),
];

/// What a folded heading says.
pub fn known(plain: &str) -> Option<ColumnField> {
    HEADINGS.iter().find(|(_, words)| words.split(' ').any(|word| word == plain)).map(|(field, _)| *field)
}

/// Whether "data" is a date beside this heading: in Italian and Portuguese, where a title is called so.
pub fn has_dates_called_data(plain: &str) -> bool {
    plain.starts_with("titulo") || plain.starts_with("titolo")
}
