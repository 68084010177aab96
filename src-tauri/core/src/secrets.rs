//! The GitHub token, and keys of other services: in the keyring of the operating system, or in a file only its owner can read.
//!
//! Never in the library, a log or the page. Methods may wait for the keyring to be unlocked: call them off the
//! async threads.

mod keys;

use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use ts_rs::TS;

use crate::error::{Error, ErrorCode, Result};

pub use keys::Key;

const SERVICE: &str = "org.postil.Postil";
const USER: &str = "github-token";
const FILE: &str = "github-token";

/// A token of the right shape. Shows itself only through [`Token::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// # Errors
    /// `Validation` in words when it cannot be a GitHub token. The words do not repeat it.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let refuse = |words: &str| Err(Error::validation("token", words));
        if text.is_empty() {
            return refuse("Paste a token first.");
        }
        if text.len() > 255 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refuse("This is not a GitHub token: it has characters that no token has, or is too long.");
        }
        let known = ["ghp_", "github_pat_", "gho_", "ghu_", "ghs_"].iter().any(|prefix| {
            text.strip_prefix(prefix).is_some_and(|rest| {
                rest.len() >= 20 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            })
        });
        let classic = text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if known || classic {
            Ok(Self(text.to_owned()))
        } else {
            refuse("This is not a GitHub token. One begins with ghp_ or github_pat_.")
        }
    }

    /// The token itself, for the one header it goes into.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A short name to tell tokens apart by. Nothing leads back from it.
    pub fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        ("postil", &self.0).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// Where a token is kept, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TokenPlace {
    Keyring,
    File,
}

/// Whether there is a token, for the settings sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TokenState {
    pub present: bool,
    pub place: TokenPlace,
    pub words: String,
}

/// Keeps the token.
#[derive(Debug, Clone)]
pub struct Secrets {
    file: PathBuf,
    keyring: bool,
}

impl Secrets {
    /// Prefers the keyring; `folder` holds the file where there is none.
    pub fn new(folder: &Path) -> Self {
        Self { file: folder.join(FILE), keyring: true }
    }

    /// The file only: for tests and the demo, which must not touch the reader's keyring.
    pub fn in_file(folder: &Path) -> Self {
        Self { file: folder.join(FILE), keyring: false }
    }

    /// The token, if one is kept and can be read.
    pub fn token(&self) -> Option<Token> {
        self.find().map(|(token, _)| token)
    }

    pub fn state(&self) -> TokenState {
        match self.find() {
            Some((_, TokenPlace::Keyring)) => state(true, TokenPlace::Keyring, "Kept in this computer's keyring."),
            Some((_, TokenPlace::File)) => state(
                true,
                TokenPlace::File,
                &format!("Kept in a file that only you can read: {}", self.file.display()),
            ),
            None => {
                let place = if self.keyring && entry(USER).is_ok() { TokenPlace::Keyring } else { TokenPlace::File };
                state(false, place, "No token yet: GitHub answers 60 questions an hour without one, 5,000 with one.")
            }
        }
    }

    /// Keeps a token instead of any before.
    ///
    /// # Errors
    /// `Validation` for what is no token, `Io` when it can be kept nowhere.
    pub fn set(&self, text: &str) -> Result<TokenState> {
        let token = Token::parse(text)?;
        if self.keyring && keep_in_keyring(USER, token.reveal()) {
            remove(&self.file)?;
            return Ok(state(true, TokenPlace::Keyring, "Kept in this computer's keyring."));
        }
        write_private(&self.file, token.reveal()).map_err(|error| {
            Error::new(ErrorCode::Io, format!("The token could not be kept in {}: {error}.", self.file.display()))
        })?;
        let why = if self.keyring { "No keyring was found, so it is kept" } else { "Kept" };
        Ok(state(true, TokenPlace::File, &format!("{why} in a file that only you can read: {}", self.file.display())))
    }

