//! What the columns of a table say: told by their headings, or by the reader.

use super::rows::Rows;
use super::{languages, science};
use crate::error::{Error, Result};
use crate::model::ColumnField::{self, *};
use crate::model::{ColumnUse, TableColumn, TableShape};
use crate::search::fold::title_key;

/// Headings in small letters without signs.
const HEADINGS: &[(&str, ColumnField)] = &[
    ("title", Title),
    ("articletitle", Title),
    ("documenttitle", Title),
    ("papertitle", Title),
    ("authors", Authors),
    ("author", Authors),
    ("authornames", Authors),
    ("authorfullnames", Authors),
    ("editors", Editors),
    ("editor", Editors),
    ("venue", Venue),
    ("journal", Venue),
    ("publication", Venue),
    ("journalbook", Venue),
    ("publicationtitle", Venue),
    ("sourcetitle", Venue),
    ("booktitle", Venue),
    ("conference", Venue),
    ("year", Year),
    ("publicationyear", Year),
    ("date", Year),
    ("publicationdate", Year),
    ("published", Year),
    // Paperlib's.
    ("pubtime", Year),
    ("volume", Volume),
    ("number", Number),
    ("issue", Number),
    ("pages", Pages),
    ("pagestart", FirstPage),
    ("pageend", LastPage),
    ("startpage", FirstPage),
    ("endpage", LastPage),
    ("publisher", Publisher),
    ("series", Series),
    ("edition", Edition),
    ("doi", Doi),
    ("arxiv", Arxiv),
    ("arxivid", Arxiv),
    ("pmid", Pmid),
    ("pubmedid", Pmid),
    ("pmcid", Pmcid),
    ("isbn", Isbn),
    ("issn", Issn),
    ("url", Url),
    ("link", Url),
    ("abstract", Abstract),
    ("abstractnote", Abstract),
    ("note", Comments),
    ("notes", Comments),
    ("tags", Tags),
    ("keywords", Tags),
    ("authorkeywords", Tags),
    ("manualtags", Tags),
    ("key", CitationKey),
    ("citationkey", CitationKey),
    ("citekey", CitationKey),
    ("bibtexkey", CitationKey),
    ("type", Type),
    ("itemtype", Type),
    ("documenttype", Type),
    ("language", Language),
    ("languageoforiginaldocument", Language),
];

/// Headings of columns that the reader is not asked about, and BibLaTeX's names of what they say.
const BESIDE: &[(&str, &str)] = &[
    ("place", "location"),
    // Of Scopus, IEEE Xplore and Web of Science.
    ("artno", "eid"),
    ("articlenumber", "eid"),
    ("isbns", "isbn"),
    ("eissn", "issn"),
    ("pdflink", "url"),
    ("conferencetitle", "eventtitle"),
    ("conferencelocation", "place-of-event"),
    ("shorttitle", "shorttitle"),
    ("journalabbreviation", "shortjournal"),
    ("abbreviatedsourcetitle", "shortjournal"),
    ("seriesnumber", "number"),
    ("accessdate", "urldate"),
    ("numpages", "pagetotal"),
    ("numberofvolumes", "volumes"),
    ("conferencename", "eventtitle"),
    ("meetingname", "eventtitle"),
    ("callnumber", "callnumber"),
    ("librarycatalog", "library"),
    ("translator", "translator"),
    ("rights", "rights"),
    ("fileattachments", "file"),
    ("automatictags", "keywords"),
    ("ort", "location"),
    ("erscheinungsort", "location"),
    ("verlagsort", "location"),
    ("lieu", "location"),
    ("lieudepublication", "location"),
    ("lugar", "location"),
    ("lugardepublicacion", "location"),
    ("luogo", "location"),
    ("luogodipubblicazione", "location"),
    ("subtitle", "subtitle"),
    ("untertitel", "subtitle"),
    ("soustitre", "subtitle"),
    ("subtitulo", "subtitle"),
    ("sottotitolo", "subtitle"),
    ("ubersetzer", "translator"),
    ("ubersetzerin", "translator"),
    ("traducteur", "translator"),
    ("traductor", "translator"),
    ("tradutor", "translator"),
    ("traduttore", "translator"),
];

/// What a column says that is a field of its own to the reader.
pub fn beside(heading: &str) -> Option<&'static str> {
    let plain = plain(heading);
    BESIDE.iter().find(|(known, _)| *known == plain).map(|(_, name)| *name)
}

/// Cells of a column that are shown.
const SHOWN: usize = 4;
/// Rows looked at to tell a table from lines of prose with commas.
const LOOKED_AT: usize = 20;
/// More columns than this are no table of papers.
const MOST: usize = 200;

/// Under which name of BibLaTeX's a column is said; `None` for what is said in another way.
pub fn said(field: ColumnField) -> Option<&'static str> {
    Some(match field {
        Title => "title",
        Authors => "author",
        Editors => "editor",
        Venue => "venue",
        Year => "date",
        Abstract => "abstract",
        Doi => "doi",
        Arxiv => "arxiv",
        Pmid => "pmid",
        Isbn => "isbn",
        Issn => "issn",
        Url => "url",
        Tags => "keywords",
        Comments => "note",
        CitationKey => "key",
        Type => "type",
        Volume => "volume",
        Number => "number",
        Pages => "pages",
        FirstPage => "firstpage",
        LastPage => "lastpage",
        Publisher => "publisher",
        Series => "series",
        Edition => "edition",
        Pmcid => "pmcid",
        Language => "langid",
        Notes | Own | Ignore => return None,
    })
}

