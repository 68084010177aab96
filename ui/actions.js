/**
 * What elements may ask of the window, and every action a reader can take.
 *
 * ## Asking: the "action" event
 * An element dispatches `new CustomEvent("action", {bubbles: true, detail: {name, ...args, reply?}})`, most easily
 * with `act(this, name, args)` of dom.js. handlers.js does the work. With `reply`, the asker gets a promise of the
 * outcome and shows its failures itself; without, a failure becomes a toast. `reply` also means that the asker
 * shows its own success (no toast), except for what is undoable at once (trash, delete).
 *
 * Commands of the core, in kebab case with the arguments of api.js (`title` where api.js says `name`, which is taken):
 *   add-paper {paper, anyway} · edit-papers {ids, edit} · tag-papers {ids, add, remove} · rename-tag {tag, to}
 *   delete-tag {tag} · trash-papers {ids} · restore-papers {ids} · empty-trash {} (asks first)
 *   create-collection {title, parentId} · rename-collection {id, title} · delete-collection {id}
 *   move-collection {id, parentId, position} · file-papers {collectionId, ids} · unfile-papers {collectionId, ids}
 *   save-search {title, view, search} · rename-search {id, title} · change-search {id, search} · delete-search {id}
 *   search-remarks {text} · duplicate-group {id} (null: none) · merge-papers {keep, others, edits} · tell-apart {ids} · cite-version {paper, version: number | null}
 *   preview-bulk-edit {ids, edit} · bulk-edit {ids, edit}
 *   add-note {paperId, text} · save-note {id, text} · delete-note {id}
 *   add-annotation {paperId, color, start, end} · edit-annotation {id, color, comment} · delete-annotation {id}
 *   table-shape {source} · preview-table {source, columns} · remember-columns {columns}
 *   review-import {source, onProgress?} · reviewed-draft {at} · leave-review · look-up-drafts {source, chosen, onProgress} · commit-import {chosen, onProgress?} · cancel-import · undo · redo · journal {limit}
 *   changes-of {entry} · paper-history {paper} · toggle-action {entry} · take-paper-back {paper, before}
 *   snapshots · take-snapshot · restore-preview {snapshot} · restore-snapshot {snapshot} (names)
 *   check {scope} · cancel-check · resume-check · check-progress
 *   add-repository {paperId, url} · reject-mention {id} · confirm-mention {id}
 *   follow-move {id} · dismiss-notice {mentionId} · dismiss-notices {ids} · look-in-archives {mentionId} · preserve {mentionId}
 *   code-as-of {mentionId} · look-inside {mentionId} · readme {mentionId} (reply gets the Readme)
 *   token-state · set-token {token} · forget-token
 *   open-link {url} · open-repository {mentionId} · open-folder {path} · open-in-editor {path, editor} · editors
 *   clone-repository {mentionId, folder, commit?, onProgress} (onProgress: a plain function) · cancel-clone
 *   choose-folder {title} · choose-import-files · settings · set-setting {key, value} · library-info
 *   styles · open-styles-folder · cite-preview {ids, form: CiteForm} · copy-citation {ids, form?} (as last chosen)
 *   copy-references {ids, format} · export-papers {ids, of?} · export-view {view} · export-notes {ids} · give-keys {ids, form: CiteForm}
 *   choose-live-file {file} · keep-live {path, view, format} · stop-live {id} · overwrite-live {id} · take-in-live {id, chosen}
 *   cite-key · set-cite-key {key} (empty: none)
 *   vault-info · set-vault {vault: VaultSettings | null} · choose-template
 *   mirror-info · set-mirror-folder {folder: string | null}
 *
 * Of the window itself:
 *   open-sheet {sheet: "import" | "paper" | "settings" | "token" | "clone" | "help" | "confirm" | "history" | "snapshots" | "bulk" | "cite" | "kept", data?}
 *     (reply gets what the sheet's `open` returned)
 *   select-view {view: ListView} · search {text} · sort {sort: Sort} · select-paper {id} (shows it, also from
 *   another view) · paper {id} (reply gets the PaperView) · copy {text, words: "Clone command copied"}
 *   toast {text, kind?: "plain" | "wait" | "error", undo?: boolean} · run {action: id of an action below}
 *   palette {mode?: "all" | "collection" | "tag" | "code"} · back (narrow windows: paper → list)
 *   find-papers {text, limit} (reply gets PaperRow[]; for links between papers) · open-paper · open-code · new-note
 *   merge-shown · focus-tags · focus-search · focus-list {move?} · refine-search {text} · toggle-sidebar · begin-collection {parentId} · begin-saved-search (a name is typed in the sidebar)
 *   menu {items: MenuItem[], x, y} (context-menu.js) · edit-folder {path, x, y} (a menu there, when editors are several)
 *
 * ## What the window asks of elements
 *   <paper-pane>: properties `view: PaperView | null`, `collections: Collection[]`, `allTags: string[]`; methods, all
 *     optional: `newNote()`, `focusTags()`, `flush(): Promise<void>` (write what is being typed: closing, or another
 *     paper was selected). It keeps what is being typed when `view` is set again for the same paper.
 *   sheets: `open(data)`, `close()`; <drop-overlay>: `show()`, `hide()`.
 */
