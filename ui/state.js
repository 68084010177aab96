/**
 * What the window knows, in one place, and a bus that says when it changed. Elements read `state` and listen;
 * only sync.js, selection.js and handlers.js call `set`.
 *
 * @import { CheckProgress, ListQuery, Overview, PaperView } from "./types/index.d.ts"
 * @import { LibraryInfo, Settings } from "./api.js"
 *
 * @typedef {{ids: Set<number>, cursor: number | null, anchor: number | null}} Selection
 *   `cursor` is where the keyboard stands; `anchor` is where a Shift selection began
 * @typedef {"wide" | "folded" | "single"} Layout three panes; the sidebar as an overlay; list or paper
 *
 * @typedef {object} State
 * @property {ListQuery} query
 * @property {Float64Array} ids what `query` found, in order
 * @property {boolean} listing whether `ids` still answers an older query
 * @property {string} listError why the list could not be read, in words; empty when it could
 * @property {Selection} selection
 * @property {Overview | null} overview null until first read
 * @property {PaperView | null} paper
 * @property {Settings} settings
 * @property {CheckProgress | null} progress of the check that runs or ended last
 * @property {LibraryInfo | null} info
 * @property {Layout} layout
 * @property {boolean} sidebarOpen in narrow windows: the overlay
 * @property {boolean} paperOpen in single layout: the paper is shown, not the list
 *
 * @typedef {"query" | "ids" | "rows" | "selection" | "overview" | "paper" | "settings" | "progress" | "info" | "layout"} Topic
 */

const bus = new EventTarget();

/** @type {State} */
export const state = {
  query: { view: { view: "all" }, sort: { by: "added", descending: true }, search: "" },
  ids: new Float64Array(),
  listing: false,
  listError: "",
  selection: { ids: new Set(), cursor: null, anchor: null },
  overview: null,
  paper: null,
  settings: {},
  progress: null,
  info: null,
  layout: "wide",
  sidebarOpen: false,
  paperOpen: false,
};

/**
 * Changes the state and says so.
 *
 * @param {Topic} topic
 * @param {Partial<State>} [patch]
 */
export function set(topic, patch = {}) {
  Object.assign(state, patch);
  bus.dispatchEvent(new Event(topic));
}

/**
 * Listens until `signal` aborts.
 *
 * @param {Topic | Topic[]} topics
 * @param {() => void} listener
 * @param {AbortSignal} [signal]
 */
export function on(topics, listener, signal) {
  for (const topic of [topics].flat()) bus.addEventListener(topic, listener, { signal });
}
