import { h, icon } from "../dom.js";
import { on, state } from "../state.js";
import { ago } from "../time.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, message, select } from "./sheet-parts.js";
import { VaultPart } from "./vault-part.js";

/** @import { ListView, LiveFile, LiveFormat } from "../types/index.d.ts" */

/** @type {[value: LiveFormat, words: string][]} */
const FORMATS = [["bibtex", "BibTeX"], ["biblatex", "BibLaTeX"]];

/** What follows the library by itself: .bib files and the vault of notes, how each stands, and what to do about it. */
export class KeptSheet extends ModalSheet {
  #trouble = message("error");
  #files = h("ul", { class: "kept-list" });
  #what = select("kept-what", "Papers", []);
  #format = select("kept-format", "Format", FORMATS);
  #another = h("h4", { class: "kept-another" });
  #choose = button("Choose a file…", () => void this.#keep(), "plain", "file-plus");
  #done = button("Done", () => this.leave());
  #drawn = "";
  #vault = new VaultPart((name, args) => this.#try(name, args));

  constructor() {
    super();
    this.heading = "Kept in step";
    this.lead = "These files follow the library by themselves while the window is open; in a terminal, “postil live” writes them.";
    this.body.append(
      this.#trouble.box,
      h("section", { class: "kept-part" }, h("h3", {}, "References for LaTeX and Typst"), this.#files, this.#another, h("div", { class: "kept-form" }, this.#what.box, this.#format.box, this.#choose)),
      h("section", { class: "kept-part" }, h("h3", {}, "Notes for Obsidian and Logseq"), this.#vault.box),
    );
    this.footer.append(h("span", { class: "sheet-space" }), this.#done);
    on("overview", () => this.isOpen && this.#draw());
  }

  /** @param {{view?: ListView}} [data] what a new file is to hold */
  open({ view } = {}) {
    this.#trouble.say("");
    this.#drawn = "";
    this.#draw();
    this.#what.input.replaceChildren(...choices());
    if (view) this.#what.input.value = JSON.stringify(view);
    // What ends something is not one Enter away.
    this.present(view ? this.#choose : this.#done);
    if (view) this.#choose.scrollIntoView({ block: "nearest" });
    this.#vault.show(() => this.isOpen);
  }

  #draw() {
    const files = state.overview?.live_files ?? [];
    // Drawing anew takes the focus away from a button that is being used.
    if (JSON.stringify(files) === this.#drawn) return;
    this.#drawn = JSON.stringify(files);
    const none = h("li", { class: "sheet-hint" }, "No file is kept yet. Once one is, every change of the library is written to it about two seconds later.");
    this.#another.textContent = files.length ? "Keep another file" : "Keep a file";
    this.#files.replaceChildren(...(files.length ? files.map((file) => this.#row(file)) : [none]));
  }

  /** @param {LiveFile} file */
  #row(file) {
    const { id, path, state: stands, trouble } = file;
    const buttons = h("div", { class: "kept-buttons" });
    const [name, folder] = parts(path);
    // The same words stand beside every file.
    const named = (/** @type {string} */ words, /** @type {() => void} */ act, /** @type {"primary" | "plain" | "quiet"} */ kind, title = "") => {
      const made = button(words, act, kind);
      made.setAttribute("aria-label", `${words} ${name}`);
      made.title = title;
      return made;
    };
    if (stands === "changed-outside") {
      buttons.append(
        named("Review its changes…", () => this.#review(id), "primary"),
        named("Write over it", () => void this.#try("overwrite-live", { id }), "plain", "A copy of the file as it is now goes into the folder “replaced” of the library"),
      );
    }
    buttons.append(named("Stop keeping it", () => void this.#try("stop-live", { id }), "quiet", "The file stays where it is"));
    return h(
      "li", { class: "kept-file", "data-state": stands },
      h("div", { class: "kept-words" }, h("b", { title: path }, name), h("span", { class: "dim" }, folder), h("span", { class: "dim" }, standing(file)), trouble && h("p", { class: "kept-trouble", role: "alert" }, icon("triangle-alert"), h("span", {}, trouble))),
      buttons,
    );
  }

  async #keep() {
    /** @type {ListView} */
    const view = JSON.parse(this.#what.input.value);
    const words = this.#what.input.selectedOptions[0]?.textContent ?? "";
    const name = view.view === "all" ? "library.bib" : `${words.split(" / ").pop()?.trim().replace(/[^\p{L}\p{N} _-]+/gu, "-") || "references"}.bib`;
    const path = await this.#try("choose-live-file", { file: name });
    if (path) await this.#try("keep-live", { path, view, format: this.#format.input.value });
  }

  /** @param {number} id */
  #review(id) {
    this.close();
    void this.ask("open-import", { source: { from: "live", id } });
  }

  /** @param {string} name @param {Record<string, unknown>} args */
  #try(name, args) {
    return this.#trouble.attempt(() => this.ask(name, args));
  }
}

/** All papers, the collections by their paths, the saved searches. */
function choices() {
  const { overview } = state;
  const option = (/** @type {ListView} */ view, /** @type {string} */ words) => h("option", { value: JSON.stringify(view) }, words);
  const paths = new Map();
  const collections = (overview?.collections ?? []).map(({ id, parent_id, name }) => {
    const above = paths.get(parent_id);
    paths.set(id, above ? `${above} / ${name}` : name);
    return option({ view: "collection", id }, paths.get(id));
  });
  const searches = (overview?.saved_searches ?? []).map(({ id, name }) => option({ view: "search", id }, name));
  return [
    option({ view: "all" }, "All papers"),
    ...(collections.length ? [h("optgroup", { label: "Collections" }, ...collections)] : []),
    ...(searches.length ? [h("optgroup", { label: "Saved searches" }, ...searches)] : []),
  ];
}

/** @param {string} path @returns {[name: string, folder: string]} */
function parts(path) {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return [path.slice(at + 1), path.slice(0, Math.max(at, 1))];
}

/** "Thesis · BibLaTeX · 12 papers · written 2 min ago" @param {LiveFile} file */
function standing({ name, format, papers, written_at, trouble }) {
  const written = written_at === null ? "not written yet" : `${trouble ? "last written" : "written"} ${ago(written_at)}`;
  const count = papers === 1 ? "1 paper" : `${papers.toLocaleString("en")} papers`;
  return [name || "deleted", FORMATS.find(([value]) => value === format)?.[1], count, written].filter(Boolean).join(" · ");
}

customElements.define("kept-sheet", KeptSheet);
