//! How papers are cited, as the window asks for it and gets it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;
pub use crate::cite::Author as CiteAuthor;

/// A paper in a citation, and what is said of it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitedPaper {
    pub id: Id,
    /// As people write it: “p. 12”, “ch. 3”; a number alone is that of a page. Empty for none.
    pub locator: String,
    pub prefix: String,
    pub suffix: String,
    pub author: CiteAuthor,
}

impl From<Id> for CitedPaper {
    fn from(id: Id) -> Self {
        Self { id, locator: String::new(), prefix: String::new(), suffix: String::new(), author: CiteAuthor::Usual }
    }
}

/// What a reader wants of papers: a text in a style, or the mark that a document cites them by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum CiteForm {
    /// The entries of a list of references. `style` is the name of a `StyleRow`.
    List { style: String },
    /// All in one, within a sentence: “(Alder, 2020; Rowan, 2021)”.
    InText { style: String },
    /// `\\cite{a,b}` under the name of the command, such as `citep`.
    Latex { command: String },
    /// `[@a; @b]`, in Markdown.
    Pandoc,
    /// `@a @b`
    Typst,
    /// `a, b`
    Keys,
}

/// What a pattern for citation keys makes of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyExample {
    pub title: String,
    pub key: String,
    /// The key that it has, and keeps.
    pub pinned: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cited {
    /// An entry a line, or one line.
    pub text: String,
    /// The same with its italics, for programs that take them; `i`, `b`, `sup`, `sub`, `span`, `p` and nothing else.
    /// `None` for marks, which have no looks.
    pub html: Option<String>,
}
