import { h, icon, setMarkedText } from "../dom.js";
import { plainMath } from "../math.js";
import { verdictBadge } from "../verdicts.js";
import { counted } from "./sheet-parts.js";

/** @import { PaperRow as Row } from "../types/index.d.ts" */

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const MOST_TAGS = 2;

/**
 * One line of the list, used again and again for other papers while scrolling.
 */
export class RowView {
  /** @type {Row | null} */
  #shown = null;
  #index = -1;
  #title = h("span", { class: "row-title" });
  #byline = h("span", { class: "row-byline" });
  #badges = h("span", { class: "row-badges" });
  #extras = h("span", { class: "row-extras" });
  element = h(
    "div",
    { class: "row", role: "option", "aria-selected": "false" },
    h("span", { class: "row-dot", "aria-hidden": "true" }),
    h("span", { class: "row-first" }, this.#title, this.#badges),
    h("span", { class: "row-grip", draggable: "true", "aria-hidden": "true", title: "Drag the citation to another program" }, icon("grip-vertical")),
    h("span", { class: "row-second" }, this.#byline, this.#extras),
  );

  /** @param {number} slot tells the rows in view apart */
  constructor(slot) {
    this.element.id = `row-${slot}`;
  }

  /**
   * @param {number} index place in the list
   * @param {Row | null} row null while it is being fetched
   * @param {{count: number, selected: boolean, current: boolean}} at
   */
  show(index, row, { count, selected, current }) {
    const { element } = this;
    if (index !== this.#index) {
      this.#index = index;
      element.dataset.index = String(index);
      element.setAttribute("aria-posinset", String(index + 1));
    }
    element.setAttribute("aria-setsize", String(count));
    element.setAttribute("aria-selected", String(selected));
    element.classList.toggle("is-current", current);
    if (row === this.#shown && row) return;
    this.#shown = row;
    element.classList.toggle("is-coming", row === null);
    if (row) this.#fill(row);
    else this.#empty();
  }

  /** Where papers of one group stand together: whether this one is the first, and whether its group is side by side. @param {{begins: boolean, shown: boolean} | null} at */
  group(at) {
    this.element.classList.toggle("begins-group", at?.begins === true);
    this.element.classList.toggle("is-in-group", at?.shown === true);
  }

  #empty() {
    this.element.removeAttribute("aria-label");
    this.element.classList.remove("is-unread", "is-reading");
    for (const part of [this.#title, this.#byline, this.#badges, this.#extras]) part.replaceChildren();
  }

  /** @param {Row} row */
  #fill(row) {
    const { element } = this;
    element.classList.toggle("is-unread", row.read_state === "unread");
    element.classList.toggle("is-reading", row.read_state === "reading");
    setMarkedText(this.#title, read(row.title, row.title_marks) || "Untitled", row.title_marks);
    this.#fillByline(row);
    this.#badges.replaceChildren(...parts(row.starred && icon("star"), row.code && verdictBadge(row.code, { compact: true })));
    this.#extras.replaceChildren(...this.#extrasOf(row));
    element.setAttribute("aria-label", spoken(row));
  }

  /** @param {Row} row */
  #fillByline(row) {
    const year = row.year === null ? null : h("span", { class: "row-year" }, String(row.year));
    const retracted = row.retracted && h("span", { class: "row-retracted" }, icon("octagon-alert"), "Retracted");
    if (row.snippet) {
      // The words around the hit say more than who else wrote it; the first name and the year still tell which paper.
      const first = row.authors.split(/, | and \d+ more$/)[0] ?? "";
      this.#byline.replaceChildren(...parts(retracted, first && h("span", { class: "row-authors" }, first), year, snippetOf(row.snippet, row.snippet_marks)));
      return;
    }
    const authors = h("span", { class: "row-authors" });
    setMarkedText(authors, row.authors, row.authors_marks);
    this.#byline.replaceChildren(...parts(retracted, row.authors && authors, row.venue && h("span", { class: "row-venue" }, row.venue), year));
  }

  /** @param {Row} row */
  #extrasOf(row) {
    if (row.snippet_marks.length) return [];
    const made = row.tags.slice(0, MOST_TAGS).map((tag) => h("span", { class: "row-tag" }, tag));
    // A narrow list shows one tag, a roomy one two.
    if (row.tags.length > 1) made.push(h("span", { class: "row-more in-narrow" }, `+${row.tags.length - 1}`));
    if (row.tags.length > MOST_TAGS) made.push(h("span", { class: "row-more in-roomy" }, `+${row.tags.length - MOST_TAGS}`));
    if (row.files) made.push(h("span", { class: "row-notes", title: counted(row.files, "file") }, icon("paperclip")));
    if (row.notes) made.push(h("span", { class: "row-notes", title: counted(row.notes, "note") }, icon("sticky-note")));
    if (row.stars !== null) made.push(h("span", { class: "row-stars", title: `${row.stars.toLocaleString("en")} stars of the code` }, `★ ${compact.format(row.stars)}`));
    return made;
  }
}

/** @param {...(Node | string | null | false)} given @returns {Node[]} those that are there */
const parts = (...given) => given.filter((part) => part instanceof Node);

/** Marks are counted in the text as it is written. @param {string} text @param {[number, number][]} marks */
const read = (text, marks) => (marks.length ? text : plainMath(text));

/**
 * The text around a hit, begun near enough to it that the hit is in view.
 *
 * @param {string} text
 * @param {[number, number][]} marks
 */
function snippetOf(text, marks) {
  const hit = marks[0]?.[0] ?? 0;
  const word = hit > 20 ? text.lastIndexOf(" ", hit - 12) + 1 : 0;
  const shown = h("span", { class: "row-snippet" });
  setMarkedText(shown, (word ? "…" : "") + read(text.slice(word), marks), marks.map(([start, end]) => [start - word + (word ? 1 : 0), end - word + (word ? 1 : 0)]));
  return shown;
}

/** What a screen reader says of a row: the eye has shapes and dots for it. @param {Row} row */
function spoken(row) {
  return [
    row.title || "Untitled", row.retracted && "retracted", row.authors, row.venue, row.year, row.read_state, row.starred && "starred",
    row.code && verdictBadge(row.code, { compact: true }).getAttribute("aria-label"), row.tags.length && `tags ${row.tags.join(", ")}`,
    row.files && counted(row.files, "file"), row.notes && counted(row.notes, "note"),
  ].filter(Boolean).join(", ");
}
