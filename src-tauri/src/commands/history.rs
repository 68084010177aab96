use postil_core::Result;
use postil_core::model::{ChangeMade, Id, PaperAction, RestorePreview, Snapshot, SnapshotReason, UndoOutcome};
use tauri::State;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn changes_of(app: State<'_, App>, entry: Id) -> Result<Vec<ChangeMade>> {
    blocking(app, move |library| library.changes_of(entry)).await
}

#[tauri::command]
pub async fn paper_history(app: State<'_, App>, paper: Id) -> Result<Vec<PaperAction>> {
    blocking(app, move |library| library.paper_history(paper)).await
}

/// Undoes an action wherever it stands, or redoes it.
#[tauri::command]
pub async fn toggle_action(app: State<'_, App>, entry: Id) -> Result<Option<UndoOutcome>> {
    blocking(app, move |library| library.toggle_action(entry)).await
}

/// Takes a paper back to what it was before an action.
#[tauri::command]
pub async fn take_paper_back(app: State<'_, App>, paper: Id, before: Id) -> Result<()> {
    blocking(app, move |library| library.take_paper_back(paper, before)).await
}

#[tauri::command]
pub async fn snapshots(app: State<'_, App>) -> Result<Vec<Snapshot>> {
    blocking(app, |library| library.snapshots()).await
}

#[tauri::command]
pub async fn take_snapshot(app: State<'_, App>) -> Result<Snapshot> {
    blocking(app, |library| library.snapshot(SnapshotReason::Asked)).await
}

#[tauri::command]
pub async fn restore_preview(app: State<'_, App>, name: String) -> Result<RestorePreview> {
    blocking(app, move |library| library.restore_preview(&name)).await
}

#[tauri::command]
pub async fn restore_snapshot(app: State<'_, App>, name: String) -> Result<Snapshot> {
    blocking(app, move |library| library.restore(&name)).await
}
