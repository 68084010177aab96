import { h } from "../dom.js";
import { dateOf } from "../time.js";
import { ModalSheet } from "./modal-sheet.js";
import { button, counted, inWords, message, progress } from "./sheet-parts.js";

/** @import { DuplicateGroup, PaperEdit, PaperView } from "../types/index.d.ts" */

/**
 * What is compared: its words, its value as shown, and the edit that gives it to the paper kept.
 *
 * @type {[words: string, shown: (view: PaperView) => string, edit: (view: PaperView) => PaperEdit][]}
 */
const FIELDS = [
  ["Title", ({ paper }) => paper.title, ({ paper }) => ({ field: "title", value: paper.title })],
  ["Authors", ({ paper }) => paper.authors.map((person) => person.name).join(", "), ({ paper }) => ({ field: "authors", value: paper.authors.map((person) => person.name) })],
  ["Venue", ({ paper }) => paper.venue, ({ paper }) => ({ field: "venue", value: paper.venue })],
  ["Year", ({ paper }) => String(paper.year ?? ""), ({ paper }) => ({ field: "year", value: paper.year })],
  ["Abstract", ({ paper }) => paper.abstract, ({ paper }) => ({ field: "abstract", value: paper.abstract })],
  ["Web page", ({ paper }) => paper.url, ({ paper }) => ({ field: "url", value: paper.url })],
  ["Comments", ({ paper }) => paper.comments, ({ paper }) => ({ field: "comments", value: paper.comments })],
];

