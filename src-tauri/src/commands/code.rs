use std::path::PathBuf;

use postil_core::clone::{CloneProgress, clone_repository as git_clone};
use postil_core::model::{CheckProgress, CheckScope, CodeAsOf, Id, Inside, LocalClone, Preservation, Readme, Rescue};
use postil_core::secrets::TokenState;
use postil_core::{Error, ErrorCode, Result};
use postil_core::{as_of, inside};
use tauri::ipc::Channel;
use tauri::{Manager, State};
use tokio::sync::watch;

use super::blocking;
use crate::app::App;

/// Starts a check; how it stands arrives as events.
#[tauri::command]
pub async fn check(app: tauri::AppHandle, scope: CheckScope) -> Result<()> {
    start(app, Some(scope))
}

/// Goes on with a run that a quit or a crash interrupted.
#[tauri::command]
pub async fn resume_check(app: tauri::AppHandle) -> Result<()> {
    start(app, None)
}

fn start(app: tauri::AppHandle, scope: Option<CheckScope>) -> Result<()> {
    let checker = app.state::<App>().checker.clone();
    let begun = checker.begin()?;
    tauri::async_runtime::spawn(async move {
        // The run's own reports say how it ended; only the library's disk can fail it.
        if let Err(error) = begun.run(scope, |_| {}).await {
            checker.tell_failure(&error);
        }
    });
    Ok(())
}

#[tauri::command]
pub async fn cancel_check(app: State<'_, App>) -> Result<()> {
    app.checker.cancel();
    Ok(())
}

#[tauri::command]
pub async fn check_progress(app: State<'_, App>) -> Result<Option<CheckProgress>> {
    Ok(app.checker.progress())
}

#[tauri::command]
pub async fn add_repository(app: State<'_, App>, paper_id: Id, url: String) -> Result<()> {
    blocking(app, move |library| library.add_repository(paper_id, &url)).await
}

#[tauri::command]
pub async fn reject_mention(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.reject_mention(id)).await
}

#[tauri::command]
pub async fn confirm_mention(app: State<'_, App>, id: Id) -> Result<()> {
    blocking(app, move |library| library.confirm_mention(id)).await
}

/// Points the paper at the new home of a repository that moved; gives that repository.
#[tauri::command]
pub async fn follow_move(app: State<'_, App>, id: Id) -> Result<Id> {
    blocking(app, move |library| library.follow_move(id)).await
}

#[tauri::command]
pub async fn dismiss_notice(app: State<'_, App>, mention_id: Id) -> Result<()> {
    blocking(app, move |library| library.dismiss_notice(mention_id)).await
}

#[tauri::command]
pub async fn dismiss_notices(app: State<'_, App>, ids: Vec<Id>) -> Result<()> {
    blocking(app, move |library| library.dismiss_notices(&ids)).await
}

/// Looks for archived copies; what was found is on the card.
#[tauri::command]
pub async fn look_in_archives(app: State<'_, App>, mention_id: Id) -> Result<Rescue> {
    app.rescuer().await?.look(mention_id).await
}

/// Looks for the commit that the paper describes; it is on the card then.
#[tauri::command]
pub async fn code_as_of(app: State<'_, App>, mention_id: Id) -> Result<CodeAsOf> {
    as_of::look(&app.library, app.checker.surroundings(), mention_id).await
}

/// Looks into the repository; what was found is on the card.
#[tauri::command]
pub async fn look_inside(app: State<'_, App>, mention_id: Id) -> Result<Inside> {
    inside::look(&app.library, app.checker.surroundings(), mention_id).await
}

/// The README as it was when somebody last looked.
#[tauri::command]
pub async fn readme(app: State<'_, App>, mention_id: Id) -> Result<Readme> {
    blocking(app, move |library| library.readme(mention_id)).await
}

/// Asks an archive to keep a copy, or how that request stands.
#[tauri::command]
pub async fn preserve(app: State<'_, App>, mention_id: Id) -> Result<Preservation> {
    app.rescuer().await?.preserve(mention_id).await
}

#[tauri::command]
pub async fn token_state(app: State<'_, App>) -> Result<TokenState> {
    let secrets = app.checker.surroundings().secrets();
    blocking(app, move |_| Ok(secrets.state())).await
}

#[tauri::command]
pub async fn set_token(app: State<'_, App>, token: String) -> Result<TokenState> {
    let secrets = app.checker.surroundings().secrets();
    blocking(app, move |_| secrets.set(&token)).await
}

#[tauri::command]
pub async fn forget_token(app: State<'_, App>) -> Result<TokenState> {
    let secrets = app.checker.surroundings().secrets();
    blocking(app, move |_| secrets.forget()).await
}

/// Clones into a new folder inside `folder`; with a commit, as of that.
#[tauri::command]
pub async fn clone_repository(
    app: State<'_, App>,
    mention_id: Id,
    folder: PathBuf,
    commit: Option<String>,
    on_progress: Channel<CloneProgress>,
) -> Result<LocalClone> {
    let library = app.library.clone();
    let card = library.repository_card(mention_id)?;
    let url = card
        .clone_url
        .ok_or_else(|| Error::new(ErrorCode::Input, "This host serves no git, so there is nothing to clone."))?;
    let url = app.checker.surroundings().reachable(&url);
    let (cancel, cancelled) = watch::channel(false);
    app.begin_clone(cancel);
    // A page that was closed meanwhile needs no progress.
    let cloned =
        git_clone(&url, &folder, commit.as_deref(), cancelled, move |progress| drop(on_progress.send(progress)))
            .await?;
    library.remember_clone(card.repository.id, &cloned.to_string_lossy())
}

#[tauri::command]
pub async fn cancel_clone(app: State<'_, App>) -> Result<()> {
    app.stop_clone();
    Ok(())
}
