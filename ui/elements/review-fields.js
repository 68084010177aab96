import { h } from "../dom.js";
import { facts } from "./review-facts.js";
import { field } from "./sheet-parts.js";

/**
 * The fields of a paper under review, to be put right. What is typed goes into its `Entry`; `changed` is told.
 *
 * @import { Entry } from "./review-model.js"
 * @import { Draft, DraftEdit } from "../types/index.d.ts"
 */

/** The title as text that turns into a field when it is clicked. @param {Entry} entry @param {() => void} changed */
export function titleWords(entry, changed) {
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
    const input = titleField(entry, changed);
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
      changed();
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

/** All of the title, to be put right. @param {Entry} entry @param {() => void} changed */
export function titleField(entry, changed) {
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
    changed();
  });
  return input;
}

/** @param {Entry} entry @param {Draft} draft all of it @param {() => void} changed */
export function draftFields(entry, draft, changed) {
  const id = `review-${entry.item.draft.at}`;
  const edit = (/** @type {() => DraftEdit} */ typed) => () => {
    entry.type(typed());
    changed();
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

/** @param {string} text */
const linesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
