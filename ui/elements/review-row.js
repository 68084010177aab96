import { h, icon } from "../dom.js";
import { isTyping } from "../keys.js";
import { offeredChanges } from "./review-changes.js";
import { facts, labels, lines } from "./review-facts.js";
import { draftFields, titleField, titleWords } from "./review-fields.js";
import { statusWords } from "./review-model.js";
import { twinChoice } from "./review-twin.js";
import { inWords } from "./sheet-parts.js";

/**
 * @import { Entry } from "./review-model.js"
 * @import { Draft } from "../types/index.d.ts"
 */

/**
 * One paper of a review: a tick box, what was understood of it, and, when opened, its fields to put right.
 * Changes go into its `Entry`; `entry-changed` tells the sheet to count again.
 */
export class ReviewRow extends HTMLElement {
  /** @type {Entry | null} */
  #entry = null;

  /** @param {Entry} entry */
  set entry(entry) {
    this.#entry = entry;
    this.#render();
  }

  /** Opens or folds it, keeping the focus. */
  toggle() {
    const entry = this.#entry;
    if (!entry) return;
    entry.expanded = !entry.expanded;
    this.#renderAgain();
  }

  /** Shows an opened entry as soon as all of it is there. @param {Entry} entry */
  async #load(entry) {
    let trouble = "";
    try {
      await entry.load();
    } catch (error) {
      entry.expanded = false;
      trouble = inWords(error);
    }
    if (this.#entry !== entry) return;
    this.#renderAgain();
    if (trouble) this.querySelector(".review-main")?.append(h("p", { class: "review-problem", role: "alert" }, trouble));
  }

  #renderAgain() {
    const had = this.contains(document.activeElement) && document.activeElement;
    this.#render();
    const kept = had && this.querySelector(had.matches(".review-tick") ? ".review-tick" : ".review-open");
    if (kept instanceof HTMLElement) kept.focus({ preventScroll: true });
  }

  connectedCallback() {
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("click", this.#onClick);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#onKey);
    this.removeEventListener("click", this.#onClick);
  }

  /** A click beside the controls opens the row, unless it ends a selection of text. */
  #onClick = (/** @type {MouseEvent} */ event) => {
    const target = event.target;
    const isOwn = target instanceof Element && target.closest("input, button, textarea, label, .review-fields");
    if (!isOwn && String(getSelection()) === "") this.toggle();
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const opens = event.key === "ArrowRight";
    if ((!opens && event.key !== "ArrowLeft") || isTyping(event.target) || opens === this.#entry?.expanded) return;
    event.preventDefault();
    this.toggle();
  };

  #render() {
    const entry = this.#entry;
    if (!entry) return;
    if (entry.expanded && !entry.draft) void this.#load(entry);
    const draft = entry.expanded ? entry.draft : null;
    this.classList.toggle("is-open", draft !== null);
    this.classList.toggle("is-out", !entry.willImport);
    const open = h("button", {
      class: "review-open",
      type: "button",
      "aria-expanded": String(entry.expanded),
      "aria-label": entry.expanded ? "Fold" : isEditable(entry) ? "Show and edit all fields" : "Show all of it",
    });
    open.append(icon("chevron-right"));
    open.addEventListener("click", () => this.toggle());
    const main = h("div", { class: "review-main" }, this.#titleLine(entry));
    if (!draft) main.append(...lines(entry.glance), ...labels(entry));
    else {
      // What is wrong with it is read before its fields are put right.
      main.append(...labels(entry));
      if (entry.item.alike) main.append(twinChoice(entry, draft, () => this.#decided()));
      // One that goes into a paper that is here fills it as it was read.
      main.append(isEditable(entry) && !entry.isSame ? draftFields(entry, draft, () => this.#changed()) : this.#whole(entry, draft));
    }
    // The list lets Tab into one row only; what is made anew must not add itself to that.
    const reach = this.querySelector("button")?.tabIndex ?? 0;
    this.replaceChildren(this.#tick(entry), main, open);
    for (const stop of this.querySelectorAll("input, button, textarea"))
      if (stop instanceof HTMLElement) stop.tabIndex = reach;
  }

  /** @param {Entry} entry */
  #tick(entry) {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", class: "review-tick" }));
    const sync = () => {
      box.checked = entry.willImport;
      box.disabled = !entry.canTick;
      box.setAttribute("aria-label", `Import “${entry.glance.title || "untitled paper"}”`);
      this.classList.toggle("is-out", !entry.willImport);
    };
    sync();
    box.addEventListener("change", () => {
      const wasOpen = entry.expanded;
      entry.tick(box.checked);
      if (entry.expanded !== wasOpen) this.#renderAgain();
      this.#changed();
    });
    this.addEventListener("entry-changed", sync);
    // Every render makes a new box; the listener of the last one must not speak for it.
    this.#forget?.();
    this.#forget = () => this.removeEventListener("entry-changed", sync);
    return h("span", { class: "review-tick-place" }, box);
  }

  /** @type {(() => void) | null} */
  #forget = null;

  #decided() {
    this.#render();
    /** @type {HTMLElement | null} */ (this.querySelector(".twin input:checked"))?.focus({ preventScroll: true });
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("entry-changed", { bubbles: true }));
  }

  /** @param {Entry} entry */
  #titleLine(entry) {
    const { words, more } = statusWords(entry);
    const changed = () => this.#changed();
    const badge = h("span", { class: `review-status is-${entry.isSame === null ? entry.item.status : entry.isSame ? "update" : "new"}` }, words);
    if (more) badge.title = more;
    const title = !isEditable(entry)
      ? h("span", { class: "review-title is-fixed" }, entry.glance.title)
      : entry.expanded
        ? titleField(entry, changed)
        : titleWords(entry, changed);
    return h("div", { class: "review-title-line" }, title, badge);
  }

  /** All that was read, for a paper that is not to be edited. @param {Entry} entry @param {Draft} draft all of it */
  #whole(entry, draft) {
    const { authors, venue, year, abstract } = draft;
    const where = [authors.join(", "), venue, year === null ? "" : String(year)].filter(Boolean).join(" · ");
    const offered = offeredChanges(entry, () => this.#changed());
    const read = offered.length ? offered : [where, abstract].filter(Boolean).map((words) => h("p", {}, words));
    return h("div", { class: "review-fields" }, ...read, ...facts(draft));
  }
}

/** A paper that is here already is put right in the library, not in the review. @param {Entry} entry */
const isEditable = ({ item }) => item.status === "new" || item.status === "unclear";

customElements.define("review-row", ReviewRow);
