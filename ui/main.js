/**
 * Puts the window together: state from the core into the elements, requests of the elements to the handlers,
 * events of the core into the state.
 */
import * as api from "./api.js";
import { actions, isPossible, titleOf } from "./actions.js";
import { filesSource, listenForPaste } from "./clipboard.js";
import { hearSheets, makeHandlers } from "./handlers.js";
import { isPressed, isTyping, keysInWords } from "./keys.js";
import { followLayout } from "./layout.js";
import { on, set, state } from "./state.js";
import { checkProgressed, libraryChanged, readIds, readOverview, readPaper } from "./sync.js";
import { followLook } from "./theme.js";
import "./elements/app-sidebar.js";
import "./elements/check-status.js";
import "./elements/clone-sheet.js";
import "./elements/command-palette.js";
import "./elements/confirm-sheet.js";
import "./elements/context-menu.js";
import "./elements/drop-overlay.js";
import "./elements/first-run.js";
import "./elements/help-sheet.js";
import "./elements/history-sheet.js";
import "./elements/snapshot-sheet.js";
import "./elements/bulk-sheet.js";
import "./elements/cite-sheet.js";
import "./elements/export-sheet.js";
import "./elements/duplicates-pane.js";
import "./elements/import-sheet.js";
import "./elements/kept-sheet.js";
import "./elements/list-header.js";
import "./elements/lookup-status.js";
import "./elements/paper-form.js";
import "./elements/paper-list.js";
import "./elements/paper-pane.js";
import "./elements/search-box.js";
import "./elements/selection-pane.js";
import "./elements/settings-sheet.js";
import "./elements/split-pane.js";
import "./elements/toast-host.js";
import "./elements/token-sheet.js";

/**
 * @import { AppSidebar } from "./elements/app-sidebar.js"
 * @import { CommandPalette } from "./elements/command-palette.js"
 * @import { ContextMenu } from "./elements/context-menu.js"
 * @import { PaperList } from "./elements/paper-list.js"
 * @import { SearchBox } from "./elements/search-box.js"
 * @import { ToastHost } from "./elements/toast-host.js"
 * @import { Collection, PaperView } from "./types/index.d.ts"
 * @import { ApiError } from "./api.js"
 *
 * @typedef {HTMLElement & {view: PaperView | null, collections: Collection[], allTags: string[],
 *   newNote?(): void, focusTags?(): void, flush?(): Promise<void>}} PaperPane
 * @typedef {"import" | "paper" | "settings" | "token" | "clone" | "help" | "confirm" | "export"} SheetName
 *
 * @typedef {object} AppWindow
 * @property {AppSidebar} sidebar
 * @property {PaperList} list
 * @property {SearchBox} search
 * @property {CommandPalette} palette
 * @property {ContextMenu} menu
 * @property {ToastHost} toasts
 * @property {PaperPane} paperPane
 * @property {(name: string, args?: Record<string, unknown>) => void} ask
 * @property {(sheet: SheetName, data?: any) => any} openSheet
 * @property {() => void} focusPaper
 * @property {() => void} mergeShown makes one of the duplicates that are side by side
 * @property {() => void} toggleSidebar
 */

/** @param {string} selector @returns {any} */
function $(selector) {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`index.html has no ${selector}`);
  return element;
}

const SHEETS = {
  import: $("import-sheet"), paper: $("paper-form"), settings: $("settings-sheet"), token: $("token-sheet"),
  clone: $("clone-sheet"), help: $("help-sheet"), confirm: $("confirm-sheet"),
  history: $("history-sheet"), snapshots: $("snapshot-sheet"), bulk: $("bulk-sheet"), cite: $("cite-sheet"), export: $("export-sheet"), kept: $("kept-sheet"),
};

const signal = new AbortController().signal;
const slots = { app: $("#app"), paper: $("#paper"), first: $("#first"), selection: $("selection-pane"), duplicates: $("duplicates-pane") };

/** @type {AppWindow} */
const app = {
  sidebar: $("app-sidebar"),
  list: $("paper-list"),
  search: $("search-box"),
  palette: $("command-palette"),
  menu: $("context-menu"),
  toasts: $("toast-host"),
  paperPane: $("paper-pane"),
  ask: (name, args = {}) => document.body.dispatchEvent(new CustomEvent("action", { bubbles: true, detail: { ...args, name } })),
  openSheet: (sheet, data) => SHEETS[sheet].open(sheet === "help" ? shortcuts() : data),
  focusPaper: () => (app.paperPane.hidden ? slots.paper : app.paperPane).focus({ preventScroll: true }),
  mergeShown: () => slots.duplicates.merge(),
  toggleSidebar: followLayout(slots.app, signal),
};

const handlers = makeHandlers(app);

document.addEventListener("action", (event) => {
  const { detail } = /** @type {CustomEvent<Record<string, any>>} */ (event);
  const work = run(detail);
  // The asker shows what went wrong itself; otherwise a toast does.
  if (detail.reply) detail.reply(work);
  else work.catch((/** @type {ApiError} */ error) => app.toasts.show({ text: error.message, kind: "error" }));
}, { signal });

/** @param {Record<string, any>} detail */
async function run(detail) {
  const handler = handlers[detail.name];
  if (!handler) throw { code: "internal", message: `The window knows no action “${detail.name}”.` };
  return handler(detail);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const typing = isTyping(event.target);
  for (const action of actions) {
    if (typing && !action.whileTyping) continue;
    if (!action.keys?.some((keys) => isPressed(event, keys)) || !isPossible(action)) continue;
    if (isOwnKey(event)) return;
    event.preventDefault();
    action.run(app.ask);
    return;
  }
  // With the focus nowhere, Home, End and the page keys are the list's, as the arrows are.
  if (document.activeElement === document.body) app.list.onKey(event);
}, { signal });