import { isChecking } from "./sync.js";
import { rowOf } from "./rows.js";
import { moveBy, selectAll, selectedIds } from "./selection.js";
import { state } from "./state.js";
import { TEXT_SIZES, validTextSize } from "./theme.js";

/**
 * @import { PaperRow } from "./types/index.d.ts"
 *
 * @typedef {(name: string, args?: Record<string, unknown>) => void} Ask
 * @typedef {"Getting around" | "Papers" | "Code" | "Library" | "Window"} Group
 *
 * @typedef {object} Action
 * @property {string} id
 * @property {string | (() => string)} title
 * @property {string} [help] the title in the list of shortcuts, where the present state does not matter
 * @property {Group} group
 * @property {string} [icon]
 * @property {string[]} [keys] alternatives, the first is shown
 * @property {boolean} [hidden] works by its keys, but has no place in the palette
 * @property {boolean} [whileTyping] its keys hold in text fields too
 * @property {() => boolean} [when]
 * @property {(ask: Ask) => void} run
 */

const hasSelection = () => state.selection.ids.size > 0;
const isTrash = () => state.query.view.view === "trash";
const hasLive = () => hasSelection() && !isTrash();
const hasCode = () => Boolean(state.paper?.code.some((card) => card.status !== "rejected"));
const allRead = () => everySelected((row) => row.read_state === "read");
const allStarred = () => everySelected((row) => row.starred);

/** Looks at the first thousand only: of "select all", the words of a menu are not worth reading every row. @param {(row: PaperRow) => boolean} holds */
function everySelected(holds) {
  let looked = 0;
  for (const id of state.selection.ids) {
    const row = rowOf(id);
    if (!row || !holds(row)) return false;
    if (++looked === 1000) break;
  }
  return true;
}

/** @param {string} field @param {unknown} value @returns {(ask: Ask) => void} */
const edit = (field, value) => (ask) => ask("edit-papers", { ids: selectedIds(), edit: { field, value } });

/** @param {string} view @param {string} title @param {string} icon @param {number} digit @returns {Action} */
const goTo = (view, title, icon, digit) => ({
  id: `go-${view}`, title: `Go to ${title}`, group: "Getting around", icon, keys: [`Mod+${digit}`], whileTyping: true,
  run: (ask) => ask("select-view", { view: { view } }),
});

/** @param {string} theme @param {string} icon @returns {Action} */
const useTheme = (theme, icon) => ({
  id: `theme-${theme}`, title: `Theme: ${theme === "system" ? "as the system" : theme}`, group: "Window", icon,
  when: () => (state.settings.theme ?? "system") !== theme,
  run: (ask) => ask("set-setting", { key: "theme", value: theme }),
});

/** @param {number} by @returns {(ask: Ask) => void} */
const resizeText = (by) => (ask) =>
  ask("set-setting", { key: "textSize", value: by ? validTextSize(validTextSize(state.settings.textSize) + by) : TEXT_SIZES.least });

