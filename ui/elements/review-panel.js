import { h } from "../dom.js";
import "./chunked-list.js";
import "./review-row.js";
import { chosenOf, Entry, importWords, isDoubtful, shows } from "./review-model.js";
import { capital, counted } from "./sheet-parts.js";

/**
 * @import { FoundSearch, Review, Skipped } from "../types/index.d.ts"
 * @import { ChunkedList } from "./chunked-list.js"
 * @import { ReviewRow } from "./review-row.js"
 * @import { Filter } from "./review-model.js"
 */

/** Shorter reviews are seen whole; a find field would only be in the way. */
const WORTH_FINDING_IN = 20;

/** So many rows can be read whole one after the other. */
export const WORTH_OPENING = 5;

/** @type {[Filter, string][]} */
const FILTERS = [
  ["all", "All"],
  ["new", "New"],
  ["already-here", "Already here"],
  ["update", "Updates"],
  ["unclear", "Unclear"],
  ["alike", "Look alike"],
  ["doubtful", "With problems"],
  ["skipped", "Left out"],
];

/**
 * What was understood of a source: the papers with their ticks, and the lines that were skipped.
 * Announces `review-changed` whenever something else would be imported than before.
 */
export class ReviewPanel extends HTMLElement {
  /** @type {Skipped[]} */
  #skipped = [];
  /** @type {Entry[]} */
  #entries = [];
  /** Those that the filter and the find field let through. @type {Entry[]} */
  #shown = [];
  /** @type {Filter} */
  #filter = "all";
  /** Searches that the source keeps. @type {{found: FoundSearch, ticked: boolean}[]} */
  #searches = [];

