import { ask, h } from "../dom.js";
import { identifierWords } from "../identifiers.js";
import { inWords } from "./sheet-parts.js";

/** @import { ColumnField, ColumnUse, Draft, ImportSource, Reading, TableShape } from "../types/index.d.ts" */

/** @type {[field: ColumnField, words: string][]} */
const FIELDS = [
  ["title", "Title"], ["authors", "Authors"], ["year", "Year or date"], ["venue", "Venue"], ["abstract", "Abstract"],
  ["doi", "DOI"], ["arxiv", "arXiv number"], ["url", "Web page"], ["tags", "Tags"], ["notes", "Notes"], ["comments", "Comments"],
  ["citation-key", "Citation key"], ["type", "Type"], ["editors", "Editors"], ["volume", "Volume"], ["number", "Number, issue"],
  ["pages", "Pages"], ["first-page", "First page"], ["last-page", "Last page"], ["publisher", "Publisher"], ["series", "Series"],
  ["edition", "Edition"], ["isbn", "ISBN"], ["issn", "ISSN"], ["pmid", "PubMed number"], ["pmcid", "PubMed Central number"], ["language", "Language"],
  ["own", "A field of its own"], ["ignore", "Nothing: leave it out"],
];

/** @type {[sign: string, words: string][]} */
const SIGNS = [["", "told by the cell"], [";", "; semicolons"], [",", ", commas"], [" and ", "“and”"], ["|", "| bars"], ["/", "/ slashes"], ["\n", "line breaks"]];
const HAS_SEVERAL = new Set(["authors", "editors", "tags"]);

/**
 * The columns of a table, each with its first cells and what it says; and the first papers as they would be read.
 * Announces `columns-changed`.
 */
export class ColumnPanel extends HTMLElement {
  /** @type {ColumnUse[]} */
  #columns = [];
  /** @type {ImportSource | null} */
  #source = null;
  /** A late preview does not speak for a newer choice. */
  #turn = 0;
  #rows = h("tbody", {});
  #preview = h("div", { class: "columns-preview", role: "region", "aria-label": "The first papers as they would be read", "aria-live": "polite", tabindex: "0" });

  connectedCallback() {
    if (this.firstChild) return;
    const head = h("thead", {}, h("tr", {}, ...["Column", "First cells", "Means"].map((words) => h("th", { scope: "col" }, words))));
    this.append(h("div", { class: "columns-scroll" }, h("table", { class: "columns" }, head, this.#rows)), this.#preview);
  }

  /** @param {ImportSource} source @param {TableShape} table */
  show(source, table) {
    this.#source = source;
    this.#columns = table.columns.map(({ heading, field, separator }) => ({ heading, field, separator }));
    this.#rows.replaceChildren(...table.columns.map((column, at) => this.#row(column, at)));
    const first = table.columns.findIndex((column) => !column.understood);
    this.#rows.querySelectorAll("select.columns-field")[Math.max(0, first)]?.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | undefined} */ ([.../** @type {NodeListOf<HTMLElement>} */ (this.#rows.querySelectorAll("select.columns-field"))][Math.max(0, first)])?.focus();
    this.#changed();
  }

  get columns() {
    return this.#columns;
  }

  get hasTitle() {
    return this.#columns.some(({ field }) => field === "title");
  }

  /** @param {TableShape["columns"][number]} column @param {number} at */
  #row({ heading, values, field, separator, understood }, at) {
    const name = heading || `Column ${at + 1}`;
    const says = choices("columns-field", `What “${name}” says`, FIELDS, field);
    const sign = choices("columns-sign", `What separates them in “${name}”`, SIGNS, separator ?? "");
    const between = h("label", { class: "columns-between" }, "separated by", sign);
    between.hidden = !HAS_SEVERAL.has(field);
    const change = () => {
      const chosen = /** @type {ColumnField} */ (says.value);
      between.hidden = !HAS_SEVERAL.has(chosen);
      this.#columns[at] = { heading, field: chosen, separator: between.hidden ? null : sign.value || null };
      row.classList.toggle("is-left-out", chosen === "ignore");
      this.#changed();
    };
    says.addEventListener("change", change);
    sign.addEventListener("change", change);
    const cells = values.filter(Boolean).slice(0, 3).map((value) => h("span", { class: "columns-value", title: value }, value));
    const row = h(
      "tr", { class: field === "ignore" ? "is-left-out" : "" },
      h("th", { scope: "row", class: understood ? "" : "is-open" }, name), h("td", {}, ...cells), h("td", {}, says, between),
    );
    return row;
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("columns-changed"));
    void this.#show();
  }

  async #show() {
    const turn = ++this.#turn;
    if (!this.hasTitle) {
      this.#preview.replaceChildren(h("p", { class: "problem" }, "Say which column is the title: a paper needs one."));
      return;
    }
    try {
      /** @type {Reading} */
      const reading = await ask(document.body, "preview-table", { source: this.#source, columns: this.#columns });
      if (turn !== this.#turn) return;
      const skipped = reading.skipped.map(({ reason }) => h("p", { class: "columns-problem" }, `Left out: ${reason}.`));
      this.#preview.replaceChildren(h("h3", {}, "The first papers"), ...reading.drafts.map(paper), ...skipped);
    } catch (error) {
      if (turn === this.#turn) this.#preview.replaceChildren(h("p", { class: "problem" }, inWords(error)));
    }
  }
}

/** @template {string} T @param {string} kind @param {string} label @param {[T, string][]} options @param {string} chosen */
function choices(kind, label, options, chosen) {
  const made = h("select", { class: `sheet-input ${kind}`, "aria-label": label }, ...options.map(([value, words]) => h("option", { value }, words)));
  // A sign of the reader's own may have been set elsewhere.
  if (!options.some(([value]) => value === chosen)) made.append(h("option", { value: chosen }, chosen));
  made.value = chosen;
  return made;
}

/** @param {Draft} draft */
function paper(draft) {
  const own = draft.fields.map(({ name, value }) => `${name.replace(/^table:/, "")}: ${value}`);
  const ids = draft.identifiers.map(identifierWords);
  const where = [draft.authors.join(", "), draft.venue, draft.published ?? draft.year].filter(Boolean).join(" · ");
  const more = [...ids, draft.citation_key, draft.tags.length && `tags ${draft.tags.join(", ")}`, draft.notes.length && `note: ${draft.notes.join(" ")}`, draft.comments, ...own];
  return h(
    "div", { class: "columns-paper" },
    h("p", { class: "columns-title" }, draft.title), h("p", {}, where), h("p", { class: "dim" }, more.filter(Boolean).join(" · ")),
    ...draft.problems.map((problem) => h("p", { class: "columns-problem" }, problem)),
  );
}

customElements.define("column-panel", ColumnPanel);
