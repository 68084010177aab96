//! The library itself: its copies, duplicates and lists.

use clap::{Args, Subcommand, ValueEnum};

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
