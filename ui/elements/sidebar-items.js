import { h, icon } from "../dom.js";

/**
 * What the sidebar lists, as plain data and as rows.
 *
 * @import { Collection, ListView, LiveFile, Overview, SavedSearch, ViewCounts } from "../types/index.d.ts"
 *
 * @typedef {object} Item
 * @property {string} key tells rows apart when the sidebar is drawn again: "collection:12"
 * @property {ListView} view
 * @property {string} title
 * @property {string} icon
 * @property {number} count
 * @property {number} level from 1
 * @property {boolean | null} open whether its children show; null when it has none
 * @property {Collection} [collection]
 * @property {SavedSearch} [search]
 * @property {string} [hint] what it is, for those who point at it
 * @property {LiveFile[]} [live] files kept in step with it
 */

/** @type {{view: keyof ViewCounts, title: string, icon: string}[]} */
const VIEWS = [
  { view: "inbox", title: "Inbox", icon: "inbox" },
  { view: "all", title: "All papers", icon: "library" },
  { view: "reading", title: "Reading", icon: "book-open" },
  { view: "starred", title: "Starred", icon: "star" },
  { view: "attention", title: "Needs attention", icon: "triangle-alert" },
  { view: "duplicates", title: "Duplicates", icon: "copy" },
  { view: "trash", title: "Trash", icon: "trash-2" },
];

/** @param {ListView} view */
export const keyOf = (view) => ("id" in view ? `${view.view}:${view.id}` : view.view === "tag" ? `tag:${view.name}` : view.view);

/** @param {ListView} view @param {Overview | null} overview */
export function viewTitle(view, overview) {
  if (view.view === "tag") return view.name;
  if (view.view === "search") return overview?.saved_searches.find(({ id }) => id === view.id)?.name ?? "Saved search";
  if (view.view === "collection") return overview?.collections.find(({ id }) => id === view.id)?.name ?? "Collection";
  return VIEWS.find((each) => each.view === view.view)?.title ?? "";
}

/** What a search looks through: a name stays as it was given. @param {ListView} view @param {Overview | null} overview */
export function placeOf(view, overview) {
  const title = viewTitle(view, overview);
  return VIEWS.some((each) => each.view === view.view) ? title.toLowerCase() : title || "papers";
}

/** Duplicates are no place to go while there are none. @param {Overview} overview @param {ListView} shown @returns {Item[]} */
export function viewItems({ counts }, shown) {
  const views = VIEWS.filter(({ view }) => view !== "duplicates" || counts.duplicates > 0 || shown.view === view);
  return views.map(({ view, ...rest }) => ({ ...rest, key: view, view: { view }, count: counts[view], level: 1, open: null }));
}

/**
 * The collections that show: those in closed ones do not.
 *
 * @param {Overview} overview
 * @param {Set<number>} closed
 * @returns {Item[]}
 */
export function collectionItems({ collections }, closed) {
  const parents = new Set(collections.map((each) => each.parent_id));
  /** @type {Map<number | null, {level: number, shown: boolean}>} */
  const places = new Map([[null, { level: 0, shown: true }]]);
  /** @type {Item[]} */
  const items = [];
  for (const collection of collections) {
    const parent = places.get(collection.parent_id) ?? { level: 0, shown: true };
    const hasChildren = parents.has(collection.id);
    const open = !closed.has(collection.id);
    const level = parent.level + 1;
    places.set(collection.id, { level, shown: parent.shown && open });
    if (!parent.shown) continue;
    items.push({
      key: `collection:${collection.id}`, view: { view: "collection", id: collection.id }, title: collection.name,
      icon: "folder", count: collection.papers, level, open: hasChildren ? open : null, collection,
    });
  }
  return items;
}

/** @param {Overview} overview @returns {Item[]} */
export function searchItems(overview) {
  return overview.saved_searches.map((search) => ({
    key: `search:${search.id}`, view: { view: "search", id: search.id }, title: search.name, icon: "bookmark", count: search.papers,
    level: 1, open: null, search, hint: `${viewTitle(search.view, overview)}: ${search.search}`,
  }));
}

/** @param {Overview} overview @returns {Item[]} */
export function tagItems({ tags }) {
  return tags.map(({ name, papers }) => ({
    key: `tag:${name}`, view: { view: "tag", name }, title: name, icon: "tag", count: papers, level: 1, open: null,
  }));
}

/** Tells the items which files are kept in step with them. @param {Item[]} items @param {Overview} overview */
export function withLive(items, { live_files }) {
  for (const file of live_files) {
    const item = items.find((each) => each.key === keyOf(file.view));
    if (item) (item.live ??= []).push(file);
  }
  return items;
}

/** @param {LiveFile} file */
export const needsReader = ({ state }) => state === "changed-outside" || state === "trouble";

/**
 * That a .bib is kept in step, and whether all is well with it. A mark for the eye and the pointer; the sheet it opens
 * has a way of its own by the keyboard.
 *
 * @param {LiveFile[]} live
 */
function liveMark(live) {
  const bad = live.find(needsReader);
  const words = bad ? bad.trouble : `Kept in step: ${live.map(({ path }) => path).join(", ")}`;
  return h("span", { class: `side-live${bad ? " is-bad" : ""}`, title: words }, icon(bad ? "triangle-alert" : "refresh-cw"));
}

/** @param {Item} item */
function labelOf(item) {
  const bad = item.live?.find(needsReader);
  const live = item.live && (bad ? bad.trouble : "kept in step with a .bib");
  return [item.title, item.count || "", live].filter(Boolean).join(", ");
}

/**
 * @param {Item} item
 * @param {{selected: boolean, place: number, of: number}} at
 */
export function rowOfItem(item, { selected, place, of }) {
  const row = h(
    "div",
    {
      class: "side-item", role: "treeitem", tabindex: "-1", "data-key": item.key, "aria-level": item.level, "aria-posinset": place,
      "aria-setsize": of, "aria-selected": String(selected), "aria-expanded": item.open === null ? null : String(item.open),
      "aria-label": labelOf(item), title: item.hint ?? null,
    },
    item.collection && h("span", { class: "side-disclosure" }, item.open !== null && icon("chevron-right")),
    icon(item.icon),
    h("span", { class: "side-title" }, item.title),
    item.live && liveMark(item.live),
    h("span", { class: "side-count" }, item.count ? item.count.toLocaleString("en") : ""),
  );
  // One custom property a level: the indent itself is the stylesheet's.
  if (item.level > 1) row.style.setProperty("--level", String(item.level - 1));
  return row;
}
