//! The command line: the verbs here, what each takes in a file of its kind.

mod exchange;
mod library;
mod papers;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use self::exchange::{Cite, CiteForm, Convert, Export, Live, Notes, Scope, Vault};
pub use self::library::{Dedupe, List, SnapshotVerb, View};
pub use self::papers::{Add, Check, Format, Import, ServicesArgs, Target};

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
    /// Import papers from files (pages, references, PDFs), folders of PDFs, Papis, Paperlib or Zotero, or standard input with -
    Import(Import),
    /// Write papers to standard output or a file: all, or those a query finds
    Export(Export),
    /// Turn a file of references into another format, without a library
    Convert(Convert),
    /// Write papers as citations: in a style, or as the command that cites them
    Cite(Cite),
    /// Give citation keys to papers that have none: to all, or to those that are named or that a query finds
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
        /// Words, "phrases", author: year:2023.. tag: has:code code:dead is:unread is:retracted; with -minus, quote it all
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
