//! What the window is told: one event, "postil", for everything.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

use postil_core::library::Event;
use postil_core::schedule;
use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, Window, WindowEvent};

use crate::app::App;
use crate::picker;

const CHANNEL: &str = "postil";
/// How long the page may take to save what is being typed.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// How soon the window notices what a terminal wrote.
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// How often to see whether a background check is due; the first time well after the window has opened.
const CHECK_EVERY: Duration = Duration::from_secs(60);

/// How often to see whether something that could not be looked up may be asked for again.
const LOOK_UP_EVERY: Duration = Duration::from_secs(5);

#[derive(Serialize, Clone)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ShellEvent {
    CloseRequested,
    /// The window to cite from was opened again, to be begun anew.
    PickerOpened,
    DroppedFiles {
        paths: Vec<PathBuf>,
        /// In CSS pixels of the page.
        x: f64,
        y: f64,
    },
    /// Something that went wrong behind the reader's back, in words.
    Trouble {
        message: String,
    },
}

pub fn tell(app: &AppHandle, event: Event) {
    emit(app, event);
}

fn emit<E: Serialize + Clone>(app: &AppHandle, event: E) {
    // Without a window there is nobody to tell.
    let _ = app.emit(CHANNEL, event);
}

pub fn tell_trouble(app: &AppHandle, words: &str) {
    emit(app, ShellEvent::Trouble { message: words.to_owned() });
}

pub fn tell_picker_opened(app: &AppHandle) {
    emit(app, ShellEvent::PickerOpened);
}

pub fn on_window_event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    if window.label() == picker::LABEL {
        match event {
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                picker::hide(app);
            }
            // Whoever goes on elsewhere is done with it.
            WindowEvent::Focused(false) => picker::hide(app),
            _ => {}
        }
        return;
    }
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            if let Some(state) = app.try_state::<App>() {
                state.wanted_again.store(false, Ordering::Relaxed);
                state.is_saved.store(false, Ordering::Relaxed);
            }
            emit(app, ShellEvent::CloseRequested);
            let window = window.clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(CLOSE_WITHIN).await;
                let state = window.app_handle().try_state::<App>();
                if state.is_none_or(|state| !state.is_saved.load(Ordering::Relaxed)) {
                    let _ = window.destroy();
                }
            });
        }
        // The program ends with its main window, not with one that is only hidden.
        WindowEvent::Destroyed => drop(app.get_webview_window(picker::LABEL).map(|picker| picker.destroy())),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, position }) => {
            let place = position.to_logical::<f64>(window.scale_factor().unwrap_or(1.0));
            emit(app, ShellEvent::DroppedFiles { paths: paths.clone(), x: place.x, y: place.y });
        }
        _ => {}
    }
}

/// Begins the checks that the reader allowed to begin by themselves.
pub fn check_in_background(app: &AppHandle) {
    let checker = app.state::<App>().checker.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(CHECK_EVERY).await;
            match schedule::check_if_time(&checker).await {
                Ok(ended) => notify(ended.and_then(|ended| ended.told)).await,
                Err(error) => checker.tell_failure(&error),
            }
        }
    });
}

/// Asks again for what could not be looked up, when its time has come.
pub fn go_on_looking_up(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut trouble = false;
        loop {
            tokio::time::sleep(LOOK_UP_EVERY).await;
            let state = app.state::<App>();
            // Most of the time there is nothing, and then the keyring is left in peace.
            let library = state.library.clone();
            let due = tauri::async_runtime::spawn_blocking(move || library.due_lookups()).await;
            if !matches!(due, Ok(Ok(due)) if !due.is_empty()) {
                continue;
            }
            let Ok(lookup) = state.lookup().await else { continue };
            // Once is enough to be told; it is tried again.
            trouble = match (trouble, lookup.resume(&state.library, state.checker.surroundings()).await) {
                (false, Err(error)) => {
                    tell_trouble(&app, &format!("What waits to be looked up could not be gone on with. {error}"));
                    true
                }
                (_, outcome) => outcome.is_err(),
            };
        }
    });
}

/// Tells the desktop. Where there is no service for that, *Needs attention* tells it all the same.
async fn notify(told: Option<(String, String)>) {
    let Some((title, text)) = told else { return };
    let shown = tauri::async_runtime::spawn_blocking(move || {
        notify_rust::Notification::new().appname("Postil").icon("postil").summary(&title).body(&text).show().map(drop)
    });
    let _ = shown.await;
}

/// Copies the library now and then while it is in use, and lets the journal go of what is old.
pub fn keep_snapshots(app: &AppHandle) {
    let app = app.clone();
    let library = app.state::<App>().library.clone();
    std::thread::spawn(move || {
        std::thread::sleep(CHECK_EVERY);
        let mut trouble = library.prune_journal().map(drop);
        loop {
            // Once is enough to be told that there is no room for copies.
            trouble = match (trouble, library.snapshot_if_time()) {
                (Ok(()), Err(error)) => {
                    emit(&app, ShellEvent::Trouble { message: format!("No snapshot could be made. {error}") });
                    Err(error)
                }
                (_, outcome) => outcome.map(drop),
            };
            std::thread::sleep(CHECK_EVERY);
        }
    });
}

/// Looks through all papers for duplicates after an action on many of them, here or in another program; after an action
/// on few there is nothing to do.
pub fn keep_duplicates(app: &AppHandle) {
    let library = app.state::<App>().library.clone();
    std::thread::spawn(move || {
        loop {
            // First of all the window opens.
            std::thread::sleep(LOOK_EVERY);
            // What fails now is tried again: nothing but a count waits for it.
            drop(library.renew_duplicates());
        }
    });
}

/// Tells the window when another program wrote to the library.
pub fn watch_other_programs(app: &AppHandle) {
    let app = app.clone();
    let library = app.state::<App>().library.clone();
    std::thread::spawn(move || {
        let mut seen = library.data_version().unwrap_or_default();
        loop {
            std::thread::sleep(LOOK_EVERY);
            let Ok(version) = library.data_version() else { continue };
            if version != seen {
                seen = version;
                app.state::<App>().kept.look_at_all();
                emit(&app, Event::LibraryChanged { papers: None });
            }
        }
    });
}