    /// Removes the token from wherever it is.
    ///
    /// # Errors
    /// `Io` when it is still there afterwards.
    pub fn forget(&self) -> Result<TokenState> {
        remove(&self.file)?;
        if self.keyring
            && let Some(error) = forget_in_keyring(USER)
        {
            return Err(Error::new(ErrorCode::Io, format!("The keyring did not let go of the token: {error}.")));
        }
        Ok(self.state())
    }

    fn find(&self) -> Option<(Token, TokenPlace)> {
        if self.keyring
            && let Ok(entry) = entry(USER)
            && let Ok(text) = entry.get_password()
            && let Ok(token) = Token::parse(&text)
        {
            return Some((token, TokenPlace::Keyring));
        }
        let text = fs::read_to_string(&self.file).ok()?;
        Token::parse(&text).ok().map(|token| (token, TokenPlace::File))
    }
}

fn state(present: bool, place: TokenPlace, words: &str) -> TokenState {
    TokenState { present, place, words: words.to_owned() }
}

fn entry(user: &str) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, user)
}

/// Why the keyring still has it, if so.
fn forget_in_keyring(user: &str) -> Option<keyring::Error> {
    let entry = entry(user).ok()?;
    let error = entry.delete_credential().err()?;
    matches!(entry.get_password(), Ok(kept) if !kept.is_empty()).then_some(error)
}

/// Whether the keyring took it and gives it back: some accept what they then lose.
fn keep_in_keyring(user: &str, secret: &str) -> bool {
    entry(user)
        .is_ok_and(|entry| entry.set_password(secret).is_ok() && entry.get_password().is_ok_and(|kept| kept == secret))
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::new(ErrorCode::Io, format!("{} could not be removed: {error}.", file.display())))
        }
        _ => Ok(()),
    }
}

/// Private from its first byte on: made under another name with its rights set, then put in place.
fn write_private(file: &Path, secret: &str) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = file.with_extension("new");
    let _ = fs::remove_file(&new);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut writer = options.open(&new)?;
    writeln!(writer, "{secret}")?;
    writer.sync_all()?;
    fs::rename(&new, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    #[test]
    fn shapes() {
        for good in [
            GOOD,
            "github_pat_11AAAAAAA0abcdefghijkl_mnopqrstuvwxyz0123456789",
            "0123456789abcdef0123456789abcdef01234567",
        ] {
            assert!(Token::parse(good).is_ok(), "{good} is a shape GitHub gives out");
            assert!(Token::parse(&format!(" {good}\n")).is_ok(), "space around a pasted token is nobody's fault");
        }
        for bad in [
            "",
            "ghp_short",
            "hunter2",
            "ghp_0123456789abc defghijABCDEFGHIJ012345",
            "ghp_0123456789\r\nX-Evil: 1aaaaaaaaa",
            &"a".repeat(300),
        ] {
            assert!(Token::parse(bad).is_err(), "{bad:?} must not become a header");
        }
    }

    #[test]
    fn never_shown() -> Result<()> {
        let token = Token::parse(GOOD)?;
        assert!(!format!("{token:?}").contains("0123"), "a log of the token would outlive it");
        assert!(!token.fingerprint().contains("0123456789"), "the fingerprint is stored and must not hold the token");
        let error = Token::parse("ghp_short!").err().map(|error| error.message).unwrap_or_default();
        assert!(!error.is_empty(), "what is no token is refused");
        assert!(!error.contains("short"), "an error must not repeat what may be a secret");
        Ok(())
    }

    #[test]
    fn a_private_file() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let secrets = Secrets::in_file(&folder.path().join("config"));
        assert!(!secrets.state().present, "nothing is kept at first");
        let kept = secrets.set(GOOD)?;
        assert_eq!((kept.present, kept.place), (true, TokenPlace::File), "the place is told");
        assert_eq!(secrets.token(), Some(Token::parse(GOOD)?), "what is kept comes back");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join("config").join(FILE))?.permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "nobody else may read it");
        }
        assert!(!secrets.forget()?.present, "forgotten is gone");
        assert!(secrets.token().is_none(), "forgotten is gone from the file too");
        Ok(())
    }
}
