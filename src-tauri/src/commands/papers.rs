use std::sync::atomic::Ordering;

use postil_core::model::{
    Draft, Id, ImportOutcome, ImportSource, JournalEntry, NewPaper, PaperEdit, PaperView, Review, UndoOutcome,
};
use postil_core::{Result, lookup};
use tauri::State;
use tauri::ipc::Channel;

use super::blocking;
use crate::app::App;

#[tauri::command]
pub async fn paper(app: State<'_, App>, id: Id) -> Result<PaperView> {
    blocking(app, move |library| library.paper(id)).await
}

#[tauri::command]
pub async fn add_paper(app: State<'_, App>, paper: NewPaper) -> Result<Id> {
    blocking(app, move |library| library.add_paper(&paper)).await
}

#[tauri::command]
pub async fn edit_papers(app: State<'_, App>, ids: Vec<Id>, edit: PaperEdit) -> Result<()> {
    blocking(app, move |library| library.edit_papers(&ids, edit)).await
}

#[tauri::command]
pub async fn trash_papers(app: State<'_, App>, ids: Vec<Id>) -> Result<()> {
    blocking(app, move |library| library.trash_papers(&ids)).await
}

#[tauri::command]
pub async fn restore_papers(app: State<'_, App>, ids: Vec<Id>) -> Result<()> {
    blocking(app, move |library| library.restore_papers(&ids)).await
}

#[tauri::command]
pub async fn empty_trash(app: State<'_, App>) -> Result<usize> {
    blocking(app, |library| library.empty_trash()).await
}

/// What a source holds. Identifiers are looked up first; `on_progress` hears whole per cents of that.
#[tauri::command]
pub async fn review_import(app: State<'_, App>, source: ImportSource, on_progress: Channel<u8>) -> Result<Review> {
    let asked = source.clone();
    let wanted = blocking(app.clone(), move |library| lookup::asked_for(library, &asked)).await?;
    let Some(wanted) = wanted else {
        return blocking(app, move |library| library.review_import(&source)).await;
    };
    let stop = app.stop_import.clone();
    stop.store(false, Ordering::Relaxed);
    // A page that was closed meanwhile needs no progress.
    drop(on_progress.send(0));
    let go_on = |share: f64| {
        drop(on_progress.send((share * 100.0) as u8));
        !stop.load(Ordering::Relaxed)
    };
    app.lookup().await?.review(&app.library, app.checker.surroundings(), &wanted, go_on).await
}

/// Writes drafts; `on_progress` hears whole per cents.
#[tauri::command]
pub async fn commit_import(app: State<'_, App>, drafts: Vec<Draft>, on_progress: Channel<u8>) -> Result<ImportOutcome> {
    let stop = app.stop_import.clone();
    stop.store(false, Ordering::Relaxed);
    let mut told = 0;
    blocking(app, move |library| {
        library.commit_import_watched(drafts, |share| {
            let percent = (share * 100.0) as u8;
            if percent > told {
                told = percent;
                // A page that was closed meanwhile needs no progress.
                drop(on_progress.send(percent));
            }
            !stop.load(Ordering::Relaxed)
        })
    })
    .await
}

/// Stops the import that is going on; nothing of it is kept.
#[tauri::command]
pub async fn cancel_import(app: State<'_, App>) -> Result<()> {
    app.stop_import.store(true, Ordering::Relaxed);
    Ok(())
}

#[tauri::command]
pub async fn undo(app: State<'_, App>) -> Result<Option<UndoOutcome>> {
    blocking(app, |library| library.undo()).await
}

#[tauri::command]
pub async fn redo(app: State<'_, App>) -> Result<Option<UndoOutcome>> {
    blocking(app, |library| library.redo()).await
}

#[tauri::command]
pub async fn journal(app: State<'_, App>, limit: u32) -> Result<Vec<JournalEntry>> {
    blocking(app, move |library| library.journal(limit)).await
}
