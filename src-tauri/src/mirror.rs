//! Keeps the plain copy in step while the window is open, behind the reader's back.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postil_core::library::Event;
use postil_core::model::{Id, Millis};
use postil_core::{Library, Result};
use serde::Serialize;
use tauri::{AppHandle, Manager};

use crate::app::App;
use crate::events;

/// Actions that follow each other closely are written together.
const PAUSE: Duration = Duration::from_secs(2);
/// An action on more papers than these is as good as all.
const MANY: usize = 5_000;

/// What changed since the copy was written, and how writing it went.
#[derive(Default)]
pub struct Unmirrored(Mutex<State>);

#[derive(Default)]
struct State {
    papers: BTreeSet<Id>,
    all: bool,
    told: MirrorState,
}

/// What the settings say of it.
#[derive(Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MirrorState {
    /// When all of it was in step last.
    written: Option<Millis>,
    /// Files that somebody else had changed, and that were kept aside.
    kept_aside: u32,
    /// Why it could not be written, in words.
    trouble: Option<String>,
}

impl Unmirrored {
    pub fn hear(&self, event: &Event) {
        let mut state = self.lock();
        match event {
            Event::LibraryChanged { papers: Some(papers) } if papers.len() + state.papers.len() <= MANY => {
                state.papers.extend(papers);
            }
            Event::LibraryChanged { .. } => state.all = true,
            Event::CheckProgress { .. } => {}
        }
    }

    /// Everything is to be looked at.
    pub fn look_at_all(&self) {
        self.lock().all = true;
    }

    pub fn state(&self) -> MirrorState {
        self.lock().told.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, library: &Library) -> Result<()> {
        if library.mirror_folder()?.is_none() {
            // The next folder begins with all of it.
            *self.lock() = State { all: true, ..State::default() };
            return Ok(());
        }
        let (papers, all) = {
            let mut state = self.lock();
            (std::mem::take(&mut state.papers), std::mem::take(&mut state.all))
        };
        if papers.is_empty() && !all {
            return Ok(());
        }
        let ids: Vec<Id> = papers.into_iter().collect();
        let done = library.mirror((!all).then_some(&ids));
        let mut state = self.lock();
        match done {
            Ok(done) => {
                state.told.written = Some(library.now());
                state.told.kept_aside += done.kept_aside;
                state.told.trouble = None;
                Ok(())
            }
            Err(error) => {
                // The next attempt makes up for it.
                state.all = true;
                state.told.trouble = Some(error.message.clone());
                Err(error)
            }
        }
    }
}

/// Looks at everything once, because a terminal may have written meanwhile, then follows each action.
pub fn keep(app: &AppHandle) {
    let app = app.clone();
    let state = app.state::<App>();
    let (library, changes) = (state.library.clone(), state.unmirrored.clone());
    changes.look_at_all();
    std::thread::spawn(move || {
        let mut told = false;
        loop {
            std::thread::sleep(PAUSE);
            match changes.write(&library) {
                Ok(()) => told = false,
                // Once is enough; the settings go on saying it.
                Err(error) if !told => {
                    told = true;
                    events::tell_trouble(&app, &error.message);
                }
                Err(_) => {}
            }
        }
    });
}
