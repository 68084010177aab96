//! What Zotero calls types, fields and parts that people take.

/// Zotero's types, BibLaTeX's, and CSL's, by Zotero's own word.
const KINDS: &[(&str, &str, &str)] = &[
    ("journalArticle", "article", "article-journal"),
    ("magazineArticle", "article", "article-magazine"),
    ("newspaperArticle", "article", "article-newspaper"),
    ("conferencePaper", "inproceedings", "paper-conference"),
    ("book", "book", "book"),
    ("bookSection", "incollection", "chapter"),
    ("encyclopediaArticle", "inreference", "entry-encyclopedia"),
    ("dictionaryEntry", "inreference", "entry-dictionary"),
    ("thesis", "thesis", "thesis"),
    ("report", "report", "report"),
    ("preprint", "online", "article"),
    ("webpage", "online", "webpage"),
    ("blogPost", "online", "post-weblog"),
    ("forumPost", "online", "post"),
    ("manuscript", "unpublished", "manuscript"),
    ("presentation", "unpublished", "speech"),
    ("computerProgram", "software", "software"),
    ("dataset", "dataset", "dataset"),
    ("patent", "patent", "patent"),
    ("standard", "standard", "standard"),
    ("film", "video", "motion_picture"),
    ("videoRecording", "video", "motion_picture"),
    ("tvBroadcast", "video", "broadcast"),
    ("audioRecording", "audio", "song"),
    ("podcast", "audio", "broadcast"),
    ("radioBroadcast", "audio", "broadcast"),
    ("artwork", "image", "graphic"),
    ("map", "map", "map"),
    ("letter", "letter", "personal_communication"),
    ("email", "letter", "personal_communication"),
    ("instantMessage", "misc", "personal_communication"),
    ("interview", "misc", "interview"),
    ("statute", "legislation", "legislation"),
    ("bill", "legislation", "bill"),
    ("case", "jurisdiction", "legal_case"),
    ("hearing", "jurisdiction", "hearing"),
    ("gazette", "legislation", "legislation"),
];

/// BibLaTeX's type for Zotero's.
pub fn kind(name: &str) -> &'static str {
    KINDS.iter().find(|(theirs, ..)| *theirs == name).map_or("misc", |(_, ours, _)| ours)
}

/// Whether BibLaTeX's type leads back to Zotero's.
pub fn is_first(name: &str, kind: &str) -> bool {
    KINDS.iter().find(|(_, ours, _)| *ours == kind).is_some_and(|(theirs, ..)| *theirs == name)
}

/// CSL's type for Zotero's, of a work that is of BibLaTeX's `kind` still.
pub fn to_csl(name: &str, kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(theirs, ours, _)| *theirs == name && *ours == kind).map(|(.., csl)| *csl)
}