/// What headings say by themselves; the column of one that says nothing is kept as a field of its own.
pub fn by_themselves(headings: &[String]) -> Vec<ColumnUse> {
    let dates_are_data = headings.iter().any(|heading| languages::has_dates_called_data(&plain(heading)));
    let is_science = science::is_table(headings.iter().map(String::as_str));
    let one = |(at, heading): (usize, &String)| {
        let field = match plain(heading).as_str() {
            "data" if dates_are_data => Year,
            _ if is_science => science::known(heading).unwrap_or(Own),
            _ => known(heading).unwrap_or(Own),
        };
        // The numbers before everything else count the rows.
        let field = if at == 0 && field == Number { Own } else { field };
        ColumnUse { heading: heading.trim().to_owned(), field, separator: None }
    };
    headings.iter().enumerate().map(one).collect()
}

/// Whether a column spells out names that another one shortens.
pub fn in_full(heading: &str) -> bool {
    matches!(heading.trim().to_ascii_lowercase().as_str(), "author full names" | "af" | "bf")
}

/// Small letters without accents and signs: "Année", "Auteur·e·s", "Autor:innen".
fn plain(heading: &str) -> String {
    title_key(heading)
}

fn known(heading: &str) -> Option<ColumnField> {
    let plain = plain(heading);
    let english = HEADINGS.iter().find(|(known, _)| *known == plain).map(|(_, field)| *field);
    english.or_else(|| languages::known(&plain))
}

/// What a text looks like as a table. Of a text that does not come from a file of a table's kind, more is asked: prose
/// has commas, too.
pub fn shape(text: &str, is_table: bool) -> Option<TableShape> {
    let mut rows = Rows::of(text)?;
    let sign = rows.sign();
    let (_, headings) = rows.find(|(_, cells)| !is_blank(cells))?;
    let wide = headings.len();
    if !(2..=MOST).contains(&wide) || headings.iter().any(|heading| heading.len() > 200) {
        return None;
    }
    let mut columns: Vec<TableColumn> = by_themselves(&headings)
        .into_iter()
        .map(|reading| TableColumn { understood: reading.field != Own, reading, values: Vec::new() })
        .collect();
    let (mut count, mut even) = (0_u32, 0);
    for (_, cells) in rows.filter(|(_, cells)| !is_blank(cells)) {
        if (count as usize) < LOOKED_AT {
            even += usize::from(cells.len() == wide);
            for (column, cell) in columns.iter_mut().zip(&cells) {
                if column.values.len() < SHOWN && !cell.trim().is_empty() {
                    column.values.push(cell.trim().chars().take(160).collect());
                }
            }
        }
        count += 1;
    }
    let looked_at = LOOKED_AT.min(count as usize);
    let is_even = looked_at > 0 && 5 * even >= 4 * looked_at;
    let understood = columns.iter().filter(|column| column.understood).count();
    let is_one = is_table || understood >= 2 || understood == 1 && wide > 2 || sign != ',' && wide > 2 && count > 1;
    (is_even && is_one).then_some(TableShape { columns, rows: count, remembered: false })
}

/// Gives columns the fields that a reader names: `[("Otsikko", "title"), ("Kirjoittajat", "authors")]`.
///
/// # Errors
/// `Validation`, naming the column or the field that there is not.
pub fn choose(shape: &TableShape, wanted: &[(String, String)]) -> Result<Vec<ColumnUse>> {
    let mut columns: Vec<ColumnUse> = shape.columns.iter().map(|column| column.reading.clone()).collect();
    for (heading, name) in wanted {
        let column = columns.iter_mut().find(|column| column.heading.eq_ignore_ascii_case(heading.trim()));
        let Some(column) = column else {
            let known: Vec<String> =
                shape.columns.iter().map(|column| format!("“{}”", column.reading.heading)).collect();
            let words = format!("The table has no column “{}”. It has {}.", heading.trim(), known.join(", "));
            return Err(Error::validation("map", words));
        };
        column.field = by_name(name)?;
    }
    Ok(columns)
}

fn by_name(name: &str) -> Result<ColumnField> {
    let plain = name.trim().to_ascii_lowercase();
    let same = match plain.as_str() {
        "author" => "authors",
        "editor" => "editors",
        "date" | "published" => "year",
        "journal" | "booktitle" => "venue",
        "keywords" => "tags",
        "note" => "comments",
        "key" => "citation-key",
        "field" | "keep" => "own",
        "skip" => "ignore",
        other => other,
    };
    serde_json::from_value(same.into()).map_err(|_| {
        let words = format!(
            "“{}” is no field of a paper. A column can be title, authors, editors, venue, year, abstract, doi, arxiv, pmid, isbn, url, tags, notes, comments, citation-key, type, volume, number, pages, publisher, series, language, own (a field of its own) or ignore.",
            name.trim()
        );
        Error::validation("map", words)
    })
}

pub fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}
