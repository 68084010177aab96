//! What a repository holds, as far as a reader wants to know before running it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Millis, VerdictKind};

/// The outcome of looking into a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Inside {
    /// In the order of [`FactKind`].
    pub facts: Vec<CodeFact>,
    /// Weights, datasets and records that its README links to, each as it stood then; at most eight.
    pub links: Vec<InsideLink>,
    pub has_readme: bool,
    /// The date of all of this.
    pub looked_at: Millis,
}

/// One fact, in words, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeFact {
    pub kind: FactKind,
    /// "12 of 14 requirements name an exact version".
    pub words: String,
    /// The file or list it was read from.
    pub source: String,
    /// That on the web.
    pub url: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    Licence,
    Languages,
    Release,
    Dependencies,
    Container,
    /// Continuous integration.
    Tests,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InsideLink {
    /// As readers know it: "huggingface.co/ada/engine-7b".
    pub name: String,
    pub url: String,
    pub verdict: VerdictKind,
    /// The verdict in words.
    pub headline: String,
}

/// A README made safe to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Readme {
    pub html: String,
    /// Its page.
    pub url: String,
}
