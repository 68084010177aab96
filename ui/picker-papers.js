/**
 * The papers of a citation in the order in which they were ticked, and what is said of each: where in it, words before
 * and behind, whether its author is named.
 */
import { bare } from "./cite.js";
import { h, icon } from "./dom.js";

/** @import { CiteAuthor, CitedPaper, PaperRow } from "./types/index.d.ts" */

/** @type {[CiteAuthor, string][]} */
const AUTHORS = [["usual", "with its author"], ["left-out", "author left out"], ["in-text", "author in the sentence"], ["alone", "author alone"]];

/** Words of a title that tell papers of one name and year apart. */
const TITLE_WORDS = 3;

/** @typedef {{cite: CitedPaper, name: string, title: string}} Said */

/** What its chip shows: "see Ada Example 2021, p. 12". @param {Said} said @param {boolean} isAlone no other has its name */
function words({ cite: { prefix, locator, suffix, author }, name, title }, isAlone) {
  const how = AUTHORS.find(([value]) => value === author)?.[1];
  const named = isAlone ? name : `${name} “${title.split(" ").slice(0, TITLE_WORDS).join(" ")}…”`;
  const shown = author === "usual" ? named : `${named} (${how})`;
  return [prefix, [shown, locator].filter(Boolean).join(", "), suffix].filter((part) => part.trim()).join(" ").replaceAll(" ,", ",");
}

/** @param {string} label @param {HTMLElement} field */
const labelled = (label, field) => h("label", { class: "picker-field" }, h("span", {}, label), field);

export class PickedPapers {
  /** @type {Map<number, Said>} */
  #all = new Map();
  /** The paper whose fields are open. */
  #open = 0;
  #changed;
  bar = h("div", { class: "picker-chips", role: "group", "aria-label": "In this citation", hidden: true });
  #fields = {
    locator: this.#field("locator", "p. 12, ch. 3"),
    prefix: this.#field("prefix", "see"),
    suffix: this.#field("suffix", ", emphasis added"),
  };
  #author = h("select", {}, ...AUTHORS.map(([value, text]) => h("option", { value }, text)));
  form = h("div", { class: "picker-said", role: "group", hidden: true }, 
    labelled("Page or section", this.#fields.locator), labelled("Words before", this.#fields.prefix), labelled("Words after", this.#fields.suffix),
    labelled("Author", this.#author),
  );

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
    this.#author.addEventListener("change", () => this.#say({ author: /** @type {CiteAuthor} */ (this.#author.value) }));
  }

  /** @param {"locator" | "prefix" | "suffix"} name @param {string} example */
  #field(name, example) {
    const field = h("input", { type: "text", placeholder: example, maxlength: "500", autocomplete: "off", spellcheck: "false", "data-field": name });
    field.addEventListener("input", () => this.#say({ [name]: field.value }));
    return field;
  }

  /** @param {Partial<CitedPaper>} change */
  #say(change) {
    const said = this.#all.get(this.#open);
    if (!said) return;
    Object.assign(said.cite, change);
    this.#draw();
    this.#changed();
  }

  get size() {
    return this.#all.size;
  }

  get cites() {
    return [...this.#all.values()].map(({ cite }) => cite);
  }

  /** Whether anything is said of a paper that only a citation in a text can say. */
  get isSaid() {
    return this.cites.some((cite) => cite.locator || cite.prefix || cite.suffix || cite.author !== "usual");
  }

  /** @param {number} id */
  has(id) {
    return this.#all.has(id);
  }

  clear() {
    this.#all.clear();
    this.#open = 0;
    this.#draw();
  }

  /** Puts a paper in, or takes it out. @param {PaperRow} row */
  toggle(row) {
    if (this.#all.has(row.id)) this.remove(row.id);
    else {
      this.#all.set(row.id, { cite: bare(row.id), name: [row.authors || row.title, row.year].filter(Boolean).join(" "), title: row.title });
      if (this.#open) this.#open = row.id;
      this.#draw();
      this.#changed();
    }
  }

  /** @param {number} [id] the last one without */
  remove(id = [...this.#all.keys()].at(-1)) {
    if (id === undefined) return;
    this.#all.delete(id);
    if (this.#open === id) this.#open = 0;
    this.#draw();
    this.#changed();
  }

  /** Opens the fields of a paper. @param {number} id */
  open(id) {
    this.#open = id;
    this.#draw();
    this.#fields.locator.focus();
    this.#fields.locator.select();
  }

  #draw() {
    const said = this.#all.get(this.#open);
    this.form.hidden = !said;
    if (said) {
      this.form.setAttribute("aria-label", `What is said of ${said.name}`);
      for (const [name, field] of Object.entries(this.#fields)) {
        const value = said.cite[/** @type {"locator" | "prefix" | "suffix"} */ (name)];
        if (field.value !== value) field.value = value;
      }
      this.#author.value = said.cite.author;
    }
    this.bar.hidden = !this.#all.size;
    this.bar.replaceChildren(...[...this.#all].map(([id, one]) => this.#chip(id, one)));
  }

  /** @param {number} id @param {Said} said */
  #chip(id, said) {
    const shown = words(said, [...this.#all.values()].filter(({ name }) => name === said.name).length === 1);
    const text = h("span", { class: "picker-chip-words" }, shown);
    const chip = h("button", { type: "button", class: "picker-chip", "aria-expanded": String(id === this.#open), title: `${shown} – page, words before and after` }, text);
    chip.addEventListener("click", () => this.open(id));
    chip.addEventListener("keydown", (event) => {
      if (event.key === "Delete" || event.key === "Backspace") this.remove(id);
    });
    const out = h("button", { type: "button", class: "picker-chip-out", tabindex: "-1", "aria-label": `Take ${said.name} out` }, icon("x"));
    out.addEventListener("click", () => this.remove(id));
    return h("span", { class: "picker-chip-box" }, chip, out);
  }
}
