import { act, ask, h, icon } from "../dom.js";
import { on, state } from "../state.js";
import { placeOf } from "./sidebar-items.js";

/** @import { SearchRemark } from "../types/index.d.ts" */

/** In milliseconds: shorter than the pause between two keystrokes, long enough to join those of one burst. */
const PAUSE = 25;
/** In milliseconds: a filter or a quote that is still being typed is not remarked upon. */
const DONE_TYPING = 900;

/** @type {[example: string, words: string][]} */
const HINTS = [
  ["author:knuth", "written by"],
  ["year:2023..2025", "published in these years"],
  ["tag:survey", "with this tag"],
  ["has:code", "with a repository"],
  ["code:dead", "whose code is gone"],
  ["is:unread", "not read yet; also is:starred, is:retracted"],
  ['"exact words"', "next to each other"],
  ["-word", "without this word"],
];

/** The search box: filters as you type, and shows what it understands. */
export class SearchBox extends HTMLElement {
  #input = h("input", {
    class: "search-input", type: "text", placeholder: "Search", "aria-label": "Search these papers", role: "searchbox",
    autocomplete: "off", spellcheck: "false", autocapitalize: "off", "aria-describedby": "search-hints search-remarks",
  });
  #clear = h("button", { class: "search-clear", type: "button", "aria-label": "Clear the search", title: "Clear the search (Esc)", hidden: true }, icon("x"));
  #help = h("button", { class: "search-help", type: "button", "aria-label": "What the search understands", title: "What the search understands", "aria-expanded": "false" }, icon("circle-help"));
  #hints = h("div", { class: "search-hints", id: "search-hints", popover: "manual" });
  #remarks = h("p", { class: "search-remarks", id: "search-remarks", role: "status", hidden: true });
  #timer = 0;
  #remarkTimer = 0;

  connectedCallback() {
    const key = h("kbd", { class: "search-key", "aria-hidden": "true" }, "/");
    this.#hints.append(h("p", { class: "hints-title" }, "Narrow the search"), h("dl", {}, ...HINTS.map((hint) => this.#hintRow(hint))));
    this.replaceChildren(h("div", { class: "search-field" }, icon("search"), this.#input, key, this.#clear, this.#help), this.#remarks, this.#hints);
    this.#input.addEventListener("input", () => this.#onInput());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#clear.addEventListener("click", () => {
      this.#set("");
      this.focusInput();
    });
    this.#help.addEventListener("click", () => this.#showHints(!this.#hints.matches(":popover-open")));
    this.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.#showHints(false);
    });
    on(["query", "overview"], () => (this.#input.placeholder = `Search ${placeOf(state.query.view, state.overview)}`));
  }

  focusInput() {
    this.#input.focus();
    this.#input.select();
  }

  /** Empties the field without searching: the view changes with it. */
  clear() {
    clearTimeout(this.#timer);
    this.#input.value = "";
    this.#clear.hidden = true;
    this.#remark();
    this.#showHints(false);
  }

  /** @param {string} text */
  fill(text) {
    this.#set(text);
  }

  #onInput() {
    this.#clear.hidden = this.#input.value === "";
    this.#showHints(false);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => act(this, "search", { text: this.#input.value.trim() }), PAUSE);
    this.#remark();
  }

  /** Says, once the reader pauses, what the search did not take as it was perhaps meant. */
  #remark() {
    clearTimeout(this.#remarkTimer);
    this.#remarks.hidden = true;
    const text = this.#input.value;
    if (!/[:"“”]/.test(text)) return;
    this.#remarkTimer = window.setTimeout(async () => {
      /** @type {SearchRemark[]} */
      const found = await ask(this, "search-remarks", { text }).catch(() => []);
      if (text !== this.#input.value) return;
      this.#remarks.textContent = found.map(({ words }) => words).join(" ");
      this.#remarks.hidden = found.length === 0;
    }, DONE_TYPING);
  }

  /** @param {string} text */
  #set(text) {
    this.#input.value = text;
    this.#onInput();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (this.#hints.matches(":popover-open")) this.#showHints(false);
      else if (this.#input.value) this.#set("");
      else act(this, "focus-list");
    } else if (event.key === "Enter") act(this, "focus-list");
    else if (event.key === "ArrowDown") act(this, "focus-list", { move: document.activeElement === this.#input && state.selection.cursor === state.ids[0] ? 1 : 0 });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {boolean} shown */
  #showHints(shown) {
    if (shown !== this.#hints.matches(":popover-open")) this.#hints.togglePopover(shown);
    this.#help.setAttribute("aria-expanded", String(shown));
    if (!shown) return;
    const { left, bottom, width } = this.getBoundingClientRect();
    this.#hints.style.left = `${left}px`;
    this.#hints.style.top = `${bottom}px`;
    this.#hints.style.width = `${width}px`;
  }

  /** @param {[string, string]} hint */
  #hintRow([example, words]) {
    const button = h("button", { type: "button", class: "hint", tabindex: "-1" }, example);
    button.addEventListener("click", () => {
      const { value } = this.#input;
      this.#set(value.trim() ? `${value.trim()} ${example}` : example);
      this.#input.focus();
    });
    return h("div", {}, h("dt", {}, button), h("dd", {}, words));
  }
}

customElements.define("search-box", SearchBox);
