import { actionOf, isPossible, titleOf } from "../actions.js";
import { act, h, icon } from "../dom.js";
import { offerDrags } from "../drag.js";
import { keysInWords } from "../keys.js";
import { on, state } from "../state.js";
import { takeDrops } from "./sidebar-drop.js";
import { collectionItems, keyOf, needsReader, rowOfItem, searchItems, tagItems, viewItems, withLive } from "./sidebar-items.js";

/**
 * @import { Item } from "./sidebar-items.js"
 * @import { MenuItem } from "./context-menu.js"
 */

/** Thousands of tags are no list to look through; the rest are found with the palette or `tag:`. */
const MOST_TAGS = 200;

/** The views, collections and tags with their counts. */
export class AppSidebar extends HTMLElement {
  #views = h("div", { class: "side-tree", role: "tree", "aria-label": "Library" });
  #collections = h("div", { class: "side-tree", role: "tree", "aria-label": "Collections" });
  #tags = h("div", { class: "side-tree", role: "tree", "aria-label": "Tags" });
  #searches = h("div", { class: "side-tree", role: "tree", "aria-label": "Saved searches" });
  #searchSection = h("section", { class: "side-section" }, h("div", { class: "side-heading" }, h("h2", {}, "Saved searches")), this.#searches);
  #noCollections = h("p", { class: "side-empty" }, "Group papers by project or question.");
  #tagSection = h("section", { class: "side-section" }, h("div", { class: "side-heading" }, h("h2", {}, "Tags")), this.#tags);
  #scroll = h("div", { class: "side-scroll" });
  /** @type {Item[]} */
  #items = [];
  #focusKey = "all";
  /** A name is being typed: drawing the rows again would take the field away. */
  #isNaming = false;

