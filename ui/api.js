/**
 * The one door to the core: every command once, under the name it has there. Elements never import this; they ask
 * through "action" events (see actions.js), and handlers.js calls these.
 *
 * @import {
 *   Annotation, AnnotationColor, Attached, BulkEdit, BulkPreview, ChangeMade, CheckProgress, Chosen, CheckScope, Cited, CitedPaper, CiteForm, CodeAsOf, Draft, DuplicateGroup,
 *   ColumnUse, ImportOutcome, ImportSource, Reading, TableShape,
 *   Inside, JournalEntry, KeyExample, ListQuery, ListView, LiveFile, LiveFormat, LocalClone, NewPaper, Note, Overview, PaperAction, PaperEdit, PaperRow, PaperView,
 *   Preservation, Readme, Rescue, RestorePreview, SearchRemark, ServiceRow, Review, Snapshot, StyleRow, UndoOutcome, VaultSettings,
 * } from "./types/index.d.ts"
 */

/**
 * A failure as the core tells it: `message` is written for readers; `field` is set when a value was refused.
 *
 * @typedef {{code: string, message: string, field?: string}} ApiError
 * @typedef {{present: boolean, place: "keyring" | "file", words: string}} TokenState
 * @typedef {{id: string, name: string}} Editor
 * @typedef {{phase: string, percent: number | null}} CloneProgress `percent` 0–100
 * @typedef {{path: string, version: string, demo: boolean, warning: string | null, interruptedCheck: number | null}} LibraryInfo
 *   `warning`: what may go wrong where the library lies;
 *   `interruptedCheck`: repositories left by a check that a quit or a crash interrupted
 * @typedef {{folder: string | null, written: number | null, keptAside: number, trouble: string | null}} MirrorInfo
 *   the plain copy: when all of it was in step, files of it that others had changed, why it cannot be written
 * @typedef {{vault: VaultSettings | null, written: number | null, left: string[], trouble: string | null}} VaultInfo
 *   the vault of notes: when all of it was in step, files that others wrote or changed, why it cannot be written
 * @typedef {Record<string, any>} Settings
 * @typedef {{kind: "library-changed", papers: number[] | null} | {kind: "check-progress", progress: CheckProgress}
 *   | {kind: "close-requested"} | {kind: "picker-opened"} | {kind: "dropped-files", paths: string[], x: number, y: number} | {kind: "trouble", message: string}} CoreEvent
 */

const tauri = /** @type {any} */ (window).__TAURI__;

/**
 * @param {string} command
 * @param {Record<string, unknown>} [args]
 * @returns {Promise<any>}
 */
async function invoke(command, args) {
  try {
    return await tauri.core.invoke(command, args);
  } catch (error) {
    throw asApiError(error);
  }
}

/** What a long command tells on its way. @template T @param {(told: T) => void} listener @returns {unknown} */
function channelTo(listener) {
  const channel = new tauri.core.Channel();
  channel.onmessage = listener;
  return channel;
}

/** Tauri itself fails with a bare string (an unknown command, a bad argument); the core with an object. @param {any} error @returns {ApiError} */
function asApiError(error) {
  if (error && typeof error === "object" && typeof error.message === "string") {
    return { code: String(error.code ?? "internal"), message: error.message, ...(error.field && { field: error.field }) };
  }
  return { code: "internal", message: typeof error === "string" && error ? error : "Something went wrong inside Postil." };
}

// The library
/** @returns {Promise<Overview>} */
export const overview = () => invoke("overview");
/** @param {ListQuery} query @returns {Promise<Float64Array>} ids in order */
export const listIds = async (query) => asIds(await invoke("list_ids", { query }));
/** @param {number[]} ids @param {string} search @returns {Promise<PaperRow[]>} vanished ids are left out */
export const listRows = (ids, search) => invoke("list_rows", { ids, search });
/** @param {string} text @returns {Promise<SearchRemark[]>} what a search does not take as it was perhaps meant */
export const searchRemarks = (text) => invoke("search_remarks", { text });
/** @param {number} id @returns {Promise<PaperView>} */
export const paper = (id) => invoke("paper", { id });