/** What a merged paper gets from all of them, whichever is kept. @type {[words: string, shown: (view: PaperView) => string][]} */
const KEPT_OF_ALL = [
  ["Identifiers", ({ paper }) => paper.identifiers.map((one) => `${one.kind} ${one.value}`).join(", ")],
  ["Tags", ({ tags }) => tags.join(", ")],
  ["Code", ({ code }) => code.map((card) => `${card.repository.owner}/${card.repository.name}`.replace(/^\//, "")).join(", ")],
  ["Notes", ({ notes }) => (notes.length ? counted(notes.length, "note") : "")],
  ["Highlights", ({ annotations }) => (annotations.length ? counted(annotations.length, "highlight") : "")],
  ["Added", ({ paper }) => dateOf(paper.created_at)],
];

/** Papers that look like one work, a group at a time, side by side: made one, or told apart. */
export class DuplicatesSheet extends ModalSheet {
  /** @type {DuplicateGroup[]} */
  #groups = [];
  #at = 0;
  /** @type {PaperView[]} */
  #views = [];
  #keep = 0;
  /** Raised by each group shown, so that a late answer does not speak for another. */
  #turn = 0;
  #trouble = message("error");
  #progress = progress();
  #why = h("p", { class: "duplicates-why" });
  #table = h("table", { class: "duplicates-table" });
  #skip = button("Skip", () => this.#next());
  #apart = button("Not the same", () => void this.#tellApart());
  #merge = button("Merge", () => void this.#mergeThem(), "primary");
  #done = button("Done", () => this.leave());

  constructor() {
    super();
    this.heading = "Duplicates";
    this.body.append(this.#trouble.box, this.#progress.box, this.#why, h("div", { class: "duplicates-scroll" }, this.#table));
    this.#table.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (input.name !== "duplicates-keep") return this.#mark();
      this.#keep = Number(input.value);
      this.#draw();
      /** @type {HTMLElement | null} */ (this.#table.querySelector(`input[name="duplicates-keep"]:checked`))?.focus();
    });
  }

  open() {
    this.#trouble.say("");
    this.#groups = [];
    this.#at = 0;
    this.#empty("Looking for papers that are here twice…");
    this.present(this.#done);
    void this.#load();
  }

  async #load() {
    this.#progress.start("Comparing titles, authors and identifiers…");
    try {
      this.#groups = await this.ask("duplicates");
      await this.#show();
    } catch (error) {
      this.#trouble.say(inWords(error));
    } finally {
      this.#progress.stop();
    }
  }

  /** @param {string} words */
  #empty(words) {
    this.lead = words;
    this.#why.textContent = "";
    this.#table.replaceChildren();
    this.footer.replaceChildren(h("span", { class: "sheet-space" }), this.#done);
  }

  async #show() {
    const turn = ++this.#turn;
    const group = this.#groups[this.#at];
    if (!group) {
      this.#empty(this.#groups.length ? "That was the last of them." : "No paper looks like another.");
      this.#done.focus();
      return;
    }
    const views = await Promise.all(group.papers.map((id) => this.ask("paper", { id })));
    if (turn !== this.#turn) return;
    this.#views = views;
    // The fullest is the likeliest to be kept: where it stood published, in doubt the oldest.
    const fullness = (/** @type {PaperView} */ view) => FIELDS.filter(([, shown]) => shown(view) !== "").length;
    this.#keep = views.reduce((best, view, i) => (fullness(view) > fullness(/** @type {PaperView} */ (views[best])) ? i : best), 0);
    this.lead = `${this.#at + 1} of ${this.#groups.length.toLocaleString("en")}. Tags, notes, highlights, code and identifiers of all are kept; one undo takes a merge back.`;
    this.#why.textContent = `${group.reasons.join("; ")}.`;
    this.footer.replaceChildren(this.#apart, h("span", { class: "sheet-space" }), this.#done, this.#skip, this.#merge);
    this.#draw();
    this.#merge.focus();
  }

  #draw() {
    const views = this.#views;
    const head = views.map((_, i) => h("th", { scope: "col" }, choice("duplicates-keep", i, i === this.#keep, "Keep this one")));
    const rows = FIELDS.flatMap(([words, shown], row) => {
      const values = views.map(shown);
      if (!values.some(Boolean)) return [];
      const differs = new Set(values.filter(Boolean)).size > 1;
      const best = values[this.#keep] ? this.#keep : values.findIndex(Boolean);
      const cells = values.map((value, i) => {
        if (!differs) return h("td", {}, h("div", { class: "duplicates-value" }, value || h("span", { class: "dim" }, "empty")));
        const pick = value ? choice(`duplicates-field-${row}`, i, i === best, value) : h("span", { class: "dim" }, "empty");
        return h("td", {}, pick);
      });
      return h("tr", { class: differs ? "differs" : "" }, h("th", { scope: "row" }, words), ...cells);
    });
    const kept = KEPT_OF_ALL.filter(([, shown]) => views.some((view) => shown(view))).map(([words, shown]) =>
      h("tr", {}, h("th", { scope: "row" }, words), ...views.map((view) => h("td", {}, shown(view) || h("span", { class: "dim" }, "none")))));
    this.#table.replaceChildren(h("thead", {}, h("tr", {}, h("td", {}), ...head)), h("tbody", {}, ...rows, ...kept));
    this.#mark();
  }

  /** The values that the merged paper would have. */
  #mark() {
    for (const cell of this.#table.querySelectorAll("tbody td")) cell.classList.toggle("is-chosen", cell.querySelector("input:checked") !== null);
  }

  /** Values chosen from others than the one kept. @returns {PaperEdit[]} */
  get #edits() {
    return FIELDS.flatMap(([, , edit], row) => {
      const picked = /** @type {HTMLInputElement | null} */ (this.#table.querySelector(`input[name="duplicates-field-${row}"]:checked`));
      const view = picked && Number(picked.value) !== this.#keep ? this.#views[Number(picked.value)] : null;
      return view ? [edit(view)] : [];
    });
  }

  #next() {
    this.#at += 1;
    this.#trouble.say("");
    void this.#show().catch((error) => this.#trouble.say(inWords(error)));
  }

  async #mergeThem() {
    const ids = this.#views.map(({ paper }) => paper.id);
    const keep = /** @type {number} */ (ids[this.#keep]);
    await this.#act("merge-papers", { keep, others: ids.filter((id) => id !== keep), edits: this.#edits });
  }

  async #tellApart() {
    await this.#act("tell-apart", { ids: this.#views.map(({ paper }) => paper.id) });
  }

  /** @param {string} name @param {Record<string, unknown>} args */
  async #act(name, args) {
    this.#merge.disabled = this.#apart.disabled = true;
    try {
      await this.ask(name, args);
      this.#next();
    } catch (error) {
      this.#trouble.say(inWords(error));
    } finally {
      this.#merge.disabled = this.#apart.disabled = false;
    }
  }
}

/** @param {string} name @param {number} value @param {boolean} isChosen @param {string} words */
function choice(name, value, isChosen, words) {
  const input = h("input", { type: "radio", name, value, checked: isChosen });
  return h("label", { class: "duplicates-choice" }, input, h("span", { class: "duplicates-value" }, words));
}

customElements.define("duplicates-sheet", DuplicatesSheet);
