//! The services that know papers, and what waits for them.

use postil_core::Result;
use postil_core::lookup::{ServiceRow, services};
use tauri::State;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn lookup_services(app: State<'_, App>) -> Result<Vec<ServiceRow>> {
    let secrets = app.checker.surroundings().secrets();
    blocking(app, move |library| services::rows(library, &secrets)).await
}

#[tauri::command]
pub async fn switch_service(app: State<'_, App>, name: String, on: bool) -> Result<()> {
    blocking(app, move |library| services::switch(library, &name, on)).await
}

/// Keeps the reader's key for a service; an empty one forgets it.
#[tauri::command]
pub async fn set_service_key(app: State<'_, App>, name: String, key: String) -> Result<()> {
    let secrets = app.checker.surroundings().secrets();
    blocking(app, move |_| services::set_key(&secrets, &name, &key)).await
}

#[tauri::command]
pub async fn set_lookup_email(app: State<'_, App>, email: String) -> Result<()> {
    blocking(app, move |library| services::set_email(library, &email)).await
}

/// Asks at once for what waits, except where a service asked to wait. Gives whether there was any to ask for.
#[tauri::command]
pub async fn try_lookups(app: State<'_, App>) -> Result<bool> {
    app.lookup().await?.try_now(&app.library, app.checker.surroundings()).await
}

/// Lets go of look-ups that are settled and were seen, with `waiting` of all.
#[tauri::command]
pub async fn drop_lookups(app: State<'_, App>, waiting: bool) -> Result<usize> {
    blocking(app, move |library| library.drop_lookups(waiting)).await
}
