import { actionOf, isPossible } from "../actions.js";
import { act, below, h, icon } from "../dom.js";
import { keysInWords } from "../keys.js";
import { on, state } from "../state.js";
import { counted } from "./sheet-parts.js";
import { needsReader, viewTitle } from "./sidebar-items.js";

/** @import { SortBy } from "../types/index.d.ts" */

/** @type {[SortBy, string, up: string, down: string][]} with words for the two directions */
const SORTS = [
  ["added", "Added", "Oldest first", "Newest first"],
  ["year", "Year", "Oldest first", "Newest first"],
  ["title", "Title", "A to Z", "Z to A"],
  ["stars", "Stars of the code", "Fewest first", "Most first"],
  ["pushed", "Last push to the code", "Longest ago first", "Latest first"],
];

/** What the list shows, how many, and in which order. */
export class ListHeader extends HTMLElement {
  #title = h("h1", { class: "list-title" });
  #count = h("span", { class: "list-count", role: "status" });
  #sortWords = h("span", { class: "sort-words" });
  #save = h("button", { class: "icon-button", type: "button", "aria-label": "Save this search", title: `Save this search (${keysInWords("Mod+Shift+S")})`, hidden: true }, icon("bookmark"));
  #empty = h("button", { class: "quiet-button", type: "button", hidden: true }, icon("trash-2"), "Empty…");
  #sort = h("button", { class: "quiet-button", type: "button", "aria-haspopup": "menu" }, icon("arrow-up-down"), this.#sortWords);
  #sidebar = h("button", { class: "icon-button", type: "button", "aria-label": "Show the sidebar", title: `Show the sidebar (${keysInWords("Mod+B")})` }, icon("panel-left"));
  #add = h("button", { class: "icon-button", type: "button", "aria-label": "Add papers", title: `Add papers (${keysInWords("Mod+O")})` }, icon("plus"));

  connectedCallback() {
    this.replaceChildren(this.#sidebar, h("div", { class: "list-heading" }, this.#title, this.#count), this.#save, this.#empty, this.#sort, this.#add);
    this.#sidebar.addEventListener("click", () => act(this, "toggle-sidebar"));
    this.#add.addEventListener("click", () => act(this, "run", { action: "import" }));
    this.#save.addEventListener("click", () => act(this, "run", { action: "save-search" }));
    this.#empty.setAttribute("aria-label", "Empty the trash…");
    this.#empty.addEventListener("click", () => act(this, "run", { action: "empty-trash" }));
    this.#sort.addEventListener("click", () => this.#openMenu());
    on(["query", "ids", "overview", "selection", "layout", "settings"], () => this.#draw());
    this.#draw();
  }

  #draw() {
    const { query, ids, selection, overview, layout, settings } = state;
    const title = viewTitle(query.view, overview);
    this.#title.textContent = title;
    document.title = title ? `${title} – Postil` : "Postil";
    const isDuplicates = query.view.view === "duplicates";
    this.#sort.hidden = isDuplicates;
    this.#save.hidden = !isPossible(actionOf("save-search"));
    this.#empty.hidden = query.view.view !== "trash" || !isPossible(actionOf("empty-trash"));
    const count = ids.length.toLocaleString("en");
    const several = selection.ids.size > 1;
    const found = query.search ? (ids.length >= 5000 ? "first 5,000" : `${count} found`) : isDuplicates ? groupsInWords(count) : count;
    // While the whole of a list is on its way, its first rows are not counted.
    if (!state.listing) this.#count.textContent = overview ? (several ? `${selection.ids.size.toLocaleString("en")} of ${count} selected` : found) : "";
    const [, name = "", up = "", down = ""] = SORTS.find(([by]) => by === query.sort.by) ?? [];
    const direction = query.sort.descending ? down : up;
    this.#sortWords.textContent = name.split(" ")[0] ?? "";
    this.#sort.setAttribute("aria-label", `Sorted by ${name.toLowerCase()}, ${direction.toLowerCase()}`);
    this.#sort.title = `Sorted by ${name.toLowerCase()}, ${direction.toLowerCase()}`;
    const sidebarAway = layout !== "wide" || settings.panes?.hidden === true;
    this.#sidebar.hidden = !sidebarAway;
    this.#add.hidden = !sidebarAway;
    // What is wrong with a file that is kept is said in the sidebar; folded, that must not be out of sight.
    const bad = (overview?.live_files ?? []).filter(needsReader).length;
    const words = `Show the sidebar${bad ? `: ${counted(bad, "file")} not in step with the library` : ""}`;
    this.#sidebar.classList.toggle("is-bad", bad > 0);
    this.#sidebar.setAttribute("aria-label", words);
    this.#sidebar.title = `${words} (${keysInWords("Mod+B")})`;
  }

  #openMenu() {
    const { sort } = state.query;
    const [, , up, down] = SORTS.find(([by]) => by === sort.by) ?? [];
    const items = [
      ...SORTS.map(([by, title]) => ({
        title, checked: by === sort.by,
        // Titles are looked up from A; everything else from the newest or largest.
        run: () => act(this, "sort", { sort: { by, descending: by === sort.by ? sort.descending : by !== "title" } }),
      })),
      "line",
      { title: up, checked: !sort.descending, run: () => act(this, "sort", { sort: { by: sort.by, descending: false } }) },
      { title: down, checked: sort.descending, run: () => act(this, "sort", { sort: { by: sort.by, descending: true } }) },
    ];
    act(this, "menu", { items, ...below(this.#sort) });
  }
}

/** Papers that may be one are listed together. @param {string} count of papers */
function groupsInWords(count) {
  const groups = state.overview?.counts.duplicates ?? 0;
  return groups ? `${count} in ${groups.toLocaleString("en")} ${groups === 1 ? "group" : "groups"}` : "";
}

customElements.define("list-header", ListHeader);
