//! The library: the one way in. A cheap handle to clone; each method is one read or one transaction.
//!
//! Methods block on the disk. The window and the checker call them off their async threads.

mod annotate;
mod attachments;
mod bulk;
mod checks;
mod cite;
mod code;
mod duplicates;
pub mod export;
pub mod held;
mod history;
mod import;
mod judge;
mod kept;
pub mod live;
mod lookups;
pub mod mirror;
mod organise;
mod papers;
mod place;
mod reading;
mod records;
pub mod references;
mod saved;
pub mod snapshots;
mod tables;
mod validate;
pub mod vault;

pub use reading::{Ways, read as read_source};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::machine;
use crate::model::{CheckProgress, Id, ListQuery, Millis, Overview, PaperRow};
use crate::store::{
    Store, collections, journal, lists, live as live_files, repositories, saved_searches, settings, tags,
};

/// Settings that name folders here, and mean nothing in a library made from a plain copy.
pub(crate) const OF_THIS_MACHINE: [&str; 2] = [mirror::SETTING, vault::SETTING];
/// Papers named in one event; beyond that everything is read again, which is cheaper.
const NAMED: usize = 1_000;

/// What happened, told after it is safely written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// `None`: anything may have changed.
    LibraryChanged {
        papers: Option<Vec<Id>>,
    },
    CheckProgress {
        progress: CheckProgress,
    },
}

type Sink = Arc<dyn Fn(Event) + Send + Sync>;

/// An open library.
#[derive(Clone)]
pub struct Library {
    store: Arc<Store>,
    sink: Sink,
}

impl Library {
    /// Opens the library in `folder`, made when it is missing.
    ///
    /// # Errors
    /// `ReadOnly`, `Corrupt` or `Newer`, each naming the folder; the file is left as it was.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_with(folder, machine::now, |_| {})
    }

    /// The same with a clock and somebody to tell what happens.
    pub fn open_with(
        folder: &Path,
        clock: fn() -> Millis,
        sink: impl Fn(Event) + Send + Sync + 'static,
    ) -> Result<Self> {
        Ok(Self { store: Arc::new(Store::open(folder, clock)?), sink: Arc::new(sink) })
    }

    /// Whether opening will take long enough to tell the reader why: a large library of an older Postil is brought up to
    /// date first.
    pub fn takes_a_while(folder: &Path) -> bool {
        Store::takes_a_while(folder)
    }

    /// The folder that a library has when none is named.
    pub fn default_folder() -> PathBuf {
        directories::ProjectDirs::from("org", "postil", "Postil")
            .map_or_else(|| PathBuf::from("postil-library"), |dirs| dirs.data_dir().join("library"))
    }

    /// The folder this library lives in.
    pub fn folder(&self) -> &Path {
        self.store.path().parent().unwrap_or(self.store.path())
    }

    pub fn now(&self) -> Millis {
        self.store.now()
    }

    /// A number that changes when another program writes to the library.
    pub fn data_version(&self) -> Result<i64> {
        self.store.data_version()
    }

    /// Everything the sidebar shows.
    pub fn overview(&self) -> Result<Overview> {
        let now = self.now();
        self.store.read(|db| {
            let (repositories, repositories_due) = repositories::counts(db, now)?;
            Ok(Overview {
                counts: lists::counts(db)?,
                collections: collections::all(db)?,
                tags: tags::all(db)?,
                saved_searches: saved_searches::all(db)?,
                live_files: live_files::all(db)?,
                repositories,
                repositories_due,
                lookups: crate::store::lookups::queue(db)?,
                undo: journal::newest_done(db)?,
                redo: journal::oldest_undone(db)?,
            })
        })
    }

    /// Ids of the papers a query shows, in order; at most [`lists::SEARCH_LIMIT`] for a search.
    pub fn list_ids(&self, query: &ListQuery) -> Result<Vec<Id>> {
        self.store.read(|db| lists::ids(db, query))
    }

    /// The lines of these papers, hits of `search` marked.
    pub fn list_rows(&self, ids: &[Id], search: &str) -> Result<Vec<PaperRow>> {
        self.store.read(|db| lists::rows(db, ids, search))
    }

    /// What the window remembers.
    pub fn settings(&self) -> Result<std::collections::BTreeMap<String, Value>> {
        self.store.read(settings::all)
    }

    /// Remembers a setting.
    ///
    /// # Errors
    /// `Validation` for the folders of the plain copy and of the vault, which are only set after they were looked at.
    pub fn set_setting(&self, key: &str, value: &Value) -> Result<()> {
        if OF_THIS_MACHINE.contains(&key) {
            return Err(Error::validation("key", "A folder that is kept in step is not set like this."));
        }
        self.store.write(|tx| settings::set(tx, key, value))
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.sink)(event);
    }

    /// Papers as the name of an action says them: of one, which; of several, how many.
    fn named(&self, ids: &[Id]) -> Result<String> {
        match ids {
            [one] => self.store.read(|db| Ok(format!("“{}”", short(&crate::store::papers::get(db, *one)?.title)))),
            several => Ok(papers_in_words(several.len())),
        }
    }

    /// One user action: written, journalled, told.
    fn act<T>(&self, name: &str, f: impl FnOnce(&rusqlite::Transaction) -> Result<T>) -> Result<T> {
        self.act_merging(name, None, f)
    }

    fn act_merging<T>(
        &self,
        name: &str,
        merge: Option<&str>,
        f: impl FnOnce(&rusqlite::Transaction) -> Result<T>,
    ) -> Result<T> {
        let done = self.store.act(name, merge, f)?;
        if done.entry.is_some() {
            let named = !done.papers.is_empty() && done.papers.len() <= NAMED;
            self.tell(Event::LibraryChanged { papers: named.then_some(done.papers) });
        }
        Ok(done.value)
    }
}

/// "1 paper" or "12,000 papers".
pub fn papers_in_words(count: usize) -> String {
    if count == 1 {
        return "1 paper".into();
    }
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    format!("{} papers", groups.join(","))
}

/// A title cut to fit a toast.
fn short(title: &str) -> String {
    if title.chars().count() <= 60 {
        return title.to_owned();
    }
    let start: String = title.chars().take(57).collect();
    format!("{}…", start.trim_end())
}
