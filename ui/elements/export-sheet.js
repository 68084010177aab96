import { h } from "../dom.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, counted, inWords, message, select } from "./sheet-parts.js";

/** Papers that are shown as they will be written. */
const SHOWN = 3;

/** @type {[word: string, name: string, what: string][]} as the core calls it, as people call it, what it is for */
const FORMATS = [
  ["bibtex", "BibTeX (.bib)", "For LaTeX."],
  ["biblatex", "BibLaTeX (.bib)", "For LaTeX with biblatex and biber: more types of papers, full dates."],
  ["ris", "RIS (.ris)", "For EndNote, Zotero, Mendeley and most other programs."],
  ["csl-json", "CSL-JSON (.json)", "For Pandoc, Quarto and Zotero."],
  ["hayagriva", "Hayagriva (.yml)", "For Typst."],
  ["markdown", "Markdown (.md)", "A list to read and to share."],
  ["csv", "CSV (.csv)", "For a spreadsheet."],
  ["json", "JSON (.postil.json)", "All that Postil knows: notes, highlights and code, too."],
];
/** Formats without citation keys. */
const KEYLESS = new Set(["csv", "json"]);

/** Papers in another program's words: which, how they look, and where they go. */
export class ExportSheet extends ModalSheet {
  /** @type {number[]} */
  #ids = [];
  /** The list that they are. */
  #of = "";
  #asked = 0;
  #format = select("export-format", "Format", FORMATS.map(([word, name]) => [word, name]));
  #what = h("p", { class: "sheet-hint" });
  #trouble = message("error");
  #shown = h("div", { class: "cite-shown mono", role: "region", "aria-label": "What is written", "aria-live": "polite", tabindex: "0" });
  #more = h("p", { class: "sheet-hint" });
  #copy = button("Copy", () => void this.#run("copy-references", {}), "plain", "copy");
  #save = button("Save as…", () => void this.#run("write-papers", { file: nameOf(this.#of) }), "primary", "download");

  constructor() {
    super();
    this.heading = "Export";
    this.body.append(h("div", { class: "sheet-hinted" }, this.#format.box, this.#what), this.#trouble.box, this.#shown, this.#more);
    this.footer.append(this.#copy, h("span", { class: "sheet-space" }), button("Cancel", () => this.leave()), this.#save);
    this.#format.input.addEventListener("change", () => void this.#changed());
  }

  /** @param {{ids: number[], of?: string}} data */
  async open({ ids, of = "" }) {
    this.#ids = ids;
    this.#of = of;
    this.lead = of ? `${counted(ids.length, "paper")} in “${of}”` : counted(ids.length, "paper");
    this.#shown.replaceChildren();
    this.present(this.#format.input);
    const settings = await this.#trouble.attempt(() => this.ask("settings"));
    const last = settings?.exportFormat;
    if (FORMATS.some(([word]) => word === last)) this.#format.input.value = last;
    await this.#preview();
  }

  async #changed() {
    await this.#preview();
    await this.#trouble.attempt(() => this.ask("set-setting", { key: "exportFormat", value: this.#format.input.value }));
  }

  async #preview() {
    const asked = ++this.#asked;
    const format = this.#format.input.value;
    const keys = KEYLESS.has(format) ? "" : " Papers without a citation key get one and keep it.";
    this.#what.textContent = `${FORMATS.find(([word]) => word === format)?.[2] ?? ""}${keys}`;
    const more = this.#ids.length - SHOWN;
    this.#more.textContent = more > 0 ? `The first ${SHOWN} are shown; ${more.toLocaleString("en")} more are written with them.` : "";
    this.#more.hidden = more <= 0;
    this.#trouble.say("");
    try {
      /** @type {string} */
      const text = await this.ask("export-preview", { ids: this.#ids.slice(0, SHOWN), format });
      if (asked !== this.#asked) return;
      this.#shown.textContent = text;
      this.#shown.scrollTop = 0;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#shown.replaceChildren();
      this.#trouble.say(inWords(error));
    }
  }

  /** Leaves when it is done; a dialog that was dismissed is no reason to. @param {string} name @param {Record<string, unknown>} more */
  async #run(name, more) {
    this.#copy.disabled = this.#save.disabled = true;
    const done = await this.#trouble.attempt(() => this.ask(name, { ids: this.#ids, format: this.#format.input.value, ...more }));
    this.#copy.disabled = this.#save.disabled = false;
    if (done === null || done === false) this.#save.focus();
    else this.close();
  }
}

/** What the file is called unless the reader says otherwise. @param {string} of */
const nameOf = (of) => of.replace(/[^\p{L}\p{N} _-]+/gu, "-").trim() || "references";

customElements.define("export-sheet", ExportSheet);