// Papers
/** @param {NewPaper} paper @param {boolean} anyway even when an identifier of it is here @returns {Promise<number>} its id */
export const addPaper = (paper, anyway) => invoke("add_paper", { paper, anyway });
/** @param {number[]} ids @param {PaperEdit} edit @returns {Promise<void>} */
export const editPapers = (ids, edit) => invoke("edit_papers", { ids, edit });
/** @param {number[]} ids @param {string[]} add @param {string[]} remove @returns {Promise<void>} */
export const tagPapers = (ids, add, remove) => invoke("tag_papers", { ids, add, remove });
/** @param {number[]} ids @returns {Promise<void>} */
export const trashPapers = (ids) => invoke("trash_papers", { ids });
/** @param {number[]} ids @returns {Promise<void>} */
export const restorePapers = (ids) => invoke("restore_papers", { ids });
/** @returns {Promise<number>} how many papers were deleted for good */
export const emptyTrash = () => invoke("empty_trash");

// Tags and collections
/** @param {string} name @param {string} to @returns {Promise<void>} */
export const renameTag = (name, to) => invoke("rename_tag", { name, to });
/** @param {string} name @returns {Promise<void>} */
export const deleteTag = (name) => invoke("delete_tag", { name });
/** @param {string} name @param {number | null} parentId @returns {Promise<number>} its id */
export const createCollection = (name, parentId) => invoke("create_collection", { name, parentId });
/** @param {number} id @param {string} name @returns {Promise<void>} */
export const renameCollection = (id, name) => invoke("rename_collection", { id, name });
/** @param {string} name @param {ListView} view @param {string} search @returns {Promise<number>} its id */
export const saveSearch = (name, view, search) => invoke("save_search", { name, view, search });
/** @param {number} id @param {string} name @returns {Promise<void>} */
export const renameSearch = (id, name) => invoke("rename_search", { id, name });
/** @param {number} id @param {string} search @returns {Promise<void>} */
export const changeSearch = (id, search) => invoke("change_search", { id, search });
/** @param {number} id @returns {Promise<void>} */
export const deleteSearch = (id) => invoke("delete_search", { id });
/** @param {number[]} ids @param {BulkEdit} edit @returns {Promise<BulkPreview>} */
export const previewBulkEdit = (ids, edit) => invoke("preview_bulk_edit", { ids, edit });
/** @param {number[]} ids @param {BulkEdit} edit @returns {Promise<number>} how many it changed */
export const bulkEdit = (ids, edit) => invoke("bulk_edit", { ids, edit });
/** @param {number} id @param {number | null} parentId @param {number} position @returns {Promise<void>} */
export const moveCollection = (id, parentId, position) => invoke("move_collection", { id, parentId, position });
/** @param {number} id @returns {Promise<void>} */
export const deleteCollection = (id) => invoke("delete_collection", { id });
/** @param {number} collectionId @param {number[]} ids @returns {Promise<void>} */
export const filePapers = (collectionId, ids) => invoke("file_papers", { collectionId, ids });
/** @param {number} collectionId @param {number[]} ids @returns {Promise<void>} */
export const unfilePapers = (collectionId, ids) => invoke("unfile_papers", { collectionId, ids });

// Notes and highlights
/** @param {number} paperId @param {string} text Markdown @returns {Promise<Note>} */
export const addNote = (paperId, text) => invoke("add_note", { paperId, text });
/** @param {number} id @param {string} text @returns {Promise<Note>} with its `html` rendered */
export const saveNote = (id, text) => invoke("save_note", { id, text });
/** @param {number} id @returns {Promise<void>} */
export const deleteNote = (id) => invoke("delete_note", { id });
/** @param {number} paperId @param {AnnotationColor} color @param {number} start @param {number} end UTF-16 units @returns {Promise<Annotation>} */
export const addAnnotation = (paperId, color, start, end) => invoke("add_annotation", { paperId, color, start, end });
/** @param {number} id @param {AnnotationColor} color @param {string} comment @returns {Promise<Annotation>} */
export const editAnnotation = (id, color, comment) => invoke("edit_annotation", { id, color, comment });
/** @param {number} id @returns {Promise<void>} */
export const deleteAnnotation = (id) => invoke("delete_annotation", { id });

/** @param {number} id of a paper @returns {Promise<DuplicateGroup | null>} null: it looks like no other */
export const duplicateGroup = (id) => invoke("duplicate_group", { id });
/** @param {number} keep @param {number[]} others go to the trash @param {PaperEdit[]} edits values chosen for the one kept @returns {Promise<void>} */
export const mergePapers = (keep, others, edits) => invoke("merge_papers", { keep, others, edits });
/** @param {number} paper @param {number | null} version its place among the paper's versions; null: the paper's own fields @returns {Promise<void>} */
export const citeVersion = (paper, version) => invoke("cite_version", { paper, version });
/** @param {number[]} ids @returns {Promise<void>} */
export const tellApart = (ids) => invoke("tell_apart", { ids });

