//! The words of BibTeX and BibLaTeX for the same things. Postil speaks BibLaTeX's.

use crate::formats::kinds;
use crate::months;

/// Field names that differ: BibTeX's (or a program's own) and BibLaTeX's.
const FIELDS: &[(&str, &str)] = &[
    ("journal", "journaltitle"),
    ("address", "location"),
    ("school", "institution"),
    ("annote", "annotation"),
    ("archiveprefix", "eprinttype"),
    ("primaryclass", "eprintclass"),
    ("pdf", "file"),
    ("hyphenation", "langid"),
];

/// Entry types that differ, and the `type` that BibLaTeX tells them by.
const TYPES: &[(&str, &str, &str)] = &[
    ("conference", "inproceedings", ""),
    ("phdthesis", "thesis", "phdthesis"),
    ("mastersthesis", "thesis", "mathesis"),
    ("techreport", "report", "techreport"),
    ("electronic", "online", ""),
    ("www", "online", ""),
    ("webpage", "online", ""),
    ("preprint", "online", ""),
];

/// BibLaTeX's name of a field; `name` in small letters.
pub fn field(name: &str) -> &str {
    FIELDS.iter().find(|(theirs, _)| *theirs == name).map_or(name, |(_, ours)| ours)
}

/// BibTeX's name of a field of an entry type.
pub fn old_field<'a>(name: &'a str, kind: &str) -> &'a str {
    match name {
        "institution" if kind == "thesis" => "school",
        "institution" | "file" | "langid" => name,
        _ => FIELDS.iter().find(|(_, ours)| *ours == name).map_or(name, |(theirs, _)| theirs),
    }
}

/// BibLaTeX's name of an entry type, and the `type` it implies.
pub fn entry_type(kind: &str) -> (&str, &'static str) {
    TYPES.iter().find(|(theirs, ..)| *theirs == kind).map_or((kind, ""), |(_, ours, implied)| (ours, implied))
}

/// Whether a word is the name of an entry type, BibTeX's or BibLaTeX's.
pub fn is_type(kind: &str) -> bool {
    kinds::is_known(entry_type(kind).0)
}

/// BibTeX's name of an entry type, and whether it says what the field `type` says.
pub fn old_entry_type(kind: &str, type_field: &str) -> (&'static str, bool) {
    let name = match (kind, type_field) {
        ("thesis", "mathesis") => return ("mastersthesis", true),
        ("thesis", "phdthesis") => return ("phdthesis", true),
        ("report", "techreport") => return ("techreport", true),
        ("thesis", _) => "phdthesis",
        ("report", _) => "techreport",
        ("article" | "suppperiodical", _) => "article",
        ("inproceedings", _) => "inproceedings",
        ("incollection" | "suppcollection" | "inreference", _) => "incollection",
        ("inbook" | "bookinbook" | "suppbook", _) => "inbook",
        ("book" | "mvbook" | "collection" | "mvcollection" | "reference" | "mvreference", _) => "book",
        ("proceedings" | "mvproceedings", _) => "proceedings",
        ("booklet", _) => "booklet",
        ("manual", _) => "manual",
        ("unpublished", _) => "unpublished",
        _ => "misc",
    };
    (name, false)
}

/// Whether an `@` and this word, in small letters, begin something of a .bib file.
pub fn is_known(word: &str) -> bool {
    old_entry_type(entry_type(word).0, "").0 != "misc"
        || matches!(
            word,
            "misc"
                | "online"
                | "electronic"
                | "www"
                | "software"
                | "dataset"
                | "patent"
                | "periodical"
                | "set"
                | "xdata"
                | "string"
                | "preamble"
                | "comment"
                | "webpage"
                | "unknown"
        )
}

/// Whether the work that holds an entry of this type is its `booktitle`; else it is a journal.
pub fn in_a_book(kind: &str) -> bool {
    matches!(
        kind,
        "inproceedings" | "incollection" | "inbook" | "bookinbook" | "suppbook" | "suppcollection" | "inreference"
    )
}

/// BibLaTeX's field for what an entry of this type appeared in.
pub fn venue_name(kind: &str) -> &'static str {
    match kind {
        kind if in_a_book(kind) => "booktitle",
        // Of a page it is the site.
        "online" => "organization",
        _ => "journaltitle",
    }
}

/// Whether an ISBN is the entry's own, and not that of the book it stands in.
pub fn is_a_book(kind: &str) -> bool {
    matches!(
        kind,
        "book"
            | "mvbook"
            | "collection"
            | "mvcollection"
            | "proceedings"
            | "mvproceedings"
            | "reference"
            | "mvreference"
            | "thesis"
            | "report"
            | "booklet"
            | "manual"
    )
}

/// Fields that hold names of people.
pub fn is_people(name: &str) -> bool {
    matches!(
        name,
        "author"
            | "editor"
            | "editora"
            | "editorb"
            | "editorc"
            | "translator"
            | "annotator"
            | "commentator"
            | "introduction"
            | "foreword"
            | "afterword"
            | "bookauthor"
            | "holder"
            | "shortauthor"
            | "shorteditor"
            | "director"
            | "composer"
            | "recipient"
            | "founder"
            | "namea"
            | "nameb"
            | "namec"
    )
}

/// Fields that are not prose: no LaTeX in them but what must be escaped.
pub fn is_verbatim(name: &str) -> bool {
    matches!(
        name,
        "url"
            | "doi"
            | "file"
            | "eprint"
            | "verba"
            | "verbb"
            | "verbc"
            | "crossref"
            | "xdata"
            | "xref"
            | "ids"
            | "related"
            | "entryset"
            | "owner"
            | "timestamp"
            | "groups"
            | "arxivid"
            | "local-url"
            | "issn"
            | "isbn"
            | "pmid"
            | "pmcid"
    ) || name.starts_with("bdsk-")
}

/// Fields of more than one paragraph.
pub fn is_long(name: &str) -> bool {
    matches!(name, "abstract" | "note" | "annotation" | "comment" | "review" | "addendum")
}

/// A month by its number or its name, whole or cut short; 1 to 12.
pub fn month(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Ok(number) = text.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    months::number_in_any(&text)
}
