//! The one window.

use postil_core::Error;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

pub const LABEL: &str = "main";

/// Makes the window, shown once its page has been loaded: no white flash.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Postil")
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 420.0)
        .visible(false)
        // The page shows the library and nothing else: no link, drop or redirect takes it elsewhere.
        .on_navigation(|url| matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost"))
        .on_page_load(|window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                // A window that cannot be shown has been closed already.
                let _ = window.show();
            }
        })
        .build()?;
    window.set_focus()
}

/// Brings the window of this program to the front when it is started a second time.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Says why the library cannot be opened, and ends.
pub fn explain_and_quit(app: &AppHandle, error: &Error) {
    eprintln!("{error}");
    let handle = app.clone();
    app.dialog()
        .message(error.to_string())
        .title("Postil cannot open this library")
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
}