// Getting in
/** The program holds the drafts, behind those it holds already. @param {ImportSource} source @param {(percent: number) => void} onProgress hears of identifiers looked up and of files read, nothing else @returns {Promise<Review>} */
export const reviewImport = (source, onProgress) => invoke("review_import", { source, onProgress: channelTo(onProgress) });
/** @param {number} at its place in the review @returns {Promise<Draft>} as it was read */
export const reviewedDraft = (at) => invoke("reviewed_draft", { at });
/** Lets go of the drafts held. @returns {Promise<void>} */
export const leaveReview = () => invoke("leave_review");
/** @param {ImportSource} source @returns {Promise<TableShape | null>} null: it is no table */
export const tableShape = (source) => invoke("table_shape", { source });
/** @param {ImportSource} source a table @param {ColumnUse[]} columns @returns {Promise<Reading>} of its first rows */
export const previewTable = (source, columns) => invoke("preview_table", { source, columns });
/** Tables of these headings are read like this from now on. @param {ColumnUse[]} columns @returns {Promise<void>} */
export const rememberColumns = (columns) => invoke("remember_columns", { columns });
/** The drafts held with what services say of their identifiers, in their place. @param {string} source in words @param {Chosen} chosen @param {(percent: number) => void} onProgress @returns {Promise<Review>} */
export const lookUpDrafts = (source, chosen, onProgress) => invoke("look_up_drafts", { source, chosen, onProgress: channelTo(onProgress) });
/** @param {Chosen} chosen of the drafts held @param {(percent: number) => void} onProgress @returns {Promise<ImportOutcome>} */
export const commitImport = (chosen, onProgress) => invoke("commit_import", { chosen, onProgress: channelTo(onProgress) });
/** Stops the import that is going on; nothing of it is kept. @returns {Promise<void>} */
export const cancelImport = () => invoke("cancel_import");

// Looking up
/** @returns {Promise<ServiceRow[]>} */
export const lookupServices = () => invoke("lookup_services");
/** @param {string} name @param {boolean} on @returns {Promise<void>} */
export const switchService = (name, on) => invoke("switch_service", { name, on });
/** @param {string} name @param {string} key empty to forget it @returns {Promise<void>} */
export const setServiceKey = (name, key) => invoke("set_service_key", { name, key });
/** @param {string} email empty to forget it @returns {Promise<void>} */
export const setLookupEmail = (email) => invoke("set_lookup_email", { email });
/** @param {boolean} waiting also what still waits @returns {Promise<number>} how many those were */
export const dropLookups = (waiting) => invoke("drop_lookups", { waiting });
/** Asks now for what waits. @returns {Promise<boolean>} false: all of it waits because a service said so */
export const tryLookups = () => invoke("try_lookups");

// Going back
/** @returns {Promise<UndoOutcome | null>} null: nothing to undo */
export const undo = () => invoke("undo");
/** @returns {Promise<UndoOutcome | null>} */
export const redo = () => invoke("redo");
/** @param {number} limit @returns {Promise<JournalEntry[]>} newest first */
export const journal = (limit) => invoke("journal", { limit });
/** @param {number} entry @returns {Promise<ChangeMade[]>} at most 200 */
export const changesOf = (entry) => invoke("changes_of", { entry });
/** @param {number} paper @returns {Promise<PaperAction[]>} newest first */
export const paperHistory = (paper) => invoke("paper_history", { paper });
/** Undoes an action wherever it stands, or redoes it. @param {number} entry @returns {Promise<UndoOutcome | null>} */
export const toggleAction = (entry) => invoke("toggle_action", { entry });
/** @param {number} paper @param {number} before the action it goes back to before @returns {Promise<void>} */
export const takePaperBack = (paper, before) => invoke("take_paper_back", { paper, before });
/** @returns {Promise<Snapshot[]>} newest first */
export const snapshots = () => invoke("snapshots");
/** @returns {Promise<Snapshot>} */
export const takeSnapshot = () => invoke("take_snapshot");
/** @param {string} name @returns {Promise<RestorePreview>} */
export const restorePreview = (name) => invoke("restore_preview", { name });
/** @param {string} name @returns {Promise<Snapshot>} of what was there before */
export const restoreSnapshot = (name) => invoke("restore_snapshot", { name });

