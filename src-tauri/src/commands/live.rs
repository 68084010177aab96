//! Files of references that are kept in step. How all of them stand is in the overview.

use std::path::PathBuf;

use postil_core::Result;
use postil_core::model::{Chosen, Id, ImportOutcome, ListView, LiveFile, LiveFormat};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::blocking;
use crate::app::App;

/// The path the reader picks for a file to be kept; `None` when the dialog is dismissed.
#[tauri::command]
pub async fn choose_live_file(handle: AppHandle, app: State<'_, App>, name: String) -> Result<Option<PathBuf>> {
    blocking(app, move |_| {
        let dialog = handle.dialog().file().set_title("Keep a .bib in step").add_filter("References", &["bib"]);
        let picked = dialog.set_file_name(name).blocking_save_file();
        Ok(picked.and_then(|path| path.into_path().ok()))
    })
    .await
}

#[tauri::command]
pub async fn keep_live(app: State<'_, App>, path: PathBuf, view: ListView, format: LiveFormat) -> Result<LiveFile> {
    blocking(app, move |library| library.keep_live(&path, &view, format)).await
}

#[tauri::command]
pub async fn stop_live(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.stop_live(id)).await
}

#[tauri::command]
pub async fn overwrite_live(app: State<'_, App>, id: Id) -> Result<LiveFile> {
    blocking(app, move |library| library.overwrite_live(id)).await
}

/// Writes what is wanted of the drafts under review.
#[tauri::command]
pub async fn take_in_live(app: State<'_, App>, id: Id, chosen: Chosen) -> Result<ImportOutcome> {
    let wanted = app.held.wanted(chosen)?;
    blocking(app, move |library| library.take_in_live(id, &wanted)).await
}
