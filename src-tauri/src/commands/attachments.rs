use std::path::PathBuf;

use postil_core::model::{Attached, Id};
use postil_core::{Result, open_link as opening};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::blocking;
use crate::app::App;

/// Gives a paper the files the reader picks, or those dropped on it; nothing when the dialog is dismissed.
#[tauri::command]
pub async fn attach_files(
    handle: AppHandle,
    app: State<'_, App>,
    paper_id: Id,
    paths: Option<Vec<PathBuf>>,
) -> Result<Attached> {
    blocking(app, move |library| {
        let picked = match paths {
            Some(paths) => paths,
            None => {
                let picked = handle.dialog().file().set_title("Attach files").blocking_pick_files();
                picked.unwrap_or_default().into_iter().filter_map(|path| path.into_path().ok()).collect()
            }
        };
        if picked.is_empty() { Ok(Attached::default()) } else { library.attach(paper_id, &picked) }
    })
    .await
}

#[tauri::command]
pub async fn rename_attachment(app: State<'_, App>, id: Id, name: String) -> Result<()> {
    blocking(app, move |library| library.rename_attachment(id, &name)).await
}

#[tauri::command]
pub async fn remove_attachment(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.remove_attachment(id)).await
}

#[tauri::command]
pub async fn open_attachment(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| opening::open_attachment(library, id)).await
}

/// Saves a copy where the reader says; the path, or `None` when the dialog is dismissed.
#[tauri::command]
pub async fn save_attachment(handle: AppHandle, app: State<'_, App>, id: Id) -> Result<Option<PathBuf>> {
    blocking(app, move |library| {
        let (file, _) = library.attachment_path(id)?;
        let dialog = handle.dialog().file().set_title("Save a copy").set_file_name(&file.name);
        let Some(path) = dialog.blocking_save_file().and_then(|path| path.into_path().ok()) else { return Ok(None) };
        library.save_attachment(id, &path)?;
        Ok(Some(path))
    })
    .await
}
