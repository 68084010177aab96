//! A paper: its fields, the line it makes in the list, and all that its page shows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Annotation, Attachment, Field, Id, Millis, Note, RepositoryCard, VerdictKind, Version};

/// Whether the reader has read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReadState {
    #[default]
    Unread,
    Reading,
    Read,
}

/// A name in an author list, in the order of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Person {
    /// The name as shown, e.g. "Ada Lovelace".
    pub name: String,
    /// As filed, "Lovelace, Ada"; empty when the name shown tells it.
    pub sort_name: String,
}

/// The schemes by which a paper is known elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierKind {
    Arxiv,
    Doi,
    Acl,
    Openreview,
    Pmid,
    Isbn,
}

impl IdentifierKind {
    /// As people write it before the value.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arxiv => "arXiv",
            Self::Doi => "DOI",
            Self::Acl => "ACL Anthology",
            Self::Openreview => "OpenReview",
            Self::Pmid => "PubMed",
            Self::Isbn => "ISBN",
        }
    }
}

/// One identifier, its value in canonical form (`2303.01234` without a version, a DOI in lower case).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Identifier {
    pub kind: IdentifierKind,
    pub value: String,
}

/// The fields of one paper as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Paper {
    pub id: Id,
    pub title: String,
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    pub authors: Vec<Person>,
    /// Journal, conference or archive; empty when unknown.
    pub venue: String,
    pub year: Option<i32>,
    /// Date of publication, `YYYY-MM-DD`, when known to the day.
    pub published: Option<String>,
    pub citation_key: Option<String>,
    /// Free remarks that came with the paper ("12 pages, accepted at …").
    pub comments: String,
    /// Web page of the paper; empty when unknown.
    pub url: String,
    pub identifiers: Vec<Identifier>,
    /// BibLaTeX's name of its type; empty when unknown.
    pub entry_type: String,
    /// What else its sources said: volume, publisher …
    pub fields: Vec<Field>,
    pub read_state: ReadState,
    pub starred: bool,
    pub trashed_at: Option<Millis>,
    pub created_at: Millis,
    pub modified_at: Millis,
}

/// A paper typed by hand. Only the title is required.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct NewPaper {
    pub title: String,
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    pub authors: Vec<String>,
    pub venue: String,
    pub year: Option<i32>,
    pub url: String,
    pub comments: String,
    pub identifiers: Vec<Identifier>,
}

/// A change to one field. Values are validated; the error names the field and says what is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "field", content = "value", rename_all = "kebab-case")]
pub enum PaperEdit {
    Title(String),
    Abstract(String),
    Authors(Vec<String>),
    Venue(String),
    Year(Option<i32>),
    Url(String),
    Comments(String),
    CitationKey(Option<String>),
    Identifiers(Vec<Identifier>),
    ReadState(ReadState),
    Starred(bool),
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperRow {
    pub id: Id,
    pub title: String,
    /// Up to three names, then "and 7 more".
    pub authors: String,
    pub venue: String,
    pub year: Option<i32>,
    pub read_state: ReadState,
    pub starred: bool,
    pub trashed: bool,
    /// A source says that it was withdrawn.
    pub retracted: bool,
    pub tags: Vec<String>,
    pub notes: u32,
    pub files: u32,
    /// The worst standing verdict among its repositories; `None` without code.
    pub code: Option<VerdictKind>,
    pub repositories: u32,
    /// Stars of its most starred repository.
    pub stars: Option<u32>,
    /// The group of papers that may be one work with it; the same for all of them.
    pub duplicate: Option<Id>,
    /// While searching: text around the hit when it is not in the title or the authors. Otherwise, for a paper
    /// without authors, the first words of its abstract.
    pub snippet: Option<String>,
    /// While searching: `[start, end)` pairs in UTF-16 units.
    pub title_marks: Vec<[u32; 2]>,
    pub authors_marks: Vec<[u32; 2]>,
    pub snippet_marks: Vec<[u32; 2]>,
}

/// A stretch of the abstract that links somewhere. Offsets in UTF-16 units, as JavaScript counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextLink {
    pub start: u32,
    pub end: u32,
    pub url: String,
    /// Set when it is one of the paper's repositories.
    pub repository_id: Option<Id>,
}

/// Everything the paper pane shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PaperView {
    pub paper: Paper,
    pub links: Vec<TextLink>,
    pub code: Vec<RepositoryCard>,
    pub notes: Vec<Note>,
    pub annotations: Vec<Annotation>,
    pub files: Vec<Attachment>,
    pub tags: Vec<String>,
    /// Ids of the collections it is filed in.
    pub collections: Vec<Id>,
    /// Other publications of the same work.
    pub versions: Vec<Version>,
}
