import { actions, isPossible, titleOf } from "../actions.js";
import { selectedIds } from "../selection.js";
import { state } from "../state.js";
import { viewItems } from "./sidebar-items.js";

/**
 * What the palette offers.
 *
 * @import { Ask } from "../actions.js"
 *
 * @typedef {"all" | "collection" | "tag" | "code"} Mode everything; a collection to file in; a tag to give; code to open
 * @typedef {{title: string, group: string, icon: string, keys?: string | undefined, note?: string, run: (ask: Ask) => void}} Entry
 */

/** @type {Record<Mode, {placeholder: string, empty: string}>} */
export const MODES = {
  all: { placeholder: "Find an action, a collection or a tag", empty: "Nothing has this name." },
  collection: { placeholder: "File in which collection?", empty: "Type a name to make a collection." },
  tag: { placeholder: "Which tag?", empty: "Type a name to make a tag." },
  code: { placeholder: "Open which repository?", empty: "No repository has this name." },
};

/**
 * @param {Mode} mode
 * @param {string} typed
 * @returns {Entry[]}
 */
export function entriesOf(mode, typed) {
  if (mode === "collection") return [...filing(), ...newCollection(typed)];
  if (mode === "tag") return [...tagging(), ...newTag(typed)];
  if (mode === "code") return repositories();
  const doing = actions.filter((action) => !action.hidden && !action.id.startsWith("go-") && isPossible(action)).map((action) => ({
    title: titleOf(action), group: action.group, icon: action.icon ?? "chevron-right", keys: action.keys?.[0], run: action.run,
  }));
  return [...doing, ...places()];
}

/** @returns {Entry[]} */
function places() {
  const { overview } = state;
  if (!overview) return [];
  const views = viewItems(overview, state.query.view).map(({ title, icon, view }) => ({
    title, group: "Go to", icon, keys: actions.find((action) => action.id === `go-${view.view}`)?.keys?.[0], run: (/** @type {Ask} */ ask) => ask("select-view", { view }),
  }));
  const collections = overview.collections.map(({ id }) => ({
    title: pathOf(id), group: "Go to", icon: "folder", run: (/** @type {Ask} */ ask) => ask("select-view", { view: { view: "collection", id } }),
  }));
  const tags = overview.tags.map(({ name }) => ({
    title: name, group: "Go to", icon: "tag", run: (/** @type {Ask} */ ask) => ask("select-view", { view: { view: "tag", name } }),
  }));
  return [...views, ...collections, ...tags];
}

/** @returns {Entry[]} */
function filing() {
  const ids = selectedIds();
  const own = state.paper?.collections ?? [];
  return (state.overview?.collections ?? []).map(({ id }) => ({
    title: pathOf(id), group: "Collections", icon: "folder", note: own.includes(id) ? "filed here; take it out" : "",
    run: (ask) => ask(own.includes(id) ? "unfile-papers" : "file-papers", { collectionId: id, ids }),
  }));
}

/** @param {string} typed @returns {Entry[]} */
function newCollection(typed) {
  const title = typed.trim();
  if (!title || state.overview?.collections.some(({ name }) => name.toLowerCase() === title.toLowerCase())) return [];
  const ids = selectedIds();
  return [{
    title: `New collection “${title}”`, group: "", icon: "folder-plus",
    run: (ask) => ask("create-collection", {
      title, parentId: null,
      reply: (/** @type {Promise<number>} */ made) =>
        void made.then(
          (collectionId) => ask("file-papers", { collectionId, ids }),
          (error) => ask("toast", { text: error.message, kind: "error" }),
        ),
    }),
  }];
}

/** @returns {Entry[]} */
function tagging() {
  const ids = selectedIds();
  const own = state.paper?.tags ?? [];
  return (state.overview?.tags ?? []).map(({ name, papers }) => ({
    title: name, group: "Tags", icon: "tag", note: own.includes(name) ? "has it; take it off" : `${papers}`,
    run: (ask) => ask("tag-papers", own.includes(name) ? { ids, add: [], remove: [name] } : { ids, add: [name], remove: [] }),
  }));
}

/** @param {string} typed @returns {Entry[]} */
function newTag(typed) {
  const name = typed.trim();
  if (!name || state.overview?.tags.some((tag) => tag.name.toLowerCase() === name.toLowerCase())) return [];
  const ids = selectedIds();
  return [{ title: `New tag “${name}”`, group: "", icon: "plus", run: (ask) => ask("tag-papers", { ids, add: [name], remove: [] }) }];
}

/** @returns {Entry[]} */
function repositories() {
  const cards = (state.paper?.code ?? []).filter((card) => card.status !== "rejected");
  return cards.map((card) => ({
    title: `${card.repository.owner}/${card.repository.name}`, group: "Code", icon: "code-xml", note: card.verdict.headline,
    run: (ask) => ask("open-repository", { mentionId: card.mention_id }),
  }));
}

/** "Thesis / Chapter 3". @param {number} id */
function pathOf(id) {
  const all = state.overview?.collections ?? [];
  const names = [];
  for (let at = all.find((each) => each.id === id); at; at = all.find((each) => each.id === at?.parent_id)) names.unshift(at.name);
  return names.join(" / ");
}
