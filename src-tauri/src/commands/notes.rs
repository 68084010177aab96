use postil_core::Result;
use postil_core::model::{Annotation, AnnotationColor, Id, Note};
use tauri::State;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn add_note(app: State<'_, App>, paper_id: Id, text: String) -> Result<Note> {
    blocking(app, move |library| library.add_note(paper_id, &text)).await
}

#[tauri::command]
pub async fn save_note(app: State<'_, App>, id: Id, text: String) -> Result<Note> {
    blocking(app, move |library| library.save_note(id, &text)).await
}

#[tauri::command]
pub async fn delete_note(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.delete_note(id)).await
}

#[tauri::command]
pub async fn add_annotation(
    app: State<'_, App>,
    paper_id: Id,
    color: AnnotationColor,
    start: u32,
    end: u32,
) -> Result<Annotation> {
    blocking(app, move |library| library.add_annotation(paper_id, color, start, end)).await
}

#[tauri::command]
pub async fn edit_annotation(
    app: State<'_, App>,
    id: Id,
    color: AnnotationColor,
    comment: String,
) -> Result<Annotation> {
    blocking(app, move |library| library.edit_annotation(id, color, &comment)).await
}

#[tauri::command]
pub async fn delete_annotation(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.delete_annotation(id)).await
}
