//! Keeps in step, while the window is open and behind the reader's back, what lies outside the library: the plain copy,
//! .bib files, the vault of notes. Each has a thread of its own, because one may take long.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use postil_core::library::Event;
use postil_core::library::live::Keeper;
use postil_core::model::{Id, Millis};
use postil_core::{Library, Result};
use serde::Serialize;
use tauri::{AppHandle, Manager};

use crate::app::App;
use crate::events;

/// Actions that follow each other closely are written together.
const PAUSE: Duration = Duration::from_secs(2);
/// Somebody who never pauses is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// What could not be written is tried again, even if nothing changes.
const RETRY: Duration = Duration::from_secs(15);
/// An action on more papers than these is as good as all.
const MANY: usize = 5_000;

/// What changed since something was written.
#[derive(Default)]
struct Unwritten(Mutex<Changes>);

#[derive(Default)]
struct Changes {
    papers: BTreeSet<Id>,
    all: bool,
    /// When the first and the last of them were heard of.
    since: Option<(Instant, Instant)>,
}

impl Unwritten {
    fn hear(&self, papers: Option<&[Id]>) {
        let mut changes = lock(&self.0);
        match papers {
            // The reader's files were told of, no paper changed.
            Some([]) => return,
            Some(papers) if papers.len() + changes.papers.len() <= MANY => changes.papers.extend(papers),
            _ => changes.all = true,
        }
        let now = Instant::now();
        changes.since = Some((changes.since.map_or(now, |(first, _)| first), now));
    }

    /// What there is to write, once there is a pause, or `at_once`; `Some(None)`: everything is to be looked at.
    fn take(&self, at_once: bool) -> Option<Option<BTreeSet<Id>>> {
        let mut changes = lock(&self.0);
        let (first, last) = changes.since?;
        if !at_once && last.elapsed() < PAUSE && first.elapsed() < PATIENCE {
            return None;
        }
        let Changes { papers, all, .. } = std::mem::take(&mut *changes);
        Some((!all).then_some(papers))
    }
}

/// A thread that follows the library, and how often it was asked to write at once, and has done so.
#[derive(Default)]
struct Follower {
    asked: Mutex<(u64, u64)>,
    changed: Condvar,
}

impl Follower {
    fn ask(&self) {
        lock(&self.asked).0 += 1;
        self.changed.notify_all();
    }

    /// Waits until it is time to look; gives how often it was asked, and whether it still owes that.
    fn rest(&self) -> (u64, bool) {
        let is_idle = |(asked, done): &mut (u64, u64)| asked == done;
        let rested = self.changed.wait_timeout_while(lock(&self.asked), LOOK_EVERY, is_idle);
        let (asked, _) = rested.unwrap_or_else(PoisonError::into_inner);
        (asked.0, asked.0 != asked.1)
    }

    fn has_done(&self, asked: u64) {
        lock(&self.asked).1 = asked;
        self.changed.notify_all();
    }

    fn wait(&self, until: Instant) {
        let owes = |(asked, done): &mut (u64, u64)| asked != done;
        drop(self.changed.wait_timeout_while(lock(&self.asked), until - Instant::now(), owes));
    }
}

/// What is kept in step, and how that goes.
#[derive(Default)]
pub struct Kept {
    mirror: Unwritten,
    live: Unwritten,
    vault: Unwritten,
    followers: [Arc<Follower>; 3],
    mirror_state: Mutex<KeptState>,
    vault_state: Mutex<KeptState>,
}

/// What the settings say of a folder that is kept in step.
#[derive(Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptState {
    /// How many folders there were before this one.
    #[serde(skip)]
    before: u32,
    /// When all of it was in step last.
    written: Option<Millis>,
    /// Files that somebody else had changed, and that were kept aside.
    kept_aside: u32,
    /// Files that somebody else wrote or changed, and that are left as they are.
    left: BTreeSet<String>,
    /// Why it could not be written, in words.
    trouble: Option<String>,
}

impl Kept {
    pub fn hear(&self, event: &Event) {
        if let Event::LibraryChanged { papers } = event {
            [&self.mirror, &self.live, &self.vault].iter().for_each(|each| each.hear(papers.as_deref()));
        }
    }

    /// Everything is to be looked at.
    pub fn look_at_all(&self) {
        [&self.mirror, &self.live, &self.vault].iter().for_each(|each| each.hear(None));
    }

    pub fn mirror_state(&self) -> KeptState {
        lock(&self.mirror_state).clone()
    }

    pub fn vault_state(&self) -> KeptState {
        lock(&self.vault_state).clone()
    }

