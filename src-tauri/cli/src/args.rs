//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "Exit codes: 0 done · 1 something failed · 2 the command line is wrong · 3 nothing found · \
4 the library cannot be used · 5 a checked repository is not where its paper says";

/// Read papers that come with code, annotate them, and know whether the code is still there.
#[derive(Parser)]
#[command(name = "postil", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Arguments {
    /// Folder of the library [default: the window's]
    #[arg(long, global = true, value_name = "DIR", env = "POSTIL_LIBRARY")]
    pub library: Option<PathBuf>,
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Import papers from files (pages, references, PDFs), folders of PDFs, Papis or Zotero, or standard input with -
    Import(Import),
    /// Write papers to standard output or a file: all, or those a query finds
    Export(Export),
    /// Turn a file of references into another format, without a library
    Convert(Convert),
    /// Write papers as citations: in a style, or as the command that cites them
    Cite(Cite),
    /// Give citation keys to papers that have none: to all, or to those a query finds
    Key { query: Vec<String> },
    /// Add papers by identifier or address, looked up at arXiv, Crossref and others; or one by hand, by its title
    Add(Add),
    /// Look papers up by their identifiers and fill what is empty: of all, or of those a query finds
    Complete {
        query: Vec<String>,
        /// Show values that say something else, too; with --yes they take the place of those that stand
        #[arg(long)]
        refresh: bool,
        /// Write it; without, only show what would be filled in
        #[arg(long)]
        yes: bool,
    },
    /// The services that look-ups ask: list them; switch one; give it your key; set your e-mail address
    Services(ServicesArgs),
    /// Papers that are here twice: list them; make them one, or tell them apart
    Dedupe(Dedupe),
    /// List papers, newest first
    List(List),
    /// Show one paper whole
    Show { paper: String },
    /// Search titles, authors, abstracts, notes and tags
    Search {
        /// Words, "phrases", author: year:2023.. tag: has:code code:dead is:unread; with -minus, quote it all
        #[arg(required = true)]
        query: Vec<String>,
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// Saved searches: list them; show what one finds; keep one, or let it ask for something else
    Saved { name: Option<String>, query: Vec<String> },
    /// Write a note on a paper, from the arguments or from standard input with -
    Note { paper: String, text: Vec<String> },
    /// Put tags on a paper, or take them off
    Tag {
        paper: String,
        #[arg(required_unless_present = "remove")]
        tags: Vec<String>,
        /// A tag to take off; repeat for each
        #[arg(long, value_name = "TAG")]
        remove: Vec<String>,
    },
    /// Copy files into the library and give them to a paper; without files, list those it has
    Attach {
        paper: String,
        files: Vec<PathBuf>,
        /// A file of the paper to take off, by its name; repeat for each
        #[arg(long, value_name = "NAME")]
        remove: Vec<String>,
        /// Save a copy of a file of the paper, by its name, where --output says
        #[arg(long, value_name = "NAME", requires = "output")]
        save: Option<String>,
        #[arg(short, long, value_name = "FILE", requires = "save")]
        output: Option<PathBuf>,
    },
    /// Check whether repositories are still there
    Check(Check),
    /// Show the checks of a paper's repositories, newest first
    History { paper: String },
    /// Say that you have seen what changed about the code of papers
    Dismiss {
        #[arg(required = true)]
        papers: Vec<String>,
    },
    /// Point a paper at the new home of its code that moved
    Follow { paper: String },
    /// Find the commit that a paper's code stood at when the paper was published
    AsOf { paper: String },
    /// What is in a paper's repositories: licence, languages, release, what they need, weights and data
    Inside { paper: String },
    /// Look for archived copies of code that is gone [default: of the whole library]
    Rescue { papers: Vec<String> },
    /// Ask Software Heritage to keep a copy of living code, or how that request stands [default: of starred papers]
    Preserve { papers: Vec<String> },
    /// Open a paper's code, page or DOI in the browser, or its first file
    Open {
        paper: String,
        #[arg(long, value_enum, default_value_t = Target::Code)]
        what: Target,
    },
    /// Move papers to the trash
    Trash {
        #[arg(required = true)]
        papers: Vec<String>,
    },
    /// Take papers out of the trash
    Restore {
        #[arg(required = true)]
        papers: Vec<String>,
    },
    /// Undo the last action, in the window or here, or the one that `postil log` numbers so
    Undo { action: Option<i64> },
    /// Redo what was undone last, or the action that `postil log` numbers so
    Redo { action: Option<i64> },
    /// List the last actions, or what happened to one paper
    Log {
        paper: Option<String>,
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Copy the library into its folder `snapshots`; list the copies; go back to one
    Snapshot {
        #[command(subcommand)]
        what: Option<SnapshotVerb>,
    },
    /// Keep a folder of readable files in step with the library: begin it in DIR, or bring it in step now
    Mirror {
        folder: Option<PathBuf>,
        /// Keep it in step no longer; its files stay
        #[arg(long, conflicts_with = "folder")]
        off: bool,
    },
    /// Keep a .bib in step with the library; without arguments, write those that are kept (for cron)
    Live(Live),
    /// Write notes and highlights as Markdown: of all papers that have some, or of those a query finds
    Notes(Notes),
    /// Keep a folder of notes for Obsidian, Logseq and their like in step: begin it in DIR, or bring it in step now
    Vault(Vault),
    /// Make a new library, named with --library, from such a folder
    Rebuild { folder: PathBuf },
    /// Print the folder of the library
    Path,
    /// Print the repository links recognised in a text, one JSON object a line; needs no library
    Links {
        /// A file, or - for standard input
        file: String,
    },
    /// Print a completion script for a shell
    Completions { shell: clap_complete::Shell },
}

#[derive(Subcommand)]
pub enum SnapshotVerb {
    /// The copies there are, newest first
    List,
    /// Put the library back to a copy; what is there now is copied first
    Restore {
        /// As `postil snapshot list` names it
        name: String,
        /// Say what would change and change nothing
        #[arg(long)]
        dry_run: bool,
    },
}

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

#[derive(Args)]
pub struct Export {
    /// As for `postil search` [default: everything]
    pub query: Vec<String>,
    #[command(flatten)]
    pub scope: Scope,
    /// [default: by the file's name, else bibtex]
    #[arg(long, value_enum)]
    pub format: Option<FileFormat>,
    /// The file to write, whole or not at all; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Convert {
    /// A file, or - for standard input
    pub file: String,
    /// [default: by the output's name, else bibtex]
    #[arg(long, value_enum)]
    pub to: Option<FileFormat>,
    /// The file to write, whole or not at all; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileFormat {
    Bibtex,
    Biblatex,
    Ris,
    CslJson,
    Hayagriva,
    Markdown,
    Csv,
    /// All that is known, as the type `PaperRecord`
    Json,
}

impl From<FileFormat> for postil_core::formats::Format {
    fn from(format: FileFormat) -> Self {
        match format {
            FileFormat::Bibtex => Self::Bibtex,
            FileFormat::Biblatex => Self::Biblatex,
            FileFormat::Ris => Self::Ris,
            FileFormat::CslJson => Self::CslJson,
            FileFormat::Hayagriva => Self::Hayagriva,
            FileFormat::Markdown => Self::Markdown,
            FileFormat::Csv => Self::Csv,
            FileFormat::Json => Self::Json,
        }
    }
}

#[derive(Args)]
pub struct Cite {
    /// Papers by id, identifier, citation key or title; or what to look for, as for `postil search` [default: everything]
    pub papers: Vec<String>,
    /// A style such as apa, ieee, mla, chicago, nature or acm, or a file of CSL
    #[arg(long, default_value = "apa", value_name = "NAME|FILE.csl")]
    pub style: String,
    /// A language for words such as “edited by”, as de-DE [default: the style's]
    #[arg(long, value_name = "LANGUAGE")]
    pub locale: Option<String>,
    #[arg(long = "as", value_enum, default_value_t = CiteForm::Text)]
    pub form: CiteForm,
    /// LaTeX's command, such as citep or autocite
    #[arg(long, default_value = "cite", value_name = "NAME")]
    pub command: String,
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
#[group(multiple = false)]
pub struct Dedupe {
    /// Make papers one: the first is kept and takes in what the others have, which go to the trash
    #[arg(long, num_args = 2.., value_name = "PAPER")]
    pub merge: Vec<String>,
    /// Say that papers are different works, whatever they look like
    #[arg(long, num_args = 2.., value_name = "PAPER")]
    pub not_same: Vec<String>,
    /// Merge those that carry the same identifier and contradict each other in nothing
    #[arg(long)]
    pub auto: bool,
}

#[derive(Args)]
pub struct Add {
    /// Identifiers or addresses (arXiv, DOI, ACL Anthology, OpenReview, PubMed, ISBN, a page, a repository on GitHub), or
    /// - for a list of them on standard input; anything else is a title
    #[arg(required_unless_present_any = ["resume", "drop"], value_name = "IDENTIFIER|TITLE")]
    pub what: Vec<String>,
    /// Go on with what could not be looked up before
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
pub struct List {
    /// Which papers
    #[arg(long, value_enum, default_value_t = View::All)]
    pub view: View,
    /// Those with this tag
    #[arg(long, conflicts_with = "view")]
    pub tag: Option<String>,
    #[arg(long, default_value_t = 50)]
    pub limit: usize,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum View {
    All,
    Inbox,
    Reading,
    Starred,
    Attention,
    Duplicates,
    Trash,
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
