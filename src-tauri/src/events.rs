//! What the window is told: one event, "postil", for everything.

use std::path::PathBuf;
use std::time::Duration;

use postil_core::library::Event;
use postil_core::schedule;
use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, Window, WindowEvent};

use crate::app::App;

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
    DroppedFiles {
        paths: Vec<PathBuf>,
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

pub fn on_window_event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            emit(app, ShellEvent::CloseRequested);
            let window = window.clone();
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(CLOSE_WITHIN).await;
                let _ = window.destroy();
            });
        }
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            emit(app, ShellEvent::DroppedFiles { paths: paths.clone() });
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
            if let Err(error) = lookup.resume(&state.library, state.checker.surroundings()).await {
                tell_trouble(&app, &format!("What waits to be looked up could not be gone on with. {error}"));
                return;
            }
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
                app.state::<App>().unmirrored.look_at_all();
                emit(&app, Event::LibraryChanged { papers: None });
            }
        }
    });
}
