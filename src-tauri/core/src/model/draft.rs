//! What an import understood, before anything is written.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Glance, Id, Identifier, WaitingLookup};

/// One paper as read from outside. Nothing here is trusted and nothing is stored yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Draft {
    pub title: String,
    #[serde(rename = "abstract")]
    pub abstract_text: String,
    pub authors: Vec<String>,
    pub venue: String,
    pub year: Option<i32>,
    /// `YYYY-MM-DD` when the source gives the day.
    pub published: Option<String>,
    pub url: String,
    pub comments: String,
    pub identifiers: Vec<Identifier>,
    /// Links the source gives beside the text (an `href`, a "Code" button), as written there.
    pub links: Vec<String>,
    /// First line of the source that belongs to it, from 1; 0 when lines mean nothing.
    pub line: u32,
    /// Plain words when something about it is doubtful ("No abstract").
    pub problems: Vec<String>,
    /// BibLaTeX's name of its type: "article", "inproceedings" …; empty when unknown.
    pub entry_type: String,
    /// The key it is cited by where it came from.
    pub citation_key: Option<String>,
    pub tags: Vec<String>,
    /// What the source says beyond the above, under BibLaTeX's names.
    pub fields: Vec<Field>,
    /// In Markdown.
    pub notes: Vec<String>,
    /// Where it is filed: the names from the outermost collection to the innermost.
    pub collections: Vec<Vec<String>>,
    /// In step with `authors`: the name as filed ("Example, Ada"), empty where the name shown tells it.
    pub sort_names: Vec<String>,
    /// What the reader decided of a paper that looks like it.
    pub twin: Option<Twin>,
    /// Files that come with it. They are copied into the library when the draft is imported.
    pub files: Vec<DraftFile>,
    /// Pages of its project, which are no code.
    pub pages: Vec<String>,
    /// Those of `links` that whoever gave them only guessed.
    pub guesses: Vec<String>,
    /// Who said what, and when: a field as [`FieldChange`] names it, and "Crossref, 25 Nov 2026".
    pub sources: Vec<Field>,
    /// What the reader chose of a paper that is here: fields to be taken in place of what stands there …
    pub replaces: Vec<String>,
    /// … and fields, or addresses of code, not to be taken.
    pub leaves: Vec<String>,
}

/// A paper that a draft looks like, and whether it is the same work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Twin {
    pub of: TwinOf,
    /// The draft goes into that paper, as a version of it; otherwise it becomes a paper that is told apart from it.
    pub same: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "in", rename_all = "kebab-case")]
pub enum TwinOf {
    Library {
        id: Id,
    },
    /// An earlier draft of the same list, by its place from 0.
    Import {
        at: u32,
    },
}

/// A file on this machine that belongs to a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct DraftFile {
    /// Absolute.
    pub path: String,
    /// As shown to the reader: "Full text.pdf".
    pub name: String,
}

/// Something a source says of a paper that Postil has no place of its own for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Field {
    /// BibLaTeX's: "volume", "publisher". Names with a colon are Postil's own and hold what an export gives back.
    pub name: String,
    /// Plain text.
    pub value: String,
}

/// The field with the address of a PDF that anyone may read.
pub const OPEN_PDF: &str = "postil:pdf";

/// The name that a field goes by in a review; `None` for values kept as written, which say nothing of their own.
pub fn shown_as(name: &str) -> Option<&str> {
    match name {
        OPEN_PDF => Some("open PDF"),
        name => Some(name).filter(|name| !name.contains(':')),
    }
}

/// A stretch of the source that was not taken for a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Skipped {
    pub line: u32,
    /// The text, cut to 200 characters.
    pub text: String,
    /// Why: "newsletter line", "date", "navigation" …
    pub reason: String,
}

/// A search that a source keeps under a name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct FoundSearch {
    pub name: String,
    /// In the query language.
    pub search: String,
}