// The web view's own menu offers to reload the page; only where text is edited or selected does it help.
document.addEventListener("contextmenu", (event) => {
  if (!isTyping(event.target) && getSelection()?.isCollapsed !== false) event.preventDefault();
}, { signal });

/**
 * Whether a key means something to the control that has the focus: Enter presses a button, and Del on a collection
 * must not throw away papers.
 *
 * @param {KeyboardEvent} event
 */
function isOwnKey(event) {
  const at = document.activeElement;
  if (!at || at === document.body || at.closest("paper-list")) return false;
  if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") return true;
  return (event.key === "Delete" || event.key === "Backspace") && !at.closest("#paper");
}

/** The table of actions as the help shows it. */
function shortcuts() {
  return actions.filter((action) => action.keys?.length).map((action) => ({
    title: action.help ?? titleOf(action),
    group: action.group,
    keys: (action.keys ?? []).slice(0, 2).map(keysInWords),
  }));
}

// State → elements that are not the shell's own.
on("paper", () => {
  // What is being typed belongs to the paper that leaves.
  if (state.paper?.paper.id !== app.paperPane.view?.paper.id) void app.paperPane.flush?.();
  app.paperPane.view = state.paper;
}, signal);
on("overview", () => {
  app.paperPane.collections = state.overview?.collections ?? [];
  app.paperPane.allTags = state.overview?.tags.map((tag) => tag.name) ?? [];
}, signal);
on("selection", () => void readPaper(), signal);
on(["overview", "ids", "selection", "query"], showWhatFits, signal);

function showWhatFits() {
  const counts = state.overview?.counts;
  const isEmpty = counts !== undefined && counts.all + counts.trash === 0 && !state.query.search;
  slots.app.classList.toggle("is-first-run", isEmpty);
  slots.first.hidden = !isEmpty;
  const several = state.selection.ids.size > 1;
  slots.selection.hidden = !several;
  const isDuplicates = state.query.view.view === "duplicates" && !several;
  slots.duplicates.hidden = !isDuplicates;
  app.paperPane.hidden = several || isDuplicates;
}

// What the reader was looking at is remembered.
on(["query", "selection"], rememberPlace, signal);
let rememberTimer = 0;
function rememberPlace() {
  clearTimeout(rememberTimer);
  rememberTimer = window.setTimeout(() => {
    const { view, sort } = state.query;
    const list = { view, sort, selected: state.selection.cursor };
    if (JSON.stringify(list) === JSON.stringify(state.settings.list)) return;
    state.settings.list = list;
    // Losing the place is not worth a message.
    api.setSetting("list", list).catch(() => {});
  }, 500);
}

followLook(signal);
hearSheets(app, signal);
listenForPaste(window, signal, (source) => app.ask("open-import", { source }));

/** @param {import("./api.js").CoreEvent} event */
async function onCoreEvent(event) {
  if (event.kind === "library-changed") await libraryChanged(event.papers);
  else if (event.kind === "check-progress") checkProgressed(event.progress);
  else if (event.kind === "trouble") app.toasts.show({ text: event.message, kind: "error" });
  else if (event.kind === "dropped-files") {
    $("drop-overlay").hide();
    const paper = document.elementFromPoint(event.x, event.y)?.closest("paper-pane");
    // Styles are styles wherever they fall. On an open paper other files are its files; anywhere else they are papers to be.
    if (event.paths.every((path) => path.toLowerCase().endsWith(".csl"))) app.ask("add-styles", { paths: event.paths });
    else if (paper && state.paper && !document.querySelector("dialog[open]")) app.ask("attach-files", { paperId: state.paper.paper.id, paths: event.paths });
    else app.ask("open-import", { source: filesSource(event.paths) ?? undefined });
  } else if (event.kind === "close-requested") await closeNow();
}

async function closeNow() {
  try {
    await app.paperPane.flush?.();
  } finally {
    await api.readyToClose();
  }
}

async function start() {
  await api.listen((event) => void onCoreEvent(event).catch(showTrouble));
  const settings = await api.settings();
  set("settings", { settings });
  const { view, sort, selected } = settings.list ?? {};
  if (view?.view && sort?.by) set("query", { query: { view, sort, search: "" } });
  if (typeof selected === "number") set("selection", { selection: { ids: new Set([selected]), cursor: selected, anchor: selected } });
  const firstRows = new Promise((resolve) => on("rows", () => requestAnimationFrame(resolve), signal));
  const [, , info, progress] = await Promise.all([readOverview(), readIds(), api.libraryInfo(), api.checkProgress()]);
  set("info", { info });
  set("progress", { progress });
  if (state.selection.cursor !== null) app.list.reveal(state.selection.cursor);
  app.list.focusList();
  document.body.classList.add("is-ready");
  void warnOfPlace(info, settings).catch(showTrouble);
  if (state.ids.length) await firstRows;
  // When the list could first be used: make bench-window reads it.
  performance.mark("usable");
}

/**
 * Where the library lies may put it at risk. Told once for each place; Settings goes on saying it.
 *
 * @param {import("./api.js").LibraryInfo} info @param {Record<string, unknown>} settings
 */
async function warnOfPlace({ path, warning }, settings) {
  if (!warning || settings.placeTold === path) return;
  app.toasts.show({ text: warning, kind: "error" });
  await api.setSetting("placeTold", path);
}

/** @param {ApiError} error */
function showTrouble(error) {
  app.toasts.show({ text: error.message ?? String(error), kind: "error" });
}

start().catch(showTrouble);
