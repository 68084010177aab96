//! All SQL. One file a table; every write is a transaction; reading never writes.
//!
//! One writer connection and a few readers on a WAL database: a long read never holds up a write,
//! and the terminal and the window can use one library at the same time.

pub mod annotations;
pub mod archives;
pub mod attachments;
pub mod cards;
pub mod checks;
pub mod clones;
pub mod collections;
pub mod deep_paths;
pub mod derived;
pub mod duplicates;
pub mod edits;
pub mod fields;
mod fts;
pub mod history;
pub mod identifiers;
mod ids;
pub mod imports;
pub mod insides;
pub mod journal;
pub mod json_rows;
pub mod kept;
pub mod lists;
pub mod live;
pub mod lookups;
pub mod mentions;
mod met;
mod migrate;
pub mod mirror;
pub mod notes;
pub mod notices;
pub mod offers;
pub mod papers;
pub mod people;
#[cfg(test)]
mod plans;
pub mod repositories;
mod rows;
pub mod saved_searches;
pub mod settings;
pub mod snapshots;
pub mod tags;
pub mod twins;
mod watch;
pub mod zotero;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, JournalEntry, Millis};

pub use ids::IdSource;

/// The database file inside a library folder.
pub const FILE_NAME: &str = "library.sqlite";
const READERS: usize = 3;
/// Of each connection; negative is SQLite's way to say kB.
const CACHE: i32 = -16_000;
/// Of the writer while it imports, given back at the end. Three times as much makes 100,000 papers no quicker.
const CACHE_OF_MANY: i32 = -64_000;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The open database.
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    ids: IdSource,
    clock: fn() -> Millis,
}

/// What an action wrote: its answer, the journal entry it made, the papers it touched.
pub struct Done<T> {
    pub value: T,
    pub entry: Option<JournalEntry>,
    pub papers: Vec<Id>,
}

impl Store {
    /// Opens the library in `folder`, creating folder and file when they are missing.
    pub fn open(folder: &Path, clock: fn() -> Millis) -> Result<Self> {
        if folder.is_file() {
            let words = "“{}” is a file. A library is a folder: name the one it is in, or one to be made.";
            return Err(Error::new(ErrorCode::ReadOnly, words.replace("{}", &folder.display().to_string())));
        }
        std::fs::create_dir_all(folder).map_err(|error| cannot_use(folder, &error))?;
        let path = folder.join(FILE_NAME);
        let mut writer = connect(&path)?;
        migrate::bring_up_to_date(&mut writer, folder, clock())?;
        watch::watch(&writer)?;
        // A damaged page somewhere does not keep a reader out of the rest.
        let ids = IdSource::new(clock, greatest_id(&writer).unwrap_or(0));
        Ok(Self { path, writer: Mutex::new(writer), readers: Mutex::new(Vec::new()), ids, clock })
    }

    /// Whether opening the library in `folder` will take a while, because it is brought up to date first.
    pub fn takes_a_while(folder: &Path) -> bool {
        migrate::takes_a_while(&folder.join(FILE_NAME))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn now(&self) -> Millis {
        (self.clock)()
    }

    pub fn ids(&self) -> &IdSource {
        &self.ids
    }

    pub fn next_id(&self) -> Id {
        self.ids.next()
    }

    /// Runs `f` on a reading connection.
    pub fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = match lock(&self.readers).pop() {
            Some(connection) => connection,
            None => connect_reader(&self.path)?,
        };
        let result = f(&connection);
        let mut readers = lock(&self.readers);
        if readers.len() < READERS {
            readers.push(connection);
        }
        result
    }

    /// The same with everything that `f` reads from one moment.
    pub fn read_at_once<T>(&self, f: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.read(|connection| {
            // Ended by going out of scope: it wrote nothing.
            let _moment = connection.unchecked_transaction()?;
            f(connection)
        })
    }

    /// Runs `f` in a transaction that no journal entry remembers: facts, settings, progress.
    pub fn write<T>(&self, f: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = f(&tx)?;
        tx.commit()?;
        Ok(value)
    }

    /// Runs `f` as one user action: one transaction, one journal entry called `name`.
    ///
    /// An action that changes nothing leaves no entry. With `merge`, it joins the newest entry
    /// when that one carries the same key and is recent: typing is one action.
    pub fn act<T>(
        &self,
        name: &str,
        merge: Option<&str>,
        f: impl FnOnce(&Transaction) -> Result<T>,
    ) -> Result<Done<T>> {
        self.act_on(&mut lock(&self.writer), (name, merge), f, || Ok(()))
    }

    /// The same for an action on very many papers, named by what came of it; `indexed` hears of each paper whose words
    /// were put into the index, and may end it all by failing.
    pub fn act_watched<T>(
        &self,
        name: impl FnOnce(&T) -> String,
        f: impl FnOnce(&Transaction) -> Result<T>,
        indexed: impl FnMut() -> Result<()>,
    ) -> Result<Done<T>> {
        let mut writer = lock(&self.writer);
        // New rows land all over a dozen indexes: with little room, pages are written out and read again and again.
        writer.pragma_update(None, "cache_size", CACHE_OF_MANY)?;
        let named = |tx: &Transaction| {
            let value = f(tx)?;
            journal::rename(tx, &name(&value))?;
            Ok(value)
        };
        let done = self.act_on(&mut writer, ("", None), named, indexed);
        writer.pragma_update(None, "cache_size", CACHE)?;
        done
    }

