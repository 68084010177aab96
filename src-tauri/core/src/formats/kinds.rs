//! What the formats call the kinds of works and the parts of what is said about them.

/// BibLaTeX's type, CSL's, and RIS's. The first row of a name is the one that is written.
const KINDS: &[(&str, &str, &str)] = &[
    ("article", "article-journal", "JOUR"),
    ("article", "article-magazine", "MGZN"),
    ("article", "article-newspaper", "NEWS"),
    ("article", "article-journal", "EJOUR"),
    ("article", "article-journal", "JFULL"),
    ("inproceedings", "paper-conference", "CPAPER"),
    ("inproceedings", "paper-conference", "CONF"),
    ("incollection", "chapter", "CHAP"),
    ("inbook", "chapter", "CHAP"),
    ("incollection", "chapter", "ECHAP"),
    ("inreference", "entry-encyclopedia", "ENCYC"),
    ("inreference", "entry-dictionary", "DICT"),
    ("inreference", "entry", "DICT"),
    ("book", "book", "BOOK"),
    ("book", "book", "EBOOK"),
    ("collection", "book", "EDBOOK"),
    ("proceedings", "book", "CONF"),
    ("thesis", "thesis", "THES"),
    ("report", "report", "RPRT"),
    ("online", "webpage", "ELEC"),
    ("online", "post-weblog", "BLOG"),
    ("online", "post", "ELEC"),
    ("online", "article", "PREP"),
    ("unpublished", "manuscript", "UNPB"),
    ("unpublished", "speech", "SLIDE"),
    ("software", "software", "COMP"),
    ("dataset", "dataset", "DATA"),
    ("dataset", "dataset", "AGGR"),
    ("patent", "patent", "PAT"),
    ("video", "motion_picture", "MPCT"),
    ("video", "motion_picture", "VIDEO"),
    ("audio", "song", "SOUND"),
    ("standard", "standard", "STAND"),
    ("legislation", "legislation", "STAT"),
    ("legislation", "bill", "BILL"),
    ("jurisdiction", "legal_case", "CASE"),
    ("booklet", "pamphlet", "PAMP"),
    ("periodical", "periodical", "SER"),
    ("map", "map", "MAP"),
    ("image", "graphic", "ART"),
    ("letter", "personal_communication", "PCOMM"),
    ("misc", "document", "GEN"),
];

/// BibLaTeX's type for CSL's.
pub fn from_csl(name: &str) -> &'static str {
    KINDS.iter().find(|(_, csl, _)| *csl == name).map_or("misc", |(kind, ..)| kind)
}

/// BibLaTeX's type for RIS's.
pub fn from_ris(name: &str) -> &'static str {
    KINDS.iter().find(|(.., ris)| *ris == name).map_or("misc", |(kind, ..)| kind)
}

/// CSL's type for BibLaTeX's.
pub fn to_csl(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("document", |(_, csl, _)| csl)
}

/// RIS's type for BibLaTeX's.
pub fn to_ris(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("GEN", |(.., ris)| ris)
}
