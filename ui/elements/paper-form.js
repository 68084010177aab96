import { h } from "../dom.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, field, inWords, message, relabel } from "./sheet-parts.js";

/** @import { Identifier, NewPaper } from "../types/index.d.ts" */

const ARXIV =
  /^(?:arxiv:|https?:\/\/arxiv\.org\/(?:abs|pdf)\/)?((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7}))(?:v\d+)?(?:\.pdf)?$/i;
const DOI = /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/\S+)$/i;

/** Adds one paper by hand. What was typed stays until the paper is in. Announces `paper-added` with its id. */
export class PaperForm extends ModalSheet {
  #trouble = message("error");
  #fields = {
    title: field({ id: "paper-form-title", label: "Title", required: true }),
    authors: field({
      id: "paper-form-authors",
      label: "Authors",
      hint: "One a line, in the order of the paper.",
      lines: 3,
    }),
    venue: field({ id: "paper-form-venue", label: "Venue", placeholder: "Journal, conference or archive" }),
    year: field({ id: "paper-form-year", label: "Year", inputmode: "numeric" }),
    identifiers: field({
      id: "paper-form-identifiers",
      label: "arXiv id or DOI",
      placeholder: "2303.01234 or 10.1145/3308558",
      mono: true,
    }),
    url: field({ id: "paper-form-url", label: "Web page", type: "url", placeholder: "https://", mono: true }),
    abstract: field({
      id: "paper-form-abstract",
      label: "Abstract",
      hint: "Links to code in it are recognised.",
      lines: 5,
    }),
    comments: field({ id: "paper-form-comments", label: "Comments", lines: 2 }),
  };
  #add = button("Add paper", () => void this.#save(), "primary");
  /** The reader was told that a paper of these identifiers is here. */
  #isTold = false;

  constructor() {
    super();
    const { title, authors, venue, year, identifiers, url, abstract, comments } = this.#fields;
    year.box.classList.add("is-narrow");
    const form = h("form", { class: "paper-form", novalidate: "" });
    form.append(
      title.box,
      authors.box,
      h("div", { class: "sheet-pair" }, venue.box, year.box),
      h("div", { class: "sheet-pair even" }, identifiers.box, url.box),
      abstract.box,
      comments.box,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#save();
      // One-line fields submit on Enter as in any form; there is no submit button inside the form to do it.
      else if (event.key === "Enter" && event.target instanceof HTMLInputElement && !event.isComposing)
        void this.#save();
    });
    for (const one of Object.values(this.#fields)) one.input.addEventListener("input", () => one.complain(""));
    identifiers.input.addEventListener("input", () => this.#tell(false));
    year.input.addEventListener("blur", () => year.complain(yearTrouble(year.input.value)));
    url.input.addEventListener("blur", () => url.complain(urlTrouble(url.input.value)));
    identifiers.input.addEventListener("blur", () =>
      identifiers.complain(readIdentifiers(identifiers.input.value).trouble),
    );
    this.body.append(this.#trouble.box, form);
    this.footer.append(
      h("span", { class: "sheet-space" }),
      button("Cancel", () => this.leave()),
      this.#add,
    );
    this.heading = "Add a paper";
  }

  /** Opens it with what was typed before, if the reader left without adding it. */
  open() {
    this.#trouble.say("");
    this.present(this.#fields.title.input);
  }

  async #save() {
    if (this.#add.disabled || !this.#check()) return;
    this.#add.disabled = true;
    this.#trouble.say("");
    try {
      const id = await this.ask("add-paper", { paper: this.#paper(), anyway: this.#isTold });
      this.#tell(false);
      for (const one of Object.values(this.#fields)) one.input.value = "";
      this.close();
      this.dispatchEvent(new CustomEvent("paper-added", { bubbles: true, detail: { id } }));
    } catch (error) {
      this.#showTrouble(/** @type {any} */ (error));
    } finally {
      this.#add.disabled = false;
    }
  }

  /** @returns {boolean} whether everything is in order; if not, the first bad field has the focus */
  #check() {
    const { title, year, url, identifiers } = this.#fields;
    title.complain(title.input.value.trim() ? "" : "A paper needs a title.");
    year.complain(yearTrouble(year.input.value));
    url.complain(urlTrouble(url.input.value));
    identifiers.complain(readIdentifiers(identifiers.input.value).trouble);
    const wrong = this.body.querySelector("[data-wrong]");
    if (wrong instanceof HTMLElement) wrong.focus();
    return wrong === null;
  }

  /** @returns {NewPaper} */
  #paper() {
    const { title, authors, venue, year, identifiers, url, abstract, comments } = this.#fields;
    const typedYear = year.input.value.trim();
    return {
      title: title.input.value.trim(),
      abstract: abstract.input.value.trim(),
      authors: authors.input.value
        .split("\n")
        .map((name) => name.trim())
        .filter(Boolean),
      venue: venue.input.value.trim(),
      year: typedYear ? Number(typedYear) : null,
      url: url.input.value.trim(),
      comments: comments.input.value.trim(),
      identifiers: readIdentifiers(identifiers.input.value).identifiers,
    };
  }

  /** @param {boolean} isTold */
  #tell(isTold) {
    this.#isTold = isTold;
    relabel(this.#add, isTold ? "Add it anyway" : "Add paper");
  }

  /** A validation error goes to its field, anything else above the form. @param {any} error */
  #showTrouble(error) {
    if (error?.code === "conflict") this.#tell(true);
    const named = /** @type {Record<string, ReturnType<typeof field> | undefined>} */ (this.#fields)[
      error?.field ?? ""
    ];
    if (!named) {
      this.#trouble.say(inWords(error));
      this.#trouble.box.scrollIntoView({ block: "nearest" });
      return;
    }
    named.complain(inWords(error));
    named.input.focus();
  }
}

/** @param {string} typed */
function yearTrouble(typed) {
  return typed.trim() === "" || /^\d{4}$/.test(typed.trim()) ? "" : "Four digits, like 2024.";
}

/** @param {string} typed */
function urlTrouble(typed) {
  const url = typed.trim();
  if (url === "" || (/^https?:\/\//i.test(url) && URL.canParse(url))) return "";
  return "A web address starts with https:// or http://.";
}

/**
 * Reads what is typed as identifiers, several apart by spaces or commas.
 *
 * @param {string} typed
 * @returns {{identifiers: Identifier[], trouble: string}}
 */
export function readIdentifiers(typed) {
  /** @type {Identifier[]} */
  const identifiers = [];
  for (const part of typed.split(/[\s,;]+/).filter(Boolean)) {
    const arxiv = ARXIV.exec(part)?.[1];
    const doi = DOI.exec(part)?.[1];
    if (arxiv) identifiers.push({ kind: "arxiv", value: arxiv });
    else if (doi) identifiers.push({ kind: "doi", value: doi.toLowerCase() });
    else return { identifiers, trouble: `“${part}” is neither an arXiv id (2303.01234) nor a DOI (10.1145/…).` };
  }
  return { identifiers, trouble: "" };
}

customElements.define("paper-form", PaperForm);