/// What a reader (page, .bib …) made of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Reading {
    /// What the source looks like, in words: "Hugging Face Papers page".
    pub source: String,
    pub drafts: Vec<Draft>,
    pub skipped: Vec<Skipped>,
    #[serde(default)]
    pub searches: Vec<FoundSearch>,
    /// What is to be known of how all of it was read, in whole sentences: an encoding that was guessed.
    #[serde(default)]
    pub remarks: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct FieldChange {
    pub field: String,
    /// Empty where nothing stands yet. What would take the place of something is only taken when the reader says so.
    pub before: String,
    pub after: String,
    /// Who says so: "Crossref, 25 Nov 2026"; empty for a page or a file.
    pub source: String,
}

/// How a draft stands to the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum ReviewStatus {
    New,
    /// Nothing to add: the library has all of it.
    AlreadyHere {
        paper_id: Id,
        /// As the library has it: it is what the reader knows the paper by.
        #[serde(skip)]
        title: String,
        in_trash: bool,
    },
    /// The library has it, with empty fields that the draft can fill; and, where that was asked for, fields that say
    /// something else. Nothing typed is overwritten unseen.
    Update {
        paper_id: Id,
        #[serde(skip)]
        title: String,
        changes: Vec<FieldChange>,
    },
    /// Not safe to decide alone; says why.
    Unclear {
        reason: String,
    },
}

impl ReviewStatus {
    /// The title of the paper that is here, as the library has it.
    pub fn title_here(&self) -> Option<&str> {
        match self {
            Self::AlreadyHere { title, .. } | Self::Update { title, .. } => Some(title),
            Self::New | Self::Unclear { .. } => None,
        }
    }
}

/// What a draft looks like, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alike {
    pub to: TwinOf,
    pub reason: String,
}

/// A draft, whole or at a glance, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(concrete(D = Glance))]
pub struct ReviewItem<D = Draft> {
    pub draft: D,
    #[serde(flatten)]
    pub status: ReviewStatus,
    /// A paper that it may be the same work as, which only the reader can tell.
    pub alike: Option<Alike>,
    /// Whether the sheet ticks it to begin with.
    pub ticked: bool,
    /// Repositories recognised in it, as `host/owner/name`.
    pub repositories: Vec<String>,
}

/// What comes with papers. Tags and collections are counted once each, however many papers have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Along {
    pub files: u32,
    pub notes: u32,
    pub tags: u32,
    pub collections: u32,
}

/// What the reader confirms. The page has it with glances, and sends back the places of the drafts that stay ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(concrete(D = Glance))]
pub struct Review<D = Draft> {
    pub source: String,
    pub items: Vec<ReviewItem<D>>,
    pub skipped: Vec<Skipped>,
    /// Those that the library does not keep yet.
    #[serde(default)]
    pub searches: Vec<FoundSearch>,
    pub new: u32,
    pub already_here: u32,
    pub updates: u32,
    pub unclear: u32,
    /// Distinct repositories among all items.
    pub repositories: u32,
    /// What the new papers bring along.
    #[serde(default)]
    pub along: Along,
    /// What could not be looked up now; it is kept, and asked for again.
    #[serde(default)]
    pub waiting: Vec<WaitingLookup>,
    /// What is to be known of how the source was read.
    #[serde(default)]
    pub remarks: Vec<String>,
}

impl Review {
    /// Papers that only the reader can tell about.
    pub fn undecided(&self) -> u32 {
        let is_open = |item: &&ReviewItem| matches!(item.status, ReviewStatus::Unclear { .. }) && !item.ticked;
        self.items.iter().filter(is_open).count() as u32
    }

    /// Papers that are here, which the source says something else of and fills nothing: it is not taken unseen.
    pub fn differing(&self) -> u32 {
        let differs = |item: &&ReviewItem| matches!(item.status, ReviewStatus::Update { .. }) && !item.ticked;
        self.items.iter().filter(differs).count() as u32
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct ImportOutcome {
    pub added: Vec<Id>,
    pub updated: Vec<Id>,
    pub already_here: u32,
    pub repositories: u32,
    /// Files that were copied into the library.
    pub files: u32,
    /// Searches that were saved.
    pub searches: u32,
    /// In words, each naming a file that could not be kept; its paper is in.
    pub problems: Vec<String>,
    /// The journal entry to undo it by; `None` when nothing was written.
    pub journal_entry: Option<Id>,
}