  #list = /** @type {ChunkedList} */ (h("chunked-list", { class: "review-list", "aria-label": "Papers found" }));
  #chips = h("div", { class: "chips", role: "group", "aria-label": "Show" });
  #all = h("input", { type: "checkbox", id: "review-all" });
  #allWords = h("label", { for: "review-all", class: "review-all-words" });
  #find = h("input", {
    type: "text",
    class: "sheet-input review-find",
    placeholder: "Find",
    "aria-label": "Find among the papers",
  });
  #nothing = h("div", { class: "review-nothing" });
  #searchList = h("div", { class: "review-searches", role: "group", "aria-label": "Searches to save" });

  constructor() {
    super();
    this.#all.addEventListener("change", () => this.#tickShown(this.#all.checked));
    this.#find.addEventListener("input", () => this.#showList());
    this.#find.addEventListener("keydown", (event) => this.#onFindKey(event));
    this.#list.addEventListener("entry-changed", () => this.#count());
  }

  connectedCallback() {
    if (this.firstChild) return;
    const all = h("div", { class: "review-all" }, this.#all, this.#allWords);
    this.append(h("div", { class: "review-bar" }, this.#chips, this.#find, all), this.#searchList, this.#nothing, this.#list);
  }

  /** @param {Review} review @param {boolean} isOfLibrary what would change is what the reader came for: a few papers are shown whole */
  show(review, isOfLibrary) {
    this.#entries = review.items.map((item) => new Entry(item));
    const at = new Map(this.#entries.map((entry) => [entry.item.draft.at, entry]));
    for (const entry of this.#entries) {
      const to = entry.item.alike?.to;
      if (to?.in === "import") entry.further = at.get(to.at) ?? null;
    }
    if (isOfLibrary && this.#entries.length <= WORTH_OPENING) for (const entry of this.#entries) entry.expanded = entry.item.status === "update";
    this.#skipped = review.skipped;
    this.#searches = review.searches.map((found) => ({ found, ticked: true }));
    this.#showSearches();
    this.#filter = review.items.length === 0 && review.skipped.length ? "skipped" : "all";
    this.#find.value = "";
    this.#find.hidden = review.items.length <= WORTH_FINDING_IN;
    this.#showChips(review, isOfLibrary);
    this.#showList();
  }

  /** Lets go of everything: a review of 20,000 papers is not kept behind a closed sheet. */
  clear() {
    this.#entries = [];
    this.#shown = [];
    this.#skipped = [];
    this.#searches = [];
    this.#list.show([], () => h("div", {}));
  }

  /** The drafts to import, as the reader left them, and the searches to save. */
  get chosen() {
    return chosenOf(this.#entries.filter((entry) => entry.willImport), this.#tickedSearches);
  }

  /** All drafts as the reader left them, ticked or not, and all searches. */
  get all() {
    return chosenOf(this.#entries, this.#searches.map(({ found }) => found));
  }

  get #tickedSearches() {
    return this.#searches.filter(({ ticked }) => ticked).map(({ found }) => found);
  }

  get isEmpty() {
    return !this.#entries.some((entry) => entry.willImport) && this.#tickedSearches.length === 0;
  }

  /** Whether closing would lose something the reader did. */
  get isTouched() {
    return this.#entries.some((entry) => entry.touched) || this.#searches.some(({ ticked }) => !ticked);
  }

  /** Unclear papers of which the reader said what they are. */
  get answered() {
    return this.#entries.filter((entry) => entry.item.status === "unclear" && entry.isSame !== null).length;
  }

  /** What importing would do: "Import 61 papers". */
  get words() {
    return importWords(this.#entries, this.#tickedSearches.length);
  }

  /** @param {Review} review @param {boolean} isOfLibrary */
  #showChips(review, isOfLibrary) {
    const alike = review.items.filter((item) => item.alike).length;
    const counts = {
      all: review.items.length,
      new: review.new,
      "already-here": review.already_here,
      update: review.updates,
      unclear: review.unclear,
      // Where all of them are unclear, that chip shows the same.
      alike: alike === review.unclear ? 0 : alike,
      // What a service says of a paper, that it was retracted or published, is no fault of a source.
      doubtful: isOfLibrary ? 0 : review.items.filter(isDoubtful).length,
      skipped: review.skipped.length,
    };
    const chips = FILTERS.filter(([filter]) => counts[filter] > 0).map(([filter, words]) => {
      const chip = h("button", { type: "button", class: "chip", "aria-pressed": String(filter === this.#filter) });
      chip.append(words, h("span", { class: "chip-count" }, counts[filter].toLocaleString("en")));
      chip.addEventListener("click", () => {
        this.#filter = filter;
        for (const other of this.#chips.children) other.setAttribute("aria-pressed", String(other === chip));
        this.#showList();
      });
      return chip;
    });
    this.#chips.replaceChildren(...chips);
  }

  /** A line for each search, to be left out. */
  #showSearches() {
    this.#searchList.hidden = this.#searches.length === 0;
    const lines = this.#searches.map((search) => {
      const box = h("input", { type: "checkbox", checked: true });
      box.addEventListener("change", () => {
        search.ticked = box.checked;
        this.#count();
      });
      const { name, search: words } = search.found;
      return h("label", { class: "review-search" }, box, h("span", { class: "review-search-name" }, name), h("code", {}, words));
    });
    this.#searchList.replaceChildren(h("h3", {}, "Searches to save"), ...lines);
  }

  #showList() {
    const words = this.#find.value.trim().toLowerCase();
    const isSkipped = this.#filter === "skipped";
    this.classList.toggle("shows-skipped", isSkipped);
    this.#shown = isSkipped ? [] : this.#entries.filter((entry) => shows(entry, this.#filter, words));
    const lines = isSkipped ? this.#skipped.filter((line) => line.text.toLowerCase().includes(words)) : [];
    this.classList.toggle("has-lines", lines.some(({ line }) => line > 0));
    const isEmpty = this.#shown.length + lines.length === 0;
    // The list measures its first row, so it must be on the screen before it is filled.
    this.#list.hidden = isEmpty;
    this.#nothing.hidden = !isEmpty;
    this.#nothing.textContent = words
      ? `Nothing here matches “${this.#find.value.trim()}”.`
      : "There is nothing to show.";
    if (isSkipped) this.#list.show(lines, skippedRow);
    else this.#list.show(this.#shown, entryRow);
    this.#count();
  }

  /** @param {KeyboardEvent} event */
  #onFindKey(event) {
    if (event.key === "ArrowDown") this.#list.focusCurrent();
    else if (event.key === "Escape" && this.#find.value) {
      this.#find.value = "";
      this.#showList();
    } else return;
    // Esc has done its work here; it must not close the sheet as well.
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {boolean} ticked */
  #tickShown(ticked) {
    for (const entry of this.#shown) entry.ticked = ticked;
    this.#list.refresh();
    this.#count();
  }

  #count() {
    const possible = this.#shown.filter((entry) => entry.canTick);
    const ticked = possible.filter((entry) => entry.willImport).length;
    this.#all.checked = ticked > 0 && ticked === possible.length;
    this.#all.indeterminate = ticked > 0 && ticked < possible.length;
    this.#all.disabled = possible.length === 0;
    this.#allWords.textContent = tickedWords(ticked, possible.length, this.#shown);
    this.dispatchEvent(new CustomEvent("review-changed"));
  }
}

/** "1 of 1 paper ticked · 1 already here" @param {number} ticked @param {number} possible @param {Entry[]} shown */
function tickedWords(ticked, possible, shown) {
  const words = `${ticked.toLocaleString("en")} of ${counted(possible, "paper")} ticked`;
  const here = shown.filter((entry) => !entry.canTick && entry.item.status === "already-here").length;
  const others = shown.length - possible - here;
  return [words, here && `${here.toLocaleString("en")} already here`, others && `${others.toLocaleString("en")} without a title`].filter(Boolean).join(" · ");
}

/** @param {Entry} entry */
function entryRow(entry) {
  const row = /** @type {ReviewRow} */ (document.createElement("review-row"));
  row.entry = entry;
  return row;
}

/** @param {Skipped} skipped */
function skippedRow({ line, text, reason }) {
  return h(
    "div",
    { class: "skipped-row" },
    h("span", { class: "skipped-line" }, line ? line.toLocaleString("en") : ""),
    h("span", { class: "skipped-text" }, text),
    h("span", { class: "skipped-reason" }, capital(reason)),
  );
}

customElements.define("review-panel", ReviewPanel);
