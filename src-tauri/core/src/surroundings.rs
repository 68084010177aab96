//! Where services and secrets are, for this process and this reader.

use std::path::PathBuf;

use serde_json::Value;

use crate::Library;
use crate::error::Result;
use crate::links::hosts::{Hosts, Limits, Services};
use crate::machine::now;
use crate::secrets::{Secrets, Token};

/// The reader's list of hosts inside a private network that may be asked, apart by commas.
const ALLOWED: &str = "allowedHosts";

/// Where services and secrets are, read from the environment at the edge of the program.
#[derive(Debug, Clone)]
pub struct Surroundings {
    pub hosts: Hosts,
    /// Where the token's file is when there is no keyring.
    pub secrets_folder: PathBuf,
    pub secrets_in_file: bool,
}

impl Surroundings {
    /// The real services, or the stand-ins that `POSTIL_GITHUB_API`, `POSTIL_GITHUB_WEB` and, for all other hosts,
    /// `POSTIL_HOSTS` name.
    pub fn from_process() -> Self {
        let text = |name: &str| std::env::var(name).ok();
        let folder = directories::ProjectDirs::from("org", "postil", "Postil")
            .map_or_else(|| PathBuf::from("."), |dirs| dirs.config_dir().to_path_buf());
        Self {
            hosts: Hosts::or(text("POSTIL_GITHUB_API"), text("POSTIL_GITHUB_WEB"))
                .with_others(text("POSTIL_HOSTS"))
                .allowing(proxies(text)),
            secrets_folder: std::env::var_os("POSTIL_SECRETS_FOLDER").map_or(folder, PathBuf::from),
            secrets_in_file: text("POSTIL_SECRETS").as_deref() == Some("file"),
        }
    }

    /// The same, with the hosts inside a private network that the reader of a library allowed. Reads the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn of(&self, library: &Library) -> Result<Self> {
        let settings = library.settings()?;
        let listed = settings.get(ALLOWED).and_then(Value::as_str).unwrap_or_default();
        let mut own = self.clone();
        own.hosts.allowed.extend(host_names(listed));
        Ok(own)
    }

    /// A door to all hosts. Reading the token may block: pass it in.
    ///
    /// # Errors
    /// `Network` when TLS cannot be set up on this machine.
    pub fn services(&self, token: Option<Token>, limits: Limits) -> Result<Services> {
        Services::new(self.hosts.clone(), token, limits, now)
    }

    pub fn secrets(&self) -> Secrets {
        if self.secrets_in_file { Secrets::in_file(&self.secrets_folder) } else { Secrets::new(&self.secrets_folder) }
    }

    /// An address of github.com as it is reached from here: the stand-in's while one is named.
    pub fn reachable(&self, url: &str) -> String {
        match url.strip_prefix("https://github.com/") {
            Some(rest) => format!("{}/{rest}", self.hosts.github_web),
            None => url.to_owned(),
        }
    }
}

/// Names in a list that a reader typed. An address of this machine is none: nothing of a paper's lives there.
fn host_names(listed: &str) -> impl Iterator<Item = String> {
    let is_name = |name: &&str| {
        name.len() <= 253
            && name.contains('.')
            && name.split('.').all(|part| !part.is_empty())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
            && !name.starts_with("127.")
    };
    listed.split([',', ' ', '\n']).map(str::trim).filter(is_name).take(100).map(str::to_ascii_lowercase)
}

/// Host names of the proxies set for this process: they may well be private, and stand for the network behind them.
fn proxies(text: impl Fn(&str) -> Option<String>) -> Vec<String> {
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
        .into_iter()
        .filter_map(text)
        .filter_map(|proxy| {
            let rest = proxy.split_once("://").map_or(proxy.as_str(), |(_, rest)| rest);
            let authority = rest.split('/').next()?;
            let host = authority.rsplit('@').next()?.split(':').next()?;
            (!host.is_empty()).then(|| host.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_a_reader_allowed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(folder.path()).expect("a new library");
        let allowed = |library: &Library| Surroundings::from_process().of(library).expect("read").hosts.allowed;
        let before = allowed(&library);
        library
            .set_setting(ALLOWED, &"GitLab.lab.example, 10.1.2.3 localhost,127.0.0.1,a..b,x/y.z".into())
            .expect("set");
        let new = &allowed(&library)[before.len()..];
        assert_eq!(new, ["gitlab.lab.example", "10.1.2.3"], "names and addresses of a network, never this machine");
    }

    #[test]
    fn proxies_may_be_private() {
        let set = |name: &str| match name {
            "HTTPS_PROXY" => Some("http://user:secret@proxy.lab.example:3128/".to_owned()),
            "all_proxy" => Some("other.example".to_owned()),
            _ => None,
        };
        assert_eq!(proxies(set), ["proxy.lab.example", "other.example"], "names alone, without logins and ports");
    }
}
