import { h, icon, act, setMarkedText } from "../dom.js";
import { fuzzy } from "../fuzzy.js";
import { keysInWords } from "../keys.js";
import { entriesOf, MODES } from "./palette-entries.js";

/** @import { Entry, Mode } from "./palette-entries.js" */

const MOST = 60;

/** Every action by its name, and every collection and tag to go to: Ctrl+K, a few letters, Enter. */
export class CommandPalette extends HTMLElement {
  #input = h("input", {
    class: "palette-input", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list",
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
  });
  #list = h("div", { class: "palette-list", id: "palette-list", role: "listbox", "aria-label": "Actions" });
  #empty = h("p", { class: "palette-empty", role: "status" });
  #dialog = h("dialog", { class: "palette", "aria-label": "Command palette" }, h("div", { class: "palette-field" }, icon("search"), this.#input), this.#list, this.#empty);
  /** @type {Mode} */
  #mode = "all";
  /** @type {Entry[]} */
  #shown = [];
  #at = 0;
  /** @type {Element | null} */
  #returnTo = null;

  connectedCallback() {
    this.replaceChildren(this.#dialog);
    this.#input.addEventListener("input", () => this.#draw());
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
    this.#dialog.addEventListener("pointerdown", (event) => event.target === this.#dialog && this.close());
    this.#dialog.addEventListener("close", () => this.#restoreFocus());
    this.#list.addEventListener("pointermove", (event) => this.#pointAt(event));
    // The field keeps the focus: a press on a row must not take it.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#pointAt(event) && this.#run());
  }

  /** @param {Mode} mode */
  open(mode) {
    if (!this.#dialog.open) {
      this.#returnTo = document.activeElement;
      this.#dialog.showModal();
    }
    this.#mode = mode;
    this.#input.value = "";
    this.#input.placeholder = MODES[mode].placeholder;
    this.#input.setAttribute("aria-label", MODES[mode].placeholder);
    this.#draw();
    this.#input.focus();
  }

  close() {
    this.#dialog.close();
  }

  #restoreFocus() {
    if (this.#returnTo instanceof HTMLElement && this.#returnTo.isConnected) this.#returnTo.focus({ preventScroll: true });
    this.#returnTo = null;
  }

  #draw() {
    const typed = this.#input.value;
    const ranked = entriesOf(this.#mode, typed).flatMap((entry) => {
      // A row that makes what was typed has no name to compare.
      const found = entry.group ? fuzzy(typed, entry.title) : { score: 0, marks: [] };
      return found ? [{ entry, ...found }] : [];
    });
    // Nothing typed: the order of the table, with its groups. Otherwise the best first.
    if (typed.trim()) ranked.sort((a, b) => Number(!a.entry.group) - Number(!b.entry.group) || b.score - a.score);
    const shown = ranked.slice(0, MOST);
    this.#shown = shown.map(({ entry }) => entry);
    this.#at = 0;
    let group = "";
    /** @type {Node[]} */
    const rows = [];
    for (const [index, { entry, marks }] of shown.entries()) {
      if (!typed.trim() && entry.group !== group) rows.push(h("div", { class: "palette-group", role: "presentation" }, entry.group));
      group = entry.group;
      rows.push(rowOf(entry, index, marks, Boolean(typed.trim()) && this.#mode === "all"));
    }
    this.#list.replaceChildren(...rows);
    this.#list.scrollTop = 0;
    this.#empty.textContent = shown.length ? "" : MODES[this.#mode].empty;
    this.#mark();
  }

  #mark() {
    for (const row of this.#list.querySelectorAll('[role="option"]')) row.setAttribute("aria-selected", String(row.id === `palette-${this.#at}`));
    const row = this.#list.querySelector(`#palette-${this.#at}`);
    if (row) this.#input.setAttribute("aria-activedescendant", row.id);
    else this.#input.removeAttribute("aria-activedescendant");
    return row;
  }

  /** @param {MouseEvent} event */
  #pointAt(event) {
    const row = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    if (!row) return false;
    const at = Number(row.id.slice("palette-".length));
    if (at !== this.#at) {
      this.#at = at;
      this.#mark();
    }
    return true;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const last = this.#shown.length - 1;
    const to = { ArrowDown: this.#at === last ? 0 : this.#at + 1, ArrowUp: this.#at === 0 ? last : this.#at - 1, PageDown: Math.min(last, this.#at + 8), PageUp: Math.max(0, this.#at - 8) }[event.key];
    if (to !== undefined) {
      this.#at = Math.max(0, to);
      this.#mark()?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") this.#run();
    else if (event.key === "Tab" || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) this.close();
    else return;
    event.preventDefault();
  }

  #run() {
    const entry = this.#shown[this.#at];
    if (!entry) return;
    this.close();
    // After the focus went back, so that what runs may move it.
    setTimeout(() => entry.run((name, args) => act(this, name, args)), 0);
  }
}

/** @param {Entry} entry @param {number} index @param {[number, number][]} marks @param {boolean} showsGroup */
function rowOf(entry, index, marks, showsGroup) {
  const title = h("span", { class: "palette-title" });
  setMarkedText(title, entry.title, marks);
  const note = entry.note || (showsGroup ? entry.group : "");
  return h(
    "div",
    { class: "palette-row", role: "option", id: `palette-${index}`, "aria-selected": "false" },
    icon(entry.icon), title, note && h("span", { class: "palette-note" }, note), entry.keys && h("kbd", {}, keysInWords(entry.keys)),
  );
}

customElements.define("command-palette", CommandPalette);
