//! Bringing a library file to the present schema, and refusing what cannot be.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, ErrorCode, Result};
use crate::model::Millis;
use crate::store::fts;

/// Applied in order; one that was released never changes.
pub const MIGRATIONS: &[(&str, &str)] = &[
    ("0001_library", include_str!("migrations/0001_library.sql")),
    ("0002_code_filter", include_str!("migrations/0002_code_filter.sql")),
    ("0003_notice", include_str!("migrations/0003_notice.sql")),
    ("0004_archive", include_str!("migrations/0004_archive.sql")),
    ("0005_as_of", include_str!("migrations/0005_as_of.sql")),
    ("0006_inside", include_str!("migrations/0006_inside.sql")),
    ("0007_fields", include_str!("migrations/0007_fields.sql")),
    ("0008_saved_searches", include_str!("migrations/0008_saved_searches.sql")),
    ("0009_mirror", include_str!("migrations/0009_mirror.sql")),
    ("0010_title_index", include_str!("migrations/0010_title_index.sql")),
    ("0011_attachment", include_str!("migrations/0011_attachment.sql")),
    ("0012_kept", include_str!("migrations/0012_kept.sql")),
    ("0013_duplicates", include_str!("migrations/0013_duplicates.sql")),
    ("0014_prefixes", include_str!("migrations/0014_prefixes.sql")),
    ("0015_lookup_queue", include_str!("migrations/0015_lookup_queue.sql")),
    (EMPTIES_INDEXES, include_str!("migrations/0016_years.sql")),
    ("0017_facts", include_str!("migrations/0017_facts.sql")),
    ("0018_returns", include_str!("migrations/0018_returns.sql")),
    ("0019_retracted", include_str!("migrations/0019_retracted.sql")),
];

/// After this one the words of all papers are put into the indexes anew.
const EMPTIES_INDEXES: &str = "0016_years";

/// A file that is older than the present schema and larger than this takes long enough for a reader to wonder.
const LARGE: u64 = 64 << 20;

/// "Post" in ASCII: tells a library from any other SQLite file.
const APPLICATION_ID: i32 = 0x506F_7374;

/// Migrates step by step, after copying the file when it holds anything.
///
/// # Errors
/// `Newer` for a library of a later Postil, `Corrupt` for another program's database.
pub fn bring_up_to_date(connection: &mut Connection, folder: &Path, now: Millis) -> Result<()> {
    let path = folder.join(super::FILE_NAME);
    let version = format(connection).map_err(|error| super::explain(&path, error))?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| super::explain(&path, error))?;
    if application != APPLICATION_ID && (version > 0 || tables > 0) {
        return Err(Error::new(
            ErrorCode::Corrupt,
            format!("“{}” is a database of another program, so Postil leaves it alone.", path.display()),
        ));
    }
    refuse_newer(&path, version)?;
    if version == MIGRATIONS.len() {
        return Ok(());
    }
    if version > 0 {
        copy_before(connection, folder, version, now)?;
    }
    // All steps in one transaction: a failure leaves the file as it was. Another program that
    // migrates at the same moment holds the lock; afterwards there is nothing left to do.
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = format(&tx)?;
    for (name, sql) in MIGRATIONS.iter().skip(version) {
        tx.execute_batch(sql).map_err(|error| {
            Error::new(
                ErrorCode::Internal,
                format!("The library could not be brought up to date ({name}: {error}). It is as it was."),
            )
        })?;
    }
    if version > 0 && MIGRATIONS.iter().skip(version).any(|(name, _)| *name == EMPTIES_INDEXES) {
        fts::index_all(&tx)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    tx.commit()?;
    Ok(())
}

/// Whether bringing the file up to date will take a while. A file that cannot be read is not waited for.
pub fn takes_a_while(path: &Path) -> bool {
    let is_large = std::fs::metadata(path).is_ok_and(|file| file.len() > LARGE);
    let open =
        || Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    is_large && open().and_then(|file| format(&file)).is_ok_and(|version| version < MIGRATIONS.len())
}

/// Makes sure that a copy is one that this Postil can bring up to date.
///
/// # Errors
/// `Newer` for one of a later Postil, `Corrupt` for another program's database.
pub fn is_ours(connection: &Connection, path: &Path) -> Result<()> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(damaged(path));
    }
    refuse_newer(path, format(connection)?)
}

fn refuse_newer(path: &Path, version: usize) -> Result<()> {
    if version <= MIGRATIONS.len() {
        return Ok(());
    }
    let (path, known) = (path.display(), MIGRATIONS.len());
    let words = format!(
        "“{path}” was written by a newer Postil (format {version}; this one knows {known}). Install the newer version to open it."
    );
    Err(Error::new(ErrorCode::Newer, words))
}

/// What to say of a file that SQLite cannot read.
pub fn damaged(path: &Path) -> Error {
    Error::new(
        ErrorCode::Corrupt,
        format!("“{}” is damaged or is not a Postil library. It was left as it is.", path.display()),
    )
}

fn copy_before(connection: &Connection, folder: &Path, version: usize, now: Millis) -> Result<()> {
    let snapshots = folder.join("snapshots");
    std::fs::create_dir_all(&snapshots)?;
    let target = snapshots.join(format!("before-format-{}-{now}.sqlite", version + 1));
    connection.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
    super::snapshots::check(&target)
}

/// How many migrations the file has seen; a negative number is another program's.
fn format(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
