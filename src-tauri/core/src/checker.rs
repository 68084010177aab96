//! Checking a library's repositories: one run at a time, cancellable, gone on with after a restart.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use crate::error::{Error, ErrorCode, Result};
use crate::library::{Event, on_disk};
use crate::links::hosts::{Hosts, Limits, Services};
use crate::links::run;
use crate::model::{CheckProgress, CheckScope, CheckState};
use crate::secrets::{Secrets, Token};
use crate::{Library, library};

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
        Services::new(self.hosts.clone(), token, limits, library::now)
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

/// Runs checks for a library and keeps the last report. Cheap to clone.
#[derive(Clone)]
pub struct Checker {
    library: Library,
    surroundings: Surroundings,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    cancel: Option<watch::Sender<bool>>,
    last: Option<CheckProgress>,
}

impl Checker {
    pub fn new(library: Library, surroundings: Surroundings) -> Self {
        Self { library, surroundings, state: Arc::default() }
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Claims the one place for a run. It is free again when the claim is dropped, run or not.
    ///
    /// # Errors
    /// `Conflict` while another run is going on.
    pub fn begin(&self) -> Result<Begun> {
        let mut state = self.lock();
        if state.cancel.is_some() {
            return Err(Error::new(
                ErrorCode::Conflict,
                "A check is going on already. Wait for it, or cancel it first.",
            ));
        }
        let (sender, cancel) = watch::channel(false);
        *state = State { cancel: Some(sender), last: None };
        Ok(Begun { checker: self.clone(), cancel })
    }

    /// Ends the run that is going on; what it learned is kept.
    pub fn cancel(&self) {
        if let Some(cancel) = &self.lock().cancel {
            // Nobody listens any more when it ended by itself this moment.
            let _ = cancel.send(true);
        }
    }

    /// Tells whoever listens that a run could not go on.
    pub fn tell_failure(&self, error: &Error) {
        let progress = CheckProgress {
            state: CheckState::Failed,
            done: 0,
            total: 0,
            counts: Vec::new(),
            eta_ms: None,
            waiting_until: None,
            message: error.message.clone(),
            changed_papers: Vec::new(),
        };
        self.library.tell(Event::CheckProgress { progress });
    }

    pub fn is_running(&self) -> bool {
        self.lock().cancel.is_some()
    }

    /// The last report of the run that is going on.
    pub fn progress(&self) -> Option<CheckProgress> {
        self.lock().last.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A run that has its place and waits to be run.
pub struct Begun {
    checker: Checker,
    cancel: watch::Receiver<bool>,
}

impl Drop for Begun {
    fn drop(&mut self) {
        *self.checker.lock() = State::default();
    }
}

impl Begun {
    /// Checks what `scope` names (`None`: what an interrupted run left) and returns the last report. Reports go to
    /// `report`, and to whoever listens to the library.
    ///
    /// # Errors
    /// Only when the library cannot be read or written.
    pub async fn run(
        self,
        scope: Option<CheckScope>,
        report: impl Fn(&CheckProgress) + Send + 'static,
    ) -> Result<CheckProgress> {
        let Checker { library, surroundings, .. } = &self.checker;
        // The last questions of the hour are for what the reader looks at.
        let reserve = match &scope {
            Some(CheckScope::Repository { .. }) => 0,
            Some(CheckScope::Papers { ids }) if ids.len() <= 3 => 0,
            _ => Limits::default().reserve,
        };
        let limits = Limits { reserve, ..Limits::default() };
        let (own, queue) = (surroundings.clone(), library.clone());
        // The keyring and the database both block.
        let (surroundings, token) = on_disk(move || {
            if let Some(scope) = scope {
                queue.queue_check(&scope)?;
            }
            Ok((own.of(&queue)?, own.secrets().token()))
        })
        .await?;
        let services = Arc::new(surroundings.services(token, limits)?);
        let checker = self.checker.clone();
        let told = move |progress: CheckProgress| {
            report(&progress);
            checker.lock().last = Some(progress.clone());
            checker.library.tell(Event::CheckProgress { progress });
        };
        let last = run::run(Arc::new(library.clone()), services, library::now, self.cancel.clone(), told).await?;
        if last.state == CheckState::Cancelled {
            library.drop_check()?;
        }
        Ok(last)
    }
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

    #[test]
    fn one_run_at_a_time_and_the_place_is_free_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(folder.path()).expect("a new library");
        let checker = Checker::new(library, Surroundings::from_process());
        let first = checker.begin().expect("nobody checks yet");
        assert_eq!(
            checker.begin().err().map(|error| error.code),
            Some(ErrorCode::Conflict),
            "told at once, not after a report"
        );
        assert!(checker.is_running() && checker.progress().is_none(), "and no report of an earlier run is shown");
        drop(first);
        assert!(!checker.is_running() && checker.begin().is_ok(), "a claim that was dropped holds nothing up");
    }
}
