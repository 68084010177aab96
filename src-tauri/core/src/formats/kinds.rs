//! What the formats call the kinds of works and the parts of what is said about them.

use crate::search::fold::title_key;

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
    // Written only: what they become has a name of its own above.
    ("mvbook", "book", "BOOK"),
    ("reference", "book", "BOOK"),
    ("mvreference", "book", "BOOK"),
    ("manual", "book", "BOOK"),
    ("commentary", "book", "BOOK"),
    ("mvcollection", "book", "EDBOOK"),
    ("mvproceedings", "book", "CONF"),
    ("bookinbook", "chapter", "CHAP"),
    ("suppbook", "chapter", "CHAP"),
    ("suppcollection", "chapter", "CHAP"),
    ("suppperiodical", "article-journal", "JOUR"),
    ("review", "review", "JOUR"),
    ("artwork", "graphic", "ART"),
    ("movie", "motion_picture", "MPCT"),
    ("music", "song", "SOUND"),
    ("performance", "performance", "GEN"),
    ("legal", "treaty", "STAT"),
];

/// Whether it is a type of BibLaTeX's.
pub fn is_known(kind: &str) -> bool {
    KINDS.iter().any(|(known, ..)| *known == kind)
}

/// BibLaTeX's type for CSL's.
pub fn from_csl(name: &str) -> &'static str {
    let known = KINDS.iter().find(|(_, csl, _)| *csl == name).map(|(kind, ..)| *kind);
    // Crossref's own: "journal-article", "book-chapter".
    known.unwrap_or_else(|| if name.contains('-') { from_words(name) } else { "misc" })
}

/// RIS's types that are read and never written, and BibLaTeX's.
const RIS_READ: &[(&str, &str)] = &[
    ("INPR", "article"),
    ("ABST", "article"),
    ("WEB", "online"),
    ("MULTI", "online"),
    ("GOVDOC", "report"),
    ("MUSIC", "audio"),
    ("MANSCPT", "unpublished"),
    ("ADVS", "video"),
    ("LEGAL", "legislation"),
    ("UNBILL", "legislation"),
    ("HEAR", "legislation"),
    ("ICOMM", "letter"),
    ("DBASE", "dataset"),
    ("CLSWK", "book"),
    ("ANCIENT", "book"),
    ("CTLG", "book"),
    ("CHART", "image"),
    ("FIGURE", "image"),
];

/// BibLaTeX's type for RIS's.
pub fn from_ris(name: &str) -> &'static str {
    let written = KINDS.iter().find(|(.., ris)| *ris == name).map(|(kind, ..)| *kind);
    written.or_else(|| RIS_READ.iter().find(|(ris, _)| *ris == name).map(|(_, kind)| *kind)).unwrap_or("misc")
}

/// Whether a word is a type of CSL's.
pub fn is_csl(name: &str) -> bool {
    KINDS.iter().any(|(_, csl, _)| *csl == name)
}

/// CSL's type for BibLaTeX's.
pub fn to_csl(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("document", |(_, csl, _)| csl)
}

/// RIS's type for BibLaTeX's.
pub fn to_ris(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("GEN", |(.., ris)| ris)
}

/// CSL's type for RIS's, of a work that is of BibLaTeX's `kind` still: RIS tells magazines from journals.
pub fn csl_of_ris(name: &str, kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(ours, _, ris)| *ours == kind && *ris == name).map(|(_, csl, _)| *csl)
}

/// RIS's type for CSL's, as above.
pub fn ris_of_csl(name: &str, kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(ours, csl, _)| *ours == kind && *csl == name).map(|(.., ris)| *ris)
}

/// BibLaTeX's `entrysubtype` for what other formats have types for, by CSL's.
pub fn subtype(csl: &str) -> &'static str {
    match csl {
        "article-magazine" => "magazine",
        "article-newspaper" => "newspaper",
        _ => "",
    }
}

/// CSL's type for an article of such a subtype.
pub fn csl_of_subtype(kind: &str, subtype: &str) -> Option<&'static str> {
    let found = ["article-magazine", "article-newspaper"].into_iter().find(|csl| self::subtype(csl) == subtype);
    found.filter(|_| kind == "article")
}

/// What styles print in words, and BibLaTeX's names for it.
const GENRES: &[(&str, &str)] = &[
    ("PhD thesis", "phdthesis"),
    ("Master's thesis", "mathesis"),
    ("Bachelor's thesis", "bathesis"),
    ("Candidate thesis", "candthesis"),
    ("Technical report", "techreport"),
    ("Research report", "resreport"),
];

/// The same in fewer letters.
const GENRES_READ: &[(&str, &str)] = &[
    ("phd", "phdthesis"),
    ("phdthesis", "phdthesis"),
    ("phddiss", "phdthesis"),
    ("phddissertation", "phdthesis"),
    ("mathesis", "mathesis"),
    ("mastersthesis", "mathesis"),
    ("masterthesis", "mathesis"),
    ("bathesis", "bathesis"),
    ("bachelorthesis", "bathesis"),
    ("techreport", "techreport"),
];

