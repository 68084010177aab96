//! The commands: unpack, ask the library off the UI thread, answer. Nothing is decided here.

mod attachments;
mod cite;
mod code;
mod files;
mod history;
mod lists;
mod live;
mod lookup;
mod notes;
mod organise;
mod papers;
mod picker;
mod settings;

use postil_core::{Error, Library, Result};
use tauri::State;

use crate::app::App;

/// Runs `f` where blocking is allowed.
async fn blocking<T: Send + 'static>(
    app: State<'_, App>,
    f: impl FnOnce(&Library) -> Result<T> + Send + 'static,
) -> Result<T> {
    let library = app.library.clone();
    tauri::async_runtime::spawn_blocking(move || f(&library)).await.map_err(Error::internal)?
}

pub fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        lists::overview,
        lists::list_ids,
        lists::list_rows,
        lists::search_remarks,
        papers::paper,
        papers::add_paper,
        papers::edit_papers,
        papers::trash_papers,
        papers::restore_papers,
        papers::empty_trash,
        papers::review_import,
        papers::reviewed_draft,
        papers::leave_review,
        papers::table_shape,
        papers::preview_table,
        papers::remember_columns,
        papers::look_up_drafts,
        papers::commit_import,
        papers::cancel_import,
        lookup::lookup_services,
        lookup::switch_service,
        lookup::set_service_key,
        lookup::set_lookup_email,
        lookup::drop_lookups,
        lookup::try_lookups,
        papers::undo,
        papers::redo,
        papers::journal,
        organise::tag_papers,
        organise::rename_tag,
        organise::delete_tag,
        organise::create_collection,
        organise::rename_collection,
        organise::move_collection,
        organise::delete_collection,
        organise::file_papers,
        organise::unfile_papers,
        organise::save_search,
        organise::rename_search,
        organise::change_search,
        organise::delete_search,
        organise::preview_bulk_edit,
        organise::bulk_edit,
        organise::duplicate_group,
        organise::merge_papers,
        organise::tell_apart,
        organise::cite_version,
        notes::add_note,
        notes::save_note,
        notes::delete_note,
        notes::add_annotation,
        notes::edit_annotation,
        notes::delete_annotation,
        attachments::attach_files,
        attachments::rename_attachment,
        attachments::remove_attachment,
        attachments::open_attachment,
        attachments::save_attachment,
        code::check,
        code::cancel_check,
        code::check_progress,
        code::resume_check,
        code::add_repository,
        code::reject_mention,
        code::confirm_mention,
        code::follow_move,
        code::dismiss_notice,
        code::dismiss_notices,
        code::look_in_archives,
        code::preserve,
        code::code_as_of,
        history::changes_of,
        history::paper_history,
        history::toggle_action,
        history::take_paper_back,
        history::snapshots,
        history::take_snapshot,
        history::restore_preview,
        history::restore_snapshot,
        code::look_inside,
        code::readme,
        code::token_state,
        code::set_token,
        code::forget_token,
        code::clone_repository,
        code::cancel_clone,
        files::open_link,
        files::open_repository,
        files::editors,
        files::open_in_editor,
        files::open_folder,
        files::choose_folder,
        files::choose_import_files,
        cite::styles,
        cite::open_styles_folder,
        cite::add_style,
        cite::key_examples,
        cite::cite,
        cite::cite_preview,
        files::references,
        files::export_preview,
        files::export_papers,
        files::export_notes,
        settings::settings,
        settings::set_setting,
        settings::library_info,
        settings::mirror_info,
        settings::set_mirror_folder,
        live::choose_live_file,
        live::keep_live,
        live::stop_live,
        live::overwrite_live,
        live::take_in_live,
        settings::vault_info,
        settings::set_vault,
        settings::choose_template,
        settings::ready_to_close,
        picker::cite_key,
        picker::set_cite_key,
        picker::hide_picker,
    ]
}
