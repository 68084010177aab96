import { h } from "../dom.js";
import { field, inWords } from "./sheet-parts.js";

/** @import { KeyExample } from "../types/index.d.ts" */

/** What keys are made by unless the reader says otherwise. */
const DEFAULT = "auth.lower + shorttitle(3,3) + year";
const HINT = "In the language of Better BibTeX: auth, authEtAl, title, shorttitle(3,3), year, journal … joined by +, each followed by .lower, .capitalize or .abbr where you like. Papers that have a key keep it.";

/** How citation keys are made, within a sheet: the pattern, and what it would make of the newest papers. */
export class KeyPattern {
  /** @type {(name: string, args: Record<string, unknown>) => Promise<any>} */
  #ask;
  #pattern = field({ id: "settings-key-pattern", label: "Pattern", hint: HINT, mono: true, placeholder: DEFAULT });
  #examples = h("ul", { class: "key-examples", "aria-live": "polite", "aria-label": "What it makes of the newest papers" });
  /** What is kept, so that the same is not kept again. */
  #kept = "";
  /** A late answer does not speak for what was typed since. */
  #turn = 0;

  /** @param {(name: string, args: Record<string, unknown>) => Promise<any>} ask */
  constructor(ask) {
    this.#ask = ask;
    this.box = h("div", { class: "settings-content" }, this.#pattern.box, this.#examples);
    this.#pattern.input.addEventListener("input", () => void this.#show());
    this.#pattern.input.addEventListener("change", () => void this.#keep());
  }

  /** @param {unknown} pattern as it is kept */
  show(pattern) {
    this.#kept = this.#pattern.input.value = typeof pattern === "string" ? pattern : "";
    void this.#show();
  }

  /** Whether it is understood. */
  async #show() {
    const turn = ++this.#turn;
    try {
      /** @type {KeyExample[]} */
      const examples = await this.#ask("key-examples", { pattern: this.#pattern.input.value });
      if (turn !== this.#turn) return true;
      this.#pattern.complain("");
      this.#examples.hidden = false;
      this.#examples.replaceChildren(...examples.map(example));
      return true;
    } catch (error) {
      if (turn === this.#turn) this.#pattern.complain(inWords(error));
      this.#examples.hidden = true;
      return false;
    }
  }

  /** A pattern that is not understood is not kept: exports would fail by it. */
  async #keep() {
    const value = this.#pattern.input.value.trim();
    if (value === this.#kept || !(await this.#show())) return;
    try {
      await this.#ask("set-setting", { key: "citationKeyPattern", value });
      this.#kept = value;
    } catch (error) {
      this.#pattern.complain(inWords(error));
    }
  }
}

/** @param {KeyExample} example */
function example({ title, key, pinned }) {
  const stays = pinned && pinned !== key ? `, but it keeps ${pinned}` : "";
  return h("li", {}, h("span", { class: "key-title", title }, title), h("code", {}, key), h("span", { class: "dim" }, stays));
}
