use postil_core::Result;
use postil_core::model::{Id, ListQuery, Overview, PaperRow, SearchRemark};
use postil_core::search::remarks;
use tauri::State;
use tauri::ipc::Response;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn overview(app: State<'_, App>) -> Result<Overview> {
    blocking(app, |library| library.overview()).await
}

/// As raw little-endian doubles: 100,000 ids cross in a few milliseconds, as JSON in a hundred.
#[tauri::command]
pub async fn list_ids(app: State<'_, App>, query: ListQuery) -> Result<Response> {
    let ids = blocking(app, move |library| library.list_ids(&query)).await?;
    Ok(Response::new(ids.into_iter().flat_map(|id| (id as f64).to_le_bytes()).collect::<Vec<u8>>()))
}

#[tauri::command]
pub async fn list_rows(app: State<'_, App>, ids: Vec<Id>, search: String) -> Result<Vec<PaperRow>> {
    blocking(app, move |library| library.list_rows(&ids, &search)).await
}

/// What a search does not take as it was perhaps meant.
#[tauri::command]
pub async fn search_remarks(text: String) -> Vec<SearchRemark> {
    remarks::of(&text)
}
