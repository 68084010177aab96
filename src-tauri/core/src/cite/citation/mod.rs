//! A citation: which papers, and what is said of each there.

pub mod locator;
pub mod positions;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::locator::Locator;

/// A paper in a citation, known by its place in a list, its id or its key, and what is said of it there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cite<P> {
    pub paper: P,
    pub locator: Option<Locator>,
    /// Words before it, such as “see”, and behind it. They may have the tags that fields of CSL have.
    pub prefix: String,
    pub suffix: String,
    pub author: Author,
}

/// What becomes of those who wrote a paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "CiteAuthor")]
pub enum Author {
    /// “(Alder, 2020)”
    #[default]
    Usual,
    /// “(2020)”, because the sentence names them.
    LeftOut,
    /// “Alder”
    Alone,
    /// “Alder (2020)”
    InText,
}

/// One citation of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    pub cites: Vec<Cite<usize>>,
    /// The number of the note that it is in.
    pub note: Option<usize>,
}

impl<P> From<P> for Cite<P> {
    fn from(paper: P) -> Self {
        Self { paper, locator: None, prefix: String::new(), suffix: String::new(), author: Author::Usual }
    }
}

impl<P> Cite<P> {
    /// The same of a paper that is known by something else.
    pub fn of<Q>(self, paper: Q) -> Cite<Q> {
        let Self { locator, prefix, suffix, author, .. } = self;
        Cite { paper, locator, prefix, suffix, author }
    }

    /// Whether nothing is said but the paper.
    pub fn is_bare(&self) -> bool {
        self.locator.is_none() && self.prefix.is_empty() && self.suffix.is_empty() && self.author == Author::Usual
    }
}
