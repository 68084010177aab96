//! Embeds the page and lists the commands it may call: one that is not listed is refused.

const COMMANDS: &[&str] = &[
    "overview",
    "list_ids",
    "list_rows",
    "paper",
    "add_paper",
    "edit_papers",
    "trash_papers",
    "restore_papers",
    "empty_trash",
    "review_import",
    "commit_import",
    "cancel_import",
    "undo",
    "redo",
    "journal",
    "tag_papers",
    "rename_tag",
    "delete_tag",
    "create_collection",
    "rename_collection",
    "move_collection",
    "delete_collection",
    "file_papers",
    "unfile_papers",
    "add_note",
    "save_note",
    "delete_note",
    "add_annotation",
    "edit_annotation",
    "delete_annotation",
    "check",
    "cancel_check",
    "check_progress",
    "resume_check",
    "add_repository",
    "reject_mention",
    "confirm_mention",
    "follow_move",
    "dismiss_notices",
    "token_state",
    "set_token",
    "forget_token",
    "clone_repository",
    "cancel_clone",
    "open_link",
    "open_repository",
    "editors",
    "open_in_editor",
    "open_folder",
    "choose_folder",
    "choose_import_file",
    "settings",
    "set_setting",
    "library_info",
    "ready_to_close",
];

fn main() {
    // Assets are embedded at build time, so a new file in ui/ must trigger a rebuild.
    println!("cargo:rerun-if-changed=../ui");
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error=the window cannot be built: {error:#}");
    }
}
