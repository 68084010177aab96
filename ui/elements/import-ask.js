import { h, icon } from "../dom.js";
import { sourceFrom } from "../clipboard.js";
import { keysInWords } from "../keys.js";
import { progress } from "./sheet-parts.js";

/** @import { ImportSource } from "../types/index.d.ts" */

/** Longer pastes are kept, but not shown for editing: a text field of 10 MB is slower than the import. */
const EDITABLE = 200_000;

/**
 * The first stage of an import: a well to paste or type into, and how far the reading of it is.
 * Announces `typed` when there is something else to read than before.
 */
export class ImportAsk extends HTMLElement {
  #text = /** @type {HTMLTextAreaElement} */ (
    h("textarea", { class: "import-text", "aria-label": "Text to read papers from", spellcheck: "false" })
  );
  #progress = progress();

  constructor() {
    super();
    this.#text.addEventListener("input", () => this.#show());
  }

  connectedCallback() {
    if (this.firstChild) return;
    const hint = h("div", { class: "import-hint", "aria-hidden": "true" }, icon("clipboard-paste"));
    hint.append(
      h("p", { class: "import-hint-title" }, "Paste papers here"),
      h(
        "p",
        {},
        "A page of papers, references, or a list of titles. Identifiers such as arXiv:2303.01234 or a DOI, and addresses, are looked up.",
      ),
      h("p", {}, "Or drop files: PDFs, .bib, .ris and other references, tables, a Zotero or Papis folder."),
      h("p", { class: "import-hint-keys" }, "After typing, ", h("kbd", {}, keysInWords("Mod+Enter")), " reviews it."),
    );
    this.append(h("div", { class: "import-well" }, this.#text, hint), this.#progress.box);
  }

  /** Where typing begins. */
  get input() {
    return this.#text;
  }

  get text() {
    return this.#text.value;
  }

  set text(text) {
    this.#text.value = text;
    this.#show();
  }

  /** Puts a text that was read back, to be put right. @param {ImportSource | null} source */
  putBack(source) {
    if (source?.from === "text" && source.text.length <= EDITABLE) this.text = source.text;
  }

  /**
   * What a paste gives to read at once; into text that was already typed it is an ordinary paste.
   *
   * @param {ClipboardEvent} event
   * @returns {Promise<ImportSource | null> | undefined} null: there is no text on the clipboard
   */
  pasted(event) {
    if (!event.clipboardData || this.text) return undefined;
    event.preventDefault();
    return sourceFrom(event.clipboardData);
  }

  /** @param {string} words what is being read */
  begin(words) {
    this.#progress.start(words);
    this.classList.add("is-busy");
  }

  /** @param {string} words @param {number | null} percent null when how far it is is not known */
  tell(words, percent) {
    this.#progress.set(words, percent);
  }

  end() {
    this.#progress.stop();
    this.classList.remove("is-busy");
  }

  #show() {
    this.classList.toggle("has-text", this.text !== "");
    this.dispatchEvent(new CustomEvent("typed"));
  }
}

customElements.define("import-ask", ImportAsk);
