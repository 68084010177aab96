use std::path::PathBuf;

use postil_core::editors::{self, Editor};
use postil_core::formats::Format;
use postil_core::library::export::to_file;
use postil_core::model::Id;
use postil_core::{Error, Result, open_link as opening};
use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use super::blocking;
use crate::app::App;

/// Hands a web address to the browser; any other is refused.
#[tauri::command]
pub async fn open_link(app: State<'_, App>, url: String) -> Result<()> {
    blocking(app, move |_| opening::open_link(&url)).await
}

#[tauri::command]
pub async fn open_repository(app: State<'_, App>, mention_id: Id) -> Result<()> {
    blocking(app, move |library| opening::open_link(&library.repository_card(mention_id)?.open_url)).await
}

#[tauri::command]
pub async fn editors(app: State<'_, App>) -> Result<Vec<Editor>> {
    blocking(app, |_| Ok(editors::editors(false))).await
}

#[tauri::command]
pub async fn open_in_editor(app: State<'_, App>, path: PathBuf, editor: String) -> Result<()> {
    blocking(app, move |_| editors::open_in_editor(&path, &editor)).await
}

#[tauri::command]
pub async fn open_folder(app: State<'_, App>, path: PathBuf) -> Result<()> {
    blocking(app, move |_| opening::open_folder(&path)).await
}

/// The folder the reader picks; `None` when the dialog is dismissed.
#[tauri::command]
pub async fn choose_folder(handle: AppHandle, app: State<'_, App>, title: String) -> Result<Option<PathBuf>> {
    blocking(app, move |_| {
        let picked = handle.dialog().file().set_title(title).blocking_pick_folder();
        Ok(picked.and_then(|path| path.into_path().ok()))
    })
    .await
}

/// A format by its word; the page knows those there are.
fn format_of(word: &str) -> Result<Format> {
    Format::by_word(word)
        .ok_or_else(|| Error::validation("format", format!("“{word}” is no format that can be written.")))
}

/// References of papers as a text, for the clipboard.
#[tauri::command]
pub async fn references(app: State<'_, App>, ids: Vec<Id>, format: String) -> Result<String> {
    blocking(app, move |library| {
        let mut text = Vec::new();
        library.export(&ids, format_of(&format)?, &mut text)?;
        String::from_utf8(text).map_err(Error::internal)
    })
    .await
}

/// How papers would be written, but no paper is given a key.
#[tauri::command]
pub async fn export_preview(app: State<'_, App>, ids: Vec<Id>, format: String) -> Result<String> {
    blocking(app, move |library| library.export_preview(&ids, format_of(&format)?)).await
}

/// Where papers were written, and what of them the format has no place for.
#[derive(Serialize)]
pub struct ExportedTo {
    path: PathBuf,
    left: Option<String>,
}

/// Writes papers to the file the reader picks; `None` when the dialog is dismissed. The page never says where: `name` is
/// only what the dialog begins with.
#[tauri::command]
pub async fn export_papers(
    handle: AppHandle,
    app: State<'_, App>,
    ids: Vec<Id>,
    format: String,
    name: String,
) -> Result<Option<ExportedTo>> {
    blocking(app, move |library| {
        let format = format_of(&format)?;
        let dialog =
            handle.dialog().file().set_title("Export papers").set_file_name(format!("{name}.{}", format.ending()));
        let picked = dialog.add_filter(format.name(), &[format.ending()]).blocking_save_file();
        let Some(path) = picked.and_then(|path| path.into_path().ok()) else { return Ok(None) };
        let left = to_file(&path, |file| library.export(&ids, format, file))?.left;
        Ok(Some(ExportedTo { path, left }))
    })
    .await
}

/// Writes the notes and highlights of papers to the Markdown file the reader picks; as `export_papers`.
#[tauri::command]
pub async fn export_notes(handle: AppHandle, app: State<'_, App>, ids: Vec<Id>) -> Result<Option<PathBuf>> {
    blocking(app, move |library| {
        let dialog = handle.dialog().file().set_title("Export notes").add_filter("Markdown", &["md"]);
        let picked = dialog.set_file_name("notes.md").blocking_save_file().and_then(|path| path.into_path().ok());
        let Some(path) = picked else { return Ok(None) };
        library.notes_to_file(&ids, &library.notes_template()?, &path)?;
        Ok(Some(path))
    })
    .await
}

/// The files the reader picks to import; none when the dialog is dismissed.
#[tauri::command]
pub async fn choose_import_files(handle: AppHandle, app: State<'_, App>) -> Result<Vec<PathBuf>> {
    blocking(app, move |_| {
        let picked = handle.dialog().file().set_title("Open papers: PDFs, references, or a page").blocking_pick_files();
        Ok(picked.unwrap_or_default().into_iter().filter_map(|path| path.into_path().ok()).collect())
    })
    .await
}
