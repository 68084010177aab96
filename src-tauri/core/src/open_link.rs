//! Hands addresses, folders and files to the system: of addresses only those of the web, of files only kinds that are no
//! programs, and never through a shell.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reqwest::Url;

use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::model::Id;

/// Set to a file, nothing is opened and what would have been is written there, one a line.
pub const LOG_VARIABLE: &str = "POSTIL_OPEN_LOG";

type Open = dyn Fn(&OsStr) -> io::Result<()> + Send + Sync;

/// What opens things. Tests put another in its place.
#[derive(Clone)]
pub struct Opener(Arc<Open>);

impl Opener {
    pub fn new(open: impl Fn(&OsStr) -> io::Result<()> + Send + Sync + 'static) -> Self {
        Self(Arc::new(open))
    }

    /// The system's own, detached: Postil may end before the browser does.
    pub fn system() -> Self {
        Self::new(|what| open::that_detached(what))
    }

    /// Writes into a file instead of opening.
    pub fn recording(log: PathBuf) -> Self {
        Self::new(move |what| {
            let mut log = OpenOptions::new().create(true).append(true).open(&log)?;
            writeln!(log, "{}", what.to_string_lossy())
        })
    }

    /// The system's, unless [`LOG_VARIABLE`] is set.
    pub fn from_env() -> Self {
        match std::env::var_os(LOG_VARIABLE).filter(|log| !log.is_empty()) {
            Some(log) => Self::recording(log.into()),
            None => Self::system(),
        }
    }

    /// Hands over what was found sound elsewhere.
    pub(crate) fn record(&self, what: &OsStr) -> io::Result<()> {
        (self.0)(what)
    }

    /// Opens a web address in the browser.
    ///
    /// # Errors
    /// `Validation` for anything but a web address, `Io` when the system opens nothing.
    pub fn link(&self, url: &str) -> Result<()> {
        let url = web_address(url)?;
        (self.0)(OsStr::new(url.as_str())).map_err(|error| not_opened(url.as_str(), &error))
    }

    /// Shows a folder in the file manager.
    ///
    /// # Errors
    /// `NotFound` when it is no longer there, `Io` when the system opens nothing.
    pub fn folder(&self, path: &Path) -> Result<()> {
        let path = existing_folder(path)?;
        (self.0)(path.as_os_str()).map_err(|error| not_opened(&path.display().to_string(), &error))
    }
}

/// [`Opener::link`] with the opener of the environment.
pub fn open_link(url: &str) -> Result<()> {
    Opener::from_env().link(url)
}

/// [`Opener::folder`] with the opener of the environment.
pub fn open_folder(path: &Path) -> Result<()> {
    Opener::from_env().folder(path)
}

/// Hands the content of a paper's file to the program the system has for its kind.
///
/// # Errors
/// `Validation` for a kind that might be a program; `NotFound` when the content is not there.
pub fn open_attachment(library: &Library, id: Id) -> Result<()> {
    let (file, path) = library.attachment_path(id)?;
    if !file.may_be_opened {
        let words = format!("“{}” is of a kind that Postil does not open. Save a copy and open that.", file.name);
        return Err(Error::validation("file", words));
    }
    let path = std::path::absolute(path)?;
    Opener::from_env().record(path.as_os_str()).map_err(|error| not_opened(&file.name, &error))
}

/// A web address, safe as an argument: http or https, with a host, without blanks, control characters or a login.
///
/// # Errors
/// `Validation` that shows the start of what was given.
pub fn web_address(text: &str) -> Result<Url> {
    let refuse = || {
        let shown: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
        Error::validation("url", format!("“{shown}” is not a web address, so it was not opened."))
    };
    // What a lenient parser mends, another program may read differently: it has to be right as it is.
    let web = text.split_once("://").is_some_and(|(scheme, rest)| {
        ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) && !rest.starts_with('/')
    });
    let plain = !text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>' | '`'));
    if !web || !plain || text.len() > 4_096 {
        return Err(refuse());
    }
    let url = Url::parse(text).map_err(|_| refuse())?;
    let sound = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && url.username().is_empty()
        && url.password().is_none();
    if sound { Ok(url) } else { Err(refuse()) }
}

/// The whole path of a folder that is there, so that no part of it can be taken for an option.
pub(crate) fn existing_folder(path: &Path) -> Result<PathBuf> {
    let gone = || Error::new(ErrorCode::NotFound, format!("The folder {} is not there any more.", path.display()));
    let whole = std::path::absolute(path).map_err(|_| gone())?;
    if whole.is_dir() { Ok(whole) } else { Err(gone()) }
}

fn not_opened(what: &str, error: &io::Error) -> Error {
    Error::new(ErrorCode::Io, format!("The system did not open {what}: {error}."))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn only_web_addresses_leave() {
        let opened = Arc::new(Mutex::new(Vec::new()));
        let log = opened.clone();
        let opener = Opener::new(move |what| {
            log.lock().map_err(|_| io::Error::other("lock"))?.push(what.to_owned());
            Ok(())
        });
        for odd in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "--option",
            "-https://example.org/",
            "git://github.com/a/b",
            "ext::sh -c id",
            "https://",
            "https:///path",
            "http:example.org",
            "https://exa mple.org/",
            " https://example.org/",
            "https://example.org/\u{0}",
            "https://example.org/a\nb",
            "https://github.com@evil.example/",
            "https:\\\\example.org\\",
            "data:text/html,hello",
            "",
        ] {
            assert!(opener.link(odd).is_err(), "{odd:?} must stay here");
        }
        assert!(opened.lock().is_ok_and(|opened| opened.is_empty()), "a refused address never reaches the system");
        for good in ["https://github.com/o/r/tree/main/a%20b", "http://127.0.0.1:8080/x?y=1#z", "HTTPS://example.org/"]
        {
            assert!(opener.link(good).is_ok(), "{good} is what this is for");
        }
        assert!(opened.lock().is_ok_and(|opened| opened.len() == 3), "each good address is opened once");
    }

    #[test]
    fn folders_have_to_be_there() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let log = folder.path().join("log");
        let opener = Opener::recording(log.clone());
        opener.folder(folder.path())?;
        assert!(opener.folder(&folder.path().join("gone")).is_err(), "a folder that went away is said to have gone");
        let logged = std::fs::read_to_string(log)?;
        assert_eq!(logged.trim_end(), folder.path().to_string_lossy(), "the log has the folder and nothing else");
        Ok(())
    }
}