    fn act_on<T>(
        &self,
        writer: &mut Connection,
        (name, merge): (&str, Option<&str>),
        f: impl FnOnce(&Transaction) -> Result<T>,
        indexed: impl FnMut() -> Result<()>,
    ) -> Result<Done<T>> {
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let entry = journal::begin(&tx, name, merge, self.now(), || self.next_id())?;
        let value = f(&tx)?;
        let (entry, papers) = journal::end(&tx, entry)?;
        derived::refresh(&tx, &papers, indexed)?;
        if let Some(entry) = &entry {
            duplicates::refresh(&tx, entry.id)?;
        }
        saved_searches::refresh(&tx, &papers)?;
        tx.commit()?;
        // What a long action needed of memory is given back.
        if papers.len() >= 1_000 {
            writer.release_memory()?;
        }
        Ok(Done { value, entry, papers })
    }

    /// Undoes the newest action not yet undone; `None` when there is none.
    pub fn undo(&self) -> Result<Option<Done<()>>> {
        self.replay(journal::newest_done)
    }

    /// Redoes the action undone last; `None` when there is none or something was done since.
    pub fn redo(&self) -> Result<Option<Done<()>>> {
        self.replay(journal::oldest_undone)
    }

    /// Undoes one action, or redoes it, wherever it stands in the order.
    ///
    /// # Errors
    /// `Conflict`, naming it, when a later action changed the same.
    pub fn toggle(&self, entry: Id) -> Result<Option<Done<()>>> {
        self.replay(|db| {
            let found = journal::get(db, entry)?;
            match journal::in_the_way(db, entry)? {
                Some(later) => Err(journal::conflict(&found, &format!("“{later}” came after it"))),
                None => Ok(Some(found)),
            }
        })
    }

    fn replay(&self, pick: impl FnOnce(&Connection) -> Result<Option<JournalEntry>>) -> Result<Option<Done<()>>> {
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some(entry) = pick(&tx)? else { return Ok(None) };
        let asked = entry.clone();
        let (entry, papers) = journal::invert(&tx, entry)?;
        derived::refresh(&tx, &papers, || Ok(()))?;
        duplicates::refresh(&tx, entry.id)?;
        saved_searches::refresh(&tx, &papers)?;
        // Foreign keys are checked here, once all rows are back: one that is still in use stops it all.
        tx.commit().map_err(|error| journal::failed(&asked, error.into()))?;
        Ok(Some(Done { value: (), entry: Some(entry), papers }))
    }

    /// A number that changes whenever another connection or program commits.
    pub fn data_version(&self) -> Result<i64> {
        // Asked on the writer: its own commits do not change the number it sees.
        let writer = lock(&self.writer);
        Ok(writer.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}

/// Over all tables whose ids are made here.
fn greatest_id(connection: &Connection) -> Result<Id> {
    const TABLES: [&str; 18] = [
        "paper",
        "person",
        "paper_person",
        "identifier",
        "paper_field",
        "tag",
        "paper_tag",
        "collection",
        "collection_paper",
        "saved_search",
        "note",
        "annotation",
        "attachment",
        "repository",
        "mention",
        "repository_check",
        "notice",
        "journal_entry",
    ];
    let all = TABLES.map(|table| format!("SELECT max(id) AS id FROM {table}")).join(" UNION ALL ");
    Ok(connection.query_row(&format!("SELECT coalesce(max(id), 0) FROM ({all})"), [], |row| row.get(0))?)
}

/// A poisoned lock only means that another thread panicked; the connection rolled back by itself.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(|error| cannot_use(path, &error))?;
    prepare(&connection).map_err(|error| explain(path, error))?;
    // FULL: an acknowledged write survives a power cut, not only a crash of the program.
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

fn connect_reader(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    prepare(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // The schema is not trusted to call functions with side effects.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    // Statements with triggers keep a journal of their own; on disk it doubles the time of an import.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 268_435_456)?;
    // Plans do not depend on the values bound; otherwise some statements are prepared anew for each value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

fn cannot_use(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::new(
        ErrorCode::ReadOnly,
        format!(
            "Postil needs to write into the folder of its library, and may not: “{}” ({error}). Check the permissions of the folder and of what is in it, or use a library in another folder.",
            path.display()
        ),
    )
}

fn explain(path: &Path, error: rusqlite::Error) -> Error {
    use rusqlite::ffi::ErrorCode as Sqlite;
    match error.sqlite_error_code() {
        Some(Sqlite::ReadOnly | Sqlite::CannotOpen | Sqlite::PermissionDenied) => cannot_use(path, &error),
        _ => match Error::from(error) {
            told if told.code == ErrorCode::Corrupt => migrate::damaged(path),
            told => told,
        },
    }
}
