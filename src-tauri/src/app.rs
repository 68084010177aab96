//! Starting: which library, which hosts, one window.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use postil_core::checker::Checker;
use postil_core::library::held::Held;
use postil_core::lookup::Lookup;
use postil_core::rescue::Rescuer;
use postil_core::surroundings::Surroundings;
use postil_core::{Error, Library};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, RunEvent, Wry};
use tokio::sync::{OnceCell, watch};

use crate::kept::Kept;
use crate::{commands, events, kept, picker, window};

/// What commands work with.
pub struct App {
    pub library: Library,
    pub checker: Checker,
    /// Ends the clone that is going on.
    cancel_clone: Mutex<Option<watch::Sender<bool>>>,
    /// What the window reviews before it is imported.
    pub held: Held,
    /// Asks the import that is going on to stop.
    pub stop_import: Arc<AtomicBool>,
    /// Made when it is first wanted, and kept: it remembers which archive asked to wait.
    rescuer: OnceCell<Rescuer>,
    /// The same for the services that know papers.
    lookup: OnceCell<Lookup>,
    /// What lies outside the library and is kept in step.
    pub kept: Arc<Kept>,
    pub demo: bool,
    /// The program was started again since its window was last asked to close.
    pub wanted_again: AtomicBool,
    /// The page has saved what was being typed since its window was last asked to close.
    pub is_saved: AtomicBool,
}

/// Starts the program and returns when its window is closed.
pub fn run() {
    let named = named_folder();
    let mut builder = tauri::Builder::default();
    if let Some(first) = only_one(named.as_deref()) {
        // First of all plugins: a second start on the same library hands over here and ends.
        builder = builder.plugin(first);
    }
    let folder = named.unwrap_or_else(Library::default_folder);
    let outcome = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().with_denylist(&[picker::LABEL]).build())
        .invoke_handler(commands::handler())
        .on_window_event(events::on_window_event)
        .setup(move |app| {
            let handle = app.handle().clone();
            if !Library::takes_a_while(&folder) {
                let opened = open(&handle, &folder);
                return Ok(begin(&handle, &folder, opened)?);
            }
            let patience = window::ask_for_patience(&handle)?;
            std::thread::spawn(move || {
                let opened = open(&handle, &folder);
                let app = handle.clone();
                // Windows are made where the program's events are handled. A program that is ending needs none.
                let _ = handle.run_on_main_thread(move || {
                    let is_open = opened.is_ok();
                    if let Err(error) = begin(&app, &folder, opened) {
                        eprintln!("Postil could not open its window: {error}");
                        app.exit(1);
                    }
                    // The last window that goes takes the program along, and what went wrong is still to be said.
                    let _ = if is_open { patience.destroy() } else { patience.hide() };
                });
            });
            Ok(())
        })
        .build(tauri::generate_context!());
    match outcome {
        Ok(app) => app.run(|app, event| {
            // Started again while its window was going: the other start has ended already and counts on this one.
            if let RunEvent::ExitRequested { code: None, api, .. } = event
                && app.try_state::<App>().is_some_and(|state| state.wanted_again.swap(false, Ordering::Relaxed))
            {
                api.prevent_exit();
                if let Err(error) = window::open(app) {
                    eprintln!("Postil could not open its window again: {error}");
                    app.exit(1);
                }
            }
        }),
        Err(error) => {
            eprintln!("Postil could not open its window: {error}");
            std::process::exit(1);
        }
    }
}

/// Opens the window on a library, or says why that cannot be opened.
fn begin(app: &AppHandle, folder: &Path, opened: Result<App, Error>) -> tauri::Result<()> {
    match opened {
        Ok(state) => {
            app.manage(state);
            app.manage(picker::Picker::default());
            window::open(app)?;
            events::watch_other_programs(app);
            events::check_in_background(app);
            events::go_on_looking_up(app);
            events::keep_snapshots(app);
            events::keep_duplicates(app);
            kept::keep(app);
            picker::start(app);
            if std::env::args().any(|argument| argument == picker::ARGUMENT) {
                picker::open(app);
            }
        }
        Err(error) => window::explain_and_quit(app, folder, &error),
    }
    Ok(())
}

/// What lets one window be open on a library. A library that is named is told from others by a name on the session bus;
/// other systems know one name for the whole program, so there each start on a named library gets a window of its own.
fn only_one(named: Option<&Path>) -> Option<TauriPlugin<Wry>> {
    let builder = tauri_plugin_single_instance::Builder::new().callback(|app, arguments, _| {
        if arguments.iter().any(|argument| argument == picker::ARGUMENT) {
            picker::open(app)
        } else {
            window::show(app)
        }
    });
    let Some(folder) = named else { return Some(builder.build()) };
    let whole = folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.into());
    let mut hasher = DefaultHasher::new();
    whole.hash(&mut hasher);
    cfg!(target_os = "linux").then(|| builder.dbus_id(format!("org.postil.Postil.L{:x}", hasher.finish())).build())
}

fn open(app: &AppHandle, folder: &Path) -> Result<App, Error> {
    let handle = app.clone();
    let kept = Arc::new(Kept::default());
    let changes = kept.clone();
    let library = Library::open_with(folder, postil_core::machine::now, move |event| {
        changes.hear(&event);
        events::tell(&handle, event);
    })?;
    let checker = Checker::new(library.clone(), Surroundings::from_process());
    let demo = std::env::var_os("POSTIL_DEMO").is_some();
    Ok(App {
        library,
        checker,
        cancel_clone: Mutex::default(),
        held: Held::default(),
        stop_import: Arc::default(),
        rescuer: OnceCell::new(),
        lookup: OnceCell::new(),
        kept,
        demo,
        wanted_again: AtomicBool::new(false),
        is_saved: AtomicBool::new(false),
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