/// BibLaTeX's name of what is told in words; others are left as they are.
pub fn genre(words: &str) -> &str {
    let whole = GENRES.iter().find(|(known, _)| known.eq_ignore_ascii_case(words));
    let plain = || {
        let plain: String = words.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        GENRES_READ.iter().find(|(known, _)| *known == plain)
    };
    whole.or_else(plain).map_or(words, |(_, name)| name)
}

/// The words for BibLaTeX's name.
pub fn genre_in_words(name: &str) -> &str {
    GENRES.iter().find(|(_, known)| *known == name).map_or(name, |(words, _)| words)
}

/// EndNote's names of types, and BibLaTeX's. The first row of a type is the one that stands for it.
const ENDNOTE: &[(&str, &str)] = &[
    ("Journal Article", "article"),
    ("Magazine Article", "article"),
    ("Newspaper Article", "article"),
    ("Electronic Article", "article"),
    ("Conference Proceedings", "inproceedings"),
    ("Conference Paper", "inproceedings"),
    ("Book", "book"),
    ("Edited Book", "collection"),
    ("Electronic Book", "book"),
    ("Book Section", "incollection"),
    ("Electronic Book Section", "incollection"),
    ("Encyclopedia", "inreference"),
    ("Dictionary", "inreference"),
    ("Thesis", "thesis"),
    ("Report", "report"),
    ("Government Document", "report"),
    ("Web Page", "online"),
    ("Blog", "online"),
    ("Online Multimedia", "online"),
    ("Preprint", "online"),
    ("Unpublished Work", "unpublished"),
    ("Manuscript", "unpublished"),
    ("Computer Program", "software"),
    ("Dataset", "dataset"),
    ("Patent", "patent"),
    ("Film or Broadcast", "video"),
    ("Audiovisual Material", "video"),
    ("Music", "audio"),
    ("Standard", "standard"),
    ("Statute", "legislation"),
    ("Bill", "legislation"),
    ("Case", "jurisdiction"),
    ("Pamphlet", "booklet"),
    ("Serial", "periodical"),
    ("Map", "map"),
    ("Artwork", "image"),
    ("Personal Communication", "letter"),
    ("Generic", "misc"),
];

/// BibLaTeX's type for EndNote's.
pub fn from_endnote(name: &str) -> &'static str {
    ENDNOTE.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name)).map_or("misc", |(_, ours)| ours)
}

/// EndNote's type for BibLaTeX's.
pub fn to_endnote(kind: &str) -> &'static str {
    ENDNOTE.iter().find(|(_, ours)| *ours == kind).map_or("Generic", |(theirs, _)| theirs)
}

/// BibLaTeX's type for what people and services call it: BibLaTeX's own name, Zotero's, "Conference Paper".
pub fn from_words(words: &str) -> &'static str {
    let plain: String = title_key(words).chars().filter(char::is_ascii_alphabetic).collect();
    if let Some((kind, ..)) = KINDS.iter().find(|(kind, csl, _)| *kind == plain || *csl == words) {
        return kind;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    let begins = |parts: &[&str]| parts.iter().any(|part| plain.starts_with(part));
    match plain.as_str() {
        "" => "",
        word if word.contains("conference") || word.contains("proceedings") => "inproceedings",
        word if word.contains("section") || word.contains("chapter") => "incollection",
        word if word.contains("thesis") || word.contains("dissertation") => "thesis",
        word if word.contains("report") => "report",
        word if word.contains("article") || word.contains("review") || word.contains("journal") => "article",
        word if word.contains("preprint") || word.contains("web") => "online",
        word if word.contains("book") => "book",
        word if word.contains("program") || word.contains("software") => "software",
        // German, French, Spanish, Portuguese and Italian.
        _ if has(&["konferenz", "tagung", "kongress", "congre", "convegno", "conferen", "colloque"]) => "inproceedings",
        _ if has(&["kapitel", "chapitre", "capitulo", "capitolo", "buchbeitrag", "sammelband"]) => "incollection",
        _ if begins(&["these", "tesis", "tese", "tesi"]) => "thesis",
        _ if has(&["doktorarbeit", "masterarbeit", "bachelorarbeit", "diplomarbeit", "hochschulschrift"]) => "thesis",
        _ if has(&["bericht", "rapport", "informe", "relatorio"]) => "report",
        _ if has(&["artikel", "aufsatz", "zeitschrift", "articulo", "artigo", "articolo", "revista", "rivista"]) => {
            "article"
        }
        _ if has(&["buch", "livre", "libro", "livro", "ouvrage", "monogra"]) => "book",
        _ if has(&["internet"]) => "online",
        _ => "misc",
    }
}
