//! Web of Science's tables, whose headings are its tags of two letters. They mean that only beside each other: "ID" and
//! "NR" are headings of other tables, too.

use crate::model::ColumnField::{self, *};

const HEADINGS: &[(&str, ColumnField)] = &[
    ("TI", Title),
    ("AU", Authors),
    ("AF", Authors),
    ("BE", Editors),
    ("SO", Venue),
    ("SE", Series),
    ("DT", Type),
    ("LA", Language),
    ("DE", Tags),
    ("ID", Tags),
    ("AB", Abstract),
    ("PU", Publisher),
    ("SN", Issn),
    ("EI", Issn),
    ("BN", Isbn),
    ("PY", Year),
    ("VL", Volume),
    ("IS", Number),
    ("BP", FirstPage),
    ("EP", LastPage),
    ("DI", Doi),
    ("PM", Pmid),
];

/// Those the reader is not asked about.
const BESIDE: &[(&str, &str)] = &[
    ("AR", "eid"),
    ("PI", "location"),
    ("JI", "shortjournal"),
    ("CT", "eventtitle"),
    ("CL", "place-of-event"),
    ("PG", "pagetotal"),
    ("UT", "number-of-record"),
];

/// Whether headings are its tags: those that no table of it lacks.
pub fn is_table<'h>(headings: impl Iterator<Item = &'h str> + Clone) -> bool {
    ["PT", "AU", "TI", "SO"].iter().all(|tag| headings.clone().any(|heading| heading.trim() == *tag))
}

pub fn known(heading: &str) -> Option<ColumnField> {
    HEADINGS.iter().find(|(tag, _)| *tag == heading.trim()).map(|(_, field)| *field)
}

pub fn beside(heading: &str) -> Option<&'static str> {
    BESIDE.iter().find(|(tag, _)| *tag == heading.trim()).map(|(_, name)| *name)
}
