use std::sync::Arc;
use std::sync::atomic::Ordering;

use postil_core::import::pdf::Reader;
use postil_core::library::held::Turn;
use postil_core::model::{
    Chosen, ColumnUse, Draft, Glance, Id, ImportOutcome, ImportSource, JournalEntry, NewPaper, PaperEdit, PaperView,
    Reading, Review, TableShape, UndoOutcome,
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
pub async fn add_paper(app: State<'_, App>, paper: NewPaper, anyway: bool) -> Result<Id> {
    blocking(app, move |library| if anyway { library.add_paper(&paper) } else { library.add_new_paper(&paper) }).await
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

/// Tells whole per cents, and whether to go on: until the review is left.
fn going(turn: &Arc<Turn>, on_progress: Channel<u8>) -> impl Fn(f64) -> bool + Send + Sync + 'static {
    let turn = turn.clone();
    move |share| {
        // A page that was closed meanwhile needs no progress.
        drop(on_progress.send((share * 100.0) as u8));
        turn.goes_on()
    }
}

/// What a source holds, to be reviewed with what is held already. Identifiers are looked up first; `on_progress` hears
/// whole per cents of that, and of reading.
#[tauri::command]
pub async fn review_import(
    app: State<'_, App>,
    source: ImportSource,
    on_progress: Channel<u8>,
) -> Result<Review<Glance>> {
    let turn = Arc::new(app.held.begin());
    let going = going(&turn, on_progress);
    let asked = source.clone();
    let wanted = blocking(app.clone(), move |library| lookup::asked_for(library, &asked)).await?;
    let Some(wanted) = wanted else {
        return blocking(app, move |library| {
            turn.hold(library.review_import_watched(&source, &Reader::of_this_program()?, going)?)
        })
        .await;
    };
    going(0.0);
    let review = app.lookup().await?.review(&app.library, app.checker.surroundings(), &wanted, going).await?;
    turn.hold(review)
}

/// A draft under review, whole.
#[tauri::command]
pub async fn reviewed_draft(app: State<'_, App>, at: u32) -> Result<Draft> {
    app.held.draft(at)
}

/// Lets go of the drafts under review, and stops what is being read or looked up for them.
#[tauri::command]
pub async fn leave_review(app: State<'_, App>) -> Result<()> {
    app.held.leave();
    Ok(())
}

/// What a source looks like when it is a table.
#[tauri::command]
pub async fn table_shape(app: State<'_, App>, source: ImportSource) -> Result<Option<TableShape>> {
    blocking(app, move |library| library.table_shape(&source)).await
}

/// The first papers of a table as they would be read with these columns.
#[tauri::command]
pub async fn preview_table(app: State<'_, App>, source: ImportSource, columns: Vec<ColumnUse>) -> Result<Reading> {
    blocking(app, move |library| library.preview_table(&source, &columns)).await
}

#[tauri::command]
pub async fn remember_columns(app: State<'_, App>, columns: Vec<ColumnUse>) -> Result<()> {
    blocking(app, move |library| library.remember_columns(&columns)).await
}

/// The drafts under review with what services say of their identifiers, reviewed anew in their place.
#[tauri::command]
pub async fn look_up_drafts(
    app: State<'_, App>,
    source: String,
    chosen: Chosen,
    on_progress: Channel<u8>,
) -> Result<Review<Glance>> {
    let held = app.held.clone();
    let turn = Arc::new(held.begin());
    let (goes_on, stop) = (going(&turn, on_progress), app.stop_import.clone());
    stop.store(false, Ordering::Relaxed);
    // The reader may stop it and keep the review as it was.
    let going = move |share| goes_on(share) && !stop.load(Ordering::Relaxed);
    let wanted = held.wanted(chosen)?;
    let (drafts, searches) = (wanted.each().collect(), wanted.searches().to_vec());
    let reading = Reading { source, drafts, skipped: held.skipped(), searches, ..Reading::default() };
    let reading = app.lookup().await?.complete(&app.library, app.checker.surroundings(), reading, going).await?;
    blocking(app, move |library| turn.replace(library.review(reading)?)).await
}

/// Writes drafts under review; `on_progress` hears whole per cents.
#[tauri::command]
pub async fn commit_import(app: State<'_, App>, chosen: Chosen, on_progress: Channel<u8>) -> Result<ImportOutcome> {
    let stop = app.stop_import.clone();
    stop.store(false, Ordering::Relaxed);
    let wanted = app.held.wanted(chosen)?;
    let mut told = 0;
    blocking(app, move |library| {
        library.commit_held(&wanted, |share| {
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

/// Stops what is being written, or looked up for a review; nothing of it is kept.
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