/// Zotero's fields, and BibLaTeX's.
pub const FIELDS: &[(&str, &str)] = &[
    ("publicationTitle", "venue"),
    ("proceedingsTitle", "venue"),
    ("bookTitle", "venue"),
    ("encyclopediaTitle", "venue"),
    ("dictionaryTitle", "venue"),
    ("websiteTitle", "venue"),
    ("blogTitle", "venue"),
    ("forumTitle", "venue"),
    ("programTitle", "venue"),
    ("reporter", "venue"),
    ("code", "venue"),
    ("volume", "volume"),
    ("reporterVolume", "volume"),
    ("codeVolume", "volume"),
    ("issue", "number"),
    ("number", "number"),
    ("reportNumber", "number"),
    ("patentNumber", "number"),
    ("billNumber", "number"),
    ("docketNumber", "number"),
    ("episodeNumber", "number"),
    ("publicLawNumber", "number"),
    ("archiveID", "number"),
    ("seriesNumber", "number"),
    ("pages", "pages"),
    ("firstPage", "pages"),
    ("codePages", "pages"),
    ("numPages", "pagetotal"),
    ("publisher", "publisher"),
    ("distributor", "publisher"),
    ("studio", "publisher"),
    ("label", "publisher"),
    ("network", "publisher"),
    ("company", "publisher"),
    ("repository", "publisher"),
    ("university", "institution"),
    ("institution", "institution"),
    ("court", "institution"),
    ("authority", "institution"),
    ("legislativeBody", "institution"),
    ("organization", "organization"),
    ("place", "location"),
    ("eventPlace", "place-of-event"),
    ("edition", "edition"),
    ("series", "series"),
    ("seriesTitle", "series"),
    ("numberOfVolumes", "volumes"),
    ("conferenceName", "eventtitle"),
    ("meetingName", "eventtitle"),
    ("journalAbbreviation", "shortjournal"),
    ("shortTitle", "shorttitle"),
    ("language", "langid"),
    ("type", "type"),
    ("thesisType", "type"),
    ("reportType", "type"),
    ("genre", "type"),
    ("manuscriptType", "type"),
    ("presentationType", "type"),
    ("letterType", "type"),
    ("postType", "type"),
    ("websiteType", "type"),
    ("mapType", "type"),
    ("status", "pubstate"),
    ("legalStatus", "pubstate"),
    ("versionNumber", "version"),
    ("callNumber", "callnumber"),
    ("libraryCatalog", "library"),
    ("accessDate", "urldate"),
    ("originalDate", "origdate"),
    ("originalPublisher", "origpublisher"),
    ("originalPlace", "origlocation"),
    ("abstractNote", "abstract"),
    ("extra", "note"),
    ("DOI", "doi"),
    ("ISSN", "issn"),
    ("ISBN", "isbn"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("url", "url"),
    ("date", "date"),
    ("issueDate", "date"),
    ("dateDecided", "date"),
    ("dateEnacted", "date"),
    ("citationKey", "key"),
    ("citekey", "key"),
    ("rights", "rights"),
];

/// Fields that may have markup in them.
pub const MARKED_UP: [&str; 7] = ["title", "shorttitle", "venue", "series", "eventtitle", "origtitle", "shortjournal"];

/// Parts, in letters alone, that have a field of BibLaTeX's.
const PEOPLE: &[(&str, &str)] = &[
    ("author", "author"),
    ("inventor", "author"),
    ("programmer", "author"),
    ("director", "author"),
    ("artist", "author"),
    ("presenter", "author"),
    ("podcaster", "author"),
    ("cartographer", "author"),
    ("performer", "author"),
    ("interviewee", "author"),
    ("sponsor", "author"),
    ("creator", "author"),
    ("editor", "editor"),
    ("serieseditor", "editora"),
    ("collectioneditor", "editora"),
    ("bookauthor", "bookauthor"),
    ("containerauthor", "bookauthor"),
    ("translator", "translator"),
    ("composer", "composer"),
    ("recipient", "recipient"),
    ("commenter", "commentator"),
    ("assignee", "holder"),
];

/// Parts that have none, by Zotero and by CSL.
const OTHERS: &[&str] = &[
    "attorneyagent",
    "castmember",
    "chair",
    "compiler",
    "contributor",
    "cosponsor",
    "counsel",
    "curator",
    "editorialdirector",
    "executiveproducer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "originalauthor",
    "producer",
    "reviewedauthor",
    "scriptwriter",
    "seriescreator",
    "testimonyby",
    "wordsby",
];

/// What someone's part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// BibLaTeX has a field for it.
    Field(&'static str),
    /// Zotero or CSL knows it.
    Other(&'static str),
}

/// A part by Zotero's name or CSL's, in an item of Zotero's type.
pub fn part(name: &str, item: &str) -> Option<Part> {
    let plain: String = name.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).collect();
    match (plain.as_str(), item) {
        ("contributor", "hearing") => return Some(Part::Field("author")),
        // Whoever paid for a meeting did not write its papers.
        ("sponsor", item) if item != "bill" => return Some(Part::Other("sponsor")),
        _ => {}
    }
    let known = PEOPLE.iter().find(|(theirs, _)| *theirs == plain).map(|(_, ours)| Part::Field(ours));
    known.or_else(|| OTHERS.iter().find(|other| **other == plain).map(|other| Part::Other(other)))
}

/// Of use to Zotero only.
pub const INNER: &[&str] = &[
    "itemType",
    "itemID",
    "itemKey",
    "key",
    "version",
    "libraryID",
    "uri",
    "select",
    "relations",
    "collections",
    "dateAdded",
    "dateModified",
    "attachments",
    "notes",
    "creators",
    "tags",
    "title",
    "nameOfAct",
    "caseName",
    "subject",
    "parentItem",
    "deleted",
];
