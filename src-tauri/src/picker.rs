//! Citing from any program: a small window above all others, opened by a key of the reader's choice. Off until one is
//! chosen.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use postil_core::{Error, ErrorCode, Result};
use serde::Serialize;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry};
use tauri_plugin_global_shortcut::{Builder, GlobalShortcut, GlobalShortcutExt, Shortcut, ShortcutState};

use crate::app::App;
use crate::{events, window};

pub const LABEL: &str = "picker";
/// As the key is written in the settings: "Ctrl+Alt+C"; empty or not there for none.
const SETTING: &str = "citeKey";
/// How long a desktop takes to show a window.
const COMING_UP: Duration = Duration::from_millis(150);
/// Starts the program, or asks the one that runs, to open the picker: for desktops that have keys of their own.
pub const ARGUMENT: &str = "--cite";

#[derive(Default)]
pub struct Picker {
    /// Why the key does not work, in words; empty when it does or there is none.
    trouble: Mutex<String>,
    /// It was opened while another program had the focus.
    from_elsewhere: AtomicBool,
}

/// What the settings show.
#[derive(Serialize)]
pub struct CiteKey {
    key: String,
    /// No key can be taken on this desktop, and what to do instead.
    obstacle: Option<&'static str>,
    trouble: String,
}

/// Takes the key that was chosen before, when the program starts.
pub fn start(app: &AppHandle) {
    let chosen =
        app.state::<App>().library.settings().ok().and_then(|all| all.get(SETTING)?.as_str().map(str::to_owned));
    if let Some(key) = chosen.filter(|key| !key.is_empty()) {
        let outcome = take(app, &key).map_or_else(|error| error.message, |()| String::new());
        app.state::<Picker>().say(outcome);
    }
}

pub fn state(app: &AppHandle) -> Result<CiteKey> {
    let key = app.state::<App>().library.settings()?.remove(SETTING);
    let key = key.and_then(|key| key.as_str().map(str::to_owned)).unwrap_or_default();
    Ok(CiteKey { key, obstacle: obstacle(), trouble: app.state::<Picker>().words() })
}

/// Takes another key, or with an empty one none, and remembers it; one that cannot be had leaves the one before.
pub fn choose(app: &AppHandle, key: &str) -> Result<()> {
    let before = state(app)?.key;
    if let Err(error) = take(app, key) {
        // It worked a moment ago, so it is told of only at the next start if it does not now.
        drop(take(app, &before));
        return Err(error);
    }
    app.state::<Picker>().say(String::new());
    app.state::<App>().library.set_setting(SETTING, &key.into())
}

fn take(app: &AppHandle, key: &str) -> Result<()> {
    if !key.is_empty() && key.parse::<Shortcut>().is_err() {
        return Err(Error::validation("key", format!("“{key}” is no key. Choose one like Ctrl+Alt+C.")));
    }
    let refused = |why: &dyn std::fmt::Display| {
        eprintln!("{key}: {why}");
        let words = format!("{key} cannot be used: another program may have it already. Choose another key.");
        Error::new(ErrorCode::Input, words)
    };
    if app.try_state::<GlobalShortcut<Wry>>().is_none() {
        if key.is_empty() {
            return Ok(());
        }
        if let Some(words) = obstacle() {
            return Err(Error::new(ErrorCode::Input, words));
        }
        // Only now: listening to the desktop's keys may fail, and nobody else should suffer from that.
        let on_key = Builder::new().with_handler(|app, _, event| {
            if event.state() == ShortcutState::Pressed {
                open(app);
            }
        });
        app.plugin(on_key.build()).map_err(|error| refused(&error))?;
    }
    let keys = app.global_shortcut();
    keys.unregister_all().map_err(|error| refused(&error))?;
    if key.is_empty() { Ok(()) } else { keys.register(key).map_err(|error| refused(&error)) }
}

/// Under Wayland a program hears only the keys that are typed into its windows.
fn obstacle() -> Option<&'static str> {
    let is_wayland =
        cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty());
    is_wayland.then_some("Your desktop runs Wayland, where no program can take a key for itself. In the desktop's own settings, give a key the command: postil-desktop --cite")
}

/// Shows the window, in the middle and empty.
pub fn open(app: &AppHandle) {
    let own = app.webview_windows().values().any(|window| window.is_focused().unwrap_or(false));
    app.state::<Picker>().from_elsewhere.store(!own, Ordering::Relaxed);
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.show();
        focus(window);
        events::tell_picker_opened(app);
        return;
    }
    let made = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("picker.html".into()))
        .title("Cite – Postil")
        .inner_size(640.0, 430.0)
        .resizable(false)
        .decorations(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .center()
        .visible(false)
        .on_navigation(window::is_own_page)
        .on_page_load(|window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                let _ = window.show();
                focus(window);
            }
        })
        .build();
    if let Err(error) = made {
        events::tell_trouble(app, &format!("The window to cite from could not be opened: {error}."));
    }
}

/// A window that has only just come up cannot take the focus yet.
fn focus(window: WebviewWindow) {
    let _ = window.set_focus();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(COMING_UP).await;
        let _ = window.set_focus();
    });
}

/// Hides it; the desktop gives the focus back to the window that had it.
pub fn hide(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.hide();
    }
    // There the program, not the window, gives the focus back.
    #[cfg(target_os = "macos")]
    if app.state::<Picker>().from_elsewhere.load(Ordering::Relaxed) {
        let _ = app.hide();
    }
}

impl Picker {
    fn words(&self) -> String {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn say(&self, words: String) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }
}
