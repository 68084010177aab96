use std::path::PathBuf;

use postil_core::Result;
use postil_core::cite::StyleRow;
use postil_core::model::{CiteForm, Cited, CitedPaper, KeyExample};
use tauri::State;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn styles(app: State<'_, App>) -> Result<Vec<StyleRow>> {
    blocking(app, |library| Ok(library.styles())).await
}

/// Makes the folder of the reader's own styles when there is none, and shows it.
#[tauri::command]
pub async fn open_styles_folder(app: State<'_, App>) -> Result<()> {
    blocking(app, |library| {
        let folder = library.styles_folder();
        std::fs::create_dir_all(&folder).map_err(|error| {
            let words = format!("The folder of styles, “{}”, cannot be made: {error}.", folder.display());
            postil_core::Error::new(postil_core::ErrorCode::Input, words)
        })?;
        postil_core::open_link::open_folder(&folder)
    })
    .await
}

/// Takes a style in that was dropped on the window; its name.
#[tauri::command]
pub async fn add_style(app: State<'_, App>, path: PathBuf) -> Result<String> {
    blocking(app, move |library| library.add_style(&path)).await
}

/// What a pattern for citation keys would make of some papers.
#[tauri::command]
pub async fn key_examples(app: State<'_, App>, pattern: String) -> Result<Vec<KeyExample>> {
    blocking(app, move |library| library.key_examples(&pattern)).await
}

#[tauri::command]
pub async fn cite(app: State<'_, App>, papers: Vec<CitedPaper>, form: CiteForm) -> Result<Cited> {
    blocking(app, move |library| library.cited(&papers, &form)).await
}

/// The same, but no paper is given a key.
#[tauri::command]
pub async fn cite_preview(app: State<'_, App>, papers: Vec<CitedPaper>, form: CiteForm) -> Result<Cited> {
    blocking(app, move |library| library.cited_preview(&papers, &form)).await
}
