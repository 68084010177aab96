use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

use postil_core::Result;
use postil_core::model::VaultSettings;
use postil_core::template::Template;
use serde::Serialize;
use serde_json::Value;
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use super::blocking;
use crate::app::App;
use crate::kept::KeptState;

/// How long the program may go on without its window, to write what is kept in step.
const WRITTEN_WITHIN: Duration = Duration::from_secs(5);

/// What the settings sheet says of the library.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LibraryInfo {
    path: PathBuf,
    version: &'static str,
    demo: bool,
    /// What may go wrong where it lies, in words.
    warning: Option<String>,
    /// Repositories an interrupted check left to do.
    interrupted_check: Option<u32>,
}

#[tauri::command]
pub async fn settings(app: State<'_, App>) -> Result<BTreeMap<String, Value>> {
    blocking(app, |library| library.settings()).await
}

#[tauri::command]
pub async fn set_setting(app: State<'_, App>, key: String, value: Value) -> Result<()> {
    blocking(app, move |library| library.set_setting(&key, &value)).await
}

#[tauri::command]
pub async fn library_info(app: State<'_, App>) -> Result<LibraryInfo> {
    let (demo, running) = (app.demo, app.checker.is_running());
    blocking(app, move |library| {
        let left = library.unfinished_check()?;
        Ok(LibraryInfo {
            path: library.folder().to_path_buf(),
            version: env!("CARGO_PKG_VERSION"),
            demo,
            warning: library.place_warning(),
            interrupted_check: (left > 0 && !running).then_some(left),
        })
    })
    .await
}

/// The folder of the plain copy, and how writing it goes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MirrorInfo {
    folder: Option<PathBuf>,
    #[serde(flatten)]
    state: KeptState,
}

#[tauri::command]
pub async fn mirror_info(app: State<'_, App>) -> Result<MirrorInfo> {
    let state = app.kept.mirror_state();
    blocking(app, move |library| Ok(MirrorInfo { folder: library.mirror_folder()?, state })).await
}

#[tauri::command]
pub async fn set_mirror_folder(app: State<'_, App>, folder: Option<PathBuf>) -> Result<()> {
    let kept = app.kept.clone();
    blocking(app, move |library| {
        library.set_mirror_folder(folder.as_deref())?;
        kept.begin_mirror();
        Ok(())
    })
    .await
}

/// The vault of notes, and how writing it goes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultInfo {
    vault: Option<VaultSettings>,
    #[serde(flatten)]
    state: KeptState,
}

#[tauri::command]
pub async fn vault_info(app: State<'_, App>) -> Result<VaultInfo> {
    let state = app.kept.vault_state();
    blocking(app, move |library| Ok(VaultInfo { vault: library.vault()?, state })).await
}

#[tauri::command]
pub async fn set_vault(app: State<'_, App>, vault: Option<VaultSettings>) -> Result<()> {
    let kept = app.kept.clone();
    blocking(app, move |library| {
        library.set_vault(vault.as_ref())?;
        kept.begin_vault();
        Ok(())
    })
    .await
}

/// The text of a template the reader picks, once it is understood; `None` when the dialog is dismissed.
#[tauri::command]
pub async fn choose_template(handle: AppHandle, app: State<'_, App>) -> Result<Option<String>> {
    blocking(app, move |_| {
        let picked = handle.dialog().file().set_title("Choose a template of notes").blocking_pick_file();
        let path = picked.and_then(|path| path.into_path().ok());
        path.map(|path| Template::read(&path)).transpose()
    })
    .await
}

/// The page has saved what was being typed: the window may go, and what is kept in step follows it a last time.
#[tauri::command]
pub async fn ready_to_close(app: State<'_, App>, window: WebviewWindow) -> Result<()> {
    app.is_saved.store(true, Ordering::Relaxed);
    // One that is gone already needs no closing.
    let _ = window.hide();
    let kept = app.kept.clone();
    blocking(app, move |_| {
        kept.finish(WRITTEN_WITHIN);
        Ok(())
    })
    .await?;
    let _ = window.destroy();
    Ok(())
}