// Files
/** @param {number} paperId @param {string[] | null} paths null: the reader picks them @returns {Promise<Attached>} */
export const attachFiles = (paperId, paths) => invoke("attach_files", { paperId, paths });
/** @param {number} id @param {string} name @returns {Promise<void>} */
export const renameAttachment = (id, name) => invoke("rename_attachment", { id, name });
/** @param {number} id @returns {Promise<void>} */
export const removeAttachment = (id) => invoke("remove_attachment", { id });
/** @param {number} id @returns {Promise<void>} */
export const openAttachment = (id) => invoke("open_attachment", { id });
/** @param {number} id @returns {Promise<string | null>} where it was saved; null: the reader thought better of it */
export const saveAttachment = (id) => invoke("save_attachment", { id });

// Code
/** Starts a check; its progress arrives as events. @param {CheckScope} scope @returns {Promise<void>} */
export const check = (scope) => invoke("check", { scope });
/** @returns {Promise<void>} */
export const cancelCheck = () => invoke("cancel_check");
/** @returns {Promise<CheckProgress | null>} null: none is running */
export const checkProgress = () => invoke("check_progress");
/** Goes on with a check that a quit or a crash interrupted. @returns {Promise<void>} */
export const resumeCheck = () => invoke("resume_check");
/** @param {number} paperId @param {string} url @returns {Promise<void>} */
export const addRepository = (paperId, url) => invoke("add_repository", { paperId, url });
/** @param {number} id of the mention @returns {Promise<void>} */
export const rejectMention = (id) => invoke("reject_mention", { id });
/** @param {number} id of the mention @returns {Promise<void>} */
export const confirmMention = (id) => invoke("confirm_mention", { id });
/** @param {number} id of a mention of a repository that moved @returns {Promise<number>} the repository at its new home */
export const followMove = (id) => invoke("follow_move", { id });
/** @param {number} mentionId @returns {Promise<void>} */
export const dismissNotice = (mentionId) => invoke("dismiss_notice", { mentionId });
/** @param {number[]} ids of papers @returns {Promise<void>} */
export const dismissNotices = (ids) => invoke("dismiss_notices", { ids });
/** @param {number} mentionId @returns {Promise<Rescue>} what archives keep of its repository; it is on the card then */
export const lookInArchives = (mentionId) => invoke("look_in_archives", { mentionId });
/** Asks an archive to keep a copy, or how that request stands. @param {number} mentionId @returns {Promise<Preservation>} */
export const preserve = (mentionId) => invoke("preserve", { mentionId });
/** @param {number} mentionId @returns {Promise<CodeAsOf>} the commit that the paper describes; it is on the card then */
export const codeAsOf = (mentionId) => invoke("code_as_of", { mentionId });
/** @param {number} mentionId @returns {Promise<Inside>} what is in its repository; it is on the card then */
export const lookInside = (mentionId) => invoke("look_inside", { mentionId });
/** @param {number} mentionId @returns {Promise<Readme>} as it was when somebody last looked inside */
export const readme = (mentionId) => invoke("readme", { mentionId });
/** @returns {Promise<TokenState>} */
export const tokenState = () => invoke("token_state");
/** @param {string} token @returns {Promise<TokenState>} */
export const setToken = (token) => invoke("set_token", { token });
/** @returns {Promise<TokenState>} */
export const forgetToken = () => invoke("forget_token");

// Out of the window
/** @param {string} url http or https @returns {Promise<void>} */
export const openLink = (url) => invoke("open_link", { url });
/** @param {number} mentionId @returns {Promise<void>} */
export const openRepository = (mentionId) => invoke("open_repository", { mentionId });
/**
 * @param {number} mentionId
 * @param {string} folder the clone becomes a folder inside it
 * @param {string | null} commit the whole name of one; null: as it is now
 * @param {(progress: CloneProgress) => void} onProgress
 * @returns {Promise<LocalClone>}
 */
export const cloneRepository = (mentionId, folder, commit, onProgress) =>
  invoke("clone_repository", { mentionId, folder, commit, onProgress: channelTo(onProgress) });
