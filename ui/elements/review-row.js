import { h, icon } from "../dom.js";
import { isTyping } from "../keys.js";
import { twinChoice } from "./review-twin.js";
import { fieldWords, shortRepository, statusWords } from "./review-model.js";
import { counted, field, inWords } from "./sheet-parts.js";

/**
 * @import { Entry } from "./review-model.js"
 * @import { Draft, DraftEdit, FieldChange, Glance } from "../types/index.d.ts"
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

  /** Opens or folds it, keeping the focus on the arrow. */
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
    const hadFocus = this.contains(document.activeElement);
    this.#render();
    const arrow = this.querySelector(".review-open");
    if (hadFocus && arrow instanceof HTMLElement) arrow.focus({ preventScroll: true });
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
      main.append(isEditable(entry) && !entry.isSame ? this.#fields(entry, draft) : this.#whole(entry, draft));
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
      box.disabled = !entry.canImport;
      box.setAttribute("aria-label", `Import “${entry.glance.title || "untitled paper"}”`);
      this.classList.toggle("is-out", !entry.willImport);
    };
    sync();
    box.addEventListener("change", () => {
      entry.ticked = box.checked;
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
    const badge = h("span", { class: `review-status is-${entry.isSame === null ? entry.item.status : entry.isSame ? "update" : "new"}` }, words);
    if (more) badge.title = more;
    const title = !isEditable(entry)
      ? h("span", { class: "review-title is-fixed" }, entry.glance.title)
      : entry.expanded
        ? this.#titleField(entry)
        : this.#title(entry);
    return h("div", { class: "review-title-line" }, title, badge);
  }

  /** The title as text that turns into a field when it is clicked. @param {Entry} entry */
  #title(entry) {
    const words = h("button", { class: "review-title", type: "button" });
    const show = () => {
      const { title } = entry.glance;
      words.textContent = title || "No title: click to give it one";
      words.classList.toggle("is-missing", title.trim() === "");
      words.setAttribute("aria-description", "Edit the title");
      words.title = title;
    };
    show();
    words.addEventListener("click", () => {
      const input = this.#titleField(entry);
      const before = entry.glance.title;
      let isDone = false;
      const done = (/** @type {boolean} */ keep) => {
        // Taking the field away blurs it, which asks for the same once more.
        if (isDone) return;
        isDone = true;
        if (!keep) setTitle(before);
        show();
        input.replaceWith(words);
      };
      const setTitle = (/** @type {string} */ title) => {
        entry.type({ field: "title", value: title });
        this.#changed();
      };
      words.replaceWith(input);
      input.focus();
      input.addEventListener("blur", () => done(true));
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        // Esc takes back the edit; it must not reach the sheet and close it.
        event.preventDefault();
        event.stopPropagation();
        done(event.key === "Enter");
        words.focus();
      });
    });
    return words;
  }

  /** @param {Entry} entry */
  #titleField(entry) {
    const input = h("textarea", { class: "review-title-field", rows: "1", "aria-label": "Title", placeholder: "Title" });
    input.value = entry.glance.title;
    // All of a long title is seen; it is one line to whoever reads it.
    const grow = () => {
      input.style.height = "0";
      input.style.height = `${input.scrollHeight + 2}px`;
    };
    requestAnimationFrame(grow);
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    input.addEventListener("input", () => {
      grow();
      const couldNot = !entry.canImport;
      entry.type({ field: "title", value: input.value });
      // A paper that only lacked a title is wanted as soon as it has one.
      if (couldNot && entry.canImport) entry.ticked = true;
      this.#changed();
    });
    return input;
  }

  /** @param {Entry} entry @param {Draft} draft all of it */
  #fields(entry, draft) {
    const id = `review-${entry.item.draft.at}`;
    const edit = (/** @type {() => DraftEdit} */ typed) => () => {
      entry.type(typed());
      this.#changed();
    };
    const authors = field({
      id: `${id}-authors`,
      label: "Authors",
      hint: "One a line.",
      lines: Math.min(6, Math.max(2, draft.authors.length)),
    });
    const year = field({ id: `${id}-year`, label: "Year", inputmode: "numeric" });
    const venue = field({ id: `${id}-venue`, label: "Venue" });
    const abstract = field({ id: `${id}-abstract`, label: "Abstract", lines: 6 });
    authors.input.value = draft.authors.join("\n");
    year.input.value = draft.year === null ? "" : String(draft.year);
    venue.input.value = draft.venue;
    abstract.input.value = draft.abstract;
    authors.input.addEventListener(
      "input",
      edit(() => ({ field: "authors", value: linesOf(authors.input.value) })),
    );
    venue.input.addEventListener(
      "input",
      edit(() => ({ field: "venue", value: venue.input.value })),
    );
    abstract.input.addEventListener(
      "input",
      edit(() => ({ field: "abstract", value: abstract.input.value })),
    );
    year.input.addEventListener(
      "input",
      edit(() => {
        const typed = year.input.value.trim();
        const isYear = /^\d{4}$/.test(typed);
        year.complain(typed && !isYear ? "Four digits, like 2024." : "");
        return { field: "year", value: isYear ? Number(typed) : null };
      }),
    );
    year.box.classList.add("is-narrow");
    const pair = h("div", { class: "sheet-pair" }, venue.box, year.box);
    return h("div", { class: "review-fields" }, authors.box, pair, abstract.box, ...facts(draft));
  }

  /** All that was read, for a paper that is not to be edited. @param {Entry} entry @param {Draft} draft all of it */
  #whole(entry, draft) {
    const { authors, venue, year, abstract } = draft;
    const where = [authors.join(", "), venue, year === null ? "" : String(year)].filter(Boolean).join(" · ");
    const filled = this.#changes(entry);
    const read = filled.length ? filled : [where, abstract].filter(Boolean).map((words) => h("p", {}, words));
    return h("div", { class: "review-fields" }, ...read, ...facts(draft));
  }

  /** For a paper that is here already: each value that could be taken, with its source and a tick. @param {Entry} entry */
  #changes(entry) {
    const { item } = entry;
    if (item.status !== "update") return [];
    const rows = item.changes.map((change) => this.#change(entry, change));
    const differing = item.changes.filter((change) => change.before);
    const words = differing.length
      ? "Already in your library. Empty fields are filled; what you tick beside a value of yours takes its place."
      : "Already in your library. These empty fields would be filled; nothing you typed changes.";
    const hint = h("p", { class: "sheet-hint" }, words);
    if (differing.length > 1) hint.append(" ", this.#takeAll(entry, differing));
    return [hint, h("ul", { class: "review-changes" }, ...rows)];
  }

  /** All values that differ at once: what was published, say, in place of a preprint. @param {Entry} entry @param {FieldChange[]} differing */
  #takeAll(entry, differing) {
    const all = differing.every((change) => entry.takes(change));
    const button = h("button", { class: "review-all-of-it", type: "button" }, all ? "Keep all of mine" : "Take all that differ");
    button.addEventListener("click", () => {
      for (const change of differing) entry.take(change, !all);
      this.#render();
      /** @type {HTMLElement | null} */ (this.querySelector(".review-all-of-it"))?.focus({ preventScroll: true });
      this.#changed();
    });
    return button;
  }

  /** @param {Entry} entry @param {FieldChange} change */
  #change(entry, change) {
    const { field: name, before, after, source } = change;
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
    box.checked = entry.takes(change);
    // Notes and collections come with the paper or not at all.
    box.disabled = name === "notes" || name === "collections";
    box.addEventListener("change", () => {
      entry.take(change, box.checked);
      this.#changed();
    });
    const isGuess = name === "code" && entry.glance.guesses.some((guess) => sameAddress(guess, after));
    const value = h("span", { class: "review-value" }, ...(before ? [h("del", {}, before), " "] : []), h("ins", {}, after));
    if (isGuess) value.append(h("span", { class: "review-guess" }, " (guessed)"));
    const said = [fieldWords(name), before && `${before}, becomes`, after, isGuess && "guessed", source];
    box.setAttribute("aria-label", said.filter(Boolean).join(": "));
    return h("li", {}, h("label", {}, box, h("span", { class: "review-field" }, fieldWords(name)), value, source && h("span", { class: "review-source" }, source)));
  }
}

