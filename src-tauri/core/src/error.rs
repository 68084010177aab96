//! Errors for people: what happened, to what, and what to do. A code exists only where the page reacts to it.

use std::{fmt, io};

use serde::Serialize;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of trouble it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// A value the reader gave is not acceptable; `field` names it.
    Validation,
    NotFound,
    /// Later changes stand in the way.
    Conflict,
    /// The library folder or file cannot be written.
    ReadOnly,
    /// The library was made by a newer Postil.
    Newer,
    /// The file is not a library, or is damaged.
    Corrupt,
    /// A file or text given to import cannot be understood.
    Input,
    Io,
    Network,
    Cancelled,
    Internal,
}

/// A failure in plain words, safe to show as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub code: ErrorCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    pub message: String,
}

impl Error {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, field: None, message: message.into() }
    }

    pub fn validation(field: &'static str, message: impl Into<String>) -> Self {
        Self { code: ErrorCode::Validation, field: Some(field), message: message.into() }
    }

    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(ErrorCode::NotFound, format!("{what} is no longer in the library."))
    }

    pub fn internal(what: impl fmt::Display) -> Self {
        Self::new(ErrorCode::Internal, format!("Something went wrong inside Postil: {what}."))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::ErrorCode as Sqlite;
        let Some(code) = error.sqlite_error_code() else {
            return Self::internal(error);
        };
        // SQLite has no code of its own for a damaged number of the schema's format.
        let code = if error.to_string().contains("unsupported file format") { Sqlite::DatabaseCorrupt } else { code };
        match code {
            Sqlite::DiskFull => {
                Self::new(ErrorCode::Io, "The disk is full, so nothing was changed. Free some space and try again.")
            }
            Sqlite::ReadOnly | Sqlite::CannotOpen | Sqlite::PermissionDenied => Self::new(
                ErrorCode::ReadOnly,
                format!(
                    "The library cannot be written ({error}), so nothing was changed. Check the permissions of its folder."
                ),
            ),
            Sqlite::DatabaseCorrupt | Sqlite::NotADatabase => Self::new(
                ErrorCode::Corrupt,
                format!(
                    "The library file is damaged ({error}). Nothing was changed. Copies of it are in its folder “snapshots”; “Snapshots…” in the window or `postil snapshot` go back to one."
                ),
            ),
            Sqlite::DatabaseBusy | Sqlite::DatabaseLocked => Self::new(
                ErrorCode::Io,
                "Another program is writing to this library and did not finish in time. Nothing was changed. Try again.",
            ),
            Sqlite::SystemIoFailure => {
                Self::new(ErrorCode::Io, format!("The disk reported an error ({error}), so nothing was changed."))
            }
            _ => Self::internal(error),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::new(ErrorCode::Io, error.to_string())
    }
}

/// What stands in the way of reading, and what to do where something can be done; without the numbers of the system,
/// which tell a reader nothing.
pub fn not_read(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".into(),
        io::ErrorKind::PermissionDenied => "it may not be read; check its permissions".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

/// The same of writing.
pub fn not_written(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "its folder is not there; make it first".into(),
        io::ErrorKind::IsADirectory => "there is a folder of that name".into(),
        io::ErrorKind::StorageFull => "the disk is full; free some space".into(),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            format!("that is not allowed ({error}); check the permissions of its folder")
        }
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "there is a file, not a folder".into(),
        _ => error.to_string(),
    }
}