/** @returns {Promise<void>} */
export const cancelClone = () => invoke("cancel_clone");
/** @returns {Promise<Editor[]>} those found on this machine */
export const editors = () => invoke("editors");
/** @param {string} path @param {string} editor an id of `editors` @returns {Promise<void>} */
export const openInEditor = (path, editor) => invoke("open_in_editor", { path, editor });
/** @param {string} path @returns {Promise<void>} */
export const openFolder = (path) => invoke("open_folder", { path });
/** @param {string} title @returns {Promise<string | null>} */
export const chooseFolder = (title) => invoke("choose_folder", { title });
/** @returns {Promise<string | null>} */
export const chooseImportFiles = () => invoke("choose_import_files");
/** @returns {Promise<StyleRow[]>} the reader's own first */
export const styles = () => invoke("styles");
/** @returns {Promise<void>} */
export const openStylesFolder = () => invoke("open_styles_folder");
/** @param {CitedPaper[]} papers @param {CiteForm} form @returns {Promise<Cited>} */
export const cite = (papers, form) => invoke("cite", { papers, form });
/** @param {CitedPaper[]} papers @param {CiteForm} form @returns {Promise<Cited>} as `cite`, but changes nothing */
export const citePreview = (papers, form) => invoke("cite_preview", { papers, form });
/** @param {string} path of a file of CSL @returns {Promise<string>} the name of the style, which is kept with the library */
export const addStyle = (path) => invoke("add_style", { path });
/** @param {string} pattern for citation keys; empty for Postil's @returns {Promise<KeyExample[]>} what it would make of the newest papers */
export const keyExamples = (pattern) => invoke("key_examples", { pattern });
/** @param {number[]} ids @param {string} format "bibtex", "ris" … @returns {Promise<string>} */
export const references = (ids, format) => invoke("references", { ids, format });
/** @param {number[]} ids @param {string} format @returns {Promise<string>} the beginning of what an export writes; changes nothing */
export const exportPreview = (ids, format) => invoke("export_preview", { ids, format });
/** Asks where to. @param {number[]} ids @param {string} format @param {string} name of the file, without its ending @returns {Promise<{path: string, left: string | null} | null>} null when the dialog is dismissed */
export const exportPapers = (ids, format, name) => invoke("export_papers", { ids, format, name });

/** @param {number[]} ids @returns {Promise<string | null>} the file with their notes; null when the dialog was dismissed */
export const exportNotes = (ids) => invoke("export_notes", { ids });

// Kept in step; how the files stand is in the overview
/** @param {string} name @returns {Promise<string | null>} */
export const chooseLiveFile = (name) => invoke("choose_live_file", { name });
/** @param {string} path @param {ListView} view @param {LiveFormat} format @returns {Promise<LiveFile>} */
export const keepLive = (path, view, format) => invoke("keep_live", { path, view, format });
/** @param {number} id @returns {Promise<void>} */
export const stopLive = (id) => invoke("stop_live", { id });
/** @param {number} id @returns {Promise<LiveFile>} */
export const overwriteLive = (id) => invoke("overwrite_live", { id });
/** @param {number} id @param {Chosen} chosen in its review @returns {Promise<ImportOutcome>} */
export const takeInLive = (id, chosen) => invoke("take_in_live", { id, chosen });
/** @returns {Promise<VaultInfo>} */
export const vaultInfo = () => invoke("vault_info");
/** @param {VaultSettings | null} vault null to keep it in step no longer @returns {Promise<void>} */
export const setVault = (vault) => invoke("set_vault", { vault });
/** @returns {Promise<string | null>} the text of a template */
export const chooseTemplate = () => invoke("choose_template");

// The window
/** @returns {Promise<Settings>} */
export const settings = () => invoke("settings");
/** @param {string} key @param {unknown} value @returns {Promise<void>} */
export const setSetting = (key, value) => invoke("set_setting", { key, value });
/** @returns {Promise<MirrorInfo>} */
export const mirrorInfo = () => invoke("mirror_info");
/** @param {string | null} folder null to keep it in step no longer @returns {Promise<void>} */
export const setMirrorFolder = (folder) => invoke("set_mirror_folder", { folder });
/** @returns {Promise<LibraryInfo>} */
export const libraryInfo = () => invoke("library_info");
/** @returns {Promise<{key: string, obstacle: string | null, trouble: string}>} the key that opens the window to cite from */
export const citeKey = () => invoke("cite_key");
/** @param {string} key empty for none @returns {Promise<void>} */
export const setCiteKey = (key) => invoke("set_cite_key", { key });
/** @returns {Promise<void>} the program that had the focus has it again */
export const hidePicker = () => invoke("hide_picker");
/** Answers a close request, once unsaved text is written. @returns {Promise<void>} */
export const readyToClose = () => invoke("ready_to_close");

/** @param {(event: CoreEvent) => void} onEvent @returns {Promise<() => void>} takes the listener away */
export const listen = (onEvent) => tauri.event.listen("postil", (/** @type {any} */ event) => onEvent(event.payload));

/** @param {ArrayBuffer | number[] | Uint8Array} answer little-endian f64s @returns {Float64Array} */
function asIds(answer) {
  // Some web views hand bytes over as an array of numbers when the fast path of the IPC is not available.
  if (answer instanceof ArrayBuffer) return new Float64Array(answer);
  return new Float64Array(Uint8Array.from(answer).buffer);
}
