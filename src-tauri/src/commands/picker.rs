use postil_core::Result;
use tauri::AppHandle;

use crate::picker::{self, CiteKey};

#[tauri::command]
pub async fn cite_key(app: AppHandle) -> Result<CiteKey> {
    picker::state(&app)
}

/// An empty key for none.
#[tauri::command]
pub async fn set_cite_key(app: AppHandle, key: String) -> Result<()> {
    picker::choose(&app, &key)
}

#[tauri::command]
pub async fn hide_picker(app: AppHandle) -> Result<()> {
    picker::hide(&app);
    Ok(())
}
