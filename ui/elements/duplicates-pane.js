import { act, ask, h, icon } from "../dom.js";
import { on, state } from "../state.js";
import { dateOf } from "../time.js";
import { choice, identifiersOf, SAID, sideBySide } from "./side-by-side.js";
import { button, counted, inWords, message } from "./sheet-parts.js";

/** @import { DuplicateGroup, Paper, PaperEdit, PaperView } from "../types/index.d.ts" */
/** @import { Line } from "./side-by-side.js" */

/** The edit that gives a value to the paper kept; what has none follows from which is kept. @type {Record<string, (paper: Paper) => PaperEdit>} */
const EDITS = {
  Title: (paper) => ({ field: "title", value: paper.title }),
  Authors: (paper) => ({ field: "authors", value: paper.authors.map((person) => person.name) }),
  Venue: (paper) => ({ field: "venue", value: paper.venue }),
  Year: (paper) => ({ field: "year", value: paper.year }),
  Abstract: (paper) => ({ field: "abstract", value: paper.abstract }),
  "Web page": (paper) => ({ field: "url", value: paper.url }),
  Comments: (paper) => ({ field: "comments", value: paper.comments }),
};

/** What a merged paper gets from all of them, whichever is kept. @type {[words: string, shown: (view: PaperView) => string][]} */
const KEPT_OF_ALL = [
  ["Identifiers", ({ paper }) => identifiersOf(paper)],
  ["Tags", ({ tags }) => tags.join(", ")],
  ["Code", ({ code }) => code.map((card) => `${card.repository.owner}/${card.repository.name}`.replace(/^\//, "")).join(", ")],
  ["Notes", ({ notes }) => (notes.length ? counted(notes.length, "note") : "")],
  ["Highlights", ({ annotations }) => (annotations.length ? counted(annotations.length, "highlight") : "")],
  ["Citation key", ({ paper }) => paper.citation_key ?? ""],
  ["Added", ({ paper }) => dateOf(paper.created_at)],
];

/** In place of the paper while duplicates are listed: its group side by side, to be made one or told apart. */
export class DuplicatesPane extends HTMLElement {
  /** @type {PaperView[]} */
  #views = [];
  #keep = 0;
  /** What is shown, to be left alone while nothing of it changes: the reader may be choosing. */
  #shown = "";
  /** Raised by each group shown, so that a late answer does not speak for another. */
  #turn = 0;
  #trouble = message("error");
  #why = h("p", { class: "duplicates-why" });
  #table = h("div", { class: "compared-scroll" });
  #apart = button("Not the same", () => void this.#tellApart());
  #merge = button("Merge", () => void this.merge(), "primary");
  #heading = h("h2", {});
  #body = h(
    "article", { class: "duplicates", hidden: true },
    h("header", {}, this.#heading, this.#why), this.#table,
    h("p", { class: "dim" }, "Tags, notes, highlights, collections, code and identifiers of all are kept. What you do not keep goes to the trash; one undo takes a merge back."),
    this.#trouble.box,
  );
  #foot = h("footer", { class: "duplicates-foot", hidden: true }, this.#apart, h("span", { class: "sheet-space" }), this.#merge);
  #none = h("div", { class: "no-paper" }, icon("copy"), h("p", {}, "Choose a paper to see what it may be the same as."));

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#none, this.#body, this.#foot);
    this.#table.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (input.name !== "duplicates-keep") return this.#mark();
      this.#keep = Number(input.value);
      this.#draw();
      /** @type {HTMLElement | null} */ (this.#table.querySelector(`input[name="duplicates-keep"]:checked`))?.focus();
    });
    on(["selection", "ids", "query"], () => void this.#load());
  }

  async #load() {
    const turn = ++this.#turn;
    const id = state.query.view.view === "duplicates" && state.selection.ids.size === 1 ? state.selection.cursor : null;
    try {
      /** @type {DuplicateGroup | null} */
      const group = id === null ? null : await ask(this, "duplicate-group", { id });
      const views = await Promise.all((group?.papers ?? []).map((each) => ask(this, "paper", { id: each })));
      if (turn !== this.#turn) return;
      this.#show(group, views);
    } catch (error) {
      if (turn === this.#turn) this.#trouble.say(inWords(error));
    }
  }

  /** @param {DuplicateGroup | null} group @param {PaperView[]} views */
  #show(group, views) {
    // The empty list says for itself that there is nothing.
    this.#none.hidden = group !== null || state.ids.length === 0;
    const shown = JSON.stringify([group, views]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#views = views;
    this.#trouble.say("");
    const hadFocus = this.contains(document.activeElement);
    this.#body.hidden = this.#foot.hidden = group === null;
    if (!group) return void (hadFocus && act(this, "focus-list"));
    this.#heading.textContent = views.length === 2 ? "Two papers, one work?" : `${views.length} papers, one work?`;
    this.#why.textContent = `${group.reasons.join(". ")}.`;
    // The fullest is the likeliest to be kept: in doubt where it was published, then the oldest.
    const fullness = (/** @type {PaperView | undefined} */ view) => SAID.filter(([, said]) => view && said(view.paper) !== "").length + (view?.paper.venue ? 0.5 : 0);
    this.#keep = views.reduce((best, view, i) => (fullness(view) > fullness(views[best]) ? i : best), 0);
    this.#draw();
    this.scrollTop = 0;
  }

  #draw() {
    const views = this.#views;
    const heads = views.map((_, i) => choice("duplicates-keep", i, i === this.#keep, "Keep this one"));
    /** @type {Line[]} */
    const lines = SAID.map(([words, said], row) => {
      const values = views.map(({ paper }) => said(paper));
      const best = values[this.#keep] ? this.#keep : values.findIndex(Boolean);
      const picked = (/** @type {number} */ at, /** @type {string} */ value) => choice(`duplicates-field-${row}`, at, at === best, value);
      return { words, values, choice: words in EDITS ? picked : undefined, plain: !(words in EDITS) };
    });
    const kept = KEPT_OF_ALL.map(([words, shown]) => ({ words, values: views.map(shown), plain: true }));
    this.#table.replaceChildren(sideBySide(heads, [...lines, ...kept]));
    this.#mark();
  }

  /** The values that the merged paper would have. */
  #mark() {
    for (const cell of this.#table.querySelectorAll("tbody td")) cell.classList.toggle("is-chosen", cell.querySelector("input:checked") !== null);
  }

  /** Values chosen from others than the one kept. @returns {PaperEdit[]} */
  get #edits() {
    return SAID.flatMap(([words], row) => {
      const picked = /** @type {HTMLInputElement | null} */ (this.#table.querySelector(`input[name="duplicates-field-${row}"]:checked`));
      const view = picked && Number(picked.value) !== this.#keep ? this.#views[Number(picked.value)] : null;
      const edit = EDITS[words];
      return view && edit ? [edit(view.paper)] : [];
    });
  }

  /** Makes the papers shown one, as chosen. */
  async merge() {
    const ids = this.#views.map(({ paper }) => paper.id);
    const keep = ids[this.#keep];
    if (keep === undefined) return;
    await this.#act("merge-papers", { keep, others: ids.filter((id) => id !== keep), edits: this.#edits });
  }

  async #tellApart() {
    await this.#act("tell-apart", { ids: this.#views.map(({ paper }) => paper.id) });
  }

  /** The list moves on to the next group by itself. @param {string} name @param {Record<string, unknown>} args */
  async #act(name, args) {
    const focused = document.activeElement;
    this.#merge.disabled = this.#apart.disabled = true;
    try {
      await ask(this, name, args);
    } catch (error) {
      this.#trouble.say(inWords(error));
    } finally {
      this.#merge.disabled = this.#apart.disabled = false;
      // After the last group there is nothing more to press.
      if (focused instanceof HTMLElement && this.contains(focused)) this.#foot.hidden ? act(this, "focus-list") : focused.focus();
    }
  }
}

customElements.define("duplicates-pane", DuplicatesPane);
