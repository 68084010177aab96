//! The main window.

use std::path::Path;
use std::sync::atomic::Ordering;

use postil_core::library::snapshots;
use postil_core::machine::now;
use postil_core::model::Millis;
use postil_core::{Error, ErrorCode};
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

use crate::app::App;

pub const LABEL: &str = "main";

/// Makes the window, shown once its page has been loaded: no white flash.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Postil")
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 420.0)
        .visible(false)
        // The page shows the library and nothing else: no link, drop or redirect takes it elsewhere.
        .on_navigation(is_own_page)
        .on_page_load(|window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                // A window that cannot be shown has been closed already.
                let _ = window.show();
            }
        })
        .build()?;
    window.set_focus()
}

pub fn is_own_page(url: &tauri::Url) -> bool {
    matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost")
}

/// A small window without commands, for while a library is brought up to date.
pub fn ask_for_patience(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, "patience", WebviewUrl::App("patience.html".into()))
        .title("Postil")
        .inner_size(520.0, 160.0)
        .resizable(false)
        .on_navigation(is_own_page)
        .build()
}

/// Brings the window of this program to the front when it is started a second time.
pub fn show(app: &AppHandle) {
    if let Some(state) = app.try_state::<App>() {
        state.wanted_again.store(true, Ordering::Relaxed);
    }
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Says why the library cannot be opened, and ends; a damaged one can be replaced by its newest sound copy.
pub fn explain_and_quit(app: &AppHandle, folder: &Path, error: &Error) {
    eprintln!("{error}");
    let handle = app.clone();
    let newest = (error.code == ErrorCode::Corrupt).then(|| snapshots::newest_sound(folder)).flatten();
    if let Some(newest) = newest {
        let folder = folder.to_path_buf();
        app.dialog()
            .message(format!(
                "{error}\n\nThe newest sound copy was made {}. Should it take the library's place? The damaged files are kept beside it.",
                at_in_words(newest.at)
            ))
            .title("Postil cannot open this library")
            .kind(MessageDialogKind::Error)
            .buttons(MessageDialogButtons::OkCancelCustom("Restore the copy".into(), "Quit".into()))
            .show(move |wanted| match wanted.then(|| snapshots::replace_damaged(&folder, &newest.name, now())) {
                Some(Ok(_)) => handle.restart(),
                Some(Err(error)) => {
                    eprintln!("{error}");
                    handle.exit(1);
                }
                None => handle.exit(1),
            });
        return;
    }
    let advice = match error.code {
        ErrorCode::Corrupt => {
            "\n\nThere is no sound copy of it in its folder “snapshots”. A copy made elsewhere can be put in its place; or move the folder away, and Postil begins an empty library."
        }
        _ => "",
    };
    app.dialog()
        .message(format!("{error}{advice}"))
        .title("Postil cannot open this library")
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
}

/// How long ago, as a reader would say it.
fn at_in_words(at: Millis) -> String {
    let hours = (now() - at).max(0) / 3_600_000;
    match hours {
        0 => "less than an hour ago".into(),
        1 => "an hour ago".into(),
        2..48 => format!("{hours} hours ago"),
        _ => format!("{} days ago", hours / 24),
    }
}
