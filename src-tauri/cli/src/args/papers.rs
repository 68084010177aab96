//! Papers in, by hand and by look-up, and what is asked of their code.

use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Import {
    /// Files and folders, or - for standard input
    #[arg(required_unless_present = "sample", value_name = "FILE")]
    pub files: Vec<String>,
    /// Look up the papers whose identifiers were found: what arXiv, Crossref and others say replaces what was guessed
    #[arg(long)]
    pub look_up: bool,
    /// Show what would be imported and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What the columns of a table say: "Otsikko=title,Kirjoittajat=authors"; own keeps one as a field, ignore leaves it out
    #[arg(long, value_name = "HEADING=FIELD,…", value_delimiter = ',', conflicts_with = "sample")]
    pub map: Vec<String>,
    /// Import the sample library
    #[arg(long, conflicts_with = "files")]
    pub sample: bool,
}

#[derive(Args)]
pub struct Add {
    /// Identifiers or addresses (arXiv, DOI, ACL Anthology, OpenReview, PubMed, ISBN, a page, a repository on GitHub), or
    /// - for a list of them on standard input; anything else is a title
    #[arg(required_unless_present_any = ["resume", "drop"], value_name = "IDENTIFIER|TITLE")]
    pub what: Vec<String>,
    /// Try now what could not be looked up before; what a service asked to wait with still waits
    #[arg(long, conflicts_with_all = ["what", "drop"])]
    pub resume: bool,
    /// Let go of what could not be looked up before
    #[arg(long, conflicts_with = "what")]
    pub drop: bool,
    /// An author; repeat for each, in order
    #[arg(long = "author", value_name = "NAME")]
    pub authors: Vec<String>,
    #[arg(long)]
    pub year: Option<i32>,
    #[arg(long, default_value = "")]
    pub venue: String,
    /// The abstract
    #[arg(long = "abstract", value_name = "TEXT", default_value = "")]
    pub abstract_text: String,
    #[arg(long, default_value = "")]
    pub url: String,
    #[arg(long)]
    pub arxiv: Option<String>,
    #[arg(long)]
    pub doi: Option<String>,
    /// Add a paper by hand even when one of its identifiers is in the library already
    #[arg(long)]
    pub anyway: bool,
}

#[derive(Args)]
pub struct ServicesArgs {
    /// A service as the list names it, or `email`
    pub service: Option<String>,
    /// on, off, or key; for `email` the address, or nothing to forget it
    pub what: Option<String>,
    /// After key: - reads it from standard input; nothing forgets it
    pub key: Option<String>,
}

#[derive(Args)]
pub struct Check {
    /// Papers whose repositories to check [default: those never checked or due again]
    pub papers: Vec<String>,
    /// Every repository of the library
    #[arg(long, conflicts_with = "papers")]
    pub all: bool,
    /// Those never checked or due again, as without papers
    #[arg(long, conflicts_with_all = ["papers", "all"])]
    pub stale: bool,
    /// The links of a file instead (.bib, Markdown, any text; - for standard input); needs no library
    #[arg(long, value_name = "FILE", conflicts_with_all = ["papers", "all", "stale"])]
    pub file: Option<String>,
    /// How to tell what became of the links of a file
    #[arg(long, value_enum, default_value_t = Format::Text, requires = "file")]
    pub format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Markdown,
    Junit,
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    Code,
    Page,
    Doi,
    File,
}
