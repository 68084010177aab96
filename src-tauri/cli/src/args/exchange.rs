//! Papers out: files, citations, and what is kept in step.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use postil_core::formats::Format;

/// Which papers, where it is not a search alone.
#[derive(Args)]
pub struct Scope {
    /// Those of a collection and of the ones within it, by its name or its path “Thesis / Chapter 2”
    #[arg(long, value_name = "NAME")]
    pub collection: Option<String>,
    /// Those of a saved search
    #[arg(long, value_name = "NAME", conflicts_with = "collection")]
    pub saved: Option<String>,
}

#[derive(Args)]
pub struct Export {
    /// As for `postil search` [default: everything]
    pub query: Vec<String>,
    #[command(flatten)]
    pub scope: Scope,
    /// json is all that is known, as the type `PaperRecord` [default: by the ending of the file's name; bibtex without one]
    #[arg(long, value_parser = formats())]
    pub format: Option<Format>,
    /// The file to write, whole or not at all; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Convert {
    /// A file of references, a page of a paper, a PDF, a folder of them or of another program; or - for standard input
    pub file: String,
    /// [default: by the ending of the output's name; bibtex without one]
    #[arg(long, value_parser = formats())]
    pub to: Option<Format>,
    /// The file to write, whole or not at all; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

/// The formats that the core writes, by their words.
fn formats() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL.map(|format| PossibleValue::new(format.word()));
    PossibleValuesParser::new(words).try_map(|word| Format::by_word(&word).ok_or("no format"))
}

#[derive(Args)]
pub struct Cite {
    /// Papers by id, identifier, citation key or title; or what to look for, as for `postil search` [default: everything].
    /// Or citations as Pandoc writes them: '[see @key, p. 12; -@other]', '@key [ch. 3]', each of which is written
    pub papers: Vec<String>,
    /// A style such as apa, ieee, mla, chicago, nature or acm, or a file of CSL
    #[arg(long, default_value = "apa", value_name = "NAME|FILE.csl")]
    pub style: String,
    /// A language for words such as “edited by”, as de-DE [default: the style's]
    #[arg(long, value_name = "LANGUAGE")]
    pub locale: Option<String>,
    /// [default: text; latex with --command]
    #[arg(long = "as", value_enum)]
    pub form: Option<CiteForm>,
    /// LaTeX's command, such as citep or autocite [default: cite]
    #[arg(long, value_name = "NAME")]
    pub command: Option<String>,
    /// As it stands in a sentence, all papers in one, instead of an entry for each
    #[arg(long)]
    pub in_text: bool,
    /// List the styles there are
    #[arg(long, conflicts_with = "papers")]
    pub styles: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CiteForm {
    Text,
    Html,
    Markdown,
    Latex,
    Pandoc,
    Typst,
    Keys,
}

#[derive(Args)]
pub struct Live {
    /// The .bib to keep in step, or the word `list`
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub scope: Scope,
    /// All papers
    #[arg(long, conflicts_with_all = ["collection", "saved"])]
    pub all: bool,
    /// In BibLaTeX's words
    #[arg(long)]
    pub biblatex: bool,
    /// Take in what another program changed in FILE, then go on
    #[arg(long, requires = "file")]
    pub take_in: bool,
    /// With --take-in: show what it would take in, and write nothing
    #[arg(long, requires = "take_in")]
    pub dry_run: bool,
    /// Write over what another program wrote into FILE; a copy is kept in the library’s folder
    #[arg(long, requires = "file", conflicts_with = "take_in")]
    pub overwrite: bool,
    /// Keep it in step no longer; the file stays
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub off: Option<PathBuf>,
}

#[derive(Args)]
pub struct Notes {
    /// As for `postil search` [default: every paper with a note or a highlight]
    pub query: Vec<String>,
    #[command(flatten)]
    pub scope: Scope,
    /// How each paper is written, in Jinja’s language; see the README
    #[arg(long, value_name = "FILE")]
    pub template: Option<String>,
    /// A folder, for a file for each paper named by its key, or a file for all; - for standard output
    #[arg(short, long, value_name = "DIR|FILE")]
    pub output: Option<String>,
    /// Write over files of the folder that say something else
    #[arg(long, requires = "output")]
    pub overwrite: bool,
}

#[derive(Args)]
pub struct Vault {
    pub folder: Option<PathBuf>,
    /// A file for every paper, not only for those with notes or highlights
    #[arg(long, requires = "folder")]
    pub all: bool,
    /// How each paper is written, in Jinja’s language; see the README
    #[arg(long, value_name = "FILE", requires = "folder")]
    pub template: Option<String>,
    /// Keep it in step no longer; its files stay
    #[arg(long, conflicts_with = "folder")]
    pub off: bool,
}
