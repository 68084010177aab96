//! Starting: which library, which hosts, one window.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use postil_core::checker::{Checker, Surroundings};
use postil_core::lookup::Lookup;
use postil_core::rescue::Rescuer;
use postil_core::{Error, Library};
use tauri::{AppHandle, Manager};
use tokio::sync::{OnceCell, watch};

use crate::mirror::Unmirrored;
use crate::{commands, events, mirror, window};

/// What commands work with.
pub struct App {
    pub library: Library,
    pub checker: Checker,
    /// Ends the clone that is going on.
    cancel_clone: Mutex<Option<watch::Sender<bool>>>,
    /// Asks the import that is going on to stop.
    pub stop_import: Arc<AtomicBool>,
    /// Made when it is first wanted, and kept: it remembers which archive asked to wait.
    rescuer: OnceCell<Rescuer>,
    /// The same for the services that know papers.
    lookup: OnceCell<Lookup>,
    /// What the plain copy has still to hear of.
    pub unmirrored: Arc<Unmirrored>,
    pub demo: bool,
}

/// Starts the program and returns when its window is closed.
pub fn run() {
    let named = named_folder();
    let mut builder = tauri::Builder::default();
    if named.is_none() {
        // First of all plugins: a second start on the reader's own library hands over here and ends. A library that
        // is named gets a window of its own.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)));
    }
    let folder = named.unwrap_or_else(Library::default_folder);
    let outcome = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(commands::handler())
        .on_window_event(events::on_window_event)
        .setup(move |app| {
            match open(app.handle(), &folder) {
                Ok(state) => {
                    app.manage(state);
                    window::open(app.handle())?;
                    events::watch_other_programs(app.handle());
                    events::check_in_background(app.handle());
                    events::go_on_looking_up(app.handle());
                    events::keep_snapshots(app.handle());
                    mirror::keep(app.handle());
                }
                Err(error) => window::explain_and_quit(app.handle(), &folder, &error),
            }
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = outcome {
        eprintln!("Postil could not open its window: {error}");
        std::process::exit(1);
    }
}

fn open(app: &AppHandle, folder: &Path) -> Result<App, Error> {
    let handle = app.clone();
    let unmirrored = Arc::new(Unmirrored::default());
    let changes = unmirrored.clone();
    let library = Library::open_with(folder, postil_core::library::now, move |event| {
        changes.hear(&event);
        events::tell(&handle, event);
    })?;
    let checker = Checker::new(library.clone(), Surroundings::from_process());
    let demo = std::env::var_os("POSTIL_DEMO").is_some();
    Ok(App {
        library,
        checker,
        cancel_clone: Mutex::default(),
        stop_import: Arc::default(),
        rescuer: OnceCell::new(),
        lookup: OnceCell::new(),
        unmirrored,
        demo,
    })
}

/// `--library DIR` or `POSTIL_LIBRARY`.
fn named_folder() -> Option<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--library" {
            return arguments.next().map(PathBuf::from);
        }
    }
    std::env::var_os("POSTIL_LIBRARY").map(PathBuf::from)
}

impl App {
    pub async fn rescuer(&self) -> Result<&Rescuer, Error> {
        self.rescuer.get_or_try_init(|| async { Rescuer::new(self.library.clone(), self.checker.surroundings()) }).await
    }

    pub async fn lookup(&self) -> Result<&Lookup, Error> {
        self.lookup.get_or_try_init(|| Lookup::open(self.checker.surroundings())).await
    }

    pub fn begin_clone(&self, cancel: watch::Sender<bool>) {
        *self.cancel_clone.lock().unwrap_or_else(PoisonError::into_inner) = Some(cancel);
    }

    pub fn stop_clone(&self) {
        if let Some(cancel) = self.cancel_clone.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // It may have ended by itself this moment.
            let _ = cancel.send(true);
        }
    }
}
