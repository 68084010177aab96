//! Checking a library's repositories: one run at a time, cancellable, gone on with after a restart.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::Library;
use crate::error::{Error, ErrorCode, Result};
use crate::library::Event;
use crate::links::hosts::Limits;
use crate::links::run;
use crate::machine::{now, on_disk};
use crate::model::{CheckProgress, CheckScope, CheckState};
use crate::surroundings::Surroundings;

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
        let last = run::run(Arc::new(library.clone()), services, now, self.cancel.clone(), told).await?;
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
