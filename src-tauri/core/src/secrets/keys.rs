//! Keys of services that know papers, each kept beside the token in the same way.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use super::{Secrets, entry, forget_in_keyring, keep_in_keyring, remove, write_private};
use crate::error::{Error, ErrorCode, Result};

/// A key that a service gave the reader. Shows itself only through [`Key::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// # Errors
    /// `Validation` for what can stand in no header. The words do not repeat it.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'+' | b'/');
        if text.is_empty() || text.len() > 255 || !text.bytes().all(fits) {
            let words = "This is not a key: one is a single word of letters and digits, as the service gave it.";
            return Err(Error::validation("key", words));
        }
        Ok(Self(text.to_owned()))
    }

    /// The key itself, for the one request it goes into.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}

impl Secrets {
    /// The reader's key for a service, if there is one that can be read.
    pub fn key(&self, service: &str) -> Option<Key> {
        if self.keyring
            && let Ok(entry) = entry(&user(service))
            && let Ok(text) = entry.get_password()
            && let Ok(key) = Key::parse(&text)
        {
            return Some(key);
        }
        Key::parse(&fs::read_to_string(self.key_file(service)).ok()?).ok()
    }

    /// Keeps a key instead of any before.
    ///
    /// # Errors
    /// `Validation` for what is no key, `Io` when it can be kept nowhere.
    pub fn set_key(&self, service: &str, text: &str) -> Result<()> {
        let (key, file) = (Key::parse(text)?, self.key_file(service));
        if self.keyring && keep_in_keyring(&user(service), key.reveal()) {
            return remove(&file);
        }
        write_private(&file, key.reveal()).map_err(|error| {
            Error::new(ErrorCode::Io, format!("The key could not be kept in {}: {error}.", file.display()))
        })
    }

    /// Removes a key from wherever it is.
    ///
    /// # Errors
    /// `Io` when it is still there afterwards.
    pub fn forget_key(&self, service: &str) -> Result<()> {
        remove(&self.key_file(service))?;
        let kept = if self.keyring { forget_in_keyring(&user(service)) } else { None };
        match kept {
            Some(error) => Err(Error::new(ErrorCode::Io, format!("The keyring did not let go of the key: {error}."))),
            None => Ok(()),
        }
    }

    fn key_file(&self, service: &str) -> PathBuf {
        self.file.with_file_name(user(service))
    }
}

fn user(service: &str) -> String {
    format!("{service}-key")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_apart_and_never_shown() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let secrets = Secrets::in_file(folder.path());
        secrets.set_key("openalex", " Abc-123 ")?;
        secrets.set_key("semantic-scholar", "other")?;
        assert_eq!(secrets.key("openalex").map(|key| key.reveal().to_owned()).as_deref(), Some("Abc-123"), "kept");
        assert!(secrets.token().is_none(), "a key is no token of GitHub's");
        secrets.forget_key("openalex")?;
        assert!(secrets.key("openalex").is_none() && secrets.key("semantic-scholar").is_some(), "each by itself");
        for bad in ["", "two words", "line\r\nX-Evil: 1", &"a".repeat(300)] {
            assert!(Key::parse(bad).is_err(), "{bad:?} must not become a header");
        }
        assert!(!format!("{:?}", Key::parse("secret")?).contains("secret"), "a log of it would outlive it");
        Ok(())
    }
}
