use postil_core::Result;
use postil_core::model::{BulkEdit, BulkPreview, DuplicateGroup, Id, ListView, PaperEdit};
use tauri::State;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn tag_papers(app: State<'_, App>, ids: Vec<Id>, add: Vec<String>, remove: Vec<String>) -> Result<()> {
    blocking(app, move |library| library.tag_papers(&ids, &add, &remove)).await
}

#[tauri::command]
pub async fn rename_tag(app: State<'_, App>, name: String, to: String) -> Result<()> {
    blocking(app, move |library| library.rename_tag(&name, &to)).await
}

#[tauri::command]
pub async fn delete_tag(app: State<'_, App>, name: String) -> Result<()> {
    blocking(app, move |library| library.delete_tag(&name)).await
}

#[tauri::command]
pub async fn create_collection(app: State<'_, App>, name: String, parent_id: Option<Id>) -> Result<Id> {
    blocking(app, move |library| library.create_collection(&name, parent_id)).await
}

#[tauri::command]
pub async fn rename_collection(app: State<'_, App>, id: Id, name: String) -> Result<()> {
    blocking(app, move |library| library.rename_collection(id, &name)).await
}

#[tauri::command]
pub async fn move_collection(app: State<'_, App>, id: Id, parent_id: Option<Id>, position: usize) -> Result<()> {
    blocking(app, move |library| library.move_collection(id, parent_id, position)).await
}

#[tauri::command]
pub async fn delete_collection(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.delete_collection(id)).await
}

#[tauri::command]
pub async fn file_papers(app: State<'_, App>, collection_id: Id, ids: Vec<Id>) -> Result<()> {
    blocking(app, move |library| library.file_papers(collection_id, &ids)).await
}

#[tauri::command]
pub async fn unfile_papers(app: State<'_, App>, collection_id: Id, ids: Vec<Id>) -> Result<()> {
    blocking(app, move |library| library.unfile_papers(collection_id, &ids)).await
}

#[tauri::command]
pub async fn save_search(app: State<'_, App>, name: String, view: ListView, search: String) -> Result<Id> {
    blocking(app, move |library| library.save_search(&name, &view, &search)).await
}

#[tauri::command]
pub async fn rename_search(app: State<'_, App>, id: Id, name: String) -> Result<()> {
    blocking(app, move |library| library.rename_search(id, &name)).await
}

#[tauri::command]
pub async fn change_search(app: State<'_, App>, id: Id, search: String) -> Result<()> {
    blocking(app, move |library| library.change_search(id, &search)).await
}

#[tauri::command]
pub async fn delete_search(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.delete_search(id)).await
}

#[tauri::command]
pub async fn preview_bulk_edit(app: State<'_, App>, ids: Vec<Id>, edit: BulkEdit) -> Result<BulkPreview> {
    blocking(app, move |library| library.preview_bulk_edit(&ids, &edit)).await
}

#[tauri::command]
pub async fn bulk_edit(app: State<'_, App>, ids: Vec<Id>, edit: BulkEdit) -> Result<u32> {
    blocking(app, move |library| library.bulk_edit(&ids, &edit)).await
}

#[tauri::command]
pub async fn duplicate_group(app: State<'_, App>, id: Id) -> Result<Option<DuplicateGroup>> {
    blocking(app, move |library| library.duplicate_group(id)).await
}

#[tauri::command]
pub async fn merge_papers(app: State<'_, App>, keep: Id, others: Vec<Id>, edits: Vec<PaperEdit>) -> Result<()> {
    blocking(app, move |library| library.merge_papers(keep, &others, &edits)).await
}

/// `version` is its place among the paper's versions; without, the paper's own fields.
#[tauri::command]
pub async fn cite_version(app: State<'_, App>, paper: Id, version: Option<usize>) -> Result<()> {
    blocking(app, move |library| library.cite_version(paper, version)).await
}

#[tauri::command]
pub async fn tell_apart(app: State<'_, App>, ids: Vec<Id>) -> Result<()> {
    blocking(app, move |library| library.tell_apart(&ids)).await
}