    /// Writes what is not written yet, because the window goes; what takes longer than this is written at the next start.
    pub fn finish(&self, within: Duration) {
        let until = Instant::now() + within;
        self.followers.iter().for_each(|follower| follower.ask());
        self.followers.iter().for_each(|follower| follower.wait(until));
    }

    /// Another folder begins with all of it.
    pub fn begin_mirror(&self) {
        begin(&self.mirror_state);
        self.mirror.hear(None);
    }

    pub fn begin_vault(&self) {
        begin(&self.vault_state);
        self.vault.hear(None);
    }

    fn write_mirror(&self, library: &Library, at_once: bool) -> Result<bool> {
        let Some(changed) = self.mirror.take(at_once) else { return Ok(false) };
        let ids: Option<Vec<Id>> = changed.map(|papers| papers.into_iter().collect());
        let before = self.mirror_state().before;
        let done = library.mirror(ids.as_deref());
        self.note(library, &self.mirror, (&self.mirror_state, before), done, |state, done| {
            state.kept_aside += done.kept_aside;
        })
    }

    fn write_vault(&self, library: &Library, at_once: bool) -> Result<bool> {
        let Some(changed) = self.vault.take(at_once) else { return Ok(false) };
        let ids: Option<Vec<Id>> = changed.map(|papers| papers.into_iter().collect());
        let before = self.vault_state().before;
        let done = library.write_vault(ids.as_deref());
        self.note(library, &self.vault, (&self.vault_state, before), done, |state, done| {
            if done.whole {
                state.left.clear();
            }
            state.left.extend(done.left);
        })
    }

    /// Notes how writing went; what failed is made up for by the next attempt.
    fn note<T>(
        &self,
        library: &Library,
        changes: &Unwritten,
        (state, before): (&Mutex<KeptState>, u32),
        done: Result<T>,
        tell: impl FnOnce(&mut KeptState, T),
    ) -> Result<bool> {
        let mut state = lock(state);
        if state.before != before {
            // The reader chose another folder meanwhile: it says nothing of that.
            return Ok(false);
        }
        match done {
            Ok(done) => {
                tell(&mut state, done);
                state.written = Some(library.now());
                state.trouble = None;
                Ok(true)
            }
            Err(error) => {
                state.trouble = Some(error.message.clone());
                let later = Instant::now() + RETRY - PAUSE;
                *lock(&changes.0) = Changes { all: true, since: Some((later, later)), papers: BTreeSet::new() };
                Err(error)
            }
        }
    }
}

/// Looks at everything once, because a terminal may have written meanwhile, then follows each action.
pub fn keep(app: &AppHandle) {
    let state = app.state::<App>();
    let (library, kept) = (state.library.clone(), state.kept.clone());
    kept.look_at_all();
    let [of_mirror, of_vault, of_live] = kept.followers.clone();
    {
        let (library, kept) = (library.clone(), kept.clone());
        follow(app, of_mirror, move |at_once| kept.write_mirror(&library, at_once));
    }
    {
        let (library, kept) = (library.clone(), kept.clone());
        follow(app, of_vault, move |at_once| kept.write_vault(&library, at_once));
    }
    let handle = app.clone();
    let mut keeper = Keeper::default();
    follow(app, of_live, move |at_once| {
        // Without a change the files themselves are looked at: another program may have written to one.
        let changed = kept.live.take(at_once);
        let is_change = changed.is_some();
        let changed = changed.unwrap_or(Some(BTreeSet::new()));
        // What was not looked at because of an error is made up for.
        let bad = keeper.look(&library, changed.as_ref()).inspect_err(|_| kept.live.hear(None))?;
        bad.iter().for_each(|file| events::tell_trouble(&handle, &file.trouble));
        Ok(is_change)
    });
}

/// Does some work again and again, `true` for at once; it answers whether there was any.
fn follow(app: &AppHandle, follower: Arc<Follower>, mut work: impl FnMut(bool) -> Result<bool> + Send + 'static) {
    let app = app.clone();
    std::thread::spawn(move || {
        let mut told = String::new();
        loop {
            let (asked, at_once) = follower.rest();
            match work(at_once) {
                // What goes wrong after this is news, even in the same words.
                Ok(true) => told.clear(),
                Ok(false) => {}
                // Once is enough; the settings go on saying it.
                Err(error) if told != error.message => {
                    events::tell_trouble(&app, &error.message);
                    told = error.message;
                }
                Err(_) => {}
            }
            follower.has_done(asked);
        }
    });
}

fn begin(state: &Mutex<KeptState>) {
    let mut state = lock(state);
    *state = KeptState { before: state.before + 1, ..KeptState::default() };
}

/// A poisoned lock only means that another thread panicked; what it holds is looked at anew.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