/** @param {string} one @param {string} other */
const sameAddress = (one, other) => one.replace(/\/$/, "").toLowerCase() === other.replace(/\/$/, "").toLowerCase();

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** A paper that is here already is put right in the library, not in the review. @param {Entry} entry */
const isEditable = ({ item }) => item.status === "new" || item.status === "unclear";

/** What a folded row shows of a paper. @param {Glance} glance */
function lines({ authors, venue, year, abstract_start }) {
  const people =
    authors.length > 4 ? `${authors.slice(0, 3).join(", ")} and ${authors.length - 3} more` : authors.join(", ");
  const where = [people, venue].filter(Boolean).join(" · ");
  const shown = [];
  // A long venue is cut before the year, not with it.
  const when = year === null ? "" : `${where ? "· " : ""}${year}`;
  if (where || when) shown.push(h("p", { class: "review-people" }, where && h("span", {}, where), h("span", { class: "review-year" }, when)));
  if (abstract_start) shown.push(h("p", { class: "review-abstract" }, abstract_start));
  return shown;
}

/** A row of a table is counted without its heading. */
const NAMES_ITS_PLACE = /^Row \d/;

/** Repositories and doubts. @param {Entry} entry */
function labels(entry) {
  const { item, glance } = entry;
  const { more } = statusWords(entry);
  const isGuess = (/** @type {string} */ repository) => glance.guesses.some((guess) => sameAddress(guess, `https://${repository}`));
  const made = item.repositories.map((repository) =>
    h("span", { class: "review-repository" }, icon("code-xml"), h("span", {}, shortRepository(repository), isGuess(repository) ? " (guessed)" : "")),
  );
  // Where a file lies is told to whoever points at it: a list of references from elsewhere may name any of the reader's.
  for (const { name, path } of glance.files)
    made.push(h("span", { class: "review-file", title: path }, icon("paperclip"), h("span", {}, name)));
  for (const problem of glance.problems)
    made.push(h("span", { class: "review-problem" }, icon("circle-alert"), glance.line > 1 && !NAMES_ITS_PLACE.test(problem) ? `Line ${glance.line.toLocaleString("en")}: ${problem}` : problem));
  if (item.alike && entry.isSame === null && !more && !entry.expanded)
    made.push(h("span", { class: "review-problem" }, icon("copy"), `${item.alike.to.in === "library" ? "May be here already" : "Like one further up"}: open it to compare. ${item.alike.reason}.`));
  // Opened, an update lists them one by one.
  if (more && !(entry.expanded && item.status === "update")) made.push(h("span", { class: item.status === "unclear" ? "review-problem" : "review-fills" }, more, item.alike && !entry.expanded && " Open it to compare."));
  return made.length ? [h("p", { class: "review-labels" }, ...made)] : [];
}

/** What else was read, not to be edited here. @param {Draft} draft */
function facts(draft) {
  const parts = draft.identifiers.map(({ kind, value }) => `${kind} ${value}`);
  if (draft.citation_key) parts.push(`key ${draft.citation_key}`);
  if (draft.tags.length) parts.push(`tags ${draft.tags.join(", ")}`);
  if (draft.collections.length) parts.push(`filed in ${draft.collections.map((path) => path.join(" / ")).join(", ")}`);
  if (draft.notes.length) parts.push(counted(draft.notes.length, "note"));
  if (draft.url) parts.push(draft.url);
  if (draft.comments) parts.push(draft.comments);
  if (draft.line) parts.push(`from line ${draft.line.toLocaleString("en")}`);
  return parts.length ? [h("p", { class: "review-facts" }, parts.join(" · "))] : [];
}

customElements.define("review-row", ReviewRow);