/** @type {Action[]} Everything a reader can do; the keyboard, the palette, menus and the help read this table. */
export const actions = [
  { id: "palette", title: "Find an action", group: "Getting around", icon: "command", keys: ["Mod+K"], whileTyping: true, hidden: true, run: (ask) => ask("palette") },
  { id: "search", title: "Search", group: "Getting around", icon: "search", keys: ["/", "Mod+F"], run: (ask) => ask("focus-search") },
  { id: "next", title: "Next paper", group: "Getting around", keys: ["J", "ArrowDown"], hidden: true, run: () => moveBy(1) },
  { id: "previous", title: "Previous paper", group: "Getting around", keys: ["K", "ArrowUp"], hidden: true, run: () => moveBy(-1) },
  { id: "open", title: "Open the paper", group: "Getting around", icon: "book-open", keys: ["Enter"], hidden: true, when: hasSelection, run: (ask) => ask("open-paper") },
  { id: "back", title: "Back to the list", group: "Getting around", keys: ["Escape"], hidden: true, when: () => state.paperOpen || state.sidebarOpen, run: (ask) => ask("back") },
  goTo("inbox", "Inbox", "inbox", 1),
  goTo("all", "All papers", "library", 2),
  goTo("reading", "Reading", "book-open", 3),
  goTo("starred", "Starred", "star", 4),
  goTo("attention", "Needs attention", "triangle-alert", 5),
  goTo("trash", "Trash", "trash-2", 6),
  { ...goTo("duplicates", "Duplicates", "copy", 7), when: () => (state.overview?.counts.all ?? 0) > 1 },

  { id: "star", help: "Star, or remove the star", title: () => (allStarred() ? "Remove the star" : "Star"), group: "Papers", icon: "star", keys: ["S"], when: hasLive, run: (ask) => edit("starred", !allStarred())(ask) },
  { id: "read", help: "Mark as read, or as unread", title: () => (allRead() ? "Mark as unread" : "Mark as read"), group: "Papers", icon: "mail-open", keys: ["E"], when: hasLive, run: (ask) => edit("read-state", allRead() ? "unread" : "read")(ask) },
  { id: "reading", title: "Mark as being read", group: "Papers", icon: "book-open", keys: ["R"], when: hasLive, run: edit("read-state", "reading") },
  { id: "note", title: "Write a note", group: "Papers", icon: "notebook-pen", keys: ["N"], when: () => state.paper !== null && !isTrash(), run: (ask) => ask("new-note") },
  { id: "tag", title: "Tag…", group: "Papers", icon: "tag", keys: ["T"], when: hasLive, run: (ask) => ask(state.paper ? "focus-tags" : "palette", { mode: "tag" }) },
  { id: "file", title: "File in a collection…", group: "Papers", icon: "folder-plus", keys: ["F"], when: hasLive, run: (ask) => ask("palette", { mode: "collection" }) },
  {
    id: "unfile", title: "Take out of this collection", group: "Papers", icon: "folder-x", when: () => hasLive() && state.query.view.view === "collection",
    run: (ask) => state.query.view.view === "collection" && ask("unfile-papers", { collectionId: state.query.view.id, ids: selectedIds() }),
  },
  { id: "select-all", title: "Select all papers of the list", group: "Papers", icon: "list-checks", keys: ["Mod+A"], when: () => state.ids.length > 0, run: selectAll },
  { id: "bulk", title: "Change many at once…", group: "Papers", icon: "square-pen", when: hasLive, run: (ask) => ask("open-sheet", { sheet: "bulk", data: { ids: selectedIds() } }) },
  { id: "complete", title: () => (state.selection.ids.size > 1 ? "Look these papers up…" : "Look this paper up…"), help: "Look papers up by their identifiers, and fill what is empty", group: "Papers", icon: "globe", keys: ["L"], when: hasLive, run: (ask) => ask("open-sheet", { sheet: "import", data: { source: { from: "papers", ids: selectedIds(), refresh: false } } }) },
  { id: "refresh", title: () => (state.selection.ids.size > 1 ? "Refresh these papers…" : "Refresh this paper…"), help: "Look papers up, and choose among values that differ", group: "Papers", icon: "refresh-cw", keys: ["Shift+L"], when: hasLive, run: (ask) => ask("open-sheet", { sheet: "import", data: { source: { from: "papers", ids: selectedIds(), refresh: true } } }) },
  { id: "cite", title: "Cite…", group: "Papers", icon: "quote", keys: ["C"], when: hasLive, run: (ask) => ask("open-sheet", { sheet: "cite", data: { ids: selectedIds() } }) },
  { id: "copy-citation", title: "Copy the citation", help: "Copy the citation, as last chosen", group: "Papers", icon: "copy", keys: ["Shift+C"], when: hasLive, run: (ask) => ask("copy-citation", { ids: selectedIds() }) },
  { id: "copy-bibtex", title: "Copy as BibTeX", group: "Papers", icon: "copy", keys: ["Mod+Shift+C"], when: hasLive, run: (ask) => ask("copy-references", { ids: selectedIds(), format: "bibtex" }) },
  {
    id: "export", title: () => (state.selection.ids.size > 1 ? "Export these papers…" : "Export the papers of this list…"), help: "Export papers as BibTeX, RIS, CSL-JSON, Markdown or CSV", group: "Papers", icon: "download", keys: ["Mod+Shift+E"],
    when: () => state.ids.length > 0 && !isTrash(), run: (ask) => (state.selection.ids.size > 1 || state.query.search ? ask("export-papers", { ids: state.selection.ids.size > 1 ? selectedIds() : [...state.ids] }) : ask("export-view", { view: state.query.view })),
  },
  { id: "export-selected", title: () => (state.selection.ids.size > 1 ? "Export these papers…" : "Export this paper…"), group: "Papers", icon: "download", hidden: true, when: hasLive, run: (ask) => ask("export-papers", { ids: selectedIds() }) },
  { id: "export-notes", title: () => (state.selection.ids.size > 1 ? "Export the notes of these papers…" : "Export the notes of this paper…"), help: "Export notes and highlights as Markdown", group: "Papers", icon: "notebook-pen", when: hasLive, run: (ask) => ask("export-notes", { ids: selectedIds() }) },
  { id: "trash", title: "Move to the trash", group: "Papers", icon: "trash-2", keys: ["Delete", "Backspace"], when: hasLive, run: (ask) => ask("trash-papers", { ids: selectedIds() }) },
  { id: "merge", title: "Merge the papers shown side by side", group: "Papers", icon: "copy-check", keys: ["M"], when: () => hasLive() && state.query.view.view === "duplicates", run: (ask) => ask("merge-shown") },
  { id: "restore", title: "Restore from the trash", group: "Papers", icon: "archive-restore", when: () => hasSelection() && isTrash(), run: (ask) => ask("restore-papers", { ids: selectedIds() }) },

  { id: "open-code", title: "Open the code", group: "Code", icon: "code-xml", keys: ["O"], when: hasCode, run: (ask) => ask("open-code") },
  { id: "check-papers", title: () => (state.selection.ids.size > 1 ? "Check the code of these papers" : "Check the code of this paper"), group: "Code", icon: "refresh-cw", when: () => hasLive() && !isChecking(), run: (ask) => ask("check", { scope: { scope: "papers", ids: selectedIds() } }) },
  { id: "check-due", title: "Check code that is due", group: "Code", icon: "shield-check", when: () => !isChecking() && (state.overview?.repositories_due ?? 0) > 0, run: (ask) => ask("check", { scope: { scope: "due" } }) },
  { id: "check-all", title: "Check all code", group: "Code", icon: "shield-check", keys: ["Mod+Shift+K"], when: () => !isChecking() && (state.overview?.repositories ?? 0) > 0, run: (ask) => ask("check", { scope: { scope: "all" } }) },
  { id: "dismiss", help: "Dismiss what changed about the code", title: "Dismiss what changed about the code", group: "Code", icon: "check", keys: ["D"], when: () => hasLive() && state.query.view.view === "attention", run: (ask) => ask("dismiss-notices", { ids: selectedIds() }) },
  { id: "cancel-check", title: "Stop checking", group: "Code", icon: "circle-stop", when: isChecking, run: (ask) => ask("cancel-check") },
  { id: "token", title: "GitHub token…", group: "Code", icon: "key-round", run: (ask) => ask("open-sheet", { sheet: "token" }) },

  { id: "import", title: "Add papers…", group: "Library", icon: "plus", keys: ["Mod+O"], whileTyping: true, run: (ask) => ask("open-sheet", { sheet: "import" }) },
  { id: "add-by-hand", title: "Add one paper by hand…", group: "Library", icon: "file-plus", keys: ["Mod+N"], whileTyping: true, run: (ask) => ask("open-sheet", { sheet: "paper" }) },
  { id: "new-collection", title: "New collection", group: "Library", icon: "folder-plus", keys: ["Mod+Shift+N"], run: (ask) => ask("begin-collection", { parentId: null }) },
  { id: "save-search", title: "Save this search…", group: "Library", icon: "bookmark", keys: ["Mod+Shift+S"], whileTyping: true, when: () => state.query.search !== "" && !isTrash() && state.query.view.view !== "duplicates", run: (ask) => ask("begin-saved-search") },
  { id: "undo", help: "Undo", title: () => (state.overview?.undo ? `Undo: ${state.overview.undo.name}` : "Undo"), group: "Library", icon: "undo-2", keys: ["Mod+Z"], run: (ask) => ask("undo") },
  { id: "redo", help: "Redo", title: () => (state.overview?.redo ? `Redo: ${state.overview.redo.name}` : "Redo"), group: "Library", icon: "redo-2", keys: ["Mod+Shift+Z", "Mod+Y"], run: (ask) => ask("redo") },
  { id: "history", title: "History…", group: "Library", icon: "history", run: (ask) => ask("open-sheet", { sheet: "history" }) },
  { id: "paper-history", title: "History of this paper…", group: "Papers", icon: "history", when: () => state.paper !== null && state.selection.ids.size === 1, run: (ask) => state.paper && ask("open-sheet", { sheet: "history", data: { paper: { id: state.paper.paper.id, title: state.paper.paper.title } } }) },
  { id: "kept", title: "Kept in step: .bib files, notes…", help: "Keep a .bib or a vault of notes in step", group: "Library", icon: "refresh-cw", run: (ask) => ask("open-sheet", { sheet: "kept" }) },
  { id: "snapshots", title: "Snapshots…", group: "Library", icon: "archive-restore", run: (ask) => ask("open-sheet", { sheet: "snapshots" }) },
  { id: "empty-trash", title: "Empty the trash…", group: "Library", icon: "trash-2", when: () => (state.overview?.counts.trash ?? 0) > 0, run: (ask) => ask("empty-trash") },

  { id: "sidebar", title: "Show or hide the sidebar", group: "Window", icon: "panel-left", keys: ["Mod+B"], run: (ask) => ask("toggle-sidebar") },
  { id: "settings", title: "Settings…", group: "Window", icon: "settings", keys: ["Mod+,"], whileTyping: true, run: (ask) => ask("open-sheet", { sheet: "settings" }) },
  { id: "help", title: "Keyboard shortcuts", group: "Window", icon: "keyboard", keys: ["?"], run: (ask) => ask("open-sheet", { sheet: "help" }) },
  useTheme("system", "monitor"),
  useTheme("light", "sun"),
  useTheme("dark", "moon"),
  { id: "text-larger", title: "Larger text", group: "Window", icon: "type", keys: ["Mod++", "Mod+="], whileTyping: true, run: resizeText(TEXT_SIZES.step) },
  { id: "text-smaller", title: "Smaller text", group: "Window", icon: "type", keys: ["Mod+-"], whileTyping: true, run: resizeText(-TEXT_SIZES.step) },
  { id: "text-normal", title: "Normal text size", group: "Window", icon: "type", keys: ["Mod+0"], whileTyping: true, run: resizeText(0) },
];

/** @param {Action} action */
export const titleOf = (action) => (typeof action.title === "function" ? action.title() : action.title);

/** @param {Action} action */
export const isPossible = (action) => action.when?.() ?? true;

/** @param {string} id @returns {Action} */
export function actionOf(id) {
  const action = actions.find((each) => each.id === id);
  if (!action) throw new Error(`there is no action ${id}`);
  return action;
}