  connectedCallback() {
    const add = h("button", { class: "icon-button small", type: "button", title: `New collection (${keysInWords("Mod+Shift+N")})`, "aria-label": "New collection" }, icon("plus"));
    add.addEventListener("click", () => this.beginCollection(null));
    const collections = h("section", { class: "side-section" }, h("div", { class: "side-heading" }, h("h2", {}, "Collections"), add), this.#collections, this.#noCollections);
    this.#scroll.append(this.#views, collections, this.#searchSection, this.#tagSection);
    // What the stand-in says of real repositories is made up, and must not be taken for the truth.
    const demo = h("p", { class: "side-demo", hidden: true }, "A demonstration: nothing leaves this machine, and what is said of code is made up.");
    on("info", () => (demo.hidden = !state.info?.demo));
    this.replaceChildren(this.#scroll, demo, this.#alert(), this.#foot());
    this.addEventListener("click", (event) => this.#onClick(event));
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("contextmenu", (event) => this.#onMenu(event));
    this.addEventListener("focusin", (event) => this.#onFocus(event));
    const signal = new AbortController().signal;
    takeDrops(this, (key) => this.#items.find((item) => item.key === key));
    offerDrags(this, (event) => {
      const item = this.#itemAt(event.target);
      return item?.collection && !this.#isNaming ? { item: { kind: "collection", id: item.collection.id }, words: item.title } : null;
    }, signal);
    on(["overview", "query", "settings"], () => this.#draw());
  }

  /** Lets the reader type the name of a new collection. @param {number | null} parentId */
  beginCollection(parentId) {
    if (state.layout !== "wide" && !state.sidebarOpen) act(this, "toggle-sidebar");
    if (parentId !== null) this.#setClosed(parentId, false);
    const parent = this.querySelector(`[data-key="collection:${parentId}"]`);
    const level = Number(parent?.getAttribute("aria-level") ?? 0);
    const row = h("div", { class: "side-item is-naming" }, h("span", { class: "side-disclosure" }), icon("folder"));
    if (level) row.style.setProperty("--level", String(level));
    if (parent) parent.after(row);
    else this.#collections.append(row);
    this.#noCollections.hidden = true;
    this.#name(row, "", "Name of the collection", (title) => this.#ask("create-collection", { title, parentId }));
  }

  /** Lets the reader name the search that shows, and keeps it. */
  beginSavedSearch() {
    const { view, search } = state.query;
    if (!search || view.view === "trash") return;
    if (state.layout !== "wide" && !state.sidebarOpen) act(this, "toggle-sidebar");
    const row = h("div", { class: "side-item is-naming" }, icon("bookmark"));
    this.#searchSection.hidden = false;
    this.#searches.append(row);
    this.#name(row, "", "Name of the search", (title) => this.#ask("save-search", { title, view, search }));
  }

  /** Says what is wrong with a file that is kept in step, until it is settled. */
  #alert() {
    const words = h("span", {});
    const alert = h("button", { class: "side-alert", type: "button", hidden: true }, icon("triangle-alert"), words);
    alert.addEventListener("click", () => act(this, "open-sheet", { sheet: "kept" }));
    on("overview", () => {
      const bad = (state.overview?.live_files ?? []).filter(needsReader);
      alert.hidden = !bad.length;
      alert.title = (bad.length === 1 && bad[0]?.trouble) || "";
      // What to do about it is said in the sheet it leads to.
      words.textContent = bad.length > 1 ? `${bad.length} files are not in step with the library` : alert.title.replace(/\. .*$/s, ".");
    });
    return alert;
  }

  #foot() {
    const add = h("button", { class: "side-add", type: "button", title: `Add papers (${keysInWords("Mod+O")})` }, icon("plus"), h("span", {}, "Add papers"));
    add.addEventListener("click", () => act(this, "run", { action: "import" }));
    const tool = (/** @type {string} */ action, /** @type {string} */ name, /** @type {string} */ words) => {
      const keys = actionOf(action).keys?.[0];
      const button = h("button", { class: "icon-button", type: "button", title: keys ? `${words} (${keysInWords(keys)})` : words, "aria-label": words }, icon(name));
      button.addEventListener("click", () => act(this, "run", { action }));
      on(["overview", "progress"], () => (button.disabled = !isPossible(actionOf(action))));
      return button;
    };
    return h("div", { class: "side-foot" }, add, tool("check-all", "shield-check", "Check all code"), tool("settings", "settings", "Settings"));
  }

  #draw() {
    const { overview, query } = state;
    if (!overview || this.#isNaming) return;
    const selected = keyOf(query.view);
    const hadFocus = this.contains(document.activeElement) && document.activeElement?.classList.contains("side-item");
    const tags = tagItems(overview);
    const groups = /** @type {const} */ ([
      [this.#views, viewItems(overview, state.query.view)],
      [this.#collections, collectionItems(overview, new Set(state.settings.sidebar?.closed ?? []))],
      [this.#searches, searchItems(overview)],
      [this.#tags, tags.slice(0, MOST_TAGS)],
    ]);
    this.#items = withLive(groups.flatMap(([, items]) => items), overview);
    for (const [tree, items] of groups) {
      tree.replaceChildren(...items.map((item, index) => rowOfItem(item, { selected: item.key === selected, place: index + 1, of: items.length })));
    }
    this.#noCollections.hidden = overview.collections.length > 0;
    this.#searchSection.hidden = overview.saved_searches.length === 0;
    this.#tagSection.hidden = tags.length === 0;
    if (!this.#items.some((item) => item.key === this.#focusKey)) this.#focusKey = selected;
    if (!hadFocus) this.#focusKey = selected;
    const row = this.#rowOf(this.#focusKey) ?? this.querySelector(".side-item");
    row?.setAttribute("tabindex", "0");
    if (hadFocus) /** @type {HTMLElement | null} */ (row)?.focus({ preventScroll: true });
  }

  /** @param {string} key @returns {HTMLElement | null} */
  #rowOf(key) {
    return this.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  /** @param {EventTarget | null} target */
  #itemAt(target) {
    const key = target instanceof Element ? target.closest(".side-item")?.getAttribute("data-key") : null;
    return this.#items.find((item) => item.key === key);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const item = this.#itemAt(event.target);
    if (!item || this.#isNaming) return;
    const { target } = event;
    if (target instanceof Element && target.closest(".side-live")) return act(this, "open-sheet", { sheet: "kept" });
    if (item.collection && item.open !== null && target instanceof Element && target.closest(".side-disclosure")) {
      this.#setClosed(item.collection.id, item.open);
    } else this.#select(item);
  }

  /** @param {FocusEvent} event */
  #onFocus(event) {
    const item = this.#itemAt(event.target);
    if (!item) return;
    this.#rowOf(this.#focusKey)?.setAttribute("tabindex", "-1");
    this.#focusKey = item.key;
    this.#rowOf(item.key)?.setAttribute("tabindex", "0");
  }

  /** @param {Item} item */
  #select(item) {
    this.#focusKey = item.key;
    act(this, "select-view", { view: item.view });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const item = this.#itemAt(event.target);
    if (!item || this.#isNaming || event.ctrlKey || event.metaKey) return;
    const at = this.#items.indexOf(item);
    const { collection } = item;
    if (event.altKey) {
      if (!collection || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      this.#shift(collection, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#focusItem(this.#items[at + (event.key === "ArrowDown" ? 1 : -1)]);
    else if (event.key === "Home") this.#focusItem(this.#items[0]);
    else if (event.key === "End") this.#focusItem(this.#items.at(-1));
    else if (event.key === "ArrowRight" && item.open === false && collection) this.#setClosed(collection.id, false);
    else if (event.key === "ArrowRight" && item.open) this.#focusItem(this.#items[at + 1]);
    else if (event.key === "ArrowLeft" && item.open && collection) this.#setClosed(collection.id, true);
    else if (event.key === "ArrowLeft" && collection?.parent_id) this.#focusItem(this.#items.find((each) => each.collection?.id === collection.parent_id));
    else if (event.key === "Enter" || event.key === " ") this.#select(item);
    else if (event.key === "F2") this.#rename(item);
    else if ((event.key === "Delete" || event.key === "Backspace") && (collection || item.search || item.view.view === "tag")) this.#delete(item);
    else return;
    event.preventDefault();
  }

  /** @param {Item | undefined} item */
  #focusItem(item) {
    if (item) this.#rowOf(item.key)?.focus();
  }

  /** Moves a collection among its siblings. @param {import("../types/index.d.ts").Collection} collection @param {number} by */
  #shift(collection, by) {
    const siblings = (state.overview?.collections ?? []).filter((each) => each.parent_id === collection.parent_id);
    const to = siblings.findIndex((each) => each.id === collection.id) + by;
    if (to < 0 || to >= siblings.length) return;
    act(this, "move-collection", { id: collection.id, parentId: collection.parent_id, position: to });
  }

  /** @param {number} id @param {boolean} isClosed */
  #setClosed(id, isClosed) {
    const closed = new Set(state.settings.sidebar?.closed ?? []);
    if (isClosed) closed.add(id);
    else if (!closed.delete(id)) return;
    act(this, "set-setting", { key: "sidebar", value: { ...state.settings.sidebar, closed: [...closed] } });
  }

  /** @param {MouseEvent} event */
  #onMenu(event) {
    if (this.#isNaming) return;
    const item = this.#itemAt(event.target);
    event.preventDefault();
    const row = item && this.#rowOf(item.key);
    const box = row?.getBoundingClientRect();
    // The menu key gives no place of its own.
    const [x, y] = event.clientX || event.clientY || !box ? [event.clientX, event.clientY] : [box.left + 24, box.bottom];
    act(this, "menu", { items: this.#menuOf(item), x, y });
  }

  /** @param {Item | undefined} item @returns {MenuItem[]} */
  #menuOf(item) {
    const fresh = /** @type {MenuItem} */ ({ title: "New collection", icon: "folder-plus", run: () => this.beginCollection(null) });
    if (item?.collection) {
      const { id } = item.collection;
      return [
        { title: "New collection inside", icon: "folder-plus", run: () => this.beginCollection(id) },
        { title: "Rename", icon: "pencil", keys: "F2", run: () => this.#rename(item) },
        "line",
        { title: "Move up", icon: "arrow-up", keys: "Alt+ArrowUp", run: () => item.collection && this.#shift(item.collection, -1) },
        { title: "Move down", icon: "arrow-down", keys: "Alt+ArrowDown", run: () => item.collection && this.#shift(item.collection, 1) },
        "line",
        ...this.#outOf(item),
        "line",
        { title: "Delete the collection", icon: "trash-2", danger: true, run: () => this.#delete(item) },
      ];
    }
    if (item?.search) {
      return [
        { title: "Rename", icon: "pencil", keys: "F2", run: () => this.#rename(item) },
        { title: "Change what it searches for", icon: "search", run: () => this.#changeSearch(item) },
        "line",
        ...this.#outOf(item),
        "line",
        { title: "Delete the saved search", icon: "trash-2", danger: true, run: () => this.#delete(item) },
      ];
    }
    if (item?.view.view === "tag") {
      return [
        { title: "Rename", icon: "pencil", keys: "F2", run: () => this.#rename(item) },
        { title: "Delete the tag", icon: "trash-2", danger: true, run: () => this.#delete(item) },
      ];
    }
    const empty = actionOf("empty-trash");
    if (item?.key === "trash" && isPossible(empty)) return [{ title: titleOf(empty), icon: "trash-2", danger: true, run: () => act(this, "empty-trash") }];
    return item?.key === "all" ? [...this.#outOf(item), "line", fresh] : [fresh];
  }

  /** How its papers get out, once or for good. @param {Item} item @returns {MenuItem[]} */
  #outOf({ view }) {
    return [
      { title: "Export its papers…", icon: "download", run: () => act(this, "export-view", { view }) },
      { title: "Keep a .bib in step…", icon: "refresh-cw", run: () => act(this, "open-sheet", { sheet: "kept", data: { view } }) },
    ];
  }

  /** @param {Item} item */
  #delete(item) {
    if (item.collection) act(this, "delete-collection", { id: item.collection.id });
    else if (item.search) act(this, "delete-search", { id: item.search.id });
    else if (item.view.view === "tag") act(this, "delete-tag", { tag: item.view.name });
  }

  /** @param {Item} item */
  #rename(item) {
    const row = this.#rowOf(item.key);
    if (!row) return;
    if (item.collection) {
      const { id } = item.collection;
      this.#name(row, item.title, "Name of the collection", (title) => this.#ask("rename-collection", { id, title }));
    } else if (item.search) {
      const { id } = item.search;
      this.#name(row, item.title, "Name of the search", (title) => this.#ask("rename-search", { id, title }));
    } else if (item.view.view === "tag") this.#name(row, item.title, "Name of the tag", (to) => this.#ask("rename-tag", { tag: item.title, to }));
  }

  /** @param {Item} item */
  #changeSearch(item) {
    const row = this.#rowOf(item.key);
    if (row && item.search) {
      const { id, search } = item.search;
      this.#name(row, search, "What it searches for", (text) => this.#ask("change-search", { id, search: text }));
    }
  }

  /**
   * Puts a field into a row. Enter and leaving it keep what was typed, Esc does not.
   *
   * @param {HTMLElement} row
   * @param {string} value
   * @param {string} label
   * @param {(name: string) => Promise<unknown>} keep
   */
  #name(row, value, label, keep) {
    this.#isNaming = true;
    const key = this.#focusKey;
    const input = h("input", { class: "side-input", type: "text", value, "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: "false" });
    row.querySelector(".side-title")?.remove();
    row.querySelector(".side-count")?.remove();
    row.append(input);
    let isOver = false;
    const end = (/** @type {boolean} */ refocus) => {
      isOver = true;
      this.#isNaming = false;
      this.#draw();
      if (refocus) (this.#rowOf(key) ?? this.#rowOf(this.#focusKey))?.focus();
    };
    const finish = async (/** @type {boolean} */ refocus) => {
      const typed = input.value.trim();
      if (isOver) return;
      if (!typed || typed === value) return end(refocus);
      isOver = true;
      try {
        await keep(typed);
        end(refocus);
      } catch (error) {
        isOver = false;
        act(this, "toast", { text: /** @type {Error} */ (error).message, kind: "error" });
        if (refocus) input.select();
        else end(false);
      }
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.isComposing) void finish(true);
      else if (event.key === "Escape") end(true);
    });
    input.addEventListener("blur", () => void finish(false));
    input.focus();
    input.select();
    input.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} name @param {Record<string, unknown>} args @returns {Promise<unknown>} */
  #ask(name, args) {
    return new Promise((resolve, reject) => act(this, name, { ...args, reply: (/** @type {Promise<unknown>} */ work) => void work.then(resolve, reject) }));
  }
}

customElements.define("app-sidebar", AppSidebar);
