import { h } from "../dom.js";
import { isGuess } from "./review-facts.js";
import { fieldWords } from "./review-model.js";
import { capital } from "./sheet-parts.js";
import { typeWords } from "./version-list.js";

/**
 * @import { Entry } from "./review-model.js"
 * @import { FieldChange } from "../types/index.d.ts"
 */

const DIFFERS = "Already in your library. Empty fields are filled; what you tick beside a value of yours takes its place.";
const FILLS = "Already in your library. These empty fields would be filled; nothing you typed changes.";

/**
 * For a paper that is here already: each value that could be taken, with its source and a tick.
 *
 * @param {Entry} entry
 * @param {() => void} changed
 * @returns {HTMLElement[]}
 */
export function offeredChanges(entry, changed) {
  const { item } = entry;
  if (item.status !== "update") return [];
  const lines = item.changes.map((change) => ({ change, ...changeLine(entry, change, () => told()) }));
  const differing = lines.filter(({ change }) => change.before);
  const hint = h("p", { class: "sheet-hint" }, differing.length ? DIFFERS : FILLS);
  // All values that differ at once: what was published, say, in place of a preprint.
  const all = h("button", { class: "review-all-of-it", type: "button" });
  const takesAll = () => differing.every(({ change }) => entry.takes(change));
  const told = () => {
    all.textContent = takesAll() ? "Keep all of mine" : "Take all that differ";
    changed();
  };
  all.textContent = takesAll() ? "Keep all of mine" : "Take all that differ";
  all.addEventListener("click", () => {
    const wanted = !takesAll();
    for (const { change, box } of differing) {
      entry.take(change, wanted);
      box.checked = wanted;
    }
    told();
  });
  if (differing.length > 1) hint.append(" ", all);
  return [hint, h("ul", { class: "review-changes" }, ...lines.map(({ line }) => line))];
}

/** As it is shown elsewhere. @param {string} field @param {string} value */
function valueWords(field, value) {
  if (field === "type") return typeWords(value) || value;
  if (field === "month" && /^([1-9]|1[0-2])$/.test(value)) return new Date(2000, Number(value) - 1).toLocaleString("en", { month: "long" });
  return value;
}

/** @param {Entry} entry @param {FieldChange} change @param {() => void} changed */
function changeLine(entry, change, changed) {
  const { field: name, before, after, source } = change;
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  box.checked = entry.takes(change);
  // Notes and collections come with the paper or not at all.
  box.disabled = name === "notes" || name === "collections";
  box.addEventListener("change", () => {
    entry.take(change, box.checked);
    changed();
  });
  const guessed = name === "code" && isGuess(entry, after);
  const value = h("span", { class: "review-value" }, ...(before ? [h("del", {}, valueWords(name, before)), " → "] : []), h("ins", {}, valueWords(name, after)));
  if (guessed) value.append(h("span", { class: "review-guess" }, " (guessed)"));
  const said = [fieldWords(name), before && `${before}, or instead of it`, after, guessed && "guessed", source];
  box.setAttribute("aria-label", said.filter(Boolean).join(": "));
  const line = h("li", {}, h("label", {}, box, h("span", { class: "review-field" }, capital(fieldWords(name))), value, source && h("span", { class: "review-source" }, source)));
  return { line, box };
}
